//! What the clerk does in the grid, as commands for the work.

use std::rc::Rc;
use std::sync::Arc;

use gloo::timers::callback::Timeout;
use sishang::grid::{Accepts, NotPasted, Pasted, Place};
use sishang::workbook::{Command, Mark, NewDetail, RowKey, Slot, Standing, Typed};

use super::sheet::Sheet;
use crate::parts::figures;
use crate::parts::grid::{GridEvent, Source};
use crate::parts::saying;
use crate::store::{Msg, Page, Sender, Tone};

/// Cells from which on pasting tells that it takes a while.
const LARGE_PASTE: usize = 2_000;

/// By then the page has been drawn.
const DRAWN_MILLIS: u32 = 50;

/// The form as it is shown, and the way to change it.
pub(super) struct Deeds {
    pub sheet: Rc<Sheet>,
    pub send: Sender,
}

impl Deeds {
    pub(super) fn take(&self, event: GridEvent, active: Place) {
        match event {
            GridEvent::Typed(cells) => {
                let cells = self.typed(cells);
                self.send.command(Command::Type { form: self.sheet.form, cells });
            }
            GridEvent::BlockPasted(pasted) => self.paste(*pasted),
            GridEvent::Said(selected, code) => {
                if let Some(saying) = saying::said(&code) {
                    self.mark(selected.rectangle().places(), saying.mark());
                }
            }
            GridEvent::Undone => self.send.undo(),
            GridEvent::Redone => self.send.redo(),
            GridEvent::RowOpened => self.open_unit(active),
            GridEvent::ExplanationSought => {
                if let Some((_, slot)) = self.sheet.field_at(active) {
                    let def = &self.sheet.session.scheme[self.sheet.form];
                    self.send.jump(Page::scheme_item(&def.key, &def[slot.field].key));
                }
            }
            GridEvent::Selected(_) | GridEvent::Drafted(_) | GridEvent::FindingSought { .. } => {}
        }
    }

    /// The texts with the addresses of their cells.
    fn typed(&self, cells: Vec<(Place, String)>) -> Vec<Typed> {
        cells
            .into_iter()
            .filter_map(|(place, text)| {
                let (key, slot) = self.sheet.cell_at(place)?;
                Some(Typed { key: key.clone(), slot, text: Arc::from(text) })
            })
            .collect()
    }

    /// Says of cells why they are blank or that their zero is one, or takes that back.
    pub(super) fn mark(&self, places: impl IntoIterator<Item = Place>, mark: Option<Mark>) {
        let fillable = |place: &Place| self.sheet.accepts(*place) == Accepts::Text;
        let cells: Vec<(RowKey, Slot)> = places
            .into_iter()
            .filter(fillable)
            .filter_map(|place| self.sheet.cell_at(place).map(|(key, slot)| (key.clone(), slot)))
            .collect();
        if cells.is_empty() {
            self.send.say("选中的格子不用填");
        } else {
            self.send.command(Command::Mark { form: self.sheet.form, cells, mark });
        }
    }

    /// Says of rows how firm they are; of those that have no record yet nothing can be said.
    pub(super) fn stand(&self, rows: std::ops::Range<usize>, standing: Standing) {
        let table = self.sheet.session.book.table(self.sheet.form);
        let keys: Vec<RowKey> = rows
            .filter_map(|row| self.sheet.keys.get(row))
            .filter(|key| table.position(key).is_some())
            .cloned()
            .collect();
        let said = if keys.is_empty() {
            "选中的行还没有填数".to_owned()
        } else {
            format!("{} 行的数据状态是{}", keys.len(), standing.label())
        };
        self.send.command(Command::Stand { form: self.sheet.form, keys, standing });
        self.send.say(said);
    }

    fn paste(&self, pasted: Pasted) {
        let Pasted { cells, added, left, covered } = pasted;
        let (typed, rows) = (cells.len(), added.len());
        let cells = self.typed(cells);
        let form = self.sheet.form;
        let slot = |column: usize| {
            let (field, column) = self.sheet.layout.slot(Place::new(0, column))?;
            Some(Slot { field, column })
        };
        let filled = |row: Vec<(usize, String)>| {
            row.into_iter().filter_map(|(column, text)| Some((slot(column)?, Arc::from(text)))).collect()
        };
        let rows_to_add: Vec<Vec<(Slot, Arc<str>)>> = added.into_iter().map(filled).collect();
        let size = cells.len() + rows_to_add.iter().map(Vec::len).sum::<usize>();
        // What runs over the rows of one project belongs to it, too.
        let of = self.sheet.member(covered.rows.start).cloned();
        let whose = match (&of, rows) {
            (Some(of), 1..) => {
                let roster = figures::roster_of(&self.sheet.session, form);
                format!("，新增的都属于“{}”", figures::title(&self.sheet.session, roster, of))
            }
            _ => String::new(),
        };
        let command = match of {
            _ if rows_to_add.is_empty() => Command::Type { form, cells },
            Some(of) => {
                let new = |cells| NewDetail { of: RowKey::clone(&of), cells };
                Command::Details { form, cells, rows: rows_to_add.into_iter().map(new).collect() }
            }
            None => Command::Block { form, cells, rows: rows_to_add },
        };
        let said = format!("{}{whose}", paste_report(typed, rows, left));
        let send = self.send.clone();
        let work = move || {
            send.command(command);
            if left.total() > 0 {
                send.notice(Tone::Warning, said);
            } else {
                send.say(said);
            }
        };
        if size < LARGE_PASTE {
            return work();
        }
        // The audit of a thousand units takes seconds: the sign that says so has to be drawn first.
        self.send.send(Msg::Busy(Some(format!("正在粘贴 {size} 格并审核……").into())));
        let send = self.send.clone();
        Timeout::new(DRAWN_MILLIS, move || {
            work();
            send.send(Msg::Busy(None));
        })
        .forget();
    }

    /// Adds an empty row, at the end or above one that is shown; gives where it will be.
    pub(super) fn add_row(&self, above: Option<usize>) -> usize {
        let Sheet { session, form, keys, .. } = &*self.sheet;
        let table = session.book.table(*form);
        let position = above.and_then(|row| table.position(keys.get(row)?)).unwrap_or_else(|| table.len());
        self.send.command(Command::AddRows { form: *form, position, count: 1 });
        position
    }

    /// Adds an empty row of details for a row of the roster; gives where it will be.
    pub(super) fn add_detail(&self, of: RowKey) -> usize {
        let position = self.sheet.place_for(&of);
        let rows = vec![NewDetail { of, cells: Vec::new() }];
        self.send.command(Command::Details { form: self.sheet.form, cells: Vec::new(), rows });
        position
    }

    pub(super) fn remove(&self, keys: Vec<RowKey>) {
        let said = format!("已删除 {} 行，可以用 Ctrl+Z 撤销", keys.len());
        self.send.command(Command::RemoveRows { form: self.sheet.form, keys });
        self.send.say(said);
    }

    /// The page of the unit whose row is active, at the same cell.
    pub(super) fn open_unit(&self, active: Place) {
        let Some((key, slot)) = self.sheet.field_at(active) else { return };
        let session = &self.sheet.session;
        let def = &session.scheme[self.sheet.form];
        let roster = &session.scheme[figures::roster_of(session, self.sheet.form)];
        let cell = def[slot.field].cell_key(slot.column);
        // A row of details is on the page of the row that it belongs to.
        let key = self.sheet.member(active.row).unwrap_or(key);
        self.send.jump(Page::Unit {
            roster: roster.key.clone(),
            key: key.to_string(),
            at: Some((def.key.clone(), cell)),
        });
    }
}

/// What became of a pasted block, in a sentence.
pub(crate) fn paste_report(cells: usize, rows: usize, left: NotPasted) -> String {
    let added = if rows > 0 { format!("，新增 {rows} 行") } else { String::new() };
    let said = format!("粘贴了 {cells} 格{added}");
    if left.total() == 0 {
        return said;
    }
    let reasons: Vec<String> = [
        (left.computed, "在自动计算的列里"),
        (left.not_asked, "本单位不填"),
        (left.beyond_columns, "超出最后一列"),
        (left.beyond_rows, "超出最后一行"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, why)| format!("{count} 格{why}"))
    .collect();
    format!("{said}；{} 格没有粘贴：{}", left.total(), reasons.join("，"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_says_what_found_no_place() {
        assert_eq!(paste_report(12, 0, NotPasted::default()), "粘贴了 12 格");
        assert_eq!(paste_report(12, 3, NotPasted::default()), "粘贴了 12 格，新增 3 行");
        let left = NotPasted { computed: 3, beyond_rows: 2, ..NotPasted::default() };
        assert_eq!(paste_report(1, 0, left), "粘贴了 1 格；5 格没有粘贴：3 格在自动计算的列里，2 格超出最后一行");
    }
}
