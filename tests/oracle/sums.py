"""Compares every sum of every column of every office (`各单位合计.csv`) with DuckDB's, to the last digit."""

import csv
import json
from decimal import Decimal

import duckdb

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


def compare(files, out, scheme, whole):
    """Gives what differs, and how many sums were compared."""
    scheme = json.loads(scheme.read_text(encoding="utf-8"))
    forms = [form for form in scheme["forms"] if list(numbers(form))]
    columns = {
        "format": "VARCHAR",
        "status": "VARCHAR",
        "office": "STRUCT(code VARCHAR, name VARCHAR)",
        "forms": struct(f"{quoted(form['key'])} {record(form)}" for form in forms),
    }
    columns = "{" + ", ".join(f"{name}: '{kind}'" for name, kind in columns.items()) + "}"
    db = duckdb.connect()
    db.execute(f"""
        CREATE TABLE files AS
        SELECT * FROM read_json('{files}/*.json', format = 'unstructured', maximum_object_size = 67108864, columns = {columns})
        WHERE format = 'sishang-submission' AND status = 'final' AND office.code <> '{whole}' -- the whole's own is no part of it
    """)
    ours, wrong, seen = {}, [], set()
    with open(out / "各单位合计.csv", encoding="utf-8-sig", newline="") as table:
        for row in csv.DictReader(table):
            ours[row["单位代码"], row["表"], row["指标"]] = (int(row["记录数"]), Decimal(row["合计"]))
    known = {(form, field) for _, form, field in ours}
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
                    if ours.get(place) != (count, Decimal(total)):
                        wrong.append(f"{place}: sishang {ours.get(place)}, DuckDB {(count, total)}")
    conditional = {(form["key"], field["key"]) for form in scheme["forms"] for field in form["fields"] if field["when"]}
    for place in ours.keys() - seen:
        if (place[1], place[2].split(".")[0]) not in conditional:
            wrong.append(f"{place}: sishang {ours[place]}, DuckDB nothing")
    return wrong, len(seen)
