//! A cell: what was typed, and what it means.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::code;
use crate::formula::{Value, YearMonth};
use crate::number::{self, NumberProblem, canonical};
use crate::scheme::{CodeList, FieldDef, FieldType, Scheme};

/// Longest text of a cell, in characters.
pub const LONGEST_TEXT: usize = 2_000;

/// Text as typed, and its reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// As typed, without blanks around it.
    pub text: Arc<str>,
    /// What it means: a number in the field's own unit, a code, a date. `None` when it could not be read.
    pub value: Option<Value>,
    /// Why it could not be read.
    pub problem: Option<CellProblem>,
}

impl Eq for Cell {}

/// Why a text cannot be read as its field wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellProblem {
    /// Not a number.
    Number(NumberProblem),
    /// Not in the code list.
    NotInList {
        /// Label of the list.
        list: Arc<str>,
    },
    /// Not a date.
    NotADate,
    /// Not a month.
    NotAMonth,
    /// Neither 是 nor 否.
    NotYesOrNo,
    /// Longer than the field takes.
    TooLong {
        /// The limit in characters.
        limit: usize,
    },
}

impl Cell {
    /// The one way to write its value: `1234.5`, a code, `2026-10-08`, `202610`; the text itself when it has no value.
    pub fn canonical(&self) -> Arc<str> {
        match &self.value {
            Some(Value::Number(number)) => Arc::from(canonical(*number)),
            Some(Value::Text(text)) => Arc::clone(text),
            Some(Value::Date(date)) => Arc::from(date.format("%Y-%m-%d").to_string()),
            Some(Value::Month(month)) => Arc::from(month.to_string()),
            Some(Value::Bool(truth)) => Arc::from(if *truth { "是" } else { "否" }),
            None => Arc::clone(&self.text),
        }
    }
}

/// The text without blanks around it (also full-width ones and what a spreadsheet's copy brings along).
pub(super) fn trimmed(text: &Arc<str>) -> Arc<str> {
    let inner = text.trim_matches(|character: char| {
        character.is_whitespace() || character == '\u{feff}' || character == '\u{200b}'
    });
    if inner.len() == text.len() { Arc::clone(text) } else { Arc::from(inner) }
}

/// Reads a text as its field wants it. `text` is not empty.
///
/// Codes are accepted as code, as label, or as both (`1 正常运营`); months and dates in the usual ways of writing.
/// Whether a credit code is valid is for the rules: here it is only brought into its normal form.
pub fn read_cell(scheme: &Scheme, field: &FieldDef, text: Arc<str>) -> Cell {
    let read = match field.kind {
        FieldType::Number => number::read(&text).map(|read| Value::Number(read.value)).map_err(CellProblem::Number),
        FieldType::Text => read_text(field, &text),
        FieldType::Code(list) => read_code(&scheme[list], &text),
        FieldType::Date => read_date(&text).map(Value::Date).ok_or(CellProblem::NotADate),
        FieldType::Month => YearMonth::read(&half_width(&text)).map(Value::Month).ok_or(CellProblem::NotAMonth),
        FieldType::Bool => read_bool(&text).map(Value::Bool).ok_or(CellProblem::NotYesOrNo),
        FieldType::Uscc | FieldType::Industry | FieldType::Division | FieldType::Phone | FieldType::ProjectCode => {
            Ok(Value::Text(Arc::from(code::normalise(&text))))
        }
    };
    match read {
        Ok(value) => Cell { text, value: Some(value), problem: None },
        Err(problem) => Cell { text, value: None, problem: Some(problem) },
    }
}

fn read_text(field: &FieldDef, text: &Arc<str>) -> Result<Value, CellProblem> {
    let limit = usize::from(field.max_len);
    if text.chars().nth(limit).is_some() {
        Err(CellProblem::TooLong { limit })
    } else {
        Ok(Value::Text(Arc::clone(text)))
    }
}

fn read_code(list: &CodeList, text: &str) -> Result<Value, CellProblem> {
    let plain = half_width(text);
    let found = list
        .items
        .iter()
        .find(|item| item.code == plain || item.label == text.trim() || item.label == plain)
        .or_else(|| {
            let (code, label) = plain.split_once([' ', '-', '.', ':', '、', '　'])?;
            list.items.iter().find(|item| item.code == code && item.label == label.trim())
        })
        .or_else(|| list.items.iter().find(|item| plain == format!("{}{}", item.code, item.label)));
    match found {
        Some(item) => Ok(Value::Text(Arc::from(item.code.as_str()))),
        None => Err(CellProblem::NotInList { list: Arc::from(list.label.as_str()) }),
    }
}

/// Reads `2026-10-08`, `2026.10.8`, `2026/10/8`, `2026年10月8日` or `20261008`.
fn read_date(text: &str) -> Option<NaiveDate> {
    let plain = half_width(text);
    let plain = plain.trim().trim_end_matches(['日', '号']);
    let parts: Vec<&str> = plain.split(['-', '.', '/', '年', '月']).map(str::trim).collect();
    let digits = |part: &&str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if [year, month, day].into_iter().all(digits) && year.len() == 4 => (*year, *month, *day),
        [all] if all.len() == 8 && all.bytes().all(|byte| byte.is_ascii_digit()) => {
            (all.get(..4)?, all.get(4..6)?, all.get(6..)?)
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

fn read_bool(text: &str) -> Option<bool> {
    match half_width(text).to_lowercase().as_str() {
        "是" | "有" | "√" | "✓" | "✔" | "y" | "yes" | "true" | "1" => Some(true),
        "否" | "无" | "×" | "✗" | "n" | "no" | "false" | "0" => Some(false),
        _ => None,
    }
}

/// Full-width ASCII as half-width, without blanks around.
fn half_width(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|character| match character {
            '\u{3000}' => ' ',
            '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
            other => other,
        })
        .collect();
    plain.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let day = NaiveDate::from_ymd_opt(2026, 10, 8);
        for text in
            ["2026-10-08", "2026-10-8", "2026.10.8", "2026/10/08", "2026年10月8日", "20261008", "２０２６－１０－０８"]
        {
            assert_eq!(read_date(text), day, "{text}");
        }
        for text in ["", "2026-10", "26-10-8", "2026-13-01", "2026-02-30", "八月八日", "202610080", "2026-10-08-1"]
        {
            assert_eq!(read_date(text), None, "{text}");
        }
    }

    #[test]
    fn codes_are_read_by_code_by_label_and_by_both() {
        let items = [("1", "正常运营"), ("2", "停业（歇业）"), ("11", "国有独资公司")];
        let list = CodeList {
            label: "运营状态".to_owned(),
            items: items
                .map(|(code, label)| crate::scheme::CodeItem { code: code.into(), label: label.into() })
                .to_vec(),
            ..CodeList::default()
        };
        for (text, code) in [
            ("1", Some("1")),
            ("１", Some("1")),
            ("正常运营", Some("1")),
            ("1 正常运营", Some("1")),
            ("1正常运营", Some("1")),
            ("停业（歇业）", Some("2")),
            ("11", Some("11")),
            ("3", None),
            ("1 停业（歇业）", None),
        ] {
            let read = read_code(&list, text).ok();
            assert_eq!(read.as_ref().and_then(Value::as_text), code, "{text}");
        }
    }
}
