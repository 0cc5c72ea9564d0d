//! Who signs.

use sishang::code::phone;
use sishang::workbook::{Command, Signers};
use yew::prelude::*;

use crate::parts::line::KeptLine;
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
    let on_kept = {
        let shown = shown.clone();
        Callback::from(move |text: String| {
            if let Some(session) = shown.session() {
                send.command(Command::Sign(line.with(&session.book.signers, text)));
            }
        })
    };
    let problem = (line == Line::Phone && !kept.is_empty() && phone::read(&kept).is_err())
        .then_some("不像电话号码：手机 11 位，座机写区号，如 0370-4112345");
    html! {
        <div class="ss-field">
            <label class="ss-field__label" for={line.id()}>{ line.label() }</label>
            <KeptLine id={line.id()} value={kept} most=40 invalid={problem.is_some()}
                described_by={format!("{}-problem", line.id())} {on_kept} />
            <span class="ss-field__error" id={format!("{}-problem", line.id())}>{ problem.unwrap_or_default() }</span>
        </div>
    }
}
