//! What an office and those below it are called, which differs from level to level.

/// 全市, 全县, 全镇 by the name of the office.
pub(super) fn whole_of(office: &str) -> &'static str {
    let words = [
        ("省", "全省"),
        ("市", "全市"),
        ("州", "全州"),
        ("县", "全县"),
        ("旗", "全旗"),
        ("区", "全区"),
        ("镇", "全镇"),
        ("乡", "全乡"),
        ("街道", "全街道"),
        ("办事处", "全街道"),
    ];
    words.iter().find(|(end, _)| office.ends_with(end)).map_or("全部", |(_, word)| word)
}

/// What the parts of an office are in a sentence, by its division code.
pub(super) fn parts_of(code: &str) -> &'static str {
    match (code.len(), code.ends_with("0000"), code.ends_with("00")) {
        (2, ..) | (6, true, _) => "市（州）",
        (4, ..) | (6, _, true) => "县（市、区）",
        (6, ..) => "乡（镇、街道）",
        _ => "单位",
    }
}

/// The same as the head of a column.
pub(super) fn parts_head(code: &str) -> &'static str {
    match parts_of(code) {
        "乡（镇、街道）" => "乡镇",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_tells_what_the_whole_and_the_parts_are_called() {
        for (name, code, whole, parts, head) in [
            ("商丘市", "411400", "全市", "县（市、区）", "县（市、区）"),
            ("虞城县", "411425", "全县", "乡（镇、街道）", "乡镇"),
            ("梁园区", "411402", "全区", "乡（镇、街道）", "乡镇"),
            ("谷熟镇", "411425104", "全镇", "单位", "单位"),
            ("河南省", "410000", "全省", "市（州）", "市（州）"),
        ] {
            assert_eq!((whole_of(name), parts_of(code), parts_head(code)), (whole, parts, head), "{name}");
        }
    }
}
