//! The frame around every page: top bar, navigation, banners, notices, the page, the line of law.

use yew::prelude::*;

use super::dialog::Dialogs;
use super::icon::{Icon, icon};
use super::nav::Nav;
use super::notice::Notices;
use super::saved::{SavedState, SavedTrouble};
use crate::pages;
use crate::store::{AppState, Dialog, Msg, Page, use_send, use_shown};

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
    use_effect_with((shown.page.clone(), title(&shown)), |(page, title)| {
        crate::effects::focus::page_turned(title, page.names_a_place());
    });
    html! {
        <div class={classes!("ss-shell", demonstration.then_some("ss-shell--demonstration"),
            shown.page.is_wall().then_some("ss-shell--wall"), shown.page.is_letter().then_some("ss-shell--letter"))}>
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

/// The title of the window: the page, then the work.
fn title(shown: &AppState) -> String {
    let page = match &shown.page {
        Page::Home => "首页",
        Page::Begin => "开始新的一期",
        Page::Fill { form, .. } => shown.scheme.form(form).map_or("填报", |id| &shown.scheme[id].label),
        Page::Unit { .. } => "单位页",
        Page::Admission(part) => part.label(),
        Page::Projects(part) => part.label(),
        Page::Project(_) => "项目挂图",
        Page::Audit => "审核",
        Page::Export => "导出",
        Page::Returned => "退回意见",
        Page::Gather { part, .. } => part.label(),
        Page::Scheme { form, .. } => {
            let form = form.as_ref().and_then(|key| shown.scheme.form(key));
            form.map_or("制度", |id| &shown.scheme[id].label)
        }
    };
    let work = shown.work.as_ref().map(|work| format!(" · {}", work.title())).unwrap_or_default();
    let book = if matches!(shown.page, Page::Scheme { form: Some(_), .. }) { "（制度）" } else { "" };
    format!("{page}{book}{work}{}", crate::effects::focus::PROGRAM)
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
        Page::Admission(_) => html! { <pages::admission::AdmissionPage /> },
        Page::Projects(_) => html! { <pages::project::ProjectsPage /> },
        Page::Project(_) => html! { <pages::project::ProjectPage /> },
        Page::Audit => html! { <pages::audit::Audit /> },
        Page::Export => html! { <pages::export::Export /> },
        Page::Returned => html! { <pages::returned::ReturnedPage /> },
        Page::Gather { .. } => html! { <pages::gather::GatherPage /> },
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

#[cfg(test)]
mod tests {
    use crate::store::{Access, Msg, Page, Saved};
    use crate::testing::{after, demonstration, empty, html_of};

    #[test]
    fn the_line_of_law_and_the_live_region_are_on_every_page() {
        for state in [empty(), demonstration(), after(demonstration(), [Msg::PageTurned(Page::Export)])] {
            let html = html_of(state, || yew::html! { <super::Shell /> });
            assert!(html.contains(super::LAW));
            assert!(html.contains(r#"aria-live="polite""#));
            assert!(html.contains("跳到正文"));
        }
    }

    #[test]
    fn a_demonstration_is_marked_on_every_page() {
        for page in [Page::Home, Page::Audit, Page::Export, Page::Scheme { form: None, item: None }] {
            let html = html_of(after(demonstration(), [Msg::PageTurned(page)]), || yew::html! { <super::Shell /> });
            assert!(html.contains("演示数据") && html.contains("ss-shell--demonstration"));
        }
    }

    #[test]
    fn the_page_that_is_shown_is_marked_in_the_navigation() {
        let state = after(demonstration(), [Msg::PageTurned(Page::Export)]);
        let html = html_of(state, || yew::html! { <super::Nav /> });
        let current = html.split("<a ").find(|link| link.contains("aria-current")).unwrap();
        assert!(current.contains("#/export"), "{current}");
    }

    #[test]
    fn work_that_is_not_kept_is_an_alert_that_says_what_to_do() {
        let mut state = demonstration();
        state.work = state
            .work
            .map(|work| crate::store::Work { saved: Saved::Failed(crate::effects::trouble::Trouble::Full), ..work });
        let html = html_of(state.clone(), || yew::html! { <super::SavedTrouble /> });
        assert!(html.contains(r#"role="alert""#) && html.contains("Ctrl+S") && html.contains("再存一次"), "{html}");
        state.work = state.work.map(|work| crate::store::Work { access: Access::TakenOver, ..work });
        let html = html_of(state, || yew::html! { <super::SavedTrouble /> });
        assert!(html.contains("另一个窗口") && html.contains("在这里接着填"), "{html}");
    }
}
