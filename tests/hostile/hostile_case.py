"""A case whose every text is one of tests/support/hostile_texts.h, and the same case with harmless texts, to tell what a
text of the case did to a document from what the document is."""
import ast
import csv
import os
import re

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
YEARS = ["2018/19", "2019/20", "2020/21"]
ROWS = 12  # of a register: so many texts a case has in each of its columns


def hostile_texts():
    """The strings of the C header: neighbours are one string."""
    with open(os.path.join(ROOT, "tests", "support", "hostile_texts.h"), encoding="ascii") as file:
        body = file.read().split("= {", 1)[1]
    texts, parts = [], None
    for token in re.findall(r'"(?:[^"\\]|\\.)*"|,|/\*.*?\*/', body, re.S):
        if token == ",":
            texts.append(b"".join(parts).decode())
            parts = None
        elif token.startswith('"'):
            parts = (parts or []) + [ast.literal_eval("b" + token)]
    return texts


def harmless_texts(count):
    """Words of letters only; none is in another."""
    return ["Word " + "".join(chr(ord("a") + int(digit)) for digit in "%03d" % i) for i in range(count)]


class Texts:
    """Hands out texts, to each field its own: the next of the list, so that a field with many rows has many of them. An id is
    not blank, no number, has no list in it, and comes once."""

    def __init__(self, texts, first):
        self.texts, self.first, self.next, self.ids = texts, first, {}, set()

    def any(self, field):
        at = self.next.setdefault(field, self.first + 5 * len(self.next))
        self.next[field] += 1
        return self.texts[at % len(self.texts)]

    def id(self, kind):
        for _ in self.texts:
            text = self.any(kind).strip(" \t\r\n\f\v")
            if text and (kind, text) not in self.ids and not re.search(r"[;:*]|^'+[=+@\-\t\r]|^[-+.\d%]*$", text):
                self.ids.add((kind, text))
                return text
        raise ValueError("there are too few texts for ids")

    def opening(self, field):
        """For the first cell of a row, where # begins a comment."""
        text = self.any(field)
        return text if text and text[0] != "#" else "x"

    def __call__(self, *fields):
        return [self.any(field) for field in fields]


def as_cell(text):
    """Reading takes one apostrophe off, as spreadsheets do."""
    return "'" + text if re.match(r"'*[=+@\-\t\r]", text) else text


def write_csv(folder, name, header, rows):
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([[as_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows])


def file_name_of(text):
    """None where no file can be called so."""
    return text if text and "/" not in text and text[0] not in ".~" and len(text.encode()) < 200 else None


def write_case(folder, texts, first, rows=ROWS):
    """Writes every file of a case, whose fields begin at the text `first`. Ids that others refer to are plain, but for one of
    each kind. Gives back what the command line may name."""
    t = Texts(texts, first)
    os.makedirs(os.path.join(folder, "scenarios"), exist_ok=True)
    councils, options = [t.id("council"), t.id("council")], [t.id("option"), t.id("option")]
    programmes, phases = [t.id("programme"), "p1", "p2"], [t.id("phase"), "f1"]
    drivers = [t.id("driver")] + ["d%d" % i for i in range(1, rows)]
    lines = [t.id("line") for _ in range(2 * rows)]
    criteria = [t.id("criterion"), t.id("criterion")]
    remarks = ("source", "note")

    def write(name, header, table):
        write_csv(folder, name, header, table)

    write("case.csv", ["key", "value", "note"],
          [[key, *t(key, "note")] for key in ("title", "version", "author", "currency")])
    write("councils.csv", ["name", "council"], [[t.opening("council name"), council] for council in councils])
    write("programmes.csv", ["name", "programme"], [[t.opening("programme name"), programme] for programme in programmes])
    write("options.csv", ["role", "option", "name"],
          [[role, option, *t("option name")] for role, option in zip(("baseline", "preferred"), options)])
    write("indices.csv", ["index", "name", "source", *YEARS],
          [["i%d" % i, *t("index name", "source"), "1%", "2%", "3%"] for i in range(rows)])
    write("drivers.csv",
          ["kind", "driver", "name", "unit", *remarks, "distribution", "low", "central", "high"],
          [["multiplier", driver, *t("driver name", "unit", *remarks), "triangular", "0.8", "1", "1.3"] for driver in drivers])
    write("splits.csv", ["split", *councils, "note"], [["s0", "1", "2", *t("note")]])
    write("phases.csv", ["start", "end", "phase", "name", "distribution", "low", "central", "high"],
          [["2018-04", "2018-09", phase, *t("phase name"), "triangular", "0", "0", "6"] for phase in phases])
    for name, first_line, amount in (("costs.csv", 0, 100), ("benefits.csv", rows, 170)):
        write(name,
              ["kind", "line", "name", "owner", *remarks, "category", "programme", "option", "drivers", "split", "index",
               "phase", *YEARS],
              [["revenue", lines[first_line + i], *t("line name", "owner", *remarks), t.any("category") or "other",
                programmes[i % 3], options[1] if i % 3 else ";".join(options), drivers[i], "s0" if i % 2 else "equal", "i%d" % i,
                phases[i % 2], amount + i, amount, amount] for i in range(rows)])
    write("risks.csv",
          ["kind", "risk", "name", "owner", *remarks, "category", "programme", "probability", "distribution", "low", "central",
           "high", "from", "to"],
          [["revenue", t.id("risk"), *t("risk name", "owner", *remarks), t.any("category") or "other", programmes[i % 3], "20%",
            "triangular", "1", "2", "4", YEARS[0], YEARS[1]] for i in range(rows)])
    write("budgets.csv", ["kind", "council", "type", "budget", "name", "vintage", *remarks, *YEARS],
          [["revenue", council, "existing", t.id("budget"), *t("budget name", "vintage", *remarks), 900, 900, 900]
           for council in councils])
    write("funding.csv", ["kind", "council", "type", "order", "funding", "name", "vintage", *remarks, *YEARS],
          [["revenue", council, "reserves", 1, t.id("funding"), *t("funding name", "vintage", *remarks), 9, 9, 9]
           for council in councils])
    write("payments.csv", ["type", "from", "to", "payment", "name", "vintage", *remarks, *YEARS],
          [["fixed", *councils, t.id("payment"), *t("payment name", "vintage", *remarks), 3, 3, 3]])
    write("services.csv", ["split", "units", "of", "service", "name", "unit", *remarks],
          [["s0", 100, lines[0], t.id("service"), *t("service name", "unit", *remarks)]])
    write("criteria.csv", ["weight", "criterion", "name", *remarks],
          [[50, criterion, *t("criterion name", *remarks)] for criterion in criteria])
    write("scores.csv", ["score", "criterion", "option", *remarks],
          [[5, criterion, option, *t(*remarks)] for criterion in criteria for option in options])
    write("finance.csv", ["setting", "council", "value", "vintage", *remarks],
          [["interest_rate", "", "3%", *t("vintage", *remarks)]])
    scenario = next(name for name in (file_name_of(t.any("scenario")) for _ in texts) if name)
    write(os.path.join("scenarios", scenario + ".csv"), ["file", "row", "column", "change", "value", "note"],
          [["costs", lines[0], "name", "set", t.any("line name") or "x", *t("note")],
           ["costs", lines[rows - 1], YEARS[0], "set", 150, *t("note")]])
    return {"scenario": scenario, "set": "benefits:%s:name=%s" % (lines[-1], t.any("line name") or "x"), "council": councils[0]}
