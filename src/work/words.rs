//! What a page says of its document. Keys for `t()`.

/// The sentences that name the kind of document.
pub struct Words {
    /// Accessible name of the bar of commands.
    pub commands: &'static str,
    /// Accessible name of the tabs.
    pub parts: &'static str,
    /// The way back.
    pub all: &'static str,
    /// Of unsaved work.
    pub unsaved: &'static str,
    /// Somebody unknown was faster.
    pub changed: &'static str,
    /// `{0}` was faster, `{1}` ago.
    pub changed_by: &'static str,
    /// What reading again means.
    pub reload: &'static str,
    /// Where errors are to be found.
    pub where_errors: &'static str,
    /// Checked without a service.
    pub checked_here: &'static str,
    /// From which status it goes live.
    pub live_from: &'static str,
    /// What can be stopped.
    pub stop_from: &'static str,
    /// What is edited live.
    pub edit_from: &'static str,
    /// Why no step is taken without services.
    pub no_service: &'static str,
    /// What may happen if the services are gone.
    pub perhaps_no_service: &'static str,
    /// What the archive hint adds.
    pub archive: &'static str,
    /// Going live: question, consequence, more errors than none.
    pub go_live: (&'static str, &'static str, &'static str),
    /// Stopping: question and consequence.
    pub stop: (&'static str, &'static str),
    /// Editing live: question and consequence.
    pub edit: (&'static str, &'static str),
    /// Editing live has begun.
    pub editing: &'static str,
}
