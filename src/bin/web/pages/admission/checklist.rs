//! The checklist of one unit or project: what its category and way in ask for, there or missing.

use sishang::board::{Material, materials};
use sishang::workbook::Session;
use yew::prelude::*;

use crate::parts::severity::{Kind, done, mark};
use crate::store::Page;

/// The checklist with the way to fill it.
pub(super) fn checklist(session: &Session, roster: &str, form: &str, key: &str) -> Html {
    let all = materials(&session.scheme, &session.book, form, key);
    let first = all.iter().find(|one| one.has != Some(true)).or(all.first());
    let to = |field: &str| Page::Unit {
        roster: roster.to_owned(),
        key: key.to_owned(),
        at: Some((form.to_owned(), field.to_owned())),
    };
    let mut groups: Vec<(&str, Vec<&Material>)> = Vec::new();
    for one in &all {
        match groups.last_mut() {
            Some((group, list)) if *group == one.group => list.push(one),
            _ => groups.push((&one.group, vec![one])),
        }
    }
    html! {
        <div class="ss-board__list">
            for (group, list) in groups {
                <h3 class="ss-small">{ group }</h3>
                <ul class="ss-checklist">
                    for one in list {
                        <li key={one.field.clone()}>
                            { match one.has {
                                Some(true) => done("有"),
                                Some(false) => mark(Kind::Hard, "缺"),
                                None => mark(Kind::Soft, "未登记"),
                            } }
                            <a href={to(&one.field).hash()} title={one.explain.clone()}>{ one.label.clone() }</a>
                        </li>
                    }
                </ul>
            }
            <p>
                <a class="ss-button ss-button--small" href={to(first.map_or("way", |one| &one.field)).hash()}>{ "打开入库进度表" }</a>
            </p>
        </div>
    }
}
