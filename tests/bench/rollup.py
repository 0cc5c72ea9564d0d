"""The sums of every column for every office, by DuckDB: what `cargo xtask bench` compares `sishang rollup` with.

Usage: rollup.py FOLDER FLOW[,FLOW…] STOCK
Prints the seconds that the query took, without the start of Python and DuckDB, and how many offices there were.
"""

import sys
import time

import duckdb

folder, flows, stock = sys.argv[1], sys.argv[2].split(","), sys.argv[3]
number = "DECIMAL(18, 2)"
columns = {name: ("month", "ytd", "month_ly", "ytd_ly") for name in flows} | {stock: ("end", "end_ly")}
fields = ", ".join(
    f"{name} STRUCT(" + ", ".join(f'"{column}" {number}' for column in its) + ")" for name, its in columns.items()
)
sums = ", ".join(f'sum(r.{name}."{column}")' for name, its in columns.items() for column in its)
query = f"""
    SELECT code, {sums}
    FROM (
        SELECT office.code AS code, unnest(forms.industry) AS r
        FROM read_json('{folder}/*.json', format = 'unstructured', maximum_object_size = 33554432, columns = {{
            office: 'STRUCT(code VARCHAR)',
            forms: 'STRUCT(industry STRUCT(key VARCHAR, {fields})[])'
        }})
    )
    GROUP BY code
"""
connection = duckdb.connect()
start = time.perf_counter()
rows = connection.execute(query).fetchall()
print(f"{time.perf_counter() - start:.4f} {len(rows)}")
