use super::*;

fn problem(source: &str) -> (String, PhraseProblem) {
    let errors = Phrase::read(source).expect_err(source);
    (source[errors[0].span.clone()].to_owned(), errors[0].problem.clone())
}

#[test]
fn a_phrase_is_text_with_holes() {
    let phrase =
        Phrase::read("全市{p3.industry}家，{{照写}}，{list(p3.industry, unit=\"家\", ties=“均为”)}；{office.whole}")
            .unwrap();
    assert_eq!(phrase.pieces.len(), 6);
    assert_eq!(phrase.pieces[0], Piece::Text("全市".to_owned()));
    assert_eq!(phrase.pieces[2], Piece::Text("家，{照写}，".to_owned()));
    assert_eq!(phrase.tables().collect::<Vec<_>>(), ["p3", "p3"]);
    let Some(Hole::List(rows, options)) = phrase.holes().nth(1) else { panic!("no list") };
    assert_eq!((rows.column.as_ref().unwrap().text.as_str(), options.unit.as_deref()), ("industry", Some("家")));
    assert_eq!(options.ties, Some(Ties::All));
    assert_eq!(phrase.holes().last(), Some(&Hole::Word(Word::Whole)));
}

#[test]
fn a_clause_stands_in_square_brackets() {
    let phrase = Phrase::read("甲[，{p3.a}家]，[[注]]").unwrap();
    let [Piece::Text(_), Piece::Clause(inner), Piece::Text(after)] = phrase.pieces.as_slice() else {
        panic!("{phrase:?}")
    };
    assert_eq!((inner.len(), after.as_str()), (3, "，[注]"));
    assert_eq!(phrase.tables().collect::<Vec<_>>(), ["p3"]);
}

#[test]
fn conditions_join_terms_by_and_before_or() {
    let rows = Selection::read("t1 where rate >= 100% 或 ahead < total and flag = \"red\"").unwrap();
    let condition = rows.condition.unwrap();
    assert_eq!(condition.any.iter().map(Vec::len).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(condition.any[0][0].right, Operand::Number { value: 100.into(), percent: true });
    assert_eq!(condition.any[1][0].right, Operand::Total);
    let minus = Selection::read("t1 where ahead<-1.5").unwrap().condition.unwrap();
    assert_eq!(minus.any[0][0].right, Operand::Number { value: "-1.5".parse().unwrap(), percent: false });
}

#[test]
fn sums_name_their_parts_and_their_whole() {
    let sum = Sum::read("p11.done + p11.open = p11.all").unwrap();
    assert_eq!((sum.parts.len(), sum.whole.column.text.as_str()), (2, "all"));
    assert!(Sum::read("p11.done + p11.open").is_err());
}

#[test]
fn mistakes_are_told_at_their_place() {
    for (source, at, expected) in [
        ("全市{p3.industry", "{", PhraseProblem::Brace),
        ("全市}", "}", PhraseProblem::Brace),
        ("全市[，{p3.industry}家", "[", PhraseProblem::Bracket),
        ("全市]，", "]", PhraseProblem::Bracket),
        ("全市[，[{p3.industry}家]", "[", PhraseProblem::Bracket),
        ("{p3}", "", PhraseProblem::Expected { what: ".", found: String::new() }),
        (
            "{list(p3)}",
            "p3",
            PhraseProblem::Expected {
                what: "表名.列名（list 要说明列哪一列的数）", found: "p3".to_owned()
            },
        ),
        (
            "{lst(p3.a)}",
            "lst",
            PhraseProblem::UnknownFunction { found: "lst".to_owned(), nearest: Some("list".to_owned()) },
        ),
        (
            "{office.hole}",
            "office.hole",
            PhraseProblem::UnknownWord { found: "office.hole".to_owned(), nearest: Some("office.whole".to_owned()) },
        ),
        ("{list(p3.a, first=0)}", "first", PhraseProblem::BadOption { option: "first", allowed: "个数，如 3" }),
        ("{p3.a ; }", ";", PhraseProblem::BadCharacter(';')),
        ("{value(p3.a, 3)}", "3", PhraseProblem::Expected { what: "引号里的行名或代码", found: "3".to_owned() }),
        ("{count(p3 where a 3)}", "3", PhraseProblem::Expected { what: "= != < <= > >=", found: "3".to_owned() }),
        ("{p3.a p3}", "p3", PhraseProblem::Expected { what: "花括号的结尾", found: "p3".to_owned() }),
    ] {
        assert_eq!(problem(source), (at.to_owned(), expected), "{source}");
    }
    assert!(
        matches!(problem("{list(p3.a, uni=\"家\")}").1, PhraseProblem::UnknownOption { nearest: Some(near), .. } if near == "unit")
    );
}
