//! Who owes a project what by when: approvals, guarantees, problems; and the problems of firms.

use super::calendar::Calendar;
use super::project::Project;
use super::rng::Rng;
use super::series::at;
use super::trouble::{Hitch, Trouble};
use super::unit::Unit;

/// One row of details.
#[derive(Clone, Debug)]
pub(super) struct Detail {
    pub(super) form: &'static str,
    pub(super) key: String,
    /// Key of the project or unit.
    pub(super) of: String,
    pub(super) cells: Vec<(String, String)>,
    /// The rule that has to tell that it is overdue, and what is overdue.
    pub(super) overdue: Option<(&'static str, String)>,
}

/// Rows with their keys: `q001` for the first.
struct Rows<'a> {
    calendar: &'a Calendar,
    month: usize,
    all: Vec<Detail>,
}

/// What is agreed for a row: due in a month, done in a month.
#[derive(Clone, Copy)]
struct Terms {
    raised: usize,
    due: usize,
    done: Option<usize>,
}

impl Terms {
    const fn is_done(self, month: usize) -> bool {
        matches!(self.done, Some(done) if done <= month)
    }

    const fn is_overdue(self, month: usize) -> bool {
        self.due <= month && !self.is_done(month)
    }
}

impl Rows<'_> {
    fn add(&mut self, form: &'static str, of: &str, rule: &'static str, terms: Terms, cells: Vec<(&str, String)>) {
        let prefix = match form {
            "approvals" => "a",
            "guarantees" => "g",
            "unit_problems" => "e",
            "developments" => "d",
            _ => "q",
        };
        let number = self.all.iter().filter(|row| row.form == form).count() + 1;
        let what =
            cells.iter().find(|(key, _)| matches!(*key, "problem" | "need" | "dept")).map(|(_, text)| text.clone());
        let overdue = terms.is_overdue(self.month).then(|| (rule, what.unwrap_or_default()));
        let cells = cells.into_iter().map(|(key, text)| (key.to_owned(), text)).collect();
        self.all.push(Detail { form, key: format!("{prefix}{number:03}"), of: of.to_owned(), cells, overdue });
    }

    fn approval(&mut self, project: &Project, item: &str, dept: &str, terms: Terms) {
        if terms.raised > self.month {
            return;
        }
        let done = terms.is_done(self.month);
        let mut cells = vec![
            ("item", item.to_owned()),
            ("dept", dept.to_owned()),
            ("submitted_on", self.calendar.date_of(terms.raised, 6)),
            ("promised", self.calendar.date_of(terms.due, 20)),
            ("state", if done { "4" } else { "2" }.to_owned()),
        ];
        if let (true, Some(done)) = (done, terms.done) {
            let number = project.name.bytes().fold(0_u64, |sum, byte| (sum * 31 + u64::from(byte)) % 900) + 100;
            cells.push(("number", format!("温审〔{}〕{number}号", self.calendar.year_of(done))));
            cells.push(("approved_on", self.calendar.date_of(done, 16)));
        }
        self.add("approvals", &project.key, "R151e", terms, cells);
    }

    fn guarantee(
        &mut self,
        project: &Project,
        need: (&str, String),
        who: (&str, String),
        terms: Terms,
        amounts: &[(&'static str, i64)],
    ) {
        if terms.raised > self.month {
            return;
        }
        let done = terms.is_done(self.month);
        let mut cells = vec![
            ("kind", need.0.to_owned()),
            ("need", need.1),
            ("unit", who.0.to_owned()),
            ("person", who.1),
            ("due", self.calendar.date_of(terms.due, 25)),
            ("done", if done { "是" } else { "否" }.to_owned()),
        ];
        for (key, amount) in amounts {
            let given = key.ends_with("given") && !done;
            cells.push((key, if given { amount * 6 / 10 } else { *amount }.to_string()));
        }
        if let (true, Some(done)) = (done, terms.done) {
            cells.push(("done_on", self.calendar.date_of(done, 22)));
            cells.push(("result", "已全部落实".to_owned()));
        } else {
            cells.push(("result", "正在办理，还差一部分".to_owned()));
        }
        self.add("guarantees", &project.key, "R152d", terms, cells);
    }

    fn problem(&mut self, form: &'static str, of: &str, what: (&str, &str, &str), who: (&str, String), terms: Terms) {
        if terms.raised > self.month {
            return;
        }
        let (kind, problem, measure) = what;
        let done = terms.is_done(self.month);
        let mut cells = vec![
            ("problem", problem.to_owned()),
            ("kind", kind.to_owned()),
            ("measure", measure.to_owned()),
            ("raised_on", self.calendar.date_of(terms.raised, 9)),
            ("unit", who.0.to_owned()),
            ("person", who.1),
            ("due", self.calendar.date_of(terms.due, 26)),
            // It is told anew each month, as is asked of what is overdue.
            ("status", format!("{}月：已开协调会，列出了分工和时间，还在办", self.month % 12 + 1)),
            ("closed", if done { "是" } else { "否" }.to_owned()),
        ];
        if let (true, Some(done)) = (done, terms.done) {
            cells.push(("closed_on", self.calendar.date_of(done, 24)));
            cells.push(("evidence", format!("专题会议纪要〔{}〕{}号", self.calendar.year_of(done), done + 7)));
        }
        self.add(form, of, "R153f", terms, cells);
    }
}

/// All rows of details of an office in a month of this year.
pub(super) fn rows(seed: u64, projects: &[Project], units: &[Unit], month: usize, calendar: &Calendar) -> Vec<Detail> {
    let mut rows = Rows { calendar, month, all: Vec::new() };
    if month < 12 {
        return rows.all;
    }
    for project in projects.iter().filter(|project| project.dispatch.is_some() && project.is_known(month)) {
        of_project(&mut rows, seed, project);
    }
    for unit in units.iter().filter(|unit| unit.is_known(month, calendar)) {
        of_unit(&mut rows, unit);
    }
    rows.all
}

fn of_project(rows: &mut Rows<'_>, seed: u64, project: &Project) {
    let mut rng = Rng::new(seed, &project.name, 3);
    let now = rows.calendar.now;
    let planned = at(&project.planned, now);
    let person = |key: &str| project.person(key);
    let settled = |at: usize| Terms { raised: at, due: at + 2, done: Some(at + 1) };
    let open = Terms { raised: now - 3, due: now + 2, done: None };
    let late = Terms { raised: now - 5, due: now - 2, done: None };
    rows.approval(project, "01", "县发展改革委", settled(10));
    rows.approval(project, "07", "市生态环境局温县分局", settled(11));
    match project.hitch {
        Hitch::Overdue => {
            rows.approval(project, "06", "县自然资源局", late);
            rows.approval(project, "11", "县住房城乡建设局", open);
            let land = planned / 160 + 12;
            let need = ("1", format!("供地{land}亩，其中二期用地还没有批"));
            rows.guarantee(
                project,
                need,
                ("县自然资源局", person("leader")),
                late,
                &[("land_need", land), ("land_given", land)],
            );
            let what = ("1", "二期用地的三户还没有签协议", "乡镇包户做工作，法律顾问现场答疑，过渡费先行兑付");
            rows.problem("problems", &project.key, what, ("县自然资源局", person("responsible")), late);
        }
        Hitch::Halted => {
            rows.approval(project, "11", "县住房城乡建设局", settled(12));
            let need = ("2", "补足项目资本金".to_owned());
            let fund = planned / 5;
            rows.guarantee(
                project,
                need,
                ("县财政局", person("leader")),
                late,
                &[("fund_need", fund), ("fund_given", fund)],
            );
            let what = ("2", "投资方资金没有到位，施工单位撤场", "引入新的投资方，县里平台公司先行收购在建工程");
            rows.problem("problems", &project.key, what, ("开发区管委会", person("responsible")), late);
            let what = ("6", "停工以后基坑积水", "施工单位留守排水，住建局每周检查");
            rows.problem("problems", &project.key, what, ("县住房城乡建设局", person("leader")), open);
        }
        Hitch::Reserve | Hitch::Waiting => {
            rows.approval(project, "04", "县自然资源局", open);
            let land = planned / 160 + 12;
            let need = ("1", format!("供地{land}亩"));
            rows.guarantee(
                project,
                need,
                ("县自然资源局", person("leader")),
                open,
                &[("land_need", land), ("land_given", land)],
            );
        }
        _ => {
            rows.approval(project, "05", "县自然资源局", settled(11));
            rows.approval(project, "11", "县住房城乡建设局", settled(12));
            let need = ("6", "架设10千伏专线，容量两千千伏安".to_owned());
            let terms = if rng.percent(60) { settled(14) } else { open };
            rows.guarantee(project, need, ("县供电公司", person("leader")), terms, &[]);
            match rng.between(0, 9) {
                0..=3 => {
                    let what = ("4", "厂区东侧道路没有接通", "交通局出设计，乡镇协调临时便道，先保证材料进场");
                    let terms = Terms { raised: 14, due: 17, done: Some(16) };
                    rows.problem("problems", &project.key, what, ("县交通运输局", person("responsible")), terms);
                }
                4..=5 => {
                    let what = ("5", "安装工不够，工期推后", "人社局组织专场招聘，总包单位从外地调人");
                    rows.problem("problems", &project.key, what, ("县人力资源社会保障局", person("responsible")), open);
                }
                _ => {}
            }
        }
    }
}

/// The developments of a real-estate enterprise: as many as it tells, and together just what it tells.
fn developments(rows: &mut Rows<'_>, unit: &Unit) {
    const NAMES: [&str; 6] = ["桂花苑", "御景园", "滨河花园", "学府里", "锦绣城", "梧桐郡"];
    const PHASES: [&str; 3] = ["一期", "二期", "三期"];
    if unit.record.form != "realestate" || !unit.reports(rows.month, rows.calendar) {
        return;
    }
    let told = unit.record.cells(rows.month);
    let value = |cell: &str| -> i64 {
        told.iter().find(|(name, _)| name == cell).and_then(|(_, text)| text.parse().ok()).unwrap_or(0)
    };
    let count = value("estates").clamp(1, 3);
    let uscc = unit.row(rows.month, rows.calendar).into_iter().find(|(key, _)| key == "uscc").map(|(_, text)| text);
    let organisation: String = uscc.unwrap_or_default().chars().skip(8).take(9).collect();
    let name = unit.key.bytes().fold(0_usize, |sum, byte| sum + usize::from(byte)) % NAMES.len();
    for at in 0..count {
        // Half and a fifth and the rest, so that nothing is lost by rounding.
        let part = |whole: i64| match (at, count) {
            (0, 1) => whole,
            (0, _) => whole / 2,
            (1, 3) => whole / 5,
            (1, _) => whole - whole / 2,
            _ => whole - whole / 2 - whole / 5,
        };
        let phase = usize::try_from(at).unwrap_or(0);
        let columns = [
            ("planned", "planned.end"),
            ("total", "total"),
            ("invested", "invested.ytd"),
            ("floor_built", "floor_built.end"),
            ("sold_area", "sold_area.ytd"),
            ("sold_value", "sold_value.ytd"),
        ];
        let mut cells = vec![
            (
                "name",
                format!(
                    "{}{}",
                    NAMES.get(name).copied().unwrap_or_default(),
                    PHASES.get(phase).copied().unwrap_or_default()
                ),
            ),
            ("code", format!("{organisation}{:03}", at + 1)),
            ("started", rows.calendar.years_ago(1, 3 + at)),
        ];
        cells.extend(columns.map(|(key, cell)| (key, part(value(cell)).to_string())));
        let never = Terms { raised: 0, due: usize::MAX, done: None };
        rows.add("developments", &unit.key, "", never, cells);
    }
}

fn of_unit(rows: &mut Rows<'_>, unit: &Unit) {
    developments(rows, unit);
    let now = rows.calendar.now;
    let person = || unit.person("lead");
    let open = Terms { raised: now - 2, due: now + 1, done: None };
    match unit.trouble {
        Trouble::Fall => {
            let what = ("7", "主要客户转走，订单不足", "工信局组织产销对接，两家县内企业试用产品");
            let terms = Terms { raised: 13, due: now - 1, done: None };
            rows.problem("unit_problems", &unit.key, what, ("县工业和信息化局", person()), terms);
        }
        Trouble::Idle => {
            let what = ("3", "环保设备改造没有验收，不能开工", "生态环境分局提前介入，资料一次告知，验收后马上复产");
            rows.problem("unit_problems", &unit.key, what, ("市生态环境局温县分局", person()), open);
        }
        Trouble::Nursing => {
            let what = ("8", "升规奖励没有兑付", "按政策文件核对条件，财政列入本季度拨款");
            let terms = Terms { raised: 14, due: 18, done: Some(17) };
            rows.problem("unit_problems", &unit.key, what, ("县财政局", person()), terms);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_done_is_not_overdue() {
        let terms = Terms { raised: 12, due: 14, done: Some(16) };
        let told: Vec<_> = (13..18).map(|month| (terms.is_done(month), terms.is_overdue(month))).collect();
        assert_eq!(told, [(false, false), (false, true), (false, true), (true, false), (true, false)]);
    }
}
