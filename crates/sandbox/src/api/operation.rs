//! Actions and functions (reference/web-api.md 11).

use serde_json::{Map, Value as Json};

use crate::{ApiError, Organisation, Transaction, store::Reference};

/// How an operation is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `POST`, parameters in the body.
    Action,
    /// `GET`, parameters in the URL.
    Function,
}

/// A parameter and its EDM type, such as `Edm.String`.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Name as on the wire.
    pub name: &'static str,
    /// EDM type.
    pub edm: &'static str,
    /// Whether a call without it is turned down.
    pub required: bool,
}

/// One call.
pub struct Call<'a> {
    /// The organisation, for what is no record: clock, mode.
    pub organisation: &'a Organisation,
    /// The record that a bound operation is called on.
    pub target: Option<Reference>,
    /// Parameters by name.
    pub parameters: Map<String, Json>,
}

/// What carries an operation out: the members of the answer, or `None` for 204.
pub type Handler = fn(&mut Transaction, &Call) -> Result<Option<Map<String, Json>>, ApiError>;

/// An action or function of the organisation.
#[derive(Clone, Copy)]
pub struct Operation {
    /// Name without namespace, such as `WhoAmI`.
    pub name: &'static str,
    /// Action or function.
    pub kind: Kind,
    /// Logical name of the table whose records it is bound to.
    pub bound: Option<&'static str>,
    /// Parameters beyond the binding.
    pub parameters: &'static [Parameter],
    /// What it does.
    pub handler: Handler,
}
