//! What a cell holds, tidied for people, with the figures of earlier periods beside it.

use sishang::audit::View;
use sishang::formula::{Data, Value};
use sishang::grid::{growth_percent, name_of};
use sishang::measure::Column;
use sishang::number::{Decimal, grouped, read, rounded};
use sishang::scheme::{FieldDef, FieldType, FormId, Single};
use sishang::workbook::{Cell, Session, Slot, Workbook};

/// The text of a cell as it is shown at rest: grouped digits, a code with its name. What cannot be read stays as typed.
pub(crate) fn shown(session: &Session, field: &FieldDef, cell: &Cell) -> String {
    match &cell.value {
        None => cell.text.to_string(),
        Some(value) => tidy(session, field, value, None),
    }
}

/// A value as people read it; a computed number with no more decimals than its field has.
pub(crate) fn tidy(session: &Session, field: &FieldDef, value: &Value, decimals: Option<u8>) -> String {
    match value {
        Value::Number(number) => grouped(decimals.map_or(*number, |places| rounded(*number, u32::from(places)))),
        Value::Text(code) => match name_of(&session.scheme, field, code) {
            Some(name) if matches!(field.kind, FieldType::Division) => name,
            Some(name) => format!("{code} {name}"),
            None => code.to_string(),
        },
        Value::Date(date) => date.format("%Y-%m-%d").to_string(),
        Value::Month(month) => month.to_string(),
        Value::Bool(truth) => (if *truth { "是" } else { "否" }).to_owned(),
    }
}

/// The number in a cell, typed or computed.
pub(crate) fn number_at(session: &Session, form: FormId, key: &str, slot: Slot) -> Option<Decimal> {
    session.book.cell(form, key, slot)?.value.as_ref()?.as_number()
}

/// The value of a computed cell.
pub(crate) fn computed(session: &Session, form: FormId, key: &str, slot: Slot) -> Option<Value> {
    let view = View::new(&session.scheme, &session.book);
    view.cell(view.place(form, key)?, slot.field, slot.column)
}

/// Growth of a column over last year, in words: `12.3`, `—` where there is a figure but no base.
pub(crate) fn growth(session: &Session, form: FormId, key: &str, slot: Slot) -> String {
    let now = number_at(session, form, key, slot);
    growth_of(session, form, key, slot, now)
}

/// The same with a figure that is only being typed.
pub(crate) fn growth_of(session: &Session, form: FormId, key: &str, slot: Slot, now: Option<Decimal>) -> String {
    let Some(column) = slot.column.last_year() else { return String::new() };
    let base = number_at(session, form, key, Slot { field: slot.field, column });
    match (now, growth_percent(now, base)) {
        (None, _) => String::new(),
        (Some(_), Some(growth)) => growth.to_string(),
        (Some(_), None) => "—".to_owned(),
    }
}

/// Growth while `text` is being typed into `typed`; the base or the figure may be what is typed.
pub(crate) fn growth_while_typing(
    session: &Session,
    form: FormId,
    key: &str,
    typed: Option<(Slot, &str)>,
    slot: Slot,
) -> String {
    let at = |wanted: Slot| match typed {
        Some((slot, text)) if slot == wanted => read(text).ok().map(|reading| reading.value),
        _ => number_at(session, form, key, wanted),
    };
    let Some(column) = slot.column.last_year() else { return String::new() };
    match (at(slot), at(Slot { field: slot.field, column })) {
        (None, _) => String::new(),
        (now, base) => growth_percent(now, base).map_or_else(|| "—".to_owned(), |growth| format!("{growth}%")),
    }
}

/// What last period's file has in a cell of this record.
pub(crate) fn previous(session: &Session, form: FormId, key: &str, slot: Slot) -> Option<String> {
    let cell = session.book.prev.as_ref()?.tables.get(form.index())?.row(key)?.cells.get(&slot)?;
    let field = &session.scheme[form][slot.field];
    Some(shown(session, field, cell))
}

/// The columns of which last period's figure is worth showing.
pub(crate) fn told_of(field: &FieldDef) -> &'static [Column] {
    match field.columns() {
        [Column::M01, ..] => &[],
        [Column::Month, ..] => &[Column::Ytd, Column::Month],
        [Column::End, ..] => &[Column::End],
        _ => &[Column::Plain],
    }
}

/// The name of a roster record; its key where it has none yet.
pub(crate) fn title(session: &Session, roster: FormId, key: &str) -> String {
    let named = session.scheme[roster].roster().map(|def| Slot { field: def.title, column: Column::Plain });
    let name = named.map_or("", |slot| session.book.text(roster, key, slot));
    if name.is_empty() { format!("（未填名称 {key}）") } else { name.to_owned() }
}

/// The name of the roster row that a record belongs to; of the record of the office, the office's.
pub(crate) fn title_of(session: &Session, form: FormId, key: &str) -> String {
    if session.scheme[form].single().is_some() {
        return session.book.about.office.name.clone();
    }
    let member = session.book.table(form).row(key).map_or(key, |row| row.member().as_ref());
    title(session, roster_of(session, form), member)
}

/// The roster that a form's records belong to: itself for a roster, and where there is none.
pub(crate) fn roster_of(session: &Session, form: FormId) -> FormId {
    session.scheme.roster_of(form).unwrap_or(form)
}

/// The records that a form asks for, in the order of the roster; also those that hold something all the same.
///
/// Of details those that are there, of a form for the office its one record.
pub(crate) fn keys_asked(session: &Session, form: FormId) -> Vec<sishang::workbook::RowKey> {
    let book: &Workbook = &session.book;
    if session.scheme[form].single().is_some() {
        return vec![Single::KEY.into()];
    }
    if session.scheme[form].detail().is_some() {
        return book.table(form).rows().iter().map(|row| row.key.clone()).collect();
    }
    let view = View::new(&session.scheme, book);
    let asked = |key: &str| view.is_asked(form, key) || book.table(form).position(key).is_some();
    let roster = book.table(roster_of(session, form));
    roster.rows().iter().filter(|row| asked(&row.key)).map(|row| row.key.clone()).collect()
}

/// Whether a form is asked of one record, or holds something of it all the same.
pub(crate) fn keys_asked_of(session: &Session, form: FormId, key: &str) -> bool {
    let view = View::new(&session.scheme, &session.book);
    view.is_asked(form, key) || session.book.table(form).position(key).is_some()
}
