//! What can be asked of a list besides its rows.

use super::token::Kind;
use super::{Name, PhraseError, PhraseProblem};
use crate::formula::nearest;

/// How names and figures are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ListOptions {
    /// After each figure; without it the unit of the column.
    pub(crate) unit: Option<String>,
    pub(crate) order: Option<Order>,
    pub(crate) zeros: Option<Zeros>,
    pub(crate) ties: Option<Ties>,
    /// Only so many, from the start of the order.
    pub(crate) first: Option<usize>,
    /// What is said when there is nothing to list.
    pub(crate) none: Option<String>,
    /// Between the entries.
    pub(crate) join: Option<String>,
    /// Figures in brackets: 虞城县（2.1%）.
    pub(crate) brackets: bool,
    /// Figures without their sign, where the words before them tell it.
    pub(crate) unsigned: bool,
    /// Before each figure: 下降, 欠.
    pub(crate) before: Option<String>,
    /// What the rows are called in 其他…为0.
    pub(crate) parts: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The largest first.
    High,
    /// The smallest first.
    Low,
    /// As in the table.
    Table,
}

/// What is said of rows whose figure is zero, when all rows are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Zeros {
    /// 其他…为0, or their names where they are one or two.
    Few,
    /// Always 其他…为0.
    Others,
    /// Always their names.
    Named,
    /// Nothing.
    Silent,
}

/// How rows with the same figure are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ties {
    /// 睢县、示范区各2家.
    Each,
    /// 睢县、示范区均为2.0%.
    All,
    /// 睢县2家，示范区2家.
    Apart,
}

const KNOWN: [&str; 11] =
    ["unit", "before", "order", "zeros", "ties", "first", "none", "join", "brackets", "unsigned", "parts"];

impl ListOptions {
    /// Takes one option.
    pub(super) fn set(&mut self, function: &'static str, name: &Name, value: &Kind) -> Result<(), PhraseError> {
        let bad = |option, allowed| PhraseError {
            span: name.span.clone(),
            problem: PhraseProblem::BadOption { option, allowed },
        };
        let text = || if let Kind::Text(text) = value { Some(text.clone()) } else { None };
        let yes = || match value {
            Kind::Name(word) if matches!(word.as_str(), "true" | "真" | "是") => Some(true),
            Kind::Name(word) if matches!(word.as_str(), "false" | "假" | "否") => Some(false),
            _ => None,
        };
        match name.text.as_str() {
            "unit" => self.unit = Some(text().ok_or_else(|| bad("unit", "引号里的文字，如 \"家\""))?),
            "before" => self.before = Some(text().ok_or_else(|| bad("before", "引号里的文字，如 \"下降\""))?),
            "none" => self.none = Some(text().ok_or_else(|| bad("none", "引号里的文字，如 \"无\""))?),
            "join" => self.join = Some(text().ok_or_else(|| bad("join", "引号里的文字，如 \"、\""))?),
            "parts" => self.parts = Some(text().ok_or_else(|| bad("parts", "引号里的文字，如 \"乡镇\""))?),
            "brackets" => self.brackets = yes().ok_or_else(|| bad("brackets", "true 或 false"))?,
            "unsigned" => self.unsigned = yes().ok_or_else(|| bad("unsigned", "true 或 false"))?,
            "first" => {
                let number = if let Kind::Number(digits) = value { digits.parse().ok() } else { None };
                self.first = Some(number.filter(|number| *number > 0).ok_or_else(|| bad("first", "个数，如 3"))?);
            }
            "order" => {
                let word = text();
                self.order = Some(match word.as_deref() {
                    Some("high") => Order::High,
                    Some("low") => Order::Low,
                    Some("table") => Order::Table,
                    _ => {
                        return Err(bad("order", "\"high\"（从大到小）、\"low\"（从小到大）、\"table\"（表里的顺序）"));
                    }
                });
            }
            "zeros" => {
                let word = text();
                self.zeros = Some(match word.as_deref() {
                    Some("few") => Zeros::Few,
                    Some("others") => Zeros::Others,
                    Some("named") => Zeros::Named,
                    Some("silent") => Zeros::Silent,
                    _ => return Err(bad("zeros", "\"few\"、\"others\"、\"named\"、\"silent\"")),
                });
            }
            "ties" => {
                let word = text();
                self.ties = Some(match word.as_deref() {
                    Some("各") => Ties::Each,
                    Some("均为") => Ties::All,
                    Some("apart") => Ties::Apart,
                    _ => return Err(bad("ties", "\"各\"、\"均为\"、\"apart\"")),
                });
            }
            other => {
                let problem = PhraseProblem::UnknownOption {
                    function,
                    found: other.to_owned(),
                    nearest: nearest(other, KNOWN),
                    known: KNOWN.to_vec(),
                };
                return Err(PhraseError { span: name.span.clone(), problem });
            }
        }
        Ok(())
    }
}
