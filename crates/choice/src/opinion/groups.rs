//! Who is in which group: found in the plane, or given from outside.

use super::votes::Votes;
use crate::rows::shown;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use units::limits;

/// Groups given from outside at most.
pub const GIVEN_MAX: usize = 50;

/// The name of a group.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(untagged)]
pub enum GroupName {
    /// A number, as groups that were found have.
    Number(i64),
    /// A word, as groups given from outside may have.
    Text(String),
}

impl fmt::Display for GroupName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// Participants in groups; not everybody need be in one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouping {
    names: Vec<GroupName>,
    of: Vec<Option<u32>>,
}

impl Grouping {
    /// Groups from a file: an object, participant to group; `null` is in none.
    ///
    /// # Errors
    /// What is wrong and the cure: not such an object, or as [`Self::given`].
    pub fn read(votes: &Votes, file: &Value) -> Result<Self, String> {
        let file = file.as_object().ok_or("this is no object; write {\"participant\": group, …}")?;
        let mut pairs = Vec::new();
        for (name, group) in file {
            let short = shown(name);
            let participant = name.trim().parse();
            let participant =
                participant.map_err(|_| format!("`{short}` is no number of a participant; give anonymous numbers"))?;
            let group = match group {
                Value::Null => continue,
                Value::String(text) => text.parse().map_or_else(|_| GroupName::Text(text.clone()), GroupName::Number),
                other => match other.as_i64() {
                    Some(number) => GroupName::Number(number),
                    None => {
                        return Err(format!("the group of {short} is neither a whole number nor a word; correct it"));
                    }
                },
            };
            pairs.push((participant, group));
        }
        Self::given(votes, &pairs)
    }

    /// Groups given from outside: participants, each with the name of a group.
    ///
    /// # Errors
    /// What is wrong and the cure: nobody is in a group, a participant who did not vote, one in two groups, an empty or
    /// overlong name, or more than [`GIVEN_MAX`] groups.
    pub fn given(votes: &Votes, given: &[(i64, GroupName)]) -> Result<Self, String> {
        let mut places: BTreeMap<&GroupName, u32> = BTreeMap::new();
        for (participant, name) in given {
            if let GroupName::Text(text) = name
                && (text.trim().is_empty() || text.chars().count() > limits::NAME_CHARS_MAX)
            {
                let most = limits::NAME_CHARS_MAX;
                return Err(format!("participant {participant}: name the group with 1 to {most} letters"));
            }
            places.insert(name, 0);
            if places.len() > GIVEN_MAX {
                return Err(format!("more than {GIVEN_MAX} groups; put some together"));
            }
        }
        if places.is_empty() {
            return Err("nobody is in a group; name at least one participant and a group".into());
        }
        (0_u32..).zip(places.values_mut()).for_each(|(at, place)| *place = at);
        let mut of = vec![None; votes.participants().len()];
        for (participant, name) in given {
            let Ok(at) = votes.participants().binary_search(participant) else {
                return Err(format!("participant {participant} is in a group and has no vote; take it out"));
            };
            if of[at].is_some() {
                return Err(format!("participant {participant} is in two groups; keep one"));
            }
            of[at] = places.get(name).copied();
        }
        Ok(Self { names: places.into_keys().cloned().collect(), of })
    }

    /// Groups that were found, numbered from 0, for the participants at `places` out of `people`.
    pub(super) fn found(groups: usize, people: usize, places: &[usize], of: &[u8]) -> Self {
        let mut all = vec![None; people];
        places.iter().zip(of).for_each(|(place, group)| all[*place] = Some(u32::from(*group)));
        Self { names: (0_i64..).take(groups).map(GroupName::Number).collect(), of: all }
    }

    /// Names of the groups, in their order.
    #[must_use]
    pub fn names(&self) -> &[GroupName] {
        &self.names
    }

    /// How many participants each group has.
    #[must_use]
    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.names.len()];
        self.of.iter().flatten().for_each(|group| sizes[*group as usize] += 1);
        sizes
    }

    /// The group of a participant (by place).
    pub(super) fn name_of(&self, participant: usize) -> Option<&GroupName> {
        self.of[participant].map(|group| &self.names[group as usize])
    }

    /// Participants in groups, both by place.
    pub(super) fn places(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.of.iter().enumerate().filter_map(|(p, group)| group.map(|g| (p, g as usize)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_groups_are_taken_in_the_order_of_their_names() {
        let votes = Votes::of([(1, 1, 1), (2, 1, 1), (3, 1, -1)]).unwrap();
        let text = |t: &str| GroupName::Text(t.into());
        let grouping = Grouping::given(&votes, &[(3, text("b")), (1, GroupName::Number(7))]).unwrap();
        assert_eq!(grouping.names(), [GroupName::Number(7), text("b")]);
        assert_eq!(grouping.places().collect::<Vec<_>>(), [(0, 0), (2, 1)]);
        assert_eq!(grouping.sizes(), [1, 1]);
        for (given, why) in [
            (vec![], "nobody is in a group; name at least one participant and a group"),
            (vec![(9, text("a"))], "participant 9 is in a group and has no vote; take it out"),
            (vec![(1, text("a")), (1, text("b"))], "participant 1 is in two groups; keep one"),
            (vec![(1, text(" "))], "participant 1: name the group with 1 to 60 letters"),
        ] {
            assert_eq!(Grouping::given(&votes, &given).unwrap_err(), why);
        }
        let many: Vec<_> = (0..=GIVEN_MAX as i64).map(|n| (1, GroupName::Number(n))).collect();
        assert_eq!(Grouping::given(&votes, &many).unwrap_err(), "more than 50 groups; put some together");
    }
}
