//! Bulletins: whether their phrases name tables and columns that there are, and compare what can be compared.

use crate::formula::nearest;
use crate::phrase::{Condition, Hole, Name, Operand, Phrase, PhraseError, PhraseProblem, Place, Selection, Sum, Term};
use crate::scheme::error::{Errors, Problem};
use crate::scheme::load::{Origins, Sources, Span, span_in_string};
use crate::scheme::model::{
    BulletinDef, ParagraphContent, Scheme, TableColumnDef, TableColumnKind, TableDef, TableTotal,
};

pub(super) fn check_bulletins(scheme: &Scheme, origins: &Origins, sources: &Sources<'_>, errors: &mut Errors) {
    for (def, origin) in scheme.bulletins.iter().zip(&origins.bulletins) {
        let mut checker = Checker { scheme, sources, def, errors };
        checker.phrase(&def.title, origin.title, "title");
        checker.phrase(&def.subtitle, origin.subtitle, "subtitle");
        checker.phrase(&def.office, origin.office, "office");
        for (paragraph, [place, when, unless]) in def.paragraphs.iter().zip(&origin.paragraphs) {
            match &paragraph.content {
                ParagraphContent::Text(text) | ParagraphContent::Heading { text, .. } => {
                    checker.phrase(text, *place, "text");
                }
                ParagraphContent::Table(key) => {
                    let name = Name { text: key.clone(), span: 0..key.len() };
                    let found = public_table(scheme, &name).map(|_| ());
                    checker.note(found, *place, "table");
                }
            }
            for (rows, span, attribute) in [(&paragraph.when, when, "when"), (&paragraph.unless, unless, "unless")] {
                let Some(text) = rows else { continue };
                let found = Selection::read(text).and_then(|rows| selection(scheme, &rows, false));
                checker.note(found, *span, attribute);
            }
        }
        for (text, place) in def.adds_up.iter().zip(&origin.adds_up) {
            let found = Sum::read(text).and_then(|sum| {
                sum.parts.iter().chain([&sum.whole]).try_for_each(|place| total(scheme, place).map(|_| ()))
            });
            checker.note(found, *place, "adds_up");
        }
    }
}

struct Checker<'a, 's, 'e> {
    scheme: &'a Scheme,
    sources: &'a Sources<'s>,
    def: &'a BulletinDef,
    errors: &'e mut Errors,
}

impl Checker<'_, '_, '_> {
    fn phrase(&mut self, text: &str, span: Span, attribute: &'static str) {
        match Phrase::read(text) {
            Err(mistakes) => {
                for mistake in mistakes {
                    self.note(Err(mistake), span, attribute);
                }
            }
            Ok(phrase) => {
                for hole in phrase.holes() {
                    let found = check(self.scheme, hole);
                    self.note(found, span, attribute);
                }
            }
        }
    }

    fn note(&mut self, found: Result<(), PhraseError>, span: Span, attribute: &'static str) {
        let Err(mistake) = found else { return };
        let problem = Problem::Phrase { name: self.def.key.clone(), attribute, problem: Box::new(mistake.problem) };
        self.errors.add(span_in_string(self.sources, span, mistake.span), problem);
    }
}

type Checked<T> = Result<T, PhraseError>;

fn wrong<T>(name: &Name, problem: PhraseProblem) -> Checked<T> {
    Err(PhraseError { span: name.span.clone(), problem })
}

fn check(scheme: &Scheme, hole: &Hole) -> Checked<()> {
    match hole {
        Hole::Word(_) => Ok(()),
        Hole::Figure(place) => total(scheme, place).map(|_| ()),
        Hole::Change { place, .. } => {
            let column = total(scheme, place)?;
            figure(&place.column, column)
        }
        Hole::Value(place, _) => column(public_table(scheme, &place.table)?, &place.column).map(|_| ()),
        Hole::List(rows, _) => selection(scheme, rows, true),
        Hole::Columns(rows, _) => totals(scheme, rows),
        Hole::Names(rows, _) | Hole::Count(rows) => selection(scheme, rows, false),
    }
}

/// A table that may leave the office: a bulletin holds aggregates only.
fn public_table<'a>(scheme: &'a Scheme, name: &Name) -> Checked<&'a TableDef> {
    let Some(table) = scheme.tables.iter().find(|table| table.key == name.text) else {
        let nearest = nearest(&name.text, scheme.tables.iter().map(|table| table.key.as_str()));
        return wrong(name, PhraseProblem::UnknownTable { found: name.text.clone(), nearest });
    };
    if table.public { Ok(table) } else { wrong(name, PhraseProblem::NotPublic { table: table.label.clone() }) }
}

fn column<'a>(table: &'a TableDef, name: &Name) -> Checked<&'a TableColumnDef> {
    let found = table.columns.iter().find(|column| column.key == name.text);
    found.map_or_else(
        || {
            let nearest = nearest(&name.text, table.columns.iter().map(|column| column.key.as_str()));
            let (table, found) = (table.label.clone(), name.text.clone());
            wrong(name, PhraseProblem::UnknownColumn { table, found, nearest })
        },
        Ok,
    )
}

/// A figure of the total row.
fn total<'a>(scheme: &'a Scheme, place: &Place) -> Checked<&'a TableColumnDef> {
    let table = public_table(scheme, &place.table)?;
    let column = column(table, &place.column)?;
    if table.total == TableTotal::None {
        return wrong(&place.table, PhraseProblem::NoTotal { table: table.label.clone() });
    }
    Ok(column)
}

const fn is_figure(column: &TableColumnDef) -> bool {
    column.kind.is_number() || column.kind.is_order()
}

fn figure(name: &Name, column: &TableColumnDef) -> Checked<()> {
    if is_figure(column) { Ok(()) } else { wrong(name, PhraseProblem::NotAFigure { column: column.label.clone() }) }
}

fn selection(scheme: &Scheme, rows: &Selection, figures: bool) -> Checked<()> {
    let table = public_table(scheme, &rows.table)?;
    if let Some(name) = &rows.column {
        let column = column(table, name)?;
        if figures {
            figure(name, column)?;
        }
    }
    rows.condition.iter().flat_map(Condition::terms).try_for_each(|one| term(table, one))
}

/// Conditions on the totals of columns: `total = 0`.
fn totals(scheme: &Scheme, rows: &Selection) -> Checked<()> {
    let table = public_table(scheme, &rows.table)?;
    if table.total == TableTotal::None {
        return wrong(&rows.table, PhraseProblem::NoTotal { table: table.label.clone() });
    }
    for term in rows.condition.iter().flat_map(Condition::terms) {
        let is_total = matches!(term.left.text.as_str(), "total" | "合计");
        if !is_total || !matches!(term.right, Operand::Number { percent: false, .. }) {
            let what = "total 和一个数相比，如 total = 0";
            let found = term.left.text.clone();
            return wrong(&term.left, PhraseProblem::Expected { what, found });
        }
    }
    Ok(())
}

fn term(table: &TableDef, term: &Term) -> Checked<()> {
    let right = |problem| Err(PhraseError { span: term.right_span.clone(), problem });
    if term.left.text == "flag" {
        return match &term.right {
            Operand::Text(word) if matches!(word.as_str(), "red" | "yellow") => Ok(()),
            Operand::Column(word) if matches!(word.text.as_str(), "red" | "yellow") => Ok(()),
            _ => right(PhraseProblem::Expected { what: "red（红旗）或 yellow（黄旗）", found: String::new() }),
        };
    }
    let left = column(table, &term.left)?;
    let is_ratio = |column: &TableColumnDef| matches!(column.kind, TableColumnKind::Percent);
    match &term.right {
        Operand::Withheld => figure(&term.left, left),
        Operand::Text(_) if is_figure(left) => right(PhraseProblem::NeedsNumber { column: left.label.clone() }),
        Operand::Text(_) => Ok(()),
        _ if !is_figure(left) => right(PhraseProblem::NeedsText { column: left.label.clone() }),
        Operand::Number { value, percent: false } if is_ratio(left) && !value.is_zero() => {
            right(PhraseProblem::NeedsPercent { column: left.label.clone(), found: value.to_string() })
        }
        Operand::Number { percent: true, .. } if !is_ratio(left) => {
            right(PhraseProblem::NoPercent { column: left.label.clone() })
        }
        Operand::Total if table.total == TableTotal::None => {
            right(PhraseProblem::NoTotal { table: table.label.clone() })
        }
        Operand::Number { .. } | Operand::Total => Ok(()),
        Operand::Column(name) => {
            let other = column(table, name)?;
            figure(name, other)?;
            if left.unit == other.unit && is_ratio(left) == is_ratio(other) {
                Ok(())
            } else {
                right(PhraseProblem::UnitsDiffer { left: left.label.clone(), right: other.label.clone() })
            }
        }
    }
}
