//! The questions the product asks of the law. A pack answers them; it cannot invent new ones.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What may replace a rule's value from nearer by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Local law may only raise it (thresholds, notice in the owners' favour): the stricter of all holds.
    Upward,
    /// Local law may only lower it (time limits in the owners' favour): the smallest of all holds.
    Downward,
    /// The nearest law that speaks holds.
    Nearest,
}

/// What an estate's own 议事规则 or 管理规约 may do with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settable {
    /// Nothing.
    No,
    /// Set it on the side the direction allows, never past the law.
    Within,
    /// The same, but what no law says and we assumed gives way to what the owners say.
    WithinLaw,
    /// Set it to any of the key's words or numbers.
    Freely,
}

/// How a key's value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A share with its edge.
    Share,
    /// A number.
    Number,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Several of these words.
    Words(&'static [&'static str]),
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $shape:expr, $direction:ident, $settable:ident;)*) => {
        /// A question to the law.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Key {
            $($(#[$doc])* #[serde(rename = $word)] $name,)*
        }

        impl Key {
            /// Every key.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Its name in packs, in the record and in translations.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// How its value is written.
            #[must_use]
            pub const fn shape(self) -> Shape {
                match self { $(Self::$name => $shape,)* }
            }

            /// How nearer law may change it.
            #[must_use]
            pub const fn direction(self) -> Direction {
                match self { $(Self::$name => Direction::$direction,)* }
            }

            /// What an estate's own rules may do with it.
            #[must_use]
            pub const fn settable(self) -> Settable {
                match self { $(Self::$name => Settable::$settable,)* }
            }
        }
    };
}

const YES_NO: &[&str] = &["yes", "no"];
/// The kinds of exclusive unit, as `estate::roll` names them.
const UNIT_KINDS: &[&str] = &["home", "shop", "office", "parking", "garage", "storage", "facility"];
/// The ways to bring a ballot to a unit, as `estate::assembly` names them.
const SERVICE_WAYS: &[&str] = &["in-person", "post", "telephone", "sms", "wechat", "posted"];
const ITEMS: &[&str] = &["1", "2", "3", "4", "5", "6", "7", "8", "9"];

keys! {
    /// Share of all owners that must take part (R-VOTE-1).
    Quorum = "vote.quorum", Shape::Share, Upward, No;
    /// Approval an ordinary item needs (R-VOTE-3).
    Ordinary = "vote.ordinary", Shape::Share, Upward, No;
    /// Approval a special item needs (R-VOTE-2).
    Special = "vote.special", Shape::Share, Upward, No;
    /// The items of 民法典第二百七十八条第一款 that need special approval, in its numbering.
    SpecialItems = "vote.special-items", Shape::Words(ITEMS), Nearest, No;
    /// Over whom approval is counted.
    ApprovalBase = "vote.base", Shape::Word(&["participating", "all"]), Nearest, No;
    /// Whether an abstention handed in is participation (R-VOTE-6).
    Abstain = "vote.abstain", Shape::Word(&["participates", "stays-out"]), Nearest, No;
    /// Whether an invalid ballot is participation (R-VOTE-7).
    Invalid = "vote.invalid", Shape::Word(&["participates", "stays-out"]), Nearest, Freely;
    /// What becomes of silent owners (R-VOTE-9).
    Silent = "vote.silent", Shape::Word(&["exclude", "count-to-majority"]), Nearest, Freely;
    /// By which ways a ballot can be served so that silence may count (R-VOTE-9: by an agreed way; R-GR-22: sent to every
    /// owner, posted where that failed).
    ServiceWays = "vote.service-ways", Shape::Words(SERVICE_WAYS), Nearest, Freely;
    /// What share of all owners, by heads and by area, the voted majority must itself reach before silent owners may be
    /// counted to it (R-VOTE-9: 浙江省物业管理条例第十条). Open where no law sets one.
    SilentFloor = "vote.silent-floor", Shape::Share, Upward, No;
    /// Which of two ballots of one owner counts.
    TwoBallots = "vote.two-ballots", Shape::Word(&["first-received"]), Nearest, No;
    /// Whether a ballot may be changed before the close.
    ChangeBallot = "vote.change", Shape::Word(YES_NO), Nearest, No;
    /// Whether owners may vote by proxy (R-PMR-12).
    Proxy = "vote.proxy", Shape::Word(YES_NO), Nearest, No;
    /// How many owners one proxy may stand for; no law read sets it, so it holds only where an estate's rules do.
    ProxyMax = "vote.proxy-max", Shape::Number, Downward, Freely;
    /// How an owners' representative votes (R-GR-27): under a written mandate for a time, or only by handing over opinions
    /// that each owner signed for this meeting.
    Representative = "vote.representative", Shape::Word(&["mandate", "signed-opinions"]), Nearest, No;
    /// Natural days before the meeting by which a representative asks the owners in writing (聊城市物业管理条例第十七条).
    /// Open where no law sets them.
    RepresentativeDays = "vote.representative-days", Shape::Number, Upward, Within;
    /// How ballots of several channels (phone, paper, doorstep) join (聊城市物业管理条例第十六条).
    MixedChannels = "vote.mixed-channels", Shape::Word(&["counted-together"]), Nearest, No;
    /// Whether paper must be given to every owner beside voting by phone, or to those who ask for it
    /// (聊城市物业管理条例第十六条, 杭州市物业管理条例第二十条).
    Paper = "vote.paper", Shape::Word(&["always", "on-request"]), Nearest, No;
    /// Whether votes by phone must be cast on an official platform instead of here (R-BJ-35, R-QY-17).
    PhoneChannel = "vote.phone", Shape::Word(&["here", "official-platform"]), Nearest, No;
    /// How many of one buyer's units make one head (R-CNT-2).
    OneBuyer = "heads.one-buyer", Shape::Word(&["one-head", "one-a-unit"]), Nearest, No;
    /// How the developer's unsold and undelivered units count (R-CNT-2).
    Developer = "heads.developer", Shape::Word(&["one-head", "one-a-unit"]), Nearest, No;
    /// How the co-owners of one unit vote (R-CNT-5).
    CoOwners = "heads.co-owners", Shape::Word(&["one-voice"]), Nearest, No;
    /// Which of several areas of a unit counts (R-CNT-1).
    AreaSources = "area.sources", Shape::Words(&["register", "survey", "contract"]), Nearest, No;
    /// Which kinds of unit count for an estate's joint decisions (R-CNT-6).
    UnitKinds = "electorate.kinds", Shape::Words(UNIT_KINDS), Nearest, Freely;
    /// Who decides on a common part that only some owners share (R-MF-22, 上海市住宅物业管理规定第六十九条).
    Partial = "electorate.partial", Shape::Word(&["sharers", "all"]), Nearest, No;
    /// What share of the owners may demand an extraordinary meeting (R-PMR-13).
    Request = "meeting.request", Shape::Share, Nearest, No;
    /// Whether that share is counted by heads alone or by area as well (R-PMR-13).
    RequestBasis = "meeting.request-basis", Shape::Word(&["heads", "heads-and-area"]), Nearest, No;
    /// Natural days between notice and the start of a vote (R-PMR-14).
    NoticeDays = "notice.days", Shape::Number, Upward, Within;
    /// Whether the residents' committee must be told with the notice (R-PMR-14, R-PMR-20).
    TellCommittee = "notice.residents-committee", Shape::Word(YES_NO), Nearest, No;
    /// Whether a vote may only be on items that were in the notice.
    AgendaOnly = "notice.agenda-only", Shape::Word(YES_NO), Nearest, No;
    /// Natural days the frozen roll is shown before the vote.
    RollDays = "roll.days", Shape::Number, Upward, Within;
    /// Natural days within which a result is published.
    PublishDays = "result.publish-days", Shape::Number, Downward, Within;
    /// Natural days a result stays published.
    ShownDays = "result.shown-days", Shape::Number, Upward, Within;
    /// Whether the frozen roll must hang in the estate (R-GR-12).
    PostRoll = "posting.roll", Shape::Word(YES_NO), Nearest, Within;
    /// Whether the notice of a vote must hang in the estate (北京市物业管理条例第三十五条).
    PostNotice = "posting.notice", Shape::Word(YES_NO), Nearest, Within;
    /// Whether the result must hang in the estate (R-GR-29, R-BJ-37).
    PostResult = "posting.result", Shape::Word(YES_NO), Nearest, Within;
    /// Which days a paper's hanging is counted in: natural days, or Monday to Friday.
    PostingDays = "posting.days", Shape::Word(&["natural", "working"]), Nearest, Freely;
    /// How many members the owners' committee has; no law fixes it, so it holds only where an estate's rules do
    /// (指导规则第十九条第八项).
    CommitteeSize = "committee.size", Shape::Number, Nearest, Freely;
    /// Most members of an owners' committee (R-GR-31).
    CommitteeMost = "committee.most", Shape::Number, Nearest, No;
    /// Years of a committee's term at most (R-GR-32).
    CommitteeYears = "committee.years", Shape::Number, Downward, Within;
    /// Months before the end of its term by which the committee's election is organised (R-GR-47).
    CommitteeElection = "committee.election-months", Shape::Number, Upward, No;
    /// Who decides that the committee's seal is used: one of its members, or half of all of them
    /// (指导规则第三十八条、第四十一条).
    SealApproval = "seal.approval", Shape::Word(&["one-member", "half-of-members"]), Nearest, No;
    /// What the owners' assembly's seal is used by (指导规则第四十一条).
    SealGround = "seal.ground", Shape::Word(&["decision-or-rules"]), Nearest, No;
    /// Months after which uses of the seals are published; periods follow the calendar (杭州市物业管理条例第三十条).
    SealPublish = "seal.publish-months", Shape::Number, Downward, WithinLaw;
    /// Years in which an owner may ask a court to revoke (R-SPC-12).
    RevokeYears = "revoke.years", Shape::Number, Nearest, No;
    /// Days in which an election, rules or a covenant are filed (物业管理条例第十六条).
    FileDays = "file.days", Shape::Number, Downward, No;
}

impl Key {
    /// The key of this name.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.word() == word)
    }

    /// The words its value may take; empty for shares and numbers.
    #[must_use]
    pub const fn words(self) -> &'static [&'static str] {
        match self.shape() {
            Shape::Word(words) | Shape::Words(words) => words,
            Shape::Share | Shape::Number => &[],
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
