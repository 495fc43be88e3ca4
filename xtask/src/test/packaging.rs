//! The solution file.

use std::fs;

use anyhow::{Context as _, Result, ensure};
use xshell::cmd;

use crate::{
    build::{self, Profile},
    package,
    project::Project,
    tools,
};

/// Everything after the compiler runs twice; both times must give the same files. Then the customizations are held to Microsoft's schema.
pub fn run(project: &Project) -> Result<String> {
    schema(project)?;
    let folder = project.root.join("pkg");
    let first = package::package(project, &folder)?.map(fs::read);
    build::build(project, Profile::Ship)?;
    let second = package::package(project, &folder)?.map(fs::read);
    let mut sizes = Vec::new();
    for (first, second) in first.into_iter().zip(second) {
        let (first, second) = (first?, second?);
        ensure!(first == second, "the same sources gave two different solutions");
        sizes.push(first.len() / 1024);
    }
    Ok(format!("{} KB, managed {} KB", sizes[0], sizes[1]))
}

fn schema(project: &Project) -> Result<()> {
    let [xmllint] = tools::programs(project, [&tools::XMLLINT])?;
    let shell = project.shell()?;
    let schema = "xtask/data/solution-xsd/CustomizationsSolution.xsd";
    let customizations = project.solution_source("customizations.xml");
    let solution = project.solution_source("solution.xml");
    cmd!(shell, "{xmllint} --noout --nonet --schema {schema} {customizations}").run().context("customizations.xml")?;
    // There is no public schema for this one; `package` reads it and checks what it says.
    cmd!(shell, "{xmllint} --noout --nonet {solution}").run().context("solution.xml")
}
