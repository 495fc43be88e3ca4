//! The styles: `app.css` holds the design tokens that are used, then the boot page's rules, then the sheets in `src/style` in
//! order of their paths. A part of the app brings its own, those in `src/style/<part>`.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use super::tokens::{self, Tokens};
use crate::project::Project;

/// What every part has: the tokens of them all, and the rules that they share.
pub fn shared(project: &Project) -> Result<String> {
    let boot = fs::read_to_string(project.solution_source("boot.css"))?;
    let rules = format!("{boot}\n{}", joined(&sources(&folder(project), 1, &["css"])?)?);
    let used = mentioned(&joined(&sources(&project.root.join("src"), usize::MAX, &["css", "rs"])?)?);
    let used = used.union(&mentioned(&boot)).cloned().collect();
    Ok(format!("{}{}", tokens::block(&Tokens::read(project)?, &used), slim(&rules)))
}

/// The rules of one part.
pub fn of_part(project: &Project, part: &str) -> Result<String> {
    Ok(slim(&joined(&sources(&folder(project).join(part), usize::MAX, &["css"])?)?))
}

fn folder(project: &Project) -> PathBuf {
    project.root.join("src/style")
}

/// The texts of files, one after the other.
fn joined(paths: &[PathBuf]) -> Result<String> {
    let read = |path: &PathBuf| fs::read_to_string(path).with_context(|| path.display().to_string());
    Ok(paths.iter().map(read).collect::<Result<Vec<_>>>()?.join("\n"))
}

/// Files of these kinds in a folder, so many levels deep, in order of their paths.
fn sources(folder: &Path, depth: usize, extensions: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).max_depth(depth).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|is| extensions.iter().any(|extension| is == *extension)) {
            found.push(path);
        }
    }
    Ok(found)
}

/// Names of the custom properties that a text reads: `var(--name`.
fn mentioned(text: &str) -> BTreeSet<String> {
    let name = |rest: &str| {
        let rest = rest.trim_start();
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
        rest.get(2..end).filter(|_| rest.starts_with("--")).map(str::to_owned)
    };
    text.split("var(").skip(1).filter_map(name).collect()
}

/// The rules without comments, indentation and empty lines. Anything cleverer gains nothing after gzip.
fn slim(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines().map(str::trim).filter(|line| !line.is_empty()).fold(String::new(), |sheet, line| sheet + line + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_found_in_every_spelling() {
        let css = "a{color:var(--colorA);width:calc(var( --space-2 )*2);margin:var(--x,var(--y))}";
        assert_eq!(mentioned(css).into_iter().collect::<Vec<_>>(), ["colorA", "space-2", "x", "y"]);
    }

    #[test]
    fn a_comment_goes_and_a_rule_stays() {
        assert_eq!(slim("/* why */\n.tile {\n  gap: 4px; /* px */\n}\n\n"), ".tile {\ngap: 4px;\n}\n");
    }
}
