//! Key projects: the list with colours, and the wall chart of one (进度图 and 保障图).

use super::problem::{self, Problem};
use super::reader::{Reader, Record};
use crate::measure::Measure;
use crate::number::Decimal;
use crate::report::{Colour, colour};
use crate::scheme::CompiledScheme;
use crate::workbook::Workbook;

/// One project in the list.
#[derive(Debug, Clone, PartialEq)]
pub struct ProjectLine {
    pub key: String,
    pub name: String,
    /// 重点项目级别; empty for one that is on no chart.
    pub level: String,
    /// 阶段; for one that is on no chart its 建设状态.
    pub stage: String,
    pub colour: Option<Colour>,
    /// 计划总投资, 万元.
    pub planned: String,
    pub year_plan: String,
    /// 1—本月 plan and actual, 万元.
    pub plan_done: String,
    pub done: String,
    /// Percent of the year's plan; percentage points ahead of 序时进度, behind where below 0.
    pub rate: String,
    pub ahead: Option<Decimal>,
    pub duty_unit: String,
    pub duty_person: String,
    pub leader: String,
    /// Problems that are open, and those of them past their day.
    pub open: usize,
    pub overdue: usize,
    /// Whether it is on the chart: a key project with a record.
    pub charted: bool,
}

/// The wall chart of one project.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    pub line: ProjectLine,
    /// 基本情况 and 责任.
    pub basics: Vec<Fact>,
    pub people: Vec<Fact>,
    /// Days of the stages that were reached, and those that are planned.
    pub stages: Vec<Fact>,
    pub progress: Vec<Fact>,
    /// January to December; empty for a project that is on no chart.
    pub months: Vec<Month>,
    /// The month of the period, from 1.
    pub month: u8,
    /// Unit of the money of the months: `万元`.
    pub unit: String,
    pub approvals: Vec<Approval>,
    pub guarantees: Vec<Guarantee>,
    pub problems: Vec<Problem>,
}

/// A label and what is said under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub label: String,
    /// With its unit.
    pub text: String,
}

/// One month of the chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// `1月`.
    pub label: String,
    pub plan: Option<Decimal>,
    pub actual: Option<Decimal>,
    /// 形象进度: what should be seen, and what is.
    pub plan_node: String,
    pub node: String,
}

/// One 审批事项.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    pub item: String,
    pub dept: String,
    pub person: String,
    pub submitted_on: String,
    pub promised: String,
    pub state: String,
    /// Number and day of the approval.
    pub number: String,
    pub approved_on: String,
    pub is_done: bool,
    pub overdue_days: i64,
}

/// One 要素保障.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guarantee {
    pub kind: String,
    pub need: String,
    pub unit: String,
    pub person: String,
    pub due: String,
    /// `60%`; empty where it is no amount.
    pub share: String,
    pub result: String,
    pub is_done: bool,
    pub overdue_days: i64,
}

/// All projects of the list, in its order.
pub fn lines(scheme: &CompiledScheme, book: &Workbook) -> Vec<ProjectLine> {
    let reader = Reader::new(scheme, book);
    let problems = problem::problems(scheme, book);
    reader.rows("projects").filter_map(|row| line(reader, &row.key, &problems)).collect()
}

fn line(reader: Reader<'_>, key: &str, problems: &[Problem]) -> Option<ProjectLine> {
    let project = reader.record("projects", key)?;
    let progress = reader.record("progress", key);
    let text = |field: &str| progress.as_ref().map(|one| one.text(field)).unwrap_or_default();
    let stage = text("stage");
    let of_it = problems.iter().filter(|one| one.of == ("projects".to_owned(), key.to_owned()));
    let (mut open, mut overdue) = (0, 0);
    for one in of_it {
        open += usize::from(one.state != problem::ProblemState::Closed);
        overdue += usize::from(one.state == problem::ProblemState::Overdue);
    }
    let form = reader.scheme.form("progress");
    Some(ProjectLine {
        key: key.to_owned(),
        name: project.text("name"),
        level: project.text("level"),
        stage: if stage.is_empty() { project.text("state") } else { stage },
        colour: form.and_then(|form| colour(reader.scheme, reader.book, form, key)),
        planned: project.text("planned"),
        year_plan: text("year_plan"),
        plan_done: text("plan_done"),
        done: text("done"),
        rate: text("rate"),
        ahead: progress.as_ref().and_then(|one| one.number("ahead")),
        duty_unit: project.text("responsible_unit"),
        duty_person: project.text("responsible"),
        leader: project.text("leader"),
        open,
        overdue,
        charted: progress.is_some(),
    })
}

/// The wall chart of one project; `None` when the list has no such row.
pub fn sheet(scheme: &CompiledScheme, book: &Workbook, key: &str) -> Option<Sheet> {
    let reader = Reader::new(scheme, book);
    let problems: Vec<Problem> = problem::problems(scheme, book);
    let line = line(reader, key, &problems)?;
    let project = reader.record("projects", key);
    let progress = reader.record("progress", key);
    let mut basics = facts(
        project.as_ref(),
        &[
            "code",
            "level",
            "owner",
            "industry",
            "nature",
            "address",
            "planned",
            "started",
            "planned_finish",
            "state",
            "admitted",
        ],
    );
    basics.extend(facts(progress.as_ref(), &["class", "content", "capacity", "before", "year_plan", "year_goal"]));
    let mut people = facts(project.as_ref(), &["responsible_unit", "responsible", "leader"]);
    people.extend(facts(
        progress.as_ref(),
        &["leader_post", "other_leaders", "team", "liaison", "liaison_phone", "task", "deadline", "standard"],
    ));
    let stages = facts(
        progress.as_ref(),
        &[
            "d_idea",
            "d_reserve",
            "d_sign",
            "d_land",
            "d_start",
            "d_build",
            "d_finish",
            "d_produce",
            "start_plan",
            "finish_plan",
            "produce_plan",
        ],
    );
    let told = facts(
        progress.as_ref(),
        &["done", "plan_done", "month_rate", "rate", "pace", "ahead", "total_done", "total_rate", "issue"],
    );
    let unit = progress.as_ref().and_then(|one| one.head("actual")).and_then(|(_, unit)| unit).unwrap_or_default();
    Some(Sheet {
        line,
        basics,
        people,
        stages,
        progress: told,
        months: progress.as_ref().map(months).unwrap_or_default(),
        month: book.about.period.month(),
        unit: unit.to_owned(),
        approvals: reader.details("approvals", key).map(|(_, record)| approval(&record)).collect(),
        guarantees: reader.details("guarantees", key).map(|(_, record)| guarantee(&record)).collect(),
        problems: problems.into_iter().filter(|one| one.of.0 == "projects" && one.of.1 == key).collect(),
    })
}

fn facts(record: Option<&Record<'_>>, fields: &[&str]) -> Vec<Fact> {
    let Some(record) = record else { return Vec::new() };
    let fact = |field: &&str| {
        let (label, unit) = record.head(field)?;
        let text = record.text(field);
        let text = if text.is_empty() { text } else { format!("{text}{}", unit.unwrap_or_default()) };
        (!text.is_empty()).then(|| Fact { label: label.to_owned(), text })
    };
    fields.iter().filter_map(fact).collect()
}

fn months(record: &Record<'_>) -> Vec<Month> {
    let columns = Measure::Months.columns().iter();
    let number = |field, column| record.value(field, column).and_then(|value| value.as_number());
    columns
        .zip(1..)
        .map(|(&column, at)| Month {
            label: format!("{at}月"),
            plan: number("plan", column),
            actual: number("actual", column),
            plan_node: record.text_of("plan_node", column),
            node: record.text_of("node", column),
        })
        .collect()
}

fn approval(record: &Record<'_>) -> Approval {
    Approval {
        item: record.text("item"),
        dept: record.text("dept"),
        person: record.text("person"),
        submitted_on: record.text("submitted_on"),
        promised: record.text("promised"),
        state: record.text("state"),
        number: record.text("number"),
        approved_on: record.text("approved_on"),
        // 已批准, and what needs no approval.
        is_done: matches!(record.code("state").as_str(), "4" | "5"),
        overdue_days: problem::days(record, "overdue"),
    }
}

fn guarantee(record: &Record<'_>) -> Guarantee {
    let share = record.text("share");
    Guarantee {
        kind: record.text("kind"),
        need: record.text("need"),
        unit: record.text("unit"),
        person: record.text("person"),
        due: record.text("due"),
        share: if share.is_empty() { share } else { format!("{share}%") },
        result: record.text("result"),
        is_done: record.is("done"),
        overdue_days: problem::days(record, "overdue"),
    }
}
