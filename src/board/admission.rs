//! 入统: who stands where on the way into the list, and what is still missing.

use super::reader::{Reader, Record};
use crate::measure::Column;
use crate::scheme::{CompiledScheme, FieldType};
use crate::workbook::Workbook;

/// The way of the units, or of the projects, into the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipeline {
    /// Key of the roster: `units`.
    pub roster: String,
    /// Key of the form with the materials: `admission`.
    pub form: String,
    /// 名录's name for people: `调查单位名录`.
    pub label: String,
    /// In the order of the code list.
    pub stages: Vec<Stage>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// `1`.
    pub code: String,
    /// 培育.
    pub label: String,
    /// How many of the list are in it.
    pub count: usize,
    /// Those of whom the materials are asked: on the way, come in or gone out this year. In the order of the list.
    pub candidates: Vec<Candidate>,
}

/// One unit or project on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its key in the roster.
    pub key: String,
    pub name: String,
    /// 专业, for units; empty for projects.
    pub category: String,
    /// 入库方式; empty while not chosen.
    pub way: String,
    /// When it reached the stage: `2026-10-09`; empty when not told.
    pub since: String,
    /// Names of the materials that are missing; `None` while nothing was said of any.
    pub lacking: Option<Vec<String>>,
    /// How much of the threshold is reached, with its unit: `105.2%`; empty where there is none.
    pub reach: String,
}

/// One paper of the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Material {
    /// Key of its field.
    pub field: String,
    pub label: String,
    /// 共同要件, 专业要件.
    pub group: String,
    /// What it is and where it comes from.
    pub explain: String,
    /// There, missing, or nothing said.
    pub has: Option<bool>,
}

/// The fields of one form of admission.
struct Form {
    roster: &'static str,
    key: &'static str,
    /// By code of the stage: the field with its date.
    dates: &'static [(&'static str, &'static str)],
}

const FORMS: [Form; 2] = [
    Form {
        roster: "units",
        key: "admission",
        dates: &[
            ("1", "nurtured"),
            ("2", "qualified"),
            ("3", "complete"),
            ("4", "applied"),
            ("5", "approved"),
            ("6", "left"),
        ],
    },
    Form {
        roster: "projects",
        key: "project_admission",
        dates: &[("1", "prepared"), ("3", "complete"), ("4", "applied"), ("5", "approved"), ("6", "left")],
    },
];

/// The stages of a roster (`units` or `projects`); `None` when the scheme has no such roster or no stages.
pub fn pipeline(scheme: &CompiledScheme, book: &Workbook, roster: &str) -> Option<Pipeline> {
    let of = FORMS.iter().find(|form| form.roster == roster)?;
    let list = scheme.form(of.roster)?;
    let field = scheme[list].field("admission")?;
    let FieldType::Code(codes) = scheme[list][field].kind else { return None };
    let reader = Reader::new(scheme, book);
    let mut stages: Vec<Stage> = scheme[codes]
        .items
        .iter()
        .map(|item| Stage { code: item.code.clone(), label: item.label.clone(), count: 0, candidates: Vec::new() })
        .collect();
    for row in reader.rows(of.roster) {
        let Some(record) = reader.record(of.roster, &row.key) else { continue };
        let code = record.code("admission");
        let Some(stage) = stages.iter_mut().find(|stage| stage.code == code) else { continue };
        stage.count += 1;
        if reader.is_asked(of.key, &row.key) {
            stage.candidates.push(candidate(reader, of, &row.key, &record, &code));
        }
    }
    Some(Pipeline { roster: of.roster.to_owned(), form: of.key.to_owned(), label: scheme[list].label.clone(), stages })
}

fn candidate(reader: Reader<'_>, of: &Form, key: &str, roster: &Record<'_>, code: &str) -> Candidate {
    let own = reader.record(of.key, key);
    let text = |field: &str| own.as_ref().map(|own| own.text(field)).unwrap_or_default();
    let dated = of.dates.iter().find(|(stage, _)| *stage == code).map(|(_, field)| *field);
    let materials = materials(reader.scheme, reader.book, of.key, key);
    let said = materials.iter().any(|one| one.has.is_some());
    let lacking = materials.iter().filter(|one| one.has != Some(true)).map(|one| one.label.clone());
    let reach = text("reach");
    Candidate {
        key: key.to_owned(),
        name: roster.text("name"),
        category: roster.text("category"),
        way: text("way"),
        since: dated.map(text).unwrap_or_default(),
        lacking: said.then(|| lacking.collect()),
        reach: if reach.is_empty() { reach } else { format!("{reach}%") },
    }
}

/// The checklist of one unit or project: what its category and way in ask for, in the order of the form. These are the
/// fields that the computed 缺件数 (`lacks`) counts.
pub fn materials(scheme: &CompiledScheme, book: &Workbook, form: &str, key: &str) -> Vec<Material> {
    let Some(id) = scheme.form(form) else { return Vec::new() };
    let def = &scheme[id];
    let Some(lacks) = def.field("lacks").and_then(|field| scheme.compute(id, field, Column::Plain)) else {
        return Vec::new();
    };
    let reader = Reader::new(scheme, book);
    let counted = lacks.own_cells();
    let record = reader.record(form, key);
    let asked = |field| counted.contains(&(field, Column::Plain));
    def.field_ids()
        .filter(|&field| asked(field) && record.is_none_or(|record| record.asks(field)))
        .map(|field| {
            let def = &def[field];
            let said = record.and_then(|record| record.plain(&def.key));
            // A date is there as soon as it is told.
            let has = said.map(|value| value.as_bool().unwrap_or(true));
            Material {
                field: def.key.clone(),
                label: def.short.clone(),
                group: def.group.clone(),
                explain: def.explain.clone(),
                has,
            }
        })
        .collect()
}
