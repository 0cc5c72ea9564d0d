//! On the way into the list of 四上: dates, papers, materials, of units and of projects.

use super::calendar::Calendar;
use super::line::{Trade, threshold};
use super::project::Project;
use super::rng::Rng;
use super::series::at;
use super::trouble::{Hitch, Trouble};
use super::unit::Unit;

type Cells = Vec<(String, String)>;

/// What every unit hands in.
const COMMON: [&str; 7] = ["m_form", "m_basic", "m_licence", "m_scope", "m_site", "m_pledge", "m_seal"];

/// What units of a trade hand in besides; `is_new` for those that have just opened.
fn materials(trade: Trade, is_new: bool) -> Vec<&'static str> {
    match trade {
        Trade::Industry => {
            let proof = if is_new { "m_project" } else { "m_ledger" };
            vec!["m_income", "m_vat", "m_annex", "m_gate", "m_machines", proof]
        }
        Trade::Wholesale | Trade::Retail => vec!["m_income", "m_vat"],
        Trade::Lodging | Trade::Catering => vec!["m_income", "m_vat", "m_gate"],
        Trade::Services => vec!["m_income", "m_vat", "m_annex", "m_activity"],
        Trade::Construction => vec!["m_qualification"],
        Trade::RealEstate => vec!["m_project", "m_land", "m_permit", "m_photo"],
    }
}

/// The record of a unit that is on its way in, has come in this year, or has left; nothing for all others.
pub(super) fn of_unit(seed: u64, unit: &Unit, month: usize, calendar: &Calendar) -> Option<Cells> {
    let is_new = matches!(unit.trouble, Trouble::New | Trouble::Away);
    // Only of late: earlier files are there for their figures.
    let asked = is_new || matches!(unit.trouble, Trouble::Nursing | Trouble::Preparing | Trouble::Exited);
    if !asked || month + 3 < calendar.now {
        return None;
    }
    let mut rng = Rng::new(seed, &unit.uscc, 0);
    let mut cells = Vec::new();
    let mut put = |key: &str, text: String| cells.push((key.to_owned(), text));
    let state = unit.state(month);
    if state == "6" {
        put("left", calendar.day_after(11, 20));
        put("m_exit", "是".to_owned());
        return Some(cells);
    }
    let step: usize = state.parse().unwrap_or(1);
    // When each step was taken: the last two in the months before admission, or of late.
    let last = unit.admitted.unwrap_or(calendar.now - 1);
    let steps =
        [("nurtured", 11, 8), ("qualified", last - 3, 18), ("complete", last - 2, 5), ("applied", last - 2, 12)];
    for (key, month, day) in steps.into_iter().take(step) {
        put(key, calendar.day_after(month, day + rng.between(0, 2)));
    }
    if step >= 5 {
        put("approved", calendar.day_after(last - 1, 6));
    }
    if step >= 2 {
        put("way", if is_new { "1" } else { "2" }.to_owned());
        let income = threshold(unit.line) * rng.between(106, 165) / 100;
        let papers = calendar.of(last - 2);
        put("income_month", papers.clone());
        put("income", income.to_string());
        put("vat_month", papers);
        put("vat_sales", income.to_string());
    }
    let founded = if is_new { calendar.day_after(0, 18) } else { format!("{}-05-18", calendar.year - 6) };
    put("founded", founded);
    if is_new && step >= 2 {
        put("first_sale", calendar.of(10));
        if unit.trade == Trade::Industry {
            put("approval_nature", "1".to_owned());
            put("approval_on", calendar.day_after(1, 25));
        }
    }
    for key in COMMON.into_iter().chain(materials(unit.trade, is_new)) {
        let has = match step {
            1 => rng.percent(35),
            2 => rng.percent(70),
            _ => true,
        };
        put(key, if has { "是" } else { "否" }.to_owned());
    }
    Some(cells)
}

/// The record of a project that is on its way in or has come in this year; nothing for all others.
pub(super) fn of_project(seed: u64, project: &Project, month: usize, calendar: &Calendar) -> Option<Cells> {
    let admitted = project.admitted();
    let came_in = admitted >= 12 && i64::try_from(month).unwrap_or(0) >= admitted;
    if !(came_in || project.hitch == Hitch::Reserve) || month + 3 < calendar.now {
        return None;
    }
    let mut rng = Rng::new(seed, &project.name, 0);
    let mut cells = Vec::new();
    let mut put = |key: &str, text: String| cells.push((key.to_owned(), text));
    let step: usize = if came_in { 5 } else { project.reserve.parse().unwrap_or(1) };
    let last = if came_in { usize::try_from(admitted).unwrap_or(12) } else { calendar.now - 1 };
    put("prepared", calendar.day_after(last - 5, 9));
    if step >= 3 {
        put("complete", calendar.day_after(last - 3, 16));
    }
    if step >= 4 {
        put("applied", calendar.day_after(last - 2, 4));
        put("approved", calendar.day_after(last - 1, 5));
        put("dug", "是".to_owned());
    }
    let total = at(&project.planned, month);
    if step >= 2 {
        put("approval_kind", if project.is_public { "1" } else { "3" }.to_owned());
        put(
            "approval_no",
            format!(
                "温发改{}〔{}〕{}号",
                if project.is_public { "审" } else { "备" },
                calendar.year - 1,
                rng.between(11, 398)
            ),
        );
        put("approval_on", calendar.day_after(last - 6, 22));
        put("approval_owner", project.owner.clone());
        put("approval_name", project.name.clone());
        put("approval_total", total.to_string());
        put("applied_total", total.to_string());
        put("working_capital", (total / 25).to_string());
    }
    let buys = project.nature == "7";
    if step >= 3 {
        put("contract_owner", project.owner.clone());
        put("contract_on", calendar.day_after(last - 5, 14));
        put("contract_total", (total * 7 / 10).to_string());
        if buys {
            put("paid", (total * 3 / 10).to_string());
        } else {
            put("eia_owner", project.owner.clone());
            put("eia_name", project.name.clone());
            put("photo_on", calendar.day_after(last - 3, 11));
        }
        if total < 5_000 {
            put("platform_state", "1".to_owned());
        }
    }
    let size = if total >= 5_000 { "p_scale" } else { "p_platform" };
    let needed: &[&str] = if buys {
        &["p_form", "p_licence", "p_purchase", "p_payment", "p_arrival"]
    } else {
        &["p_form", "p_licence", "p_content", "p_approval", "p_contract", "p_photo", size]
    };
    for key in needed {
        let has = step >= 3 || rng.percent(if step == 1 { 25 } else { 60 });
        put(key, if has { "是" } else { "否" }.to_owned());
    }
    Some(cells)
}

/// The record of a project in reserve or waiting to begin; nothing for all others.
pub(super) fn reserve(seed: u64, project: &Project, month: usize, calendar: &Calendar) -> Option<Cells> {
    if !matches!(project.hitch, Hitch::Reserve | Hitch::Waiting | Hitch::Overdue) || month + 3 < calendar.now {
        return None;
    }
    let mut rng = Rng::new(seed, &project.name, 1);
    let mut cells = Vec::new();
    let mut put = |key: &str, text: String| cells.push((key.to_owned(), text));
    put("content", format!("{}，建设厂房、配套用房和管网，购置主要设备", project.name));
    put("start_plan", calendar.of(calendar.now + 1));
    put("fund", rng.pick(&["1", "2", "3", "5", "6", "7"]).to_owned());
    put("fund_use", rng.pick(&["03", "04", "05", "06", "07", "11", "12"]).to_owned());
    put("fund_wanted", (at(&project.planned, month) * rng.between(2, 6) / 10).to_string());
    let listed = rng.percent(60);
    put("in_nation", if listed { "是" } else { "否" }.to_owned());
    put("in_province", if listed { "是" } else { "否" }.to_owned());
    if listed {
        put("library_code", format!("410825{}", rng.between(100_000, 999_999)));
    }
    put("needs_feasibility", if project.is_public { "是" } else { "否" }.to_owned());
    put("needs_land", "是".to_owned());
    put("needs_energy", "否".to_owned());
    // One after the other; how far it has come is chance.
    let done = if project.hitch == Hitch::Waiting { 7 } else { rng.between(1, 5) };
    let steps = ["t_approval", "t_feasibility", "t_planning", "t_land", "t_eia", "t_fund", "t_permit"];
    for (key, at) in steps.into_iter().zip(0..done) {
        if key != "t_feasibility" || project.is_public {
            put(key, calendar.day_after(calendar.now - 11 + usize::try_from(at).unwrap_or(0), 17));
        }
    }
    if done < 7 {
        put(
            "stuck",
            rng.pick(&["用地指标待省里批复", "环评报告修改后重新报审", "规划条件正在调整", "专项资金还没有下达"])
                .to_owned(),
        );
        put("duty", rng.pick(&["县自然资源局", "市生态环境局温县分局", "县财政局", "县发展改革委"]).to_owned());
        put("due", calendar.day_after(calendar.now, 28));
    }
    Some(cells)
}
