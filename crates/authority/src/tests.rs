use super::*;

fn authority() -> Authority {
    Authority::built_in().unwrap()
}

fn ask(act: Act, capacity: Capacity) -> Request {
    Request { act, level: act.levels()[0], capacity, here: true, term: true, own: false, helped: false }
}

/// The matrix as committee members read it; `UPDATE_GOLDEN=1` writes it anew.
#[test]
fn the_matrix_is_the_one_that_was_read_and_agreed() {
    let mut text = String::from("act, level");
    for capacity in Capacity::ALL {
        text.push_str(&format!(", {capacity}"));
    }
    text.push_str(", owner with a helper\n");
    let helped = with_a_helper(&authority());
    for ((act, level, mut cells), (.., with)) in matrix(&authority()).into_iter().zip(helped) {
        text.push_str(&format!("{act}, {level:?}"));
        cells.push(with);
        cells.iter().for_each(|cell| text.push_str(&format!(", {}", cell.sign())));
        text.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/matrix.golden");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let golden = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(text, golden, "policies changed who may do what: read the difference, then UPDATE_GOLDEN=1");
}

#[test]
fn every_value_of_the_request_is_answered_and_nothing_leaks() {
    let authority = authority();
    let public = [Act::ViewBoard, Act::ViewMatter, Act::ViewLaw, Act::ViewMatrix, Act::ViewProof];
    let mut asked = 0;
    for act in Act::ALL {
        for level in act.levels() {
            for capacity in Capacity::ALL {
                for bits in 0..16 {
                    let (here, term, own, helped) = (bits & 1 > 0, bits & 2 > 0, bits & 4 > 0, bits & 8 > 0);
                    let request = Request { act: *act, level: *level, capacity: *capacity, here, term, own, helped };
                    let verdict = authority.permits(&request);
                    assert_ne!(verdict.by, ["evaluation-error"], "{request:?}");
                    assert_eq!(verdict, authority.permits(&request), "remembered as answered");
                    if verdict.allowed && !public.contains(act) {
                        assert!(here && term, "{request:?} is allowed by {:?}", verdict.by);
                    }
                    asked += 1;
                }
            }
        }
    }
    let rows: usize = Act::ALL.iter().map(|a| a.levels().len()).sum();
    assert_eq!(asked, rows * Capacity::ALL.len() * 16, "every act, capacity and fact");
}

#[test]
fn paper_3_1_the_core_does_not_do_other_bodies_work() {
    let authority = authority();
    let work =
        [Act::ImportRoll, Act::DraftMotion, Act::EnterPaper, Act::CountMotion, Act::AnnounceMotion, Act::IssueSlips];
    for act in work {
        let verdict = authority.permits(&ask(act, Capacity::PartyOrganisation));
        assert_eq!((verdict.allowed, verdict.by), (false, vec!["the-core-does-no-other-bodys-work".into()]), "{act}");
    }
    assert!(authority.permits(&ask(Act::RaiseMatter, Capacity::PartyOrganisation)).allowed);
}

#[test]
fn nobody_but_owners_and_their_proxies_votes_and_only_for_their_own() {
    let authority = authority();
    for capacity in Capacity::ALL {
        assert!(!authority.permits(&ask(Act::CastBallot, *capacity)).allowed, "{capacity} for others");
        let own = Request { own: true, ..ask(Act::CastBallot, *capacity) };
        let may = !matches!(capacity, Capacity::Visitor | Capacity::System);
        assert_eq!(authority.permits(&own).allowed, may, "{capacity} for themselves or by mandate");
    }
}

#[test]
fn by_unit_only_appointed_canvassers_see_who_has_voted() {
    for act in [Act::ViewTurnoutByUnit, Act::Serve] {
        assert_eq!(authority().who_may(act, Level::Estate), [Capacity::Canvasser], "{act}");
    }
    assert_eq!(authority().who_may(Act::Vouch, Level::Estate), [Capacity::Clerk]);
}

#[test]
fn a_helper_does_only_what_is_listed_and_only_with_an_owner() {
    let authority = authority();
    let with = |act, capacity| authority.permits(&Request { own: true, helped: true, ..ask(act, capacity) });
    let listed = [
        Act::ViewHome,
        Act::RaiseMatter,
        Act::NoteMatter,
        Act::Object,
        Act::EndHelp,
        Act::PrepareBallot,
        Act::HandInBallot,
    ];
    for (act, _, cell) in with_a_helper(&authority) {
        let public = authority.permits(&ask(act, Capacity::Visitor)).allowed && act.word().starts_with("view.");
        assert_eq!(matches!(cell, Cell::Yes | Cell::Own), listed.contains(&act) || public, "{act}");
        // No office is lent: whoever is helped is an owner and nothing more.
        for capacity in Capacity::ALL.iter().filter(|c| **c != Capacity::Owner) {
            assert!(public || !with(act, *capacity).allowed, "{act} with a {capacity}");
        }
    }
    for act in [Act::CastBallot, Act::MatchSelf, Act::GrantProxy, Act::OfferHelp, Act::ConfirmBallot] {
        let verdict = with(act, Capacity::Owner);
        assert_eq!((verdict.allowed, verdict.by), (false, vec!["a-helper-does-only-what-is-listed".into()]), "{act}");
    }
    // And alone, nobody fills in anybody's ballot.
    for capacity in Capacity::ALL {
        for act in [Act::PrepareBallot, Act::HandInBallot] {
            assert!(!authority.permits(&Request { own: true, ..ask(act, *capacity) }).allowed, "{act} by {capacity}");
        }
    }
    assert_eq!(authority.who_may(Act::ConfirmBallot, Level::Estate), [Capacity::Clerk]);
}

#[test]
fn who_may_names_whom_to_ask() {
    assert_eq!(authority().who_may(Act::GiveNotice, Level::Estate), [Capacity::CommitteeChair, Capacity::Clerk]);
    assert_eq!(authority().who_may(Act::CloseMotion, Level::Estate), [Capacity::System]);
}

#[test]
fn a_policy_that_errs_denies_and_a_wrong_one_does_not_start() {
    let broken = |text: &str| Authority::new(SCHEMA, &[text]).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(broken("permit (principal, action, resource);").contains("no @id"));
    assert!(!broken("@id(\"x\") permit (principal, action == Action::\"roll.inport\", resource);").is_empty());
    assert!(!broken("@id(\"x\") permit (principal, action, resource) when { context.phase };").is_empty());
    assert!(!broken("@id(\"x\") permit (principal").is_empty());
    // A condition that can only err when evaluated: the forbid would be skipped by Cedar, and is a deny here.
    let overflow = "@id(\"a\") permit (principal, action, resource);
        @id(\"b\") forbid (principal, action, resource) when { 9223372036854775807 + 1 > 0 };";
    let authority = Authority::new(SCHEMA, &[overflow]).unwrap();
    let verdict = authority.permits(&ask(Act::ViewBoard, Capacity::Visitor));
    assert_eq!((verdict.allowed, verdict.by), (false, vec!["evaluation-error".into()]));
}
