//! The ballot box of the demo's votes: sealed every evening before a witness, opened at the reading, and the papers kept.

use super::planter::{Planter, Voice};
use super::vote::Vote;
use crate::open::Failure;
use app::Who;
use estate::Command;
use estate::custody::{Command as Custody, What};
use std::collections::BTreeSet;
use units::{MotionId, PersonId};

/// Who is asked to stand by, in this order.
const HELPERS: &[Voice] =
    &[Voice::Canvasser(0), Voice::Canvasser(1), Voice::Clerk(1), Voice::Member, Voice::Chair, Voice::Clerk(0)];

impl Planter {
    /// People of the estate who may stand by or count, each once.
    fn helpers(&self) -> Vec<PersonId> {
        let mut found: Vec<PersonId> = Vec::new();
        for person in HELPERS.iter().filter_map(|v| self.cast.get(v)?.person_id()) {
            if !found.contains(&person) {
                found.push(person);
            }
        }
        found
    }

    async fn box_keeper(&self) -> Result<(Who, Vec<PersonId>), Failure> {
        let keeper = self.voice(Voice::Clerk(0)).await?;
        let witness = self.helpers().into_iter().find(|p| Some(*p) != keeper.person_id());
        Ok((keeper, vec![witness.ok_or("nobody stands by the box in the demo")?]))
    }

    async fn keep(&self, who: Who, command: Custody) -> Result<(), Failure> {
        self.act(who, Command::Custody(command)).await.map(|_| ())
    }

    /// The ballots are printed, building by building.
    pub async fn print_papers(&self, motion: MotionId) -> Result<(), Failure> {
        let (keeper, _) = self.box_keeper().await?;
        let units = self.units(motion).await?;
        let buildings = self.view(|v| {
            let building = |unit| Some(v.estate.roll.units.get(unit)?.facts.door.building.clone());
            units.keys().filter_map(building).collect::<BTreeSet<_>>()
        });
        for building in buildings.await? {
            self.keep(keeper, Custody::PrintPapers { motion, building }).await?;
        }
        Ok(())
    }

    /// The seal on the slot, and how many seals were used.
    async fn seal_on(&self, motion: MotionId) -> Result<(Option<String>, usize), Failure> {
        self.view(|v| {
            let log = v.estate.custody.of(motion);
            let used = log.steps.iter().filter(|s| matches!(s.what, What::Sealed { .. } | What::Stored { .. })).count();
            (log.seal().map(str::to_owned), used)
        })
        .await
    }

    /// In the evening: the slot is sealed, if it is open.
    pub async fn seal_slot(&self, motion: MotionId) -> Result<(), Failure> {
        let (on, used) = self.seal_on(motion).await?;
        if on.is_some() {
            return Ok(());
        }
        let (keeper, witnesses) = self.box_keeper().await?;
        let seal = seal(motion, used + 1);
        self.keep(keeper, Custody::Seal { motion, seal, witnesses, note: String::new() }).await
    }

    /// In the morning: the seal is looked at and the slot opened, if it is sealed.
    pub async fn unseal_slot(&self, motion: MotionId) -> Result<(), Failure> {
        self.open(motion, false).await
    }

    async fn open(&self, motion: MotionId, whole_box: bool) -> Result<(), Failure> {
        let (Some(seal), _) = self.seal_on(motion).await? else { return Ok(()) };
        let (keeper, witnesses) = self.box_keeper().await?;
        let open = Custody::Open { motion, whole_box, seal, whole: true, witnesses, note: String::new() };
        self.keep(keeper, open).await
    }

    /// At the reading: the box is opened, and it is named who reads, counts and watches.
    pub async fn open_box(&self, motion: MotionId) -> Result<(), Failure> {
        self.open(motion, true).await?;
        let (keeper, _) = self.box_keeper().await?;
        let helpers = self.helpers();
        let [reader, counter, watching, ..] = helpers[..] else { return Err("three people count in the demo".into()) };
        self.keep(keeper, Custody::NameTeam { motion, reader, counter, scrutineers: vec![watching] }).await
    }

    /// After the count: the papers are sealed and kept for two years.
    pub async fn store_papers(&self, motion: MotionId, vote: &Vote) -> Result<(), Failure> {
        let papers = self.view(|v| {
            let held = v.estate.assembly.get(motion)?;
            let counted = held.ballots.values().filter(|b| b.channel == estate::assembly::Channel::Paper).count();
            u32::try_from(counted + held.set_aside.len()).ok()
        });
        let papers = papers.await?.unwrap_or_default();
        let ((_, used), (keeper, witnesses)) = (self.seal_on(motion).await?, self.box_keeper().await?);
        let until = self.day(vote.reading).plus_years(2);
        let (seal, note) = (seal(motion, used + 1), "社区档案柜".to_owned());
        self.keep(keeper, Custody::Store { motion, seal, papers, until, witnesses, note }).await
    }
}

fn seal(motion: MotionId, number: usize) -> String {
    format!("{motion}-{number:03}")
}
