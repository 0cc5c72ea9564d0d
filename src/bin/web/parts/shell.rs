//! The frame around every page: top bar, navigation, banners, notices, the page, the line of law.

use yew::prelude::*;

use super::dialog::Dialogs;
use super::icon::{Icon, icon};
use super::nav::Nav;
use super::notice::Notices;
use super::saved::{SavedState, SavedTrouble};
use crate::pages;
use crate::store::{Dialog, Msg, Page, use_send, use_shown};

/// What the program may never be taken for.
///
/// # Source
/// 统计法; design.md §1.
pub(crate) const LAW: &str = "本工具仅用于工作调度台账，不替代、不生成联网直报数据。";

/// The frame, with the page that is asked for in it.
#[component]
pub(crate) fn Shell() -> Html {
    let shown = use_shown();
    let demonstration = shown.session().is_some_and(|session| session.book.about.demonstration);
    html! {
        <div class={classes!("ss-shell", demonstration.then_some("ss-shell--demonstration"))}>
            <a class="ss-skip" href="#main" onclick={to_main()}>{ "跳到正文" }</a>
            <header class="ss-top">
                <TopBar />
                <Nav />
            </header>
            <SavedTrouble />
            <Notices />
            <BackLine />
            <main id="main" class="ss-main" tabindex="-1">{ page(&shown.page, shown.work.is_some()) }</main>
            <footer class="ss-foot">{ LAW }</footer>
            <Dialogs />
            if let Some(what) = &shown.busy {
                <div class="ss-busy" role="status">{ what.clone() }</div>
            }
        </div>
    }
}

/// The hash is the address of the page here, so the skip link moves the focus by itself.
fn to_main() -> Callback<MouseEvent> {
    Callback::from(|event: MouseEvent| {
        event.prevent_default();
        crate::effects::focus::on("main");
    })
}

fn page(page: &Page, has_work: bool) -> Html {
    if page.needs_work() && !has_work {
        return html! { <pages::home::Home /> };
    }
    match page {
        Page::Home => html! { <pages::home::Home /> },
        Page::Begin => html! { <pages::begin::Begin /> },
        Page::Fill { .. } => html! { <pages::fill::Fill /> },
        Page::Unit { .. } => html! { <pages::unit::UnitPage /> },
        Page::Audit => html! { <pages::audit::Audit /> },
        Page::Export => html! { <pages::export::Export /> },
        Page::Scheme { .. } => html! { <pages::scheme::SchemePage /> },
    }
}

#[component]
fn TopBar() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let help = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.ask(Dialog::Help))
    };
    let (undo, redo) = {
        let (a, b) = (send.clone(), send);
        (Callback::from(move |_: MouseEvent| a.undo()), Callback::from(move |_: MouseEvent| b.redo()))
    };
    let (undoable, redoable) = shown.session().map_or((0, 0), sishang::workbook::Session::history);
    html! {
        <div class="ss-bar">
            <span class="ss-bar__name">{ "四上台账" }</span>
            if let Some(work) = &shown.work {
                <span class="ss-bar__work">
                    <strong>{ work.session.book.about.office.name.clone() }</strong>
                    { " " }{ work.session.book.about.period.chinese() }
                    if work.session.book.about.demonstration {
                        <span class="ss-tag ss-tag--demonstration">{ "演示数据" }</span>
                    }
                    if !work.is_open() {
                        <span class="ss-tag">{ icon(Icon::Locked) }{ "只看" }</span>
                    }
                </span>
                <SavedState />
                <span class="ss-bar__tools">
                    <button type="button" class="ss-button ss-button--quiet" onclick={undo} disabled={undoable == 0}
                        title="撤销（Ctrl+Z）">{ icon(Icon::Undo) }{ "撤销" }</button>
                    <button type="button" class="ss-button ss-button--quiet" onclick={redo} disabled={redoable == 0}
                        title="重做（Ctrl+Y）">{ icon(Icon::Redo) }{ "重做" }</button>
                </span>
            } else {
                <span class="ss-bar__work">{ "四上企业和投资项目月度台账" }</span>
            }
            <button type="button" class="ss-button ss-button--quiet" onclick={help} title="帮助和快捷键（F1）">
                { icon(Icon::Help) }{ "帮助" }
            </button>
        </div>
    }
}

/// After a jump: the way back.
#[component]
fn BackLine() -> Html {
    let (shown, send) = (use_shown(), use_send());
    if shown.back.is_none() {
        return Html::default();
    }
    let back = Callback::from(move |_: MouseEvent| send.send(Msg::CameBack));
    html! {
        <div class="ss-back">
            <button type="button" class="ss-button ss-button--quiet" onclick={back} title="回到刚才的页（Ctrl+B）">
                { icon(Icon::Back) }{ "回到刚才的页" }
            </button>
        </div>
    }
}
