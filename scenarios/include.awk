# Puts fragments into a document: a line that is {{NAME.md}} becomes the file of that name, {{?NAME.md}} too if it is there.
# usage: awk -v fragments=FOLDER -f include.awk business-case.md
/^\{\{\??[A-Za-z0-9.-]+\}\}$/ {
    optional = substr($0, 3, 1) == "?"
    name = substr($0, optional ? 4 : 3, length($0) - (optional ? 5 : 4))
    path = fragments "/" name
    while ((status = (getline text < path)) > 0) print text
    if (status < 0 && !optional) {
        print FILENAME ":" FNR ": there is no fragment " path > "/dev/stderr"
        failed = 1
    }
    close(path)
    next
}
{ print }
END { exit failed }
