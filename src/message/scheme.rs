//! Sentences about mistakes in a scheme.

mod toml;

use crate::scheme::limits;
use crate::scheme::{Contradiction, DivisionFault, Part, Problem, SchemeError};

/// Place, sentence, the line and a caret under what is wrong.
pub fn whole(error: &SchemeError) -> String {
    let SchemeError { file, line, column, excerpt, mark: (skip, length), .. } = error;
    let gutter = line.to_string();
    let blank = " ".repeat(gutter.len());
    let head: String = excerpt.chars().take(*skip).map(|c| if c == '\t' { '\t' } else { space_like(c) }).collect();
    let marked: String = excerpt.chars().skip(*skip).take(*length).map(caret_like).collect();
    let carets = if marked.is_empty() { "^".to_owned() } else { marked };
    let excerpt: String = excerpt.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect();
    format!("{file} 第 {line} 行第 {column} 列：{}\n {gutter} | {excerpt}\n {blank} | {head}{carets}", sentence(error))
}

/// As wide as the character, so that the caret stands under it in a terminal and on the page.
fn space_like(c: char) -> char {
    if is_wide(c) { '\u{3000}' } else { ' ' }
}

fn caret_like(c: char) -> char {
    if is_wide(c) { '＾' } else { '^' }
}

/// Whether a character takes two columns where text is monospaced.
const fn is_wide(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '×' | '÷')
}

/// What is wrong and what to do, in one or two sentences.
pub fn sentence(error: &SchemeError) -> String {
    let mut text = match &error.problem {
        Problem::Syntax { toml_says } => chinese_sign(error).unwrap_or_else(|| toml::sentence(toml_says)),
        other => problem(other),
    };
    if let Some((file, line)) = &error.other {
        let file = if *file == error.file { String::new() } else { format!("{file} ") };
        text = format!("{text}前一处在{file}第 {line} 行。");
    }
    if error.is_below {
        // A county does not have this file: what it changed elsewhere is what is missing here.
        text.push_str(
            "（这是原制度里的内容，用到了县里的制度删去或改掉的东西；请在县里的制度里把这一条也改写或删去。）",
        );
    }
    text
}

/// Where a sign was typed with the Chinese keyboard that has to be an ASCII one.
fn chinese_sign(error: &SchemeError) -> Option<String> {
    let found = error.excerpt.chars().nth(error.mark.0)?;
    let wanted = match found {
        '“' | '”' | '＂' | '「' | '」' => '"',
        '‘' | '’' | '＇' => '\'',
        '＝' => '=',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '，' => ',',
        '｛' => '{',
        '｝' => '}',
        _ => return None,
    };
    Some(format!("这里是中文符号 {found} ，应当是半角的 {wanted} 。请用半角标点；中文标点只能写在引号里面。"))
}

fn problem(problem: &Problem) -> String {
    match problem {
        Problem::Syntax { toml_says } => toml::sentence(toml_says),
        Problem::DocumentTooLong { bytes } => format!(
            "这个文件有 {bytes} 字节，太大了，制度文件最多 {} 字节。请核对是不是选错了文件。",
            limits::DOCUMENT_BYTES
        ),
        Problem::TooMany { part, limit } => {
            format!("从这里起超出了数量限制：{}最多 {limit} 个。", part_name(*part))
        }
        Problem::AndMore { count } => format!("另外还有 {count} 处错误没有列出。请先改正以上各处。"),
        Problem::NoHeader => {
            "缺少 [scheme] 一节。请在开头写上 [scheme]，并给出 id、edition、name、authority、approval、valid_until。"
                .to_owned()
        }
        Problem::SecondHeader => "[scheme] 一节只能有一个，这里是第二个。请合并成一个。".to_owned(),
        Problem::UnknownKey { part, name, found, nearest, known } => format!(
            "{}没有“{found}”这一项。{}",
            in_part(*part, name),
            guess(nearest.as_deref(), || format!("可以用的有：{}。", known.join("、")))
        ),
        Problem::KeyOfOtherKind { found, kind } => format!("“{found}”只用于{kind}，这里不是。请删去这一行。"),
        Problem::MissingKey { part, name, key } => {
            format!("{}缺少“{key}”（{}）。请补上。", in_part(*part, name), attribute(key))
        }
        Problem::WrongValue { key, expected, found } => {
            let space = if expected.starts_with(|c: char| c.is_ascii()) { " " } else { "" };
            format!("“{key}”应当是{space}{expected}，这里是{found}。")
        }
        Problem::OutOfRange { key, lowest, highest, found } => {
            format!("“{key}”应当在 {lowest} 到 {highest} 之间，这里是 {found}。")
        }
        Problem::EmptyText { key } => format!("“{key}”是空的。请填写，或者删去这一行。"),
        Problem::TextTooLong { key, chars } => {
            format!("“{key}”有 {chars} 个字，太长了，最多 {} 个字。", limits::TEXT_CHARS)
        }
        Problem::BadKey { part: Part::Rule, found } => {
            format!("审核关系的编号“{found}”不合要求：以字母开头，只用字母、数字和 - _，最多 20 个字符，如 R030。")
        }
        Problem::BadKey { found, .. } => {
            format!("名字“{found}”不合要求：以小写字母开头，只用小写字母、数字和下划线，最多 40 个字符，如 output。")
        }
        Problem::BadOfficeCode { found } => {
            format!(
                "应报单位的代码“{found}”不合要求：用区划代码，或自编的字母、数字和 -，最多 20 个字符，如 411425100。"
            )
        }
        Problem::ReservedKey { found } => format!("“{found}”是公式里的专用词，不能用作名字。请换一个，如 {found}_1。"),
        Problem::UnknownWord { key, found, nearest, allowed } => format!(
            "“{key}”不能是“{found}”。{}可以用的有：{}。",
            nearest.as_deref().map(|nearest| format!("是不是“{nearest}”？")).unwrap_or_default(),
            allowed.join("、")
        ),
        Problem::UnknownName { part, within, found, nearest } => {
            let within = if within.is_empty() { String::new() } else { format!("“{within}”里") };
            format!(
                "{within}没有叫“{found}”的{}。{}",
                part_name(*part),
                guess(nearest.as_deref(), || "请核对名字。".to_owned())
            )
        }
        Problem::Duplicate { part, attribute, found } => {
            let whose = if *part == Part::Item { "这张代码表" } else { part_name(*part) };
            format!("{whose}的{attribute}“{found}”重复了，每个只能用一次。")
        }
        Problem::UnknownUnit { found, nearest } => format!(
            "不认识计量单位“{found}”。{}",
            guess(nearest.as_deref(), || "请用千元、万元、人、平方米、万千瓦时等单位，两个单位相除写成“千元/人”。"
                .to_owned())
        ),
        Problem::BadPeriod { found } => {
            format!("“{found}”不是报告期。请写成 2027-12（年月）或 2027（年），放在引号里。")
        }
        Problem::BadMoment { key, found } => format!(
            "“{key}”不能是“{found}”。请写报告期后第几天，如 \"+5d\"、\"+5d 12:00\"；报告期最后一个月的几日，如 \"25日 18:00\"；或者写明日期，如 \"2026-11-09 12:00\"。"
        ),
        Problem::BadDivision { found, fault } => division(found, fault),
        Problem::NothingToChange { part, name, nearest } => format!(
            "原制度里没有“{name}”这个{}，没有可改、可删或可跟随的。{}",
            part_name(*part),
            guess(nearest.as_deref(), || "请核对名字；如果是新增，请删去 patch、drop 或 after。".to_owned())
        ),
        Problem::NotExtending { key } => format!(
            "“{key}”用来改动另一个制度，可是这里没有可改的。请在 [scheme] 里写 extends = \"sishang\"，或者删去这一行。"
        ),
        Problem::ExtendsUnknown { found, known } => {
            let instead =
                if known.is_empty() { String::new() } else { format!("能在上面改动的是“{known}”。") };
            format!("extends 指的制度“{found}”不在手边。{instead}")
        }
        Problem::Contradiction(contradiction) => self::contradiction(*contradiction).to_owned(),
        Problem::Formula { part, name, attribute: key, whose, problem } => {
            let whose = whose.as_deref().map(|whose| format!("（用于“{whose}”时）")).unwrap_or_default();
            let sentence = problem.to_string();
            let stop = if sentence.ends_with(['？', '。', '！']) { "" } else { "。" };
            format!("{} {name} 的{}{whose}：{sentence}{stop}", part_name(*part), attribute(key))
        }
        Problem::Phrase { name, attribute: key, problem } => {
            format!("通报 {name} 的{}：{}", attribute(key), super::phrase::sentence(problem))
        }
        Problem::NotACell { found } => {
            format!("“{found}”不是一个格。at 里写本期的一个格，如 \"output.ytd\"、\"it.month\"、\"unit.industry\"。")
        }
        Problem::ComputedTooCostly => {
            "算这个指标要反复去算别的指标，填报时会卡住。请直接用原始指标来算，少用嵌套的汇总。".to_owned()
        }
        Problem::ComputedTooDeep { limit } => {
            format!("算这个指标要先算另一个，一环套一环超过了 {limit} 层。请直接用原始指标来算。")
        }
        Problem::Cycle { fields } => {
            format!("这些指标的计算互相依赖，谁也算不出来：{}。请改掉其中一个的 compute。", fields.join(" → "))
        }
        Problem::TooMuchExpanded => {
            "从这一条起，审核关系按 each 逐个指标展开后太多、太长。请缩小 each 的范围，或缩短公式。".to_owned()
        }
        Problem::EachMatchesNothing { rule } => {
            format!("审核关系 {rule} 的 each 没有选中任何指标，这条关系永远不起作用。请核对条件。")
        }
    }
}

fn division(code: &str, fault: &DivisionFault) -> String {
    match fault {
        DivisionFault::Form => {
            format!("自定区划代码“{code}”不合要求：乡级的开发区、园区、农场写9位数字，县级的开发区写6位数字。")
        }
        DivisionFault::Taken { name } => {
            format!(
                "代码“{code}”已经是公布的区划“{name}”，不能另作他用。请换一个没有用过的代码；如果就是它，请删去这一节。"
            )
        }
        DivisionFault::Above { above } => {
            format!(
                "自定区划代码“{code}”的前{}位“{above}”不在公布的区划里。请用所在{}的代码开头。",
                above.len(),
                level(above)
            )
        }
        DivisionFault::Serial { serial } if serial.len() == 3 => format!(
            "自定区划代码“{code}”的后3位“{serial}”应当以4或5开头：0是街道，1是镇，2、3是乡，4、5才是开发区、园区、农场等类似乡级的单位。"
        ),
        DivisionFault::Serial { serial } => {
            format!("自定区划代码“{code}”的后2位“{serial}”应当在70到99之间，小的留给县、区、市。")
        }
        DivisionFault::Parent { parent } => {
            format!("parent“{parent}”不是代码“{code}”所在的区划。请写它开头那个县（市）的代码，或者删去 parent。")
        }
    }
}

fn level(code: &str) -> &'static str {
    if code.len() == 6 { "县（市、区）" } else { "市" }
}

fn guess(nearest: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    nearest.map_or_else(otherwise, |nearest| format!("是不是“{nearest}”？"))
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Document => "文件",
        Part::Header => "制度说明",
        Part::Setting => "参数",
        Part::List => "代码表",
        Part::Item => "代码",
        Part::Form => "报表",
        Part::Field => "指标",
        Part::Rule => "审核关系",
        Part::Each => "each",
        Part::Table => "汇总表",
        Part::TableColumn => "列",
        Part::Colour => "颜色",
        Part::ColourRule => "颜色规则",
        Part::Bulletin => "通报",
        Part::Paragraph => "段落",
        Part::Office => "应报单位",
        Part::Calendar => "上报日历",
        Part::Exception => "例外的报告期",
        Part::Division => "自定区划",
    }
}

fn in_part(part: Part, name: &str) -> String {
    match part {
        Part::Document => "文件最外层".to_owned(),
        Part::Header => "[scheme] 一节里".to_owned(),
        Part::Each => "each 里".to_owned(),
        Part::Item => format!("代码表 {name} 的这一项里"),
        Part::Office => format!("应报单位 {name} 里"),
        Part::Paragraph => format!("通报 {name} 的这一段里"),
        Part::ColourRule => format!("颜色 {name} 的这一条里"),
        _ if name.is_empty() => format!("这个{}里", part_name(part)),
        _ => format!("{} {name} 里", part_name(part)),
    }
}

/// What an attribute is called in Chinese.
fn attribute(key: &str) -> &'static str {
    match key {
        "id" => "编号",
        "edition" => "版本",
        "name" | "label" => "名称",
        "authority" => "制定机关",
        "approval" => "批准文号或依据",
        "valid_until" => "有效期至",
        "value" => "值",
        "why" => "理由",
        "source" => "出处",
        "items" => "各项代码",
        "code" => "代码",
        "number" => "表号",
        "kind" => "种类：roster 名录，periodic 定期表，detail 明细表，single 单记录表",
        "join" => "在其他表的公式里的名字",
        "join_label" => "在其他表的公式里的中文名字",
        "key_prefix" => "行号前缀",
        "title" => "用来称呼一行的指标",
        "roster" => "所属名录",
        "periods" => "报告期种类",
        "key" => "名字",
        "severity" => "程度：hard 强制，soft 核实，hint 提示",
        "applies" => "适用条件 applies",
        "keep" => "结转条件 keep",
        "when" => "条件 when",
        "unless" => "条件 unless",
        "compute" => "计算公式 compute",
        "check" => "审核公式 check",
        "message" => "提示语 message",
        "at" => " at",
        "rows" => "每行是什么：offices 报送单位，list:代码表，records:报表",
        "head" => "第一列的标题",
        "subtitle" => "副标题 subtitle",
        "office" => "署名 office",
        "text" => "文字 text",
        "table" => "表 table",
        "adds_up" => "合计关系 adds_up",
        "formula" => "公式 formula",
        "where" => "条件 where",
        "met" => "完成目标的条件 met",
        "reason" => "理由 reason",
        "by" => "按哪一列排位次",
        "colours" => "用哪一套颜色",
        _ => "必填项",
    }
}

fn contradiction(contradiction: Contradiction) -> &'static str {
    match contradiction {
        Contradiction::UnitWithoutNumber => "只有数值（type = \"number\"）才有计量单位 unit。请删去单位，或改正类型。",
        Contradiction::MeasureWithoutNumber => {
            "只有数值才能是时期数（flow）或时点数（stock）。请删去 measure，或把类型改为 number。"
        }
        Contradiction::MeasureWithoutUnit => {
            "时期数和时点数要有计量单位，否则容易错填。请补上 unit，如 unit = \"千元\"。"
        }
        Contradiction::DecimalsWithoutNumber => "只有数值才有小数位数 decimals 和正负 negative。请删去，或改正类型。",
        Contradiction::LengthWithoutText => "只有文字（type = \"text\"）才限制字数 max_len。请删去，或改正类型。",
        Contradiction::ComputedRequired => "由公式算出的指标没人能填，不能又是必填。请删去 required 或 compute。",
        Contradiction::ComputedCarried => "由公式算出的指标每期重算，不用从上期带来。请删去 carry 或 compute。",
        Contradiction::RuleWithoutForm => "没有写明审核哪张表。请写 form = \"…\" 或 forms = [\"…\", \"…\"]。",
        Contradiction::FormAndForms => "form 和 forms 只能写一个。请合并到 forms。",
        Contradiction::OverridableNotHard => {
            "只有强制性（hard）的审核关系才用得着 overridable；核实性的本来就可以说明，提示性的不用说明。请删去。"
        }
        Contradiction::RosterIsPeriodic => "roster 应当是一张名录（kind = \"roster\"），这里指的不是名录。",
        Contradiction::MainWithoutNumber => "主要指标 main 应当是数值。",
        Contradiction::TitleNotPlain => "称呼和辨认一行的指标应当只有一个值，不能分列。",
        Contradiction::ExemptWithoutJanFeb => {
            "1月免报（january = \"exempt\"）时，periods 里要同时有 \"month\" 和 \"jan_feb\"。"
        }
        Contradiction::SameIdentity => {
            "在别的制度上改动的制度要有自己的 id 或 edition，否则两个制度分不清。如 id = \"某县\" 的拼音。"
        }
        Contradiction::NoParagraphs => "这份通报没有段落。请至少写一个 [[bulletins.….paragraphs]]。",
        Contradiction::TextOrTable => {
            "一段要么是文字（text，可以加 heading 作标题），要么是一张表（table），不能都写，也不能都不写。"
        }
        Contradiction::NoFields => "这张表没有指标。请至少写一个 [[forms.….fields]]。",
        Contradiction::NoColumns => "这张汇总表没有列。请至少写一个 [[tables.….columns]]。",
        Contradiction::RecordsPublic => {
            "逐条列出的表有单个单位或项目的数据，不能公开。请删去 public，或改成按单位（offices）汇总。"
        }
        Contradiction::RankMissing => "这张表要按位次排，却没有写按哪一列排。请写 rank = { by = \"…\" }。",
        Contradiction::PublicWithoutCount => {
            "公开的表要知道每行有几个单位，不满 3 个的不能显示。请写 count = \"…\"，指出单位数是哪一列。"
        }
        Contradiction::PartsDiffer => "parts 里的各列应当是合计列（amount），单位和这一列相同。请改正。",
        Contradiction::NoColours => "这套颜色是空的。请至少写一条 [[colours.….rules]]。",
        Contradiction::SecondColours => "这张表已经有一套颜色了，一张表只能有一套。请合并。",
        Contradiction::ColourWithoutRest => {
            "最后一种颜色不能有条件（when），否则有的记录没有颜色。请删去条件，或在最后补一种。"
        }
        Contradiction::ColourTakesAll => "没有条件（when）的颜色应当放在最后，它后面的永远轮不到。",
        Contradiction::CalendarKind => {
            "这张表不按这种报告期填报（看它的 periods），日历里不能给它定期限。请改 kind，或者删去这张表。"
        }
        Contradiction::CalendarOrder => {
            "次序颠倒了：应当先开网 opens，再乡报县 town_due、县报市 county_due、市报省 city_due，后面的不能早于前面的。"
        }
        Contradiction::CalendarEmpty => {
            "这条日历一个时间也没有写。请至少写 opens、town_due、county_due、city_due 中的一个。"
        }
        Contradiction::ExceptionKind => {
            "这个报告期和本条日历的 kind 不是一种。请写同一种报告期，如月报写 \"2026-10\"。"
        }
        Contradiction::NoItems => "这张代码表没有代码。请至少写一项 { code = \"1\", label = \"…\" }。",
    }
}
