//! Invented names, telephone numbers and codes; none of them comes twice.

use crate::code::uscc;

use super::rng::Rng;

// Rare surnames and plain given names: together hardly anybody's.
const SURNAMES: [&str; 37] = [
    "佘", "谌", "邬", "卞", "焦", "祝", "娄", "皮", "应", "奚", "屠", "甘", "翟", "詹", "巫", "沙", "万", "卓", "邸",
    "蔺", "缪", "干", "宣", "贲", "邓", "郁", "单", "杭", "诸", "左", "石", "崔", "吉", "钮", "龚", "嵇", "邢",
];
const FIRST: [&str; 29] = [
    "文", "德", "清", "怀", "修", "彦", "维", "以", "向", "念", "承", "明", "习", "敬", "廷", "子", "立", "学", "守",
    "云", "海", "建", "春", "秀", "玉", "书", "永", "景", "兆",
];
const SECOND: [&str; 31] = [
    "谨", "厚", "和", "远", "竹", "清", "新", "诚", "荣", "安", "志", "义", "之", "玉", "衿", "平", "林", "泉", "川",
    "峰", "兰", "梅", "成", "田", "言", "礼", "光", "宁", "章", "岩", "芳",
];

/// First and second characters of what a firm calls itself.
const BRAND_FIRST: [&str; 23] = [
    "沐", "榛", "砚", "栎", "澍", "钧", "衡", "珩", "朔", "暄", "翊", "祺", "昱", "峤", "槿", "梓", "泓", "铄", "霁",
    "邈", "奕", "骞", "恺",
];
const BRAND_SECOND: [&str; 19] =
    ["川", "远", "和", "原", "润", "岳", "泰", "源", "隆", "盛", "达", "信", "诚", "禾", "森", "辰", "凯", "宇", "庚"];

/// The letters of a credit code.
const LETTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Gives each name, number and code once.
#[derive(Debug)]
pub(super) struct People {
    persons: usize,
    brands: usize,
    phones: usize,
    codes: usize,
    plots: usize,
    rng: Rng,
}

impl People {
    pub(super) fn new(seed: u64) -> Self {
        let mut rng = Rng::new(seed, "people", 0);
        Self { persons: rng.position(30_000), brands: rng.position(400), phones: 0, codes: 0, plots: 0, rng }
    }

    /// The name of a person. The lengths of the lists have no common divisor, so that it comes again only after all of
    /// 33,263.
    pub(super) fn person(&mut self) -> String {
        // A stride keeps neighbours apart.
        self.persons += 10_007;
        let one = |all: &[&'static str]| all.iter().cycle().nth(self.persons % all.len()).copied().unwrap_or_default();
        [one(&SURNAMES), one(&FIRST), one(&SECOND)].concat()
    }

    /// What a firm calls itself: two characters, which come again only after all of 437.
    pub(super) fn brand(&mut self) -> String {
        self.brands += 1;
        let one = |all: &[&'static str]| all.iter().cycle().nth(self.brands % all.len()).copied().unwrap_or_default();
        [one(&BRAND_FIRST), one(&BRAND_SECOND)].concat()
    }

    /// A number of a pattern that is not given out: 1990000xxxx.
    pub(super) fn phone(&mut self) -> String {
        self.phones += 1;
        format!("1990000{:04}", self.phones)
    }

    /// The number of a plot of land.
    pub(super) fn plot(&mut self) -> usize {
        self.plots += 7;
        self.plots
    }

    /// A credit code registered in this division (6 digits), with both check characters right.
    pub(super) fn uscc(&mut self, division: &str) -> String {
        self.codes += 1;
        let mut rest = self.codes;
        let mut own = [0; 3].map(|_| {
            let letter = LETTERS.get(rest % 31).copied().unwrap_or(b'0');
            rest /= 31;
            char::from(letter)
        });
        own.reverse();
        let own: String = own.into_iter().collect();
        let year = self.rng.pick(&["5", "6", "7", "8", "9", "A", "B", "C", "D"]);
        let org = format!("MA{year}{}{own}{}", self.rng.pick(&["K", "L", "M", "N", "P"]), self.rng.between(0, 9));
        uscc::make(&format!("91{division}"), &org).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn nothing_comes_twice_and_codes_are_good() {
        let mut people = People::new(3);
        let (mut names, mut brands, mut codes) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for _ in 0..2_000 {
            assert!(names.insert(people.person()));
            let code = people.uscc("410825");
            assert!(crate::code::uscc::read(&code).is_ok(), "{code}");
            assert!(codes.insert(code));
        }
        for _ in 0..437 {
            assert!(brands.insert(people.brand()));
        }
    }
}
