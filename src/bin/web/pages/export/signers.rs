//! Who signs.

use sishang::code::phone;
use sishang::workbook::{Command, Signers};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::effects::keys;
use crate::store::{use_send, use_shown};

/// One of the four lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Filler,
    Lead,
    Head,
    Phone,
}

impl Line {
    const ALL: [Self; 4] = [Self::Filler, Self::Lead, Self::Head, Self::Phone];

    const fn id(self) -> &'static str {
        match self {
            Self::Filler => "signer-filler",
            Self::Lead => "signer-lead",
            Self::Head => "signer-head",
            Self::Phone => "signer-phone",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Filler => "填表人",
            Self::Lead => "统计负责人",
            Self::Head => "单位负责人",
            Self::Phone => "联系电话",
        }
    }

    fn of(self, signers: &Signers) -> &str {
        match self {
            Self::Filler => &signers.filler,
            Self::Lead => &signers.statistics_lead,
            Self::Head => &signers.head,
            Self::Phone => &signers.phone,
        }
    }

    fn with(self, signers: &Signers, text: String) -> Signers {
        let mut next = signers.clone();
        match self {
            Self::Filler => next.filler = text,
            Self::Lead => next.statistics_lead = text,
            Self::Head => next.head = text,
            Self::Phone => next.phone = text,
        }
        next
    }
}

/// The form; each line is kept when it is left, as a cell is.
#[component]
pub(super) fn SignersForm() -> Html {
    html! {
        <section class="ss-card" aria-labelledby="signers">
            <h2 id="signers">{ "签名" }</h2>
            <div class="ss-form ss-form--two">
                for line in Line::ALL {
                    <SignerLine key={line.id()} {line} />
                }
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq, Eq)]
struct LineProps {
    line: Line,
}

#[component]
fn SignerLine(props: &LineProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let line = props.line;
    let kept = shown.session().map(|session| line.of(&session.book.signers).to_owned()).unwrap_or_default();
    let typed = use_state(|| None::<String>);
    let text = typed.as_ref().cloned().unwrap_or_else(|| kept.clone());
    let input = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            typed.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()));
        })
    };
    let commit = {
        let (shown, typed) = (shown.clone(), typed.clone());
        Callback::from(move |()| {
            let (Some(session), Some(text)) = (shown.session(), typed.as_ref()) else { return };
            let text = text.trim().to_owned();
            if text != line.of(&session.book.signers) {
                send.command(Command::Sign(line.with(&session.book.signers, text)));
            }
            typed.set(None);
        })
    };
    let left = {
        let commit = commit.clone();
        Callback::from(move |_: FocusEvent| commit.emit(()))
    };
    let key = Callback::from(move |event: KeyboardEvent| match keys::pressed(&event) {
        Some(pressed) if pressed.key == "Enter" => commit.emit(()),
        Some(pressed) if pressed.key == "Escape" => typed.set(None),
        _ => {}
    });
    let problem = (line == Line::Phone && !kept.is_empty() && phone::read(&kept).is_err())
        .then_some("不像电话号码：手机 11 位，座机写区号，如 0370-4112345");
    let read_only = shown.work.as_ref().is_none_or(|work| !work.is_open());
    html! {
        <div class="ss-field">
            <label class="ss-field__label" for={line.id()}>{ line.label() }</label>
            <input class="ss-input" id={line.id()} type="text" maxlength="40" value={text} readonly={read_only}
                autocomplete="off" oninput={input} onblur={left} onkeydown={key}
                aria-invalid={problem.is_some().then_some("true")} aria-describedby={format!("{}-problem", line.id())} />
            <span class="ss-field__error" id={format!("{}-problem", line.id())}>{ problem.unwrap_or_default() }</span>
        </div>
    }
}
