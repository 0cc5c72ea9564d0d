//! What a finding can tell: the values seen, the cells read, the sentence; and how much work it takes.

use super::eval::figures;
use super::*;

fn compiled(source: &str) -> Compiled {
    compile(source, &world(), about(INDUSTRY)).unwrap_or_else(|errors| panic!("{}", pictures(source, &errors)))
}

#[test]
fn values_are_listed_in_order_each_once_in_their_own_unit() {
    let source = "near(it.ytd, prev.it.ytd + it.month, 1千元) and it.ytd >= setting.floor / 100 and unit.state != '2' \
                  and count(industry where ytd > this.ytd) < 5 and export.month > 0 and blank(trade.goods)";
    let (value, seen) = compiled(source).eval_seen(&figures(), now(INDUSTRY, 0)).unwrap();
    assert_eq!(value, Some(Value::Bool(false)));
    let lines: Vec<String> =
        seen.iter().map(|seen| format!("{} {} {}", seen.label, seen.column_label, seen.text)).collect();
    assert_eq!(
        lines,
        [
            "工业总产值 1—本月 9,050.5千元",
            "上期·工业总产值 1—本月 8,230.5千元",
            "工业总产值 本月 820千元",
            "规模以上工业起点  2,000万元",
            "单位·运营状态  正常运营",
            "计数(工业月度调度表 其中 累计 > 本行.累计)  0",
            "出口交货值 本月 未填",
            "批零月度调度表·商品种类  日用品",
        ]
    );
    assert_eq!(seen[0].cell, Some((now(INDUSTRY, 0), FieldId(0), Column::Ytd)));
    assert_eq!(seen[0].value, Some(Value::Number("9050.5".parse().unwrap())));
    assert_eq!(seen[0].unit.to_string(), "千元");
    assert_eq!(seen[1].cell.unwrap().0, RowRef { when: When::Prev, form: INDUSTRY, row: 0 });
    assert_eq!(seen[3].value, Some(Value::Number(2000.into())));
    assert_eq!(seen[5].cell, None);
}

#[test]
fn the_own_cells_are_those_of_the_record_itself() {
    let compiled = compiled(
        "sold.ytd > prev.sold.ytd and unit.area > 0 and it.month > 0 and sold.ytd > sum(sold.month over industry)",
    );
    assert_eq!(compiled.own_cells(), [(FieldId(1), Column::Ytd), (FieldId(0), Column::Month)]);
}

#[test]
fn reads_say_whose_cells_and_which_rows() {
    let reads = compiled(
        "sold.ytd > last_year.sold.ytd and unit.listed and count(prev.units where name == this.unit.name) > 0 \
         and reported(trade) and period.month > setting.many and office.code != ''",
    );
    let cell = |when, reach, form, field, column| Read::Cell { when, reach, form, field: FieldId(field), column };
    let mut expected = vec![
        cell(When::Now, Reach::Own, INDUSTRY, 1, Column::Ytd),
        cell(When::LastYear, Reach::Own, INDUSTRY, 1, Column::Ytd),
        cell(When::Now, Reach::Same, UNITS, 6, Column::Plain),
        cell(When::Now, Reach::Same, UNITS, 1, Column::Plain),
        cell(When::Prev, Reach::All, UNITS, 1, Column::Plain),
        Read::Rows { when: When::Prev, reach: Reach::All, form: UNITS },
        Read::Reported { when: When::Now, reach: Reach::Same, form: FormId(2) },
        Read::Setting(SettingId(2)),
        Read::Period,
        Read::Office,
    ];
    expected.sort_unstable();
    assert_eq!(reads.reads(), expected);
}

#[test]
fn a_computed_field_reads_the_column_that_it_is_computed_in() {
    for (column, expected) in [(Column::Ytd, "950.5"), (Column::Month, "120")] {
        let unit = Unit::parse("千元").unwrap();
        let context = Context { column: Some(column), expect: Expect::Number(unit), ..about(INDUSTRY) };
        let compiled = compile("output - sold", &world(), context).unwrap();
        let value = compiled.eval_in_own_unit(&figures(), now(INDUSTRY, 0)).unwrap();
        assert_eq!(value, Some(Value::Number(expected.parse().unwrap())));
        assert_eq!(compiled.unit(), unit);
    }
}

#[test]
fn a_result_is_given_in_the_unit_that_was_asked_for() {
    for (source, unit, expected) in [
        ("output.ytd", "万元", "905.05"),
        ("sold.ytd / 9000千元", "%", "90"),
        ("growth(9000千元, 8000千元)", "%", "12.5"),
        ("growth(9000千元, 8000千元)", "", "0.125"),
        ("0", "万元", "0"),
        ("count(units) * 1家", "家", "3"),
    ] {
        let context = Context { expect: Expect::Number(Unit::parse(unit).unwrap()), ..about(INDUSTRY) };
        let compiled = compile(source, &world(), context).unwrap();
        let value = compiled.eval_in_own_unit(&figures(), now(INDUSTRY, 0)).unwrap();
        assert_eq!(value, Some(Value::Number(expected.parse().unwrap())), "{source}");
    }
}

#[test]
fn data_of_the_wrong_type_is_a_fault_of_its_own() {
    struct Wrong(Figures);
    impl Data for Wrong {
        fn cell(&self, _: RowRef, _: FieldId, _: Column) -> Option<Value> {
            Some(Value::Bool(true))
        }
        fn rows(&self, when: When, form: FormId) -> Vec<RowRef> {
            self.0.rows(when, form)
        }
        fn related(&self, row: RowRef, form: FormId) -> Option<RowRef> {
            self.0.related(row, form)
        }
        fn earlier(&self, row: RowRef, when: When) -> Option<RowRef> {
            self.0.earlier(row, when)
        }
        fn reported(&self, row: RowRef, form: FormId) -> bool {
            self.0.reported(row, form)
        }
        fn member(&self, row: RowRef) -> Option<std::sync::Arc<str>> {
            self.0.member(row)
        }
        fn period_of(&self, when: When) -> Option<Period> {
            self.0.period_of(when)
        }
        fn has(&self, when: When) -> bool {
            self.0.has(when)
        }
        fn period(&self) -> Period {
            self.0.period()
        }
        fn office_code(&self) -> &str {
            self.0.office_code()
        }
        fn office_name(&self) -> &str {
            self.0.office_name()
        }
    }
    let fault = compiled("staff > 0").eval(&Wrong(figures()), now(INDUSTRY, 0));
    assert_eq!(fault, Err(Fault::WrongData { span: Span::new(0, 5) }));
}

/// A hundred units of which each two have the same code.
fn many() -> Figures {
    let lines: Vec<String> = (0..100).map(|row| format!("units.{row} uscc = code{}", row / 2)).collect();
    Figures::read(&lines.join("\n"))
}

#[test]
fn looking_for_doubles_is_not_quadratic_with_a_memo() {
    let source = "count(units where uscc == this.uscc and present(uscc)) == 2 and distinct(uscc over units) == 50";
    let compiled = compile(source, &world(), about(UNITS)).unwrap();
    let (plain, remembered) = (many(), many());
    let memo = Memo::new();
    for row in 0..100 {
        assert_eq!(compiled.eval(&plain, now(UNITS, row)), Ok(Some(Value::Bool(true))));
        assert_eq!(compiled.eval_with(&remembered, now(UNITS, row), &memo), Ok(Some(Value::Bool(true))));
    }
    let (slow, quick) = (plain.asked.borrow().len(), remembered.asked.borrow().len());
    assert!(slow > 20_000 && quick < 1_200, "{slow} against {quick}");
}
