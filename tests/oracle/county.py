"""Works out by DuckDB's SQL what `sishang rollup` says of a folder of submissions, and compares every figure.

Usage: county.py FILES OUT SCHEME
FILES holds submissions, OUT what `sishang rollup FILES --out OUT` wrote, SCHEME the output of
`sishang scheme show --format json`. Nothing here knows how the roll-up is made: the engine reads the JSON itself.
"""

import csv
import json
import sys
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb

files, out, scheme = sys.argv[1], Path(sys.argv[2]), json.load(open(sys.argv[3], encoding="utf-8"))
NUMBER = "DECIMAL(30, 8)"


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def numbers(form):
    """The number fields of a form, each with its columns: ('',) for a single value."""
    for field in form["fields"]:
        # What is not asked of a unit stays in the file where it was typed, but counts nowhere.
        if field["type"] == "number" and not field["when"]:
            columns = [column for column in field["columns"] if column != "plain"]
            yield field["key"], columns or [""]


def struct(fields):
    return "STRUCT(" + ", ".join(fields) + ")"


def record(form):
    fields = ["key VARCHAR"]
    for key, columns in numbers(form):
        kind = NUMBER if columns == [""] else struct(f"{quoted(column)} {NUMBER}" for column in columns)
        fields.append(f"{quoted(key)} {kind}")
    return struct(fields) + "[]"


forms = [form for form in scheme["forms"] if list(numbers(form))]
db = duckdb.connect()
columns = {
    "format": "VARCHAR",
    "status": "VARCHAR",
    "office": "STRUCT(code VARCHAR, name VARCHAR)",
    "forms": struct(f"{quoted(form['key'])} {record(form)}" for form in forms),
}
columns = "{" + ", ".join(f"{name}: '{kind}'" for name, kind in columns.items()) + "}"
db.execute(f"""
    CREATE TABLE files AS
    SELECT * FROM read_json('{files}/*.json', format = 'unstructured', maximum_object_size = 67108864, columns = {columns})
    WHERE format = 'sishang-submission' AND status = 'final'
""")

wrong = []
compared = 0


def compare(what, ours, theirs):
    global compared
    compared += 1
    if ours != theirs:
        wrong.append(f"{what}: sishang {ours}, DuckDB {theirs}")


# Every column of every office, to the last digit.
ours = {}
with open(out / "各单位合计.csv", encoding="utf-8-sig", newline="") as table:
    for row in csv.DictReader(table):
        ours[row["单位代码"], row["表"], row["指标"]] = (int(row["记录数"]), Decimal(row["合计"]))
known = {(form, field) for _, form, field in ours}
seen = set()
for form in forms:
    for key, cells in numbers(form):
        for cell in cells:
            name = f"{key}.{cell}" if cell else key
            if (form["key"], name) not in known:
                continue  # a ratio or a bare number, which nobody adds up
            path = f"r.{quoted(key)}" + (f".{quoted(cell)}" if cell else "")
            rows = db.execute(f"""
                SELECT office.code, count({path}), sum({path})
                FROM (SELECT office, unnest(forms.{quoted(form['key'])}) AS r FROM files)
                GROUP BY office.code HAVING count({path}) > 0
            """).fetchall()
            for code, count, total in rows:
                place = (code, form["key"], name)
                seen.add(place)
                compare(place, ours.get(place), (count, Decimal(total)))
conditional = {(form["key"], field["key"]) for form in scheme["forms"] for field in form["fields"] if field["when"]}
for place in ours.keys() - seen:
    if (place[1], place[2].split(".")[0]) in conditional:
        continue
    wrong.append(f"{place}: sishang {ours[place]}, DuckDB nothing")

# The quick figures (T6), in the units and with the decimals in which they are printed.
MILLIONS = 100_000  # 千元 in one 亿元
BUSINESS = {
    "规上工业总产值": [("industry", "output")],
    "限上商品销售额": [("trade", "sales")],
    "限上住餐营业额": [("lodging", "turnover")],
    "规上服务业营业收入": [("services", "revenue")],
}
with open(next(out.glob("T6_*.csv")), encoding="utf-8-sig", newline="") as table:
    lines = list(csv.reader(table))
head = lines[0]
body = {line[0]: line for line in lines[1:] if len(line) == len(head)}
whole = body.get("合计")


def rounded(value, places):
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def at(group, label):
    return next((at for at, text in enumerate(head) if group in text and label in text), None)


def by_office(form, expression, where="true"):
    rows = db.execute(f"""
        SELECT office.name, {expression}
        FROM (SELECT office, unnest(forms.{form}) AS r FROM files) WHERE {where} GROUP BY office.name
    """).fetchall()
    return {name: value for name, value in rows if value is not None}


def exactly(place, values):
    for name, value in values.items():
        compare(f"T6 {name} {head[place]}", body[name][place], str(value))


for group, [(form, field)] in BUSINESS.items():
    exactly(at(group, "户数"), by_office(form, "count(*)"))
    totals = {column: by_office(form, f"sum(r.{field}.{column})") for column in ("month", "ytd", "ytd_ly")}
    for column, label in (("month", "本月"), ("ytd", "累计")):
        place = at(group, label)
        if place is None:
            continue
        # Parts are rounded so that they add up to the rounded total: each is off by less than one step.
        for name, value in totals[column].items():
            near = abs(Decimal(body[name][place]) - Decimal(value) / MILLIONS) < Decimal("0.01")
            compare(f"T6 {name} {head[place]} {body[name][place]} near {value}", near, True)
        total = rounded(sum(map(Decimal, totals[column].values())) / MILLIONS, 2)
        compare(f"T6 total {head[place]}", Decimal(whole[place]), total)
        parts = sum(Decimal(line[place]) for name, line in body.items() if line is not whole and line[place][-1].isdigit())
        compare(f"T6 parts of {head[place]}", parts, total)
    growth = {
        name: rounded((Decimal(totals["ytd"][name]) / Decimal(base) - 1) * 100, 1)
        for name, base in totals["ytd_ly"].items()
        if base > 0 and name in totals["ytd"]
    }
    exactly(at(group, "同比"), growth)

falling = {}
for form, field in [("industry", "output"), ("construction", "output"), ("trade", "sales"), ("lodging", "turnover"),
                    ("realestate", "invested"), ("services", "revenue")]:
    for name, count in by_office(form, "count(*)", f"r.{field}.ytd < r.{field}.ytd_ly").items():
        falling[name] = falling.get(name, 0) + count
exactly(at("负增长", ""), falling)

print(f"{compared} sums compared")
if wrong:
    print("\n".join(wrong[:40]))
    print(f"{len(wrong)} figures differ")
    sys.exit(1)
