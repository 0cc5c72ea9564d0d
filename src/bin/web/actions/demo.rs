//! The demonstration month.

use sishang::workbook::{About, Office, Place, Workbook};

use super::open;
use crate::store::{Page, Sender, Shown};

/// Opens the demonstration month as work of its own, marked as such.
pub(crate) fn open(shown: &Shown, send: &Sender) {
    let place = |code: &str, name: &str| Place { code: code.to_owned(), name: name.to_owned() };
    let Ok(period) = "2026-10".parse() else { return };
    let about = About {
        id: String::new(),
        office: Office {
            code: "411425999".to_owned(),
            name: "示例镇".to_owned(),
            parents: vec![place("411425", "虞城县"), place("4114", "商丘市")],
        },
        period,
        demonstration: true,
    };
    open::new_work(shown, send, Workbook::new(&shown.scheme, about), None, Page::Home);
}
