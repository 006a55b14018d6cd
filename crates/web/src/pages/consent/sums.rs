//! The sums of a consultation, in every form they leave in: table on its page, paper, sheet of the workbook, JSON. All
//! four are made of [`Totals::lines`](estate::consent::Totals::lines), so that a figure cannot differ between two.
//!
//! Households are for everybody once [`Consultation::told`] tells them; areas are for those who ask (`?with=area`).

use super::{particulars, there};
use crate::components::print::{PrintRow, finding, paragraph, print_table, print_words};
use crate::components::{
    Bar, Column, LinkButton, Of, Row, Table, Tag, TagKind, Words as BarWords, bar, buttons, link_button, meta, table,
    tag,
};
use crate::format;
use crate::icons::Icon;
use crate::pages::paper_frame::{Checked, Heading};
use crate::pages::{Frame, open};
use crate::reply::{Problem, Reply, file};
use crate::t;
use crate::text::t_of;
use crate::visit::{Asked, At, Visit};
use app::{EstateView, Who};
use authority::Act;
use estate::consent::{Consultation, Standing, Totals};
use maud::{Markup, html};
use office::table::{Column as SheetColumn, Table as Sheet, Value};
use serde_json::{Value as Json, json};
use units::{Area, ConsentId, Digest, Moment, Seq, StreamId};

/// A line in words: what, households, their share of those asked; area and its share where areas are shown.
pub struct Line {
    what: &'static str,
    /// Stable name of the line.
    word: &'static str,
    households: u32,
    percent: String,
    area: Option<(Area, String)>,
}

impl Line {
    /// What the line counts, households, and their share of those asked.
    pub fn words(&self) -> (&'static str, u32, &str) {
        (self.what, self.households, &self.percent)
    }
}

/// The sums line by line.
pub fn lines(f: &Frame<'_>, totals: &Totals, with_area: bool) -> Vec<Line> {
    let share = |area: Area| (area, format::percent(area.cm2(), totals.areas.asked.cm2()));
    let line = |(line, n, area): (estate::consent::SumLine, u32, Area)| Line {
        what: t_of(f.lang(), "consent-sum", line.word()),
        word: line.word(),
        households: n,
        percent: format::percent(i64::from(n), i64::from(totals.asked)),
        area: with_area.then(|| share(area)),
    };
    totals.lines().into_iter().map(line).collect()
}

/// Whether the share a policy asks for is reached, in words.
pub fn verdict(f: &Frame<'_>, held: &Consultation, totals: &Totals) -> &'static str {
    if totals.meets(held.threshold) { t!(f.lang(), "consent-met") } else { t!(f.lang(), "consent-not-met") }
}

fn heads(f: &Frame<'_>, with_area: bool) -> Vec<&'static str> {
    let lang = f.lang();
    let all =
        [t!(lang, "consent-answer"), t!(lang, "col-heads"), t!(lang, "col-share"), t!(lang, "consent-col-area"), {
            t!(lang, "consent-col-area-share")
        }];
    all.into_iter().take(if with_area { 5 } else { 3 }).collect()
}

fn cells(line: Line) -> Vec<String> {
    let mut cells = vec![line.what.to_owned(), format::count(i64::from(line.households)), line.percent];
    if let Some((area, percent)) = line.area {
        cells.extend([area.to_string(), percent]);
    }
    cells
}

/// The days with their years: a paper is read in other years too.
fn days(f: &Frame<'_>, held: &Consultation) -> String {
    let (from, until) = (format::date_full(f.lang(), held.from), format::date_full(f.lang(), held.until));
    t!(f.lang(), "share-days", from = from, until = until)
}

/// What the shares are of, and whose area nobody knows.
fn base(f: &Frame<'_>, totals: &Totals, with_area: bool) -> String {
    let lang = f.lang();
    let mut said = if with_area { t!(lang, "consent-base-area") } else { t!(lang, "consent-base") }.to_owned();
    if with_area && totals.unmeasured > 0 {
        said += &t!(lang, "consent-unmeasured", homes = format::homes(lang, i64::from(totals.unmeasured)));
    }
    said
}

/// On the page: verdict, bar, table.
pub fn figures(f: &Frame<'_>, held: &Consultation, totals: &Totals, with_area: bool) -> Markup {
    let lang = f.lang();
    let met = totals.meets(held.threshold);
    let rows: Vec<Row> = lines(f, totals, with_area)
        .into_iter()
        .map(|line| Row::of(cells(line).into_iter().map(|cell| html! { (cell) })))
        .collect();
    let columns: Vec<Column> = heads(f, with_area)
        .into_iter()
        .enumerate()
        .map(|(i, head)| match i {
            0 => Column::text(head).stays(),
            1 | 2 => Column::figure(head).stays(),
            _ => Column::figure(head),
        })
        .collect();
    html! {
        p { (tag(Tag { kind: if met { TagKind::Done } else { TagKind::Not }, text: verdict(f, held, totals) })) }
        (bar(Bar {
            lang,
            label: t!(lang, "consent-sum-agree"),
            of: Of::Heads { part: i64::from(totals.agree), whole: i64::from(totals.asked) },
            threshold: held.threshold,
            words: BarWords::Full,
        }))
        @if !met && totals.meets_with_conditions(held.threshold) { (meta(t!(lang, "consent-with-conditions"))) }
        (table(Table {
            lang,
            caption: t!(lang, "consent-table"),
            caption_hidden: true,
            columns: &columns,
            rows: &rows,
            total: None,
        }))
        (meta(&base(f, totals, with_area)))
        @if with_area { (meta(t!(lang, "consent-area-why"))) }
    }
}

/// Ways to take the sums along, for whoever may see them.
pub fn ways(f: &Frame<'_>, id: ConsentId, held: &Consultation) -> Markup {
    let lang = f.lang();
    let here = |rest: &str| f.at(&format!("/consent/{id}/{rest}"));
    let inner = f.may(Act::ViewConsentAnswers) && held.standing(f.today()) > Standing::Ahead;
    html! {
        @if held.told().is_some() || inner {
            (buttons(html! {
                @if held.told().is_some() {
                    (link_button(LinkButton::second(t!(lang, "consent-print-sums"), &here("sums")).icon(Icon::Printer)))
                    (link_button(LinkButton::second(t!(lang, "consent-json"), &here("sums.json"))))
                }
                @if inner {
                    (link_button(LinkButton::second(t!(lang, "consent-print-inner"), &here("sums?with=area")).icon(Icon::Printer)))
                    (link_button(LinkButton::second(t!(lang, "consent-json-inner"), &here("sums.json?with=area"))))
                }
            }))
        }
    }
}

/// The sums as one looks at them: which entry they are drawn from, and when that was recorded.
struct Drawn {
    totals: Totals,
    seq: Seq,
    at: Moment,
}

fn drawn(view: &EstateView<'_>, id: ConsentId, with_area: bool) -> Option<Drawn> {
    let held = view.estate.consents.get(id)?;
    let standing = held.standing(view.today());
    let totals = match (with_area, standing) {
        (false, _) => held.told()?,
        (true, Standing::Ahead | Standing::CalledOff) => return None,
        (true, _) => held.totals(),
    };
    // Once added up they stand still: the same paper whenever it is printed.
    let (seq, at) = held.ended.as_ref().map_or((view.seq, view.now), |end| (end.seq, end.stamp.at));
    Some(Drawn { totals, seq, at })
}

/// Who looks, if they may, and the entry and root the sums are drawn from.
async fn may(
    visit: &Visit,
    estate: StreamId,
    id: ConsentId,
    asked: &crate::form::Form,
) -> Result<(Who, bool, Digest), Problem> {
    let with_area = asked.get("with") == "area";
    let who = match with_area {
        true => visit.who_may(estate, Act::ViewConsentAnswers).await?,
        false => visit.who(estate).await?,
    };
    there(visit, estate, id).await?;
    let seq = visit.site.app.estate(estate, |v| drawn(v, id, with_area).map(|d| d.seq)).await?;
    let root = visit.site.app.record().root_at(estate, seq.ok_or(Problem::NotFound)?).await?;
    Ok((who, with_area, root.ok_or(Problem::NotFound)?))
}

/// `GET /e/{estate}/consent/{consent}/sums`, and `?with=area` for those who ask.
pub async fn paper(visit: Visit, At((estate, id)): At<(StreamId, ConsentId)>, Asked(asked): Asked) -> Reply {
    let (who, with_area, root) = may(&visit, estate, id, &asked).await?;
    let draw = |view: &EstateView<'_>| paper_page(&Frame { visit: &visit, who, view }, id, with_area, root);
    visit.draw(estate, draw).await
}

fn paper_page(f: &Frame<'_>, id: ConsentId, with_area: bool, root: Digest) -> Markup {
    let lang = f.lang();
    let Some(held) = f.estate().consents.get(id) else { return html! {} };
    let Some(Drawn { totals, seq, at }) = drawn(f.view, id, with_area) else { return html! {} };
    let to = format!("/consent/{id}");
    let page = f.at(&to);
    let question = open(lang, Some(&held.question));
    let row = |cells: Vec<String>| PrintRow { cells, under: false, key: false };
    let told = particulars(f, held, days(f, held)).into_iter().map(|(label, value)| row(vec![label.to_owned(), value]));
    let asked: Vec<PrintRow> =
        std::iter::once(row(vec![t!(lang, "consent-question").to_owned(), question.to_owned()])).chain(told).collect();
    let sums: Vec<PrintRow> = lines(f, &totals, with_area).into_iter().map(|line| row(cells(line))).collect();
    let share = format::threshold(lang, held.threshold);
    let met = t!(lang, "consent-share-line", share = share, verdict = verdict(f, held, &totals));
    let heading = if with_area { t!(lang, "consent-paper-inner") } else { t!(lang, "consent-paper") };
    let number = t!(lang, "matter-number", number = held.matter.to_string());
    let back = crate::components::Link::new(question, &page);
    f.paper_as_of(
        &Heading { issuer: f.name(), number: &number, title: heading, to: &to, back },
        &Checked { seq, at, root, posting: !with_area },
        html! {
            (finding("", t!(lang, "consent-no-decision")))
            @if held.ended.is_none() { (paragraph(t!(lang, "consent-paper-moves"))) }
            @if with_area { (paragraph(t!(lang, "consent-area-why"))) }
            (print_words(&[t!(lang, "fact-name"), t!(lang, "fact-value")], &asked, t!(lang, "consent-source-note")))
            (print_table(&heads(f, with_area), &sums, &base(f, &totals, with_area)))
            (paragraph(&met))
            @if !totals.meets(held.threshold) && totals.meets_with_conditions(held.threshold) { (paragraph(t!(lang, "consent-with-conditions"))) }
        },
    )
}

/// `GET /e/{estate}/consent/{consent}/sums.json`, and `?with=area` for those who ask.
pub async fn json_file(visit: Visit, At((estate, id)): At<(StreamId, ConsentId)>, Asked(asked): Asked) -> Reply {
    let (who, with_area, root) = may(&visit, estate, id, &asked).await?;
    let body = |view: &EstateView<'_>| json_of(&Frame { visit: &visit, who, view }, id, with_area, root);
    let body = visit.site.app.estate(estate, body).await?.ok_or(Problem::NotFound)?;
    let bytes = serde_json::to_vec_pretty(&body).map_err(|e| Problem::Fault(e.to_string()))?;
    Ok(file(&format!("consultation-{id}.json"), "application/json", bytes))
}

fn json_of(f: &Frame<'_>, id: ConsentId, with_area: bool, root: Digest) -> Option<Json> {
    let lang = f.lang();
    let held = f.estate().consents.get(id)?;
    let Drawn { totals, seq, at } = drawn(f.view, id, with_area)?;
    let line = |line: Line| {
        let mut row =
            json!({ "line": line.word, "words": line.what, "households": line.households, "percent": line.percent });
        if let Some((area, percent)) = line.area {
            row["area_m2"] = json!(area.exact().replace(',', ""));
            row["area_percent"] = json!(percent);
        }
        row
    };
    let unmeasured = with_area.then_some(totals.unmeasured);
    Some(json!({
        "kind": "consultation",
        "owners_decision": false,
        "note": t!(lang, "consent-no-decision"),
        "estate": f.name(),
        "matter": held.matter.to_string(),
        "consultation": id.to_string(),
        "question": open(lang, Some(&held.question)),
        "purpose": held.purpose.word(),
        "scope": super::whom(f, &held.scope),
        "from": held.from.to_string(),
        "until": held.until.to_string(),
        "standing": held.standing(f.today()).word(),
        "sums": lines(f, &totals, with_area).into_iter().map(line).collect::<Vec<_>>(),
        "households_without_area": unmeasured,
        "threshold": {
            "of": "households",
            "share": held.threshold.share.to_string(),
            "edge": match held.threshold.edge { units::Edge::AtLeast => "at-least", units::Edge::MoreThan => "more-than" },
            "words": format::threshold(lang, held.threshold),
            "met": totals.meets(held.threshold),
            "met_with_conditions": totals.meets_with_conditions(held.threshold),
        },
        "source": {
            "level": held.source.level.word(),
            "number": open(lang, Some(&held.source.number)),
            "text": open(lang, Some(&held.source.text)),
        },
        "record": { "entry": seq, "at": at.to_string(), "root": root.to_string(), "algorithm": "SHA-256" },
    }))
}

/// A sheet for the workbook of those who ask.
pub fn sheet(f: &Frame<'_>, held: &Consultation) -> Sheet {
    let lang = f.lang();
    let totals = held.totals();
    let row = |line: Line| {
        let mut row = vec![Value::text(line.what), Value::Whole(i64::from(line.households)), Value::text(line.percent)];
        if let Some((area, percent)) = line.area {
            row.extend([Value::area(area), Value::text(percent)]);
        }
        row
    };
    let share = format::threshold(lang, held.threshold);
    let told = particulars(f, held, days(f, held))
        .into_iter()
        .map(|(label, value)| t!(lang, "consent-fact", label = label, value = value));
    let foot = [
        base(f, &totals, true),
        t!(lang, "consent-share-line", share = share, verdict = verdict(f, held, &totals)),
        t!(lang, "consent-no-decision").to_owned(),
    ];
    Sheet {
        sheet: t!(lang, "consent-sums-sheet").to_owned(),
        title: open(lang, Some(&held.question)).to_owned(),
        columns: heads(f, true).into_iter().map(|head| SheetColumn::new(head, 16)).collect(),
        rows: lines(f, &totals, true).into_iter().map(row).collect(),
        footer: told.chain(foot).collect(),
    }
}
