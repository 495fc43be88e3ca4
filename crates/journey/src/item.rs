//! Items: the header of a tile and what is nested in it (`reference/journeys.md 3.1`).

use std::ops::Range;
use std::sync::Arc;

use crate::activity::{integer, members, scalar};
use crate::json::Json;
use crate::json::edit::{self, Step};
use crate::json::scan::{Scan, Scanner};
use crate::kind::Kind;

/// One entry of `Properties.Items`. Index 0 of a tile is its header, the others are nested.
#[derive(Debug)]
pub struct Item {
    source: Arc<str>,
    span: Range<usize>,
    kind: Kind,
    type_id: Box<str>,
    number: Option<i64>,
    record: Option<Box<str>>,
    name: Box<str>,
    is_name_system_defined: Option<bool>,
}

impl Item {
    /// Reads the value at which `scanner`, a scanner of `source`, stands. A value that is no object reads as an item without members.
    pub(crate) fn read(source: &Arc<str>, scanner: &mut Scanner<'_>) -> Scan<Self> {
        let mut item = Self {
            source: Arc::clone(source),
            span: 0..0,
            kind: Kind::Other,
            type_id: Box::default(),
            number: None,
            record: None,
            name: Box::default(),
            is_name_system_defined: None,
        };
        let is_object = scanner.peek() == Some(b'{');
        let start = scanner.at();
        if is_object {
            scanner.object(|scanner, name| {
                let name = name.decoded();
                let value = scanner.value()?;
                match name.as_ref() {
                    "ActivityTypeId" => item.type_id = scalar(&value).unwrap_or_default(),
                    "ActivityItemId" => item.number = integer(&value),
                    "ItemId" => item.record = scalar(&value),
                    "Name" => item.name = scalar(&value).unwrap_or_default(),
                    "IsNameSystemDefined" => item.is_name_system_defined = value.text.parse().ok(),
                    _ => {}
                }
                Ok(())
            })?;
        } else {
            scanner.value()?;
        }
        item.span = start..scanner.at();
        item.kind = Kind::of(&item.type_id);
        item.record = item.record.filter(|record| !record.is_empty());
        Ok(item)
    }

    /// What the item is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The stored type, in its own casing.
    pub fn type_id(&self) -> &str {
        &self.type_id
    }

    /// `ActivityItemId`: the number by which trigger conditions name this item.
    pub fn number(&self) -> Option<i64> {
        self.number
    }

    /// `ItemId`: the id of the chosen record. `None` when it is absent, null or empty.
    pub fn record(&self) -> Option<&str> {
        self.record.as_deref()
    }

    /// Logical name of the table that the record is a row of; an activity tile says it itself, by its template.
    pub fn record_table(&self) -> Option<String> {
        match self.kind {
            Kind::CreateCrmActivity => self.text_member("TemplateEntityLogicalName"),
            kind => kind.record_table().map(str::to_owned),
        }
    }

    /// The stored name, or `""`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The stored description, when there is one.
    pub fn description(&self) -> Option<String> {
        self.text_member("Description")
    }

    /// Whether choosing a record renames the item. `None` in data from before 2019.
    pub fn is_name_system_defined(&self) -> Option<bool> {
        self.is_name_system_defined
    }

    /// What to call the item on screen: a segment's own name, else the stored name.
    pub fn display_name(&self) -> String {
        let own = if self.kind == Kind::SegmentItem { self.text_member("SegmentDisplayName") } else { None };
        own.filter(|name| !name.is_empty()).unwrap_or_else(|| self.name.to_string())
    }

    /// The value of a member; of repeated ones the last.
    pub fn member(&self, name: &str) -> Option<Json> {
        edit::source(self.text(), &[Step::Name(name.to_owned())]).and_then(Json::parse)
    }

    /// Every member in stored order, the common ones included.
    pub fn members(&self) -> impl Iterator<Item = (String, Json)> + use<> {
        members(self.text()).into_iter()
    }

    /// The item's source.
    pub fn text(&self) -> &str {
        &self.source[self.span.clone()]
    }

    fn text_member(&self, name: &str) -> Option<String> {
        match self.member(name) {
            Some(Json::Text(text)) => Some(text),
            _ => None,
        }
    }
}
