//! The demo organisation's records: the documented samples word for word, and an estate to try things on. No real persons.
//!
//! Everything is data in `demo/`. Ids never change; dates count from the organisation's clock at the time of writing, so that a
//! live journey is live today.

mod estate;
mod interactions;
mod journeys;
mod outline;
mod people;
mod random;
mod records;
mod samples;
mod segments;

pub use estate::Estate;
use include_dir::{Dir, include_dir};
use people::People;
use records::{Names, Rows};

use crate::{ApiError, Transaction};

static ROWS: Dir = include_dir!("$CARGO_MANIFEST_DIR/demo/rows");
static JOURNEYS: Dir = include_dir!("$CARGO_MANIFEST_DIR/demo/journeys");
static TEMPLATES: Dir = include_dir!("$CARGO_MANIFEST_DIR/demo/templates");

/// Contacts of the demo organisation beside those that the documentation names.
const CONTACTS: usize = 2_000;

/// The files of `demo/rows/` in the order of their lookups; those not named here come afterwards.
const FIRST: [&str; 4] = ["businessunits.json", "systemusers.json", "teams.json", "contentsettings.json"];

/// The tables whose records the state page counts.
pub const TABLES: &[&str] = &[
    "msdyncrm_customerjourney",
    "msdyncrm_customerjourneytemplate",
    "msdyncrm_customerjourneyiteration",
    "msdyncrm_segment",
    "msdynmkt_segmentdefinition",
    "msdynmkt_segment",
    "msdyncrm_marketingemail",
    "msdyncrm_marketingpage",
    "msdyncrm_marketingform",
    "msdyncrm_contentsettings",
    "msevtmgt_event",
    "contact",
    "account",
    "lead",
    "sandbox_interaction",
];

/// Writes the demo records.
///
/// # Errors
/// A record that the organisation refuses: a defect of the program.
pub fn seed(transaction: &mut Transaction) -> Result<(), ApiError> {
    transaction.as_service(|transaction| {
        let names = rows(transaction)?;
        samples::write(transaction)?;
        for template in TEMPLATES.files() {
            journeys::write_template(transaction, text(template)?, &names)?;
        }
        for journey in JOURNEYS.files() {
            journeys::write(transaction, text(journey)?, &names)?;
        }
        let sendings = interactions::sendings(transaction)?;
        People { prefix: "demo", contacts: CONTACTS, sendings: &sendings }.write(transaction)?;
        segments::evaluate(transaction, CONTACTS)
    })
}

fn rows(transaction: &mut Transaction) -> Result<Names, ApiError> {
    let mut names = Names::default();
    let named = FIRST.iter().filter_map(|name| ROWS.get_file(name));
    let others = ROWS.files().filter(|file| !FIRST.iter().any(|name| file.path().ends_with(name)));
    for file in named.chain(others) {
        Rows::read(text(file)?)?.write(transaction, &mut names)?;
    }
    Ok(names)
}

fn text<'a>(file: &'a include_dir::File<'a>) -> Result<&'a str, ApiError> {
    file.contents_utf8().ok_or_else(|| ApiError::unexpected(format!("{} is not text", file.path().display())))
}
