//! Which records a filter and a search leave.

use sishang::audit::View;
use sishang::grid::fits_query;
use sishang::measure::Column;
use sishang::scheme::{FieldId, FormId};
use sishang::workbook::{RowKey, Session, Slot};

use super::kept::Filter;
use crate::parts::figures;

/// The records that are shown, of all that the form asks for.
pub(crate) fn shown_keys(session: &Session, form: FormId, all: &[RowKey], filter: Filter, query: &str) -> Vec<RowKey> {
    let passes = |key: &RowKey| match filter {
        Filter::All => true,
        Filter::Unfilled => is_unfilled(session, form, key),
        Filter::Found => has_findings(session, form, key),
    };
    all.iter().filter(|key| passes(key) && is_sought(session, form, key, query)).cloned().collect()
}

/// Whether something required is still blank.
pub(crate) fn is_unfilled(session: &Session, form: FormId, key: &str) -> bool {
    let def = &session.scheme[form];
    let view = View::new(&session.scheme, &session.book);
    let place = view.place(form, key);
    let period = session.book.about.period;
    def.cells().any(|(field, column)| {
        let wanted = def[field].required && !def[field].is_computed() && column.is_due_in(period);
        wanted
            && session.book.cell(form, key, Slot { field, column }).is_none()
            && place.is_none_or(|row| view.is_field_asked(row, field))
    })
}

fn has_findings(session: &Session, form: FormId, key: &RowKey) -> bool {
    session.audit.of_record(form, key).next().is_some()
}

fn is_sought(session: &Session, form: FormId, key: &str, query: &str) -> bool {
    if query.trim().is_empty() {
        return true;
    }
    let roster = figures::roster_of(session, form);
    let member = session.book.table(form).row(key).map_or(key, |row| row.member().as_ref());
    let text = |form: FormId, key: &str, field: Option<FieldId>| {
        field.map_or("", |field| session.book.text(form, key, Slot { field, column: Column::Plain }))
    };
    let code = text(roster, member, session.scheme[roster].roster().and_then(|def| def.identity));
    let own = text(form, key, session.scheme[form].title());
    fits_query(query, &figures::title(session, roster, member), [code, own])
}
