//! Six real conversations against what the peer found, within the acceptance of the map: coordinates to 1e-6 up to sign,
//! statistics to 1e-9 for the same groups, inertia not above the best known.

use crate::data;
use choice::opinion::{GroupName, Grouping, Report, Settings, Verdict, Votes, run};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

struct Conversation {
    name: String,
    file: String,
    votes: Votes,
    expected: Value,
}

fn conversations(folder: &Path) -> Vec<Conversation> {
    let mut all: Vec<Conversation> = fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name()?.to_str()?.strip_suffix(".votes.csv")?.to_owned();
            let file = fs::read_to_string(&path).unwrap();
            let votes = Votes::read(file.as_bytes()).unwrap_or_else(|e| panic!("{name}: {e}"));
            let expected = data::json(&folder.join(format!("{name}.expected.json")));
            Some(Conversation { name, file, votes, expected })
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    all
}

impl Conversation {
    fn settings(&self, seed: u64) -> Settings {
        let out = self.expected["moderated_out"].as_array().unwrap();
        Settings { seed, moderated_out: out.iter().map(|id| id.as_i64().unwrap()).collect() }
    }

    /// The peer's groups.
    fn given(&self) -> Grouping {
        let all = self.expected["participants_xy_group"].as_object().unwrap();
        let groups = all.iter().filter_map(|(id, at)| Some((id.parse().unwrap(), GroupName::Number(at[2].as_i64()?))));
        Grouping::given(&self.votes, &groups.collect::<Vec<_>>()).unwrap()
    }

    fn report(&self, given: bool) -> Value {
        let report: Report = run(&self.votes, &self.settings(1), given.then(|| self.given())).report();
        serde_json::to_value(report).unwrap()
    }
}

/// Compares every figure of two values and says where they differ; what the expected one says of its making is no figure.
fn differences(place: &str, expected: &Value, found: &Value, tolerance: f64, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            if (a - b).abs() > tolerance * a.abs().max(1.0) {
                wrong.push(format!("{place}: {b}, not {a}"));
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            a.iter().zip(b).enumerate().for_each(|(n, (a, b))| {
                differences(&format!("{place}[{n}]"), a, b, tolerance, wrong);
            });
        }
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => {
            for (key, value) in a {
                differences(&format!("{place}.{key}"), value, b.get(key).unwrap_or(&Value::Null), tolerance, wrong);
            }
        }
        (a, b) if a == b => {}
        (a, b) => wrong.push(format!("{place}: {b}, not {a}")),
    }
}

/// The largest distance between coordinates, with the best choice of sign for each axis.
fn farthest(expected: &Value, found: &Value) -> f64 {
    let (expected, found) = (expected.as_object().unwrap(), found.as_object().unwrap());
    assert_eq!(expected.len(), found.len());
    let axis = |axis: usize, sign: f64| {
        expected
            .iter()
            .map(move |(id, at)| (at[axis].as_f64().unwrap() - sign * found[id][axis].as_f64().unwrap()).abs())
    };
    (0..2).map(|a| axis(a, 1.0).fold(0.0, f64::max).min(axis(a, -1.0).fold(0.0, f64::max))).fold(0.0, f64::max)
}

/// How far coordinates may be off. The peer takes a randomised decomposition for more than 500 participants with fewer
/// than ten for each statement: there its second axis is 2.5e-4 off, by a full decomposition in double precision.
fn off_allowed(name: &str) -> f64 {
    if name == "vtaiwan.uberx" { 3e-4 } else { 1e-6 }
}

/// The peer leaves the order of equally sure statements of the consensus to an unstable sort: where one of ours has the
/// same counts as the peer's in its place, it is as good.
fn ties_settled(mut expected: Value, found: &Value) -> Value {
    for side in ["agree", "disagree"] {
        let ours = found["consensus"][side].as_array().unwrap();
        for (theirs, ours) in expected["consensus"][side].as_array_mut().unwrap().iter_mut().zip(ours) {
            if ["n-success", "n-trials"].iter().all(|n| theirs[n] == ours[n]) {
                theirs["tid"] = ours["tid"].clone();
            }
        }
    }
    expected
}

#[test]
fn every_conversation_is_within_its_acceptance() {
    let Some(folder) = data::folder("polis") else { return };
    let (mut wrong, all) = (Vec::new(), conversations(&folder));
    assert_eq!(all.len(), 6);
    for one in &all {
        let (name, expected, found) = (&one.name, &one.expected, one.report(true));
        for field in
            ["participants", "statements", "votes", "moderated_out", "min_votes", "max_group_count", "k", "group_sizes"]
        {
            differences(&format!("{name} {field}"), &expected[field], &found[field], 0.0, &mut wrong);
        }
        for field in ["participants_xy_group", "statements_xy"] {
            let off = farthest(&expected[field], &found[field]);
            if off > off_allowed(name) {
                wrong.push(format!("{name} {field}: {off} off"));
            }
        }
        // The axes themselves are exact, whatever the peer's are: no plane explains more, and theirs of vtaiwan less.
        assert!(found["axes_error"].as_f64().unwrap() <= 1e-13, "{name}");
        let explained = |of: &Value| [0, 1].map(|axis| of["explained_variance"][axis].as_f64().unwrap());
        for (ours, theirs) in explained(&found).into_iter().zip(explained(expected)) {
            assert!(ours - theirs > -1e-8, "{name}: {ours} explained, and by the peer's axis {theirs}");
        }
        let groups = |value: &Value| -> Vec<Value> {
            value["participants_xy_group"].as_object().unwrap().values().map(|at| at[2].clone()).collect()
        };
        if groups(expected) != groups(&found) {
            wrong.push(format!("{name}: the groups handed in do not come out"));
        }
        let mean = |value: &Value| -> Value { value.as_object().unwrap().values().map(|at| at[2].clone()).collect() };
        let means = (mean(&expected["statements_xy"]), mean(&found["statements_xy"]));
        differences(&format!("{name} means"), &means.0, &means.1, 1e-9, &mut wrong);
        let expected = &ties_settled(expected.clone(), &found);
        for field in [
            "explained_variance",
            "group_counts",
            "group_aware_consensus_agree",
            "group_aware_consensus_disagree",
            "consensus",
            "repness",
        ] {
            differences(&format!("{name} {field}"), &expected[field], &found[field], 1e-9, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{} differences\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
}

/// How far the second axis is from being one: what the covariance makes of it, less its own multiple, as a share. Reckoned
/// from the file and the places of statements alone, as plainly as it can be.
fn off_the_axis(one: &Conversation, statements: &Value) -> f64 {
    let out = one.settings(1).moderated_out;
    let cast: BTreeMap<(i64, i64), f64> = one
        .file
        .lines()
        .skip(1)
        .map(|line| {
            let [voter, statement, vote] = line.split(',').map(|f| f.parse().unwrap()).collect::<Vec<i64>>()[..] else {
                panic!("{}: {line}", one.name)
            };
            ((voter, statement), if out.contains(&statement) { 0.0 } else { vote as f64 })
        })
        .collect();
    let mut column: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
    for ((_, statement), vote) in &cast {
        let (sum, count) = column.entry(*statement).or_default();
        (*sum, *count) = (*sum + vote, *count + 1.0);
    }
    let mean = |statement: i64| column[&statement].0 / column[&statement].1;
    let places = statements.as_object().unwrap();
    let mut axis: BTreeMap<i64, f64> = BTreeMap::new();
    for (id, at) in places {
        let id = id.parse().unwrap();
        let alone = (1.0 - mean(id)) * (places.len() as f64).sqrt();
        axis.insert(id, if alone == 0.0 { 0.0 } else { at[1].as_f64().unwrap() / alone });
    }
    let mut along: BTreeMap<i64, f64> = BTreeMap::new();
    for ((voter, statement), vote) in &cast {
        *along.entry(*voter).or_default() += (vote - mean(*statement)) * axis[statement];
    }
    let mut image: BTreeMap<i64, f64> = BTreeMap::new();
    for ((voter, statement), vote) in &cast {
        *image.entry(*statement).or_default() += (vote - mean(*statement)) * along[voter];
    }
    let length: f64 = axis.values().map(|x| x * x).sum();
    let multiple = image.iter().map(|(id, x)| x * axis[id]).sum::<f64>() / length;
    let off: f64 = image.iter().map(|(id, x)| (x - multiple * axis[id]).powi(2)).sum();
    (off / length).sqrt() / multiple
}

/// Why [`off_allowed`] allows more for one conversation: there the peer's second axis is none.
#[test]
fn the_second_axis_is_one_where_the_peers_is_not() {
    let Some(folder) = data::folder("polis") else { return };
    for one in conversations(&folder) {
        let ours = off_the_axis(&one, &one.report(true)["statements_xy"]);
        let theirs = off_the_axis(&one, &one.expected["statements_xy"]);
        println!("{}: {ours:e} and {theirs:e}", one.name);
        assert!(ours < 1e-7, "{}: {ours}", one.name);
        assert_eq!(theirs > 1e-6, one.name == "vtaiwan.uberx", "{}: {theirs}", one.name);
    }
}

#[test]
fn no_inertia_is_above_the_best_known() {
    let Some(folder) = data::folder("polis") else { return };
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for one in conversations(&folder) {
        let best = one.expected["kmeans_best_known"]["by_k"].as_object().unwrap();
        for seed in 0..seeds() {
            // Groups are handed in, so that nothing is resampled.
            let report = run(&one.votes, &one.settings(seed), Some(one.given())).report();
            for (k, known) in best {
                let (found, known) = (report.inertia[&k.parse().unwrap()], known["best_inertia"].as_f64().unwrap());
                compared += 1;
                if found > known * (1.0 + 1e-6) {
                    wrong.push(format!("{} k {k} seed {seed}: {found}, and {known} is known", one.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(compared, 6 * 4 * seeds());
}

/// Seeds tried: many more by hand than every day.
fn seeds() -> u64 {
    std::env::var("YIHE_SEEDS").map_or(2, |n| n.parse().unwrap())
}

#[test]
fn groups_are_shown_only_when_they_are_there() {
    let Some(folder) = data::folder("polis") else { return };
    for one in conversations(&folder) {
        let opinion = run(&one.votes, &one.settings(1), None);
        let report = opinion.report();
        match opinion.verdict() {
            Verdict::Found { stability, .. } => {
                assert!(*stability >= 0.75 && report.reason.is_none() && report.repness.is_some());
                let sizes = report.group_sizes.unwrap();
                let least = choice::opinion::floor(sizes.iter().sum());
                assert!(sizes.iter().all(|size| *size >= least), "{}: {sizes:?}", one.name);
            }
            Verdict::No(_) => {
                assert!(report.reason.is_some() && report.repness.is_none() && report.group_counts.is_none());
                assert!(report.participants_xy_group.values().all(|at| at.2.is_none()));
                let json = serde_json::to_value(&report).unwrap();
                assert_eq!(json["groups"], "no stable groups");
            }
            Verdict::Given => panic!("nothing was given"),
        }
    }
}
