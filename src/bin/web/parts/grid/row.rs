//! One row of the grid.

use std::ops::Range;

use sishang::grid::{Layout, Place, Rectangle};
use yew::prelude::*;

use super::source::{CellView, Mark, RowHead, Source};
use super::{HEAD_ROWS, NUMBER_PX, ROW_PX};
use crate::parts::finding::mark_icon;

/// Everything that is drawn of a row.
pub(super) struct Row<'a> {
    pub source: &'a dyn Source,
    pub layout: &'a Layout,
    pub at: usize,
    pub head_px: u32,
    /// Columns in sight; the frozen ones are drawn besides.
    pub shown: Range<usize>,
    pub selected: &'a Rectangle,
    pub active: Place,
}

pub(super) fn row(row: Row<'_>) -> Html {
    let named = row.source.head(row.at);
    let is_active = row.active.row == row.at;
    let frozen = 0..row.layout.frozen;
    let columns = frozen.clone().chain(row.shown.clone().filter(|column| !frozen.contains(column)));
    let width = row.head_px + row.layout.axis.total();
    let top = u32::try_from(row.at).unwrap_or(u32::MAX).saturating_mul(ROW_PX);
    html! {
        <div key={named.key.to_string()} role="row" aria-rowindex={(row.at + HEAD_ROWS + 1).to_string()}
            class={classes!("ss-grid__row", (row.at % 2 == 1).then_some("ss-grid__row--even"),
                is_active.then_some("ss-grid__row--active"))}
            style={format!("top:{top}px;width:{width}px")}>
            { row_head(&row, &named) }
            { for columns.map(|column| cell(&row, column)) }
        </div>
    }
}

fn row_head(row: &Row<'_>, named: &RowHead) -> Html {
    let chosen = row.selected.rows.contains(&row.at);
    let title = (row.head_px > NUMBER_PX).then(|| {
        let class = classes!("ss-grid__title", named.again.then_some("ss-grid__title--again"));
        html! { <span {class} title={named.title.clone()}>{ named.title.clone() }</span> }
    });
    html! {
        <div role="rowheader" aria-colindex="1" data-row={row.at.to_string()}
            class={classes!("ss-grid__rowhead", chosen.then_some("ss-grid__rowhead--selected"),
                named.noted.then_some("ss-grid__cell--noted"))}
            style={format!("width:{}px", row.head_px)}>
            <span class="ss-grid__number">{ named.number }</span>
            <span class="ss-grid__rowmark">{ named.mark.map(mark_icon) }</span>
            { title }
            if !named.word.is_empty() { <span class="ss-grid__word">{ named.word.clone() }</span> }
        </div>
    }
}

fn cell(row: &Row<'_>, column: usize) -> Html {
    let Some(laid) = row.layout.column(column) else { return Html::default() };
    let place = Place::new(row.at, column);
    let view = row.source.cell(place);
    let frozen = column < row.layout.frozen;
    let active = row.active == place;
    let left = row.head_px + row.layout.axis.start(column);
    let width = row.layout.axis.width(column..column + 1);
    let class = classes!(
        "ss-grid__cell",
        laid.numeric.then_some("ss-grid__cell--number"),
        row.layout.is_now(column).then_some("ss-grid__cell--now"),
        frozen.then_some("ss-grid__cell--frozen"),
        view.computed.then_some("ss-grid__cell--computed"),
        view.not_asked.then_some("ss-grid__cell--notasked"),
        view.wanted.then_some("ss-grid__cell--wanted"),
        view.said.then_some("ss-grid__cell--said"),
        view.noted.then_some("ss-grid__cell--noted"),
        row.selected.contains(place).then_some("ss-grid__cell--selected"),
        active.then_some("ss-grid__cell--active"),
        view.mark.map(|mark| format!("ss-grid__cell--{}", mark.class())),
    );
    html! {
        <div key={column} role="gridcell" {class} style={format!("left:{left}px;width:{width}px")}
            data-at={format!("{}:{column}", row.at)}
            aria-colindex={(column + 2).to_string()}
            aria-selected={row.selected.contains(place).to_string()}
            aria-readonly={(view.computed || view.not_asked).then_some("true")}
            aria-invalid={view.mark.is_some_and(Mark::stands).then_some("true")} aria-hidden={active.then_some("true")}>
            { shown(&view) }
            { view.mark.map(mark_icon) }
            if view.noted { <span class="ss-unseen">{ "，有退回意见" }</span> }
        </div>
    }
}

fn shown(view: &CellView) -> Html {
    if view.shown.is_empty() && view.not_asked {
        return html! { <span class="ss-grid__text" title="本单位不填这一项">{ "／" }</span> };
    }
    html! { <span class="ss-grid__text">{ view.shown.clone() }</span> }
}
