//! Where a figure comes from: the records and files behind it.

use sishang::formula::Value;
use sishang::number::grouped;
use sishang::report::{Part, Report, RowKind, Source, TraceRow, trace};
use sishang::rollup::Entry;
use sishang::workbook::Place;
use yew::prelude::*;

use crate::effects::focus;
use crate::parts::icon::{Icon, icon};
use crate::parts::same::Same;
use crate::store::{Gather, use_shown};

/// Most records that are shown.
const MOST: usize = 300;

#[derive(Properties, PartialEq)]
pub(super) struct OriginProps {
    pub report: Same<Report>,
    /// `None`: the total.
    pub row: Option<usize>,
    pub column: usize,
    pub on_close: Callback<()>,
}

/// The records behind one figure, below the table.
#[component]
pub(super) fn Origin(props: &OriginProps) -> Html {
    let shown = use_shown();
    use_effect_with((props.row, props.column), |_| focus::show("origin"));
    let Some(gather) = &shown.gather else { return Html::default() };
    let report = &props.report;
    let (Some(column), Some(row)) =
        (report.columns.get(props.column), props.row.map_or(report.total.as_ref(), |row| report.rows.get(row)))
    else {
        return Html::default();
    };
    let shown_figure = row.cells.get(props.column).map(|cell| cell.shown.clone()).unwrap_or_default();
    let files = files(gather);
    let parts: Vec<Part<'_>> = files
        .iter()
        .filter_map(|(place, entry)| {
            let opened = entry.submission()?.opened.as_ref()?;
            let facts = sishang::formula::PartFacts::default();
            Some(Part { place, book: Some(&opened.book), facts, file: &entry.name })
        })
        .collect();
    let (sources, more) = match &row.kind {
        RowKind::Record { office, form, key } => (vec![own_source(office, form, key, &row.label, &files)], false),
        kind => {
            let traced = match kind {
                RowKind::Office { code } => {
                    trace(&shown.scheme, &report.key, TraceRow::Office(code), &column.key, &parts, MOST)
                }
                RowKind::Item { code } => {
                    trace(&shown.scheme, &report.key, TraceRow::Item(code), &column.key, &parts, MOST)
                }
                _ => trace(&shown.scheme, &report.key, TraceRow::Total, &column.key, &parts, MOST),
            };
            traced.map(|traced| (traced.sources, traced.more)).unwrap_or_default()
        }
    };
    let close = {
        let on_close = props.on_close.clone();
        Callback::from(move |_: MouseEvent| on_close.emit(()))
    };
    let group = if column.group.is_empty() { String::new() } else { format!("{} ", column.group) };
    let unit = column.shown_unit().map(|unit| format!("（{unit}）")).unwrap_or_default();
    html! {
        <section class="ss-card ss-gather__origin ss-screen" id="origin" tabindex="-1" aria-labelledby="origin-title">
            <div class="ss-page__head">
                <h2 id="origin-title">{ format!("{} · {}{} {shown_figure}", row.label, group, column.label) }</h2>
                <button type="button" class="ss-button ss-button--quiet" onclick={close} aria-label="关闭">{ icon(Icon::Close) }</button>
            </div>
            if sources.is_empty() {
                <p class="ss-quiet">{ "这一格没有单条记录可以列：没有数，或由整张表算出（位次、升降、占比）。" }</p>
            } else {
                <p>{ format!("由 {}{} 条记录得出：", sources.len(), if more { "+" } else { "" }) }</p>
                <div class="ss-scroll">
                    <table class="ss-table">
                        <thead><tr>
                            <th scope="col">{ "单位" }</th><th scope="col">{ "表" }</th><th scope="col">{ "企业、项目" }</th>
                            <th scope="col">{ "指标" }</th><th scope="col" class="ss-number">{ format!("数值{unit}") }</th><th scope="col">{ "文件" }</th>
                        </tr></thead>
                        <tbody>
                            for (at, source) in sources.iter().enumerate() { <tr key={at}>{ line(&shown.scheme, source) }</tr> }
                        </tbody>
                    </table>
                </div>
                if more { <p class="ss-quiet">{ format!("只列前 {MOST} 条。") }</p> }
            }
        </section>
    }
}

/// All files that count, each under the office of the table's rows that it belongs to.
fn files(gather: &Gather) -> Vec<(Place, std::sync::Arc<Entry>)> {
    let parts = gather.rollup.parts.iter();
    let mut all: Vec<_> = parts
        .flat_map(|part| part.files().into_iter().map(|entry| (part.office.clone(), std::sync::Arc::clone(entry))))
        .collect();
    let own = gather.rollup.own.iter().map(|entry| {
        let office = &gather.rollup.office;
        (Place { code: office.code.clone(), name: office.name.clone() }, std::sync::Arc::clone(entry))
    });
    all.extend(own);
    all
}

fn own_source(office: &str, form: &str, key: &str, title: &str, files: &[(Place, std::sync::Arc<Entry>)]) -> Source {
    let found = files.iter().find(|(place, entry)| {
        place.code == office
            && entry
                .submission()
                .and_then(|received| received.opened.as_ref())
                .is_some_and(|opened| opened.book.tables.iter().any(|table| table.row(key).is_some()))
    });
    let (place, file) = found.map(|(place, entry)| (place.clone(), entry.name.clone())).unwrap_or_default();
    Source {
        office: place,
        file,
        form: form.to_owned(),
        key: key.to_owned(),
        title: title.to_owned(),
        cell: None,
        value: None,
    }
}

fn line(scheme: &sishang::scheme::Scheme, source: &Source) -> Html {
    let form = scheme.form(&source.form);
    let cell = source.cell.as_ref().zip(form).and_then(|((field, column), form)| {
        let def = &scheme[form];
        def.field(field).map(|field| def[field].cell_label(*column))
    });
    html! {
        <>
            <td>{ source.office.name.clone() }</td>
            <td>{ form.map_or(source.form.clone(), |form| scheme[form].label.clone()) }</td>
            <th scope="row">{ source.title.clone() }</th>
            <td>{ cell }</td>
            <td class="ss-number">{ source.value.as_ref().map(shown_value) }</td>
            <td class="ss-quiet">{ source.file.clone() }</td>
        </>
    }
}

fn shown_value(value: &Value) -> String {
    match value {
        Value::Number(number) => grouped(number.normalize()),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Month(month) => month.to_string(),
        Value::Bool(truth) => if *truth { "是" } else { "否" }.to_owned(),
    }
}
