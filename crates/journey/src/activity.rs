//! One element of a definition: its source text and what was read from it.

use std::sync::Arc;

use crate::item::Item;
use crate::json::Json;
use crate::json::scan::{Piece, Scan, Scanner, decode};
use crate::kind::{Branch, Kind};

/// The source of one element of the definition's list, with the members that the tree and the canvas need read out of it.
/// Never changed in place: an edit reads a new one from the new text.
#[derive(Debug)]
pub(crate) struct Activity {
    pub text: Arc<str>,
    /// Length in UTF-16 units, as the column's limit counts.
    pub units: usize,
    pub kind: Kind,
    pub type_id: Box<str>,
    pub id: Arc<str>,
    pub parent: Option<Arc<str>>,
    pub branch: Branch,
    pub number: Option<i64>,
    pub target: Option<Box<str>>,
    pub items: Vec<Item>,
    /// Whether the element is an object at all.
    pub is_object: bool,
}

impl Activity {
    /// Reads one element. `text` must be one JSON value; anything else reads as a tile without members.
    pub fn read(text: impl Into<Arc<str>>) -> Self {
        let text: Arc<str> = text.into();
        let mut activity = Self {
            units: text.encode_utf16().count(),
            kind: Kind::Other,
            type_id: Box::default(),
            id: Arc::from(""),
            parent: None,
            branch: Branch::Default,
            number: None,
            target: None,
            items: Vec::new(),
            is_object: false,
            text: Arc::clone(&text),
        };
        activity.is_object = activity.members(&text).is_ok();
        activity.kind = Kind::of(&activity.type_id);
        activity
    }

    /// Whether `text` looks like an activity: an object with an id and a type.
    pub fn is_named(&self) -> bool {
        self.is_object && !self.id.is_empty() && !self.type_id.is_empty()
    }

    fn members(&mut self, text: &Arc<str>) -> Scan<()> {
        Scanner::new(text).object(|scanner, name| {
            let name = name.decoded();
            if name == "Properties" && scanner.peek() == Some(b'{') {
                self.items.clear();
                return scanner.object(|scanner, name| self.property(text, scanner, &name));
            }
            let value = scanner.value()?;
            match name.as_ref() {
                "ActivityTypeId" => self.type_id = scalar(&value).unwrap_or_default(),
                "ActivityId" => self.id = scalar(&value).unwrap_or_default(),
                "ParentActivityId" => self.parent = scalar(&value),
                "ParentRelationshipType" => {
                    self.branch = scalar::<Box<str>>(&value).map_or(Branch::Default, |stored| Branch::of(&stored));
                }
                "ParentBranchId" => self.number = integer(&value),
                "EntityTarget" => self.target = scalar(&value),
                _ => {}
            }
            Ok(())
        })
    }

    fn property(&mut self, text: &Arc<str>, scanner: &mut Scanner<'_>, name: &Piece<'_>) -> Scan<()> {
        if name.decoded() != "Items" || scanner.peek() != Some(b'[') {
            return scanner.value().map(drop);
        }
        self.items.clear();
        scanner.list(|scanner| {
            self.items.push(Item::read(text, scanner)?);
            Ok(())
        })
    }
}

/// The text of a string or number; `None` of anything else.
pub(crate) fn scalar<T: for<'t> From<&'t str>>(value: &Piece<'_>) -> Option<T> {
    match value.text.as_bytes().first()? {
        b'"' | b'-' | b'0'..=b'9' => Some(T::from(decode(value.text).as_ref())),
        _ => None,
    }
}

/// The whole number that a number, or a string of digits, stands for.
pub(crate) fn integer(value: &Piece<'_>) -> Option<i64> {
    decode(value.text).parse().ok()
}

/// The members of the object that `text` holds, in stored order.
pub(crate) fn members(text: &str) -> Vec<(String, Json)> {
    match Json::parse(text) {
        Some(Json::Object(members)) => members,
        _ => Vec::new(),
    }
}
