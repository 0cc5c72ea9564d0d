//! Sentences about when something opens and when it is due.

use crate::period::Period;
use crate::scheme::{Day, Due, Late, Moment, Tier, Times, Window};

/// The four times of an entry of the calendar.
pub fn times(times: &Times) -> String {
    let said = [
        ("开始填报：", times.opens, ""),
        ("乡镇报县：", times.town_due, "前"),
        ("县报市：", times.county_due, "前"),
        ("市报省：", times.city_due, "前"),
    ];
    let parts = said.into_iter().filter_map(|(what, at, end)| Some(format!("{what}{}{end}", moment(at?))));
    parts.collect::<Vec<_>>().join("；")
}

/// A time relative to any period: `报告期结束后第5天12:00`.
pub fn moment(moment: Moment) -> String {
    let time = moment.time.map_or_else(String::new, |time| time.format("%H:%M").to_string());
    match moment.day {
        Day::AfterEnd(0) => format!("报告期最后一天{time}"),
        Day::AfterEnd(days) if days < 0 => format!("报告期结束前第{}天{time}", days.unsigned_abs()),
        Day::AfterEnd(days) => format!("报告期结束后第{days}天{time}"),
        Day::OfMonth(day) => format!("报告期最后一个月{day}日{time}"),
        Day::On(date) => format!("{}{time}", date.format("%Y年%-m月%-d日")),
    }
}

/// By when it goes upward: `应于11月5日12:00前报县`.
pub fn due(due: Due, period: Period, tier: Tier) -> String {
    format!("应于{}前报{}", due.chinese(period), tier.upward())
}

/// What is late, and by how much: `应于11月5日前报县，已迟2天`.
pub fn late(late: &Late, period: Period, tier: Tier) -> String {
    format!("{}，{}", due(late.due, period, tier), by(late.days))
}

/// `已迟2天`; on the day itself the hour has passed.
pub fn by(days: u32) -> String {
    if days == 0 { "今天已过时限".to_owned() } else { format!("已迟{days}天") }
}

/// Where a form stands: `未开网，10月20日开始填报`, `填报中，应于11月5日前报县`, `已过期，应于…`; nothing without a calendar.
pub fn window(window: Window, period: Period, tier: Tier, now: chrono::NaiveDateTime) -> String {
    match window {
        Window::Unscheduled => String::new(),
        Window::NotOpen(opens) => format!("未开网，{}开始填报", opens.chinese(period)),
        Window::Open(None) => "填报中".to_owned(),
        Window::Open(Some(by)) => format!("填报中，{}", due(by, period, tier)),
        Window::Past(by) => format!("已过期，{}，{}", due(by, period, tier), self::by(by.days_late(now))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scheme::local_time;

    #[test]
    fn what_is_late_says_by_when_and_by_how_much() {
        let period: Period = "2026-10".parse().unwrap();
        let at = |text: &str| Moment::read(text).unwrap();
        let day = at("+5d").of(period).unwrap();
        assert_eq!(due(day, period, Tier::County), "应于11月5日前报市");
        let told = |days| late(&Late { forms: Vec::new(), due: day, days }, period, Tier::Town);
        assert_eq!(
            (told(2).as_str(), told(0).as_str()),
            ("应于11月5日前报县，已迟2天", "应于11月5日前报县，今天已过时限")
        );
        let now = local_time("2026-11-07T08:00:00+08:00").unwrap();
        for (found, expected) in [
            (Window::Unscheduled, ""),
            (Window::NotOpen(at("-11d").of(period).unwrap()), "未开网，10月20日开始填报"),
            (Window::Open(Some(day)), "填报中，应于11月5日前报县"),
            (Window::Past(day), "已过期，应于11月5日前报县，已迟2天"),
        ] {
            assert_eq!(window(found, period, Tier::Town, now), expected);
        }
        let of = Times { opens: Some(at("-11d")), town_due: Some(at("+5d 12:00")), ..Times::default() };
        assert_eq!(times(&of), "开始填报：报告期结束前第11天；乡镇报县：报告期结束后第5天12:00前");
    }
}
