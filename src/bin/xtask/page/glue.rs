//! The script between the module and the browser, made by wasm-bindgen, in syntax that Chromium 78 reads.

use super::syntax;
use crate::Trouble;
use std::path::Path;
use walrus::{ExportItem, FunctionId, ImportKind, Module, ValType};
use wasm_bindgen_cli_support::Bindgen;

pub(crate) struct Bound {
    /// Defines the global `wasm_bindgen`.
    pub(crate) script: String,
    pub(crate) module: Vec<u8>,
}

/// Makes the glue as one plain script: scripts of type `module` cannot be imported from file://.
pub(crate) fn bind(module: &Path) -> Result<Bound, Trouble> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true);
    let output = bindgen.no_modules(true).and_then(Bindgen::generate_output);
    let mut output = output.map_err(|error| format!("wasm-bindgen cannot bind {}: {error:#}", module.display()))?;
    if output.snippets().values().any(|it| !it.is_empty()) || !output.local_modules().is_empty() {
        return Err(format!(
            "a dependency brings scripts of its own, but everything must be in the one glue script: {:?} {:?}",
            output.snippets(),
            output.local_modules()
        ));
    }
    let wide = wide_functions(output.wasm());
    if !wide.is_empty() {
        let wide = wide.join(", ");
        return Err(format!(
            "Chromium before 85 cannot hand 64-bit integers over: use f64 or text in the signature of {wide}"
        ));
    }
    Ok(Bound { script: output.js().to_owned(), module: output.wasm_mut().emit_wasm() })
}

/// Functions between the module and the browser that take or give `u64` or `i64`: they start well everywhere, and
/// throw when they are called.
fn wide_functions(module: &Module) -> Vec<String> {
    let imported = module.imports.iter().filter_map(|it| match it.kind {
        ImportKind::Function(function) => Some((it.name.clone(), function)),
        _ => None,
    });
    let exported = module.exports.iter().filter_map(|it| match it.item {
        ExportItem::Function(function) => Some((it.name.clone(), function)),
        _ => None,
    });
    let is_wide = |function: FunctionId| {
        let (takes, gives) = module.types.params_results(module.funcs.get(function).ty());
        takes.iter().chain(gives).any(|it| *it == ValType::I64)
    };
    imported.chain(exported).filter(|it| is_wide(it.1)).map(|it| it.0).collect()
}

/// What wasm-bindgen 0.2.130 writes in newer syntax than Chromium 78 reads, and the same in older.
const LOWERED: [(&str, &str); 2] = [
    (r"/\[object ([^\]]+)\]/.exec(toStringOutput)?.[1]", r"(/\[object ([^\]]+)\]/.exec(toStringOutput) || [])[1]"),
    // Of futures in quick builds; it stands behind a test that there is a console.
    ("console?.createTask", "console.createTask"),
];

/// Rewrites the few places of newer syntax and makes sure that none is left.
pub(crate) fn lower(script: &str) -> Result<String, Trouble> {
    let mut script = script.to_owned();
    for (new, old) in LOWERED {
        script = script.replace(new, old);
    }
    let places: Vec<String> = syntax::unfit(&script).iter().map(ToString::to_string).collect();
    if places.is_empty() {
        return Ok(script);
    }
    let places = places.join("\n");
    Err(format!("the glue has what the page may not have; rewrite it in src/bin/xtask/page/glue.rs:\n{places}"))
}
