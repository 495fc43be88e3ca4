//! The page of one segment: builder and text over one document, what is wrong with it, and what surrounds it.

mod explain;
mod members;
mod problems;
mod text;
mod toolbar;
mod usage;
mod who;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use segment::document::{SegmentType, Table};

use self::explain::Explanation;
use self::members::StaticMembers;
use self::problems::ProblemsBar;
use self::text::QueryText;
use self::toolbar::Toolbar;
use self::usage::WhereUsed;
use self::who::Who;
use super::builder::{Builder, Counts};
use super::settings::layout;
use super::words::SEGMENT;
use crate::host;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::{Count, Counting, Failure, Left, Organisation, SegmentSession, Work, explain};
use crate::ui::commands::{Commands, keys_of};
use crate::ui::focus::in_text_field;
use crate::ui::measure;
use crate::ui::notice::NoticeStrip;
use crate::ui::words::{fill, t};
use crate::work::settings::SettingsPane;
use crate::work::{ConflictQuestion, Desk, Keeping, LeaveQuestion, Questions, Tab, Tabs, Title};

/// The parts of the page. Some stand side by side in a wide window and are tabs in a narrow one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Builder,
    Query,
    Problems,
    Who,
    Usage,
    Settings,
}

/// The page's own state, beside the document's. Cheap to copy.
#[derive(Clone, Copy)]
struct Page {
    session: SegmentSession,
    desk: Desk<SegmentSession>,
    part: RwSignal<Part>,
    commands: StoredValue<Option<Commands>>,
}

impl Page {
    fn new(session: SegmentSession, reload: Callback<bool>) -> Self {
        let this = Self {
            session,
            desk: Desk::new(session, &SEGMENT, reload),
            part: RwSignal::new(if untrack(|| session.segment_type()) == SegmentType::Static {
                Part::Who
            } else {
                Part::Builder
            }),
            commands: StoredValue::new(None),
        };
        this.commands.set_value(Some(toolbar::commands(this)));
        this
    }

    fn commands(&self) -> Commands {
        self.commands.get_value().unwrap_or_else(|| Commands::new(Vec::new()))
    }

    /// Whether members are chosen one by one, reactive.
    fn is_static(&self) -> bool {
        self.session.segment_type() == SegmentType::Static
    }

    /// Whether a part shows that has the page to itself, reactive.
    fn is_aside(&self) -> bool {
        matches!(self.part.get(), Part::Who | Part::Usage | Part::Settings)
    }

    /// Answers a key that works anywhere on the page.
    fn on_shortcut(&self, event: &web_sys::KeyboardEvent) {
        // The text box runs its own; the fields of settings have their own undo while they are typed into.
        let is_history = matches!(keys_of(event).as_str(), "Control+Z" | "Control+Y" | "Control+Shift+Z");
        if event.default_prevented() || is_history && in_text_field(event) {
            return;
        }
        self.commands().on_key(event);
    }

    /// How long the query is, in words.
    fn length(&self) -> String {
        // The server counts UTF-16 units.
        let length = host::number(self.session.query().text.encode_utf16().count() as u64);
        match self.session.max_length() {
            Some(max) => fill("{0} of {1} characters", &[&length, &host::number(max as u64)]),
            None => fill("{0} characters", &[&length]),
        }
    }

    fn kind_and_length(&self) -> String {
        let kind = match self.session.table() {
            // The members of a static segment are chosen, not queried.
            Table::Outbound if self.is_static() => return t("Static").to_owned(),
            Table::Outbound => t(self.session.segment_type().label()),
            Table::RealTime => t("Real-time"),
        };
        format!("{kind} · {}", self.length())
    }
}

/// How opening went.
#[derive(Clone)]
enum Opened {
    Loading,
    Failed(String),
    Ready(Box<SegmentSession>),
}

/// One segment, by table and id.
#[component]
pub fn SegmentPage(
    /// Where it comes from.
    organisation: Organisation,
    /// The table that it is a row of.
    table: Table,
    /// Which.
    id: String,
    /// Where it leads.
    navigator: Navigator,
) -> impl IntoView {
    let opened = RwSignal::new(Opened::Loading);
    // Counts attempts; whether the document is taken from another window.
    let attempt = RwSignal::new((0_u32, false));
    Effect::new(move || {
        let (_, take_over) = attempt.get();
        let id = id.clone();
        opened.set(Opened::Loading);
        let start = measure::now();
        spawn_local_scoped_with_cancellation(async move {
            match SegmentSession::open(organisation, table, &id, take_over).await {
                Ok((session, arrived)) => {
                    opened.set(Opened::Ready(Box::new(session)));
                    measure::until_painted("jm:open-segment", start, || ());
                    measure::until_painted("jm:show-segment", arrived, || ());
                }
                Err(error) => opened.set(Opened::Failed(explain(Failure::Load, &error))),
            }
        });
    });
    let again =
        Callback::new(move |take_over| attempt.update(|(count, take)| (*count, *take) = (*count + 1, take_over)));
    move || {
        match opened.get() {
        Opened::Loading => view! {
            <main class="page">
                <div class="progress" data-busy="true"></div>
                <p class="empty_state" role="status">{t("Opening the segment…")}</p>
            </main>
        }
        .into_any(),
        Opened::Failed(text) => view! {
            <main class="page">
                <div class="empty_state" role="alert">
                    <p>{text}</p>
                    <div class="actions">
                        <button type="button" class="button primary" on:click=move |_| again.run(false)>{t("Try again")}</button>
                        <button type="button" class="button" on:click=move |_| navigator.go(Route::Segments)>
                            {t("All segments")}
                        </button>
                    </div>
                </div>
            </main>
        }
        .into_any(),
        Opened::Ready(session) => view! { <Workplace session=*session navigator reload=again /> }.into_any(),
    }
    }
}

/// What each clause leaves, while the query is still the one that was counted.
fn counts(session: SegmentSession) -> Counts {
    match session.counting() {
        Counting::Done { waterfall, .. } if !session.is_count_old() => {
            let left = |left: Left| match left.count {
                Count::Exact(number) => (left.clause, Some(number)),
                Count::AtLeast(_) => (left.clause, None),
            };
            waterfall.into_iter().map(left).collect()
        }
        _ => Counts::default(),
    }
}

#[component]
fn Workplace(session: SegmentSession, navigator: Navigator, reload: Callback<bool>) -> impl IntoView {
    let page = Page::new(session, reload);
    let desk = page.desk;
    navigator.guard(move || session.is_changed_now());
    session.watch_status();
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.key().starts_with('F') {
            page.on_shortcut(&event);
        }
    });
    on_cleanup(move || keys.remove());
    let part_name = move || format!("{:?}", page.part.get());
    let part = move || page.part.get();
    let is_aside = move || page.is_aside();
    let mut tabs = vec![
        Tab { part: Part::Builder, id: "builder", label: "Builder", narrow: false },
        Tab { part: Part::Query, id: "query", label: "Query", narrow: true },
        Tab { part: Part::Problems, id: "problems", label: "Problems", narrow: true },
        Tab { part: Part::Who, id: "members", label: "Members", narrow: false },
        Tab { part: Part::Usage, id: "usage", label: "Where used", narrow: false },
        Tab { part: Part::Settings, id: "settings", label: "Settings", narrow: false },
    ];
    if untrack(|| page.is_static()) {
        tabs.drain(..3);
    }
    let address = move |id| match session.table() {
        Table::Outbound => Route::Segment(id),
        Table::RealTime => Route::Definition(id),
    };
    view! {
        <main class="page segment_page" data-part=part_name>
            <Title desk navigator back=Route::Segments more=Signal::derive(move || page.kind_and_length()) />
            <Toolbar page />
            <NoticeStrip notices=desk.notices />
            <Keeping desk />
            <Tabs tabs part=page.part label=desk.words.parts />
            <div class="panes" hidden=is_aside>
                <section class="builder_pane card" aria-label=t("Builder")>
                    <Builder session counts=Signal::derive(move || counts(session)) />
                </section>
                <section class="query_pane card" aria-label=t("Query")>
                    <QueryText page />
                </section>
            </div>
            <div class="refusal_place" role="alert" hidden=is_aside>
                {move || session.refusal().map(|reason| view! { <p class="refusal">{reason}</p> })}
            </div>
            <Explanation page />
            <ProblemsBar page />
            <div class="settings_pane card" hidden=move || !is_aside()>
                {move || match part() {
                    Part::Who if page.is_static() => view! { <StaticMembers page /> }.into_any(),
                    Part::Who => view! { <Who page /> }.into_any(),
                    Part::Usage => view! { <div class="usage"><WhereUsed page navigator /></div> }.into_any(),
                    Part::Settings => view! { <SettingsPane work=session layout=layout(session.table()) /> }.into_any(),
                    _ => ().into_any(),
                }}
            </div>
            <Questions desk />
            <LeaveQuestion desk navigator />
            <ConflictQuestion desk navigator address=Callback::new(address) />
        </main>
    }
}
