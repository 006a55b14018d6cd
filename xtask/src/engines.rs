//! `cargo xtask bench engines`: each engine and its peer on the same input, in alternating rounds on this machine. Writes
//! its own section of `docs/benchmarks.md` and leaves the rest of it alone. `--quick` is one round and writes nothing.

use crate::{cargo, done, root};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

const OUT: &str = "docs/benchmarks.md";
/// What lies between these is this section's; the other measurements keep it as it is.
const MARKS: [&str; 2] = ["<!-- engines -->", "<!-- /engines -->"];
const ROUNDS: usize = 3;

/// Runs engines and peers.
///
/// # Errors
/// What did not build, install or run, or that an engine and its peer disagree. A missed aim is told, not an error.
pub fn run(args: &[String]) -> Result<(), String> {
    if let Some(unknown) = args.iter().find(|a| *a != "--quick") {
        return Err(format!("unknown option {unknown}; usage: cargo xtask bench engines [--quick]"));
    }
    let quick = !args.is_empty();
    let bench = Bench { python: venv()?, rounds: if quick { 1 } else { ROUNDS }, versions: Vec::new() };
    for [room, bench] in [["choice", "budget"], ["outlook", "engines"]] {
        done(cargo().args(["bench", "--package", room, "--bench", bench, "--no-run"]), "the build")?;
    }
    let section = bench.section()?;
    println!("\n{section}");
    if quick {
        return Ok(());
    }
    let out = root().join(OUT);
    let before = std::fs::read_to_string(&out).unwrap_or_else(|_| "# Benchmarks\n".into());
    std::fs::write(&out, spliced(&before, &section)).map_err(|e| format!("{OUT}: {e}"))
}

/// A document with this section put in, or in place of the one before.
fn spliced(document: &str, section: &str) -> String {
    let block = format!("{}\n{section}{}\n", MARKS[0], MARKS[1]);
    match (document.split_once(MARKS[0]), document.split_once(MARKS[1])) {
        (Some((before, _)), Some((_, after))) => format!("{before}{block}{}", after.trim_start_matches('\n')),
        _ => format!("{}\n\n{block}", document.trim_end()),
    }
}

/// A Python with the peers, made once for each list of versions.
fn venv() -> Result<PathBuf, String> {
    let folder = root().join("target").join("peers");
    let (python, stamp) = (folder.join("bin").join("python"), folder.join("installed.txt"));
    let list = root().join("xtask/peers/requirements.txt");
    let wanted = std::fs::read_to_string(&list).map_err(|e| format!("{}: {e}", list.display()))?;
    if python.is_file() && std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let base = ["python3.11", "python3"].into_iter().find(|p| {
        let mut command = Command::new(p);
        command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|s| s.success())
    });
    let base = base.ok_or("Python 3 is missing; install it, or leave the peers out")?;
    done(Command::new(base).args(["-m", "venv"]).arg(&folder), "making a place for the peers")?;
    let mut install = Command::new(&python);
    install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"]).arg(&list);
    done(&mut install, "installing the peers")?;
    std::fs::write(&stamp, wanted).map_err(|e| format!("{}: {e}", stamp.display()))?;
    Ok(python)
}

struct Bench {
    python: PathBuf,
    rounds: usize,
    versions: Vec<String>,
}

/// One line of the table.
struct Row {
    what: &'static str,
    ours: f64,
    peer: f64,
    asked: f64,
    /// How both figures are written.
    shown: fn(f64) -> String,
    means: String,
}

impl Bench {
    fn section(mut self) -> Result<String, String> {
        let (mut rows, mut left_out) = (Vec::new(), Vec::new());
        let sections: [fn(&mut Self) -> Result<Vec<Row>, String>; 5] =
            [Self::budget, Self::opinion, Self::model, Self::reserve, Self::forecast];
        for section in sections {
            match section(&mut self) {
                Ok(found) => rows.extend(found),
                // What is not there to measure with is told; what disagrees stops everything.
                Err(why) if why.starts_with("left out") => left_out.push(why),
                Err(why) => return Err(why),
            }
        }
        let mut text = format!(
            "## Engines\n\nWritten by `cargo xtask bench engines`; never run in CI. {} rounds, each engine and its peer in \
             turn on the same input;\nfigures are medians. One thread each, but for the opinion map and the forecast.\n\n| Engine | Yihe | Peer or limit | Ratio | Asked | Met \
             |\n|---|---|---|---|---|---|\n",
            self.rounds
        );
        for row in &rows {
            let ratio = row.peer / row.ours;
            let met = if ratio >= row.asked { "yes" } else { "**no**" };
            let (ours, peer) = ((row.shown)(row.ours), (row.shown)(row.peer));
            let _ = writeln!(text, "| {} | {ours} | {peer} | {ratio:.1} | ≥ {} | {met} |", row.what, row.asked);
        }
        text += "\nWhat the rows mean:\n\n";
        for row in &rows {
            let _ = writeln!(text, "- **{}**: {}", row.what, row.means);
        }
        for why in left_out {
            let _ = writeln!(text, "- {why}");
        }
        self.versions.sort();
        self.versions.dedup();
        let _ = writeln!(text, "\n{}; {}.", machine(), self.versions.join(", "));
        Ok(text)
    }

    /// One run of a peer, which says its version.
    fn peer(&mut self, script: &str, args: &[&str]) -> Result<Value, String> {
        let mut command = Command::new(&self.python);
        command.arg(root().join("xtask/peers").join(script)).args(args).stderr(Stdio::null());
        let found = json(&mut command, script)?;
        self.versions.push(format!("{} {}", word(&found["peer"]), word(&found["version"])));
        Ok(found)
    }

    /// Elections: reading a file and running greedy and equal shares once, and rules alone.
    fn budget(&mut self) -> Result<Vec<Row>, String> {
        let files = data("pb", "pb").map_err(|why| format!("left out: budgets: {why}"))?;
        let files: Vec<&str> = files.iter().filter_map(|f| f.to_str()).collect();
        let names = ["whole", "greedy", "mes", "mes-add1"];
        let (mut ours, mut peers) = (vec![Vec::new(); 4], vec![Vec::new(); 4]);
        for round in 0..self.rounds {
            eprintln!("budgets, round {} …", round + 1);
            let engine = own("choice", "budget", &files)?;
            let peer = self.peer("budget_pabutools.py", &files)?;
            for (at, name) in names.iter().enumerate() {
                ours[at].push(sum(&engine, name));
                peers[at].push(sum(&peer, name));
            }
            let chosen = |of: &Value| items(of).iter().map(|f| f["selected"].clone()).collect::<Vec<_>>();
            if chosen(&engine) != chosen(&peer) {
                return Err("budgets: engine and peer chose different items".into());
            }
        }
        let rows = names.into_iter().zip(ours).zip(peers).map(|((name, ours), peer)| Row {
            what: match name {
                "whole" => "budget, whole run",
                "greedy" => "budget, greedy alone",
                "mes" => "budget, equal shares alone",
                _ => "budget, equal shares with add1 alone",
            },
            ours: median(ours),
            peer: median(peer),
            asked: if name == "whole" { 50.0 } else { 300.0 },
            shown: seconds,
            means: match name {
                "whole" => format!(
                    "reading {} published elections and running greedy and equal shares once on each, seconds of all \
                     together; timed inside both processes, without starting them. The same items came out.",
                    files.len()
                ),
                _ => "the rule on what was read before, equal ballots merged by both; seconds of all elections together. \
                      The peer computes in exact fractions (gmpy2), the engine is exact too."
                    .into(),
            },
        });
        Ok(rows.collect())
    }

    /// Conversations: the whole program against the peer's, and the work alone, inside both processes.
    fn opinion(&mut self) -> Result<Vec<Row>, String> {
        let left_out = |why: &str| format!("left out: opinion map: {why}");
        let program = program().map_err(|why| left_out(&why))?;
        let files = data("polis", "csv").map_err(|why| left_out(&why))?;
        let files: Vec<&str> = files.iter().filter_map(|f| f.to_str()).collect();
        let [mut whole, mut alone, mut peer_whole, mut peer_alone] = [const { Vec::new() }; 4];
        for round in 0..self.rounds {
            eprintln!("opinion map, round {} …", round + 1);
            let engine = own("choice", "opinion", &[&["5"], files.as_slice()].concat())?;
            alone.push(items(&engine).iter().map(|file| number(&file["seconds"])).sum());
            let [mut ours, mut theirs, mut inside] = [0.0; 3];
            for file in &files {
                ours += measured(Command::new(&program).args(["opinion", file]))?.0;
                let start = std::time::Instant::now();
                self.peer("opinion_red_dwarf.py", &[file, "0"])?;
                theirs += start.elapsed().as_secs_f64();
                inside += number(&self.peer("opinion_red_dwarf.py", &[file, "5"])?["seconds"]);
            }
            whole.push(ours);
            peer_whole.push(theirs);
            peer_alone.push(inside);
        }
        let row = |what, ours, peer, means: &str| {
            let means = format!("the map of {} published conversations, seconds of all together; {means}", files.len());
            Row { what, ours: median(ours), peer: median(peer), asked: 30.0, shown: seconds, means }
        };
        Ok(vec![
            row(
                "opinion map, whole program",
                whole,
                peer_whole,
                "the program started anew for each, from start to exit, against the peer's script likewise, its imports \
                 with it: what somebody at a prompt waits for.",
            ),
            row(
                "opinion map, inside the process",
                alone,
                peer_alone,
                "from the file to the finished statistics, both on as many threads as they take. Not like for like, to \
                 our disadvantage: ours makes 50 to 120 starts of k-means for each number of groups and 100 resamples \
                 for stability, the peer one start and no resamples; these starts and resamples take most of our \
                 time, and without them chance groups would be shown to people as their own.",
            ),
        ])
    }

    /// The model of paying.
    fn model(&mut self) -> Result<Vec<Row>, String> {
        let cases = ["campaign_only", "one_core_many_actors"];
        let (mut ours, mut numpy, mut mesa) = (Vec::new(), Vec::new(), Vec::new());
        let mut size = String::new();
        for round in 0..self.rounds {
            eprintln!("model, round {} …", round + 1);
            let both = |of: &Value| cases.iter().map(|case| number(&of[case]["seconds"])).sum::<f64>();
            let engine = own("outlook", "engines", &["--only", "model", "--rounds", "1"])?;
            ours.push(both(&engine["model"]));
            numpy.push(both(&self.peer("model_numpy.py", &["1"])?));
            mesa.push(both(&self.peer("model_mesa.py", &["1"])?));
            size =
                format!("{} agents, {} steps, two scenarios", engine["model"]["households"], engine["model"]["months"]);
        }
        let ours = median(ours);
        let row = |what, peer, asked, means: &str| Row {
            what,
            ours,
            peer,
            asked,
            shown: seconds,
            means: format!("{size}; {means}"),
        };
        Ok(vec![
            row("model, against numpy", median(numpy), 3.0, "vectorised over households, the same random numbers."),
            row("model, against Mesa", median(mesa), 12.0, "agents on a ring, with its own random numbers."),
        ])
    }

    /// The month ledger of a reserve study.
    fn reserve(&mut self) -> Result<Vec<Row>, String> {
        let files = data("reserve", "json").map_err(|why| format!("left out: reserve study: {why}"))?;
        let study = files.iter().filter_map(|f| f.to_str()).find(|f| f.contains("condo"));
        let study = study.ok_or("left out: reserve study: there is no study in months")?;
        let (mut ours, mut peers, mut size) = (Vec::new(), Vec::new(), String::new());
        for round in 0..self.rounds {
            eprintln!("reserve study, round {} …", round + 1);
            let engine = own("outlook", "engines", &["--only", "reserve", "--rounds", "1", "--study", study])?;
            ours.push(number(&engine["reserve"]["seconds"]));
            peers.push(number(&self.peer("reserve_pandas.py", &[study, "20"])?["seconds"]));
            size = format!(
                "{} components, {} years of months",
                engine["reserve"]["components"], engine["reserve"]["years"]
            );
        }
        let means = format!(
            "{size}. The peer is written as somebody who knows pandas would: schedule and funded balances are arrays, only \
             interest is a loop over plain numbers. It makes its frames within the time measured, about a tenth of it; ours has \
             read the file before."
        );
        Ok(vec![Row {
            what: "reserve study",
            ours: median(ours),
            peer: median(peers),
            asked: 1_000.0,
            shown: seconds,
            means,
        }])
    }

    /// The forecast at full size, as the program runs it on every core: against its limits, and against itself at a
    /// quarter of the size.
    fn forecast(&mut self) -> Result<Vec<Row>, String> {
        let program = program().map_err(|why| format!("left out: forecast: {why}"))?;
        let estates = root().join("target").join("peers").join("estates.json");
        let run = |count: u32| {
            eprintln!("forecast of {count} estates …");
            let _ = std::fs::remove_file(&estates);
            let count = count.to_string();
            let mut template = Command::new(&program);
            template.args(["template", "estates", "--count", &count, "--out"]).arg(&estates);
            json(&mut template, "yihe template")?;
            measured(Command::new(&program).args(["forecast", "--paths", "200", "--years", "30"]).arg(&estates))
        };
        let (quarter, _) = run(1_250)?;
        let (all, held) = run(5_000)?;
        let means = |text: &str| {
            format!("5,000 estates of 600 households and 20 components, 200 paths, 30 years of months; {text}")
        };
        Ok(vec![
            Row {
                what: "forecast at full size, time",
                ours: all,
                peer: 60.0,
                asked: 1.0,
                shown: seconds,
                means: means(
                    "the whole program once, from reading the file to the last byte, with the plausible worlds, \
                     sensitivities and shares that every forecast carries; against a limit.",
                ),
            },
            Row {
                what: "forecast at full size, memory",
                ours: held,
                peer: 1e9,
                asked: 1.0,
                shown: |bytes| format!("{:.0} MB", bytes / 1e6),
                means: means("the most the process held, by the system's count; against a limit."),
            },
            Row {
                what: "forecast, time an estate",
                ours: all / 5_000.0,
                peer: quarter / 1_250.0,
                asked: 0.9,
                shown: seconds,
                means: "5,000 estates against 1,250 of the same, both once: where cost is linear the ratio is near 1 \
                        (above it, since some questions are asked about six estates however many there are)."
                    .into(),
            },
        ])
    }
}

/// The program as it is shipped.
fn program() -> Result<PathBuf, String> {
    let program = std::env::var_os("YIHE_BIN").map_or_else(|| root().join("target/release/yihe"), PathBuf::from);
    let mut help = Command::new(&program);
    help.args(["opinion", "--help"]).stdout(Stdio::null()).stderr(Stdio::null());
    match help.status().is_ok_and(|s| s.success()) {
        true => Ok(program),
        false => Err("there is no release program; cargo build --release --workspace --bin yihe".into()),
    }
}

/// Runs a program to its end: its seconds, and the most memory it held in bytes (not a number where the system does not
/// tell).
fn measured(command: &mut Command) -> Result<(f64, f64), String> {
    let start = std::time::Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().map_err(|e| e.to_string())?;
    let status = format!("/proc/{}/status", child.id());
    let mut held = f64::NAN;
    loop {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok());
        held = peak.map_or(held, |peak| peak * 1024.0);
        match child.try_wait().map_err(|e| e.to_string())? {
            Some(ended) if ended.success() => return Ok((start.elapsed().as_secs_f64(), held)),
            Some(_) => return Err("the program failed".into()),
            None => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
    }
}

/// Files of the shared data with this ending.
fn data(folder: &str, ending: &str) -> Result<Vec<PathBuf>, String> {
    let base = std::env::var_os("YIHE_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let entries = std::fs::read_dir(base.join(folder)).map_err(|_| format!("there is no folder of data `{folder}`"))?;
    let paths = entries.filter_map(|e| Some(e.ok()?.path()));
    let mut files: Vec<PathBuf> = paths.filter(|p| p.extension().is_some_and(|e| e == ending)).collect();
    files.sort();
    Ok(files)
}

/// One run of an engine's measurements.
fn own(room: &str, bench: &str, args: &[&str]) -> Result<Value, String> {
    json(cargo().args(["bench", "--quiet", "--package", room, "--bench", bench, "--"]).args(args), bench)
}

/// What a program prints as JSON.
fn json(command: &mut Command, what: &str) -> Result<Value, String> {
    let output = command.output().map_err(|e| format!("{what}: {e}"))?;
    if !output.status.success() {
        return Err(format!("{what} failed: {}", String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|e| format!("{what} printed no JSON: {e}"))
}

fn items(of: &Value) -> &[Value] {
    of["files"].as_array().map_or(&[], Vec::as_slice)
}

/// Seconds of all files together.
fn sum(of: &Value, name: &str) -> f64 {
    items(of).iter().map(|f| number(if name == "whole" { &f["whole"] } else { &f["rules"][name] })).sum()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("?")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn seconds(value: f64) -> String {
    match value {
        v if v < 1e-3 => format!("{:.1} µs", v * 1e6),
        v if v < 1.0 => format!("{:.2} ms", v * 1e3),
        v => format!("{v:.2} s"),
    }
}

fn machine() -> String {
    let text = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = text.lines().find_map(|l| l.strip_prefix("model name")?.split_once(": ")).map_or("unknown", |(_, n)| n);
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let rustc = Command::new("rustc").arg("--version").output().map(|o| o.stdout).unwrap_or_default();
    // What else ran is part of the measurement: ratios bear it, limits in seconds do not.
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').take(3).collect::<Vec<_>>().join(" ");
    format!("{cpu}, {cores} cores, load {load} at the end; {}", String::from_utf8_lossy(&rustc).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_put_in_and_replaced_and_nothing_else_changes() {
        let one = spliced("# Benchmarks\n\nother\n", "first\n");
        assert_eq!(one, "# Benchmarks\n\nother\n\n<!-- engines -->\nfirst\n<!-- /engines -->\n");
        let two = spliced(&format!("{one}\nmore\n"), "second\n");
        assert_eq!(two, "# Benchmarks\n\nother\n\n<!-- engines -->\nsecond\n<!-- /engines -->\nmore\n");
    }
}
