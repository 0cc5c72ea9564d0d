//! One finding with its sentence, the values seen, and the place to explain it.

use std::sync::Arc;

use sishang::audit::{Audit, Finding, SHORTEST_EXPLANATION, State, judge_explanation};
use sishang::message;
use sishang::workbook::{Command, Explanation, Stamp};
use web_sys::{HtmlTextAreaElement, KeyboardEvent};
use yew::prelude::*;

use super::{label_of, mark_of};
use crate::effects::keys::pressed;
use crate::effects::{clock, focus};
use crate::parts::same::SessionRef;
use crate::store::{Page, use_send};

#[derive(Properties, PartialEq)]
pub(crate) struct CardProps {
    pub session: SessionRef,
    pub finding: Arc<Finding>,
    /// Unique on the page; the ids of what is inside begin with it.
    pub id: AttrValue,
    /// Nothing can be changed.
    #[prop_or_default]
    pub locked: bool,
    /// Says whose record it is.
    #[prop_or_default]
    pub record: Option<AttrValue>,
    /// The place to write is open from the beginning.
    #[prop_or_default]
    pub open: bool,
    /// Little room: the sentence in the first line, without the values that it names anyway.
    #[prop_or_default]
    pub compact: bool,
    /// The place to write was opened, or closed.
    #[prop_or_default]
    pub on_open: Callback<bool>,
    /// Leads to the cell.
    #[prop_or_default]
    pub on_jump: Option<Callback<()>>,
}

/// A finding to read, to jump from and to explain.
#[component]
pub(crate) fn FindingCard(props: &CardProps) -> Html {
    let open = use_state_eq(|| props.open);
    let finding = &props.finding;
    let mark = mark_of(finding);
    let explanation = props.session.book.explanations.get(&finding.key);
    let to_write = {
        let (open, id, on_open) = (open.clone(), props.id.clone(), props.on_open.clone());
        Callback::from(move |_: MouseEvent| {
            // The handle tells the new state as soon as it is set.
            let now = !*open;
            open.set(now);
            on_open.emit(now);
            let id = format!("{id}-text");
            gloo::timers::callback::Timeout::new(0, move || focus::on(&id)).forget();
        })
    };
    let jump = props.on_jump.clone().map(|jump| Callback::from(move |_: MouseEvent| jump.emit(())));
    let rule = Page::scheme_item(&props.session.scheme[finding.form].key, &finding.key.rule);
    let name = props.session.scheme.rule(&finding.key.rule).map(|rule| props.session.scheme[rule].name.clone());
    let what = html! { <p class="ss-finding__what" id={format!("{}-what", props.id)}>{ &finding.sentence }</p> };
    html! {
        <article class={classes!("ss-finding", format!("ss-finding--{}", mark.class()), props.compact.then_some("ss-finding--compact"))}
            aria-labelledby={format!("{}-what", props.id)}>
            <div class="ss-finding__head">
                { label_of(finding) }
                if let Some(record) = &props.record { <strong class="ss-finding__record">{ record.clone() }</strong> }
                if props.compact { { what.clone() } }
                <span class="ss-finding__tools">
                    if let Some(jump) = jump {
                        <button type="button" class="ss-button ss-button--small" onclick={jump}>{ "到这一格" }</button>
                    }
                    if finding.explainable && !props.locked && !props.open {
                        <button type="button" class="ss-button ss-button--small" onclick={to_write}
                            aria-expanded={open.to_string()}>{ if explanation.is_some() { "改说明" } else { "写说明" } }</button>
                    }
                    <a class="ss-finding__rule" href={rule.hash()} title="看这条审核关系的依据">
                        { &finding.key.rule }{ " " }{ name.unwrap_or_default() }
                    </a>
                </span>
            </div>
            if !props.compact {
                { what }
                { values(&finding.values) }
            }
            if let Some(waiver) = Audit::waiver(&props.session.scheme, &props.session.book, finding) {
                <p class="ss-finding__explained"><strong>{ format!("{}特批：", waiver.from.name) }</strong>{ &waiver.reason }
                    <span class="ss-finding__stamp">{ waiver.stamp.at.get(..10).unwrap_or_default() }</span></p>
            }
            if let Some(explanation) = explanation { { explained(finding, explanation) } }
            if (*open || props.open) && finding.explainable && !props.locked {
                <Explain key={props.id.to_string()} session={props.session.clone()} finding={Arc::clone(finding)}
                    id={props.id.clone()} given={explanation.map_or_else(AttrValue::default, |words| words.text.clone().into())} />
            }
        </article>
    }
}

/// Names and values that the rule saw.
fn values(values: &[(String, String)]) -> Html {
    if values.is_empty() {
        return Html::default();
    }
    html! {
        <dl class="ss-finding__values">
            { for values.iter().map(|(name, value)| html! {
                <div class="ss-finding__value"><dt>{ name }</dt><dd>{ if value.is_empty() { "空" } else { value } }</dd></div>
            }) }
        </dl>
    }
}

/// The explanation that stands, or that is void: then what changed since.
fn explained(finding: &Finding, explanation: &Explanation) -> Html {
    let by = if explanation.stamp.by.is_empty() { String::new() } else { format!("{} ", explanation.stamp.by) };
    let day = explanation.stamp.at.get(..10).unwrap_or_default();
    if finding.state != State::Void {
        return html! {
            <p class="ss-finding__explained"><strong>{ "说明：" }</strong>{ &explanation.text }
                <span class="ss-finding__stamp">{ format!("{by}{day}") }</span></p>
        };
    }
    let changed = changes(&explanation.values, &finding.values);
    html! {
        <div class="ss-finding__void">
            <p><strong>{ "原来的说明已失效：" }</strong>{ &explanation.text }
                <span class="ss-finding__stamp">{ format!("{by}{day}") }</span></p>
            if changed.is_empty() {
                <p>{ "报表制度换了版本，按新的规定重新说明。" }</p>
            } else {
                <ul class="ss-finding__changes">
                    { for changed.iter().map(|(name, old, new)| html! {
                        <li>{ format!("{name}：说明时 {old}，现在 {new}") }</li>
                    }) }
                </ul>
            }
        </div>
    }
}

/// The values that are others than when the explanation was given: name, old, new.
fn changes(old: &[(String, String)], new: &[(String, String)]) -> Vec<(String, String, String)> {
    let value = |values: &[(String, String)], wanted: &str| {
        let found = values.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value);
        if found.is_empty() { "空".to_owned() } else { found.to_owned() }
    };
    let gone = old.iter().filter(|(name, _)| !new.iter().any(|(other, _)| other == name));
    let names = new.iter().chain(gone).map(|(name, _)| name.as_str());
    names.map(|name| (name.to_owned(), value(old, name), value(new, name))).filter(|(_, old, new)| old != new).collect()
}

#[derive(Properties, PartialEq)]
struct ExplainProps {
    session: SessionRef,
    finding: Arc<Finding>,
    id: AttrValue,
    /// The explanation that is there.
    given: AttrValue,
}

/// The place to write an explanation.
#[component]
fn Explain(props: &ExplainProps) -> Html {
    let send = use_send();
    let text = use_state(|| props.given.to_string());
    let refused = use_state_eq(|| None::<String>);
    let said = text.chars().filter(|character| character.is_alphanumeric()).count();
    let save = {
        let (props, text, refused, send) = (props.clone_of(), text.clone(), refused.clone(), send.clone());
        move || {
            let problem = judge_explanation(&text).err();
            refused.set(problem.map(message::audit::explanation));
            if problem.is_none() {
                send.command(props.command(text.trim()));
                send.say("说明已记下");
            }
        }
    };
    let withdraw = {
        let (finding, send, text) = (Arc::clone(&props.finding), send, text.clone());
        Callback::from(move |_: MouseEvent| {
            text.set(String::new());
            send.command(Command::Explain { finding: finding.key.clone(), explanation: None });
            send.say("说明已撤回");
        })
    };
    let oninput = {
        let (text, refused) = (text.clone(), refused.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(area) = event.target_dyn_into::<HtmlTextAreaElement>() {
                text.set(area.value());
                refused.set(None);
            }
        })
    };
    let onkeydown = {
        let save = save.clone();
        Callback::from(move |event: KeyboardEvent| {
            if pressed(&event).is_some_and(|key| key.key == "Enter" && key.ctrl) {
                event.prevent_default();
                save();
            }
        })
    };
    let area = format!("{}-text", props.id);
    let help = format!("{}-help", props.id);
    html! {
        <div class="ss-explain">
            <label class="ss-explain__label" for={area.clone()}>{ "情况说明：写清是什么原因造成的，如停产检修的时间、订单、价格、政策的变化" }</label>
            <textarea class="ss-explain__text" id={area} rows="2" value={(*text).clone()} {oninput} {onkeydown}
                aria-invalid={refused.is_some().then_some("true")} aria-describedby={help.clone()} />
            <div class="ss-explain__foot">
                <span id={help} class={classes!("ss-explain__help", refused.is_some().then_some("ss-explain__help--refused"))}>
                    { match &*refused {
                        Some(why) => why.clone(),
                        None => format!("已写 {said} 个字，至少 {SHORTEST_EXPLANATION} 个字"),
                    } }
                </span>
                if !props.given.is_empty() {
                    <button type="button" class="ss-button ss-button--small" onclick={withdraw}>{ "撤回说明" }</button>
                }
                <button type="button" class="ss-button ss-button--small ss-button--main" title="Ctrl+回车"
                    onclick={Callback::from(move |_: MouseEvent| save())}>{ "记下说明" }</button>
            </div>
        </div>
    }
}

/// What the callbacks need of the properties.
#[derive(Clone)]
struct Saying {
    session: SessionRef,
    finding: Arc<Finding>,
}

impl ExplainProps {
    fn clone_of(&self) -> Saying {
        Saying { session: self.session.clone(), finding: Arc::clone(&self.finding) }
    }
}

impl Saying {
    /// The explanation as it is kept: with the edition and the values that it explains.
    fn command(&self, text: &str) -> Command {
        let stamp = Stamp { by: self.session.book.signers.filler.clone(), at: clock::now() };
        let explanation = Explanation {
            text: text.to_owned(),
            scheme: self.session.scheme.tag(),
            values: self.finding.values.clone(),
            stamp,
        };
        Command::Explain { finding: self.finding.key.clone(), explanation: Some(explanation) }
    }
}

#[cfg(test)]
mod tests {
    use super::changes;

    fn pairs(values: &[(&str, &str)]) -> Vec<(String, String)> {
        values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_void_explanation_says_which_values_changed() {
        let old = pairs(&[("产值", "820 千元"), ("上月", "905 千元"), ("用电", "3 万千瓦时")]);
        let new = pairs(&[("产值", "830 千元"), ("上月", "905 千元"), ("人数", "")]);
        let told = changes(&old, &new);
        let told: Vec<_> = told.iter().map(|(name, old, new)| (name.as_str(), old.as_str(), new.as_str())).collect();
        assert_eq!(told, [("产值", "820 千元", "830 千元"), ("用电", "3 万千瓦时", "空")]);
    }
}
