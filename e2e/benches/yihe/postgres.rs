//! The throw-away PostgreSQL cluster that `cargo xtask bench` started, and its own tools.

use std::path::PathBuf;
use std::process::Command;

/// The cluster.
pub struct Cluster {
    /// Folder of its socket.
    pub host: String,
    /// Folder of `pgbench`, `createdb`, `psql`.
    pub tools: PathBuf,
}

/// Its superuser, as `cargo xtask bench` makes it.
const USER: &str = "yihe";

impl Cluster {
    /// As named by `YIHE_BENCH_POSTGRES` (folder of the socket) and `YIHE_BENCH_POSTGRES_TOOLS`.
    pub fn of_environment() -> Option<Self> {
        let host = std::env::var("YIHE_BENCH_POSTGRES").ok()?;
        let tools = std::env::var_os("YIHE_BENCH_POSTGRES_TOOLS").map_or_else(PathBuf::new, PathBuf::from);
        Some(Self { host, tools })
    }

    /// How the program is told of a database in it.
    pub fn url(&self, database: &str) -> String {
        format!("host={} user={USER} dbname={database}", self.host)
    }

    fn run(&self, tool: &str, args: &[&str]) -> String {
        let mut command = Command::new(self.tools.join(tool));
        let output = command.args(["-h", &self.host, "-U", USER]).args(args).output().expect("PostgreSQL's tools");
        assert!(output.status.success(), "{tool} {args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    /// Makes an empty database.
    pub fn create(&self, database: &str) {
        self.run("createdb", &[database]);
    }

    /// Makes a database that holds what another holds; nobody may be connected to that one.
    pub fn copy(&self, from: &str, database: &str) {
        self.run("createdb", &["-T", from, database]);
    }

    /// Throws a database away.
    pub fn drop(&self, database: &str) {
        self.run("dropdb", &["--force", database]);
    }

    /// What a query answers, as text.
    pub fn query(&self, database: &str, sql: &str) -> String {
        self.run("psql", &["-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql])
    }

    /// Version of the server.
    pub fn version(&self) -> String {
        self.query("postgres", "SHOW server_version")
    }

    /// Runs of a one-statement script a second, by `clients` at once.
    pub fn pgbench(&self, database: &str, script: &str, clients: usize, seconds: u64) -> f64 {
        let (clients, seconds) = (clients.to_string(), seconds.to_string());
        // Prepared statements and a thread a core: the fastest the tool can do it.
        let args = ["-n", "-M", "prepared", "-j", "2", "-c", &clients, "-T", &seconds, "-f", script, database];
        let told = self.run("pgbench", &args);
        let tps = told.lines().find_map(|l| l.strip_prefix("tps = ")?.split(' ').next()?.parse().ok());
        tps.expect("pgbench's figure")
    }
}
