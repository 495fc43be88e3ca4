//! One file holds the organisation.

use std::path::PathBuf;

use sandbox::{Config, StartError};

use crate::client::Api;

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sandbox-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn records_outlive_the_program_unless_a_fresh_start_is_wanted() {
    let folder = Folder::new("database");
    let config = Config { database: Some(folder.0.join("organisation.db")), ..Config::default() };
    let first = Api::with(config.clone());
    assert_eq!(first.send(r#"POST accounts {"name":"Kept"}"#).await.status, 204);
    drop(first);
    let again = Api::with(config.clone());
    assert_eq!(again.send("GET accounts?$select=name").await.brief(), "200 Kept");
    drop(again);
    let fresh = Api::with(Config { fresh: true, ..config });
    assert_eq!(fresh.send("GET accounts?$select=name").await.brief(), "200");
}

#[test]
fn a_file_that_is_no_database_is_named() {
    let folder = Folder::new("wrong");
    let file = folder.0.join("text.db");
    std::fs::write(&file, "This is no database, and long enough to be seen as none. ".repeat(20)).expect("a file");
    let error = sandbox::app(Config { database: Some(file), ..Config::default() }).expect_err("no database");
    assert!(matches!(error, StartError::Database(..)));
    assert!(error.to_string().contains("text.db"), "{error}");
}
