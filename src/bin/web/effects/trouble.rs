//! What can go wrong with the browser's storage, as facts, and what a person should do about it.

use std::fmt;

/// Why work cannot be kept in this browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The browser has no IndexedDB, or has it switched off.
    Missing,
    /// The browser said no: a private window, a policy of the machine.
    Refused(String),
    /// The disk or the browser's quota is full.
    Full,
    /// The store has not opened yet: the machine is slow, or another window holds it. It may open any moment.
    Blocked,
    /// The store was made by a newer edition of this program.
    NewerVersion,
    /// Another window took this work over.
    TakenOver,
    /// The work is not in the store any more: deleted in another window, or the browser's data was cleared.
    Gone,
    /// Anything else, in the browser's words.
    Other(String),
}

impl Trouble {
    /// From the name and the message of a `DOMException`.
    pub(crate) fn named(name: &str, message: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::NewerVersion,
            "SecurityError" | "InvalidStateError" | "NotAllowedError" => Self::Refused(words(name, message)),
            "TimeoutError" => Self::Blocked,
            "" => Self::Other(message.to_owned()),
            _ => Self::Other(words(name, message)),
        }
    }

    /// Whether it may pass by itself, or by what a person does elsewhere: a disk can be cleaned up, a store can open
    /// late. A work that another window took is not coming back, and a private window stays one.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(self, Self::Full | Self::Blocked | Self::Other(_))
    }

    /// What to do, in one sentence.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            Self::Missing | Self::Refused(_) => {
                "可以照常填报，但关掉本页就没有了：请随时按 Ctrl+S 存成文件；或者换成普通窗口（不是无痕窗口）、换一个浏览器再打开。"
            }
            Self::Full => "请马上按 Ctrl+S 存成文件，再清理磁盘，或在首页清除不再需要的台账，然后点“再存一次”。",
            Self::Blocked => {
                "一打开就会自动存上，可以照常填报；等了很久还不行，请关掉其他打开着四上台账的窗口；在此之前请按 Ctrl+S 存成文件。"
            }
            Self::NewerVersion => "请用新版的四上台账打开；这里可以照常填报，但只能存成文件。",
            Self::TakenOver => "请到那个窗口接着填，或者在这里接着填（那个窗口改为只看）。",
            Self::Gone => "请马上按 Ctrl+S 存成文件，再用“打开文件”接着填。",
            Self::Other(_) => "请马上按 Ctrl+S 存成文件，再点“再存一次”；仍然不行，请换一个浏览器。",
        }
    }
}

fn words(name: &str, message: &str) -> String {
    if message.is_empty() { name.to_owned() } else { format!("{name}：{message}") }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("这个浏览器不能在本机保存数据"),
            Self::Refused(why) => write!(f, "浏览器不允许本页在本机保存数据（{why}）"),
            Self::Full => f.write_str("本机给浏览器的存储空间已满，没有存上"),
            Self::Blocked => f.write_str("本机存储还没有打开，可能是电脑正忙，或另一个窗口占着"),
            Self::NewerVersion => f.write_str("本机的数据是更新版本的四上台账写的"),
            Self::TakenOver => f.write_str("这份台账已在另一个窗口接着填，这里只能看"),
            Self::Gone => f.write_str("本机已没有这份台账，可能在另一个窗口清除了，或清理过浏览器数据"),
            Self::Other(why) => write!(f, "没有存上（{why}）"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_trouble_says_what_happened_and_what_to_do() {
        for (name, said) in [
            ("QuotaExceededError", "空间已满"),
            ("VersionError", "更新版本"),
            ("SecurityError", "不允许"),
            ("TimeoutError", "还没有打开"),
            ("UnknownError", "没有存上（UnknownError：x）"),
        ] {
            let trouble = Trouble::named(name, "x");
            assert!(trouble.to_string().contains(said), "{trouble}");
            assert!(trouble.advice().ends_with('。'), "{trouble:?}");
        }
    }
}
