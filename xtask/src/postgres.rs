//! A throw-away PostgreSQL for tests and measurements: flushes as in earnest, forgets everything when it stops.

use crate::done;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

/// A throw-away PostgreSQL, reached only by a socket in its own folder.
pub struct Server {
    /// Folder of its socket: the host in an address.
    pub socket: PathBuf,
    /// Folder of its programs.
    pub tools: PathBuf,
    child: Child,
    _dir: TempDir,
}

impl Server {
    /// Starts it; `None` where PostgreSQL is not installed.
    ///
    /// # Errors
    /// What did not start, with PostgreSQL's own words.
    pub fn start() -> Result<Option<Self>, String> {
        let Some(tools) = tools() else { return Ok(None) };
        let told = |e: std::io::Error| format!("PostgreSQL: {e}");
        let dir = tempfile::Builder::new().prefix("yihe-pg-").tempdir().map_err(told)?;
        // PostgreSQL refuses root: there it runs as somebody with fewer rights.
        let owner = match dir.path().metadata().map_err(told)?.uid() {
            0 => Some(lesser_user().ok_or("no user `postgres` or `nobody` to run PostgreSQL as")?),
            _ => None,
        };
        if let Some((uid, gid)) = owner {
            chown(dir.path(), Some(uid), Some(gid)).map_err(told)?;
        }
        let tool = |name: &str| {
            let mut command = Command::new(tools.join(name));
            command.current_dir(dir.path());
            if let Some((uid, gid)) = owner {
                command.uid(uid).gid(gid);
            }
            command
        };
        let mut init = tool("initdb");
        init.args(["-D", "data", "-U", "yihe", "--auth=trust", "--encoding=UTF8", "--locale=C"]).stdout(Stdio::null());
        done(&mut init, "initdb")?;
        let log = std::fs::File::create(dir.path().join("log")).map_err(told)?;
        let socket = dir.path().display().to_string();
        let mut serve = tool("postgres");
        serve.args(["-D", "data", "-c", "listen_addresses=", "-c", "fsync=on", "-c", "synchronous_commit=on"]);
        // Test binaries run side by side, each test with a pool of its own.
        serve.args(["-c", "max_connections=400"]);
        serve.args(["-c", &format!("unix_socket_directories={socket}")]).stderr(log);
        let child = serve.spawn().map_err(told)?;
        let server = Self { socket: dir.path().to_owned(), tools: tools.clone(), child, _dir: dir };
        for _ in 0..300 {
            let ready = Command::new(tools.join("pg_isready")).args(["-q", "-h", &socket]).status().map_err(told)?;
            if ready.success() {
                return Ok(Some(server));
            }
            sleep(Duration::from_millis(100));
        }
        Err(format!(
            "PostgreSQL did not start:\n{}",
            std::fs::read_to_string(server.socket.join("log")).unwrap_or_default()
        ))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGQUIT: stop at once; nothing of it is kept.
        let _ = Command::new("kill").args(["-QUIT", &self.child.id().to_string()]).status();
        let _ = self.child.wait();
    }
}

/// Folder of PostgreSQL's programs: in the path, or where Debian puts them, the newest.
pub fn tools() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut found: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|dirs| dirs.filter_map(|d| Some(d.ok()?.path().join("bin"))).collect())
        .unwrap_or_default();
    found.sort();
    std::env::split_paths(&path)
        .chain(found.into_iter().rev())
        .find(|dir| ["initdb", "postgres", "pgbench", "psql"].iter().all(|tool| dir.join(tool).is_file()))
}

/// User and group of `postgres`, else of `nobody`.
fn lesser_user() -> Option<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd").ok()?;
    let of = |name: &str| {
        let mut parts = users.lines().find(|l| l.split(':').next() == Some(name))?.split(':').skip(2);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    };
    of("postgres").or_else(|| of("nobody"))
}
