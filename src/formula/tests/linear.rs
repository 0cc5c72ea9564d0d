//! What linear arithmetic says of a formula against what evaluating it gives.
#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use super::super::linear::{self, Beyond, Case, Linear, Mark, Ratio, Row, Scope, Stands, Term, Texts};
use super::super::node::Node;
use super::eval::figures;
use super::generate::any_formula;
use super::*;
use chrono::Datelike;
use expect_test::{Expect, expect};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

struct Records;

impl Scope for Records {
    fn form(&self) -> FormId {
        INDUSTRY
    }

    fn computed(&self, _: FieldId, _: Column) -> Option<&Compiled> {
        None
    }
}

fn read(source: &str) -> Linear {
    compile(source, &world(), about(INDUSTRY)).unwrap().linear(&Records)
}

/// One line for each case: when the formula is true and when it is false.
fn check(source: &str, expected: Expect) {
    let linear = read(source);
    let mut text = String::new();
    for (side, cases) in [("true", &linear.holds), ("false", &linear.fails)] {
        for case in cases {
            writeln!(text, "{side}: {}", words(case)).unwrap();
        }
    }
    for beyond in &linear.beyond {
        writeln!(text, "beyond: {beyond:?}").unwrap();
    }
    expected.assert_eq(&text);
}

fn words(case: &Case) -> String {
    let rows = case.rows.iter().map(|row| {
        let terms = row.sum.terms().iter().map(|(term, factor)| format!("{}·{}", ratio(*factor), name(term)));
        let sign = match row.stands {
            Stands::Below => "<",
            Stands::AtMost => "≤",
            Stands::Equal => "=",
        };
        format!("{} + {} {sign} 0", terms.collect::<Vec<_>>().join(" + "), ratio(row.sum.rest()))
    });
    let marks = case.marks.iter().map(|(mark, is)| match mark {
        Mark::Present(term) => format!("{} {}", name(term), if *is { "present" } else { "blank" }),
        Mark::Holds(term) => format!("{} {is}", name(term)),
    });
    let texts = case.texts.iter().map(|(term, texts)| format!("{} {texts:?}", name(term)));
    rows.chain(texts).chain(marks).collect::<Vec<_>>().join(", ")
}

fn ratio(value: Ratio) -> String {
    if value.bottom() == 1 { value.top().to_string() } else { format!("{}/{}", value.top(), value.bottom()) }
}

fn name(term: &Term) -> String {
    match term {
        Term::Cell { earlier, form, field, column } => {
            let when = earlier.map(|when| format!("{when:?}.")).unwrap_or_default();
            format!("{when}{}.{}", world().field(*form, *field).unwrap().key, column.key())
        }
        Term::Other(_) => "other".to_owned(),
    }
}

#[test]
fn comparisons_become_rows_in_base_units() {
    check(
        "output.ytd <= sold.ytd * 120%",
        expect![[r"
        true: 1·output.ytd + -6/5·sold.ytd + 0 ≤ 0, output.ytd present, sold.ytd present
        false: -1·output.ytd + 6/5·sold.ytd + 0 < 0, output.ytd present, sold.ytd present
    "]],
    );
    check(
        "output.ytd / sold.ytd > 2 and blank(export.ytd)",
        expect![[r#"
            true: -1·sold.ytd + 0 < 0, -1·output.ytd + 2·sold.ytd + 0 < 0, output.ytd present, sold.ytd present, export.ytd blank
            true: 1·sold.ytd + 0 < 0, 1·output.ytd + -2·sold.ytd + 0 < 0, output.ytd present, sold.ytd present, export.ytd blank
            false: -1·sold.ytd + 0 < 0, 1·output.ytd + -2·sold.ytd + 0 ≤ 0, output.ytd present, sold.ytd present
            false: 1·sold.ytd + 0 < 0, -1·output.ytd + 2·sold.ytd + 0 ≤ 0, output.ytd present, sold.ytd present
            false: export.ytd present
        "#]],
    );
    check(
        "unit.state in ['1', '2'] or max(output.month, 5千元) > 1万元",
        expect![[r#"
        true: state.plain Is("1"), state.plain present
        true: state.plain Is("2"), state.plain present
        true: -1·output.month + 5000 ≤ 0, -1·output.month + 10000 < 0, output.month present
        false: -1·output.month + 5000 ≤ 0, 1·output.month + -10000 ≤ 0, state.plain Not({"1", "2"}), state.plain present, output.month present
        false: 1·output.month + -5000 ≤ 0, state.plain Not({"1", "2"}), state.plain present, output.month present
        false: state.plain Not({"1", "2"}), state.plain present, output.month blank
    "#]],
    );
    check(
        "sum(output.month, sold.month) == 0 and (prev.output.ytd ?? 0) < output.ytd",
        expect![[r#"
        true: 1·output.month + 1·sold.month + 0 = 0, -1·output.ytd + 1·Prev.output.ytd + 0 < 0, output.month present, output.ytd present, sold.month present, Prev.output.ytd present
        true: 1·output.month + 1·sold.month + 0 = 0, -1·output.ytd + 0 < 0, output.month present, output.ytd present, sold.month present, Prev.output.ytd blank
        true: 1·output.month + 0 = 0, -1·output.ytd + 1·Prev.output.ytd + 0 < 0, output.month present, output.ytd present, sold.month blank, Prev.output.ytd present
        true: 1·output.month + 0 = 0, -1·output.ytd + 0 < 0, output.month present, output.ytd present, sold.month blank, Prev.output.ytd blank
        true: 1·sold.month + 0 = 0, -1·output.ytd + 1·Prev.output.ytd + 0 < 0, output.month blank, output.ytd present, sold.month present, Prev.output.ytd present
        true: 1·sold.month + 0 = 0, -1·output.ytd + 0 < 0, output.month blank, output.ytd present, sold.month present, Prev.output.ytd blank
        false: 1·output.month + 1·sold.month + 0 < 0, output.month present, sold.month present
        false: -1·output.month + -1·sold.month + 0 < 0, output.month present, sold.month present
        false: 1·output.month + 0 < 0, output.month present, sold.month blank
        false: -1·output.month + 0 < 0, output.month present, sold.month blank
        false: 1·sold.month + 0 < 0, output.month blank, sold.month present
        false: -1·sold.month + 0 < 0, output.month blank, sold.month present
        false: 1·output.ytd + -1·Prev.output.ytd + 0 ≤ 0, output.ytd present, Prev.output.ytd present
        false: 1·output.ytd + 0 ≤ 0, output.ytd present, Prev.output.ytd blank
    "#]],
    );
}

#[test]
fn what_cannot_be_told_is_named() {
    for (source, beyond) in [
        ("output.ytd * staff > 0", vec![Beyond::NotLinear]),
        ("starts_with(unit.name, '甲')", vec![Beyond::Text]),
        ("left(unit.name, 1) == '甲'", vec![Beyond::Text]),
        ("count(units) > 3", vec![Beyond::Rows]),
        ("reported(trade)", vec![Beyond::There]),
        ("year(unit.opened) > 2000", vec![Beyond::Date]),
        ("period.kind == 'month' and near(output.ytd, sold.ytd, 2千元) and unit.state == '停业'", vec![]),
        ("growth(output.ytd, output.ytd_ly) > 10% or sold.ytd / output.ytd > 1.2", vec![]),
        ("months_between(unit.opened, month_of(\"2026-10\")) > 3月", vec![]),
    ] {
        assert_eq!(read(source).beyond.into_iter().collect::<Vec<_>>(), beyond, "{source}");
    }
}

/// There is no such part.
struct CannotTell;

/// What the parts of a formula are worth for one record.
struct Worth {
    figures: Figures,
    row: RowRef,
    /// The parts of the formula by the terms that stand for them.
    parts: BTreeMap<Term, Compiled>,
}

impl Worth {
    fn value(&self, term: &Term) -> Result<Option<Value>, CannotTell> {
        match term {
            Term::Cell { earlier, form, field, column } => {
                let base = match earlier {
                    Some(when) => self.figures.earlier(self.row, *when),
                    None => Some(self.row),
                };
                let row =
                    base.and_then(|row| if row.form == *form { Some(row) } else { self.figures.related(row, *form) });
                let Some(row) = row else { return Ok(None) };
                let value = self.figures.cell(row, *field, *column);
                let scale = world().field(*form, *field).unwrap().unit().scale();
                Ok(value.map(|value| match value {
                    Value::Number(value) => Value::Number(value * scale),
                    other => other,
                }))
            }
            Term::Other(_) => {
                let part = self.parts.get(term).ok_or(CannotTell)?;
                Ok(part.eval(&self.figures, self.row).ok().flatten())
            }
        }
    }

    /// Whether this is so of a term's value, which it is taken to be where that cannot be told.
    fn tells(&self, term: &Term, is: impl FnOnce(Option<Value>) -> bool) -> bool {
        self.value(term).map_or(true, is)
    }

    /// Whether everything that a case is about can be worked out.
    fn knows(&self, case: &Case) -> bool {
        let marks = case.marks.keys().map(|mark| match mark {
            Mark::Present(term) | Mark::Holds(term) => term,
        });
        let mut terms = case.rows.iter().flat_map(|row| row.sum.terms().keys()).chain(marks).chain(case.texts.keys());
        terms.all(|term| self.value(term).is_ok())
    }

    /// Whether a case holds, to the last digit or nearly; what cannot be worked out is taken to.
    fn holds(&self, case: &Case, nearly: bool) -> bool {
        case.rows.iter().all(|row| self.row_holds(row, nearly))
            && case.marks.iter().all(|(mark, is)| match mark {
                Mark::Present(term) => self.tells(term, |value| value.is_some() == *is),
                Mark::Holds(term) => self.tells(term, |value| value == Some(Value::Bool(*is))),
            })
            && case.texts.iter().all(|(term, texts)| {
                self.tells(term, |value| {
                    let Some(Value::Text(value)) = value else { return false };
                    match texts {
                        Texts::Is(text) => *text == value,
                        Texts::Not(not) => !not.contains(&value),
                    }
                })
            })
    }

    fn row_holds(&self, row: &Row, nearly: bool) -> bool {
        let mut sum = row.sum.rest();
        let mut size = Ratio::ONE;
        for (term, factor) in row.sum.terms() {
            let Ok(value) = self.value(term) else { return true };
            let value = match value {
                Some(Value::Number(value)) => Ratio::of(value),
                Some(Value::Date(date)) => Some(Ratio::whole(date.num_days_from_ce().into())),
                Some(Value::Month(month)) => Some(Ratio::whole(month.ordinal().into())),
                _ => return false,
            };
            let part = value.and_then(|value| value.times(*factor));
            let Some(part) = part else { return true };
            let large = if part.sign() < 0 { part.negated().unwrap() } else { part };
            let (Some(next), Some(larger)) = (sum.plus(part), size.plus(large)) else { return true };
            (sum, size) = (next, larger);
        }
        if !nearly {
            return match row.stands {
                Stands::Below => sum.sign() < 0,
                Stands::AtMost => sum.sign() <= 0,
                Stands::Equal => sum.is_zero(),
            };
        }
        // The last digits of a division are not looked at.
        let little = size.times(Ratio::new(1, 1_000_000_000_000_000).unwrap());
        let Some(little) = little else { return true };
        let Some(over) = sum.plus(little.negated().unwrap()) else { return true };
        let Some(under) = sum.plus(little) else { return true };
        match row.stands {
            Stands::Below | Stands::AtMost => over.sign() <= 0,
            Stands::Equal => over.sign() <= 0 && under.sign() >= 0,
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Where a formula is true, one of the cases in which it is true holds; the same for false. Where it is neither, no
    /// case holds that is said to be exact.
    #[test]
    fn evaluation_is_always_one_of_the_cases(source in any_formula()) {
        let world = world();
        let Ok(compiled) = compile(&source, &world, about(INDUSTRY)) else { return Ok(()) };
        if compiled.type_of() != Type::Bool {
            return Ok(());
        }
        let linear = compiled.linear(&Records);
        let mut parts = BTreeMap::new();
        compiled.node().visit(&mut |node: &Node| {
            parts.insert(linear::other(node), compiled.part(node));
        });
        for row in 0..3 {
            let worth = Worth { figures: figures(), row: now(INDUSTRY, row), parts: parts.clone() };
            let Ok(value) = compiled.eval(&worth.figures, worth.row) else { continue };
            let holds = linear.holds.iter().any(|case| worth.holds(case, true));
            let fails = linear.fails.iter().any(|case| worth.holds(case, true));
            match value {
                Some(Value::Bool(true)) => prop_assert!(holds, "{source}\n{:?}", linear.holds),
                Some(Value::Bool(false)) => prop_assert!(fails, "{source}\n{:?}", linear.fails),
                _ => {}
            }
            let divides = ["/", "÷", "growth"].iter().any(|word| source.contains(word));
            if linear.exact && !divides {
                let surely = |cases: &[Case]| cases.iter().any(|case| worth.knows(case) && worth.holds(case, false));
                prop_assert!(value == Some(Value::Bool(true)) || !surely(&linear.holds), "{source}\n{:?}", linear.holds);
                prop_assert!(value == Some(Value::Bool(false)) || !surely(&linear.fails), "{source}\n{:?}", linear.fails);
            }
        }
    }
}
