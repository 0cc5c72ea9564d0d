use super::*;
use crate::demo::county::{County, OFFICES_COUNT, Options};
use crate::period::Period;
use crate::scheme::{CompiledScheme, builtin};
use crate::workbook::Workbook;

fn books(scheme: &CompiledScheme) -> Vec<Workbook> {
    let county = County::new(&Options::new(7, Period::of_month(2026, 10).unwrap()));
    (0..OFFICES_COUNT).map(|office| county.workbook(scheme, office, county.period())).collect()
}

#[test]
fn every_unit_is_in_one_stage_and_those_on_the_way_are_named() {
    let scheme = builtin();
    let (mut units, mut candidates) = (0, 0);
    for book in books(&scheme) {
        let pipeline = pipeline(&scheme, &book, "units").unwrap();
        assert_eq!(pipeline.stages.iter().map(|stage| stage.label.as_str()).collect::<Vec<_>>()[0], "培育");
        let list = book.table(scheme.form("units").unwrap()).len();
        assert_eq!(pipeline.stages.iter().map(|stage| stage.count).sum::<usize>(), list);
        units += list;
        for stage in &pipeline.stages {
            for one in &stage.candidates {
                candidates += 1;
                // From 要件齐全 on nothing lacks; that is what the rules ask for.
                if ["3", "4", "5"].contains(&stage.code.as_str()) {
                    assert_eq!(one.lacking.as_deref(), Some(&[][..]), "{}", one.name);
                }
                assert!(!one.name.is_empty() && !one.since.is_empty(), "{one:?}");
            }
        }
        assert!(super::pipeline(&scheme, &book, "projects").is_some());
        assert!(super::pipeline(&scheme, &book, "industry").is_none());
    }
    assert!(units >= 297 && candidates >= 15, "{units} {candidates}");
}

#[test]
fn the_checklist_is_that_of_the_category_and_the_way() {
    let scheme = builtin();
    let mut seen = (false, false);
    for book in books(&scheme) {
        let pipeline = pipeline(&scheme, &book, "units").unwrap();
        for one in pipeline.stages.iter().filter(|stage| stage.code != "6").flat_map(|stage| &stage.candidates) {
            let materials = materials(&scheme, &book, "admission", &one.key);
            let has = |field: &str| materials.iter().any(|material| material.field == field);
            assert!(has("m_licence") && !has("m_qualification") && !has("m_land"), "{}", one.name);
            assert_eq!(has("m_machines"), one.category == "工业", "{}", one.name);
            seen = (seen.0 || has("m_project"), seen.1 || has("m_ledger"));
            let lacking: Vec<&String> =
                materials.iter().filter(|one| one.has != Some(true)).map(|one| &one.label).collect();
            assert_eq!(one.lacking.iter().flatten().collect::<Vec<_>>(), lacking);
        }
    }
    assert_eq!(seen, (true, true));
}

#[test]
fn a_chart_has_twelve_months_and_tells_who_owes_what() {
    let scheme = builtin();
    let (mut charted, mut overdue, mut done) = (0, 0, 0);
    for book in books(&scheme) {
        let lines = lines(&scheme, &book);
        assert_eq!(lines.len(), book.table(scheme.form("projects").unwrap()).len());
        for line in &lines {
            let sheet = sheet(&scheme, &book, &line.key).unwrap();
            assert_eq!(sheet.line, *line);
            assert_eq!(line.charted, !line.level.is_empty(), "{}", line.name);
            if !line.charted {
                assert!(sheet.months.is_empty() && line.colour.is_none());
                continue;
            }
            charted += 1;
            assert_eq!((sheet.months.len(), sheet.month, sheet.unit.as_str()), (12, 10, "万元"));
            assert!(sheet.months[10..].iter().all(|month| month.actual.is_none()));
            assert!(line.colour.as_ref().is_some_and(|colour| !colour.reason.is_empty()), "{line:?}");
            assert!(!sheet.approvals.is_empty() && sheet.people.iter().any(|fact| fact.label == "责任单位"));
            for approval in &sheet.approvals {
                assert!(approval.is_done != approval.number.is_empty() && !approval.dept.is_empty(), "{approval:?}");
                overdue += usize::from(approval.overdue_days > 0);
                done += usize::from(approval.is_done);
            }
        }
        assert!(sheet(&scheme, &book, "p999").is_none());
    }
    assert!(charted > 30 && overdue > 0 && done > 0, "{charted} {overdue} {done}");
}

#[test]
fn problems_add_up_and_everybody_finds_theirs() {
    let scheme = builtin();
    let mut counts = [0; 3];
    for book in books(&scheme) {
        let (lines, problems) = (lines(&scheme, &book), problems(&scheme, &book));
        for (count, state) in counts.iter_mut().zip(ProblemState::ALL) {
            *count += problems.iter().filter(|one| one.state == state).count();
        }
        for one in &problems {
            assert_eq!(one.state == ProblemState::Closed, !one.closed_on.is_empty(), "{one:?}");
            assert!(one.state != ProblemState::Overdue || one.overdue_days > 0, "{one:?}");
            assert!(!one.of_name.is_empty());
        }
        for role in Role::ALL {
            let duties = duties(role, &lines, &problems);
            let named = duties.iter().map(|duty| duty.projects.len()).sum::<usize>();
            assert_eq!(named, lines.len(), "{}", role.label());
        }
        let open = problems.iter().filter(|one| one.state != ProblemState::Closed).count();
        let units: usize = duties(Role::Unit, &lines, &problems).iter().map(|duty| duty.problems.len()).sum();
        assert_eq!(units, open);
    }
    assert!(counts.iter().all(|&count| count > 0), "{counts:?}");
}

/// A county's scheme that has none of the forms shows nothing, and nothing breaks.
#[test]
fn without_the_forms_there_is_nothing_to_show() {
    let scheme = CompiledScheme::default();
    let book = Workbook::new(&scheme, books(&builtin())[0].about.as_ref().clone());
    assert!(lines(&scheme, &book).is_empty() && problems(&scheme, &book).is_empty());
    assert!(pipeline(&scheme, &book, "units").is_none() && sheet(&scheme, &book, "p001").is_none());
    assert!(materials(&scheme, &book, "admission", "u001").is_empty());
}
