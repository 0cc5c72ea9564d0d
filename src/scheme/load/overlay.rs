//! Lays a county's entries over those it starts from.
//!
//! - An entry whose key the base has replaces it whole; another one is added at the end.
//! - `patch = true` changes only the attributes that the entry names. A patched form changes its fields by the same
//!   three rules, a patched list its codes.
//! - `drop = true` takes an entry away.
//! - `after = "key"` puts an added field behind another one.
//! - Settings are always patched: `value` alone is enough.
//! - With a form go the rules and calendar entries below that are about it alone; others keep to the forms left. The
//!   tables and colours that name it go too, and bulletins go with their tables.

use super::layer::{Layer, name_of};
use super::limits;
use super::tree::{Entry, Node, Table, Value};
use crate::formula::nearest;
use crate::measure::Column;
use crate::scheme::error::{Errors, Part, Problem};
use std::collections::BTreeSet;

/// The base with the county's changes.
pub(crate) fn overlay(mut base: Layer, county: Layer, errors: &mut Errors) -> Layer {
    if let Some(header) = county.header {
        base.header = Some(match base.header.take() {
            Some(mut below) => {
                patch_table(&mut below, header);
                below
            }
            None => header,
        });
    }
    named(&mut base.settings, county.settings, Part::Setting, errors);
    named(&mut base.lists, county.lists, Part::List, errors);
    let tables: Vec<String> = base.tables.iter().map(|table| table.key.clone()).collect();
    let before: Vec<String> = base.forms.iter().map(|form| form.key.clone()).collect();
    named(&mut base.forms, county.forms, Part::Form, errors);
    for gone in before.iter().filter(|key| base.forms.iter().all(|form| form.key != **key)) {
        base.rules.retain_mut(|rule| still_has_form(rule, gone));
        base.tables.retain(|table| !mentions(&table.node, gone));
        base.colours.retain(|colours| !mentions(&colours.node, gone));
        base.calendar.retain_mut(|entry| still_has_form(&mut entry.node, gone));
    }
    listed(&mut base.rules, county.rules, Part::Rule, "id", errors);
    listed(&mut base.offices, county.offices, Part::Office, "code", errors);
    named(&mut base.tables, county.tables, Part::Table, errors);
    named(&mut base.colours, county.colours, Part::Colour, errors);
    for gone in tables.iter().filter(|key| base.tables.iter().all(|table| table.key != **key)) {
        base.bulletins.retain(|bulletin| !mentions(&bulletin.node, gone));
    }
    named(&mut base.bulletins, county.bulletins, Part::Bulletin, errors);
    named(&mut base.calendar, county.calendar, Part::Calendar, errors);
    listed(&mut base.divisions, county.divisions, Part::Division, "code", errors);
    base
}

/// What in a table or a set of colours can name a form.
const FORMULAS: [&str; 8] = ["rows", "form", "where", "title", "formula", "met", "when", "reason"];

/// Whether an entry names a form.
fn mentions(node: &Node, form: &str) -> bool {
    let Value::Table(table) = &node.value else { return false };
    table.entries.iter().any(|entry| match &entry.node.value {
        Value::Text(text) => FORMULAS.contains(&entry.key.as_str()) && names(text, form),
        Value::Array(items) => items.iter().any(|item| mentions(item, form)),
        Value::Table(_) => mentions(&entry.node, form),
        _ => false,
    })
}

/// Whether a formula has the word where it can be a form: not behind a point, and not with a column behind one.
fn names(formula: &str, form: &str) -> bool {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    formula.match_indices(form).any(|(at, _)| {
        let (before, rest) = formula.split_at(at);
        let after = rest.strip_prefix(form).unwrap_or_default();
        let member: String = after.strip_prefix('.').unwrap_or_default().chars().take_while(|&c| is_word(c)).collect();
        !before.ends_with(|c| is_word(c) || c == '.')
            && !after.starts_with(is_word)
            && Column::from_key(&member).is_none()
    })
}

/// Takes a form that is gone out of a rule; false when the rule looked at nothing else.
fn still_has_form(rule: &mut Node, gone: &str) -> bool {
    let Value::Table(table) = &mut rule.value else { return true };
    if table.get("form").and_then(Node::as_text) == Some(gone) {
        return false;
    }
    let forms = table.entries.iter_mut().find(|entry| entry.key == "forms").map(|entry| &mut entry.node.value);
    let Some(Value::Array(forms)) = forms else { return true };
    let count = forms.len();
    forms.retain(|form| form.as_text() != Some(gone));
    forms.len() == count || !forms.is_empty()
}

/// How an entry changes what is there.
enum Change {
    Replace,
    Patch,
    Drop,
}

fn change(table: &mut Table) -> Change {
    let mut said = |key: &str| {
        let is_said = matches!(table.get(key).map(|node| &node.value), Some(Value::Bool(_)));
        is_said && matches!(table.take(key).map(|entry| entry.node.value), Some(Value::Bool(true)))
    };
    let (patch, drop) = (said("patch"), said("drop"));
    if drop {
        Change::Drop
    } else if patch {
        Change::Patch
    } else {
        Change::Replace
    }
}

/// How many entries of a part there may be.
const fn limit_of(part: Part) -> usize {
    match part {
        Part::Setting => limits::SETTINGS,
        Part::List => limits::LISTS,
        Part::Item => limits::CODES,
        Part::Form => limits::FORMS,
        Part::Field => limits::FIELDS,
        Part::Office => limits::OFFICES,
        Part::Table => limits::TABLES,
        Part::TableColumn => limits::COLUMNS,
        Part::Colour => limits::COLOURS,
        Part::Bulletin => limits::BULLETINS,
        Part::ColourRule => limits::COLOUR_RULES,
        Part::Calendar => limits::CALENDAR,
        Part::Division => limits::DIVISIONS,
        _ => limits::RULES,
    }
}

fn named(base: &mut Vec<Entry>, mut changes: Vec<Entry>, part: Part, errors: &mut Errors) {
    let limit = limit_of(part);
    if let Some(extra) = changes.get(limit) {
        errors.add(extra.key_span, Problem::TooMany { part, limit });
        changes.truncate(limit);
    }
    for mut entry in changes {
        let at = base.iter().position(|below| below.key == entry.key);
        let Value::Table(table) = &mut entry.node.value else { continue };
        let change = match change(table) {
            // A new setting says what it is called; one without a label means one that is there.
            Change::Replace if part == Part::Setting && (at.is_some() || table.get("label").is_none()) => Change::Patch,
            other => other,
        };
        match (change, at) {
            (Change::Replace, None) => base.push(entry),
            (Change::Replace, Some(at)) => {
                if let Some(below) = base.get_mut(at) {
                    *below = entry;
                }
            }
            (Change::Drop, Some(at)) => {
                base.remove(at);
            }
            (Change::Patch, Some(at)) => {
                if let Some(below) = base.get_mut(at) {
                    patch_named(below, entry, part, errors);
                }
            }
            (Change::Drop | Change::Patch, None) => {
                let nearest = nearest(&entry.key, base.iter().map(|below| below.key.as_str()));
                errors.add(entry.key_span, Problem::NothingToChange { part, name: entry.key, nearest });
            }
        }
    }
}

fn patch_named(below: &mut Entry, mut entry: Entry, part: Part, errors: &mut Errors) {
    let inner = match part {
        Part::Form => Some(("fields", "key", Part::Field)),
        Part::List => Some(("items", "code", Part::Item)),
        Part::Table => Some(("columns", "key", Part::TableColumn)),
        _ => None,
    };
    if let (Some((section, key, part)), Value::Table(table)) = (inner, &mut entry.node.value)
        && let Some(changed) = table.take(section)
    {
        match (changed.node.value, array_of(below, section)) {
            (Value::Array(changes), Some(items)) => listed(items, changes, part, key, errors),
            (value, _) => {
                table.entries.push(Entry { node: Node { value, span: changed.node.span }, ..changed });
            }
        }
    }
    patch_table(below, entry);
}

fn array_of<'a>(entry: &'a mut Entry, section: &str) -> Option<&'a mut Vec<Node>> {
    let Value::Table(table) = &mut entry.node.value else { return None };
    match &mut table.entries.iter_mut().find(|inner| inner.key == section)?.node.value {
        Value::Array(items) => Some(items),
        _ => None,
    }
}

/// The attributes of `entry` take the place of those of the same name.
fn patch_table(below: &mut Entry, entry: Entry) {
    let Value::Table(changes) = entry.node.value else { return };
    if let Value::Table(table) = &mut below.node.value {
        replace_attributes(table, changes);
    }
}

fn replace_attributes(table: &mut Table, changes: Table) {
    let mut changed: BTreeSet<&str> = changes.entries.iter().map(|change| change.key.as_str()).collect();
    // Two spellings of one attribute of a rule.
    if changed.contains("form") || changed.contains("forms") {
        changed.extend(["form", "forms"]);
    }
    table.entries.retain(|entry| !changed.contains(entry.key.as_str()));
    table.entries.extend(changes.entries);
}

fn listed(base: &mut Vec<Node>, mut changes: Vec<Node>, part: Part, key: &str, errors: &mut Errors) {
    let limit = limit_of(part);
    if let Some(extra) = changes.get(limit) {
        errors.add(extra.span, Problem::TooMany { part, limit });
        changes.truncate(limit);
    }
    for mut node in changes {
        let name = name_of(&node, key).map(|(name, _)| name.to_owned());
        let at = base
            .iter()
            .position(|below| name.is_some() && name_of(below, key).map(|(name, _)| name) == name.as_deref());
        let span = name_of(&node, key).map_or(node.span, |(_, span)| span);
        let Value::Table(table) = &mut node.value else {
            base.push(node); // reading the entries says what is wrong with it
            continue;
        };
        let change = change(table);
        let after = if matches!(part, Part::Field | Part::TableColumn) { table.take("after") } else { None };
        let nearest_of = |base: &[Node], name: &str| {
            nearest(name, base.iter().filter_map(|below| name_of(below, key).map(|(name, _)| name)))
        };
        match (change, at) {
            (Change::Replace, None) => base.push(node),
            (Change::Replace, Some(at)) => {
                if let Some(below) = base.get_mut(at) {
                    *below = node;
                }
            }
            (Change::Drop, Some(at)) => {
                base.remove(at);
                continue;
            }
            (Change::Patch, Some(at)) => {
                if let (Some(Node { value: Value::Table(below), .. }), Value::Table(changes)) =
                    (base.get_mut(at), node.value)
                {
                    replace_attributes(below, changes);
                }
            }
            (Change::Drop | Change::Patch, None) => {
                let name = name.unwrap_or_default();
                let nearest = nearest_of(base, &name);
                errors.add(span, Problem::NothingToChange { part, name, nearest });
                continue;
            }
        }
        if let Some(after) = after {
            place_after(base, at.unwrap_or(base.len().saturating_sub(1)), &after, (part, key), errors);
        }
    }
}

/// Moves the entry at `from` behind the one that `after` names.
fn place_after(base: &mut Vec<Node>, from: usize, after: &Entry, (part, key): (Part, &str), errors: &mut Errors) {
    let wanted = after.node.as_text();
    let target = base.iter().position(|below| wanted.is_some() && name_of(below, key).map(|(name, _)| name) == wanted);
    match target {
        Some(target) if target != from => {
            let node = base.remove(from);
            let target = if from < target { target } else { target + 1 };
            base.insert(target.min(base.len()), node);
        }
        Some(_) => {}
        None => {
            let name = wanted.unwrap_or_default().to_owned();
            let nearest = nearest(&name, base.iter().filter_map(|below| name_of(below, key).map(|(name, _)| name)));
            errors.add(after.node.span, Problem::NothingToChange { part, name, nearest });
        }
    }
}
