//! What the browser tests share: a desk with the page on it, browsers of several ages, and hands.
//!
//! ```ignore
//! let desk = Desk::new(Version::Chromium78);
//! let browser = desk.browser();
//! let page = browser.page();            // our page, started
//! page.click("#open-demo");
//! page.wait_for(".grid");
//! browser.kill();                       // as a power cut would
//! let browser = desk.browser();         // the same profile again
//! ```
//!
//! Helpers stop the test where they were called when something does not come in time, and leave a picture of the
//! page and what its console said in `target/browser-failures/`.

mod actions;
mod clerk;
pub(crate) mod devtools;
mod files;
mod reports;

pub(crate) use clerk::column_of;
use devtools::{Chromium, Page};
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The browsers that the page is promised to run in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// The oldest: the kernel of 360 browser 12.
    Chromium78,
    Chromium92,
    /// The last one for Windows 7.
    Chromium109,
    Current,
}

/// Makes of each scenario, a function from a version, a test in each browser.
macro_rules! in_every_browser {
    ($($scenario:ident),* $(,)?) => { $(
        mod $scenario {
            use crate::support::Version;
            #[test]
            fn in_chromium_78() { super::$scenario(Version::Chromium78); }
            #[test]
            fn in_chromium_92() { super::$scenario(Version::Chromium92); }
            #[test]
            fn in_chromium_109() { super::$scenario(Version::Chromium109); }
            #[test]
            fn in_current_chromium() { super::$scenario(Version::Current); }
        }
    )* };
}
pub(crate) use in_every_browser;

/// What stays when a browser ends: its profile, the downloads, and the page in a folder with spaces and Chinese.
pub(crate) struct Desk {
    version: Version,
    folder: TempDir,
}

/// A running browser. It ends when this is dropped.
pub(crate) struct Browser<'desk> {
    desk: &'desk Desk,
    chromium: Chromium,
}

impl Desk {
    pub(crate) fn new(version: Version) -> Self {
        let folder = roomy_folder().map_or_else(tempfile::tempdir, tempfile::tempdir_in).unwrap();
        let desk = Self { version, folder };
        fs::create_dir_all(desk.downloads()).unwrap();
        fs::create_dir_all(desk.page_file().parent().unwrap()).unwrap();
        let built = built_page();
        let copied = fs::copy(&built, desk.page_file());
        copied.unwrap_or_else(|error| panic!("{}: {error}; run `cargo xtask build` first", built.display()));
        desk
    }

    /// Where the page lies.
    pub(crate) fn page_file(&self) -> PathBuf {
        self.folder.path().join("李 某某的桌面/四上 报表（10月）/四上台账.html")
    }

    /// Where the browser saves files.
    pub(crate) fn downloads(&self) -> PathBuf {
        self.folder.path().join("下载")
    }

    /// Puts a file on the desk.
    pub(crate) fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let file = self.folder.path().join(name);
        fs::write(&file, content).unwrap();
        file
    }

    /// Starts the browser, with what its profile holds from before.
    #[track_caller]
    pub(crate) fn browser(&self) -> Browser<'_> {
        let profile = self.folder.path().join("profile");
        match Chromium::start(&self.version.binary(), &profile, (1366, 768)) {
            Ok(chromium) => Browser { desk: self, chromium },
            Err(trouble) => panic!("{:?} does not start: {trouble}", self.version),
        }
    }
}

impl Browser<'_> {
    /// A new tab with our page, started.
    #[track_caller]
    pub(crate) fn page(&self) -> Page {
        let page = self.tab();
        page.load(&self.desk.page_file());
        page.until_true("performance.getEntriesByName('sishang-usable').length > 0");
        page
    }

    /// A new empty tab, the size of a small office screen, saving files on the desk.
    #[track_caller]
    pub(crate) fn tab(&self) -> Page {
        let tab = || {
            let page = self.chromium.tab()?;
            page.resize(1366, 768)?;
            self.save_files_to(&page)?;
            Ok::<_, String>(page)
        };
        tab().unwrap_or_else(|trouble| panic!("no tab: {trouble}"))
    }

    /// Chromium before 80 only knows the older command, which belongs to the tab.
    fn save_files_to(&self, page: &Page) -> Result<(), String> {
        let behaviour = serde_json::json!({ "behavior": "allow", "downloadPath": self.desk.downloads() });
        let set = self.chromium.call("Browser.setDownloadBehavior", &behaviour);
        set.or_else(|_| page.call("Page.setDownloadBehavior", &behaviour)).map(drop)
    }

    /// Ends it at once, with no chance to save anything.
    pub(crate) fn kill(mut self) {
        self.chromium.kill();
    }
}

/// Room that a disk must have: Chromium 78 stores nothing where less than 1 GiB is free, of a small disk less than 1 %.
const ROOM_KIB: u64 = 3 << 19;

/// Room that profiles take in memory, at most.
const ROOM_IN_MEMORY_KIB: u64 = 3 << 17;

/// Where there is more room than in the usual place for temporary files, if that has too little.
fn roomy_folder() -> Option<&'static Path> {
    let memory = Path::new("/dev/shm");
    let short = room(&std::env::temp_dir()).is_some_and(|kib| kib < ROOM_KIB);
    (short && room(memory).is_some_and(|kib| kib > ROOM_IN_MEMORY_KIB)).then_some(memory)
}

/// Free room of the disk that holds a folder, in KiB; `None` where nobody can say.
fn room(folder: &Path) -> Option<u64> {
    let said = std::process::Command::new("df").args(["-Pk"]).arg(folder).output().ok()?;
    String::from_utf8_lossy(&said.stdout).lines().last()?.split_whitespace().nth(3)?.parse().ok()
}

impl Version {
    /// Its program: given by the environment, else where `cargo xtask test` puts it.
    fn binary(self) -> PathBuf {
        let major = match self {
            Self::Chromium78 => "78",
            Self::Chromium92 => "92",
            Self::Chromium109 => "109",
            Self::Current => return given("SISHANG_CHROMIUM").unwrap_or_else(|| "chromium".into()),
        };
        given("SISHANG_OLD_CHROMIUMS").unwrap_or_else(|| root().join("target/browsers")).join(major).join("chromium")
    }
}

/// The page as it is shipped.
pub(crate) fn built_page() -> PathBuf {
    given("SISHANG_PAGE").unwrap_or_else(|| root().join("dist/四上台账.html"))
}

fn given(name: &str) -> Option<PathBuf> {
    std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
