//! The hash is the truth about which screen shows, so that reload and Back work.

/// A half of the app: what a person works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// Customer journeys.
    Journeys,
    /// Segments.
    Segments,
}

impl Area {
    /// The area's first screen.
    pub fn list(self) -> Route {
        match self {
            Self::Journeys => Route::Journeys,
            Self::Segments => Route::Segments,
        }
    }

    /// The area next to this one.
    pub fn other(self) -> Self {
        match self {
            Self::Journeys => Self::Segments,
            Self::Segments => Self::Journeys,
        }
    }

    /// The part of the app that holds its screens, as the boot script calls it.
    pub fn part(self) -> &'static str {
        match self {
            Self::Journeys => "journeys",
            Self::Segments => "segments",
        }
    }
}

/// A screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Route {
    /// The list of journeys.
    Journeys,
    /// One journey, by id.
    Journey(String),
    /// The form of a journey that was never saved: the page asks for a name first.
    NewJourney,
    /// The list of segments.
    Segments,
    /// One segment, by id.
    Segment(String),
    /// One real-time segment definition, by id.
    Definition(String),
    /// The form of a segment that was never saved.
    NewSegment,
    /// Unsaved work that is kept in this browser.
    Drafts,
    /// An address nobody knows; its text is shown.
    Unknown(String),
}

impl Route {
    /// Reads a hash such as `#/journey/6628bbf7-c52a-e911-a9b7-000d3a1e6adc`.
    pub fn parse(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_matches('/');
        let mut parts = path.split('/');
        match (parts.next().unwrap_or_default(), parts.next()) {
            ("" | "journeys", None) => Self::Journeys,
            ("journey", Some("new")) => Self::NewJourney,
            ("journey", Some(id)) => Self::Journey(id.to_ascii_lowercase()),
            ("drafts", None) => Self::Drafts,
            ("segments", None) => Self::Segments,
            ("segment", Some("new")) => Self::NewSegment,
            ("segment", Some(id)) => Self::Segment(id.to_ascii_lowercase()),
            ("definition", Some(id)) => Self::Definition(id.to_ascii_lowercase()),
            _ => Self::Unknown(path.to_owned()),
        }
    }

    /// The area that the screen belongs to; `None` for an address nobody knows. What both need, and seldom, is with the segments,
    /// whose part is the smaller one.
    pub fn area(&self) -> Option<Area> {
        match self {
            Self::Journeys | Self::Journey(_) | Self::NewJourney => Some(Area::Journeys),
            Self::Segments | Self::Segment(_) | Self::Definition(_) | Self::NewSegment | Self::Drafts => {
                Some(Area::Segments)
            }
            Self::Unknown(_) => None,
        }
    }

    /// The hash of the screen.
    pub fn hash(&self) -> String {
        match self {
            Self::Journeys => "#/journeys".to_owned(),
            Self::Journey(id) => format!("#/journey/{id}"),
            Self::NewJourney => "#/journey/new".to_owned(),
            Self::Segments => "#/segments".to_owned(),
            Self::Segment(id) => format!("#/segment/{id}"),
            Self::Definition(id) => format!("#/definition/{id}"),
            Self::Drafts => "#/drafts".to_owned(),
            Self::NewSegment => "#/segment/new".to_owned(),
            Self::Unknown(path) => format!("#/{path}"),
        }
    }
}
