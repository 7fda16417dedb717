"""Looks into documents of each format for what a text of a case must not do there."""
import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from xml.parsers import expat

CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufffe\uffff"
UNSEEN = "\xad\u200b\u2060-\u2064\ufeff"
ACTS = re.compile("[%s]" % CONTROLS)
ACTS_OR_UNSEEN = re.compile("[%s%s]" % (CONTROLS, UNSEEN))
NUMBER = re.compile(r"[+-]?(\d[\d,]*)?\.?\d*([eE][+-]?\d+)?%?$")


class Marks:
    """What a kind of document is made of besides texts: tags with attributes, commands, functions."""

    def __init__(self):
        self.known, self.learns = {}, True

    def faults(self, kind, marks):
        known = self.known.setdefault(kind, set())
        if self.learns:
            known.update(marks)
            return []
        return ["%s is not in the document of harmless texts" % (mark,) for mark in sorted(set(marks) - known, key=str)]


class Page(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.marks = set()

    def handle_starttag(self, tag, attributes):
        self.marks.add((tag, *sorted(name for name, value in attributes)))
        for name, value in attributes:
            if name in ("href", "src") and not re.match(r"#|data:", value or ""):
                self.marks.add((tag, name, value))

    def handle_comment(self, data):
        self.marks.add(("a comment",))

    def handle_decl(self, declaration):
        self.marks.add((declaration,))


def xml_marks(text):
    marks = set()
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: marks.add((name, *sorted(attributes)))
    parser.CommentHandler = lambda data: marks.add(("a comment",))
    parser.ProcessingInstructionHandler = lambda target, data: marks.add((target,))
    parser.Parse(text, True)
    return marks


def look_at_text(marks, kind, text):
    yield from ("%r acts" % found for found in set(ACTS_OR_UNSEEN.findall(text.replace("\r", "\x00").replace("\t", "\x00"))))


def look_at_messages(marks, kind, text):
    yield from look_at_text(marks, kind, text)
    if re.search(r"^costs\.csv:1:1: error: forged", text, re.M):
        yield "a line is forged"


def look_at_json(marks, kind, text):
    yield from ("%r acts" % found for found in set(ACTS.findall(text)))
    json.loads(text, parse_constant=lambda name: 1 / 0)


def look_at_csv(marks, kind, text):
    yield from ("%r acts" % found for found in set(ACTS.findall(text)))
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    if len({len(row) for row in rows}) != 1:
        yield "rows are of different lengths"
    yield from ("%r is a formula" % cell for row in rows for cell in row
                if cell and cell[0] in "=+-@\t\r" and not NUMBER.match(cell) and cell != "-")


def look_at_md(marks, kind, text):
    yield from look_at_text(marks, kind, text)
    plain = re.sub(r"\\[!-/:-@\[-`{-~]", "x", text)
    yield from marks.faults(kind, re.findall(r"[$^~@<>{}\[\]`\\#]|\*+|--|\.\.\.|://", plain))


ISLAND = re.compile(r'(<script type="application/json"[^>]*>)(.*?)(?=</script>)', re.S)


def look_at_html(marks, kind, text):
    """The data of a live page have all characters that do not act."""
    for _, data in ISLAND.findall(text):
        yield from look_at_json(marks, kind, data)
    yield from ("%r acts" % found for found in set(ACTS_OR_UNSEEN.findall(ISLAND.sub(r"\1", text))))
    page = Page()
    page.feed(text)
    page.close()
    yield from marks.faults(kind, page.marks)


def look_at_svg(marks, kind, text):
    yield from ("%r acts" % found for found in set(ACTS_OR_UNSEEN.findall(text)))
    yield from marks.faults(kind, xml_marks(text))


# What tex_add_text writes for signs.
TEX_SIGNS = {"textbackslash", "{", "}", "$", "&", "#", "%", "_", "textasciitilde", "textasciicircum", "textless", "textgreater",
             "textbar", "textasciigrave", "textquotedbl", "pounds", "textpm", "textminus"}


def look_at_tex(marks, kind, text):
    yield from look_at_text(marks, kind, text)
    yield from marks.faults(kind, set(re.findall(r"\\([A-Za-z]+|.)", text)) - TEX_SIGNS)
    signs = re.sub(r"^%.*", "", re.sub(r"\\.", "", text), flags=re.M)
    depth = 0
    for sign in re.findall("[{}]", signs):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            break
    if depth:
        yield "braces do not balance"
    yield from ("an unescaped %s" % sign for sign in set(re.findall(r"[$#~^_%`\"<>|]|--|''|,,", signs)))
    rows = re.findall(r"^(.*)\\\\$", text, re.M)
    yield from ("a row begins with %.20s" % row for row in rows if not row.startswith("{}"))


def without_strings(formula):
    return re.sub(r"'(?:[^']|'')*'!", "", re.sub(r'"(?:[^"]|"")*"', '""', formula))


# For ids that a spreadsheet takes for the same, or for a pattern.
FORMULAS_FOR_ODD_IDS = {"EXACT("}


def look_at_part(marks, name, text):
    yield from ("%r acts" % found for found in set(ACTS_OR_UNSEEN.findall(text)))
    kind = re.sub(r"\d+", "", name)
    found = {mark[0] for mark in xml_marks(text)}
    yield from marks.faults("xlsx " + kind, found)
    formulas, inside = [], []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(tag, attributes):
        inside[:] = [tag]
        if tag == "Relationship" and attributes.get("TargetMode") == "External":
            formulas.append("a link to " + attributes["Target"])

    parser.StartElementHandler = start
    parser.CharacterDataHandler = lambda data: formulas.append(data) if inside in (["f"], ["definedName"]) else None
    parser.EndElementHandler = lambda tag: inside.clear()
    parser.Parse(text, True)
    functions = {function for formula in formulas for function in re.findall(r"[A-Za-z_.]+\(|://|\||@", without_strings(formula))}
    yield from marks.faults("functions", functions - FORMULAS_FOR_ODD_IDS)


def look_at_xlsx(marks, kind, path):
    with zipfile.ZipFile(path) as book:
        for name in book.namelist():
            for fault in look_at_part(marks, name, book.read(name).decode()):
                yield "%s: %s" % (name, fault)


LOOKS = {"text": look_at_text, "json": look_at_json, "csv": look_at_csv, "md": look_at_md, "html": look_at_html,
         "svg": look_at_svg, "tex": look_at_tex}
