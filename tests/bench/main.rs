//! Benchmarks of the core, run by `cargo xtask bench`: medians of many runs, printed as lines of a Markdown table.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a benchmark may stop where it stands")]

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use sishang::audit::Audit;
use sishang::code::list::{HARD_QUERIES, ListKind};
use sishang::exchange::{self, Limits, Status};
use sishang::scheme::{self, CompiledScheme, builtin};
use sishang::workbook::{Command, Session, Slot, Snapshot, Stamp, Typed};
use sishang::{code, demo};

fn main() {
    // `cargo test` also starts benchmarks; then there is nothing to measure.
    if std::env::args().any(|word| word == "--test") {
        return;
    }
    let scheme = builtin();
    code::search(ListKind::Divisions, "yuchengxian", 20);
    tell("search of 41,751 divisions, the hardest query", HARD_QUERIES.iter().map(search).max().unwrap());
    tell("search of 41,751 divisions, “虞城”", search(&"虞城"));
    tell("the built-in scheme loaded and checked", median(20, || black_box(scheme::load(scheme::BUILTIN).unwrap())));
    let township = Session::new(Arc::clone(&scheme), demo::months(&scheme, "bench").current);
    measure("a township of 30 units", &township);
    measure("1,000 units", &many(&scheme, 1_000));
    let text = exchange::write(&exchange::build(&township, Status::Draft, "2026-11-02T09:00:00+08:00"));
    tell(
        "the township's file written",
        median(20, || {
            black_box(exchange::write(&exchange::build(&township, Status::Draft, "2026-11-02T09:00:00+08:00")))
        }),
    );
    tell(
        "the township's file opened",
        median(20, || black_box(exchange::open(text.as_bytes(), &scheme, &Limits::default()).unwrap())),
    );
}

fn measure(what: &str, session: &Session) {
    let rules = session.audit.evaluations;
    let full = median(5, || black_box(Audit::full(&session.scheme, &session.book)));
    tell(&format!("{what}: everything audited ({rules} rules worked out)"), full);
    let form = session.scheme.form("industry").unwrap();
    let def = &session.scheme[form];
    let field = def.field("output").unwrap();
    let slot = Slot { field, column: def[field].columns()[1] };
    let key = Arc::clone(&session.book.table(form).at(0).unwrap().key);
    let mut number = 0;
    let edit = median(50, || {
        number += 1;
        let cells = vec![Typed { key: Arc::clone(&key), slot, text: Arc::from(number.to_string()) }];
        black_box(session.apply(Command::Type { form, cells }, Stamp::default()).unwrap())
    });
    tell(&format!("{what}: one cell typed, its findings up to date"), edit);
}

/// The industry of the demonstration, again and again with other codes and figures.
fn many(scheme: &Arc<CompiledScheme>, count: usize) -> Session {
    let book = demo::months(scheme, "bench").current;
    let mut stored: serde_json::Value = serde_json::from_str(&Snapshot::of(scheme, &book).to_json()).unwrap();
    let forms = stored["forms"].as_object_mut().unwrap();
    forms.retain(|form, _| form == "units" || form == "industry");
    let reporting: Vec<serde_json::Value> = forms["industry"].as_array().unwrap().clone();
    let units: Vec<serde_json::Value> = forms["units"].as_array().unwrap().clone();
    let (mut all_units, mut all_records) = (Vec::new(), Vec::new());
    for (number, record) in reporting.iter().cycle().take(count).enumerate() {
        let mut unit = units.iter().find(|unit| unit["key"] == record["key"]).unwrap().clone();
        let mut record = record.clone();
        let key = format!("u{:04}", number + 1);
        unit["key"] = key.clone().into();
        record["key"] = key.into();
        for person in ["phone", "filler", "uscc"] {
            unit["cells"][person] = format!("{}{number}", unit["cells"][person].as_str().unwrap_or_default()).into();
        }
        for (_, cell) in record["cells"].as_object_mut().unwrap() {
            if let Ok(figure) = cell.as_str().unwrap_or_default().parse::<u64>()
                && figure > 1_000
            {
                *cell = (figure + 13 * number as u64).to_string().into();
            }
        }
        all_units.push(unit);
        all_records.push(record);
    }
    forms["units"] = all_units.into();
    forms["industry"] = all_records.into();
    stored["prev"] = serde_json::Value::Null;
    stored["last_year"] = serde_json::Value::Null;
    Session::new(Arc::clone(scheme), Snapshot::from_json(&stored.to_string()).unwrap().load(scheme))
}

fn search(query: &&str) -> Duration {
    median(20, || black_box(code::search(ListKind::Divisions, query, 20)))
}

fn median<T>(runs: usize, mut run: impl FnMut() -> T) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            drop(run());
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times.get(runs / 2).copied().unwrap_or_default()
}

fn tell(what: &str, time: Duration) {
    println!("| {what} (native) | {:.2} ms |", time.as_secs_f64() * 1e3);
}
