//! `src/ui/icons_data.rs`: the icons that the app names, copied out of the npm package.

use std::{collections::BTreeSet, fmt::Write as _, fs};

use anyhow::{Context as _, Result, bail, ensure};
use lexopt::Parser;
use quick_xml::{Reader, events::Event};

use crate::{npm, project::Project};

/// One icon name a line, such as `mail_20_regular`.
const LIST: &str = "src/ui/icons.list";
/// What is written from it, and committed so that trunk and wasm-pack need no extra step.
pub const DATA: &str = "src/ui/icons_data.rs";

const HEAD: &str = "\
//! Written by `cargo xtask icons` from `src/ui/icons.list` and the npm package `@fluentui/svg-icons` (MIT, Microsoft).
#![allow(missing_docs, clippy::unreadable_literal)]

/// Paths of one icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon {
    /// Side of its square, in pixels.
    pub size: u8,
    /// Path data.
    pub path: &'static str,
}

";

/// `cargo xtask icons`.
pub fn run(project: &Project, mut args: Parser) -> Result<()> {
    if let Some(arg) = args.next()? {
        return Err(arg.unexpected().into());
    }
    fs::write(project.root.join(DATA), generate(project)?)?;
    println!("wrote {DATA}");
    Ok(())
}

/// What [`DATA`] must hold.
pub fn generate(project: &Project) -> Result<String> {
    npm::install(project)?;
    let list = fs::read_to_string(project.root.join(LIST)).context(LIST)?;
    let names: BTreeSet<_> = list.lines().map(str::trim).filter(|name| !name.is_empty()).collect();
    let mut code = HEAD.to_owned();
    for name in names {
        let file = npm::file(project, format!("@fluentui/svg-icons/icons/{name}.svg"));
        let svg = fs::read_to_string(file).with_context(|| format!("{LIST} names '{name}', which is no icon"))?;
        let (size, path) = paths(&svg).with_context(|| name.to_owned())?;
        let name = name.to_uppercase();
        writeln!(code, "#[rustfmt::skip]\npub const {name}: Icon = Icon {{ size: {size}, path: \"{path}\" }};")?;
    }
    Ok(code)
}

/// Side and joined path data of an icon that is nothing but paths in a square.
fn paths(svg: &str) -> Result<(u8, String)> {
    let mut reader = Reader::from_str(svg);
    let (mut size, mut data) = (None, Vec::new());
    loop {
        match reader.read_event()? {
            Event::Start(element) | Event::Empty(element) => {
                let value = |name| -> Result<String> {
                    let attribute =
                        element.try_get_attribute(name)?.with_context(|| format!("an element without {name}"))?;
                    Ok(attribute.value.into_owned())
                };
                match element.name().as_ref() {
                    "svg" => size = Some(value("width")?.parse()?),
                    "path" => {
                        ensure!(element.attributes().count() == 1, "a path with more than its data");
                        data.push(value("d")?);
                    }
                    other => bail!("<{other}> is not handled"),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok((size.context("no <svg>")?, data.join("")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_icon_is_its_side_and_its_paths() -> Result<()> {
        let svg = r#"<svg width="20" height="20" viewBox="0 0 20 20"><path d="M1 1"/><path d="M2 2"/></svg>"#;
        assert_eq!(paths(svg)?, (20, "M1 1M2 2".to_owned()));
        assert!(paths(r#"<svg width="20"><path d="M1 1" fill-rule="evenodd"/></svg>"#).is_err());
        Ok(())
    }
}
