//! The readers of this room against damaged files: no panic, no more memory than said, a reason for every refusal.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

mod damage;

/// Counts what a reader holds.
#[global_allocator]
static ALLOCATED: peak_alloc::PeakAlloc = peak_alloc::PeakAlloc;

use choice::budget::{Ballots, Profile, Rule, Utility, Way, pabulib, run_within};
use choice::opinion::{self, Grouping, Settings, Votes};
use choice::{screens, split};
use serde_json::json;

const APPROVAL: &[u8] = b"META\nkey;value\ndescription;a street\nnum_projects;3\nnum_votes;4\nbudget;100.50\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n1;50;Roof\n2;30,25;\"Gate; and fence\"\n10;20.5;Lamp\nVOTES\nvoter_id;age;vote\n1;70;1,2\n2;33;2\n3;41;10,1\n4;8;\"1,10\"\n";
const POINTS: &[u8] = "META\nkey;value\nbudget;90\nvote_type;cumulative\nPROJECTS\nproject_id;cost\na;30\nb;30\nc;60\nVOTES\nvoter_id;area;vote;points\n甲;88.5;a,b;3,2\n乙;60;c;5\n丙;60;none;\n丁;101.25;b,c,a;1,1,3\n".as_bytes();

#[test]
fn elections() {
    damage::bytes("elections", &[APPROVAL, POINTS], |n, bytes| {
        let election = pabulib::read(bytes).map_err(|wrong| wrong.to_string())?;
        if n % 16 < 2 {
            let again = pabulib::read(pabulib::write(&election).as_bytes()).map_err(|wrong| wrong.to_string());
            assert_eq!(again.unwrap().voters(), election.voters());
            let utility = if election.ballots == Ballots::Approval { Utility::Cost } else { Utility::Points };
            let profile = Profile::new(&election, utility, None).unwrap();
            for rule in Rule::ALL {
                if let Ok(outcome) = run_within(&profile, Way::new(rule, true, &election), 20_000) {
                    assert!(outcome.cost <= i128::from(election.budget));
                }
            }
        }
        Ok(())
    });
}

const PLAIN: &[u8] = b"voter,comment,vote\n1,5,1\n1,6,-1\n2,5,0\n3,6,1.0\n3,5,-1\n7,5,1\n";
const TIMED: &[u8] =
    "\u{feff}timestamp,datetime,comment-id,voter-id,vote\r\n9,\"x,\"\"y\"\"\",5,1,1\r\n3,,5,1,-1\r\n3,z,-4,2,0\r\n"
        .as_bytes();

#[test]
fn votes() {
    let settings = Settings { seed: 1, moderated_out: vec![6] };
    damage::bytes("votes", &[PLAIN, TIMED], |n, bytes| {
        let votes = Votes::read(bytes).map_err(|wrong| wrong.to_string())?;
        assert!(votes.count() + votes.replaced() <= bytes.len() && !votes.participants().is_empty());
        if n % 64 < 2 {
            let report = opinion::run(&votes, &settings, None).report();
            assert_eq!(report.participants, votes.participants().len());
        }
        Ok(())
    });
}

#[test]
fn groups() {
    let votes = Votes::read(PLAIN).unwrap();
    let seeds = [json!({ "1": 0, "2": 1, "3": null, "7": "1" }), json!({ "1": "南区", "7": "北区" })];
    damage::values("groups", &seeds, |_, value| Grouping::read(&votes, value).map(|_| ()));
}

#[test]
fn tenders() {
    let bids = json!([[351, 1820, 1], [53, 1970, 0], ["东方", 1950, 0], [188, "2000", 0]]);
    let seeds = [
        json!({ "tenders": [
            { "tender": 1, "year": 2007, "reserve": 2030, "labelled": 1, "bids": bids, "expected": { "cv": 0.5 } },
            { "tender": "b", "paid": 2300, "labelled": 0, "bids": bids },
        ], "separation": {} }),
        json!({
            "tenders": [{ "bids": [[1, 7, true]] }], "thresholds": [2000, 4000], "identifiers": [[1, "9f"], [53, "9f"]],
            "interests": [{ "member": "m", "bidder": 1, "ground": "declared" }], "needed": 2,
            "flats": [
                { "flat": "1-101", "stairwell": "1", "yes": 1, "second": 30, "device": "d" },
                { "flat": "1-102", "stairwell": "1", "standing": "sold", "yes": 0, "proxy": "p" },
                { "flat": "2-101", "stairwell": "2", "standing": "empty" },
            ],
        }),
    ];
    damage::values("tenders", &seeds, |n, value| match n % 8 < 2 {
        true => screens::file::recomputed(value).map(|_| ()).map_err(|wrong| wrong.to_string()),
        false => screens::file::read(value).map(|_| ()).map_err(|wrong| wrong.to_string()),
    });
}

#[test]
fn splits() {
    let case = json!({ "total_fen": "-5001", "weights": ["1546", 1062, 2393, 0], "shares": ["1"] });
    let seeds = [
        json!({ "cases": [case, { "months_fen": [100, 99, -7], "weights": [1, 1, 1] }], "source": "own" }),
        json!([case, { "total_fen": 99, "weights": ["1000000000000000", 3] }]),
    ];
    damage::values("splits", &seeds, |_, value| {
        split::file::recomputed(value).map(|_| ()).map_err(|wrong| wrong.to_string())
    });
}
