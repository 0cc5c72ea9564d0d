//! Above the grid: search, filters, columns, rows, habits.

use sishang::grid::{ColumnChoice, Layout};
use sishang::measure::Measure;
use sishang::scheme::FormId;
use sishang::workbook::{Mark, Standing, has_standing};
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use super::Habits;
use super::kept::Filter;
use super::marking::Marking;
use crate::effects::keys::pressed;
use crate::parts::icon::{Icon, icon};
use crate::parts::same::SessionRef;

/// What is asked for above the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tool {
    Columns(ColumnChoice),
    Filter(Filter),
    Query(String),
    Habits(Habits),
    AddRow {
        above: bool,
    },
    RemoveRows,
    Seek {
        forward: bool,
    },
    OpenUnit,
    /// Says something of the selected blanks and zeros, or takes it back.
    Mark(Option<Mark>),
    /// Says how firm the selected rows are.
    Stand(Standing),
    /// Back into the grid.
    Stay,
}

#[derive(Properties, PartialEq)]
pub(super) struct ToolbarProps {
    pub session: SessionRef,
    pub form: FormId,
    pub choice: ColumnChoice,
    pub filter: Filter,
    pub query: AttrValue,
    pub habits: Habits,
    pub locked: bool,
    /// Records of the form, and how many of them are shown.
    pub total: usize,
    pub shown: usize,
    /// Rows selected.
    pub selected: usize,
    pub on_tool: Callback<Tool>,
}

#[component]
pub(super) fn Toolbar(props: &ToolbarProps) -> Html {
    let open = use_state_eq(|| false);
    let marking = use_state_eq(|| false);
    let def = &props.session.scheme[props.form];
    let tool = |tool: Tool| {
        let on_tool = props.on_tool.clone();
        Callback::from(move |_: MouseEvent| on_tool.emit(tool.clone()))
    };
    let search = {
        let on_tool = props.on_tool.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                on_tool.emit(Tool::Query(input.value()));
            }
        })
    };
    let search_key = {
        let on_tool = props.on_tool.clone();
        Callback::from(move |event: KeyboardEvent| match pressed(&event).map(|key| key.key).as_deref() {
            Some("Enter" | "ArrowDown") => {
                event.prevent_default();
                on_tool.emit(Tool::Stay);
            }
            Some("Escape") => on_tool.emit(Tool::Query(String::new())),
            _ => {}
        })
    };
    let columns = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let mark = {
        let marking = marking.clone();
        Callback::from(move |_: MouseEvent| marking.set(!*marking))
    };
    let seen = if props.shown == props.total {
        format!("共 {} 行", props.total)
    } else {
        format!("共 {} 行，显示 {} 行", props.total, props.shown)
    };
    let direction = Habits { enter_right: !props.habits.enter_right, ..props.habits };
    html! {
        <div class="ss-tools" role="group" aria-label="表格工具">
            <label class="ss-tools__search">
                <span class="ss-unseen">{ "按名称、代码或拼音首字母查找" }</span>{ icon(Icon::Search) }
                <input type="search" value={props.query.clone()} oninput={search} onkeydown={search_key}
                    placeholder="名称、代码、拼音首字母" autocomplete="off" />
            </label>
            <span class="ss-tools__group" role="group" aria-label="显示哪些行">
                { for [(Filter::All, "全部"), (Filter::Unfilled, "未填完"), (Filter::Found, "有问题")].map(|(filter, word)| html! {
                    <button type="button" class="ss-button ss-button--small" aria-pressed={(props.filter == filter).to_string()}
                        onclick={tool(Tool::Filter(filter))}>{ word }</button>
                }) }
            </span>
            <span class="ss-tools__count" aria-live="polite">{ seen }</span>
            <span class="ss-tools__group" role="group" aria-label="审核问题">
                <button type="button" class="ss-button ss-button--small" title="上一处问题（Shift+F8）"
                    onclick={tool(Tool::Seek { forward: false })}>{ "上一处" }</button>
                <button type="button" class="ss-button ss-button--small" title="下一处问题（F8）"
                    onclick={tool(Tool::Seek { forward: true })}>{ "下一处问题 F8" }</button>
            </span>
            if def.is_lasting() && !props.locked {
                <span class="ss-tools__group" role="group" aria-label="行">
                    <button type="button" class="ss-button ss-button--small" onclick={tool(Tool::AddRow { above: false })}>
                        { if def.is_roster() { "加一行" } else { "加一行…" } }</button>
                    if def.is_roster() {
                        <button type="button" class="ss-button ss-button--small" onclick={tool(Tool::AddRow { above: true })}
                            disabled={props.shown == 0}>{ "在上面插入" }</button>
                    }
                    <button type="button" class="ss-button ss-button--small" onclick={tool(Tool::RemoveRows)}
                        disabled={props.shown == 0}>
                        { if props.selected > 1 { format!("删除 {} 行…", props.selected) } else { "删除行…".to_owned() } }
                    </button>
                </span>
            }
            if !props.locked {
                <button type="button" class="ss-button ss-button--small" onclick={mark} aria-expanded={marking.to_string()}
                    aria-controls="fill-marking" title="空格注明不适用、缺报，0确认真零，行设为预计、快报、正式">{ "标注…" }</button>
            }
            <span class="ss-tools__space" />
            if def.fields.iter().any(|field| field.measure == Measure::Months) {
                <button type="button" id="this-period" class="ss-button ss-button--small" aria-pressed={props.choice.this_period.to_string()}
                    title="按月的指标只显示本期的月份，其他月份收起来"
                    onclick={tool(Tool::Columns(ColumnChoice { this_period: !props.choice.this_period, ..props.choice.clone() }))}>
                    { "只看本月" }</button>
            }
            <button type="button" class="ss-button ss-button--small" onclick={tool(Tool::OpenUnit)} disabled={props.shown == 0}
                title="打开这个单位的单独一页（Ctrl+回车）">{ "单位页" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={columns} aria-expanded={open.to_string()}
                aria-controls="fill-columns">{ "选列" }</button>
            <button type="button" class="ss-button ss-button--small" onclick={tool(Tool::Habits(direction))}
                title="按回车后移到下一行还是右边一格">
                { if props.habits.enter_right { "回车：向右 →" } else { "回车：向下 ↓" } }
            </button>
            if *open { { column_choice(props) } }
            if *marking && !props.locked {
                <Marking rows={props.selected} stands={has_standing(def)} on_tool={props.on_tool.clone()} />
            }
        </div>
    }
}

/// Which columns are shown.
fn column_choice(props: &ToolbarProps) -> Html {
    let def = &props.session.scheme[props.form];
    let has_flow = def.fields.iter().any(|field| field.measure == Measure::Flow);
    let has_base = has_flow || def.fields.iter().any(|field| field.measure == Measure::Stock);
    let check = |label: String, checked: bool, choice: ColumnChoice| {
        let on_tool = props.on_tool.clone();
        let onchange = Callback::from(move |_: Event| on_tool.emit(Tool::Columns(choice.clone())));
        html! { <label class="ss-check"><input type="checkbox" {checked} {onchange} />{ label }</label> }
    };
    let groups = Layout::groups_of(def);
    html! {
        <div class="ss-choosecols" id="fill-columns" role="group" aria-label="显示哪些列">
            if groups.len() > 1 {
                { for groups.into_iter().map(|group| {
                    let hidden = props.choice.hidden_groups.contains(group);
                    let mut choice = props.choice.clone();
                    if hidden { choice.hidden_groups.remove(group); } else { choice.hidden_groups.insert(group.to_owned()); }
                    let label = if group.is_empty() { "其他" } else { group };
                    check(label.to_owned(), !hidden, choice)
                }) }
            }
            if has_base {
                { check("上年同期".to_owned(), props.choice.last_year,
                    ColumnChoice { last_year: !props.choice.last_year, ..props.choice.clone() }) }
            }
            if has_flow {
                { check("同比".to_owned(), props.choice.growth,
                    ColumnChoice { growth: !props.choice.growth, ..props.choice.clone() }) }
            }
        </div>
    }
}
