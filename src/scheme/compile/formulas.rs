//! Compiles single formulas and notes their mistakes at the true place in the file.

use crate::formula::{self, Compiled, Context, FormulaError, Parses, TableNames, Template, World};
use crate::scheme::error::{Errors, Part, Problem};
use crate::scheme::load::{Sources, Span, span_in_string};

/// The compiler of formulas, with what it needs to know.
pub(super) struct Formulas<'w, 's, 'e> {
    pub(super) world: &'w World,
    pub(super) sources: &'s Sources<'s>,
    pub(super) errors: &'e mut Errors,
    /// Names, types or units are uncertain: only mistakes of spelling are worth telling.
    shaken: bool,
    /// A rule for each field has one source.
    parses: Parses,
    /// What a formula of a report table may name besides.
    pub(super) table: Option<TableNames>,
}

/// One formula where it stands.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    /// The string in the file.
    pub(super) span: Span,
    /// Whose formula it is: the setting, form, field or rule.
    pub(super) part: Part,
    pub(super) name: &'a str,
    pub(super) attribute: &'static str,
    /// For whom a repeated formula was compiled: the name of the field or form.
    pub(super) whose: Option<&'a str>,
}

impl<'w, 's, 'e> Formulas<'w, 's, 'e> {
    pub(super) fn new(world: &'w World, sources: &'s Sources<'s>, errors: &'e mut Errors) -> Self {
        let shaken = errors.is_shaken();
        Self { world, sources, errors, shaken, parses: Parses::default(), table: None }
    }

    pub(super) fn formula(&mut self, source: Source<'_>, context: Context) -> Option<Compiled> {
        match self.parses.compile_in(source.text, self.world, context, self.table.as_ref()) {
            Ok(compiled) => Some(compiled),
            Err(mistakes) => {
                self.note_all(source, &mistakes);
                None
            }
        }
    }

    pub(super) fn template(&mut self, source: Source<'_>, context: Context) -> Option<Template> {
        match Template::compile_with(&mut self.parses, source.text, self.world, context) {
            Ok(template) => Some(template),
            Err(mistakes) => {
                self.note_all(source, &mistakes);
                None
            }
        }
    }

    fn note_all(&mut self, source: Source<'_>, mistakes: &[FormulaError]) {
        for mistake in mistakes {
            if !self.shaken || is_spelling(&mistake.problem) {
                note(self.sources, source, mistake, self.errors);
            }
        }
    }
}

/// Notes a mistake of a formula at its true place.
pub(super) fn note(sources: &Sources<'_>, source: Source<'_>, mistake: &FormulaError, errors: &mut Errors) {
    let problem = Problem::Formula {
        part: source.part,
        name: source.name.to_owned(),
        attribute: source.attribute,
        whose: source.whose.filter(|_| !is_spelling(&mistake.problem)).map(str::to_owned),
        problem: Box::new(mistake.problem.clone()),
    };
    errors.add(span_in_string(sources, source.span, mistake.span.range()), problem);
}

/// Whether a mistake is in the formula itself, whatever its names mean.
fn is_spelling(problem: &formula::Problem) -> bool {
    use formula::Problem as P;
    matches!(
        problem,
        P::Empty
            | P::TooLong { .. }
            | P::TooDeep { .. }
            | P::UnknownCharacter(_)
            | P::Unclosed { .. }
            | P::BadNumber
            | P::UnitIncomplete { .. }
            | P::UnknownUnit { .. }
            | P::Expected { .. }
            | P::Chained
            | P::Brace { .. }
            | P::UnknownFunction { .. }
            | P::ArgumentCount { .. }
            | P::BadDate { .. }
    )
}
