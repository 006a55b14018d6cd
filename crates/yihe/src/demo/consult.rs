//! Consultations of the demo: households asked before a first assembly, and about a lift.

use super::people::lot;
use super::planter::{Planter, Voice};
use crate::open::Failure;
use estate::Command;
use estate::assembly::Scope;
use estate::consent::{Ask, Command as Consent, Purpose, Said, SourceLevel, View, Way};
use std::collections::{BTreeMap, BTreeSet};
use units::{ConsentId, Threshold, UnitId};

/// What is asked, on which matter, of whom, for how many days.
pub struct Consult {
    /// The planter's name of the matter.
    pub about: &'static str,
    /// What it is for.
    pub purpose: Purpose,
    /// Whose households.
    pub scope: Scope,
    /// The question.
    pub question: &'static str,
    /// What to know first.
    pub text: &'static str,
    /// The share.
    pub threshold: Threshold,
    /// Days.
    pub days: i32,
}

/// A household's answer by lot: in ten, so many each; the rest is silent.
pub struct Lot {
    /// Agree.
    pub agree: u64,
    /// Agree with conditions.
    pub conditions: u64,
    /// Disagree.
    pub disagree: u64,
}

impl Planter {
    /// Begins to ask.
    pub async fn ask(&self, c: Consult) -> Result<ConsentId, Failure> {
        let id = self.view(|v| v.estate.consents.next()).await?;
        let from = self.app.now().day();
        let ask = Ask {
            matter: self.matter(c.about)?,
            purpose: c.purpose,
            scope: c.scope,
            shops: false,
            question: c.question.into(),
            text: c.text.into(),
            threshold: c.threshold,
            // No real document is cited for an invented estate.
            source: "示例，不是真实文件：同意的住户要达到这个比例".into(),
            number: "示例，没有文号".into(),
            level: SourceLevel::Street,
            from,
            until: from.plus(c.days),
        };
        let clerk = self.voice(Voice::Clerk(0)).await?;
        self.act(clerk, Command::Consent(Consent::Ask(ask))).await?;
        Ok(id)
    }

    /// Households answer by lot, all but one: every third on a phone where its owner is known, the rest on paper or at the
    /// door.
    pub async fn households_say(&self, consent: ConsentId, lots: &Lot, but: u32) -> Result<(), Failure> {
        let clerk = self.voice(Voice::Clerk(0)).await?;
        let asked: BTreeSet<UnitId> =
            self.view(|v| v.estate.consents.get(consent).map(|c| c.asked.clone()).unwrap_or_default()).await?;
        let names = |v: &app::EstateView<'_>| {
            let name = |u: &estate::roll::Unit| v.estate.bodies.person(*u.facts.owners.first()?)?.name.get().cloned();
            v.estate.roll.listed().filter_map(|(id, u)| Some((id, name(u)?))).collect::<BTreeMap<UnitId, String>>()
        };
        let names = self.view(names).await?;
        let mut said = Vec::new();
        for unit in asked.into_iter().filter(|u| u.0 != but) {
            let n = lot(97 + u64::from(consent.0), u64::from(unit.0));
            let view = match n % 10 {
                n if n < lots.agree => View::Agree,
                n if n < lots.agree + lots.conditions => View::Conditions,
                n if n < lots.agree + lots.conditions + lots.disagree => View::Disagree,
                9 => View::NotReached,
                _ => continue,
            };
            let text = if view == View::Conditions { "要先说清一楼出不出钱。" } else { "" }.to_owned();
            let owner = self.voice(Voice::Owner(unit.0)).await.ok();
            said.push(match owner.filter(|_| view != View::NotReached && (n / 10).is_multiple_of(3)) {
                Some(owner) => (owner, Command::Consent(Consent::Answer { consent, unit, view, text })),
                None => {
                    let way = if view == View::NotReached || (n / 10) % 3 == 1 { Way::Door } else { Way::Paper };
                    let said = Said {
                        way,
                        view,
                        text,
                        signed: names.get(&unit).cloned().unwrap_or_else(|| "示例住户".into()),
                    };
                    (clerk, Command::Consent(Consent::Enter { consent, unit, said }))
                }
            });
        }
        self.all(said).await
    }

    /// Adds it up.
    pub async fn conclude(&self, consent: ConsentId) -> Result<(), Failure> {
        let clerk = self.voice(Voice::Clerk(0)).await?;
        self.act(clerk, Command::Consent(Consent::Conclude { consent })).await.map(|_| ())
    }
}
