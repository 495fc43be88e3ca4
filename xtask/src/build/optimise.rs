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

/// The smallest module that does the same.
pub fn optimise(project: &Project, wasm: &[u8]) -> Result<Vec<u8>> {
    let (input, output) = (project.target.join("journeyman.bindgen.wasm"), project.target.join("journeyman.opt.wasm"));
    fs::write(&input, wasm)?;
    let shell = project.shell()?;
    let optimiser = npm::file(project, "binaryen/bin/wasm-opt");
    cmd!(shell, "node {optimiser} -Oz --strip-debug --strip-producers {FEATURES...} {input} --output {output}")
        .run()
        .context("wasm-opt refused the module")?;
    fs::read(output).context("what wasm-opt wrote")
}
