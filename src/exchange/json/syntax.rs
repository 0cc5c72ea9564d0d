//! What can be wrong with a JSON text, as facts, and how much one may hold.

/// How much a file may hold. Beyond it the file is refused with a sentence instead of being worked on for minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Bytes of a bundle, with all the files in it.
    pub bundle: usize,
    /// Levels of lists and objects.
    pub depth: usize,
    /// Values of any kind in the whole file.
    pub values: usize,
    /// Bytes of one text. A cell has a few thousand at most; sentences repeat what it holds.
    pub text: usize,
    /// Records of one form.
    pub records: usize,
    /// False for figures alone: cells that this program would have written otherwise are not looked for, and number cells
    /// that are written in the usual way come without their text. It takes half the time.
    pub whole: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 64 * 1024 * 1024,
            bundle: 1024 * 1024 * 1024,
            depth: 32,
            values: 4_000_000,
            text: 256 * 1024,
            records: crate::workbook::MOST_RECORDS,
            whole: true,
        }
    }
}

/// Where in the text something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The names and positions (from 1) that lead there: `forms`, `industry`, `3`.
    pub within: Vec<String>,
}

/// Why a text is not JSON that we read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Syntax,
}

/// What is wrong with a JSON text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// It ends in the middle: the file was cut short.
    EndsEarly,
    /// Something else than what must stand here.
    Unexpected {
        /// What stands there.
        found: char,
        /// What must.
        expected: Expected,
    },
    /// A comma or colon as the Chinese keyboard types it: somebody edited the file.
    FullWidth {
        /// The character.
        found: char,
    },
    /// A comma before a closing bracket.
    TrailingComma,
    /// `NaN`, `Infinity` and the like.
    NotFinite {
        /// As written.
        word: String,
    },
    /// A word that is no value: `None`, `undefined`, an unquoted text.
    Word {
        /// As written, cut to a length that can be shown.
        word: String,
    },
    /// Digits that are no JSON number: `007`, `+1`, `.5`, `1.`.
    BadNumber {
        /// As written, cut.
        text: String,
    },
    /// A number too large or too small to be kept exactly: `1e999`.
    NumberRange {
        /// As written, cut.
        text: String,
    },
    /// More than 15 significant digits, which readers would not keep.
    NumberDigits {
        /// As written, cut.
        text: String,
        /// How many there are.
        digits: usize,
    },
    /// A raw control character (also a line break) inside a text.
    Control {
        /// Its code point.
        code: u32,
    },
    /// A backslash before something that it does not go with.
    BadEscape,
    /// Half of a surrogate pair, `\ud800`: no character.
    LoneSurrogate,
    /// The same name twice in one object.
    DuplicateName {
        /// The name, cut.
        name: String,
    },
    /// More levels than [`Limits::depth`].
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// More values than [`Limits::values`].
    TooManyValues {
        /// The limit.
        limit: usize,
    },
    /// A text of more bytes than [`Limits::text`].
    TooLongText {
        /// The limit.
        limit: usize,
    },
    /// Something after the end.
    AfterEnd,
}

/// What must stand at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A value.
    Value,
    /// A name in quotation marks.
    Name,
    /// `:`
    Colon,
    /// `,` or `}`.
    CommaOrBrace,
    /// `,` or `]`.
    CommaOrBracket,
}
