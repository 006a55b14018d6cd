use super::articles::{Article, articles, numeral};
use law::{Key, OwnRule, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Day, Moment, MotionId, Sealed, Stamp, words};

words! {
    /// Which text (`charter-<word>`).
    Rules {
        /// 业主大会议事规则.
        Procedure = "procedure",
        /// 管理规约.
        Covenant = "covenant",
    }
}

impl Rules {
    /// Its item of 民法典第二百七十八条第一款.
    #[must_use]
    pub const fn item(self) -> crate::assembly::ItemKind {
        match self {
            Self::Procedure => crate::assembly::ItemKind::RulesOfProcedure,
            Self::Covenant => crate::assembly::ItemKind::Covenant,
        }
    }

    /// An article as a notice cites it.
    #[must_use]
    pub fn cited(self, article: u32) -> String {
        let name = match self {
            Self::Procedure => "业主大会议事规则",
            Self::Covenant => "管理规约",
        };
        format!("{name}第{}条", numeral(article))
    }
}

/// The texts of an estate.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Charter {
    /// Versions by text, oldest first; version n stands at index n − 1.
    pub texts: BTreeMap<Rules, Vec<Version>>,
}

/// A version of a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// Who wrote it down, when.
    pub written: Stamp,
    /// The text.
    pub text: Sealed<String>,
    /// The values that stand in it.
    pub values: BTreeMap<Key, Held>,
    /// How it came into force; `None` for a draft.
    pub adopted: Option<Adopted>,
}

/// A value in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    /// The value.
    pub value: Value,
    /// The article's number.
    pub article: u32,
}

/// How a version came into force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adopted {
    /// Who entered it, when.
    pub stamp: Stamp,
    /// The motion that passed it; `None` where it was adopted before this record began.
    pub motion: Option<MotionId>,
    /// What shows that it was adopted, where no motion does.
    pub proof: Option<Sealed<String>>,
    /// First day in force.
    pub from: Day,
    /// The day from which on it holds no more, because the vote behind it was revoked, or corrected to not passed.
    pub lapsed: Option<Day>,
}

impl Version {
    /// Its articles.
    #[must_use]
    pub fn articles(&self) -> Vec<Article> {
        self.text.get().map(|t| articles(t).1).unwrap_or_default()
    }
}

impl Charter {
    /// The versions of a text.
    #[must_use]
    pub fn versions(&self, which: Rules) -> &[Version] {
        self.texts.get(&which).map_or(&[], Vec::as_slice)
    }

    /// A version by its number, from 1.
    #[must_use]
    pub fn version(&self, which: Rules, number: u32) -> Option<&Version> {
        self.versions(which).get((number as usize).checked_sub(1)?)
    }

    /// The number of the version in force on `day`.
    #[must_use]
    pub fn in_force(&self, which: Rules, day: Day) -> Option<u32> {
        let holds = |a: &Adopted| a.from <= day && a.lapsed.is_none_or(|end| day < end);
        self.adopted(which).filter(|(a, _)| holds(a)).map(|(a, n)| (a.from, n)).max().map(|(_, n)| n)
    }

    /// Versions that came into force, with their numbers.
    fn adopted(&self, which: Rules) -> impl Iterator<Item = (&Adopted, u32)> {
        self.versions(which).iter().zip(1..).filter_map(|(v, n)| Some((v.adopted.as_ref()?, n)))
    }

    /// First and last days on which a version is in force, in order; no last day while nothing ended it. A version runs
    /// again once the one that replaced it lapsed.
    #[must_use]
    pub fn spans(&self, which: Rules, number: u32) -> Vec<(Day, Option<Day>)> {
        let mut turns: Vec<Day> = self.adopted(which).flat_map(|(a, _)| [Some(a.from), a.lapsed]).flatten().collect();
        turns.sort_unstable();
        turns.dedup();
        let (mut spans, mut held) = (Vec::<(Day, Option<Day>)>::new(), false);
        for day in turns {
            let holds = self.in_force(which, day) == Some(number);
            match spans.last_mut() {
                Some(last) if held && !holds => last.1 = Some(day.plus(-1)),
                _ if holds && !held => spans.push((day, None)),
                _ => {}
            }
            held = holds;
        }
        spans
    }

    /// The version a vote asked about whose notice was given at `notice`: the newest written down by then.
    #[must_use]
    pub fn asked_about(&self, which: Rules, notice: Moment) -> Option<u32> {
        self.versions(which).iter().zip(1..).filter(|(v, _)| v.written.at < notice).map(|(_, n)| n).last()
    }

    /// The version a vote brought into force.
    #[must_use]
    pub fn brought_by(&self, which: Rules, motion: MotionId) -> Option<u32> {
        self.adopted(which).find(|(a, _)| a.motion == Some(motion)).map(|(_, n)| n)
    }

    /// Every value that is or was in force, with its article and days.
    #[must_use]
    pub fn own_rules(&self) -> Vec<OwnRule> {
        let mut found = Vec::new();
        for (which, versions) in &self.texts {
            for (version, number) in versions.iter().zip(1..) {
                for (from, until) in self.spans(*which, number) {
                    found.extend(version.values.iter().map(|(key, held)| OwnRule {
                        key: *key,
                        value: held.value.clone(),
                        clause: which.cited(held.article),
                        from,
                        until,
                    }));
                }
            }
        }
        found
    }

    /// Where a rule stands on `day`: text, version, article.
    #[must_use]
    pub fn where_is(&self, key: Key, day: Day) -> Option<(Rules, u32, u32)> {
        Rules::ALL.iter().find_map(|which| {
            let number = self.in_force(*which, day)?;
            Some((*which, number, self.version(*which, number)?.values.get(&key)?.article))
        })
    }
}
