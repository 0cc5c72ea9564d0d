//! A scheme whose formulas are checked and ready to run.

use std::collections::BTreeMap;
use std::ops::Deref;

use super::Scheme;
use crate::formula::{Compiled, Template, World};
use crate::ids::{FieldId, FormId, RuleId};
use crate::measure::Column;

/// One edit rule for one form and, for an each-rule, one field.
#[derive(Clone, Debug)]
pub struct CompiledRule {
    /// The rule as the scheme states it.
    pub rule: RuleId,
    /// The form whose records it looks at.
    pub form: FormId,
    /// The field that `it` stands for, of an each-rule.
    pub it: Option<FieldId>,
    /// Where it applies; `None` means everywhere.
    pub when: Option<Compiled>,
    /// What must hold.
    pub check: Compiled,
    /// The sentence of a finding.
    pub message: Template,
    /// The cells that a finding points at: those that the rule names, or the cells of the own record that it reads.
    pub cells: Vec<(FormId, FieldId, Column)>,
}

/// A scheme that was checked whole. It never changes, and nothing in it can fail at run time but arithmetic overflow.
///
/// It is the [`Scheme`] that it was made from, by `Deref`.
#[derive(Clone, Debug, Default)]
pub struct CompiledScheme {
    pub(super) scheme: Scheme,
    pub(super) world: World,
    pub(super) rules: Vec<CompiledRule>,
    /// Per form, in its order.
    pub(super) applies: Vec<Option<Compiled>>,
    pub(super) whens: BTreeMap<(FormId, FieldId), Compiled>,
    pub(super) computes: BTreeMap<(FormId, FieldId, Column), Compiled>,
}

impl CompiledScheme {
    /// What formulas can talk about.
    pub fn world(&self) -> &World {
        &self.world
    }

    /// The rules, each-rules spelled out, in the order of the scheme.
    pub fn compiled_rules(&self) -> &[CompiledRule] {
        &self.rules
    }

    /// To which members of its roster a form applies, as a formula on the roster row; `None`: to all.
    pub fn applies(&self, form: FormId) -> Option<&Compiled> {
        self.applies.get(form.index())?.as_ref()
    }

    /// When a field is asked, as a formula on its record; `None`: always.
    pub fn field_when(&self, form: FormId, field: FieldId) -> Option<&Compiled> {
        self.whens.get(&(form, field))
    }

    /// How a computed cell is computed; `None` for a cell that is typed.
    pub fn compute(&self, form: FormId, field: FieldId, column: Column) -> Option<&Compiled> {
        self.computes.get(&(form, field, column))
    }
}

impl Deref for CompiledScheme {
    type Target = Scheme;

    fn deref(&self) -> &Scheme {
        &self.scheme
    }
}

#[cfg(test)]
impl CompiledScheme {
    /// A scheme without formulas, for tests of what needs none.
    pub(crate) fn plain(scheme: Scheme) -> Self {
        Self { scheme, ..Self::default() }
    }
}
