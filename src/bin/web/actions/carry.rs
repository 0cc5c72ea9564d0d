//! Carrying over from earlier files: which file is what, what will be taken, and a plain report of it.

use std::rc::Rc;

use sishang::message::workbook as words;
use sishang::scheme::CompiledScheme;
use sishang::workbook::{About, Carried, Command, Stamp, Workbook, carry_over};

use crate::store::begun::Earlier;
use crate::store::{Begun, Sender, Tone, Work};

/// What becomes of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fate {
    /// Name of the file.
    pub name: String,
    /// Whether it is used.
    pub used: bool,
    /// In words.
    pub text: String,
}

/// A new work with everything carried over that the files give, and what becomes of each file.
///
/// Last period's file goes first: it brings the units that last year's bases belong to.
pub(crate) fn prepare(scheme: &CompiledScheme, about: About, begun: &Begun) -> (Workbook, Vec<Fate>) {
    let mut book = Workbook::new(scheme, about);
    let mut order: Vec<usize> = (0..begun.sources.len()).collect();
    order.sort_by_key(|&at| {
        let source = begun.sources.get(at);
        std::cmp::Reverse(source.and_then(|it| it.content.as_ref().ok()).map(|it| it.book.about.period))
    });
    let mut fates: Vec<(usize, Fate)> = Vec::new();
    for at in order {
        let Some(source) = begun.sources.get(at) else { continue };
        let (used, text) = match &source.content {
            Err(why) => (false, why.to_string()),
            Ok(earlier) => match take(scheme, &book, earlier) {
                Ok((next, text)) => {
                    book = next;
                    (true, text)
                }
                Err(why) => (false, why),
            },
        };
        fates.push((at, Fate { name: source.name.to_string(), used, text }));
    }
    fates.sort_by_key(|(at, _)| *at);
    (book, fates.into_iter().map(|(_, fate)| fate).collect())
}

fn take(scheme: &CompiledScheme, book: &Workbook, earlier: &Earlier) -> Result<(Workbook, String), String> {
    let carried = carry_over(scheme, book, &earlier.book, &earlier.digest).map_err(|why| words::carry(&why))?;
    let is_again =
        (carried.prev.is_some() && book.prev.is_some()) || (carried.last_year.is_some() && book.last_year.is_some());
    if is_again {
        return Err("同一期的文件已经有一个了，这一个没有用。".to_owned());
    }
    let text = report(earlier, &carried);
    let change = book
        .plan(scheme, Command::CarryOver(Box::new(carried)), Stamp::default())
        .map_err(|refusal| words::refusal(&refusal))?;
    Ok((book.after(scheme, &change).0, text))
}

/// What was taken from a file.
pub(crate) fn report(earlier: &Earlier, carried: &Carried) -> String {
    let period = earlier.book.about.period.chinese();
    let draft = if earlier.is_final { "" } else { "（这是草稿，不是正式报送的文件，请核对）" };
    if carried.prev.is_some() {
        let details = match (carried.details, carried.left) {
            (0, 0) => String::new(),
            (kept, 0) => format!("明细带来 {kept} 行，"),
            (kept, left) => format!("明细带来 {kept} 行（已了结的 {left} 行没有带），"),
        };
        format!(
            "{period}的文件{draft}：名录带来 {} 户（个），{details}固定的内容带来 {} 格；上期数可以对照。本期的数一格也没有填。",
            carried.added, carried.statics
        )
    } else {
        format!("{period}的文件{draft}：上年同期数带来 {} 格。", carried.bases)
    }
}

/// Carries files over into the open work, last period's first; each is one step that can be undone.
pub(crate) fn into_work(work: &Work, send: &Sender, mut files: Vec<(String, Rc<Earlier>)>) {
    files.sort_by_key(|(_, earlier)| std::cmp::Reverse(earlier.book.about.period));
    let scheme = &work.session.scheme;
    // What each file brings depends on what the one before brought.
    let mut book = work.session.book.clone();
    for (name, earlier) in files {
        let told = carry_over(scheme, &book, &earlier.book, &earlier.digest)
            .map_err(|why| words::carry(&why))
            .and_then(|carried| {
                let text = report(&earlier, &carried);
                let command = Command::CarryOver(Box::new(carried));
                let change = book.plan(scheme, command.clone(), Stamp::default()).map_err(|it| words::refusal(&it))?;
                book = book.after(scheme, &change).0;
                send.command(command);
                Ok(text)
            });
        match told {
            Ok(text) => send.notice(Tone::Done, format!("已结转“{name}”。{text} 可按 Ctrl+Z 撤销。")),
            Err(why) => send.notice(Tone::Error, format!("“{name}”：{why}")),
        }
    }
}
