//! The application: commands in, views out.

use crate::machine::{district_request, estate_request};
use crate::slot::Shared;
use crate::{Clock, DistrictMachine, Done, Error, EstateMachine, Job, Machine, Slot};
use authority::{Act, Authority, Level, Verdict};
use district::District;
use estate::Estate;
use law::{Book, Law};
use parking_lot::Mutex;
use record::{Record, Tree};
use std::collections::HashMap;
use std::sync::Arc;
use tokio::sync::{oneshot, watch};
use units::{Actor, Capacity, CommandId, Day, Digest, Moment, PersonId, Seq, StreamId, limits};

/// Who asks, in which capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Who {
    /// Who.
    pub actor: Actor,
    /// In which capacity.
    pub capacity: Capacity,
    /// For an act by a district's person in an estate: the capacity was read in the district's record in this request.
    pub vouched: bool,
}

impl Who {
    /// Anybody.
    pub const VISITOR: Self = Self { actor: Actor::Visitor, capacity: Capacity::Visitor, vouched: false };
    /// The program.
    pub const SYSTEM: Self = Self { actor: Actor::System, capacity: Capacity::System, vouched: false };

    /// A person of the stream itself.
    #[must_use]
    pub const fn person(person: PersonId, capacity: Capacity) -> Self {
        Self { actor: Actor::Person(person), capacity, vouched: false }
    }

    /// A helper acting with an owner: the capacity is the owner's, whether the help stands is asked each time.
    #[must_use]
    pub const fn helper(person: PersonId, owner: PersonId) -> Self {
        Self { actor: Actor::Helper { person, owner }, capacity: Capacity::Owner, vouched: false }
    }

    /// The person of the stream itself, if it is one; nobody where a helper acts with an owner.
    #[must_use]
    pub const fn person_id(&self) -> Option<PersonId> {
        if let Actor::Person(person) = self.actor { Some(person) } else { None }
    }
}

/// Where a stream stands in the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The stream.
    pub stream: StreamId,
    /// Estate or district.
    pub level: Level,
}

/// An estate and the district above it, as they stand, for one page.
pub struct EstateView<'a> {
    /// The estate's stream.
    pub stream: StreamId,
    /// The estate.
    pub estate: &'a Estate,
    /// The district above, where there is one.
    pub district: Option<&'a District>,
    /// The rule packs in force.
    pub book: &'a Book,
    /// The estate's seq.
    pub seq: Seq,
    tree: &'a Tree,
    /// The district's seq.
    pub district_seq: Seq,
    /// Now.
    pub now: Moment,
    pub(crate) authority: &'a Authority,
}

impl EstateView<'_> {
    /// The same, seen at another moment: a file of the record is drawn as of its last entry, so that it does not change
    /// with the hour.
    #[must_use]
    pub fn at(&self, now: Moment) -> EstateView<'_> {
        EstateView { now, ..*self }
    }

    /// Whether `who` may try `act` here.
    #[must_use]
    pub fn may(&self, who: &Who, act: Act) -> bool {
        self.verdict(who, act).allowed
    }

    /// Whether `who` may try `act` here, with the policies that say so.
    #[must_use]
    pub fn verdict(&self, who: &Who, act: Act) -> Verdict {
        self.authority.permits(&estate_request(self.estate, who, act, self.today()))
    }

    /// Root of the record's tree at [`EstateView::seq`].
    #[must_use]
    pub fn root(&self) -> Digest {
        self.tree.root()
    }

    /// Today.
    #[must_use]
    pub fn today(&self) -> Day {
        self.now.day()
    }

    /// The law here today, the estate's own rules on top.
    #[must_use]
    pub fn law(&self) -> Law {
        self.estate.founding.law(self.book, self.today())
    }
}

struct Slots<M: Machine> {
    slots: Mutex<HashMap<StreamId, Arc<Slot<M>>>>,
}

impl<M: Machine> Slots<M> {
    fn new() -> Self {
        Self { slots: Mutex::new(HashMap::new()) }
    }

    fn get(&self, stream: StreamId, shared: &Arc<Shared>) -> Arc<Slot<M>> {
        let mut slots = self.slots.lock();
        if let Some(slot) = slots.get(&stream) {
            return slot.clone();
        }
        self.make_room(&mut slots);
        let slot = Arc::new(Slot::new(stream, shared.clone()));
        slots.insert(stream, slot.clone());
        slot
    }

    /// Lets idle states go, longest unused first, until the rest fits the budget.
    fn make_room(&self, slots: &mut HashMap<StreamId, Arc<Slot<M>>>) {
        let mut total: usize = slots.values().map(|s| s.weight()).sum();
        while total > limits::STATES_BYTES_MAX {
            let idle = slots.iter().filter(|(_, s)| s.is_idle() && Arc::strong_count(s) == 1);
            let Some(oldest) = idle.min_by_key(|(_, s)| s.used()).map(|(id, _)| *id) else { return };
            if let Some(slot) = slots.remove(&oldest) {
                total -= slot.weight();
            }
        }
    }

    fn all(&self) -> Vec<Arc<Slot<M>>> {
        self.slots.lock().values().cloned().collect()
    }
}

/// The application.
pub struct App {
    pub(crate) shared: Arc<Shared>,
    estates: Slots<EstateMachine>,
    districts: Slots<DistrictMachine>,
    built_in: Book,
    /// Nothing: for commands that ask no law of today.
    no_book: Arc<Book>,
    books: Mutex<HashMap<StreamId, (Seq, Arc<Book>)>>,
    pub(crate) grown: watch::Receiver<u64>,
    pub(crate) accounts: crate::accounts::State,
}

impl App {
    /// The application over an opened record.
    ///
    /// # Errors
    /// [`Error::Fault`] if the policies do not validate.
    pub fn new(record: Arc<Record>, clock: Clock) -> Result<Self, Error> {
        let authority = Authority::built_in().map_err(|e| Error::Fault(e.to_string()))?;
        let (grown_in, grown) = watch::channel(0);
        let shared = Arc::new(Shared { record, authority, clock, grown: grown_in });
        let (estates, districts) = (Slots::new(), Slots::new());
        let books = Mutex::new(HashMap::new());
        let accounts = crate::accounts::State::default();
        let (built_in, no_book) = (Book::built_in(), Arc::default());
        Ok(Self { shared, estates, districts, built_in, no_book, books, grown, accounts })
    }

    /// The record.
    #[must_use]
    pub fn record(&self) -> &Record {
        &self.shared.record
    }

    /// The policies.
    #[must_use]
    pub fn authority(&self) -> &Authority {
        &self.shared.authority
    }

    /// The clock.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.shared.clock
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.shared.clock.now()
    }

    /// The rule packs that come with the program.
    #[must_use]
    pub fn built_in(&self) -> &Book {
        &self.built_in
    }

    /// A fresh random stream id.
    ///
    /// # Errors
    /// [`Error::Fault`] without randomness.
    pub fn fresh_stream(&self) -> Result<StreamId, Error> {
        let mut bytes = [0; 8];
        getrandom::fill(&mut bytes).map_err(|e| Error::Fault(e.to_string()))?;
        Ok(StreamId::from_bits(u64::from_be_bytes(bytes)))
    }

    /// A fresh random command id.
    ///
    /// # Errors
    /// [`Error::Fault`] without randomness.
    pub fn fresh_command(&self) -> Result<CommandId, Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).map_err(|e| Error::Fault(e.to_string()))?;
        Ok(CommandId(bytes))
    }

    /// Carries out a command in an estate and answers once it is durable.
    ///
    /// # Errors
    /// [`Error`]; whatever it is, nothing was changed but for `Busy` after a lost answer: the same id asks again.
    pub async fn estate_command(
        &self,
        stream: StreamId,
        who: Who,
        id: CommandId,
        command: estate::Command,
    ) -> Result<Done, Error> {
        let book = self.book_for(stream, &command).await?;
        run(&self.estates.get(stream, &self.shared), who, id, command, book).await
    }

    /// Carries out a command in a district and answers once it is durable.
    ///
    /// # Errors
    /// As [`App::estate_command`].
    pub async fn district_command(
        &self,
        stream: StreamId,
        who: Who,
        id: CommandId,
        command: district::Command,
    ) -> Result<Done, Error> {
        let book = match self.district(stream, |d, _| Arc::new(d.book(&self.built_in))).await {
            Err(Error::NotFound) => Arc::new(self.built_in.clone()),
            book => book?,
        };
        run(&self.districts.get(stream, &self.shared), who, id, command, book).await
    }

    /// The law packs for a command in an estate: those of its district, as they stand.
    async fn book_for(&self, stream: StreamId, command: &estate::Command) -> Result<Arc<Book>, Error> {
        use estate::Command::Founding;
        if let Founding(estate::founding::Command::Found(_)) = command {
            return Ok(Arc::new(self.built_in.clone()));
        }
        let slot = self.estates.get(stream, &self.shared);
        // The district is the founding's and never another: nothing that is being recorded now is waited for.
        let known = slot.read_district();
        if known.is_some() && !command.asks_the_book() {
            return Ok(self.no_book.clone());
        }
        let asked: Vec<StreamId> = std::iter::once(stream).chain(known).collect();
        let seqs = self.record().store().seqs(&asked).await?;
        let district = match (&seqs[..], known) {
            ([0, ..], _) => return Err(Error::NotFound),
            ([_, head], Some(district)) => return self.book_at(district, *head).await,
            _ => slot.read(0, self.now(), |e, _| e.founding.district).await?,
        };
        match district {
            Some(district) => self.book(district).await,
            None => Ok(Arc::new(self.built_in.clone())),
        }
    }

    /// The rule packs in force in a district, read again only when its record grew.
    async fn book(&self, district: StreamId) -> Result<Arc<Book>, Error> {
        let head = self.record().store().seqs(&[district]).await?.first().copied().unwrap_or(0);
        if let Some((seq, book)) = self.books.lock().get(&district)
            && *seq == head
        {
            return Ok(book.clone());
        }
        let slot = self.districts.get(district, &self.shared);
        let (seq, book) = slot.read(head, self.now(), |d, tree| (tree.seq(), Arc::new(d.book(&self.built_in)))).await?;
        self.books.lock().insert(district, (seq, book.clone()));
        Ok(book)
    }

    /// Draws from an estate and its district, both at least as new as the record when asked.
    ///
    /// # Errors
    /// [`Error::NotFound`], or the store's.
    pub async fn estate<R>(&self, stream: StreamId, draw: impl Fn(&EstateView) -> R) -> Result<R, Error> {
        let slot = self.estates.get(stream, &self.shared);
        let known = slot.read_district();
        // One statement for both heads; the first time, the estate must be read to know its district.
        let asked: Vec<StreamId> = std::iter::once(stream).chain(known).collect();
        let seqs = self.record().store().seqs(&asked).await?;
        if seqs[0] == 0 {
            self.estates.slots.lock().remove(&stream);
            return Err(Error::NotFound);
        }
        let now = self.now();
        let district = match known {
            Some(district) => Some(district),
            None => slot.read(seqs[0], now, |e, _| e.founding.district).await?,
        };
        let Some(district) = district else {
            let view = |e: &Estate, tree: &Tree| self.view(stream, e, None, &self.built_in, (tree, 0), now, &draw);
            return slot.read(seqs[0], now, view).await;
        };
        let above = self.districts.get(district, &self.shared);
        let district_head = match seqs.get(1) {
            Some(head) => *head,
            None => self.record().store().seqs(&[district]).await?.first().copied().unwrap_or(0),
        };
        let book = self.book_at(district, district_head).await?;
        above.freshen(district_head).await?;
        let view = |e: &Estate, tree: &Tree| {
            above.peek(|d, district_seq| self.view(stream, e, Some(d), &book, (tree, district_seq), now, &draw))
        };
        slot.read(seqs[0], now, view).await
    }

    /// Looks at an estate on the way to a command: at least as new as the record when asked, but not waiting until what
    /// it sees is durable. The command is judged again by the writer, behind everything seen here; a page is drawn by
    /// [`App::estate`].
    ///
    /// # Errors
    /// [`Error::NotFound`], or the store's.
    pub async fn glance<R>(&self, stream: StreamId, look: impl Fn(&Estate) -> R) -> Result<R, Error> {
        let head = self.record().store().seqs(&[stream]).await?.first().copied().unwrap_or(0);
        if head == 0 {
            return Err(Error::NotFound);
        }
        let slot = self.estates.get(stream, &self.shared);
        loop {
            slot.freshen(head).await?;
            // A state thrown away in between says nothing.
            if let Some(seen) = slot.peek(|estate, seq| (seq >= head).then(|| look(estate))) {
                return Ok(seen);
            }
        }
    }

    /// Looks at an estate as this node has it in memory, without asking whether the record has grown since: for what
    /// does not change any more, on the way to a command that the writer judges by the newest state. `None` where the
    /// estate is not in memory or `look` finds nothing; then [`App::glance`].
    pub fn at_hand<R>(&self, stream: StreamId, look: impl Fn(&Estate) -> Option<R>) -> Option<R> {
        self.estates.get(stream, &self.shared).peek(|estate, seq| (seq > 0).then(|| look(estate)).flatten())
    }

    async fn book_at(&self, district: StreamId, head: Seq) -> Result<Arc<Book>, Error> {
        if let Some((seq, book)) = self.books.lock().get(&district)
            && *seq >= head
        {
            return Ok(book.clone());
        }
        self.book(district).await
    }

    #[expect(clippy::too_many_arguments, reason = "gathers one view from its parts")]
    fn view<R>(
        &self,
        stream: StreamId,
        estate: &Estate,
        district: Option<&District>,
        book: &Book,
        (tree, district_seq): (&Tree, Seq),
        now: Moment,
        draw: &impl Fn(&EstateView) -> R,
    ) -> R {
        let authority = &self.shared.authority;
        let seq = tree.seq();
        draw(&EstateView { stream, estate, district, book, seq, tree, district_seq, now, authority })
    }

    /// Draws from a district.
    ///
    /// # Errors
    /// [`Error::NotFound`], or the store's.
    pub async fn district<R>(&self, stream: StreamId, draw: impl Fn(&District, Seq) -> R) -> Result<R, Error> {
        let head = self.record().store().seqs(&[stream]).await?.first().copied().unwrap_or(0);
        if head == 0 {
            return Err(Error::NotFound);
        }
        self.districts.get(stream, &self.shared).read(head, self.now(), |d, tree| draw(d, tree.seq())).await
    }

    /// Whether `who` may try `act` in a district.
    ///
    /// # Errors
    /// As [`App::district`].
    pub async fn may_in_district(&self, stream: StreamId, who: Who, act: Act) -> Result<bool, Error> {
        Ok(self.verdict_in_district(stream, who, act).await?.allowed)
    }

    /// Whether `who` may try `act` in a district, with the policies that say so.
    ///
    /// # Errors
    /// As [`App::district`].
    pub async fn verdict_in_district(&self, stream: StreamId, who: Who, act: Act) -> Result<Verdict, Error> {
        let today = self.now().day();
        let request = self.district(stream, |d, _| district_request(d, &who, act, today)).await?;
        Ok(self.shared.authority.permits(&request))
    }

    /// `who` of a district as they act in an estate: the capacity as the district's record stands now.
    ///
    /// # Errors
    /// As [`App::district`].
    pub async fn vouch(&self, district: StreamId, person: PersonId, capacity: Capacity) -> Result<Who, Error> {
        let today = self.now().day();
        self.district(district, |d, seq| Who {
            actor: Actor::District { person, district, seq },
            capacity,
            vouched: d.capacities(person, today).contains(&capacity),
        })
        .await
    }

    /// Who a session is in an estate.
    ///
    /// # Errors
    /// [`Error::NotFound`], or the store's.
    pub async fn who_in(&self, session: Option<&crate::Session>, stream: StreamId) -> Result<Who, Error> {
        let Some(session) = session else { return Ok(Who::VISITOR) };
        let above = match session.acting {
            Some(acting) if acting.district => self.estate(stream, |v| v.estate.founding.district).await?,
            _ => None,
        };
        self.who(session, stream, above).await
    }

    /// The seqs of an estate and its district, as kept pages are keyed by; nothing is drawn.
    ///
    /// # Errors
    /// [`Error::NotFound`], or the store's.
    pub async fn seqs(&self, stream: StreamId) -> Result<(Seq, Seq), Error> {
        let known = self.estates.get(stream, &self.shared).read_district();
        let asked: Vec<StreamId> = std::iter::once(stream).chain(known).collect();
        let seqs = self.record().store().seqs(&asked).await?;
        match seqs[..] {
            [0, ..] => {
                // A guessed address leaves nothing behind.
                self.estates.slots.lock().remove(&stream);
                Err(Error::NotFound)
            }
            [estate, district] => Ok((estate, district)),
            _ => self.estate(stream, |v| (v.seq, v.district_seq)).await,
        }
    }

    /// Every stream with its level, as the summaries say.
    ///
    /// # Errors
    /// The store's.
    pub async fn places(&self) -> Result<Vec<Place>, Error> {
        let summaries = self.record().store().summaries(None, usize::MAX).await?;
        Ok(summaries.into_iter().map(|(stream, s)| Place { stream, level: level_of_summary(&s.json) }).collect())
    }

    /// Keeps snapshots of everything that grew: before stopping.
    pub async fn rest(&self) {
        for slot in self.estates.all() {
            if let Err(e) = slot.keep_snapshot().await {
                tracing::warn!("no snapshot: {e}");
            }
        }
    }
}

/// What a stream is the record of, by its summary.
pub(crate) fn level_of_summary(json: &str) -> Level {
    if json.contains("\"level\":\"district\"") { Level::District } else { Level::Estate }
}

async fn run<M: Machine>(
    slot: &Slot<M>,
    who: Who,
    id: CommandId,
    command: M::Command,
    book: Arc<Book>,
) -> Result<Done, Error> {
    let (reply, answer) = oneshot::channel();
    slot.send(Job { who, id, command, book, reply });
    answer.await.map_err(|_| Error::Busy("the writer stopped before answering".into()))?
}
