use crate::Dialect;
use crate::schema::{NoSchema, Schema};

/// What checks and services depend on beside the text.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The language of the text.
    pub dialect: Dialect,
    /// The organisation.
    pub schema: &'a dyn Schema,
    /// The column's `MaxLength`, read from metadata, in UTF-16 units.
    pub max_length: Option<usize>,
    /// The query name of the segment that the text belongs to.
    pub own_name: Option<&'a str>,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Self { dialect: Dialect::Outbound, schema: &NoSchema, max_length: None, own_name: None }
    }
}
