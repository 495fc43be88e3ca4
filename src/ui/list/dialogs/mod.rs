//! The questions and forms above the list.

mod copy;
mod delete;
mod name;
mod new;

use leptos::prelude::*;

use self::copy::CopyDialog;
use self::delete::DeleteDialog;
use self::new::NewDialog;
use super::screen::{Asked, Screen};

/// What is asked just now, if anything.
#[component]
pub fn Dialogs(
    /// The screen it belongs to.
    screen: Screen,
    /// The address of the page asks the question, so that it changes when the question is closed.
    has_own_address: bool,
) -> impl IntoView {
    let close = Callback::new(move |()| {
        screen.asked.set(None);
        if has_own_address {
            screen.go_to_list();
        } else {
            screen.focus_rows();
        }
    });
    move || {
        screen.asked.get().map(|asked| match asked {
            Asked::New => view! { <NewDialog screen close /> }.into_any(),
            Asked::Copy(row) => view! { <CopyDialog screen row close /> }.into_any(),
            Asked::Delete(rows) => view! { <DeleteDialog screen rows close /> }.into_any(),
        })
    }
}
