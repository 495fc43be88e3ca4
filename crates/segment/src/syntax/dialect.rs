/// Which of the two languages a text is written in.
///
/// Both share one grammar and one tree; the dialect decides what is reported and what is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// Outbound marketing, column `msdyncrm_segmentquery` (reference/segments.md 3).
    #[default]
    Outbound,
    /// Real-time marketing's query language, column `msdynmkt_segmentquery` (reference/segments.md 8.2).
    Mql,
}
