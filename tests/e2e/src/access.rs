//! Whom a screen would exclude.

use serde_json::Value;

use crate::driver::project;
use crate::{Browser, Outcome};

impl Browser {
    /// Runs axe over what shows and gives the rules that are broken, each with the elements that break it.
    pub async fn broken_rules(&self) -> Outcome<Vec<String>> {
        let script = std::env::var_os("JOURNEYMAN_AXE")
            .map_or_else(|| project().join("node_modules/axe-core/axe.min.js"), std::path::PathBuf::from);
        let axe = std::fs::read_to_string(&script).map_err(|error| format!("{}: {error}", script.display()))?;
        self.load_script(&axe).await?;
        let found = self
            .run_async("axe.run({ resultTypes: ['violations'] }).then((r) => done(r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 160)).join(' | '))))")
            .await?;
        Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
    }
}
