//! Whether an explanation is one.

use std::collections::{BTreeMap, BTreeSet};

/// Fewest characters of a real explanation, blanks and punctuation not counted.
///
/// # Source
/// domain.md §3.4.
pub const SHORTEST_EXPLANATION: usize = 10;

/// What people write instead of an explanation.
///
/// # Source
/// domain.md §3.4, S40: “不能只填写‘核实无误’”.
const STOCK_PHRASES: &[&str] = &[
    "经核实",
    "已核实",
    "核实",
    "核对",
    "已核对",
    "经核对",
    "复核",
    "已复核",
    "确认",
    "已确认",
    "经确认",
    "核查",
    "已核查",
    "检查",
    "无误",
    "没有错误",
    "无错误",
    "没错",
    "无问题",
    "没问题",
    "没有问题",
    "属实",
    "情况属实",
    "数据属实",
    "真实",
    "真实有效",
    "准确",
    "数据准确",
    "数据真实",
    "数据正确",
    "正确",
    "数据无误",
    "填报无误",
    "填写无误",
    "正常",
    "数据正常",
    "情况正常",
    "正常波动",
    "正常变动",
    "正常情况",
    "无",
    "没有",
    "同上",
    "如上",
    "见上",
    "同前",
    "略",
    "不变",
    "无变化",
    "实际情况",
    "实际",
    "情况",
    "数据",
    "与实际一致",
    "与实际相符",
    "实际如此",
    "企业实际情况",
    "企业",
    "单位",
    "本单位",
    "该企业",
    "该单位",
    "企业上报",
    "企业报送",
    "按实填报",
    "据实填报",
    "如实填报",
    "如实上报",
    "就是这样",
    "已",
    "经",
    "均",
    "都",
    "为",
    "和",
    "且",
    "并",
    "请",
    "审核",
    "通过",
    "予以",
    "说明",
    "特此",
    "以上",
    "上述",
    "全部",
    "完全",
    "一切",
    "的",
    "与",
    "了",
    "后",
    "再次",
    "我们",
    "统计员",
    "业务",
    "经营",
    "生产",
    "是",
    "报表",
    "指标",
    "填报",
    "上报",
];

/// Why a text is not an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExplanationProblem {
    /// Fewer than [`SHORTEST_EXPLANATION`] characters.
    TooShort {
        /// How many it has.
        has: usize,
    },
    /// Nothing but stock phrases such as 核实无误.
    StockPhrase,
    /// One character or word over and over.
    Repetition,
}

/// Judges an explanation by what can be seen from outside: whether it says anything at all.
///
/// # Errors
/// It is too short, a stock phrase, or a repetition.
///
/// # Example
/// ```
/// use sishang::audit::{ExplanationProblem, judge_explanation};
///
/// assert_eq!(judge_explanation("经核实，数据无误，情况属实。"), Err(ExplanationProblem::StockPhrase));
/// assert_eq!(judge_explanation("8月起二号窑检修停产二十天，9月恢复，产值因此下降"), Ok(()));
/// ```
pub fn judge_explanation(text: &str) -> Result<(), ExplanationProblem> {
    let said: Vec<char> = text.chars().filter(|character| character.is_alphanumeric()).collect();
    if said.is_empty() || left_after_stock_phrases(&said) == 0 {
        return Err(ExplanationProblem::StockPhrase);
    }
    if said.len() < SHORTEST_EXPLANATION {
        return Err(ExplanationProblem::TooShort { has: said.len() });
    }
    if is_repetition(&said) {
        return Err(ExplanationProblem::Repetition);
    }
    // Three characters of one's own among stock phrases say nothing either.
    if left_after_stock_phrases(&said) < 4 { Err(ExplanationProblem::StockPhrase) } else { Ok(()) }
}

/// How many characters are left when the longest stock phrases are taken out from left to right.
fn left_after_stock_phrases(said: &[char]) -> usize {
    let mut rest = said;
    let mut left = 0;
    while !rest.is_empty() {
        let longest = STOCK_PHRASES
            .iter()
            .filter(|phrase| {
                let length = phrase.chars().count();
                rest.len() >= length && phrase.chars().zip(rest).all(|(a, b)| a == *b)
            })
            .map(|phrase| phrase.chars().count())
            .max();
        let step = longest.unwrap_or_else(|| {
            left += 1;
            1
        });
        rest = rest.get(step..).unwrap_or_default();
    }
    left
}

/// True when few different characters make up the whole: 啊啊啊…, 一二一二….
fn is_repetition(said: &[char]) -> bool {
    let mut different = said.to_vec();
    different.sort_unstable();
    different.dedup();
    different.len() < 5
}

/// Most records that one and the same explanation may serve without a question.
///
/// # Source
/// domain.md §3.4.
pub const MOST_SHARED: usize = 3;

/// Explanations that stand word for word at more than [`MOST_SHARED`] records, with how many: a hint to look at,
/// since what really happened is seldom the same everywhere.
pub fn shared_explanations<'a>(explained: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<(&'a str, usize)> {
    let mut records: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (record, text) in explained {
        records.entry(text).or_default().insert(record);
    }
    let shared = records.into_iter().map(|(text, records)| (text, records.len()));
    shared.filter(|(_, count)| *count > MOST_SHARED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_of_its_own_make_an_explanation() {
        use ExplanationProblem::{Repetition, StockPhrase, TooShort};
        for (text, judged) in [
            ("", Err(StockPhrase)),
            ("无", Err(StockPhrase)),
            ("核实无误", Err(StockPhrase)),
            ("经核实，数据无误，情况属实！！！！", Err(StockPhrase)),
            ("数据正确，正常波动，同上同上同上", Err(StockPhrase)),
            ("企业上报数据真实有效准确无误好的", Err(StockPhrase)),
            ("订单增加", Err(TooShort { has: 4 })),
            ("啊啊啊啊啊啊啊啊啊啊啊啊啊啊", Err(Repetition)),
            ("一二一二一二一二一二一二", Err(Repetition)),
            ("8月起二号窑检修停产二十天，9月恢复", Ok(())),
            ("新增出口订单约300万元，集中在本月交货", Ok(())),
        ] {
            assert_eq!(judge_explanation(text), judged, "{text}");
        }
    }

    #[test]
    fn one_explanation_at_many_records_is_a_hint() {
        let same = ["u001", "u002", "u003", "u003"].map(|record| (record, "停产检修二十天"));
        assert!(shared_explanations(same).is_empty(), "two findings of one unit count once");
        let more = same.into_iter().chain([("u004", "停产检修二十天"), ("u005", "订单减少")]);
        assert_eq!(shared_explanations(more), [("停产检修二十天", 4)]);
    }
}
