//! Files made to break the engines' commands: each is refused with exit code 1, a named place and a cure, in seconds and
//! in bounded memory, with nothing on standard output.

use crate::stores::Home;
use e2e::program::binary;
use std::io::{Read as _, Write as _};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The largest file an engine reads.
const LARGEST: usize = 64 << 20;
/// No refusal takes more memory: the largest file, the values allowed of it, and room for their list to grow.
const MOST_KB: u64 = 700 << 10;
/// No refusal takes longer. Unoptimised and beside other tests; the optimised program takes a tenth of it.
const LONGEST: Duration = Duration::from_secs(60);

/// What a refused command said, how long it took and how much memory it held (kB).
struct Refused {
    errors: String,
    took: Duration,
    held: u64,
}

/// Runs a command that must be refused.
fn refused(args: &[&str]) -> Refused {
    let start = Instant::now();
    let mut child = Command::new(binary())
        .args(args)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    // A process that has ended tells nothing any more: the most it ever held is asked for while it runs.
    let mut held = 0;
    let code = loop {
        let seen = std::fs::read_to_string(&status).unwrap_or_default();
        let line = seen.lines().find_map(|l| l.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        held = held.max(line.unwrap_or(0));
        if let Some(code) = child.try_wait().unwrap() {
            break code;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let (mut out, mut errors) = (String::new(), String::new());
    child.stdout.unwrap().read_to_string(&mut out).unwrap();
    child.stderr.unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(code.code(), Some(1), "{args:?}: {errors}");
    assert!(out.is_empty() && !errors.contains("panicked"), "{args:?}: {errors}");
    let last = errors.lines().last().unwrap_or_default();
    assert!(last.starts_with("yihe: ") && errors.len() < 1_000, "{args:?}: {errors}");
    Refused { errors, took: start.elapsed(), held }
}

/// The command that reads a file of this kind, and whatever else it needs.
fn command(name: &str) -> Vec<&str> {
    if name == "budget" { vec!["budget", "--rule", "mes"] } else { vec![name] }
}

const READERS_OF_JSON: [&str; 8] = ["reserve", "model", "split", "screens", "merkle", "forecast", "finance", "tally"];

#[test]
fn damaged_empty_and_contradictory_files_are_refused_with_a_place_and_a_cure() {
    let home = Home::sqlite();
    let study = r#"{"study":"x","fiscal_year":2026,"currency":"CNY","interest":0.01,"inflation":0.02,"starting_balance":1,"components":[{"name":"a","useful_life":9,"remaining_life":3,"cost":5}],"plans":[{"plan":"p","first_year_contribution":1,"contribution_growth":0,"years":[]}]"#;
    let estate = r#"{"estates":[{"households":600,"dues":120,"components":[{"cost":5,"useful_life":20,"age":3}]}]}"#;
    let cases: Vec<(&str, String, &[&str])> = vec![
        // What does not belong together.
        (
            "reserve",
            format!("{study},\"starting_balance\":2}}"),
            &["`starting_balance` stands here a second time", "keep the right one at line 1 column"],
        ),
        ("reserve", format!("{study},\"horizon\":-4}}"), &["horizon"]),
        (
            "reserve",
            study.replace("\"cost\":5", "\"cost\":\"dear\"") + "}",
            &["components[0].cost", "not a number; write a number from 0"],
        ),
        (
            "forecast",
            estate.replace("\"age\":3", "\"age\":3,\"grade\":2"),
            &["estates[0].components[0].grade: both an age and a grade; keep the one"],
        ),
        ("forecast", estate.replace("600", "0"), &["estates[0].households: 0 is outside", "write a number from 1 to"]),
        ("forecast", estate.replace("\"dues\"", "\"deus\""), &["`deus` is not known here; did you mean `dues`?"]),
        ("forecast", r#"{"estates":[]}"#.into(), &["there is no estate; say at least one"]),
        ("finance", r#"{"households":9,"years":9,"discount":0.05,"offers":[]}"#.into(), &["offers"]),
        (
            "model",
            r#"{"runs":[{"overrides":{"share_free":0.9,"share_cond":0.9}}]}"#.into(),
            &["runs[0].overrides", "shares of kinds sum to"],
        ),
        (
            "model",
            r#"{"runs":[{"overrides":{"households":1000000,"months":60000}}]}"#.into(),
            &["runs[0]", "household-months", "keep them under"],
        ),
        ("split", r#"{"cases":[{"total_fen":100,"weights":[0,0]}]}"#.into(), &["cases[0]: no weight is above 0"]),
        (
            "split",
            r#"{"cases":[{"total_fen":1e30,"weights":[1]}]}"#.into(),
            &["cases[0].total_fen: a whole number is missing here"],
        ),
        (
            "screens",
            r#"{"tenders":[{"bids":[[1,-5,1]]}]}"#.into(),
            &["tenders[0].bids[0][1]: -5 is not an amount", "correct it"],
        ),
        ("merkle", r#"{"leaves":["0g"]}"#.into(), &["leaves[0]: the bytes of a leaf in hexadecimal are missing here"]),
        ("merkle", r#"{"leaves":["00"],"inclusion":[{"index":5,"size":1}]}"#.into(), &["inclusion[0]"]),
        (
            "opinion",
            "voter,comment,vote\n1,1,1\n1,2\n".into(),
            &["line 3: 2 fields where the header has 3", "correct it"],
        ),
        ("opinion", "voter,comment,vote\n1,1,7\n".into(), &["line 2", "7"]),
        ("opinion", "a,b\n".into(), &["line 1"]),
        ("budget", "META\nkey;value\nbudget;5\n".into(), &["section VOTES is missing; the file may have been cut off"]),
        (
            "budget",
            "META\nkey;value\nbudget;5\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;2\n1;3\nVOTES\nvoter_id;vote\n1;1\n".into(),
            &["item `1` is listed twice; keep one of them"],
        ),
    ];
    for (name, file, told) in &cases {
        let path = home.file("file");
        std::fs::write(&path, file).unwrap();
        let refused = refused(&[&command(name)[..], &[&path]].concat());
        assert!(told.iter().all(|words| refused.errors.contains(words)), "{name}: {}", refused.errors);
        assert!(refused.errors.contains(&*path), "{name} does not name the file: {}", refused.errors);
    }
    // What is no file of any kind.
    for name in READERS_OF_JSON.into_iter().chain(["opinion", "budget"]) {
        for content in
            [&b""[..], b"{\"a\": ", b"\xFF\xFE\x00", b"7", b"[[[]]]", b"\x00\x00", b"\"x\"", b"{\"a\":{\"a\":[1e999]}}"]
        {
            let path = home.file("file");
            std::fs::write(&path, content).unwrap();
            let refused = refused(&[&command(name)[..], &[&path]].concat());
            assert!(refused.errors.contains(&*path) && refused.errors.len() > path.len() + 20, "{}", refused.errors);
        }
        let missing = refused(&[&command(name)[..], &["/nowhere/file"]].concat());
        assert!(missing.errors.contains("/nowhere/file"), "{}", missing.errors);
        let folder = refused(&[&command(name)[..], &["/"]].concat());
        assert!(folder.errors.contains("`/`"), "{}", folder.errors);
    }
}

/// `unit` over and over between `before` and `after`, up to the largest file.
fn large(path: &str, before: &str, unit: &str, after: &str) {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let times = (LARGEST - before.len() - after.len()) / unit.len();
    file.write_all(before.as_bytes()).unwrap();
    let piece = unit.repeat(1_000);
    for _ in 0..times / 1_000 {
        file.write_all(piece.as_bytes()).unwrap();
    }
    file.write_all(after.as_bytes()).unwrap();
    file.flush().unwrap();
}

#[test]
fn the_largest_hostile_files_are_refused_in_seconds_and_in_bounded_memory() {
    let home = Home::sqlite();
    let path = home.file("file");
    let (mut longest, mut most) = (Duration::ZERO, 0);
    let mut check = |name: &str, what: &str, told: &str| {
        let refused = refused(&[&command(name)[..], &[&path]].concat());
        assert!(refused.errors.contains(told), "{name}, {what}: {}", refused.errors);
        assert!(refused.took < LONGEST, "{name}, {what}: {:?}", refused.took);
        assert!(refused.held > 0 && refused.held < MOST_KB, "{name}, {what}: {} kB", refused.held);
        println!("{name}, {}: {:?}, {} kB", what.trim(), refused.took, refused.held);
        (longest, most) = (longest.max(refused.took), most.max(refused.held));
    };
    let split = "split it into several files at line 1 column";
    // Values of every kind by the million; each goes through a different command, all have one reader.
    for (name, before, unit, after, told) in [
        ("split", "{\"cases\":[{\"total_fen\":5,\"weights\":[", "1,", "1]}]}", split),
        ("merkle", "{\"leaves\":[", "\"\",", "\"\"]}", split),
        ("screens", "{\"tenders\":[", "{},", "{}]}", split),
        ("forecast", "{\"estates\":[", "{\"\":{}},", "{}]}", split),
        ("reserve", "{\"components\":[", "[[]],", "[]]}", split),
        ("model", "{\"runs\":", "[", "]}", "recursion limit exceeded at line 1 column"),
        ("finance", "{\"years\":", "9", "}", "number out of range at line 1 column"),
        ("tally", "{\"a\":0,\"b", "b", "\":1}", "`"),
        ("forecast", "{\"estates\":\"", "长", "\"}", "this is not a list"),
        ("opinion", "voter,comment,vote\n", "1,1,1\n", "", "votes; split the file"),
        ("opinion", "voter,comment,vote\n", "\"1\",", "", "fields"),
        ("opinion", "voter,comment,vote\n1,1,\"", "1", "", "quotation mark is not closed"),
        ("budget", "META\nkey;value\n", "a;b\n", "", "line 1003: more than 1000 rows of META"),
        (
            "budget",
            "META\nkey;value\nbudget;5\nPROJECTS\nproject_id;cost\n",
            "1;1\n",
            "",
            "line 2006: more than 2000 projects",
        ),
        (
            "budget",
            "META\nkey;value\nbudget;5\nvote_type;approval\nPROJECTS\nproject_id;cost\n1;1\nVOTES\nvoter_id;vote\n1;\"",
            "1,",
            "\"\n",
            "line 10: more than 2000 marks on one ballot",
        ),
    ] {
        large(&path, before, unit, after);
        check(name, unit, told);
    }
    // As many different keys as fit: what compares each with all before it would take a day.
    let keys: String = (0..4_000_000).map(|n| format!("{n};\n")).collect();
    std::fs::write(&path, format!("META\nkey;value\n{keys}")).unwrap();
    check("budget", "keys", "line 1003: more than 1000 rows of META");
    let fields: String = (0..500_000).map(|n| format!("\"{n}\":0,")).collect();
    std::fs::write(&path, format!("{{{fields}\"estates\":[]}}")).unwrap();
    check("forecast", "fields", "`0` is not known here");
    // One byte too many, and a device that never ends.
    std::fs::write(&path, vec![b' '; LARGEST + 1]).unwrap();
    for name in READERS_OF_JSON.into_iter().chain(["opinion", "budget"]) {
        check(name, "too large", "larger than 64 MiB; split it into several files");
        let endless = refused(&[&command(name)[..], &["/dev/zero"]].concat());
        assert!(endless.errors.contains("`/dev/zero`: larger than 64 MiB"), "{}", endless.errors);
    }
    println!("the longest refusal took {longest:?}, the largest held {most} kB");
}
