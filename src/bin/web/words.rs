//! Words and lists that several pages need, made from what the core knows.

use sishang::audit::Finding;
use sishang::message::calendar;
use sishang::scheme::{FormId, Tier, Window, local_time};
use sishang::workbook::{CellAddress, Change, Mark, Op, Refusal, Said, Session, Slot, Standing};

use crate::store::{AppState, Page, clock_of};

/// What a refused command tells.
pub(crate) fn refusal(refusal: &Refusal) -> String {
    sishang::message::workbook::refusal(refusal)
}

/// The forms that the open work has to fill: rosters, and the periodic forms asked in its period.
pub(crate) fn forms_asked(state: &AppState) -> Vec<FormId> {
    let Some(work) = &state.work else { return Vec::new() };
    let period = work.session.book.about.period;
    state.scheme.form_ids().filter(|&form| state.scheme[form].is_asked_in(period)).collect()
}

/// How people call a record: the name in its roster, or its key while it has none.
pub(crate) fn record_title(session: &Session, form: FormId, key: &str) -> String {
    session.book.record_name(&session.scheme, form, key)
}

/// Most texts that are listed.
const MOST_TEXTS: usize = 50;

/// What was typed in some changes, one line for each cell: whose, which, and the text.
pub(crate) fn typed_in<'a>(session: &Session, changes: impl Iterator<Item = &'a Change>) -> Vec<String> {
    let cell = |form: FormId, key: &str, slot: Slot, text: &str| {
        let label = session.scheme[form][slot.field].cell_label(slot.column);
        format!("{}\t{label}\t{text}", record_title(session, form, key))
    };
    let mut texts = Vec::new();
    for op in changes.flat_map(|change| &change.ops) {
        match op {
            Op::Cell { form, key, slot, new, .. } => texts.push(cell(*form, key, *slot, new)),
            Op::Mark { form, key, slot, new: Some(mark), .. } => texts.push(cell(*form, key, *slot, mark.label())),
            Op::Insert { form, row, .. } => {
                texts.extend(row.cells.iter().map(|(slot, typed)| cell(*form, &row.key, *slot, &typed.text)));
            }
            Op::Explain { new: Some(words), .. } => texts.push(words.text.clone()),
            _ => {}
        }
    }
    texts.truncate(MOST_TEXTS);
    texts
}

/// Where a finding is dealt with: its first cell in the grid.
pub(crate) fn page_of(session: &Session, finding: &Finding) -> Page {
    let form = &session.scheme[finding.form];
    let own = finding.cells.iter().find(|(of, _)| *of == finding.form).or(finding.cells.first());
    match own {
        Some(&(of, slot)) => {
            let cell = CellAddress { form: of, key: finding.record_in(of).clone(), slot };
            page_of_cell(session, &cell)
        }
        None => Page::fill(&form.key),
    }
}

/// A cell in the grid.
pub(crate) fn page_of_cell(session: &Session, cell: &CellAddress) -> Page {
    let form = &session.scheme[cell.form];
    Page::cell(&form.key, &cell.key, &form[cell.slot.field].cell_key(cell.slot.column))
}

/// How many records are forecast, flash and final.
pub(crate) fn standings(said: &Said) -> String {
    let count = |standing: Option<Standing>, word: &str| {
        let count = said.standing(standing);
        (count > 0).then(|| format!("{word} {count} 条"))
    };
    let all = Standing::ALL.into_iter().rev().map(|standing| count(Some(standing), standing.label()));
    let told: Vec<String> = all.chain([count(None, "没有注明")]).flatten().collect();
    if told.is_empty() { "还没有记录".to_owned() } else { told.join("，") }
}

/// Of how many cells something is said besides their text.
pub(crate) fn marks(said: &Said) -> Option<String> {
    let told: Vec<String> = Mark::ALL
        .into_iter()
        .filter(|mark| said.mark(*mark) > 0)
        .map(|mark| format!("{} {} 格", mark.label(), said.mark(mark)))
        .collect();
    (!told.is_empty()).then(|| told.join("，"))
}

/// When the work is due.
pub(crate) struct DueLine {
    pub text: String,
    pub late: bool,
}

/// By when the open work goes upward, as of a day; of a final file, whether it came in time. Nothing without a calendar.
pub(crate) fn due(session: &Session, today: &str) -> Option<DueLine> {
    let (about, sent) = (&session.book.about, &session.book.sent);
    let (period, tier) = (about.period, Tier::of(&about.office.code));
    if sent.is_final {
        let late = session.scheme.late(period, tier, local_time(&sent.at)?);
        return late.map(|late| DueLine {
            text: format!("{}时存成正式文件：{}", clock_of(&sent.at, today), calendar::late(&late, period, tier)),
            late: true,
        });
    }
    // A deadline is told by the day; its hour is in the words.
    let now = local_time(&format!("{}T00:00:00", today.get(..10)?))?;
    let window = session.scheme.whole_window(period, tier, now);
    let text = calendar::window(window, period, tier, now);
    let late = matches!(window, Window::Past(_));
    (!text.is_empty()).then_some(DueLine { text, late })
}
