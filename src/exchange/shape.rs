//! Reading the members of JSON objects, with the path of what is not as it should be.

use std::borrow::Cow;

use super::error::{FileError, Wanted};
use super::json::{Json, Kind, Members};
use crate::number::{Decimal, canonical};

/// What is wrong with a value, and the names that lead to it, innermost first.
#[derive(Debug)]
pub(super) struct Shape {
    steps: Vec<String>,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Missing,
    Wrong {
        wanted: Wanted,
        found: String,
    },
    /// Not about one place.
    Whole(FileError),
}

pub(super) type Read<T> = Result<T, Shape>;

impl Shape {
    pub(super) fn wrong(json: &Json<'_>, wanted: Wanted) -> Self {
        Self { steps: Vec::new(), problem: Problem::Wrong { wanted, found: shown(json) } }
    }

    pub(super) fn whole(error: FileError) -> Self {
        Self { steps: Vec::new(), problem: Problem::Whole(error) }
    }

    pub(super) fn under(mut self, step: impl Into<String>) -> Self {
        self.steps.push(step.into());
        self
    }
}

impl From<Shape> for FileError {
    fn from(shape: Shape) -> Self {
        let path = shape.steps.iter().rev().fold(String::new(), |path, step| {
            let step = step.replace('~', "~0").replace('/', "~1");
            path + "/" + &step
        });
        match shape.problem {
            Problem::Missing => Self::Missing { path },
            Problem::Wrong { wanted, found } => Self::Wrong { path, wanted, found },
            Problem::Whole(error) => error,
        }
    }
}

/// A value as a message shows it.
fn shown(json: &Json<'_>) -> String {
    let text = match json {
        Json::Null => "null".to_owned(),
        Json::Bool(truth) => truth.to_string(),
        Json::Number(number) => canonical(*number),
        Json::Text(text) => format!("“{}”", text.chars().take(40).collect::<String>()),
        Json::List(items) => format!("[… {} …]", items.len()),
        Json::Object(members) => format!("{{… {} …}}", members.len()),
    };
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}

pub(super) fn object<'j, 'a>(json: &'j Json<'a>) -> Read<&'j Members<'a>> {
    if let Json::Object(members) = json { Ok(members) } else { Err(Shape::wrong(json, Wanted::Object)) }
}

pub(super) fn list<'j, 'a>(json: &'j Json<'a>) -> Read<&'j [Json<'a>]> {
    if let Json::List(items) = json { Ok(items) } else { Err(Shape::wrong(json, Wanted::List)) }
}

pub(super) fn text(json: &Json<'_>) -> Read<String> {
    if let Json::Text(text) = json { Ok(text.to_string()) } else { Err(Shape::wrong(json, Wanted::Text)) }
}

pub(super) fn some_text(json: &Json<'_>) -> Read<String> {
    match json {
        Json::Text(text) if !text.is_empty() => Ok(text.to_string()),
        _ => Err(Shape::wrong(json, Wanted::SomeText)),
    }
}

pub(super) fn truth(json: &Json<'_>) -> Read<bool> {
    if let Json::Bool(truth) = json { Ok(*truth) } else { Err(Shape::wrong(json, Wanted::Truth)) }
}

/// A whole number from 1.
pub(super) fn count(json: &Json<'_>) -> Read<u32> {
    match json {
        Json::Number(number) if number.is_integer() && *number >= Decimal::ONE => {
            u32::try_from(*number).map_err(|_| Shape::wrong(json, Wanted::Count))
        }
        _ => Err(Shape::wrong(json, Wanted::Count)),
    }
}

/// A value of a cell as the text that a clerk would have typed.
pub(super) fn value(json: &Json<'_>) -> Read<String> {
    match json {
        Json::Text(text) => Ok(text.to_string()),
        Json::Number(number) => Ok(canonical(*number)),
        Json::Bool(truth) => Ok(if *truth { "是" } else { "否" }.to_owned()),
        _ => Err(Shape::wrong(json, Wanted::Value)),
    }
}

pub(super) fn digest(json: &Json<'_>) -> Read<String> {
    match json {
        Json::Text(text) if text.len() == 64 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) => {
            Ok(text.to_string())
        }
        _ => Err(Shape::wrong(json, Wanted::Digest)),
    }
}

fn find<'j, 'a>(json: &'j Json<'a>, name: &str) -> Read<Option<&'j Json<'a>>> {
    Ok(object(json)?.iter().find(|(own, _)| own == name).map(|(_, value)| value))
}

/// A member that must be there.
pub(super) fn member<'j, 'a, T>(json: &'j Json<'a>, name: &str, read: impl FnOnce(&'j Json<'a>) -> Read<T>) -> Read<T> {
    match find(json, name)? {
        Some(value) => read(value).map_err(|shape| shape.under(name)),
        None => Err(Shape { steps: vec![name.to_owned()], problem: Problem::Missing }),
    }
}

/// A member that may be absent; `null` is not absent.
pub(super) fn optional<'j, 'a, T>(
    json: &'j Json<'a>,
    name: &str,
    read: impl FnOnce(&'j Json<'a>) -> Read<T>,
) -> Read<Option<T>> {
    find(json, name)?.map(|value| read(value).map_err(|shape| shape.under(name))).transpose()
}

/// A text that may be absent, which is the empty text.
pub(super) fn text_or_empty(json: &Json<'_>, name: &str) -> Read<String> {
    Ok(optional(json, name, text)?.unwrap_or_default())
}

/// Every item of a list.
pub(super) fn each<'j, 'a, T>(json: &'j Json<'a>, mut read: impl FnMut(&'j Json<'a>) -> Read<T>) -> Read<Vec<T>> {
    let items = list(json)?.iter().enumerate();
    items.map(|(at, item)| read(item).map_err(|shape| shape.under(at.to_string()))).collect()
}

/// Every item of a list that may be absent.
pub(super) fn each_of<'j, 'a, T>(
    json: &'j Json<'a>,
    name: &str,
    read: impl FnMut(&'j Json<'a>) -> Read<T>,
) -> Read<Vec<T>> {
    Ok(optional(json, name, |value| each(value, read))?.unwrap_or_default())
}

/// Every member of an object.
pub(super) fn entries<'j, 'a, T>(
    json: &'j Json<'a>,
    mut read: impl FnMut(&'j str, &'j Json<'a>) -> Read<T>,
) -> Read<Vec<T>> {
    let members = object(json)?.iter();
    members.map(|(name, value)| read(name, value).map_err(|shape| shape.under(name.as_ref()))).collect()
}

/// A member to be written, left out when the text is empty.
pub(super) fn push_text(members: &mut Members<'_>, name: &'static str, text: &str) {
    if !text.is_empty() {
        members.push((Cow::Borrowed(name), Json::text(text)));
    }
}

/// Whether a value is of a kind that can stand in a cell.
pub(super) const fn is_value(json: &Json<'_>) -> bool {
    matches!(json.kind(), Kind::Text | Kind::Number | Kind::Bool)
}
