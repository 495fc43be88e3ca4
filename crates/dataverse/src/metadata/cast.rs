//! What only the definition of one type of column tells, and how to ask for it.

use super::{AttributeType, Table};

/// A cast segment with what to read behind it.
pub(crate) struct Cast {
    kinds: &'static [AttributeType],
    name: &'static str,
    select: &'static str,
    expand: &'static str,
}

impl Cast {
    /// All casts in use. There is none for option sets of any type: each type has its own.
    pub(crate) const ALL: &[Self] = &[
        Self::limits(&[AttributeType::String], "String", "MaxLength,Format"),
        Self::limits(&[AttributeType::Memo], "Memo", "MaxLength"),
        Self::limits(&[AttributeType::Integer], "Integer", "MinValue,MaxValue"),
        Self::limits(&[AttributeType::Decimal], "Decimal", "MinValue,MaxValue,Precision"),
        Self::limits(&[AttributeType::Double], "Double", "MinValue,MaxValue,Precision"),
        Self::limits(&[AttributeType::Money], "Money", "MinValue,MaxValue,Precision"),
        Self::limits(&[AttributeType::DateTime], "DateTime", "Format,DateTimeBehavior"),
        Self::limits(&[AttributeType::Lookup, AttributeType::Customer, AttributeType::Owner], "Lookup", "Targets"),
        Self::options(&[AttributeType::Picklist], "Picklist", "OptionSet,GlobalOptionSet"),
        Self::options(&[AttributeType::MultiSelectPicklist], "MultiSelectPicklist", "OptionSet,GlobalOptionSet"),
        Self::options(&[AttributeType::State], "State", "OptionSet"),
        Self::options(&[AttributeType::Status], "Status", "OptionSet"),
        Self::options(&[AttributeType::Boolean], "Boolean", "OptionSet"),
    ];

    const fn limits(kinds: &'static [AttributeType], name: &'static str, select: &'static str) -> Self {
        Self { kinds, name, select, expand: "" }
    }

    const fn options(kinds: &'static [AttributeType], name: &'static str, expand: &'static str) -> Self {
        Self { kinds, name, select: "", expand }
    }

    /// Whether the table has columns of that type.
    pub(crate) fn concerns(&self, table: &Table) -> bool {
        table.attributes.iter().any(|attribute| self.kinds.contains(&attribute.kind))
    }

    /// The path below `Attributes/`.
    pub(crate) fn path(&self) -> String {
        let Self { name, select, expand, .. } = self;
        let select = if select.is_empty() { String::new() } else { format!(",{select}") };
        let expand = if expand.is_empty() { String::new() } else { format!("&$expand={expand}") };
        format!("Microsoft.Dynamics.CRM.{name}AttributeMetadata?$select=LogicalName{select}{expand}")
    }
}
