//! 送达: attempts to bring a ballot to a unit, and which of them silence may count on.

use super::{Electorate, Motion, Voter, VoterId};
use law::Key;
use serde::{Deserialize, Serialize};
use units::{Actor, Moment, PersonId, Sealed, UnitId, limits, words};

words! {
    /// How a ballot was brought to a unit (`way-<word>`).
    Way {
        /// 当面.
        InPerson = "in-person",
        /// 邮寄.
        Post = "post",
        /// 电话.
        Telephone = "telephone",
        /// 短信.
        Sms = "sms",
        /// 微信.
        WeChat = "wechat",
        /// 张贴: where nobody could be reached (指导规则第二十二条).
        Posted = "posted",
    }
}

words! {
    /// What came of it (`outcome-<word>`).
    Outcome {
        /// 送到.
        Served = "served",
        /// 不收.
        Refused = "refused",
        /// 空房.
        Vacant = "vacant",
        /// 租户在, 业主不在.
        Tenant = "tenant",
        /// 没人、联系不上.
        Unreachable = "unreachable",
    }
}

/// One attempt to serve a ballot on a unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it was recorded.
    pub at: Moment,
    /// Who went.
    pub by: Actor,
    /// Who was there too.
    pub with: Option<PersonId>,
    /// When it was, as the phone at the door says: a claim beside [`Attempt::at`], never instead of it.
    pub said: Option<Moment>,
    /// How.
    pub way: Way,
    /// What came of it.
    pub outcome: Outcome,
    /// What proves it.
    pub proof: Option<Sealed<String>>,
    /// When it was taken back as a mistake; then it is nothing but a trace.
    pub back: Option<Moment>,
}

impl Attempt {
    /// Whether it proves service for counting silence (R-VOTE-9): served, with two names who stood there or else with a
    /// proof, recorded before the vote closed by the record's own time, and not taken back.
    #[must_use]
    pub fn proves_service(&self, closes: Moment) -> bool {
        let proved = self.way == Way::InPerson || self.proof.is_some();
        proved && self.outcome == Outcome::Served && self.with.is_some() && self.back.is_none() && self.at < closes
    }

    /// Whether the time the phone says cannot be right: after the record's own, or before the notice.
    #[must_use]
    pub fn said_is_doubtful(&self, notice: Moment) -> bool {
        self.said.is_some_and(|said| said > self.at.plus_ms(limits::PHONE_CLOCK_AHEAD_MS) || said < notice)
    }
}

impl Motion {
    /// The attempt by which a unit was served so that its silence may count (R-VOTE-9): it proves service, by a way the
    /// rules name, and posting only where it was tried otherwise before (R-GR-22).
    #[must_use]
    pub fn service(&self, unit: UnitId) -> Option<&Attempt> {
        let ways = self.rule(Key::ServiceWays).map(|r| r.value.words()).unwrap_or_default();
        let mut tried = false;
        self.attempts_on(unit).iter().filter(|a| a.back.is_none()).find(|a| {
            let before = tried;
            tried |= a.way != Way::Posted;
            let agreed = ways.iter().any(|way| way == a.way.word());
            agreed && a.proves_service(self.closes) && (a.way != Way::Posted || before)
        })
    }

    /// Voters who were served and returned nothing: for every unit of theirs there is a record of [`Self::service`].
    pub fn silent_voters(&self) -> impl Iterator<Item = (VoterId, &Voter)> {
        let served = |unit: &UnitId| self.service(*unit).is_some();
        self.electorate.iter().flat_map(Electorate::iter).filter(move |(id, voter)| {
            !self.ballots.contains_key(id) && voter.units.iter().all(|(unit, _)| served(unit))
        })
    }
}
