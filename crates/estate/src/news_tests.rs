use super::*;
use crate::assembly::{About, Command as Assembly, ItemKind, Scope};
use crate::testing::*;
use crate::{Command, consent, standing};
use units::{Day, MatterId, Threshold};

/// What the last event tells.
fn last(world: &World) -> Option<News> {
    let (event, stamp) = world.events.last().unwrap();
    world.estate.news(event, stamp.at)
}

fn persons(ids: impl IntoIterator<Item = u32>) -> BTreeSet<PersonId> {
    ids.into_iter().map(PersonId).collect()
}

#[test]
fn a_vote_is_told_to_its_owners_step_by_step() {
    let mut world = World::sixteen();
    let motion = world.drafted(Scope::Stairwell(label("1"), label("1")), vec![question(ItemKind::UseFund)]);
    assert_eq!(last(&world), None, "a draft is its writers'");
    world.assembly(CLERK, Assembly::FreezeRoll { motion }).unwrap();
    let shown = last(&world).unwrap();
    assert_eq!((shown.topic, shown.to.clone()), (Topic::RollShown, persons(1..=8)), "of that stairwell alone");
    assert_eq!(shown.useful_until, moment("2026-10-20T08:00"), "until voting begins");

    let object = Assembly::Object { motion, about: About::Roll, text: "面积不对".into() };
    world.assembly(owner(3), object).unwrap();
    assert_eq!(last(&world), None, "an objection is told to nobody");
    let answer = Assembly::Answer { motion, objection: 0, upheld: false, text: "按不动产权证".into() };
    world.assembly(CLERK, answer).unwrap();
    let answered = last(&world).unwrap();
    assert_eq!((answered.topic, answered.to), (Topic::Answered, persons([3])), "to whoever objected and nobody else");
    assert!(!answered.what.contains("不动产权证") && !answered.what.contains("面积"), "neither objection nor answer");

    world.notice(motion).unwrap();
    let notice = last(&world).unwrap();
    assert_eq!((notice.topic, notice.until), (Topic::Notice, Some(moment("2026-10-28T18:00"))));
    assert_eq!((notice.useful_until, notice.to), (moment("2026-10-28T18:00"), persons(1..=8)));
    let (event, stamp) = world.events.last().unwrap().clone();
    world.assembly(CLERK, Assembly::Withdraw { motion }).unwrap();
    assert_eq!(world.estate.news(&event, stamp.at), None, "what was taken back is not told");
    let off = last(&world).unwrap();
    assert_eq!((off.topic, off.to, off.until), (Topic::Withdrawn, persons(1..=8), None), "but that it was taken back");
    let draft = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.assembly(CLERK, Assembly::Withdraw { motion: draft }).unwrap();
    assert_eq!(last(&world), None, "nobody had heard of a draft");
}

/// Every household is asked from today on, for two weeks.
fn asking() -> (World, Day) {
    let mut world = World::sixteen();
    let matter: MatterId = world.matter();
    let (from, until) = (world.now.day(), world.now.day().plus(14));
    let ask = consent::Ask {
        matter,
        purpose: consent::Purpose::Lift,
        scope: Scope::Estate,
        shops: false,
        question: "愿意加装电梯吗？".into(),
        text: String::new(),
        threshold: Threshold::at_least(2, 3).unwrap(),
        source: "示例".into(),
        number: "示例第一条".into(),
        level: consent::SourceLevel::City,
        from,
        until,
    };
    world.act(CLERK, Command::Consent(consent::Command::Ask(ask))).unwrap();
    (world, until)
}

#[test]
fn households_are_asked_and_told_the_end() {
    let (mut world, until) = asking();
    let asked = last(&world).unwrap();
    assert_eq!((asked.topic, asked.to.len(), asked.useful_until), (Topic::Asked, 16, until.plus(1).start()));
    assert_eq!(asked.until.unwrap().day(), until, "the last day is a day to answer on");
    let (event, stamp) = world.events.last().unwrap().clone();
    let consent = ConsentId(1);
    world.at("2026-10-20T09:00");
    world.act(CLERK, Command::Consent(consent::Command::Conclude { consent })).unwrap();
    assert_eq!(last(&world).unwrap().topic, Topic::Concluded);
    assert_eq!(world.estate.news(&event, stamp.at), None, "nobody is asked any more");
}

#[test]
fn whoever_was_asked_is_told_that_nobody_is_any_more() {
    let (mut world, _) = asking();
    let (asked, stamp) = world.events.last().unwrap().clone();
    world.at("2026-10-05T09:00");
    let why = "三单元张某家不同意".to_owned();
    let call_off = consent::Command::CallOff { consent: ConsentId(1), why };
    world.act(CLERK, Command::Consent(call_off)).unwrap();
    let off = last(&world).unwrap();
    assert_eq!((off.topic, off.subject, off.until), (Topic::CalledOff, Subject::Consent(ConsentId(1)), None));
    assert_eq!(
        (off.to, off.what.as_str()),
        (persons(1..=16), "愿意加装电梯吗？"),
        "the question, never what was typed as a reason"
    );
    assert_eq!(off.useful_until, world.now.plus_ms(ANNOUNCED_USEFUL_MS));
    assert_eq!(world.estate.news(&asked, stamp.at), None, "who was not told yet is not asked first");
}

#[test]
fn a_way_to_be_told_is_told_at_both_ends() {
    use crate::bodies::{Bind, Channel, Choice, Choose, Command as Bodies, Pace};
    let mut world = World::sixteen();
    let person = PersonId(1);
    let choose = |channel| {
        let choice = Choice { channel, pace: Pace::Digest };
        Command::Bodies(Bodies::ChooseTelling(Choose { person, choice, email: String::new(), anew: false }))
    };
    world.act(owner(1), choose(Channel::Wechat)).unwrap();
    let (first, stamp) = world.events.last().unwrap().clone();
    let binding = last(&world).unwrap();
    assert_eq!((binding.topic, binding.to.clone(), binding.what.as_str()), (Topic::Binding, persons([1]), "wechat"));
    world.at("2026-10-05T09:00");
    world.act(owner(1), choose(Channel::Wechat)).unwrap();
    assert_eq!(world.estate.news(&first, stamp.at), None, "another code was given since");
    let (chosen, stamp) = world.events.last().unwrap().clone();
    world.at("2026-10-05T09:01");
    let address = world.estate.bodies.persons[&person].telling.as_ref().unwrap().address.as_ref().unwrap().item();
    world.act(CLERK, Command::Bodies(Bodies::BindTelling(Bind { person, address }))).unwrap();
    assert_eq!(last(&world).unwrap().topic, Topic::Rebound);
    assert_eq!(world.estate.news(&chosen, stamp.at), None, "bound already");
    world.at("2026-10-05T09:02");
    world.act(owner(1), choose(Channel::Letter)).unwrap();
    let unbound = last(&world).unwrap();
    assert_eq!((unbound.topic, unbound.what.as_str()), (Topic::Rebound, "letter"), "cut off, and told");
    world.at("2026-10-06T09:00");
    world.act(owner(1), choose(Channel::Wechat)).unwrap();
    assert_eq!(last(&world).unwrap().topic, Topic::Binding);
    world.at("2026-10-06T09:01");
    world.act(owner(1), choose(Channel::Letter)).unwrap();
    assert_eq!(last(&world), None, "paper before and after: the code never held");
    let person = PersonId(2);
    let by_mail = |pace| {
        let choice = Choice { channel: Channel::Letter, pace };
        Command::Bodies(Bodies::ChooseTelling(Choose { person, choice, email: String::new(), anew: false }))
    };
    world.act(CLERK, by_mail(Pace::Digest)).unwrap();
    assert_eq!(last(&world).unwrap().topic, Topic::Rebound, "moved to paper by somebody at the desk");
    world.act(CLERK, by_mail(Pace::AtOnce)).unwrap();
    assert_eq!(last(&world), None, "the way is the same");
}

#[test]
fn a_code_is_one_persons() {
    let mut world = World::sixteen();
    world.import(vec![row("2-1-101", "60", &["赵某#0017@13800000017"])]).unwrap();
    world.act(owner(17), Command::Standing(standing::Command::SendCode)).unwrap();
    let code = last(&world).unwrap();
    assert_eq!((code.topic, code.to, code.what.len()), (Topic::Code, persons([17]), 6));
    assert_eq!(code.useful_until, world.now.plus_ms(units::limits::CODE_MS));
}
