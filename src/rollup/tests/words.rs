//! What files that contradict each other say, and how a person's words are taken back.

use super::*;

fn decision(rollup: &RollUp, digest: &str) -> Decision {
    Decision {
        office: "411425103".to_owned(),
        period: rollup.period.unwrap(),
        digest: digest.to_owned(),
        reason: "经电话核对".to_owned(),
        stamp: Stamp { by: "赵汇".to_owned(), at: AT.to_owned() },
    }
}

#[test]
fn files_of_one_revision_stand_side_by_side_however_many_they_are() {
    let scheme = builtin();
    let of = |output, filler| Draft { filler, ..Draft::of("411425103", 1, output) };
    let items = [of("8", "王填"), of("9", "王填"), of("8", "李填")].map(|one| one.item(&scheme, one.output));
    let (_, rollup) = settled(&scheme, Options::default(), items);
    let points = compare(&scheme, &opened(&rollup.conflicts[0]));
    let said: Vec<String> = points.iter().map(|one| format!("{}：{}", one.place, one.texts.join(" / "))).collect();
    expect_test::expect![[r"
        调查单位名录“甲厂”填表人：王填 / 王填 / 李填
        工业月度调度表“甲厂”工业总产值 本月（千元）：8 / 9 / 8
        填表人：王填 / 王填 / 李填"]]
    .assert_eq(&said.join("\n"));
    // Another time alone is no such point.
    let later = Draft { at: "2026-11-04T09:30:00+08:00", ..Draft::of("411425103", 1, "8") };
    let items = [Draft::of("411425103", 1, "8"), later].map(|one| one.item(&scheme, one.at));
    let (_, rollup) = settled(&scheme, Options::default(), items);
    assert_eq!(compare(&scheme, &opened(&rollup.conflicts[0])), []);
}

#[test]
fn bundles_of_one_revision_stand_side_by_side_by_office_and_sum() {
    let scheme = builtin();
    let made = |drafts: &[Draft], output: u32| {
        let items = drafts.iter().map(|one| one.item(&scheme, one.output));
        let (mut intake, _) = settled(&scheme, Options::default(), items);
        let stamp = Stamp { by: String::new(), at: AT.to_owned() };
        intake.differ(vec![DifferenceEntry {
            form: "industry".into(),
            field: "output.month".into(),
            whole: Decimal::from(20),
            value: Decimal::from(output),
            reason: "县直管".into(),
            stamp,
        }]);
        Item::new(output.to_string(), bundle(&scheme, &intake, &intake.settle(), 1).into_bytes())
    };
    let base = || Draft::of("411425100", 1, "5");
    let one = made(&[base(), Draft::of("411425103", 1, "8")], 7);
    let two = made(&[base(), Draft::of("411425103", 2, "9"), Draft::of("411425104", 1, "1")], 5);
    let city = Office { code: "411400".into(), name: "商丘市".into(), parents: Vec::new() };
    let (_, rollup) = settled(&scheme, Options { office: Some(city), ..Options::default() }, [one, two]);
    let heads: Vec<&BundleHead> =
        rollup.conflicts[0].entries.iter().map(|entry| entry.bundle().unwrap().as_ref()).collect();
    let points = compare_bundles(&scheme, &heads);
    let cut = |text: &String| text.split("（摘要").next().unwrap().to_owned();
    let texts = |one: &Divergence| one.texts.iter().map(cut).collect::<Vec<_>>().join(" / ");
    let said: Vec<String> = points.iter().map(|one| format!("{}：{}", one.place, texts(one))).collect();
    expect_test::expect![[r"
        镇103：已报，第1版 / 已报，第2版
        镇104： / 已报，第1版
        差额表 工业月度调度表 工业总产值 本月（千元）：7（县直管） / 5（县直管）
        工业月度调度表 工业总产值 本月（千元）：13 / 15"]]
    .assert_eq(&said.join("\n"));
    assert_eq!(compare_bundles(&scheme, &[heads[0], heads[0]]), []);
}

#[test]
fn a_decision_that_went_into_the_own_bundle_can_be_taken_back() {
    let scheme = builtin();
    let items = [Draft::of("411425103", 1, "8"), Draft::of("411425103", 1, "9"), Draft::of("411425104", 1, "1")];
    let (mut intake, rollup) = settled(&scheme, Options::default(), items.map(|one| one.item(&scheme, one.output)));
    let digests: Vec<String> =
        rollup.conflicts[0].entries.iter().map(|entry| entry.digest().unwrap().to_owned()).collect();
    intake.decide(decision(&rollup, &digests[0]));
    let own = bundle(&scheme, &intake, &intake.settle(), 1);
    take(&scheme, &mut intake, Item::new("县.json", own.clone().into_bytes()));
    assert_eq!((intake.settle().conflicts.len(), intake.settle().files().len()), (0, 2));
    intake.withdraw("411425103", rollup.period.unwrap());
    let settled_again = intake.settle();
    assert_eq!((settled_again.conflicts.len(), settled_again.decisions.len()), (1, 0));
    // The other one may be chosen now; and what was said last holds.
    intake.decide(decision(&rollup, &digests[1]));
    let chosen = intake.settle();
    assert_eq!(
        (chosen.conflicts.len(), chosen.office("411425103").unwrap().counted.as_ref().unwrap().digest()),
        (0, Some(&*digests[1]))
    );
    assert!(!chosen.is_from_below(&chosen.decisions[0]));
    // The city cannot take the county's word back: it is the county's.
    let city = Office { code: "411400".into(), name: "商丘市".into(), parents: Vec::new() };
    let options = Options { office: Some(city), ..Options::default() };
    let (mut intake, rollup) = settled(&scheme, options, [Item::new("县.json", own.into_bytes())]);
    assert!(rollup.is_from_below(&rollup.decisions[0]));
    intake.withdraw("411425103", rollup.period.unwrap());
    assert_eq!((intake.settle().decisions.len(), intake.settle().files().len()), (1, 2));
}

#[test]
fn a_waiver_that_was_written_can_be_taken_back() {
    let scheme = builtin();
    let stamp = Stamp { by: String::new(), at: AT.to_owned() };
    let waiver = |reason: &str| Waiver {
        from: place("411425", "虞城县"),
        office: place("411425103", "镇103"),
        period: "2026-10".parse().unwrap(),
        rule: "R031".into(),
        field: String::new(),
        form: "industry".into(),
        identity: "u001".into(),
        title: "甲厂".into(),
        values: Vec::new(),
        reason: reason.into(),
        stamp: stamp.clone(),
    };
    let (text, _) = exchange::write_waivers(&scheme, &[waiver("甲"), waiver("乙")]);
    let items = [Draft::of("411425103", 1, "8").item(&scheme, "甲.json"), Item::new("特批.json", text.into_bytes())];
    let (mut intake, rollup) = settled(&scheme, Options::default(), items);
    assert_eq!(rollup.waivers.len(), 2);
    let own = bundle(&scheme, &intake, &rollup, 1);
    take(&scheme, &mut intake, Item::new("县.json", own.into_bytes()));
    intake.revoke(waiver("甲"));
    assert_eq!(intake.settle().waivers, [waiver("乙")]);
    // Those of last month say nothing of this one.
    let (text, _) = exchange::write_waivers(&scheme, &[Waiver { period: "2026-09".parse().unwrap(), ..waiver("丙") }]);
    take(&scheme, &mut intake, Item::new("上月特批.json", text.into_bytes()));
    let rollup = intake.settle();
    assert_eq!(rollup.waivers, [waiver("乙")]);
    let said = crate::message::rollup::fate(fate_of(&rollup, "上月特批.json"));
    assert_eq!(said, "没有记下：这是2026年9月的退回单或特批单，现在汇总的是2026年10月");
}
