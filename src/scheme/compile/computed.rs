//! Conditions and computed fields, and the order in which they are computed.

use super::formulas::{Formulas, Source};
use super::{CompiledField, CompiledForm, ComputedCell};
use crate::formula::{self, Computed, Context, Expect, FieldId, FieldInfo, FormId, Reach, Read};
use crate::measure::{Column, Measure};
use crate::number::Unit;
use crate::scheme::error::{Errors, Part, Problem};
use crate::scheme::load::{FieldOrigin, FormOrigin, Origins, limits};
use crate::scheme::model::{FieldDef, FieldType, Scheme};
use std::collections::BTreeMap;

pub(super) fn compile_forms(
    scheme: &Scheme,
    origins: &Origins,
    formulas: &mut Formulas<'_, '_, '_>,
) -> Vec<CompiledForm> {
    let none = FormOrigin::default();
    scheme
        .form_ids()
        .map(|id| {
            let origin = origins.forms.get(id.index()).unwrap_or(&none);
            compile_form(scheme, id, origin, formulas)
        })
        .collect()
}

fn compile_form(scheme: &Scheme, id: FormId, origin: &FormOrigin, formulas: &mut Formulas<'_, '_, '_>) -> CompiledForm {
    let form = &scheme[id];
    let (part, name) = (Part::Form, form.key.as_str());
    let yes_or_no = |form| Context { form: Some(form), expect: Expect::Bool, ..Context::default() };
    let applies = form.over().zip(form.applies()).and_then(|(roster, text)| {
        let source = Source { text, span: origin.applies, part, name, attribute: "applies", whose: None };
        formulas.formula(source, yes_or_no(roster))
    });
    let keep = form.detail().and_then(|detail| detail.keep.as_deref()).and_then(|text| {
        let source = Source { text, span: origin.keep, part, name, attribute: "keep", whose: None };
        formulas.formula(source, yes_or_no(id))
    });
    let none = FieldOrigin::default();
    let fields = form
        .field_ids()
        .map(|field| {
            let origin = origin.fields.get(field.index()).unwrap_or(&none);
            compile_field(scheme, (id, field), origin, formulas)
        })
        .collect();
    CompiledForm { applies, keep, fields }
}

fn compile_field(
    scheme: &Scheme,
    (form, id): (FormId, FieldId),
    origin: &FieldOrigin,
    formulas: &mut Formulas<'_, '_, '_>,
) -> CompiledField {
    let field = &scheme[form][id];
    let own = Context { form: Some(form), it: Some(id), ..Context::default() };
    if let Some(found) = field.same_as.clone().filter(|name| scheme.field_named(name).is_none()) {
        let problem = Problem::UnknownName { part: Part::Field, within: String::new(), found, nearest: None };
        formulas.errors.add(origin.same_as, problem);
    }
    let source =
        |text, span, attribute| Source { text, span, part: Part::Field, name: &field.key, attribute, whose: None };
    let when = field.when.as_deref().and_then(|text| {
        let source = source(text, origin.when, "when");
        formulas.formula(source, Context { expect: Expect::Bool, ..own })
    });
    let mut compute = Vec::new();
    if let Some(text) = field.compute.as_deref() {
        let expect = expected(formulas, form, id, field);
        for &column in field.columns() {
            let source = source(text, origin.compute, "compute");
            let in_column = (field.measure != Measure::Plain).then_some(column);
            let Some(formula) = formulas.formula(source, Context { column: in_column, expect, ..own }) else {
                break; // the other columns would only repeat it
            };
            compute.push((column, formula));
        }
    }
    CompiledField { when, compute }
}

/// What a computed field's formula has to give.
fn expected(formulas: &Formulas<'_, '_, '_>, form: FormId, id: FieldId, field: &FieldDef) -> Expect {
    match field.kind {
        FieldType::Number => Expect::Number(formulas.world.field(form, id).map_or(Unit::PLAIN, FieldInfo::unit)),
        FieldType::Code(list) => Expect::Code(list),
        FieldType::Date => Expect::Date,
        FieldType::Month => Expect::Month,
        FieldType::Bool => Expect::Bool,
        _ => Expect::Text,
    }
}

/// All computed cells in an order in which each comes after those it reads; notes cycles and chains that are too long.
///
/// A field's `when` counts as read wherever the field is read: a field that does not apply is missing.
pub(super) fn in_order(
    scheme: &Scheme,
    origins: &Origins,
    forms: &[CompiledForm],
    errors: &mut Errors,
) -> Vec<ComputedCell> {
    let mut cells = Vec::new();
    let mut reads: Vec<Vec<Read>> = Vec::new();
    for (form_at, form) in forms.iter().enumerate() {
        let id = FormId::at(form_at);
        for (field_at, field) in form.fields.iter().enumerate() {
            let field_id = FieldId::at(field_at);
            for &column in scheme[id][field_id].columns() {
                let compute =
                    field.compute.iter().find(|(computed, _)| *computed == column).map(|(_, formula)| formula);
                if compute.is_none() && field.when.is_none() {
                    continue;
                }
                let behind = field.when.iter().chain(compute);
                reads.push(behind.flat_map(|formula| formula.reads().iter().copied()).collect());
                cells.push((ComputedCell { form: id, field: field_id, column }, compute.is_some()));
            }
        }
    }
    let nodes: Vec<Computed<'_>> = cells
        .iter()
        .zip(&reads)
        .map(|((cell, _), reads)| Computed { form: cell.form, field: cell.field, column: cell.column, reads })
        .collect();
    match formula::order(&nodes) {
        Ok(order) => {
            check_effort(scheme, origins, &nodes, &order, errors);
            order
                .into_iter()
                .filter_map(|at| cells.get(at))
                .filter(|(_, computed)| *computed)
                .map(|(cell, _)| *cell)
                .collect()
        }
        Err(cycles) => {
            for cycle in cycles {
                note_cycle(scheme, origins, &nodes, &cycle, errors);
            }
            Vec::new()
        }
    }
}

fn origin_of(origins: &Origins, form: FormId, field: FieldId) -> FieldOrigin {
    let form = origins.forms.get(form.index());
    form.and_then(|form| form.fields.get(field.index())).cloned().unwrap_or_default()
}

fn note_cycle(scheme: &Scheme, origins: &Origins, nodes: &[Computed<'_>], cycle: &[usize], errors: &mut Errors) {
    let cells: Vec<_> = cycle.iter().filter_map(|&at| nodes.get(at)).collect();
    let name = |node: &&Computed<'_>| scheme[node.form][node.field].cell_label(node.column);
    let mut fields: Vec<String> = cells.iter().map(name).collect();
    fields.extend(cells.first().map(name));
    if let Some(first) = cells.first() {
        let origin = origin_of(origins, first.form, first.field);
        errors.add(origin.compute, Problem::Cycle { fields });
    }
}

/// Computed cells are evaluated one inside the other, so that chains are bounded in length and in what they cost.
fn check_effort(scheme: &Scheme, origins: &Origins, nodes: &[Computed<'_>], order: &[usize], errors: &mut Errors) {
    let mut efforts: BTreeMap<(FormId, FieldId, Column), Effort> = BTreeMap::new();
    for node in order.iter().filter_map(|&at| nodes.get(at)) {
        let field = &scheme[node.form][node.field];
        let formulas: String = field.when.iter().chain(&field.compute).map(String::as_str).collect();
        let mut effort = Effort { depth: 1, cost: 1 };
        for read in node.reads {
            let Read::Cell { form, field, column, reach, .. } = read else { continue };
            let Some(below) = efforts.get(&(*form, *field, *column)) else { continue };
            let rows = if *reach == Reach::All { limits::COMPUTED_ROWS } else { 1 };
            let times = times_named(&formulas, &scheme[*form][*field]).saturating_mul(rows);
            effort.depth = effort.depth.max(below.depth + 1);
            effort.cost = effort.cost.saturating_add(below.cost.saturating_mul(times));
        }
        let origin = origin_of(origins, node.form, node.field);
        if effort.depth > limits::COMPUTED_DEPTH {
            errors.add(origin.compute, Problem::ComputedTooDeep { limit: limits::COMPUTED_DEPTH });
            return;
        }
        if effort.cost > limits::COMPUTED_COST {
            errors.add(origin.compute, Problem::ComputedTooCostly);
            return;
        }
        efforts.insert((node.form, node.field, node.column), effort);
    }
}

/// What computing a cell takes, at most.
#[derive(Clone, Copy)]
struct Effort {
    depth: usize,
    cost: usize,
}

/// How often a formula may name a field, at most: by any of its names.
fn times_named(formula: &str, field: &FieldDef) -> usize {
    let names = [&field.key, &field.code, &field.label, &field.short];
    let times: usize =
        names.into_iter().filter(|name| !name.is_empty()).map(|name| formula.matches(name.as_str()).count()).sum();
    times.max(1)
}
