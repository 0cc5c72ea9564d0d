//! Sentences about rolling up: what was done with a file, who has not reported.

use crate::exchange::{Decision, DifferenceEntry, Note, OfficeRecord};
use crate::number::{Decimal, canonical, grouped};
use crate::period::Period;
use crate::rollup::{Arrival, Entry, ExpectedError, Fate, Lacking, LevelMiss, RollUp, WholeFrom};
use crate::scheme::{CompiledScheme, FieldDef, Scheme};
use crate::workbook::{FindingKey, Mark, Place, Signers, Waiver, Workbook};

/// The name of a file inside a bundle.
pub fn inner_name(bundle: &str, number: usize) -> String {
    format!("{bundle} › 第{number}份")
}

/// The name of the bundle's own submission.
pub fn own_name(bundle: &str) -> String {
    format!("{bundle} › 本级")
}

/// What was done with a file and why.
pub fn fate(fate: &Fate) -> String {
    match fate {
        Fate::Taken { decided: false } => "已计入汇总".to_owned(),
        Fate::Taken { decided: true } => "已按人工决定计入汇总".to_owned(),
        Fate::Own => "是本级自己的报表，作为总体核对，不加到各单位里".to_owned(),
        Fate::Superseded { by } => format!("没有计入：同一单位另有正式的第{by}版，以版次高的为准"),
        Fate::Draft { counted: 0 } => {
            "没有计入：这是草稿，这个单位还没有正式报送。请催报；确要使用草稿，由人工决定".to_owned()
        }
        Fate::Draft { counted } => format!("没有计入：这是草稿，已有正式的第{counted}版"),
        Fate::Duplicate { of } => format!("没有重复计入：与“{of}”内容完全相同"),
        Fate::Conflict { with } => format!(
            "暂不计入：与“{}”是同一单位、同一版次，内容却不同。请对照差异，向填报单位问清后决定用哪一份",
            with.join("”“")
        ),
        Fate::NotChosen { chosen, reason } if reason.is_empty() => format!("没有计入：已决定用“{chosen}”"),
        Fate::NotChosen { chosen, reason } => format!("没有计入：已决定用“{chosen}”，理由：{reason}"),
        Fate::Earlier { found, lacks } => {
            let lacks = lacks.map(|period| format!("；这个单位还没有报{}的", period.chinese())).unwrap_or_default();
            format!("没有计入：这是{}的文件，只用来排上一期的位次{lacks}", found.chinese())
        }
        Fate::OtherPeriod { found, wanted } => {
            format!("没有计入：这是{}的文件，现在汇总的是{}", found.chinese(), wanted.chinese())
        }
        Fate::Demonstration { file: true } => "没有计入：这是演示文件，不和正式文件一起汇总".to_owned(),
        Fate::Demonstration { file: false } => "没有计入：现在汇总的是演示文件，正式文件请另外汇总".to_owned(),
        Fate::Unlisted => {
            "没有计入：这个单位不在应报名单里。请核对是不是发错了；确应计入的，补进名单或由人工决定".to_owned()
        }
        Fate::Elsewhere { above, here } => format!(
            "没有计入：这是{above}下面的单位，现在汇总的是{here}。请核对是不是发错了；确应计入的，填应报名单或由人工决定"
        ),
        Fate::WithBundle { bundle } => format!("没有计入：它所在的汇总包“{bundle}”没有计入"),
        Fate::Opened { files } => format!("是汇总包，里面的 {files} 份文件已逐份收下"),
        Fate::Returned => "是退回单，已记下".to_owned(),
        Fate::Waivers { count } => format!("是特批单，{count} 条特批已记下"),
        Fate::OtherNote { found, wanted } => {
            format!("没有记下：这是{}的退回单或特批单，现在汇总的是{}", found.chinese(), wanted.chinese())
        }
        Fate::Refused(error) => format!("没有计入：{error}"),
    }
}

/// What was done with a file and why, with what else is to be known of a file that counts: that it was filled by another
/// edition of the scheme, say.
pub fn done(entry: &Entry, outcome: &Fate) -> String {
    let mut said = fate(outcome);
    let counts = matches!(outcome, Fate::Taken { .. } | Fate::Own);
    for note in entry.submission().filter(|_| counts).iter().flat_map(|received| received.notes.iter()) {
        said.push('；');
        said.push_str(&brief(note));
    }
    said
}

/// As [`super::exchange::note`], where a line has many neighbours that say the same.
fn brief(note: &Note) -> String {
    match note {
        Note::OtherEdition { found, here } => format!("按报表制度 {found} 版填写，审核和汇总按现在用的 {here} 版"),
        Note::BaseScheme { found, here } => format!("按报表制度 {found} 填写，审核和汇总按现在用的 {here}"),
        Note::SchemeChanged => "所用的报表制度与现在用的同名同版、内容不同，审核和汇总按现在用的".to_owned(),
        note => super::exchange::note(note),
    }
}

/// Why a list of offices cannot be used.
pub fn expected_error(error: &ExpectedError) -> String {
    match error {
        ExpectedError::Empty => "应报名单是空的。每行写一个单位：代码,名称".to_owned(),
        ExpectedError::Line { line, found } => {
            format!("应报名单第 {line} 行“{found}”看不懂。每行写一个单位：代码,名称，中间用逗号隔开")
        }
        ExpectedError::Twice { line, code } => format!("应报名单第 {line} 行的代码 {code} 前面已经有了，请删去一行"),
        ExpectedError::TooMany { limit } => {
            format!("应报名单的单位超过 {limit} 个。只写直接报来的单位，并核对是不是选错了文件")
        }
    }
}

/// The reminder to those who are lacking, by what is lacking; `None` when nobody is.
pub fn reminder(period: Option<Period>, due: Option<&str>, lacking: [(Arrival, Vec<&str>); 3]) -> Option<String> {
    if lacking.iter().all(|(_, offices)| offices.is_empty()) {
        return None;
    }
    let period = period.map(Period::chinese).unwrap_or_default();
    let due = due.map(|due| format!("应于{due}前报送")).unwrap_or_default();
    let parts: Vec<String> = lacking
        .into_iter()
        .filter(|(_, offices)| !offices.is_empty())
        .map(|(arrival, offices)| {
            let (what, todo) = match arrival {
                Arrival::DraftOnly => ("只报了草稿", "请审核无误、签字后正式报送"),
                Arrival::Returned => ("报表已退回、还没有重报", "请按退回单逐条改正或说明后重报"),
                _ => ("还没有报送", "请尽快报送"),
            };
            format!("{}（{}个单位）{what}，{todo}", offices.join("、"), offices.len())
        })
        .collect();
    Some(format!("【催报】{period}四上和项目台账{due}。截至目前：{}。如有困难请及时联系。", parts.join("；")))
}

/// Who sent something that does not count, so that tables and bulletins take them for silent; `None` when nobody did.
pub fn taken_for_silent(undecided: &[&str], draft_only: &[&str]) -> Option<String> {
    let of = |offices: &[&str], what: &str| {
        (!offices.is_empty()).then(|| format!("{}（{what}）", names(offices.iter().copied())))
    };
    let parts: Vec<String> =
        [of(undecided, "文件等人决定"), of(draft_only, "只报了草稿")].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("{}，汇总表和通报里都按没有报送算；发出以前请先办。", parts.join("、")))
}

/// Who further down is lacking, by the office whose bundle says so; empty when nobody is. That office itself is not named
/// where it is `own`.
pub fn lacking(own: &Place, all: &[Lacking<'_>]) -> String {
    let mut groups: Vec<(&Place, Arrival, Vec<&str>)> = Vec::new();
    for one in all {
        match groups.iter_mut().find(|(above, arrival, _)| above.code == one.above.code && *arrival == one.arrival) {
            Some((.., offices)) => offices.push(&one.office.name),
            None => groups.push((one.above, one.arrival, vec![&one.office.name])),
        }
    }
    let parts = groups.into_iter().map(|(above, arrival, offices)| {
        let whose = if above.code == own.code { "下属单位" } else { above.name.as_str() };
        format!("{whose}{}：{}", arrival.label(), names(offices.into_iter()))
    });
    parts.collect::<Vec<_>>().join("；")
}

/// Offices whose figures lack those of offices below them; `None` when there are none.
pub fn incomplete(all: &[(&Place, Vec<Lacking<'_>>)]) -> Option<String> {
    let parts: Vec<String> = all.iter().map(|(own, below)| format!("{}{}", own.name, lacking(own, below))).collect();
    (!parts.is_empty()).then(|| format!("{}。汇总表和通报里没有他们的数。", parts.join("；")))
}

/// At most so many names are listed; the rest is counted.
const MOST_NAMES: usize = 8;

fn names<'a>(all: impl ExactSizeIterator<Item = &'a str>) -> String {
    let count = all.len();
    let shown: Vec<&str> = all.take(MOST_NAMES).collect();
    if count > shown.len() { format!("{}等{count}个", shown.join("、")) } else { shown.join("、") }
}

fn places(offices: &[Place]) -> String {
    names(offices.iter().map(|office| office.name.as_str()))
}

/// One unit in the files of several offices.
pub fn twice_reported(form: &str, title: &str, identity: &str, offices: &[Place]) -> String {
    format!(
        "{form}：“{title}”（{identity}）同时在{}的文件里，汇总会重复计算。请确定由哪一个单位报送，另一个退回改正",
        places(offices)
    )
}

/// Units of several offices with the same figure or the same growth.
pub fn alike(
    form: &str,
    field: Option<&FieldDef>,
    month: Option<Decimal>,
    growth: Option<Decimal>,
    titles: &[&str],
    offices: &[Place],
) -> String {
    let label = field.map(|field| field.short.as_str()).unwrap_or_default();
    let unit = field.and_then(|field| field.unit.as_deref()).unwrap_or_default();
    let what = match (month, growth) {
        (Some(month), _) => format!("本月都是 {}{unit}", grouped(month)),
        (None, Some(growth)) => {
            format!("累计增速都是 {}%", canonical(growth.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(growth)))
        }
        (None, None) => String::new(),
    };
    format!(
        "{form}：{}的 {} 家（{}）{label}{what}。多家完全一样是编造数据的常见痕迹，请逐家核对原始凭证",
        places(offices),
        titles.len(),
        names(titles.iter().copied())
    )
}

/// A filler or telephone of many units of several offices.
pub fn one_person(person: &str, units: u32, offices: &[Place]) -> String {
    format!("“{person}”在{}共填报 {units} 家。请核实是不是代账公司或村里代填，数据要由企业自己提供", places(offices))
}

/// A filler or telephone of several offices.
pub fn one_signer(person: &str, offices: &[Place]) -> String {
    format!("{}的报送文件都由“{person}”填报或留的是这个电话。请核实是不是一人代几个单位填报", places(offices))
}

/// A waiver in our name that we do not have.
pub fn unknown_waiver(office: &Place, waiver: &Waiver) -> String {
    format!(
        "{}的文件里有本级对“{}”{} 的特批（{}，{}），本级的特批单里没有。请核对是不是本级批的；是的，把特批单一起收进来",
        office.name, waiver.title, waiver.rule, waiver.stamp.by, waiver.reason
    )
}

/// Further columns of a level that do not agree.
pub fn more_misses(office: &Place, count: usize) -> String {
    format!("{}：还有 {count} 个数也对不上，没有一一列出", office.name)
}

/// Parts and difference that are not the whole.
pub fn level_miss(scheme: &Scheme, office: &Place, miss: &LevelMiss) -> String {
    let (form, field, column) = miss.key;
    let def = &scheme[form];
    let field = &def[field];
    let unit = field.unit.as_deref().unwrap_or_default();
    let figure = |number: Decimal| format!("{}{unit}", grouped(number));
    let parts = miss.parts.map_or_else(|| "大得无法准确相加".to_owned(), figure);
    let lacking = miss.lacking().map(|lacking| {
        let word = if lacking < Decimal::ZERO { "多出" } else { "还差" };
        format!("，{word} {}", figure(lacking.abs()))
    });
    let lacking = lacking.unwrap_or_default();
    let place = format!("{} {} {}", office.name, def.label, field.cell_label(column));
    match miss.from {
        WholeFrom::Bundle => format!(
            "{place}：汇总包写的是 {}，包里各文件相加是 {parts}。汇总包不是由这些文件汇总的，请退回重新汇总",
            figure(miss.whole)
        ),
        WholeFrom::Own | WholeFrom::Table => format!(
            "{place}：各单位合计 {parts}，差额表 {}，总体是 {}{lacking}。请核对各单位和总体；确有差额的，记入差额表并写明原因",
            figure(miss.difference),
            figure(miss.whole)
        ),
    }
}

/// A decision that was not used, and why.
pub fn idle_decision(decision: &Decision, rollup: &RollUp) -> String {
    let office = rollup.office(&decision.office).map_or(decision.office.as_str(), |state| state.office.name.as_str());
    let why = match rollup.period {
        Some(period) if period != decision.period => {
            format!("是{}的，现在汇总的是{}", decision.period.chinese(), period.chinese())
        }
        _ => "已不适用：那份文件不在了，或者来了更高的版次".to_owned(),
    };
    let reason = if decision.reason.is_empty() { String::new() } else { format!("（{}）", decision.reason) };
    format!("对{office}的决定{reason}{why}，没有用上")
}

/// What is said of files of one revision in which [`crate::rollup::compare()`] finds no difference; and of bundles.
pub const fn alike_but_for(are_bundles: bool) -> &'static str {
    if are_bundles { BUNDLES_ALIKE } else { ALIKE }
}

const ALIKE: &str = "填的数、说明和签名都一样，不同的是报出时间、数据状态、更正记录或带来的上期数";

const BUNDLES_ALIKE: &str = "计入的文件、差额和合计都一样，不同的是报出时间、签名或附带的决定、退回单、特批";

/// A unit behind the name of what is measured in it.
pub fn unit(unit: &str) -> String {
    format!("（{unit}）")
}

/// A text as typed, with what was said of it when it is blank or zero.
pub fn with_mark(text: &str, mark: Option<Mark>) -> String {
    match mark {
        None => text.to_owned(),
        Some(mark) if text.is_empty() => mark.label().to_owned(),
        Some(mark) => format!("{text}（{}）", mark.label()),
    }
}

/// The explanation of a finding, as a place in a file.
pub fn explanation_place(scheme: &CompiledScheme, book: &Workbook, key: &FindingKey) -> String {
    let place = crate::exchange::place(scheme, book, &key.form, &key.key, &key.field);
    format!("{place} {} 的说明", key.rule)
}

/// Who signed, each with the label.
pub fn signers(signers: &Signers) -> [(&'static str, &str); 4] {
    [
        ("填表人", &signers.filler),
        ("统计负责人", &signers.statistics_lead),
        ("单位负责人", &signers.head),
        ("联系电话", &signers.phone),
    ]
}

/// Which file of an office counts in a bundle. Files of one revision are told apart by the beginning of their digests.
pub fn counted_file(record: &OfficeRecord) -> String {
    let state = Arrival::ALL.into_iter().find(|arrival| arrival.key() == record.state);
    let state = state.map_or_else(|| record.state.clone(), |state| state.label().to_owned());
    if record.digest.is_empty() {
        return state;
    }
    format!("{state}，第{}版（摘要 {}…）", record.revision, record.digest.chars().take(8).collect::<String>())
}

/// An entry of the difference table.
pub fn difference_entry(entry: &DifferenceEntry) -> String {
    format!("{}（{}）", grouped(entry.value), entry.reason)
}

/// A column in words: form, field, column, unit.
pub fn figure_place(scheme: &Scheme, form: &str, cell: &str) -> String {
    let Some((id, field, column)) = crate::rollup::figure_key(scheme, form, cell) else {
        return format!("{form} {cell}");
    };
    let field = &scheme[id][field];
    let unit = field.unit.as_deref().map(self::unit).unwrap_or_default();
    format!("{} {}{unit}", scheme[id].label, field.cell_label(column))
}

/// The same in the difference table.
pub fn difference_place(scheme: &Scheme, form: &str, cell: &str) -> String {
    format!("差额表 {}", figure_place(scheme, form, cell))
}
