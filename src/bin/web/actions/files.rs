//! Files that a person chose or dropped: what they are, and what becomes of them.

use web_sys::File;

use crate::store::{Sender, Shown};

/// Files dropped on the page or chosen on 首页.
pub(crate) fn given(files: Vec<File>, _shown: &Shown, send: &Sender) {
    let send = send.clone();
    crate::effects::files::read(files, move |given| {
        for file in given {
            send.notice(crate::store::Tone::Info, format!("收到文件 {}", file.name));
        }
    });
}

/// Goes on from a submission file as work of its own.
pub(crate) fn go_on(shown: &Shown, send: &Sender, opened: &crate::store::dialog::Opened) {
    super::open::new_work(shown, send, opened.book.clone(), None, crate::store::Page::Home);
}
