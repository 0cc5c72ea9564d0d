//! Many files to roll up: a thousand offices, a hundred units each, thirty figures a unit, with valid digests.

use crate::Trouble;
use sishang::exchange::json::{Json, digest, write};
use sishang::exchange::{FORMAT, SchemeName, VERSION};
use sishang::scheme::{CompiledScheme, builtin};
use std::borrow::Cow;
use std::path::Path;

pub(super) const FILES: u32 = 1_000;
pub(super) const RECORDS: u32 = 100;

/// Flow fields of the industry form, four columns each, and a stock with two: thirty columns.
pub(super) const FLOWS: [&str; 7] = ["output", "sold", "export", "electricity", "revenue", "cost", "profit"];
pub(super) const STOCK: &str = "inventory";

/// Writes the files into a folder, unless they are there.
pub(super) fn make(folder: &Path) -> Result<(), Trouble> {
    let scheme = builtin();
    let made = folder.join("made");
    let stamp = format!("{} {FILES} {RECORDS}", scheme.digest());
    if std::fs::read_to_string(&made).is_ok_and(|found| found == stamp) {
        return Ok(());
    }
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(failed)?;
    let mut random = Random(42);
    for office in 0..FILES {
        let text = file(&scheme, office, &mut random);
        std::fs::write(folder.join(format!("{office:04}.json")), text).map_err(failed)?;
    }
    std::fs::write(&made, stamp).map_err(failed)
}

/// Numbers that look like figures; the same ones every time.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        // Knuth's multiplier; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn file(scheme: &CompiledScheme, office: u32, random: &mut Random) -> String {
    let text = |text: &str| Json::text(text);
    let code = format!("4114{:05}", 25_000 + office);
    let keys = || (1..=RECORDS).map(|number| format!("u{number:03}"));
    let units = keys().enumerate().map(|(at, key)| {
        Json::object([
            ("key", Json::text(key)),
            ("name", Json::text(format!("第{office}镇第{at}厂"))),
            ("category", text("工业")),
            ("operating", text("1")),
        ])
    });
    let records = keys().map(|key| {
        let mut members = vec![(Cow::Borrowed("key"), Json::text(key))];
        for field in FLOWS {
            let month = 1_000 + random.below(90_000);
            let last = 1_000 + random.below(90_000);
            let figures = [("month", month), ("ytd", month * 9), ("month_ly", last), ("ytd_ly", last * 9)];
            members.push((
                Cow::Borrowed(field),
                Json::object(figures.map(|(column, figure)| (column, Json::count(figure)))),
            ));
        }
        let [end, end_ly] = [(); 2].map(|()| Json::count(random.below(50_000)));
        members.push((Cow::Borrowed(STOCK), Json::object([("end", end), ("end_ly", end_ly)])));
        Json::Object(members)
    });
    let name = SchemeName::of(scheme);
    let place = |code: &str, name: &str| Json::object([("code", Json::text(code)), ("name", Json::text(name))]);
    let mut json = Json::object([
        ("format", text(FORMAT)),
        ("version", Json::count(VERSION)),
        (
            "scheme",
            Json::object([
                ("id", Json::text(name.id)),
                ("edition", Json::text(name.edition)),
                ("digest", Json::text(name.digest)),
            ]),
        ),
        ("id", Json::text(format!("bench-{office}"))),
        (
            "office",
            Json::object([
                ("code", Json::text(code.as_str())),
                ("name", Json::text(format!("第{office}镇"))),
                ("parents", Json::List(vec![place("411425", "虞城县"), place("411400", "商丘市")])),
            ]),
        ),
        ("period", text("2026-09")),
        ("revision", Json::count(1)),
        ("status", text("final")),
        (
            "signed",
            Json::object([
                ("filler", Json::text(format!("填{office}"))),
                ("statistics_lead", text("李统")),
                ("head", text("张负")),
                ("phone", Json::text(format!("1380000{office:04}"))),
                ("at", text("2026-10-05T09:00:00+08:00")),
            ]),
        ),
        ("forms", Json::object([("units", Json::List(units.collect())), ("industry", Json::List(records.collect()))])),
        ("findings", Json::List(Vec::new())),
    ]);
    let own = digest(&json);
    if let Json::Object(members) = &mut json {
        members.push((Cow::Borrowed("digest"), Json::text(own)));
    }
    write(&json)
}
