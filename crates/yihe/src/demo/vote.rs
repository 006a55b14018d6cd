//! A vote of the demo, from draft to result: the same commands, in the same order and with the same days between them,
//! as the people of an estate would send.

use super::people::shuffled;
use super::planter::{Planter, Voice};
use crate::open::Failure;
use app::Who;
use estate::Command;
use estate::assembly::{
    About, Call, Command as Assembly, Draft, DraftItem, Electorate, ItemCount, ItemKind, Mark, Outcome, Scope, VoterId,
    Way,
};
use estate::posting::Paper;
use std::collections::BTreeMap;
use units::{MotionId, PersonId, UnitId};

/// A vote: what is asked, and how many days ago each step was taken.
pub struct Vote {
    /// The matter.
    pub about: &'static str,
    /// In one line.
    pub title: &'static str,
    /// Who decides.
    pub scope: Scope,
    /// What is decided.
    pub items: Vec<DraftItem>,
    /// Who drafts, gives notice, counts and announces.
    pub by: Voice,
    /// The roll is frozen and shown.
    pub shown: i32,
    /// Notice is given.
    pub notice: i32,
    /// Voting opens at 8:00.
    pub opens: i32,
    /// Voting closes at 18:00.
    pub closes: i32,
    /// The ballots are read at 10:00.
    pub reading: i32,
    /// The notice says what silence will mean.
    pub silence_warned: bool,
}

/// A question.
pub fn ask(kind: ItemKind, title: &str, text: &str) -> DraftItem {
    DraftItem { kind, title: title.into(), text: text.into(), options: Vec::new(), seats: 0, persons: Vec::new() }
}

/// A choice among candidates, each known by the roll.
pub fn choose(kind: ItemKind, title: &str, text: &str, candidates: &[Candidate], seats: u32) -> DraftItem {
    let (persons, options) = candidates.iter().map(|(person, name)| (Some(*person), name.clone())).unzip();
    DraftItem { kind, title: title.into(), text: text.into(), options, seats, persons }
}

/// An owner who stands for election, with the name on the ballot.
pub type Candidate = (PersonId, String);

/// A voter with the marks on their ballot.
pub type Ballot = (VoterId, Vec<Mark>);

/// A person names what the roll knows of them.
fn certify(estate: &estate::Estate, person: PersonId) -> Option<(Who, Command)> {
    let held = estate.bodies.person(person)?;
    let (name, tail) = (held.name.get()?.clone(), held.contact.as_ref()?.get()?.id_tail.clone()?);
    let who = Who::person(person, units::Capacity::Owner);
    Some((who, Command::Standing(estate::standing::Command::Certify { name, tail })))
}

impl Planter {
    async fn assembly(&self, who: Who, command: Assembly) -> Result<(), Failure> {
        self.act(who, Command::Assembly(command)).await.map(|_| ())
    }

    /// Drafts the motion, five days before the roll is shown.
    pub async fn draft(&mut self, vote: &Vote) -> Result<MotionId, Failure> {
        self.at(vote.shown + 5, 8).await?;
        self.clear_results().await?;
        let motion = self.view(|v| v.estate.assembly.next()).await?;
        let draft = Draft {
            matter: self.matter(vote.about)?,
            title: vote.title.into(),
            scope: vote.scope.clone(),
            items: vote.items.clone(),
            opens: self.day(vote.opens).at(8, 0),
            closes: self.day(vote.closes).at(18, 0),
            reading: self.day(vote.reading).at(10, 0),
            reading_place: "社区活动室".into(),
        };
        self.assembly(self.voice(vote.by).await?, Assembly::Draft(draft)).await?;
        Ok(motion)
    }

    /// Drafts it, and freezes and shows the roll.
    pub async fn show_roll(&mut self, vote: &Vote) -> Result<MotionId, Failure> {
        let motion = self.draft(vote).await?;
        self.at(vote.shown, 8).await?;
        self.assembly(self.voice(Voice::Clerk(0)).await?, Assembly::FreezeRoll { motion }).await?;
        self.hang(motion, Paper::Roll, &[]).await?;
        Ok(motion)
    }

    /// As far as the notice.
    pub async fn announce_vote(&mut self, vote: &Vote) -> Result<MotionId, Failure> {
        let motion = self.show_roll(vote).await?;
        self.notice(motion, vote).await?;
        Ok(motion)
    }

    /// Gives notice, and hangs it.
    pub async fn notice(&mut self, motion: MotionId, vote: &Vote) -> Result<(), Failure> {
        self.at(vote.notice, 8).await?;
        let silence_warning = vote.silence_warned;
        let notice = Assembly::GiveNotice { motion, told_committee: true, silence_warning };
        self.assembly(self.voice(vote.by).await?, notice).await?;
        self.print_papers(motion).await?;
        self.hang(motion, Paper::Notice, &[]).await
    }

    /// Somebody objects.
    pub async fn object(&self, who: Who, motion: MotionId, about: About, text: &str) -> Result<(), Failure> {
        self.assembly(who, Assembly::Object { motion, about, text: text.into() }).await
    }

    /// The voters of a motion with their first units, in their order.
    pub async fn voters(&self, motion: MotionId) -> Result<Vec<(VoterId, UnitId)>, Failure> {
        let first = |(id, voter): (VoterId, &estate::assembly::Voter)| Some((id, voter.units.first()?.0));
        self.electorate(motion, |e| e.iter().filter_map(first).collect()).await
    }

    /// The units with a vote, each with its voter.
    pub async fn units(&self, motion: MotionId) -> Result<BTreeMap<UnitId, VoterId>, Failure> {
        self.electorate(motion, |e| e.voter_of.clone()).await
    }

    async fn electorate<R>(&self, motion: MotionId, look: impl Fn(&Electorate) -> R) -> Result<R, Failure> {
        let found = self.view(|v| v.estate.assembly.get(motion)?.electorate.as_ref().map(&look)).await?;
        found.ok_or_else(|| format!("the demo's motion {motion} has no roll yet").into())
    }

    /// Who hands a voter's ballot in on a phone: the holder of a mandate, or an owner who may, if the roll knows them by
    /// the document they show; organisations vote on paper.
    async fn hands(&self, motion: MotionId) -> Result<BTreeMap<VoterId, PersonId>, Failure> {
        self.view(|v| {
            let held = v.estate.assembly.get(motion)?;
            let voters = held.electorate.as_ref()?.iter();
            let hand = |(id, voter): (VoterId, &estate::assembly::Voter)| {
                let units = voter.units.iter().filter_map(|(u, _)| v.estate.roll.units.get(u));
                let mut people = units.flat_map(|u| u.facts.owners.iter().copied());
                let holder = held.proxies.get(&id).map(|p| p.holder);
                let person = holder.or_else(|| people.find(|p| held.may_vote(v.estate, id, *p).is_ok()))?;
                (v.estate.proved(person).is_some() || certify(v.estate, person).is_some()).then_some((id, person))
            };
            Some(voters.filter_map(hand).collect())
        })
        .await?
        .ok_or_else(|| "the demo's motion has no roll yet".into())
    }

    /// Code of a voter's paper ballot.
    pub async fn code(&self, motion: MotionId, voter: VoterId) -> Result<String, Failure> {
        let codes = self.codes(motion).await?;
        codes.get(&voter).cloned().ok_or_else(|| format!("voter {voter} has no paper in the demo").into())
    }

    /// Codes of all paper ballots by voter.
    pub async fn codes(&self, motion: MotionId) -> Result<BTreeMap<VoterId, String>, Failure> {
        let codes = |e: &Electorate| {
            let all = e.codes.get().map(|c| c.iter().cloned().collect::<BTreeMap<_, _>>()).unwrap_or_default();
            let first =
                |(id, v): (VoterId, &estate::assembly::Voter)| Some((id, all.get(&v.units.first()?.0)?.clone()));
            e.iter().filter_map(first).collect()
        };
        self.electorate(motion, codes).await
    }

    /// Ballots come in between two days, a morning's and an evening's share a day; every `paper`-th is of paper.
    pub async fn ballots(
        &mut self,
        motion: MotionId,
        ballots: &[Ballot],
        (from, to): (i32, i32),
        paper: usize,
    ) -> Result<(), Failure> {
        let order = shuffled(u64::from(motion.0), ballots.len());
        let spells: Vec<(i32, i8)> = (to..=from).rev().flat_map(|ago| [(ago, 9), (ago, 17)]).collect();
        let share = ballots.len().div_ceil(spells.len()).max(1);
        let (hands, codes) = (self.hands(motion).await?, self.codes(motion).await?);
        for (turn, ((ago, hour), part)) in spells.into_iter().zip(order.chunks(share)).enumerate() {
            self.at(ago, hour).await?;
            self.unseal_slot(motion).await?;
            let (mut phone, mut papers) = (Vec::new(), Vec::new());
            for (i, index) in part.iter().enumerate() {
                let (voter, marks) = &ballots[*index];
                // Invalid marks stand on paper only, and whoever has nobody to tap a phone hands in paper.
                let unreadable = marks.iter().any(|m| matches!(m, Mark::Invalid(_)));
                match hands.get(voter).filter(|_| !unreadable && (turn + i) % paper != 0) {
                    Some(hand) => phone.push((*hand, *voter, marks.clone())),
                    None => papers.push((codes.get(voter).cloned().unwrap_or_default(), marks.clone())),
                }
            }
            self.phone_ballots(motion, phone).await?;
            self.paper_ballots(motion, papers).await?;
            self.seal_slot(motion).await?;
        }
        Ok(())
    }

    /// Ballots by phone: by whose hand, for which voter.
    pub async fn phone_ballots(
        &self,
        motion: MotionId,
        ballots: Vec<(PersonId, VoterId, Vec<Mark>)>,
    ) -> Result<(), Failure> {
        // Before the first ballot each is matched with the roll.
        let mut hands: Vec<PersonId> = ballots.iter().map(|(hand, ..)| *hand).collect();
        hands.sort_unstable();
        hands.dedup();
        let waiting = |v: &app::EstateView<'_>| {
            let new = hands.iter().filter(|hand| v.estate.proved(**hand).is_none());
            new.filter_map(|hand| certify(v.estate, *hand)).collect()
        };
        self.all(self.view(waiting).await?).await?;
        let cast = |(hand, voter, marks)| {
            let who = Who::person(hand, units::Capacity::Owner);
            (who, Command::Assembly(Assembly::Cast { motion, voter, marks }))
        };
        self.all(ballots.into_iter().map(cast).collect()).await
    }

    /// Papers are taken in at the door and read by two clerks, each for themselves.
    pub async fn paper_ballots(&self, motion: MotionId, papers: Vec<(String, Vec<Mark>)>) -> Result<(), Failure> {
        let door = self.voice(Voice::Canvasser(0)).await?;
        let take =
            |(code, _): &(String, _)| (door, Command::Assembly(Assembly::ReceivePaper { motion, code: code.clone() }));
        self.all(papers.iter().map(take).collect()).await?;
        for clerk in [Voice::Clerk(0), Voice::Clerk(1)] {
            let clerk = self.voice(clerk).await?;
            let read = |(code, marks): &(String, Vec<Mark>)| {
                let (code, marks) = (code.clone(), marks.clone());
                (clerk, Command::Assembly(Assembly::EnterPaper { motion, code, marks }))
            };
            self.all(papers.iter().map(read).collect()).await?;
        }
        Ok(())
    }

    /// Somebody brings ballots to doors.
    pub async fn serve(
        &self,
        motion: MotionId,
        by: Voice,
        doors: impl IntoIterator<Item = (UnitId, Way, Outcome)>,
    ) -> Result<(), Failure> {
        let who = self.voice(by).await?;
        // Two go: another canvasser where there is one, else a clerk.
        let pairs = [Voice::Canvasser(1), Voice::Canvasser(0), Voice::Clerk(0)];
        let second = pairs.into_iter().filter(|v| *v != by).find_map(|v| self.cast.get(&v)?.person_id());
        let with = second.ok_or("nobody goes along in the demo")?;
        let attempt = |(unit, way, outcome)| {
            let call = Call { way, outcome, with, said: None, proof: String::new() };
            (who, Command::Assembly(Assembly::RecordAttempt { motion, unit, call }))
        };
        self.all(doors.into_iter().map(attempt).collect()).await
    }

    /// Voting is over: the program writes it down.
    pub async fn close(&mut self, motion: MotionId, vote: &Vote) -> Result<(), Failure> {
        self.at(vote.closes, 18).await?;
        self.assembly(Who::SYSTEM, Assembly::Close { motion }).await?;
        self.take_down(motion, Paper::Roll).await?;
        self.take_down(motion, Paper::Notice).await
    }

    /// Closed, counted and announced.
    pub async fn result(&mut self, motion: MotionId, vote: &Vote) -> Result<(), Failure> {
        self.close(motion, vote).await?;
        self.at(vote.reading, 10).await?;
        self.open_box(motion).await?;
        self.assembly(self.voice(vote.by).await?, Assembly::Count { motion }).await?;
        self.at(vote.reading, 17).await?;
        self.assembly(self.voice(vote.by).await?, Assembly::Announce { motion }).await?;
        self.store_papers(motion, vote).await?;
        self.hang(motion, Paper::Result, &[]).await
    }

    /// The first owners of these units, as candidates.
    pub async fn candidates(&self, units: &[u32]) -> Result<Vec<Candidate>, Failure> {
        self.view(|v| {
            let owner = |n: &u32| v.estate.roll.units.get(&UnitId(*n))?.facts.owners.first().copied();
            let named = |id: PersonId| Some((id, v.estate.bodies.person(id)?.name.get()?.clone()));
            units.iter().filter_map(owner).filter_map(named).collect()
        })
        .await
    }

    /// Whoever was elected takes office until so many days ago: the strongest as chair.
    pub async fn take_office(&mut self, motion: MotionId, candidates: &[Candidate], until: i32) -> Result<(), Failure> {
        let elected = |v: &app::EstateView<'_>| {
            let items = &v.estate.assembly.get(motion)?.counted.as_ref()?.items;
            items.iter().find_map(|item| match item {
                ItemCount::Choose { outcome, .. } => Some(outcome.elected.clone()),
                ItemCount::Approve { .. } => None,
            })
        };
        let elected = self.view(elected).await?.unwrap_or_default();
        let clerk = self.voice(Voice::Clerk(0)).await?;
        for (i, option) in elected.into_iter().enumerate() {
            let voice = if i == 0 { Voice::Chair } else { Voice::Member };
            self.appoint(clerk, voice, candidates[option].0, Some(until)).await?;
        }
        Ok(())
    }

    /// A whole vote, ballots spread over its days.
    pub async fn whole(
        &mut self,
        vote: &Vote,
        ballots: impl Fn(&[(VoterId, UnitId)]) -> Vec<Ballot>,
    ) -> Result<MotionId, Failure> {
        let motion = self.announce_vote(vote).await?;
        self.at(vote.opens, 8).await?;
        let given = ballots(&self.voters(motion).await?);
        self.ballots(motion, &given, (vote.opens, vote.closes + 1), 4).await?;
        self.result(motion, vote).await?;
        Ok(motion)
    }
}

/// The first so many voters of a lot, with marks drawn in the proportion of `marks` (weights).
pub fn drawn(voters: &[(VoterId, UnitId)], number: usize, seed: u64, marks: &[(Mark, u64)]) -> Vec<Ballot> {
    let order = shuffled(seed, voters.len());
    let all: u64 = marks.iter().map(|(_, weight)| weight).sum();
    let mark = |voter: VoterId| {
        let mut at = super::people::lot(seed ^ 0xA5, u64::from(voter)) % all.max(1);
        marks.iter().find_map(|(mark, weight)| match at.checked_sub(*weight) {
            None => Some(mark.clone()),
            Some(rest) => {
                at = rest;
                None
            }
        })
    };
    let ballot = |i: usize| Some((voters[i].0, vec![mark(voters[i].0)?]));
    order.into_iter().take(number).filter_map(ballot).collect()
}

/// Ballots of an election: each candidate is liked by so many of a hundred voters; at most `seats` are marked.
pub fn elected(voters: &[(VoterId, UnitId)], number: usize, seed: u64, liked: &[u64], seats: usize) -> Vec<Ballot> {
    let likes = |voter: VoterId| -> Vec<u16> {
        let by = |c: usize| super::people::lot(seed ^ (c as u64 + 1), u64::from(voter)) % 100;
        let chosen = liked.iter().enumerate().filter(|(c, of)| by(*c) < **of).map(|(c, _)| c as u16);
        chosen.take(seats).collect()
    };
    let mark = |voter| match likes(voter) {
        chosen if chosen.is_empty() => Mark::NoneOfThem,
        chosen => Mark::Options(chosen),
    };
    let order = shuffled(seed, voters.len());
    order.into_iter().take(number).map(|i| (voters[i].0, vec![mark(voters[i].0)])).collect()
}
