//! The size of the paper on which the page is printed.
//!
//! Named pages of style sheets would do it, but Chromium before 86 does not know them, and 109 forgets them where a sheet
//! is broken. A rule without a name, put behind all others, is followed from 78 on.

use wasm_bindgen::JsCast;
use web_sys::CssStyleSheet;
use yew::prelude::*;

/// Prints on paper of this size (`297mm 210mm`) with this margin for as long as the caller is shown.
#[hook]
pub(crate) fn use_paper(size: &'static str, margin: &'static str) {
    use_effect_with((size, margin), |(size, margin)| {
        // Without such a rule it is printed on upright A4: nothing is lost, and the person sees it before it is printed.
        let put = put(&format!("@page {{ size: {size}; margin: {margin} }}"));
        move || {
            if let Some((sheet, at)) = put {
                drop(sheet.delete_rule(at));
            }
        }
    });
}

/// Puts a rule behind all others; where it went.
fn put(rule: &str) -> Option<(CssStyleSheet, u32)> {
    let sheets = web_sys::window()?.document()?.style_sheets();
    let last = sheets.length().checked_sub(1)?;
    let sheet: CssStyleSheet = sheets.item(last)?.dyn_into().ok()?;
    let end = sheet.css_rules().ok()?.length();
    let at = sheet.insert_rule_with_index(rule, end).ok()?;
    Some((sheet, at))
}
