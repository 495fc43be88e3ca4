//! Somebody else stored a newer segment: what does not clash is put together, what does is chosen one by one.

use dataverse::Row;
use leptos::prelude::*;
use leptos::task::spawn_local;
use record::{Settings, editable};
use segment::document::Command;
use segment::merge::{Clash as Both, Merge, Side, merge};

use super::{SegmentSession, load};
use crate::session::columns::plain;
use crate::session::work::Clash;
use crate::ui::words::{fill, t};

/// The merge of the conflict at hand, and what it saves against.
pub(super) struct Merging {
    merge: Merge,
    theirs: (String, Settings),
    etag: Option<String>,
}

impl SegmentSession {
    pub(super) fn begin_merge(&self, row: &Row) {
        let theirs = load::editor(self.table, row);
        let columns: Vec<&str> = editable(self.table.settings()).map(|spec| spec.column).collect();
        let merge = self.with(|editor| {
            let mine = (editor.text(), editor.settings());
            merge(editor.saved(), mine, (theirs.text(), theirs.settings()), &columns)
        });
        let theirs = (theirs.text().to_owned(), theirs.settings().clone());
        self.merging.set(Some(Merging { merge, theirs, etag: row.etag().map(str::to_owned) }));
    }

    pub(super) fn all_clashes(&self) -> Vec<Clash> {
        self.merging.with(|merging| {
            let Some(Merging { merge, .. }) = merging else { return Vec::new() };
            let clash = |(clash, side): &(Both, Side)| {
                let takes_theirs = *side == Side::Theirs;
                match clash {
                    Both::Text { mine, theirs, .. } => Clash {
                        question: t("Both changed this part of the query.").to_owned(),
                        mine: mine.clone(),
                        theirs: theirs.clone(),
                        takes_theirs,
                    },
                    Both::Setting { column, mine, theirs } => {
                        let label = self.table.setting(column).map_or(column.as_str(), |spec| t(spec.label));
                        Clash {
                            question: fill("Both changed {0}.", &[label]),
                            mine: plain(mine),
                            theirs: plain(theirs),
                            takes_theirs,
                        }
                    }
                }
            };
            merge.clashes().iter().map(clash).collect()
        })
    }

    pub(super) fn choose_side(&self, clash: usize, takes_theirs: bool) {
        let side = if takes_theirs { Side::Theirs } else { Side::Mine };
        self.merging.update(|merging| {
            if let Some(merging) = merging {
                merging.merge.choose(clash, side);
            }
        });
    }

    pub(super) fn take_merged(&self) -> bool {
        let Some(merging) = self.merging.try_update(Option::take).flatten() else { return false };
        self.run(Command::Merge { text: merging.merge.text(), settings: merging.merge.settings() });
        self.editor.update_value(|editor| editor.rebase(&merging.theirs.0, merging.theirs.1));
        self.etag.set_value(merging.etag);
        self.revision.update(|count| *count += 1);
        // What is kept begins with the newer record from now on.
        let this = *self;
        spawn_local(async move { this.settle().await });
        true
    }
}
