//! What the tests need beside Rust: found, installed on Debian and Ubuntu, or named.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program or file, the Debian package that brings it, and what it is called elsewhere.
struct Need {
    there: fn() -> bool,
    package: &'static str,
    what: &'static str,
}

const NEEDS: &[Need] = &[
    Need {
        there: || crate::postgres::tools().is_some(),
        package: "postgresql",
        what: "PostgreSQL 14 or newer with its server programs",
    },
    Need { there: || found("chromium"), package: "chromium", what: "Chromium, as `chromium`" },
    Need { there: || found("chromedriver"), package: "chromium-driver", what: "ChromeDriver, as `chromedriver`" },
    Need { there: font, package: "fonts-noto-cjk", what: "a Chinese font, such as Noto Sans CJK" },
    Need { there: || found("strace"), package: "strace", what: "strace (on Linux)" },
    Need {
        there: || python_package("cryptography"),
        package: "python3-cryptography",
        what: "Python 3 with the package `cryptography`",
    },
    Need {
        there: || python_package("icalendar"),
        package: "python3-icalendar",
        what: "Python 3 with the package `icalendar`",
    },
    Need { there: || found("zbarimg"), package: "zbar-tools", what: "zbarimg, which reads QR codes" },
    Need { there: || found("npm"), package: "npm", what: "npm, which fetches axe-core" },
];

/// Whether a program is in the path.
fn found(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|dir| dir.join(program).is_file())
}

fn font() -> bool {
    let listed = Command::new("fc-list").arg(":lang=zh-cn").output();
    listed.is_ok_and(|o| !o.stdout.is_empty())
}

fn python_package(name: &str) -> bool {
    let import = |python: &str| {
        let mut command = Command::new(python);
        command.args(["-c", &format!("import {name}")]).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|s| s.success())
    };
    import("/usr/bin/python3") || import("python3")
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout.trim_ascii() == b"0")
}

/// Installs what is missing where it can, and says what is missing where it cannot; tests that need it are then
/// skipped and counted.
pub fn provide() {
    let missing = || NEEDS.iter().filter(|n| !(n.there)());
    let packages: Vec<&str> = missing().map(|n| n.package).collect();
    if packages.is_empty() {
        return;
    }
    if found("apt-get") {
        println!("Installing {}.", packages.join(", "));
        let apt = |args: &[&str]| {
            let mut command = Command::new(if is_root() { "apt-get" } else { "sudo" });
            if !is_root() {
                command.args(["-n", "apt-get"]);
            }
            command.args(args).env("DEBIAN_FRONTEND", "noninteractive").stdout(Stdio::null());
            command.status().is_ok_and(|s| s.success())
        };
        let flags = ["install", "-y", "-qq", "--no-install-recommends"];
        let install: Vec<&str> = flags.into_iter().chain(packages.iter().copied()).collect();
        if !(apt(&["update", "-qq"]) && apt(&install)) {
            println!("That did not work here. As root: apt-get install {}", packages.join(" "));
        }
    }
    for need in missing() {
        println!("Missing: {}. Install it, and its tests run too.", need.what);
    }
}

/// The axe-core that pages are held to.
const AXE: &str = "axe-core@4.11.0";

/// `axe.min.js`, fetched once from the npm registry into `target`; it is not part of the project.
pub fn axe(root: &Path) -> Option<PathBuf> {
    let dir = root.join("target").join("axe");
    let script = dir.join("package").join("axe.min.js");
    if script.is_file() {
        return Some(script);
    }
    std::fs::create_dir_all(&dir).ok()?;
    let mut pack = Command::new("npm");
    pack.args(["pack", "--silent", "--ignore-scripts", AXE]).current_dir(&dir).stdout(Stdio::null());
    if !pack.status().is_ok_and(|s| s.success()) {
        return None;
    }
    let files = std::fs::read_dir(&dir).ok()?.filter_map(|e| Some(e.ok()?.path()));
    let archive = files.into_iter().find(|p| p.extension().is_some_and(|e| e == "tgz"))?;
    let unpacked = Command::new("tar").arg("-xzf").arg(&archive).current_dir(&dir).status();
    unpacked.is_ok_and(|s| s.success()).then_some(script).filter(|s| s.is_file())
}
