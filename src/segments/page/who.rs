//! Who is in the segment: how many, the first of them, and what each clause leaves.

use leptos::prelude::*;

use super::{Page, Part};
use crate::host;
use crate::session::{Count, Counting, Hurdle, Left, Member, Work};
use crate::ui::focus::focus_later;
use crate::ui::icon::{ARROW_CLOCKWISE_20_REGULAR, Icon, OPEN_20_REGULAR};
use crate::ui::words::{fill, t};

/// A clause's text in a list is shortened to so many characters.
const CLAUSE: usize = 120;

/// `1,204`, `more than 50,000`.
pub(super) fn count_text(count: Count) -> String {
    match count {
        Count::Exact(number) => host::number(number),
        Count::AtLeast(number) => fill("more than {0}", &[&host::number(number)]),
    }
}

impl Page {
    /// Counts the members.
    pub(super) fn count(&self) {
        let session = self.session;
        self.desk.in_scope(async move { session.count().await });
    }

    /// Goes to a clause in the text.
    pub(super) fn go_to_clause(&self, clause: std::ops::Range<usize>) {
        self.part.set(Part::Query);
        self.session.selection.set(clause);
        focus_later("[data-role=\"query-text\"]".to_owned());
    }
}

/// The number of members and the button that counts them, for the foot of the page.
#[component]
pub(super) fn HeadCount(page: Page) -> impl IntoView {
    let session = page.session;
    let text = move || match session.counting() {
        Counting::Idle => String::new(),
        Counting::Running => t("Counting…").to_owned(),
        Counting::Done { total, .. } => {
            let text = fill("{0} contacts", &[&count_text(total)]);
            if session.is_count_old() { fill("{0} before your last change", &[&text]) } else { text }
        }
        Counting::Hindered(hurdles) => {
            fill("Can't be counted here: {0}", &[hurdles.first().map_or("", |hurdle| &hurdle.reason)])
        }
        Counting::Failed(text) => text,
    };
    view! {
        <div class="head_count">
            <span role="status" data-role="count" class:muted=move || session.is_count_old()>{text}</span>
            <button type="button" class="button small" data-action="count" on:click=move |_| page.count()>
                <Icon data=ARROW_CLOCKWISE_20_REGULAR />
                {t("Count")}
            </button>
        </div>
    }
}

/// The tab with the members.
#[component]
pub(super) fn Who(page: Page) -> impl IntoView {
    let session = page.session;
    if session.counting() == Counting::Idle {
        page.count();
    }
    let record = move || {
        let (size, last) = (session.setting("msdyncrm_segmentsize"), session.setting("msdyncrm_lastevaluationtime"));
        match (size, last) {
            (record::Value::Number(size), record::Value::Moment(last)) => {
                fill("The service counted {0} members {1}.", &[&host::number(size.unsigned_abs()), &host::age(&last)])
            }
            _ => t("The service has not counted this segment.").to_owned(),
        }
    };
    let found = move || match session.counting() {
        Counting::Idle | Counting::Running => view! { <p class="muted" role="status">{t("Counting…")}</p> }.into_any(),
        Counting::Failed(text) => view! { <p role="alert">{text}</p> }.into_any(),
        Counting::Hindered(hurdles) => view! { <Hurdles page hurdles /> }.into_any(),
        Counting::Done { total, first, waterfall } => view! {
            <Members total first />
            <Waterfall page waterfall />
        }
        .into_any(),
    };
    view! {
        <div class="who">
            <p class="muted">
                <span data-role="service-count">{record}</span>
                " "
                {t("What is counted here is the query as it is on the screen, among the contacts that you may see.")}
            </p>
            <HeadCount page />
            {found}
        </div>
    }
}

#[component]
fn Hurdles(page: Page, hurdles: Vec<Hurdle>) -> impl IntoView {
    let row = move |hurdle: Hurdle| {
        let clause = hurdle.clause.clone();
        view! {
            <li>
                {hurdle.reason}
                " "
                <button type="button" class="button small" on:click=move |_| page.go_to_clause(clause.clone())>
                    {t("Go to")}
                </button>
            </li>
        }
    };
    view! {
        <h2>{t("Why this can't be counted here")}</h2>
        <ul data-role="hurdles">{hurdles.into_iter().map(row).collect_view()}</ul>
    }
}

#[component]
fn Members(total: Count, first: Vec<Member>) -> impl IntoView {
    let shown = first.len() as u64;
    let caption = match total {
        Count::Exact(number) if number == shown => t("All members").to_owned(),
        _ => fill("The first {0} of {1} members", &[&host::number(shown), &count_text(total)]),
    };
    if first.is_empty() {
        return view! { <p data-role="members">{t("Nobody is in this segment now.")}</p> }.into_any();
    }
    view! {
        <table class="members" data-role="members">
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col">{t("Name")}</th>
                    <th scope="col">{t("Email")}</th>
                    <th><span class="visually_hidden">{t("Open")}</span></th>
                </tr>
            </thead>
            <tbody>{first.into_iter().map(|member| view! { <MemberRow member>""</MemberRow> }).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// A member, with what can be done with it.
#[component]
pub(super) fn MemberRow(member: Member, children: Children) -> impl IntoView {
    let id = member.id;
    view! {
        <tr>
            <td dir="auto">{member.name}</td>
            <td dir="auto">{member.email}</td>
            <td class="commands">
                {children()}
                <button
                    type="button"
                    class="button subtle compact small"
                    aria-label=t("Open the contact")
                    title=t("Open the contact")
                    on:click=move |_| host::open_record("contact", Some(&id))
                >
                    <Icon data=OPEN_20_REGULAR />
                </button>
            </td>
        </tr>
    }
}

fn number(count: Count) -> u64 {
    match count {
        Count::Exact(number) | Count::AtLeast(number) => number,
    }
}

/// What each clause leaves, as bars that grow shorter from top to bottom.
#[component]
fn Waterfall(page: Page, waterfall: Vec<Left>) -> impl IntoView {
    if waterfall.is_empty() {
        return ().into_any();
    }
    let most = waterfall.iter().map(|left| number(left.count)).max().unwrap_or_default().max(1);
    let mut before = None;
    let mut row = |left: Left| {
        let now = number(left.count);
        let lost = before.replace(now).map(|before: u64| before as i64 - now as i64);
        let lost = match lost {
            Some(lost) if lost > 0 => fill("−{0}", &[&host::number(lost.unsigned_abs())]),
            Some(lost) if lost < 0 => fill("+{0}", &[&host::number(lost.unsigned_abs())]),
            _ => String::new(),
        };
        let text: String = left.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(CLAUSE).collect();
        let (clause, share) = (left.clause.clone(), now as f64 / most as f64 * 100.0);
        view! {
            <tr>
                <td>
                    <button type="button" class="clause" dir="ltr" on:click=move |_| page.go_to_clause(clause.clone())>
                        {text}
                    </button>
                </td>
                <td class="number">{count_text(left.count)}</td>
                <td class="number muted">{lost}</td>
                <td class="bar" aria-hidden="true"><span style=format!("width:{share:.1}%")></span></td>
            </tr>
        }
    };
    let rows: Vec<_> = waterfall.into_iter().map(&mut row).collect();
    view! {
        <table class="waterfall" data-role="waterfall">
            <caption>{t("Clause by clause")}</caption>
            <thead>
                <tr>
                    <th scope="col">{t("With everything up to")}</th>
                    <th scope="col">{t("Members")}</th>
                    <th scope="col">{t("Change")}</th>
                    <th aria-hidden="true"></th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}
