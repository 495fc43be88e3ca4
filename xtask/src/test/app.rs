//! The web resources and what they weigh.

use std::fs;

use anyhow::{Result, ensure};

use crate::{
    build::{self, Profile},
    project::Project,
};

/// Gzipped bytes of all that is loaded: module, glue, boot code, styles and page.
const APP_LIMIT: usize = 450 * 1024;

/// Builds what ships.
pub fn build(project: &Project) -> Result<String> {
    build::build(project, Profile::Ship)?;
    Ok(String::new())
}

/// Holds the app to [`APP_LIMIT`], as the wire would carry it.
pub fn budget(project: &Project) -> Result<String> {
    let mut app = 0;
    for name in build::FILES {
        app += build::transferred(&fs::read(project.app().join(name))?)?;
    }
    ensure!(app <= APP_LIMIT, "the app weighs {app} bytes gzipped, more than {APP_LIMIT}");
    Ok(format!("{} KB gzipped of {}", app / 1024, APP_LIMIT / 1024))
}
