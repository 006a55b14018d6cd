//! Tables of facts and figures. On a phone the two columns that matter stay, the rest folds beneath them in the same
//! row, each with its heading; for a screen reader it stays one table.

use super::words::flow;
use crate::t;
use crate::text::Lang;
use maud::{Markup, html};

/// A column.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    /// Its heading; the unit stands in the caption.
    pub head: &'a str,
    /// Figures stand right, in figures of one width.
    pub figure: bool,
    /// Stays on a phone. Give two, or three where one is a drawing.
    pub stays: bool,
}

impl<'a> Column<'a> {
    /// Words; folds on a phone.
    #[must_use]
    pub const fn text(head: &'a str) -> Self {
        Self { head, figure: false, stays: false }
    }

    /// Figures; folds on a phone.
    #[must_use]
    pub const fn figure(head: &'a str) -> Self {
        Self { head, figure: true, stays: false }
    }

    /// Stays on a phone.
    #[must_use]
    pub const fn stays(self) -> Self {
        Self { stays: true, ..self }
    }
}

/// A row. A cell that does not apply is `None`: blank, and said to be.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// One a column.
    pub cells: Vec<Option<Markup>>,
    /// The one looked at.
    pub here: bool,
}

impl Row {
    /// A row of cells that all apply.
    #[must_use]
    pub fn of(cells: impl IntoIterator<Item = Markup>) -> Self {
        Self { cells: cells.into_iter().map(Some).collect(), here: false }
    }
}

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct Table<'a> {
    /// Language.
    pub lang: Lang,
    /// What it holds, with the unit once: 五处来的钱，单位：元.
    pub caption: &'a str,
    /// The caption stands in a heading beside it already.
    pub caption_hidden: bool,
    /// Its columns; the first names the row.
    pub columns: &'a [Column<'a>],
    /// Its rows.
    pub rows: &'a [Row],
    /// Totals, above a thick line.
    pub total: Option<&'a Row>,
}

/// More rows than this keep their heading in sight.
const LONG: usize = 12;

/// Draws a table.
#[must_use]
pub fn table(t: Table<'_>) -> Markup {
    // On a phone words stand below one another; beside figures there is room.
    let words = t.columns.iter().all(|c| !c.figure || !c.stays);
    let three = t.columns.iter().filter(|c| c.stays).count() > 2;
    // Roles are spelled out because the phone's layout takes them from the elements.
    html! {
        div .table-wrap {
        table .table .table-three[three] .table-words[words] .table-long[t.rows.len() > LONG] role="table" {
            caption .vh[t.caption_hidden] { (flow(t.caption)) }
            thead role="rowgroup" {
                tr role="row" {
                    @for c in t.columns {
                        @if c.head.is_empty() { td class=(class(c)) role="cell" {} }
                        @else { th scope="col" role="columnheader" class=(class(c)) { (c.head) } }
                    }
                }
            }
            tbody role="rowgroup" { @for row in t.rows { (draw(&t, row)) } }
            @if let Some(total) = t.total { tfoot role="rowgroup" { (draw(&t, total)) } }
        }
        }
    }
}

fn class(c: &Column<'_>) -> &'static str {
    match (c.figure, c.stays) {
        (true, true) => "fig stays",
        (true, false) => "fig",
        (false, true) => "stays",
        (false, false) => "",
    }
}

fn draw(t: &Table<'_>, row: &Row) -> Markup {
    let none = html! { span .vh { (t!(t.lang, "table-not-applicable")) } };
    let label = |c: &Column<'_>| (!c.head.is_empty()).then(|| t!(t.lang, "table-label", head = c.head));
    html! {
        tr .here[row.here] role="row" {
            @for (i, c) in t.columns.iter().enumerate() {
                @let cell = row.cells.get(i).and_then(Option::as_ref);
                @if i == 0 {
                    th scope="row" role="rowheader" class=(class(c)) { (cell.unwrap_or(&none)) }
                } @else {
                    td .(class(c)) .blank[cell.is_none()] role="cell" data-label=[label(c)] { (cell.unwrap_or(&none)) }
                }
            }
        }
    }
}
