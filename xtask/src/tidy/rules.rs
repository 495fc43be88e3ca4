//! Rules that are older than any one file.

use std::{collections::BTreeSet, fs};

use anyhow::Result;

use super::Source;
use crate::{icons, project::Project};

/// Past this a file usually holds two rooms.
const LONG: usize = 660;

/// Words that belong on nobody else's machine, or that say something is not done.
const WORDS: [(&str, &str); 10] = [
    ("/work/", "a path of one machine"),
    ("/root/", "a path of one machine"),
    ("/home/", "a path of one machine"),
    ("../shared/", "a path outside of the project"),
    ("TODO", "do it, or file it"),
    ("FIXME", "fix it, or file it"),
    ("todo!(", "not done"),
    ("unimplemented!(", "not done"),
    ("dbg!(", "left over from debugging"),
    ("\"resolved\": \"http", "a registry's host: see .npmrc"),
];

/// This file, and text that others wrote.
const EXEMPT: [&str; 3] = ["xtask/src/tidy/rules.rs", "xtask/data/", "LICENSE-"];

/// Files whose length is that of their data.
const DATA: [&str; 11] = ["json", "lock", "xml", "xsd", "svg", "tsv", "txt", "list", "ftl", "csv", "snap"];

/// One line a broken rule.
pub fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for Source { path, text } in
        sources.iter().filter(|source| !EXEMPT.iter().any(|exempt| source.path.starts_with(exempt)))
    {
        for (number, line) in text.lines().enumerate() {
            faults.extend(
                WORDS
                    .iter()
                    .filter(|(word, _)| line.contains(word))
                    .map(|(word, why)| format!("{path}:{}: '{word}': {why}", number + 1)),
            );
        }
        // Fuzz targets are packages of their own that nobody ever gets.
        let is_member = path.ends_with("Cargo.toml") && path != "Cargo.toml" && !text.contains("cargo-fuzz = true");
        if is_member && !text.contains("license.workspace = true") {
            faults.push(format!("{path}: no licence"));
        }
    }
    let present: BTreeSet<_> = sources.iter().map(|source| source.path.as_str()).collect();
    let needed = ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "Cargo.lock", "package-lock.json"];
    faults.extend(needed.iter().filter(|file| !present.contains(*file)).map(|file| format!("{file} is missing")));
    faults
}

/// Files that may be two.
pub fn long(sources: &[Source]) -> Vec<String> {
    let is_code =
        |path: &str| path != icons::DATA && !DATA.iter().any(|extension| path.ends_with(&format!(".{extension}")));
    sources
        .iter()
        .filter(|source| is_code(&source.path))
        .map(|source| (source, source.text.lines().count()))
        .filter(|(_, lines)| *lines > LONG)
        .map(|(source, lines)| format!("{} has {lines} lines", source.path))
        .collect()
}

/// What is committed although it is made from something else.
pub fn generated(project: &Project) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    if fs::read_to_string(project.root.join(icons::DATA)).ok() != Some(icons::generate(project)?) {
        faults.push(format!("{} is not what `cargo xtask icons` writes", icons::DATA));
    }
    // The page for trunk is the shipped one but for the line that loads the app.
    let lines = |path, loader: &str| -> Result<Vec<String>> {
        let html = fs::read_to_string(path)?;
        Ok(html.lines().filter(|line| !line.contains(loader)).map(str::to_owned).collect())
    };
    if lines(project.root.join("index.html"), "data-trunk")? != lines(project.solution_source("index.html"), "app.js")?
    {
        faults
            .push("index.html and pkg/solution/index.html differ in more than the line that loads the app".to_owned());
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    #[test]
    fn a_fault_names_file_line_and_reason() {
        let faults = faults(&[source("src/lib.rs", "//! Tiles.\n// TODO later\n"), source("xtask/data/a.xsd", "TODO")]);
        assert!(faults.contains(&"src/lib.rs:2: 'TODO': do it, or file it".to_owned()));
        assert!(!faults.iter().any(|fault| fault.contains("a.xsd")));
        assert!(faults.contains(&"LICENSE-MIT is missing".to_owned()));
    }

    #[test]
    fn data_may_be_long() {
        let text = "\n".repeat(LONG + 1);
        assert_eq!(long(&[source("a.json", &text), source("b.rs", &text)]), [format!("b.rs has {} lines", LONG + 1)]);
    }
}
