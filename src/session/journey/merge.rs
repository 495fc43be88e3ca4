//! Somebody else stored a newer journey: what does not clash is put together, what does is chosen one by one.

use dataverse::Row;
use journey::{Arg, Document, Merge, Phrase, Side, duration, merge};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{JourneySession, load};
use crate::host;
use crate::session::work::Clash;
use crate::ui::words::{fill, t};

/// The merge of the conflict at hand, and the version that it saves against.
pub(super) struct Merging {
    merge: Merge,
    theirs: Document,
    etag: Option<String>,
}

fn said(phrase: &Phrase) -> String {
    let args: Vec<String> = phrase.args.iter().map(argument).collect();
    fill(phrase.text, &args.iter().map(String::as_str).collect::<Vec<_>>())
}

fn argument(arg: &Arg) -> String {
    match arg {
        Arg::Word(word) => t(word).to_owned(),
        Arg::Text(text) => text.clone(),
        Arg::Moment(moment) => host::moment_text(moment),
        Arg::Minutes(minutes) => said(&duration(*minutes)),
        Arg::Phrase(phrase) => said(phrase),
    }
}

impl JourneySession {
    pub(super) fn begin_merge(&self, row: &Row) {
        let theirs = load::editor(row).document().clone();
        let merge = self.base.with_value(|base| self.with(|editor| merge(base, editor.document(), &theirs)));
        self.merging.set(Some(Merging { merge, theirs, etag: row.etag().map(str::to_owned) }));
    }

    pub(super) fn all_clashes(&self) -> Vec<Clash> {
        self.merging.with(|merging| {
            let Some(Merging { merge, .. }) = merging else { return Vec::new() };
            let clash = |clash| {
                let words = merge.words(clash);
                Clash {
                    question: said(&words.question),
                    mine: said(&words.mine),
                    theirs: said(&words.theirs),
                    takes_theirs: clash.choice == Some(Side::Theirs),
                }
            };
            merge.clashes().iter().map(clash).collect()
        })
    }

    pub(super) fn choose_side(&self, clash: usize, takes_theirs: bool) {
        let side = if takes_theirs { Side::Theirs } else { Side::Mine };
        self.merging.update(|merging| {
            if let Some(merging) = merging {
                merging.merge.choose(clash, Some(side));
            }
        });
    }

    pub(super) fn take_merged(&self) -> bool {
        let Some(merging) = self.merging.try_update(Option::take).flatten() else { return false };
        self.run(merging.merge.command());
        self.editor.update_value(|editor| editor.set_stored(&merging.theirs));
        self.base.set_value(merging.theirs);
        self.etag.set_value(merging.etag);
        self.saved.update(|count| *count += 1);
        // What is kept begins with the newer record from now on.
        let this = *self;
        spawn_local(async move { this.settle().await });
        true
    }
}
