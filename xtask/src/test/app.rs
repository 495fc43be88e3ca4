//! The web resources and what they weigh.

use std::fs;

use anyhow::{Result, ensure};

use crate::{
    build::{self, Profile},
    project::Project,
};

/// Gzipped bytes of all that a page with this part loads: module, glue, boot code, styles and page.
const LIMITS: [(&str, usize); build::PARTS.len()] = [("journeys", 520 * 1024), ("segments", 660 * 1024)];

/// Builds what ships.
pub fn build(project: &Project) -> Result<String> {
    build::build(project, Profile::Ship)?;
    Ok(String::new())
}

/// Holds each part to its limit, as the wire would carry it.
pub fn budget(project: &Project) -> Result<String> {
    let weight = |name: &str| -> Result<usize> { build::transferred(&fs::read(project.app().join(name))?) };
    let shared = build::SHARED.into_iter().map(weight).sum::<Result<usize>>()?;
    let mut figures = Vec::new();
    for (part, limit) in LIMITS {
        let loaded = shared + weight(&build::script_of(part))?;
        println!("{part}: {loaded} bytes gzipped of {limit}, {shared} of them shared");
        figures.push((part, loaded, limit));
    }
    for (part, loaded, limit) in &figures {
        ensure!(loaded <= limit, "a page with {part} loads {loaded} bytes gzipped, more than {limit}");
    }
    let figures: Vec<_> = figures
        .iter()
        .map(|(part, loaded, limit)| format!("{part} {} KB of {}", loaded / 1024, limit / 1024))
        .collect();
    Ok(format!("gzipped: {}", figures.join(", ")))
}
