//! What `solution.xml`, `customizations.xml` and `[Content_Types].xml` say, and whether they agree (reference/hosting.md 6).

use std::{collections::BTreeSet, fmt::Write as _};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;

/// The part of `customizations.xml` that this solution uses.
#[derive(Deserialize)]
pub struct Customizations {
    #[serde(rename = "WebResources")]
    web_resources: WebResources,
}

#[derive(Deserialize)]
struct WebResources {
    #[serde(rename = "WebResource")]
    list: Vec<WebResource>,
}

/// One web resource.
#[derive(Deserialize)]
pub struct WebResource {
    #[serde(rename = "WebResourceId")]
    id: String,
    /// `jm_/journeyman/…`
    #[serde(rename = "Name")]
    pub name: String,
    #[serde(rename = "WebResourceType")]
    kind: u8,
    #[serde(rename = "FileName")]
    file_name: String,
}

#[derive(Deserialize)]
struct Solution {
    #[serde(rename = "SolutionManifest")]
    manifest: SolutionManifest,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SolutionManifest {
    version: String,
    publisher: Publisher,
    root_components: RootComponents,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Publisher {
    customization_prefix: String,
}

#[derive(Deserialize)]
struct RootComponents {
    #[serde(rename = "RootComponent")]
    list: Vec<RootComponent>,
}

#[derive(Deserialize)]
struct RootComponent {
    #[serde(rename = "@type")]
    kind: u16,
    #[serde(rename = "@schemaName")]
    schema_name: String,
}

impl Customizations {
    /// Reads the web resources of a `customizations.xml`.
    pub fn read(xml: &str) -> Result<Self> {
        quick_xml::de::from_str(xml).context("customizations.xml")
    }

    /// The web resources in the order of the file.
    pub fn resources(self) -> Vec<WebResource> {
        self.web_resources.list
    }
}

impl WebResource {
    /// The file's name in the zip. `<FileName>` begins with a slash, the zip's names do not.
    pub fn part(&self) -> &str {
        self.file_name.trim_start_matches('/')
    }

    /// The importer follows `<FileName>`; its shape is that of Microsoft's exports: the name without separators, then the id.
    fn expected_file_name(&self) -> String {
        let name: String = self.name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        format!("/WebResources/{name}{}", self.id.trim_matches(['{', '}']).to_uppercase())
    }

    fn expected_kind(&self) -> Option<u8> {
        match self.name.rsplit_once('.')?.1 {
            "html" => Some(1),
            "css" => Some(2),
            "js" => Some(3),
            _ => None,
        }
    }
}

/// Four numbers, as in `1.0.0.0`.
pub fn version(solution: &str) -> Result<String> {
    Ok(read(solution)?.version)
}

/// Refuses sources that an organisation would refuse, or that contradict each other.
pub fn check(solution: &str, resources: &[WebResource]) -> Result<()> {
    let manifest = read(solution)?;
    ensure!(
        manifest.version == concat!(env!("CARGO_PKG_VERSION"), ".0"),
        "solution.xml has version {}, the workspace {}",
        manifest.version,
        env!("CARGO_PKG_VERSION")
    );
    for resource in resources {
        let name = &resource.name;
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '/');
        ensure!(
            name.chars().all(allowed) && !name.contains("//"),
            "{name}: letters, digits, '.', '_' and single '/' only"
        );
        ensure!(
            name.starts_with(&format!("{}_", manifest.publisher.customization_prefix)),
            "{name}: not the publisher's prefix"
        );
        ensure!(Some(resource.kind) == resource.expected_kind(), "{name}: the type does not fit the name");
        ensure!(
            resource.file_name == resource.expected_file_name(),
            "{name}: FileName should be {}",
            resource.expected_file_name()
        );
    }
    let named: BTreeSet<_> = resources.iter().map(|resource| (61, resource.name.as_str())).collect();
    let roots: BTreeSet<_> =
        manifest.root_components.list.iter().map(|root| (root.kind, root.schema_name.as_str())).collect();
    ensure!(named == roots, "the root components of solution.xml are not the web resources of customizations.xml");
    Ok(())
}

/// The manifest of a solution that is managed or not.
pub fn managed(solution: &str, managed: bool) -> Result<String> {
    const BOTH: &str = "<Managed>2</Managed>";
    ensure!(solution.contains(BOTH), "solution.xml must say {BOTH}");
    Ok(solution.replace(BOTH, if managed { "<Managed>1</Managed>" } else { "<Managed>0</Managed>" }))
}

/// `[Content_Types].xml`: files without an extension are named one by one.
pub fn content_types(resources: &[WebResource]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"xml\" ContentType=\"application/octet-stream\" />",
    );
    for resource in resources {
        let _ = write!(xml, "<Override PartName=\"/{}\" ContentType=\"application/octet-stream\" />", resource.part());
    }
    xml.push_str("</Types>");
    xml
}

fn read(solution: &str) -> Result<SolutionManifest> {
    let solution: Solution = quick_xml::de::from_str(solution).context("solution.xml")?;
    Ok(solution.manifest)
}
