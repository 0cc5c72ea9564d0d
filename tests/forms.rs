//! The forms of the built-in scheme beside those of domain.md §3.2, §3.3 and §6.2: every indicator is there, in the unit
//! and with the columns that it is asked in, and is explained.

use sishang::measure::Measure::{self, Flow, Months, Plain, Stock};
use sishang::scheme::{FieldDef, FieldType, FormDef, builtin};

/// Key of the field, unit (empty for what is no quantity), measure.
type Asked = (&'static str, &'static str, Measure);

const fn flow(key: &'static str, unit: &'static str) -> Asked {
    (key, unit, Flow)
}

const fn stock(key: &'static str, unit: &'static str) -> Asked {
    (key, unit, Stock)
}

const fn plain(key: &'static str, unit: &'static str) -> Asked {
    (key, unit, Plain)
}

const fn text(key: &'static str) -> Asked {
    (key, "", Plain)
}

/// Who gave the figures of a record, and when.
const SIGNED: &[Asked] = &[text("source"), text("reported_on")];

/// Forms with what domain.md asks for; each line is one of its indicators, in its order.
const FORMS: &[(&str, &[Asked])] = &[
    (
        "units",
        &[
            text("uscc"),
            text("name"),
            text("industry"),
            text("activity"),
            text("division"),
            text("township"),
            text("address"),
            text("registration"),
            text("holding"),
            text("size"),
            text("operating"),
            text("opened"),
            text("admitted"),
            text("admission"),
            text("head"),
            text("lead"),
            text("filler"),
            text("phone"),
        ],
    ),
    (
        "industry",
        &[
            flow("output", "千元"),
            flow("sold", "千元"),
            flow("export", "千元"),
            flow("electricity", "万千瓦时"),
            flow("revenue", "千元"),
            flow("cost", "千元"),
            flow("profit", "千元"),
            flow("vat", "千元"),
            stock("inventory", "千元"),
            stock("finished_goods", "千元"),
            stock("receivables", "千元"),
            plain("staff", "人"),
            text("product1"),
            text("product1_unit"),
            text("product5"),
            plain("product5_output", ""),
            plain("next_output", "千元"),
            text("cut_reason"),
            plain("orders", "千元"),
        ],
    ),
    (
        "construction",
        &[
            stock("contracts", "千元"),
            plain("carried", "千元"),
            flow("new_contracts", "千元"),
            flow("direct", "千元"),
            flow("own_work", "千元"),
            flow("subcontracted", "千元"),
            flow("from_others", "千元"),
            flow("output", "千元"),
            flow("building_work", "千元"),
            flow("installation_work", "千元"),
            flow("other_work", "千元"),
            flow("decoration", "千元"),
            flow("outside", "千元"),
            flow("completed", "千元"),
            stock("floor_built", "平方米"),
            flow("floor_started", "平方米"),
            flow("floor_finished", "平方米"),
            flow("revenue", "千元"),
            flow("vat", "千元"),
            plain("staff", "人"),
            text("qualification"),
            text("qualification_until"),
        ],
    ),
    (
        "trade",
        &[
            flow("sales", "千元"),
            flow("online_sales", "千元"),
            flow("retail", "千元"),
            flow("online_retail", "千元"),
            stock("stock", "千元"),
            flow("grain", "千元"),
            flow("drinks", "千元"),
            flow("tobacco_liquor", "千元"),
            flow("clothing", "千元"),
            flow("daily", "千元"),
            flow("cars", "千元"),
            flow("petroleum", "千元"),
            flow("appliances", "千元"),
            flow("telecom", "千元"),
            flow("revenue", "千元"),
            flow("vat", "千元"),
            plain("staff", "人"),
            flow("retail_share", "%"),
            flow("wholesale", "千元"),
        ],
    ),
    (
        "lodging",
        &[
            flow("turnover", "千元"),
            flow("room_income", "千元"),
            flow("food_income", "千元"),
            flow("goods_sales", "千元"),
            flow("other_income", "千元"),
            flow("online", "千元"),
            flow("online_room", "千元"),
            flow("online_food", "千元"),
            stock("rooms", "间"),
            stock("beds", "个"),
            stock("seats", "位"),
            flow("revenue", "千元"),
            flow("vat", "千元"),
            plain("staff", "人"),
        ],
    ),
    (
        "developments",
        &[
            text("code"),
            text("started"),
            plain("planned", "万元"),
            plain("total", "万元"),
            plain("invested", "万元"),
            plain("floor_built", "平方米"),
            plain("sold_area", "平方米"),
            plain("sold_value", "万元"),
        ],
    ),
    (
        "realestate",
        &[
            stock("planned", "万元"),
            plain("total", "万元"),
            flow("invested", "万元"),
            flow("build", "万元"),
            flow("install", "万元"),
            flow("equipment", "万元"),
            flow("other", "万元"),
            flow("land_fee", "万元"),
            flow("housing", "万元"),
            stock("floor_built", "平方米"),
            stock("floor_built_housing", "平方米"),
            flow("floor_started", "平方米"),
            flow("floor_finished", "平方米"),
            flow("finished_value", "万元"),
            flow("sold_area", "平方米"),
            plain("sold_ready", "平方米"),
            plain("sold_presale", "平方米"),
            flow("sold_value", "万元"),
            stock("unsold", "平方米"),
            flow("funds", "万元"),
            plain("funds_loan", "万元"),
            plain("funds_foreign", "万元"),
            plain("funds_own", "万元"),
            plain("funds_deposit", "万元"),
            plain("funds_mortgage", "万元"),
            plain("funds_other", "万元"),
            plain("land_area", "平方米"),
            plain("land_price", "万元"),
        ],
    ),
    (
        "services",
        &[
            flow("revenue", "千元"),
            flow("cost", "千元"),
            flow("taxes", "千元"),
            flow("selling", "千元"),
            flow("admin", "千元"),
            flow("research", "千元"),
            flow("finance", "千元"),
            flow("investment_income", "千元"),
            flow("operating_profit", "千元"),
            flow("profit", "千元"),
            flow("wages", "千元"),
            flow("vat", "千元"),
            plain("staff", "人"),
            stock("assets", "千元"),
            stock("liabilities", "千元"),
        ],
    ),
    (
        "projects",
        &[
            text("code"),
            text("stat_code"),
            text("name"),
            text("owner"),
            text("uscc"),
            text("address"),
            text("division"),
            text("industry"),
            text("nature"),
            text("affiliation"),
            text("holding"),
            text("registration"),
            text("started"),
            text("planned_finish"),
            text("finished"),
            text("state"),
            plain("planned", "万元"),
            text("private_capital"),
            text("tech_upgrade"),
            text("sheet"),
            text("level"),
            text("head"),
            text("phone"),
            text("responsible_unit"),
            text("responsible"),
            text("leader"),
        ],
    ),
    (
        "investment",
        &[
            plain("planned", "万元"),
            plain("total", "万元"),
            flow("invested", "万元"),
            flow("build", "万元"),
            flow("install", "万元"),
            flow("equipment", "万元"),
            flow("old_equipment", "万元"),
            flow("renewal_equipment", "万元"),
            flow("other", "万元"),
            flow("old_buildings", "万元"),
            flow("land", "万元"),
            flow("housing", "万元"),
            plain("new_assets", "万元"),
            plain("floor_built", "平方米"),
            plain("floor_finished", "平方米"),
            flow("funds", "万元"),
            plain("funds_budget", "万元"),
            plain("funds_loan", "万元"),
            plain("funds_bonds", "万元"),
            plain("funds_foreign", "万元"),
            plain("funds_own", "万元"),
            plain("funds_other", "万元"),
            plain("payable", "万元"),
            text("evidence_kind"),
            text("evidence"),
        ],
    ),
    (
        "progress",
        &[
            text("level"),
            text("class"),
            text("content"),
            text("capacity"),
            plain("planned", "万元"),
            plain("before", "万元"),
            plain("year_plan", "万元"),
            text("year_goal"),
            ("plan", "万元", Months),
            ("plan_node", "", Months),
            ("actual", "万元", Months),
            ("node", "", Months),
            text("start_plan"),
            text("d_start"),
            text("finish_plan"),
            text("d_finish"),
            text("d_produce"),
            text("stage"),
            text("in_stats"),
            text("stat_code"),
            text("admitted"),
            text("duty_unit"),
            text("duty_person"),
            text("liaison"),
            text("liaison_phone"),
            text("leader"),
            text("other_leaders"),
            text("team"),
        ],
    ),
    (
        "approvals",
        &[
            text("item"),
            text("doc"),
            text("number"),
            text("approved_on"),
            text("dept"),
            text("promised"),
            text("state"),
        ],
    ),
    (
        "guarantees",
        &[
            text("kind"),
            plain("land_need", "亩"),
            plain("land_given", "亩"),
            text("fund_source"),
            plain("fund_month", "万元"),
            plain("fund_given", "万元"),
            plain("fund_plan_share", "%"),
            text("need"),
            plain("staff_need", "人"),
        ],
    ),
    (
        "problems",
        &[
            text("problem"),
            text("raised_on"),
            text("unit"),
            text("person"),
            text("due"),
            text("closed"),
            text("closed_on"),
            text("evidence"),
        ],
    ),
    (
        "area",
        &[
            plain("investment_in_target", "万元"),
            flow("investment_in", "万元"),
            plain("investment_in_growth", "%"),
            plain("tech_target", "万元"),
            flow("tech", "万元"),
            plain("tech_growth", "%"),
            plain("trade_target", "万元"),
            flow("trade", "万元"),
            plain("trade_growth", "%"),
            plain("budget_target", "万元"),
            flow("budget", "万元"),
            plain("budget_growth", "%"),
            plain("fiscal_target", "万元"),
            flow("fiscal", "万元"),
            plain("fiscal_growth", "%"),
        ],
    ),
];

#[test]
fn every_indicator_of_the_domain_is_asked_for() {
    let scheme = builtin();
    let mut wrong = Vec::new();
    for (form, asked) in FORMS {
        let def = scheme.forms.iter().find(|def| def.key == *form).unwrap_or_else(|| panic!("no form {form}"));
        let monthly = ["industry", "construction", "trade", "lodging", "realestate", "services", "investment"];
        let signed = if monthly.contains(form) { SIGNED } else { &[] };
        for (key, unit, measure) in asked.iter().chain(signed) {
            match def.fields.iter().find(|field| field.key == *key) {
                None => wrong.push(format!("{form} has no {key}")),
                Some(field) if field.unit.as_deref().unwrap_or("") != *unit => {
                    wrong.push(format!("{form}.{key} is in {:?}, not in {unit}", field.unit));
                }
                Some(field) if field.measure != *measure => {
                    wrong.push(format!("{form}.{key} is {:?}, not {measure:?}", field.measure));
                }
                Some(_) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a clerk opens at the cell: where the figure comes from, what is in it and what is not.
#[test]
fn every_field_has_a_unit_and_is_explained_beyond_its_name() {
    let scheme = builtin();
    let mut wrong = Vec::new();
    for form in &scheme.forms {
        for field in &form.fields {
            if lacks_unit(field) {
                wrong.push(format!("{}.{} has no unit", form.key, field.key));
            }
            let more = beyond_its_name(form, field);
            if more < 6 {
                wrong.push(format!("{}.{}（{}）: “{}”", form.key, field.key, field.label, field.explain));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Quantities of one product are in the unit that the clerk writes beside them; months in a row are a number.
fn lacks_unit(field: &FieldDef) -> bool {
    let is_bare = field.key.starts_with("product") || field.key == "short_months";
    field.kind == FieldType::Number && field.unit.is_none() && !is_bare
}

/// How many letters of the explanation are no letters of the name, of its form or of punctuation.
fn beyond_its_name(form: &FormDef, field: &FieldDef) -> usize {
    let known = format!("{}{}{}，。、；：（）“”的", form.label, field.label, field.short);
    field.explain.chars().filter(|letter| !known.contains(*letter)).count()
}

/// 206-1 and 206-2 by size: the smaller projects are not asked for floor space, sources of funds and payables.
#[test]
fn the_sheet_of_a_project_follows_from_its_size() {
    let scheme = builtin();
    let form = scheme.form("investment").unwrap();
    let asked = |planned: &str| -> Vec<String> {
        let typed = |form: &str, cells: &[(&str, &str)]| crate::support::Typed {
            form: form.to_owned(),
            key: "p001".to_owned(),
            cells: cells.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect(),
            marks: Vec::new(),
        };
        let records = [typed("projects", &[("planned", planned)]), typed("investment", &[("total", "100")])];
        let book = crate::support::workbook(&scheme, "411425104", "2026-10", &records);
        let view = sishang::audit::View::new(&scheme, &book);
        let place = view.place(form, "p001").unwrap();
        let is_asked = |field: &FieldDef| {
            let id = scheme[form].field(&field.key).unwrap();
            scheme
                .field_when(form, id)
                .is_none_or(|when| when.eval(&view, place).unwrap() == Some(sishang::formula::Value::Bool(true)))
        };
        scheme[form].fields.iter().filter(|field| is_asked(field)).map(|field| field.key.clone()).collect()
    };
    let (large, small) = (asked("5000"), asked("4999"));
    let only_large: Vec<&str> = large.iter().filter(|key| !small.contains(key)).map(String::as_str).collect();
    assert_eq!(
        only_large,
        [
            "floor_built",
            "floor_finished",
            "funds_budget",
            "funds_loan",
            "funds_bonds",
            "funds_foreign",
            "funds_own",
            "funds_other",
            "payable"
        ]
    );
    assert!(small.iter().all(|key| large.contains(key)));
}
