//! What a paper says as a spreadsheet and as JSON: the same values the print is made of.

use super::{kind_name, number, reader};
use crate::reply::{Problem, Reply, XLSX, file};
use crate::text::{Lang, t_of};
use crate::visit::{At, Visit};
use crate::{format, t};
use app::EstateView;
use estate::documents::{Cell, Facts, Grid};
use office::table::{Column, Table, Value, write};
use units::{DocumentId, StreamId};

/// A value in words.
#[must_use]
pub fn word(lang: Lang, cell: &Cell) -> String {
    match cell {
        Cell::Word(word) => t_of(lang, "fact-word", word).to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Number(n) => format::count(*n),
        Cell::Day(day) => format::date_full(lang, *day),
        Cell::Moment(moment) => format::moment_full(lang, *moment),
        Cell::Area(area) => area.exact(),
        Cell::Blank => String::new(),
    }
}

fn value(lang: Lang, cell: &Cell) -> Value {
    match cell {
        Cell::Number(n) => Value::Whole(*n),
        Cell::Day(day) => Value::Day(*day),
        Cell::Moment(moment) => Value::Moment(*moment),
        Cell::Area(area) => Value::area(*area),
        Cell::Word(_) | Cell::Text(_) | Cell::Blank => Value::text(word(lang, cell)),
    }
}

/// The facts as tables: single values on the first sheet, then one sheet a table.
#[must_use]
pub fn tables(lang: Lang, facts: &Facts) -> Vec<Table> {
    let title = format!("{} {} {}", facts.estate, kind_name(lang, facts.kind), number(lang, facts.number));
    let mut rows = vec![vec![Value::text(t!(lang, "doc-motion")), Value::text(facts.title.clone())]];
    rows.extend(facts.lines.iter().map(|l| vec![Value::text(t_of(lang, "fact", l.name)), value(lang, &l.value)]));
    rows.extend(facts.remarks.iter().map(|r| vec![Value::text(t!(lang, "docs-remarks")), Value::text(r.clone())]));
    let first = Table {
        sheet: kind_name(lang, facts.kind).to_owned(),
        title,
        columns: vec![Column::new(t!(lang, "fact-name"), 24), Column::new(t!(lang, "fact-value"), 40)],
        rows,
        footer: vec![t!(lang, "doc-sheet-digest", digest = facts.digest().to_string())],
    };
    let grid = |(i, g): (usize, &Grid)| Table {
        sheet: format!("{} {}", i + 1, t_of(lang, "grid", g.name)),
        title: g.title.clone().unwrap_or_default(),
        columns: g.columns.iter().map(|c| Column::new(t_of(lang, "fact", c), 18)).collect(),
        rows: g.rows.iter().map(|r| r.iter().map(|c| value(lang, c)).collect()).collect(),
        footer: Vec::new(),
    };
    std::iter::once(first).chain(facts.grids.iter().enumerate().map(grid)).collect()
}

/// The facts of a paper, for whoever may read it; what changed since it was drawn up is not handed out under its number.
async fn facts_of(visit: &Visit, estate: StreamId, id: DocumentId) -> Result<Facts, Problem> {
    reader(visit, estate, id).await?;
    let facts = |v: &EstateView<'_>| {
        let paper = v.estate.documents.get(id)?;
        paper.facts(v.estate, id).filter(|f| f.digest() == paper.digest)
    };
    let found = visit.site.app.estate(estate, facts).await?;
    found.ok_or_else(|| Problem::Refused(vec![law::Refusal::new("document-changed")]))
}

/// `GET /e/{estate}/document/{document}/facts.xlsx`
pub async fn facts_xlsx(visit: Visit, At((estate, document)): At<(StreamId, DocumentId)>) -> Reply {
    let facts = facts_of(&visit, estate, document).await?;
    let bytes = write(&tables(visit.look.lang, &facts)).map_err(|e| Problem::Fault(e.to_string()))?;
    Ok(file(&format!("{}-{document}.xlsx", facts.kind.word()), XLSX, bytes))
}

/// `GET /e/{estate}/document/{document}/facts.json`: the very bytes the digest is of.
pub async fn facts_json(visit: Visit, At((estate, document)): At<(StreamId, DocumentId)>) -> Reply {
    let facts = facts_of(&visit, estate, document).await?;
    Ok(file(&format!("{}-{document}.json", facts.kind.word()), "application/json", facts.json()))
}
