//! What formulas give.

use super::*;

/// One industrial unit with a record now, in the last period and last year, and two more units.
pub(super) fn figures() -> Figures {
    Figures::read(
        "
        units.0 uscc = 91110000600037341L
        units.0 name = 甲厂
        units.0 industry = 1311
        units.0 state = 1
        units.0 opened = 202403
        units.0 signed = 2026-11-05
        units.0 listed = true
        units.0 area = 20000
        units.1 uscc = 91110000600037341L
        units.1 name = 乙厂
        units.1 state = 2
        units.2
        industry.0 output.month = 820
        industry.0 output.ytd = 9050.5
        industry.0 output.month_ly = 1000
        industry.0 output.ytd_ly = 8000
        industry.0 sold.month = 700
        industry.0 sold.ytd = 8100
        industry.0 export.month not_reported
        industry.0 export.ytd confirmed = 0
        industry.0 power.ytd = 1.5
        industry.0 stock.end = 300
        industry.0 staff = 40
        industry.0 ratio = 89.5
        industry.1 output.month = 1640
        industry.1 output.ytd = 3000
        industry.1 staff = 0
        industry.2
        trade.0 goods = 日用
        industry.0 planned.m08 = 100
        industry.0 planned.m09 = 200
        industry.0 planned.m10 = 100
        industry.0 planned.m11 = 300
        industry.0 invested.m07 = 500
        industry.0 invested.m08 = 1000
        industry.0 invested.m09 = 1700
        industry.0 invested.m10 = 727
        industry.0 progress.m09 = 基础施工
        industry.0 progress.m10 = 主体封顶
        problems.0 what = 征地
        problems.0 closed = false
        problems.0 overdue = 12
        problems.1 what = 用电
        problems.1 closed = true
        problems.10 what = 用工
        problems.10 closed = false
        problems.10 overdue = 3
        area.0 tax.month = 500
        area.0 tax.ytd = 4000
        prev.area.0 tax.ytd = 3500
        prev.industry.0 invested.m09 = 1600
        prev.problems.0 closed = false
        prev.units.0 name = 甲厂旧名
        prev.units.0 industry = 1312
        prev.industry.0 output.ytd = 8230.5
        prev.industry.0 output.month = 800
        last_year.industry.0 output.month = 1000
        ",
    )
}

fn check(source: &str, expected: &str) {
    assert_eq!(answer(source, INDUSTRY, &figures()), expected, "{source}");
}

#[test]
fn arithmetic_is_exact_and_keeps_units() {
    for (source, expected) in [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) * 3", "9"),
        ("-2 - -3", "1"),
        ("0.1 + 0.2 == 0.3", "是"),
        ("output.ytd", "9,050.5千元"),
        ("output.ytd + 1万元", "9,060.5千元"),
        ("1万元 + output.ytd", "906.05万元"),
        ("2000万元 == 20000千元", "是"),
        ("output.ytd * 2", "18,101千元"),
        ("2 * output.ytd", "18,101千元"),
        ("output.ytd / 2", "4,525.25千元"),
        ("output.ytd * 30%", "2,715.15千元"),
        ("output.ytd / staff", "226.26千元/人"),
        ("output.ytd / staff >= 200千元/人", "是"),
        ("output.ytd / staff * 12 / period.months", "271.52千元/人"),
        ("sold.ytd / output.ytd", "89.5%"),
        ("sold.ytd / output.ytd as 倍", "0.89倍"),
        ("sold.ytd / output.ytd > 0.8", "是"),
        ("sold.ytd / output.ytd > 80%", "是"),
        ("ratio", "89.5%"),
        ("ratio > 89%", "是"),
        ("1 - ratio", "1 要写上计量单位"),
        ("output.ytd as 万元", "905.05万元"),
        ("output.ytd as 亿元 > 0", "是"),
        ("unit.area as 万平方米", "2万平方米"),
        ("period.month / 12", "0.83"),
        ("period.month / 12 as %", "83.3%"),
        ("power.ytd / output.ytd as 千瓦时/元", "0千瓦时/元"),
        ("staff + 3人", "43人"),
        ("10% * 2", "20%"),
        ("50% * 50%", "0.25"),
        ("3个月 - 1个月", "2月"),
        ("abs(sold.ytd - output.ytd)", "950.5千元"),
        ("round(output.ytd, 0)", "9,051千元"),
        ("round(output.ytd as 万元, 1)", "905.1万元"),
        ("round(-2.5, 0)", "-3"),
        ("round(output.ytd / 1千元, 0) == output.ytd / 1千元", "否"),
        ("growth(output.month, output.month_ly)", "-18%"),
        ("growth(output.ytd, output.ytd_ly)", "13.1%"),
        ("growth(output.ytd, output.ytd_ly) - growth(output.month, output.month_ly)", "31.1%"),
        ("growth(output.ytd, output.ytd_ly) - 10% as 百分点", "3.1个百分点"),
        ("near(output.ytd, prev.output.ytd + output.month, 1千元)", "是"),
        ("near(output.ytd, prev.output.ytd, 819千元)", "否"),
    ] {
        let found = answer(source, INDUSTRY, &figures());
        assert!(found == expected || found.contains(&format!("：{expected}")), "{source}: {found}");
    }
}

#[test]
fn missing_is_neither_true_nor_zero() {
    for (source, expected) in [
        ("export.month", "未填"),
        ("export.month + output.month", "未填"),
        ("export.month > 0", "未填"),
        ("export.month == export.month", "未填"),
        ("not export.month > 0", "未填"),
        ("-export.month", "未填"),
        ("export.month ?? 0", "0千元"),
        ("(export.month ?? 0) + output.month", "820千元"),
        ("export.month ?? output.month", "820千元"),
        ("sum(export.month, output.month)", "820千元"),
        ("sum(export.month, sold.month_ly)", "未填"),
        ("avg(export.month, output.month, sold.month)", "760千元"),
        ("max(export.month, output.month, sold.month)", "820千元"),
        ("min(export.month, output.month, sold.month)", "700千元"),
        ("blank(export.month)", "是"),
        ("present(export.month)", "否"),
        ("present(output.month)", "是"),
        ("blank(prev.export.month)", "是"),
        ("export.month in [1千元, 0]", "未填"),
        ("output.month in [export.month, 820千元]", "是"),
        ("output.month in [export.month, 1千元]", "未填"),
        ("output.month not in [export.month, 1千元]", "未填"),
        ("output.month / 0", "未填"),
        ("output.month / export.ytd", "未填"),
        ("growth(output.month, export.ytd)", "未填"),
        ("growth(output.month, -output.month_ly)", "未填"),
        ("growth(output.month, export.month)", "未填"),
        ("if export.month > 0 then 1 else 2", "未填"),
        ("if output.month > 0 then 1 else 2", "1"),
        ("if output.month < 0 then 1 else export.month / 1千元", "未填"),
        ("abs(export.month)", "未填"),
        ("near(export.month, 0, 1千元)", "未填"),
        ("last_year.sold.month", "未填"),
        ("prev.trade.sales.ytd", "未填"),
    ] {
        check(source, expected);
    }
}

#[test]
fn and_or_not_are_kleenes() {
    let (yes, no, missing) = ("output.month > 0", "output.month < 0", "export.month > 0");
    for (left, right, both, either) in [
        (yes, yes, "是", "是"),
        (yes, no, "否", "是"),
        (yes, missing, "未填", "是"),
        (no, yes, "否", "是"),
        (no, no, "否", "否"),
        (no, missing, "否", "未填"),
        (missing, yes, "未填", "是"),
        (missing, no, "否", "未填"),
        (missing, missing, "未填", "未填"),
    ] {
        check(&format!("{left} and {right}"), both);
        check(&format!("{left} or {right}"), either);
        check(
            &format!("not ({left} and {right})"),
            match both {
                "是" => "否",
                "否" => "是",
                other => other,
            },
        );
    }
}

#[test]
fn texts_codes_and_dates() {
    for (source, expected) in [
        ("unit.name", "甲厂"),
        ("unit.name == '甲厂'", "是"),
        ("unit.industry >= '06' and unit.industry < '47'", "是"),
        ("unit.state", "正常运营"),
        ("unit.state == '1'", "是"),
        ("unit.state == '正常运营'", "是"),
        ("'停业' == unit.state", "否"),
        ("unit.state in ['停业', '3']", "否"),
        ("unit.state not in ['停业', '3']", "是"),
        ("(unit.state ?? '2') != '2'", "是"),
        ("label(unit.state)", "正常运营"),
        ("trade.goods", "日用品"),
        ("trade.goods == '日用品'", "是"),
        ("unit.listed", "是"),
        ("not unit.listed", "否"),
        ("unit.listed == true", "是"),
        ("starts_with(unit.industry, '13')", "是"),
        ("ends_with(unit.industry, '13')", "否"),
        ("contains(unit.industry, '31')", "是"),
        ("len(unit.name)", "2"),
        ("left(unit.industry, 2)", "13"),
        ("left(unit.name, 1)", "甲"),
        ("left(unit.name, 9)", "甲厂"),
        ("mid(unit.uscc, 3, 6)", "110000"),
        ("mid(unit.uscc, 99, 6)", ""),
        ("mid(unit.uscc, 0, 6)", "未填"),
        ("left(unit.uscc, -1)", "未填"),
        ("left(unit.uscc, 1.5)", "未填"),
        ("unit.opened", "2024年3月"),
        ("unit.signed", "2026年11月5日"),
        ("unit.opened < month_of('2024-04')", "是"),
        ("month_of(unit.signed)", "2026年11月"),
        ("months_between(unit.opened, period.end)", "31月"),
        ("months_between(unit.opened, period.end) > 24个月", "是"),
        ("days_between(period.end, unit.signed)", "5天"),
        ("days_between(period.end, unit.signed) <= 10天", "是"),
        ("year(unit.opened)", "2024"),
        ("month(unit.signed)", "11"),
        ("unit.signed > date('2026-10-31')", "是"),
        ("period.start", "2026年10月1日"),
        ("period.kind", "月报"),
        ("period.year - 1", "2025"),
        ("period.quarter", "4"),
        ("period.days", "31"),
        ("period.has_prev", "是"),
        ("office.code", "371302001"),
        ("office.name", "城关镇"),
        ("starts_with(unit.uscc, left(office.code, 2))", "否"),
        ("setting.floor", "2,000万元"),
        ("output.ytd >= setting.floor", "否"),
        ("it.label", "工业总产值"),
        ("sold.unit", "千元"),
        ("sold.code", "B02"),
        ("max(unit.opened, month_of('2025-01'))", "2025年1月"),
    ] {
        check(source, expected);
    }
}

#[test]
fn names_are_keys_labels_or_codes() {
    for source in [
        "output.ytd",
        "B01.ytd",
        "工业总产值.累计",
        "【工业总产值（当年价格）】.累计",
        "工业总产值.1—本月",
        "工业总产值 . ytd",
        "it.ytd",
        "本指标.累计",
        "累计",
        "1—本月",
        "ytd",
        "industry.output.ytd",
        "工业月度调度表.工业总产值.累计",
        "unit.industry == unit.industry and false or output.ytd > 0 and true == true and output.ytd == 9050.5千元",
    ] {
        let found = answer(source, INDUSTRY, &figures());
        assert!(found == "9,050.5千元" || found == "是", "{source}: {found}");
    }
    check("上年1—本月", "8,000千元");
    check("出口交货值.累计", "0千元");
    check("上期.累计", "8,230.5千元");
    check("上期.单位.单位详细名称", "甲厂旧名");
    check("上年.工业总产值.本月", "1,000千元");
    check("prev.it.month", "800千元");
    check("单位.建筑面积", "20,000平方米");
    check("设定.规模以上工业起点", "2,000万元");
    check("报告期.累计月数", "10");
    check("产成品存货.期末", "300千元");
    check("home1", "未填");
}

#[test]
fn aggregates_go_over_rows() {
    for (source, expected) in [
        ("count(units)", "3"),
        ("count(units where state == '停业')", "1"),
        ("count(industry where 本月 > 1000千元)", "1"),
        ("sum(output.month over industry)", "2,460千元"),
        ("sum(本月 over industry)", "2,460千元"),
        ("avg(output.month over industry)", "1,230千元"),
        ("min(output.month over industry)", "820千元"),
        ("max(output.month over industry where output.month < 1000千元)", "820千元"),
        ("sum(output.month over industry where output.month < 0)", "未填"),
        ("count(industry where output.month < 0)", "0"),
        ("count(industry where unit.state == '停业')", "1"),
        ("count(industry where prev.output.ytd > 0)", "1"),
        ("count(prev.units)", "1"),
        ("count(last_year.units)", "0"),
        ("sum(ytd over prev.industry)", "8,230.5千元"),
        ("distinct(uscc over units)", "1"),
        ("distinct(name over units)", "2"),
        ("count(units where uscc == this.unit.uscc)", "2"),
        ("count(industry where ytd >= this.ytd)", "1"),
        ("output.ytd / sum(output.ytd over industry)", "75.1%"),
        ("any(output.month > 1000千元 over industry)", "是"),
        ("any(output.month > 9000千元 over industry)", "未填"),
        ("any(output.month > 9000千元 over industry where present(output.month))", "否"),
        ("all(output.month > 800千元 over industry)", "未填"),
        ("all(output.month > 1000千元 over industry)", "否"),
        ("all(output.month > 800千元 over industry where present(output.month))", "是"),
        ("count(units where reported(trade))", "1"),
        ("reported(trade)", "是"),
        ("reported(industry)", "是"),
        ("reported(prev.industry)", "是"),
        ("reported(prev.trade)", "否"),
        ("计数(调查单位名录 其中 运营状态 = '停业')", "1"),
        ("求和(工业总产值.本月 取自 工业月度调度表)", "2,460千元"),
    ] {
        check(source, expected);
    }
}

#[test]
fn chinese_needs_few_spaces() {
    for (source, expected) in [
        ("如果 本月>0且 累计>0 那么1否则2", "1"),
        ("本月 > 0且累计 > 0", "是"),
        ("（本月 ＞ ０）且（累计 ≥ 本月）", "是"),
        ("本月 × 2 ÷ 4", "410千元"),
        ("本月 ≠ 累计", "是"),
        ("本月 <> 累计", "是"),
        ("本月 = 820千元且累计 = 1", "1 要写上计量单位"),
        ("本月 属于 [820千元、1千元]", "是"),
        ("单位.单位详细名称 不属于 [“甲厂”，“乙厂”]", "否"),
        ("非 本月 > 0 或 真", "是"),
        ("本月 按 万元", "82万元"),
        ("本月 # 说明", "820千元"),
        ("30 % == 0.3", "0.3 要写上计量单位：30%"),
    ] {
        let found = answer(source, INDUSTRY, &figures());
        assert!(found == expected || found.contains(expected), "{source}: {found}");
    }
}

#[test]
fn a_result_that_is_too_large_is_a_fault_and_not_a_pass() {
    let figures = Figures::read("industry.0 output.ytd = 999999999999999");
    let answer = answer("output.ytd * output.ytd / 1元 > 0", INDUSTRY, &figures);
    assert!(answer.starts_with("Overflow"), "{answer}");
}

#[test]
fn months_are_read_one_by_one_and_summed() {
    for (source, expected) in [
        ("planned.m08", "100万元"),
        ("计划投资.8月", "100万元"),
        ("计划投资.８月 + 完成投资.12月", "未填"),
        ("planned.month", "100万元"),
        ("planned.prev_month", "200万元"),
        ("planned.ytd", "400万元"),
        ("planned.year", "700万元"),
        ("planned.m12", "未填"),
        ("invested.ytd / planned.ytd", "98.2%"),
        ("progress.month", "主体封顶"),
        ("progress.prev_month", "基础施工"),
        ("prev.invested.month", "1,600千元"),
        ("prev.invested.month == invested.prev_month", "否"),
        ("last_year.planned.month", "未填"),
        ("sum(invested.month over industry)", "727千元"),
        ("months_short(invested, planned)", "2"),
        ("months_short_text(invested, planned)", "9月85%，10月72.7%"),
        ("months_short(planned, invested)", "0"),
        ("months_short_text(planned, invested) == ''", "是"),
        ("计划投资.9月>0 且 true", "是"),
    ] {
        check(source, expected);
    }
}

#[test]
fn short_months_end_where_nothing_was_planned_or_reported() {
    let figures = |lines: &str| Figures::read(lines);
    let plan = "industry.0 planned.m07 = 10\nindustry.0 planned.m08 = 10\nindustry.0 planned.m09 = 10\n";
    for (more, expected) in [
        // Nothing is planned for this month.
        ("industry.0 invested.m09 = 1", "0"),
        ("industry.0 planned.m10 = 0\nindustry.0 invested.m10 = -1", "0"),
        // Nothing is known of this month.
        ("industry.0 planned.m10 = 10", "未填"),
        ("industry.0 planned.m10 = 10\nindustry.0 invested.m10 = 100", "0"),
        ("industry.0 planned.m10 = 10\nindustry.0 invested.m10 = 99\nindustry.0 invested.m08 = 1", "1"),
        ("industry.0 planned.m10 = 10\nindustry.0 invested.m10 = 99\nindustry.0 invested.m09 = 1", "2"),
    ] {
        let figures = figures(&format!("{plan}{more}"));
        assert_eq!(answer("months_short(invested, planned)", INDUSTRY, &figures), expected, "{more}");
    }
}

#[test]
fn details_are_reached_by_aggregates_and_the_record_of_the_office_by_its_form() {
    for (source, expected) in [
        ("count(problems)", "3"),
        ("count(problems where mine)", "2"),
        ("count(problems where mine and not closed)", "1"),
        ("count(problems where not closed and mine)", "1"),
        ("max(overdue over problems where mine)", "12天"),
        ("计数(问题清单 其中 属本行 且 已销号)", "1"),
        ("count(prev.problems where mine)", "1"),
        ("any(unit.name == '甲厂' over problems where mine)", "是"),
        ("count(problems where unit.name == '乙厂')", "1"),
        ("count(industry where mine)", "1"),
        ("reported(problems)", "是"),
        ("count(units where reported(problems))", "2"),
        ("area.tax.ytd", "4,000万元"),
        ("区域指标.税收收入.累计 - prev.area.tax.ytd", "500万元"),
        ("sum(tax.ytd over area)", "4,000万元"),
        ("reported(area)", "是"),
        ("count(industry where area.tax.month > output.month)", "2"),
        ("last_year.area.tax.ytd", "未填"),
    ] {
        check(source, expected);
    }
    let figures = figures();
    for (source, form, expected) in [
        ("count(problems where mine)", PROBLEMS, "2"),
        ("unit.name", PROBLEMS, "甲厂"),
        ("industry.output.month", PROBLEMS, "820千元"),
        ("tax.month / tax.ytd", AREA, "12.5%"),
        ("本月", AREA, "500万元"),
        ("count(problems where mine)", UNITS, "2"),
    ] {
        assert_eq!(answer(source, form, &figures), expected, "{source}");
    }
    let nowhere = compile("area.tax.ytd / sum(output.ytd over industry)", &world(), Context::default()).unwrap();
    assert_eq!(nowhere.show(&figures, None).unwrap(), "331.9%");
}
