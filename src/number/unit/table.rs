//! The units that statistical forms use.

use rust_decimal::Decimal;

/// One known unit. The base of a dimension is the atom whose own index is its base.
#[derive(Debug)]
pub(super) struct Atom {
    pub symbol: &'static str,
    /// Other spellings that are read.
    pub also: &'static [&'static str],
    /// The index in [`ATOMS`] of the unit that this one is a scale of.
    pub base: u8,
    /// How many of the base unit: `mantissa` with `places` decimal places, always a power of ten.
    mantissa: i64,
    places: u32,
}

impl Atom {
    pub(super) fn scale(&self) -> Decimal {
        Decimal::new(self.mantissa, self.places)
    }
}

const fn unit(symbol: &'static str, base: u8, mantissa: i64) -> Atom {
    Atom { symbol, also: &[], base, mantissa, places: 0 }
}

const fn also(atom: Atom, also: &'static [&'static str]) -> Atom {
    Atom { also, ..atom }
}

const fn hundredth(symbol: &'static str, places: u32) -> Atom {
    Atom { symbol, also: &[], base: RATIO, mantissa: 1, places }
}

/// The base of %, 百分点 and 倍: the plain number.
pub(super) const RATIO: u8 = 0;

pub(super) const FIRST: Atom = unit("倍", RATIO, 1);

const YI: i64 = 100_000_000;

/// Bases stand before their multiples; indexes are checked by a test.
pub(super) const ATOMS: &[Atom] = &[
    FIRST,
    also(hundredth("%", 2), &["％"]),
    also(hundredth("个百分点", 2), &["百分点"]),
    hundredth("‰", 3),
    // Money.
    unit("元", 4, 1),
    unit("千元", 4, 1_000),
    unit("万元", 4, 10_000),
    unit("百万元", 4, 1_000_000),
    unit("亿元", 4, YI),
    unit("美元", 9, 1),
    unit("万美元", 9, 10_000),
    unit("亿美元", 9, YI),
    // People.
    unit("人", 12, 1),
    unit("万人", 12, 10_000),
    unit("人次", 14, 1),
    unit("万人次", 14, 10_000),
    // Energy.
    also(unit("千瓦时", 16, 1), &["度", "kWh"]),
    also(unit("万千瓦时", 16, 10_000), &["万度"]),
    unit("亿千瓦时", 16, YI),
    unit("千瓦", 19, 1),
    unit("万千瓦", 19, 10_000),
    unit("吨标准煤", 21, 1),
    unit("万吨标准煤", 21, 10_000),
    // Area, length, volume, mass. One 亩 is 666.67 square metres only nearly, so it stands alone.
    also(unit("平方米", 23, 1), &["㎡", "m²", "平米"]),
    also(unit("万平方米", 23, 10_000), &["万㎡"]),
    unit("公顷", 23, 10_000),
    also(unit("平方公里", 23, 1_000_000), &["平方千米"]),
    unit("亩", 27, 1),
    unit("万亩", 27, 10_000),
    unit("米", 29, 1),
    also(unit("公里", 29, 1_000), &["千米"]),
    also(unit("立方米", 31, 1), &["m³"]),
    unit("万立方米", 31, 10_000),
    also(unit("公斤", 33, 1), &["千克"]),
    unit("吨", 33, 1_000),
    unit("万吨", 33, 10_000_000),
    unit("升", 36, 1),
    // Time. A month has no fixed number of days, and a year stands alone so that every scale is a power of ten.
    also(unit("天", 37, 1), &["日"]),
    also(unit("月", 38, 1), &["个月"]),
    unit("年", 39, 1),
    unit("小时", 40, 1),
    // Things that are counted.
    unit("个", 41, 1),
    unit("户", 42, 1),
    unit("万户", 42, 10_000),
    unit("家", 44, 1),
    unit("间", 45, 1),
    unit("张", 46, 1),
    unit("位", 47, 1),
    unit("辆", 48, 1),
    unit("万辆", 48, 10_000),
    unit("台", 50, 1),
    unit("万台", 50, 10_000),
    unit("套", 52, 1),
    unit("件", 53, 1),
    unit("万件", 53, 10_000),
    unit("项", 55, 1),
    unit("次", 56, 1),
    unit("份", 57, 1),
    unit("只", 58, 1),
    unit("万只", 58, 10_000),
    unit("头", 60, 1),
    unit("万头", 60, 10_000),
    unit("条", 62, 1),
    unit("栋", 63, 1),
    unit("处", 64, 1),
    unit("宗", 65, 1),
    unit("名", 66, 1),
    unit("艘", 67, 1),
    unit("箱", 68, 1),
    unit("万箱", 68, 10_000),
];
