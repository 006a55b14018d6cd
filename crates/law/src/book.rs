//! The law in force on a day at a place.

use crate::{Cite, Confidence, Direction, Frozen, Key, OwnRule, Pack, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use units::{Day, Digest, Place};

/// The packs that hold, and the unverified values an administrator confirmed.
#[derive(Clone, Debug, Default)]
pub struct Book {
    packs: Vec<Arc<Pack>>,
    confirmed: BTreeSet<(Digest, Key)>,
}

/// One rule in force, with what it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruling {
    /// The rule as a motion would freeze it.
    pub frozen: Frozen,
    /// The article's words.
    pub text: String,
    /// In force since.
    pub from: Day,
}

/// What holds on one day at one place, estate's own rules included.
#[derive(Clone, Debug)]
pub struct Law {
    /// The day.
    pub day: Day,
    /// The place.
    pub place: Place,
    rulings: BTreeMap<Key, Ruling>,
}

impl Book {
    /// The packs that come with the program, `rules/*.toml`.
    ///
    /// # Panics
    /// If a pack in the program does not read, which a test excludes.
    #[must_use]
    pub fn built_in() -> Self {
        // INVARIANT: tests read every built-in pack.
        Self::new(crate::built_in::PACKS.iter().map(|text| Arc::new(Pack::parse(text).expect("built-in pack"))))
    }

    /// These packs.
    pub fn new(packs: impl IntoIterator<Item = Arc<Pack>>) -> Self {
        Self { packs: packs.into_iter().collect(), confirmed: BTreeSet::new() }
    }

    /// The packs.
    #[must_use]
    pub fn packs(&self) -> &[Arc<Pack>] {
        &self.packs
    }

    /// Adds a pack; one already held (same digest) changes nothing, and one of the same title for the same place gives
    /// way to it: a newer text of the same law.
    pub fn adopt(&mut self, pack: Arc<Pack>) {
        self.packs.retain(|p| p.digest != pack.digest && (&p.title, &p.place) != (&pack.title, &pack.place));
        self.packs.push(pack);
    }

    /// Marks an unverified value as confirmed by an administrator: it may block from now on.
    pub fn confirm(&mut self, pack: Digest, key: Key) {
        self.confirmed.insert((pack, key));
    }

    /// Whether an unverified value was confirmed.
    #[must_use]
    pub fn is_confirmed(&self, pack: Digest, key: Key) -> bool {
        self.confirmed.contains(&(pack, key))
    }

    /// The law on `day` at `place`: for each key the rules of the country, the province, the city …, joined as the key
    /// allows (DESIGN: local law may add duties or raise bars; it cannot lower the Code's).
    #[must_use]
    pub fn in_force(&self, place: &Place, day: Day) -> Law {
        let mut law = Law { day, place: place.clone(), rulings: BTreeMap::new() };
        let mut packs: Vec<_> = self.packs.iter().filter(|p| p.place.contains(place)).collect();
        packs.sort_by_key(|p| p.place.parts().len());
        for pack in packs {
            for rule in pack.rules.iter().filter(|r| r.from <= day && r.until.is_none_or(|end| day <= end)) {
                let confirmed = self.is_confirmed(pack.digest, rule.key);
                law.join(Ruling {
                    frozen: Frozen {
                        key: rule.key,
                        value: rule.value.clone(),
                        cite: rule.cite.clone(),
                        place: pack.place.clone(),
                        pack: Some(pack.digest),
                        binding: confirmed || rule.cite.confidence >= Confidence::SecondHand,
                    },
                    text: rule.text.clone(),
                    from: rule.from,
                });
            }
        }
        law
    }

    /// The most exact known place that a loosely written one (`浙江衢州衢江区`, or without its province `杭州西湖区`) lies
    /// in. City names are not shared between provinces.
    #[must_use]
    pub fn place_of(&self, text: &str) -> Place {
        let city = |p: &Place| p.parts().get(1).is_some_and(|city| text.starts_with(city.as_str()));
        let covering = self.packs.iter().map(|p| &p.place).filter(|p| p.covers_text(text) || city(p));
        covering.max_by_key(|p| p.parts().len()).cloned().unwrap_or_default()
    }
}

impl Law {
    fn join(&mut self, nearer: Ruling) {
        let key = nearer.frozen.key;
        match self.rulings.get(&key) {
            Some(held) if !replaces(key, &held.frozen, &nearer.frozen) => {}
            _ => {
                self.rulings.insert(key, nearer);
            }
        }
    }

    /// The same law with an estate's own rules on top. Rules that the law does not let an estate set are left out; the
    /// estate refuses them when they are entered, this is the second fence.
    #[must_use]
    pub fn with_own<'a>(mut self, own: impl IntoIterator<Item = &'a OwnRule>) -> Self {
        for rule in own {
            if rule.check(&self).is_ok() {
                let held = self.rulings.get(&rule.key);
                let ruling = Ruling {
                    frozen: Frozen {
                        key: rule.key,
                        value: rule.value.clone(),
                        cite: Cite {
                            article: rule.clause.clone(),
                            source: held.map(|h| h.frozen.cite.article.clone()).unwrap_or_default(),
                            confidence: Confidence::Statute,
                        },
                        place: self.place.clone(),
                        pack: None,
                        binding: true,
                    },
                    text: String::new(),
                    from: rule.from,
                };
                self.rulings.insert(rule.key, ruling);
            }
        }
        self
    }

    /// The ruling on `key`; `None` where the sources leave it open.
    #[must_use]
    pub fn get(&self, key: Key) -> Option<&Ruling> {
        self.rulings.get(&key)
    }

    /// Every ruling.
    pub fn iter(&self) -> impl Iterator<Item = &Ruling> {
        self.rulings.values()
    }

    /// Every rule, frozen: what a motion takes with it.
    #[must_use]
    pub fn freeze(&self) -> Vec<Frozen> {
        self.rulings.values().map(|r| r.frozen.clone()).collect()
    }
}

/// Whether the nearer rule replaces the farther one.
fn replaces(key: Key, held: &Frozen, nearer: &Frozen) -> bool {
    // An unverified value never replaces a verified one, and always gives way to it.
    if nearer.binding != held.binding {
        return nearer.binding;
    }
    match (key.direction(), &held.value, &nearer.value) {
        (Direction::Nearest, _, _) => true,
        (Direction::Upward, Value::Share(old), Value::Share(new)) => new.stricter_than(*old),
        (Direction::Upward, Value::Number(old), Value::Number(new)) => new > old,
        (Direction::Downward, Value::Number(old), Value::Number(new)) => new < old,
        _ => false,
    }
}
