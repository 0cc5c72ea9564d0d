"""Compares the tables of `汇总表.json` with the views of the same names, cell by cell: exact values and what is printed."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

AMOUNT, FIGURE, PERCENT, POINTS = "amount", "figure", "percent", "points"
ORDER = {"index", "rank", "move"}
TEXT = {"text", "date", "colour"}
NONE = "—"
# A ratio is printed from a decimal of 28 digits.
NEAR = Fraction(1, 10**24)


def exact(value):
    """A number of SQL as a fraction; a ratio is still two numbers there, a difference of ratios four."""
    if value is None:
        return None
    if isinstance(value, dict):
        first = Fraction(value["num"]) / Fraction(value["den"])
        return first - Fraction(value["less_num"]) / Fraction(value["less_den"]) if "less_num" in value else first
    return Fraction(value)


def rounded(value, places):
    """Half away from zero, in units of the last place."""
    scaled = abs(value) * 10**places
    units = int(scaled + Fraction(1, 2))
    return -units if value < 0 else units


def printed(units, places):
    """Units of the last place as they are printed: 1,234.50."""
    sign, units = ("-" if units < 0 else ""), abs(units)
    whole, rest = divmod(units, 10**places)
    return f"{sign}{whole:,}" + (f".{rest:0{places}}" if places else "")


def balanced(total, parts, places):
    """舍位平衡: the parts in units of the last place, so that they add up to the total; most is given to who would lose most."""
    floors = [(part * 10**places).__floor__() for part in parts]
    rests = [part * 10**places - floor for part, floor in zip(parts, floors)]
    lacking = rounded(total, places) - sum(floors)
    order = sorted(range(len(parts)), key=lambda at: -rests[at])
    return [floor + (at in order[:lacking]) for at, floor in enumerate(floors)]


class Comparison:
    def __init__(self):
        self.wrong, self.figures, self.texts = [], 0, 0

    def differ(self, what, ours, theirs):
        self.wrong.append(f"{what}: sishang {ours}, DuckDB {theirs}")

    def table(self, table, rows, columns):
        """`rows` are those of the view by their position, `columns` the names of its columns."""
        name = f"{table['number']} {table['label']}"
        keys = {column["key"] for column in table["columns"]}
        known = set(columns) - {"place", "nth", "flag"}
        if keys != known:
            self.wrong.append(f"{name}: columns that the SQL does not know: {sorted(keys - known)}, that it alone has: {sorted(known - keys)}")
            return
        ours = [(place(row), row) for row in table["rows"]]
        by_place = {row["place"]: row for row in rows}
        theirs = [row["place"] for row in rows if row["place"] != "total"]
        silent = [at for at, row in ours if at not in by_place and row.get("note")]
        if [at for at, _ in ours if at not in silent] != theirs:
            self.differ(f"{name}, its rows", [at for at, _ in ours], theirs)
            return
        total = [("total", table["total"])] if table["total"] else []
        for column in table["columns"]:
            key = column["key"]
            shown = self.shown(column, ours, by_place, bool(total))
            for at, row in ours + total:
                label = f"{name}, {row['label']}, {column['group']} {column['label']}"
                self.cell(label, column, row["cells"][key], by_place.get(at, {}).get(key), shown.get(at), silence(at, row, column))
        for at, row in ours:
            if "flag" in columns and row.get("flag") != by_place.get(at, {}).get("flag"):
                self.differ(f"{name}, {row['label']}, flag", row.get("flag"), by_place[at].get("flag"))

    def shown(self, column, ours, by_place, has_total):
        """How amounts are printed: shares of a total add up to it, where there is one."""
        places, key = column["decimals"], column["key"]
        if column["kind"] != AMOUNT:
            return {}
        amounts = {at: exact(row[key]) for at, row in by_place.items() if row[key] is not None}
        shown = {at: rounded(amount, places) for at, amount in amounts.items()}
        parts = [at for at, row in ours if at in amounts and row["kind"] != "group"]
        if has_total and "total" in amounts and sum(amounts[at] for at in parts) == amounts["total"]:
            shown.update(zip(parts, balanced(amounts["total"], [amounts[at] for at in parts], places)))
        return shown

    def cell(self, label, column, ours, theirs, balanced, silent):
        kind, places = column["kind"], column["decimals"]
        if kind in TEXT:
            self.texts += 1
            words = theirs.isoformat() if isinstance(theirs, date) else theirs
            if ours["shown"] != (words or silent):
                self.differ(label, ours["shown"], words or silent)
            return
        self.figures += 1
        value = exact(theirs)
        if value is None:
            text = silent
        elif kind == AMOUNT:
            text = printed(balanced, places)
        elif kind == FIGURE:
            text = printed(rounded(value, places), places)
        elif kind == PERCENT:
            text = printed(rounded(value * 100, places), places)
        elif kind == POINTS:
            units = rounded(value * 100, places)
            text = ("+" if units > 0 else "") + printed(units, places)
        elif kind == "move":
            text = "持平" if value == 0 else f"{'↑' if value > 0 else '↓'}{abs(value)}"
        else:
            text = printed(int(value), 0)
        told = ours.get("value")
        told = None if told is None else Fraction(Decimal(str(told)))
        is_near = told == value or (told is not None and value is not None and kind in (PERCENT, POINTS, FIGURE) and abs(told - value) <= NEAR * max(1, abs(value)))
        if not is_near or ours["shown"] != text:
            self.differ(label, f"{told} ({ours['shown']})", f"{value} ({text})")


def place(row):
    return {
        "office": lambda: row["code"],
        "item": lambda: row["code"],
        "record": lambda: f"{row['office']}/{row['key']}",
        "group": lambda: "group/" + ("" if row["label"].startswith("（") else row["label"]),
        "total": lambda: "total",
    }[row["kind"]]()


def silence(at, row, column):
    """What stands where there is nothing."""
    if column["kind"] in TEXT:
        return NONE if row.get("note") else ""
    return "" if column["kind"] in ORDER and row["kind"] not in ("office", "item") else NONE


def compare(db, path):
    """Every table that was written, and no fewer than the SQL has; gives what differs, and how much was compared."""
    result = Comparison()
    tables = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)["tables"]
    views = {name for (name,) in db.execute("SELECT view_name FROM duckdb_views() WHERE regexp_full_match(view_name, 't[0-9]+')").fetchall()}
    for key in views - {table["table"] for table in tables}:
        result.wrong.append(f"{key}: the SQL has it, sishang did not write it")
    for table in tables:
        key = table["table"]
        if key not in views:
            result.wrong.append(f"{table['number']} {table['label']}: there is no SQL for it")
            continue
        names = [name for name, *_ in db.execute(f"DESCRIBE {key}").fetchall()]
        order = "nth" if "nth" in names else "(SELECT ord FROM offices WHERE office = place)"
        rows = [dict(zip(names, row)) for row in db.execute(f"SELECT * FROM {key} ORDER BY {order} NULLS LAST").fetchall()]
        result.table(table, rows, names)
    return result.wrong, result.figures, result.texts
