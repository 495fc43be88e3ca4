//! The visual builder of a segment's query: blocks, groups and rows over the same text that can be typed.
//!
//! The text stays the document. Its model is laid out as [lines](line), each known by its path; what a person does becomes a
//! [change](deeds) of the text inside one clause; what can't be written yet waits as a [draft].

mod asks;
mod behaviour;
mod board;
mod chips;
mod combo;
mod controls;
mod dates;
mod deeds;
mod draft;
mod drafts;
mod form;
mod heads;
mod line;
mod list;
mod place;
mod problems;
mod records;
mod row;
mod values;
mod view;
mod window;
mod words;

use leptos::prelude::*;

use self::board::Board;
pub use self::board::Counts;
use self::controls::button;
use self::problems::LineProblems;
use self::view::line_view;
use self::window::Window;
use crate::session::SegmentSession;
use crate::ui::icon::{ADD_20_REGULAR, Icon, LOCK_CLOSED_20_REGULAR};
use crate::ui::words::t;

/// The builder of a segment's query.
#[component]
pub fn Builder(
    /// The segment.
    session: SegmentSession,
    /// Members by the bytes of the clause that they were counted for.
    #[prop(optional, into)]
    counts: Signal<Counts>,
) -> impl IntoView {
    let board = Board::new(session, counts);
    let window = Window::new(board);
    let is_empty = Memo::new(move |_| board.shown.with(|lines| lines.all().is_empty()));
    Effect::new(move || {
        board.shown.track();
        board.settle_later();
    });
    Effect::new(move || {
        // A cursor that moves in the text leads here; one that moves here is in view already.
        if let Some(key) = board.lit.get()
            && !board.place.is_here()
        {
            board.place.reveal.set(Some(key));
        }
    });
    let on_focus = move |event: web_sys::FocusEvent| {
        let line = board.shown.with_untracked(|lines| board.place.take(&event, lines));
        if let Some(line) = line {
            board.select(&line);
        }
    };
    view! {
        <div class="builder" node_ref=board.place.root on:focusin=on_focus on:focusout=move |event| board.place.leave(&event)>
            <span class="visually_hidden" role="status" aria-live="polite">{move || board.said.get()}</span>
            {move || {
                board.lock.get()
                    .map(|reason| view! { <p class="builder_lock"><Icon data=LOCK_CLOSED_20_REGULAR /> <span>{reason}</span></p> })
            }}
            <div class="builder_scroll" node_ref=window.scroller on:scroll=move |_| window.on_scroll()>
                <LineProblems board key=None />
                {move || is_empty.get().then(|| view! { <p class="builder_start">{t("No query yet. Whom is this segment about?")}</p> })}
                <div style:height=move || window.above()></div>
                <div class="builder_lines" role="list" aria-label=t("Query") node_ref=window.list>
                    <For each=move || window.lines() key=|line| line.clone() let((key, _))>
                        {line_view(board, key)}
                    </For>
                </div>
                <div style:height=move || window.below()></div>
                <div class="builder_add" role="group" aria-label=t("Add a block")>
                    {add(board, "Add query block", "add-query-block", Board::add_query_block)}
                    {add(board, "Add behavior block", "add-behavior-block", Board::add_behaviour_block)}
                    {add(board, "Add segment block", "add-segment-block", Board::add_segment_block)}
                </div>
            </div>
        </div>
    }
}

fn add(board: Board, label: &'static str, role: &'static str, add: fn(&Board)) -> AnyView {
    button(board, ADD_20_REGULAR, t(label), Some(t(label)), role, Callback::new(move |()| add(&board)))
}
