//! For tests: states of the page, and parts rendered to HTML without a browser. Effects do not run there.

use std::rc::Rc;

use sishang::measure::Column;
use sishang::workbook::{Command, Session, Slot, Stamp, Typed};
use yew::prelude::*;

use crate::effects::lock::Lock;
use crate::store::{Access, AppState, Msg, Page, Saved, Sender, Shown, Work, WorkMeta};

/// The local time of every test.
pub(crate) const NOW: &str = "2026-11-21T14:32:05+08:00";

/// The page before anything is opened.
pub(crate) fn empty() -> AppState {
    AppState::new(sishang::scheme::builtin(), Page::Home, "window", NOW)
}

/// The page with the demonstration month open and everything kept.
pub(crate) fn demonstration() -> AppState {
    let state = empty();
    let book = sishang::demo::months(&state.scheme, "work").current;
    let meta = WorkMeta::of("kept", &book.about, NOW);
    let saved = Saved::UpTo { seq: 0, at: NOW.to_owned() };
    let work = Work::new(Session::new(state.scheme.clone(), book), &meta, saved, Access::Own, Lock::NONE);
    state.updated(Msg::WorkOpened(Box::new(work))).unwrap()
}

/// The page with one office of the made-up county open, by its position.
pub(crate) fn county_office(office: usize) -> AppState {
    let state = empty();
    let october = sishang::period::Period::of_month(2026, 10).unwrap();
    let county = sishang::demo::county::County::new(&sishang::demo::county::Options::new(7, october));
    let book = county.workbook(&state.scheme, office, october);
    let meta = WorkMeta::of("kept", &book.about, NOW);
    let saved = Saved::UpTo { seq: 0, at: NOW.to_owned() };
    let work = Work::new(Session::new(state.scheme.clone(), book), &meta, saved, Access::Own, Lock::NONE);
    state.updated(Msg::WorkOpened(Box::new(work))).unwrap()
}

/// The demonstration with its first project among those whose progress is followed month by month.
pub(crate) fn followed_project() -> AppState {
    let state = demonstration();
    let projects = state.scheme.form("projects").unwrap();
    let level = state.scheme[projects].field("level").unwrap();
    let code = state.scheme.list("project_level").map(|list| state.scheme[list].items[0].code.clone()).unwrap();
    let key = state.session().unwrap().book.table(projects).rows()[0].key.clone();
    let slot = Slot { field: level, column: Column::Plain };
    let cells = vec![Typed { key, slot, text: code.as_str().into() }];
    let command = Command::Type { form: projects, cells };
    let stamp = Stamp { by: String::new(), at: NOW.to_owned() };
    after(state, [Msg::Commanded { command, stamp }])
}

/// The state after messages, those that change nothing included.
pub(crate) fn after(state: AppState, messages: impl IntoIterator<Item = Msg>) -> AppState {
    messages.into_iter().fold(state, |state, msg| state.updated(msg).unwrap_or(state))
}

#[derive(Properties)]
struct StageProps {
    state: Shown,
    view: fn() -> Html,
}

impl PartialEq for StageProps {
    fn eq(&self, other: &Self) -> bool {
        self.state == other.state
    }
}

#[component]
fn Stage(props: &StageProps) -> Html {
    let state = {
        let state = props.state.clone();
        use_reducer(move || state)
    };
    html! {
        <ContextProvider<Sender> context={Sender::new(state.dispatcher())}>
            <ContextProvider<Shown> context={(*state).clone()}>{ (props.view)() }</ContextProvider<Shown>>
        </ContextProvider<Sender>>
    }
}

/// What a part shows in a state, as HTML.
pub(crate) fn html_of(state: AppState, view: fn() -> Html) -> String {
    let props = StageProps { state: Shown(Rc::new(state)), view };
    futures::executor::block_on(yew::LocalServerRenderer::<Stage>::with_props(props).hydratable(false).render())
}
