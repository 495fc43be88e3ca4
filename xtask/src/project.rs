//! Where things lie.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use xshell::Shell;

/// The checkout and its output folders.
pub struct Project {
    /// The workspace's root.
    pub root: PathBuf,
    /// Cargo's target folder: `CARGO_TARGET_DIR`, or `target/`.
    pub target: PathBuf,
}

impl Project {
    /// The project that this program was built from.
    pub fn find() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask has no parent folder")?.to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => env::current_dir()?.join(folder),
            None => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// A shell that stands in the root.
    pub fn shell(&self) -> Result<Shell> {
        let shell = Shell::new()?;
        shell.change_dir(&self.root);
        Ok(shell)
    }

    /// The folder that a sandbox serves web resources from: names of resources are paths below it.
    pub fn web(&self) -> PathBuf {
        self.target.join("web")
    }

    /// The built web resources of this app.
    pub fn app(&self) -> PathBuf {
        self.web().join("jm_/journeyman")
    }

    /// A file that the solution is made of.
    pub fn solution_source(&self, name: &str) -> PathBuf {
        self.root.join("pkg/solution").join(name)
    }
}
