//! One file a mechanism. A page is drawn from a view of the estate and knows who looks; it asks the policies what to
//! offer and never decides anything itself.

pub mod account;
pub mod aftermath;
pub mod ballot;
pub mod board;
pub mod canvass;
pub mod charter;
pub mod consent;
pub mod custody;
pub mod desk;
pub mod district;
pub mod documents;
pub mod front;
pub mod help;
pub mod home;
pub mod law;
pub mod letters;
pub mod matters;
pub mod motion;
pub mod paper_frame;
pub mod papers;
pub mod people_find;
pub mod posting;
pub mod problem;
pub mod proof;
pub mod roll_shown;
pub mod seals;
pub mod share;
pub mod standing;
pub mod telling;
pub mod turnout;
pub mod week;

use crate::components::{Link, Station};
use crate::layout::{NavItem, Page, Place, Proof, Who as Viewer, sign_in_to};
use crate::text::Lang;
use crate::visit::Visit;
use crate::{format, t};
use app::{EstateView, Who};
use authority::Act;
use estate::assembly::{Motion, Scope, Status};
use estate::bodies::PersonKind;
use estate::matters::{Matter, Stage};
use estate::roll::{Door, Unit};
use estate::{Estate, Label};
use maud::{Markup, html};
use units::{Actor, Capacity, Day, MotionId, PersonId, Sealed, UnitId};

/// Sections of an estate's pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    /// 公告栏.
    Board,
    /// 事项.
    Matters,
    /// 我家.
    Home,
    /// 办事台.
    Desk,
    /// 规矩.
    Law,
    /// None of them.
    #[default]
    Elsewhere,
}

/// What a page of an estate sets about its frame.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shape<'a> {
    /// Title in the tab.
    pub title: &'a str,
    /// Which section it is in.
    pub section: Section,
    /// A desk page: more columns.
    pub desk: bool,
    /// A table page: the whole width.
    pub wide: bool,
    /// Offer reading aloud.
    pub aloud: bool,
    /// Say at the foot what it was drawn from.
    pub proof: bool,
}

/// A page of an estate: who looks, at what.
pub struct Frame<'a> {
    /// The request.
    pub visit: &'a Visit,
    /// Who looks.
    pub who: Who,
    /// The estate and its district.
    pub view: &'a EstateView<'a>,
}

/// The unit of a door as typed, `3-2-501`.
pub fn unit_at(estate: &estate::Estate, typed: &str) -> Option<UnitId> {
    let wanted = typed.trim();
    estate.roll.listed().find(|(_, u)| u.facts.door.to_string() == wanted).map(|(id, _)| id)
}

impl Frame<'_> {
    /// The reader's language.
    pub fn lang(&self) -> Lang {
        self.visit.look.lang
    }

    /// Whether who looks may try `act`.
    pub fn may(&self, act: Act) -> bool {
        self.view.may(&self.who, act)
    }

    /// The estate.
    pub fn estate(&self) -> &Estate {
        self.view.estate
    }

    /// Today.
    pub fn today(&self) -> Day {
        self.view.today()
    }

    /// An address of this estate: `at("/home")`.
    pub fn at(&self, rest: &str) -> String {
        format!("/e/{}{rest}", self.view.stream)
    }

    /// The estate's name.
    pub fn name(&self) -> &str {
        open(self.lang(), self.estate().founding.name.as_ref())
    }

    /// The whole document.
    pub fn page(&self, shape: Shape<'_>, content: Markup) -> Markup {
        let lang = self.lang();
        let (board, matters, home, desk, law) =
            (self.at(""), self.at("/matters"), self.at("/home"), self.at("/desk"), self.at("/law"));
        let item = |label, href, section| NavItem { label, href, current: shape.section == section };
        let mut nav = vec![
            item(t!(lang, "nav-board"), board.as_str(), Section::Board),
            item(t!(lang, "nav-matters"), matters.as_str(), Section::Matters),
        ];
        if self.may(Act::ViewHome) && self.who.person_id().is_some() {
            nav.push(item(t!(lang, "nav-home"), home.as_str(), Section::Home));
        }
        if self.may(Act::ViewDesk) {
            nav.push(item(t!(lang, "nav-desk"), desk.as_str(), Section::Desk));
        }
        nav.push(item(t!(lang, "nav-law"), law.as_str(), Section::Law));

        let sign_in = sign_in_to(&self.visit.path);
        let name = self.viewer_name();
        let who = match &self.visit.session {
            None => Viewer::Visitor { sign_in: &sign_in },
            Some(_) => {
                let helps = matches!(self.who.actor, Actor::Helper { .. });
                let capacity =
                    if helps { t!(lang, "capacity-helper") } else { format::capacity(lang, self.who.capacity) };
                Viewer::Person { name: &name, capacity, href: "/account" }
            }
        };
        let head = self.view.root().to_string();
        let how = self.at("/proof");
        let proof = Proof { seq: self.view.seq, head: &head, how: &how };
        let switches = self.visit.switches();
        let powers = self.at("/powers");
        let links = [Link::new(t!(lang, "nav-powers"), &powers), Link::new(t!(lang, "nav-proof"), &how)];
        let demo = !self.visit.site.demo.is_empty();
        Page {
            title: shape.title,
            look: self.visit.look,
            desk: shape.desk,
            wide: shape.wide,
            place: Place {
                name: self.name(),
                line: if demo { t!(lang, "place-line-demo") } else { t!(lang, "place-line") },
                home: &board,
            },
            nav: &nav,
            who,
            switches: &switches,
            read_aloud: shape.aloud,
            note: demo.then_some(t!(lang, "demo-note")),
            links: &links,
            proof: shape.proof.then_some(proof),
        }
        .document(content)
    }

    /// A form that sends to an address of this estate.
    pub fn form(&self, to: &str, inner: Markup) -> Markup {
        html! { form method="post" action=(self.at(to)) .stack { (self.visit.form_values()) (inner) } }
    }

    fn viewer_name(&self) -> String {
        let person = match self.who.actor {
            Actor::Person(person) | Actor::Helper { person, .. } => self.estate().bodies.person(person),
            Actor::District { person, .. } => self.view.district.and_then(|d| d.bodies.person(person)),
            Actor::System | Actor::Visitor => None,
        };
        match person.and_then(|p| p.name.get()) {
            Some(name) => format::masked(name),
            // Signed in, but nobody in this estate.
            None => t!(self.lang(), "viewer-elsewhere").to_owned(),
        }
    }

    /// A person's name where it may be shown in full to this viewer: keepers of the roll, and oneself.
    pub fn full_name(&self, person: PersonId) -> String {
        let known = self.estate().bodies.person(person);
        match known {
            Some(p) => p.name.get().cloned().unwrap_or_else(|| t!(self.lang(), "erased").to_owned()),
            None => t!(self.lang(), "unknown").to_owned(),
        }
    }

    /// A person's name as neighbours see it: 王＊兰; organisations in full.
    pub fn masked_name(&self, person: PersonId) -> String {
        let name = self.full_name(person);
        let organisation = self.estate().bodies.person(person).is_some_and(|p| p.kind == PersonKind::Organisation);
        if organisation { name } else { format::masked(&name) }
    }

    /// Who did something, as everybody may read it: the capacity, and a masked name for offices.
    pub fn actor(&self, actor: Actor, capacity: Capacity) -> String {
        let lang = self.lang();
        let role = format::capacity(lang, capacity);
        let in_office =
            !matches!(capacity, Capacity::Owner | Capacity::Resident | Capacity::System | Capacity::Visitor);
        match actor {
            Actor::Person(person) if in_office => {
                t!(lang, "actor-in-office", role = role, name = self.masked_name(person))
            }
            _ => role.to_owned(),
        }
    }

    /// The page of a motion, for whoever may read it: a draft is its writers' until the roll is shown.
    pub fn motion_page(&self, id: MotionId) -> Option<String> {
        let motion = self.estate().assembly.get(id)?;
        let drafted = motion.status(self.view.now) == Status::Draft;
        (!drafted || self.may(Act::ViewDesk)).then(|| self.at(&format!("/m/{id}")))
    }

    /// A door in words.
    pub fn door(&self, door: &Door) -> String {
        format::room(self.lang(), door.building.as_str(), door.stairwell.as_str(), door.room.as_str())
    }

    /// A unit.
    pub fn unit(&self, unit: UnitId) -> Option<&Unit> {
        self.estate().roll.units.get(&unit)
    }

    /// A building in words.
    pub fn building(&self, label: &Label) -> String {
        format::building_name(self.lang(), label.as_str())
    }
}

/// A building or stairwell in words.
pub fn part_text(f: &Frame<'_>, part: &Scope) -> String {
    match part {
        Scope::Estate => String::new(),
        Scope::Building(b) => f.building(b),
        Scope::Stairwell(b, s) => {
            let stairwell = format::stairwell_name(f.lang(), s.as_str());
            t!(f.lang(), "part-stairwell", building = f.building(b), stairwell = stairwell)
        }
    }
}

/// A sealed text; what was erased says so.
pub fn open(lang: Lang, text: Option<&Sealed<String>>) -> &str {
    match text {
        Some(text) => text.get().map_or_else(|| t!(lang, "erased"), String::as_str),
        None => "",
    }
}

/// The six stations of a matter with a word at the present one.
pub fn stations_of(lang: Lang, matter: &Matter, motion: Option<(&Motion, Status)>) -> [(Station, &'static str); 6] {
    let at = Stage::ALL.iter().position(|s| *s == matter.stage).unwrap_or(0);
    let mut six = [(Station::Later, ""); 6];
    for (i, station) in six.iter_mut().enumerate() {
        if i < at {
            station.0 = Station::Done;
        } else if i == at {
            station.0 = Station::Now;
        }
    }
    if let Some((_, status)) = motion {
        six[at].1 = crate::text::t_of(lang, "motion-status", status.word());
    }
    six
}
