//! Sentences about files: why one is refused, what is to be said about one, what keeps a submission at draft.

use crate::audit::Counts;
use crate::exchange::json::{Expected, Kind};
use crate::exchange::{
    Blocker, Difference, Encoding, FileError, Looks, Mismatch, Note, Readiness, Signer, Syntax, SyntaxError, Wanted,
};
use crate::scheme::CompiledScheme;
use crate::workbook::Workbook;

/// Why a file cannot be used, and what to do.
pub fn file_error(error: &FileError) -> String {
    match error {
        FileError::TooLarge { bytes, limit } => format!(
            "文件太大（{}），最多读 {}。一个单位一期的报送文件一般不到 1 MB，请核对是不是选错了文件",
            size(*bytes),
            size(*limit)
        ),
        FileError::Empty => "文件是空的，一个字节也没有。多半是复制或下载没有完成，请向发来的人重新要一份".to_owned(),
        FileError::Blank { bytes } => format!(
            "文件内容全是空白（{}），已经损坏，多见于拔U盘过早或磁盘出错。请重新导出或重新要一份",
            size(*bytes as u64)
        ),
        FileError::Encoding(encoding) => encoding_error(*encoding),
        FileError::Looks(looks) => format!("这不是报送文件：{}。请选扩展名为 .json 的报送文件", looks_like(*looks)),
        FileError::Syntax(error) => syntax_error(error),
        FileError::NotAnObject { found } => {
            format!("这不是报送文件：整个内容只是{}，不是一份报送", kind(*found))
        }
        FileError::OtherProduct { format: Some(format) } => {
            format!("这不是四上台账的文件：它标明的格式是“{format}”。请选四上台账导出的报送文件")
        }
        FileError::OtherProduct { format: None } => {
            "这不是四上台账的文件：没有标明格式（format）。请选四上台账导出的报送文件".to_owned()
        }
        FileError::OtherKind { format } => {
            format!(
                "这是四上台账的另一种文件（{format}），不是报送文件。请选文件名以“四上台账_”开头、以“版.json”结尾的文件"
            )
        }
        FileError::NewerVersion { found, known } => format!(
            "文件是较新版本的四上台账写的（格式第 {found} 版，这里只认得到第 {known} 版）。请换用新版的四上台账再打开"
        ),
        FileError::Digest { suspects, .. } => {
            let places = if suspects.is_empty() {
                "改在哪里看不出来".to_owned()
            } else {
                format!("前后矛盾的地方：{}", suspects.join("；"))
            };
            format!(
                "文件在导出后被改动或损坏，不能使用。{places}。请用原来导出的文件，或让填报单位重新导出；要改数请在四上台账里改"
            )
        }
        FileError::OtherScheme { found, here } => {
            format!("文件是按报表制度“{found}”填的，现在用的是“{here}”。请先在“制度”中载入“{found}”，再打开它")
        }
        FileError::Missing { path } => format!("{}。请让填报单位重新导出", missing(path)),
        FileError::Wrong { path, wanted, found } => {
            format!("{}。请让填报单位重新导出", wrong(path, *wanted, found))
        }
        FileError::TooManyRecords { form, found, limit } => {
            format!("表 {form} 有 {found} 条记录，最多读 {limit} 条。请核对文件是不是拼接出来的")
        }
        FileError::TooManyLevels { limit } => {
            format!("汇总包一层套一层，超过 {limit} 层，没有再读下去。请核对文件是不是拼接出来的")
        }
        FileError::UnknownOwner { form, key, of } => format!(
            "表 {form} 的记录 {key} 属于名录里的 {of}，可是名录里没有这一行，不知道它是谁的。请让填报单位重新导出"
        ),
        FileError::DuplicateRecord { form, key } => {
            format!("表 {form} 有两条编号相同的记录（{key}），无法判断以哪条为准。请让填报单位重新导出")
        }
    }
}

/// Why a file that a person wrote by hand cannot be used, and what to do: there is nobody to export it anew.
pub fn handwritten_error(error: &FileError) -> String {
    match error {
        FileError::Missing { path } => format!("{}。请照着写法补上", missing(path)),
        FileError::Wrong { path, wanted, found } => format!("{}。请照着写法改", wrong(path, *wanted, found)),
        other => file_error(other),
    }
}

fn missing(path: &str) -> String {
    format!("文件缺少必须有的内容 {path}")
}

fn wrong(path: &str, wanted: Wanted, found: &str) -> String {
    let place = if path.is_empty() { "整个文件".to_owned() } else { format!("文件的 {path} ") };
    format!("{place}应当是{}，实际是 {found}", wanted_word(wanted))
}

fn encoding_error(encoding: Encoding) -> String {
    match encoding {
        Encoding::Utf16 => {
            "文件被另存成了 UTF-16（记事本里叫“Unicode”）编码。请用原来导出的文件；或在记事本中“另存为”，编码选 UTF-8"
                .to_owned()
        }
        Encoding::Gbk => {
            "文件被另存成了 GBK（记事本里叫“ANSI”）编码。请用原来导出的文件；或在记事本中“另存为”，编码选 UTF-8"
                .to_owned()
        }
        Encoding::Broken { at } => {
            format!("文件损坏：第 {} 个字节起不是 UTF-8 文字。请重新导出或重新要一份", at + 1)
        }
    }
}

const fn looks_like(looks: Looks) -> &'static str {
    match looks {
        Looks::Zip => "它是压缩包或新版 Office 文件（xlsx、docx、zip）",
        Looks::OldOffice => "它是旧版 Office 文件（xls、doc）",
        Looks::Archive => "它是压缩包，请先解压",
        Looks::Pdf => "它是 PDF",
        Looks::Picture => "它是图片",
        Looks::Html => "它是网页（HTML）；四上台账的程序本身也是网页，报送文件是另外导出的",
        Looks::Xml => "它是 XML",
        Looks::Program => "它是程序",
        Looks::Text => "它是普通文字，不是 JSON",
        Looks::Binary => "它不是文字，认不出是什么文件",
    }
}

fn syntax_error(error: &SyntaxError) -> String {
    let within = if error.place.within.is_empty() {
        String::new()
    } else {
        format!("（{}）", error.place.within.join(" › "))
    };
    let place = format!("第 {} 行第 {} 个字{within}", error.place.line, error.place.column);
    match &error.problem {
        Syntax::EndsEarly => {
            let (line, column) = (error.place.line, error.place.column);
            format!(
                "文件不完整：到第 {line} 行第 {column} 个字就断了，后面的内容丢失。多半是传输或复制没有完成，请重新要一份"
            )
        }
        Syntax::AfterEnd => format!("文件在{place}本应结束，后面还有多余的内容。请用原来导出的文件"),
        Syntax::TooDeep { limit } => format!("文件的层次超过 {limit} 层（{place}），不是四上台账写的，没有再读下去"),
        Syntax::TooManyValues { limit } => format!("文件里的数据超过 {limit} 项（{place}），没有再读下去"),
        Syntax::TooLongText { limit } => {
            format!("{place}：这段文字超过 {}，不是四上台账写的，没有再读下去", size(*limit as u64))
        }
        Syntax::DuplicateName { name } => format!("{place}：“{name}”重复出现，无法判断以哪个为准。请用原来导出的文件"),
        Syntax::NotFinite { word } => format!("{place}：“{word}”不是数。没有数就不写，请用原来导出的文件"),
        Syntax::NumberRange { text } => format!("{place}：数 {text} 大得或小得无法准确保存。请用原来导出的文件"),
        Syntax::NumberDigits { text, digits } => {
            format!("{place}：数 {text} 有 {digits} 位有效数字，超过 15 位，别的程序读它会失真。请用原来导出的文件")
        }
        other => format!("{place}：{}。文件很可能被手工改过，请用原来导出的文件", syntax_problem(other)),
    }
}

fn syntax_problem(problem: &Syntax) -> String {
    match problem {
        Syntax::Unexpected { found, expected } => {
            format!("这里应当是{}，却是“{}”", expected_word(*expected), visible(*found))
        }
        Syntax::FullWidth { found } => format!("这里是中文标点“{found}”，应当是英文标点"),
        Syntax::TrailingComma => "右括号前多了一个逗号".to_owned(),
        Syntax::Word { word } => format!("“{word}”没有加引号，也不是 true、false"),
        Syntax::BadNumber { text } => format!("“{text}”不是 JSON 里数的写法"),
        Syntax::Control { code } => format!("文字中间有换行或控制字符（U+{code:04X}）"),
        Syntax::BadEscape => "反斜杠后面的写法不对".to_owned(),
        Syntax::LoneSurrogate => "有半个字符（不成对的代理项）".to_owned(),
        _ => "写法不对".to_owned(),
    }
}

const fn expected_word(expected: Expected) -> &'static str {
    match expected {
        Expected::Value => "一个值",
        Expected::Name => "带英文双引号的名称",
        Expected::Colon => "冒号",
        Expected::CommaOrBrace => "逗号或右花括号",
        Expected::CommaOrBracket => "逗号或右方括号",
    }
}

const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Null => "一个 null",
        Kind::Bool => "一个真假值",
        Kind::Number => "一个数",
        Kind::Text => "一段文字",
        Kind::List => "一个列表",
        Kind::Object => "一个对象",
    }
}

const fn wanted_word(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Text => "文字",
        Wanted::SomeText => "不空的文字",
        Wanted::List => "列表",
        Wanted::Object => "对象",
        Wanted::Truth => " true 或 false",
        Wanted::Count => " 1 以上的整数",
        Wanted::Value => "文字、数或真假值",
        Wanted::Cell => "文字、数、真假值，或分栏的对象",
        Wanted::Period => "报告期，如 2026-10",
        Wanted::Status => " draft 或 final",
        Wanted::Severity => " hard、soft 或 hint",
        Wanted::Digest => " 64 位十六进制的摘要",
        Wanted::Standing => " forecast、flash 或 final",
        Wanted::OfficeKey => " office（每个报送单位只有一条记录）",
        Wanted::NoOwner => "空的（这张表的记录不属于名录里的某一行）",
        Wanted::Absence => " not_applicable 或 not_reported",
        Wanted::BlankCell => "空格子的原因，而这一格有内容",
        Wanted::ZeroCell => "填了0的数值格的名字",
        Wanted::Number => "数",
    }
}

fn visible(character: char) -> String {
    if character.is_control() { format!("U+{:04X}", u32::from(character)) } else { character.to_string() }
}

/// A size as people read it.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..=1023 => format!("{bytes} 字节"),
        1024..=1_048_575 => format!("{} KB", bytes.div_ceil(1024)),
        _ => format!("{} MB", bytes.div_ceil(1_048_576)),
    }
}

/// What is to be said about a file that was opened.
pub fn note(note: &Note) -> String {
    match note {
        Note::ByteOrderMark => "文件被别的程序另存过（开头多了 BOM 标记），内容没有变".to_owned(),
        Note::OtherEdition { found, here } => format!(
            "文件按报表制度 {found} 版填写，现在用的是 {here} 版：认得的内容已读入，不认得的原样保留；审核按 {here} 版进行，原有说明要重新核实"
        ),
        Note::BaseScheme { found, here } => format!(
            "文件按报表制度 {found} 填写，现在用的 {here} 是在它的基础上改的：认得的内容已读入，不认得的原样保留；审核按 {here} 进行，原有说明要重新核实"
        ),
        Note::SchemeChanged => {
            "文件所用的报表制度与现在用的同名同版，但内容不同：有一方改过制度而没有换版本号。审核按现在的进行"
                .to_owned()
        }
        Note::UnknownForm { form, records } => format!("现用的报表制度没有表 {form}，它的 {records} 条记录原样保留"),
        Note::UnknownCells { form, names, cells } => {
            format!("“{form}”有 {cells} 个现用制度没有的数据（{} 等），原样保留", names.join("、"))
        }
        Note::UnknownMember { name } => format!("文件里的“{name}”这个版本的程序不认得，没有读入"),
        Note::UnknownChanges { count } => format!("更正记录中有 {count} 条涉及现用制度没有的指标，没有读入"),
    }
}

/// A cell that the file has otherwise than it should be.
fn mismatch(scheme: &CompiledScheme, book: &Workbook, mismatch: &Mismatch) -> String {
    let place = mismatch.place(scheme, book);
    let or_none = |text: &str| if text.is_empty() { "没有".to_owned() } else { format!("“{text}”") };
    format!("{place}：文件里是{}，按录入的内容应当是{}", or_none(&mismatch.file), or_none(&mismatch.here))
}

/// A point on which the file and a new audit disagree.
pub fn difference(scheme: &CompiledScheme, book: &Workbook, difference: &Difference) -> String {
    let place = difference.place(scheme, book);
    match difference {
        Difference::Untold(found) => format!("{place}：重新审核发现 {}，文件里没有：{}", found.key.rule, found.message),
        Difference::NotFound(found) => {
            format!("{place}：文件里有审核结果 {}，重新审核没有发现：{}", found.key.rule, found.message)
        }
        Difference::Told { file, here } if file.explanation.is_some() && here.explanation.is_none() => {
            format!("{place}：{} 的说明与现在的数据对不上，已失效", here.key.rule)
        }
        Difference::Told { here, .. } => {
            format!("{place}：{} 所见的数据与文件里写的不同：{}", here.key.rule, here.message)
        }
        Difference::Value(one) => mismatch(scheme, book, one),
        Difference::Words { found, problem } => {
            format!("{place}：{} 的说明不算说明：{}", found.key.rule, super::audit::explanation(*problem))
        }
        Difference::NotFinal(one) => format!("文件标为正式，但只能算草稿：{}", blocker(scheme, book, one)),
    }
}

/// What keeps a submission at draft, and what to do about it.
pub fn blocker(scheme: &CompiledScheme, book: &Workbook, blocker: &Blocker) -> String {
    match blocker {
        Blocker::Nothing => match scheme.own_form(book.about.period) {
            Some(form) => format!(
                "还没有填任何数据。本期确实没有单位和项目的，到“{}”里填本单位的数，没有的填0",
                scheme[form].label
            ),
            None => "还没有填任何数据".to_owned(),
        },
        Blocker::Broken { count, .. } => format!("{count} 条审核关系无法计算，属报表制度的错误，请告知制度的制定单位"),
        Blocker::Hard { count, .. } => format!("{count} 条强制性错误，须改正（允许说明的，写明原因）"),
        Blocker::Soft { count, .. } => format!("{count} 条核实性问题还没有说明，须改正或写明原因"),
        Blocker::NoReason { count, first } => {
            let def = &scheme[first.form];
            let cell = def[first.slot.field].cell_key(first.slot.column);
            let place = crate::exchange::place(scheme, book, &def.key, &first.key, &cell);
            format!("{count} 处更正没有写原因（正式报送之后的改动都要写），如{place}")
        }
        Blocker::Unanswered { count, .. } => {
            format!("退回单有 {count} 条意见既没有改、也没有答复，须逐条改正或写明为什么不改")
        }
        Blocker::Unsigned(signer) => format!("没有填{}", self::signer(*signer)),
        Blocker::Phone(problem) => format!("联系电话：{problem}"),
    }
}

/// Who signs.
pub const fn signer(signer: Signer) -> &'static str {
    match signer {
        Signer::Filler => "填表人",
        Signer::StatisticsLead => "统计负责人",
        Signer::Head => "单位负责人",
    }
}

/// Whether it can be final, in one line.
pub fn readiness(readiness: &Readiness) -> String {
    if readiness.is_ready() {
        "可以正式报送".to_owned()
    } else {
        format!("还有 {} 件事要做，现在只能存成草稿", readiness.blockers.len())
    }
}

/// How many findings of each kind, in one line.
pub fn counts(counts: Counts) -> String {
    format!("强制 {}，核实未说明 {}，已说明 {}，提示 {}", counts.hard, counts.soft, counts.explained, counts.hints)
}
