use super::{InteractionType, Known, Schema, Segment, Table};

/// A schema held in memory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The tables.
    pub tables: Vec<Table>,
    /// Whether a table that is not among them does not exist.
    pub all_tables: bool,
    /// The segments.
    pub segments: Vec<Segment>,
    /// Whether a segment that is not among them does not exist.
    pub all_segments: bool,
    /// The interaction types.
    pub interactions: Vec<InteractionType>,
}

impl Schema for Catalog {
    fn table(&self, name: &str) -> Known<&Table> {
        let absent = if self.all_tables { Known::No } else { Known::Unloaded };
        self.tables.iter().find(|table| table.name.eq_ignore_ascii_case(name)).map_or(absent, Known::Yes)
    }

    fn tables(&self) -> Vec<&Table> {
        self.tables.iter().collect()
    }

    fn segment(&self, query_name: &str) -> Known<&Segment> {
        let absent = if self.all_segments { Known::No } else { Known::Unloaded };
        self.segments
            .iter()
            .find(|segment| segment.query_name.eq_ignore_ascii_case(query_name))
            .map_or(absent, Known::Yes)
    }

    fn segments(&self) -> Vec<&Segment> {
        self.segments.iter().collect()
    }

    fn interactions(&self) -> Vec<&InteractionType> {
        self.interactions.iter().collect()
    }
}
