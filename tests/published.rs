//! Published figures, reproduced from records: domain.md §6.4 (S79), practice.md P4 and P11. Only the records are made up.

use crate::support::{self, Typed};
use sishang::audit::{Audit, View};
use sishang::formula::Value;
use sishang::number::rounded;
use sishang::scheme::{Column, CompiledScheme, SourceDoc, builtin, load};
use sishang::workbook::Workbook;

const OFFICE: &str = "411425104";

fn typed(form: &str, key: &str, cells: &[(&str, &str)]) -> Typed {
    let cells = cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    Typed { form: form.to_owned(), key: key.to_owned(), cells, marks: Vec::new() }
}

/// A computed cell, as the scheme shows it.
fn shown(scheme: &CompiledScheme, book: &Workbook, form: &str, key: &str, field: &str) -> String {
    let view = View::new(scheme, book);
    let form = scheme.form(form).unwrap();
    let field = scheme[form].field(field).unwrap();
    let place = view.place(form, key).unwrap();
    scheme.compute(form, field, Column::Plain).unwrap().show(&view, place).unwrap()
}

/// A project with an annual plan and what was done in January, in 万元.
fn progress(scheme: &CompiledScheme, period: &str, plan: &str, done: &str) -> Workbook {
    let records = [
        typed("projects", "p001", &[("name", "甲项目"), ("level", "3"), ("planned", "9000000")]),
        typed("progress", "p001", &[("year_plan", plan), ("actual.m01", done)]),
    ];
    support::workbook(scheme, OFFICE, period, &records)
}

#[test]
fn rates_of_investment() {
    let scheme = builtin();
    for (period, plan, done, rate) in [
        ("2026-10", "176800", "42800", "24.2%"),
        ("2026-10", "632700", "775700", "122.6%"),
        ("2026-10", "6474000", "6290000", "97.2%"),
    ] {
        let book = progress(&scheme, period, plan, done);
        assert_eq!(shown(&scheme, &book, "progress", "p001", "rate"), rate, "{done} of {plan}");
    }
}

/// Published: 97.2 % is 13.8 or 13.9 points ahead of October's 83.3 %, 85.1 % is 1.8 points ahead.
#[test]
fn ahead_of_the_calendar() {
    let scheme = builtin();
    for (plan, done, ahead) in [("6474000", "6290000", "13.8"), ("1000", "851", "1.8")] {
        let book = progress(&scheme, "2026-10", plan, done);
        assert_eq!(shown(&scheme, &book, "progress", "p001", "pace"), "83.3%");
        let form = scheme.form("progress").unwrap();
        let compute = scheme.compute(form, scheme[form].field("ahead").unwrap(), Column::Plain).unwrap();
        let view = View::new(&scheme, &book);
        let Ok(Some(Value::Number(points))) = compute.eval_in_own_unit(&view, view.place(form, "p001")) else {
            panic!()
        };
        assert_eq!(rounded(points, 1).to_string(), ahead, "{done} of {plan}");
    }
}

/// Counts of records against counts of records: the denominators are named in the formulas, as in the bulletins.
#[test]
fn rates_of_starting_and_producing() {
    let formulas = [
        (
            "started",
            "count(progress where present(d_start) and present(start_plan)) / count(progress where present(start_plan))",
        ),
        (
            "producing",
            "count(progress where present(d_produce) and present(produce_plan)) / count(progress where present(produce_plan))",
        ),
        (
            "signed_started",
            "count(progress where present(d_sign) and present(d_start)) / count(progress where present(d_sign))",
        ),
        (
            "signed_producing",
            "count(progress where present(d_sign) and present(d_produce)) / count(progress where present(d_sign))",
        ),
    ];
    let mut text = String::from(
        "[scheme]\nid = \"rates\"\nedition = \"1\"\nextends = \"sishang\"\n\
         [forms.rates]\nlabel = \"比率\"\nnumber = \"1\"\nkind = \"single\"\nperiods = [\"month\"]\n\
         [[forms.rates.fields]]\nkey = \"note\"\nlabel = \"备注\"\n",
    );
    for (key, formula) in formulas {
        let field = format!(
            "[[forms.rates.fields]]\nkey = \"{key}\"\nlabel = \"{key}\"\nunit = \"%\"\ndecimals = 1\ncompute = '{formula}'\n"
        );
        text.push_str(&field);
    }
    let scheme = load(&[SourceDoc { name: "rates.toml", text: &text }]).unwrap();
    let date = |yes: bool| if yes { "2026-03-01" } else { "" };
    // Field, of how many, how many, and the published rate.
    for (field, of, yes, rate) in [
        ("started", 50, 33, "66%"),
        ("started", 225, 188, "83.6%"),
        ("started", 255, 206, "80.8%"),
        ("started", 63, 47, "74.6%"),
        ("producing", 10, 7, "70%"),
        ("signed_started", 218, 199, "91.3%"),
        ("signed_producing", 218, 118, "54.1%"),
    ] {
        let mut records = vec![typed("rates", "office", &[("note", "一")])];
        for at in 0..of {
            let key = format!("p{at:03}");
            records.push(typed("projects", &key, &[("name", &key)]));
            let done = date(at < yes);
            let cells = match field {
                "started" => [("start_plan", "2026-02-01"), ("d_start", done)],
                "producing" => [("produce_plan", "2026-02-01"), ("d_produce", done)],
                "signed_started" => [("d_sign", "2026-01-01"), ("d_start", done)],
                _ => [("d_sign", "2026-01-01"), ("d_produce", done)],
            };
            records.push(typed("progress", &key, &cells));
        }
        let book = support::workbook(&scheme, OFFICE, "2026-10", &records);
        assert_eq!(shown(&scheme, &book, "rates", "office", field), rate, "{yes} of {of}");
    }
}

/// Published: 34 of 200 by July, 17.0 %, 166 to go.
#[test]
fn new_enterprises_against_the_target() {
    let scheme = builtin();
    let mut records = vec![typed("admission_target", "office", &[("industry_target", "200")])];
    for at in 0..40 {
        let key = format!("u{at:03}");
        // Twenty are admitted, fourteen applied, six were admitted last year.
        let admitted = match at {
            0..20 => "202605",
            20..34 => "",
            _ => "202511",
        };
        records.push(typed(
            "units",
            &key,
            &[("industry", "1311"), ("admission", if admitted.is_empty() { "4" } else { "5" }), ("admitted", admitted)],
        ));
        if (20..34).contains(&at) {
            records.push(typed("admission", &key, &[("applied", "2026-06-20")]));
        }
    }
    let book = support::workbook(&scheme, OFFICE, "2026-07", &records);
    let of = |field| shown(&scheme, &book, "admission_target", "office", field);
    assert_eq!([of("new"), of("rate"), of("left")], ["34家", "17%", "166家"]);
}

/// Published: 215 problems, 122 done, 93 in progress; overdue ones are among those in progress.
#[test]
fn problems_add_up() {
    let scheme = builtin();
    let mut records = vec![typed("projects", "p001", &[("name", "甲项目")])];
    for at in 0..215 {
        let key = format!("q{:03}", at + 1);
        let mut cells = vec![("of", "p001"), ("problem", "高压线没有迁"), ("raised_on", "2026-05-01")];
        cells.push(("due", if at < 200 { "2026-12-01" } else { "2026-09-30" }));
        if at < 122 {
            cells.extend([("closed", "是"), ("closed_on", "2026-08-01"), ("evidence", "照片")]);
        }
        records.push(typed("problems", &key, &cells));
    }
    let book = support::workbook(&scheme, OFFICE, "2026-10", &records);
    let states = |state: &str| {
        let keys = book.table(scheme.form("problems").unwrap()).rows().iter();
        keys.filter(|row| shown(&scheme, &book, "problems", &row.key, "state") == state).count()
    };
    let (done, late, open) = (states("已销号"), states("已超期"), states("办理中"));
    assert_eq!((done + late + open, done, late + open, late), (215, 122, 93, 15));
    let late = shown(&scheme, &book, "problems", "q215", "overdue");
    assert_eq!(late, "31天");
}

/// What is left for next period: what is open, and what was closed this year.
#[test]
fn problems_of_past_years_stay_behind() {
    let scheme = builtin();
    let form = scheme.form("problems").unwrap();
    let records = [
        typed("projects", "p001", &[("name", "甲项目")]),
        typed("problems", "q001", &[("of", "p001"), ("problem", "甲"), ("closed", "是"), ("closed_on", "2025-12-20")]),
        typed("problems", "q002", &[("of", "p001"), ("problem", "乙"), ("closed", "是"), ("closed_on", "2026-01-20")]),
        typed("problems", "q003", &[("of", "p001"), ("problem", "丙")]),
    ];
    let book = support::workbook(&scheme, OFFICE, "2026-10", &records);
    let view = View::new(&scheme, &book);
    let kept = ["q001", "q002", "q003"].map(|key| {
        let place = view.place(form, key).unwrap();
        scheme.keep(form).unwrap().eval(&view, place).unwrap() == Some(Value::Bool(true))
    });
    assert_eq!(kept, [false, true, true]);
    assert!(Audit::full(&scheme, &book).findings().all(|finding| !finding.broken));
}
