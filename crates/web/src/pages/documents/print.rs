//! A paper on A4, put into words from its facts; nothing on it comes from anywhere else but neighbours' masked names on
//! the roll, which its facts leave out.

use super::{kind_name, number, reader, sheet::word};
use crate::components::print::{PrintRow, Signatures, finding, paragraph, print_table, print_words, signatures};
use crate::components::{Link, title};
use crate::format;
use crate::pages::Frame;
use crate::pages::paper_frame::{Checked, Heading};
use crate::pages::papers::announcement_body;
use crate::reply::{Problem, Reply, page};
use crate::t;
use crate::text::{Lang, t_of};
use crate::visit::{At, Visit};
use app::EstateView;
use axum::http::StatusCode;
use estate::documents::{Cell, Facts, Grid, Kind};
use estate::roll::AreaSource;
use law::Refusal;
use maud::{Markup, html};
use units::{Digest, DocumentId, StreamId};

/// `GET /e/{estate}/document/{document}/print`
pub async fn show(visit: Visit, At((estate, id)): At<(StreamId, DocumentId)>) -> Reply {
    let who = reader(&visit, estate, id).await?;
    let stands = |v: &EstateView<'_>| {
        let paper = v.estate.documents.get(id)?;
        paper.unchanged(v.estate, id).then_some(paper.seq)
    };
    let seq = visit.site.app.estate(estate, stands).await?;
    // A paper is printed as it was drawn up, or not at all.
    let seq = seq.ok_or_else(|| Problem::Refused(vec![Refusal::new("document-changed")]))?;
    let root = visit.site.app.record().root_at(estate, seq).await?.ok_or(Problem::NotFound)?;
    let draw = |view: &EstateView<'_>| paper(&Frame { visit: &visit, who, view }, id, root);
    Ok(page(&visit, StatusCode::OK, visit.site.app.estate(estate, draw).await?))
}

/// The whole print form of a paper; `root` is that of the entry that drew it up.
pub fn paper(f: &Frame<'_>, id: DocumentId, root: Digest) -> Markup {
    let lang = f.lang();
    let Some(held) = f.estate().documents.get(id) else { return html! {} };
    let Some(facts) = held.facts(f.estate(), id) else { return html! {} };
    let (to, digest) = (format!("/document/{id}"), held.digest.to_string());
    let issuer = match held.kind {
        Kind::Notice | Kind::Announcement | Kind::Minutes | Kind::Roll | Kind::Ballots | Kind::Mandate => {
            t!(lang, "paper-assembly", name = facts.estate.as_str())
        }
        _ => t!(lang, "paper-committee", name = facts.estate.as_str()),
    };
    let heading = match held.kind {
        Kind::Announcement => t!(lang, "paper-title", title = facts.title.as_str()),
        _ => kind_name(lang, held.kind).to_owned(),
    };
    let content = html! {
        (body(f, &facts))
        (signed(f, &facts, held.drawn.at.day()))
        p .paper-note { (t!(lang, "doc-print-digest", number = number(lang, id), digest = format::hash(&digest, 8))) }
    };
    let checked = Checked { seq: held.seq, at: held.drawn.at, root, posting: held.kind.hangs_as().is_some() };
    let here = f.at(&to);
    let back = Link::new(kind_name(lang, held.kind), &here);
    f.paper_as_of(
        &Heading { issuer: &issuer, number: &number(lang, id), title: &heading, to: &to, back },
        &checked,
        content,
    )
}

/// The value of this name in words; empty where the paper has none.
fn say(lang: Lang, facts: &Facts, name: &str) -> String {
    match facts.line(name) {
        // In a sentence an area carries its unit.
        Some(Cell::Area(area)) => format::area_exact(lang, *area),
        Some(Cell::Number(n)) if name == "heads" => format::homes(lang, *n),
        Some(cell) => word(lang, cell),
        None => String::new(),
    }
}

fn is(facts: &Facts, name: &str, word: &str) -> bool {
    matches!(facts.line(name), Some(Cell::Word(w)) if *w == word)
}

fn count_of(facts: &Facts, name: &str) -> Option<i64> {
    match facts.line(name) {
        Some(Cell::Number(n)) => Some(*n),
        _ => None,
    }
}

fn body(f: &Frame<'_>, facts: &Facts) -> Markup {
    let lang = f.lang();
    let s = |name: &str| say(lang, facts, name);
    match facts.kind {
        Kind::Roll => roll(f, facts),
        Kind::Notice => notice(lang, facts),
        Kind::Ballots => html! {
            (paragraph(&t!(lang, "print-ballots", title = facts.title.as_str(), units = s("units"), heads = s("heads"), area = s("area"))))
            (grids(lang, facts, "buildings"))
            (handed_out(lang, facts))
        },
        Kind::Mandate => mandate(lang, facts),
        Kind::Authority => html! {
            (paragraph(&t!(lang, "print-authority", title = facts.title.as_str(), from = s("opens"), to = s("closes"))))
            (grids(lang, facts, "canvassers"))
            (paragraph(t!(lang, "print-authority-how")))
        },
        Kind::CountSheet => html! {
            (paragraph(&t!(lang, "print-count", title = facts.title.as_str(), at = s("reading"), place = s("reading-place"))))
            (received(lang, facts))
            (counts(lang, facts))
        },
        Kind::Minutes => minutes(lang, facts),
        // The announcement shows bars beside its figures and keeps the form it has without a number.
        Kind::Announcement => announcement_body(f, facts.motion),
        Kind::PostedRoll | Kind::PostedNotice | Kind::PostedResult => html! {
            (paragraph(&t!(lang, "print-posted-how", title = facts.title.as_str(), paper = kind_of_posted(lang, facts.kind), issued = s("issued"))))
            (grids(lang, facts, "places"))
            @if let Some(n) = count_of(facts, "days-asked").filter(|n| *n > 0) { (paragraph(&t!(lang, "print-posted-days", n = n))) }
            (paragraph(t!(lang, "posting-statement-note")))
            (cited(lang, facts))
        },
        Kind::Filing => filing(lang, facts),
    }
}

fn kind_of_posted(lang: Lang, kind: Kind) -> &'static str {
    kind.tells_of().map_or("", |p| t_of(lang, "paper-kind", p.word()))
}

fn cited(lang: Lang, facts: &Facts) -> Markup {
    let law = facts.cites.join(t!(lang, "say-comma"));
    html! { @if !law.is_empty() { (paragraph(&t!(lang, "paper-grounds", law = law))) } }
}

fn row(cells: Vec<String>) -> PrintRow {
    PrintRow { cells, under: false, key: false }
}

/// The tables of one name, as they are.
fn grids(lang: Lang, facts: &Facts, name: &str) -> Markup {
    html! { @for grid in facts.grids(name) { (grid_table(lang, grid)) } }
}

fn heads(lang: Lang, grid: &Grid) -> Vec<&'static str> {
    grid.columns.iter().map(|c| t_of(lang, "fact", c)).collect()
}

fn cells(lang: Lang, row: &[Cell]) -> Vec<String> {
    row.iter().map(|c| word(lang, c)).collect()
}

fn grid_table(lang: Lang, grid: &Grid) -> Markup {
    let rows: Vec<PrintRow> = grid.rows.iter().map(|r| row(cells(lang, r))).collect();
    let figures = grid.columns.iter().any(|c| matches!(*c, "heads" | "area"));
    let heads = heads(lang, grid);
    if figures { print_table(&heads, &rows, "") } else { print_words(&heads, &rows, "") }
}

/// The counts, one table an item, with the item over it.
fn counts(lang: Lang, facts: &Facts) -> Markup {
    html! {
        @for grid in facts.grids("count") {
            @if let Some(name) = &grid.title { h2 { (title(name)) } }
            (grid_table(lang, grid))
        }
    }
}

fn received(lang: Lang, facts: &Facts) -> Markup {
    let n = |name| count_of(facts, name).unwrap_or(0);
    paragraph(&t!(lang, "print-received", phone = n("by-phone"), paper = n("by-paper"), aside = n("set-aside")))
}

fn items(lang: Lang, facts: &Facts) -> Markup {
    let texts = facts.grids("items").flat_map(|g| &g.rows).map(|r| cells(lang, r));
    html! {
        @for item in texts {
            p .para { b { (t!(lang, "print-item", no = item[0].as_str(), text = item[1].as_str())) } }
            @for line in item[2].lines() { (paragraph(line)) }
            @if !item[3].is_empty() { (paragraph(&t!(lang, "print-options", names = item[3].as_str()))) }
        }
    }
}

/// Whether any item is a choice among several.
fn chooses(lang: Lang, facts: &Facts) -> bool {
    facts.grids("items").flat_map(|g| &g.rows).any(|r| !cells(lang, r)[3].is_empty())
}

fn notice(lang: Lang, facts: &Facts) -> Markup {
    let s = |name: &str| say(lang, facts, name);
    html! {
        p { (t!(lang, "print-to-all")) }
        (paragraph(&t!(lang, "print-notice", name = facts.estate.as_str(), from = s("opens"), to = s("closes"), title = facts.title.as_str())))
        (items(lang, facts))
        (paragraph(if is(facts, "phone-here", "yes") { t!(lang, "print-notice-both") } else { t!(lang, "print-notice-paper") }))
        (paragraph(&t!(lang, "print-notice-reading", at = s("reading"), place = s("reading-place"))))
        (paragraph(&t!(lang, "print-notice-base", day = s("frozen-on"), heads = s("heads"), area = s("area"))))
        (sources(lang, facts))
        (paragraph(if is(facts, "silence-counts", "yes") { t!(lang, "print-silence-in") } else { t!(lang, "print-silence-out") }))
        // Silence joins a majority on a question only: nobody is elected by it.
        @if is(facts, "silence-counts", "yes") && chooses(lang, facts) { (paragraph(t!(lang, "print-silence-choices"))) }
        (proxies(lang, facts))
        @if is(facts, "told-committee", "yes") { (paragraph(t!(lang, "print-told-committee"))) }
        (cited(lang, facts))
    }
}

/// Where the areas were read, in numbers of homes; nothing on papers of rolls that do not say.
fn sources(lang: Lang, facts: &Facts) -> Markup {
    let said = |source: &AreaSource| {
        let n = count_of(facts, &format!("areas-{}", source.word()))?;
        Some(t!(lang, "motion-source", source = t_of(lang, "area-source", source.word()), n = n))
    };
    let list: Vec<String> = AreaSource::ALL.iter().filter_map(said).collect();
    html! { @if !list.is_empty() { (paragraph(&t!(lang, "motion-sources", list = list.join(t!(lang, "say-comma"))))) } }
}

fn proxies(lang: Lang, facts: &Facts) -> Markup {
    match count_of(facts, "proxy-max") {
        Some(n) => paragraph(&t!(lang, "print-proxy-most", n = n)),
        None => paragraph(t!(lang, "print-proxy")),
    }
}

fn mandate(lang: Lang, facts: &Facts) -> Markup {
    let s = |name: &str| say(lang, facts, name);
    let blank = |label: &str| html! { span { (label) } span .blank-long {} };
    html! {
        p .ballot-sign { (blank(t!(lang, "print-principal"))) (blank(t!(lang, "col-unit"))) (blank(t!(lang, "print-id-tail"))) }
        p .ballot-sign { (blank(t!(lang, "print-holder"))) (blank(t!(lang, "print-phone"))) (blank(t!(lang, "print-id-tail"))) }
        (paragraph(&t!(lang, "print-mandate", title = facts.title.as_str(), from = s("opens"), to = s("closes"))))
        ol .ballot-items {
            @for item in facts.grids("items").flat_map(|g| &g.rows).map(|r| cells(lang, r)) {
                li {
                    p { b { (title(&item[1])) } }
                    @if !item[3].is_empty() { p { (item[3]) } }
                    ul { @for way in ["mark-approve", "mark-against", "mark-abstain", "as-holder-sees-fit"] { li { span .box {} (t_of(lang, "mandate", way)) } } }
                }
            }
        }
        (proxies(lang, facts))
        (paragraph(t!(lang, "print-mandate-once")))
        (cited(lang, facts))
    }
}

/// Every unit with room for a signature: what is handed out is handed out against the roll.
fn handed_out(lang: Lang, facts: &Facts) -> Markup {
    let heads = [t!(lang, "col-unit"), t!(lang, "paper-area"), t!(lang, "print-received-by"), t!(lang, "print-date")];
    let rows = facts.grids("handed-out").flat_map(|g| &g.rows);
    let rows: Vec<PrintRow> =
        rows.map(|r| row(vec![door(lang, &r[0]), word(lang, &r[1]), "　".to_owned(), "　".to_owned()])).collect();
    html! { h2 { (t!(lang, "print-handed-out")) } (print_words(&heads, &rows, t!(lang, "print-handed-out-note"))) }
}

/// A door of the facts (`3-2-501`) as people say it.
fn door(lang: Lang, cell: &Cell) -> String {
    let text = word(lang, cell);
    match text.split('-').collect::<Vec<_>>()[..] {
        [building, stairwell, room] => format::room(lang, building, stairwell, room),
        _ => text,
    }
}

fn roll(f: &Frame<'_>, facts: &Facts) -> Markup {
    let lang = f.lang();
    let s = |name: &str| say(lang, facts, name);
    let electorate = f.estate().assembly.get(facts.motion).and_then(|m| m.electorate.as_ref());
    let names = |voter: &Cell| match (voter, electorate) {
        (Cell::Number(n), Some(e)) => {
            let owners =
                u32::try_from(*n).ok().and_then(|n| e.voter(n)).map(|v| v.owners.as_slice()).unwrap_or_default();
            owners.iter().map(|o| f.masked_name(*o)).collect::<Vec<_>>().join(t!(lang, "say-comma"))
        }
        _ => String::new(),
    };
    let rows: Vec<PrintRow> = facts
        .grids("roll")
        .flat_map(|g| &g.rows)
        .map(|r| {
            let source = r.get(3).map(|s| word(lang, s));
            let cells = [door(lang, &r[0]), word(lang, &r[1])].into_iter().chain(source);
            row(cells.chain([names(&r[2]), word(lang, &r[2])]).collect())
        })
        .collect();
    let mut heads = vec![t!(lang, "col-unit"), t!(lang, "paper-area"), t!(lang, "col-owners"), t!(lang, "fact-head")];
    if facts.grids("roll").any(|g| g.columns.contains(&"source")) {
        heads.insert(2, t!(lang, "fact-source"));
    }
    html! {
        (paragraph(&t!(lang, "print-roll", title = facts.title.as_str(), day = s("frozen-on"), units = s("units"), heads = s("heads"), area = s("area"))))
        (sources(lang, facts))
        (paragraph(&t!(lang, "print-roll-object", opens = s("opens"))))
        (cited(lang, facts))
        (print_words(&heads, &rows, t!(lang, "print-roll-note")))
    }
}

fn minutes(lang: Lang, facts: &Facts) -> Markup {
    let s = |name: &str| say(lang, facts, name);
    html! {
        (paragraph(&t!(lang, "print-minutes", title = facts.title.as_str(), from = s("opens"), to = s("closes"), reading = s("reading"), place = s("reading-place"))))
        (paragraph(&t!(lang, "print-minutes-base", heads = s("heads"), area = s("area"), proxies = count_of(facts, "proxies").unwrap_or(0))))
        (sources(lang, facts))
        (received(lang, facts))
        h2 { (t!(lang, "print-minutes-items")) }
        (items(lang, facts))
        h2 { (t!(lang, "print-minutes-counts")) }
        (counts(lang, facts))
        @for decided in facts.grids("decisions").flat_map(|g| &g.rows).map(|r| cells(lang, r)) {
            (finding(&t!(lang, "print-decided", text = decided[0].as_str(), result = decided[1].as_str()), &if decided[2].is_empty() { String::new() } else { t!(lang, "paper-elected", names = decided[2].as_str()) }))
        }
        @if let Some(said) = &facts.remarks {
            h2 { (t!(lang, "print-minutes-said")) }
            @for line in said.lines() { (paragraph(line)) }
        }
        (cited(lang, facts))
    }
}

fn filing(lang: Lang, facts: &Facts) -> Markup {
    let mut rows: Vec<PrintRow> = vec![
        row(vec![t!(lang, "settings-name").to_owned(), facts.estate.clone()]),
        row(vec![t!(lang, "doc-motion").to_owned(), facts.title.clone()]),
    ];
    rows.extend(facts.lines.iter().map(|l| {
        let unit = if matches!(l.value, Cell::Area(_)) { say(lang, facts, l.name) } else { word(lang, &l.value) };
        row(vec![t_of(lang, "fact", l.name).to_owned(), unit])
    }));
    rows.extend(facts.remarks.iter().map(|r| row(vec![t!(lang, "docs-remarks").to_owned(), r.clone()])));
    html! {
        (print_words(&[t!(lang, "fact-name"), t!(lang, "fact-value")], &rows, ""))
        (grids(lang, facts, "decisions"))
        (counts(lang, facts))
        (paragraph(t!(lang, "print-filing-with")))
    }
}

/// Who signs what, and the seal where there is one.
fn signed(f: &Frame<'_>, facts: &Facts, day: units::Day) -> Markup {
    let lang = f.lang();
    let roles: &[&str] = match facts.kind {
        Kind::CountSheet => &[
            t!(lang, "paper-read-by"),
            t!(lang, "paper-counted-by"),
            t!(lang, "paper-witness"),
            t!(lang, "paper-witness"),
        ],
        // Its signatures stand in the announcement itself.
        Kind::Announcement => return html! {},
        Kind::Minutes => &[t!(lang, "print-chaired-by"), t!(lang, "print-written-by"), t!(lang, "paper-witness")],
        Kind::PostedRoll | Kind::PostedNotice | Kind::PostedResult => {
            &[t!(lang, "posting-hung-by"), t!(lang, "posting-witness"), t!(lang, "posting-witness")]
        }
        Kind::Mandate => &[t!(lang, "print-owner-signs"), t!(lang, "print-holder-signs")],
        Kind::Filing => &[t!(lang, "print-filed-by"), t!(lang, "print-taken-by")],
        Kind::Roll | Kind::Notice | Kind::Ballots | Kind::Authority => &[],
    };
    let committee = t!(lang, "paper-committee", name = facts.estate.as_str());
    signatures(Signatures { lang, roles, issuer: &committee, day })
}
