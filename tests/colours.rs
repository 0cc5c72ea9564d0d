//! The colours of projects as the built-in scheme has them, with the reason in words.
//!
//! # Source
//! domain.md §6.3: 金乡 for the month's task (S63), 银川 for starting and for statistics (S68).

use crate::support::{self, Typed};
use sishang::audit::View;
use sishang::formula::{Data, Value};
use sishang::scheme::builtin;

/// Colour and reason of a project in October 2026 with these cells in the roster and in its progress.
fn colour(project: &[(&str, &str)], progress: &[(&str, &str)]) -> (String, String) {
    let scheme = builtin();
    let typed = |form: &str, cells: &[(&str, &str)]| Typed {
        form: form.to_owned(),
        key: "p001".to_owned(),
        cells: cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
        marks: Vec::new(),
    };
    let records = [typed("projects", project), typed("progress", progress)];
    let book = support::workbook(&scheme, "411425104", "2026-10", &records);
    let view = View::new(&scheme, &book);
    let place = view.place(scheme.form("progress").unwrap(), "p001").unwrap();
    let text = |reason| match view.colour(place, reason) {
        Some(Value::Text(text)) => text.to_string(),
        other => panic!("{other:?}"),
    };
    (text(false), text(true))
}

#[test]
fn the_first_rule_that_applies_gives_the_colour() {
    let running = [("level", "3"), ("planned", "12000"), ("state", "2"), ("admission", "5")];
    let waiting = [("level", "3"), ("planned", "12000"), ("state", "1"), ("admission", "2")];
    let plan =
        [("d_start", "2026-03-10"), ("plan.m07", "100"), ("plan.m08", "100"), ("plan.m09", "100"), ("plan.m10", "100")];
    let with = |cells: &[(&'static str, &'static str)]| [&plan, cells].concat();
    let done = |july, august, september, october| {
        with(&[("actual.m07", july), ("actual.m08", august), ("actual.m09", september), ("actual.m10", october)])
    };
    let cases = [
        // The month's task.
        (&running, done("100", "100", "100", "120"), "blue", "完成本月计划：计划100万元，完成120万元"),
        (&running, done("100", "100", "100", "100"), "blue", "完成本月计划：计划100万元，完成100万元"),
        (&running, done("100", "100", "100", "99"), "yellow", "本月计划100万元，完成99万元：10月99%"),
        (&running, done("0", "0", "100", "99"), "yellow", "本月计划100万元，完成99万元：10月99%"),
        (&running, done("100", "100", "85", "72"), "red", "连续2个月没有完成月计划：9月85%，10月72%"),
        (&running, done("20", "0", "85", "72"), "red", "连续4个月没有完成月计划：7月20%，8月0%，9月85%，10月72%"),
        (&running, with(&[("actual.m09", "50")]), "none", "本月完成数没有报"),
        (&running, vec![("d_start", "2026-03-10"), ("actual.m10", "50")], "none", "没有排月计划"),
        (
            &running,
            vec![("d_start", "2026-03-10"), ("plan.m09", "50"), ("actual.m09", "60"), ("actual.m10", "0")],
            "blue",
            "本月没有计划任务，1—本月完成60万元，不少于计划50万元",
        ),
        // Starting.
        (&waiting, vec![("start_plan", "2026-10-15")], "yellow", "计划2026年10月15日开工，还没有开工"),
        (&waiting, vec![("start_plan", "2026-07-15")], "red", "计划2026年7月15日开工，已过3月还没有开工"),
        (&waiting, vec![("start_plan", "2026-12-15")], "none", "没有排月计划"),
        // Statistics.
        (&waiting, vec![("d_start", "2026-08-20")], "yellow", "2026年8月20日开工，已过2月还没有纳统"),
        (&waiting, vec![("d_start", "2026-07-20")], "red", "2026年7月20日开工，已过3月还没有纳统"),
        (&waiting, vec![("d_start", "2026-09-20")], "none", "没有排月计划"),
    ];
    for (project, progress, key, reason) in cases {
        assert_eq!(colour(project, &progress), (key.to_owned(), reason.to_owned()), "{progress:?}");
    }
}
