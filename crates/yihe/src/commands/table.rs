//! Tables for people, on a terminal.

/// Rows in columns, the first row being heads. A column of figures is aligned to the right, one of words to the left.
pub fn aligned(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let cells = |i: usize| rows.iter().filter_map(move |row| row.get(i)).filter(|cell| !cell.is_empty());
    let widths: Vec<usize> = (0..columns).map(|i| cells(i).map(|c| wide(c)).max().unwrap_or(0)).collect();
    let figures = |i: usize| 2 * cells(i).filter(|c| figure(c)).count() >= cells(i).count();
    let figures: Vec<bool> = (0..columns).map(figures).collect();
    let mut out = String::new();
    for row in rows {
        let mut line = String::new();
        for ((cell, width), right) in row.iter().zip(&widths).zip(&figures) {
            let gap = " ".repeat(width - wide(cell));
            line += &if *right { format!("{gap}{cell}  ") } else { format!("{cell}{gap}  ") };
        }
        out += line.trim_end();
        out.push('\n');
    }
    out
}

/// Columns a text takes: Chinese letters two each.
fn wide(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{1100}' { 2 } else { 1 }).sum()
}

fn figure(cell: &str) -> bool {
    cell.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '−' | '—'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_stand_right_and_words_left() {
        let rows =
            [["项目", "cost", "why"], ["屋顶", "1200", "first"], ["a", "9", "x"]].map(|row| row.map(str::to_owned));
        let table = aligned(&rows.map(|row| row.to_vec()));
        assert_eq!(table, "项目  cost  why\n屋顶  1200  first\na        9  x\n");
    }
}
