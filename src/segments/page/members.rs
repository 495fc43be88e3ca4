//! The members of a static segment: listed, searched, added and removed.

use leptos::prelude::*;

use super::Page;
use super::who::MemberRow;
use crate::host;
use crate::session::{Found, Listed, Member, MemberChange, Pasted, Services, Work};
use crate::ui::dialog::Dialog;
use crate::ui::field::{Fault, Mark};
use crate::ui::lookup::Lookup;
use crate::ui::notice::Weight;
use crate::ui::words::{fill, t};

/// What the list of members does. Cheap to copy.
#[derive(Clone, Copy)]
struct Members {
    page: Page,
    listed: RwSignal<Option<Result<Listed, String>>>,
    search: RwSignal<String>,
    pasting: RwSignal<bool>,
    by_query: RwSignal<bool>,
}

impl Members {
    fn read(&self) {
        let this = *self;
        self.page.desk.in_scope(async move {
            let search = this.search.try_get_untracked().unwrap_or_default();
            let answer = this.page.session.list_members(&search).await;
            // The tab may be gone by then, or something else be searched for.
            if this.search.try_with_untracked(|now| *now == search) == Some(true) {
                this.listed.set(Some(answer));
            }
        });
    }

    fn read_more(&self) {
        let Some(Ok(listed)) = self.listed.get_untracked() else { return };
        let this = *self;
        self.page.desk.in_scope(async move {
            let answer = this.page.session.list_more(listed).await;
            let _ = this.listed.try_set(Some(answer));
        });
    }

    fn change(&self, change: MemberChange, text: String) {
        let this = *self;
        self.page.desk.in_scope(async move {
            match this.page.session.change_members(&change).await {
                Ok(()) => {
                    let text = fill("{0} The service works through it; the list follows.", &[&text]);
                    this.page.desk.notices.show(Weight::Success, text);
                    this.read();
                }
                Err(text) => this.page.desk.notices.show(Weight::Error, text),
            }
        });
    }

    fn remove(&self, member: &Member) {
        let text = fill("{0} is to be removed.", &[&member.name]);
        self.change(MemberChange::Remove(vec![member.id.clone()]), text);
    }
}

/// The members of a static segment.
#[component]
pub(super) fn StaticMembers(page: Page) -> impl IntoView {
    let members = Members {
        page,
        listed: RwSignal::new(None),
        search: RwSignal::new(String::new()),
        pasting: RwSignal::new(false),
        by_query: RwSignal::new(false),
    };
    members.read();
    let session = page.session;
    let lock = Signal::derive(move || {
        if session.organisation().services() == Services::Gone {
            return Some(
                t("The service that kept the members is gone from this organisation, and the members with it.")
                    .to_owned(),
            );
        }
        session.lock()
    });
    let locked = move || lock.with(Option::is_some);
    let choose = Callback::new(move |found: Option<Found>| -> Result<(), Fault> {
        if let Some(found) = found {
            let text = fill("{0} is to be added.", &[&found.name]);
            members.change(MemberChange::Add(vec![found.id]), text);
        }
        Ok(())
    });
    let list = move || match members.listed.get() {
        None => view! { <p class="muted" role="status">{t("Reading…")}</p> }.into_any(),
        Some(Err(text)) => view! {
            <p role="alert">{text}</p>
            <button type="button" class="button" on:click=move |_| members.read()>{t("Try again")}</button>
        }
        .into_any(),
        Some(Ok(listed)) => view! { <List members listed locked=Signal::derive(locked) /> }.into_any(),
    };
    view! {
        <div class="who static_members">
            <Lookup
                organisation=session.organisation()
                table="contact"
                value=Signal::stored(None)
                choose
                disabled=lock
                lock
                label=t("Add a contact")
                mark=Mark::Role("add-member")
            />
            <div class="actions">
                <button type="button" class="button" data-action="paste" disabled=locked on:click=move |_| members.pasting.set(true)>
                    {t("Paste a list…")}
                </button>
                <button type="button" class="button" data-action="by-query" disabled=locked on:click=move |_| members.by_query.set(true)>
                    {t("By query…")}
                </button>
                <button type="button" class="button" data-action="refresh" on:click=move |_| members.read()>{t("Refresh")}</button>
                <input
                    class="input"
                    type="search"
                    aria-label=t("Search the members")
                    placeholder=t("Search the members")
                    prop:value=move || members.search.get()
                    on:change=move |event| {
                        members.search.set(event_target_value(&event));
                        members.read();
                    }
                />
            </div>
            {list}
            <Show when=move || members.pasting.get()>
                <Paste members />
            </Show>
            <Show when=move || members.by_query.get()>
                <ByQuery members />
            </Show>
        </div>
    }
}

#[component]
fn List(members: Members, listed: Listed, locked: Signal<bool>) -> impl IntoView {
    let shown = host::number(listed.members.len() as u64);
    let caption = match listed.total {
        Some(total) => fill("{0} of {1} members", &[&shown, &host::number(total)]),
        None => fill("{0} members", &[&shown]),
    };
    let has_more = listed.next.is_some();
    let row = move |member: Member| {
        let doomed = member.clone();
        let remove = view! {
            <button
                type="button"
                class="button small"
                data-action="remove"
                disabled=move || locked.get()
                on:click=move |_| members.remove(&doomed)
            >
                {t("Remove")}
            </button>
        };
        view! { <MemberRow member>{remove}</MemberRow> }
    };
    view! {
        <table class="members" data-role="members">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{t("Name")}</th>
                    <th scope="col">{t("Email")}</th>
                    <th><span class="visually_hidden">{t("Commands")}</span></th>
                </tr>
            </thead>
            <tbody>{listed.members.into_iter().map(row).collect_view()}</tbody>
        </table>
        {has_more.then(|| view! {
            <button type="button" class="button" on:click=move |_| members.read_more()>{t("More members")}</button>
        })}
    }
}

/// Ids or addresses, pasted: looked up first, added or removed after.
#[component]
fn Paste(members: Members) -> impl IntoView {
    let close = Callback::new(move |()| members.pasting.set(false));
    let text = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Result<Pasted, String>>);
    let look = move |_| {
        let pasted = text.get_untracked();
        members.page.desk.in_scope(async move {
            let answer = members.page.session.find_pasted(&pasted).await;
            let _ = found.try_set(Some(answer));
        });
    };
    let change = move |change: fn(Vec<String>) -> MemberChange, text: &'static str| {
        let Some(Ok(pasted)) = found.get_untracked() else { return };
        let text = fill(text, &[&pasted.ids.len().to_string()]);
        close.run(());
        members.change(change(pasted.ids), text);
    };
    let outcome = move || {
        found.get().map(|found| match found {
            Err(text) => view! { <p role="alert">{text}</p> }.into_any(),
            Ok(pasted) => {
                let unknown = pasted.unknown.join("\n");
                let count = fill("{0} contacts found.", &[&pasted.ids.len().to_string()]);
                let missing = (!pasted.unknown.is_empty()).then(|| {
                    view! {
                        <p>{fill("Not found: {0}", &[&pasted.unknown.len().to_string()])}</p>
                        <pre dir="auto" data-role="unknown">{unknown}</pre>
                    }
                });
                view! { <p role="status" data-role="pasted">{count}</p> {missing} }.into_any()
            }
        })
    };
    let none = move || !found.with(|found| matches!(found, Some(Ok(pasted)) if !pasted.ids.is_empty()));
    view! {
        <Dialog title=t("Paste a list") close>
            <p>{t("Ids of contacts or e-mail addresses: one a line, or with commas between.")}</p>
            <textarea
                class="input"
                rows="8"
                aria-label=t("Ids or addresses")
                data-role="pasted-list"
                on:input=move |event| {
                    text.set(event_target_value(&event));
                    found.set(None);
                }
            ></textarea>
            {outcome}
            <div class="actions">
                <button type="button" class="button" data-action="look" on:click=look>{t("Look up")}</button>
                <button type="button" class="button primary" data-action="add" disabled=none on:click=move |_| change(MemberChange::Add, "{0} contacts are to be added.")>
                    {t("Add them")}
                </button>
                <button type="button" class="button danger" data-action="remove" disabled=none on:click=move |_| change(MemberChange::Remove, "{0} contacts are to be removed.")>
                    {t("Remove them")}
                </button>
                <button type="button" class="button" on:click=move |_| close.run(())>{t("Cancel")}</button>
            </div>
        </Dialog>
    }
}

/// Members by a query that runs once.
#[component]
fn ByQuery(members: Members) -> impl IntoView {
    let close = Callback::new(move |()| members.by_query.set(false));
    let text = RwSignal::new(String::new());
    let faults =
        Memo::new(move |_| text.with(|text| (!text.trim().is_empty()).then(|| segment::parse(text).faults().len())));
    let unusable = move || faults.get() != Some(0);
    let change = move |change: fn(String) -> MemberChange, said: &'static str| {
        close.run(());
        members.change(change(text.get_untracked()), t(said).to_owned());
    };
    view! {
        <Dialog title=t("Add or remove by query") close>
            <p>{t("The query runs once: contacts that it selects later do not come in by themselves.")}</p>
            <textarea
                class="input query_text"
                rows="6"
                dir="ltr"
                spellcheck="false"
                aria-label=t("Query")
                data-role="member-query"
                on:input=move |event| text.set(event_target_value(&event))
            ></textarea>
            <p class="error" role="alert">
                {move || (faults.get().unwrap_or_default() > 0).then(|| t("This text is not a query yet."))}
            </p>
            <div class="actions">
                <button type="button" class="button primary" data-action="add" disabled=unusable on:click=move |_| change(MemberChange::AddByQuery, "The contacts of the query are to be added.")>
                    {t("Add")}
                </button>
                <button type="button" class="button danger" data-action="remove" disabled=unusable on:click=move |_| change(MemberChange::RemoveByQuery, "The contacts of the query are to be removed.")>
                    {t("Remove")}
                </button>
                <button type="button" class="button" on:click=move |_| close.run(())>{t("Cancel")}</button>
            </div>
        </Dialog>
    }
}
