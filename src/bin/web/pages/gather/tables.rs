//! 报表: the report tables of the scheme over everything that counts; any figure can be traced to its records.

mod origin;

use std::rc::Rc;

use sishang::document::Properties;
use sishang::report::{self, Options, Order, Report};
use sishang::rollup;
use yew::prelude::*;

use crate::effects::paper::use_paper;
use crate::effects::{clock, copy, files};
use crate::parts::report::ReportTable;
use crate::parts::same::Same;
use crate::parts::severity::{Kind, mark};
use crate::store::{GatherPart, Page, Sender, Tone, use_send, use_shown};

#[derive(Properties, PartialEq, Eq)]
pub(super) struct TablesProps {
    /// Key of the table; the first one without it.
    pub table: Option<String>,
}

/// The part.
#[component]
pub(super) fn Tables(props: &TablesProps) -> Html {
    let shown = use_shown();
    let public = use_state(|| false);
    let order = use_state(|| None::<Order>);
    let asked = use_state(|| None::<(String, Option<usize>, usize)>);
    let Some(gather) = &shown.gather else { return Html::default() };
    let scheme = &shown.scheme;
    if gather.rollup.period.is_none() {
        return html! { <p class="ss-quiet">{ "还没有收到文件，没有可以汇总的。" }</p> };
    }
    let key = props
        .table
        .clone()
        .or_else(|| scheme.tables_by_number().first().map(|table| table.key.clone()))
        .unwrap_or_default();
    let options = Options { public: *public, order: *order };
    let report = gather.table(scheme, &key, options);
    let toggle_public = {
        let public = public.clone();
        Callback::from(move |_: Event| public.set(!*public))
    };
    let on_order = |wanted: Option<Order>| {
        let order = order.clone();
        Callback::from(move |_: MouseEvent| order.set(wanted))
    };
    let on_figure = {
        let (asked, key) = (asked.clone(), key.clone());
        Callback::from(move |(row, column): (Option<usize>, usize)| asked.set(Some((key.clone(), row, column))))
    };
    let close = {
        let asked = asked.clone();
        Callback::from(move |()| asked.set(None))
    };
    let waiting = gather.unaudited().len();
    html! {
        <div class="ss-gather__tables">
            <nav class="ss-gather__index ss-screen" aria-label="报表">
                <ul>
                    for table in scheme.tables_by_number() {
                        <li key={table.key.clone()}>
                            <a href={Page::gather_item(GatherPart::Tables, &table.key).hash()} aria-current={(table.key == key).then_some("true")}>
                                <span class="ss-gather__number">{ table.number.clone() }</span>{ table.label.clone() }
                            </a>
                        </li>
                    }
                </ul>
            </nav>
            <div class="ss-gather__table">
                <div class="ss-tools ss-screen">
                    <label class="ss-gather__check">
                        <input type="checkbox" checked={*public} onchange={toggle_public} />
                        { "公开用（不足3户的数不显示）" }
                    </label>
                    <span class="ss-tools__group" role="group" aria-label="次序">
                        for (wanted, word) in [(None, "按制度"), (Some(Order::Fixed), "固定序"), (Some(Order::Rank), "排名序")] {
                            <button type="button" class="ss-button ss-button--small" aria-pressed={(*order == wanted).to_string()}
                                onclick={on_order(wanted)}>{ word }</button>
                        }
                    </span>
                    if let Ok(report) = &report { <Out report={Same(Rc::clone(report))} public={*public} /> }
                </div>
                { taken_for_silent(&gather.rollup) }
                if waiting > 0 { <p role="status" class="ss-quiet">{ format!("还有 {waiting} 份文件没有审核完，上报情况一类的数还会变。") }</p> }
                if let Ok(report) = &report { <OnPaper columns={report.columns.len()} /> }
                { match &report {
                    Ok(report) => html! { <ReportTable report={Same(Rc::clone(report))} on_figure={on_figure} /> },
                    Err(why) => html! { <p>{ why.clone() }</p> },
                } }
                if let (Some((of, row, column)), Ok(report)) = (&*asked, &report) {
                    if *of == key {
                        <origin::Origin report={Same(Rc::clone(report))} row={*row} column={*column} on_close={close} />
                    }
                }
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq, Eq)]
struct OnPaperProps {
    columns: usize,
}

/// The paper on which a table of so many columns is printed whole, in a size that can be read.
#[component]
fn OnPaper(props: &OnPaperProps) -> Html {
    let size = match props.columns {
        0..=7 => "210mm 297mm",
        8..=16 => "297mm 210mm",
        _ => "420mm 297mm",
    };
    use_paper(size, "14mm 12mm");
    Html::default()
}

#[derive(Properties, PartialEq)]
struct OutProps {
    report: Same<Report>,
    public: bool,
}

/// The ways out: spreadsheet, plain files, clipboard, paper.
#[component]
fn Out(props: &OutProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let demonstration = shown.gather.as_ref().is_some_and(|gather| gather.rollup.demonstration);
    let save = |kind: &'static str, end: &'static str, content: fn(&Report) -> Vec<u8>| {
        let (report, send) = (Rc::clone(&props.report.0), send.clone());
        Callback::from(move |_: MouseEvent| {
            let Report { number, label, office, period, .. } = report.as_ref();
            let name = format!("{number}_{label}_{}{}_{period}.{end}", office.name, told(demonstration));
            tell(&send, &name, files::save_bytes(&name, kind, &content(&report)));
        })
    };
    let copied = {
        let (report, send) = (Rc::clone(&props.report.0), send.clone());
        Callback::from(move |_: MouseEvent| {
            let send = send.clone();
            copy::text(report::markdown(&report), move |done| {
                send.say(if done { "已复制" } else { "没有复制成，请用存成文件" });
            });
        })
    };
    let all = {
        let (send, public) = (send.clone(), props.public);
        Callback::from(move |_: MouseEvent| {
            let Some(gather) = &shown.gather else { return };
            let options = Options { public, order: None };
            let made = shown.scheme.tables_by_number().into_iter().filter(|table| !public || table.public);
            let reports: Vec<Report> = made
                .filter_map(|table| gather.table(&shown.scheme, &table.key, options).ok())
                .map(|report| report.as_ref().clone())
                .collect();
            let Some(first) = reports.first() else { return };
            let kind = if public { "公开" } else { "内部" };
            let (office, period) = (&first.office.name, first.period);
            let name = format!("汇总表（{kind}）_{office}{}_{period}.xlsx", told(demonstration));
            let properties = Properties { title: name.clone(), author: first.office.name.clone(), at: clock::now() };
            tell(&send, &name, files::save_bytes(&name, XLSX, &report::xlsx(&reports, &properties)));
        })
    };
    let print = Callback::from(|_: MouseEvent| files::print());
    html! {
        <span class="ss-tools__group" role="group" aria-label="存成文件">
            <button type="button" class="ss-button ss-button--small" onclick={save(XLSX, "xlsx", one_sheet)}>{ "Excel" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={all}>{ "全部表存成一个 Excel" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={save("text/csv", "csv", |report| report::csv(report).into_bytes())}>{ "CSV" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={save("text/html", "html", one_page)}>{ "网页" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={save("application/json", "json", |report| report::json(report).to_string().into_bytes())}>{ "JSON" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={copied}>{ "复制" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={print}>{ "打印" }</button>
        </span>
    }
}

/// What the name of a file says of made-up figures.
pub(super) const fn told(demonstration: bool) -> &'static str {
    if demonstration { "（演示）" } else { "" }
}

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn one_page(report: &Report) -> Vec<u8> {
    let title = format!("{}{}", report.office.name, report.period.chinese());
    report::html_page(&title, std::slice::from_ref(report)).into_bytes()
}

fn one_sheet(report: &Report) -> Vec<u8> {
    let properties = Properties { title: report.label.clone(), author: report.office.name.clone(), at: clock::now() };
    report::xlsx(std::slice::from_ref(report), &properties)
}

fn tell(send: &Sender, name: &str, saved: Result<(), String>) {
    match saved {
        Ok(()) => send.notice(Tone::Done, format!("已存成“{name}”，在浏览器的下载文件夹里。")),
        Err(why) => send.notice(Tone::Error, format!("没有存成：{why}。请再试一次。")),
    }
}

/// Who sent something that does not count yet.
pub(super) fn taken_for_silent(rollup: &rollup::RollUp) -> Html {
    rollup::taken_for_silent(rollup)
        .map(|said| html! { <p class="ss-screen">{ mark(Kind::Soft, said) }</p> })
        .unwrap_or_default()
}
