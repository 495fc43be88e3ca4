//! Columns and the designer state of three states of one journey.

use super::ledger::{About, Ledger, Where};
use super::{Side, States};
use crate::compare::is_same_value;
use crate::settings::setting_spec;
use record::{Lock, Settings};

/// Every column as the side that changed it has it. What the platform keeps for itself is theirs: it is newer.
pub(super) fn merged(base: &Settings, mine: &Settings, theirs: &Settings, ledger: &mut Ledger) -> Settings {
    let mut merged = theirs.clone();
    for (column, own) in mine.iter() {
        let (was, other) = (base.get(column), theirs.get(column));
        if is_same_value(own, was) || own == other {
            continue;
        }
        let is_ours = setting_spec(column).is_some_and(|spec| spec.lock != Lock::Always);
        let side = if is_same_value(other, was) {
            Side::Mine
        } else if is_ours && !is_same_value(own, other) {
            ledger.decide(&Where::default(), column, || About::Setting {
                column: column.to_owned(),
                base: was.clone(),
                mine: own.clone(),
                theirs: other.clone(),
            })
        } else {
            Side::Theirs
        };
        if side == Side::Mine {
            merged.set(column, own.clone());
        }
    }
    merged
}

/// The designer state that goes with a side's design: the side's own, unless only the other one changed it.
pub(super) fn state(states: &States, side: Side) -> String {
    let own = states.of(side).designer_state();
    if own == states.base.designer_state() { states.of(side.other()).designer_state() } else { own }
}
