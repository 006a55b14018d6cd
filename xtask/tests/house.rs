//! The walls of the house (ARCHITECTURE.md, “Invariants”): who may depend on what, and what may stand in whose source.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rooms that compute and nothing else.
const PURE: &[&str] = &["units", "choice", "law", "estate", "district", "outlook"];
/// Rooms whose results money and votes hang on: no floating point.
const EXACT: &[&str] = &["units", "law", "estate", "district"];
/// In choice only the opinion map, the budget search and the screens may use floats; these may not.
const EXACT_MODULES: &[&str] = &["choice/src/tally.rs", "choice/src/split.rs"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).exec().unwrap()
}

/// Everything a room is built from when it is built alone, however far down; tests left out.
fn built_from(room: &str) -> BTreeSet<String> {
    let mut tree = Command::new(env!("CARGO"));
    tree.args(["tree", "--package", room, "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
    let output = tree.current_dir(root()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|l| l.split_whitespace().next()).map(str::to_owned).collect()
}

/// Names of the packages a room names itself.
fn named_by(metadata: &Metadata, room: &str) -> BTreeSet<String> {
    let package = metadata.workspace_packages().into_iter().find(|p| p.name.as_str() == room).unwrap();
    package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal).map(|d| d.name.clone()).collect()
}

/// Lines of code of a room's sources, comments, tests and strings of documentation left out.
fn code_of(room: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    walk(&root().join("crates").join(room).join("src"), &mut found);
    found
}

fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            let place = path.strip_prefix(root()).unwrap().display().to_string();
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
            let code = code.lines().filter(|l| !l.trim_start().starts_with("//"));
            found.extend(code.enumerate().map(|(n, l)| (format!("{place}:{}", n + 1), l.to_owned())));
        }
    }
}

#[test]
fn pure_rooms_have_no_runtime_no_store_no_network_no_clock_and_no_chance() {
    let foreign = [
        "tokio",
        "async-std",
        "futures",
        "rusqlite",
        "tokio-postgres",
        "axum",
        "hyper",
        "maud",
        "rand",
        "getrandom",
        "chrono",
        "cedar-policy",
        "reqwest",
        "tempfile",
    ];
    for room in PURE {
        let built = built_from(room);
        for name in foreign {
            assert!(!built.contains(name), "{room} is built from {name}");
        }
    }
}

#[test]
fn pure_rooms_ask_nobody_for_time_files_or_the_environment() {
    let foreign = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::thread",
        "SystemTime",
        "Instant::now",
        "Zoned::now",
        "Timestamp::now",
        "HashMap",
        "HashSet",
    ];
    for room in PURE {
        for (place, line) in code_of(room) {
            for word in foreign {
                // Hash maps are drawn in an order of chance: what is counted or written must not depend on it.
                assert!(!line.contains(word), "{place}: {word}");
            }
        }
    }
}

#[test]
fn exact_rooms_count_in_whole_numbers() {
    for room in EXACT {
        let lib = fs::read_to_string(root().join("crates").join(room).join("src/lib.rs")).unwrap();
        assert!(lib.contains("#![deny(clippy::float_arithmetic)]"), "{room} does not deny float arithmetic");
    }
    for module in EXACT_MODULES {
        let source = fs::read_to_string(root().join("crates").join(module)).unwrap();
        assert!(source.contains("#![deny(clippy::float_arithmetic)]"), "{module} does not deny float arithmetic");
    }
}

#[test]
fn each_wall_has_one_door() {
    let metadata = metadata();
    let doors: &[(&str, &[&str])] = &[
        // Only the record knows SQL, and only its vault decrypts.
        ("rusqlite", &["record"]),
        ("tokio-postgres", &["record"]),
        ("deadpool-postgres", &["record"]),
        ("chacha20poly1305", &["record"]),
        ("ed25519-dalek", &["record"]),
        // Only the web knows HTTP and HTML.
        ("axum", &["web"]),
        ("maud", &["web"]),
        ("fluent-bundle", &["web"]),
        // Only the courier speaks to anybody by itself.
        ("hyper", &["courier"]),
        ("hyper-rustls", &["courier"]),
        ("lettre", &["courier"]),
        // Only authority knows Cedar.
        ("cedar-policy", &["authority"]),
        // Only the office reads and writes spreadsheets.
        ("calamine", &["office"]),
        ("rust_xlsxwriter", &["office"]),
    ];
    let rooms: Vec<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for room in &rooms {
        let named = named_by(&metadata, room);
        for (package, may) in doors {
            assert!(!named.contains(*package) || may.contains(&room.as_str()), "{room} names {package}");
        }
    }
}

#[test]
fn rooms_know_only_the_rooms_below_them() {
    let metadata = metadata();
    let below: &[(&str, &[&str])] = &[
        ("units", &[]),
        ("choice", &["units"]),
        ("law", &["units"]),
        ("estate", &["choice", "law", "units"]),
        ("district", &["estate", "law", "units"]),
        ("record", &["units"]),
        ("authority", &["units"]),
        ("office", &["units"]),
        ("outlook", &["units"]),
    ];
    let rooms: BTreeSet<String> = metadata.workspace_packages().iter().map(|p| p.name.to_string()).collect();
    for (room, may) in below {
        for named in named_by(&metadata, room).intersection(&rooms) {
            assert!(may.contains(&named.as_str()), "{room} names {named}");
        }
    }
}

#[test]
fn no_room_but_the_record_writes_sql() {
    for room in [
        "units",
        "choice",
        "law",
        "estate",
        "district",
        "authority",
        "office",
        "outlook",
        "app",
        "courier",
        "web",
        "yihe",
    ] {
        for (place, line) in code_of(room) {
            for word in ["SELECT ", "INSERT INTO", "UPDATE SET", "DELETE FROM", "CREATE TABLE"] {
                assert!(!line.contains(word), "{place}: {word}");
            }
        }
    }
}

/// Every statement on a stream's table says which stream, so that a sharded PostgreSQL runs it on one shard; lists over
/// summaries, and making the tables, are the exceptions.
#[test]
fn every_statement_names_its_stream() {
    for store in ["sqlite", "postgres"] {
        let text = fs::read_to_string(root().join(format!("crates/record/src/store/{store}.rs"))).unwrap();
        let mut statements = 0;
        for literal in text.split('"').skip(1).step_by(2) {
            let flat = literal.split_whitespace().collect::<Vec<_>>().join(" ").replace("\\ ", "");
            let verb = ["SELECT", "INSERT", "UPDATE", "DELETE"].iter().any(|v| flat.starts_with(v));
            let table = ["log", "head", "seen", "vault", "snapshot", "cursor"].iter().find(|t| {
                [" FROM ", " INTO ", "UPDATE "]
                    .iter()
                    .any(|w| flat.contains(&format!("{w}{t} ")) || flat.contains(&format!("{w}{t}(")))
            });
            let (true, Some(table)) = (verb, table) else { continue };
            statements += 1;
            // An insert names every column, the stream's first.
            let named = flat.contains("stream =")
                || flat.starts_with("INSERT")
                || flat.contains("stream IN")
                || flat.contains("stream = ANY");
            let whole = flat.starts_with("SELECT stream FROM head") || flat.starts_with("SELECT DISTINCT stream FROM");
            assert!(named || whole, "{store}, {table}: {flat}");
        }
        assert!(statements > 8, "{store}: only {statements} statements were found");
    }
}

#[test]
fn every_dependency_is_accounted_for() {
    let doc = fs::read_to_string(root().join("docs/dependencies.md")).unwrap();
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let (_, list) = manifest.split_once("[workspace.dependencies]").unwrap();
    let list = list.split("\n[").next().unwrap();
    let ours = |l: &str| l.contains("path = ");
    let named: BTreeSet<&str> =
        list.lines().filter(|l| !ours(l)).filter_map(|l| l.split_once(" = ")).map(|(n, _)| n).collect();
    let told: BTreeSet<&str> =
        doc.lines().filter_map(|l| l.strip_prefix("| `")?.split_once('`')).map(|(n, _)| n).collect();
    assert_eq!(named, told, "Cargo.toml and docs/dependencies.md name different dependencies");
}

#[test]
fn the_status_of_every_feature_is_told() {
    let status = fs::read_to_string(root().join("docs/status.md")).unwrap();
    let rows: Vec<&str> =
        status.lines().filter(|l| l.starts_with("| ") && !l.starts_with("| id") && !l.starts_with("| --")).collect();
    let ids: Vec<&str> = rows.iter().map(|r| r.split('|').nth(1).unwrap().trim()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id stands twice");
    for row in rows {
        let state = row.split('|').nth(3).unwrap().trim();
        assert!(["works", "partly", "not yet"].contains(&state), "{row}");
        // What works or partly works names a test that is there.
        for test in row.split('`').skip(1).step_by(2).filter(|t| t.ends_with(".rs")) {
            assert!(root().join(test).is_file(), "{test} is not there: {row}");
        }
    }
}

/// Text files of the project, as git knows them.
fn files() -> Vec<PathBuf> {
    let listed = Command::new("git").args(["ls-files"]).current_dir(root()).output().unwrap();
    String::from_utf8(listed.stdout).unwrap().lines().map(|l| root().join(l)).filter(|p| p.is_file()).collect()
}

#[test]
fn nothing_is_left_unfinished_and_no_machine_is_named() {
    let unfinished = ["todo!(", "unimplemented!(", "FIXME", "XXX"].map(str::to_owned);
    let paths = [["/ro", "ot/."].concat(), ["/ho", "me/."].concat(), ["/wo", "rk/"].concat()];
    for file in files() {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        if file.ends_with("xtask/tests/house.rs") || file.ends_with("Cargo.lock") {
            continue;
        }
        let rust = file.extension().is_some_and(|e| e == "rs");
        for (n, line) in text.lines().enumerate() {
            if line.contains("://") {
                continue;
            }
            let wrong = unfinished.iter().filter(|_| rust).chain(&paths).find(|w| line.contains(w.as_str()));
            assert!(wrong.is_none(), "{}:{}: {wrong:?}", file.display(), n + 1);
        }
    }
}

/// A dependency nobody uses is a promise to keep for nothing.
#[test]
fn every_dependency_is_used() {
    for package in metadata().workspace_packages() {
        let home = package.manifest_path.parent().unwrap().as_std_path().to_owned();
        let mut code = Vec::new();
        for folder in ["src", "tests", "benches", "examples"].map(|f| home.join(f)).iter().filter(|f| f.is_dir()) {
            every_line(folder, &mut code);
        }
        if let Ok(build) = fs::read_to_string(home.join("build.rs")) {
            code.extend(build.lines().map(str::to_owned));
        }
        for dependency in &package.dependencies {
            let name = dependency.name.replace('-', "_");
            let used = code.iter().any(|l| l.contains(&format!("{name}::")) || l.contains(&format!("use {name}")));
            assert!(used, "{} does not use {}", package.name, dependency.name);
        }
    }
}

fn every_line(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            every_line(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.extend(fs::read_to_string(&path).unwrap().lines().map(str::to_owned));
        }
    }
}
