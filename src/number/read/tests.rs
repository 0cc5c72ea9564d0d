use super::*;
use crate::number::canonical;
use proptest::prelude::*;

#[test]
fn figures_are_read_however_they_are_typed() {
    for (text, expected) in [
        ("0", "0"),
        ("-0", "0"),
        ("0.00", "0"),
        ("12", "12"),
        ("12.", "12"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("+3", "3"),
        ("007", "7"),
        ("1.50", "1.5"),
        ("１２３．４５", "123.45"),
        ("　－１，２３４ ", "-1234"),
        ("−8", "-8"),
        ("- 8", "-8"),
        ("1,234,567.8", "1234567.8"),
        ("1 234 567", "1234567"),
        ("1\u{a0}234", "1234"),
        ("12，345", "12345"),
        ("999999999999999", "999999999999999"),
        ("-0.00000000000001", "-0.00000000000001"),
        ("000000000000000000012", "12"),
        ("1.500000000000000000000", "1.5"),
    ] {
        let reading = read(text).unwrap_or_else(|problem| panic!("{text}: {problem:?}"));
        assert_eq!(canonical(reading.value), expected, "{text}");
    }
}

#[test]
fn what_is_no_figure_is_named() {
    use NumberProblem as P;
    let unit = |number: &str, written: &str, meaning: &str, unit: Option<&str>| P::UnitInCell {
        number: number.parse().unwrap(),
        written: written.to_owned(),
        meaning: Some(meaning.parse().unwrap()),
        unit: unit.map(|unit| Unit::parse(unit).unwrap()),
    };
    let value = |text: &str| -> Decimal { text.parse().unwrap() };
    for (text, expected) in [
        ("", P::Empty),
        (" 　\t", P::Empty),
        ("-", P::DashOnly),
        ("—", P::DashOnly),
        ("——", P::DashOnly),
        ("一", P::DashOnly),
        ("/", P::DashOnly),
        ("—5", P::DashBefore { suggested: value("-5") }),
        ("--5", P::DashBefore { suggested: value("-5") }),
        ("1.2.3", P::SeveralPoints),
        ("12,34", P::Grouping),
        ("1234,567", P::Grouping),
        (",123", P::Grouping),
        ("12,5", P::Grouping),
        ("1.234,5", P::Grouping),
        ("1 23", P::Grouping),
        ("1234567890123456", P::TooManyDigits { digits: 16 }),
        ("0.1234567890123456", P::TooManyDigits { digits: 16 }),
        ("2000万元", unit("2000", "万元", "20000000", Some("万元"))),
        ("2000万", unit("2000", "万", "20000000", None)),
        ("3.5亿", unit("3.5", "亿", "350000000", None)),
        ("12%", unit("12", "%", "0.12", Some("%"))),
        ("１２％", unit("12", "%", "0.12", Some("%"))),
        ("5 人", unit("5", "人", "5", Some("人"))),
        ("=A1+B1", P::Formula),
        ("12+3", P::Formula),
        ("(3+4)*2", P::Formula),
        ("2026-10-01", P::Date),
        ("2026/10", P::Date),
        ("2026.10.1", P::Date),
        ("2026年10月", P::Date),
        ("1.2E+05", P::Exponent { suggested: Some(value("120000")) }),
        ("1e99", P::Exponent { suggested: None }),
        ("(123)", P::Bracketed { suggested: value("-123") }),
        ("（1,234）", P::Bracketed { suggested: value("-1234") }),
        ("三百", P::ChineseNumeral),
        ("约100", P::NotANumber { character: '约' }),
        ("100多", P::NotANumber { character: '多' }),
        ("abc", P::NotANumber { character: 'a' }),
        ("O", P::NotANumber { character: 'O' }),
        (".", P::NotANumber { character: '.' }),
        ("无", P::NotANumber { character: '无' }),
        ("NaN", P::NotANumber { character: 'N' }),
    ] {
        assert_eq!(read(text), Err(expected), "{text}");
    }
}

#[test]
fn a_suggestion_is_in_the_unit_of_the_field() {
    for (text, field, expected) in [
        ("2000万元", "千元", Some("20000")),
        ("2000万", "千元", Some("20000")),
        ("3.5亿", "万元", Some("35000")),
        ("2万", "人", Some("20000")),
        ("5千元", "千元", Some("5")),
        ("5人", "千元", None),
        ("12%", "%", Some("12")),
        ("12%", "", None),
        ("(8)", "千元", Some("-8")),
        ("1.2E+05", "千元", Some("120000")),
        ("abc", "千元", None),
    ] {
        let suggestion = read(text).unwrap_err().suggestion(Unit::parse(field).unwrap());
        assert_eq!(suggestion.map(canonical).as_deref(), expected, "{text} in {field}");
    }
}

proptest! {
    #[test]
    fn reading_never_panics(text in "\\PC{0,24}") {
        let _ = read(&text);
    }

    #[test]
    fn reading_what_looks_like_figures_never_panics(text in "[-+0-9０-９.,，eE%万亿元()年月/ =]{0,16}") {
        if let Ok(reading) = read(&text) {
            prop_assert_eq!(read(&canonical(reading.value)), Ok(reading));
        }
    }

    #[test]
    fn canonical_and_grouped_texts_read_back(digits in 0_i64..1_000_000_000_000_000, places in 0_u32..12, negative: bool) {
        let value = Decimal::new(if negative { -digits } else { digits }, places);
        prop_assert_eq!(read(&canonical(value)).unwrap().value, value.normalize());
        prop_assert_eq!(read(&crate::number::grouped(value)).unwrap().value, value.normalize());
    }
}
