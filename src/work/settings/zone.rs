//! A time zone: by name, or by its code where the organisation's list can't be read.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::column::Column;
use super::values::number_value;
use crate::session::{Organisation, TimeZone};
use crate::ui::field::{ChoiceField, Choices, Shape, TextField};
use crate::ui::words::t;

/// The zones of the organisation, as far as they are known.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Zones {
    Asked,
    Known(Vec<TimeZone>),
    Unknown,
}

/// A column that holds the code of a time zone.
#[component]
pub(super) fn ZoneField(
    /// The column.
    column: Column,
    /// Where the zones are listed.
    organisation: Organisation,
) -> impl IntoView {
    let zones = RwSignal::new(Zones::Asked);
    spawn_local_scoped_with_cancellation(async move {
        zones.set(match organisation.time_zones().await {
            Ok(known) if !known.is_empty() => Zones::Known(known),
            _ => Zones::Unknown,
        });
    });
    let is_unknown = Memo::new(move |_| zones.with(|zones| *zones == Zones::Unknown));
    let choices = Signal::derive(move || {
        let mut choices: Choices = vec![(String::new(), t("None").to_owned())];
        zones.with(|zones| {
            if let Zones::Known(known) = zones {
                choices.extend(known.iter().map(|zone| (zone.code.to_string(), zone.name.clone())));
            }
        });
        choices
    });
    let bound = column.bound(|spec, typed| number_value(spec, &typed));
    let (label, hint, lock) = (column.label(), column.hint(), column.own_lock());
    move || {
        let mark = column.mark();
        if is_unknown.get() {
            let hint = t("The list of time zones could not be read: this is the zone's code.");
            view! { <TextField label bound mark hint lock shape=Shape::Number /> }.into_any()
        } else {
            view! { <ChoiceField label bound choices mark hint lock /> }.into_any()
        }
    }
}
