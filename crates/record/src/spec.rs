//! What a column takes, and when it is locked.

/// One column that a person may see.
#[derive(Clone, Copy, Debug)]
pub struct SettingSpec {
    /// Logical name.
    pub column: &'static str,
    /// English display name; a client that has metadata shows its own.
    pub label: &'static str,
    /// What it takes.
    pub kind: SettingKind,
    /// Whether it must have a value.
    pub is_required: bool,
    /// When it may be edited.
    pub lock: Lock,
}

/// What a column takes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SettingKind {
    /// One line, with its limit in characters.
    Text {
        /// Limit in UTF-16 units.
        max: usize,
    },
    /// Several lines, with their limit in characters.
    Memo {
        /// Limit in UTF-16 units.
        max: usize,
    },
    /// Date and time.
    Moment,
    /// A whole number.
    Number {
        /// Least value.
        min: i64,
        /// Greatest value.
        max: i64,
    },
    /// Yes or no.
    Flag,
    /// One of an option set: code and English label.
    Choice(&'static [(i64, &'static str)]),
    /// A record of one of these tables.
    Lookup(&'static [Navigation]),
}

/// How a lookup is bound, per table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Navigation {
    /// Logical name of the table.
    pub table: &'static str,
    /// Navigation property, case-sensitive, for `@odata.bind` and `$expand`.
    pub property: &'static str,
    /// Entity set of the table.
    pub entity_set: &'static str,
}

/// When a column may be edited (`reference/journeys.md 2.3`, `reference/segments.md 2.2`).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Lock {
    /// In Draft, Stopped and Live, editable.
    WhileLive,
    /// As [`Lock::WhileLive`], but after Draft only until the start date has passed.
    OnceStarted,
    /// In Draft only.
    OnceLive,
    /// Shown, never edited.
    Always,
}

/// A column that may be empty.
pub const fn setting(column: &'static str, label: &'static str, kind: SettingKind, lock: Lock) -> SettingSpec {
    SettingSpec { column, label, kind, is_required: false, lock }
}

/// The same column, which must have a value.
pub const fn required(mut spec: SettingSpec) -> SettingSpec {
    spec.is_required = true;
    spec
}

/// One way to bind a lookup.
pub const fn to(table: &'static str, property: &'static str, entity_set: &'static str) -> Navigation {
    Navigation { table, property, entity_set }
}

/// The columns that a person can edit in some status.
pub fn editable(specs: &'static [SettingSpec]) -> impl Iterator<Item = &'static SettingSpec> {
    specs.iter().filter(|spec| spec.lock != Lock::Always)
}
