//! Properties: nothing panics; what is printed reads back the same; nothing is read that was not announced.

use super::eval::figures;
use super::generate::{any_formula, soup};
use super::*;
use proptest::prelude::*;

/// Whether a formula about the record of member 0 of the industrial form announced that it would ask this.
fn announced(reads: &[Read], asked: Asked) -> bool {
    let reach_fits = |reach: Reach, row: RowRef| match reach {
        Reach::All => true,
        Reach::Own => row.row == 0 && row.form == INDUSTRY,
        Reach::Same => member(row) == 0 && row.form != INDUSTRY,
    };
    reads.iter().any(|read| match (*read, asked) {
        (Read::Cell { when, reach, form, field, column }, Asked::Cell(row, asked_field, asked_column)) => {
            when == row.when
                && form == row.form
                && field == asked_field
                && column == asked_column
                && reach_fits(reach, row)
        }
        (Read::Rows { when, form, .. }, Asked::Rows(asked_when, asked_form)) => {
            when == asked_when && form == asked_form
        }
        (Read::Reported { when, form, .. }, Asked::Reported(row, asked_form)) => when == row.when && form == asked_form,
        _ => false,
    })
}

/// All that must hold for any formula that compiles.
fn check_compiled(source: &str, compiled: &Compiled) -> Result<(), TestCaseError> {
    let world = world();
    let figures = figures();
    let value = compiled.eval(&figures, now(INDUSTRY, 0));
    for asked in figures.asked.borrow().iter() {
        prop_assert!(announced(compiled.reads(), *asked), "{source}\n{asked:?} not in {:?}", compiled.reads());
    }
    if let Ok(Some(value)) = &value {
        prop_assert!(value.fits(compiled.type_of()), "{source}: {value:?} is no {:?}", compiled.type_of());
    }
    let memo = Memo::new();
    for row in [0, 1, 2] {
        let plain = compiled.eval(&figures, now(INDUSTRY, row));
        let remembered = compiled.eval_with(&figures, now(INDUSTRY, row), &memo);
        if plain.is_ok() {
            prop_assert_eq!(plain, remembered, "{}", source);
        }
    }
    let _ = compiled.eval_seen(&figures, now(INDUSTRY, 0));
    check_settled(source, compiled, &figures)?;
    let sparse = "industry.0 output.ytd = 999999999999999\nunits.0\nindustry.1 sold.ytd = 0\nunits.1 name = 甲";
    check_settled(source, compiled, &Figures::read(sparse))?;
    let _ = compiled.show(&figures, now(INDUSTRY, 0));

    let tidied = tidy(source).unwrap();
    prop_assert_eq!(tidy(&tidied), Ok(tidied.clone()), "{}", source);
    for again in [tidied.as_str(), compiled.in_chinese()] {
        let twin = compile(again, &world, about(INDUSTRY));
        prop_assert!(twin.is_ok(), "{source}\n{again}\n{}", pictures(again, &twin.unwrap_err()));
        let twin = twin.unwrap();
        prop_assert_eq!(twin.reads(), compiled.reads(), "{}\n{}", source, again);
        prop_assert_eq!(twin.eval(&figures, now(INDUSTRY, 0)).ok(), value.clone().ok(), "{}\n{}", source, again);
        prop_assert_eq!(twin.in_chinese(), compiled.in_chinese());
    }
    Ok(())
}

/// What is said of all records at once holds for each.
fn check_settled(source: &str, compiled: &Compiled, figures: &Figures) -> Result<(), TestCaseError> {
    let settled = compiled.settled(figures, INDUSTRY, &Memo::new());
    for row in figures.rows(When::Now, INDUSTRY) {
        let value = compiled.eval(figures, row);
        prop_assert!(value.is_ok() || !settled.is_harmless(), "{source}: {value:?}, {settled:?}");
        for truth in [false, true].into_iter().filter(|truth| settled.never(*truth)) {
            let other = value.as_ref().is_ok_and(|value| *value != Some(Value::Bool(truth)));
            prop_assert!(other, "{source}: {value:?}, {settled:?}");
        }
    }
    Ok(())
}

fn check_any(source: &str) -> Result<(), TestCaseError> {
    let world = world();
    for context in [about(INDUSTRY), about(UNITS), Context::default()] {
        match compile(source, &world, context) {
            Ok(compiled) if context == about(INDUSTRY) => check_compiled(source, &compiled)?,
            Ok(compiled) => {
                let row = context.form.map(|form| now(form, 1));
                let _ = compiled.eval_seen(&figures(), row);
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                pictures(source, &errors);
            }
        }
    }
    if let Err(errors) = Template::compile(source, &world, about(INDUSTRY)) {
        pictures(source, &errors);
    }
    let _ = constant(source);
    let _ = tidy(source);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_is_a_formula_or_a_mistake(source in "\\PC{0,40}") {
        check_any(&source)?;
    }

    #[test]
    fn any_words_are_a_formula_or_a_mistake(source in soup()) {
        check_any(&source)?;
    }

    #[test]
    fn right_formulas_compile_and_keep_their_promises(source in any_formula()) {
        let compiled = compile(&source, &world(), about(INDUSTRY));
        prop_assert!(compiled.is_ok(), "{}", pictures(&source, &compiled.unwrap_err()));
        check_compiled(&source, &compiled.unwrap())?;
    }
}

#[test]
fn the_chinese_wording_reads_as_people_write() {
    for (source, expected) in [
        ("output.ytd >= sold.ytd", "工业总产值.累计 ≥ 工业销售产值.累计"),
        (
            "it.ytd >= prev.it.ytd and not blank(export.month)",
            "本指标.累计 ≥ 上期.本指标.累计 且 非 未填(出口交货值.本月)",
        ),
        ("unit.state in ['2', '停业'] or home1 > 0", "单位.运营状态 属于 [“停业”, “停业”] 或 home1 > 0"),
        (
            "if staff != 0 then output.ytd / staff else 0",
            "如果 平均用工人数 ≠ 0 那么 工业总产值.累计 ÷ 平均用工人数 否则 0",
        ),
        (
            "count(units where uscc == this.unit.uscc) * 1 > 1",
            "计数(调查单位名录 其中 统一社会信用代码 = 本行.单位.统一社会信用代码) × 1 > 1",
        ),
        ("near(output.ytd, setting.floor, 2万元)", "接近(工业总产值.累计, 设定.规模以上工业起点, 2万元)"),
        ("growth(output.ytd, output.ytd_ly) as 百分点", "增速(工业总产值.累计, 工业总产值.上年累计) 按 个百分点"),
        ("export.month ?? 0 > 0", "(出口交货值.本月 未填则 0) > 0"),
        ("not unit.listed ?? false", "非 (单位.是否上市 未填则 假)"),
        ("export.month ?? sold.month ?? 0", "出口交货值.本月 未填则 工业销售产值.本月 未填则 0"),
        ("period.kind == 'month'", "报告期.种类 = “月报”"),
        ("absence(it.month) != '缺报'", "空缺原因(本指标.本月) ≠ “缺报”"),
        ("a_b ?? 1", ""),
    ] {
        let compiled = compile(source, &world(), about(INDUSTRY));
        assert_eq!(compiled.as_ref().map_or("", Compiled::in_chinese), expected);
    }
}

#[test]
fn a_tidy_formula_has_only_the_needed_brackets() {
    for (source, expected) in [
        ("((1+2))*3", "(1 + 2) * 3"),
        ("1+(2*3)", "1 + 2 * 3"),
        ("1-(2-3)", "1 - (2 - 3)"),
        ("(1-2)-3", "1 - 2 - 3"),
        ("-(-1)", "--1"),
        ("-(1+2)", "-(1 + 2)"),
        ("not(a and b)or c", "not (a and b) or c"),
        ("(a or b) and c", "(a or b) and c"),
        ("(a ?? b) > c", "a ?? b > c"),
        ("a ?? (b > c)", "a ?? (b > c)"),
        ("(a > b) == c", "(a > b) == c"),
        ("(a / b as %) > 1%", "a / b as % > 1%"),
        ("x in[1、2]", "x in [1, 2]"),
        ("非 x 不属于 [1]", "not x not in [1]"),
        ("如果 a 那么 b 否则 如果 c 那么 d 否则 e", "if a then b else if c then d else e"),
        ("(if a then b else c) + 1", "(if a then b else c) + 1"),
        ("求和(a 取自 b 其中 c)", "求和(a over b where c)"),
        ("'他说\"好\"'", "'他说\"好\"'"),
        ("“甲”", "\"甲\""),
        ("【其中：住宅】 + 【a】", "【其中：住宅】 + a"),
        ("2.50万元 + ３０％", "2.5万元 + 30%"),
        ("1500元/㎡", "1500元/平方米"),
        ("上年1—本月", "上年累计"),
    ] {
        assert_eq!(tidy(source).as_deref(), Ok(expected), "{source}");
    }
}
