//! One form of the open work as rows and columns for the grid.

use std::collections::BTreeMap;
use std::rc::Rc;

use sishang::audit::View;
use sishang::grid::{Accepts, Choice, ColumnKind, Layout, Place, Selection, choices, has_choices};
use sishang::measure::Column;
use sishang::scheme::{FieldDef, FormId};
use sishang::workbook::{Comment, RowKey, Session, Slot, Standing};
use yew::AttrValue;

use crate::parts::figures;
use crate::parts::finding::mark_of;
use crate::parts::grid::{CellView, FieldHead, Mark, RowHead, Source};
use crate::parts::saying;

/// Entries that the code box is given at once.
const CHOICES: usize = 60;

/// A form laid out over the work as it is now; a change of the work makes a new one.
pub(crate) struct Sheet {
    pub session: Rc<Session>,
    pub form: FormId,
    pub layout: Rc<Layout>,
    /// The records shown, in order.
    pub keys: Rc<[RowKey]>,
    /// Numbers of the records among all of the form.
    numbers: BTreeMap<RowKey, usize>,
    positions: BTreeMap<RowKey, usize>,
    marks: BTreeMap<RowKey, BTreeMap<Slot, Mark>>,
}

impl Sheet {
    pub(crate) fn new(
        session: Rc<Session>,
        form: FormId,
        layout: Rc<Layout>,
        keys: Rc<[RowKey]>,
        all: &[RowKey],
    ) -> Self {
        let numbered = |keys: &[RowKey]| keys.iter().enumerate().map(|(at, key)| (RowKey::clone(key), at)).collect();
        let (numbers, positions) = (numbered(all), numbered(&keys));
        let marks = marks(&session, form);
        Self { session, form, layout, keys, numbers, positions, marks }
    }

    /// The address of a cell; `None` for growth and below the last row.
    pub(crate) fn cell_at(&self, place: Place) -> Option<(&RowKey, Slot)> {
        let (field, column) = self.layout.slot(place)?;
        Some((self.keys.get(place.row)?, Slot { field, column }))
    }

    /// The record and the field at a place, also for growth.
    pub(crate) fn field_at(&self, place: Place) -> Option<(&RowKey, Slot)> {
        let laid = self.layout.column(place.column)?;
        let (ColumnKind::Cell(column) | ColumnKind::Growth(column)) = laid.kind;
        Some((self.keys.get(place.row)?, Slot { field: laid.field, column }))
    }

    /// What the office above wrote about a record in the return note that is open.
    fn comments(&self, key: &str) -> impl Iterator<Item = &Comment> {
        let form = &self.session.scheme[self.form].key;
        let all = self.session.book.returned.iter().flat_map(|returned| &returned.note.comments);
        all.filter(move |comment| comment.form == *form && comment.key == key)
    }

    fn is_noted(&self, key: &str, slot: Slot) -> bool {
        let def = &self.session.scheme[self.form];
        self.comments(key).any(|comment| comment.is_at(&def.key, key, &def[slot.field].cell_key(slot.column)))
    }

    /// Where a cell of a record is shown.
    pub(crate) fn place_of(&self, key: &str, slot: Slot) -> Option<Place> {
        Some(Place::new(*self.positions.get(key)?, self.layout.find(slot.field, slot.column)?))
    }

    /// The cells with findings that want something done, or with any where none does.
    pub(crate) fn marked_places(&self) -> Vec<Place> {
        let all = || self.marks.iter().flat_map(|(key, cells)| cells.iter().map(move |(slot, mark)| (key, slot, mark)));
        let some_stand = all().any(|(key, _, mark)| mark.stands() && self.positions.contains_key(key));
        let wanted = all().filter(|(_, _, mark)| mark.stands() || !some_stand);
        wanted.filter_map(|(key, slot, _)| self.place_of(key, *slot)).collect()
    }

    /// The heads of the layout's fields.
    pub(crate) fn heads(session: &Session, form: FormId, layout: &Layout) -> Rc<[FieldHead]> {
        let def = &session.scheme[form];
        let head = |field: &FieldDef| FieldHead {
            label: field.short.clone().into(),
            unit: field.unit.clone().unwrap_or_default().into(),
            indent: field.indent,
            required: field.required,
            computed: field.is_computed(),
        };
        let fields = layout.fields.iter().filter_map(|band| layout.column(band.columns.start));
        fields.map(|laid| head(&def[laid.field])).collect()
    }

    /// Whether a roster row may have several rows here.
    pub(crate) fn is_detail(&self) -> bool {
        self.session.scheme[self.form].detail().is_some()
    }

    /// Of details, the roster row that the row shown here belongs to.
    pub(crate) fn member(&self, row: usize) -> Option<&RowKey> {
        self.session.scheme[self.form].detail()?;
        Some(self.session.book.table(self.form).row(self.keys.get(row)?)?.member())
    }

    /// Where a new row of details will stand: behind those of the same roster row.
    pub(crate) fn place_for(&self, of: &RowKey) -> usize {
        let roster = self.session.book.table(figures::roster_of(&self.session, self.form));
        let rank = roster.position(of);
        let before = |at: &usize| self.member(*at).and_then(|other| roster.position(other)) <= rank;
        (0..self.keys.len()).rev().find(before).map_or(0, |at| at + 1)
    }

    fn def(&self, slot: Slot) -> &FieldDef {
        &self.session.scheme[self.form][slot.field]
    }

    fn is_asked(&self, key: &str, slot: Slot) -> bool {
        if self.session.scheme.field_when(self.form, slot.field).is_none() {
            return true;
        }
        let view = View::new(&self.session.scheme, &self.session.book);
        view.place(self.form, key).is_none_or(|row| view.is_field_asked(row, slot.field))
    }

    fn computed_text(&self, key: &str, slot: Slot) -> String {
        let field = self.def(slot);
        figures::computed(&self.session, self.form, key, slot)
            .map_or_else(String::new, |value| figures::tidy(&self.session, field, &value, Some(field.decimals)))
    }
}

/// The worst mark of each cell of a form.
fn marks(session: &Session, form: FormId) -> BTreeMap<RowKey, BTreeMap<Slot, Mark>> {
    let mut marks: BTreeMap<RowKey, BTreeMap<Slot, Mark>> = BTreeMap::new();
    for finding in session.audit.findings() {
        let mark = mark_of(finding);
        for (_, slot) in finding.cells.iter().filter(|(at, _)| *at == form) {
            let cell = marks.entry(finding.record_in(form).clone()).or_default().entry(*slot).or_insert(mark);
            *cell = mark.min(*cell);
        }
    }
    marks
}

impl Source for Sheet {
    fn rows(&self) -> usize {
        self.keys.len()
    }

    fn head(&self, row: usize) -> RowHead {
        let Some(key) = self.keys.get(row) else { return RowHead::default() };
        let is_roster = self.session.scheme[self.form].is_roster();
        let title =
            if is_roster { AttrValue::default() } else { figures::title_of(&self.session, self.form, key).into() };
        RowHead {
            key: AttrValue::from(key.to_string()),
            number: self.numbers.get(key).map_or(row, |at| *at) + 1,
            again: row
                .checked_sub(1)
                .and_then(|above| self.member(above))
                .is_some_and(|above| self.member(row) == Some(above)),
            title,
            word: standing_word(&self.session, self.form, key),
            mark: self.marks.get(key).and_then(|cells| cells.values().min().copied()),
            noted: self.comments(key).any(|comment| comment.field.is_empty()),
        }
    }

    fn block_end(&self, row: usize) -> usize {
        let Some(of) = self.member(row) else { return self.keys.len() };
        (row..self.keys.len()).find(|&at| self.member(at) != Some(of)).unwrap_or(self.keys.len())
    }

    fn position(&self, key: &str) -> Option<usize> {
        self.positions.get(key).copied()
    }

    fn cell(&self, place: Place) -> CellView {
        let Some((key, slot)) = self.field_at(place) else { return CellView::default() };
        let field = self.def(slot);
        if self.layout.slot(place).is_none() {
            let shown = figures::growth(&self.session, self.form, key, slot).into();
            return CellView { shown, computed: true, ..CellView::default() };
        }
        let mark = self.marks.get(key).and_then(|cells| cells.get(&slot)).copied();
        let asked = self.is_asked(key, slot);
        if field.is_computed() {
            let shown = if asked { self.computed_text(key, slot).into() } else { AttrValue::default() };
            let noted = self.is_noted(key, slot);
            return CellView { shown, mark, computed: true, not_asked: !asked, noted, ..CellView::default() };
        }
        let cell = self.session.book.cell(self.form, key, slot);
        let said = self.session.book.mark(self.form, key, slot);
        let shown = cell.map_or_else(String::new, |cell| figures::shown(&self.session, field, cell));
        CellView {
            shown: saying::shown(shown, said).into(),
            said: said.is_some(),
            mark,
            computed: false,
            not_asked: !asked,
            noted: self.is_noted(key, slot),
            wanted: cell.is_none()
                && said.is_none()
                && asked
                && field.required
                && slot.column.is_due_in(self.session.book.about.period),
        }
    }

    fn text(&self, place: Place) -> AttrValue {
        let Some((key, slot)) = self.cell_at(place) else { return self.cell(place).shown };
        if self.def(slot).is_computed() {
            return self.cell(place).shown;
        }
        AttrValue::from(self.session.book.text(self.form, key, slot).to_owned())
    }

    fn accepts(&self, place: Place) -> Accepts {
        match self.cell_at(place) {
            Some((key, slot)) if !self.def(slot).is_computed() => {
                if self.is_asked(key, slot) {
                    Accepts::Text
                } else {
                    Accepts::NotAsked
                }
            }
            _ => Accepts::Computed,
        }
    }

    fn has_choices(&self, place: Place) -> bool {
        self.cell_at(place).is_some_and(|(_, slot)| has_choices(self.def(slot)))
    }

    fn choices(&self, place: Place, query: &str) -> Vec<Choice> {
        let Some((_, slot)) = self.cell_at(place) else { return Vec::new() };
        let office = &self.session.book.about.office.code;
        choices(&self.session.scheme, self.def(slot), office, query, CHOICES)
    }

    fn sayings(&self, selected: &Selection) -> Vec<Choice> {
        if !selected.is_single() {
            return saying::any();
        }
        let Some((key, slot)) = self.cell_at(selected.anchor) else { return Vec::new() };
        saying::sayings(&self.session, self.form, key, slot)
    }

    fn name(&self, place: Place) -> String {
        let Some((key, slot)) = self.field_at(place) else { return String::new() };
        let field = self.def(slot);
        let title = figures::title_of(&self.session, self.form, key);
        let growth = if self.layout.slot(place).is_none() { "同比" } else { "" };
        let unit = if growth.is_empty() { field.unit.as_deref().unwrap_or_default() } else { "%" };
        format!("{title}，{}{growth}，{unit}", field.cell_label(slot.column)).trim_end_matches('，').to_owned()
    }
}

/// How firm a record is, where that is not final.
pub(crate) fn standing_word(session: &Session, form: FormId, key: &str) -> AttrValue {
    let standing = session.book.table(form).row(key).and_then(|row| row.standing);
    let word = standing.filter(|standing| *standing != Standing::Final).map_or("", Standing::label);
    AttrValue::Static(word)
}

/// The cell of a form that a name such as `output.ytd` means.
pub(crate) fn slot_named(session: &Session, form: FormId, name: &str) -> Option<Slot> {
    let def = &session.scheme[form];
    let (field, column) = name.split_once('.').map_or((name, None), |(field, column)| (field, Some(column)));
    let field = def.field(field)?;
    let column = match column {
        Some(column) => Column::from_key(column)?,
        None => *def[field].columns().first()?,
    };
    Some(Slot { field, column })
}

#[cfg(test)]
mod tests {
    use sishang::grid::ColumnChoice;

    use sishang::workbook::{Command, NewDetail, Stamp};

    use super::*;
    use crate::testing::{NOW, demonstration, followed_project};

    fn sheet(form: &str) -> Sheet {
        let state = followed_project();
        let session = Rc::clone(&state.work.as_ref().unwrap().session);
        let form = session.scheme.form(form).unwrap();
        let layout = Rc::new(Layout::of(&session.scheme[form], &ColumnChoice::default()));
        let keys: Rc<[RowKey]> = figures::keys_asked(&session, form).into();
        Sheet::new(session, form, layout, keys.clone(), &keys)
    }

    fn place(sheet: &Sheet, key: &str, cell: &str) -> Place {
        sheet.place_of(key, slot_named(&sheet.session, sheet.form, cell).unwrap()).unwrap()
    }

    #[test]
    fn figures_are_tidied_and_stay_as_typed_for_editing() {
        let sheet = sheet("industry");
        let place = place(&sheet, "u001", "output.ytd");
        assert_eq!(sheet.cell(place).shown, "55,348");
        assert_eq!(sheet.text(place), "55348");
        assert_eq!(sheet.accepts(place), Accepts::Text);
    }

    #[test]
    fn growth_stands_beside_its_figures_and_takes_nothing() {
        let sheet = sheet("industry");
        let month = place(&sheet, "u001", "output.month");
        // Four columns of the field, then growth of the month and of the year to date.
        let growth = Place::new(month.row, month.column + 5);
        assert_eq!((sheet.cell(growth).shown.as_str(), sheet.accepts(growth)), ("7.0", Accepts::Computed));
        assert_eq!(sheet.cell_at(growth), None);
    }

    #[test]
    fn only_the_month_of_the_period_is_wanted() {
        let sheet = sheet("progress");
        let months = sheet.layout.fields.iter().filter(|band| band.columns.len() == 12);
        assert!(months.count() > 0 && sheet.rows() > 0);
        for at in (0..sheet.layout.columns.len()).filter(|&at| sheet.layout.column(at).is_some_and(|it| !it.computed)) {
            let Some((_, slot)) = sheet.cell_at(Place::new(0, at)) else { continue };
            let other = slot.column.calendar_month().is_some_and(|month| month != 10);
            assert!(!(other && sheet.cell(Place::new(0, at)).wanted), "{}", slot.column);
        }
    }

    #[test]
    fn details_stand_by_project_and_a_block_stays_within_one() {
        let state = demonstration();
        let session = Rc::clone(&state.work.as_ref().unwrap().session);
        let form = session.scheme.form("problems").unwrap();
        let roster = figures::roster_of(&session, form);
        let projects: Vec<RowKey> =
            session.book.table(roster).rows().iter().map(|row| row.key.clone()).take(2).collect();
        let new = |of: &RowKey| NewDetail { of: of.clone(), cells: Vec::new() };
        let rows = [&projects[1], &projects[0], &projects[1]].map(new).to_vec();
        let all = session.book.table(form).rows().iter().map(|row| row.key.clone()).collect();
        let stamp = || Stamp { by: String::new(), at: NOW.to_owned() };
        let session = session.apply(Command::RemoveRows { form, keys: all }, stamp()).unwrap().0;
        let session = session.apply(Command::Details { form, cells: Vec::new(), rows }, stamp()).unwrap().0;
        let session = Rc::new(session);
        let layout = Rc::new(Layout::of(&session.scheme[form], &ColumnChoice::default()));
        let keys: Rc<[RowKey]> = figures::keys_asked(&session, form).into();
        let sheet = Sheet::new(Rc::clone(&session), form, layout, keys.clone(), &keys);
        let of: Vec<&RowKey> = (0..3).filter_map(|row| sheet.member(row)).collect();
        assert_eq!(of, [&projects[0], &projects[1], &projects[1]]);
        assert_eq!(sheet.head(1).title.as_str(), figures::title(&session, roster, &projects[1]));
        assert_eq!([0, 1, 2].map(|row| sheet.head(row).again), [false, false, true]);
        assert_eq!([0, 1, 2].map(|row| sheet.block_end(row)), [1, 3, 3]);
        assert_eq!([&projects[0], &projects[1]].map(|of| sheet.place_for(of)), [1, 3]);
    }

    #[test]
    fn codes_are_shown_with_their_names() {
        let sheet = sheet("units");
        assert_eq!(sheet.cell(place(&sheet, "u001", "industry")).shown, "1311 稻谷加工");
        assert!(sheet.has_choices(place(&sheet, "u001", "industry")));
        assert_eq!(sheet.head(0).title, "", "the first column holds the name");
        assert!(!sheet.head(1).again, "no rows of one unit");
    }

    #[test]
    fn f8_goes_to_what_wants_doing_before_mere_hints() {
        let sheet = sheet("trade");
        let places = sheet.marked_places();
        assert!(!places.is_empty());
        assert!(places.iter().all(|&place| sheet.cell(place).mark.is_some_and(Mark::stands)));
    }
}
