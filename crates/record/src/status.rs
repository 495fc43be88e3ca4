//! The life that journeys and segments share (`reference/journeys.md 2.1`, `reference/segments.md 2.1`).

/// Status reason of a journey or a segment.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// Never live.
    Draft,
    /// Contacts flow, members are counted.
    Live,
    /// Taken out of life.
    Stopped,
    /// Live, while a next version is being edited.
    LiveEditable,
    /// Over for good.
    Expired,
    /// Going live or stopping failed.
    Error,
    /// On its way to live.
    GoingLive,
    /// On its way to stopped.
    Stopping,
    /// A code that no documentation names.
    Unknown(i64),
}

impl Status {
    const CODES: &'static [(Self, i64, &'static str)] = &[
        (Self::Draft, 192_350_000, "Draft"),
        (Self::Live, 192_350_001, "Live"),
        (Self::Stopped, 192_350_002, "Stopped"),
        (Self::LiveEditable, 192_350_003, "Live, editable"),
        (Self::Expired, 192_350_004, "Expired"),
        (Self::Error, 192_350_005, "Error"),
        (Self::GoingLive, 192_350_006, "Going live"),
        (Self::Stopping, 192_350_007, "Stopping"),
    ];

    /// The status of a `statuscode`.
    pub fn from_code(code: i64) -> Self {
        Self::CODES.iter().find(|(_, own, _)| *own == code).map_or(Self::Unknown(code), |(status, ..)| *status)
    }

    /// The status of a real-time segment definition's `statuscode` (`reference/segments.md 8.2`), which an action moves and nobody
    /// writes. Live with warnings is live, deleted is over for good.
    pub fn of_definition(code: i64) -> Self {
        match code {
            723_270_000 | 723_270_004 => Self::Live,
            723_270_001 => Self::Draft,
            723_270_002 => Self::GoingLive,
            723_270_003 => Self::Expired,
            723_270_005 => Self::Stopping,
            723_270_006 => Self::Stopped,
            code => Self::Unknown(code),
        }
    }

    /// Its `statuscode` in the tables of outbound marketing.
    pub fn code(self) -> i64 {
        match self {
            Self::Unknown(code) => code,
            known => Self::CODES.iter().find(|(status, ..)| *status == known).map_or(0, |(_, code, _)| *code),
        }
    }

    /// The product's English word for it.
    pub fn label(self) -> &'static str {
        Self::CODES.iter().find(|(status, ..)| *status == self).map_or("Unknown status", |(.., label)| *label)
    }

    /// The statuses that the platform lets follow (`reference/journeys.md 2.1`).
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft | Self::Stopped => &[Self::GoingLive, Self::Expired],
            Self::Live => &[Self::Stopping, Self::Stopped, Self::GoingLive, Self::LiveEditable, Self::Error],
            Self::LiveEditable => &[Self::Live, Self::GoingLive, Self::Error],
            Self::Error => &[Self::GoingLive, Self::Stopping],
            Self::GoingLive => &[Self::Live, Self::Error],
            Self::Stopping => &[Self::Stopped, Self::Error],
            Self::Expired | Self::Unknown(_) => &[],
        }
    }
}
