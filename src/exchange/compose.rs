//! A workbook and a head as one JSON object.

use std::borrow::Cow;

use super::json::{Json, Members};
use super::record::{row_json, stored_json};
use super::submission::Head;
use crate::audit::View;
use crate::formula::Data;
use crate::scheme::CompiledScheme;
use crate::workbook::{Earlier, Workbook};

/// The whole file, without its digest.
pub(super) fn compose(scheme: &CompiledScheme, book: &Workbook, head: &Head) -> Json<'static> {
    let mut members = head.opening();
    members.push(("forms".into(), forms_json(scheme, book)));
    members.extend(head.closing());
    let earlier: Members<'static> = [("prev", &book.prev), ("last_year", &book.last_year)]
        .into_iter()
        .filter_map(|(name, earlier)| Some((Cow::Borrowed(name), earlier_json(scheme, earlier.as_ref()?))))
        .collect();
    if !earlier.is_empty() {
        members.push(("earlier".into(), Json::Object(earlier)));
    }
    if !head.previous.is_empty() {
        members.push(("previous".into(), Json::text(head.previous.as_str())));
    }
    Json::Object(members)
}

/// All forms of the scheme, empty ones too, and those that it does not have.
pub(super) fn forms_json(scheme: &CompiledScheme, book: &Workbook) -> Json<'static> {
    let view = View::new(scheme, book);
    let mut forms: Members<'static> = Vec::new();
    for id in scheme.form_ids() {
        let form = &scheme[id];
        let rows = book.table(id).rows().iter().map(|row| {
            let place = view.place(id, &row.key);
            row_json(form, row, |field, column| {
                scheme.compute(id, field, column)?;
                view.cell(place?, field, column)
            })
        });
        forms.push((Cow::Owned(form.key.clone()), Json::List(rows.collect())));
    }
    for (name, rows) in book.foreign.iter() {
        forms.push((Cow::Owned(name.clone()), Json::List(rows.iter().map(stored_json).collect())));
    }
    Json::Object(forms)
}

/// Earlier records as they were typed; what is computed from them is not repeated.
fn earlier_json(scheme: &CompiledScheme, earlier: &Earlier) -> Json<'static> {
    let forms = scheme.forms.iter().zip(&earlier.tables).filter(|(_, table)| !table.is_empty()).map(|(form, table)| {
        let rows = table.rows().iter().map(|row| row_json(form, row, |_, _| None));
        (Cow::Owned(form.key.clone()), Json::List(rows.collect()))
    });
    Json::object([
        ("period", Json::text(earlier.period.to_string())),
        ("digest", Json::text(earlier.digest.as_str())),
        ("forms", Json::Object(forms.collect())),
    ])
}
