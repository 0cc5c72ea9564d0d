//! Reading submission files: the one place that calls the core's reader.

use std::rc::Rc;

use sishang::exchange;
use sishang::message::exchange as words;
use sishang::scheme::CompiledScheme;
use yew::AttrValue;

use crate::effects::files::{Given, LARGEST_FILE, NotRead};
use crate::store::begun::Earlier;

/// Most differences between a file and its audit that are told one by one.
const MOST_DIFFERENCES: usize = 3;

/// A file that was read: what is in it, and what else is to be said about it.
pub(crate) struct Submission {
    /// What is in it.
    pub earlier: Rc<Earlier>,
    /// Remarks, in sentences.
    pub notes: Vec<String>,
}

/// Reads a submission.
///
/// # Errors
/// A sentence that says what is wrong with the file and what to do.
pub(crate) fn submission(scheme: &CompiledScheme, given: &Given) -> Result<Submission, AttrValue> {
    let bytes = given.content.as_ref().map_err(|why| AttrValue::from(not_read(why)))?;
    let opened = exchange::open(bytes, scheme, &exchange::Limits::default())
        .map_err(|why| AttrValue::from(words::file_error(&why)))?;
    let mut notes: Vec<String> = opened.notes.iter().map(words::note).collect();
    let verified = exchange::verify(&opened, scheme);
    let shown = verified.differences.iter().take(MOST_DIFFERENCES);
    notes.extend(shown.map(|difference| words::difference(scheme, &opened.book, difference)));
    let earlier = Earlier {
        digest: opened.head.digest.clone(),
        is_final: opened.head.status == exchange::Status::Final,
        book: opened.book,
    };
    Ok(Submission { earlier: Rc::new(earlier), notes })
}

/// Why the bytes could not be had.
pub(crate) fn not_read(why: &NotRead) -> String {
    match why {
        NotRead::TooLarge { bytes } => {
            words::file_error(&exchange::FileError::TooLarge { bytes: *bytes, limit: LARGEST_FILE })
        }
        NotRead::Unreadable(why) => {
            format!("浏览器读不出来（{why}）。请确认它是一个文件（不是文件夹），U盘没有拔出，再试一次。")
        }
    }
}
