//! What a handbook is made of.

/// A handbook, ready to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handbook {
    pub title: String,
    /// Particulars by name.
    pub facts: Vec<(String, String)>,
    pub sections: Vec<Section>,
}

/// A part with a heading of its own, to which others can point.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// Where links go: `form-industry`, `rule-R030`.
    pub anchor: String,
    pub title: String,
    pub blocks: Vec<Block>,
    /// Parts of this part.
    pub parts: Vec<Section>,
}

/// One thing under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Line(Vec<Span>),
    /// What is said by name: 理由, 出处.
    Facts(Vec<(String, Vec<Span>)>),
    /// Things with a name each, such as fields: a table on paper, a list in plain text.
    Entries {
        /// What stands over the columns of the table: name, key, facts, words.
        heads: [&'static str; 4],
        entries: Vec<Entry>,
    },
    Items(Vec<Vec<Span>>),
}

/// One of several things of a kind.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// Where links go; empty where none do.
    pub anchor: String,
    /// Heading over this one and those that follow; empty where it is that of the one before.
    pub group: String,
    /// Level under the entry above: 其中.
    pub indent: u8,
    pub name: String,
    pub key: String,
    /// Short facts: 千元, 必填.
    pub facts: Vec<Vec<Span>>,
    /// Longer words, each ending with a full stop.
    pub words: Vec<Vec<Span>>,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    Text(String),
    /// A formula, a key or a value.
    Code(String),
    /// A pointer to another part.
    Link {
        to: String,
        text: String,
    },
}

impl Span {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn code(text: impl Into<String>) -> Self {
        Self::Code(text.into())
    }

    pub(super) fn link(to: String, text: impl Into<String>) -> Self {
        Self::Link { to, text: text.into() }
    }
}

/// Several things in a row, with a mark between them.
pub(super) fn joined(spans: impl IntoIterator<Item = Span>, between: &str) -> Vec<Span> {
    let mut joined = Vec::new();
    for span in spans {
        if !joined.is_empty() {
            joined.push(Span::text(between));
        }
        joined.push(span);
    }
    joined
}
