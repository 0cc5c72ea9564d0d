//! Report tables: the formulas of their columns, each of which sees those before it.

use super::formulas::{Formulas, Source};
use crate::formula::{Compiled, Context, Expect, FormId, FormInfo, ListId, Sources, TableColumn, TableNames, Type};
use crate::number::Unit;
use crate::scheme::error::{Contradiction, Part, Problem};
use crate::scheme::load::{Origins, TableOrigin};
use crate::scheme::model::{Scheme, TableColumnDef, TableColumnKind, TableDef, TableRows};

/// A report table with its formulas ready.
#[derive(Debug, Clone)]
pub(crate) struct CompiledTable {
    pub(crate) filter: Option<Compiled>,
    pub(crate) title: Option<Compiled>,
    /// Whether a row met its target.
    pub(crate) met: Option<Compiled>,
    pub(crate) columns: Vec<CompiledColumn>,
}

/// A column with its formula.
#[derive(Debug, Clone)]
pub(crate) struct CompiledColumn {
    /// None where the order of the rows says what stands there.
    pub(crate) formula: Option<Compiled>,
    /// In which the cells are shown; the plain number for what is no quantity.
    pub(crate) unit: Unit,
    pub(crate) sources: Sources,
    /// Whether it is worked out from records: it stays empty for an office that has not reported.
    pub(crate) needs_data: bool,
    /// Whether it tells figures of single units when there are few of them.
    pub(crate) sensitive: bool,
    /// Whether it names units.
    pub(crate) names: bool,
}

pub(super) fn compile_tables(
    scheme: &Scheme,
    origins: &Origins,
    formulas: &mut Formulas<'_, '_, '_>,
) -> Vec<CompiledTable> {
    let none = TableOrigin::default();
    let compile = |(at, table)| {
        let origin = origins.tables.get(at).unwrap_or(&none);
        let compiled = compile_table(scheme, table, origin, formulas);
        formulas.table = None;
        compiled
    };
    scheme.tables.iter().enumerate().map(compile).collect()
}

fn compile_table(
    scheme: &Scheme,
    def: &TableDef,
    origin: &TableOrigin,
    formulas: &mut Formulas<'_, '_, '_>,
) -> CompiledTable {
    let form = if let TableRows::Records(form) = def.rows { Some(form) } else { None };
    formulas.table = Some(TableNames {
        columns: Vec::new(),
        item: if let TableRows::List(list) = def.rows { Some(list) } else { None },
        totals: form.is_none(),
        part: def.rows == TableRows::Offices,
    });
    let (part, name) = (Part::Table, def.key.as_str());
    let formula = |text: &Option<String>, span, attribute, context, formulas: &mut Formulas<'_, '_, '_>| {
        formulas.formula(Source { text: text.as_deref()?, span, part, name, attribute, whose: None }, context)
    };
    let yes_or_no = Context { form, expect: Expect::Bool, ..Context::default() };
    let filter = formula(&def.filter, origin.filter, "where", yes_or_no, formulas);
    let text = Context { form, expect: Expect::Text, ..Context::default() };
    let title = formula(&def.title, origin.title, "title", text, formulas);
    let mut columns: Vec<CompiledColumn> = Vec::new();
    for (at, column) in def.columns.iter().enumerate() {
        let of = origin.columns.get(at).copied().unwrap_or_default();
        let source = column.formula.as_deref().map(|text| Source {
            text,
            span: of.formula,
            part: Part::TableColumn,
            name: &column.key,
            attribute: "formula",
            whose: Some(&def.label),
        });
        let compiled = compile_column(scheme, column, form, source, of.unit, &columns, formulas);
        let kind = kind_of(scheme, column, &compiled);
        if let Some(names) = &mut formulas.table {
            let (key, label, group) = (column.key.clone(), column.label.clone(), column.group.clone());
            names.columns.push(TableColumn { key, label, group, kind });
        }
        let counted = column.count.or(def.count).is_some();
        if def.public && compiled.sensitive && !counted {
            formulas.errors.add(of.key, Problem::Contradiction(Contradiction::PublicWithoutCount));
        }
        columns.push(compiled);
    }
    for (column, of) in def.columns.iter().zip(&origin.columns) {
        let same = |at: &usize| {
            let fits = |part: &TableColumnDef| part.kind == TableColumnKind::Amount && part.unit == column.unit;
            def.columns.get(*at).is_some_and(fits)
        };
        if !column.parts.iter().all(same) {
            formulas.errors.add(of.key, Problem::Contradiction(Contradiction::PartsDiffer));
        }
    }
    let met = def.rank.as_ref().map(|rank| &rank.met);
    let met = met.and_then(|met| formula(met, origin.met, "met", yes_or_no, formulas));
    CompiledTable { filter, title, met, columns }
}

fn compile_column(
    scheme: &Scheme,
    column: &TableColumnDef,
    form: Option<FormId>,
    source: Option<Source<'_>>,
    unit_span: crate::scheme::load::Span,
    before: &[CompiledColumn],
    formulas: &mut Formulas<'_, '_, '_>,
) -> CompiledColumn {
    let unit = match column.unit.as_deref().map(Unit::parse).transpose() {
        Ok(unit) => unit,
        Err(unknown) => {
            let nearest = unknown.nearest.map(str::to_owned);
            formulas.errors.add(unit_span, Problem::UnknownUnit { found: unknown.text, nearest });
            None
        }
    };
    let expect = match column.kind {
        TableColumnKind::Amount | TableColumnKind::Figure => unit.map_or(Expect::AnyNumber, Expect::Number),
        TableColumnKind::Percent | TableColumnKind::Points => Expect::Number(Unit::percent()),
        TableColumnKind::Colour => column.colours.map_or(Expect::Any, |at| Expect::Code(colour_list(scheme, at))),
        _ => Expect::Any,
    };
    let context = Context { form, expect, ..Context::default() };
    let formula = source.and_then(|source| formulas.formula(source, context));
    let sources = formula.as_ref().map(Compiled::sources).unwrap_or_default();
    let any = |of: fn(&CompiledColumn) -> bool| sources.columns.iter().filter_map(|&at| before.get(at)).any(of);
    // Rows of units and projects are the units' own figures; an office's single record is already a total.
    let unit_level = |form: FormId| formulas.world.form(form).is_some_and(FormInfo::is_over_units);
    let sensitive = column.kind.is_number()
        && (sources.rows.iter().any(|(form, values)| *values && unit_level(*form)) || any(|column| column.sensitive));
    CompiledColumn {
        unit: formula.as_ref().map_or(Unit::PLAIN, Compiled::unit),
        needs_data: sources.cells || !sources.rows.is_empty() || any(|column| column.needs_data),
        names: sources.names || any(|column| column.names),
        sensitive,
        formula,
        sources,
    }
}

/// How other columns see it.
fn kind_of(scheme: &Scheme, column: &TableColumnDef, compiled: &CompiledColumn) -> Type {
    match (column.kind, &compiled.formula) {
        (TableColumnKind::Colour, _) => column.colours.map_or(Type::Text, |at| Type::Code(colour_list(scheme, at))),
        (_, Some(formula)) => formula.type_of(),
        (_, None) => Type::Number(Unit::PLAIN),
    }
}

/// Where the names of a set of colours stand among the code lists that formulas know: behind those of the scheme.
pub(super) fn colour_list(scheme: &Scheme, colours: usize) -> ListId {
    ListId::at(scheme.lists.len() + colours)
}
