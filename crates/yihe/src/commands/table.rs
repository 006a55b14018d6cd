//! Tables for people, on a terminal.

/// Rows with their columns aligned to the right, the first row being heads. Chinese letters count as two.
pub fn aligned(rows: &[Vec<String>]) -> String {
    let wide = |text: &str| text.chars().map(|c| if c.is_ascii() || c == '—' { 1 } else { 2 }).sum::<usize>();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let column = |i: usize| rows.iter().filter_map(|r| r.get(i)).map(|c| wide(c)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(column).collect();
    let mut out = String::new();
    for row in rows {
        for (cell, width) in row.iter().zip(&widths) {
            out.push_str(&" ".repeat(width - wide(cell) + 2));
            out.push_str(cell);
        }
        out.push('\n');
    }
    out
}
