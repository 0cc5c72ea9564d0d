//! Reading files, bounded.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use sishang::exchange::{FileError, Limits};
use sishang::scheme::{CompiledScheme, SchemeError, SourceDoc, builtin, limits, load};

/// Why the bytes of a file could not be had.
pub(crate) enum ReadError {
    /// The file system says so.
    Io(String),
    /// Refused before it was read.
    File(FileError),
}

/// Reads a file, or standard input for `-`, up to the limit.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Vec<u8>, ReadError> {
    let limit = limit as u64;
    if path.as_os_str() == "-" {
        return bounded(io::stdin().lock(), limit);
    }
    let file = File::open(path).map_err(|error| ReadError::Io(problem(&error)))?;
    let about = file.metadata().map_err(|error| ReadError::Io(problem(&error)))?;
    if about.is_dir() {
        return Err(ReadError::Io("这是文件夹，不是文件".to_owned()));
    }
    if about.is_file() && about.len() > limit {
        return Err(ReadError::File(FileError::TooLarge { bytes: about.len(), limit }));
    }
    bounded(file, limit)
}

fn bounded(source: impl Read, limit: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| ReadError::Io(problem(&error)))?;
    if bytes.len() as u64 > limit {
        return Err(ReadError::File(FileError::TooLarge { bytes: bytes.len() as u64, limit }));
    }
    Ok(bytes)
}

/// Why something cannot be read, in a sentence.
pub(crate) fn problem(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件".to_owned(),
        io::ErrorKind::PermissionDenied => "没有读取的权限".to_owned(),
        io::ErrorKind::IsADirectory => "这是文件夹，不是文件".to_owned(),
        _ => format!("读不出来（{error}）"),
    }
}

/// Why a file or folder cannot be written, in a sentence.
pub(crate) fn not_written(path: &Path, error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::PermissionDenied => "没有写入的权限，或者别的程序正开着它".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的".to_owned(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "磁盘已满".to_owned(),
        io::ErrorKind::NotFound => "没有这个文件夹".to_owned(),
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            "这里要的是文件夹，那里有一个同名的文件".to_owned()
        }
        io::ErrorKind::IsADirectory => "那里有一个同名的文件夹".to_owned(),
        _ => error.to_string(),
    };
    format!("{} 写不进去：{why}", path.display())
}

/// Why a scheme could not be loaded.
pub(crate) enum SchemeProblem {
    /// Its file could not be read, in a sentence.
    Unreadable(String),
    /// Its mistakes.
    Wrong(Vec<SchemeError>),
}

/// The scheme of a file, or the built-in one.
pub(crate) fn scheme(path: Option<&Path>) -> Result<Arc<CompiledScheme>, SchemeProblem> {
    let Some(path) = path else { return Ok(builtin()) };
    scheme_of(&scheme_text(path)?)
}

/// A scheme file: its name without folders, and its text.
pub(crate) struct SchemeText {
    pub(crate) name: String,
    pub(crate) text: String,
}

/// The text of a scheme file.
pub(crate) fn scheme_text(path: &Path) -> Result<SchemeText, SchemeProblem> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let bytes = read(path, limits::DOCUMENT_BYTES).map_err(|error| {
        let why = match error {
            ReadError::Io(why) => why,
            ReadError::File(error) => error.to_string(),
        };
        SchemeProblem::Unreadable(format!("{}：{why}", path.display()))
    })?;
    let text = String::from_utf8(bytes)
        .map_err(|_| SchemeProblem::Unreadable(format!("{}：不是 UTF-8 编码的文字，请另存为 UTF-8", path.display())))?;
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    Ok(SchemeText { name, text })
}

/// The scheme that a text says.
pub(crate) fn scheme_of(file: &SchemeText) -> Result<Arc<CompiledScheme>, SchemeProblem> {
    load(&[SourceDoc { name: &file.name, text: &file.text }]).map(Arc::new).map_err(SchemeProblem::Wrong)
}

/// Bytes that a submission may have.
pub(crate) fn limits_of_submissions() -> Limits {
    Limits::default()
}
