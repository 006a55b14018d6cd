//! The machine it runs on.

use std::fs::File;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Seconds to write 4 kB over the same place and have them on the disk: the median of `times`.
pub fn flush_seconds(dir: &Path, times: usize) -> f64 {
    let path = dir.join("flush");
    let mut file = File::create(&path).expect("a file");
    let mut one = || {
        file.seek(SeekFrom::Start(0)).expect("a file");
        let start = Instant::now();
        file.write_all(&[7; 4_096]).expect("a disk with room");
        file.sync_data().expect("a disk");
        start.elapsed().as_secs_f64()
    };
    // The first one makes room, which later ones need not.
    one();
    let seconds = super::rounds::median((0..times).map(|_| one()));
    std::fs::remove_file(&path).expect("our own file");
    seconds
}

fn line_of(path: &str, key: &str) -> String {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let found = text.lines().find_map(|l| l.strip_prefix(key)?.trim_start().strip_prefix(':').map(str::trim));
    found.unwrap_or("unknown").to_owned()
}

/// First line a command prints.
pub fn said(command: &str, args: &[&str]) -> String {
    let output = Command::new(command).args(args).output();
    let text = output.map(|o| String::from_utf8_lossy(&o.stdout).into_owned()).unwrap_or_default();
    text.lines().next().unwrap_or("unknown").to_owned()
}

/// Facts for the table.
pub fn facts() -> Vec<(&'static str, String)> {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    vec![
        ("Date", said("date", &["-u", "+%Y-%m-%d %H:%M UTC"])),
        (
            "Cores",
            format!(
                "{cores} ({}), shared by server, database and load generator",
                line_of("/proc/cpuinfo", "model name")
            ),
        ),
        ("Memory", line_of("/proc/meminfo", "MemTotal")),
        ("Kernel", said("uname", &["-sr"])),
        ("Load before the run", load.split(' ').take(3).collect::<Vec<_>>().join(" ")),
        ("Compiler", said("rustc", &["--version"])),
        ("Yihe", format!("{}, release profile", env!("CARGO_PKG_VERSION"))),
    ]
}

/// Resident memory of a process (MB).
pub fn resident_mb(pid: u32) -> f64 {
    let text = line_of(&format!("/proc/{pid}/status"), "VmRSS");
    text.split(' ').next().and_then(|kb| kb.parse::<f64>().ok()).map_or(f64::NAN, |kb| kb / 1_024.0)
}
