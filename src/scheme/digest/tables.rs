//! Report tables and colours in the form that the digest is taken over.

use crate::scheme::model::{ColourDef, RankDef, Scheme, SortKey, TableColumnDef, TableDef, TableRows};
use serde_json::{Value, json};

pub(super) fn canonical_table(scheme: &Scheme, table: &TableDef) -> Value {
    let key = |at: usize| table.columns.get(at).map(|column| column.key.clone());
    let rows = match table.rows {
        TableRows::Offices => "offices".to_owned(),
        TableRows::List(list) => format!("list:{}", scheme[list].key),
        TableRows::Records(form) => format!("records:{}", scheme[form].key),
    };
    let sort = |keys: &[SortKey]| -> Vec<Value> {
        keys.iter().map(|sort| json!([key(sort.column), sort.descending])).collect()
    };
    let rank = table.rank.as_ref().map(|rank: &RankDef| {
        json!({
            "by": key(rank.by), "low_first": rank.low_first, "ties": sort(&rank.ties), "within": rank.within.map(key),
            "previous": rank.previous,
            "red": rank.red, "yellow": rank.yellow, "met": rank.met,
        })
    });
    let column = |column: &TableColumnDef| {
        json!({
            "key": column.key, "label": column.label, "group": column.group, "formula": column.formula,
            "unit": column.unit, "decimals": column.decimals, "kind": column.kind.key(), "balance": column.balance,
            "parts": column.parts.iter().map(|&at| key(at)).collect::<Vec<_>>(),
            "colours": column.colours.and_then(|at| scheme.colours.get(at)).map(|colours| &colours.key),
            "count": column.count.map(key), "by": column.by.map(key),
        })
    };
    json!({
        "label": table.label, "number": table.number, "rows": rows, "where": table.filter, "head": table.head,
        "title": table.title, "public": table.public, "sort": sort(&table.sort), "by_rank": table.by_rank,
        "total": table.total.key(), "total_label": table.total_label, "difference": table.difference,
        "notes": table.notes, "count": table.count.map(key), "group": table.group.map(key), "rank": rank,
        "columns": table.columns.iter().map(column).collect::<Vec<_>>(),
    })
}

pub(super) fn canonical_colours(scheme: &Scheme, def: &ColourDef) -> Value {
    let rules = def.rules.iter().map(|rule| {
        json!({
            "key": rule.key, "label": rule.label, "icon": rule.icon, "tone": rule.tone, "when": rule.when,
            "reason": rule.reason,
        })
    });
    json!({
        "label": def.label, "form": def.form.map(|form| scheme[form].key.clone()), "rules": rules.collect::<Vec<_>>(),
    })
}
