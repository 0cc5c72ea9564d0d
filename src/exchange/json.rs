//! JSON as files hold it: a tree with exact numbers, read strictly and written in one way.
//!
//! The reader is our own because no other one says where a file breaks off, refuses duplicate keys, keeps numbers as
//! decimals and bounds what it reads, all at once.

mod canonical;
mod parse;
mod syntax;
mod write;

use std::borrow::Cow;

use crate::number::Decimal;

pub use canonical::digest;
pub(super) use canonical::{Hash, by_utf16, canonical};
pub use parse::parse;
pub(super) use parse::value_at;
pub use syntax::{Expected, Limits, Place, Syntax, SyntaxError};
pub use write::write;

/// A JSON value. Texts without escapes are borrowed from the file.
#[derive(Clone, Debug, PartialEq)]
pub enum Json<'a> {
    /// `null`: never written, and refused where a value belongs. Missing is absent.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number of at most 15 significant digits.
    Number(Decimal),
    /// A text.
    Text(Cow<'a, str>),
    /// A list.
    List(Vec<Json<'a>>),
    /// An object.
    Object(Members<'a>),
}

/// The members of an object in the order of the file; no name is there twice.
pub type Members<'a> = Vec<(Cow<'a, str>, Json<'a>)>;

/// The kinds of JSON values, for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

impl<'a> Json<'a> {
    /// A text of its own.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Cow::Owned(text.into()))
    }

    /// A whole number.
    pub fn count(count: impl Into<Decimal>) -> Self {
        Self::Number(count.into())
    }

    /// An object with members in this order.
    pub fn object<const N: usize>(members: [(&'a str, Json<'a>); N]) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
    }

    /// Which kind of value it is.
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Null => Kind::Null,
            Self::Bool(_) => Kind::Bool,
            Self::Number(_) => Kind::Number,
            Self::Text(_) => Kind::Text,
            Self::List(_) => Kind::List,
            Self::Object(_) => Kind::Object,
        }
    }

    /// A member of an object.
    pub fn get(&self, name: &str) -> Option<&Json<'a>> {
        let Self::Object(members) = self else { return None };
        members.iter().find(|(own, _)| own == name).map(|(_, value)| value)
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    /// A copy that borrows nothing.
    pub fn owned(&self) -> Json<'static> {
        match self {
            Self::Null => Json::Null,
            Self::Bool(truth) => Json::Bool(*truth),
            Self::Number(number) => Json::Number(*number),
            Self::Text(text) => Json::text(text.as_ref()),
            Self::List(items) => Json::List(items.iter().map(Json::owned).collect()),
            Self::Object(members) => Json::Object(
                members.iter().map(|(name, value)| (Cow::Owned(name.to_string()), value.owned())).collect(),
            ),
        }
    }
}
