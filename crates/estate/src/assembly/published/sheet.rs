//! What a notice publishes, sorted: one column of counts by heads, one by area.

use super::flags::Flags;
use super::share::{self, Interval};
use super::words::{self, Base, Form, Key, Of, Role};
use serde_json::{Map, Value};
use units::{Area, Decimal};

/// More heads than any estate has ballots is a slipped digit.
const HEADS_MAX: i64 = 10_000_000;
/// Nesting beyond this is no notice.
const DEPTH_MAX: usize = 8;
/// Keys under which notices list several items.
const ITEM_LISTS: &[&str] = &["items", "motions", "resolutions", "questions", "matters", "proposals", "results"];
/// Options of one item that are read; more is a list of something else.
const OPTIONS_MAX: usize = 200;

/// One published count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Cell {
    /// The notice does not speak of it.
    #[default]
    Absent,
    /// It does, without the figure.
    Unpublished,
    /// The figure.
    Known(i64),
}

impl Cell {
    pub(super) const fn known(self) -> Option<i64> {
        if let Self::Known(n) = self { Some(n) } else { None }
    }

    /// The figure, or none of them where the notice does not speak of any.
    pub(super) const fn or_none(self) -> Option<i64> {
        match self {
            Self::Absent => Some(0),
            Self::Unpublished => None,
            Self::Known(n) => Some(n),
        }
    }
}

/// The counts of one measure: heads, or area in cm².
#[derive(Clone, Debug, Default)]
pub(super) struct Column {
    pub(super) all: Cell,
    pub(super) taking: Cell,
    pub(super) approve: Cell,
    pub(super) against: Cell,
    pub(super) abstain: Cell,
    pub(super) invalid: Cell,
    pub(super) silent: Cell,
    /// Share of all that took part.
    pub(super) taking_share: Option<Interval>,
    /// Share of those taking part that approved.
    pub(super) support_share: Option<Interval>,
    /// Share that approved, of what is not said.
    pub(super) support_unsaid: Option<Interval>,
    /// Share of all that approved.
    pub(super) support_of_all: Option<Interval>,
}

/// A percentage that was published beside counts.
#[derive(Clone, Debug)]
pub(super) struct Published {
    pub(super) path: String,
    pub(super) role: Role,
    pub(super) area: bool,
    pub(super) of: Of,
    pub(super) share: Interval,
}

/// One of several options or candidates.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    pub(super) name: String,
    pub(super) owners: Cell,
    pub(super) area: Cell,
}

/// What bears on the base when owners are counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Roll {
    /// Units of a kind: (kind, units, area).
    pub(super) kinds: Vec<(&'static str, Cell, Cell)>,
    pub(super) units: Cell,
    /// Units sold and delivered.
    pub(super) sold: Option<i64>,
    pub(super) developer: Vec<i64>,
    /// Units of each buyer who has several.
    pub(super) buyers: Vec<i64>,
    /// Buyers who have several, where only their number and the units of all of them are published.
    pub(super) buyer_heads: Option<i64>,
    pub(super) joint: Option<i64>,
    /// A list of owners was given: (heads, units, area).
    pub(super) listed: Option<(i64, i64, Cell)>,
}

/// A notice's figures for one item.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    pub(super) name: Option<String>,
    pub(super) statute_item: Option<u8>,
    pub(super) owners: Column,
    pub(super) area: Column,
    pub(super) base: Option<Base>,
    pub(super) issued: Option<i64>,
    pub(super) returned: bool,
    pub(super) irregular: Option<i64>,
    pub(super) claimed: Option<i64>,
    pub(super) later: Option<i64>,
    pub(super) silent_rule: Option<String>,
    pub(super) published_result: Option<String>,
    pub(super) published_winner: Option<String>,
    pub(super) percents: Vec<Published>,
    pub(super) choices: Vec<Choice>,
    pub(super) seats: Option<u32>,
    pub(super) roll: Roll,
    pub(super) items: Vec<Sheet>,
    /// Whether any figure of votes was understood.
    pub(super) votes: bool,
    pub(super) flags: Flags,
}

impl Sheet {
    /// Reads the figures of a case.
    pub(super) fn read(figures: &Value) -> Self {
        let mut sheet = Self::default();
        match figures {
            Value::Object(map) => {
                sheet.object(map, &[], "", 0);
                sheet.read_items(map);
            }
            Value::Null => {}
            _ => sheet.flags.with("figure_not_understood", "figures"),
        }
        sheet
    }

    /// Items inherit what the notice says of all of them: bases, participation, rules.
    fn read_items(&mut self, map: &Map<String, Value>) {
        let Some(items) = ITEM_LISTS.iter().find_map(|key| map.get(*key).filter(|v| is_item_list(key, v))) else {
            return;
        };
        let named: Vec<(Option<&str>, &Value)> = match items {
            Value::Array(list) => list.iter().map(|v| (None, v)).collect(),
            Value::Object(map) => map.iter().map(|(k, v)| (Some(k.as_str()), v)).collect(),
            Value::Null => return,
            _ => return self.flags.with("figure_not_understood", "items"),
        };
        for (i, (key, value)) in named.into_iter().enumerate() {
            let Value::Object(fields) = value else {
                self.flags.with("figure_not_understood", &format!("items[{i}]"));
                continue;
            };
            let mut item = Self { items: Vec::new(), flags: Flags::default(), percents: Vec::new(), ..self.clone() };
            item.name = key.map(str::to_owned);
            item.begin_item();
            item.object(fields, &[], "", 0);
            self.items.push(item);
        }
    }

    /// What an item does not inherit: votes of the whole notice would be votes on every item.
    fn begin_item(&mut self) {
        for column in [&mut self.owners, &mut self.area] {
            let all = Column { all: column.all, taking: column.taking, silent: column.silent, ..Column::default() };
            *column = Column { taking_share: column.taking_share, ..all };
        }
        self.choices.clear();
        self.votes = false;
    }

    fn object(&mut self, map: &Map<String, Value>, words: &[String], path: &str, depth: usize) {
        for (key, value) in map {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            if depth > DEPTH_MAX {
                self.flags.with("figure_not_understood", &path);
            } else if !self.special(key, value, words, &path) {
                let words: Vec<String> = words.iter().cloned().chain(words::split(key)).collect();
                self.entry(value, &words, &path, depth);
            }
        }
    }

    fn entry(&mut self, value: &Value, words: &[String], path: &str, depth: usize) {
        match value {
            // An object whose own key says nothing known is not looked into: `fee.total` is no number of owners.
            Value::Object(map) if words::read(words).is_some() || is_wrapper(words) => {
                self.object(map, words, path, depth + 1);
            }
            Value::Array(list) => self.list(list, words, path),
            Value::Object(_) => self.flags.with("figure_not_understood", path),
            leaf => match words::read(words) {
                Some(key) => self.leaf(key, leaf, path),
                None => self.flags.with("figure_not_understood", path),
            },
        }
    }

    /// Keys that are not counts. Returns whether this is one.
    fn special(&mut self, key: &str, value: &Value, words: &[String], path: &str) -> bool {
        let text = || value.as_str().map(str::to_owned);
        match key {
            _ if words.is_empty() && ITEM_LISTS.contains(&key) && is_item_list(key, value) => {}
            "name" | "title" | "item" | "subject" | "matter" => self.name = text().or(self.name.take()),
            "note" | "notes" | "comment" | "remark" | "source" => {}
            "statute_item" | "statute" | "item_no" | "article_278_item" => {
                self.statute_item = super::item::read_number(value);
                if self.statute_item.is_none() && !value.is_null() {
                    self.flags.with("figure_not_understood", path);
                }
            }
            "rule" | "silent_rule" | "silent_policy" | "silence_clause" => self.silent_rule = text(),
            "published_result" | "announced_result" | "result" if value.is_string() => self.published_result = text(),
            "winner" | "elected" | "chosen" if value.is_string() => self.published_winner = text(),
            "channels" => self.channels(value, words, path),
            "options" | "candidates" | "choices" | "schemes" | "companies" => self.read_choices(value, path),
            "seats" | "to_elect" | "elect" | "positions" => {
                self.seats = value.as_u64().and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
                if self.seats.is_none() {
                    self.flags.with("figure_not_understood", path);
                }
            }
            _ => return false,
        }
        true
    }

    fn leaf(&mut self, key: Key, value: &Value, path: &str) {
        let text = match value {
            Value::Null => return self.unpublished(key),
            // The decimal text of the number, not the number: serde_json prints the shortest that reads back the same.
            Value::Number(n) => n.to_string(),
            Value::String(s) => s.trim().to_owned(),
            _ => return self.flags.with("figure_not_understood", path),
        };
        if key.form == Form::Number
            && let Ok(count) = read_count(&text, key.area)
        {
            if key.approx {
                self.flags.with("figure_is_approximate", path);
                return self.unpublished(key);
            }
            return self.count(key, count, path);
        }
        match share::read(&text, key.form, key.approx) {
            Some(share) if !key.area || key.form != Form::Number || !value.is_number() => self.share(key, share, path),
            _ => self.no_figure(&text, key, path),
        }
    }

    fn no_figure(&mut self, text: &str, key: Key, path: &str) {
        let rest = text.trim_start_matches(['约', '近', '~', '≈']).trim_end_matches("左右");
        if key.form == Form::Number && rest != text && read_count(rest, key.area).is_ok() {
            self.flags.with("figure_is_approximate", path);
            return self.unpublished(key);
        }
        self.flags.with("figure_not_understood", path);
    }

    fn unpublished(&mut self, key: Key) {
        if let Some(cell) = self.cell(key)
            && *cell == Cell::Absent
        {
            *cell = Cell::Unpublished;
        }
    }

    fn column(&mut self, area: bool) -> &mut Column {
        if area { &mut self.area } else { &mut self.owners }
    }

    fn cell(&mut self, key: Key) -> Option<&mut Cell> {
        let column = self.column(key.area);
        match key.role {
            Role::All => Some(&mut column.all),
            Role::Taking => Some(&mut column.taking),
            Role::For => Some(&mut column.approve),
            Role::Against => Some(&mut column.against),
            Role::Abstain => Some(&mut column.abstain),
            Role::Invalid => Some(&mut column.invalid),
            Role::Silent => Some(&mut column.silent),
            _ => None,
        }
    }

    fn count(&mut self, key: Key, count: i64, path: &str) {
        match key.role {
            Role::All if key.base == Base::Units && !key.area && self.owners.all.known().is_some() => {
                self.roll.units = Cell::Known(count);
            }
            Role::All if !key.area => self.base_of_owners(key, count, path),
            Role::Issued if !key.area => self.issued = Some(count),
            Role::Irregular if !key.area => self.irregular = Some(count),
            Role::Claimed if !key.area => self.claimed = Some(count),
            Role::Later if !key.area => self.later = Some(count),
            Role::Developer if !key.area => self.roll.developer.push(count),
            Role::Sold if !key.area => self.roll.sold = Some(count),
            Role::Joint if !key.area => self.roll.joint = Some(count),
            Role::Buyer if key.owners && !key.area => self.roll.buyer_heads = Some(count),
            Role::Buyer if !key.area => self.roll.buyers.push(count),
            Role::Kind(kind) => self.roll.kind(kind, key.area, count),
            _ => self.put(key, count, path),
        }
    }

    /// Owners go before units and households where a notice gives several bases.
    fn base_of_owners(&mut self, key: Key, count: i64, path: &str) {
        match self.base {
            Some(Base::Owners) if key.base != Base::Owners => {
                if key.base == Base::Units {
                    self.roll.units = Cell::Known(count);
                }
            }
            Some(held) if held != Base::Owners && key.base == Base::Owners => {
                if held == Base::Units {
                    self.roll.units = self.owners.all;
                }
                (self.owners.all, self.base) = (Cell::Known(count), Some(Base::Owners));
            }
            Some(held) if held != key.base => self.flags.with("base_given_twice", path),
            _ => {
                self.base = Some(key.base);
                self.put(key, count, path);
            }
        }
    }

    fn put(&mut self, key: Key, count: i64, path: &str) {
        self.votes |= !matches!(key.role, Role::All | Role::Taking);
        if key.role == Role::Silent && path.contains("majority") {
            self.silent_rule.get_or_insert_with(|| "count_to_majority".to_owned());
        }
        self.returned |= key.role == Role::Taking && path.contains("returned");
        match self.cell(key) {
            Some(Cell::Known(held)) if *held != count => self.flags.with("figure_given_twice", path),
            Some(cell) => *cell = Cell::Known(count),
            None => self.flags.with("figure_not_understood", path),
        }
    }

    fn share(&mut self, key: Key, share: Interval, path: &str) {
        if share.approx {
            self.flags.with("figure_is_approximate", path);
        }
        let column = self.column(key.area);
        match (key.role, key.of) {
            (Role::Taking, _) => column.taking_share = Some(share),
            (Role::For, Of::All) => column.support_of_all = Some(share),
            // “100 % of the residents agree”: everybody, whatever the base.
            (Role::For, Of::Unsaid) if share.is_everything() => column.support_of_all = Some(share),
            (Role::For, Of::Unsaid) => column.support_unsaid = Some(share),
            (Role::For, Of::Taking) => column.support_share = Some(share),
            (Role::Against | Role::Abstain | Role::Invalid | Role::Silent, _) => {}
            _ => return self.flags.with("figure_not_understood", path),
        }
        self.votes |= key.role != Role::Taking;
        let (role, area, of) = (key.role, key.area, key.of);
        self.percents.push(Published { path: path.to_owned(), role, area, of, share });
    }

    /// Ballots by channel must add up to what they are channels of.
    fn channels(&mut self, value: &Value, words: &[String], path: &str) {
        let heads = |v: &Value| match v {
            Value::Object(o) => o.get("owners").and_then(Value::as_i64),
            v => v.as_i64(),
        };
        let Value::Object(map) = value else { return };
        let Some(sum) = map.values().map(heads).try_fold(0_i64, |sum, n| sum.checked_add(n?)) else {
            return self.flags.with("figure_not_understood", path);
        };
        if let Some(key) = words::read(words) {
            self.channel_sums(key, sum);
        }
    }

    fn channel_sums(&mut self, key: Key, sum: i64) {
        // The figure itself may stand behind its channels; checked when the sheet is complete.
        let name = super::flags::role_name(key.role);
        self.flags.later(name, sum);
    }

    /// Checks the sums of channels once everything is read.
    pub(super) fn check_channels(&mut self) {
        for (name, sum) in self.flags.take_later() {
            let cell = match name {
                "for" => self.owners.approve,
                "against" => self.owners.against,
                "abstain" => self.owners.abstain,
                "invalid" => self.owners.invalid,
                "participation" => self.owners.taking,
                _ => continue,
            };
            if cell.known().is_some_and(|n| n != sum) {
                self.flags.with("channels_do_not_add_up", name);
            }
        }
    }

    fn read_choices(&mut self, value: &Value, path: &str) {
        let named: Vec<(Option<&str>, &Value)> = match value {
            Value::Array(list) => list.iter().map(|v| (None, v)).collect(),
            Value::Object(map) => map.iter().map(|(k, v)| (Some(k.as_str()), v)).collect(),
            _ => return self.flags.with("figure_not_understood", path),
        };
        if named.len() > OPTIONS_MAX {
            return self.flags.with("figure_not_understood", path);
        }
        for (i, (key, value)) in named.into_iter().enumerate() {
            let mut option = Self::default();
            match value {
                Value::Object(map) => {
                    let label = ["label", "option", "candidate", "company"].iter().find_map(|k| map.get(*k)?.as_str());
                    option.name = label.map(str::to_owned);
                    let label_free = map.iter().filter(|(k, v)| !(v.is_string() && is_label(k)));
                    let fields: Map<String, Value> = label_free.map(|(k, v)| (k.clone(), v.clone())).collect();
                    option.object(&fields, &["for".to_owned()], &format!("{path}[{i}]"), 1);
                }
                number => option.entry(number, &["for".to_owned()], &format!("{path}[{i}]"), 1),
            }
            let name = option.name.or(key.map(str::to_owned)).unwrap_or_else(|| format!("{}", i + 1));
            self.choices.push(Choice { name, owners: option.owners.approve, area: option.area.approve });
            self.flags.join(option.flags);
        }
        self.votes = true;
    }

    /// Lists: units of several buyers, or the owners one by one.
    fn list(&mut self, list: &[Value], words: &[String], path: &str) {
        let Some(key) = words::read(words) else { return self.flags.with("figure_not_understood", path) };
        let numbers: Option<Vec<i64>> = list.iter().map(units_of).collect();
        match (key.role, numbers) {
            (Role::Buyer, Some(units)) => self.roll.buyers.extend(units),
            (Role::Developer, Some(units)) => self.roll.developer.extend(units),
            (Role::All, _) if !key.area && list.iter().all(Value::is_object) && !list.is_empty() => {
                self.listed(list, path);
            }
            _ => self.flags.with("figure_not_understood", path),
        }
    }

    fn listed(&mut self, list: &[Value], path: &str) {
        let mut names: Vec<&str> = Vec::new();
        let (mut units, mut anonymous, mut area) = (0_i64, 0_i64, Cell::Known(0));
        for owner in list {
            let Some(n) = units_of(owner) else { return self.flags.with("figure_not_understood", path) };
            units += n;
            match ["name", "owner", "buyer", "id"].iter().find_map(|k| owner.get(*k)?.as_str()) {
                Some(name) if !names.contains(&name) => names.push(name),
                Some(_) => {}
                None => anonymous += 1,
            }
            let own = owner.get("area").and_then(|v| read_count(&v.to_string(), true).ok());
            area = match (area, own) {
                (Cell::Known(sum), Some(own)) => Cell::Known(sum + own),
                _ => Cell::Unpublished,
            };
        }
        let heads = anonymous + i64::try_from(names.len()).unwrap_or(i64::MAX);
        self.roll.listed = Some((heads, units, area));
    }
}

impl Roll {
    fn kind(&mut self, kind: &'static str, area: bool, count: i64) {
        let at = match self.kinds.iter().position(|(k, ..)| *k == kind) {
            Some(at) => at,
            None => {
                self.kinds.push((kind, Cell::Absent, Cell::Absent));
                self.kinds.len() - 1
            }
        };
        let cell = if area { &mut self.kinds[at].2 } else { &mut self.kinds[at].1 };
        *cell = Cell::Known(count + cell.known().unwrap_or(0));
    }

    /// Whether anything here bears on the base.
    pub(super) fn speaks(&self) -> bool {
        !self.kinds.is_empty()
            || self.units.known().or(self.sold).is_some()
            || !self.developer.is_empty()
            || !self.buyers.is_empty()
            || self.buyer_heads.is_some()
            || self.listed.is_some()
    }
}

/// `items` is always meant as one; another word only where it holds a list of objects.
fn is_item_list(key: &str, value: &Value) -> bool {
    key == "items" || value.as_array().is_some_and(|list| !list.is_empty() && list.iter().all(Value::is_object))
}

fn is_wrapper(words: &[String]) -> bool {
    words.iter().all(|w| {
        ["votes", "vote", "ballots", "result", "results", "tally", "count", "counts", "figures", "data", "summary"]
            .contains(&w.as_str())
    })
}

fn is_label(key: &str) -> bool {
    ["label", "option", "candidate", "company"].contains(&key)
}

/// Units of one buyer in a list: `3`, or an object that says so; an owner listed without them has one.
fn units_of(value: &Value) -> Option<i64> {
    let units = match value {
        Value::Number(n) => n.as_i64()?,
        Value::Object(map) => match map.get("units").or_else(|| map.get("unit_count")) {
            Some(n) => n.as_i64()?,
            None => 1,
        },
        _ => return None,
    };
    (1..=HEADS_MAX).contains(&units).then_some(units)
}

/// A number of heads, or an area in cm².
fn read_count(text: &str, area: bool) -> Result<i64, ()> {
    if area {
        return Area::parse(text).map(Area::cm2).map_err(drop);
    }
    let bare = ["户", "人", "票", "名", "位", "套"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    let heads = Decimal::parse(bare, 0).map_err(drop)?.value();
    if (0..=HEADS_MAX).contains(&heads) { Ok(heads) } else { Err(()) }
}
