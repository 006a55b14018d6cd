use super::*;
use proptest::prelude::*;
use units::Area;

const HALF: Threshold = Threshold::more_than(1, 2).unwrap();
const TWO_THIRDS: Threshold = Threshold::at_least(2, 3).unwrap();
const THREE_QUARTERS: Threshold = Threshold::at_least(3, 4).unwrap();

fn rules(approval: Threshold) -> Rules {
    Rules {
        quorum: Dual::both(TWO_THIRDS),
        approval: Dual::both(approval),
        base: Base::Participating,
        abstain_participates: true,
        invalid_participates: false,
        silent: Silent::Exclude,
        silent_floor: None,
    }
}

/// `heads` owners of 100 ㎡ each.
fn w(heads: i64) -> Weight {
    Weight::new(heads, Area::from_cm2(heads * 1_000_000))
}

fn votes(approve: i64, against: i64, abstain: i64) -> Votes {
    Votes { approve: w(approve), against: w(against), abstain: w(abstain), ..Votes::default() }
}

#[test]
fn article_278_both_edges() {
    // Exactly two thirds take part, exactly three quarters of them approve: 以上 includes the number.
    let outcome = decide(w(24), &votes(12, 4, 0), &rules(THREE_QUARTERS));
    assert_eq!(outcome.count.decision, Decision::Passed);
    // Exactly half is not 过半数.
    assert_eq!(decide(w(24), &votes(8, 8, 0), &rules(HALF)).count.decision, Decision::NotPassed);
    // One short of two thirds is no quorum, however unanimous.
    assert_eq!(decide(w(24), &votes(15, 0, 0), &rules(HALF)).count.decision, Decision::NoQuorum);
}

#[test]
fn heads_and_area_are_two_tests() {
    // One owner of half the area outvotes nobody by heads, and nobody outvotes him by area.
    let all = Weight::new(10, Area::from_cm2(2_000));
    let big = Weight::new(1, Area::from_cm2(1_000));
    let rest = Weight::new(9, Area::from_cm2(1_000));
    let for_rest = Votes { approve: rest, against: big, ..Votes::default() };
    assert_eq!(decide(all, &for_rest, &rules(HALF)).count.decision, Decision::NotPassed, "area is exactly half");
    let for_big = Votes { approve: big, against: rest, ..Votes::default() };
    assert_eq!(decide(all, &for_big, &rules(HALF)).count.decision, Decision::NotPassed, "one head of ten");
}

#[test]
fn case_a07_abstentions_decide_a_lift() {
    // Nanchong, 24 homes: 17 for, 4 against, 3 abstain. Handed in, an abstention takes part.
    let votes = votes(17, 4, 3);
    assert_eq!(decide(w(24), &votes, &rules(THREE_QUARTERS)).count.decision, Decision::NotPassed);
    let other = Rules { abstain_participates: false, ..rules(THREE_QUARTERS) };
    assert_eq!(decide(w(24), &votes, &other).count.decision, Decision::Passed);
}

#[test]
fn before_2021_the_base_is_all_owners() {
    let old = Rules { base: Base::All, quorum: Dual::both(HALF), ..rules(HALF) };
    assert_eq!(decide(w(100), &votes(49, 10, 0), &old).count.decision, Decision::NotPassed);
    assert_eq!(decide(w(100), &votes(51, 0, 0), &old).count.decision, Decision::Passed);
    assert_eq!(decide(w(100), &votes(49, 18, 0), &rules(HALF)).count.decision, Decision::Passed, "today it passes");
}

#[test]
fn silent_owners_follow_a_majority_and_both_counts_are_shown() {
    let clause = Rules { silent: Silent::CountToMajority, ..rules(HALF) };
    let with_silent = |a, b, c, s| Votes { silent: w(s), ..votes(a, b, c) };
    let outcome = decide(w(100), &with_silent(30, 20, 0, 20), &clause);
    assert_eq!((outcome.count.decision, outcome.count.silent_to), (Decision::Passed, Some(Side::Approve)));
    assert_eq!(outcome.silent_excluded.map(|c| c.decision), Some(Decision::NoQuorum));
    assert!(outcome.silent_decided());

    let tie = decide(w(100), &with_silent(30, 30, 0, 20), &clause);
    assert_eq!((tie.count.silent_to, tie.count.decision), (None, Decision::NoQuorum), "a tie is no majority");
    assert_eq!(tie.silent_excluded, None, "they stayed out of the count itself");

    let against = decide(w(100), &with_silent(20, 60, 0, 20), &clause);
    assert_eq!(against.count.silent_to, Some(Side::Against));
    assert_eq!(against.count.support, w(20), "nothing is added to the other side");
    assert!(!against.silent_decided());
}

#[test]
fn silent_owners_stay_out_while_their_side_is_under_the_floor() {
    // 浙江省物业管理条例第十条第二款: the voted majority must itself be more than half of all.
    let clause = Rules { silent: Silent::CountToMajority, silent_floor: Some(Dual::both(HALF)), ..rules(HALF) };
    let with_silent = |approve, against| Votes { silent: w(20), ..votes(approve, against, 0) };
    let under = decide(w(100), &with_silent(50, 10), &clause);
    assert_eq!((under.count.silent_to, under.silent_below_floor), (None, Some(Side::Approve)), "half is not 过半数");
    assert_eq!((under.count.decision, under.silent_excluded), (Decision::NoQuorum, None));
    let over = decide(w(100), &with_silent(51, 10), &clause);
    assert_eq!((over.count.silent_to, over.silent_below_floor), (Some(Side::Approve), None));
    assert_eq!(over.count.decision, Decision::Passed);
    let tie = decide(w(100), &with_silent(30, 30), &clause);
    assert_eq!(tie.silent_below_floor, None, "no majority, nothing to reach the floor");
    let without = decide(w(100), &with_silent(30, 10), &Rules { silent: Silent::Exclude, ..clause });
    assert_eq!(without.silent_below_floor, None, "no clause, nothing counted");
}

#[test]
fn heads_and_area_pointing_apart_are_no_majority() {
    let clause = Rules { silent: Silent::CountToMajority, ..rules(HALF) };
    let votes = Votes {
        approve: Weight::new(10, Area::from_cm2(100)),
        against: Weight::new(5, Area::from_cm2(200)),
        silent: Weight::new(4, Area::from_cm2(50)),
        ..Votes::default()
    };
    assert_eq!(decide(Weight::new(20, Area::from_cm2(400)), &votes, &clause).count.silent_to, None);
}

#[test]
fn invalid_ballots_are_shown_both_ways_only_where_they_decide() {
    let votes = Votes { invalid: w(6), ..votes(11, 4, 0) };
    let outcome = decide(w(24), &votes, &rules(HALF));
    assert_eq!(outcome.count.decision, Decision::NoQuorum);
    assert_eq!(outcome.invalid_otherwise.map(|c| c.decision), Some(Decision::Passed));
    let many = Votes { invalid: w(1), ..self::votes(20, 3, 0) };
    assert_eq!(decide(w(24), &many, &rules(HALF)).invalid_otherwise, None);
}

fn poll(options: &[i64], valid: i64) -> Poll {
    Poll { options: options.iter().map(|h| w(*h)).collect(), valid: w(valid), ..Poll::default() }
}

#[test]
fn a_choice_needs_a_majority_of_those_taking_part() {
    let split = choose(w(90), &poll(&[29, 28, 3], 60), 1, &rules(HALF));
    assert_eq!((split.decision, split.elected.as_slice()), (Decision::NotPassed, &[][..]), "leading is not passing");
    let clear = choose(w(90), &poll(&[20, 31, 9], 60), 1, &rules(HALF));
    assert_eq!((clear.decision, clear.elected.as_slice()), (Decision::Passed, &[1][..]));
    assert_eq!(choose(w(91), &poll(&[20, 31, 9], 60), 1, &rules(HALF)).decision, Decision::NoQuorum);
}

#[test]
fn a_choice_shows_invalid_ballots_both_ways_only_where_they_decide() {
    let near = Poll { invalid: w(5), ..poll(&[250, 40], 398) };
    let short = choose(w(600), &near, 1, &rules(HALF));
    assert_eq!((short.decision, short.elected.len()), (Decision::NoQuorum, 0));
    let other = short.invalid_otherwise.unwrap();
    assert_eq!((other.decision, other.elected.as_slice()), (Decision::Passed, &[0][..]));
    // With the invalid ones in the base fewer candidates pass; without them more.
    let counted = Rules { invalid_participates: true, ..rules(HALF) };
    let edge = Poll { invalid: w(10), ..poll(&[80, 48], 90) };
    let chosen = choose(w(100), &edge, 3, &counted);
    assert_eq!((chosen.decision, chosen.elected.as_slice()), (Decision::NotPassed, &[0][..]));
    assert_eq!(chosen.invalid_otherwise.unwrap().elected, [0, 1], "the decision is the same, the elected are not");
    let clear = Poll { invalid: w(1), ..poll(&[80, 20], 90) };
    assert_eq!(choose(w(100), &clear, 1, &rules(HALF)).invalid_otherwise, None);
}

#[test]
fn seats_go_by_heads_then_area_and_a_tie_for_the_last_is_left_open() {
    let five = choose(w(100), &poll(&[80, 70, 60, 55, 20], 90), 5, &rules(HALF));
    assert_eq!(
        (five.decision, five.elected.as_slice()),
        (Decision::NotPassed, &[0, 1, 2, 3][..]),
        "one seat stays open"
    );
    let tie = choose(w(100), &poll(&[80, 60, 60, 50], 90), 2, &rules(HALF));
    assert_eq!((tie.elected.as_slice(), tie.tied.as_slice()), (&[0][..], &[1, 2][..]));
    assert_eq!(tie.decision, Decision::NotPassed);
    let three = choose(w(100), &poll(&[80, 60, 60, 50], 90), 3, &rules(HALF));
    assert_eq!((three.decision, three.tied.len()), (Decision::Passed, 0));
}

/// Every way up to five households of different sizes can vote, against a second, independent count that knows no
/// shares, only multiplication.
#[test]
fn exhaustive_small_worlds() {
    let areas = [7_i64, 11, 13, 17, 40];
    let mut worlds = 0_u32;
    for households in 1..=5_usize {
        for code in 0..5_usize.pow(households as u32) {
            let (mut votes, mut marks) = (Votes::default(), Vec::new());
            for (i, area) in areas.iter().enumerate().take(households) {
                let mark = code / 5_usize.pow(i as u32) % 5;
                let weight = Weight::new(1, Area::from_cm2(*area));
                match mark {
                    0 => votes.approve += weight,
                    1 => votes.against += weight,
                    2 => votes.abstain += weight,
                    3 => votes.invalid += weight,
                    _ => {}
                }
                marks.push((mark, *area));
            }
            let all = Weight::new(households as i64, Area::from_cm2(areas[..households].iter().sum()));
            for (num, den, edge) in [(1, 2, false), (3, 4, true)] {
                let approval = if edge { Threshold::at_least(num, den) } else { Threshold::more_than(num, den) };
                let got = decide(all, &votes, &rules(approval.unwrap())).count.decision;
                let part = |f: &dyn Fn(usize) -> bool| -> (i64, i64) {
                    marks.iter().filter(|(m, _)| f(*m)).fold((0, 0), |(h, a), (_, area)| (h + 1, a + area))
                };
                let (heads, area) = part(&|_| true);
                let (in_heads, in_area) = part(&|m| m <= 2);
                let (for_heads, for_area) = part(&|m| m == 0);
                let (n, d) = (i64::from(num), i64::from(den));
                let over = |x: i64, y: i64| if edge { x * d >= y * n } else { x * d > y * n };
                let expect = if in_heads * 3 < heads * 2 || in_area * 3 < area * 2 {
                    Decision::NoQuorum
                } else if over(for_heads, in_heads) && over(for_area, in_area) {
                    Decision::Passed
                } else {
                    Decision::NotPassed
                };
                assert_eq!(got, expect, "{marks:?} {num}/{den}");
                worlds += 1;
            }
        }
    }
    assert_eq!(worlds, 2 * (5 + 25 + 125 + 625 + 3125));
}

fn any_weight() -> impl Strategy<Value = Weight> {
    (0_i64..3_000, 0_i64..3_000_000_000).prop_map(|(h, a)| Weight::new(h, Area::from_cm2(a)))
}

proptest! {
    #[test]
    fn another_approval_never_hurts(approve in any_weight(), against in any_weight(), abstain in any_weight(), rest in any_weight(), more in any_weight()) {
        // Owners who had not voted now approve: what passed still passes.
        let all = approve + against + abstain + rest + more;
        let before = Votes { approve, against, abstain, ..Votes::default() };
        let after = Votes { approve: approve + more, ..before };
        for threshold in [HALF, THREE_QUARTERS] {
            if decide(all, &before, &rules(threshold)).count.decision == Decision::Passed {
                prop_assert_eq!(decide(all, &after, &rules(threshold)).count.decision, Decision::Passed);
            }
        }
    }

    #[test]
    fn what_is_missing_is_exactly_enough(part in any_weight(), rest in any_weight()) {
        let all = part + rest;
        prop_assume!(all.heads > 0 && all.area > Area::ZERO);
        let dual = Dual::both(TWO_THIRDS);
        let missing = dual.missing(part, all);
        prop_assert!(dual.met(part + missing, all));
        prop_assert_eq!(missing == Weight::ZERO, dual.met(part, all));
    }
}
