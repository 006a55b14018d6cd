//! `cargo xtask bench`: builds the release program, starts a throw-away PostgreSQL, runs the measurements of
//! `e2e/benches/yihe` and lets them write `docs/benchmarks.md`. Never part of CI: its figures belong to a quiet machine.

use std::os::unix::fs::{MetadataExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;
use tempfile::TempDir;

const OUT: &str = "docs/benchmarks.md";

/// Runs the measurements; `--quick` and `--only SECTION,…` are for trying them out and leave the document alone.
///
/// # Errors
/// What did not build or start; or that a target was missed, which the measurements list.
pub fn run(args: &[String]) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("no workspace")?;
    let cargo = || {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(root);
        command
    };
    done(cargo().args(["build", "--release", "--package", "yihe"]), "the build")?;
    let server = Server::start()?;
    let mut bench = cargo();
    bench.args(["bench", "--package", "e2e", "--bench", "yihe", "--"]).args(args);
    bench.env("YIHE_BIN", root.join("target/release/yihe"));
    if let Some(server) = &server {
        bench.env("YIHE_BENCH_POSTGRES", server.dir.path()).env("YIHE_BENCH_POSTGRES_TOOLS", &server.tools);
    }
    let whole = !args.iter().any(|a| a == "--quick" || a == "--only");
    if whole {
        let out = root.join(OUT);
        bench.arg("--out").arg(&out);
        // Builds from nothing are timed by hand: what was said of them stands until it is said anew.
        if let (false, Some(builds)) = (args.iter().any(|a| a == "--builds"), builds_said(&out)) {
            bench.args(["--builds", &builds]);
        }
    }
    done(&mut bench, "the measurements")
}

fn done(command: &mut Command, what: &str) -> Result<(), String> {
    let status = command.status().map_err(|e| format!("{what}: {e}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed")) }
}

fn builds_said(out: &Path) -> Option<String> {
    let text = std::fs::read_to_string(out).ok()?;
    let line = text.lines().find_map(|l| l.strip_prefix("| Builds from nothing, timed by hand | "))?;
    Some(line.trim_end_matches(" |").to_owned())
}

/// A throw-away PostgreSQL, reached only by a socket in its own folder.
struct Server {
    dir: TempDir,
    tools: PathBuf,
    child: Child,
}

impl Server {
    /// `None` where PostgreSQL is not installed.
    fn start() -> Result<Option<Self>, String> {
        let Some(tools) = tools() else {
            eprintln!("PostgreSQL is not installed: rows that need it are left out.");
            return Ok(None);
        };
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
        serve.args(["-c", &format!("unix_socket_directories={socket}")]).stderr(log);
        let child = serve.spawn().map_err(told)?;
        let server = Self { dir, tools: tools.clone(), child };
        for _ in 0..300 {
            let ready = Command::new(tools.join("pg_isready")).args(["-q", "-h", &socket]).status().map_err(told)?;
            if ready.success() {
                return Ok(Some(server));
            }
            sleep(Duration::from_millis(100));
        }
        Err(format!(
            "PostgreSQL did not start:\n{}",
            std::fs::read_to_string(server.dir.path().join("log")).unwrap_or_default()
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
fn tools() -> Option<PathBuf> {
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
