use super::flags::{interested, others};
use super::{Command, Event, Recount, Team, What, recount};
use crate::assembly::{Mark, Motion, Status, check_marks, owner_of};
use crate::{Context, Estate, Label, text};
use law::{Refusal, Refusals};
use std::collections::BTreeSet;
use units::{Actor, Day, MotionId, PersonId, UnitId, limits};

/// Decides.
///
/// # Errors
/// The refusals.
pub fn decide(estate: &Estate, command: &Command, ctx: &Context) -> Result<Vec<crate::Event>, Refusals> {
    let id = command.motion();
    let motion = estate.assembly.get(id).ok_or_else(|| one(Refusal::new("motion-unknown").with("motion", id.0)))?;
    let at = Step { estate, id, motion, ctx };
    let event = match command {
        Command::PrintPapers { building, .. } => at.print(building),
        Command::Seal { seal, witnesses, note, .. } => at.seal(seal, witnesses, note),
        Command::Open { whole_box, seal, whole, witnesses, note, .. } => {
            at.open(*whole_box, (seal, *whole), witnesses, note)
        }
        Command::HandOver { to, note, .. } => at.hand_over(*to, note),
        Command::NameTeam { reader, counter, scrutineers, .. } => {
            at.name_team(Team { reader: *reader, counter: *counter, scrutineers: scrutineers.clone() })
        }
        Command::Store { seal, papers, until, witnesses, note, .. } => at.store(seal, *papers, *until, witnesses, note),
        Command::DrawRecount { papers, .. } => at.draw(*papers),
        Command::EnterRecount { code, marks, .. } => at.read_again(code, marks),
        Command::CloseRecount { .. } => at.close_recount(),
    };
    event.map(|e| vec![crate::Event::Custody(e)])
}

fn one(refusal: Refusal) -> Refusals {
    vec![refusal]
}

struct Step<'a> {
    estate: &'a Estate,
    id: MotionId,
    motion: &'a Motion,
    ctx: &'a Context<'a>,
}

impl Step<'_> {
    fn stands_at(&self, at: &[Status]) -> Result<(), Refusals> {
        let status = self.motion.status(self.ctx.now);
        if at.contains(&status) {
            return Ok(());
        }
        let refusal = Refusal::new(&format!("motion-is-{}", status.word()));
        let refusal = refusal.with("opens", self.motion.opens).with("closes", self.motion.closes);
        Err(one(refusal.with("reading", self.motion.reading)))
    }

    /// Until the vote is over: a paper printed later can only be a mistake or worse.
    fn print(&self, building: &Label) -> Result<Event, Refusals> {
        self.stands_at(&[Status::Announced, Status::Voting])?;
        let units = self.motion.electorate.iter().flat_map(|e| e.voter_of.keys());
        let here =
            |unit: &&UnitId| self.estate.roll.units.get(unit).is_some_and(|u| u.facts.door.building == *building);
        match units.filter(here).count() {
            0 => Err(one(Refusal::new("print-no-papers").on("building"))),
            n => Ok(Event::PapersPrinted { motion: self.id, building: building.clone(), papers: n as u32 }),
        }
    }

    /// Nobody touches box or papers alone: at least one other person known to the estate stood there.
    fn witnessed(&self, witnesses: &[PersonId], refusals: &mut Refusals) -> Vec<PersonId> {
        let unknown = |w: &&PersonId| self.estate.bodies.person(**w).is_none();
        if let Some(person) = witnesses.iter().find(unknown) {
            refusals.push(Refusal::new("person-unknown").with("person", person.0).on("witnesses"));
        }
        let others = others(witnesses, self.ctx.actor);
        if others.is_empty() {
            refusals.push(Refusal::new("box-one-name").on("witnesses"));
        } else if let Some(person) = others.iter().find(|p| self.interested(**p))
            && others.iter().all(|p| self.interested(*p))
        {
            refusals.push(Refusal::new("team-interested").with("person", person.0).on("witnesses"));
        }
        others.into_iter().collect()
    }

    fn interested(&self, person: PersonId) -> bool {
        interested(self.estate, self.motion, person, self.ctx.today())
    }

    /// A seal's number: letters, digits and hyphens.
    fn number(&self, seal: &str, fresh: bool, refusals: &mut Refusals) -> String {
        let seal: String = seal.trim().to_ascii_uppercase();
        let readable = |c: char| c.is_ascii_alphanumeric() || c == '-';
        if seal.is_empty() || seal.len() > limits::LABEL_CHARS_MAX || !seal.chars().all(readable) {
            refusals.push(Refusal::new("box-seal-number").with("most", limits::LABEL_CHARS_MAX as i64).on("seal"));
        } else if fresh && self.estate.custody.of(self.id).seals().any(|used| used == seal) {
            refusals.push(Refusal::new("box-seal-used").on("seal"));
        }
        seal
    }

    fn kept(
        &self,
        what: What,
        witnesses: Vec<PersonId>,
        note: &str,
        mut refusals: Refusals,
    ) -> Result<Event, Refusals> {
        let note = text::optional("note", note).map_err(|r| refusals.push(r)).unwrap_or_default();
        if !refusals.is_empty() {
            return Err(refusals);
        }
        Ok(Event::Kept { motion: self.id, what, witnesses, note: note.map(|n| self.ctx.seal(n)) })
    }

    fn seal(&self, seal: &str, witnesses: &[PersonId], note: &str) -> Result<Event, Refusals> {
        // The empty box is shown and sealed before the first ballot too.
        self.stands_at(&[Status::Announced, Status::Voting, Status::Closed])?;
        let log = self.estate.custody.of(self.id);
        let mut refusals = Vec::new();
        if log.opened().is_some() {
            refusals.push(Refusal::new("box-opened-already"));
        } else if let Some(on) = log.seal() {
            refusals.push(Refusal::new("box-sealed-already").with("seal", on));
        }
        let witnesses = self.witnessed(witnesses, &mut refusals);
        let seal = self.number(seal, true, &mut refusals);
        self.kept(What::Sealed { seal }, witnesses, note, refusals)
    }

    fn open(
        &self,
        whole_box: bool,
        (seal, whole): (&str, bool),
        witnesses: &[PersonId],
        note: &str,
    ) -> Result<Event, Refusals> {
        let at: &[Status] = if whole_box { &[Status::Closed] } else { &[Status::Announced, Status::Voting] };
        self.stands_at(at)?;
        let log = self.estate.custody.of(self.id);
        let mut refusals = Vec::new();
        if whole_box && self.ctx.now < self.motion.reading {
            refusals.push(Refusal::new("box-before-reading").with("reading", self.motion.reading));
        }
        if log.opened().is_some() {
            refusals.push(Refusal::new("box-opened-already"));
        } else if log.seal().is_none() {
            refusals.push(Refusal::new("box-not-sealed"));
        }
        let witnesses = self.witnessed(witnesses, &mut refusals);
        let seal = self.number(seal, false, &mut refusals);
        if (!whole || log.seal().is_some_and(|on| on != seal)) && note.trim().is_empty() {
            refusals.push(
                Refusal::new("box-seal-broken-unexplained").with("seal", log.seal().unwrap_or_default()).on("note"),
            );
        }
        let what = if whole_box { What::Opened { seal, whole } } else { What::Unsealed { seal, whole } };
        self.kept(what, witnesses, note, refusals)
    }

    fn hand_over(&self, to: PersonId, note: &str) -> Result<Event, Refusals> {
        let log = self.estate.custody.of(self.id);
        let mut refusals = Vec::new();
        if self.estate.bodies.person(to).is_none() {
            refusals.push(Refusal::new("person-unknown").with("person", to.0).on("to"));
        } else if Actor::Person(to).same_person(self.ctx.actor) {
            refusals.push(Refusal::new("handed-to-self").on("to"));
        }
        if log.steps.is_empty() {
            refusals.push(Refusal::new("box-not-sealed"));
        } else if log.opened().is_none() && log.seal().is_none() {
            // An open slot goes nowhere.
            refusals.push(Refusal::new("box-goes-sealed"));
        }
        self.kept(What::HandedOver { to }, Vec::new(), note, refusals)
    }

    fn name_team(&self, team: Team) -> Result<Event, Refusals> {
        self.stands_at(&[Status::Announced, Status::Voting, Status::Closed])?;
        let mut refusals = Vec::new();
        for person in team.members().filter(|p| self.estate.bodies.person(*p).is_none()) {
            refusals.push(Refusal::new("person-unknown").with("person", person.0).on("team"));
        }
        let different: BTreeSet<PersonId> = team.members().collect();
        if team.scrutineers.is_empty() {
            refusals.push(Refusal::new("scrutineer-missing").on("scrutineers"));
        } else if different.len() != team.members().count() {
            refusals.push(Refusal::new("team-same-person").on("team"));
        }
        if let Some(person) = different.iter().find(|p| self.interested(**p)) {
            refusals.push(Refusal::new("team-interested").with("person", person.0).on("team"));
        }
        if refusals.is_empty() { Ok(Event::TeamNamed { motion: self.id, team }) } else { Err(refusals) }
    }

    fn store(
        &self,
        seal: &str,
        papers: u32,
        until: Day,
        witnesses: &[PersonId],
        note: &str,
    ) -> Result<Event, Refusals> {
        self.stands_at(&[Status::Counted, Status::Published])?;
        let mut refusals = Vec::new();
        // Not before the last day on which an owner may still ask a court; counted from today where nothing is announced.
        let rule = self.motion.rule(law::Key::RevokeYears);
        let years = rule.and_then(|r| r.value.number()).and_then(|n| i16::try_from(n).ok()).unwrap_or(1);
        let earliest = self.motion.revocable_until().unwrap_or_else(|| self.ctx.today().plus_years(years));
        if until <= earliest {
            let refusal = Refusal::new("kept-too-short").with("earliest", earliest.plus(1)).on("until");
            refusals.push(refusal.citing(rule.map(|r| &r.cite)));
        }
        let witnesses = self.witnessed(witnesses, &mut refusals);
        let seal = self.number(seal, true, &mut refusals);
        if text::body("note", note).is_err() {
            refusals.push(Refusal::new("store-place-missing").on("note"));
        }
        self.kept(What::Stored { seal, papers, until }, witnesses, note, refusals)
    }

    // ---- recount ----

    /// The recount under way.
    fn recount(&self) -> Result<&Recount, Refusals> {
        let last = self.estate.custody.of(self.id).recounts.last();
        last.filter(|r| r.closed.is_none()).ok_or_else(|| one(Refusal::new("recount-none")))
    }

    fn draw(&self, wanted: u32) -> Result<Event, Refusals> {
        self.stands_at(&[Status::Counted, Status::Published])?;
        if self.recount().is_ok() {
            return Err(one(Refusal::new("recount-open")));
        }
        let papers = recount::papers(self.motion);
        if papers.is_empty() || wanted == 0 {
            return Err(one(Refusal::new("recount-no-papers").on("papers")));
        }
        let full = wanted as usize >= papers.len();
        let units = recount::draw(papers, wanted as usize, &self.ctx.seed, self.id);
        Ok(Event::RecountDrawn { motion: self.id, units, full })
    }

    fn read_again(&self, code: &str, marks: &[Mark]) -> Result<Event, Refusals> {
        let recount = self.recount()?;
        let refuse = |code: &str| one(Refusal::new(code).on("code"));
        let electorate = self.motion.electorate.as_ref().ok_or_else(|| one(Refusal::new("roll-not-frozen")))?;
        let (unit, holds) = self.motion.unit_of_code(code).ok_or_else(|| refuse("code-unknown"))?;
        if !holds {
            return Err(refuse("code-void"));
        }
        let voter = electorate.voter_of.get(&unit).copied().ok_or_else(|| refuse("code-unknown"))?;
        if !recount.units.contains(&unit) {
            return Err(refuse("recount-not-drawn"));
        }
        if recount.readings.contains_key(&unit) {
            return Err(refuse("recount-read-already"));
        }
        if self.ctx.actor.hand().is_some_and(|reader| self.interested(reader)) {
            return Err(refuse("team-interested"));
        }
        if self.motion.ballots.get(&voter).is_some_and(|ballot| ballot.read_by(self.ctx.actor)) {
            return Err(refuse("recount-other-eyes"));
        }
        let marks = check_marks(self.motion, marks, true)?;
        let marks = self.ctx.sealer.seal(owner_of(self.motion, voter), marks);
        Ok(Event::PaperReadAgain { motion: self.id, unit, marks })
    }

    fn close_recount(&self) -> Result<Event, Refusals> {
        let unread = self.recount()?.unread().count();
        if unread > 0 {
            return Err(one(Refusal::new("recount-unread").with("papers", unread as i64)));
        }
        Ok(Event::RecountClosed { motion: self.id })
    }
}
