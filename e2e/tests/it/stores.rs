//! Where a test's data lies: a folder of its own, and with PostgreSQL a database of its own.

use e2e::plant::Where;
use tempfile::TempDir;

/// A place that is gone when dropped; a database stays with its throw-away server.
pub struct Home {
    dir: TempDir,
    database_url: Option<String>,
}

impl Home {
    /// On SQLite.
    pub fn sqlite() -> Self {
        Self { dir: tempfile::tempdir().unwrap(), database_url: None }
    }

    /// On PostgreSQL, or a counted skip.
    pub async fn postgres(test: &str) -> Option<Self> {
        let database_url = Some(record::testing::postgres_url(test).await?);
        Some(Self { dir: tempfile::tempdir().unwrap(), database_url })
    }

    /// As the program's flags say it.
    pub fn place(&self) -> Where<'_> {
        Where { dir: self.dir.path(), database_url: self.database_url.as_deref() }
    }

    /// A file beside the data, as text for a command line.
    pub fn file(&self, name: &str) -> String {
        self.dir.path().join(name).display().to_string()
    }
}
