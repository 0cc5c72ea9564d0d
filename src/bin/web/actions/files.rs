//! Files that a person chose or dropped: what they are, and what becomes of them.

use std::rc::Rc;

use sishang::exchange::{self, AnyFile};
use sishang::period::January;
use sishang::workbook::Command;
use yew::AttrValue;

use super::{carry, open, read};
use crate::effects::files::{Dropped, Given, Picked};
use crate::store::begun::Earlier;
use crate::store::dialog::Opened;
use crate::store::{Dialog, Msg, Page, SavedFile, Sender, Shown, Source, Tone, Work};

/// Files dropped on the page.
pub(crate) fn dropped(dropped: Dropped, shown: &Shown, send: &Sender) {
    if !dropped.folders.is_empty() {
        let names = dropped.folders.join("”“");
        send.notice(
            Tone::Warning,
            format!(
                "浏览器不许网页读拖进来的文件夹“{names}”。请打开文件夹，选中里面的文件再拖；或在“汇总”页用“选文件夹”。"
            ),
        );
    }
    if !dropped.files.is_empty() {
        given(dropped.files, shown, send);
    }
}

/// Files dropped on the page or chosen on 首页. On 汇总 they are taken in; on 开始新的一期 they are files to carry over from; elsewhere a file
/// of an earlier period of the open work is carried over, and any other is opened.
pub(crate) fn given(files: Vec<Picked>, shown: &Shown, send: &Sender) {
    if matches!(shown.page, Page::Gather { .. }) {
        return super::gather::take(files, shown, send);
    }
    let (shown, send) = (shown.clone(), send.clone());
    send.send(Msg::Busy(Some("正在读文件……".into())));
    crate::effects::files::read(files, move |given| {
        if shown.page == Page::Begin {
            send.send(Msg::SourcesRead(given.iter().map(|file| source(&shown, file)).collect()));
        } else {
            sort_out(&shown, &send, &given);
        }
        send.send(Msg::Busy(None));
    });
}

fn source(shown: &Shown, file: &Given) -> Source {
    let content = read::submission(&shown.scheme, file).map(|submission| submission.earlier);
    Source { name: file.name.clone().into(), content }
}

/// Carries over what can be, opens one of the others, and tells of every file that is not used.
fn sort_out(shown: &Shown, send: &Sender, given: &[Given]) {
    let mut refused: Vec<String> = Vec::new();
    let mut opened = false;
    let mut earlier = Vec::new();
    for file in given {
        if std::path::Path::new(&file.name).extension().is_some_and(|end| end.eq_ignore_ascii_case("toml")) {
            refused.push(format!("“{}”：这是报表制度文件，请在“制度”页用“装入制度文件”打开。", file.name));
            continue;
        }
        if let Some(told) = desk_file(shown, send, file) {
            refused.extend(told.err());
            continue;
        }
        let submission = match read::submission(&shown.scheme, file) {
            Ok(submission) => submission,
            Err(why) => {
                refused.push(format!("“{}”：{why}", file.name));
                continue;
            }
        };
        for note in submission.notes {
            send.notice(Tone::Warning, format!("“{}”：{note}", file.name));
        }
        if shown.work.as_ref().is_some_and(|work| work.is_open() && is_earlier(work, &submission.earlier)) {
            earlier.push((file.name.clone(), submission.earlier));
        } else if opened {
            refused.push(format!("“{}”：一次只打开一份台账，这一份没有打开。", file.name));
        } else {
            opened = true;
            as_work(shown, send, &file.name, &submission.earlier);
        }
    }
    if let Some(work) = &shown.work {
        carry::into_work(work, send, earlier);
    }
    if !refused.is_empty() {
        send.notice(Tone::Error, refused.join("\n"));
    }
}

/// Takes a return note, waivers or a bundle, which are no work of their own; `None` for anything else.
fn desk_file(shown: &Shown, send: &Sender, file: &Given) -> Option<Result<(), String>> {
    let bytes = file.content.as_ref().ok()?;
    // What a file is stands at its beginning; a submission is read by its own reader.
    let begin = String::from_utf8_lossy(bytes.get(..bytes.len().min(200))?).into_owned();
    if begin.contains(exchange::FORMAT) {
        return None;
    }
    let command = match exchange::open_any(bytes, &shown.scheme, &exchange::Limits::default()).ok()? {
        AnyFile::Return(note) => Command::OpenReturn(note),
        AnyFile::Waivers { waivers, .. } => Command::OpenWaivers(waivers),
        AnyFile::Bundle { .. } => return Some(Err(format!("“{}”：这是汇总包，请在“汇总”页打开。", file.name))),
        AnyFile::Submission(_) => return None,
    };
    let (what, to) = match &command {
        Command::OpenReturn(_) => ("退回单", Some(Page::Returned)),
        _ => ("特批单", Some(Page::Audit)),
    };
    let Some(work) = shown.work.as_ref().filter(|work| work.is_open()) else {
        return Some(Err(format!("“{}”：这是{what}。请先打开它所说的那一期台账，再打开它。", file.name)));
    };
    // Tried first, so that a note for others is told as such and the page stays.
    let stamp = sishang::workbook::Stamp { by: String::new(), at: crate::effects::clock::now() };
    if let Err(why) = work.session.apply(command.clone(), stamp) {
        return Some(Err(format!("“{}”：{}", file.name, crate::words::refusal(&why))));
    }
    send.command(command);
    if let Some(page) = to {
        send.turn(page);
    }
    send.notice(Tone::Done, format!("已打开{what}“{}”。", file.name));
    Some(Ok(()))
}

/// Whether a file is of the period before, or of the same period last year, of the same office.
fn is_earlier(work: &Work, earlier: &Earlier) -> bool {
    let (here, there) = (&work.session.book.about, &earlier.book.about);
    let before = [January::Exempt, January::Reported].map(|january| here.period.previous(january));
    here.office.code == there.office.code
        && here.demonstration == there.demonstration
        && (before.contains(&Some(there.period)) || here.period.last_year() == Some(there.period))
}

/// Opens a file as work of its own; asks first when the same office and period is kept here.
fn as_work(shown: &Shown, send: &Sender, name: &str, earlier: &Earlier) {
    let about = &earlier.book.about;
    let kept = shown.shelf.works().iter().filter_map(|found| found.meta.as_ref()).find(|meta| {
        meta.code == about.office.code && meta.period == about.period && meta.demonstration == about.demonstration
    });
    let what = || AttrValue::from(format!("{} {}", about.office.name, about.period.chinese()));
    let opened = Opened {
        name: name.to_owned().into(),
        book: earlier.book.clone(),
        kept: kept.map(|meta| (meta.id.clone().into(), what())),
    };
    if opened.kept.is_some() {
        send.ask(Dialog::SameWork(Rc::new(opened)));
    } else {
        go_on(shown, send, &opened);
    }
}

/// Goes on from a submission file as work of its own.
pub(crate) fn go_on(shown: &Shown, send: &Sender, opened: &Opened) {
    let file = SavedFile { at: Some(opened.book.sent.at.clone()), seq: 0 };
    open::new_work(shown, send, opened.book.clone(), Some(file), Page::Home);
    send.notice(Tone::Done, format!("已打开“{}”，可以接着填。", opened.name));
}
