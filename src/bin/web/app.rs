//! The root: holds the state, gives it to everything below, and runs the effects that never end.

use std::rc::Rc;

use yew::prelude::*;

use crate::actions;
use crate::effects::{clock, files, hash, journal, leaving, lock, owner, shortcuts};
use crate::parts::shell::Shell;
use crate::store::{AppState, Sender, Shown};

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    let state = use_reducer(|| {
        let scheme = actions::scheme::built_in();
        Shown(Rc::new(AppState::new(scheme, hash::page(), &clock::token(), &clock::now())))
    });
    let send = use_memo((), |()| Sender::new(state.dispatcher()));
    let (shown, send) = ((*state).clone(), (*send).clone());

    hash::use_hash(&shown.page, send.clone());
    journal::use_journal(&shown, send.clone());
    owner::use_owner(&shown, send.clone());
    shortcuts::use_shortcuts(shown.clone(), send.clone());
    leaving::use_guard(shown.work.as_ref().is_some_and(crate::store::Work::is_at_risk));
    lock::use_release(shown.work.as_ref().map(|work| work.lock.clone()));
    let dropped = {
        let (shown, send) = (shown.clone(), send.clone());
        use_callback((shown, send), |dropped, (shown, send)| actions::files::dropped(dropped, shown, send))
    };
    files::use_drop(dropped);
    {
        let (shown, send) = (shown.clone(), send.clone());
        use_effect_with(shown.asked, move |&(number, status)| {
            if number > 0 {
                actions::submit::write(&shown, &send, status);
            }
        });
    }
    {
        let shown = shown.clone();
        use_effect_with(shown.page.clone(), move |_| actions::open::note_place(&shown));
    }
    {
        let (shown, send) = (shown.clone(), send.clone());
        let can_keep = shown.db().is_some();
        let said = shown.gather.as_ref().filter(|gather| gather.seq > 0 && !gather.is_early && can_keep);
        let said = said.map(|gather| (gather.id.clone(), gather.seq));
        use_effect_with(said, move |said| {
            if said.is_some() {
                actions::gather::keep(&shown, &send);
            }
        });
    }
    {
        let send = send.clone();
        use_effect_with((), move |()| actions::start(&send));
    }
    html! {
        <ContextProvider<Sender> context={send}>
            <ContextProvider<Shown> context={shown}>
                <Shell />
            </ContextProvider<Shown>>
        </ContextProvider<Sender>>
    }
}
