//! Values as people read them.

use super::node::Items;
use super::ty::Ty;
use super::value::Value;
use crate::number::{Decimal, Unit, canonical, grouped, rounded};
use chrono::Datelike;

/// What stands for a missing value.
pub(super) const MISSING: &str = "未填";

/// A value in base units as text, with its unit.
///
/// Numbers are grouped and in the unit that the expression is shown in; those that come from a division are rounded, to one
/// decimal place in per cent and to two otherwise. Codes are shown by their labels.
pub(super) fn show(value: Option<&Value>, ty: Ty, items: Option<&Items>) -> String {
    match (value, ty) {
        (None, _) => MISSING.to_owned(),
        (Some(Value::Number(value)), Ty::Number(num)) => {
            let amount = in_unit(*value, num.shown).unwrap_or(*value);
            let places =
                if num.shown.is_ratio() && !num.shown.is_plain() && num.shown.scale() < Decimal::ONE { 1 } else { 2 };
            let amount = if num.rounded { rounded(amount, places) } else { amount };
            let digits = if num.is_year { canonical(amount) } else { grouped(amount) };
            format!("{digits}{}", num.shown)
        }
        (Some(Value::Number(value)), _) => grouped(*value),
        (Some(Value::Text(code)), _) => {
            let label = items.and_then(|items| items.iter().find(|(known, _)| known == code));
            label.map_or_else(|| code.to_string(), |(_, label)| label.to_string())
        }
        (Some(Value::Date(date)), _) => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        (Some(Value::Month(month)), _) => format!("{}年{}月", month.year(), month.month()),
        (Some(Value::Bool(truth)), _) => if *truth { "是" } else { "否" }.to_owned(),
    }
}

/// From base units to a unit.
pub(super) fn in_unit(value: Decimal, unit: Unit) -> Option<Decimal> {
    value.checked_div(unit.scale()).map(|value| value.normalize())
}
