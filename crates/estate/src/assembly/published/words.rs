//! What a figure's key says: `for_owners_pct_of_participating` is approval, by heads, a percentage of those taking part.
//!
//! A key is understood only when every word of it is. Half understood, `total_arrears` would become a number of owners.

/// One word of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    For,
    Against,
    Abstain,
    Invalid,
    Silent,
    Irregular,
    Claimed,
    Later,
    Taking,
    Voters,
    Returned,
    Issued,
    Total,
    Eligible,
    Owners,
    Households,
    Units,
    Residents,
    Votes,
    Majority,
    Area,
    Percent,
    Share,
    Of,
    Not,
    No,
    Approx,
    Developer,
    Delivered,
    Sold,
    Buyer,
    Joint,
    Kind(&'static str),
    Filler,
    Unknown,
}

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    All,
    Issued,
    Taking,
    For,
    Against,
    Abstain,
    Invalid,
    Silent,
    /// Ballots marked twice or not signed properly, wherever they were counted.
    Irregular,
    /// A count somebody else gives.
    Claimed,
    /// Owners who changed their mind after the decision.
    Later,
    /// Units of the developer, unsold or undelivered.
    Developer,
    /// Units of buyers who have several, or with [`Key::owners`] the number of such buyers.
    Buyer,
    /// Co-owners, or units that have several.
    Joint,
    /// Units that are sold and delivered.
    Sold,
    /// Units of one kind.
    Kind(&'static str),
}

/// How a figure is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Number,
    Percent,
    Share,
}

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Taking,
    All,
    Unsaid,
}

/// Who is counted where the key does not say owners.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Owners,
    Households,
    Units,
    Votes,
    Residents,
}

impl Base {
    /// Its name in flags.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Owners => "owners",
            Self::Households => "households",
            Self::Units => "units",
            Self::Votes => "votes",
            Self::Residents => "residents",
        }
    }

    /// Whether a count over it says nothing about heads of owners: one owner may hold several votes, and residents
    /// need not be owners. A household or a unit is one head, with the exceptions of 解释第九条.
    pub(super) const fn is_not_heads(self) -> bool {
        matches!(self, Self::Votes | Self::Residents)
    }
}

/// A key, understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) role: Role,
    pub(super) area: bool,
    pub(super) form: Form,
    pub(super) of: Of,
    pub(super) approx: bool,
    pub(super) base: Base,
    /// Whether the key counts owners or buyers, not their units: `multi_unit_owners`, not `one_buyer_units`.
    pub(super) owners: bool,
}

/// Chinese words in keys, the longest first, so that 不同意 is not read as 同意.
const CHINESE: &[(&str, &str)] = &[
    ("已通知未表决", "silent"),
    ("未参与表决", "silent"),
    ("不同意", "against"),
    ("未表决", "silent"),
    ("未投票", "silent"),
    ("无效票", "invalid"),
    ("参与表决", "participating"),
    ("总人数", "total_owners"),
    ("总户数", "total_households"),
    ("总票数", "total_votes"),
    ("总面积", "total_area"),
    ("赞成", "for"),
    ("同意", "for"),
    ("反对", "against"),
    ("弃权", "abstain"),
    ("废票", "invalid"),
    ("无效", "invalid"),
    ("参与", "participating"),
    ("参加", "participating"),
    ("面积", "area"),
    ("人数", "owners"),
    ("户数", "households"),
    ("业主", "owners"),
    ("票数", "votes"),
    ("比例", "share"),
    ("占比", "share"),
    ("票", "votes"),
];

/// The words of a key, lower case: `forOwners`, `for-owners` and `for_owners` are the same.
pub(super) fn split(key: &str) -> Vec<String> {
    let mut text = String::with_capacity(key.len() + 8);
    for c in key.chars() {
        if c.is_ascii_uppercase() && text.ends_with(|l: char| l.is_ascii_lowercase()) {
            text.push('_');
        }
        text.push(c.to_ascii_lowercase());
    }
    for (chinese, word) in CHINESE {
        if text.contains(chinese) {
            text = text.replace(chinese, &format!("_{word}_"));
        }
    }
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

fn word(text: &str) -> Word {
    match text {
        "for" | "pass" | "approve" | "approved" | "approving" | "approval" | "agree" | "agreed" | "agreeing"
        | "yes" | "favour" | "favor" | "support" | "supporting" | "consent" | "consents" | "consented"
        | "consenting" => Word::For,
        "against" | "oppose" | "opposed" | "opposing" | "disagree" | "disagreed" | "reject" | "rejected"
        | "objecting" | "objected" | "refused" => Word::Against,
        "abstain" | "abstained" | "abstaining" | "abstention" | "abstentions" | "neutral" => Word::Abstain,
        "invalid" | "void" | "spoiled" | "spoilt" => Word::Invalid,
        "silent" | "unreturned" | "unvoted" => Word::Silent,
        "irregular" => Word::Irregular,
        "claimed" | "alleged" => Word::Claimed,
        "later" | "withdrawn" | "withdrew" | "regretted" => Word::Later,
        "participating" | "participated" | "participants" | "participant" | "participation" | "turnout" | "voted"
        | "cast" => Word::Taking,
        "voters" | "voter" | "voting" => Word::Voters,
        "returned" | "recovered" | "collected" | "responded" | "response" => Word::Returned,
        "issued" | "distributed" | "sent" | "served" => Word::Issued,
        "total" | "all" | "base" | "registered" | "electorate" | "overall" | "whole" => Word::Total,
        "eligible" | "entitled" => Word::Eligible,
        "owners" | "owner" | "people" | "persons" | "person" | "heads" | "head" | "headcount" => Word::Owners,
        "households" | "household" => Word::Households,
        "units" | "unit" | "suites" | "apartments" | "flats" => Word::Units,
        "residents" | "resident" | "occupants" => Word::Residents,
        "votes" | "vote" | "ballots" | "ballot" | "tickets" => Word::Votes,
        "majority" => Word::Majority,
        "area" | "areas" | "m2" | "sqm" | "floorspace" => Word::Area,
        "pct" | "percent" | "percentage" => Word::Percent,
        "share" | "ratio" | "rate" | "fraction" => Word::Share,
        "of" => Word::Of,
        "not" | "without" => Word::Not,
        "no" => Word::No,
        "approx" | "approximately" | "approximate" | "about" | "around" | "estimated" => Word::Approx,
        "developer" | "developers" | "unsold" | "undelivered" => Word::Developer,
        "delivered" => Word::Delivered,
        "sold" => Word::Sold,
        "buyer" | "buyers" | "multi" | "multiple" | "several" | "same" | "one" => Word::Buyer,
        "co" | "joint" | "coowners" => Word::Joint,
        "home" | "homes" | "residential" | "dwelling" | "dwellings" => Word::Kind("home"),
        "shop" | "shops" | "commercial" => Word::Kind("shop"),
        "office" | "offices" => Word::Kind("office"),
        "parking" | "spaces" => Word::Kind("parking"),
        "garage" | "garages" | "basement" => Word::Kind("garage"),
        "storage" | "storerooms" | "storeroom" => Word::Kind("storage"),
        "facility" | "facilities" | "amenities" => Word::Kind("facility"),
        "the" | "in" | "by" | "and" | "number" | "count" | "counts" | "counted" | "tally" | "result" | "results"
        | "summary" | "published" | "announced" | "reported" | "exclusive" | "building" | "floor" | "but" | "owned"
        | "held" | "space" | "rooms" | "room" | "were" | "who" | "to" | "is" | "a" | "valid" | "with" | "yet"
        | "notified" | "informed" | "electronic" | "paper" => Word::Filler,
        _ => Word::Unknown,
    }
}

/// Reads a key given as its words, outermost first; `None` where a word of it is not known.
pub(super) fn read(words: &[String]) -> Option<Key> {
    let words: Vec<Word> = words.iter().map(|w| word(w)).collect();
    let has = |word: Word| words.contains(&word);
    if has(Word::Unknown) && !has(Word::Claimed) {
        return None;
    }
    let cut = words.iter().position(|w| *w == Word::Of).unwrap_or(words.len());
    let (what, whole) = words.split_at(cut);
    let role = role(what)?;
    Some(Key {
        role,
        area: what.contains(&Word::Area),
        form: form(&words),
        of: of(whole),
        approx: has(Word::Approx),
        base: base(what),
        owners: what.first() != Some(&Word::Units) && what.last() != Some(&Word::Units),
    })
}

fn role(words: &[Word]) -> Option<Role> {
    let has = |word: Word| words.contains(&word);
    let negated = has(Word::Not) || has(Word::No);
    if has(Word::Not) && has(Word::Delivered) {
        return Some(Role::Developer);
    }
    let stayed_away = negated && (has(Word::Returned) || has(Word::Taking) || has(Word::Voters));
    if has(Word::Silent) || stayed_away || has(Word::Majority) {
        return Some(Role::Silent);
    }
    if has(Word::Not) {
        return None;
    }
    // Delivered homes are not delivered ballots.
    if (has(Word::Sold) || has(Word::Delivered)) && !has(Word::Votes) {
        return has(Word::Units).then_some(Role::Sold);
    }
    if has(Word::Eligible) || has(Word::Voters) && has(Word::Total) {
        return Some(Role::All);
    }
    named(words).or_else(|| whole(words))
}

/// The role a word of the key names.
fn named(words: &[Word]) -> Option<Role> {
    let first = [
        (Word::Claimed, Role::Claimed),
        (Word::Later, Role::Later),
        (Word::Irregular, Role::Irregular),
        (Word::Invalid, Role::Invalid),
        (Word::Abstain, Role::Abstain),
        (Word::Against, Role::Against),
        (Word::No, Role::Against),
        (Word::For, Role::For),
        (Word::Developer, Role::Developer),
        (Word::Joint, Role::Joint),
        (Word::Taking, Role::Taking),
        (Word::Voters, Role::Taking),
        (Word::Returned, Role::Taking),
        (Word::Issued, Role::Issued),
        (Word::Delivered, Role::Issued),
    ];
    if let Some((_, role)) = first.into_iter().find(|(word, _)| words.contains(word)) {
        return Some(role);
    }
    if let Some(kind) = words.iter().find_map(|w| if let Word::Kind(kind) = w { Some(*kind) } else { None }) {
        return Some(Role::Kind(kind));
    }
    words.contains(&Word::Buyer).then_some(Role::Buyer)
}

/// A figure that names nothing but what is counted is the whole; ballots alone are those cast.
fn whole(words: &[Word]) -> Option<Role> {
    let has = |word: Word| words.contains(&word);
    let counted = [Word::Owners, Word::Households, Word::Units, Word::Residents, Word::Area];
    if has(Word::Total) || counted.into_iter().any(has) {
        return Some(Role::All);
    }
    has(Word::Votes).then_some(Role::Taking)
}

fn form(words: &[Word]) -> Form {
    if words.contains(&Word::Percent) {
        Form::Percent
    } else if words.contains(&Word::Share) {
        Form::Share
    } else {
        Form::Number
    }
}

fn of(whole: &[Word]) -> Of {
    if [Word::Taking, Word::Voters, Word::Returned].iter().any(|w| whole.contains(w)) {
        Of::Taking
    } else if whole.is_empty() {
        Of::Unsaid
    } else {
        Of::All
    }
}

fn base(words: &[Word]) -> Base {
    let named = [
        (Word::Owners, Base::Owners),
        (Word::Households, Base::Households),
        (Word::Units, Base::Units),
        (Word::Votes, Base::Votes),
        (Word::Residents, Base::Residents),
    ];
    named.into_iter().find(|(word, _)| words.contains(word)).map_or(Base::Owners, |(_, base)| base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> Option<Key> {
        read(&split(text))
    }

    #[test]
    fn keys_as_notices_were_transcribed() {
        for (text, role, area, form, of) in [
            ("total_owners", Role::All, false, Form::Number, Of::Unsaid),
            ("owners", Role::All, false, Form::Number, Of::Unsaid),
            ("total_area", Role::All, true, Form::Number, Of::Unsaid),
            ("participating_area", Role::Taking, true, Form::Number, Of::Unsaid),
            ("for", Role::For, false, Form::Number, Of::Unsaid),
            ("forOwners", Role::For, false, Form::Number, Of::Unsaid),
            ("for_pct_of_returned", Role::For, false, Form::Percent, Of::Taking),
            ("for_share_of_all_approx", Role::For, false, Form::Share, Of::All),
            ("for_of_participating", Role::For, false, Form::Number, Of::Taking),
            ("against_pct", Role::Against, false, Form::Percent, Of::Unsaid),
            ("served_not_returned", Role::Silent, false, Form::Number, Of::Unsaid),
            ("not_voted_area", Role::Silent, true, Form::Number, Of::Unsaid),
            ("returned", Role::Taking, false, Form::Number, Of::Unsaid),
            ("valid_votes", Role::Taking, false, Form::Number, Of::Unsaid),
            ("votes_for", Role::For, false, Form::Number, Of::Unsaid),
            ("registered_voters", Role::All, false, Form::Number, Of::Unsaid),
            ("voters", Role::Taking, false, Form::Number, Of::Unsaid),
            ("silent_counted_to_majority", Role::Silent, false, Form::Number, Of::Unsaid),
            ("sold_not_delivered", Role::Developer, false, Form::Number, Of::Unsaid),
            ("sold_units", Role::Sold, false, Form::Number, Of::Unsaid),
            ("unsold_units", Role::Developer, false, Form::Number, Of::Unsaid),
            ("ballots_delivered", Role::Issued, false, Form::Number, Of::Unsaid),
            ("issued", Role::Issued, false, Form::Number, Of::Unsaid),
            ("irregular_ballots", Role::Irregular, false, Form::Number, Of::Unsaid),
            ("claimed_for_by_street_office", Role::Claimed, false, Form::Number, Of::Unsaid),
            ("later_objecting", Role::Later, false, Form::Number, Of::Unsaid),
            ("developer_unsold_units", Role::Developer, false, Form::Number, Of::Unsaid),
            ("garage_area", Role::Kind("garage"), true, Form::Number, Of::Unsaid),
            ("不同意人数", Role::Against, false, Form::Number, Of::Unsaid),
            ("总面积", Role::All, true, Form::Number, Of::Unsaid),
        ] {
            let got = key(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((got.role, got.area, got.form, got.of), (role, area, form, of), "{text}");
        }
        assert!(key("total_area_approx").is_some_and(|k| k.approx));
        assert_eq!(key("total_votes").map(|k| k.base), Some(Base::Votes));
    }

    #[test]
    fn a_key_half_understood_is_not_understood() {
        for text in
            ["fee_before", "avg_area", "total_arrears", "revenue_split", "", "not_sure", "票价", "delivered_area"]
        {
            assert_eq!(key(text), None, "{text}");
        }
    }
}
