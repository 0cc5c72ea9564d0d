//! Investment projects: what is built, and what was spent on it each month.

use super::calendar::Calendar;
use super::dispatch::Dispatch;
use super::people::People;
use super::place::Office;
use super::record::{Flow, Record};
use super::rng::Rng;
use super::series::{MONTHS, Months, at, collect, share, to_date};
use super::trouble::Hitch;
use super::unit::{Taken, Unit};

/// One project over two years.
#[derive(Clone, Debug)]
pub(super) struct Project {
    /// `p001`, within its office.
    pub(super) key: String,
    pub(super) hitch: Hitch,
    pub(super) name: String,
    /// 项目单位.
    pub(super) owner: String,
    /// Code of its 建设性质.
    pub(super) nature: &'static str,
    /// Whether a department of the county builds it.
    pub(super) is_public: bool,
    /// Code of its admission state while it is in reserve.
    pub(super) reserve: &'static str,
    /// What it has as a key project.
    pub(super) dispatch: Option<Dispatch>,
    fixed: Vec<(&'static str, String)>,
    /// 计划总投资 of each month, 万元.
    pub(super) planned: Months,
    /// The month of the first spade, counted from January of last year; below 0 for years before.
    pub(super) started: i64,
    /// The month in which all of it works.
    pub(super) finished: Option<usize>,
    pub(super) record: Record,
}

/// What is built: the end of its name, its industry, 建设性质, whether a department of the county builds it.
const KINDS: [(&str, &str, &str, bool); 22] = [
    ("真空泵智能制造项目", "3441", "1", false),
    ("铁棍山药精深加工项目", "1491", "1", false),
    ("橡胶助剂绿色工厂改造项目", "2661", "3", false),
    ("汽车制动部件扩能项目", "3670", "2", false),
    ("制鞋数字化车间改造项目", "1952", "3", false),
    ("速冻食品生产线项目", "1432", "1", false),
    ("怀药饮片生产基地项目", "2730", "1", false),
    ("精密铸件搬迁入园项目", "3391", "5", false),
    ("电缆生产线技术改造项目", "3831", "3", false),
    ("食品机械产业园项目", "3531", "1", false),
    ("环保装备制造项目", "3591", "1", false),
    ("装配式构件厂项目", "3022", "1", false),
    ("冷链仓储物流项目", "5930", "1", false),
    ("屋顶光伏发电项目", "4416", "1", false),
    ("太极文化休闲园项目", "9030", "1", false),
    ("机构养老中心项目", "8514", "1", false),
    ("标准化厂房建设项目", "7221", "1", true),
    ("污水处理厂提标改造项目", "4620", "3", true),
    ("城区雨污分流改造项目", "7810", "3", true),
    ("中医院门诊综合楼项目", "8412", "2", true),
    ("初级中学新建项目", "8331", "1", true),
    ("粮食储备库项目", "5951", "1", true),
];

impl Project {
    pub(super) fn new(
        seed: u64,
        calendar: &Calendar,
        office: &Office,
        (at_office, number, hitch): (usize, usize, Hitch),
        units: &[Unit],
        people: &mut People,
        taken: &mut Taken,
    ) -> Self {
        let mut rng = Rng::new(seed, "project", number);
        let all: Vec<_> = KINDS.iter().filter(|kind| (hitch == Hitch::Bought) == (kind.2 == "3" && !kind.3)).collect();
        let all: Vec<_> = if hitch == Hitch::None { KINDS.iter().collect() } else { all };
        let (what, industry, nature, public) =
            all.get(rng.position(all.len())).map_or(("建设项目", "7221", "1", true), |kind| **kind);
        let nature = if hitch == Hitch::Bought { "7" } else { nature };
        let owner = owner(&mut rng, nature, units);
        let size = match owner {
            Some(unit) => means(&mut rng, unit),
            None => size(&mut rng),
        };
        // What is planned is well above the least that is asked for, however the plan is changed.
        let size = if matches!(hitch, Hitch::Over | Hitch::Replanned) { size.max(2_600) } else { size };
        let mut draw = || {
            let course = course(&mut rng, calendar, hitch, size);
            let record = record(&mut rng, calendar, hitch, nature, size, &course);
            (course, record)
        };
        let (mut course, mut record) = draw();
        for _ in 0..50 {
            let invested = record.flow("invested").copied().unwrap_or([0; MONTHS]);
            if taken.take("investment", office.code, &invested, calendar) {
                break;
            }
            (course, record) = draw();
        }
        let Course { started, finished, .. } = course;
        let mut planned = [size; MONTHS];
        match hitch {
            Hitch::Replanned => planned.iter_mut().take(calendar.now).for_each(|plan| *plan = size * 88 / 100),
            Hitch::Over => {
                let total = record
                    .counts
                    .iter()
                    .find(|(key, _)| *key == "total")
                    .map_or(0, |(_, total)| at(total, calendar.now - 1));
                planned = [total * 95 / 100; MONTHS];
            }
            _ => {}
        }
        let name = format!("温县{}{}{what}", office.short, people.brand());
        let mut fixed = identity(&mut rng, calendar, office, started, people);
        fixed.extend([("industry", industry.to_owned()), ("nature", nature.to_owned())]);
        let (firm, uscc) = match owner {
            Some(unit) => (unit.name.clone(), unit.uscc.clone()),
            None => (format!("温县{}{}建设开发有限公司", office.short, people.brand()), people.uscc("410825")),
        };
        fixed.push(("stat_code", format!("{}001", uscc.get(8..17).unwrap_or_default())));
        fixed.extend([("owner", firm.clone()), ("uscc", uscc)]);
        let private = !public;
        fixed.extend([
            ("holding", if private { "3" } else { "1" }.to_owned()),
            ("registration", if private { "112" } else { "111" }.to_owned()),
            ("affiliation", if private { "90" } else { "50" }.to_owned()),
            ("private_capital", if private { "是" } else { "否" }.to_owned()),
            ("tech_upgrade", if matches!(nature, "3") && private { "是" } else { "否" }.to_owned()),
        ]);
        let reserve = rng.pick(&["1", "1", "2", "3"]);
        let dispatch = Dispatch::of(&mut rng, hitch, size, people);
        if let Some(dispatch) = &dispatch {
            fixed.push(("level", dispatch.level.to_owned()));
        }
        let key = format!("p{at_office:03}");
        Self {
            key,
            hitch,
            name,
            owner: firm,
            nature,
            is_public: public,
            reserve,
            dispatch,
            fixed,
            planned,
            started,
            finished,
            record,
        }
    }

    /// Code of its 建设状态 in a month.
    pub(super) fn state(&self, month: usize) -> &'static str {
        match self.hitch {
            Hitch::Waiting | Hitch::Overdue | Hitch::Reserve => "1",
            _ if i64::try_from(month).unwrap_or(0) < self.started => "1",
            Hitch::Halted if month >= 15 => "3",
            _ if self.finished.is_some_and(|finished| finished <= month) => "4",
            _ => "2",
        }
    }

    /// Whether it is in the list of a month: half a year before it begins.
    pub(super) fn is_known(&self, month: usize) -> bool {
        i64::try_from(month + 6).unwrap_or(0) >= self.started
    }

    /// Whether it reports in a month: it is admitted in the month after the first spade.
    pub(super) fn reports(&self, month: usize) -> bool {
        self.state(month) != "1" && i64::try_from(month).unwrap_or(0) > self.started
    }

    /// The month of admission, counted from January of last year; below 0 for years before. Of no meaning in reserve.
    pub(super) const fn admitted(&self) -> i64 {
        if matches!(self.hitch, Hitch::Waiting | Hitch::Overdue) { 12 } else { self.started + 1 }
    }

    /// What was invested in a month, 万元.
    pub(super) fn invested(&self, month: usize) -> i64 {
        self.record.flow("invested").map_or(0, |months| at(months, month))
    }

    /// What was invested before this year, 万元.
    pub(super) fn before(&self) -> i64 {
        self.count("before", 23)
    }

    /// All that was invested up to a month, 万元.
    pub(super) fn total(&self, month: usize) -> i64 {
        self.count("total", month)
    }

    fn count(&self, key: &str, month: usize) -> i64 {
        self.record.counts.iter().find(|(of, _)| *of == key).map_or(0, |(_, months)| at(months, month))
    }

    /// Somebody who answers for it, by the field of the list.
    pub(super) fn person(&self, key: &str) -> String {
        self.fixed.iter().find(|(of, _)| *of == key).map_or_else(String::new, |(_, name)| name.clone())
    }

    pub(super) fn row(&self, month: usize, calendar: &Calendar) -> Vec<(String, String)> {
        let (state, planned) = (self.state(month), at(&self.planned, month));
        let admitted = self.reports(month) || matches!(self.hitch, Hitch::Waiting | Hitch::Overdue);
        let admission = match self.hitch {
            Hitch::Reserve => self.reserve,
            _ if admitted => "5",
            _ => "4",
        };
        let mut cells = vec![
            ("name".to_owned(), self.name.clone()),
            ("planned".to_owned(), planned.to_string()),
            ("sheet".to_owned(), if planned >= 5_000 { "1" } else { "2" }.to_owned()),
            ("state".to_owned(), state.to_owned()),
            ("admission".to_owned(), admission.to_owned()),
        ];
        cells.extend(self.fixed.iter().map(|(key, text)| ((*key).to_owned(), text.clone())));
        if admission == "5" {
            cells.push(("admitted".to_owned(), ym(calendar, self.admitted())));
        }
        if state != "1" {
            cells.push(("started".to_owned(), ym(calendar, self.started)));
        }
        if let (Some(finished), "4") = (self.finished, state) {
            cells.push(("finished".to_owned(), calendar.of(finished)));
        }
        cells
    }
}

/// `202407`, also of years before the first.
fn ym(calendar: &Calendar, month: i64) -> String {
    let all = (i64::from(calendar.year) - 1) * 12 + month;
    format!("{}{:02}", all.div_euclid(12), all.rem_euclid(12) + 1)
}

/// A firm of the list that is large enough to pay for it, for a third of what firms build.
fn owner<'a>(rng: &mut Rng, nature: &str, units: &'a [Unit]) -> Option<&'a Unit> {
    let able: Vec<&Unit> = units.iter().filter(|unit| unit.can_build()).collect();
    if !matches!(nature, "2" | "3" | "7") || !rng.percent(60) {
        return None;
    }
    able.get(rng.position(able.len())).copied()
}

/// 计划总投资 in 万元: many small, few great.
fn size(rng: &mut Rng) -> i64 {
    let (low, high) = match rng.between(0, 99) {
        0..=24 => (700, 4_900),
        25..=74 => (5_200, 26_000),
        75..=92 => (26_000, 60_000),
        _ => (100_000, 230_000),
    };
    rng.between(low / 10, high / 10) * 10
}

/// What a firm of the list can pay for: less than half of a year's revenue.
fn means(rng: &mut Rng, unit: &Unit) -> i64 {
    let revenue = unit.record.flow("revenue").map_or(0, |months| at(&to_date(months), 11));
    (revenue / 10 * rng.between(25, 45) / 100 / 10 * 10).max(600)
}

/// How it went.
struct Course {
    started: i64,
    finished: Option<usize>,
    /// What an even month brings.
    even: i64,
    /// What was invested each month.
    value: Months,
}

/// When it began, when it was finished, and what was invested.
fn course(rng: &mut Rng, calendar: &Calendar, hitch: Hitch, size: i64) -> Course {
    let now = i64::try_from(calendar.now).unwrap_or(0);
    let started = match hitch {
        Hitch::Waiting | Hitch::Overdue | Hitch::Reserve => now + 3,
        Hitch::Finished | Hitch::Halted => rng.between(-8, 6),
        Hitch::Over => rng.between(-6, 2),
        Hitch::Leap | Hitch::Replanned | Hitch::Unpaid | Hitch::Bought => rng.between(4, 15),
        Hitch::None => rng.between(-9, now - 3),
    };
    let finished = (hitch == Hitch::Finished).then(|| usize::try_from(rng.between(14, now - 1)).unwrap_or(14));
    let last = finished.map_or(MONTHS + usize::try_from(rng.between(1, 14)).unwrap_or(0), |finished| finished + 1);
    let length = (i64::try_from(last).unwrap_or(0) - started - 1).max(6);
    // What is left over for the end, and for what the hitch adds.
    let part = match hitch {
        Hitch::Leap => 42,
        Hitch::Replanned => 70,
        _ => rng.between(87, 93),
    };
    let even = (size * part / 100 / length).max(10);
    let value = collect((0..MONTHS).map(|month| {
        let at = i64::try_from(month).unwrap_or(0);
        let open = at > started && month < last && !(hitch == Hitch::Halted && month >= 14);
        match hitch {
            Hitch::Leap if month == calendar.now => size * 36 / 100,
            _ if open => even * rng.between(92, 108) / 100,
            _ => 0,
        }
    }));
    Course { started, finished, even, value }
}

/// In 万元; floor space in 平方米.
fn record(rng: &mut Rng, calendar: &Calendar, hitch: Hitch, nature: &str, size: i64, course: &Course) -> Record {
    let Course { started, even, value, .. } = course;
    let (build, install) = match nature {
        "7" if hitch == Hitch::Bought => (60, 0),
        "7" => (0, 0),
        "3" => (rng.between(180, 300), rng.between(80, 140)),
        _ => (rng.between(520, 660), rng.between(50, 110)),
    };
    let rest = rng.between(60, 130);
    let paid = if hitch == Hitch::Unpaid { rng.between(300, 400) } else { rng.between(820, 960) };
    let part = |part: i64| collect(value.iter().map(|value| share(*value, part, 1_000)));
    let (build, install, other) = (part(build), part(install), part(rest));
    let equipment =
        collect(value.iter().enumerate().map(|(m, value)| value - at(&build, m) - at(&install, m) - at(&other, m)));
    let land = collect(other.iter().map(|other| share(*other, if nature == "1" { 350 } else { 0 }, 1_000)));
    let renewal = collect(equipment.iter().map(|value| if nature == "3" { value * 60 / 100 } else { 0 }));
    let funds = part(paid);
    let year = to_date(value);
    // What was spent in the years before.
    let earlier = even * (-1 - started).max(0);
    let before = collect((0..MONTHS).map(|month| earlier + if month < 12 { 0 } else { at(&year, 11) }));
    let total = collect(before.iter().zip(year).map(|(before, year)| before + year));
    let got = to_date(&funds);
    let of = |part: i64| collect(got.iter().map(|got| share(*got, part, 1_000)));
    let (loan, own) = (of(270), of(610));
    let left = collect((0..MONTHS).map(|month| at(&got, month) - at(&loan, month) - at(&own, month)));
    let none = [0; MONTHS];
    let floor = collect((0..MONTHS).map(|_| if nature == "7" { 0 } else { size * 10 / 28 * 10 }));
    let payable = collect((0..MONTHS).map(|month| (at(&year, month) - at(&got, month)).max(0)));
    let flows = [
        ("invested", *value),
        ("build", build),
        ("install", install),
        ("equipment", equipment),
        ("old_equipment", none),
        ("renewal_equipment", renewal),
        ("other", other),
        ("old_buildings", none),
        ("land", land),
        ("housing", none),
        ("funds", funds),
    ];
    Record {
        form: "investment",
        flows: flows.into_iter().map(|(key, months)| Flow::whole(key, months)).collect(),
        stocks: Vec::new(),
        counts: vec![
            ("total", total),
            ("before", before),
            ("floor_built", floor),
            ("floor_finished", none),
            ("funds_budget", none),
            ("funds_loan", loan),
            ("funds_bonds", none),
            ("funds_foreign", none),
            ("funds_own", own),
            ("funds_other", left),
            ("payable", payable),
        ],
        texts: vec![("evidence_kind", rng.pick(&["1", "1", "3", "4"]).to_owned())],
        from: 0,
        // Those that began this year have nothing to compare with.
        has_base: *started < i64::try_from(calendar.now).unwrap_or(0) - 13,
    }
}

/// The cells that say who answers for it and where it is.
fn identity(
    rng: &mut Rng,
    calendar: &Calendar,
    office: &Office,
    started: i64,
    people: &mut People,
) -> Vec<(&'static str, String)> {
    let ground = rng.pick(office.ground);
    let approved = ym(calendar, started - 4);
    let serial = rng.between(100_000, 999_999);
    let unit = rng.pick(&[
        "县发展改革委",
        "县工业和信息化局",
        "县住房城乡建设局",
        "县农业农村局",
        "开发区管委会",
        "县文化旅游局",
    ]);
    vec![
        ("code", format!("{}-410825-04-01-{serial}", approved.get(2..).unwrap_or_default())),
        ("division", format!("{ground}{}", rng.between(201, 232))),
        (
            "address",
            format!(
                "{}{}{}号地块",
                office.name,
                rng.pick(&["工业大道北侧", "产业园内", "纬三路南侧", "太行路东侧", "古温大街西段"]),
                people.plot()
            ),
        ),
        ("planned_finish", ym(calendar, i64::try_from(MONTHS).unwrap_or(0) + rng.between(1, 14))),
        ("responsible_unit", unit.to_owned()),
        ("responsible", people.person()),
        ("leader", people.person()),
        ("head", people.person()),
        ("lead", people.person()),
        ("filler", people.person()),
        ("phone", people.phone()),
    ]
}
