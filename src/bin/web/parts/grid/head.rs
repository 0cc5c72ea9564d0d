//! The frozen head: groups, fields with their units, columns.

use sishang::grid::{Band, ColumnKind, Layout};
use std::ops::Range;
use yew::prelude::*;

use super::{HEAD_PX, NUMBER_PX};

/// Heights of the three lines of the head.
const GROUP_PX: u32 = 24;
const FIELD_PX: u32 = 28;

/// What the head says of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct FieldHead {
    pub label: AttrValue,
    pub unit: AttrValue,
    /// 0 for a main item, 1 for 其中.
    pub indent: u8,
    pub required: bool,
    pub computed: bool,
}

/// Everything that is drawn of the head.
pub(super) struct Head<'a> {
    pub layout: &'a Layout,
    pub fields: &'a [FieldHead],
    /// Width of what stands before the first column.
    pub row_head_px: u32,
    pub title: &'a AttrValue,
    /// Columns that are in sight.
    pub shown: Range<usize>,
    pub active: usize,
}

pub(super) fn head(head: &Head<'_>) -> Html {
    let width = head.row_head_px + head.layout.axis.total();
    html! {
        <div class="ss-grid__head" role="rowgroup" style={format!("width:{width}px;height:{HEAD_PX}px")}>
            <div class="ss-grid__headrow" role="row" aria-rowindex="1">
                { corner(head) }
                { for head.layout.groups.iter().filter(|band| near(head, band)).map(|band| group(head, band)) }
            </div>
            <div class="ss-grid__headrow" role="row" aria-rowindex="2">
                { for head.layout.fields.iter().zip(head.fields).filter(|(band, _)| near(head, band))
                    .map(|(band, field)| field_head(head, band, field)) }
            </div>
            <div class="ss-grid__headrow" role="row" aria-rowindex="3">
                { for head.layout.fields.iter().filter(|band| band.columns.len() > 1 && near(head, band))
                    .flat_map(|band| band.columns.clone()).map(|column| column_head(head, column)) }
            </div>
        </div>
    }
}

fn near(head: &Head<'_>, band: &Band) -> bool {
    let frozen = band.columns.start < head.layout.frozen;
    frozen || band.columns.start < head.shown.end && band.columns.end > head.shown.start
}

fn corner(head: &Head<'_>) -> Html {
    let title = (head.row_head_px > NUMBER_PX).then(|| {
        html! { <span class="ss-grid__corner-title">{ head.title.clone() }</span> }
    });
    html! {
        <div class="ss-grid__corner" role="columnheader" aria-colindex="1"
            style={format!("width:{}px;height:{HEAD_PX}px", head.row_head_px)}>
            <span class="ss-grid__corner-number">{ "序号" }</span>
            { title }
        </div>
    }
}

/// Left edge, width, top and height of a head; what is frozen sticks.
fn place(head: &Head<'_>, columns: &Range<usize>, top: u32, height: u32) -> (String, bool) {
    let axis = &head.layout.axis;
    let left = head.row_head_px + axis.start(columns.start);
    let width = axis.width(columns.clone());
    let frozen = columns.start < head.layout.frozen;
    let style = if frozen {
        format!("left:{left}px;width:{width}px;height:{height}px;margin-top:{top}px")
    } else {
        format!("left:{left}px;width:{width}px;top:{top}px;height:{height}px")
    };
    (style, frozen)
}

fn sticky(head: &Head<'_>) -> String {
    format!("left:{}px", head.row_head_px + head.layout.axis.start(head.layout.frozen) + 8)
}

fn group(head: &Head<'_>, band: &Band) -> Html {
    let (style, frozen) = place(head, &band.columns, 0, GROUP_PX);
    html! {
        <div key={format!("g{}", band.columns.start)} role="columnheader" {style}
            aria-colindex={(band.columns.start + 2).to_string()} aria-colspan={band.columns.len().to_string()}
            class={classes!("ss-grid__band", frozen.then_some("ss-grid__band--frozen"))}>
            <span class="ss-grid__band-name" style={(!frozen).then(|| sticky(head))}>{ &band.label }</span>
        </div>
    }
}

fn field_head(head: &Head<'_>, band: &Band, field: &FieldHead) -> Html {
    let single = band.columns.len() == 1;
    let height = if single { HEAD_PX - GROUP_PX } else { FIELD_PX };
    let (style, frozen) = place(head, &band.columns, GROUP_PX, height);
    let active = band.columns.contains(&head.active);
    let unit = (!field.unit.is_empty())
        .then(|| html! { <span class="ss-grid__unit">{ format!("（{}）", field.unit) }</span> });
    // One month alone has no head of its own below this one.
    let month = head.layout.column(band.columns.start).filter(|_| single).and_then(|laid| match laid.kind {
        ColumnKind::Cell(column) if column.calendar_month().is_some() => {
            Some(html! { <span class="ss-grid__now">{ column.label() }</span> })
        }
        _ => None,
    });
    let among = (field.indent > 0).then(|| {
        html! { <span class={format!("ss-grid__among ss-grid__among--{}", field.indent)}>{ "其中：" }</span> }
    });
    html! {
        <div key={format!("f{}", band.columns.start)} role="columnheader" {style}
            data-column={band.columns.start.to_string()} title={field.label.clone()}
            aria-colindex={(band.columns.start + 2).to_string()} aria-colspan={band.columns.len().to_string()}
            class={classes!("ss-grid__field", single.then_some("ss-grid__field--single"),
                frozen.then_some("ss-grid__field--frozen"), active.then_some("ss-grid__field--active"),
                field.computed.then_some("ss-grid__field--computed"))}>
            <span class="ss-grid__field-name" style={(!frozen && !single).then(|| sticky(head))}>
                { among }{ field.label.clone() }{ month }
                if field.required { <span class="ss-grid__required" aria-label="必填" title="必填">{ "*" }</span> }
                { unit }
            </span>
        </div>
    }
}

fn column_head(head: &Head<'_>, column: usize) -> Html {
    let Some(laid) = head.layout.column(column) else { return Html::default() };
    let top = GROUP_PX + FIELD_PX;
    let (style, _) = place(head, &(column..column + 1), top, HEAD_PX - top);
    let (label, growth) = match laid.kind {
        ColumnKind::Cell(column) => (column.label().to_owned(), false),
        ColumnKind::Growth(sishang::measure::Column::Month) => ("本月同比%".to_owned(), true),
        ColumnKind::Growth(_) => ("累计同比%".to_owned(), true),
    };
    html! {
        <div key={format!("c{column}")} role="columnheader" {style} data-column={column.to_string()}
            aria-colindex={(column + 2).to_string()}
            aria-current={head.layout.is_now(column).then_some("date")}
            class={classes!("ss-grid__column", head.layout.is_now(column).then_some("ss-grid__column--now"), growth.then_some("ss-grid__column--growth"),
                (column == head.active).then_some("ss-grid__column--active"))}>
            { label }
            if head.layout.is_now(column) { <span class="ss-grid__now">{ "本月" }</span> }
        </div>
    }
}
