//! Severities and outcomes: icon, word and colour, always together.

use sishang::scheme::Severity;
use yew::prelude::*;

use super::icon::{Icon, icon};

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 强制.
    Hard,
    /// 核实.
    Soft,
    /// 提示.
    Hint,
    /// Done, explained, all right.
    Done,
}

impl From<Severity> for Kind {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Hard => Self::Hard,
            Severity::Soft => Self::Soft,
            Severity::Hint => Self::Hint,
        }
    }
}

/// A mark with its words.
pub(crate) fn mark(kind: Kind, text: impl Into<AttrValue>) -> Html {
    let (class, drawing) = match kind {
        Kind::Hard => ("ss-mark ss-mark--hard", Icon::Hard),
        Kind::Soft => ("ss-mark ss-mark--soft", Icon::Soft),
        Kind::Hint => ("ss-mark ss-mark--hint", Icon::Hint),
        Kind::Done => ("ss-mark ss-mark--done", Icon::Done),
    };
    let text: AttrValue = text.into();
    html! { <span {class}>{ icon(drawing) }{ text }</span> }
}

/// The mark of a severity with its own word.
pub(crate) fn severity(severity: Severity) -> Html {
    mark(severity.into(), severity.label())
}

/// Something that is done.
pub(crate) fn done(text: impl Into<AttrValue>) -> Html {
    mark(Kind::Done, text)
}

/// How many findings there are of each kind; a tick when there are none.
pub(crate) fn counts(hard: usize, soft: usize, hints: usize) -> Html {
    let one = |kind: Kind, word: &str, count: usize| match count {
        0 => Html::default(),
        count => mark(kind, format!("{word} {count}")),
    };
    if hard + soft + hints == 0 {
        return html! { <span class="ss-quiet">{ "无" }</span> };
    }
    html! {
        <>{ one(Kind::Hard, "强制", hard) }{ one(Kind::Soft, "核实", soft) }{ one(Kind::Hint, "提示", hints) }</>
    }
}
