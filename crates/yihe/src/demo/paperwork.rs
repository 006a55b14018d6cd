//! Papers of the demo's votes, drawn up, sealed and filed; the seals, their register and what is published of it.

use super::photo;
use super::planter::{Planter, Voice};
use crate::open::Failure;
use app::Who;
use estate::Command;
use estate::documents::{Command as Papers, Do, Kind, Step, kept_least};
use estate::seals::{Ask, Command as Seals, Seal, committee, due};
use units::{Capacity, DocumentId, MotionId, PersonId, SealUseId};

impl Planter {
    /// A seal goes to whoever plays `to`: from its keeper, the first time before a clerk.
    pub async fn seal_to(&self, seal: Seal, to: Voice) -> Result<(), Failure> {
        let keeper = self.person(to).await?;
        let clerk = self.voice(Voice::Clerk(0)).await?;
        let giver = match self.view(move |v| v.estate.seals.keeper(seal)).await? {
            Some(giver) => giver,
            None => self.person(Voice::Clerk(0)).await?,
        };
        let note = "连同印章管理规定一起交".into();
        self.act(clerk, Command::Seals(Seals::HandOver { seal, keeper, giver, note })).await.map(|_| ())
    }

    /// Asks for the seal for something that is none of the estate's papers.
    pub async fn ask_seal(&self, by: Voice, purpose: &str, pages: u32, copies: u32) -> Result<(), Failure> {
        let ask = Ask::committee(None, purpose, (pages, copies));
        self.act(self.voice(by).await?, Command::Seals(Seals::Ask(ask))).await.map(|_| ())
    }

    /// Draws a paper up and takes it as far as `upto`.
    pub async fn paper(&self, motion: MotionId, what: Kind, remarks: &str, upto: Step) -> Result<(), Failure> {
        let clerk = self.voice(Voice::Clerk(0)).await?;
        let draw = Papers::Draw { motion, what, remarks: remarks.into() };
        let done = self.act(clerk, Command::Documents(draw)).await?;
        let drawn = move |v: &app::EstateView<'_>| {
            v.estate.documents.of(motion).rev().find(|(_, d)| d.seq == done.first).map(|(id, _)| id)
        };
        let document = self.view(drawn).await?.ok_or("the paper that was just drawn up is not there")?;
        for step in what.way().iter().take_while(|step| **step <= upto) {
            self.step(document, *step, clerk).await?;
        }
        Ok(())
    }

    async fn step(&self, document: DocumentId, step: Step, clerk: Who) -> Result<(), Failure> {
        let id = self.app.fresh_command()?;
        let what = match step {
            Step::Printed => Do::Print { copies: 9 },
            Step::Signed => Do::Sign { by: "唱票人、计票人、监票人（示例签名）".into() },
            Step::Sealed => return self.seal(Ask::committee(Some(document), "", (1, 9))).await,
            Step::Scanned => {
                let scan = photo::of(u64::from(document.number) * 7 + 3);
                Do::Scan { scan: Some(self.app.attach(self.stream, id, "scan", scan).await?) }
            }
            Step::Posted => Do::Post,
            Step::Archived => {
                let least = |v: &app::EstateView<'_>| {
                    v.estate.documents.get(document).map(|d| kept_least(v.estate, d, v.today()))
                };
                let until = self.view(least).await?.ok_or("no such paper")?;
                Do::Archive { until, place: "社区居委会档案柜2号".into() }
            }
        };
        let command = Command::Documents(Papers::Do { document, what });
        let done = self.app.estate_command(self.stream, clerk, id, command).await;
        done.map(|_| ()).map_err(|e| format!("planting {}: {document}: {e}", self.name).into())
    }

    /// The clerk asks, members approve, the keeper seals.
    pub async fn seal(&self, ask: Ask) -> Result<(), Failure> {
        self.act(self.voice(Voice::Clerk(0)).await?, Command::Seals(Seals::Ask(ask))).await?;
        let asked = move |v: &app::EstateView<'_>| {
            let (entry, held) = v.estate.seals.uses.last_key_value()?;
            let members: Vec<PersonId> = committee(v.estate, v.today()).into_iter().collect();
            Some((*entry, held.needed as usize, members, v.estate.seals.keeper(held.seal)?))
        };
        let (entry, needed, members, keeper): (SealUseId, usize, Vec<PersonId>, PersonId) =
            self.view(asked).await?.ok_or("the seal that was just asked for is not there")?;
        for person in members.into_iter().take(needed) {
            let who = self.in_office(person).await?;
            self.act(who, Command::Seals(Seals::Approve { entry })).await?;
        }
        self.act(self.in_office(keeper).await?, Command::Seals(Seals::Use { entry })).await.map(|_| ())
    }

    /// What was sealed is published, if a period is over whose list is missing.
    pub async fn publish_seals(&self) -> Result<(), Failure> {
        let due = |v: &app::EstateView<'_>| due(v.estate, &v.law(), v.today()).map(|p| (p.to, v.seq, v.root()));
        let Some((to, seq, head)) = self.view(due).await? else { return Ok(()) };
        let publish = Seals::Publish { to, withheld: Vec::new(), seq, head };
        self.act(self.voice(Voice::Chair).await?, Command::Seals(publish)).await.map(|_| ())
    }

    /// A person who works here, in the capacity they hold: of the committee first.
    async fn in_office(&self, person: PersonId) -> Result<Who, Failure> {
        let office = move |v: &app::EstateView<'_>| {
            let held = v.estate.capacities(person, v.today());
            let offices = [Capacity::CommitteeChair, Capacity::CommitteeMember, Capacity::Clerk];
            offices.into_iter().find(|office| held.contains(office))
        };
        let capacity = self.view(office).await?.ok_or("whoever seals in the demo holds no post")?;
        Ok(Who::person(person, capacity))
    }
}
