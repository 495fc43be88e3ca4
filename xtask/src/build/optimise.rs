//! `wasm-opt`, from the npm package `binaryen`.

use std::fs;

use anyhow::{Context as _, Result};
use xshell::cmd;

use crate::{npm, project::Project};

/// What rustc and wasm-bindgen emit and every browser of today reads. `--all-features` would let the optimiser write kinds of
/// imports that browsers refuse.
const FEATURES: [&str; 8] = [
    "--enable-reference-types",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-multivalue",
    "--enable-call-indirect-overlong",
];

/// The module that does the same and packs smallest.
///
/// Small alone is not the aim. Inlining, and the order by frequency of use that `-Oz` ends with, spoil how alike generated
/// functions look and how near they stand: without the one and sorted by name the module packs a sixth smaller.
pub fn optimise(project: &Project, wasm: &[u8]) -> Result<Vec<u8>> {
    let (input, output) = (project.target.join("bindgen.wasm"), project.target.join("optimised.wasm"));
    fs::write(&input, wasm)?;
    let shell = project.shell()?;
    let optimiser = npm::file(project, "binaryen/bin/wasm-opt");
    let inlining = [
        "--always-inline-max-function-size=0",
        "--one-caller-inline-max-function-size=0",
        "--flexible-inline-max-function-size=0",
    ];
    cmd!(
        shell,
        "node {optimiser} {FEATURES...} {input} -Oz {inlining...} --reorder-functions-by-name --strip-debug --strip-producers --output {output}"
    )
        .run()
        .context("wasm-opt refused the module")?;
    fs::read(output).context("what wasm-opt wrote")
}
