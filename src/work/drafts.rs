//! Unsaved work that is kept in this browser: taken up again, or dropped.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use crate::host;
use crate::navigator::Navigator;
use crate::route::Route;
use crate::session::{DraftHead, Organisation};
use crate::ui::dialog::Dialog;
use crate::ui::icon::{CHEVRON_LEFT_20_REGULAR, Icon};
use crate::ui::words::{fill, t};

/// What shows at the address of the drafts; `None` at any other.
pub fn screen(route: &Route, organisation: Organisation, navigator: Navigator) -> Option<AnyView> {
    (*route == Route::Drafts).then(|| view! { <DraftsPage organisation navigator /> }.into_any())
}

/// Where a draft goes on.
fn address(draft: &DraftHead) -> Route {
    let id = draft.id.clone();
    match draft.table.as_str() {
        "msdyncrm_segment" => Route::Segment(id),
        "msdynmkt_segmentdefinition" => Route::Definition(id),
        _ => Route::Journey(id),
    }
}

fn kind(draft: &DraftHead) -> &'static str {
    match draft.table.as_str() {
        "msdyncrm_segment" => t("Segment"),
        "msdynmkt_segmentdefinition" => t("Real-time segment"),
        _ => t("Journey"),
    }
}

/// The drafts of this user in this organisation.
#[component]
pub fn DraftsPage(
    /// Whose drafts.
    organisation: Organisation,
    /// Where it leads.
    navigator: Navigator,
) -> impl IntoView {
    let drafts = RwSignal::new(None::<Result<Vec<DraftHead>, String>>);
    let reads = RwSignal::new(0_u32);
    // What is to be dropped, once the person has said so.
    let asked = RwSignal::new(None::<Vec<DraftHead>>);
    Effect::new(move || {
        reads.track();
        spawn_local_scoped_with_cancellation(async move { drafts.set(Some(organisation.drafts().await)) });
    });
    let close = Callback::new(move |()| asked.set(None));
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let drop = move |_| {
        let doomed = asked.get_untracked().unwrap_or_default();
        asked.set(None);
        let forget = async move {
            match organisation.forget_drafts(&doomed).await {
                Ok(()) => reads.update(|count| *count += 1),
                Err(text) => drafts.set(Some(Err(text))),
            }
        };
        // The dialog goes with this; the task ends with the page.
        owner.with_value(|owner| owner.with(|| spawn_local_scoped_with_cancellation(forget)));
    };
    let row = move |draft: DraftHead| {
        let (href, doomed) = (address(&draft).hash(), draft.clone());
        let steps = match draft.steps {
            1 => t("1 step").to_owned(),
            steps => fill("{0} steps", &[&steps.to_string()]),
        };
        view! {
            <li class="draft" data-draft=draft.id.clone()>
                <span class="grow">
                    <a href=href dir="auto">{draft.name.clone()}</a>
                    <span class="muted">{format!(" {} · {} · {steps}", kind(&draft), host::age_of(draft.changed))}</span>
                </span>
                <button type="button" class="button small" data-action="drop" on:click=move |_| asked.set(Some(vec![doomed.clone()]))>
                    {t("Drop")}
                </button>
            </li>
        }
    };
    let list = move || match drafts.get() {
        None => view! { <p class="empty_state" role="status">{t("Reading…")}</p> }.into_any(),
        Some(Err(text)) => view! { <p class="empty_state" role="alert">{text}</p> }.into_any(),
        Some(Ok(all)) if all.is_empty() => {
            view! { <p class="empty_state" data-role="no-drafts">{t("There is no unsaved work in this browser.")}</p> }
                .into_any()
        }
        Some(Ok(all)) => {
            let everything = all.clone();
            view! {
                <ul class="drafts card">{all.into_iter().map(row).collect_view()}</ul>
                <div class="actions">
                    <button type="button" class="button danger" data-action="wipe" on:click=move |_| asked.set(Some(everything.clone()))>
                        {t("Drop all")}
                    </button>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <main class="page drafts_page">
            <header class="page_head">
                <button type="button" class="button subtle compact" aria-label=t("Back") title=t("Back") on:click=move |_| navigator.go(Route::Journeys)>
                    <Icon data=CHEVRON_LEFT_20_REGULAR />
                </button>
                <h1>{t("Unsaved work")}</h1>
            </header>
            <p class="muted lead">
                {t("What you edit is kept in this browser until it is saved. Open a record to go on with it. Nobody else sees it, and nothing but the record itself is kept.")}
            </p>
            {list}
            <Show when=move || asked.with(Option::is_some)>
                <Dialog title=t("Drop unsaved work?") close>
                    <p>{move || asked.with(|all| fill("Unsaved changes of {0} records are lost for good. What is stored in the organisation stays as it is.", &[&all.as_ref().map_or(0, Vec::len).to_string()]))}</p>
                    <div class="actions">
                        <button type="button" class="button danger" data-action="confirm" on:click=drop>
                            {t("Drop")}
                        </button>
                        <button type="button" class="button" on:click=move |_| close.run(())>{t("Cancel")}</button>
                    </div>
                </Dialog>
            </Show>
        </main>
    }
}
