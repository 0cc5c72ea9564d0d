//! A report table of the open work alone, with the ways to take it along.

use std::rc::Rc;

use sishang::document::Properties;
use sishang::formula::PartFacts;
use sishang::report::{Options, Part, Report, Whole, csv, tabulate, xlsx};
use sishang::workbook::{Place, Session};
use yew::prelude::*;

use super::report::ReportTable;
use super::same::{Same, SessionRef};
use crate::effects::{clock, files};
use crate::store::{Sender, Tone, use_send};

#[derive(Properties, PartialEq)]
pub(crate) struct OwnTableProps {
    pub session: SessionRef,
    /// Key of the table in the scheme.
    pub table: AttrValue,
    /// What is said where the table has no row.
    pub empty: AttrValue,
}

/// The table; nothing where the scheme has none of this key.
#[component]
pub(crate) fn OwnTable(props: &OwnTableProps) -> Html {
    let send = use_send();
    let report = {
        let (session, table) = (props.session.clone(), props.table.clone());
        use_memo((session, table), |(session, table)| own(session, table))
    };
    let Some(report) = report.as_ref().as_ref() else { return Html::default() };
    if report.rows.is_empty() {
        return html! { <p class="ss-empty">{ props.empty.clone() }</p> };
    }
    html! {
        <>
            <ReportTable report={Same(Rc::new(report.clone()))} id={props.table.clone()} />
            { take_along(report, &send) }
        </>
    }
}

/// A table of the scheme over the open work; `None` where the scheme has none of this key.
pub(crate) fn own(session: &Session, table: &str) -> Option<Report> {
    let about = &session.book.about;
    let place = Place { code: about.office.code.clone(), name: about.office.name.clone() };
    let part = Part { place: &place, book: Some(&session.book), facts: PartFacts::default(), file: "" };
    let whole = Whole { place: &place, period: about.period };
    tabulate(&session.scheme, table, whole, &[part], None, Options::default()).ok()
}

/// Buttons that save a table as a spreadsheet or as CSV.
pub(crate) fn take_along(report: &Report, send: &Sender) -> Html {
    let name = format!("{}_{}_{}", report.label, report.office.name, report.period);
    let spreadsheet = {
        let (report, send, name) = (report.clone(), send.clone(), name.clone());
        Callback::from(move |_: MouseEvent| {
            let properties =
                Properties { title: report.label.clone(), author: report.office.name.clone(), at: clock::now() };
            let bytes = xlsx(std::slice::from_ref(&report), &properties);
            let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
            told(files::save_bytes(&format!("{name}.xlsx"), kind, &bytes), &send);
        })
    };
    let plain = {
        let (report, send) = (report.clone(), send.clone());
        Callback::from(move |_: MouseEvent| {
            told(files::save(&format!("{name}.csv"), "text/csv", &csv(&report)), &send);
        })
    };
    html! {
        <p class="ss-actions">
            <button type="button" class="ss-button ss-button--small" onclick={spreadsheet}>{ "存成Excel表" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={plain}>{ "存成CSV" }</button>
        </p>
    }
}

fn told(saved: Result<(), String>, send: &Sender) {
    match saved {
        Ok(()) => send.notice(Tone::Done, "已交给浏览器保存，在下载文件夹里。"),
        Err(why) => send.notice(Tone::Warning, format!("没有存成：{why}")),
    }
}
