//! What the command line asks for.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use lexopt::{Arg, Parser};
use sishang::code::CodeKind;
use sishang::exchange::FileKind;
use sishang::period::Period;
use sishang::report::letter_date;

use crate::rollup::{Product, RollUpOptions};

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    Help(Topic),
    Version,
    Check(Options),
    RollUp(Box<RollUpOptions>),
    SchemeCheck(Options),
    SchemeShow(Options),
    Schema(Options),
    Code(CodeOptions),
}

/// What to explain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Whole,
    Check,
    RollUp,
    Scheme,
    Show,
    Schema,
    Code,
}

/// How results are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    #[default]
    Text,
    Json,
    /// For documents only.
    Markdown,
    /// For documents only.
    Html,
}

/// Files and how to look at them.
#[derive(Debug, Default)]
pub(crate) struct Options {
    pub(crate) format: Format,
    pub(crate) scheme: Option<PathBuf>,
    pub(crate) files: Vec<PathBuf>,
    /// The built-in scheme, as a further file to check.
    pub(crate) builtin: bool,
    /// `--of`: which kind of file.
    pub(crate) of: Option<FileKind>,
    /// Forms by key; all when empty.
    pub(crate) forms: Vec<String>,
}

/// Codes of one kind.
#[derive(Debug)]
pub(crate) struct CodeOptions {
    pub(crate) format: Format,
    pub(crate) kind: CodeKind,
    /// Whose own divisions are known too.
    pub(crate) scheme: Option<PathBuf>,
    pub(crate) codes: Vec<String>,
}

/// Why a command line cannot be understood.
#[derive(Debug)]
pub(crate) enum Usage {
    NoCommand,
    UnknownCommand(String),
    /// A word that must follow and does not, or another one.
    Wanted {
        after: &'static str,
        wanted: &'static str,
        found: Option<String>,
    },
    Unexpected(String),
    NoValue(String),
    NotText(OsString),
    NoFiles,
    NoFolder,
    NoOffice(String),
    NoPeriod(String),
    NoTime(String),
    /// Something is wanted that may not leave the office, and only what may.
    NotPublic(Product),
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoCommand => write!(f, "没有说要做什么"),
            Self::UnknownCommand(found) => {
                write!(f, "没有“{found}”这个命令，有的是 check、rollup、scheme check、scheme show、schema、code")
            }
            Self::Wanted { after, wanted, found: Some(found) } => write!(f, "{after} 后面要写 {wanted}，不是“{found}”"),
            Self::Wanted { after, wanted, found: None } => write!(f, "{after} 后面要写 {wanted}"),
            Self::Unexpected(found) => write!(f, "这里不能用“{found}”"),
            Self::NoValue(option) => write!(f, "{option} 后面缺少内容"),
            Self::NotText(found) => write!(f, "“{}”不是 UTF-8 文字", found.to_string_lossy()),
            Self::NoFolder => write!(f, "没有写结果放在哪个文件夹，请加上 --out 文件夹"),
            Self::NoOffice(found) => write!(f, "--office 后面要写 代码,名称，不是“{found}”"),
            Self::NoPeriod(found) => write!(f, "--period 后面要写报告期，如 2026-10，不是“{found}”"),
            Self::NoTime(found) => write!(f, "--at 后面要写时间，如 2026-11-05T10:00:00+08:00，不是“{found}”"),
            Self::NotPublic(product) => {
                write!(f, "--public 只写可以公开的，不写 --only {}（{}）", product.key(), product.label())
            }
            Self::NoFiles => write!(f, "没有写要处理的文件"),
        }
    }
}

impl From<lexopt::Error> for Usage {
    fn from(error: lexopt::Error) -> Self {
        match error {
            lexopt::Error::MissingValue { option } => Self::NoValue(option.unwrap_or_default()),
            lexopt::Error::UnexpectedOption(option) | lexopt::Error::UnexpectedValue { option, .. } => {
                Self::Unexpected(option)
            }
            lexopt::Error::UnexpectedArgument(found) => Self::Unexpected(found.to_string_lossy().into_owned()),
            lexopt::Error::NonUnicodeValue(found) => Self::NotText(found),
            other => Self::Unexpected(other.to_string()),
        }
    }
}

/// Reads the command line.
pub(crate) fn parse(mut parser: Parser) -> Result<Command, Usage> {
    let Some(first) = parser.next()? else { return Err(Usage::NoCommand) };
    let word = match first {
        Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Whole)),
        Arg::Long("version") | Arg::Short('V') => return Ok(Command::Version),
        Arg::Value(word) => text(word)?,
        other => return Err(other.unexpected().into()),
    };
    match word.as_str() {
        "help" => help(&mut parser),
        "check" => match options(&mut parser, Topic::Check, &[Format::Text, Format::Json])? {
            Ok(options) if options.files.is_empty() => Err(Usage::NoFiles),
            Ok(options) => Ok(Command::Check(options)),
            Err(topic) => Ok(Command::Help(topic)),
        },
        "rollup" => rollup(&mut parser),
        "scheme" => scheme(&mut parser),
        "schema" => match options(&mut parser, Topic::Schema, &[Format::Text, Format::Json])? {
            Ok(options) => without_files(options).map(Command::Schema),
            Err(topic) => Ok(Command::Help(topic)),
        },
        "code" => code(&mut parser),
        _ => Err(Usage::UnknownCommand(word)),
    }
}

/// `help`, or `help` and the command that is to be explained.
fn help(parser: &mut Parser) -> Result<Command, Usage> {
    let topic = match parser.next()? {
        None | Some(Arg::Long("help") | Arg::Short('h')) => Topic::Whole,
        Some(Arg::Value(word)) => match text(word)?.as_str() {
            "check" => Topic::Check,
            "rollup" => Topic::RollUp,
            "scheme" => Topic::Scheme,
            "schema" => Topic::Schema,
            "code" => Topic::Code,
            other => return Err(Usage::UnknownCommand(other.to_owned())),
        },
        Some(other) => return Err(other.unexpected().into()),
    };
    Ok(Command::Help(topic))
}

fn rollup(parser: &mut Parser) -> Result<Command, Usage> {
    let mut options = RollUpOptions::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::RollUp)),
            Arg::Long("format") => options.format = read_format(parser, &[Format::Text, Format::Json])?,
            Arg::Long("scheme") => options.scheme = Some(PathBuf::from(parser.value()?)),
            // An empty one is what a script makes of a variable that is not set: nobody means the folder that one is in.
            Arg::Long("out") => {
                options.out = Some(PathBuf::from(parser.value()?)).filter(|out| !out.as_os_str().is_empty());
            }
            Arg::Long("public") => options.public = true,
            Arg::Long("expected") => options.expected = Some(PathBuf::from(parser.value()?)),
            Arg::Long("decisions") => options.decisions = Some(PathBuf::from(parser.value()?)),
            Arg::Long("office") => {
                let word = text(parser.value()?)?;
                let parts = word.split_once([',', '，']).map(|(code, name)| (code.trim(), name.trim()));
                let office = parts.filter(|(code, name)| !code.is_empty() && !name.is_empty());
                let (code, name) = office.ok_or_else(|| Usage::NoOffice(word.clone()))?;
                options.office = Some((code.to_owned(), name.to_owned()));
            }
            Arg::Long("period") => {
                let word = text(parser.value()?)?;
                options.period = Some(Period::read(&word).map_err(|_| Usage::NoPeriod(word))?);
            }
            Arg::Long("at") => {
                let word = text(parser.value()?)?;
                if chrono::DateTime::parse_from_rfc3339(&word).is_err() {
                    return Err(Usage::NoTime(word));
                }
                options.at = Some(word);
            }
            Arg::Long("sign") => options.letter.office = text(parser.value()?)?,
            Arg::Long("to") => options.letter.to = text(parser.value()?)?,
            Arg::Long("date") => {
                let word = text(parser.value()?)?;
                let date = letter_date(&word).filter(|_| word.len() == 10);
                let wrong =
                    |found| Usage::Wanted { after: "--date", wanted: "2026-11-05 这样的日期", found: Some(found) };
                options.letter.date = date.ok_or_else(|| wrong(word))?;
            }
            Arg::Long("no-audit") => options.no_audit = true,
            Arg::Long("only") => {
                const WANTED: &str = "bundle、tables、bulletins、fates、sums 或 findings";
                let word = text(parser.value()?)?;
                let wrong = |found| Usage::Wanted { after: "--only", wanted: WANTED, found: Some(found) };
                options.only.push(Product::from_key(&word).ok_or_else(|| wrong(word))?);
            }
            Arg::Long("threads") => {
                const WANTED: &str = "1 到 64 的整数";
                let word = text(parser.value()?)?;
                let number = word.parse().ok().filter(|number| (1..=64).contains(number));
                let wrong = Usage::Wanted { after: "--threads", wanted: WANTED, found: Some(word) };
                options.threads = Some(number.ok_or(wrong)?);
            }
            Arg::Value(path) => options.paths.push(PathBuf::from(path)),
            other => return Err(other.unexpected().into()),
        }
    }
    if options.paths.is_empty() {
        return Err(Usage::NoFiles);
    }
    if options.out.is_none() {
        return Err(Usage::NoFolder);
    }
    if let Some(product) = options.only.iter().find(|product| options.public && !product.is_public()) {
        return Err(Usage::NotPublic(*product));
    }
    Ok(Command::RollUp(Box::new(options)))
}

fn scheme(parser: &mut Parser) -> Result<Command, Usage> {
    const WANTED: &str = "check 或 show";
    let word = match parser.next()? {
        None => return Err(Usage::Wanted { after: "scheme", wanted: WANTED, found: None }),
        Some(Arg::Long("help") | Arg::Short('h')) => return Ok(Command::Help(Topic::Scheme)),
        Some(Arg::Value(word)) => text(word)?,
        Some(other) => return Err(other.unexpected().into()),
    };
    match word.as_str() {
        "check" => match options(parser, Topic::Scheme, &[Format::Text, Format::Json])? {
            Ok(options) if options.files.is_empty() && !options.builtin => Err(Usage::NoFiles),
            Ok(options) => Ok(Command::SchemeCheck(options)),
            Err(topic) => Ok(Command::Help(topic)),
        },
        "show" => match options(parser, Topic::Show, &[Format::Text, Format::Html, Format::Markdown, Format::Json])? {
            Ok(options) => scheme_file(options).map(Command::SchemeShow),
            Err(topic) => Ok(Command::Help(topic)),
        },
        _ => Err(Usage::Wanted { after: "scheme", wanted: WANTED, found: Some(word) }),
    }
}

fn code(parser: &mut Parser) -> Result<Command, Usage> {
    const WANTED: &str = "uscc、division、industry、project 或 phone";
    let mut format = Format::Text;
    let (mut kind, mut scheme) = (None, None);
    let mut codes = Vec::new();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Ok(Command::Help(Topic::Code)),
            Arg::Long("format") => format = read_format(parser, &[Format::Text, Format::Json])?,
            Arg::Long("scheme") => scheme = Some(PathBuf::from(parser.value()?)),
            Arg::Value(word) if kind.is_none() => {
                let word = text(word)?;
                kind = Some(match word.as_str() {
                    "uscc" => CodeKind::Uscc,
                    "division" => CodeKind::Division,
                    "industry" => CodeKind::Industry,
                    "project" => CodeKind::Project,
                    "phone" => CodeKind::Phone,
                    _ => return Err(Usage::Wanted { after: "code", wanted: WANTED, found: Some(word) }),
                });
            }
            Arg::Value(word) => codes.push(text(word)?),
            other => return Err(other.unexpected().into()),
        }
    }
    let kind = kind.ok_or(Usage::Wanted { after: "code", wanted: WANTED, found: None })?;
    Ok(Command::Code(CodeOptions { format, kind, scheme, codes }))
}

/// Options and files, or the help that was asked for.
fn options(parser: &mut Parser, topic: Topic, formats: &[Format]) -> Result<Result<Options, Topic>, Usage> {
    let mut options = Options::default();
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("help") | Arg::Short('h') => return Ok(Err(topic)),
            Arg::Long("format") => options.format = read_format(parser, formats)?,
            Arg::Long("form") if topic == Topic::Show => options.forms.push(text(parser.value()?)?),
            Arg::Long("builtin") if topic == Topic::Scheme => options.builtin = true,
            Arg::Long("of") if topic == Topic::Schema => options.of = Some(read_kind(parser)?),
            Arg::Long("scheme") => options.scheme = Some(PathBuf::from(parser.value()?)),
            Arg::Value(file) => options.files.push(PathBuf::from(file)),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(Ok(options))
}

/// The one file, if there is one, is the scheme.
fn scheme_file(mut options: Options) -> Result<Options, Usage> {
    if options.scheme.is_none() && !options.files.is_empty() {
        options.scheme = Some(options.files.remove(0));
    }
    without_files(options)
}

fn without_files(options: Options) -> Result<Options, Usage> {
    match options.files.first() {
        Some(file) => Err(Usage::Unexpected(file.to_string_lossy().into_owned())),
        None => Ok(options),
    }
}

fn read_kind(parser: &mut Parser) -> Result<FileKind, Usage> {
    const WANTED: &str = "submission、bundle、return 或 waiver";
    let word = text(parser.value()?)?;
    FileKind::from_key(&word).ok_or(Usage::Wanted { after: "--of", wanted: WANTED, found: Some(word) })
}

fn read_format(parser: &mut Parser, formats: &[Format]) -> Result<Format, Usage> {
    let word = text(parser.value()?)?;
    let format = match word.as_str() {
        "text" => Some(Format::Text),
        "json" => Some(Format::Json),
        "markdown" => Some(Format::Markdown),
        "html" => Some(Format::Html),
        _ => None,
    };
    let wanted = if formats.contains(&Format::Html) { "text、html、markdown 或 json" } else { "text 或 json" };
    let wrong = Usage::Wanted { after: "--format", wanted, found: Some(word) };
    format.filter(|format| formats.contains(format)).ok_or(wrong)
}

fn text(word: OsString) -> Result<String, Usage> {
    word.into_string().map_err(Usage::NotText)
}
