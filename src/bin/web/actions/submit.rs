//! Submissions: writing the open work to a file.

use sishang::exchange::{self, Status};
use sishang::workbook::Command;

use crate::effects::{clock, files};
use crate::store::Written;
use crate::store::{Msg, Page, Sender, Shown, Tone};

/// Writes the open work to a file, and notes in it that it was written.
///
/// A file is noted only once the browser has taken it: a file that was not saved raises no revision.
pub(crate) fn write(shown: &Shown, send: &Sender, wanted: Status) {
    let Some(work) = &shown.work else { return };
    let submission = exchange::build(&work.session, wanted, &clock::now());
    let (name, text) = (exchange::file_name(&submission.head), exchange::write(&submission));
    if let Err(why) = files::save(&name, "application/json", &text) {
        return send
            .notice(Tone::Error, format!("文件没有存成：{why}。请再试一次；仍然不行，请换一个浏览器打开本页。"));
    }
    let head = &submission.head;
    let is_final = head.status == Status::Final;
    // A work that is only looked at can be copied, but nothing is noted in it.
    if work.is_open() {
        send.command(Command::Sent(head.sent()));
    }
    send.send(Msg::SubmissionWritten(Written {
        name: name.clone().into(),
        digest: head.digest.clone().into(),
        revision: head.revision,
        is_final,
        at: head.signed.at.clone(),
    }));
    if shown.page == Page::Export {
        send.say(format!("已存成文件 {name}"));
    } else {
        let kind = head.status.label();
        send.notice(Tone::Done, format!("已存成文件“{name}”（{kind}），在浏览器的下载文件夹里。"));
    }
}
