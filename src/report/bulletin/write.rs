//! From the scheme's paragraphs and finished tables to a bulletin.

use super::list;
use super::{Bulletin, BulletinBlock, BulletinRefusal, Doubt, Letter};
use crate::message;
use crate::number::Decimal;
use crate::phrase::{Hole, ListOptions, Operand, Phrase, Piece, Place, Selection, Sum, Term, Word};
use crate::report::called::{parts_of, whole_of};
use crate::report::xlsx::shown_number;
use crate::report::{CellState, ColumnKind, Flag, Report, ReportCell, ReportColumn, ReportRow, RowKind};
use crate::scheme::{BulletinDef, ParagraphContent};

/// Writes a bulletin. `reports` holds at least the tables that [`BulletinDef::tables`] names, as they were worked out for
/// the public; `letter` is printed as it is given.
///
/// What a reader should look at before it is passed on stands in [`Bulletin::doubts`].
///
/// # Errors
/// A table is lacking, or one may not leave the office.
pub fn write_bulletin(def: &BulletinDef, reports: &[Report], letter: &Letter) -> Result<Bulletin, BulletinRefusal> {
    for key in def.tables() {
        match reports.iter().find(|report| report.key == key) {
            None => return Err(BulletinRefusal::TableLacking { key }),
            Some(report) if !report.public => {
                return Err(BulletinRefusal::NotPublic { label: report.label.clone() });
            }
            Some(_) => {}
        }
    }
    let Some(first) = reports.first() else { return Err(BulletinRefusal::TableLacking { key: String::new() }) };
    let mut writer = Writer { reports, about: first, doubts: Vec::new(), is_silent: false };
    let title = writer.phrase(&def.title);
    let subtitle = writer.phrase(&def.subtitle);
    let office = match (letter.office.trim(), def.office.is_empty()) {
        ("", true) => first.office.name.clone(),
        ("", false) => writer.phrase(&def.office),
        (said, _) => said.to_owned(),
    };
    let mut blocks = Vec::new();
    for paragraph in &def.paragraphs {
        let fits = |rows: &Option<String>, writer: &mut Writer<'_>| {
            let rows = rows.as_deref().and_then(|rows| Selection::read(rows).ok());
            rows.map(|rows| writer.count(&rows) > 0)
        };
        if fits(&paragraph.when, &mut writer) == Some(false) || fits(&paragraph.unless, &mut writer) == Some(true) {
            continue;
        }
        blocks.extend(match &paragraph.content {
            ParagraphContent::Text(text) => {
                let text = writer.phrase(text);
                (!text.trim().is_empty()).then_some(BulletinBlock::Paragraph(text))
            }
            ParagraphContent::Heading { level, text } => {
                Some(BulletinBlock::Heading { level: *level, text: writer.phrase(text) })
            }
            ParagraphContent::Table(key) => {
                writer.table(key).map(|report| BulletinBlock::Table(Box::new(report.clone())))
            }
        });
    }
    drop_empty_headings(&mut blocks);
    writer.absent(&def.tables(), &mut blocks);
    for sum in def.adds_up.iter().filter_map(|sum| Sum::read(sum).ok()) {
        writer.add_up(&sum);
    }
    let mut doubts = writer.doubts;
    let mut seen = Vec::new();
    doubts.retain(|doubt| {
        let is_new = !seen.contains(doubt);
        seen.push(doubt.clone());
        is_new
    });
    Ok(Bulletin {
        key: def.key.clone(),
        title,
        subtitle,
        period: first.period,
        to: letter.addressees().to_owned(),
        blocks,
        office,
        date: letter.date.clone(),
        doubts,
    })
}

/// Writes phrases, noting what is doubtful.
pub(super) struct Writer<'a> {
    reports: &'a [Report],
    /// Whose period and office the words mean.
    about: &'a Report,
    pub(super) doubts: Vec<Doubt>,
    /// Whether something in the clause that is being written has nothing to tell.
    pub(super) is_silent: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn phrase(&mut self, source: &str) -> String {
        // The scheme was loaded, so that it reads.
        let phrase = Phrase::read(source).unwrap_or_default();
        self.pieces(&phrase.pieces)
    }

    fn pieces(&mut self, pieces: &[Piece]) -> String {
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Hole(hole) => text.push_str(&self.hole(hole)),
                Piece::Clause(inner) => {
                    let outside = std::mem::take(&mut self.is_silent);
                    let words = self.pieces(inner);
                    if !self.is_silent {
                        text.push_str(&words);
                    }
                    self.is_silent = outside;
                }
            }
        }
        text
    }

    fn hole(&mut self, hole: &Hole) -> String {
        match hole {
            Hole::Word(word) => self.word(*word),
            Hole::Figure(place) => self.figure(place),
            Hole::Value(place, row) => self.value(place, row),
            Hole::Change { place, up, down, same } => self.change(place, [up, down, same]),
            Hole::List(rows, options) => list::list(self, rows, options),
            Hole::Names(rows, options) => self.names(rows, options),
            Hole::Columns(rows, options) => self.columns(rows, options),
            Hole::Count(rows) => {
                let count = self.count(rows);
                self.is_silent |= count == 0;
                count.to_string()
            }
        }
    }

    fn word(&self, word: Word) -> String {
        let Report { period, office, .. } = self.about;
        match word {
            Word::Period => period.chinese(),
            Word::Cumulative => period.cumulative_chinese(),
            Word::Year => period.year().to_string(),
            Word::Month => period.month().to_string(),
            Word::Office => office.name.clone(),
            Word::Whole => whole_of(&office.name).to_owned(),
            Word::Parts => parts_of(&office.code).to_owned(),
        }
    }

    pub(super) fn table(&self, key: &str) -> Option<&'a Report> {
        self.reports.iter().find(|report| report.key == key)
    }

    /// A column with its position.
    pub(super) fn column(report: &'a Report, key: &str) -> Option<(usize, &'a ReportColumn)> {
        report.columns.iter().enumerate().find(|(_, column)| column.key == key)
    }

    /// The cell of the total.
    fn total(&self, place: &Place) -> Option<(&'a Report, &'a ReportColumn, &'a ReportCell)> {
        let report = self.table(&place.table.text)?;
        let (at, column) = Self::column(report, &place.column.text)?;
        Some((report, column, report.total.as_ref()?.cells.get(at)?))
    }

    fn figure(&mut self, place: &Place) -> String {
        let Some((report, column, cell)) = self.total(place) else { return crate::report::NONE.to_owned() };
        self.doubt_cell(report, column, "", cell);
        self.is_silent |= says_nothing(cell);
        cell.shown.clone()
    }

    fn value(&mut self, place: &Place, row: &str) -> String {
        let report = self.table(&place.table.text);
        let found = report.and_then(|report| {
            let (at, column) = Self::column(report, &place.column.text)?;
            let named = |one: &&ReportRow| {
                one.label == row
                    || matches!(&one.kind, RowKind::Office { code } | RowKind::Item { code } if code == row)
            };
            let row = report.rows.iter().find(named)?;
            Some((report, column, row, row.cells.get(at)?))
        });
        if let Some((report, column, row, cell)) = found {
            self.doubt_cell(report, column, &row.label, cell);
            self.is_silent |= says_nothing(cell);
            return cell.shown.clone();
        }
        let table = report.map(|report| report.label.clone()).unwrap_or_default();
        self.doubts.push(Doubt::NoRow { table, row: row.to_owned() });
        self.is_silent = true;
        crate::report::NONE.to_owned()
    }

    fn change(&mut self, place: &Place, [up, down, same]: [&String; 3]) -> String {
        let Some((report, column, cell)) = self.total(place) else { return crate::report::NONE.to_owned() };
        self.doubt_cell(report, column, "", cell);
        self.is_silent |= says_nothing(cell);
        match shown_number(cell) {
            None => cell.shown.clone(),
            Some(number) if number.is_zero() => same.clone(),
            Some(number) => {
                let word = if number > Decimal::ZERO { up } else { down };
                format!("{word}{}{}", unsigned(&cell.shown), unit(column))
            }
        }
    }

    fn names(&mut self, rows: &Selection, options: &ListOptions) -> String {
        let Some(report) = self.table(&rows.table.text) else { return String::new() };
        let mut chosen = self.chosen(report, rows);
        if let Some((at, _)) = rows.column.as_ref().and_then(|column| Self::column(report, &column.text)) {
            list::put_in_order(&mut chosen, at, options.order);
        }
        let names: Vec<&str> =
            chosen.iter().take(options.first.unwrap_or(usize::MAX)).map(|row| row.label.as_str()).collect();
        self.named(&names, options)
    }

    /// Labels of the columns of amounts whose total fits; one called like the total row stands for all of them.
    fn columns(&mut self, rows: &Selection, options: &ListOptions) -> String {
        let Some(report) = self.table(&rows.table.text) else { return String::new() };
        let cells = report.total.iter().flat_map(|total| &total.cells);
        let whole = report.total.as_ref().map(|total| total.label.as_str());
        let is_kind = |column: &ReportColumn| column.kind == ColumnKind::Amount && whole != Some(column.label.as_str());
        let mut names = Vec::new();
        for (column, cell) in report.columns.iter().zip(cells).filter(|(column, _)| is_kind(column)) {
            let Some(number) = shown_number(cell) else {
                self.doubt_cell(report, column, "", cell);
                continue;
            };
            let fits = |term: &Term| match &term.right {
                Operand::Number { value, .. } => term.relation.holds(&number, value),
                _ => false,
            };
            if rows.condition.as_ref().is_none_or(|condition| condition.any.iter().any(|all| all.iter().all(fits))) {
                names.push(column.label.as_str());
            }
        }
        self.named(&names, options)
    }

    fn named(&mut self, names: &[&str], options: &ListOptions) -> String {
        if names.is_empty() {
            return self.nothing(options);
        }
        names.join(options.join.as_deref().unwrap_or("、"))
    }

    /// What is said where nothing fits.
    pub(super) fn nothing(&mut self, options: &ListOptions) -> String {
        self.is_silent = true;
        options.none.clone().unwrap_or_else(|| NOTHING.to_owned())
    }

    fn count(&mut self, rows: &Selection) -> usize {
        self.table(&rows.table.text).map_or(0, |report| self.chosen(report, rows).len())
    }

    /// The rows of a table that stand for something and fit, in the order of the table. A row of which a withheld or
    /// lacking figure would have to be known does not fit.
    pub(super) fn chosen(&mut self, report: &'a Report, rows: &Selection) -> Vec<&'a ReportRow> {
        let Some(condition) = &rows.condition else { return counted(report).collect() };
        if let Some((column, cell)) = list::lacking_total(report, condition) {
            // No row can be judged.
            self.doubt_cell(report, column, "", cell);
        }
        let mut chosen = Vec::new();
        let mut unjudged: Vec<(&str, Vec<String>)> = Vec::new();
        for row in counted(report) {
            let fits =
                condition.any.iter().any(|all| all.iter().all(|term| list::holds(report, row, term) == Some(true)));
            if fits {
                chosen.push(row);
            } else if is_idle(row) || !row.note.is_empty() {
                // Nothing is asked of it: no project, no target; or it has not reported, which is said of all together.
            } else if let Some(term) = condition.terms().find(|term| list::is_unknown(report, row, term)) {
                match unjudged.iter_mut().find(|(column, _)| *column == term.left.text) {
                    Some((_, rows)) => rows.push(row.label.clone()),
                    None => unjudged.push((&term.left.text, vec![row.label.clone()])),
                }
            }
        }
        for (key, rows) in unjudged {
            let column = Self::column(report, key).map_or_else(|| key.to_owned(), |(_, found)| title(found));
            self.doubts.push(Doubt::NotJudged { table: report.label.clone(), rows, column });
        }
        chosen
    }

    /// Offices that have not reported: said once, after the last sentence and before the tables.
    fn absent(&mut self, tables: &[String], blocks: &mut Vec<BulletinBlock>) {
        let reports = tables.iter().filter_map(|key| self.table(key));
        let rows = reports.flat_map(counted).filter(|row| !row.note.is_empty());
        let mut names: Vec<String> = Vec::new();
        for row in rows {
            if !names.contains(&row.label) {
                names.push(row.label.clone());
            }
        }
        if names.is_empty() {
            return;
        }
        let at = blocks.iter().rposition(|block| matches!(block, BulletinBlock::Paragraph(_))).map_or(0, |at| at + 1);
        blocks.insert(at, BulletinBlock::Paragraph(message::bulletin::absent(&names)));
        self.doubts.push(Doubt::Absent { names });
    }

    pub(super) fn doubt_cell(&mut self, report: &Report, column: &ReportColumn, row: &str, cell: &ReportCell) {
        let (table, column, row) = (report.label.clone(), title(column), row.to_owned());
        match cell.state {
            CellState::Shown if !cell.mark().is_empty() => {
                let doubt = Doubt::NotFinal { table };
                if !self.doubts.contains(&doubt) {
                    self.doubts.push(doubt);
                }
            }
            CellState::Shown if !cell.shown.is_empty() => {}
            CellState::Shown | CellState::NoBase => self.doubts.push(Doubt::NoFigure { table, row, column }),
            CellState::Suppressed => self.doubts.push(Doubt::Withheld { table, row, column }),
            CellState::Broken => self.doubts.push(Doubt::Broken { table, row, column }),
        }
    }

    fn add_up(&mut self, sum: &Sum) {
        let number = |place: &Place| self.total(place).and_then(|(_, _, cell)| shown_number(cell));
        let name = |place: &Place| match self.total(place) {
            Some((_, column, cell)) => format!("{}{}", column.label, cell.shown),
            None => place.column.text.clone(),
        };
        let parts: Option<Vec<Decimal>> = sum.parts.iter().map(number).collect();
        let added = parts.and_then(|parts| parts.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add));
        if added.is_none() || added != number(&sum.whole) {
            let parts: Vec<String> = sum.parts.iter().map(name).collect();
            let doubt = Doubt::DoesNotAddUp { parts: parts.join(" + "), whole: name(&sum.whole) };
            self.doubts.push(doubt);
        }
    }
}

/// A heading with nothing under it says nothing.
fn drop_empty_headings(blocks: &mut Vec<BulletinBlock>) {
    let mut at = blocks.len();
    while at > 0 {
        at -= 1;
        let Some(BulletinBlock::Heading { level, .. }) = blocks.get(at) else { continue };
        let is_empty = match blocks.get(at + 1) {
            None => true,
            Some(BulletinBlock::Heading { level: next, .. }) => next <= level,
            Some(BulletinBlock::Table(_)) => {
                // Tables after the last sentence are attachments: they stand under no heading.
                blocks.iter().skip(at + 1).all(|block| matches!(block, BulletinBlock::Table(_)))
            }
            Some(BulletinBlock::Paragraph(_)) => false,
        };
        if is_empty {
            blocks.remove(at);
        }
    }
}

/// What a column is called on its own: 本月完成率.
fn title(column: &ReportColumn) -> String {
    format!("{}{}", column.group, column.label)
}

/// Whether a cell has no figure to tell.
fn says_nothing(cell: &ReportCell) -> bool {
    shown_number(cell).is_none() && (cell.state != CellState::Shown || cell.shown.is_empty())
}

/// Whether a row reported nothing but zeros.
fn is_idle(row: &ReportRow) -> bool {
    let mut figures = row.cells.iter().filter_map(shown_number).peekable();
    row.note.is_empty() && figures.peek().is_some() && figures.all(|figure| figure.is_zero())
}

/// What is said when nothing fits.
pub(super) const NOTHING: &str = "无";

/// The rows that stand for a part of the whole.
fn counted(report: &Report) -> impl Iterator<Item = &ReportRow> {
    report.rows.iter().filter(|row| matches!(row.kind, RowKind::Office { .. } | RowKind::Item { .. }) && row.level == 0)
}

/// The word after a figure of a column.
pub(super) fn unit(column: &ReportColumn) -> &str {
    match (column.kind, column.unit.as_deref()) {
        (ColumnKind::Points, None | Some("百分点")) => "个百分点",
        _ => column.shown_unit().unwrap_or_default(),
    }
}

pub(super) fn unsigned(shown: &str) -> &str {
    shown.trim_start_matches(['+', '-', '−'])
}

pub(super) const fn flag_word(flag: Option<Flag>) -> &'static str {
    match flag {
        Some(Flag::Red) => "red",
        Some(Flag::Yellow) => "yellow",
        None => "",
    }
}
