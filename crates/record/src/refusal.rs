/// A command that rules turned down.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Refusal {
    /// Stable name in kebab case.
    pub code: &'static str,
    /// A sentence for the marketer: why not and, where possible, what to do instead.
    pub reason: String,
}

impl Refusal {
    /// With its reason.
    pub fn new(code: &'static str, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }
}
