//! Report tables.

use super::super::layer::Layer;
use super::super::reader::Reader;
use super::super::tree::{Entry, Table};
use super::super::{Located, Span, limits};
use super::{Names, Origins, check_key, within};
use crate::formula::nearest;
use crate::scheme::error::{Contradiction, Errors, Part, Problem};
use crate::scheme::model::{
    RankDef, Scheme, SortKey, TableColumnDef, TableColumnKind, TableDef, TableRows, TableTotal,
};

/// Where the formulas of a table stand.
#[derive(Debug, Default, Clone)]
pub(crate) struct TableOrigin {
    pub(crate) filter: Span,
    pub(crate) title: Span,
    pub(crate) met: Span,
    pub(crate) columns: Vec<ColumnOrigin>,
}

#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct ColumnOrigin {
    pub(crate) key: Span,
    pub(crate) formula: Span,
    pub(crate) unit: Span,
}

pub(super) fn read_tables(layer: &Layer, scheme: &mut Scheme, origins: &mut Origins, errors: &mut Errors) {
    let mut labels = Names::new(Part::Table, "名称");
    let mut numbers = Names::new(Part::Table, "表号");
    for entry in within(&layer.tables, limits::TABLES, Part::Table, |entry| entry.key_span, errors) {
        let (table, origin) = read_table(entry, scheme, &mut labels, &mut numbers, errors);
        scheme.tables.push(table);
        origins.tables.push(origin);
    }
}

fn read_table(
    entry: &Entry,
    scheme: &Scheme,
    labels: &mut Names,
    numbers: &mut Names,
    errors: &mut Errors,
) -> (TableDef, TableOrigin) {
    let mut def = TableDef { key: entry.key.clone(), ..TableDef::default() };
    let mut origin = TableOrigin::default();
    let Some(table) = entry.node.as_table() else { return (def, origin) };
    check_key(&Located { value: entry.key.clone(), span: entry.key_span }, Part::Table, errors);
    let mut reader = Reader::new(table, entry.key_span, Part::Table, &entry.key, errors);
    let label = reader.required("label");
    labels.add(label.as_ref(), reader.errors);
    def.label = label.map_or_else(|| entry.key.clone(), |label| label.value);
    let number = reader.required("number");
    numbers.add(number.as_ref(), reader.errors);
    def.number = number.map(|text| text.value).unwrap_or_default();
    let rows = reader.required("rows");
    def.rows = rows.map(|rows| read_rows(&rows, scheme, reader.errors)).unwrap_or_default();
    // What offices are called differs from level to level.
    let is_of_offices = def.rows == TableRows::Offices;
    let head = if is_of_offices { reader.text("head") } else { reader.required("head") };
    def.head = head.map(|text| text.value).unwrap_or_default();
    def.public = reader.bool("public").unwrap_or_default();
    def.total = reader.word("total", &TableTotal::ALL, TableTotal::key).unwrap_or_default();
    def.total_label = reader.text("total_label").map_or_else(|| "合计".to_owned(), |text| text.value);
    def.difference = reader.bool("difference").unwrap_or_default();
    def.by_rank = reader.word("order", &["fixed", "rank"], |word| word) == Some("rank");
    def.notes = reader.texts("notes").into_iter().flatten().map(|text| text.value).collect();

    let tables = reader.entries("columns").unwrap_or_default();
    if tables.is_empty() {
        let span = reader.node("columns").map_or(entry.key_span, |node| node.span);
        reader.errors.add(span, Problem::Contradiction(Contradiction::NoColumns));
    }
    let tables = within(&tables, limits::COLUMNS, Part::TableColumn, |column| column.1, reader.errors);
    let keys: Vec<&str> = tables.iter().map(|(table, _)| key_of(table)).collect();
    let mut names = (Names::new(Part::TableColumn, "名字"), Names::new(Part::TableColumn, "名称"));
    for (column, span) in tables {
        let (column, of) = read_column(column, *span, &keys, &def, scheme, &mut names, reader.errors);
        def.columns.push(column);
        origin.columns.push(of);
    }
    def.sort =
        reader.texts("sort").into_iter().flatten().filter_map(|key| sort_key(&key, &keys, reader.errors)).collect();
    def.count = reader.text("count").and_then(|key| column_named(&key, &keys, reader.errors));
    if let Some((table, span)) = reader.table("rank") {
        def.rank = Some(read_rank(table, span, &keys, &mut origin, reader.errors));
    }
    if matches!(def.rows, TableRows::Records(_)) {
        let filter = reader.text("where");
        let title = reader.text("title");
        origin.filter = filter.as_ref().map_or(entry.key_span, |text| text.span);
        origin.title = title.as_ref().map_or(entry.key_span, |text| text.span);
        def.filter = filter.map(|text| text.value);
        def.title = title.map(|text| text.value);
        def.group = reader.text("group").and_then(|key| column_named(&key, &keys, reader.errors));
        if def.public {
            let span = reader.node("public").map_or(entry.key_span, |node| node.span);
            reader.errors.add(span, Problem::Contradiction(Contradiction::RecordsPublic));
        }
    }
    let by_rank = def.by_rank || def.columns.iter().any(|column| is_ranked(column, def.rank.as_ref()));
    if by_rank && def.rank.is_none() {
        let span = reader.node("order").map_or(entry.key_span, |node| node.span);
        reader.errors.add(span, Problem::Contradiction(Contradiction::RankMissing));
    }
    reader.finish(&[("where", "逐条列出的表"), ("title", "逐条列出的表"), ("group", "逐条列出的表")]);
    (def, origin)
}

/// Whether a column needs the rank of its table.
fn is_ranked(column: &TableColumnDef, rank: Option<&RankDef>) -> bool {
    match column.kind {
        TableColumnKind::Rank => column.by.is_none() && rank.is_none(),
        TableColumnKind::RankBefore | TableColumnKind::Move => rank.is_none(),
        _ => false,
    }
}

fn key_of(table: &Table) -> &str {
    table.get("key").and_then(|key| key.as_text()).unwrap_or_default()
}

fn read_rows(found: &Located<String>, scheme: &Scheme, errors: &mut Errors) -> TableRows {
    let (kind, name) = found.value.split_once(':').unwrap_or((&found.value, ""));
    let unknown = |part, nearest: Option<String>| {
        let (within, found) = (String::new(), name.to_owned());
        Problem::UnknownName { part, within, found, nearest }
    };
    match kind {
        "offices" if name.is_empty() => TableRows::Offices,
        "list" => scheme.list(name).map_or_else(
            || {
                let nearest = nearest(name, scheme.lists.iter().map(|list| list.key.as_str()));
                errors.add(found.span, unknown(Part::List, nearest));
                TableRows::Offices
            },
            TableRows::List,
        ),
        "records" => scheme.form(name).map_or_else(
            || {
                let nearest = nearest(name, scheme.forms.iter().map(|form| form.key.as_str()));
                errors.add(found.span, unknown(Part::Form, nearest));
                TableRows::Offices
            },
            TableRows::Records,
        ),
        _ => {
            let allowed = ["offices", "list:代码表的名字", "records:报表的名字"].map(str::to_owned).to_vec();
            let problem = Problem::UnknownWord { key: "rows", found: found.value.clone(), nearest: None, allowed };
            errors.add(found.span, problem);
            TableRows::Offices
        }
    }
}

fn column_named(found: &Located<String>, keys: &[&str], errors: &mut Errors) -> Option<usize> {
    let at = keys.iter().position(|key| *key == found.value);
    if at.is_none() {
        let nearest = nearest(&found.value, keys.iter().copied());
        let (within, name) = (String::new(), found.value.clone());
        errors.add(found.span, Problem::UnknownName { part: Part::TableColumn, within, found: name, nearest });
    }
    at
}

/// `rate`, or `-rate` for the largest first.
fn sort_key(found: &Located<String>, keys: &[&str], errors: &mut Errors) -> Option<SortKey> {
    let (descending, key) = match found.value.strip_prefix('-') {
        Some(key) => (true, key),
        None => (false, found.value.as_str()),
    };
    let column = column_named(&Located { value: key.to_owned(), span: found.span }, keys, errors)?;
    Some(SortKey { column, descending })
}

fn read_rank(table: &Table, span: Span, keys: &[&str], origin: &mut TableOrigin, errors: &mut Errors) -> RankDef {
    let mut reader = Reader::new(table, span, Part::Table, "rank", errors);
    let by = reader.required("by").and_then(|key| column_named(&key, keys, reader.errors));
    let low_first = reader.word("best", &["high", "low"], |word| word) == Some("low");
    let ties =
        reader.texts("ties").into_iter().flatten().filter_map(|key| sort_key(&key, keys, reader.errors)).collect();
    let within = reader.text("within").and_then(|key| column_named(&key, keys, reader.errors));
    let previous = reader.bool("previous").unwrap_or_default();
    let mut rank = RankDef { by: by.unwrap_or_default(), low_first, ties, within, previous, ..RankDef::default() };
    if let Some((table, span)) = reader.table("flags") {
        let mut flags = Reader::new(table, span, Part::Table, "flags", reader.errors);
        let count = |number: Option<i64>| number.and_then(|number| usize::try_from(number).ok()).unwrap_or_default();
        rank.red = count(flags.number("red", 0, 1000));
        rank.yellow = count(flags.number("yellow", 0, 1000));
        let met = flags.text("met");
        origin.met = met.as_ref().map_or(span, |text| text.span);
        rank.met = met.map(|text| text.value);
        // A yellow flag to one that met its target would punish it for the others' being better.
        if rank.yellow > 0 && rank.met.is_none() {
            flags.missing("met");
        }
        flags.finish(&[]);
    }
    reader.finish(&[]);
    rank
}

fn read_column(
    table: &Table,
    span: Span,
    keys: &[&str],
    def: &TableDef,
    scheme: &Scheme,
    names: &mut (Names, Names),
    errors: &mut Errors,
) -> (TableColumnDef, ColumnOrigin) {
    let mut reader = Reader::new(table, span, Part::TableColumn, key_of(table), errors);
    let key = reader.required("key");
    if let Some(key) = &key {
        check_key(key, Part::TableColumn, reader.errors);
        names.0.add(Some(key), reader.errors);
        reader.span = key.span;
    }
    let key_span = reader.span;
    let label = reader.required("label");
    let group = reader.words("group");
    // 本月 may stand under several headings.
    let full = label.as_ref().map(|label| Located { value: format!("{group}{}", label.value), span: label.span });
    names.1.add(full.as_ref(), reader.errors);
    let kind = reader.word("kind", &TableColumnKind::ALL, TableColumnKind::key).unwrap_or_default();
    let formula = if kind.is_order() { None } else { reader.required("formula") };
    let unit =
        if matches!(kind, TableColumnKind::Amount | TableColumnKind::Figure) { reader.text("unit") } else { None };
    let shown_by_default = u8::from(matches!(kind, TableColumnKind::Percent | TableColumnKind::Points));
    let decimals = if kind.is_number() { reader.number("decimals", 0, 8) } else { None };
    let is_amount = kind == TableColumnKind::Amount;
    let balance = if is_amount { reader.bool("balance") } else { None };
    let parts = if is_amount { reader.texts("parts").unwrap_or_default() } else { Vec::new() };
    let parts = parts.iter().filter_map(|key| column_named(key, keys, reader.errors)).collect();
    let colours = if kind == TableColumnKind::Colour { reader.required("colours") } else { None };
    let colours = colours.and_then(|found| {
        let at = scheme.colours.iter().position(|colours| colours.key == found.value);
        if at.is_none() {
            let nearest = nearest(&found.value, scheme.colours.iter().map(|colours| colours.key.as_str()));
            let (within, name) = (def.key.clone(), found.value);
            reader.errors.add(found.span, Problem::UnknownName { part: Part::Colour, within, found: name, nearest });
        }
        at
    });
    let count = reader.text("count").and_then(|key| column_named(&key, keys, reader.errors));
    let by = if kind == TableColumnKind::Rank { reader.text("by") } else { None };
    let by = by.and_then(|key| column_named(&key, keys, reader.errors));
    reader.finish(&[
        ("formula", "由公式算出的列"),
        ("unit", "数值列（amount、figure）"),
        ("decimals", "数值列"),
        ("balance", "合计列（amount）"),
        ("parts", "合计列（amount）"),
        ("colours", "颜色列（colour）"),
        ("by", "位次列（rank）"),
    ]);
    let origin = ColumnOrigin {
        key: key_span,
        formula: formula.as_ref().map_or(key_span, |text| text.span),
        unit: unit.as_ref().map_or(key_span, |text| text.span),
    };
    let column = TableColumnDef {
        key: key.map(|key| key.value).unwrap_or_default(),
        label: label.map(|label| label.value).unwrap_or_default(),
        group,
        formula: formula.map(|text| text.value),
        unit: unit.map(|text| text.value),
        decimals: decimals.and_then(|number| u8::try_from(number).ok()).unwrap_or(shown_by_default),
        kind,
        balance: balance.unwrap_or_default(),
        parts,
        colours,
        count,
        by,
    };
    (column, origin)
}
