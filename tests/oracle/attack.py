"""Tries to work out the figures of one or two projects or enterprises from all public tables together.

Every public figure is a sum over known records, or a ratio of two such sums. Which sums follow from them is linear algebra
over the records; it is done here over fractions, from the SQL's own idea of who is behind a figure.
"""

import itertools
import json
from fractions import Fraction

# Columns that tell a sum, by the column of `key` or the return that is added up.
PROJECTS = {"planned": "planned", "year_plan": "year_plan", "month_plan": "plan", "month_done": "actual", "done": "ytd", "total_done": "before + ytd"}
# Ratios: what is divided by what.
RATIOS = {"month_rate": ("month_done", "month_plan"), "rate": ("done", "year_plan"), "ahead": ("done", "year_plan")}
ENTERPRISES = {
    "industry_month": ("industry", "month"), "industry_ytd": ("industry", "ytd"), "trade_ytd": ("trade", "ytd"),
    "lodging_ytd": ("lodging", "ytd"), "services_ytd": ("services", "ytd"),
}


class Known:
    """The sums of one measure that follow from what is published: reduced rows by their leading record."""

    def __init__(self):
        self.rows = {}

    def rest(self, records):
        row = {record: Fraction(1) for record in records}
        for lead, known in self.rows.items():
            times = row.get(lead)
            if times:
                for record, value in known.items():
                    row[record] = row.get(record, 0) - times * value
        return {record: value for record, value in row.items() if value}

    def follows(self, records):
        return not self.rest(records)

    def add(self, records):
        row = self.rest(records)
        if not row:
            return
        lead = min(row)
        row = {record: value / row[lead] for record, value in row.items()}
        for other in self.rows.values():
            times = other.get(lead)
            if times:
                for record, value in row.items():
                    other[record] = other.get(record, 0) - times * value
        self.rows = {at: {record: value for record, value in of.items() if value} for at, of in self.rows.items()}
        self.rows[lead] = row


def published(tables, keys):
    for key in keys:
        table = tables[key]
        for row in table["rows"] + [table["total"]]:
            place = row.get("code", "total")
            yield key, place, {name: cell for name, cell in row["cells"].items() if "value" in cell}


def attack(db, path):
    """Gives the figures of fewer than three that follow, in words, and how many public sums were used.

    Once by somebody who knows who has zero, once by somebody who does not: who has zero hides nobody, nor is told.
    """
    tables = {table["table"]: table for table in json.loads(path.read_text(encoding="utf-8"))["tables"]}
    told, used = [], 0
    for knows_zeros in (True, False):
        more, used = attacked(db, tables, knows_zeros)
        told += [line for line in more if line not in told]
    return told, used


def attacked(db, tables, knows_zeros):
    told, used = [], 0
    measures = ", ".join(f"{of} AS {name}" for name, of in PROJECTS.items())
    cursor = db.execute(f"SELECT office || '/' || key AS id, office, stage, batch, {measures} FROM key")
    names = [column[0] for column in cursor.description]
    records = [dict(zip(names, row)) for row in cursor.fetchall()]

    def those(figures):
        """Who is behind a sum, by what each has."""
        there = {who for who, value in figures if value is not None}
        return sorted({who for who, value in figures if value} if knows_zeros else there)

    def behind(table, place, measure):
        by = {"t17": "stage", "t18": "batch"}.get(table, "office")
        return those([(of["id"], of[measure]) for of in records if place == "total" or of[by] == place])

    # What the return of a project says of its investment is what its dispatch form says.
    invested = db.execute("""SELECT office, office || '/' || key, ytd FROM invested
        UNION ALL SELECT office, office || '/' || key, ytd FROM counted WHERE form = 'realestate'""").fetchall()
    fixed = lambda place: those([row[1:] for row in invested if place in ("total", row[0])])

    known = {measure: Known() for measure in PROJECTS}
    ratios = []
    for table, place, cells in published(tables, ["t1", "t13", "t17", "t18", "t20"]):
        for name in cells:
            if name in PROJECTS:
                known[name].add(behind(table, place, name))
                used += 1
            elif name in RATIOS:
                ratios.append((table, place, *RATIOS[name]))
            elif name == "share":
                known["planned"].add(behind(table, place, "planned"))
    for _, place, cells in published(tables, ["t6"]):
        if "fixed_ytd" in cells:
            known["done"].add(fixed(place))
            used += 1
    # Who knows a share and one of its two sums knows the other.
    for _ in ratios:
        for table, place, above, below in ratios:
            of = [(known[name], behind(table, place, name)) for name in (above, below)]
            if any(one.follows(whose) for one, whose in of):
                for one, whose in of:
                    one.add(whose)
    for measure, sums in known.items():
        all_of = set(behind("t1", "total", measure)) | (set(fixed("total")) if measure == "done" else set())
        told += [f"{measure} of {few}" for few in small(all_of, sums)]

    for column, (form, measure) in ENTERPRISES.items():
        rows = db.execute(f"SELECT office, office || '/' || key, {measure} FROM counted WHERE form = ?", [form]).fetchall()
        sums = Known()
        for _, place, cells in published(tables, ["t6"]):
            if column in cells:
                sums.add(those([row[1:] for row in rows if place in ("total", row[0])]))
                used += 1
        told += [f"{column} of {few}" for few in small(those([row[1:] for row in rows]), sums)]
    return told, used


def small(records, sums):
    """Single records whose figure follows, and pairs whose sum does."""
    records = set(records)
    alone = {record for record in records if sums.follows([record])}
    yield from ([record] for record in sorted(alone))
    for pair in itertools.combinations(sorted(records - alone), 2):
        if sums.follows(pair):
            yield list(pair)
