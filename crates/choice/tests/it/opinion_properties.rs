//! What holds of every map: one seed gives the same bytes, the order of rows does not matter, other numbers for the same
//! people do not either, damaged files are refused at a named place, and residents see nothing of a person.

use choice::opinion::{GroupName, Grouping, NoGroups, PublicGroups, Settings, Verdict, Votes, run};
use proptest::prelude::*;
use serde_json::Value;

type Vote = (i64, i64, i8);

/// Any few votes: participant, statement, vote.
fn few() -> impl Strategy<Value = Vec<Vote>> {
    prop::collection::vec((0_i64..40, -3_i64..15, -1_i8..=1), 1..300)
}

/// Participants of one opinion each, most of whom vote by it: `sides` of 30 people, 20 statements.
fn sided(sides: i64, sure: u64) -> Vec<Vote> {
    let mut votes = Vec::new();
    for person in 0..30 * sides {
        for statement in 0..20 {
            // Chance enough for a test: a mixed-up number for everybody and every statement.
            let mixed = ((person * 1_000 + statement) as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            let mixed = (mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let (chance, sure_of) = ((mixed >> 32) % 10, (mixed >> 40) % 100);
            let side = if (statement % sides) == (person % sides) { 1 } else { -1 };
            if chance > 1 {
                votes.push((person, statement, if sure_of < sure { side } else { -side }));
            }
        }
    }
    votes
}

fn settings(seed: u64) -> Settings {
    Settings { seed, moderated_out: vec![3] }
}

fn bytes(votes: &[Vote], seed: u64) -> String {
    let votes = Votes::of(votes.iter().copied()).unwrap();
    let map = run(&votes, &settings(seed), None);
    serde_json::to_string(&(map.report(), map.public())).unwrap()
}

fn csv(votes: &[Vote]) -> String {
    let rows = votes.iter().map(|(p, s, v)| format!("{p},{s},{v}\n"));
    std::iter::once("voter,comment,vote\n".to_owned()).chain(rows).collect()
}

/// One vote of each participant on each statement.
fn once(mut votes: Vec<Vote>) -> Vec<Vote> {
    votes.sort_unstable();
    votes.dedup_by_key(|(p, s, _)| (*p, *s));
    votes
}

#[test]
fn two_sides_are_found_and_no_sides_are_not() {
    // Four equal sides are three directions apart, and a plane shows two: only up to three can be seen for sure.
    for sides in 2..=3 {
        let votes = Votes::of(sided(sides, 95)).unwrap();
        let map = run(&votes, &Settings { seed: 1, moderated_out: Vec::new() }, None);
        let Verdict::Found { stability, .. } = map.verdict() else { panic!("{sides}: {:?}", map.verdict()) };
        assert!(*stability > 0.9);
        let grouping = map.grouping().unwrap();
        assert_eq!(grouping.sizes(), vec![30; sides as usize], "{sides}");
        let report = map.report();
        let group = |person: i64| report.participants_xy_group[&person].2.clone();
        assert!((0..30 * sides).all(|person| group(person) == group(person % sides)), "{sides}");
    }
    // Everybody votes by chance: whatever is found is not found again.
    let votes = Votes::of(sided(2, 50)).unwrap();
    let map = run(&votes, &Settings::default(), None);
    assert!(
        matches!(map.verdict(), Verdict::No(NoGroups::Unstable { .. } | NoGroups::UnderFloor { .. })),
        "{:?}",
        map.verdict()
    );
    // A few people are never a group.
    let few = Votes::of(sided(2, 95).into_iter().filter(|v| v.0 < 9)).unwrap();
    assert_eq!(run(&few, &Settings::default(), None).verdict(), &Verdict::No(NoGroups::TooFew { people: 9 }));
}

#[test]
fn an_outlier_is_no_group() {
    // Fifty of one mind, with two who contradict them in everything: silhouette would take the two for a group.
    let mut votes: Vec<Vote> = sided(2, 97).into_iter().filter(|v| v.0 % 2 == 0).collect();
    votes.extend((100..102).flat_map(|p| (0..20).map(move |s| (p, s, if s % 2 == 0 { -1 } else { 1 }))));
    let votes = Votes::of(votes).unwrap();
    let map = run(&votes, &Settings::default(), None);
    let report = map.report();
    assert!(report.kmeans_best_known.by_k[&2].refused.is_some(), "{:?}", report.kmeans_best_known);
    assert!(report.group_sizes.unwrap_or_default().iter().all(|size| *size >= 5));
}

#[test]
fn the_same_seed_gives_the_same_bytes_on_any_number_of_threads() {
    let votes = sided(3, 85);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| bytes(&votes, 7))
    };
    let one = on(1);
    assert!([2, 7].iter().all(|threads| on(*threads) == one));
}

/// Every number of the report but those that float by rounding, with participants and statements under their old names.
fn exact_part(report: &Value) -> Value {
    let fields =
        ["participants", "statements", "votes", "consensus", "repness", "group_counts", "group_aware_consensus_agree"];
    fields.iter().map(|f| ((*f).to_owned(), report[*f].clone())).collect::<serde_json::Map<_, _>>().into()
}

#[test]
fn other_numbers_for_the_same_people_change_nothing() {
    let votes = sided(3, 88);
    let people = 90;
    let renamed: Vec<Vote> = votes.iter().map(|(p, s, v)| ((p * 37 + 11) % people + 1_000, *s, *v)).collect();
    let made = |votes: &[Vote]| {
        let votes = Votes::of(votes.iter().copied()).unwrap();
        let map = run(&votes, &settings(3), None);
        (serde_json::to_value(map.report()).unwrap(), serde_json::to_value(map.public()).unwrap())
    };
    let ((a, a_public), (b, b_public)) = (made(&votes), made(&renamed));
    assert_eq!(exact_part(&a), exact_part(&b));
    assert_eq!(a_public["groups"][0]["stands_for"], b_public["groups"][0]["stands_for"]);
    for person in 0..people {
        let (x, y) = (
            &a["participants_xy_group"][person.to_string()],
            &b["participants_xy_group"][((person * 37 + 11) % people + 1_000).to_string()],
        );
        assert_eq!(x[2], y[2]);
        assert!((0..2).all(|axis| (x[axis].as_f64().unwrap() - y[axis].as_f64().unwrap()).abs() < 1e-9), "{x} {y}");
    }
}

#[test]
fn residents_see_no_person_and_no_small_group() {
    let votes = Votes::of(sided(2, 100)).unwrap();
    let map = run(&votes, &Settings::default(), None);
    let public = map.public();
    let PublicGroups::Shown(groups) = &public.groups else { panic!("{:?}", public.groups) };
    assert!(groups.iter().all(|g| g.participants >= map.public_floor()));
    // Everybody of a group votes alike here; the share must not say so.
    let shares = groups.iter().flat_map(|g| &g.stands_for).flat_map(|s| [Some(s.percent), s.percent_of_others]);
    let shares: Vec<u32> = shares.flatten().collect();
    assert!(shares.len() > 4 && shares.iter().all(|p| (5..=95).contains(p)), "{shares:?}");
    // The map says nothing of a participant: renamed, it is the same to the byte but for rounding of the middles.
    let json = serde_json::to_value(&public).unwrap();
    assert_eq!(
        json.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["participants", "statements", "shared_agree", "shared_disagree", "groups"]
    );
    assert_eq!(
        json["groups"][0].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["group", "participants", "middle", "stands_for"]
    );
    // One group under the floor, and none is shown: the others would tell on it.
    let given: Vec<(i64, GroupName)> = (0..60).map(|p| (p, GroupName::Number(i64::from(p < 11)))).collect();
    let grouping = Grouping::given(&votes, &given).unwrap();
    let map = run(&votes, &Settings::default(), Some(grouping));
    assert_eq!(map.report().group_sizes.unwrap(), [49, 11]);
    let PublicGroups::No { none } = map.public().groups else { panic!("shown") };
    assert_eq!(none.en, "a group has fewer than 12 members, so none are shown");
    assert_eq!(none.zh, "有群体不足12人，所以不公布群体");
}

#[test]
fn every_shape_of_a_conversation_has_an_answer() {
    let alike: Vec<Vote> = (0..40).flat_map(|p| (0..9).map(move |s| (p, s, 1))).collect();
    let one_statement: Vec<Vote> = (0..40).map(|p| (p, 1, if p % 2 == 0 { 1 } else { -1 })).collect();
    let two_places: Vec<Vote> =
        (0..40).flat_map(|p| (0..9).map(move |s| (p, s, if p % 2 == 0 { 1 } else { -1 }))).collect();
    let extremes: Vec<Vote> = (0..40).flat_map(|p| (0..9).map(move |s| (i64::MIN + p, i64::MAX - s, 1))).collect();
    for votes in [alike, one_statement, two_places.clone(), extremes, vec![(0, 0, 0)]] {
        let text = bytes(&votes, 1);
        assert!(!text.contains("null,null") && !text.contains("NaN"), "{text}");
    }
    let votes = Votes::of(two_places).unwrap();
    let map = run(&votes, &Settings::default(), None);
    assert_eq!(map.grouping().unwrap().sizes(), [20, 20]);
    assert_eq!(map.report().inertia.keys().collect::<Vec<_>>(), [&2]);
    // Everything taken out: no differences, no axes, no groups, and still an answer.
    let all_out = Settings { seed: 1, moderated_out: (0..9).collect() };
    assert!(run(&votes, &all_out, None).report().reason.is_some());
}

#[test]
fn sizes_beyond_the_limits_are_refused_and_those_within_are_not_slow() {
    let header = "voter,comment,vote\n".to_owned();
    let wide = (0..10_001).fold(header.clone(), |text, s| text + &format!("1,{s},1\n"));
    assert!(Votes::read(wide.as_bytes()).unwrap_err().to_string().starts_with("10001 statements"));
    let tall = (0..50_001).fold(header.clone(), |text, p| text + &format!("{p},1,1\n"));
    assert!(Votes::read(tall.as_bytes()).unwrap_err().to_string().starts_with("50001 participants"));
    let long = header.clone() + &"1,1,1\n".repeat(2_000_001);
    assert_eq!(
        Votes::read(long.as_bytes()).unwrap_err().to_string(),
        "line 2000002: more than 2000000 votes; split the file"
    );
    let commas = header + &",".repeat(8 << 20);
    assert!(Votes::read(commas.as_bytes()).unwrap_err().to_string().starts_with("line 2: more than 10000 fields"));
    // More statements than the covariance is written down for.
    let votes =
        (0..200_i64).flat_map(|p| (0..10).map(move |n| (p, (p * 131 + n * 257) % 1_500, ((p + n) % 3 - 1) as i8)));
    let votes = Votes::of(votes.collect::<Vec<_>>()).unwrap();
    assert!(votes.statements().len() > 1_024);
    let report = run(&votes, &Settings::default(), None).report();
    assert!(report.axes_error < 1e-6, "{}", report.axes_error);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_order_of_rows_does_not_matter((votes, mixed) in few().prop_map(once).prop_flat_map(|v| (Just(v.clone()), Just(v).prop_shuffle())), seed: u64) {
        prop_assert_eq!(bytes(&votes, seed), bytes(&mixed, seed));
        prop_assert_eq!(Votes::read(csv(&votes).as_bytes()).unwrap(), Votes::read(csv(&mixed).as_bytes()).unwrap());
    }

    #[test]
    fn counts_add_up_whatever_the_groups(votes in few(), of in prop::collection::vec(0_i64..4, 40)) {
        let votes = Votes::of(votes).unwrap();
        let given: Vec<_> = votes.participants().iter().map(|p| (*p, GroupName::Number(of[*p as usize]))).collect();
        let report = run(&votes, &settings(1), Some(Grouping::given(&votes, &given).unwrap())).report();
        let seen: u32 = report.group_counts.unwrap().0.iter().map(|(_, n)| n[2]).sum();
        prop_assert_eq!(seen as usize, votes.count());
        for value in report.group_aware_consensus_agree.unwrap().values() {
            prop_assert!((0.0..=1.0).contains(value));
        }
        for list in report.repness.unwrap().0 {
            prop_assert!(list.1.len() <= 5);
        }
    }
}

/// How many damaged files are tried: `YIHE_FUZZ=1000000` for a night.
fn tries() -> u64 {
    std::env::var("YIHE_FUZZ").map_or(20_000, |n| n.parse().unwrap())
}

/// Good files, cut, turned, doubled and strewn with hostile pieces. Nothing may panic, and what is refused names a cure.
#[test]
fn damaged_files_are_refused_at_a_named_place() {
    let plain = csv(&sided(2, 90)[..60]);
    let timed = "timestamp,datetime,comment-id,voter-id,vote\n5,a,1,2,1\n6,\"b,\"\"c\n\",1,2,-1\n7,,3,4,0\n";
    let pieces: [&[u8]; 18] = [
        b",",
        b"\n",
        b"\r\n",
        b"\"",
        b"\"\"",
        b"-",
        b"1",
        b"\xff",
        b"\xef\xbb\xbf",
        b"\0",
        b"9999999999999999999999",
        b"1e9",
        b"voter,comment,vote\n",
        "投票".as_bytes(),
        b"-9223372036854775808",
        b";",
        b" ",
        b",,,,,,,,,,,,",
    ];
    let mut state = 0x1234_5678_9ABC_DEF0_u64;
    let mut below = move |n: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % n.max(1) as u64) as usize
    };
    let (mut taken, mut refused) = (0_u64, 0_u64);
    for _ in 0..tries() {
        let mut file = [plain.as_bytes(), timed.as_bytes()][below(2)].to_vec();
        for _ in 0..below(4) {
            let at = below(file.len() + 1);
            match below(5) {
                0 => file.truncate(at),
                1 if at < file.len() => file[at] = below(256) as u8,
                2 => drop(file.splice(at..at, pieces[below(pieces.len())].iter().copied())),
                3 => drop(file.drain(at..(at + below(30)).min(file.len()))),
                _ => {
                    let again: Vec<u8> = file[at..(at + below(40)).min(file.len())].to_vec();
                    let to = below(file.len() + 1);
                    drop(file.splice(to..to, again));
                }
            }
        }
        match Votes::read(&file) {
            Ok(votes) => {
                taken += 1;
                assert!(votes.count() > 0 && votes.count() + votes.replaced() < file.len());
                if taken % 64 == 0 {
                    let map = run(&votes, &settings(taken), None);
                    assert_eq!(map.report().votes, votes.count());
                    let _ = map.public();
                }
            }
            Err(wrong) => {
                refused += 1;
                let text = wrong.to_string();
                assert!(wrong.line > 0 || text.contains("the file"), "{text}");
                assert!(text.len() < 400, "{text}");
                // A cure follows: every message has two halves.
                assert!(text.contains("; ") || text.contains("; write"), "{text}");
            }
        }
    }
    assert!(taken > tries() / 10 && refused > tries() / 10, "{taken} taken, {refused} refused");
}
