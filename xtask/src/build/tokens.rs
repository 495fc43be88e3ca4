//! Fluent's design tokens as custom properties: light, dark, and system colours where the user forces them.

use std::{collections::BTreeSet, fmt::Write as _};

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::{Map, Value};
use xshell::cmd;

use crate::project::Project;

/// Values by token name, without the leading dashes.
#[derive(Deserialize)]
pub struct Tokens {
    light: Map<String, Value>,
    dark: Map<String, Value>,
    contrast: Map<String, Value>,
}

impl Tokens {
    /// Asks the npm package `@fluentui/tokens`.
    pub fn read(project: &Project) -> Result<Self> {
        let shell = project.shell()?;
        let json = cmd!(shell, "node xtask/node/tokens.mjs").quiet().read().context("reading @fluentui/tokens")?;
        Ok(serde_json::from_str(&json)?)
    }
}

/// The rules that set the tokens which are used, in the themes' own order.
///
/// The system's preference decides unless `<html data-theme>` says `light` or `dark`.
pub fn block(tokens: &Tokens, used: &BTreeSet<String>) -> String {
    let light = declarations(&tokens.light, |name, _| used.contains(name));
    let dark = declarations(&tokens.dark, |name, value| used.contains(name) && tokens.light.get(name) != Some(value));
    let contrast = declarations(&tokens.contrast, |name, _| used.contains(name));
    format!(
        ":root{{color-scheme:light;{light}}}\n\
         :root[data-theme=dark]{{color-scheme:dark;{dark}}}\n\
         @media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{color-scheme:dark;{dark}}}}}\n\
         @media (forced-colors:active){{:root:root{{{contrast}}}}}\n"
    )
}

fn declarations(theme: &Map<String, Value>, keep: impl Fn(&str, &Value) -> bool) -> String {
    theme.iter().filter(|(name, value)| keep(name, value)).fold(String::new(), |mut css, (name, value)| {
        let _ = match value {
            Value::String(text) => write!(css, "--{name}:{text};"),
            other => write!(css, "--{name}:{other};"),
        };
        css
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_used_tokens_are_written_and_dark_repeats_nothing() -> Result<()> {
        let tokens: Tokens = serde_json::from_str(
            r##"{"light":{"a":"#fff","b":"2px","c":"red"},"dark":{"a":"#000","b":"2px","c":"red"},"contrast":{"a":"Canvas"}}"##,
        )?;
        let css = block(&tokens, &BTreeSet::from(["a".to_owned(), "b".to_owned()]));
        assert!(css.contains(":root{color-scheme:light;--a:#fff;--b:2px;}"));
        assert!(css.contains("[data-theme=dark]{color-scheme:dark;--a:#000;}"));
        assert!(css.contains("{:root:root{--a:Canvas;}}"));
        Ok(())
    }
}
