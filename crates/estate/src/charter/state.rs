use super::articles::{Article, articles, numeral};
use law::{Key, OwnRule, Value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use units::{Day, MotionId, Sealed, Stamp, words};

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
        let adopted = self.versions(which).iter().zip(1..).filter_map(|(v, n)| Some((v.adopted.as_ref()?.from, n)));
        adopted.filter(|(from, _)| *from <= day).max().map(|(_, n)| n)
    }

    /// Last day of a version in force; `None` while it is, or for a draft.
    #[must_use]
    pub fn until(&self, which: Rules, number: u32) -> Option<Day> {
        let from = self.version(which, number)?.adopted.as_ref()?.from;
        let later = self.versions(which).iter().zip(1..).filter_map(|(v, n)| Some((v.adopted.as_ref()?.from, n)));
        later.filter(|next| *next > (from, number)).min().map(|(next, _)| next.plus(-1))
    }

    /// Every value that is or was in force, with its article and days.
    #[must_use]
    pub fn own_rules(&self) -> Vec<OwnRule> {
        let mut found = Vec::new();
        for (which, versions) in &self.texts {
            for (version, number) in versions.iter().zip(1..) {
                let Some(adopted) = &version.adopted else { continue };
                let until = self.until(*which, number);
                found.extend(version.values.iter().map(|(key, held)| OwnRule {
                    key: *key,
                    value: held.value.clone(),
                    clause: which.cited(held.article),
                    from: adopted.from,
                    until,
                }));
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
