use super::*;

fn period(code: &str) -> Period {
    code.parse().unwrap()
}

#[test]
fn a_code_reads_back_as_itself_with_its_name_and_days() {
    for (code, chinese, start, end, months, span) in [
        ("2026", "2026年", "2026-01-01", "2026-12-31", 12, 12),
        ("2026-Q3", "2026年3季度", "2026-07-01", "2026-09-30", 9, 3),
        ("2026-10", "2026年10月", "2026-10-01", "2026-10-31", 10, 1),
        ("2024-02", "2024年2月", "2024-02-01", "2024-02-29", 2, 1),
        ("2026-12", "2026年12月", "2026-12-01", "2026-12-31", 12, 1),
        ("2026-0102", "2026年1—2月", "2026-01-01", "2026-02-28", 2, 2),
        ("2024-0102", "2024年1—2月", "2024-01-01", "2024-02-29", 2, 2),
        ("2026-10-T1", "2026年10月上旬", "2026-10-01", "2026-10-10", 10, 1),
        ("2026-10-T2", "2026年10月中旬", "2026-10-11", "2026-10-20", 10, 1),
        ("2026-02-T3", "2026年2月下旬", "2026-02-21", "2026-02-28", 2, 1),
        ("2026-W41", "2026年第41周", "2026-10-05", "2026-10-11", 10, 1),
        ("2026-W53", "2026年第53周", "2026-12-28", "2027-01-03", 12, 1),
        ("2026-W01", "2026年第1周", "2025-12-29", "2026-01-04", 1, 1),
    ] {
        let read = period(code);
        assert_eq!(read.to_string(), code);
        assert_eq!(read.chinese(), chinese, "{code}");
        assert_eq!(read.start().to_string(), start, "{code}");
        assert_eq!(read.end().to_string(), end, "{code}");
        assert_eq!(read.months(), months, "{code}");
        assert_eq!(read.span_months(), span, "{code}");
        assert_eq!(serde_json::to_string(&read).unwrap(), format!("\"{code}\""));
        assert_eq!(serde_json::from_str::<Period>(&format!("\"{code}\"")).unwrap(), read);
        assert_eq!(Period::read(chinese), Ok(read), "{chinese}");
    }
}

#[test]
fn what_is_no_period_is_refused() {
    for text in [
        "",
        "2026-",
        "26-10",
        "2026-13",
        "2026-00",
        "2026-1",
        "2026-Q0",
        "2026-Q5",
        "2026-q3",
        "2026-0103",
        "2026-10-T0",
        "2026-10-T4",
        "2026-13-T1",
        "2026-W00",
        "2026-W54",
        "2025-W53",
        "1948-10",
        "2200",
        "２０２６-10",
        "2026-10 ",
        "2026--1",
        "+026-10",
        "2026-+1",
        "二〇二六年",
        "2026-10-10",
    ] {
        assert!(text.parse::<Period>().is_err(), "{text}");
        assert!(serde_json::from_str::<Period>(&format!("{text:?}")).is_err(), "{text}");
    }
}

#[test]
fn what_people_write_is_understood() {
    for (text, code) in [
        ("202610", "2026-10"),
        (" ２０２６年１０月 ", "2026-10"),
        ("2026年1-2月", "2026-0102"),
        ("2026年1至2月", "2026-0102"),
        ("2026年第三季度", "2026-Q3"),
        ("2026-q3", "2026-Q3"),
        ("2026年", "2026"),
        ("2026年 10 月 中旬", "2026-10-T2"),
    ] {
        assert_eq!(Period::read(text), Ok(period(code)), "{text}");
    }
    for text in ["202613", "999999", "2026年13月", "2026年月", "年10月", "🙂", "2026年10月末"] {
        assert!(Period::read(text).is_err(), "{text}");
    }
}

#[test]
fn sequences_run_forwards_and_backwards() {
    for (before, after, january) in [
        ("2025", "2026", January::Reported),
        ("2025-Q4", "2026-Q1", January::Reported),
        ("2026-Q2", "2026-Q3", January::Exempt),
        ("2025-12", "2026-01", January::Reported),
        ("2026-02", "2026-03", January::Reported),
        ("2025-12", "2026-0102", January::Exempt),
        ("2026-0102", "2026-03", January::Exempt),
        ("2026-09", "2026-10", January::Exempt),
        ("2025-12-T3", "2026-01-T1", January::Reported),
        ("2026-02-T3", "2026-03-T1", January::Exempt),
        ("2026-10-T1", "2026-10-T2", January::Reported),
        ("2026-W53", "2027-W01", January::Reported),
        ("2025-W52", "2026-W01", January::Reported),
    ] {
        assert_eq!(period(after).previous(january), Some(period(before)), "{after}");
        assert_eq!(period(before).next(january), Some(period(after)), "{before}");
        assert!(period(before) < period(after));
    }
}

#[test]
fn last_year_keeps_the_kind() {
    assert_eq!(period("2026-0102").last_year(), Some(period("2025-0102")));
    assert_eq!(period("2026-10").last_year(), Some(period("2025-10")));
    assert_eq!(period("2026-W53").last_year(), None);
    assert_eq!(period("1949-01").last_year(), None);
    assert_eq!(period("1949-01").previous(January::Reported), None);
    assert_eq!(period("2199-12").next(January::Exempt), None);
}

#[test]
fn the_first_period_of_a_year_is_the_one_before_which_none_of_its_sequence_is() {
    for (code, first) in [
        ("2026", true),
        ("2026-Q1", true),
        ("2026-Q2", false),
        ("2026-01", true),
        ("2026-02", false),
        ("2026-0102", true),
        ("2026-03", false),
        ("2026-01-T1", true),
        ("2026-01-T2", false),
        ("2026-02-T1", false),
        ("2026-W01", true),
        ("2026-W02", false),
        ("2026-W53", false),
    ] {
        assert_eq!(period(code).is_first(), first, "{code}");
        let before = period(code).previous(January::Reported).unwrap();
        if period(code).kind() != PeriodKind::JanFeb {
            assert_eq!(before.year() < period(code).year(), first, "{code}");
        }
    }
}

#[test]
fn order_is_by_end_then_shorter_first() {
    let mut all: Vec<_> =
        ["2026", "2026-12", "2026-Q4", "2026-0102", "2026-01", "2026-02", "2026-12-T3", "2025-12"].map(period).to_vec();
    all.sort();
    let codes: Vec<_> = all.iter().map(Period::to_string).collect();
    assert_eq!(codes, ["2025-12", "2026-01", "2026-02", "2026-0102", "2026-12-T3", "2026-12", "2026-Q4", "2026"]);
}

#[test]
fn a_date_falls_into_its_period() {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    for (kind, date, code) in [
        (PeriodKind::Month, "2026-10-31", Some("2026-10")),
        (PeriodKind::JanFeb, "2026-02-10", Some("2026-0102")),
        (PeriodKind::JanFeb, "2026-03-01", None),
        (PeriodKind::TenDay, "2026-10-31", Some("2026-10-T3")),
        (PeriodKind::TenDay, "2026-10-10", Some("2026-10-T1")),
        (PeriodKind::Week, "2027-01-03", Some("2026-W53")),
        (PeriodKind::Quarter, "2026-09-30", Some("2026-Q3")),
        (PeriodKind::Year, "2026-09-30", Some("2026")),
    ] {
        assert_eq!(Period::containing(kind, day(date)), code.map(period), "{date}");
    }
}

#[test]
fn the_cumulative_span_is_named_as_in_bulletins() {
    for (code, name) in [
        ("2026-01", "1月"),
        ("2026-10", "1—10月"),
        ("2026-0102", "1—2月"),
        ("2026-Q1", "1季度"),
        ("2026-Q3", "1—3季度"),
        ("2026", "全年"),
    ] {
        assert_eq!(period(code).cumulative_chinese(), name);
    }
}

#[test]
fn the_sequences_agree_with_the_calendar() {
    // Walks two centuries of every kind: no gap, no overlap, and `previous` undoes `next`.
    for kind in PeriodKind::ALL {
        for january in [January::Reported, January::Exempt] {
            if kind == PeriodKind::JanFeb && january == January::Reported {
                continue; // no sequence has both January and 1—2月
            }
            let first = NaiveDate::from_ymd_opt(1950, 3, 6).unwrap();
            let Some(mut at) = Period::containing(kind, first).or(Period::of_jan_feb(1950)) else { panic!("{kind:?}") };
            while let Some(next) = at.next(january) {
                assert_eq!(next.previous(january), Some(at), "{at} {next}");
                assert_eq!(at.end().succ_opt(), Some(next.start()), "{at} {next}");
                assert_eq!(next.to_string().parse(), Ok(next));
                at = next;
            }
            assert!(at.year() >= 2198, "{at}");
        }
    }
}
