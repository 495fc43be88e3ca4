//! `app.css`: the design tokens that are used, then the boot page's rules, then the app's sheets in order of their paths.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context as _, Result};
use walkdir::WalkDir;

use super::tokens::{self, Tokens};
use crate::project::Project;

/// The whole style sheet.
pub fn sheet(project: &Project) -> Result<String> {
    let mut rules = fs::read_to_string(project.solution_source("boot.css"))?;
    for path in sources(&project.root.join("src"), "css")? {
        rules.push('\n');
        rules.push_str(&fs::read_to_string(&path).with_context(|| path.display().to_string())?);
    }
    let mut used = mentioned(&rules);
    for path in sources(&project.root.join("src"), "rs")? {
        used.extend(mentioned(&fs::read_to_string(path)?));
    }
    let tokens = Tokens::read(project)?;
    Ok(format!("{}{}", tokens::block(&tokens, &used), slim(&rules)))
}

/// Files below a folder with an extension, in order of their paths.
fn sources(folder: &Path, extension: &str) -> Result<Vec<std::path::PathBuf>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let path = entry?.into_path();
        if path.extension().is_some_and(|is| is == extension) {
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
