//! Every warning against every point of a grid, some values missing.

use super::{rule, try_scheme};
use crate::formula::{Data, FieldId, FormId, RowRef, Value, When};
use crate::measure::Column;
use crate::number::Decimal;
use crate::period::Period;
use crate::scheme::CompiledScheme;
use crate::scheme::lint::{Kind, lint};
use proptest::prelude::*;
use std::sync::Arc;

/// One record: 甲数, 乙数 and 丙数.
struct Point {
    scheme: CompiledScheme,
    values: [Option<i64>; 3],
}

impl Data for Point {
    fn cell(&self, row: RowRef, field: FieldId, column: Column) -> Option<Value> {
        if let Some(formula) = self.scheme.compute(row.form, field, column) {
            return formula.eval_in_own_unit(self, row).unwrap();
        }
        let key = self.scheme[row.form][field].key.as_str();
        let at = ["x", "y", "z"].iter().position(|name| *name == key)?;
        self.values[at].map(|value| Value::Number(Decimal::from(value)))
    }

    fn rows(&self, _: When, form: FormId) -> Vec<RowRef> {
        vec![RowRef { when: When::Now, form, row: 0 }]
    }

    fn related(&self, _: RowRef, _: FormId) -> Option<RowRef> {
        None
    }

    fn earlier(&self, _: RowRef, _: When) -> Option<RowRef> {
        None
    }

    fn reported(&self, _: RowRef, _: FormId) -> bool {
        false
    }

    fn has(&self, _: When) -> bool {
        false
    }

    fn period(&self) -> Period {
        "2026-10".parse().unwrap()
    }

    fn member(&self, _: RowRef) -> Option<Arc<str>> {
        None
    }

    fn period_of(&self, when: When) -> Option<Period> {
        (when == When::Now).then(|| self.period())
    }

    fn office_code(&self) -> &'static str {
        "371302001"
    }

    fn office_name(&self) -> &'static str {
        "城关镇"
    }
}

/// What a rule does at a point: it may not apply, and it may be undecided.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Does {
    Nothing,
    Passes,
    Fires,
    Wavers,
}

fn does(point: &Point, rule: usize) -> Does {
    let rule = &point.scheme.compiled_rules()[rule];
    let row = RowRef { when: When::Now, form: rule.form, row: 0 };
    if let Some(when) = &rule.when
        && when.eval(point, row).unwrap() != Some(Value::Bool(true))
    {
        return Does::Nothing;
    }
    match rule.check.eval(point, row).unwrap() {
        Some(Value::Bool(true)) => Does::Passes,
        Some(Value::Bool(false)) => Does::Fires,
        _ => Does::Wavers,
    }
}

fn amount() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(
        &["x", "y", "z", "total", "0", "1", "2", "-3", "(x ?? 0)", "(z ?? y)", "setting.floor"][..],
    )
    .prop_map(str::to_owned);
    leaf.prop_recursive(2, 6, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            4 => (pair.clone(), prop::sample::select(&["+", "-"][..])).prop_map(|((a, b), op)| format!("({a} {op} {b})")),
            1 => (inner.clone(), prop::sample::select(&["2", "0.5", "-1"][..])).prop_map(|(a, by)| format!("({a} * {by})")),
            1 => pair.clone().prop_map(|(a, b)| format!("({a} / {b})")),
            1 => pair.clone().prop_map(|(a, b)| format!("max({a}, {b})")),
            1 => pair.clone().prop_map(|(a, b)| format!("sum({a}, {b})")),
            1 => inner.clone().prop_map(|a| format!("abs({a})")),
            1 => pair.prop_map(|(a, b)| format!("(if {a} > 0 then {a} else {b})")),
        ]
    })
}

fn condition() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(&["<", "<=", ">", ">=", "==", "!="][..]);
    let compared = (amount(), signs, amount()).prop_map(|(a, op, b)| format!("{a} {op} {b}"));
    let there =
        prop::sample::select(&["present(x)", "blank(y)", "x in [1, 2]", "near(x, y, 1)", "growth(x, y) <= 100%"][..])
            .prop_map(str::to_owned);
    prop_oneof![5 => compared, 1 => there].prop_recursive(2, 4, 2, |inner| {
        let pair = (inner.clone(), inner.clone());
        prop_oneof![
            pair.clone().prop_map(|(a, b)| format!("({a} and {b})")),
            pair.prop_map(|(a, b)| format!("({a} or {b})")),
            inner.prop_map(|a| format!("not ({a})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn no_point_of_a_grid_speaks_against_a_warning(
        checks in prop::collection::vec((condition(), prop::option::weighted(0.4, condition())), 3),
    ) {
        let text: String = ["A", "B", "C"]
            .iter()
            .zip(&checks)
            .map(|(id, (check, when))| rule((id, "hard", when.as_deref().unwrap_or_default(), check)))
            .collect();
        // Some formulas at random do not go together in kind.
        let Ok(scheme) = try_scheme(&text) else { return Ok(()) };
        let lint = lint(&scheme);
        let mut point = Point { scheme, values: [None; 3] };
        let values = &[None, Some(-3), Some(-1), Some(0), Some(1), Some(2), Some(20), Some(21)];
        let grid = values.iter().flat_map(|x| values.iter().flat_map(move |y| values.iter().map(move |z| [*x, *y, *z])));
        for values in grid {
            point.values = values;
            let signed = values[..2].iter().all(|value| value.is_none_or(|value| value >= 0));
            for warning in &lint.warnings {
                if warning.by_sign && !signed {
                    continue;
                }
                let own = does(&point, warning.rule.index());
                let other = warning.other.map(|other| does(&point, other.index()));
                let right = match warning.kind {
                    Kind::NeverApplies => own == Does::Nothing,
                    Kind::NeverFires => own != Does::Fires,
                    Kind::AlwaysFires => own != Does::Passes,
                    Kind::Contradicts => (own, other) != (Does::Passes, Some(Does::Passes)),
                    Kind::Repeats => (own == Does::Fires) == (other == Some(Does::Fires)),
                    Kind::Implied => own != Does::Fires || other == Some(Does::Fires),
                };
                prop_assert!(right, "{warning:?} at {values:?}: {own:?} {other:?}\n{text}");
            }
        }
    }
}
