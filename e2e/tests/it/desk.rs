//! A clerk at a desk: an estate behind its site in this process, whose clock is set by hand, and forms sent as a browser
//! sends them.

use app::Who;
use e2e::http::{Answer, Client};
use e2e::plant::{Planted, Size, Where, clerk, plant};
use estate::assembly::{Command as Assembly, Draft, DraftItem, ItemKind, Scope};
use estate::{Command, bodies};
use hyper::StatusCode;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::net::TcpListener;
use units::{Capacity, Moment, MotionId, PersonId};
use web::Site;

/// The motion a test drafts beside the planted one.
pub const MOTION: MotionId = MotionId(2);

/// An estate of twenty homes behind its site in this process, whose clock is set by hand, and a clerk at it.
pub struct Desk {
    pub planted: Planted,
    pub client: Client,
    pub csrf: String,
    pub data: TempDir,
}

impl Desk {
    pub async fn new() -> Self {
        let data = tempfile::tempdir().unwrap();
        let place = Where { dir: data.path(), database_url: None };
        let planted = plant(place, Size { homes: 20, accounts: 1 }).await;
        Self::of(planted, data).await
    }

    /// At an estate planted already, by its first clerk.
    pub async fn of(planted: Planted, data: TempDir) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut client = Client::new(&listener.local_addr().unwrap().to_string());
        let site = Arc::new(Site::new(planted.app.clone()));
        tokio::spawn(web::serve(site, listener, std::future::pending()));
        client.sign_in(&planted.clerks[0]).await.unwrap();
        let csrf = client.csrf(&format!("/e/{}/matters/new", planted.estate)).await.unwrap();
        Self { planted, client, csrf, data }
    }

    pub fn at(&self, rest: &str) -> String {
        format!("/e/{}{rest}", self.planted.estate)
    }

    pub async fn get(&mut self, rest: &str) -> String {
        let path = self.at(rest);
        let answer = self.client.get(&path).await.unwrap();
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        answer.body
    }

    pub async fn post(&mut self, rest: &str, form: &[(&str, &str)]) -> Answer {
        let (path, id, csrf) = (self.at(rest), fresh(), self.csrf.clone());
        let mut all = vec![("id", id.as_str()), ("csrf", csrf.as_str())];
        all.extend_from_slice(form);
        self.client.post(&path, &all).await.unwrap()
    }

    /// Sent, refused with these words, and nothing of it in the record.
    pub async fn refused(&mut self, rest: &str, form: &[(&str, &str)], words: &[&str]) {
        let before = self.head().await;
        let answer = self.post(rest, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", answer.body);
        let said = plain(&answer.body);
        for word in words {
            assert!(said.contains(word), "“{word}” is not said: {said}");
        }
        assert_eq!(self.head().await, before, "nothing was recorded");
    }

    pub async fn done(&mut self, rest: &str, form: &[(&str, &str)]) {
        let answer = self.post(rest, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    }

    pub async fn head(&self) -> Vec<u64> {
        self.planted.app.record().store().seqs(&[self.planted.estate]).await.unwrap()
    }

    pub async fn act(&self, who: Who, command: Command) {
        self.planted.act(who, command).await.unwrap();
    }

    pub async fn assembly(&self, command: Assembly) {
        self.act(clerk(), Command::Assembly(command)).await;
    }

    pub fn day(&self, days: i32, hour: i8) -> Moment {
        self.planted.clock.now().day().plus(days).at(hour, 0)
    }

    /// A second motion whose voting opens in so many days, drafted.
    pub async fn drafted(&self, opens: i32, item: DraftItem) {
        let first = |v: &app::EstateView<'_>| *v.estate.matters.matters.keys().next().unwrap();
        let matter = self.planted.app.estate(self.planted.estate, first).await.unwrap();
        let (title, reading_place) = ("修门禁".to_owned(), "居委会".to_owned());
        let (opens, closes, reading) = (self.day(opens, 8), self.day(opens + 10, 18), self.day(opens + 11, 9));
        let (scope, items) = (Scope::Estate, vec![item]);
        let draft = Draft { matter, title, scope, items, opens, closes, reading, reading_place };
        self.assembly(Assembly::Draft(draft)).await;
    }

    /// The same, as far as its open vote.
    pub async fn voting(&self, item: DraftItem) {
        self.drafted(20, item).await;
        self.assembly(Assembly::FreezeRoll { motion: MOTION }).await;
        self.assembly(Assembly::GiveNotice { motion: MOTION, told_committee: true, silence_warning: true }).await;
        self.planted.match_owners().await;
        self.planted.clock.set(self.day(20, 9));
    }

    /// Somebody comes back after days: the session is over.
    pub async fn back(&mut self) {
        self.client.sign_in(&self.planted.clerks[0]).await.unwrap();
        let page = self.at("/matters/new");
        self.csrf = self.client.csrf(&page).await.unwrap();
    }

    pub async fn employ_walker(&self) -> PersonId {
        let (kind, contact) = (bodies::PersonKind::Natural, bodies::Contact::default());
        let register = bodies::Register { kind, name: "示例上门员".into(), contact };
        self.act(clerk(), Command::Bodies(bodies::Command::Register(register))).await;
        let newest = |v: &app::EstateView<'_>| *v.estate.bodies.persons.last_key_value().unwrap().0;
        let person = self.planted.app.estate(self.planted.estate, newest).await.unwrap();
        let from = self.planted.clock.now().day().plus(-1);
        let appoint = bodies::Appoint { person, capacity: Capacity::Canvasser, part: None, from, until: None };
        self.act(clerk(), Command::Bodies(bodies::Command::Appoint(appoint))).await;
        person
    }
}

/// What a page says, without its marks.
pub fn plain(page: &str) -> String {
    let mut said = String::new();
    for part in page.split('<').skip(1) {
        said.push_str(part.split_once('>').map_or("", |(_, text)| text));
    }
    said.chars().filter(|c| !c.is_whitespace() && *c != '\u{2060}').collect()
}

pub fn fresh() -> String {
    record::Keys::generate().deployment().to_string()
}

pub fn question() -> DraftItem {
    let (title, text) = ("同意修门禁吗？".to_owned(), String::new());
    DraftItem { kind: ItemKind::UseFund, title, text, options: Vec::new(), seats: 0, persons: Vec::new() }
}
