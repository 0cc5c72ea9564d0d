//! Compiles the formulas of a scheme, so that none of them can fail at run time for a mistake in the scheme.

mod bulletins;
mod colours;
mod computed;
mod expand;
mod formulas;
mod rules;
mod tables;
mod world;

use super::error::Errors;
use super::load::{Origins, Sources};
use super::model::{ColourDef, Scheme};
use crate::formula::{Compiled, FieldId, FormId, Read, Template, World};
use crate::ids::RuleId;
use crate::measure::Column;
pub use colours::CompiledColour;
use formulas::Formulas;
use std::ops::Deref;
use std::sync::OnceLock;
pub(crate) use tables::{CompiledColumn, CompiledTable};

/// A scheme with its formulas checked and ready. It never changes; share it in an `Arc`.
///
/// Dereferences to the [`Scheme`], so that `compiled[form]` and `compiled.form("units")` work.
#[derive(Debug, Clone, Default)]
pub struct CompiledScheme {
    scheme: Scheme,
    world: World,
    forms: Vec<CompiledForm>,
    /// Compiled when first asked for in a scheme that a test has loaded.
    rules: OnceLock<RuleSet>,
    computed: Vec<ComputedCell>,
    colours: Vec<Vec<CompiledColour>>,
    /// Compiled when first asked for in a scheme that a test has loaded.
    tables: OnceLock<Vec<CompiledTable>>,
    /// Made when first asked for: opening the page needs none.
    digest: OnceLock<String>,
}

#[derive(Debug, Clone, Default)]
struct RuleSet {
    rules: Vec<CompiledRule>,
    /// Positions in `rules`, by form.
    of: Vec<Vec<usize>>,
}

impl RuleSet {
    fn new(rules: Vec<CompiledRule>, forms: usize) -> Self {
        let mut of = vec![Vec::new(); forms];
        for (at, rule) in rules.iter().enumerate() {
            if let Some(of) = of.get_mut(rule.form.index()) {
                of.push(at);
            }
        }
        Self { rules, of }
    }
}

/// A rule for one form and, when it has `each`, one field.
#[derive(Debug, Clone)]
pub struct CompiledRule {
    /// The rule as the scheme states it.
    pub rule: RuleId,
    /// The form whose records it looks at.
    pub form: FormId,
    /// The field that `it` (本指标) is, for a rule with `each`.
    pub it: Option<FieldId>,
    /// Applies only where this is true.
    pub when: Option<Compiled>,
    /// True passes, false fails, missing is undecided.
    pub check: Compiled,
    /// The sentence of a finding.
    pub message: Template,
    /// The cells that a finding points at: of the record itself, or of the same roster member in another form.
    ///
    /// Of a field by months, a column that is none of its twelve stands for the month of the period.
    pub cells: Vec<(FormId, FieldId, Column)>,
    /// Everything that the three formulas read, sorted, each once.
    pub reads: Vec<Read>,
}

/// One cell whose value comes from a formula.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComputedCell {
    pub form: FormId,
    pub field: FieldId,
    pub column: Column,
}

#[derive(Debug, Clone, Default)]
struct CompiledForm {
    applies: Option<Compiled>,
    keep: Option<Compiled>,
    fields: Vec<CompiledField>,
}

#[derive(Debug, Clone, Default)]
struct CompiledField {
    when: Option<Compiled>,
    compute: Vec<(Column, Compiled)>,
}

impl Deref for CompiledScheme {
    type Target = Scheme;

    fn deref(&self) -> &Scheme {
        &self.scheme
    }
}

impl CompiledScheme {
    /// SHA-256 in lower-case hexadecimal over what the scheme says, however its files say it.
    pub fn digest(&self) -> &str {
        self.digest.get_or_init(|| super::digest::digest(&self.scheme))
    }

    /// The definitions.
    pub const fn scheme(&self) -> &Scheme {
        &self.scheme
    }

    /// What names in formulas can stand for; roll-up columns and colours are compiled against it.
    pub const fn world(&self) -> &World {
        &self.world
    }

    /// Every rule, repeated for each form and field it is about, in the order of the scheme.
    pub fn compiled_rules(&self) -> &[CompiledRule] {
        &self.rule_set().rules
    }

    fn rule_set(&self) -> &RuleSet {
        self.rules.get_or_init(|| {
            let (sources, mut errors) = (Sources::new(&[], &[]), Errors::default());
            let mut formulas = Formulas::new(&self.world, &sources, &mut errors);
            let rules = rules::compile_rules(&self.scheme, &Origins::default(), &mut formulas);
            RuleSet::new(rules, self.scheme.forms.len())
        })
    }

    /// The rules that look at records of a form, with their positions in [`Self::compiled_rules`].
    pub fn rules_of(&self, form: FormId) -> impl Iterator<Item = (usize, &CompiledRule)> {
        let RuleSet { rules, of } = self.rule_set();
        let positions = of.get(form.index()).map(Vec::as_slice).unwrap_or_default();
        positions.iter().filter_map(|&at| Some((at, rules.get(at)?)))
    }

    /// The report tables, in the order of the scheme.
    pub(crate) fn compiled_tables(&self) -> &[CompiledTable] {
        self.tables.get_or_init(|| {
            let (sources, mut errors) = (Sources::new(&[], &[]), Errors::default());
            let mut formulas = Formulas::new(&self.world, &sources, &mut errors);
            tables::compile_tables(&self.scheme, &Origins::default(), &mut formulas)
        })
    }

    /// The colours of the records of a form: their definition and their rules.
    pub fn colours_of(&self, form: FormId) -> Option<(&ColourDef, &[CompiledColour])> {
        let at = self.scheme.colours.iter().position(|colours| colours.form == Some(form))?;
        Some((self.scheme.colours.get(at)?, self.colours.get(at)?))
    }

    /// The formula of a computed cell.
    pub fn compute(&self, form: FormId, field: FieldId, column: Column) -> Option<&Compiled> {
        let cells = &self.field(form, field)?.compute;
        cells.iter().find(|(computed, _)| *computed == column).map(|(_, formula)| formula)
    }

    /// The condition under which a field is asked, evaluated on the record; without one it always is.
    pub fn field_when(&self, form: FormId, field: FieldId) -> Option<&Compiled> {
        self.field(form, field)?.when.as_ref()
    }

    /// The condition under which a row of details is carried over, evaluated on it; without one it always is.
    pub fn keep(&self, form: FormId) -> Option<&Compiled> {
        self.forms.get(form.index())?.keep.as_ref()
    }

    /// The condition under which a form applies, evaluated on the roster row; without one it always does.
    pub fn applies(&self, form: FormId) -> Option<&Compiled> {
        self.forms.get(form.index())?.applies.as_ref()
    }

    /// All computed cells in an order in which each comes after those it reads.
    pub fn computed(&self) -> &[ComputedCell] {
        &self.computed
    }

    fn field(&self, form: FormId, field: FieldId) -> Option<&CompiledField> {
        self.forms.get(form.index())?.fields.get(field.index())
    }
}

#[cfg(test)]
impl CompiledScheme {
    /// A scheme without formulas, for tests of what needs none.
    pub(crate) fn plain(scheme: Scheme) -> Self {
        Self { scheme, ..Self::default() }
    }
}

/// Compiles every formula; what is wrong is noted. `None` when anything is wrong, here or before.
///
/// With `waiting` rules and tables are compiled when they are asked for: only for a scheme whose rules a test has compiled.
pub(crate) fn compile(
    scheme: Scheme,
    origins: &Origins,
    sources: &Sources<'_>,
    errors: &mut Errors,
    waiting: bool,
) -> Option<CompiledScheme> {
    let mut world = world::build(&scheme, origins, sources, errors);
    let colours = colours::compile_colours(&scheme, origins, &mut Formulas::new(&world, sources, errors));
    colours::name_colours(&scheme, &colours, &mut world);
    let mut formulas = Formulas::new(&world, sources, errors);
    let forms = computed::compile_forms(&scheme, origins, &mut formulas);
    let rules = OnceLock::new();
    if !waiting {
        let compiled = rules::compile_rules(&scheme, origins, &mut formulas);
        rules.get_or_init(|| RuleSet::new(compiled, scheme.forms.len()));
    }
    let tables = OnceLock::new();
    if !waiting {
        let compiled = tables::compile_tables(&scheme, origins, &mut formulas);
        tables.get_or_init(|| compiled);
    }
    if !waiting {
        bulletins::check_bulletins(&scheme, origins, sources, errors);
    }
    let computed = computed::in_order(&scheme, origins, &forms, errors);
    if !errors.is_empty() {
        return None;
    }
    Some(CompiledScheme { scheme, world, forms, rules, computed, colours, tables, digest: OnceLock::new() })
}
