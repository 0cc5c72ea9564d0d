//! Key projects: twelve months of plan and actual, stages, people.

use super::calendar::Calendar;
use super::people::People;
use super::project::Project;
use super::rng::Rng;
use super::series::at;
use super::trouble::Hitch;

type Cells = Vec<(String, String)>;

/// How this year goes for a key project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    /// Every month as planned.
    Steady,
    /// Behind in the present month.
    Short,
    /// Behind for months.
    Behind,
}

/// What a key project has besides what every project has: its level and its people.
#[derive(Clone, Debug)]
pub(super) struct Dispatch {
    /// Code of its 重点项目级别.
    pub(super) level: &'static str,
    pace: Pace,
    people: [String; 2],
    phone: String,
}

impl Dispatch {
    /// For a project that is large enough and goes its ordinary way; nothing for all others.
    pub(super) fn of(rng: &mut Rng, hitch: Hitch, size: i64, people: &mut People) -> Option<Self> {
        // What is odd in the figures of these would be odd in their plans too.
        if matches!(hitch, Hitch::Over | Hitch::Leap | Hitch::Bought) || size < 3_000 {
            return None;
        }
        let level = match size {
            100_000.. => "1",
            30_000.. => "2",
            9_000.. => "3",
            _ => "4",
        };
        let pace = match rng.between(0, 99) {
            0..=64 => Pace::Steady,
            65..=84 => Pace::Short,
            _ => Pace::Behind,
        };
        Some(Self { level, pace, people: [people.person(), people.person()], phone: people.phone() })
    }
}

/// The record of a key project in a month of this year; nothing for others.
pub(super) fn record(seed: u64, project: &Project, month: usize, calendar: &Calendar) -> Option<Cells> {
    let dispatch = project.dispatch.as_ref()?;
    if month < 12 {
        return None;
    }
    let mut rng = Rng::new(seed, &project.name, 2);
    let mut cells = Vec::new();
    let mut put = |key: &str, text: String| cells.push((key.to_owned(), text));
    put("class", if project.is_public { rng.pick(&["2", "3"]) } else { "1" }.to_owned());
    let land = at(&project.planned, month) / 160 + 12;
    put("content", format!("占地{land}亩，建设厂房、配套用房、管网和设备安装"));
    // Land is taken when building starts.
    if project.state(month) != "1" {
        put("land", land.to_string());
    }
    put("capacity", "建成后形成立项文件所列的生产或服务能力".to_owned());
    let (before, plans) = plans(project, dispatch, calendar);
    put("before", before.to_string());
    put("year_plan", plans.iter().flatten().sum::<i64>().to_string());
    put(
        "year_goal",
        rng.pick(&["主体封顶，设备进场", "厂房竣工，设备安装过半", "管网贯通，附属工程完工", "基础完工，主体出地面"])
            .to_owned(),
    );
    for (of, plan) in (12..24).zip(&plans) {
        let Some(plan) = plan else { continue };
        let column = format!("m{:02}", of - 11);
        put(&format!("plan.{column}"), plan.to_string());
        put(&format!("plan_node.{column}"), node(project, of, *plan > 0));
        if of <= month {
            let value = project.invested(of);
            put(&format!("actual.{column}"), value.to_string());
            put(&format!("node.{column}"), node(project, of, value > 0));
        }
    }
    stages(project, month, calendar, &mut put);
    let [liaison, post] = &dispatch.people;
    put("liaison", liaison.clone());
    put("leader_post", rng.pick(&["县委常委", "副县长", "县政协副主席", "县人大常委会副主任"]).to_owned());
    put("team", format!("{post}专班，发改、自然资源、住建、供电"));
    put("liaison_phone", dispatch.phone.clone());
    put("task", "协调要素保障，每周到工地一次，按月报进度".to_owned());
    put("deadline", calendar.date(23, 25));
    put("standard", "完成年度计划投资和年度形象进度目标".to_owned());
    put("source", "5".to_owned());
    put("reported_on", calendar.day_after(month, 3));
    if project.hitch == Hitch::Halted {
        put("issue", "资金链紧张，施工队伍撤场，正在重组投资方".to_owned());
    }
    Some(cells)
}

/// What was spent before this year, and the plan of each month of it; nothing for a month in which nothing can be.
fn plans(project: &Project, dispatch: &Dispatch, calendar: &Calendar) -> (i64, Vec<Option<i64>>) {
    let invested: Vec<i64> = (12..24).map(|of| project.invested(of)).collect();
    let before = project.before();
    let last = project.finished.unwrap_or(23);
    let open = |of: usize| project.state(of) != "1" && of <= last && i64::try_from(of).unwrap_or(0) > project.started;
    let usual = invested.iter().copied().filter(|value| *value > 0).min().unwrap_or(40);
    let mut left = at(&project.planned, calendar.now - 1) - before;
    let plans = (12..24).zip(invested).map(|(of, value)| {
        if !open(of) {
            return None;
        }
        let missed = match dispatch.pace {
            Pace::Steady => false,
            Pace::Short => of == calendar.now,
            Pace::Behind => of + 3 > calendar.now,
        };
        let plan = match (of <= calendar.now, value) {
            (true, 0) => usual,
            (true, value) if missed => value * 100 / (72 + i64::try_from(of % 5).unwrap_or(0) * 4),
            (true, value) => value * (90 + i64::try_from(of % 4).unwrap_or(0) * 3) / 100,
            (false, value) => value * 96 / 100,
        };
        // A year's plan is never more than what is left of the whole.
        let plan = plan.min(left.max(0));
        left -= plan;
        Some(plan)
    });
    (before, plans.collect())
}

/// What is to be seen on the site.
fn node(project: &Project, month: usize, is_working: bool) -> String {
    if !is_working {
        return "停工，现场看护".to_owned();
    }
    let share = project.total(month) * 100 / at(&project.planned, month).max(1);
    let words = match share {
        ..=12 => "场地围挡完成，桩基施工",
        13..=28 => "基础完工，主体出地面",
        29..=48 => "主体施工到二层",
        49..=66 => "主体封顶，砌体施工",
        67..=82 => "设备安装过半",
        83..=93 => "室外管网和道路施工",
        _ => "收尾和调试",
    };
    format!("{words}，累计完成约{share}%")
}

/// The stage and the days on which it was reached.
fn stages(project: &Project, month: usize, calendar: &Calendar, put: &mut impl FnMut(&str, String)) {
    let begun = project.state(month) != "1";
    let start = project.started;
    let early = if begun { start } else { 12 };
    put("d_idea", calendar.date(early - 9, 11));
    put("d_reserve", calendar.date(early - 7, 16));
    if project.hitch == Hitch::Reserve {
        put("stage", "2".to_owned());
        put("start_plan", calendar.date(i64::try_from(calendar.now).unwrap_or(0) + 3, 18));
        return;
    }
    if !project.is_public {
        put("d_sign", calendar.date(early - 5, 20));
    }
    put("d_land", calendar.date(early - 2, 8));
    let now = i64::try_from(month).unwrap_or(0);
    if !begun {
        put("stage", "4".to_owned());
        let late = project.hitch == Hitch::Overdue;
        let present = i64::try_from(calendar.now).unwrap_or(0);
        put("start_plan", calendar.date(if late { present - 4 } else { present + 2 }, 18));
        return;
    }
    put("start_plan", calendar.date(start, 15));
    put("d_start", calendar.date(start, 18));
    put("finish_plan", calendar.date(project.finished.map_or(26, |month| i64::try_from(month).unwrap_or(0)), 28));
    if now >= start + 2 {
        put("d_build", calendar.date(start + 2, 6));
    }
    let is_done = project.finished.is_some_and(|finished| finished <= month);
    if let (true, Some(finished)) = (is_done, project.finished) {
        let finished = i64::try_from(finished).unwrap_or(0);
        put("d_finish", calendar.date(finished, 12));
        put("d_produce", calendar.date(finished, 25));
    }
    put(
        "stage",
        if is_done {
            "8"
        } else if now < start + 2 {
            "5"
        } else {
            "6"
        }
        .to_owned(),
    );
}

/// The year's target of an office for new units; the parts of what it has.
pub(super) fn targets(units: [usize; 8]) -> Cells {
    let [industry, construction, wholesale, retail, lodging, catering, estate, services] = units;
    let some = |count: usize| (count / 9 + 1).to_string();
    [
        ("industry_target", some(industry)),
        ("construction_target", some(construction)),
        ("trade_target", some(wholesale + retail + lodging + catering)),
        ("estate_target", some(estate)),
        ("services_target", some(services)),
    ]
    .map(|(key, text)| (key.to_owned(), text))
    .to_vec()
}
