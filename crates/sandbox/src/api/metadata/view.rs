//! `$select`, `$filter` and `$expand` on metadata.

use serde_json::{Map, Value as Json};

use super::{
    Source, attribute,
    condition::Condition,
    item::{Item, Linked},
};
use crate::{
    ApiError,
    odata::{Options, split_options},
};

/// What to show of metadata.
pub struct View {
    select: Option<Vec<String>>,
    filter: Option<Condition>,
    expand: Vec<(String, View)>,
    /// Type that the path cast to.
    cast: bool,
}

impl View {
    /// Reads the options of a request.
    pub fn of(options: &Options, cast: Option<&str>) -> Result<Self, ApiError> {
        let part = |name: &str, value: &Option<String>| value.as_ref().map(|value| (name.to_owned(), value.clone()));
        let options =
            [part("$select", &options.select), part("$filter", &options.filter), part("$expand", &options.expand)];
        Self::read(options.into_iter().flatten(), cast.is_some(), 0)
    }

    fn read(options: impl Iterator<Item = (String, String)>, cast: bool, depth: usize) -> Result<Self, ApiError> {
        let mut view = Self { select: None, filter: None, expand: Vec::new(), cast };
        for (name, value) in options {
            match name.as_str() {
                "$select" => view.select = Some(value.split(',').map(|name| name.trim().to_owned()).collect()),
                "$filter" => view.filter = Some(Condition::parse(&value)?),
                "$expand" if depth < 4 => {
                    for part in split_options(&value, ',')? {
                        let part = part.trim();
                        let (name, inner) = match part.split_once('(') {
                            None => (part, ""),
                            Some((name, rest)) => {
                                let inner = rest.strip_suffix(')');
                                (
                                    name,
                                    inner.ok_or_else(|| {
                                        ApiError::query(format!("Syntax error in '$expand={value}'."))
                                    })?,
                                )
                            }
                        };
                        let options = split_options(inner, ';')?.into_iter().filter_map(|option| {
                            option
                                .trim()
                                .split_once('=')
                                .map(|(name, value)| (name.trim().to_owned(), value.to_owned()))
                        });
                        let options: Vec<_> = options.collect();
                        view.expand.push((name.into(), Self::read(options.into_iter(), false, depth + 1)?));
                    }
                }
                other => return Err(ApiError::query(format!("The query parameter {other} is not supported here."))),
            }
        }
        Ok(view)
    }

    /// Several items: those that meet the condition.
    pub fn many(&self, items: &[Item], source: Source) -> Result<Vec<Json>, ApiError> {
        let mut shown = Vec::new();
        for item in items {
            let fields = item.fields(source);
            let wanted = match &self.filter {
                None => true,
                Some(condition) => {
                    for path in condition.paths() {
                        self.known(item, &fields, path.split('/').next().unwrap_or_default())?;
                    }
                    condition.holds(&fields)
                }
            };
            if wanted {
                shown.push(Json::Object(self.shape(item, fields, source)?));
            }
        }
        Ok(shown)
    }

    /// One item.
    pub fn one(&self, item: &Item, source: Source) -> Result<Map<String, Json>, ApiError> {
        self.shape(item, item.fields(source), source)
    }

    fn known(&self, item: &Item, fields: &Map<String, Json>, name: &str) -> Result<(), ApiError> {
        let declared = match item {
            Item::Column(..) if !self.cast => attribute::COMMON.contains(&name),
            _ => fields.contains_key(name),
        };
        if declared {
            return Ok(());
        }
        let kind = item.declared();
        Err(ApiError::query(format!(
            "Could not find a property named '{name}' on type 'Microsoft.Dynamics.CRM.{kind}'."
        )))
    }

    fn shape(&self, item: &Item, mut fields: Map<String, Json>, source: Source) -> Result<Map<String, Json>, ApiError> {
        let mut shown = match &self.select {
            None => fields,
            Some(names) => {
                let mut shown = Map::new();
                let kind = fields.remove("@odata.type");
                // Told where it can't be read off the path.
                if let (Some(kind), false) = (kind, self.cast) {
                    shown.insert("@odata.type".into(), kind);
                }
                for name in names {
                    if item.links().contains(&name.as_str()) {
                        continue;
                    }
                    self.known(item, &fields, name)?;
                    shown.insert(name.clone(), fields.get(name).cloned().unwrap_or_default());
                }
                shown.insert("MetadataId".into(), fields.remove("MetadataId").unwrap_or_default());
                shown
            }
        };
        for (name, view) in &self.expand {
            let linked = if item.links().contains(&name.as_str()) { item.link(name, source) } else { None };
            let value = match linked {
                Some(Linked::Many(items)) => view.many(&items, source)?.into(),
                Some(Linked::One(Some(item))) => view.one(&item, source)?.into(),
                Some(Linked::One(None)) => Json::Null,
                None => {
                    let kind = item.declared();
                    let message =
                        format!("Could not find a property named '{name}' on type 'Microsoft.Dynamics.CRM.{kind}'.");
                    return Err(ApiError::query(message));
                }
            };
            shown.insert(name.clone(), value);
        }
        Ok(shown)
    }
}
