//! Votes on statements: the last vote of each participant on each statement, as a matrix kept by rows.

use crate::rows::{Rows, Wrong, shown, utf8};
use std::borrow::Cow;
use units::limits;

/// Who voted how on what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Votes {
    pub(super) participants: Vec<i64>,
    pub(super) statements: Vec<i64>,
    /// Where the row of each participant begins, and where the last one ends.
    starts: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<i8>,
    replaced: usize,
}

/// One vote as it was cast.
#[derive(Clone, Copy, Debug)]
struct Cast {
    participant: i64,
    statement: i64,
    time: i64,
    vote: i8,
}

/// Which column is which.
struct Columns {
    names: usize,
    participant: usize,
    statement: usize,
    vote: usize,
    time: Option<usize>,
}

impl Votes {
    /// Reads votes in long form: a header, then a row a vote.
    ///
    /// Columns may stand in any order: `voter` (also `voter-id`, `participant`, `participant-id`), `comment` (also
    /// `comment-id`, `statement`, `statement-id`), `vote` (1 agree, 0 pass, -1 disagree), and if there is one
    /// `timestamp`; others are passed over. Of several votes by one participant on one statement the last in time
    /// counts; without times, or at equal ones, the later row.
    ///
    /// # Errors
    /// [`Wrong`], with the line and a cure: damaged or contradictory rows, names in place of numbers, or more than
    /// [`limits::OPINION_VOTES_MAX`] votes, [`limits::OPINION_PARTICIPANTS_MAX`] participants or
    /// [`limits::OPINION_STATEMENTS_MAX`] statements.
    pub fn read(bytes: &[u8]) -> Result<Self, Wrong> {
        let mut rows = Rows::new(utf8(bytes)?, b',');
        let mut fields = Vec::new();
        let Some(line) = rows.next_into(&mut fields)? else {
            return Err(Wrong::file("the file is empty; it begins with the header `voter,comment,vote`"));
        };
        let columns = Columns::of(&fields, line)?;
        let mut cast = Vec::new();
        while let Some(line) = rows.next_into(&mut fields)? {
            if fields.len() != columns.names {
                let why = format!(
                    "{} fields where the header has {}; the line may be cut off or damaged, correct it",
                    fields.len(),
                    columns.names
                );
                return Err(Wrong::at(line, why));
            }
            if cast.len() == limits::OPINION_VOTES_MAX {
                let why = format!("more than {} votes; split the file", limits::OPINION_VOTES_MAX);
                return Err(Wrong::at(line, why));
            }
            cast.push(columns.cast(&fields, line)?);
        }
        Self::gathered(cast)
    }

    /// Votes from whoever holds them already: participant, statement, and 1, 0 or -1; a later one replaces an earlier.
    ///
    /// # Errors
    /// [`Wrong`], with the place in the list (from 1) as its line, as [`Self::read`].
    pub fn of(votes: impl IntoIterator<Item = (i64, i64, i8)>) -> Result<Self, Wrong> {
        let mut cast = Vec::new();
        for (n, (participant, statement, vote)) in votes.into_iter().enumerate() {
            if !(-1..=1).contains(&vote) {
                return Err(Wrong::at(n + 1, format!("the vote is {vote}; give 1, 0 or -1")));
            }
            if n == limits::OPINION_VOTES_MAX {
                let why = format!("more than {} votes; split them", limits::OPINION_VOTES_MAX);
                return Err(Wrong::at(n + 1, why));
            }
            cast.push(Cast { participant, statement, time: 0, vote });
        }
        Self::gathered(cast)
    }

    fn gathered(mut cast: Vec<Cast>) -> Result<Self, Wrong> {
        if cast.is_empty() {
            return Err(Wrong::file("there is no vote in the file; add a row for each vote"));
        }
        // Stable: of equal times the later row stays behind the earlier.
        cast.sort_by_key(|c| (c.participant, c.statement, c.time));
        let all = cast.len();
        let mut kept = 0;
        for next in 0..all {
            let same = |a: &Cast, b: &Cast| (a.participant, a.statement) == (b.participant, b.statement);
            if kept > 0 && same(&cast[kept - 1], &cast[next]) {
                kept -= 1;
            }
            cast[kept] = cast[next];
            kept += 1;
        }
        cast.truncate(kept);
        let mut statements: Vec<i64> = cast.iter().map(|c| c.statement).collect();
        statements.sort_unstable();
        statements.dedup();
        let mut votes = Self {
            participants: Vec::new(),
            statements,
            starts: Vec::new(),
            columns: Vec::with_capacity(kept),
            values: Vec::with_capacity(kept),
            replaced: all - kept,
        };
        for one in &cast {
            if votes.participants.last() != Some(&one.participant) {
                votes.participants.push(one.participant);
                votes.starts.push(votes.columns.len());
            }
            let column = votes.statements.partition_point(|s| *s < one.statement);
            votes.columns.push(u32::try_from(column).unwrap_or(u32::MAX));
            votes.values.push(one.vote);
        }
        votes.starts.push(votes.columns.len());
        let bounds = [
            ("participants", votes.participants.len(), limits::OPINION_PARTICIPANTS_MAX),
            ("statements", votes.statements.len(), limits::OPINION_STATEMENTS_MAX),
        ];
        match bounds.iter().find(|(_, there, most)| there > most) {
            Some((what, there, most)) => {
                Err(Wrong::file(format!("{there} {what}, and at most {most} are taken; split the file")))
            }
            None => Ok(votes),
        }
    }

    /// Numbers of the participants, ascending.
    #[must_use]
    pub fn participants(&self) -> &[i64] {
        &self.participants
    }

    /// Numbers of the statements, ascending.
    #[must_use]
    pub fn statements(&self) -> &[i64] {
        &self.statements
    }

    /// How many votes count.
    #[must_use]
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// How many votes were replaced by a later one of the same participant on the same statement.
    #[must_use]
    pub fn replaced(&self) -> usize {
        self.replaced
    }

    /// The votes of a participant (by place): places of statements, and the votes on them.
    pub(super) fn row(&self, participant: usize) -> (&[u32], &[i8]) {
        let range = self.starts[participant]..self.starts[participant + 1];
        (&self.columns[range.clone()], &self.values[range])
    }

    /// How many votes a participant (by place) cast.
    pub(super) fn cast_by(&self, participant: usize) -> usize {
        self.starts[participant + 1] - self.starts[participant]
    }
}

impl Columns {
    fn of(header: &[Cow<'_, str>], line: usize) -> Result<Self, Wrong> {
        let names: Vec<String> = header.iter().map(|n| n.trim().to_lowercase().replace(['_', ' '], "-")).collect();
        let find = |known: &[&str]| {
            let mut found = (0..names.len()).filter(|at| known.contains(&names[*at].as_str()));
            match (found.next(), found.next()) {
                (Some(_), Some(_)) => {
                    let why = format!("two columns say `{}`; keep one of them", known[0]);
                    Err(Wrong::at(line, why))
                }
                (first, _) => Ok(first),
            }
        };
        let needed = |known: &[&str]| {
            let missing = || format!("there is no column `{}`; the header is `voter,comment,vote`", known[0]);
            find(known)?.ok_or_else(|| Wrong::at(line, missing()))
        };
        Ok(Self {
            names: names.len(),
            participant: needed(&["voter", "voter-id", "participant", "participant-id"])?,
            statement: needed(&["comment", "comment-id", "statement", "statement-id"])?,
            vote: needed(&["vote"])?,
            time: find(&["timestamp", "modified"])?,
        })
    }

    fn cast(&self, fields: &[Cow<'_, str>], line: usize) -> Result<Cast, Wrong> {
        let whole = |at: usize, what: &str, cure: &str| {
            let text = fields[at].trim();
            let wrong = || Wrong::at(line, format!("{what} `{}` is no whole number; {cure}", shown(text)));
            text.parse::<i64>().map_err(|_| wrong())
        };
        let vote = match fields[self.vote].trim() {
            "1" | "1.0" => 1,
            "0" | "0.0" => 0,
            "-1" | "-1.0" => -1,
            other => {
                let why = format!("the vote is `{}`; write 1 (agree), 0 (pass) or -1 (disagree)", shown(other));
                return Err(Wrong::at(line, why));
            }
        };
        Ok(Cast {
            participant: whole(self.participant, "participant", "give anonymous numbers, never names")?,
            statement: whole(self.statement, "statement", "give its number")?,
            time: self
                .time
                .map_or(Ok(0), |at| whole(at, "time", "give a number that grows, or leave the column out"))?,
            vote,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Votes, String> {
        Votes::read(text.as_bytes()).map_err(|wrong| wrong.to_string())
    }

    #[test]
    fn the_last_vote_counts() {
        let plain = read("voter,comment,vote\n1,5,1\n1,5,-1\n2,5,0\n").unwrap();
        assert_eq!(plain, Votes { replaced: 1, ..Votes::of([(1, 5, -1), (2, 5, 0)]).unwrap() });
        let timed = "timestamp,datetime,comment-id,voter-id,vote\n9,x,5,1,1\n3,y,5,1,-1\n3,z,5,2,0\n";
        assert_eq!(read(timed).unwrap(), Votes { replaced: 1, ..Votes::of([(1, 5, 1), (2, 5, 0)]).unwrap() });
    }

    #[test]
    fn what_is_wrong_names_its_line_and_a_cure() {
        let cases = [
            ("", "the file is empty; it begins with the header `voter,comment,vote`"),
            ("voter,comment,vote\n", "there is no vote in the file; add a row for each vote"),
            ("voter,vote\n1,1\n", "line 1: there is no column `comment`; the header is `voter,comment,vote`"),
            ("voter,participant,comment,vote\n", "line 1: two columns say `voter`; keep one of them"),
            (
                "voter,comment,vote\n1,2,1\n1,3\n",
                "line 3: 2 fields where the header has 3; the line may be cut off or damaged, correct it",
            ),
            ("voter,comment,vote\n\n1,2,2\n", "line 3: the vote is `2`; write 1 (agree), 0 (pass) or -1 (disagree)"),
            (
                "voter,comment,vote\n王秀英,2,1\n",
                "line 2: participant `王秀英` is no whole number; give anonymous numbers, never names",
            ),
            (
                "voter,comment,vote\n1,99999999999999999999,1\n",
                "line 2: statement `99999999999999999999` is no whole number; give its number",
            ),
        ];
        for (text, why) in cases {
            assert_eq!(read(text).unwrap_err(), why);
        }
        assert_eq!(
            Votes::read(b"voter,comment,vote\n1,2,\xff\n").unwrap_err().to_string(),
            "line 2: this is not UTF-8 text; save the file as UTF-8"
        );
        assert_eq!(
            Votes::of([(1, 1, 1), (1, 1, 2)]).unwrap_err().to_string(),
            "line 2: the vote is 2; give 1, 0 or -1"
        );
    }
}
