//! Accounts, sign-in, sessions: ordinary values beside the record, sealed like everything at rest.
//!
//! An account links to persons stream by stream; whether a link holds is said by the stream's own record, so a link
//! is only an index. Sign-in names are kept as keyed digests. No password is ever preset: the first start prints a
//! one-time link that makes the first administrator.

use crate::{App, Error, Who};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use authority::Level;
use estate::bodies;
use parking_lot::Mutex;
use record::Expect;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::net::IpAddr;
use std::str::FromStr;
use subtle::ConstantTimeEq as _;
use thiserror::Error as ThisError;
use units::{AccountId, Actor, Capacity, CommandId, Digest, Moment, PersonId, StreamId, limits};

/// An account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Argon2id hash of the password.
    password: String,
    /// Persons it may stand for.
    pub links: Vec<Link>,
    /// Sessions of an older generation are over: signing out everywhere raises it.
    generation: u32,
    /// Language, type size and so on, as the person set them.
    pub settings: HashMap<String, String>,
}

/// A person an account may stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// In which stream.
    pub stream: StreamId,
    /// Estate or district.
    pub district: bool,
}

/// As whom a session acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acting {
    /// The stream the person belongs to.
    pub stream: StreamId,
    /// Estate or district.
    pub district: bool,
    /// The person.
    pub person: PersonId,
    /// In which capacity.
    pub capacity: Capacity,
}

/// A signed-in device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Whose.
    pub account: AccountId,
    /// As whom it acts; `None` until somebody is picked.
    pub acting: Option<Acting>,
    /// When it began.
    pub began: Moment,
    /// When a page was last asked for.
    pub seen: Moment,
    /// On an own phone: ends later.
    pub kept: bool,
    generation: u32,
}

/// What a device holds: account and random token. Only a digest of the token is stored.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SessionKey {
    account: AccountId,
    token: [u8; 32],
}

impl std::fmt::Display for SessionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.account, Digest(self.token))
    }
}

impl FromStr for SessionKey {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (account, token) = text.split_at_checked(32).ok_or(())?;
        let token: Digest = token.parse().map_err(|_| ())?;
        Ok(Self { account: account.parse().map_err(|_| ())?, token: token.0 })
    }
}

impl std::fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SessionKey({})", self.account)
    }
}

/// Why somebody is not let in.
#[derive(Debug, ThisError)]
pub enum SignInError {
    /// Name or password is wrong; which of them is not said.
    #[error("name or password is wrong")]
    Wrong,
    /// Too many tries from here for this name; others are not touched.
    #[error("wait {0} seconds")]
    Wait(i64),
    /// The name is taken.
    #[error("the name is taken")]
    NameTaken,
    /// The name is empty or too long.
    #[error("the name has a wrong length")]
    NameLength,
    /// The password is too short or too long.
    #[error("the password has a wrong length")]
    PasswordLength,
    /// The one-time link is unknown or used.
    #[error("the link is unknown or used")]
    LinkUnknown,
    /// The slip was refused, or the machine failed.
    #[error(transparent)]
    Error(#[from] Error),
}

impl From<record::StoreError> for SignInError {
    fn from(e: record::StoreError) -> Self {
        Self::Error(e.into())
    }
}

/// Counts wrong tries. Keyed by name *and* address, so that trying somebody's name from elsewhere never locks them
/// out; and by address alone against trying many names.
#[derive(Debug, Default)]
pub struct Throttle {
    tries: Mutex<HashMap<(Option<Digest>, IpAddr), (u32, Moment)>>,
}

const WINDOW_MS: i64 = 15 * 60 * 1_000;
const TRIES_KEPT: usize = 100_000;

impl Throttle {
    fn wait(&self, name: Digest, from: IpAddr, now: Moment) -> Option<i64> {
        let tries = self.tries.lock();
        let over = |key, most: u32| {
            let (count, until) = tries.get(&key).copied().filter(|(_, until)| *until > now)?;
            (count >= most).then(|| (until.ms() - now.ms()) / 1_000 + 1)
        };
        let by_name = over((Some(name), from), limits::SIGN_IN_TRIES);
        by_name.max(over((None, from), limits::SIGN_IN_TRIES_PER_ADDRESS))
    }

    fn wrong(&self, name: Digest, from: IpAddr, now: Moment) {
        let mut tries = self.tries.lock();
        if tries.len() > TRIES_KEPT {
            tries.retain(|_, (_, until)| *until > now);
        }
        for key in [(Some(name), from), (None, from)] {
            let entry = tries.entry(key).or_insert((0, now));
            if entry.1 <= now {
                entry.0 = 0;
            }
            entry.0 += 1;
            // Each wrong try past the allowed ones doubles the wait, up to the window.
            let past = entry.0.saturating_sub(limits::SIGN_IN_TRIES).min(8);
            let wait = if key.0.is_some() { (15_000_i64 << past).min(WINDOW_MS) } else { WINDOW_MS };
            entry.1 = now.plus_ms(wait);
        }
    }

    fn right(&self, name: Digest, from: IpAddr) {
        self.tries.lock().remove(&(Some(name), from));
    }
}

/// What the application remembers between requests; each node for itself.
pub(crate) struct State {
    throttle: Throttle,
    sessions: Mutex<HashMap<SessionKey, (Session, Moment)>>,
    /// Hashing a password takes a core and 19 MiB; more at once would starve everybody else.
    hashing: tokio::sync::Semaphore,
}

impl Default for State {
    fn default() -> Self {
        Self { throttle: Throttle::default(), sessions: Mutex::default(), hashing: tokio::sync::Semaphore::new(2) }
    }
}

/// A session read once is trusted so long (milliseconds): signing out on another node is felt after this at the latest.
const SESSION_TRUST_MS: i64 = 5_000;
/// Sessions remembered in memory.
const SESSIONS_KEPT: usize = 50_000;
/// “Seen” is written back no oftener than this (milliseconds).
const SEEN_EVERY_MS: i64 = 60_000;
/// The longest sign-in name.
const LOGIN_CHARS_MAX: usize = 60;

fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|e| Error::Fault(e.to_string()))?;
    Ok(bytes)
}

fn plain(login: &str) -> String {
    login.trim().to_lowercase()
}

impl App {
    fn login_digest(&self, login: &str) -> Digest {
        self.record().keys().digest("sign-in name", plain(login).as_bytes())
    }

    async fn hash(&self, password: &str) -> Result<String, Error> {
        let _permit = self.accounts.hashing.acquire().await;
        let password = password.to_owned();
        let hash = tokio::task::spawn_blocking(move || {
            Argon2::default().hash_password(password.as_bytes()).map(|h| h.to_string())
        });
        hash.await.map_err(|e| Error::Fault(e.to_string()))?.map_err(|e| Error::Fault(e.to_string()))
    }

    async fn fits(&self, password: &str, hash: String) -> Result<bool, Error> {
        let _permit = self.accounts.hashing.acquire().await;
        let password = password.to_owned();
        let check = tokio::task::spawn_blocking(move || {
            let parsed = PasswordHash::new(&hash);
            parsed.is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
        });
        check.await.map_err(|e| Error::Fault(e.to_string()))
    }

    /// Whether a name and a password may be used for a new account.
    fn check_new(login: &str, password: &str) -> Result<(), SignInError> {
        if !(1..=LOGIN_CHARS_MAX).contains(&plain(login).chars().count()) {
            return Err(SignInError::NameLength);
        }
        let fits = limits::PASSWORD_CHARS_MIN..=limits::PASSWORD_CHARS_MAX;
        if fits.contains(&password.chars().count()) { Ok(()) } else { Err(SignInError::PasswordLength) }
    }

    /// Opens an account that stands for nobody yet.
    ///
    /// # Errors
    /// [`SignInError`]: the name is taken, or name or password have a wrong length.
    pub async fn open_account(&self, login: &str, password: &str) -> Result<AccountId, SignInError> {
        Self::check_new(login, password)?;
        let (id, now) = (AccountId(random()?), self.now());
        let account = Account { password: self.hash(password).await?, ..Account::default() };
        // The account first: a name that leads nowhere would be taken for ever.
        self.record().put_side("account", &id.0, Expect::Absent, &account, None, now).await?;
        let name = self.login_digest(login);
        if !self.record().put_side("login", &name.0, Expect::Absent, &id, None, now).await? {
            self.record().store().drop_side("account", &id.0).await?;
            return Err(SignInError::NameTaken);
        }
        Ok(id)
    }

    /// Signs in.
    ///
    /// # Errors
    /// [`SignInError::Wrong`] whether name or password is wrong, after the same work; [`SignInError::Wait`] after too
    /// many tries from this address.
    pub async fn sign_in(
        &self,
        login: &str,
        password: &str,
        from: IpAddr,
        kept: bool,
    ) -> Result<SessionKey, SignInError> {
        let (name, now) = (self.login_digest(login), self.now());
        if let Some(seconds) = self.accounts.throttle.wait(name, from, now) {
            return Err(SignInError::Wait(seconds));
        }
        let id: Option<AccountId> = self.record().side("login", &name.0, now).await?.map(|(id, _)| id);
        let account = match id {
            Some(id) => self.account(id).await?.map(|(account, _)| (id, account)),
            None => None,
        };
        // An unknown name costs what a known one does.
        let hash = account.as_ref().map_or_else(|| DUMMY_HASH.to_owned(), |(_, a)| a.password.clone());
        let right = password.chars().count() <= limits::PASSWORD_CHARS_MAX && self.fits(password, hash).await?;
        match account {
            Some((id, account)) if right => {
                self.accounts.throttle.right(name, from);
                Ok(self.begin_session(id, &account, kept).await?)
            }
            _ => {
                self.accounts.throttle.wrong(name, from, now);
                Err(SignInError::Wrong)
            }
        }
    }

    async fn begin_session(&self, id: AccountId, account: &Account, kept: bool) -> Result<SessionKey, Error> {
        let (key, now) = (SessionKey { account: id, token: random()? }, self.now());
        let acting = self.first_acting(id, account).await?;
        let session = Session { account: id, acting, began: now, seen: now, kept, generation: account.generation };
        self.put_session(&key, &session).await?;
        Ok(key)
    }

    fn session_place(&self, key: &SessionKey) -> Vec<u8> {
        let digest = self.record().keys().digest("session", &key.token);
        [&key.account.0[..], &digest.0].concat()
    }

    async fn put_session(&self, key: &SessionKey, session: &Session) -> Result<(), Error> {
        self.put_session_if(key, session, Expect::Any).await.map(|_| ())
    }

    async fn put_session_if(&self, key: &SessionKey, session: &Session, expect: Expect) -> Result<bool, Error> {
        let now = self.now();
        let expires =
            session.seen.plus_ms(if session.kept { limits::SESSION_KEPT_MS } else { limits::SESSION_IDLE_MS });
        let place = self.session_place(key);
        if !self.record().put_side("session", &place, expect, session, Some(expires), now).await? {
            return Ok(false);
        }
        let mut sessions = self.accounts.sessions.lock();
        if sessions.len() > SESSIONS_KEPT {
            sessions.retain(|_, (_, read)| read.plus_ms(SESSION_TRUST_MS) > now);
        }
        sessions.insert(*key, (session.clone(), now));
        Ok(true)
    }

    /// The session of a device; `None` once it is over.
    ///
    /// # Errors
    /// The store's.
    pub async fn session(&self, key: &SessionKey) -> Result<Option<Session>, Error> {
        let now = self.now();
        let known = self.accounts.sessions.lock().get(key).cloned();
        let session = match known {
            Some((session, read)) if now < read.plus_ms(SESSION_TRUST_MS) => session,
            _ => {
                let stored = self.record().side::<Session>("session", &self.session_place(key), now).await?;
                let account = self.account(key.account).await?;
                let (Some((session, _)), Some((account, _))) = (stored, account) else {
                    self.accounts.sessions.lock().remove(key);
                    return Ok(None);
                };
                if session.generation != account.generation {
                    return Ok(None);
                }
                self.accounts.sessions.lock().insert(*key, (session.clone(), now));
                session
            }
        };
        let idle = if session.kept { limits::SESSION_KEPT_MS } else { limits::SESSION_IDLE_MS };
        if now >= session.seen.plus_ms(idle) {
            return Ok(None);
        }
        if now >= session.seen.plus_ms(SEEN_EVERY_MS) && !self.keep_seen(key, now).await? {
            self.accounts.sessions.lock().remove(key);
            return Ok(None);
        }
        Ok(Some(session))
    }

    /// Writes back that a session was seen, unless it was ended meanwhile, here or on another node; false then.
    async fn keep_seen(&self, key: &SessionKey, now: Moment) -> Result<bool, Error> {
        let place = self.session_place(key);
        let Some((stored, version)) = self.record().side::<Session>("session", &place, now).await? else {
            return Ok(false);
        };
        let seen = Session { seen: now, ..stored };
        // Not written: another request of the same device was first, or it was ended this very moment.
        Ok(self.put_session_if(key, &seen, Expect::Version(version)).await?
            || self.record().side::<Session>("session", &place, now).await?.is_some())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// The store's.
    pub async fn sign_out(&self, key: &SessionKey) -> Result<(), Error> {
        self.accounts.sessions.lock().remove(key);
        Ok(self.record().store().drop_side("session", &self.session_place(key)).await?)
    }

    /// Lets a session act as somebody else it may stand for.
    ///
    /// # Errors
    /// [`Error::NotFound`] if it may not.
    pub async fn act_as(&self, key: &SessionKey, acting: Acting) -> Result<(), Error> {
        let session = self.session(key).await?.ok_or(Error::NotFound)?;
        if !self.choices(session.account).await?.contains(&acting) {
            return Err(Error::NotFound);
        }
        self.put_session(key, &Session { acting: Some(acting), ..session }).await
    }

    /// The account with the version it was read at.
    ///
    /// # Errors
    /// The store's.
    pub async fn account(&self, id: AccountId) -> Result<Option<(Account, i64)>, Error> {
        Ok(self.record().side("account", &id.0, self.now()).await?)
    }

    async fn change_account(&self, id: AccountId, change: impl Fn(&mut Account)) -> Result<(), Error> {
        for _ in 0..5 {
            let (mut account, version) = self.account(id).await?.ok_or(Error::NotFound)?;
            change(&mut account);
            if self.record().put_side("account", &id.0, Expect::Version(version), &account, None, self.now()).await? {
                return Ok(());
            }
        }
        Err(Error::Busy("the account is being changed elsewhere".into()))
    }

    /// Keeps a setting of the person's: language, type size.
    ///
    /// # Errors
    /// The store's.
    pub async fn set_setting(&self, id: AccountId, name: &str, value: &str) -> Result<(), Error> {
        self.change_account(id, |a| {
            a.settings.insert(name.to_owned(), value.to_owned());
        })
        .await
    }

    /// Changes the password and ends every session of the account but one that begins now.
    ///
    /// # Errors
    /// [`SignInError::Wrong`] if the old password is not right.
    pub async fn change_password(&self, id: AccountId, old: &str, new: &str) -> Result<SessionKey, SignInError> {
        let (account, _) = self.account(id).await?.ok_or(Error::NotFound)?;
        if !self.fits(old, account.password.clone()).await? {
            return Err(SignInError::Wrong);
        }
        Self::check_new("name", new)?;
        let hash = self.hash(new).await?;
        self.change_account(id, |a| {
            a.password.clone_from(&hash);
            a.generation += 1;
        })
        .await?;
        self.accounts.sessions.lock().retain(|key, _| key.account != id);
        let (account, _) = self.account(id).await?.ok_or(Error::NotFound)?;
        Ok(self.begin_session(id, &account, false).await?)
    }

    /// Whom an account may act as now: every person it is linked to, in each of their capacities.
    ///
    /// # Errors
    /// The store's.
    pub async fn choices(&self, id: AccountId) -> Result<Vec<Acting>, Error> {
        let Some((account, _)) = self.account(id).await? else { return Ok(Vec::new()) };
        let mut choices = Vec::new();
        for link in account.links {
            let today = self.now().day();
            let (stream, district) = (link.stream, link.district);
            let found = if district {
                let held = |d: &district::District, _| {
                    d.bodies.by_account(id).map(|p| (p, d.capacities(p, today))).into_iter().collect::<Vec<_>>()
                };
                self.district(stream, held).await
            } else {
                let held = |v: &crate::EstateView| {
                    let person = v.estate.bodies.by_account(id);
                    person.map(|p| (p, v.estate.capacities(p, today))).into_iter().collect::<Vec<_>>()
                };
                self.estate(stream, held).await
            };
            let found = match found {
                Err(Error::NotFound) => continue,
                found => found?,
            };
            for (person, capacities) in found {
                choices.extend(capacities.into_iter().map(|capacity| Acting { stream, district, person, capacity }));
            }
        }
        Ok(choices)
    }

    /// The key of an account's calendar address: whoever holds it reads that account's deadlines and nothing else. A new
    /// password makes a new one.
    ///
    /// # Errors
    /// [`Error::NotFound`] without such an account, or the store's.
    pub async fn calendar_key(&self, id: AccountId) -> Result<String, Error> {
        let (account, _) = self.account(id).await?.ok_or(Error::NotFound)?;
        Ok(format!("{id}{}", self.calendar_word(id, &account)))
    }

    fn calendar_word(&self, id: AccountId, account: &Account) -> String {
        let message = format!("{id} {}", account.generation);
        self.record().keys().digest("calendar", message.as_bytes()).to_string()[..32].to_owned()
    }

    /// Whose calendar a key opens; `None` if nobody's.
    ///
    /// # Errors
    /// The store's.
    pub async fn calendar_of(&self, key: &str) -> Result<Option<AccountId>, Error> {
        let Some((id, word)) = key.split_at_checked(32) else { return Ok(None) };
        let Ok(id) = id.parse::<AccountId>() else { return Ok(None) };
        let Some((account, _)) = self.account(id).await? else { return Ok(None) };
        let same: bool = self.calendar_word(id, &account).as_bytes().ct_eq(word.as_bytes()).into();
        Ok(same.then_some(id))
    }

    /// As whom a fresh session acts: the only choice, or the one most work is done in.
    async fn first_acting(&self, id: AccountId, account: &Account) -> Result<Option<Acting>, Error> {
        if account.links.is_empty() {
            return Ok(None);
        }
        Ok(self.choices(id).await?.into_iter().min_by_key(|a| (a.capacity == Capacity::Resident, a.capacity)))
    }

    /// Who a session is in an estate: the person acting there, or an official of its district.
    ///
    /// # Errors
    /// The store's.
    pub async fn who(&self, session: &Session, stream: StreamId, above: Option<StreamId>) -> Result<Who, Error> {
        let Some(acting) = session.acting else { return Ok(Who::VISITOR) };
        if acting.stream == stream {
            return Ok(Who { actor: Actor::Person(acting.person), capacity: acting.capacity, vouched: false });
        }
        match above {
            Some(district) if acting.district && acting.stream == district => {
                self.vouch(district, acting.person, acting.capacity).await
            }
            _ => Ok(Who::VISITOR),
        }
    }

    async fn add_link(&self, id: AccountId, stream: StreamId, district: bool) -> Result<(), Error> {
        let link = Link { stream, district };
        self.change_account(id, |a| {
            if !a.links.contains(&link) {
                a.links.push(link);
            }
        })
        .await
    }

    // ---- slips ----

    /// A fresh slip code and the digest to record: twelve letters for paper, sixty random bits.
    ///
    /// # Errors
    /// [`Error::Fault`] without randomness.
    pub fn fresh_slip(&self, stream: StreamId) -> Result<(String, Digest), Error> {
        let bytes: [u8; 12] = random()?;
        let code: String = bytes.iter().map(|b| char::from(SLIP_ALPHABET[usize::from(b & 31)])).collect();
        let digest = self.slip_digest(stream, &code);
        Ok((format!("{} {} {}", &code[..4], &code[4..8], &code[8..]), digest))
    }

    pub(crate) fn slip_digest(&self, stream: StreamId, code: &str) -> Digest {
        let letters = code.chars().filter(char::is_ascii_alphanumeric).map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        });
        let code: String = letters.collect();
        self.record().keys().digest("slip", format!("{stream} {code}").as_bytes())
    }

    /// Opens an account with a slip, or links one that is signed in.
    ///
    /// # Errors
    /// [`SignInError`]; a slip that was refused leaves no account behind.
    pub async fn redeem_slip(
        &self,
        stream: StreamId,
        level: Level,
        code: &str,
        as_whom: Redeemer<'_>,
        from: IpAddr,
        command: CommandId,
    ) -> Result<SessionKey, SignInError> {
        let slip = self.slip_digest(stream, code);
        let build = |account| {
            let redeem = bodies::Command::RedeemSlip { slip, account };
            match level {
                Level::Estate => Opening::Estate(estate::Command::Bodies(redeem)),
                Level::District => Opening::District(district::Command::Bodies(redeem)),
            }
        };
        self.open_with(stream, slip, as_whom, from, command, build).await
    }

    /// Opens an account, or takes the one signed in, for what `build` sends with it.
    pub(crate) async fn open_with(
        &self,
        stream: StreamId,
        slip: Digest,
        as_whom: Redeemer<'_>,
        from: IpAddr,
        command: CommandId,
        build: impl FnOnce(AccountId) -> Opening,
    ) -> Result<SessionKey, SignInError> {
        let now = self.now();
        if let Some(seconds) = self.accounts.throttle.wait(slip, from, now) {
            return Err(SignInError::Wait(seconds));
        }
        let (account, fresh) = match as_whom {
            Redeemer::SignedIn(key) => (self.session(key).await?.ok_or(Error::NotFound)?.account, None),
            Redeemer::New { login, password } => {
                let id = self.open_account(login, password).await?;
                (id, Some(login))
            }
        };
        let opening = build(account);
        let (district, acts) = (matches!(opening, Opening::District(_)), opening.acts());
        let done = match opening {
            Opening::Estate(opening) => self.estate_command(stream, Who::VISITOR, command, opening).await,
            Opening::District(opening) => self.district_command(stream, Who::VISITOR, command, opening).await,
        };
        if let Err(error) = done {
            if matches!(error, Error::Refused(_)) {
                self.accounts.throttle.wrong(slip, from, now);
            }
            if let Some(login) = fresh {
                self.record().store().drop_side("login", &self.login_digest(login).0).await?;
                self.record().store().drop_side("account", &account.0).await?;
            }
            return Err(error.into());
        }
        self.add_link(account, stream, district).await?;
        let (held, _) = self.account(account).await?.ok_or(Error::NotFound)?;
        if let Redeemer::SignedIn(key) = as_whom {
            let acting = self.choices(account).await?.into_iter().find(|a| acts && a.stream == stream);
            if let (Some(session), Some(acting)) = (self.session(key).await?, acting) {
                self.put_session(key, &Session { acting: Some(acting), ..session }).await?;
            }
            return Ok(*key);
        }
        Ok(self.begin_session(account, &held, false).await?)
    }

    // ---- the first administrator ----

    /// The one-time code of the first start, if no administrator was made yet: printed once, kept as a digest. A new
    /// start makes a new one.
    ///
    /// # Errors
    /// The store's.
    pub async fn first_link(&self) -> Result<Option<String>, Error> {
        let now = self.now();
        if self.record().side::<bool>("setup", b"done", now).await?.is_some() {
            return Ok(None);
        }
        let code = Digest(random()?).to_string()[..32].to_owned();
        let digest = self.record().keys().digest("setup", code.as_bytes());
        self.record().put_side("setup", b"link", Expect::Any, &digest, None, now).await?;
        Ok(Some(code))
    }

    /// Makes the first administrator and the district, once.
    ///
    /// # Errors
    /// [`SignInError::LinkUnknown`] if the code is not the one printed, or was used.
    pub async fn set_up(
        &self,
        code: &str,
        login: &str,
        password: &str,
        found: impl FnOnce(AccountId) -> district::Command,
    ) -> Result<(SessionKey, StreamId), SignInError> {
        let now = self.now();
        let digest = self.record().keys().digest("setup", code.as_bytes());
        let link = self.record().side::<Digest>("setup", b"link", now).await?;
        if link.is_none_or(|(held, _)| held != digest)
            || self.record().side::<bool>("setup", b"done", now).await?.is_some()
        {
            return Err(SignInError::LinkUnknown);
        }
        let account = self.open_account(login, password).await?;
        let stream = self.fresh_stream()?;
        let command = found(account);
        let founded = self.district_command(stream, Who::VISITOR, self.fresh_command()?, command).await;
        if let Err(error) = founded {
            self.record().store().drop_side("login", &self.login_digest(login).0).await?;
            self.record().store().drop_side("account", &account.0).await?;
            return Err(error.into());
        }
        self.record().put_side("setup", b"done", Expect::Any, &true, None, now).await?;
        self.record().store().drop_side("setup", b"link").await?;
        self.add_link(account, stream, true).await?;
        let (held, _) = self.account(account).await?.ok_or(Error::NotFound)?;
        Ok((self.begin_session(account, &held, false).await?, stream))
    }

    /// Whether a first administrator is still to be made with this code.
    ///
    /// # Errors
    /// The store's.
    pub async fn is_first_link(&self, code: &str) -> Result<bool, Error> {
        let digest = self.record().keys().digest("setup", code.as_bytes());
        let link = self.record().side::<Digest>("setup", b"link", self.now()).await?;
        Ok(link.is_some_and(|(held, _)| held == digest))
    }
}

/// What is sent with an account that is opened or taken.
pub(crate) enum Opening {
    Estate(estate::Command),
    District(district::Command),
}

impl Opening {
    /// Whether its holder acts as somebody else from then on; a helper goes on as whoever they were.
    const fn acts(&self) -> bool {
        !matches!(self, Self::Estate(estate::Command::Helping(_)))
    }
}

/// Who redeems a slip.
#[derive(Clone, Copy)]
pub enum Redeemer<'a> {
    /// Somebody signed in, whose account gets another person.
    SignedIn(&'a SessionKey),
    /// Somebody new.
    New {
        /// Sign-in name.
        login: &'a str,
        /// Password.
        password: &'a str,
    },
}

/// As the codes on paper ballots: no letter is mistaken for another.
const SLIP_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Hash of a password nobody has, with today's parameters.
const DUMMY_HASH: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
