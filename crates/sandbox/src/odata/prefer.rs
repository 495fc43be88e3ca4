//! The `Prefer` header (reference/web-api.md 2.1).

/// Largest page, and the page of those who don't say.
pub const LARGEST_PAGE: u64 = 5_000;

/// What the client would rather have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preferences {
    /// The written record in the answer.
    pub representation: bool,
    /// Annotations: names, a trailing `*` standing for any ending.
    pub annotations: Vec<String>,
    /// Rows a page.
    pub page: Option<u64>,
    /// A link to what changes afterwards.
    pub track: bool,
    /// Go on with a batch after a failure.
    pub continue_on_error: bool,
    /// What is granted, in the client's words.
    pub applied: Vec<String>,
}

impl Preferences {
    /// Reads one or several headers.
    pub fn parse<'a>(headers: impl Iterator<Item = &'a str>) -> Self {
        let mut found = Self::default();
        for preference in headers.flat_map(split) {
            let (name, value) = preference.split_once('=').unwrap_or((preference, ""));
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "return" if value == "representation" => found.representation = true,
                "odata.include-annotations" => {
                    found.annotations = value.split(',').map(|name| name.trim().to_owned()).collect();
                }
                "odata.maxpagesize" => match value.parse() {
                    Ok(page) if page > 0 => found.page = Some(LARGEST_PAGE.min(page)),
                    _ => continue,
                },
                "odata.track-changes" => found.track = true,
                "odata.continue-on-error" => found.continue_on_error = value != "false",
                _ => continue,
            }
            found.applied.push(preference.to_owned());
        }
        found
    }

    /// Whether an annotation was asked for.
    pub fn annotates(&self, annotation: &str) -> bool {
        self.annotations.iter().any(|wanted| match wanted.strip_suffix('*') {
            Some(beginning) => annotation.starts_with(beginning),
            None => wanted == annotation,
        })
    }
}

/// Splits at commas outside quotes.
fn split(header: &str) -> Vec<&str> {
    let (mut parts, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, byte) in header.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                parts.push(header[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(header[from..].trim());
    parts.retain(|part| !part.is_empty());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_header_or_two() {
        let one = Preferences::parse([r#"return=representation,odata.include-annotations="*""#].into_iter());
        let two = Preferences::parse(["return=representation", r#"odata.include-annotations="*""#].into_iter());
        assert_eq!(one, two);
        assert!(one.representation && one.annotates("OData.Community.Display.V1.FormattedValue"));
    }

    #[test]
    fn annotations_by_list_and_beginning() {
        let prefer =
            r#"odata.include-annotations="Microsoft.Dynamics.CRM.*,OData.Community.Display.V1.FormattedValue""#;
        let preferences = Preferences::parse([prefer, "odata.maxpagesize=9000"].into_iter());
        assert!(preferences.annotates("Microsoft.Dynamics.CRM.lookuplogicalname"));
        assert!(!preferences.annotates("Microsoft.PowerApps.CDS.HelpLink"));
        assert_eq!(preferences.page, Some(5_000));
    }
}
