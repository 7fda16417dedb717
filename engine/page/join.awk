# Joins ES modules into one strict script that needs no loader, so that one hash in a page's policy covers it. Each
# module becomes a function that returns its exports, so that its other names stay its own; what it imports comes first.
# Of the syntax of modules it knows, at the beginning of a line:
#     import { a, b } from "./module.mjs";        over several lines too
#     export const a =        export function a        export async function a        export class A
# Anything else is an error, as are a name that is not exported, a circle, and a module that nobody imports. Comments
# that begin a line with /** are for the type checker, and are left out.
# usage: awk -f join.awk MAIN.mjs MODULE.mjs…

function fail(message) {
    print (FNR ? FILENAME ":" FNR ": " : "") message > "/dev/stderr"
    failed = 1
    exit 1
}

function keep(line) {
    body[module] = body[module] line "\n"
}

# "import { a, b } from "./other.mjs";" → "const { a, b } = $other;"
function add_import(statement,    names, other, list, count, i) {
    gsub(/[ \t]+/, " ", statement)
    if (statement !~ /^import \{[A-Za-z0-9_$, ]+\} from "\.\/[a-z_]+\.mjs";$/ || statement ~ / as /)
        fail("not a kind of import that join.awk knows: " statement)
    names = other = statement
    sub(/^import \{ */, "", names); sub(/,? *\} from.*/, "", names)
    sub(/.*"\.\//, "", other); sub(/\.mjs";$/, "", other)
    needs[module, ++need_count[module]] = other
    count = split(names, list, / *, */)
    for (i = 1; i <= count; i++) wanted[module, other, list[i]] = FILENAME ":" FNR
    keep("const { " names " } = $" other ";")
}

function add_export(line,    name) {
    sub(/^export /, "", line)
    name = line
    if (!sub(/^(async )?function /, "", name) && !sub(/^class /, "", name) && !sub(/^const /, "", name))
        fail("not a kind of export that join.awk knows: " line)
    if (!match(name, /^[A-Za-z_$][A-Za-z0-9_$]*/)) fail("an export without a name: " line)
    name = substr(name, 1, RLENGTH)
    exported[module, name] = 1
    exports[module] = exports[module] (exports[module] ? ", " : "") name
    keep(line)
}

function write_module(name,    i) {
    if (state[name] == "written") return
    if (state[name] == "begun") fail(name ".mjs imports itself, by way of other modules")
    if (!(name in body)) fail("there is no module " name ".mjs")
    state[name] = "begun"
    for (i = 1; i <= need_count[name]; i++) write_module(needs[name, i])
    state[name] = "written"
    script = script "\n" (exports[name] ? "const $" name " = " : "") "(() => {\n" body[name]
    script = script (exports[name] ? "return { " exports[name] " };\n" : "") "})();\n"
}

FNR == 1 {
    if (statement != "") fail("the module before this one ends within an import")
    module = FILENAME
    sub(/.*\//, "", module)
    sub(/\.mjs$/, "", module)
    if (!main) main = module
    body[module] = ""
}
/<\/script|<!--/ { fail("this would end the element of the page in which the script stands") }
/^ *\/\*\*/ || comment {
    comment = !/\*\//
    if (comment || /\*\/$/) next
}
statement != "" || /^import[^A-Za-z0-9_$]/ {
    statement = statement (statement == "" ? "" : " ") $0
    if (statement ~ /;$/) {
        add_import(statement)
        statement = ""
    }
    next
}
/^export[^A-Za-z0-9_$]/ { add_export($0); next }
{ keep($0) }

END {
    if (failed) exit 1
    FNR = 0
    if (statement != "") fail(module ".mjs ends within an import")
    for (key in wanted) {
        split(key, part, SUBSEP)
        if (!((part[2], part[3]) in exported)) fail(wanted[key] ": " part[2] ".mjs exports no " part[3])
    }
    write_module(main)
    for (name in body) if (state[name] != "written") fail("no module imports " name ".mjs")
    printf "\"use strict\";\n(() => {%s})();\n", script
}
