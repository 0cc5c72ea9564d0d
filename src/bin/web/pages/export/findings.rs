//! The findings that are left: what stands in the way, what was explained, what is only a hint.

use std::sync::Arc;

use sishang::audit::{Finding, State, shared_explanations};
use sishang::message;
use sishang::scheme::Severity;
use sishang::workbook::Session;
use yew::prelude::*;

use crate::parts::severity::severity;
use crate::store::use_shown;
use crate::words;

/// Most findings that are listed here; the rest is on 审核.
const MOST_LISTED: usize = 100;

/// The findings, in three lists.
#[component]
pub(super) fn Findings() -> Html {
    let shown = use_shown();
    let Some(session) = shown.session() else { return Html::default() };
    let pick = |wanted: fn(&Finding) -> bool| -> Vec<&Arc<Finding>> {
        let mut found: Vec<_> = session.audit.findings().filter(|finding| wanted(finding)).collect();
        found.sort_by_key(|finding| finding.severity);
        found
    };
    let blocking = pick(Finding::blocks);
    let explained = pick(|finding| finding.severity != Severity::Hint && finding.state == State::Explained);
    let hints = pick(|finding| finding.severity == Severity::Hint && !finding.broken);
    html! {
        <>
            { list(session, "blocking", "要改正或说明的", &blocking) }
            { list(session, "explained", "已说明的（说明随文件一起报送）", &explained) }
            { shared(session, &explained) }
            { list(session, "hints", "提示（不影响报送）", &hints) }
        </>
    }
}

fn list(session: &Session, id: &'static str, title: &str, findings: &[&Arc<Finding>]) -> Html {
    if findings.is_empty() {
        return Html::default();
    }
    html! {
        <section class="ss-card ss-card--long" aria-labelledby={id}>
            <h2 id={id}>{ format!("{title} · {} 条", findings.len()) }</h2>
            <table class="ss-table">
                <thead>
                    <tr>
                        <th scope="col">{ "程度" }</th>
                        <th scope="col">{ "单位或项目" }</th>
                        <th scope="col">{ "审核结果" }</th>
                    </tr>
                </thead>
                <tbody>
                    for finding in findings.iter().take(MOST_LISTED) {
                        <tr key={format!("{:?}", finding.key)}>
                            <td>{ severity(finding.severity) }</td>
                            <td>
                                <a href={words::page_of(session, finding).hash()}>
                                    { words::record_title(session, finding.form, &finding.record) }
                                </a>
                            </td>
                            <td>
                                { &finding.sentence }
                                { explanation(session, finding) }
                            </td>
                        </tr>
                    }
                </tbody>
            </table>
            if findings.len() > MOST_LISTED {
                <p class="ss-quiet">{ format!("这里列了 {MOST_LISTED} 条，其余 {} 条见“审核”页。", findings.len() - MOST_LISTED) }</p>
            }
        </section>
    }
}

/// A hint for each explanation that stands word for word at many units.
fn shared(session: &Session, explained: &[&Arc<Finding>]) -> Html {
    let texts = explained.iter().filter_map(|finding| {
        let words = session.book.explanations.get(&finding.key)?;
        Some((finding.record.as_ref(), words.text.as_str()))
    });
    shared_explanations(texts)
        .into_iter()
        .map(|(text, count)| {
            html! { <p class="ss-card">{ severity(Severity::Hint) }{ " " }{ message::audit::shared_explanation(text, count) }</p> }
        })
        .collect()
}

fn explanation(session: &Session, finding: &Finding) -> Html {
    match session.book.explanations.get(&finding.key) {
        Some(words) if finding.state == State::Explained => {
            html! { <p class="ss-small"><strong>{ "说明：" }</strong>{ &words.text }</p> }
        }
        Some(words) if finding.state == State::Void => {
            html! { <p class="ss-small ss-quiet">{ format!("原来的说明已失效（数改过）：{}", words.text) }</p> }
        }
        _ => Html::default(),
    }
}
