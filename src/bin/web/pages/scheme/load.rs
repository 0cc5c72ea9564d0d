//! Which scheme is in use, and putting a county's file in use.

use std::rc::Rc;
use std::sync::Arc;

use gloo::timers::callback::Timeout;
use sishang::message::lint as words;
use sishang::scheme::SchemeError;
use sishang::scheme::lint::{self, Lint};
use yew::prelude::*;

use crate::actions;
use crate::effects::files;
use crate::parts::icon::{Icon, icon};
use crate::parts::same::SameArc;
use crate::parts::severity::{self, Kind, mark};
use crate::store::{SchemeOrigin, Tone, use_send, use_shown};

/// A file that was refused: its name, and every mistake in it, ready to read.
type Refused = Rc<(String, Vec<String>)>;

/// The scheme in use, and the way to another.
#[component]
pub(super) fn Identity() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let refused = use_state(|| None::<Refused>);
    let scheme = &shown.scheme;
    let chosen = {
        let (shown, send, refused) = (shown.clone(), send.clone(), refused.clone());
        Callback::from(move |event: Event| {
            let (shown, send, refused) = (shown.clone(), send.clone(), refused.clone());
            files::read(files::chosen(&event), move |given| {
                let Some(file) = given.first() else { return };
                let text = match text_of(file) {
                    Ok(text) => text,
                    Err(why) => return refused.set(Some(Rc::new((file.name.clone(), vec![why])))),
                };
                match actions::scheme::read(&file.name, &text) {
                    Ok(next) => {
                        let tag = next.tag();
                        refused.set(None);
                        actions::scheme::put_in_use(&shown, &send, &file.name, &text, next);
                        send.notice(
                            Tone::Done,
                            format!("已换用报表制度“{}”（{tag}）。已填的内容都在，并按它重新审核了。", file.name),
                        );
                    }
                    Err(errors) => {
                        let lines = errors.iter().map(SchemeError::to_string).collect();
                        refused.set(Some(Rc::new((file.name.clone(), lines))));
                    }
                }
            });
        })
    };
    let back = {
        let (shown, send, refused) = (shown.clone(), send.clone(), refused.clone());
        Callback::from(move |_: MouseEvent| {
            refused.set(None);
            actions::scheme::go_back(&shown, &send);
            send.notice(Tone::Done, "已换回程序自带的报表制度。");
        })
    };
    html! {
        <section class="ss-card" aria-labelledby="identity">
            <h2 id="identity">{ scheme.name.clone() }</h2>
            <dl class="ss-facts">
                <dt>{ "标识和版本" }</dt><dd>{ scheme.tag() }</dd>
                <dt>{ "来源" }</dt>
                <dd>
                    { match &shown.origin {
                        SchemeOrigin::BuiltIn => "程序自带".to_owned(),
                        SchemeOrigin::File(name) => format!("文件“{name}”"),
                    } }
                </dd>
                if let Some(base) = &scheme.based_on { <dt>{ "在其基础上" }</dt><dd>{ base.clone() }</dd> }
                <dt>{ "制定机关" }</dt><dd>{ scheme.issued.authority.clone() }</dd>
                <dt>{ "批准文号或依据" }</dt><dd>{ scheme.issued.approval.clone() }</dd>
                if let Some(until) = scheme.issued.valid_until { <dt>{ "有效期至" }</dt><dd>{ until.chinese() }</dd> }
                <dt>{ "内容" }</dt>
                <dd>{ format!("{} 张表，{} 条审核关系，{} 个代码表", scheme.forms.len(), scheme.rules.len(), scheme.lists.len()) }</dd>
                <dt>{ "摘要" }</dt><dd><code class="ss-digest">{ scheme.digest().to_owned() }</code></dd>
            </dl>
            <div class="ss-actions">
                <span class="ss-pick">
                    <input type="file" accept=".toml" onchange={chosen} id="scheme-file" aria-label="装入制度文件" />
                    <span class="ss-button">{ icon(Icon::File) }{ "装入制度文件" }</span>
                </span>
                if shown.origin != SchemeOrigin::BuiltIn {
                    <button type="button" class="ss-button" onclick={back}>{ "换回程序自带的制度" }</button>
                }
                <span class="ss-small ss-quiet">{ "上级发的 .toml 文件；有错误就不会使用，现在的制度不变" }</span>
            </div>
            if let Some(refused) = refused.as_ref() {
                { errors(refused) }
            }
            if shown.origin != SchemeOrigin::BuiltIn { <Warnings /> }
        </section>
    }
}

/// Most warnings that are listed.
const MOST_WARNINGS: usize = 12;

/// When the page has been drawn with the scheme.
const DRAWN_MILLIS: u32 = 50;

/// Whether the rules that a county added or changed go together with the others.
#[component]
fn Warnings() -> Html {
    let scheme = SameArc(Arc::clone(&use_shown().scheme));
    let lint = use_state(|| None::<Rc<Lint>>);
    {
        let lint = lint.clone();
        // Only the changed rules, and after the page is there: reasoning takes a moment.
        use_effect_with(scheme.clone(), move |scheme| {
            lint.set(None);
            let scheme = scheme.clone();
            let wait = Timeout::new(DRAWN_MILLIS, move || {
                let changed = lint::changed_rules(&scheme.0, &actions::scheme::built_in());
                lint.set(Some(Rc::new(lint::lint_only(&scheme.0, &changed))));
            });
            move || drop(wait)
        });
    }
    let Some(lint) = &*lint else { return Html::default() };
    if lint.warnings.is_empty() {
        return html! {
            <p class="ss-small">{ severity::done("改动的审核关系没有发现矛盾、重复或不起作用的。") }{ words::judged(&lint.judged) }</p>
        };
    }
    html! {
        <div id="scheme-warnings">
            <p>{ mark(Kind::Soft, format!("改动的审核关系有 {} 处要看一看，制度照常使用：", lint.warnings.len())) }</p>
            <ul>
                for warning in lint.warnings.iter().take(MOST_WARNINGS) {
                    <li>{ words::sentence(&scheme.0, warning) }</li>
                }
            </ul>
            <p class="ss-small ss-quiet">{ words::judged(&lint.judged) }</p>
        </div>
    }
}

/// The text of a scheme file.
fn text_of(file: &files::Given) -> Result<String, String> {
    let bytes = file.content.as_ref().map_err(actions::read::not_read)?;
    let text = std::str::from_utf8(bytes)
        .map_err(|_| "不是 UTF-8 编码的文字。请用记事本打开它，“另存为”时编码选 UTF-8，再装入。".to_owned())?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

fn errors(refused: &Refused) -> Html {
    let (name, errors) = refused.as_ref();
    html! {
        <div role="alert">
            <p>{ mark(Kind::Hard, format!("“{name}”没有装入，有 {} 处要改。现在用的制度没有变。", errors.len())) }</p>
            <pre class="ss-errors" tabindex="0">{ errors.join("\n\n") }</pre>
        </div>
    }
}

/// The named numbers of the scheme, with their reasons.
#[component]
pub(super) fn Settings() -> Html {
    let shown = use_shown();
    let settings = &shown.scheme.settings;
    if settings.is_empty() {
        return Html::default();
    }
    html! {
        <section class="ss-card ss-card--long" aria-labelledby="settings">
            <h2 id="settings">{ "参数" }</h2>
            <table class="ss-table">
                <thead>
                    <tr>
                        <th scope="col">{ "参数" }</th>
                        <th scope="col">{ "值" }</th>
                        <th scope="col">{ "理由和出处" }</th>
                    </tr>
                </thead>
                <tbody>
                    for setting in settings {
                        <tr key={setting.key.clone()}>
                            <th scope="row">{ setting.label.clone() }</th>
                            <td class="ss-nowrap">{ value(&setting.value) }</td>
                            <td>{ setting.why.clone() }<span class="ss-small ss-quiet">{ format!(" {}", setting.source) }</span></td>
                        </tr>
                    }
                </tbody>
            </table>
        </section>
    }
}
/// A literal of the formula language; truth in Chinese too, for its word alone is English.
fn value(literal: &str) -> String {
    match literal {
        "true" => "是（true）".to_owned(),
        "false" => "否（false）".to_owned(),
        other => other.to_owned(),
    }
}
