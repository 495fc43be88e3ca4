//! The part of a URL after the question mark.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::ApiError;

/// Parameter aliases, `@p1=…`, by name without the at sign.
#[derive(Clone, Debug, Default)]
pub struct Aliases(HashMap<String, String>);

impl Aliases {
    /// The text that stands for an alias; one that was not assigned is null.
    pub fn get(&self, alias: &str) -> Option<&str> {
        self.0.get(alias).map(String::as_str)
    }
}

/// Query options, decoded but not yet read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `$select`
    pub select: Option<String>,
    /// `$filter`
    pub filter: Option<String>,
    /// `$orderby`
    pub orderby: Option<String>,
    /// `$expand`
    pub expand: Option<String>,
    /// `$top`
    pub top: Option<u64>,
    /// `$count`
    pub count: bool,
    /// `$skiptoken` of a next link.
    pub skiptoken: Option<String>,
    /// `fetchXml`
    pub fetch: Option<String>,
    /// `savedQuery`: the view's id.
    pub saved_query: Option<String>,
    /// `userQuery`: the view's id.
    pub user_query: Option<String>,
    /// `$apply`
    pub apply: Option<String>,
    /// `$deltatoken` of a delta link.
    pub deltatoken: Option<String>,
    /// `$id` of a disassociation.
    pub id: Option<String>,
    /// Parameter aliases.
    pub aliases: Aliases,
    /// The text itself, without `$skiptoken`, for next links.
    pub text: String,
}

impl Options {
    /// Splits and decodes a query string.
    ///
    /// # Errors
    /// An option that does not exist, is given twice or is no number where one belongs.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let mut options = Self::default();
        let mut kept = Vec::new();
        for part in text.split('&').filter(|part| !part.is_empty()) {
            let (name, raw) = part.split_once('=').unwrap_or((part, ""));
            let (name, value) = (decode(name), decode(raw));
            if name != "$skiptoken" {
                kept.push(part);
            }
            if let Some(alias) = name.strip_prefix('@') {
                options.aliases.0.insert(alias.into(), value);
                continue;
            }
            let place = match name.as_str() {
                "$select" => &mut options.select,
                "$filter" => &mut options.filter,
                "$orderby" => &mut options.orderby,
                "$expand" => &mut options.expand,
                "$skiptoken" => &mut options.skiptoken,
                "$id" => &mut options.id,
                "$deltatoken" => &mut options.deltatoken,
                "fetchXml" => &mut options.fetch,
                "savedQuery" => &mut options.saved_query,
                "userQuery" => &mut options.user_query,
                "$apply" => &mut options.apply,
                "$top" => {
                    let top = value.trim().parse().ok().filter(|top| *top > 0);
                    options.top = Some(top.ok_or_else(|| invalid(&value, "$top"))?);
                    continue;
                }
                "$count" => {
                    options.count = value.trim().parse().map_err(|_| invalid(&value, "$count"))?;
                    continue;
                }
                // Shown by the host's own client; means nothing to a plain query.
                "api-version" | "tag" | "umv" | "mv" => continue,
                _ => return Err(ApiError::query(format!("The query parameter {name} is not supported."))),
            };
            if place.replace(value).is_some() {
                return Err(ApiError::query(format!(
                    "Query option '{name}' was specified more than once, but it must be specified at most once."
                )));
            }
        }
        options.text = kept.join("&");
        Ok(options)
    }
}

fn invalid(value: &str, option: &str) -> ApiError {
    ApiError::query(format!("Invalid value '{value}' for {option} query option found."))
}

fn decode(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}
