//! Links in documents lead somewhere.

use std::path::Path;

use super::Source;
use crate::project::Project;

/// One line a link of a Markdown file to a file or folder that is not there.
pub fn faults(project: &Project, sources: &[Source]) -> Vec<String> {
    let documents =
        sources.iter().filter(|source| Path::new(&source.path).extension().is_some_and(|extension| extension == "md"));
    documents
        .flat_map(|document| {
            let folder = Path::new(&document.path).parent().map(|folder| project.root.join(folder)).unwrap_or_default();
            targets(&document.text)
                .filter(move |target| !folder.join(target).exists())
                .map(move |target| format!("{}: no {target} to link to", document.path))
        })
        .collect()
}

/// Paths that `[text](path)` and `![text](path)` lead to, without anchors; addresses of other sites are none of our business.
fn targets(markdown: &str) -> impl Iterator<Item = &str> {
    markdown
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split_once(')'))
        .map(|(target, _)| target.split_once('#').map_or(target, |(path, _)| path))
        .filter(|target| !target.is_empty() && !target.contains("://") && !target.starts_with("mailto:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_count() {
        let text = "[a](docs/a.md#part) ![b](b.png) [c](https://example.org/x) [d](#here)";
        assert_eq!(targets(text).collect::<Vec<_>>(), ["docs/a.md", "b.png"]);
    }
}
