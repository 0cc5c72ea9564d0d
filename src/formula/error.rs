//! What can be wrong with a formula, as facts; the sentences are in [`crate::message`].

use super::span::Span;
use super::value::Type;
use super::world::ListId;
use crate::measure::Column;
use crate::number::{Decimal, Unit};

/// One mistake in a formula or a message template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormulaError {
    /// Where, in bytes of the source.
    pub span: Span,
    pub problem: Problem,
}

impl FormulaError {
    /// Moved by so many bytes, for a formula inside a larger text.
    #[must_use]
    pub fn moved(self, by: usize) -> Self {
        Self { span: self.span.moved(by), ..self }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    // Reading the text.
    /// There is nothing but spaces and comments.
    Empty,
    /// The source is longer than [`MAX_SOURCE`](super::MAX_SOURCE) bytes.
    TooLong {
        limit: usize,
    },
    /// Nested or chained deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep {
        limit: usize,
    },
    UnknownCharacter(char),
    /// A text, or a name in 【】, that does not end on its line.
    Unclosed {
        opened: char,
        closes: char,
    },
    /// A number with two points or too many digits.
    BadNumber,
    /// `2000万`: a multiple without a unit.
    UnitIncomplete {
        written: String,
    },
    /// Letters straight after a number that are no unit.
    UnknownUnit {
        written: String,
        nearest: Option<&'static str>,
    },
    /// Something else was expected here.
    Expected {
        expected: Expected,
        found: Found,
    },
    /// `a < b < c`.
    Chained,
    /// A template: `{` without `}` or the other way round.
    Brace {
        found: char,
    },

    // Names.
    UnknownName {
        name: String,
        place: Place,
        nearest: Option<String>,
    },
    /// A label that several fields have; their keys.
    Ambiguous {
        name: String,
        keys: Vec<String>,
    },
    UnknownFunction {
        name: String,
        nearest: Option<String>,
    },
    UnknownCode {
        list: String,
        code: String,
        nearest: Option<String>,
    },
    /// Chinese words written without spaces: `0且累计`; the word to set apart.
    NeedsSpaces {
        word: &'static str,
    },
    /// The name needs `.` and one of these.
    NeedsColumn {
        name: String,
        columns: &'static [Column],
    },
    /// The field has no such column.
    NoSuchColumn {
        name: String,
        column: Column,
        columns: &'static [Column],
    },
    /// A form, a function or another word where a value is needed.
    NotAValue {
        name: String,
    },
    /// `it` or a bare column where there is no field for it.
    NoIt,
    /// A field, where the formula has no record of its own.
    NoRecord,
    /// The form is not over the same roster.
    NotJoined {
        form: String,
    },
    /// A function that asks about a cell was given something else.
    NotACell {
        function: &'static str,
    },
    /// Several records of the form may belong to the one at hand.
    ManyRows {
        form: String,
    },
    /// `period.due` where the record is not of a form that is filled for a period.
    NoDue,
    /// `this` outside an aggregate.
    NoThis,
    /// `mine` outside an aggregate.
    NoMine,
    /// Not a field by months, named without a column.
    NotMonths {
        name: String,
    },
    /// An earlier file seen from an earlier file.
    EarlierTwice,
    /// An aggregate inside an aggregate.
    NestedAggregate,
    /// A column of a report table inside an aggregate.
    NotInAggregate {
        name: String,
    },

    // Types.
    ArgumentCount {
        function: &'static str,
        least: usize,
        most: usize,
        found: usize,
    },
    WrongType {
        expected: Wanted,
        found: Named,
    },
    /// The two sides cannot be compared, added or chosen between.
    Mismatch {
        left: Named,
        right: Named,
    },
    WrongUnit {
        left: Unit,
        right: Unit,
    },
    /// A bare number where the unit has to be written; the literal to write.
    UnitNeeded {
        number: Decimal,
        write: String,
    },
    /// A product or quotient of more units than make sense.
    UnitTooComplex,
    /// The argument must be a plain whole number in this range.
    NotConstant {
        least: u32,
        most: u32,
    },
    /// `lacking` of something that is no field.
    NotAField {
        found: String,
    },
    /// The text is not a date or a month: `date("2026-13-01")`.
    BadDate {
        text: String,
    },
}

/// What kind of name was looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Anything that may start a name.
    Any,
    /// A field of the form with this label.
    FieldOf(String),
    Form,
    Setting,
    Period,
    Office,
    /// An earlier column of a report table.
    Table,
    /// How an office reported.
    Part,
    /// A column or property of a field.
    Member,
}

/// What should have stood there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A value: a name, number, text or bracket.
    Value,
    Name,
    /// A certain word or sign.
    Token(&'static str),
    /// An operator, or the end.
    Operator,
    Unit,
    /// A `,` or the closing bracket.
    CommaOr(&'static str),
    /// `over` and a form.
    Over,
}

/// What stood there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    Text(String),
    End,
}

/// What kinds of value would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Bool,
    Number,
    /// A number of a dimension.
    In(Unit),
    /// A bare number.
    PlainNumber,
    Text,
    Code(ListId),
    Date,
    Month,
    DateOrMonth,
    /// Something with an order.
    Ordered,
    /// A field with a code list.
    AnyCode,
}

/// A type with what a message needs to name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub kind: Type,
    /// The label of the code list, if it is one.
    pub list: Option<String>,
}

/// Evaluation went wrong although the formula was checked: the rule is broken, which is never a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A result too large for an exact decimal.
    Overflow { span: Span },
    /// The data gave a value of another type than the world promised.
    WrongData { span: Span },
}
