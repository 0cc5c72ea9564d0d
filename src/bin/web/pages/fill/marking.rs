//! Below the tools: what is said of the selected blanks and zeros, and how firm the selected rows are.

use sishang::workbook::{Mark, Standing};
use yew::prelude::*;

use super::toolbar::Tool;
use crate::parts::saying;

#[derive(Properties, PartialEq)]
pub(super) struct MarkingProps {
    /// Rows selected.
    pub rows: usize,
    /// Whether the records of the form are forecast, flash or final.
    pub stands: bool,
    pub on_tool: Callback<Tool>,
}

#[component]
pub(super) fn Marking(props: &MarkingProps) -> Html {
    let button = |word: &'static str, title: &'static str, tool: Tool| {
        let on_tool = props.on_tool.clone();
        let onclick = Callback::from(move |_: MouseEvent| on_tool.emit(tool.clone()));
        html! { <button type="button" class="ss-button ss-button--small" {title} {onclick}>{ word }</button> }
    };
    html! {
        <div class="ss-choosecols ss-marking" id="fill-marking" role="group" aria-label="标注">
            <span class="ss-marking__group" role="group" aria-label="选中的空格和0">
                <span class="ss-marking__what">{ "选中的空格、0：" }</span>
                { for [Mark::NotApplicable, Mark::NotReported, Mark::Confirmed].map(|mark| {
                    let word = if mark == Mark::Confirmed { "确认真零" } else { mark.label() };
                    button(word, saying::meaning(mark), Tool::Mark(Some(mark)))
                }) }
                { button("取消标注", "收回不适用、缺报、真零", Tool::Mark(None)) }
            </span>
            if props.stands {
                <span class="ss-marking__group" role="group" aria-label="选中各行的数据状态">
                    <span class="ss-marking__what">{ format!("选中的 {} 行是：", props.rows) }</span>
                    { for Standing::ALL.map(|standing| button(standing.label(), "选中各行的数据状态", Tool::Stand(standing))) }
                </span>
            }
            <span class="ss-marking__hint">{ "只用键盘：选中后按 Alt+↓" }</span>
        </div>
    }
}
