//! Segments of the demo organisation: the published texts word for word, who is in the static ones, and their first evaluation.

use jiff::SignedDuration;
use uuid::Uuid;

use super::records::{record_id, segment_query_name};
use crate::{
    ApiError, Transaction,
    segments::{group_list, members},
    services,
};

/// Published query texts (reference/data/segments/queries.txt): entries between blank lines, each a header of `#` lines and a text.
const CORPUS: &str = include_str!("../../demo/documented/queries.txt");

const SEGMENTS: &str = "msdyncrm_segments";
const DEFINITIONS: &str = "msdynmkt_segmentdefinitions";
/// Static segments, and every how many of the demo's contacts is a member.
const STATIC: [(&str, usize); 2] = [("static-vip", 80), ("static-2019", 125)];
/// The real-time definition with a group, the group, and every how many of the demo's contacts is in it.
const GROUP: (&str, Uuid, usize) = ("rt-guests", Uuid::from_u128(0x0f5b_0c7f_395d_447b_b14c_315a_601f_878e), 250);

/// A query with `@corpus <id>` as the published text, `@segment <key>` and `@definition <key>` as the names that queries use.
pub fn query(text: &str) -> String {
    if let Some(id) = text.strip_prefix("@corpus ") {
        return published(id).unwrap_or_default().to_owned();
    }
    let text = with_names(text, "@segment ", |key| segment_query_name(record_id(SEGMENTS, key)));
    with_names(&text, "@definition ", |key| format!("SEGMENT_CJO_ID_{}", record_id(DEFINITIONS, key).simple()))
}

fn published(id: &str) -> Option<&'static str> {
    let entry = CORPUS.split("\n\n").find(|entry| entry.lines().any(|line| line.strip_prefix("# id: ") == Some(id)))?;
    let header: usize = entry.split_inclusive('\n').take_while(|line| line.starts_with('#')).map(str::len).sum();
    Some(entry[header..].trim_end_matches('\n'))
}

fn with_names(text: &str, mark: &str, name: impl Fn(&str) -> String) -> String {
    let mut parts = text.split(mark);
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(part.len());
        whole.push_str(&name(&part[..end]));
        whole.push_str(&part[end..]);
    }
    whole
}

/// Fills the static segments with some of the contacts, and evaluates what is or has been live.
///
/// # Errors
/// Those of the organisation.
pub fn evaluate(transaction: &mut Transaction, contacts: usize) -> Result<(), ApiError> {
    let every = |step: usize| -> Vec<Uuid> {
        (0..contacts).step_by(step).map(|at| record_id("contacts", &format!("demo-{at}"))).collect()
    };
    for (key, step) in STATIC {
        members::add(transaction, &record_id(SEGMENTS, key).to_string(), &every(step))?;
    }
    let (key, group, step) = GROUP;
    members::add(transaction, &group_list(record_id(DEFINITIONS, key), group), &every(step))?;
    let ago = |minutes: i64| transaction.now().checked_sub(SignedDuration::from_mins(minutes));
    // Each some minutes ago, so that their next evaluations are spread over the hour.
    let moments: Vec<_> = (0..60).map(|at| ago(at * 37 % 59 + 1).unwrap_or(transaction.now())).collect();
    let filter =
        "statuscode ne 192350000 and statuscode ne 192350004 and statuscode ne 192350005 and statuscode ne 192350006";
    for (row, when) in transaction.find("msdyncrm_segment", filter, &[])?.iter().zip(moments.iter().cycle()) {
        services::refresh_segment(transaction, row, *when)?;
    }
    let live = transaction.find("msdynmkt_segmentdefinition", "statuscode eq 723270000", &[])?;
    for (row, when) in live.iter().zip(moments.iter().cycle()) {
        services::refresh_definition(transaction, row, *when)?;
    }
    Ok(())
}
