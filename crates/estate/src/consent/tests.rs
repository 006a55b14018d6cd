use super::*;
use crate::Command as Any;
use crate::assembly::Scope;
use crate::matters::{Stage, What};
use crate::testing::*;
use crate::todo::What as Wait;
use law::Refusals;
use units::{Actor, Capacity, ConsentId, Day, PersonId, Threshold, UnitId};

const ONE: ConsentId = ConsentId(1);

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

impl World {
    fn consent(&mut self, who: (Actor, Capacity), command: super::Command) -> Result<Vec<crate::Event>, Refusals> {
        self.act(who, Any::Consent(command))
    }

    fn written(&mut self) -> Ask {
        Ask {
            matter: self.matter(),
            purpose: Purpose::Lift,
            scope: Scope::Estate,
            shops: false,
            question: "愿意加装电梯吗？".into(),
            text: "每户出资另行商量。".into(),
            threshold: Threshold::at_least(2, 3).unwrap(),
            source: "示例：经三分之二以上住户同意".into(),
            number: "示例文号第一条".into(),
            level: SourceLevel::City,
            from: day("2026-10-02"),
            until: day("2026-10-20"),
        }
    }

    /// Sixteen households, asked since the morning of the second.
    fn asking() -> Self {
        let mut world = Self::sixteen();
        let ask = world.written();
        world.consent(CLERK, super::Command::Ask(ask)).unwrap();
        world.at("2026-10-02T09:00");
        world
    }

    fn says(&mut self, n: u32, view: View, text: &str) -> Result<Vec<crate::Event>, Refusals> {
        let command = super::Command::Answer { consent: ONE, unit: UnitId(n), view, text: text.into() };
        self.consent(owner(n), command)
    }

    fn entered(&mut self, n: u32, way: Way, view: View, signed: &str) -> Result<Vec<crate::Event>, Refusals> {
        let said = Said { way, view, text: String::new(), signed: signed.into() };
        self.consent(CLERK, super::Command::Enter { consent: ONE, unit: UnitId(n), said })
    }

    fn asked(&self) -> &Consultation {
        self.estate.consents.get(ONE).unwrap()
    }
}

#[test]
fn a_household_counts_once_by_its_last_answer() {
    let mut world = World::asking();
    world.says(1, View::Agree, "").unwrap();
    world.says(1, View::Disagree, "太吵").unwrap();
    world.says(2, View::Conditions, "一楼不出钱").unwrap();
    world.entered(3, Way::Door, View::NotReached, "").unwrap();
    world.entered(4, Way::Door, View::NotReached, "").unwrap();
    world.entered(4, Way::Paper, View::Agree, "业主4").unwrap();
    let totals = world.asked().totals();
    let heads = (totals.asked, totals.agree, totals.conditions, totals.disagree, totals.erased);
    assert_eq!(world.waits(Wait::AskHouseholds), [(13, Some(day("2026-10-20")))], "not reached is no answer");
    assert_eq!(heads, (16, 1, 1, 1, 0));
    assert_eq!(totals.reached(), 3, "not reached is no answer");
    assert_eq!(world.asked().answers[&UnitId(1)].len(), 2, "what was said before stays in the record");
    assert_eq!(world.replayed(), world.estate);
}

#[test]
fn the_share_is_of_all_who_were_asked_and_conditions_are_not_consent() {
    let mut world = World::asking();
    for n in 1..=10 {
        world.says(n, View::Agree, "").unwrap();
    }
    let two_thirds = world.asked().threshold;
    assert!(!world.asked().totals().meets(two_thirds), "10 of 16 are less than two thirds");
    world.says(11, View::Conditions, "一楼不出钱").unwrap();
    assert!(!world.asked().totals().meets(two_thirds));
    assert!(world.asked().totals().meets_with_conditions(two_thirds));
    world.says(11, View::Agree, "").unwrap();
    assert!(world.asked().totals().meets(two_thirds), "11 of 16 are more");
}

#[test]
fn others_see_totals_only_after_the_end_and_of_enough_households() {
    let mut world = World::asking();
    world.says(1, View::Agree, "").unwrap();
    assert_eq!(world.asked().told(), None, "totals that move tell who moved them");
    world.at("2026-10-21T09:00");
    assert_eq!((world.waits(Wait::AskHouseholds), world.waits(Wait::Conclude)), (vec![], vec![(1, None)]));
    world.consent(CLERK, super::Command::Conclude { consent: ONE }).unwrap();
    assert_eq!(world.waits(Wait::Conclude), []);
    assert_eq!(world.asked().told().unwrap().agree, 1);

    let mut few = World::sixteen();
    let ask = Ask { scope: Scope::Stairwell(label("1"), label("2")), ..few.written() };
    few.consent(CLERK, super::Command::Ask(ask)).unwrap();
    few.at("2026-10-21T09:00");
    few.consent(CLERK, super::Command::Conclude { consent: ONE }).unwrap();
    assert_eq!((few.asked().asked.len(), few.asked().told()), (8, None), "eight households are too few");
}

#[test]
fn it_hangs_on_its_matter_and_is_talk() {
    let mut world = World::asking();
    world.at("2026-10-21T09:00");
    world.consent(CLERK, super::Command::Conclude { consent: ONE }).unwrap();
    let matter = world.estate.matters.get(world.asked().matter).unwrap();
    let told: Vec<&What> = matter.timeline.iter().map(|e| &e.what).collect();
    assert_eq!(told[1..], [&What::ConsentAsked(ONE), &What::ConsentConcluded(ONE)]);
    assert_eq!(matter.stage, Stage::Talk, "asking decides nothing");
}

#[test]
fn what_cannot_be_asked() {
    let mut world = World::sixteen();
    let good = world.written();
    let tried = |change: fn(&mut Ask)| {
        let mut ask = good.clone();
        change(&mut ask);
        codes(world.try_act(CLERK, &Any::Consent(super::Command::Ask(ask))))
    };
    assert_eq!(tried(|a| a.scope = Scope::Building(label("9"))), ["consent-nobody"]);
    assert_eq!(tried(|a| a.from = day("2026-09-30")), ["consent-begins-late"]);
    assert_eq!(tried(|a| a.until = day("2026-10-01")), ["consent-ends-early"]);
    assert_eq!(tried(|a| a.until = day("2027-10-20")), ["consent-too-long"]);
    assert_eq!(tried(|a| a.source.clear()), ["text-missing"], "no share without its source");
    assert_eq!(tried(|a| a.number.clear()), ["text-missing"]);
    assert_eq!(tried(|a| a.question = " ".into()), ["text-missing"]);
    assert_eq!(tried(|a| a.matter.number = 99), ["matter-unknown"]);
}

#[test]
fn what_cannot_be_answered() {
    let mut world = World::asking();
    assert_eq!(codes(world.says(1, View::Conditions, " ")), ["consent-conditions-missing"]);
    assert_eq!(codes(world.says(1, View::NotReached, "")), ["consent-view-missing"]);
    assert_eq!(codes(world.says(17, View::Agree, "")), ["consent-not-asked"]);
    let other = super::Command::Answer { consent: ONE, unit: UnitId(2), view: View::Agree, text: String::new() };
    assert_eq!(codes(world.consent(owner(1), other)), ["consent-not-your-home"]);
    assert_eq!(codes(world.entered(1, Way::Paper, View::Agree, "")), ["text-missing"], "nobody signed");
    assert_eq!(codes(world.entered(1, Way::Phone, View::Agree, "业主1")), ["consent-way-missing"]);
    assert_eq!(codes(world.entered(1, Way::Paper, View::NotReached, "")), ["consent-paper-reached"]);
    world.says(1, View::Disagree, "").unwrap();
    assert_eq!(codes(world.entered(1, Way::Paper, View::Agree, "业主1")), ["consent-answered-itself"]);
    world.entered(2, Way::Paper, View::Agree, "业主2").unwrap();
    assert_eq!(codes(world.entered(2, Way::Door, View::NotReached, "")), ["consent-reached-before"]);
    for _ in 2..=units::limits::CONSENT_ANSWERS_MAX {
        world.says(1, View::Agree, "").unwrap();
    }
    assert_eq!(codes(world.says(1, View::Agree, "")), ["consent-too-often"]);
}

#[test]
fn days_and_the_end_bind() {
    let mut world = World::sixteen();
    let ask = world.written();
    world.consent(CLERK, super::Command::Ask(ask)).unwrap();
    assert_eq!(codes(world.says(1, View::Agree, "")), ["consent-ahead"]);
    assert_eq!(codes(world.entered(1, Way::Paper, View::Agree, "业主1")), ["consent-ahead"]);
    world.at("2026-10-20T23:00");
    world.says(1, View::Agree, "").unwrap();
    assert_eq!(codes(world.consent(CLERK, super::Command::Conclude { consent: ONE })), ["consent-runs"]);
    world.at("2026-10-21T00:00");
    assert_eq!(codes(world.says(1, View::Disagree, "")), ["consent-over"]);
    world.entered(2, Way::Paper, View::Agree, "业主2").unwrap();
    world.consent(CLERK, super::Command::Conclude { consent: ONE }).unwrap();
    assert_eq!(codes(world.entered(3, Way::Paper, View::Agree, "业主3")), ["consent-concluded"]);
    assert_eq!(world.asked().totals().agree, 2);

    let mut other = World::asking();
    other.consent(CLERK, super::Command::CallOff { consent: ONE, why: "改期再问".into() }).unwrap();
    assert_eq!(codes(other.says(1, View::Agree, "")), ["consent-called-off"]);
    assert_eq!(codes(other.consent(CLERK, super::Command::Conclude { consent: ConsentId(2) })), ["consent-unknown"]);
}

/// Home 1 is let; asked since the morning of the second.
fn let_out() -> (World, (Actor, Capacity)) {
    let mut world = World::sixteen();
    let mut let_out = row("1-1-101", "60", &["业主1#0001"]);
    let_out.occupiers = vec![named("租客")];
    world.roll(CLERK, crate::roll::Command::Record(let_out)).unwrap();
    let tenant = *world.estate.roll.occupied.keys().next().unwrap();
    let ask = world.written();
    world.consent(CLERK, super::Command::Ask(ask)).unwrap();
    world.at("2026-10-02T09:00");
    (world, (Actor::Person(tenant), Capacity::Resident))
}

fn says(view: View) -> super::Command {
    super::Command::Answer { consent: ONE, unit: UnitId(1), view, text: String::new() }
}

#[test]
fn an_owner_s_word_stands_above_a_tenant_s() {
    let (mut world, lives) = let_out();
    world.consent(lives, says(View::Disagree)).unwrap();
    assert_eq!(world.asked().totals().disagree, 1);
    world.says(1, View::Agree, "").unwrap();
    assert_eq!(codes(world.consent(lives, says(View::Disagree))), ["consent-owner-answered"]);
    assert_eq!(world.asked().totals().agree, 1);
}

#[test]
fn an_owner_s_paper_stands_above_a_tenant_s_phone_whichever_comes_first() {
    let (mut world, lives) = let_out();
    // The owner signed; the tenant cannot answer over it, nor can a paper of the tenant's.
    world.entered(1, Way::Paper, View::Agree, "业主1").unwrap();
    assert_eq!(codes(world.consent(lives, says(View::Disagree))), ["consent-owner-answered"]);
    for other in ["租客", "路人"] {
        assert_eq!(codes(world.entered(1, Way::Paper, View::Disagree, other)), ["consent-owner-answered"], "{other}");
    }
    assert_eq!((world.asked().totals().agree, world.asked().totals().disagree), (1, 0));

    let (mut world, lives) = let_out();
    world.consent(lives, says(View::Disagree)).unwrap();
    for other in ["租客", "路人"] {
        assert_eq!(codes(world.entered(1, Way::Door, View::Agree, other)), ["consent-answered-itself"], "{other}");
    }
    world.entered(1, Way::Paper, View::Agree, "业主1").unwrap();
    assert_eq!((world.asked().totals().agree, world.asked().totals().disagree), (1, 0));
    assert_eq!(codes(world.consent(lives, says(View::Disagree))), ["consent-owner-answered"]);
    world.says(1, View::Conditions, "一楼不出钱").unwrap();
    assert_eq!(codes(world.entered(1, Way::Paper, View::Agree, "业主1")), ["consent-answered-itself"]);
    assert_eq!(world.replayed(), world.estate);
}

#[test]
fn a_paper_is_erased_with_whoever_signed_it_and_else_by_the_desk() {
    let (mut world, (tenant, _)) = let_out();
    let Actor::Person(tenant) = tenant else { panic!("a person") };
    let last = |world: &World, n: u32| world.asked().answer_of(UnitId(n)).unwrap().words.clone();
    world.entered(1, Way::Door, View::Disagree, "租客").unwrap();
    world.entered(2, Way::Paper, View::Agree, "业主的姐姐").unwrap();
    let (of_tenant, of_sister) = (last(&world, 1), last(&world, 2));
    assert!(world.estate.sealed_of(tenant).contains(&of_tenant.item()));
    assert!(!world.estate.sealed_of(PersonId(1)).contains(&of_tenant.item()), "the owner said nothing");
    assert!(!world.estate.sealed_of(PersonId(2)).contains(&of_sister.item()));
    let erase = |n: u32| super::Command::Erase { consent: ONE, unit: UnitId(n) };
    assert_eq!(erase(2).act(), "person.erase");
    assert_eq!(codes(world.consent(CLERK, erase(1))), ["consent-nothing-to-erase"], "it goes with the tenant");
    let events = world.consent(CLERK, erase(2)).unwrap();
    let [crate::Event::Erased(erased)] = &events[..] else { panic!("{events:?}") };
    assert_eq!(erased.items, [of_sister.item()]);
}

#[test]
fn an_answer_is_erased_with_its_person_and_the_sum_stays() {
    let mut world = World::asking();
    world.says(1, View::Agree, "").unwrap();
    world.entered(2, Way::Paper, View::Disagree, "业主2").unwrap();
    let item = |n| world.asked().answer_of(UnitId(n)).unwrap().words.item();
    for n in [1, 2] {
        assert!(world.estate.sealed_of(PersonId(n)).contains(&item(n)), "{n}");
    }
    world.at("2026-10-21T09:00");
    world.consent(CLERK, super::Command::Conclude { consent: ONE }).unwrap();
    let held = world.estate.consents.consultations.get_mut(&ONE).unwrap();
    held.answers.get_mut(&UnitId(1)).unwrap()[0].words.erase();
    assert_eq!(world.asked().totals().agree, 1, "as it was added up");
    let again = world.asked().added_up();
    assert_eq!((again.asked, again.agree, again.disagree, again.erased), (16, 0, 1, 1));
    assert_eq!(again.areas.erased, world.asked().totals().areas.agree);
}

#[test]
fn areas_are_those_of_the_day_it_began_and_add_up_line_by_line() {
    let mut world = World::sixteen();
    world.roll(CLERK, crate::roll::Command::Record(row("1-1-901", "", &["业主17#0017"]))).unwrap();
    let ask = world.written();
    world.consent(CLERK, super::Command::Ask(ask)).unwrap();
    world.at("2026-10-02T09:00");
    let area = |world: &World, n: u32| world.estate.roll.units[&UnitId(n)].facts.areas.best().unwrap().0;
    let (one, two) = (area(&world, 1), area(&world, 2));
    let all: units::Area = (1..=16).map(|n| area(&world, n)).sum();
    world.says(1, View::Agree, "").unwrap();
    world.says(2, View::Disagree, "").unwrap();
    world.roll(CLERK, crate::roll::Command::Record(row("1-1-101", "61.50", &["业主1#0001"]))).unwrap();
    assert_ne!(area(&world, 1), one, "the roll changed");
    let totals = world.asked().totals();
    assert_eq!((totals.asked, totals.unmeasured, totals.areas.asked), (17, 1, all), "a home without area is said");
    assert_eq!((totals.areas.agree, totals.areas.disagree), (one, two));
    let lines = totals.lines();
    let of = |wanted| lines.iter().find(|(line, ..)| *line == wanted).map(|(_, n, area)| (*n, *area));
    assert_eq!(of(SumLine::Reached), Some((2, one + two)));
    assert_eq!(of(SumLine::Unreached), Some((15, all - one - two)));
    assert_eq!(of(SumLine::Erased), None, "nobody asked for that");
    assert_eq!(world.replayed(), world.estate);
}
