//! What is printed and kept: a table, what each row means, and the machine it was measured on.

use std::fmt::Write as _;

/// A measurement.
pub struct Row {
    /// What was measured.
    pub what: &'static str,
    /// The product's figure.
    pub ours: String,
    /// The peer's figure, or the limit.
    pub peer: String,
    /// One as a multiple of the other, where that is the point.
    pub ratio: String,
    /// What is asked.
    pub target: String,
    /// Whether it was met; `None` for what is only told.
    pub met: Option<bool>,
    /// What the row means.
    pub means: &'static str,
}

/// Every measurement of a run.
#[derive(Default)]
pub struct Report {
    rows: Vec<Row>,
    notes: Vec<String>,
}

impl Report {
    /// Adds a row and prints it as it comes.
    pub fn row(&mut self, row: Row) {
        println!("{}", line(&row));
        self.rows.push(row);
    }

    /// Adds what should be known beside the table.
    pub fn note(&mut self, text: String) {
        println!("  ({text})");
        self.notes.push(text);
    }

    /// What was missed.
    pub fn missed(&self) -> Vec<&Row> {
        self.rows.iter().filter(|r| r.met == Some(false)).collect()
    }

    /// The table.
    pub fn table(&self) -> String {
        let head = "| Measurement | Yihe | Peer or limit | Ratio | Asked | Met |\n|---|---|---|---|---|---|\n";
        self.rows.iter().fold(head.to_owned(), |table, row| table + &line(row) + "\n")
    }

    /// The document.
    pub fn document(&self, facts: &[(&str, String)], command: &str) -> String {
        let mut text = String::from(
            "# Benchmarks\n\nWritten by `cargo xtask bench`; never run in CI. Every figure is the median of rounds, and \
             rounds of what is\ncompared alternate within one run. Ratios carry to other machines, absolute figures do \
             not.\n\n",
        );
        text += &self.table();
        text += "\n## What the rows mean\n\n";
        for row in &self.rows {
            let _ = writeln!(text, "- **{}**: {}", row.what, row.means);
        }
        if !self.notes.is_empty() {
            text += "\n## Notes of this run\n\n";
            for note in &self.notes {
                let _ = writeln!(text, "- {note}");
            }
        }
        text += "\n## The machine\n\n| | |\n|---|---|\n";
        for (what, value) in facts {
            let _ = writeln!(text, "| {what} | {value} |");
        }
        let _ = write!(text, "\n```console\n$ {command}\n```\n");
        text
    }
}

/// The section `cargo xtask bench engines` wrote into the document before, which is not ours to lose.
pub fn engines(document: &str) -> String {
    let marks = ["<!-- engines -->", "<!-- /engines -->"];
    let inner = document.split_once(marks[0]).and_then(|(_, rest)| rest.split_once(marks[1]));
    inner.map_or_else(String::new, |(inner, _)| format!("\n{}{inner}{}\n", marks[0], marks[1]))
}

fn line(row: &Row) -> String {
    let met = match row.met {
        Some(true) => "yes",
        Some(false) => "**no**",
        None => "–",
    };
    format!("| {} | {} | {} | {} | {} | {met} |", row.what, row.ours, row.peer, row.ratio, row.target)
}

/// A number with its thousands apart.
pub fn count(n: f64) -> String {
    let digits = format!("{n:.0}");
    let grouped = digits.as_bytes().rchunks(3).rev().map(|c| String::from_utf8_lossy(c)).collect::<Vec<_>>();
    grouped.join(",")
}

/// Milliseconds, as exactly as they are worth.
pub fn ms(seconds: f64) -> String {
    match seconds * 1_000.0 {
        ms if ms < 10.0 => format!("{ms:.2} ms"),
        ms => format!("{ms:.0} ms"),
    }
}
