//! Reading submission files: the one place that calls the core's reader.

use std::rc::Rc;

use sishang::scheme::CompiledScheme;
use yew::AttrValue;

use crate::effects::files::{Given, LARGEST_FILE, NotRead};
use crate::store::begun::Earlier;

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
    let _ = (scheme, bytes);
    Err(AttrValue::Static("读文件的部分还没有做好。"))
}

/// Why the bytes could not be had.
pub(crate) fn not_read(why: &NotRead) -> String {
    match why {
        NotRead::TooLarge { bytes } => format!(
            "有 {} MB，超过 {} MB，不会是四上台账的文件，没有打开。",
            bytes / 1_048_576,
            LARGEST_FILE / 1_048_576
        ),
        NotRead::Unreadable(why) => {
            format!("浏览器读不出来（{why}）。请确认它是一个文件（不是文件夹），U盘没有拔出，再试一次。")
        }
    }
}
