//! The scheme in use: the built-in one, or a county's file kept in the store.

use std::sync::Arc;

use sishang::scheme::{CompiledScheme, SchemeError, SourceDoc};
use wasm_bindgen_futures::spawn_local;

use crate::effects::storage::{self, Db};
use crate::store::{Msg, SchemeOrigin, Sender, Shown, Tone};

/// Name of the setting that holds the county's scheme: its file name, a line break, its text.
const SETTING: &str = "scheme";

/// The scheme that is part of the program.
pub(crate) fn built_in() -> Arc<CompiledScheme> {
    sishang::scheme::builtin()
}

/// Reads a scheme file.
///
/// # Errors
/// Every mistake in it.
pub(crate) fn read(name: &str, text: &str) -> Result<Arc<CompiledScheme>, Vec<SchemeError>> {
    sishang::scheme::load(&[SourceDoc { name, text }]).map(Arc::new)
}

/// Takes up the county's scheme that is kept in the store, if there is one.
pub(crate) async fn take_up(db: &Db, send: &Sender) {
    let kept = match storage::setting(db, SETTING).await {
        Ok(kept) => kept,
        Err(why) => {
            return send.notice(Tone::Error, format!("读不出本机存的报表制度：{why}。现在用的是程序自带的制度。"));
        }
    };
    let Some((name, text)) = kept.split_once('\n') else { return };
    match read(name, text) {
        Ok(scheme) => {
            send.send(Msg::SchemeChanged { scheme, origin: SchemeOrigin::File(name.to_owned().into()) });
        }
        Err(errors) => send.notice(
            Tone::Error,
            format!(
                "本机存的报表制度“{name}”在这一版程序里有 {} 处错误，没有使用；现在用的是程序自带的制度。请到“制度”页重新装入。",
                errors.len()
            ),
        ),
    }
}

/// Puts a scheme in use and keeps it, so that the next start has it too.
pub(crate) fn put_in_use(shown: &Shown, send: &Sender, name: &str, text: &str, scheme: Arc<CompiledScheme>) {
    send.send(Msg::SchemeChanged { scheme, origin: SchemeOrigin::File(name.to_owned().into()) });
    keep(shown, send, format!("{name}\n{text}"));
}

/// Goes back to the built-in scheme.
pub(crate) fn go_back(shown: &Shown, send: &Sender) {
    send.send(Msg::SchemeChanged { scheme: built_in(), origin: SchemeOrigin::BuiltIn });
    keep(shown, send, String::new());
}

fn keep(shown: &Shown, send: &Sender, content: String) {
    let Some(db) = shown.db().cloned() else { return };
    let send = send.clone();
    spawn_local(async move {
        if let Err(why) = storage::set_setting(&db, SETTING, &content).await {
            send.notice(Tone::Error, format!("报表制度已换用，但没有存在本机：{why}。下次打开要重新装入。"));
        }
    });
}
