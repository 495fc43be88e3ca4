//! The parts that come from npm, at the versions of `package-lock.json`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use xshell::cmd;

use crate::project::Project;

/// Installs the packages unless the lock file is the one they were installed by.
pub fn install(project: &Project) -> Result<()> {
    install_in(project, &project.root)
}

/// Installs the packages of a folder with a lock file of its own.
pub fn install_in(project: &Project, folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json")).context("package-lock.json")?;
    let stamp = folder.join("node_modules/.installed-by");
    if fs::read(&stamp).is_ok_and(|installed_by| installed_by == lock) {
        return Ok(());
    }
    let shell = project.shell()?;
    let _folder = shell.push_dir(folder);
    cmd!(shell, "npm ci --no-audit --no-fund --loglevel=error")
        .run()
        .context("npm packages are missing: this needs Node 20 or newer with npm, and its registry")?;
    fs::write(stamp, lock)?;
    Ok(())
}

/// A file of an installed package.
pub fn file(project: &Project, path: impl AsRef<Path>) -> PathBuf {
    project.root.join("node_modules").join(path)
}

/// A classic script without what only people need. Its globals keep their names.
pub fn minify(project: &Project, script: &str) -> Result<String> {
    let shell = project.shell()?;
    let program = file(project, "esbuild/bin/esbuild");
    // The licence of the file's own parts is the project's; there is nothing foreign in it.
    cmd!(shell, "{program} --minify --legal-comments=none --charset=utf8 --log-level=warning")
        .stdin(script)
        .read()
        .context("esbuild refused the script")
}
