//! What can be wrong with a scheme, as facts; the sentences are in `message::scheme`.

use super::load::{Sources, Span, limits};
use crate::phrase::PhraseProblem;
use std::fmt;

/// One mistake in a scheme, with its place.
///
/// `Display` gives the whole message: place, sentence, the line and a caret under what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemeError {
    /// Name of the document, as it was given to the loader.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The line (a part of it, when it is very long).
    pub excerpt: String,
    /// Where in the excerpt the marked stretch starts, in characters, and how many characters it has.
    pub mark: (usize, usize),
    pub problem: Problem,
    /// Where the other half of a contradiction stands, as file and line.
    pub other: Option<(String, usize)>,
    /// Whether the place is in the scheme that is extended, which is without mistakes when it stands alone.
    pub is_below: bool,
}

impl std::error::Error for SchemeError {}

impl fmt::Display for SchemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&crate::message::scheme::whole(self))
    }
}

impl SchemeError {
    /// The sentence alone, without place and caret.
    pub fn sentence(&self) -> String {
        crate::message::scheme::sentence(self)
    }
}

/// The parts of a scheme that have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Document,
    Header,
    Setting,
    List,
    Item,
    Form,
    Field,
    Rule,
    Each,
    Table,
    TableColumn,
    Colour,
    ColourRule,
    Bulletin,
    Paragraph,
    Office,
    Calendar,
    /// Other times for one period, in the calendar.
    Exception,
    Division,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// Not TOML; what the parser says, in English, is turned into a sentence.
    Syntax {
        toml_says: String,
    },
    DocumentTooLong {
        bytes: usize,
    },
    TooMany {
        part: Part,
        limit: usize,
    },
    /// Further mistakes that are not listed.
    AndMore {
        count: usize,
    },
    NoHeader,
    /// A second `[scheme]`.
    SecondHeader,
    UnknownKey {
        part: Part,
        name: String,
        found: String,
        nearest: Option<String>,
        known: Vec<&'static str>,
    },
    /// The key exists, but not for this kind of form.
    KeyOfOtherKind {
        found: String,
        kind: &'static str,
    },
    MissingKey {
        part: Part,
        name: String,
        key: &'static str,
    },
    /// A value of another kind than asked: text where a list belongs.
    WrongValue {
        key: String,
        expected: &'static str,
        found: String,
    },
    OutOfRange {
        key: &'static str,
        lowest: i64,
        highest: i64,
        found: i64,
    },
    EmptyText {
        key: String,
    },
    TextTooLong {
        key: String,
        chars: usize,
    },
    /// Not of letters, digits and hyphens.
    BadOfficeCode {
        found: String,
    },
    /// Not of the form `[a-z][a-z0-9_]*`.
    BadKey {
        part: Part,
        found: String,
    },
    /// A word that the formula language needs for itself.
    ReservedKey {
        found: String,
    },
    /// Not one of a few words.
    UnknownWord {
        key: &'static str,
        found: String,
        nearest: Option<String>,
        allowed: Vec<String>,
    },
    /// A name of something that is not there.
    UnknownName {
        part: Part,
        within: String,
        found: String,
        nearest: Option<String>,
    },
    /// A name or label that two things have; `other` says where the first one is.
    Duplicate {
        part: Part,
        attribute: &'static str,
        found: String,
    },
    UnknownUnit {
        found: String,
        nearest: Option<String>,
    },
    BadPeriod {
        found: String,
    },
    /// Not a time as the calendar says them.
    BadMoment {
        key: &'static str,
        found: String,
    },
    /// The code of a unit of one's own.
    BadDivision {
        found: String,
        fault: DivisionFault,
    },
    /// `patch`, `drop` or `after` names something that the scheme underneath does not have.
    NothingToChange {
        part: Part,
        name: String,
        nearest: Option<String>,
    },
    /// `patch` or `drop` in a file that does not extend another scheme.
    NotExtending {
        key: String,
    },
    ExtendsUnknown {
        found: String,
        known: String,
    },
    /// Attributes that contradict each other.
    Contradiction(Contradiction),
    /// A mistake in a formula, or in one within a message; `whose` names the field or form that a rule is repeated for.
    Formula {
        part: Part,
        name: String,
        attribute: &'static str,
        whose: Option<String>,
        problem: Box<crate::formula::Problem>,
    },
    /// A mistake in a phrase of a bulletin.
    Phrase {
        name: String,
        attribute: &'static str,
        problem: Box<PhraseProblem>,
    },
    /// An `at` that is not one cell of this period.
    NotACell {
        found: String,
    },
    /// A chain of computed fields that is too long.
    ComputedTooDeep {
        limit: usize,
    },
    /// A computed field that would take too long to compute.
    ComputedTooCostly,
    /// Computed fields that need each other.
    Cycle {
        fields: Vec<String>,
    },
    /// Rules with `each` that together become more than can be compiled in good time.
    TooMuchExpanded,
    /// A rule with `each` that matches no field.
    EachMatchesNothing {
        rule: String,
    },
}

/// What is wrong with the code of a unit of one's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DivisionFault {
    /// Neither 9 nor 6 digits.
    Form,
    /// The published list has it.
    Taken { name: String },
    /// It does not begin with the code of a county (or, with 6 digits, of a prefecture).
    Above { above: String },
    /// Its serial is one of a street, town or village, or of a county.
    Serial { serial: String },
    /// The parent is unknown, or not one that the code lies in.
    Parent { parent: String },
}

/// Attributes that do not go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// A unit on something that is no number.
    UnitWithoutNumber,
    /// `flow` or `stock` on something that is no number.
    MeasureWithoutNumber,
    /// `flow` or `stock` without a unit.
    MeasureWithoutUnit,
    /// `decimals` or `negative` on something that is no number.
    DecimalsWithoutNumber,
    /// `max_len` on something that is no text.
    LengthWithoutText,
    /// `compute` and `required`: nobody could fill it.
    ComputedRequired,
    /// `compute` and `carry`: it is computed anew.
    ComputedCarried,
    /// Neither `form` nor `forms`.
    RuleWithoutForm,
    /// Both `form` and `forms`.
    FormAndForms,
    /// `overridable` on a rule that is not hard.
    OverridableNotHard,
    /// The `roster` of a form is no roster.
    RosterIsPeriodic,
    /// `main` is no number.
    MainWithoutNumber,
    /// `title` or `identity` of a roster has more than one column.
    TitleNotPlain,
    /// `january = "exempt"` without both `month` and `jan_feb` among the periods.
    ExemptWithoutJanFeb,
    /// A county's scheme with the id and edition of the one that it changes.
    SameIdentity,
    /// The bulletin has no paragraphs.
    NoParagraphs,
    /// A paragraph of a bulletin with both text and table, with neither, or a heading over a table.
    TextOrTable,
    /// The form has no fields.
    NoFields,
    /// The list has no codes.
    NoItems,
    /// A calendar entry for a form that is not asked for in that kind of period.
    CalendarKind,
    /// A deadline before that of the level below, or before the opening.
    CalendarOrder,
    /// A calendar entry without any time.
    CalendarEmpty,
    /// An exception for a period of another kind.
    ExceptionKind,
    /// The table has no columns.
    NoColumns,
    /// A table of records that may leave the office.
    RecordsPublic,
    /// A rank without a column to rank by.
    RankMissing,
    /// A public table of unit figures without the number of units behind them.
    PublicWithoutCount,
    /// `parts` that are no amounts, or in another unit than the whole.
    PartsDiffer,
    /// The set has no colours.
    NoColours,
    /// A second set of colours for one form.
    SecondColours,
    /// The last colour has a condition, so that a record may have none.
    ColourWithoutRest,
    /// A colour without a condition that is not the last.
    ColourTakesAll,
}

/// Gathers mistakes while loading goes on.
#[derive(Debug, Default)]
pub(crate) struct Errors {
    found: Vec<(Span, Problem, Option<Span>)>,
    /// Mistakes past the limit.
    more: usize,
    /// Whether names, types or units are uncertain, so that checking formulas would only echo earlier mistakes.
    shaken: bool,
    /// Whether a document could not be read at all.
    unreadable: bool,
}

impl Errors {
    pub(crate) fn add(&mut self, span: Span, problem: Problem) {
        self.add_related(span, problem, None);
    }

    /// `other` is the place of the other half of a contradiction.
    pub(crate) fn add_related(&mut self, span: Span, problem: Problem, other: Option<Span>) {
        self.shaken |= problem.shakes_names();
        self.unreadable |= matches!(problem, Problem::Syntax { .. } | Problem::DocumentTooLong { .. });
        if self.found.len() < limits::ERRORS {
            self.found.push((span, problem, other));
        } else {
            self.more += 1;
        }
    }

    /// How many mistakes there are so far.
    pub(crate) const fn count(&self) -> usize {
        self.found.len() + self.more
    }

    /// Whether further mistakes are only counted.
    pub(crate) const fn is_full(&self) -> bool {
        self.found.len() >= limits::ERRORS
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Whether a document could not be read, so that everything after it would be a guess.
    pub(crate) const fn is_unreadable(&self) -> bool {
        self.unreadable
    }

    /// Whether what was read so far may lack names or have wrong types.
    pub(crate) const fn is_shaken(&self) -> bool {
        self.shaken
    }

    /// All mistakes in the order of the documents.
    pub(crate) fn finish(mut self, sources: &Sources<'_>) -> Vec<SchemeError> {
        self.found.sort_by_key(|(span, ..)| *span);
        if let (Some((span, ..)), true) = (self.found.last(), self.more > 0) {
            self.found.push((*span, Problem::AndMore { count: self.more }, None));
        }
        self.found
            .into_iter()
            .map(|(span, problem, other)| {
                let place = sources.place(span);
                SchemeError {
                    file: place.file,
                    line: place.line,
                    column: place.column,
                    excerpt: place.excerpt,
                    mark: place.mark,
                    is_below: sources.is_below(span),
                    problem,
                    other: other.map(|span| {
                        let place = sources.place(span);
                        (place.file, place.line)
                    }),
                }
            })
            .collect()
    }
}

impl Problem {
    /// Whether the mistake leaves names, types or units uncertain.
    const fn shakes_names(&self) -> bool {
        !matches!(
            self,
            Self::Formula { .. }
                | Self::Phrase { .. }
                | Self::NotACell { .. }
                | Self::ComputedTooDeep { .. }
                | Self::ComputedTooCostly
                | Self::Cycle { .. }
                | Self::TooMuchExpanded
                | Self::EachMatchesNothing { .. }
                | Self::MissingKey { part: Part::Rule | Part::Setting | Part::Header, .. }
                | Self::UnknownKey { part: Part::Rule | Part::Header, .. }
                | Self::BadPeriod { .. }
                | Self::BadMoment { .. }
                | Self::BadDivision { .. }
                | Self::MissingKey { part: Part::Calendar | Part::Division, .. }
                | Self::UnknownKey { part: Part::Calendar | Part::Exception | Part::Division, .. }
                | Self::Contradiction(
                    Contradiction::OverridableNotHard
                        | Contradiction::SameIdentity
                        | Contradiction::RuleWithoutForm
                        | Contradiction::FormAndForms
                        | Contradiction::ExemptWithoutJanFeb
                        | Contradiction::ComputedRequired
                        | Contradiction::ComputedCarried
                        | Contradiction::LengthWithoutText
                        | Contradiction::CalendarKind
                        | Contradiction::CalendarOrder
                        | Contradiction::CalendarEmpty
                        | Contradiction::ExceptionKind
                )
        )
    }
}
