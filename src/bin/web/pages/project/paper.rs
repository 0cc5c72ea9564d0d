//! What a wall chart is printed on.

use yew::prelude::*;

use crate::effects::files;

/// Size and colours of the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paper {
    /// A3 rather than A4; both lie.
    pub large: bool,
    /// Without colours: signs, words and patterns tell all the same.
    pub grey: bool,
}

impl Paper {
    /// Size and margin, as style sheets write them.
    pub(super) const fn size(self) -> (&'static str, &'static str) {
        if self.large { ("420mm 297mm", "9mm") } else { ("297mm 210mm", "7mm") }
    }

    /// Classes of what is printed on it: the type is as large as the paper allows.
    pub(super) fn class(self) -> Classes {
        classes!(
            "ss-wall",
            if self.large { "ss-wall--a3" } else { "ss-wall--a4" },
            self.grey.then_some("ss-wall--grey")
        )
    }
}

/// The choice of the paper, and printing on it.
pub(super) fn controls(paper: &UseStateHandle<Paper>) -> Html {
    let now = **paper;
    let to = |next: Paper| {
        let paper = paper.clone();
        Callback::from(move |_: MouseEvent| paper.set(next))
    };
    let choice = |word: &'static str, next: Paper| {
        html! {
            <button type="button" class="ss-button ss-button--small" aria-pressed={(now == next).to_string()} onclick={to(next)}>{ word }</button>
        }
    };
    html! {
        <div class="ss-tools" role="group" aria-label="打印">
            <span class="ss-tools__group" role="group" aria-label="纸张">
                { choice("A4 横", Paper { large: false, ..now }) }
                { choice("A3 横", Paper { large: true, ..now }) }
            </span>
            <span class="ss-tools__group" role="group" aria-label="颜色">
                { choice("彩色", Paper { grey: false, ..now }) }
                { choice("黑白", Paper { grey: true, ..now }) }
            </span>
            <button type="button" class="ss-button ss-button--main ss-button--small" onclick={Callback::from(|_: MouseEvent| files::print())}>{ "打印挂图" }</button>
            <span class="ss-small ss-quiet">{ "打印窗口里纸张也选同样大小；要颜色和底纹的，勾选“背景图形”。" }</span>
        </div>
    }
}
