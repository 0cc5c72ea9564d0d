"""Works out with DuckDB's SQL every figure of every table that `sishang rollup` makes of a county, and compares them.

Usage: county.py FILES BEFORE EXPECTED OUT PUBLIC SCHEME
FILES holds the submissions of a month and BEFORE those of the month before, EXPECTED the list of offices, OUT what
`sishang rollup FILES --expected EXPECTED --out OUT` wrote and PUBLIC what it wrote with `--public`, SCHEME the output of
`sishang scheme show --format json`.

The SQL beside this says what each figure means; it was written from the domain, and knows nothing of the formulas of the
scheme. A table or a column that it does not know fails the comparison.
"""

import sys
from pathlib import Path

import attack
import duckdb
import sums
import tables

files, before, expected, out, public, scheme = map(Path, sys.argv[1:])
HERE = Path(__file__).parent

db = duckdb.connect()
db.execute("CREATE TABLE submissions (period VARCHAR, office VARCHAR, doc JSON)")
db.execute("CREATE TABLE notes (office VARCHAR)")
for folder in (before, files):
    db.execute(
        """INSERT INTO submissions SELECT json->>'$.period', json->>'$.office.code', json
        FROM read_json_objects(?, format = 'unstructured', maximum_object_size = 67108864)
        WHERE (json->>'$.format') = 'sishang-submission' AND (json->>'$.status') = 'final'""",
        [f"{folder}/*.json"],
    )
db.execute(
    "INSERT INTO notes SELECT json->>'$.office.code' FROM read_json_objects(?, format = 'unstructured') WHERE (json->>'$.format') = 'sishang-return'",
    [f"{files}/*.json"],
)
# The standing order of the offices is that of the list.
db.execute("CREATE TABLE offices (ord INTEGER, office VARCHAR, name VARCHAR)")
for ord, line in enumerate(expected.read_text(encoding="utf-8").splitlines()):
    db.execute("INSERT INTO offices VALUES (?, ?, ?)", [ord, *line.split(",")[:2]])
(period, year_month), = db.execute("SELECT max(period), CAST(max(period)[6:7] AS INTEGER) FROM submissions").fetchall()
(earlier,), = db.execute("SELECT min(period) FROM submissions").fetchall()
(whole,), = db.execute("SELECT DISTINCT doc->>'$.office.parents[0].code' FROM submissions JOIN offices USING (office)").fetchall()
for name, value in (("period", period), ("month", year_month), ("before", earlier), ("whole", whole)):
    db.execute(f"SET VARIABLE {name} = ?", [value])
# Whose file counts, and the whole as one more line.
db.execute(
    """CREATE VIEW reporting AS SELECT DISTINCT office FROM submissions JOIN offices USING (office) WHERE period = getvariable('period');
    CREATE VIEW reporting_and_total AS SELECT office AS place FROM reporting UNION ALL SELECT 'total'"""
)
for group in ("records", "units", "area", "projects", "support"):
    db.execute((HERE / f"{group}.sql").read_text(encoding="utf-8"))

wrong, figures, texts = tables.compare(db, out / "汇总表.json")
sums_wrong, sums_compared = sums.compare(files, out, scheme, whole)
print(f"{figures} figures and {texts} texts of the tables compared, and {sums_compared} sums of columns")
told, used = attack.attack(db, public / "汇总表.json")
print(f"{used} public sums put together: {len(told)} figures of one or two projects or enterprises follow from them")
for line in (wrong + sums_wrong + told)[:60]:
    print(line, file=sys.stderr)
if wrong or sums_wrong or told:
    sys.exit(f"{len(wrong) + len(sums_wrong)} differ, {len(told)} are given away")
