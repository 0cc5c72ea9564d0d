//! Sentences about formulas: what is wrong, where, and what to write instead.

use crate::formula::{
    Expected, Fault, FormulaError, Found, Named, Place, Position, Problem, Type, Wanted, chinese_word,
};
use crate::measure::Column;
use crate::number::{Unit, canonical};
use std::fmt;

/// One sentence for one mistake.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "公式是空的；请写出公式，或删去这一项"),
            Self::TooLong { limit } => write!(f, "公式太长，最多 {limit} 字节；请拆成几条"),
            Self::TooDeep { limit } => write!(f, "公式套得太深，或连得太长，最多 {limit} 层；请拆成几条"),
            Self::UnknownCharacter(c) => {
                write!(f, "不认识“{c}”")?;
                match c {
                    '%' => write!(f, "；百分数写在数字后面，如 30%"),
                    '—' | '–' => write!(f, "；减号请用 -，列名写成 累计"),
                    '&' => write!(f, "；“并且”请写 且"),
                    '|' => write!(f, "；“或者”请写 或"),
                    '!' => write!(f, "；“不是”请写 非，“不等于”请写 !="),
                    '{' | '}' => write!(f, "；花括号只用在提示语里"),
                    ':' | ';' => write!(f, "；参数之间用逗号"),
                    '?' => write!(f, "；“没有填就用”写成 ??"),
                    _ => Ok(()),
                }
            }
            Self::Unclosed { opened, closes } => write!(f, "“{opened}”没有配对；请在后面补上“{closes}”"),
            Self::BadNumber => write!(f, "这个数写错了：小数点最多一个，有效数字最多 15 位"),
            Self::UnitIncomplete { written } => {
                write!(f, "“{written}”后面缺计量单位；请写全，如 {written}元、{written}人")
            }
            Self::UnknownUnit { written, nearest } => {
                write!(f, "不认识计量单位“{written}”")?;
                match nearest {
                    Some(nearest) => write!(f, "；是不是“{nearest}”？"),
                    None => write!(f, "；数字和后面的字之间请空一格"),
                }
            }
            Self::Expected { expected, found } => write!(f, "{}，却是{}", Say(expected), Say(found)),
            Self::Chained => write!(f, "比较不能连着写；请拆成两个，中间用“且”，如 a < b 且 b < c"),
            Self::Brace { found: '{' } => write!(f, "“{{”没有配对的“}}”；要显示花括号本身请写两个"),
            Self::Brace { found } => write!(f, "多出一个“{found}”；要显示花括号本身请写两个"),
            Self::UnknownName { name, place, nearest } => {
                match place {
                    Place::Any => write!(f, "没有叫“{name}”的指标、表或设定"),
                    Place::FieldOf(form) => write!(f, "“{form}”里没有指标“{name}”"),
                    Place::Form => write!(f, "没有表“{name}”"),
                    Place::Setting => write!(f, "没有设定“{name}”"),
                    Place::Period => write!(f, "报告期没有“{name}”"),
                    Place::Table => write!(f, "这一列之前没有“{name}”这一列"),
                    Place::Part => write!(f, "报送情况里没有“{name}”"),
                    Place::Office => write!(f, "报送单位没有“{name}”"),
                    Place::Member => write!(f, "指标没有“{name}”这一列"),
                }?;
                match nearest {
                    Some(nearest) => write!(f, "；是不是“{nearest}”？"),
                    None if *place == Place::Any => write!(f, "；请写指标的名称、代码或键名"),
                    None => Ok(()),
                }
            }
            Self::Ambiguous { name, keys } => {
                write!(f, "叫“{name}”的不止一个；请写键名：{}", keys.join("、"))
            }
            Self::UnknownFunction { name, nearest } => {
                write!(f, "没有函数“{name}”")?;
                nearest.iter().try_for_each(|nearest| write!(f, "；是不是“{nearest}”？"))
            }
            Self::UnknownCode { list, code, nearest } => {
                write!(f, "代码表“{list}”里没有“{code}”")?;
                nearest.iter().try_for_each(|nearest| write!(f, "；是不是“{nearest}”？"))
            }
            Self::NeedsSpaces { word } => write!(f, "“{word}”前后请各空一格"),
            Self::NeedsColumn { name, columns } => {
                write!(f, "“{name}”有几列，要写明是哪一列：{}", choices(name, columns))
            }
            Self::NoSuchColumn { name, columns: [Column::Plain], .. } => {
                write!(f, "“{name}”不分列；请直接写“{name}”")
            }
            Self::NoSuchColumn { name, column, columns } => {
                write!(f, "“{name}”没有“{}”这一列；它有：{}", column.formula_label(), choices(name, columns))
            }
            Self::NotAValue { name } => write!(f, "“{name}”在这里不是一个值；请接着写“.”和指标，或换成指标"),
            Self::NoIt => write!(f, "这里没有“本指标”；请写明是哪个指标"),
            Self::NoRecord => write!(f, "这个公式不针对某一行，不能直接用指标；请用汇总，如 sum(指标 over 表)"),
            Self::NotJoined { form } => write!(f, "“{form}”的行和这里的行对不上；只能用同一名录的表"),
            Self::NotACell { function } => {
                write!(f, "{function} 问的是一个格子，括号里要写指标和口径，如 {function}(output.month)，不能写算式")
            }
            Self::ManyRows { form } => {
                write!(f, "“{form}”里可以有几行属于这一行，不能直接取值；请用汇总，如 计数({form} 其中 属本行)")
            }
            Self::NoMine => write!(f, "“属本行”只在汇总的条件里用，如 计数(明细表 其中 属本行)"),
            Self::NotMonths { name } => {
                write!(f, "“{name}”不是按月填的指标；这里写指标名，不写是哪个月，如 完成投资")
            }
            Self::NoDue => write!(f, "只有按期填报的表才有期限，这里没有"),
            Self::NoThis => write!(f, "“本行”只在汇总里面用，指外面的那一行；这里直接写指标"),
            Self::EarlierTwice => write!(f, "只能往前看一期；“上期”“上年”不能叠用"),
            Self::NestedAggregate => write!(f, "汇总里面不能再套汇总；请分成两个指标"),
            Self::NotInAggregate { name } => {
                write!(f, "“{name}”不能写在汇总里面；请写在汇总外面，或在前面另设一列")
            }
            Self::ArgumentCount { function, least, most, found } if least == most => {
                write!(f, "{function} 要 {least} 个参数，这里有 {found} 个")
            }
            Self::ArgumentCount { function, least, found, .. } => {
                write!(f, "{function} 至少要 {least} 个参数，这里有 {found} 个")
            }
            Self::WrongType { expected, found } => write!(f, "这里要{}，却是{}", Say(expected), Say(found)),
            Self::Mismatch { left, right } => write!(f, "两边不是一类：左边是{}，右边是{}", Say(left), Say(right)),
            Self::WrongUnit { left, right } => {
                write!(f, "计量单位对不上：一个是{}，一个是{}", Say(left), Say(right))
            }
            Self::UnitNeeded { number, write } => write!(f, "{} 要写上计量单位：{write}", canonical(*number)),
            Self::UnitTooComplex => write!(f, "乘除出来的计量单位太复杂；请核对公式"),
            Self::NotConstant { least, most } => write!(f, "这里要直接写一个整数，从 {least} 到 {most}"),
            Self::NotAField { found } => write!(f, "这里要直接写一个指标，不能是“{found}”"),
            Self::BadDate { text } => write!(f, "“{text}”不是日期；日期写成 \"2026-10-31\"，年月写成 \"2026-10\""),
        }
    }
}

fn choices(name: &str, columns: &[Column]) -> String {
    let all: Vec<String> = columns.iter().map(|column| format!("{name}.{}", column.formula_label())).collect();
    if columns.first() == Some(&Column::M01) {
        return format!("{name}.本月、{name}.累计、{name}.全年、{name}.上月，或某一个月，如 {name}.9月");
    }
    all.join("、")
}

/// Words for a fact.
struct Say<'a, T>(&'a T);

impl fmt::Display for Say<'_, Expected> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Expected::Value => write!(f, "这里要一个值（指标、数、文字或括号）"),
            Expected::Name => write!(f, "“.”后面要一个名字"),
            Expected::Token(token) => match chinese_word(token) {
                Some(chinese) => write!(f, "这里要“{token}”或“{chinese}”"),
                None => write!(f, "这里要“{token}”"),
            },
            Expected::Operator => write!(f, "这里要运算符，或者到此为止"),
            Expected::Unit => write!(f, "“as”后面要计量单位"),
            Expected::CommaOr(close) => write!(f, "这里要逗号或“{close}”"),
            Expected::Over => write!(f, "这里要写明取自哪张表，如 over units"),
        }
    }
}

impl fmt::Display for Say<'_, Found> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Found::Text(text) => write!(f, "“{text}”"),
            Found::End => write!(f, "公式的结尾"),
        }
    }
}

impl fmt::Display for Say<'_, Unit> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_plain() { write!(f, "不带单位的数") } else { write!(f, "{}", self.0) }
    }
}

impl fmt::Display for Say<'_, Named> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0.kind, &self.0.list) {
            (Type::Number(unit), _) if unit.is_plain() => write!(f, "数"),
            (Type::Number(unit), _) => write!(f, "数（{unit}）"),
            (Type::Text, _) => write!(f, "文字"),
            (Type::Code(_), Some(list)) => write!(f, "“{list}”的代码"),
            (Type::Code(_), None) => write!(f, "代码"),
            (Type::Date, _) => write!(f, "日期"),
            (Type::Month, _) => write!(f, "年月"),
            (Type::Bool, _) => write!(f, "是否（条件）"),
        }
    }
}

impl fmt::Display for Say<'_, Wanted> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Wanted::Bool => write!(f, "一个条件（成立或不成立）"),
            Wanted::Number => write!(f, "数"),
            Wanted::In(unit) => write!(f, "{}", Say(unit)),
            Wanted::PlainNumber => write!(f, "不带单位的数"),
            Wanted::Text => write!(f, "文字"),
            Wanted::Code(_) | Wanted::AnyCode => write!(f, "代码表里的代码"),
            Wanted::Date => write!(f, "日期"),
            Wanted::Month => write!(f, "年月"),
            Wanted::DateOrMonth => write!(f, "日期或年月"),
            Wanted::Ordered => write!(f, "可以比大小的值（数、文字、日期或年月）"),
        }
    }
}

impl fmt::Display for FormulaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.problem.fmt(f)
    }
}

impl std::error::Error for FormulaError {}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overflow { .. } => write!(f, "算出来的数太大，超出了能精确表示的范围"),
            Self::WrongData { .. } => write!(f, "指标里的值和制度里规定的类型不一致"),
        }
    }
}

impl std::error::Error for Fault {}

impl FormulaError {
    /// The sentence with the place: line and character from 1, the line itself, and marks under the words that are meant.
    ///
    /// The marks under full-width characters are full-width, so that they stand right in every fixed-width font.
    pub fn picture(&self, source: &str) -> String {
        let Position { line, column } = self.span.position(source);
        let text = source.lines().nth(line - 1).unwrap_or_default();
        let before: String = text.chars().take(column - 1).map(|c| if is_wide(c) { '　' } else { ' ' }).collect();
        let length = self.span.of(source).lines().next().unwrap_or_default().chars().count();
        let marked = text.chars().skip(column - 1).take(length);
        let marks: String = marked.map(|c| if is_wide(c) { '＾' } else { '^' }).collect();
        let marks = if marks.is_empty() { "^".to_owned() } else { marks };
        format!("第 {line} 行第 {column} 字：{}\n  {text}\n  {before}{marks}", self.problem)
    }
}

/// Whether a character takes two columns: the East Asian wide and full-width ranges that occur in formulas.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{A4CF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}
