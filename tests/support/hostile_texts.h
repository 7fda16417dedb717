/* What a case from a stranger may hold in any of its texts: every one that ever did something instead of being shown, and
   its like. Each writer and reader is tried with all of them. */
#ifndef TESTS_SUPPORT_HOSTILE_TEXTS_H
#define TESTS_SUPPORT_HOSTILE_TEXTS_H

static const char *const hostile_texts[] = {
    /* terminals: colours, titles, a cleared screen, one-byte forms of the same, forged lines */
    "\x1b[31mred\x1b[0m",
    "\x1b]0;pwned\x07\x1b[2J",
    "\xc2\x9b"
    "2J\xc2\x9d"
    "0;title\xc2\x9c",
    "delete\x7f back\b\b\b feed\f\v nothing\x01",
    "a\ncosts.csv:1:1: error: forged",
    "a\r\ncosts.csv:1:1: error: forged\r",
    "tab\tbetween",
    "\xc2\x85next line\xe2\x80\xa8separator\xe2\x80\xa9paragraph",
    /* direction and what nobody sees */
    "\xe2\x80\xaegnp.exe\xe2\x80\xac",
    "\xe2\x81\xa6isolate\xe2\x81\xa9 \xe2\x80\xaa embedded\xe2\x80\xac",
    "a\xe2\x80\x8b\xe2\x81\xa0\xef\xbb\xbf z",
    "\xef\xbf\xbe\xef\xbf\xbf",
    /* pages and XML */
    "\"'><script>alert(1)</script>",
    "</script><!--<![CDATA[]]>--></style></textarea></title>",
    "<img src=x onerror=alert(1)>",
    "&lt;b&gt; &#x1b; &amp;",
    "javascript:alert(1)",
    "]]>",
    "_x001B_ _x0041_",
    /* Markdown */
    "$^^5cinput{/etc/passwd}$ and $x$",
    "`code` ``more`` ~~~",
    "*strong* _weak_ ~~gone~~ H~2~O x^2^",
    "[link](http://evil.invalid) ![picture](http://evil.invalid/x.png)",
    "<http://evil.invalid> https://evil.invalid",
    "@smith [@smith, p. 3] [^1] ^[note]",
    "{=latex} {#id .class key=value} `x`{=html}",
    "\\input{/etc/passwd} \\newpage",
    "1. North",
    "12) South",
    "(3) West",
    "a. first",
    "iv) fourth",
    "- item",
    "+ item",
    "* item",
    "-",
    "# heading #",
    "> quotation",
    "| line block",
    ": definition",
    "~ definition",
    "% title",
    "---",
    "- - -",
    "===",
    "+---+---+",
    "Table: caption",
    "    code",
    "-- dash ... dots --- dash",
    ":smile: :+1:",
    "#. numbered",
    "(@) example",
    "a | b | c",
    /* LaTeX */
    "[5cm] Data centre",
    "*Stars",
    "\\write18{id} \\immediate",
    "100% of #1 & ~tilde ^hat _low {brace}",
    "?` !` '' ,, -- ``",
    "\xc2\xa3 \xc2\xb1 \"quoted\"",
    /* spreadsheets */
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "=HYPERLINK(\"http://evil.invalid\",\"x\")",
    "'=1+1",
    "''@x",
    "-12.5",
    "+5%",
    "a,b;c\"d\"",
    /* shells */
    "$(id) `id` ;id | id && id",
    "it's",
    "-rf",
    "--help",
    "../../etc/passwd",
    "%s%n%d",
    "",
};

#endif
