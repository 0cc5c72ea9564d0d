use super::*;
use proptest::prelude::*;

fn unit(text: &str) -> Unit {
    Unit::parse(text).unwrap()
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn every_base_is_its_own_base_and_every_scale_a_power_of_ten() {
    for (index, atom) in ATOMS.iter().enumerate() {
        let base = &ATOMS[usize::from(atom.base)];
        assert_eq!(base.base, atom.base, "{}", atom.symbol);
        assert_eq!(base.scale(), Decimal::ONE, "{}", atom.symbol);
        let digits = atom.scale().normalize().to_string().replace(['0', '.'], "");
        assert_eq!(digits, "1", "{}", atom.symbol);
        assert_eq!(find(atom.symbol), Some(u8::try_from(index).unwrap()), "{} stands twice", atom.symbol);
        for also in atom.also {
            assert_eq!(find(also), Some(u8::try_from(index).unwrap()), "{also} stands twice");
        }
        if usize::from(atom.base) != index {
            let shared = base.symbol.chars().any(|c| atom.symbol.contains(c));
            assert!(
                shared || atom.base == table::RATIO || "吨公顷公里".contains(atom.symbol) || atom.symbol == "万吨",
                "{}",
                atom.symbol
            );
        }
    }
}

#[test]
fn a_unit_prints_as_it_is_read() {
    for text in ["", "千元", "万千瓦时", "%", "千元/人", "元/平方米", "元/间/天", "1/人", "个百分点", "千元·天"]
    {
        assert_eq!(unit(text).to_string(), text);
    }
    for (written, printed) in
        [("㎡", "平方米"), ("元 / ㎡", "元/平方米"), ("个月", "月"), (" 度", "千瓦时"), ("元/万元", "")]
    {
        assert_eq!(unit(written).to_string(), printed);
    }
}

#[test]
fn units_of_one_dimension_convert_exactly() {
    for (value, from, to, expected) in [
        ("2000", "万元", "千元", Some("20000")),
        ("1", "千元", "亿元", Some("0.00001")),
        ("12.5", "%", "", Some("0.125")),
        ("0.138", "", "个百分点", Some("13.8")),
        ("1", "公顷", "㎡", Some("10000")),
        ("3", "千元/人", "元/人", Some("3000")),
        ("1500", "元/平方米", "万元/㎡", Some("0.15")),
        ("999999999999999", "亿元", "元", Some("99999999999999900000000")),
        ("1", "亩", "平方米", None),
        ("1", "人", "千元", None),
        ("1", "千元/人", "千元", None),
        ("79228162514264337593543950335", "亿元", "元", None),
    ] {
        assert_eq!(convert(decimal(value), unit(from), unit(to)), expected.map(decimal), "{value} {from} {to}");
    }
}

#[test]
fn products_and_quotients_make_units() {
    for (left, right, product, quotient) in [
        ("千元", "", "千元", "千元"),
        ("千元", "人", "千元·人", "千元/人"),
        ("千元", "万元", "千元·千元", ""),
        ("千元/人", "人", "千元", "千元/人/人"),
        ("", "%", "%", ""),
        ("%", "%", "", ""),
        ("%", "千元", "千元", "1/千元"),
        ("千元", "%", "千元", "千元"),
        ("元", "间·天", "元·间·天", "元/间/天"),
    ] {
        assert_eq!(unit(left).times(unit(right)).unwrap().to_string(), product, "{left} × {right}");
        assert_eq!(unit(left).over(unit(right)).unwrap().to_string(), quotient, "{left} ÷ {right}");
    }
    assert_eq!(unit("元·人·间·天").times(unit("吨")), None);
}

#[test]
fn an_unknown_unit_is_named_with_the_nearest() {
    for (text, named, nearest) in [
        ("千圆", "千圆", Some("千元")),
        ("万 元", "万 元", Some("万元")),
        ("千元/仁", "仁", None),
        ("吨煤", "吨煤", Some("吨")),
    ] {
        assert_eq!(Unit::parse(text), Err(UnknownUnit { text: named.to_owned(), nearest }));
    }
}

fn figure() -> impl Strategy<Value = Decimal> {
    (-999_999_999_999_999_i64..=999_999_999_999_999, 0_u32..6).prop_map(|(digits, places)| Decimal::new(digits, places))
}

/// Two units of one dimension.
fn pair() -> impl Strategy<Value = (Unit, Unit)> {
    prop::sample::select(ATOMS.iter().collect::<Vec<_>>()).prop_flat_map(|first| {
        let alike = ATOMS.iter().filter(|atom| atom.base == first.base).map(|atom| unit(atom.symbol));
        (Just(unit(first.symbol)), prop::sample::select(alike.collect::<Vec<_>>()))
    })
}

proptest! {
    #[test]
    fn converting_there_and_back_changes_nothing(value in figure(), (from, to) in pair()) {
        let there = convert(value, from, to).unwrap();
        prop_assert_eq!(convert(there, to, from), Some(value));
    }

    #[test]
    fn sums_are_the_same_in_every_unit_and_order(a in figure(), b in figure(), c in figure(), (from, to) in pair()) {
        let there = |value| convert(value, from, to).unwrap();
        prop_assert_eq!(there(a + b), there(a) + there(b));
        prop_assert_eq!(a + b, b + a);
        prop_assert_eq!((a + b) + c, a + (b + c));
        prop_assert_eq!(a < b, there(a) < there(b));
        prop_assert_eq!(a - a, Decimal::ZERO);
    }

    #[test]
    fn a_product_divided_by_a_factor_is_the_other(first in 0..ATOMS.len(), second in 0..ATOMS.len()) {
        let (first, second) = (unit(ATOMS[first].symbol), unit(ATOMS[second].symbol));
        let product = first.times(second).unwrap();
        prop_assert!(product.over(second).unwrap().same_dimension(first));
        prop_assert_eq!(Unit::parse(&product.to_string()), Ok(product));
    }
}
