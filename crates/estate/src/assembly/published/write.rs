//! Writing an item as JSON.

use super::bounds;
use super::finding::Judged;
use super::flags::Flags;
use super::share;
use super::sheet::{Column, Sheet};
use choice::tally::{Base, Decision};
use serde_json::{Value, json};
use units::Decimal;

/// An area in ㎡ as a notice prints it: no zeros nobody wrote.
pub(super) fn area_text(cm2: i64) -> String {
    let text = Decimal::new(cm2, 4).text(false);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A count as a JSON number; areas keep their decimal text.
fn number(count: Option<i64>, area: bool) -> Value {
    match count {
        None => Value::Null,
        Some(n) if !area => n.into(),
        // Read back from its text, never computed: the shortest decimal that means it.
        Some(cm2) => serde_json::from_str(&area_text(cm2)).unwrap_or(Value::Null),
    }
}

fn part(num: Option<i64>, den: Option<i64>, share: Option<share::Interval>, area: bool) -> Value {
    let computed = num.zip(den).filter(|(_, den)| *den > 0).map(|(num, den)| share::percent(num, den));
    let pct = computed.or_else(|| share.and_then(share::Interval::percent));
    json!({ "num": number(num, area), "den": number(den, area), "pct": pct })
}

fn participation(sheet: &Sheet, judged: &Judged) -> Value {
    let of = |measured: bounds::Measured, column: &Column, area: bool| {
        let share = column.taking_share.or(column.support_of_all.filter(|s| s.is_everything()));
        part(measured.taking, measured.all, share, area)
    };
    json!({
        "owners": of(judged.shown.owners, &sheet.owners, false),
        "area": of(judged.shown.area, &sheet.area, true),
    })
}

fn support(sheet: &Sheet, judged: &Judged) -> Value {
    let of = |measured: bounds::Measured, column: &Column, area: bool| {
        let (den, share) = match judged.base {
            Base::All => (measured.all, column.support_of_all),
            Base::Participating => (measured.taking.filter(|_| !measured.minimum), column.support_share),
        };
        let share = share.or(column.support_unsaid);
        let share = share.or(column.support_of_all.filter(|s| s.is_everything()));
        part(measured.support, den, share, area)
    };
    json!({
        "owners": of(judged.shown.owners, &sheet.owners, false),
        "area": of(judged.shown.area, &sheet.area, true),
    })
}

fn decision_json(decision: Decision) -> Value {
    serde_json::to_value(decision).unwrap_or(Value::Null)
}

fn nothing() -> Value {
    let none = json!({ "num": null, "den": null, "pct": null });
    json!({ "owners": none, "area": none })
}

/// Writes one item: judged, and judged without silent owners; what its parts leave unaccounted for; the option chosen,
/// where it is a choice.
pub(super) fn item(
    name: &str,
    judged: Option<(&Judged, Option<&Judged>)>,
    (owners, area): (Option<i64>, Option<i64>),
    sheet: &Sheet,
    winner: Option<Value>,
    flags: &Flags,
    cites: &[String],
) -> Value {
    let fields = |judged: &Judged| {
        json!({
            "result": decision_json(judged.decision),
            "quorum_met": judged.shown.quorum.known(),
            "participation": participation(sheet, judged),
            "support": support(sheet, judged),
        })
    };
    let mut out = judged.map_or_else(
        || {
            json!({
                "result": decision_json(Decision::NotDemonstrated), "quorum_met": null,
                "participation": nothing(), "support": nothing(),
            })
        },
        |(judged, _)| fields(judged),
    );
    out["item"] = name.into();
    out["silent_excluded"] = judged.and_then(|(_, excluded)| excluded).map_or(Value::Null, fields);
    out["unaccounted"] = json!({ "owners": number(owners, false), "area": number(area, true) });
    out["winner"] = winner.unwrap_or(Value::Null);
    out["flags"] = flags.json();
    out["citations"] = cites.iter().cloned().map(Value::String).collect();
    out
}
