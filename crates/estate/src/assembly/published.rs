//! Judging published results: does a notice's own arithmetic show what it announces?
//!
//! A case is what somebody transcribed from a notice (`kind`, `date`, `jurisdiction`, `figures`). [`judge`] says what the
//! figures demonstrate under the law of that day and place, by heads and by area, with every doubt named. It knows no
//! estate, no roll and no ballot, reads no file and computes without floats. It is the command `yihe tally FILE.json`.
//!
//! Nothing is guessed. What was not published is null, a published share is an interval, and a result is given only if
//! every completion of what is unknown has the same result; otherwise it is `NOT_DEMONSTRATED` and a flag says why.
//! `expected`, `published_result` and the like never influence a result; an announcement that differs is flagged.
//!
//! # What comes out
//! `{"id", "items": [{"item", "result", "quorum_met", "participation", "support", "silent_excluded", "unaccounted",
//! "winner", "flags", "citations"}], "flags"}`. `participation` and `support` hold `owners` and `area`, each
//! `{"num", "den", "pct"}`: participation over the whole electorate, support over what the law of the day takes as base
//! (those taking part; before 2021 all owners). `result` is `PASSED`, `NOT_PASSED`, `NO_QUORUM` or `NOT_DEMONSTRATED`.
//! `silent_excluded` shows the same item without silent owners wherever any were counted. `winner` is the option chosen, or
//! a list of them where several seats were to be filled.
//!
//! # Flags
//! Of a case:
//!
//! | flag | what it says |
//! |---|---|
//! | `kind_missing`, `kind_not_judged:KIND` | no kind: judged as a vote; a kind that is no vote is not judged |
//! | `date_unknown_todays_law` | no readable date: judged by the law of today |
//! | `date_is_range:FROM..TO` | the date is a span of days |
//! | `date_on_both_sides_of_a_change` | the law changed within that span: both laws are read |
//! | `place_unknown_national_law` | no place: judged by national law alone |
//! | `no_local_rules_known` | no rule pack for the place: local law may ask for more |
//! | `figures_missing` | no figures at all |
//! | `rule_case` | the case is about a rule, not about a count |
//!
//! Of an item, what was not understood or does not fit:
//!
//! | flag | what it says |
//! |---|---|
//! | `figure_not_understood:KEY` | a figure whose key or value is not known; it was not used |
//! | `figure_is_approximate:KEY` | “about”: proves nothing |
//! | `figure_given_twice:KEY`, `base_given_twice:KEY` | two different figures for the same thing; the first was used |
//! | `figures_contradict:WHAT` | parts larger than their whole; nothing is concluded from them |
//! | `channels_do_not_add_up:WHAT` | ballots by channel do not sum to the figure |
//! | `unaccounted_owners:N`, `unaccounted_area:A` | participation exceeds the published parts |
//! | `parts_exceed_participation_owners:N`, `…_area:A` | the parts exceed the participation |
//! | `derivable_PART_owners:N`, `derivable_PART_area:A` | a part that was not published, as far as the others leave it |
//! | `published_percentage_differs:KEY:PRINTED:COMPUTED` | a printed percentage that its counts do not give |
//! | `percentages_sum_to:P`, `percentages_leave:P` | printed percentages that do not make 100 |
//! | `implied_for_owners:N` (or `votes` …), `implied_for_of_all:P` | what a bare percentage would mean in ballots |
//! | `percentage_of_no_whole_number` | no whole number of ballots gives the printed percentage |
//! | `published_result_differs:TEXT` | the notice announced something else |
//!
//! What is missing:
//!
//! | flag | what it says |
//! |---|---|
//! | `no_votes_published` | only the base is known |
//! | `area_missing`, `area_of_approval_missing` | no area at all, or not that of the approving owners |
//! | `base_missing:owners`, `base_missing:area` | the size of the electorate is not published |
//! | `participation_missing` | how many took part is not published |
//! | `participation_is_minimum` | abstentions are not published; participation is at least this |
//! | `participation_needed_owners:N`, `participation_needed_area:A` | what the quorum asks of this base |
//! | `support_of_all_owners:P` | approval over all owners, where its lawful base is not published |
//! | `votes_not_owners`, `residents_not_owners` | the count is not of owners: nothing by heads is concluded |
//! | `base_not_registered_owners:WORD` | households or units stand for owners |
//! | `base_is_ballots_issued`, `participation_is_ballots_returned` | what stands for the base, for participation |
//! | `would_pass_by_owners` (or `votes`, `residents`), `would_pass_if_published_shares_hold` | what is shown by one measure only |
//! | `no_rules_for_the_day` | before the first rules known (2007-10-01) |
//!
//! How it was read:
//!
//! | flag | what it says |
//! |---|---|
//! | `item_inferred:N`, `item_unknown` | the item of 民法典第二百七十八条 by its name; unknown: both thresholds are read |
//! | `threshold_met_under_one_reading_only` | the thresholds or readings decide differently |
//! | `date_decides_the_law` | the laws on both sides of the date decide differently |
//! | `unanimous` | everybody approved, so by area too |
//! | `rests_on_published_percentages` | no counts were published, only percentages |
//! | `base_may_hold_units_that_do_not_count` | the name speaks of garages or basements in the base |
//! | `failing_is_not_the_opposite` | a motion that failed is not the opposite motion passed |
//! | `other_permits_needed` | items (7) and (8): the vote is no planning, building or greening permit |
//! | `abstention_decides:N/M` | abstentions left out, the approval is N of M and comes out otherwise |
//! | `invalid_counted_as_participating`, `invalid_reading_decides` | invalid ballots are in the participation; they decide |
//! | `irregular_ballots:N`, `irregular_ballots_decide` | ballots marked twice or badly signed were counted |
//! | `other_count_claimed:N`, `other_count_decides` | somebody else counts N approvals |
//! | `later_withdrawal_without_effect:N` | owners who changed their mind after the decision |
//! | `silent_counted_to:SIDE` | silent owners were counted to the majority of the returned ballots |
//! | `majority_with_silent_owners:P` | that majority's share with them |
//! | `silent_conditions_not_shown` | clause, service, topic and warning (R-VOTE-9) are not in the figures |
//! | `silent_decided` | without them the result is another: high risk of being revoked |
//! | `silent_counted_without_a_rule`, `silent_rule_not_understood:TEXT` | no rule, or none that is known, was given for it |
//! | `silent_not_counted:N`, `no_majority_for_silent`, `majority_by_heads_only` | they stayed out; no side led; areas are missing |
//! | `silent_floor_not_met`, `silent_floor_not_shown` | local law asks the voted majority for a share of all |
//! | `silent_not_counted_to_options` | the silence clause is known for questions only |
//! | `leading_option:NAME`, `leading_is_not_winning:NAME`, `run_off_needed`, `options_tie` | a choice nobody has won |
//! | `options_exceed_participation` | more ballots for options than owners taking part, one choice each |
//!
//! Of a base that was counted:
//!
//! | flag | what it says |
//! |---|---|
//! | `heads_computed:N`, `base_differs:published N, computed M` | heads by 解释第九条 |
//! | `developer_is_one_head:N`, `buyers_of_several_are_one_head:N` | N units of the developer, N units beyond the first |
//! | `units_of_buyers_of_several_missing` | how many units they have is not published |
//! | `left_out_of_base:KIND N`, `area_left_out_of_base:KIND A`, `kinds_do_not_add_up:N` | kinds of unit that do not count |
//! | `total_taken_to_hold_what_does_not_count:N` | the published total was taken to include N units that do not count |
//! | `co_owners_one_voice:N` | co-owners of one unit are one head |
//!
//! Of a rule: `silent_counts_only_if:…`, `base_is_item_specific`, `units_out_of_base_unless_rules_say_so`,
//! `buyer_of_several_is_one_head`, `developer_is_one_head`, `co_owners_one_voice`, `proxy_in_writing`,
//! `channel_by_local_law`, `revocable`, `owners_may_request`, `abstention_participates`, `invalid_by_rules_of_procedure`,
//! `those_who_share_decide`, `unanimity_of_interested_owners_needed`.

#![deny(clippy::float_arithmetic)]

mod bounds;
mod choices;
mod counting;
mod finding;
mod flags;
mod item;
mod say;
mod share;
mod sheet;
mod topic;
mod when;
mod words;
mod write;

use finding::Ground;
use flags::Flags;
use law::{Book, Law};
use serde::Serialize;
use serde_json::{Value, json};
use sheet::Sheet;
use std::fmt;
use units::Day;

/// Kinds of case that hold votes or their base.
const KINDS: &[&str] = &["assembly_vote", "assembly_vote_universe", "owner_counting", "rule_case"];

/// Why an input is no case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Malformed {
    /// Where: `cases[3]`, `cases[3].id`.
    pub place: String,
    /// Stable code: `not_an_object`, `missing_id`, `not_cases`.
    pub code: &'static str,
    /// What to change.
    pub cure: &'static str,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} ({})", self.place, self.cure, self.code)
    }
}

impl std::error::Error for Malformed {}

/// Judges one case. One that is malformed comes back as `{"id": null, "error": …}` with no items.
#[must_use]
pub fn judge(case: &Value, book: &Book, today: Day) -> Value {
    match read(case, "case") {
        Ok(id) => judge_read(case, id, book, today),
        Err(error) => json!({ "id": null, "error": error, "items": [], "flags": [] }),
    }
}

/// Judges one case, a list of cases, or an object with `cases`; an array with one object a case, in the same order.
///
/// # Errors
/// [`Malformed`] with the place of the first case that cannot be read. Nothing is judged then: half an answer would be
/// taken for a whole one.
pub fn judge_all(input: &Value, book: &Book, today: Day) -> Result<Value, Malformed> {
    let cases: Vec<(String, &Value)> = match input {
        Value::Array(list) => list.iter().enumerate().map(|(i, case)| (format!("[{i}]"), case)).collect(),
        Value::Object(map) => match map.get("cases") {
            Some(Value::Array(list)) => {
                list.iter().enumerate().map(|(i, case)| (format!("cases[{i}]"), case)).collect()
            }
            Some(_) => return Err(malformed("cases", "not_cases", "`cases` must be a list of cases")),
            None => vec![("case".to_owned(), input)],
        },
        _ => {
            let cure = "give one case, a list of cases, or an object with a list `cases`";
            return Err(malformed("input", "not_cases", cure));
        }
    };
    let ids = cases.iter().map(|(place, case)| read(case, place)).collect::<Result<Vec<_>, _>>()?;
    Ok(cases.iter().zip(ids).map(|((_, case), id)| judge_read(case, id, book, today)).collect())
}

fn malformed(place: &str, code: &'static str, cure: &'static str) -> Malformed {
    Malformed { place: place.to_owned(), code, cure }
}

/// The id of what can be judged.
fn read<'a>(case: &'a Value, place: &str) -> Result<&'a Value, Malformed> {
    let Value::Object(map) = case else {
        return Err(malformed(place, "not_an_object", "a case is an object with `id`, `kind` and `figures`"));
    };
    match map.get("id") {
        Some(id @ (Value::String(_) | Value::Number(_))) => Ok(id),
        _ => Err(malformed(&format!("{place}.id"), "missing_id", "give the case an `id`, a text or a number")),
    }
}

fn text<'a>(case: &'a Value, key: &str) -> &'a str {
    case.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn judge_read(case: &Value, id: &Value, book: &Book, today: Day) -> Value {
    let mut flags = Flags::default();
    let kind = text(case, "kind");
    if kind.is_empty() {
        flags.add("kind_missing");
    } else if !KINDS.contains(&kind) {
        flags.with("kind_not_judged", kind);
        return json!({ "id": id, "items": [], "flags": flags.json() });
    }
    let laws = laws(case, book, today, &mut flags);
    let sheet = Sheet::read(case.get("figures").unwrap_or(&Value::Null));
    if case.get("figures").is_none() {
        flags.add("figures_missing");
    }
    let items = items(case, kind, sheet, &laws, &mut flags);
    json!({ "id": id, "items": items, "flags": flags.json() })
}

/// The law of the case's day and place; two where the law changed within a span of days.
fn laws(case: &Value, book: &Book, today: Day, flags: &mut Flags) -> Vec<Law> {
    let jurisdiction = text(case, "jurisdiction").trim();
    let unknown = ["", "未注明", "不详", "未知", "unknown"];
    if unknown.contains(&jurisdiction) {
        flags.add("place_unknown_national_law");
    }
    let place = book.place_of(jurisdiction);
    if place.parts().is_empty() && !unknown.contains(&jurisdiction) {
        flags.add("no_local_rules_known");
    }
    let date = match case.get("date") {
        Some(Value::Number(year)) => year.to_string(),
        _ => text(case, "date").to_owned(),
    };
    let Some((from, to)) = when::days(&date) else {
        flags.add("date_unknown_todays_law");
        return vec![book.in_force(&place, today)];
    };
    if from != to {
        flags.with("date_is_range", &format!("{from}..{to}"));
    }
    let (first, last) = (book.in_force(&place, from), book.in_force(&place, to));
    if same_counting(&first, &last) {
        return vec![first];
    }
    flags.add("date_on_both_sides_of_a_change");
    vec![first, last]
}

/// Whether two days count votes the same way.
fn same_counting(a: &Law, b: &Law) -> bool {
    use law::Key::{Abstain, ApprovalBase, Invalid, Ordinary, Quorum, Special, SpecialItems};
    let value = |law: &Law, key| law.get(key).map(|r| r.frozen.value.clone());
    [Quorum, Ordinary, Special, SpecialItems, ApprovalBase, Abstain, Invalid]
        .into_iter()
        .all(|key| value(a, key) == value(b, key))
}

fn items(case: &Value, kind: &str, mut sheet: Sheet, laws: &[Law], flags: &mut Flags) -> Vec<Value> {
    let title = text(case, "title");
    let ground = Ground { laws, title };
    if kind == "rule_case" {
        flags.add("rule_case");
    }
    let list = std::mem::take(&mut sheet.items);
    let sheets = if list.is_empty() {
        vec![sheet]
    } else {
        // What the whole notice says wrongly is said of the case.
        sheet.check_channels();
        flags.join(sheet.flags);
        list
    };
    sheets.into_iter().map(|sheet| one(case, kind, sheet, &ground)).collect()
}

fn one(case: &Value, kind: &str, mut sheet: Sheet, ground: &Ground<'_>) -> Value {
    let mut cites = Vec::new();
    let law = ground.laws.first();
    if kind == "owner_counting" || sheet.roll.speaks() && sheet.owners.all.known().is_none() {
        counting::count(&mut sheet, law, &mut cites);
    }
    if kind != "rule_case" && ["地下室", "车库", "储藏"].iter().any(|word| ground.title.contains(word)) {
        sheet.flags.add("base_may_hold_units_that_do_not_count");
    }
    let about = kind == "rule_case" || kind == "owner_counting" && !sheet.roll.speaks();
    if let (true, Some(law)) = (about, law) {
        let said = format!("{} {}", ground.title, verbatim(case));
        for topic in topic::of(&said) {
            finding::cite(law, topic.keys, &mut cites);
            topic.flags.iter().for_each(|flag| sheet.flags.add(flag));
        }
    }
    if kind == "rule_case" && !sheet.votes {
        return finding::blank(&sheet, ground.title, &cites);
    }
    finding::judge(sheet, ground, cites)
}

/// The quoted words of a case, to know what a rule case is about.
fn verbatim(case: &Value) -> String {
    let lines = case.get("verbatim").and_then(Value::as_array);
    lines.map(|l| l.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

#[cfg(test)]
mod cases;
#[cfg(test)]
mod tests;
