//! The program as a host runs it: a child process, told where its data lies, killed when dropped.

use crate::plant::Where;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

/// The binary: `YIHE_BIN`, else beside the test's own (`target/<profile>/yihe`).
///
/// # Panics
/// If it was not built.
#[must_use]
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("YIHE_BIN") {
        return path.into();
    }
    let own = std::env::current_exe().expect("this test has a path");
    let found = own.ancestors().map(|dir| dir.join("yihe")).find(|path| path.is_file());
    found.expect("the program is not built; run `cargo build --bin yihe` first")
}

/// The flags that say where the data lies.
#[must_use]
pub fn flags(place: Where<'_>) -> Vec<String> {
    let mut flags = vec!["--data".to_owned(), place.dir.display().to_string()];
    if let Some(url) = place.database_url {
        flags.extend(["--database-url".to_owned(), url.to_owned()]);
    }
    flags
}

/// A running server.
pub struct Server {
    /// `127.0.0.1:PORT`.
    pub address: String,
    child: Child,
}

impl Server {
    /// Starts `yihe serve` on a free port and waits until it listens.
    ///
    /// # Panics
    /// If it does not.
    pub async fn start(place: Where<'_>) -> Self {
        Self::start_by(Command::new(binary()), place).await
    }

    /// As [`Server::start`], with more of the program's own flags.
    ///
    /// # Panics
    /// If it does not.
    pub async fn start_with(place: Where<'_>, more: &[&str]) -> Self {
        Self::listen(Command::new(binary()), place, more).await
    }

    /// As [`Server::start`], by a command of one's own to which the arguments are added: a tracer, a limiter.
    ///
    /// # Panics
    /// If it does not listen within a minute.
    pub async fn start_by(command: Command, place: Where<'_>) -> Self {
        Self::listen(command, place, &[]).await
    }

    async fn listen(mut command: Command, place: Where<'_>, more: &[&str]) -> Self {
        command.args(["serve", "--listen", "127.0.0.1:0"]).args(flags(place)).args(more);
        if !command.as_std().get_envs().any(|(name, _)| name == "YIHE_LOG") {
            command.env("YIHE_LOG", "warn");
        }
        let mut child =
            command.stdout(Stdio::piped()).stdin(Stdio::null()).kill_on_drop(true).spawn().expect("the program starts");
        let mut lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        let listening = async {
            while let Some(line) = lines.next_line().await.expect("its output") {
                if let Some((_, address)) = line.split_once(" at http://") {
                    return address.to_owned();
                }
            }
            panic!("the program ended before it listened");
        };
        let address = tokio::time::timeout(Duration::from_secs(60), listening).await.expect("it listens in time");
        // Whatever it prints later is read, so that it never waits for a full pipe.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Self { address, child }
    }

    /// Its process.
    #[must_use]
    pub fn pid(&self) -> Option<u32> {
        self.child.id()
    }

    /// Kills it as a power cut would (SIGKILL) and waits until it is gone.
    pub async fn kill(mut self) {
        let _ = self.child.kill().await;
    }
}

/// What a command of the program printed.
#[derive(Debug)]
pub struct Ran {
    /// Whether it could do its work.
    pub ok: bool,
    /// Standard output.
    pub text: String,
    /// The same as JSON; null if it is none.
    pub json: serde_json::Value,
    /// Standard error.
    pub errors: String,
}

/// Runs a command of the program to its end.
///
/// # Panics
/// If it cannot be started.
pub async fn run(args: &[&str], place: Option<Where<'_>>) -> Ran {
    let mut command = Command::new(binary());
    command.args(args).stdin(Stdio::null());
    if let Some(place) = place {
        command.args(flags(place));
    }
    let output = command.output().await.expect("the program runs");
    Ran {
        ok: output.status.success(),
        text: String::from_utf8_lossy(&output.stdout).into_owned(),
        json: serde_json::from_slice(&output.stdout).unwrap_or_default(),
        errors: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
