//! Bundles, and the check of levels.

use super::*;

#[test]
fn county_bundles_are_taken_in_by_the_city() {
    let scheme = builtin();
    let county = |own: bool, codes: &[(&str, u32, &'static str)], revision: u32| {
        let mut items: Vec<Item> = codes
            .iter()
            .map(|(code, revision, output)| Draft::of(code, *revision, output).item(&scheme, code))
            .collect();
        if own {
            items.push(Draft::of("411425", 1, "77").item(&scheme, "own"));
        }
        let (intake, rollup) = settled(&scheme, Options::default(), items);
        bundle(&scheme, &intake, &rollup, revision)
    };
    let first = county(true, &[("411425100", 1, "1"), ("411425101", 1, "2")], 1);
    let newer = county(true, &[("411425100", 2, "3"), ("411425101", 1, "2")], 2);
    let other = county(false, &[("411426100", 1, "4")], 1);
    let damaged = other.replacen("\"name\":\"镇100\"", "\"name\":\"镇101\"", 1);
    assert_ne!(damaged, other);
    let items = [
        Item::new("虞城1.json", first.into_bytes()),
        Item::new("虞城2.json", newer.clone().into_bytes()),
        Item::new("夏邑.json", other.clone().into_bytes()),
        Draft::of("411425101", 3, "9").item(&scheme, "补报.json"),
    ];
    let (intake, rollup) = settled(&scheme, Options::default(), items);
    assert_eq!(rollup.office.code, "411400");
    assert!(matches!(fate_of(&rollup, "虞城1.json"), Fate::Superseded { by: 2 }));
    assert!(matches!(fate_of(&rollup, "虞城1.json › 第1份"), Fate::WithBundle { bundle } if bundle == "虞城1.json"));
    assert!(matches!(fate_of(&rollup, "虞城2.json › 本级"), Fate::Own));
    assert!(matches!(fate_of(&rollup, "虞城2.json › 第2份"), Fate::Superseded { by: 3 }));
    let shape: Vec<(&str, Vec<&str>, bool)> = rollup
        .parts
        .iter()
        .map(|part| {
            let below = part.parts.iter().map(|part| part.entry.as_ref().unwrap().name.as_str()).collect();
            (part.office.code.as_str(), below, part.own.is_some())
        })
        .collect();
    assert_eq!(
        shape,
        [("411425", vec!["虞城2.json › 第1份", "补报.json"], true), ("411426", vec!["夏邑.json › 第1份"], false)]
    );
    let owns: Vec<&str> = rollup.owns().iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(owns, ["虞城2.json › 本级"], "its levels are checked at the city too");
    // The province takes in the city's bundle: files within bundles within a bundle.
    let files = intake.entries();
    let inner: Vec<&str> = [newer.as_str(), other.as_str()].to_vec();
    let digests: Vec<String> = files
        .iter()
        .filter(|entry| entry.bundle().is_some())
        .filter(|entry| entry.name != "虞城1.json")
        .map(|entry| entry.digest().unwrap().to_owned())
        .collect();
    let level = levels(&scheme, &rollup, &study(&scheme, &intake));
    let mut head = rollup.head(&scheme, &level, Signers::default(), AT).unwrap();
    head.seal(&digests.iter().map(String::as_str).collect::<Vec<_>>(), None);
    let city = head.write(&inner, None);
    let (_, province) = settled(&scheme, Options::default(), [Item::new("商丘.json", city.into_bytes())]);
    assert_eq!(province.office.code, "411400", "one bundle alone is that office's own work");
    assert_eq!(province.files().len(), 3);
    assert_eq!(province.parts.len(), 2);
    // A file that was changed inside a bundle is refused by its own digest; the others count.
    let (_, rollup) = settled(&scheme, Options::default(), [Item::new("夏邑.json", damaged.into_bytes())]);
    assert!(matches!(&rollup.fates[1].1, Fate::Refused(error) if error.code() == "digest"), "{:?}", rollup.fates[1].1);
}

/// A county's bundle, alone and in a city's, of the same revision or a newer one: one counts, and where it belongs.
#[test]
fn of_a_bundle_in_several_places_one_counts() {
    let scheme = builtin();
    let county = |output: &'static str, revision: u32| {
        let items = [Draft::of("411425100", revision, output), Draft::of("411425101", 1, "2")];
        let items = items.map(|draft| draft.item(&scheme, &draft.office.code.clone()));
        let (intake, rollup) = settled(&scheme, Options::default(), items);
        bundle(&scheme, &intake, &rollup, revision)
    };
    let (first, newer) = (county("1", 1), county("3", 2));
    let province = Office { code: "410000".to_owned(), name: "河南省".to_owned(), parents: Vec::new() };
    let here = Options {
        office: Some(Office {
            code: "411400".to_owned(),
            name: "商丘市".to_owned(),
            parents: vec![place("410000", "河南省")],
        }),
        ..Options::default()
    };
    let (intake, rollup) = settled(&scheme, here.clone(), [Item::new("虞城1.json", first.clone().into_bytes())]);
    let level = levels(&scheme, &rollup, &study(&scheme, &intake));
    let mut head = rollup.head(&scheme, &level, Signers::default(), AT).unwrap();
    let digest = rollup.parts[0].entry.as_ref().unwrap().digest().unwrap().to_owned();
    head.seal(&[digest.as_str()], None);
    let city = head.write(&[first.as_str()], None);
    let above = Options { office: Some(province), ..Options::default() };
    for (loose, loose_fate, inner_fate, output) in
        [(&first, "duplicate", "bundle", "1"), (&newer, "bundle", "superseded", "3")]
    {
        for turned in [false, true] {
            let mut items = vec![
                Item::new("商丘.json", city.clone().into_bytes()),
                Item::new("虞城.json", loose.clone().into_bytes()),
            ];
            if turned {
                items.reverse();
            }
            let (intake, rollup) = settled(&scheme, above.clone(), items);
            let code = |name: &str| fate_of(&rollup, name).code();
            assert_eq!((code("虞城.json"), code("商丘.json › 第1份")), (loose_fate, inner_fate), "{turned}");
            let shape: Vec<_> = rollup
                .parts
                .iter()
                .map(|part| (part.office.code.as_str(), part.parts.len(), part.parts[0].parts.len()))
                .collect();
            assert_eq!(shape, [("411400", 1, 2)], "below the city, once");
            assert_eq!(rollup.files().len(), 2);
            let level = levels(&scheme, &rollup, &study(&scheme, &intake));
            let key = figure_key(&scheme, "industry", "output.month").unwrap();
            let sum = level.total.get(key).unwrap().sum.unwrap();
            assert_eq!(sum.to_string(), (output.parse::<i32>().unwrap() + 2).to_string());
            let told = level.below[0].below[0].misses.len();
            assert_eq!(told, 0, "{:?}", level.below[0].below[0].misses);
        }
    }
    // The city takes in a newer bundle beside its own earlier one.
    let items = [Item::new("商丘.json", city.into_bytes()), Item::new("虞城.json", newer.into_bytes())];
    let (_, rollup) = settled(&scheme, here, items);
    assert_eq!(fate_of(&rollup, "商丘.json › 第1份"), &Fate::Superseded { by: 2 });
    assert!(
        matches!(fate_of(&rollup, "商丘.json › 第1份 › 第1份"), Fate::WithBundle { bundle } if bundle == "商丘.json › 第1份")
    );
    assert_eq!((rollup.parts.len(), rollup.files().len()), (1, 2));
}

#[test]
fn parts_and_difference_are_the_whole_at_every_level() {
    let scheme = builtin();
    let key = figure_key(&scheme, "industry", "output.month").unwrap();
    let items = [
        Draft::of("411425100", 1, "30").item(&scheme, "a"),
        Draft::of("411425101", 1, "20").item(&scheme, "b"),
        Draft::of("411425", 1, "57").item(&scheme, "own"),
    ];
    let (mut intake, rollup) = settled(&scheme, Options::default(), items);
    let study_of = |intake: &Intake| study(&scheme, intake);
    let level = levels(&scheme, &rollup, &study_of(&intake));
    assert_eq!(level.parts.get(key), Some(Sum { records: 2, sum: Some(50.into()) }));
    assert_eq!(level.misses.len(), 1);
    assert_eq!((level.misses[0].lacking(), level.misses[0].from), (Some(7.into()), WholeFrom::Own));
    let found = whole_findings(&scheme, &rollup, &study_of(&intake), &level);
    let sentence = &found.iter().find(|one| one.check == Check::Level).unwrap().message;
    assert_eq!(
        sentence,
        "虞城县 工业月度调度表 工业总产值 本月：各单位合计 50千元，差额表 0千元，总体是 57千元，还差 7千元。请核对各单位和总体；确有差额的，记入差额表并写明原因"
    );
    let entry = DifferenceEntry {
        form: "industry".to_owned(),
        field: "output.month".to_owned(),
        whole: 57.into(),
        value: 7.into(),
        reason: "县直属企业由县局直接报送".to_owned(),
        stamp: Stamp { by: "赵汇".to_owned(), at: AT.to_owned() },
    };
    intake.differ(vec![entry.clone()]);
    let rollup = intake.settle();
    let level = levels(&scheme, &rollup, &study_of(&intake));
    assert!(level.misses.is_empty());
    assert_eq!(level.total.get(key).unwrap().sum, Some(57.into()));

    // Upward: the city adds what the county has, difference and all.
    let county = bundle(&scheme, &intake, &rollup, 1);
    let other = Draft::of("411426100", 1, "4").item(&scheme, "夏邑");
    let (city, rollup) =
        settled(&scheme, Options::default(), [Item::new("虞城.json", county.clone().into_bytes()), other]);
    let level = levels(&scheme, &rollup, &study_of(&city));
    assert_eq!(level.total.get(key).unwrap().sum, Some(61.into()));
    assert_eq!(level.below[0].total.get(key).unwrap().sum, Some(57.into()));
    assert!(level.all().iter().all(|level| level.misses.is_empty()));
    assert_eq!(rollup.parts[0].entry.as_ref().unwrap().bundle().unwrap().differences, [entry]);

    // The difference table contradicts itself when a part changes afterwards.
    let later = Draft::of("411425101", 2, "21").item(&scheme, "b2");
    let (city, rollup) = settled(
        &scheme,
        Options::default(),
        [
            Item::new("虞城.json", county.clone().into_bytes()),
            later,
            Draft::of("411426100", 1, "4").item(&scheme, "夏邑"),
        ],
    );
    let level = levels(&scheme, &rollup, &study_of(&city));
    assert_eq!(level.below[0].misses[0].lacking(), Some((-1).into()));

    // A bundle whose figures are not those of its files.
    let Ok(exchange::AnyFile::Bundle { mut head, files, own }) =
        exchange::open_any(county.as_bytes(), &scheme, &Limits::default())
    else {
        panic!("no bundle");
    };
    for figure in head.figures.iter_mut().filter(|figure| figure.field == "output.month") {
        figure.sum = 51.into();
    }
    let texts: Vec<&str> = files.iter().map(|range| &county[range.clone()]).collect();
    let own = &county[own.unwrap()];
    let digest =
        |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap()["digest"].as_str().unwrap().to_owned();
    let digests: Vec<String> = texts.iter().map(|text| digest(text)).collect();
    head.seal(&digests.iter().map(String::as_str).collect::<Vec<_>>(), Some(&digest(own)));
    let forged = head.write(&texts, Some(own));
    let (city, rollup) = settled(
        &scheme,
        Options::default(),
        [Item::new("虞城.json", forged.into_bytes()), Draft::of("411426100", 1, "4").item(&scheme, "夏邑")],
    );
    let study = study_of(&city);
    let level = levels(&scheme, &rollup, &study);
    let found = whole_findings(&scheme, &rollup, &study, &level);
    assert!(found.iter().any(|one| one.check == Check::BundleFigures && one.message.contains("51千元")), "{found:#?}");
}
