//! How an organisation is started.

use std::{fmt, path::PathBuf, str::FromStr};

use crate::ApiError;

/// Whether the services of the outbound product are alive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Actions answer and records move from *Going live* to *Live*.
    #[default]
    Services,
    /// Tables and rows only, as in an environment after the removal (reference/journeys.md 9).
    Archive,
}

/// The Content-Security-Policy header on pages and web resources (reference/hosting.md 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Csp {
    /// No header.
    #[default]
    None,
    /// The documented default.
    Default,
    /// The documented strict policy.
    Strict,
    /// Strict plus `'wasm-unsafe-eval'`.
    StrictWasm,
}

impl FromStr for Mode {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "services" => Ok(Self::Services),
            "archive" => Ok(Self::Archive),
            other => Err(format!("'{other}' is neither services nor archive")),
        }
    }
}

impl FromStr for Csp {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self::None),
            "default" => Ok(Self::Default),
            "strict" => Ok(Self::Strict),
            "strict-wasm" => Ok(Self::StrictWasm),
            other => Err(format!("'{other}' is none of none, default, strict, strict-wasm")),
        }
    }
}

/// What an organisation needs to know to start.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// Services alive, or the archive they left behind.
    pub mode: Mode,
    /// Policy header on pages.
    pub csp: Csp,
    /// Database file; `None` keeps everything in memory.
    pub database: Option<PathBuf>,
    /// Start from an empty database even if the file has one.
    pub fresh: bool,
    /// Folder with the built web resources; `jm_/journeyman/…` is looked up below it.
    pub web_root: PathBuf,
    /// Write the demo records into an empty database.
    pub demo: bool,
}

/// Why an organisation did not start.
#[derive(Debug)]
pub enum StartError {
    /// The database file cannot be opened, or is none.
    Database(PathBuf, rusqlite::Error),
    /// A file of `tables/` is wrong: a defect of the program.
    Tables(String),
    /// The first records were refused: a defect of the program, or a database that can't be written to.
    Records(ApiError),
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database(path, error) => write!(f, "cannot use the database {}: {error}", path.display()),
            Self::Tables(what) => write!(f, "table definitions: {what}"),
            Self::Records(error) => write!(f, "first records: {}", error.message()),
        }
    }
}

impl std::error::Error for StartError {}
