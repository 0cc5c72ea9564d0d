//! Puts the page together from `index.html`, the styles and the scripts, and pins every script and style by its hash.

use crate::{Trouble, paths};
use base64::Engine as _;
use sha2::{Digest as _, Sha256};

const CHECK: &str = include_str!("check.js");
const INFLATE: &str = include_str!("inflate.js");
const LOADER: &str = include_str!("loader.js");

pub(crate) struct Parts<'a> {
    /// wasm-bindgen's glue.
    pub(crate) script: &'a str,
    /// The module as gzip and base64.
    pub(crate) packed: &'a str,
    /// First digits of the module's digest.
    pub(crate) build: &'a str,
}

pub(crate) fn assemble(parts: &Parts) -> Result<String, Trouble> {
    let template = read(&paths::root().join("index.html"))?;
    let styles = styles()?;
    let program = format!("{INFLATE}\n{}", parts.script);
    let policy = policy(&[CHECK, &program, LOADER], &styles);
    let version = format!("{} · {}", env!("CARGO_PKG_VERSION"), parts.build);
    fill(
        &template,
        &[
            ("policy", &policy),
            ("version", &version),
            ("styles", &styles),
            ("check", CHECK),
            ("program", &program),
            ("module", parts.packed),
            ("loader", LOADER),
        ],
    )
}

/// What the page may do, from nothing up.
///
/// - Scripts: those whose hash is here, and compiling the module. `'unsafe-eval'` is what Chromium before 97 calls
///   that; the loader takes it away again as soon as the module runs.
/// - Styles: the one sheet by its hash. Attributes may hold styles, because Yew sets them with `setAttribute`;
///   with no request allowed, a style cannot carry anything out. Browsers that do not know the finer two directives
///   (Firefox before 108) take the coarse one, which stands first.
/// - Pictures that are data or made here; workers made here. No request of any kind to anywhere.
fn policy(scripts: &[&str], styles: &str) -> String {
    let hashes: Vec<String> = scripts.iter().map(|script| hash(script)).collect();
    [
        "default-src 'none'",
        &format!("script-src {} 'wasm-unsafe-eval' 'unsafe-eval'", hashes.join(" ")),
        "style-src 'unsafe-inline'",
        &format!("style-src-elem {}", hash(styles)),
        "style-src-attr 'unsafe-inline'",
        "img-src data: blob:",
        "worker-src blob:",
        "connect-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ")
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(text)))
}

/// All of `styles/*.css` in order of file name.
fn styles() -> Result<String, Trouble> {
    let folder = paths::root().join("styles");
    let entries = std::fs::read_dir(&folder).map_err(|error| format!("cannot read {}: {error}", folder.display()))?;
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.extension().is_some_and(|it| it == "css"));
    files.sort();
    // The bulletin looks the same in the page and in the file that is saved of it.
    files.push(paths::root().join("src/report/bulletin/bulletin.css"));
    files.iter().map(|file| read(file)).collect()
}

/// With line ends as a browser sees them, or the hashes would not fit.
fn read(file: &std::path::Path) -> Result<String, Trouble> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    Ok(text.replace("\r\n", "\n"))
}

/// Puts a text in the place of each `{{name}}`; the texts themselves are not looked into.
fn fill(template: &str, texts: &[(&str, &str)]) -> Result<String, Trouble> {
    let mut page = String::new();
    let mut pieces = template.split("{{");
    page.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let (name, after) = piece.split_once("}}").ok_or("index.html has `{{` without `}}`")?;
        let (_, text) =
            texts.iter().find(|it| it.0 == name).ok_or(format!("index.html asks for `{name}`, which is unknown"))?;
        if name != "module" && ["</script", "</style", "<!--"].iter().any(|end| text.contains(end)) {
            return Err(format!("the {name} of the page contain what would end their own tag"));
        }
        page.push_str(text);
        page.push_str(after);
    }
    match texts.iter().find(|(name, _)| !template.contains(&format!("{{{{{name}}}}}"))) {
        Some((name, _)) => Err(format!("index.html has no place for `{name}`")),
        None => Ok(page),
    }
}

#[cfg(test)]
mod tests {
    use super::{CHECK, INFLATE, LOADER, fill, hash, policy};
    use crate::page::syntax::unfit;

    #[test]
    fn our_own_scripts_are_old_enough() {
        for script in [CHECK, INFLATE, LOADER] {
            assert_eq!(unfit(script), []);
            for newer in ["=>", "let ", "const ", "`"] {
                assert!(!code(script).contains(newer), "{newer} in\n{script}");
            }
        }
    }

    #[test]
    fn internet_explorer_can_read_the_check() {
        // In ES3 a comma may not end a list, and a word of the language may not be a name after a dot.
        let dense: String = code(CHECK).split_whitespace().collect();
        for newer in [",]", ",}", ".catch(", ".delete(", ".default", ".finally(", "'usestrict'", ".forEach(", ".trim("]
        {
            assert!(!dense.contains(newer), "{newer} in\n{CHECK}");
        }
    }

    /// The script without its comments.
    fn code(script: &str) -> String {
        script.lines().filter(|line| !line.trim_start().starts_with("//")).collect()
    }

    #[test]
    fn every_place_is_filled_and_no_other() {
        assert_eq!(fill("a{{b}}c{{d}}", &[("b", "{{d}}"), ("d", "2")]).unwrap(), "a{{d}}c2");
        assert!(fill("a{{x}}", &[]).is_err());
        assert!(fill("a", &[("b", "")]).is_err());
        assert!(fill("{{b}}", &[("b", "'</script>'")]).is_err());
    }

    #[test]
    fn a_hash_is_the_browsers() {
        // From the specification of the policy: alert('Hello, world.');
        assert_eq!(hash("alert('Hello, world.');"), "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
        assert!(policy(&["a", "b"], "c").starts_with("default-src 'none'; script-src 'sha256-"));
    }
}
