//! The files to carry over from, and what becomes of each.

use std::rc::Rc;

use sishang::period::{January, Period};
use yew::prelude::*;

use crate::actions;
use crate::actions::carry::Fate;
use crate::effects::files;
use crate::parts::icon::{Icon, icon};
use crate::parts::severity::{Kind, mark};
use crate::store::{AppState, Msg, use_send, use_shown};

#[derive(Properties, PartialEq, Eq)]
pub(crate) struct SourcesProps {
    /// What becomes of each file; `None` while no office is chosen.
    pub fates: Option<Rc<[Fate]>>,
    /// The period that is begun.
    pub period: Option<Period>,
}

/// The files given so far, and the place to give more.
#[component]
pub(crate) fn Sources(props: &SourcesProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let chosen = {
        let shown = shown.clone();
        Callback::from(move |event: Event| actions::files::given(files::chosen(&event), &shown, &send))
    };
    let wanted: Vec<String> = props
        .period
        .into_iter()
        .flat_map(|period| [period.previous(January::Exempt), period.last_year()])
        .flatten()
        .map(Period::chinese)
        .collect();
    html! {
        <section class="ss-card" aria-labelledby="sources-title">
            <h2 id="sources-title">{ "3. 结转以前的文件（可以没有，也可以以后再结转）" }</h2>
            <div class="ss-drop">
                <p>{ format!("要用的是本单位{}的文件。可以一起选，程序自己分清。", wanted.join("和")) }</p>
                <p class="ss-quiet">{ "上期的文件带来名录、固定的内容和对照数；上年同期的文件带来上年同期数。本期的数不会自动填。" }</p>
                <span class="ss-pick">
                    <input type="file" accept=".json" multiple={true} onchange={chosen} id="source-file" aria-label="选文件" />
                    <span class="ss-button">{ icon(Icon::File) }{ "选文件" }</span>
                </span>
                <span class="ss-quiet">{ " 或把文件拖到页面上" }</span>
                for (id, title) in kept_here(&shown, props.period) {
                    <KeptHere key={id.clone()} id={id.clone()} title={title.clone()} />
                }
            </div>
            if !shown.begun.sources.is_empty() {
                <ul class="ss-list" aria-live="polite">
                    for source in shown.begun.sources.iter() {
                        <Line key={source.name.to_string()} name={source.name.clone()}
                            fate={fate(props.fates.as_deref(), &source.name)}
                            why={source.content.as_ref().err().cloned()} />
                    }
                </ul>
            }
        </section>
    }
}

/// The works kept in this browser that can be carried over from: identity and title.
fn kept_here(shown: &AppState, period: Option<Period>) -> Vec<(String, String)> {
    let (Some(period), Some(office)) = (period, &shown.begun.office) else { return Vec::new() };
    let wanted = [period.previous(January::Exempt), period.last_year()];
    let metas = shown.shelf.works().iter().filter_map(|found| found.meta.as_ref());
    metas
        .filter(|meta| meta.code == office.code && !meta.demonstration && wanted.contains(&Some(meta.period)))
        .map(|meta| (meta.id.clone(), format!("{} {}", meta.office, meta.period.chinese())))
        .collect()
}

#[derive(Properties, PartialEq, Eq)]
struct KeptProps {
    id: String,
    title: String,
}

/// Takes a work kept here instead of its file.
#[component]
fn KeptHere(props: &KeptProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let (id, name) = (props.id.clone(), format!("本机存的 {}", props.title));
    let take = Callback::from(move |_: MouseEvent| actions::open::as_source(&shown, &send, &id, &name));
    html! {
        <p>
            <button type="button" class="ss-button" onclick={take}>{ format!("用本机存的{}", props.title) }</button>
        </p>
    }
}

fn fate(fates: Option<&[Fate]>, name: &str) -> Option<Fate> {
    fates?.iter().find(|fate| fate.name == name).cloned()
}

#[derive(Properties, PartialEq, Eq)]
struct LineProps {
    name: AttrValue,
    fate: Option<Fate>,
    why: Option<AttrValue>,
}

#[component]
fn Line(props: &LineProps) -> Html {
    let send = use_send();
    let name = props.name.clone();
    let remove = Callback::from(move |_: MouseEvent| send.send(Msg::SourceDropped(name.clone())));
    let (kind, word, text) = match (&props.fate, &props.why) {
        (Some(fate), _) if fate.used => (Kind::Done, "结转", fate.text.clone()),
        (Some(fate), _) => (Kind::Hard, "不用", fate.text.clone()),
        (None, Some(why)) => (Kind::Hard, "不用", why.to_string()),
        (None, None) => (Kind::Hint, "已读", "选定报送单位以后就知道能结转什么。".to_owned()),
    };
    html! {
        <li>
            <span class="ss-list__main">
                <strong>{ props.name.clone() }</strong><br />
                { mark(kind, word) }{ " " }<span>{ text }</span>
            </span>
            <button type="button" class="ss-button ss-button--quiet" onclick={remove}
                aria-label={format!("不要文件 {}", props.name)}>{ "不要了" }</button>
        </li>
    }
}
