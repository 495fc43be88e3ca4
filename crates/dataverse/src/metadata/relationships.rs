//! Relationships of a table with other tables, of all three kinds.

/// All relationships of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relationships {
    /// In which its rows refer to one row each.
    pub many_to_one: Vec<Reference>,
    /// In which rows of other tables refer to its rows.
    pub one_to_many: Vec<Reference>,
    /// In which rows of either side go with any rows of the other.
    pub many_to_many: Vec<ManyToMany>,
}

/// A relationship by a lookup column, seen from either side. Names of navigation properties are case-sensitive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Its name.
    pub schema_name: String,
    /// Logical name of the table with the lookup column.
    pub referencing_table: String,
    /// The lookup column.
    pub referencing_attribute: String,
    /// What leads from the lookup to the record, to bind and to expand.
    pub referencing_navigation: Option<String>,
    /// Logical name of the table referred to.
    pub referenced_table: String,
    /// The column that the lookup holds, its id.
    pub referenced_attribute: String,
    /// The collection that leads back.
    pub referenced_navigation: Option<String>,
}

/// A relationship by a table of pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManyToMany {
    /// Its name.
    pub schema_name: String,
    /// Logical name of the table of pairs, which can only be read.
    pub intersect_table: String,
    /// The two sides; a table related to itself is both.
    pub sides: [Side; 2],
}

/// One side of a many-to-many relationship.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Side {
    /// Logical name of the table.
    pub table: String,
    /// Its column in the table of pairs.
    pub intersect_attribute: String,
    /// The collection that leads from a row of this table to those of the other, case-sensitive.
    pub navigation: Option<String>,
}

impl ManyToMany {
    /// The collection that leads from a table to the other side.
    pub fn navigation_from(&self, table: &str) -> Option<&str> {
        self.sides.iter().find(|side| side.table == table)?.navigation.as_deref()
    }
}
