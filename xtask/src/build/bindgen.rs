//! The script that joins the module to the browser, from wasm-bindgen as a library: crate and tool cannot differ.

use std::path::Path;

use anyhow::{Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::Profile;

/// A module and the classic script that calls it.
pub struct Glue {
    /// Defines one global, by which the module is started.
    pub script: String,
    /// The module that the script expects.
    pub wasm: Vec<u8>,
}

/// Rewrites what the compiler wrote into a module that browsers can call.
///
/// # Errors
/// If a dependency brings scripts of its own: a classic script cannot import them, and their names hold hyphens, which web
/// resources may not (reference/hosting.md 1).
pub fn glue(module: &Path, global: &str, profile: Profile) -> Result<Glue> {
    ensure!(module.exists(), "cargo wrote no {}", module.display());
    let ship = profile == Profile::Ship;
    let mut output = Bindgen::new()
        .input_path(module)
        .no_modules(true)?
        .no_modules_global(global)?
        .typescript(false)
        .omit_default_module_path(true)
        .demangle(!ship)
        // The optimiser sorts functions by name; it strips the names afterwards.
        .remove_name_section(false)
        .remove_producers_section(ship)
        .generate_output()?;

    let inline = output.snippets().iter().filter(|(_, scripts)| !scripts.is_empty()).map(|(dependency, _)| dependency);
    let mut foreign: Vec<_> = inline.chain(output.local_modules().keys()).cloned().collect();
    if !foreign.is_empty() {
        foreign.sort();
        bail!(
            "these dependencies bring scripts of their own (inline_js or module=), which the one script of the web resource cannot \
             import; turn the feature that needs them off: {}",
            foreign.join(", ")
        );
    }
    Ok(Glue { script: output.js().to_owned(), wasm: output.wasm_mut().emit_wasm() })
}
