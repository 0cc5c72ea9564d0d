//! What the tests share: a small world with figures in it.

mod errors;
mod eval;
mod generate;
mod linear;
mod reference;
mod roundtrip;
mod seen;
mod settled;

use super::*;
use crate::measure::{Column, Measure};
use crate::number::{Decimal, Unit};
use crate::period::Period;
use crate::workbook::{Absence, Mark};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub(super) const UNITS: FormId = FormId(0);
pub(super) const INDUSTRY: FormId = FormId(1);
/// Details of units: ten to each, so that rows 0 to 9 belong to unit 0.
pub(super) const PROBLEMS: FormId = FormId(4);
/// One record for the office.
pub(super) const AREA: FormId = FormId(5);

fn field(key: &str, label: &str, code: &str, kind: Type, measure: Measure) -> FieldInfo {
    let (key, label, code) = (key.to_owned(), label.to_owned(), code.to_owned());
    FieldInfo { key, label, short: String::new(), code, kind, measure }
}

fn number(unit: &str) -> Type {
    Type::Number(Unit::parse(unit).unwrap())
}

/// A roster of units, two forms over it, and a roster of projects.
pub(super) fn world() -> World {
    let setting = |key: &str, label: &str, source: &str| {
        let (kind, value) = constant(source).unwrap();
        SettingInfo { key: key.to_owned(), label: label.to_owned(), kind, value }
    };
    let form = |key: &str, label: &str, roster, join: Option<(&str, &str)>, main, fields| FormInfo {
        key: key.to_owned(),
        label: label.to_owned(),
        roster,
        join: join.map(|(key, label)| (key.to_owned(), label.to_owned())),
        main,
        fields,
        ..FormInfo::default()
    };
    World {
        forms: vec![
            form(
                "units",
                "调查单位名录",
                None,
                Some(("unit", "单位")),
                None,
                vec![
                    field("uscc", "统一社会信用代码", "", Type::Text, Measure::Plain),
                    field("name", "单位详细名称", "", Type::Text, Measure::Plain),
                    field("industry", "行业代码", "", Type::Text, Measure::Plain),
                    field("state", "运营状态", "", Type::Code(ListId(0)), Measure::Plain),
                    field("opened", "开业时间", "", Type::Month, Measure::Plain),
                    field("signed", "报出日期", "", Type::Date, Measure::Plain),
                    field("listed", "是否上市", "", Type::Bool, Measure::Plain),
                    field("area", "建筑面积", "", number("平方米"), Measure::Plain),
                ],
            ),
            form(
                "industry",
                "工业月度调度表",
                Some(UNITS),
                None,
                Some(FieldId(0)),
                vec![
                    field("output", "工业总产值（当年价格）", "B01", number("千元"), Measure::Flow),
                    field("sold", "工业销售产值（当年价格）", "B02", number("千元"), Measure::Flow),
                    field("export", "其中：出口交货值", "B03", number("千元"), Measure::Flow),
                    field("power", "企业用电量", "B04", number("万千瓦时"), Measure::Flow),
                    field("stock", "产成品存货", "B09", number("千元"), Measure::Stock),
                    field("staff", "平均用工人数", "B11", number("人"), Measure::Plain),
                    field("ratio", "产销率", "", number("%"), Measure::Plain),
                    field("home1", "其中：住宅", "", number("千元"), Measure::Plain),
                    field("home2", "其中：住宅", "", number("千元"), Measure::Plain),
                    field("products", "产品种数", "", Type::Number(Unit::PLAIN), Measure::Plain),
                    field("planned", "计划投资", "", number("万元"), Measure::Months),
                    field("invested", "完成投资", "", number("千元"), Measure::Months),
                    field("progress", "形象进度", "", Type::Text, Measure::Months),
                ],
            ),
            form(
                "trade",
                "批零月度调度表",
                Some(UNITS),
                None,
                Some(FieldId(0)),
                vec![
                    field("sales", "商品销售额", "E01", number("千元"), Measure::Flow),
                    field("goods", "商品种类", "", Type::Code(ListId(1)), Measure::Plain),
                ],
            ),
            form(
                "projects",
                "项目名录",
                None,
                Some(("project", "项目")),
                Some(FieldId(1)),
                vec![
                    field("name", "项目名称", "", Type::Text, Measure::Plain),
                    field("planned", "计划总投资", "H10", number("万元"), Measure::Plain),
                ],
            ),
            FormInfo {
                detail: true,
                ..form(
                    "problems",
                    "问题清单",
                    Some(UNITS),
                    None,
                    None,
                    vec![
                        field("what", "问题", "", Type::Text, Measure::Plain),
                        field("closed", "已销号", "", Type::Bool, Measure::Plain),
                        field("overdue", "超期", "", number("天"), Measure::Plain),
                    ],
                )
            },
            FormInfo {
                single: true,
                ..form(
                    "area",
                    "区域指标",
                    None,
                    None,
                    Some(FieldId(0)),
                    vec![field("tax", "税收收入", "", number("万元"), Measure::Flow)],
                )
            },
        ],
        settings: vec![
            setting("floor", "规模以上工业起点", "2000万元"),
            setting("band", "同比幅度", "30%"),
            setting("many", "最多家数", "5"),
        ],
        lists: vec![
            ListInfo {
                key: "state".to_owned(),
                label: "运营状态".to_owned(),
                items: [("1", "正常运营"), ("2", "停业"), ("3", "筹建")]
                    .map(|(code, label)| (code.to_owned(), label.to_owned()))
                    .to_vec(),
            },
            ListInfo {
                key: "goods".to_owned(),
                label: "商品种类".to_owned(),
                items: [("粮油", "粮油"), ("日用", "日用品")]
                    .map(|(code, label)| (code.to_owned(), label.to_owned()))
                    .to_vec(),
            },
        ],
    }
}

/// Figures for the world: rows are roster positions; a record exists where one of its cells does.
#[derive(Default)]
pub(super) struct Figures {
    cells: BTreeMap<(When, u16, u32, u16, Column), Value>,
    rows: BTreeMap<(When, u16), BTreeSet<u32>>,
    marks: BTreeMap<(When, u16, u32, u16, Column), Mark>,
    /// What evaluation asked for.
    pub(super) asked: RefCell<Vec<Asked>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    Cell(RowRef, FieldId, Column),
    Rows(When, FormId),
    Reported(RowRef, FormId),
}

impl Figures {
    /// One line for a cell: `industry.1 output.month = 100`, `industry.1 output.ytd not_reported`, `prev.units.0 name = "甲"`, `units.2` for a row alone.
    pub(super) fn read(lines: &str) -> Self {
        let world = world();
        let mut figures = Self::default();
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (place, value) =
                line.split_once('=').map_or((line, None), |(place, value)| (place, Some(value.trim())));
            let mut words = place.split_whitespace();
            let row = words.next().unwrap();
            let (when, row) = match row.split_once('.').unwrap() {
                ("prev", rest) => (When::Prev, rest),
                ("last_year", rest) => (When::LastYear, rest),
                _ => (When::Now, row),
            };
            let (form, row) = row.split_once('.').unwrap();
            let form = FormId::at(world.forms.iter().position(|info| info.key == form).unwrap());
            let row: u32 = row.parse().unwrap();
            figures.rows.entry((when, form.0)).or_default().insert(row);
            let Some(cell) = words.next() else { continue };
            let (field, column) = cell.split_once('.').unwrap_or((cell, "plain"));
            let info = world.form(form).unwrap();
            let field = FieldId::at(info.fields.iter().position(|info| info.key == field).unwrap());
            let kind = world.field(form, field).unwrap().kind;
            let at = (when, form.0, row, field.0, Column::from_key(column).unwrap());
            let mark = words.next().map(|word| Mark::ALL.into_iter().find(|mark| mark.key() == word).unwrap());
            figures.marks.extend(mark.map(|mark| (at, mark)));
            figures.cells.extend(value.map(|value| (at, read_value(value, kind))));
        }
        figures
    }
}

fn read_value(text: &str, kind: Type) -> Value {
    match kind {
        Type::Number(_) => Value::Number(text.parse::<Decimal>().unwrap()),
        Type::Text | Type::Code(_) => Value::text(text),
        Type::Date => Value::Date(text.parse().unwrap()),
        Type::Month => Value::Month(YearMonth::read(text).unwrap()),
        Type::Bool => Value::Bool(text == "true"),
    }
}

impl Figures {
    fn all(&self, when: When, form: FormId) -> Vec<RowRef> {
        let rows = self.rows.get(&(when, form.0));
        rows.into_iter().flatten().map(|row| RowRef { when, form, row: *row }).collect()
    }
}

/// The position of the roster row that a record belongs to.
pub(super) fn member(row: RowRef) -> u32 {
    if row.form == PROBLEMS { row.row / 10 } else { row.row }
}

impl Data for Figures {
    fn cell(&self, row: RowRef, field: FieldId, column: Column) -> Option<Value> {
        self.asked.borrow_mut().push(Asked::Cell(row, field, column));
        self.cells.get(&(row.when, row.form.0, row.row, field.0, column)).cloned()
    }

    fn absence(&self, row: RowRef, field: FieldId, column: Column) -> Option<Absence> {
        self.asked.borrow_mut().push(Asked::Cell(row, field, column));
        self.marks.get(&(row.when, row.form.0, row.row, field.0, column))?.absence()
    }

    fn confirmed(&self, row: RowRef, field: FieldId, column: Column) -> bool {
        self.asked.borrow_mut().push(Asked::Cell(row, field, column));
        self.marks.get(&(row.when, row.form.0, row.row, field.0, column)) == Some(&Mark::Confirmed)
    }

    fn due(&self, form: FormId) -> Option<chrono::NaiveDate> {
        assert_eq!(form, INDUSTRY);
        chrono::NaiveDate::from_ymd_opt(2026, 11, 10)
    }

    fn rows(&self, when: When, form: FormId) -> Vec<RowRef> {
        self.asked.borrow_mut().push(Asked::Rows(when, form));
        self.all(when, form)
    }

    fn lacks(&self, when: When, form: FormId, field: FieldId, column: Column) -> bool {
        let at = |row: &RowRef| (when, form.0, row.row, field.0, column);
        !self.all(when, form).iter().any(|row| self.cells.contains_key(&at(row)))
    }

    fn is_typed(&self, _form: FormId, _field: FieldId, _column: Column) -> bool {
        true
    }

    fn related(&self, row: RowRef, form: FormId) -> Option<RowRef> {
        let there = self.rows.get(&(row.when, form.0))?;
        let row = RowRef { form, row: member(row), ..row };
        there.contains(&row.row).then_some(row)
    }

    fn member(&self, row: RowRef) -> Option<Arc<str>> {
        (row.form != AREA).then(|| Arc::from(member(row).to_string()))
    }

    fn single(&self, when: When, form: FormId) -> Option<RowRef> {
        self.all(when, form).first().copied()
    }

    fn earlier(&self, row: RowRef, when: When) -> Option<RowRef> {
        assert_eq!(row.when, When::Now);
        let there = self.rows.get(&(when, row.form.0))?;
        there.contains(&row.row).then_some(RowRef { when, ..row })
    }

    fn reported(&self, row: RowRef, form: FormId) -> bool {
        self.asked.borrow_mut().push(Asked::Reported(row, form));
        let belongs = |there: &RowRef| form == AREA || member(*there) == member(row);
        self.all(row.when, form).iter().any(belongs)
    }

    fn has(&self, when: When) -> bool {
        self.rows.keys().any(|(there, _)| *there == when)
    }

    fn period(&self) -> Period {
        "2026-10".parse().unwrap()
    }

    fn period_of(&self, when: When) -> Option<Period> {
        let code = match when {
            When::Now => "2026-10",
            When::Prev => "2026-09",
            When::LastYear => "2025-10",
        };
        self.has(when).then(|| code.parse().unwrap())
    }

    fn office_code(&self) -> &'static str {
        "371302001"
    }

    fn office_name(&self) -> &'static str {
        "城关镇"
    }
}

pub(super) fn now(form: FormId, row: u32) -> RowRef {
    RowRef { when: When::Now, form, row }
}

pub(super) fn about(form: FormId) -> Context {
    Context { form: Some(form), ..Context::default() }
}

/// All mistakes of a formula, each with its picture.
pub(super) fn pictures(source: &str, errors: &[FormulaError]) -> String {
    errors.iter().map(|error| error.picture(source)).collect::<Vec<_>>().join("\n")
}

/// What a formula about the first record of a form gives, or its mistakes.
pub(super) fn answer(source: &str, form: FormId, figures: &Figures) -> String {
    let world = world();
    match compile(source, &world, about(form)) {
        Ok(compiled) => match compiled.show(figures, now(form, 0)) {
            Ok(text) => text,
            Err(fault) => format!("{fault:?}"),
        },
        Err(errors) => pictures(source, &errors),
    }
}
