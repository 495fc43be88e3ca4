//! Unsaved work that is kept in this browser.

use super::journal::{Head, Store, Trouble};
use super::organisation::Organisation;
use crate::host;
use crate::ui::words::fill;

fn explain(trouble: &Trouble) -> String {
    fill("The browser's own storage can't be read: {0}", &[&trouble.0])
}

impl Organisation {
    /// The drafts of this user in this organisation, the newest first; or why they can't be read.
    pub async fn drafts(&self) -> Result<Vec<Head>, String> {
        let user = self.user().await;
        let read = async { Store::open().await?.drafts(&host::client_url(), &user).await };
        read.await.map_err(|trouble| explain(&trouble))
    }

    /// Forgets drafts; or says why it can't.
    pub async fn forget_drafts(&self, drafts: &[Head]) -> Result<(), String> {
        let forget = async {
            let store = Store::open().await?;
            for draft in drafts {
                store.remove(&draft.key).await?;
            }
            Ok(())
        };
        forget.await.map_err(|trouble| explain(&trouble))
    }
}
