//! Message templates: text with `{formula}` in it.

use super::compile::{Compiled, Context, Expect, Parses};
use super::data::{Data, RowRef};
use super::error::{Fault, FormulaError, Problem};
use super::eval::Memo;
use super::reads::Read;
use super::span::Span;
use super::value::Value;
use super::world::World;

/// A checked message template.
///
/// `{formula}` prints the formula's value with its unit: numbers grouped, in the unit of the first quantity in the formula;
/// quotients of like quantities and `growth()` in per cent with one decimal place; codes by their labels; 未填 for missing.
/// `{x as 万元}` chooses another unit. `{{` and `}}` stand for braces.
#[derive(Debug, Clone)]
pub struct Template {
    parts: Vec<Part>,
    reads: Vec<Read>,
}

#[derive(Debug, Clone)]
enum Part {
    Text(String),
    Hole(Box<Compiled>),
}

impl Template {
    /// Checks a template. [`Context::expect`] is ignored.
    ///
    /// # Errors
    /// The mistakes of all formulas in it, with places in the template.
    pub fn compile(source: &str, world: &World, context: Context) -> Result<Self, Vec<FormulaError>> {
        Self::compile_with(&mut Parses::default(), source, world, context)
    }

    /// As [`Template::compile`], parsing each formula once.
    ///
    /// # Errors
    /// As [`Template::compile`].
    pub fn compile_with(
        parses: &mut Parses,
        source: &str,
        world: &World,
        context: Context,
    ) -> Result<Self, Vec<FormulaError>> {
        let context = Context { expect: Expect::Any, ..context };
        let (pieces, mut errors) = pieces(source);
        let mut parts = Vec::with_capacity(pieces.len());
        let mut reads = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => parts.push(Part::Text(text)),
                Piece::Hole(span) => match parses.compile(span.of(source), world, context) {
                    Ok(compiled) => {
                        reads.extend_from_slice(compiled.reads());
                        parts.push(Part::Hole(Box::new(compiled)));
                    }
                    Err(inside) => errors.extend(inside.into_iter().map(|error| error.moved(span.start))),
                },
            }
        }
        if !errors.is_empty() {
            errors.sort_by_key(|error| error.span);
            return Err(errors);
        }
        reads.sort_unstable();
        reads.dedup();
        Ok(Self { parts, reads })
    }

    /// The sentence for a row, values with their units.
    ///
    /// # Errors
    /// As [`Compiled::eval`].
    pub fn render(&self, data: &dyn Data, row: impl Into<Option<RowRef>>) -> Result<String, Fault> {
        let row = row.into();
        self.written(|compiled| compiled.eval(data, row))
    }

    /// As [`Template::render`], with a memo.
    pub fn render_with(&self, data: &dyn Data, row: impl Into<Option<RowRef>>, memo: &Memo) -> Result<String, Fault> {
        let row = row.into();
        self.written(|compiled| compiled.eval_with(data, row, memo))
    }

    /// The values in the sentence for a row, as they stand there; [`Template::around`] puts the words around them again.
    ///
    /// # Errors
    /// As [`Compiled::eval`].
    pub fn values_with(&self, data: &dyn Data, row: RowRef, memo: &Memo) -> Result<Vec<String>, Fault> {
        self.holes().map(|hole| Ok(hole.as_text(hole.eval_with(data, row, memo)?.as_ref()))).collect()
    }

    /// The sentence with these values in it.
    pub fn around<'v>(&self, values: impl IntoIterator<Item = &'v str>) -> String {
        let mut values = values.into_iter();
        let part = |part: &Part| match part {
            Part::Text(text) => text.clone(),
            Part::Hole(_) => values.next().unwrap_or_default().to_owned(),
        };
        self.parts.iter().map(part).collect()
    }

    fn written(&self, eval: impl Fn(&Compiled) -> Result<Option<Value>, Fault>) -> Result<String, Fault> {
        let mut sentence = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => sentence.push_str(text),
                Part::Hole(compiled) => sentence.push_str(&compiled.as_text(eval(compiled)?.as_ref())),
            }
        }
        Ok(sentence)
    }

    /// Everything that the sentence depends on, sorted, each once.
    pub fn reads(&self) -> &[Read] {
        &self.reads
    }

    /// The words as they stand, and the formulas between them.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Result<&str, &Compiled>> {
        self.parts.iter().map(|part| match part {
            Part::Text(text) => Ok(text.as_str()),
            Part::Hole(compiled) => Err(&**compiled),
        })
    }

    /// The formulas in it.
    pub fn holes(&self) -> impl Iterator<Item = &Compiled> {
        self.parts.iter().filter_map(|part| if let Part::Hole(compiled) = part { Some(&**compiled) } else { None })
    }
}

enum Piece {
    Text(String),
    /// The formula between braces.
    Hole(Span),
}

fn pieces(source: &str) -> (Vec<Piece>, Vec<FormulaError>) {
    let mut pieces = Vec::new();
    let mut errors = Vec::new();
    let mut text = String::new();
    let mut chars = source.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let doubled = matches!(c, '{' | '}') && chars.next_if(|(_, next)| *next == c).is_some();
        if doubled || !matches!(c, '{' | '}') {
            text.push(c);
            continue;
        }
        let end = if c == '{' { closing(source, at + 1) } else { None };
        let Some(end) = end else {
            errors.push(FormulaError { span: Span::new(at, at + 1), problem: Problem::Brace { found: c } });
            continue;
        };
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(Piece::Hole(Span::new(at + 1, end)));
        while chars.next_if(|(next, _)| *next <= end).is_some() {}
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    (pieces, errors)
}

/// Where the formula that starts here ends: at the first `}` outside quotation marks.
fn closing(source: &str, from: usize) -> Option<usize> {
    let mut until: Option<char> = None;
    for (at, c) in source.get(from..)?.char_indices() {
        match until {
            Some(close) if c == close => until = None,
            Some(_) => {}
            None => match c {
                '}' => return Some(from + at),
                '{' => return None,
                '"' | '\'' => until = Some(c),
                '“' => until = Some('”'),
                '‘' => until = Some('’'),
                '【' => until = Some('】'),
                _ => {}
            },
        }
    }
    None
}
