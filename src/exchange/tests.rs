//! Writing and opening: the same workbook comes back, the same bytes go out, and no byte can be changed unseen.

mod shapes;

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::ids::FormId;
use crate::scheme::{CompiledScheme, Single, builtin, shaped};
use crate::workbook::{
    About, Answer, CellAddress, Command, Comment, Earlier, Explanation, FindingKey, Mark, Office, Place as Where,
    Replaced, ReturnNote, Returned, Row, Sent, Session, Signers, Slot, Stamp, Standing, StoredRow, Table, Waiver,
    Workbook, read_cell,
};

const AT: &str = "2026-11-03T09:30:00+08:00";

fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[0-9]{1,7}",
        2 => "-?[0-9]{1,6}\\.[0-9]{1,4}",
        2 => prop::sample::select(vec![
            "２０００", "1,234.50", "2000万元", "—", "0.0", "-0", "007", "1e5", "999999999999999", "0.000001", "1234567890123456789",
            "<script>alert(1)</script>", "=HYPERLINK(\"http://x\")", "@SUM(1)", "\"引号\"", "反\\斜杠", "换\n行\t制表\u{0}零", "\u{202e}反向",
            "\u{feff}标记", "👩‍🏭", "𠀀𠮷", "true", "null", "NaN", "是", "否", "2026-10-08", "2026年10月8日", "202610", "1 正常运营", "1", "5",
            "91411425MA3X1A208F", "９１４１１４２５ＭＡ３Ｘ１Ａ２０８Ｆ", "13800001234", "\u{2028}", "é", "e\u{301}", "key", "typed.a",
        ]).prop_map(str::to_owned),
        1 => "\\PC{1,12}",
        1 => any::<String>().prop_map(|text| text.chars().take(20).collect::<String>()),
    ]
    .prop_map(|text| if text.is_empty() { "x".to_owned() } else { text })
}

fn stamp() -> impl Strategy<Value = Stamp> {
    ("[王李]?", "\\PC{0,8}").prop_map(|(by, at)| Stamp { by, at })
}

fn foreign_name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z][a-z0-9_]{0,6}",
        "[a-z]{1,4}\\.(month|ytd|end)",
        prop::sample::select(vec![
            "key",
            "entered",
            "typed",
            "typed.x",
            "output.end",
            "x",
            "x.a",
            "x.b",
            "X",
            "a.b.c",
            "",
            "名称",
            "a/b~c"
        ])
        .prop_map(str::to_owned),
    ]
}

/// A field by number, a column by number, a text.
type Draft = Vec<(usize, usize, String)>;

/// Cells, foreign cells, what is said of the record and of its blanks and zeros, and who entered them.
type RowDraft = (Draft, BTreeMap<String, String>, Said, Option<Stamp>);

/// How firm the record is, a mark and so many fields to try it on, and a cell of another edition with a mark.
type Said = (Option<Standing>, Vec<(usize, usize, Mark)>, Option<(String, bool)>);

fn said() -> impl Strategy<Value = Said> {
    let mark = prop::sample::select(Mark::ALL.to_vec());
    (
        prop::option::of(prop::sample::select(Standing::ALL.to_vec())),
        prop::collection::vec((0usize..200, 0usize..4, mark), 0..12),
        prop::option::of((foreign_name(), any::<bool>())),
    )
}

fn cells() -> impl Strategy<Value = Draft> {
    prop::collection::vec((0usize..200, 0usize..4, nasty()), 0..12)
}

fn row(
    scheme: &CompiledScheme,
    form: FormId,
    key: String,
    cells: Draft,
    foreign: BTreeMap<String, String>,
    (standing, marks, foreign_mark): Said,
    entered: Option<Stamp>,
) -> Row {
    let def = &scheme[form];
    let mut row = Row::new(Arc::from(key));
    for (field, column, text) in cells {
        let field = crate::ids::FieldId::at(field % def.fields.len());
        let columns = def[field].columns();
        if !def[field].is_computed() {
            let slot = Slot { field, column: columns[column % columns.len()] };
            row.cells.insert(slot, read_cell(scheme, &def[field], Arc::from(text)));
        }
    }
    for (name, text) in foreign {
        let known = crate::workbook::slot_named(def, &name).is_some_and(|slot| !def[slot.field].is_computed());
        if !known {
            row.foreign.insert(Arc::from(name), Arc::from(text));
        }
    }
    for (field, column, mark) in marks {
        let field = crate::ids::FieldId::at(field % def.fields.len());
        let columns = def[field].columns();
        let slot = Slot { field, column: columns[column % columns.len()] };
        if !def[field].is_computed() && mark.fits(row.cells.get(&slot)) {
            row.marks.insert(slot, mark);
        }
    }
    if let Some((name, zero)) = foreign_mark
        && crate::workbook::slot_named(def, &name).is_none_or(|slot| def[slot.field].is_computed())
        && !row.foreign.contains_key(name.as_str())
        && !name.is_empty()
    {
        if zero {
            row.foreign.insert(Arc::from(name.as_str()), Arc::from("0"));
        }
        let mark = if zero { Mark::Confirmed } else { Mark::NotApplicable };
        row.foreign_marks.insert(Arc::from(name), mark);
    }
    row.standing = standing;
    row.entered = entered;
    row
}

/// A scheme, made once.
type Loaded = fn() -> Arc<CompiledScheme>;

fn tables(loaded: Loaded) -> impl Strategy<Value = Vec<Arc<Table>>> {
    let foreign = prop::collection::btree_map(foreign_name(), nasty(), 0..3);
    let one = (cells(), foreign, said(), prop::option::of(stamp()));
    let forms = loaded().forms.len();
    prop::collection::vec(prop::collection::vec(one, 0..3), forms..=forms).prop_map(move |forms| {
        let scheme = loaded();
        let counts: Vec<usize> = forms.iter().map(Vec::len).collect();
        let table = |(form, rows): (usize, Vec<RowDraft>)| {
            let id = FormId::at(form);
            // Details belong to a row of the roster; of a record of the office there is one.
            let owners = scheme[id].detail().map(|detail| counts[detail.roster.index()]);
            let most = if scheme[id].single().is_some() { 1 } else { usize::MAX };
            let rows = rows.into_iter().enumerate().take(if owners == Some(0) { 0 } else { most });
            let rows = rows.map(|(at, (cells, foreign, said, entered))| {
                let key = if most == 1 { Single::KEY.to_owned() } else { format!("k{at}") };
                let of = owners.map(|count| Arc::from(format!("k{}", (at + 1) % count)));
                Arc::new(Row { of, ..row(&scheme, id, key, cells, foreign, said, entered) })
            });
            Arc::new(Table::from_rows(rows.collect()))
        };
        forms.into_iter().enumerate().map(table).collect()
    })
}

fn earlier(loaded: Loaded, period: &'static str) -> impl Strategy<Value = Option<Arc<Earlier>>> {
    prop::option::of(
        tables(loaded).prop_map(move |tables| {
            Arc::new(Earlier { period: period.parse().unwrap(), digest: "ab".repeat(32), tables })
        }),
    )
}

fn explanations() -> impl Strategy<Value = BTreeMap<FindingKey, Explanation>> {
    let key = ("R0[0-9]{2}", "(output)?", prop::sample::select(vec!["units", "industry", "gone"]), "k[0-2]")
        .prop_map(|(rule, field, form, key)| FindingKey { rule, field, form: form.to_owned(), key });
    let words = (nasty(), prop::collection::vec((nasty(), nasty()), 0..3), stamp())
        .prop_map(|(text, values, stamp)| Explanation { text, scheme: "sishang@0".to_owned(), values, stamp });
    prop::collection::btree_map(key, words, 0..4)
}

fn replaced(loaded: Loaded) -> impl Strategy<Value = BTreeMap<CellAddress, Replaced>> {
    prop::collection::vec((0usize..50, 0usize..200, nasty(), nasty(), stamp()), 0..4).prop_map(move |drafts| {
        let scheme = loaded();
        let entry = |(form, field, old, reason, stamp): (usize, usize, String, String, Stamp)| {
            let form = FormId::at(form % scheme.forms.len());
            let field = crate::ids::FieldId::at(field % scheme[form].fields.len());
            let slot = Slot { field, column: scheme[form][field].columns()[0] };
            (CellAddress { form, key: Arc::from("k0"), slot }, Replaced { old: Arc::from(old), reason, stamp })
        };
        drafts.into_iter().map(entry).collect()
    })
}

fn foreign_forms() -> impl Strategy<Value = BTreeMap<String, Vec<StoredRow>>> {
    let row = (prop::collection::btree_map(foreign_name(), nasty(), 0..4), prop::option::of(stamp()));
    prop::collection::btree_map("x[a-z]{1,3}|表|a/b", prop::collection::vec(row, 0..3), 0..2).prop_map(|forms| {
        let row = |(at, (cells, entered)): (usize, (BTreeMap<String, String>, Option<Stamp>))| StoredRow {
            key: format!("f{at}"),
            of: (at % 2 == 1).then(|| format!("p{at}")),
            cells: cells.into_iter().map(|(name, text)| (Arc::from(name), Arc::from(text))).collect(),
            marks: BTreeMap::from([(Arc::from("gone.month"), Mark::NotReported)]),
            standing: Some(Standing::Flash),
            entered,
        };
        forms.into_iter().map(|(name, rows)| (name, rows.into_iter().enumerate().map(row).collect())).collect()
    })
}

fn somewhere() -> impl Strategy<Value = Where> {
    (nasty(), nasty()).prop_map(|(code, name)| Where { code, name })
}

fn returned() -> impl Strategy<Value = Returned> {
    let comment = (
        nasty(),
        prop::sample::select(vec!["", "industry", "gone"]),
        "(k[0-2])?",
        "(output\\.month)?",
        stamp(),
        prop::option::of((nasty(), stamp())),
    );
    (somewhere(), somewhere(), nasty(), prop::collection::vec(comment, 0..4), stamp(), any::<bool>()).prop_map(
        |(from, office, text, comments, stamp, demonstration)| {
            let mut note = ReturnNote {
                from,
                office,
                period: "2026-10".parse().unwrap(),
                revision: 3,
                submission: "ef".repeat(32),
                demonstration,
                text,
                comments: Vec::new(),
                stamp,
                digest: "01".repeat(32),
            };
            let mut answers = BTreeMap::new();
            for (at, (text, form, key, field, stamp, answer)) in comments.into_iter().enumerate() {
                let id = at.to_string();
                answers.extend(answer.map(|(text, stamp)| (id.clone(), Answer { text, stamp })));
                note.comments.push(Comment { id, form: form.to_owned(), key, field, text, stamp });
            }
            Returned { note, answers }
        },
    )
}

fn waiver() -> impl Strategy<Value = Waiver> {
    let names = ("R0[0-9]{2}", "(output)?", nasty(), nasty(), nasty());
    let values = prop::collection::vec((nasty(), nasty()), 0..2);
    (somewhere(), somewhere(), names, values, stamp()).prop_map(
        |(from, office, (rule, field, identity, title, reason), values, stamp)| Waiver {
            from,
            office,
            period: "2026-10".parse().unwrap(),
            rule,
            field,
            form: "industry".to_owned(),
            identity,
            title,
            values,
            reason,
            stamp,
        },
    )
}

prop_compose! {
    fn workbook(loaded: Loaded)(
        tables in tables(loaded),
        foreign in foreign_forms(),
        explanations in explanations(),
        replaced in replaced(loaded),
        prev in earlier(loaded, "2026-09"),
        last_year in earlier(loaded, "2025-10"),
        signers in (nasty(), nasty(), nasty(), nasty()),
        names in (nasty(), nasty(), any::<bool>(), nasty()),
        sent in (0u32..5, 0u32..3),
        said in said(),
        returned in prop::option::of(returned()),
        waivers in prop::collection::vec(waiver(), 0..3),
    ) -> Workbook {
        let parents = vec![Where { code: "411425".to_owned(), name: names.3 }];
        Workbook {
            about: Arc::new(About {
                id: names.0,
                office: Office { code: "411425104".to_owned(), name: names.1, parents },
                period: "2026-10".parse().unwrap(),
                demonstration: names.2,
            }),
            tables,
            foreign: Arc::new(foreign),
            explanations: Arc::new(explanations),
            standing: said.0.unwrap_or_default(),
            signers: Arc::new(Signers { filler: signers.0, statistics_lead: signers.1, head: signers.2, phone: signers.3 }),
            prev,
            last_year,
            replaced: Arc::new(replaced),
            sent: Arc::new(Sent {
                revision: sent.0,
                digest: if sent.0 == 0 { String::new() } else { "cd".repeat(32) },
                is_final: false,
                final_revision: sent.1.min(sent.0),
                at: AT.to_owned(),
            }),
            returned: returned.map(Arc::new),
            waivers: Arc::new(waivers),
        }
    }
}

fn opened(text: &str) -> Opened {
    open(text.as_bytes(), &builtin(), &Limits::default()).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// The session after the file was saved.
fn saved(session: &Session, head: &Head) -> Session {
    session.apply(Command::Sent(head.sent()), Stamp { by: String::new(), at: AT.to_owned() }).unwrap().0
}

fn comes_back(scheme: &Arc<CompiledScheme>, book: Workbook) -> Result<(), TestCaseError> {
    let session = Session::new(Arc::clone(scheme), book);
    let submission = build(&session, Status::Final, AT);
    let text = write(&submission);
    let back = open(text.as_bytes(), scheme, &Limits::default());
    let back = back.map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
    prop_assert_eq!(&back.book, &saved(&session, &submission.head).book);
    prop_assert_eq!(&back.head, &submission.head);
    prop_assert_eq!(&back.mismatches, &Vec::new());
    prop_assert_eq!(verify(&back, scheme).differences, Vec::new());
    let again = build::seal(scheme, &back.book, Head { digest: String::new(), ..back.head });
    prop_assert_eq!(&again.head.digest, &submission.head.digest);
    prop_assert_eq!(write(&again), text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn opening_gives_back_the_same_workbook_and_writing_again_the_same_file(book in workbook(builtin)) {
        comes_back(&builtin(), book)?;
    }

    #[test]
    fn details_months_and_the_record_of_the_office_come_back_too(book in workbook(shaped)) {
        comes_back(&shaped(), book)?;
    }

    #[test]
    fn no_byte_can_be_changed_unseen(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let text = write(&example());
        let mut bytes = text.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(other) = open(&bytes, &builtin(), &Limits::default()) {
            // Blanks and the spelling of escapes may differ; the content may not.
            let whole = opened(&text);
            prop_assert_eq!((other.book, other.head), (whole.book, whole.head));
        }
    }

    #[test]
    fn no_cut_is_accepted(at in any::<prop::sample::Index>()) {
        let text = write(&example());
        let at = at.index(text.trim_end().len());
        let error = open(&text.as_bytes()[..at], &builtin(), &Limits::default()).unwrap_err();
        prop_assert!(matches!(error, FileError::Empty | FileError::Syntax(_)), "{error:?}");
        prop_assert!(!error.to_string().is_empty());
    }

    #[test]
    fn any_bytes_are_refused_with_a_sentence(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let error = open(&bytes, &builtin(), &Limits::default()).unwrap_err();
        prop_assert!(error.to_string().chars().count() > 8, "{}", error);
    }

    #[test]
    fn any_json_text_is_refused_or_read(text in "[\\[\\]{}\":,0-9eE.truefalsn\\\\ \n-]{0,60}") {
        let _any = open(text.as_bytes(), &builtin(), &Limits::default());
    }
}

fn example_about() -> About {
    About {
        id: "w1".to_owned(),
        office: Office { code: "411425104".to_owned(), name: "某镇".to_owned(), parents: Vec::new() },
        period: "2026-10".parse().unwrap(),
        demonstration: false,
    }
}

fn example() -> Submission {
    let scheme = builtin();
    let units = scheme.form("units").unwrap();
    let industry = scheme.form("industry").unwrap();
    let mut book = Workbook::new(&scheme, example_about());
    let cell = |form: FormId, name: &str, text: &str| {
        let slot = crate::workbook::slot_named(&scheme[form], name).unwrap();
        (slot, read_cell(&scheme, &scheme[form][slot.field], Arc::from(text)))
    };
    let mut unit = Row::new(Arc::from("u001"));
    unit.cells.extend([cell(units, "name", "甲厂"), cell(units, "industry", "1311")]);
    let mut record = Row::new(Arc::from("u001"));
    record.cells.extend([cell(industry, "output.month", "９05"), cell(industry, "output.ytd", "820")]);
    record.cells.extend([cell(industry, "sold.month", "0")]);
    let slot = |name: &str| crate::workbook::slot_named(&scheme[industry], name).unwrap();
    record.marks.extend([(slot("sold.month"), Mark::Confirmed), (slot("sold.month_ly"), Mark::NotApplicable)]);
    record.standing = Some(Standing::Flash);
    book.tables[units.index()] = Arc::new(Table::from_rows(vec![Arc::new(unit)]));
    book.tables[industry.index()] = Arc::new(Table::from_rows(vec![Arc::new(record)]));
    build(&Session::new(scheme, book), Status::Draft, AT)
}

/// The example with its JSON changed and sealed again, as another program would write it.
fn resealed(change: impl FnOnce(&mut serde_json::Value)) -> Vec<u8> {
    let mut json: serde_json::Value = serde_json::from_str(&write(&example())).unwrap();
    change(&mut json);
    let text = json.to_string();
    let digest = json::digest(&json::parse(&text, &Limits::default()).unwrap());
    json["digest"] = digest.into();
    json.to_string().into_bytes()
}

#[test]
fn a_number_changed_by_hand_is_named() {
    let text = write(&example()).replace("\"ytd\": 820", "\"ytd\": 821");
    let error = open(text.as_bytes(), &builtin(), &Limits::default()).unwrap_err();
    let FileError::Digest { suspects, .. } = &error else { panic!("{error:?}") };
    assert!(suspects.iter().any(|place| place.contains("甲厂") && place.contains("工业总产值")), "{suspects:?}");
    assert!(error.to_string().starts_with("文件在导出后被改动或损坏"), "{error}");
}

#[test]
fn wrong_types_everywhere_are_refused_with_their_path() {
    let whole: serde_json::Value = serde_json::from_str(&write(&example())).unwrap();
    let mut paths = Vec::new();
    collect("", &whole, &mut paths);
    assert!(paths.len() > 40, "{}", paths.len());
    for path in paths {
        for wrong in [serde_json::Value::Null, serde_json::json!([["x"]]), serde_json::json!({ "x": { "y": [] } })] {
            let bytes = resealed(|json| *json.pointer_mut(&path).unwrap() = wrong.clone());
            let result = open(&bytes, &builtin(), &Limits::default());
            // What this version does not read may be anything.
            assert!(result.is_err() || path.starts_with("/digest"), "{path} {wrong}");
        }
    }
}

#[test]
fn what_is_said_of_a_cell_that_it_does_not_fit_is_refused_with_its_path() {
    let at = "/forms/industry/0";
    for (member, value, wanted, path) in [
        ("standing", serde_json::json!("Final"), Wanted::Standing, ""),
        ("absent", serde_json::json!({ "sold.ytd": "confirmed" }), Wanted::Absence, "/sold.ytd"),
        ("absent", serde_json::json!({ "output.month": "not_reported" }), Wanted::BlankCell, "/output.month"),
        ("confirmed", serde_json::json!(["output.ytd"]), Wanted::ZeroCell, "/0"),
        ("confirmed", serde_json::json!(["sold.month", "sold.ytd"]), Wanted::ZeroCell, "/1"),
    ] {
        let bytes = resealed(|json| json.pointer_mut(at).unwrap()[member] = value.clone());
        let error = open(&bytes, &builtin(), &Limits::default()).unwrap_err();
        let FileError::Wrong { path: found, wanted: of, .. } = &error else { panic!("{error:?}") };
        assert_eq!((found.as_str(), *of), (format!("{at}/{member}{path}").as_str(), wanted), "{error}");
    }
}

fn collect(at: &str, json: &serde_json::Value, paths: &mut Vec<String>) {
    match json {
        serde_json::Value::Object(members) => {
            for (name, value) in members {
                paths.push(format!("{at}/{name}"));
                collect(&format!("{at}/{name}"), value, paths);
            }
        }
        serde_json::Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                paths.push(format!("{at}/{index}"));
                collect(&format!("{at}/{index}"), value, paths);
            }
        }
        _ => {}
    }
}

#[test]
fn a_member_that_must_be_there_is_missed_by_name() {
    for name in ["version", "scheme", "id", "office", "period", "revision", "status", "signed", "forms"] {
        let bytes = resealed(|json| drop(json.as_object_mut().unwrap().remove(name)));
        let error = open(&bytes, &builtin(), &Limits::default()).unwrap_err();
        assert_eq!(error, FileError::Missing { path: format!("/{name}") });
    }
}

#[test]
fn a_file_of_another_edition_opens_and_says_so() {
    let bytes = resealed(|json| {
        json["scheme"]["edition"] = "2031.1".into();
        json["forms"]["industry"][0]["robots"] = serde_json::json!({ "month": 12, "ytd": 0.5 });
        json["forms"]["industry"][0]["slogan"] = "=1+1".into();
        json["forms"]["moon"] = serde_json::json!([{ "key": "m1", "x": true }]);
        json["mood"] = "good".into();
    });
    let back = open(&bytes, &builtin(), &Limits::default()).unwrap();
    assert!(matches!(&back.notes[0], Note::OtherEdition { found, .. } if found == "2031.1"));
    assert_eq!(back.notes.len(), 4, "{:?}", back.notes);
    let industry = builtin().form("industry").unwrap();
    let row = back.book.table(industry).row("u001").unwrap();
    let foreign: Vec<(&str, &str)> = row.foreign.iter().map(|(name, text)| (&**name, &**text)).collect();
    assert_eq!(foreign, [("robots.month", "12"), ("robots.ytd", "0.5"), ("slogan", "=1+1")]);
    // Written again it keeps them where they were.
    let again = write(&build(&Session::new(builtin(), back.book), Status::Draft, AT));
    assert!(again.contains("\"robots\": {\"month\": 12, \"ytd\": 0.5}") && again.contains("\"slogan\": \"=1+1\""));
    assert!(again.contains("\"moon\": [\n   {\"key\": \"m1\", \"x\": \"是\"}\n  ]"), "{again}");
}

#[test]
fn a_scheme_opens_the_files_of_the_one_it_was_made_from_but_no_other() {
    let county = |id: &str, floor: &str| {
        let text = format!(
            "[scheme]\nid = \"{id}\"\nedition = \"1\"\nname = \"县\"\nauthority = \"县\"\napproval = \"无\"\nvalid_until = \"2027-12\"\n\
             extends = \"sishang\"\n[settings.floor_industry]\nlabel = \"规模以上工业起点\"\nvalue = \"{floor}\"\nwhy = \"试\"\nsource = \"试\"\n"
        );
        crate::scheme::load(&[crate::scheme::SourceDoc { name: "county.toml", text: &text }]).unwrap()
    };
    let scheme = county("yucheng", "1000万元");
    let text = write(&example());
    let back = open(text.as_bytes(), &scheme, &Limits::default()).unwrap();
    assert!(matches!(&back.notes[..], [Note::BaseScheme { here, .. }] if here == "yucheng@1"), "{:?}", back.notes);
    assert_eq!(verify(&back, &scheme).differences, []);

    let own = write(&build(&Session::new(Arc::new(scheme), back.book), Status::Draft, AT));
    let found = "yucheng".to_owned();
    for (other, here) in [(builtin(), "sishang"), (Arc::new(county("xiayi", "1000万元")), "xiayi")] {
        let error = open(own.as_bytes(), &other, &Limits::default()).unwrap_err();
        assert_eq!(error, FileError::OtherScheme { found: found.clone(), here: here.to_owned() });
    }
    // Same name, same edition, other content.
    let back = open(own.as_bytes(), &county("yucheng", "900万元"), &Limits::default()).unwrap();
    assert_eq!(back.notes, [Note::SchemeChanged]);
}

#[test]
fn a_computed_value_or_finding_that_does_not_follow_is_a_named_problem() {
    let bytes = resealed(|json| {
        json["forms"]["units"][0]["category"] = "批发".into();
        json["findings"] = serde_json::json!([]);
    });
    let back = open(&bytes, &builtin(), &Limits::default()).unwrap();
    assert_eq!(back.mismatches.len(), 1, "{:?}", back.mismatches);
    assert_eq!(back.mismatches[0].cell, "category");
    let differences = verify(&back, &builtin()).differences;
    assert!(matches!(&differences[0], Difference::Value(one) if one.cell == "category"));
    assert!(differences.len() > 1 && differences[1..].iter().all(|one| matches!(one, Difference::Untold(_))));
}

#[test]
fn a_file_that_calls_itself_final_is_not_believed() {
    let bytes = resealed(|json| {
        json["status"] = "final".into();
        json["findings"][0]["explanation"] = serde_json::json!({ "text": "核实无误", "at": AT });
    });
    let back = open(&bytes, &builtin(), &Limits::default()).unwrap();
    let differences = verify(&back, &builtin()).differences;
    let has = |wanted: fn(&Difference) -> bool| differences.iter().any(wanted);
    assert!(has(|one| matches!(one, Difference::Words { .. })), "{differences:?}");
    assert!(has(|one| matches!(one, Difference::NotFinal(Blocker::Hard { .. }))), "{differences:?}");
    assert!(has(|one| matches!(one, Difference::NotFinal(Blocker::Unsigned(Signer::Filler)))), "{differences:?}");
    for one in &differences {
        assert!(!crate::message::exchange::difference(&builtin(), &back.book, one).is_empty());
    }
}

#[test]
fn every_file_raises_the_revision_and_names_the_one_before() {
    let scheme = builtin();
    let first = example();
    assert_eq!((first.head.revision, first.head.previous.as_str()), (1, ""));
    let session = Session::new(Arc::clone(&scheme), opened(&write(&first)).book);
    let second = build(&session, Status::Final, AT);
    assert_eq!((second.head.revision, &second.head.previous), (2, &first.head.digest));
    assert_eq!(second.head.status, Status::Draft, "it has hard findings and no signers");
    // What was not saved raises nothing.
    assert_eq!(build(&session, Status::Draft, AT).head.revision, 2);
    assert_eq!(file_name(&second.head), "四上台账_411425104_某镇_2026-10_第2版.json");
}

#[test]
fn what_keeps_a_submission_at_draft_is_listed() {
    let scheme = builtin();
    let session = Session::new(scheme, opened(&write(&example())).book);
    let ready = readiness(&session);
    let has = |wanted: fn(&Blocker) -> bool| ready.blockers.iter().any(wanted);
    assert!(has(|one| matches!(one, Blocker::Hard { .. })));
    assert!(has(|one| matches!(one, Blocker::Unsigned(Signer::Head))));
    assert!(has(|one| matches!(one, Blocker::Phone(_))));
    for one in &ready.blockers {
        assert!(!crate::message::exchange::blocker(&session.scheme, &session.book, one).is_empty());
    }
}
