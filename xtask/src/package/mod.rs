//! The solution that an administrator imports: `pkg/journeyman_<version>.zip` and its managed twin.

mod archive;
mod manifest;
#[cfg(test)]
mod tests;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, ensure};
use lexopt::Parser;
use manifest::{Customizations, WebResource};

use crate::{
    build::{self, Profile},
    project::Project,
};

/// Organisations refuse 5 MB by default and it is unknown whether they count a file or its base64 (reference/hosting.md 1).
const FILE_LIMIT: usize = 15 * 1024 * 1024 / 4;

/// `cargo xtask package`.
pub fn run(project: &Project, mut args: Parser) -> Result<()> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    build::build(project, Profile::Ship)?;
    for path in package(project, &project.root.join("pkg"))? {
        println!("{} ({} bytes)", path.display(), fs::metadata(&path)?.len());
    }
    Ok(())
}

/// Writes both solutions from the built web resources: unmanaged, then managed.
pub fn package(project: &Project, folder: &Path) -> Result<[PathBuf; 2]> {
    let solution = fs::read_to_string(project.solution_source("solution.xml"))?;
    let customizations = fs::read_to_string(project.solution_source("customizations.xml"))?;
    let resources = Customizations::read(&customizations)?.resources();
    manifest::check(&solution, &resources)?;
    let files = resources.iter().map(|resource| content(project, resource)).collect::<Result<Vec<_>>>()?;

    let version = manifest::version(&solution)?.replace('.', "_");
    let write = |managed: bool| -> Result<PathBuf> {
        let name = format!("journeyman_{version}{}.zip", if managed { "_managed" } else { "" });
        let parts = [
            ("[Content_Types].xml", manifest::content_types(&resources).into_bytes()),
            ("solution.xml", manifest::managed(&solution, managed)?.into_bytes()),
            ("customizations.xml", customizations.clone().into_bytes()),
        ];
        let contents = resources.iter().map(WebResource::part).zip(files.iter().cloned());
        let path = folder.join(name);
        fs::write(&path, archive::zip(parts.into_iter().chain(contents))?)
            .with_context(|| path.display().to_string())?;
        Ok(path)
    };
    fs::create_dir_all(folder)?;
    Ok([write(false)?, write(true)?])
}

fn content(project: &Project, resource: &WebResource) -> Result<Vec<u8>> {
    let bytes =
        fs::read(project.web().join(&resource.name)).with_context(|| format!("{} is not built", resource.name))?;
    ensure!(
        bytes.len() <= FILE_LIMIT,
        "{} has {} bytes; above {FILE_LIMIT} an organisation may refuse it",
        resource.name,
        bytes.len()
    );
    Ok(bytes)
}
