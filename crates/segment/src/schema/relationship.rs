use crate::Dialect;

/// A relationship between two tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relationship {
    /// Dataverse's schema name, which MQL uses.
    pub schema_name: String,
    /// The end that holds the lookup; of many-to-many either end.
    pub referencing: String,
    /// The other end.
    pub referenced: String,
    /// How the rows are joined.
    pub kind: RelationshipKind,
    /// Display name of the lookup column.
    pub label: String,
}

/// How rows of the two ends find each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelationshipKind {
    /// A lookup column on the referencing table.
    ManyToOne {
        /// The lookup's logical name.
        column: String,
    },
    /// A table in between. Its name in outbound queries is unknown (reference/segments.md 3.4).
    ManyToMany {
        /// The table in between.
        intersect: String,
        /// Its column for the referencing end.
        referencing_column: String,
        /// Its column for the referenced end.
        referenced_column: String,
    },
}

impl Relationship {
    /// The name that a query of a dialect uses: outbound `<referencing>_<referenced>_<lookup>`, MQL the schema name.
    pub fn query_name(&self, dialect: Dialect) -> Option<String> {
        match (dialect, &self.kind) {
            (Dialect::Mql, _) => Some(self.schema_name.clone()),
            (Dialect::Outbound, RelationshipKind::ManyToOne { column }) => {
                Some(format!("{}_{}_{column}", self.referencing, self.referenced))
            }
            (Dialect::Outbound, RelationshipKind::ManyToMany { .. }) => None,
        }
    }

    /// Whether a query that says `name` means this one. Names of 2018 end in the organisation's host.
    pub fn is_called(&self, name: &str) -> bool {
        if self.schema_name.eq_ignore_ascii_case(name) {
            return true;
        }
        let Some(own) = self.query_name(Dialect::Outbound) else { return false };
        let Some(rest) = name.get(own.len()..).filter(|_| name[..own.len()].eq_ignore_ascii_case(&own)) else {
            return false;
        };
        rest.is_empty()
            || rest
                .strip_prefix('_')
                .is_some_and(|host| host.len() > 12 && host.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    }

    /// The end that is not `table`. A relationship of a table with itself leads back to it.
    pub fn other_end(&self, table: &str) -> Option<&str> {
        if self.referencing.eq_ignore_ascii_case(table) {
            Some(&self.referenced)
        } else if self.referenced.eq_ignore_ascii_case(table) {
            Some(&self.referencing)
        } else {
            None
        }
    }
}
