//! What is sure of a formula at all records at once.

use super::*;

/// What is sure of each formula, with these figures: which truth it never has, and whether it may give a fault.
fn sure(figures: &Figures, sources: &[&str]) -> String {
    let world = world();
    let line = |source: &&str| {
        let compiled = compile(source, &world, about(INDUSTRY)).unwrap();
        let settled = compiled.settled(figures, INDUSTRY, &Memo::new());
        let never = match (settled.never(false), settled.never(true)) {
            (true, true) => "missing",
            (true, false) => "never false",
            (false, true) => "never true",
            (false, false) => "open",
        };
        format!("{never}{}: {source}\n", if settled.is_harmless() { "" } else { ", may fault" })
    };
    sources.iter().map(line).collect()
}

#[test]
fn what_nobody_has_filled_is_seen_once_for_all() {
    let figures = Figures::read(
        "industry.0 output.ytd = 5\nindustry.0 output.month = 1\nindustry.1 output.ytd = 7\nunits.0 name = 甲\nunits.1\n",
    );
    expect_test::expect![[r"
        missing: prev.output.ytd + output.month <= output.ytd
        missing: sold.ytd <= output.ytd
        missing: near(output.ytd, sold.ytd, 5千元)
        missing: growth(output.ytd, output.ytd_ly) > 10%
        never true: sold.ytd > 0 and output.ytd > 0
        never false: sold.ytd > 0 or output.ytd > 0
        never false: not (sold.ytd > 0 and output.ytd > 0)
        never true: present(sold.ytd)
        never false: reported(trade) or blank(sold.ytd)
        never true: period.month == 1 and output.ytd * output.ytd / 1元 > 0
        open: output.ytd > output.month
        open, may fault: output.ytd + output.month > 0
        open, may fault: prev.output.ytd > 0 and output.ytd + output.month > 0
        missing: sum(sales.ytd over trade where unit.name == this.unit.name) > 0
    "]]
    .assert_eq(&sure(
        &figures,
        &[
            "prev.output.ytd + output.month <= output.ytd",
            "sold.ytd <= output.ytd",
            "near(output.ytd, sold.ytd, 5千元)",
            "growth(output.ytd, output.ytd_ly) > 10%",
            "sold.ytd > 0 and output.ytd > 0",
            "sold.ytd > 0 or output.ytd > 0",
            "not (sold.ytd > 0 and output.ytd > 0)",
            "present(sold.ytd)",
            "reported(trade) or blank(sold.ytd)",
            "period.month == 1 and output.ytd * output.ytd / 1元 > 0",
            "output.ytd > output.month",
            "output.ytd + output.month > 0",
            "prev.output.ytd > 0 and output.ytd + output.month > 0",
            "sum(sales.ytd over trade where unit.name == this.unit.name) > 0",
        ],
    ));
}

#[test]
fn what_some_have_filled_is_open() {
    let figures = Figures::read(
        "industry.0 output.ytd = 5\nunits.0\nindustry.1 sold.ytd = 5\nunits.1\nprev.industry.0 output.ytd = 1\n",
    );
    expect_test::expect![[r"
        open: sold.ytd <= output.ytd
        open: prev.output.ytd <= output.ytd
        missing: prev.output.month <= output.ytd
        missing: unit.listed
        open: period.month == 10 and present(sold.ytd)
    "]]
    .assert_eq(&sure(
        &figures,
        &[
            "sold.ytd <= output.ytd",
            "prev.output.ytd <= output.ytd",
            "prev.output.month <= output.ytd",
            "unit.listed",
            "period.month == 10 and present(sold.ytd)",
        ],
    ));
}
