//! Tables.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use super::{Column, Kind, Label, Navigation};

/// Who records belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Ownership {
    /// A user or a team.
    UserOwned,
    /// The whole organisation.
    OrganizationOwned,
    /// A business unit.
    BusinessOwned,
    /// Nobody.
    None,
}

/// A state of records, such as *Active*.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StateOption {
    /// Number on the wire.
    pub value: i64,
    /// Text for people.
    pub label: Label,
    /// Status reason taken when only the state is set.
    pub default: i64,
}

/// A status reason, such as *Draft*.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct StatusOption {
    /// Number on the wire.
    pub value: i64,
    /// State it belongs to.
    pub state: i64,
    /// Text for people.
    pub label: Label,
    /// Status reasons it may change to; any, if absent.
    pub to: Option<Vec<i64>>,
}

/// Columns that identify a record besides its id.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct AlternateKey {
    /// Logical name of the key.
    pub name: String,
    /// Logical names of its columns.
    pub columns: Vec<String>,
}

/// What makes a table the middle of a many-to-many relationship.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Intersect {
    /// Schema name.
    pub relationship: String,
    /// One side.
    pub first: Side,
    /// The other.
    pub second: Side,
}

/// A side of a many-to-many relationship.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Side {
    /// Table at this side.
    pub table: String,
    /// Intersect column.
    pub column: String,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Logical name.
    pub name: String,
    /// Schema name.
    pub schema: String,
    /// Entity set name; take it from here, it is not the name plus s.
    pub set: String,
    /// Schema name of the collection; lower case it is the logical collection name.
    pub collection: String,
    /// Object type code.
    pub code: i64,
    /// Text for people, one record.
    pub label: Label,
    /// Text for people, several.
    pub plural: Label,
    /// Primary key column.
    pub id: String,
    /// Primary name column.
    pub title: Option<String>,
    /// Who records belong to.
    pub ownership: Ownership,
    /// Whether it is an activity, keyed by `activityid`.
    pub activity: bool,
    /// Whether records are users or teams.
    pub principal: bool,
    /// Kept by the sandbox for itself; the Web API does not know it.
    pub private: bool,
    /// States; empty for tables without.
    pub states: Vec<StateOption>,
    /// Status reasons.
    pub statuses: Vec<StatusOption>,
    /// Alternate keys.
    pub keys: Vec<AlternateKey>,
    /// Set for intersect tables.
    pub intersect: Option<Intersect>,
    /// Columns, primary key first.
    pub columns: Vec<Column>,
    pub(super) by_name: HashMap<String, usize>,
    /// Navigation properties by name.
    pub navigations: BTreeMap<String, Navigation>,
}

impl Table {
    /// A column by logical name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.by_name.get(name).map(|&index| &self.columns[index])
    }

    /// A column by its name on the wire: `name`, `_ownerid_value`.
    pub fn property(&self, property: &str) -> Option<&Column> {
        if let Some(column) = self.column(property).filter(|column| !column.is_lookup()) {
            return Some(column);
        }
        let inner = property.strip_prefix('_')?.strip_suffix("_value")?;
        self.column(inner).filter(|column| column.is_lookup())
    }

    /// The status reason of a number.
    pub fn status(&self, value: i64) -> Option<&StatusOption> {
        self.statuses.iter().find(|status| status.value == value)
    }

    /// The state of a number.
    pub fn state(&self, value: i64) -> Option<&StateOption> {
        self.states.iter().find(|state| state.value == value)
    }

    /// The lookup to the record above in the table's hierarchy: the one named `parent…` that points to the table itself.
    pub fn hierarchy(&self) -> Option<&Column> {
        self.columns.iter().find(|column| match &column.kind {
            Kind::Lookup(targets) => {
                column.name.starts_with("parent") && matches!(targets.as_slice(), [only] if only.table == self.name)
            }
            _ => false,
        })
    }

    /// Qualified type name, `Microsoft.Dynamics.CRM.account`.
    pub fn qualified(&self) -> String {
        format!("Microsoft.Dynamics.CRM.{}", self.name)
    }

    /// Whether changes can be followed by a delta link.
    pub fn is_tracked(&self) -> bool {
        self.column("versionnumber").is_some()
    }

    /// Whether records have an owner.
    pub fn is_owned(&self) -> bool {
        self.ownership == Ownership::UserOwned
    }

    /// Whether money columns exist, so that a currency goes with them.
    pub fn has_currency(&self) -> bool {
        self.column("transactioncurrencyid").is_some_and(|column| matches!(column.kind, Kind::Lookup(_)))
    }
}
