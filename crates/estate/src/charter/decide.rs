use super::{Article, By, Command, Event, Rules, Version, articles, numeral};
use crate::assembly::{Draft, ItemKind};
use crate::{Context, Estate, text};
use law::{Key, OwnRule, OwnRuleRefused, Refusal, Refusals, Value};
use std::collections::BTreeSet;
use units::{Day, MotionId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let events = match command {
        Command::Write { which, text } => write(estate, *which, text, ctx)?,
        Command::SetValue { which, version, key, value, article } => {
            vec![set_value(estate, *which, *version, (*key, value, *article), ctx)?]
        }
        Command::DropValue { which, version, key } => {
            let held = draft(estate, *which, *version)?;
            if !held.values.contains_key(key) {
                return Err(one(Refusal::new("own-rule-unknown").with("rule", key.word())));
            }
            vec![Event::ValueDropped { which: *which, version: *version, key: *key }]
        }
        Command::Adopt { which, version, by, from } => vec![adopt(estate, *which, *version, by, *from, ctx)?],
    };
    Ok(events.into_iter().map(crate::Event::Charter).collect())
}

fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

/// A text that reads in articles, each number once.
fn checked(text: &str) -> Result<(String, Vec<Article>), Refusal> {
    let text: String = text.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    let (n, most) = (text.chars().count(), limits::CHARTER_CHARS_MAX);
    if n == 0 {
        return Err(Refusal::new("text-missing").on("text"));
    }
    if n > most {
        return Err(Refusal::new("text-too-long").with("most", most as i64).with("over", (n - most) as i64).on("text"));
    }
    let found = articles(&text).1;
    if found.is_empty() {
        return Err(Refusal::new("charter-no-articles").on("text"));
    }
    let mut seen = BTreeSet::new();
    let twice: Vec<String> =
        found.iter().filter(|a| !seen.insert(a.number)).map(|a| format!("第{}条", numeral(a.number))).collect();
    match twice.is_empty() {
        true => Ok((text, found)),
        false => Err(Refusal::new("charter-article-twice").with("articles", twice).on("text")),
    }
}

/// A new draft. Values stay where the article they stand in has not changed a word.
fn write(estate: &Estate, which: Rules, text: &str, ctx: &Context) -> Result<Vec<Event>, Refusals> {
    let (text, found) = checked(text).map_err(one)?;
    let versions = estate.charter.versions(which);
    if versions.len() >= limits::CHARTER_VERSIONS_MAX {
        return Err(one(Refusal::new("charter-versions").with("most", limits::CHARTER_VERSIONS_MAX as i64)));
    }
    let number = versions.len() as u32 + 1;
    let mut events = Vec::new();
    if let Some(before) = versions.last() {
        // A text that lapsed with its vote may be put to the owners again.
        let lapsed = before.adopted.as_ref().is_some_and(|a| a.lapsed.is_some());
        if before.text.get() == Some(&text) && !lapsed {
            return Err(one(Refusal::new("nothing-changed").on("text")));
        }
        let old = before.articles();
        for (key, held) in &before.values {
            let words = old.iter().find(|a| a.number == held.article).map(|a| &a.text);
            let Some(now) = found.iter().find(|a| Some(&a.text) == words) else { continue };
            let (key, value) = (*key, held.value.clone());
            events.push(Event::ValueSet { which, version: number, key, value, article: now.number });
        }
    }
    events.insert(0, Event::Written { which, version: number, text: ctx.seal(text) });
    Ok(events)
}

fn version(estate: &Estate, which: Rules, number: u32) -> Result<&Version, Refusals> {
    estate.charter.version(which, number).ok_or_else(|| one(Refusal::new("charter-version-unknown")))
}

/// The version, while nothing hangs on it.
fn draft(estate: &Estate, which: Rules, number: u32) -> Result<&Version, Refusals> {
    let held = version(estate, which, number)?;
    if held.adopted.is_some() { Err(one(Refusal::new("charter-in-force"))) } else { Ok(held) }
}

fn set_value(
    estate: &Estate,
    which: Rules,
    number: u32,
    (key, value, article): (Key, &Value, u32),
    ctx: &Context,
) -> Result<Event, Refusals> {
    let found = draft(estate, which, number)?.articles();
    let mut refusals = Vec::new();
    match found.iter().find(|a| a.number == article) {
        None => refusals.push(Refusal::new("charter-article-unknown").on("article")),
        // A number that drives a vote must be readable where it is said to stand.
        Some(words) => {
            if let Value::Number(n) = value
                && !says(&words.text, *n)
            {
                let named = format!("第{}条", numeral(article));
                refusals.push(Refusal::new("charter-value-not-there").with("article", named).with("n", *n).on("value"));
            }
        }
    }
    let rule = OwnRule { key, value: value.clone(), clause: which.cited(article), from: ctx.today(), until: None };
    refusals.extend(held_by_law(estate, &rule, ctx));
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::ValueSet { which, version: number, key, value: value.clone(), article })
}

/// Whether an article's words hold this number, in Arabic or Chinese digits, and not as part of a longer one.
fn says(text: &str, n: i64) -> bool {
    let chinese = u32::try_from(n).ok().map(numeral);
    let two = (n == 2).then(|| "两".to_owned());
    let digit = |c: char| c.is_ascii_digit() || "零一二三四五六七八九十百千".contains(c);
    let whole = |sign: &str| {
        text.match_indices(sign).any(|(at, _)| {
            let (before, after) = (text[..at].chars().next_back(), text[at + sign.len()..].chars().next());
            !before.is_some_and(digit) && !after.is_some_and(digit)
        })
    };
    [Some(n.to_string()), chinese, two].into_iter().flatten().any(|sign| whole(&sign))
}

/// The smallest committee any law we know of allows: the country asks for five, several cities for three in small estates.
const COMMITTEE_LEAST: i64 = 3;

/// What keeps a value from holding beside the law of today.
fn held_by_law(estate: &Estate, rule: &OwnRule, ctx: &Context) -> Vec<Refusal> {
    let law = ctx.law(&estate.founding.place, ctx.today());
    let held = law.get(rule.key);
    let refuse = |code: &str| Refusal::new(code).with("rule", rule.key.word()).by(held);
    let mut refusals: Vec<Refusal> = match rule.check(&law) {
        Ok(()) => Vec::new(),
        Err(OwnRuleRefused::NotSettable) => vec![refuse("own-rule-not-settable")],
        Err(OwnRuleRefused::WeakerThanLaw) => vec![refuse("own-rule-weaker").on("value")],
        Err(OwnRuleRefused::NotAValue) => vec![refuse("own-rule-no-value").on("value")],
    };
    if let (Key::CommitteeSize, Value::Number(n)) = (rule.key, &rule.value) {
        let rule = law.get(Key::CommitteeMost);
        let most = rule.and_then(|r| r.frozen.value.number()).unwrap_or(i64::from(limits::SEATS_MAX));
        if n % 2 == 0 || !(COMMITTEE_LEAST..=most).contains(n) {
            let refusal = Refusal::new("charter-committee-size").with("least", COMMITTEE_LEAST).with("most", most);
            refusals.push(refusal.by(rule).on("value"));
        }
    }
    refusals
}

fn adopt(estate: &Estate, which: Rules, number: u32, by: &By, from: Day, ctx: &Context) -> Result<Event, Refusals> {
    let held = draft(estate, which, number)?;
    let mut refusals = Vec::new();
    if from > ctx.today() {
        refusals.push(Refusal::new("day-in-future").on("from"));
    }
    let last = estate.charter.versions(which).iter().filter_map(|v| Some(v.adopted.as_ref()?.from)).max();
    if let Some(last) = last.filter(|last| from < *last) {
        refusals.push(Refusal::new("charter-before-the-last").with("day", last).on("from"));
    }
    let (motion, proof) = match by {
        By::Motion(motion) => {
            refusals.extend(not_passed(estate, which, number, *motion, from));
            (Some(*motion), None)
        }
        By::Earlier(proof) => {
            refusals.extend(not_earlier(estate, which, from));
            match text::title("proof", proof) {
                Ok(proof) => (None, Some(ctx.seal(proof))),
                Err(refusal) => {
                    refusals.push(refusal);
                    (None, None)
                }
            }
        }
    };
    for (key, value) in &held.values {
        let clause = which.cited(value.article);
        let rule = OwnRule { key: *key, value: value.value.clone(), clause, from, until: None };
        refusals.extend(held_by_law(estate, &rule, ctx).into_iter().map(|r| Refusal { field: None, ..r }));
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    Ok(Event::Adopted { which, version: number, motion, proof, from })
}

/// Why a version is none that was adopted before the record began: it begins later, or the owners have since voted on
/// this text here, and whatever follows needs their vote.
fn not_earlier(estate: &Estate, which: Rules, from: Day) -> Option<Refusal> {
    let mut voted = estate.charter.versions(which).iter().zip(1_u32..);
    if let Some((_, n)) = voted.find(|(v, _)| v.adopted.as_ref().is_some_and(|a| a.motion.is_some())) {
        return Some(Refusal::new("charter-voted-since").with("n", n).on("motion"));
    }
    let founded = estate.founding.founded?;
    (from > founded).then(|| Refusal::new("charter-not-earlier").with("day", founded).on("from"))
}

/// Rules are made and changed by the owners and by nobody else: the motion asked them about this text as it stood when
/// notice was given, its result was announced, it passed and stands, and it has brought no other version into force.
fn not_passed(estate: &Estate, which: Rules, number: u32, id: MotionId, from: Day) -> Option<Refusal> {
    let Some(motion) = estate.assembly.get(id) else {
        return Some(Refusal::new("motion-unknown").with("motion", id.0));
    };
    let cite = motion.rule(Key::Ordinary).map(|r| r.cite.clone());
    let refuse = |code: &str| Some(Refusal::new(code).citing(cite.as_ref()).on("motion"));
    if !motion.items.iter().any(|i| i.kind == which.item()) {
        return refuse("charter-motion-other");
    }
    let (Some(counted), Some((announced, _))) = (&motion.counted, &motion.announced) else {
        return refuse("charter-motion-open");
    };
    if motion.withdrawn.is_some() || !motion.passed_on(which.item()) {
        return refuse("charter-motion-not-passed");
    }
    if let Some(n) = estate.charter.brought_by(which, id) {
        return refuse("charter-motion-used").map(|r| r.with("n", n));
    }
    match motion.notice.as_ref().and_then(|n| estate.charter.asked_about(which, n.at)) {
        Some(asked) if asked == number => {}
        Some(asked) => return refuse("charter-not-asked").map(|r| r.with("n", asked)),
        None => return refuse("charter-written-after"),
    }
    let first = counted.at.day().min(announced.day());
    (from < first).then(|| Refusal::new("charter-before-the-vote").with("day", first).on("from"))
}

/// An election that would fill more seats than the estate's own rules know.
#[must_use]
pub fn committee_seats(estate: &Estate, draft: &Draft, ctx: &Context) -> Vec<Refusal> {
    let law = estate.founding.law(ctx.book, draft.opens.day());
    let Some(rule) = law.get(Key::CommitteeSize) else { return Vec::new() };
    let Some(size) = rule.frozen.value.number() else { return Vec::new() };
    let over = draft.items.iter().enumerate().filter(|(_, i)| i.kind == ItemKind::Committee);
    let over = over.filter(|(_, i)| i64::from(i.seats) > size);
    let refuse =
        |n: usize| Refusal::new("committee-seats").with("size", size).by(Some(rule)).on(&format!("items.{n}.seats"));
    over.map(|(n, _)| refuse(n)).collect()
}
