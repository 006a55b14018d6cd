use super::*;
use crate::assembly::{self, About, Ballot, ItemKind, Mark, Scope};
use crate::bodies::{self, Appoint, Contact, PersonKind, Register};
use crate::roll::{self, Transfer};
use crate::standing::{Case, Command as Standing, Stands};
use crate::testing::*;
use crate::{Command as Any, Event as AnyEvent, matters};
use law::Refusals;
use units::{AccountId, Actor, Capacity, CommandId, Day, Digest, HelpId, MotionId, PersonId, limits};

const SALT: CommandId = CommandId([3; 16]);
const HELP: HelpId = HelpId(1);

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn act(world: &mut World, who: (Actor, Capacity), command: Command) -> Result<Vec<AnyEvent>, Refusals> {
    world.act(who, Any::Helping(command))
}

/// Sixteen homes; the owner of the first has a telephone and is matched with the roll.
fn world() -> World {
    let mut world = World::sixteen();
    world.import(vec![row("1-1-101", "60", &["业主1#0001@13800000001"])]).unwrap();
    world.match_with_roll(1);
    world
}

fn offer(world: &mut World, relation: Relation, until: &str) -> Result<Vec<AnyEvent>, Refusals> {
    let command = Command::Offer { code: Digest([5; 32]), relation, until: day(until) };
    act(world, owner(1), command)
}

fn accept(world: &mut World, account: u8, name: &str, phone: &str) -> Result<Vec<AnyEvent>, Refusals> {
    let (code, account) = (Digest([5; 32]), AccountId([account; 16]));
    act(world, VISITOR, Command::Accept { code, account, name: name.into(), phone: phone.into() })
}

/// The owner's daughter, on no roll, becomes the helper with the owner's code: person 17, help 1.
fn daughter(world: &mut World) -> (Actor, Capacity) {
    offer(world, Relation::Family, "2026-12-31").unwrap();
    accept(world, 9, "女儿", "13900000009").unwrap();
    with(17, 1)
}

fn with(helper: u32, of: u32) -> (Actor, Capacity) {
    (Actor::Helper { person: PersonId(helper), owner: PersonId(of) }, Capacity::Owner)
}

fn voting(world: &mut World) -> MotionId {
    world.voting(Scope::Estate, vec![question(ItemKind::UseFund)])
}

fn prepare(world: &mut World, who: (Actor, Capacity), motion: MotionId, code: bool) -> Result<Vec<AnyEvent>, Refusals> {
    let voter = world.voter(motion, "1-1-101");
    act(world, who, Command::Prepare { help: HELP, motion, voter, seal: seal(SALT, &[Mark::Against]), code })
}

fn hand_in(
    world: &mut World,
    who: (Actor, Capacity),
    motion: MotionId,
    mark: Mark,
    code: &str,
) -> Result<Vec<AnyEvent>, Refusals> {
    let handed = HandIn { help: HELP, motion, marks: vec![mark], salt: SALT, code: code.into() };
    act(world, who, Command::HandIn(handed))
}

fn confirm(world: &mut World, clerk: (Actor, Capacity)) -> Result<Vec<AnyEvent>, Refusals> {
    let (seal, paper) = (seal(SALT, &[Mark::Against]), "身份证原件".to_owned());
    act(world, clerk, Command::Confirm { help: HELP, seal, paper })
}

fn sent(world: &World) -> String {
    world.estate.helping.prepared[&HELP].code.as_ref().unwrap().code.get().unwrap().clone()
}

fn ballot(world: &World, motion: MotionId) -> Option<&Ballot> {
    world.estate.assembly.motions[&motion].ballots.get(&world.voter(motion, "1-1-101"))
}

fn enter(owner: u32, helper: u32, relation: Relation) -> Command {
    let (owner, helper, until) = (PersonId(owner), PersonId(helper), day("2026-12-31"));
    Command::Enter(Enter {
        owner, helper, relation, until, paper: "授权协助单，档案柜3号".into(), scan: None
    })
}

fn register(world: &mut World, name: &str, kind: PersonKind) -> u32 {
    let contact = Contact { phone: Some("13700000007".into()), id_tail: None };
    let register = bodies::Command::Register(Register { kind, name: name.into(), contact });
    world.act(CLERK, Any::Bodies(register)).unwrap();
    world.estate.bodies.next_person().0 - 1
}

fn tells(world: &World) -> Vec<What> {
    world.estate.helping.done_with(PersonId(1)).iter().map(|d| d.what).collect()
}

#[test]
fn an_owner_names_a_helper_with_a_code_that_works_once() {
    let mut world = world();
    assert_eq!(codes(accept(&mut world, 9, "女儿", "13900000009")), ["help-code-unknown"]);
    offer(&mut world, Relation::Family, "2026-12-31").unwrap();
    assert_eq!(codes(accept(&mut world, 9, "", "")), ["text-missing", "text-missing"]);
    assert_eq!(codes(accept(&mut world, 9, "女儿", "12")), ["phone-wrong"]);
    accept(&mut world, 9, "女儿", "13900000009").unwrap();
    assert_eq!(codes(accept(&mut world, 8, "别人", "13900000008")), ["help-code-unknown"], "once");
    let help = world.estate.help_standing(HELP, day("2026-10-01")).unwrap();
    assert_eq!((help.owner, help.helper, help.relation), (PersonId(1), PersonId(17), Relation::Family));
    assert_eq!(world.estate.bodies.by_account(AccountId([9; 16])), Some(PersonId(17)), "the code opened an account");
    assert_eq!(world.estate.capacities(PersonId(17), day("2026-10-01")), [], "helping is no capacity");
    // A code lives a day.
    offer(&mut world, Relation::Family, "2026-12-31").unwrap();
    world.at("2026-10-02T09:00");
    assert_eq!(codes(accept(&mut world, 7, "儿子", "13900000007")), ["help-code-unknown"]);
    // Whoever is known already is not entered again, and naming again renews.
    offer(&mut world, Relation::Family, "2027-06-30").unwrap();
    accept(&mut world, 9, "", "").unwrap();
    assert_eq!(world.estate.bodies.next_person(), PersonId(18));
    let standing: Vec<_> = world.estate.helpers_of(PersonId(1), day("2026-10-02")).map(|(id, _)| id).collect();
    assert_eq!(standing, [HelpId(2)]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn only_a_matched_owner_with_a_home_names_and_for_a_year_at_most() {
    let mut world = world();
    let offers = |world: &mut World, who, until: &str| {
        let command = Command::Offer { code: Digest([5; 32]), relation: Relation::Family, until: day(until) };
        act(world, who, command)
    };
    assert_eq!(
        codes(offers(&mut world, owner(2), "2026-12-31")),
        ["not-matched"],
        "a slip is taken from doors by others"
    );
    assert_eq!(codes(offers(&mut world, owner(1), "2026-09-30")), ["day-in-past"]);
    assert_eq!(codes(offers(&mut world, owner(1), "2027-10-02")), ["help-too-long"]);
    assert_eq!(codes(offers(&mut world, owner(40), "2026-12-31")), ["help-needs-home", "not-matched"]);
    assert_eq!(codes(offers(&mut world, with(17, 1), "2026-12-31")), ["not-on-roll"], "no helper names another");
}

#[test]
fn who_may_not_help() {
    let mut world = world();
    let company = register(&mut world, "物业员工", PersonKind::Natural);
    let from = day("2026-10-01");
    let appoint =
        Appoint { person: PersonId(company), capacity: Capacity::CompanyStaff, part: None, from, until: None };
    world.act(CLERK, Any::Bodies(bodies::Command::Appoint(appoint))).unwrap();
    let firm = register(&mut world, "某公司", PersonKind::Organisation);
    let mut enters = |owner, helper, relation| codes(act(&mut world, CLERK, enter(owner, helper, relation)));
    assert_eq!(enters(1, company, Relation::Neighbour), ["helper-company-staff"]);
    assert_eq!(enters(1, firm, Relation::Volunteer), ["help-for-people"]);
    assert_eq!(enters(1, 1, Relation::Family), ["helper-self"]);
    assert_eq!(enters(40, 2, Relation::Family), ["help-needs-home", "help-for-people"]);
    assert_eq!(enters(1, 9, Relation::StairwellHead), ["helper-other-stairwell"]);
    let said = act(&mut world, CLERK, enter(1, company, Relation::Neighbour)).unwrap_err();
    assert_eq!(said[0].cites[0].confidence, law::Confidence::Assumed, "no article says it");
    // The clerk who gains by the paper does not enter it; and something must have been seen.
    let clerk_is_helper = (Actor::Person(PersonId(2)), Capacity::Clerk);
    assert_eq!(codes(act(&mut world, clerk_is_helper, enter(1, 2, Relation::Neighbour))), ["help-own-desk"]);
    let Command::Enter(entered) = enter(1, 2, Relation::Neighbour) else { unreachable!() };
    let bare = Command::Enter(Enter { paper: String::new(), ..entered });
    assert_eq!(codes(act(&mut world, CLERK, bare)), ["text-missing"]);

    // Three households, but for a stairwell head at home; three helpers an owner.
    for n in 1..=3 {
        act(&mut world, CLERK, enter(n, 16, Relation::Neighbour)).unwrap();
    }
    assert_eq!(codes(act(&mut world, CLERK, enter(4, 16, Relation::Neighbour))), ["helper-households"]);
    act(&mut world, CLERK, enter(3, 16, Relation::Neighbour)).unwrap();
    let head = |world: &mut World, part: Scope| {
        let capacity = Capacity::StairwellHead;
        let appoint = Appoint { person: PersonId(16), capacity, part: Some(part), from, until: None };
        world.act(CLERK, Any::Bodies(bodies::Command::Appoint(appoint)))
    };
    assert_eq!(codes(act(&mut world, CLERK, enter(9, 16, Relation::StairwellHead))), ["helper-other-stairwell"]);
    head(&mut world, Scope::Stairwell(label("1"), label("2"))).unwrap();
    for n in 9..=15 {
        act(&mut world, CLERK, enter(n, 16, Relation::StairwellHead)).unwrap();
    }
    assert_eq!(codes(act(&mut world, CLERK, enter(4, 16, Relation::StairwellHead))), ["helper-other-stairwell"]);
    for helper in [5, 6] {
        act(&mut world, CLERK, enter(1, helper, Relation::Neighbour)).unwrap();
    }
    assert_eq!(codes(act(&mut world, CLERK, enter(1, 7, Relation::Neighbour))), ["helpers-too-many"]);
    // Whoever joins the company later helps nobody from that day on.
    let appoint = Appoint { person: PersonId(5), capacity: Capacity::CompanyStaff, part: None, from, until: None };
    world.act(CLERK, Any::Bodies(bodies::Command::Appoint(appoint))).unwrap();
    assert!(!world.estate.helps(PersonId(5), PersonId(1), from) && world.estate.helps(PersonId(6), PersonId(1), from));
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_ballot_counts_when_the_owner_reads_out_the_code() {
    let mut world = world();
    let helper = daughter(&mut world);
    let motion = voting(&mut world);
    prepare(&mut world, helper, motion, true).unwrap();
    assert!(ballot(&world, motion).is_none(), "filling in is not voting");
    let ours = world.events.iter().filter(|(e, _)| matches!(e, AnyEvent::Helping(_)));
    let record: String = ours.map(|(e, _)| crate::encode(e).2.to_string()).collect();
    assert!(record.contains("seal"), "the record binds it");
    assert!(!record.contains("against"), "nothing of the choice stands in the record before it is handed in");
    let code = sent(&world);
    let wrong = if code == "000000" { "111111" } else { "000000" };
    hand_in(&mut world, helper, motion, Mark::Against, wrong).unwrap();
    assert!(ballot(&world, motion).is_none());
    assert_eq!(codes(hand_in(&mut world, helper, motion, Mark::Approve, &code)), ["help-marks-changed"]);
    hand_in(&mut world, helper, motion, Mark::Against, &code).unwrap();
    let cast = ballot(&world, motion).unwrap();
    let helped = cast.helped.unwrap();
    assert_eq!((helped.help, helped.helper, helped.how, helped.clerk), (HELP, PersonId(17), How::Telephone, None));
    assert_eq!((cast.by, cast.marks.as_ref().unwrap().subject()), (helper.0, Some(PersonId(1))), "both are named");
    assert_eq!(world.estate.assembly.motions[&motion].made_with_helpers(), 1);
    assert_eq!(tells(&world), [What::Prepared(motion), What::Tried(motion), What::HandedIn(motion)]);
    // Once.
    assert_eq!(codes(hand_in(&mut world, helper, motion, Mark::Against, &code)), ["help-handed-in"]);
    assert_eq!(codes(prepare(&mut world, helper, motion, true)), ["voted-already"]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_code_ends_with_its_life_its_tries_and_the_next_one() {
    let mut world = world();
    let helper = daughter(&mut world);
    let motion = voting(&mut world);
    prepare(&mut world, helper, motion, true).unwrap();
    let code = sent(&world);
    world.now = world.now.plus_ms(limits::CODE_MS);
    assert_eq!(codes(hand_in(&mut world, helper, motion, Mark::Against, &code)), ["help-prepared-over"]);
    prepare(&mut world, helper, motion, true).unwrap();
    assert_ne!(code, sent(&world));
    for _ in 0..limits::CODE_TRIES {
        hand_in(&mut world, helper, motion, Mark::Against, "x").unwrap();
    }
    let code = sent(&world);
    assert_eq!(codes(hand_in(&mut world, helper, motion, Mark::Against, &code)), ["code-over"]);
    for _ in 2..limits::CODES_A_DAY {
        prepare(&mut world, helper, motion, true).unwrap();
    }
    assert_eq!(codes(prepare(&mut world, helper, motion, true)), ["codes-too-many"]);
    prepare(&mut world, helper, motion, false).unwrap();
    assert!(ballot(&world, motion).is_none());
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_code_of_somebody_else_and_a_telephone_that_is_the_helper_s_confirm_nothing() {
    let mut world = world();
    let helper = daughter(&mut world);
    let motion = voting(&mut world);
    // A code to match an account is none for a ballot, and the other way round.
    prepare(&mut world, helper, motion, true).unwrap();
    let code = sent(&world);
    assert!(world.estate.standing.code(PersonId(1), world.now).is_none());
    world.import(vec![row("1-1-102", "60", &["业主2#0002@13800000002"])]).unwrap();
    world.standing(owner(2), Standing::SendCode).unwrap();
    let theirs = world.estate.standing.code(PersonId(2), world.now).unwrap().code.get().unwrap().clone();
    assert_ne!(code, theirs);
    hand_in(&mut world, helper, motion, Mark::Against, &theirs).unwrap();
    assert!(ballot(&world, motion).is_none(), "counted as a wrong try");
    assert_eq!(tells(&world).last(), Some(&What::Tried(motion)));

    // No telephone on the roll, none of the helper's, the same one.
    let entered = register(&mut world, "志愿者", PersonKind::Natural);
    let fills = |world: &mut World, help: u32, helper: u32, of: u32, home: &str| {
        let voter = world.voter(motion, home);
        let command = Command::Prepare { help: HelpId(help), motion, voter, seal: Digest([1; 32]), code: true };
        codes(act(world, with(helper, of), command))
    };
    act(&mut world, CLERK, enter(3, entered, Relation::Volunteer)).unwrap();
    assert_eq!(fills(&mut world, 2, entered, 3, "1-1-201"), ["help-no-phone"]);
    act(&mut world, CLERK, enter(2, 5, Relation::Neighbour)).unwrap();
    assert_eq!(fills(&mut world, 3, 5, 2, "1-1-102"), ["helper-no-phone"]);
    world.import(vec![row("1-1-402", "60", &["业主8#0008@+86 138-0000-0002"])]).unwrap();
    act(&mut world, CLERK, enter(2, 8, Relation::Neighbour)).unwrap();
    assert_eq!(fills(&mut world, 4, 8, 2, "1-1-102"), ["helper-same-phone"]);
}

#[test]
fn at_the_desk_the_owner_confirms_before_a_clerk_who_never_sees_the_choice() {
    let mut world = world();
    let helper = daughter(&mut world);
    let motion = voting(&mut world);
    assert_eq!(codes(confirm(&mut world, CLERK)), ["help-prepared-over"]);
    prepare(&mut world, helper, motion, false).unwrap();
    assert_eq!(codes(hand_in(&mut world, helper, motion, Mark::Against, "")), ["help-not-confirmed"]);
    let own_desk = (Actor::Person(PersonId(17)), Capacity::Clerk);
    assert_eq!(codes(confirm(&mut world, own_desk)), ["help-own-desk"]);
    let other = Command::Confirm { help: HELP, seal: Digest([1; 32]), paper: "身份证".into() };
    assert_eq!(codes(act(&mut world, CLERK, other)), ["help-prepared-over"], "another ballot than the one seen");
    confirm(&mut world, CLERK).unwrap();
    assert_eq!(codes(confirm(&mut world, CLERK_2)), ["help-confirmed-already"]);
    assert_eq!(codes(hand_in(&mut world, helper, motion, Mark::Abstain, "")), ["help-marks-changed"]);
    hand_in(&mut world, helper, motion, Mark::Against, "").unwrap();
    let helped = ballot(&world, motion).unwrap().helped.unwrap();
    assert_eq!((helped.how, helped.clerk), (How::Desk, Some(CLERK.0)));
    assert_eq!(tells(&world), [What::Prepared(motion), What::Confirmed(motion), What::HandedIn(motion)]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn what_a_helper_may_do_is_the_owner_s_and_nothing_else() {
    let mut world = world();
    let helper = daughter(&mut world);
    let motion = world.drafted(Scope::Estate, vec![question(ItemKind::UseFund)]);
    world.assembly(CLERK, assembly::Command::FreezeRoll { motion }).unwrap();
    let object = |about| assembly::Command::Object { motion, about, text: "面积少了两平方米".into() };
    world.assembly(helper, object(About::Roll)).unwrap();
    let raise = matters::Command::Raise { title: "漏水".into(), text: String::new(), place: String::new() };
    world.act(helper, Any::Matters(raise)).unwrap();
    let (id, matter) = world.estate.matters.matters.last_key_value().unwrap();
    assert_eq!((matter.raiser(), matter.title.subject()), (Some(PersonId(1)), Some(PersonId(1))), "it is the owner's");
    let note = matters::Command::Note { matter: *id, text: "还在漏".into() };
    let id = *id;
    world.act(helper, Any::Matters(note)).unwrap();
    assert_eq!(tells(&world), [What::Objected(motion), What::Raised(id), What::Noted(id)]);
    // Whoever raised an objection, by whatever hand, does not answer it.
    let answer = assembly::Command::Answer { motion, objection: 0, upheld: true, text: "好".into() };
    for who in [17, 1] {
        let chair = (Actor::Person(PersonId(who)), Capacity::CommitteeChair);
        assert_eq!(codes(world.assembly(chair, answer.clone())), ["objection-own"]);
    }
    world.notice(motion).unwrap();
    world.at("2026-10-20T08:00");
    // Voting alone, as the owner, or matching the owner's account: the act has no such person.
    let voter = world.voter(motion, "1-1-101");
    let cast = assembly::Command::Cast { motion, voter, marks: vec![Mark::Approve] };
    assert_eq!(codes(world.assembly(helper, cast)), ["not-your-vote"]);
    assert_eq!(codes(world.standing(helper, Standing::SendCode)), ["not-on-roll"]);
    assert_eq!(codes(world.assembly(helper, object(About::Result))), ["motion-is-voting"]);
    world.at("2026-10-29T09:00");
    world.assembly(CLERK, assembly::Command::Count { motion }).unwrap();
    world.assembly(CLERK, assembly::Command::Announce { motion }).unwrap();
    assert_eq!(codes(world.assembly(helper, object(About::Result))), ["helper-roll-only"]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn a_help_ends_by_its_day_by_either_and_with_the_home() {
    let over = |world: &mut World, motion| codes(prepare(world, with(17, 1), motion, false));
    let ended_by = |who: (Actor, Capacity)| {
        let mut world = world();
        daughter(&mut world);
        let motion = voting(&mut world);
        prepare(&mut world, with(17, 1), motion, true).unwrap();
        let code = sent(&world);
        act(&mut world, who, Command::End { help: HELP }).unwrap();
        assert_eq!(codes(act(&mut world, who, Command::End { help: HELP })), ["help-ended"]);
        assert_eq!(over(&mut world, motion), ["help-ended"]);
        assert_eq!(codes(hand_in(&mut world, with(17, 1), motion, Mark::Against, &code)), ["help-ended"]);
        assert_eq!(world.estate, world.replayed());
        tells(&world)
    };
    assert!(!ended_by(owner(1)).contains(&What::Left));
    assert_eq!(ended_by(with(17, 1)).last(), Some(&What::Left));
    ended_by(CLERK);

    let mut expired = world();
    offer(&mut expired, Relation::Family, "2026-10-19").unwrap();
    accept(&mut expired, 9, "女儿", "13900000009").unwrap();
    let motion = voting(&mut expired);
    assert_eq!(over(&mut expired, motion), ["help-expired"]);

    let mut sold = world();
    daughter(&mut sold);
    let motion = voting(&mut sold);
    let home = sold.estate.roll.doors[&door("1-1-101")];
    let (owners, on) = (vec![named("买家#5555")], day("2026-10-20"));
    sold.roll(
        CLERK,
        roll::Command::Transfer(Transfer {
            unit: home,
            owners,
            on,
            basis: "不动产权证".into(),
            tenure: crate::roll::Tenure::Sold,
        }),
    )
    .unwrap();
    assert_eq!(over(&mut sold, motion), ["help-home-gone"]);

    // The owner has died: an heir speaks for the home, and nobody helps the dead.
    let mut dead = world();
    daughter(&mut dead);
    let motion = voting(&mut dead);
    let heir = AccountId([4; 16]);
    let slip = bodies::IssueSlip { person: PersonId(4), digest: Digest([4; 32]) };
    dead.act(CLERK, Any::Bodies(bodies::Command::IssueSlips(vec![slip]))).unwrap();
    let redeem = bodies::Command::RedeemSlip { slip: Digest([4; 32]), account: heir };
    dead.act(VISITOR, Any::Bodies(redeem)).unwrap();
    let stands = Some(Stands { unit: dead.estate.roll.doors[&door("1-1-101")], case: Case::Heirs });
    for clerk in [CLERK, CLERK_2] {
        dead.standing(clerk, Standing::Vouch { person: PersonId(4), stands, paper: "死亡证明".into() }).unwrap();
    }
    assert_eq!(over(&mut dead, motion), ["help-home-gone"]);

    let mut strange = world();
    daughter(&mut strange);
    let motion = voting(&mut strange);
    for who in [with(16, 1), with(17, 2), owner(1), owner(17), CLERK] {
        assert_eq!(codes(prepare(&mut strange, who, motion, false)), ["help-unknown"], "{who:?}");
    }
    assert_eq!(codes(act(&mut strange, owner(2), Command::End { help: HELP })), ["help-unknown"]);
    assert_eq!(codes(act(&mut strange, with(16, 1), Command::End { help: HELP })), ["help-unknown"]);
}

#[test]
fn a_ballot_that_is_not_the_owner_s_own_or_is_in_already_is_not_filled_in() {
    let mut world = world();
    let helper = daughter(&mut world);
    let motion = voting(&mut world);
    let voter = world.voter(motion, "1-1-102");
    let foreign =
        |voter| Command::Prepare { help: HELP, motion, voter, seal: seal(SALT, &[Mark::Against]), code: false };
    assert_eq!(codes(act(&mut world, helper, foreign(voter))), ["not-your-vote"]);
    let mandate = |voter, holder, world: &mut World| {
        let holder = PersonId(holder);
        let grant = assembly::Command::GrantProxy { motion, voter, holder, mandate: "委托投票".into() };
        world.assembly(CLERK, grant).unwrap();
    };
    mandate(voter, 1, &mut world);
    assert_eq!(codes(act(&mut world, helper, foreign(voter))), ["helper-own-home-only"], "a mandate is not lent on");
    // The owner votes first; what the helper prepared is nothing then.
    prepare(&mut world, helper, motion, true).unwrap();
    let code = sent(&world);
    world.cast(motion, 1, "1-1-101", &[Mark::Approve]).unwrap();
    assert_eq!(codes(hand_in(&mut world, helper, motion, Mark::Against, &code)), ["voted-already"]);
    assert_eq!(codes(confirm(&mut world, CLERK)), ["voted-already"]);
    assert!(ballot(&world, motion).unwrap().helped.is_none());

    // A candidate does not fill in the ballots of the election: by the name alone where nobody of the roll is known.
    let mut world = self::world();
    let helper = daughter(&mut world);
    let election = world.voting(Scope::Estate, vec![choice(ItemKind::Committee, &["女 儿（3号楼）", "别人"], 1)]);
    assert_eq!(codes(prepare(&mut world, helper, election, false)), ["helper-is-candidate"]);
}

#[test]
fn what_is_sealed_of_a_help_is_forgotten_with_the_owner() {
    let mut world = world();
    act(&mut world, CLERK, enter(1, 2, Relation::Neighbour)).unwrap();
    let motion = voting(&mut world);
    prepare(&mut world, with(2, 1), motion, false).unwrap();
    let before = world.estate.sealed_of(PersonId(1)).len();
    confirm(&mut world, CLERK).unwrap();
    hand_in(&mut world, with(2, 1), motion, Mark::Against, "").unwrap();
    assert_eq!(world.estate.sealed_of(PersonId(1)).len(), before + 2, "what the clerk saw, and the ballot");
    assert!(world.estate.sealed_of(PersonId(2)).iter().all(|i| !world.estate.sealed_of(PersonId(1)).contains(i)));
}

#[test]
fn a_candidate_is_who_the_roll_says_and_not_a_namesake() {
    // Two owners of one name: the ninth stands, the second does not.
    let mut world = world();
    world.import(vec![row("1-1-102", "60", &["王兰#0002"]), row("1-2-101", "60", &["王兰#0009"])]).unwrap();
    let (second, ninth) = (world.owner_at("1-1-102"), world.owner_at("1-2-101"));
    let election = |persons: Vec<Option<PersonId>>| assembly::DraftItem {
        persons,
        ..choice(ItemKind::Committee, &["王兰（2单元）", "别人"], 1)
    };
    let draft = |world: &mut World, item| {
        let draft = world.draft_of(Scope::Estate, vec![item]);
        world.assembly(CLERK, assembly::Command::Draft(draft))
    };
    let (company, nobody) = (register(&mut world, "王兰", PersonKind::Natural), vec![Some(PersonId(900)), None]);
    for (item, code) in [
        (election(vec![Some(ninth)]), "candidates-unfit"),
        (election(vec![Some(ninth), Some(ninth)]), "option-twice"),
        (election(nobody), "candidate-not-owner"),
        (election(vec![Some(PersonId(company)), None]), "candidate-not-owner"),
        (assembly::DraftItem { kind: ItemKind::Other, ..election(vec![Some(ninth), None]) }, "candidates-unfit"),
    ] {
        assert_eq!(codes(draft(&mut world, item)), [code]);
    }
    act(&mut world, CLERK, enter(1, second.0, Relation::Neighbour)).unwrap();
    act(&mut world, CLERK, enter(1, ninth.0, Relation::Neighbour)).unwrap();
    let motion = world.voting(Scope::Estate, vec![election(vec![Some(ninth), None])]);
    let voter = world.voter(motion, "1-1-101");
    let fill = |help| Command::Prepare { help: HelpId(help), motion, voter, seal: Digest([1; 32]), code: false };
    act(&mut world, with(second.0, 1), fill(1)).unwrap();
    assert_eq!(codes(act(&mut world, with(ninth.0, 1), fill(2))), ["helper-is-candidate"]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn what_a_post_lets_somebody_do_ends_with_the_post() {
    let mut world = world();
    let (person, capacity, from) = (PersonId(16), Capacity::StairwellHead, day("2026-10-01"));
    let part = Some(Scope::Building(label("1")));
    let appoint = Appoint { person, capacity, part: part.clone(), from, until: None };
    world.act(CLERK, Any::Bodies(bodies::Command::Appoint(appoint))).unwrap();
    act(&mut world, CLERK, enter(1, 16, Relation::StairwellHead)).unwrap();
    assert!(world.estate.helps(person, PersonId(1), from), "a head of the building is one of each stairwell");
    world.act(CLERK, Any::Bodies(bodies::Command::EndPost { person, capacity, part })).unwrap();
    assert_eq!(world.estate.help_standing(HELP, from).unwrap_err().code, "help-post-ended");
    assert!(!world.estate.helps(person, PersonId(1), from));
    act(&mut world, CLERK, enter(1, 16, Relation::Neighbour)).unwrap();
    assert!(world.estate.helps(person, PersonId(1), from));
}

#[test]
fn the_signed_form_is_filed_with_the_help_it_names() {
    let file = |n: u8| {
        let (name, digest) = (units::ItemId([n; 16]), Digest([n; 32]));
        Some(units::Attachment { name, digest, bytes: 9, file: units::FileKind::Jpeg })
    };
    let mut world = world();
    daughter(&mut world);
    assert_eq!(codes(act(&mut world, CLERK, Command::Scan { help: HELP, scan: file(1) })), ["help-without-paper"]);
    let Command::Enter(entered) = enter(2, 3, Relation::Neighbour) else { unreachable!() };
    act(&mut world, CLERK, Command::Enter(Enter { scan: file(1), ..entered })).unwrap();
    act(&mut world, CLERK, enter(4, 3, Relation::Neighbour)).unwrap();
    let (with_scan, later) = (HelpId(2), HelpId(3));
    assert_eq!(world.estate.helping.helps[&with_scan].scans, [file(1).unwrap()]);
    let keep = |help, scan| Command::Scan { help, scan };
    assert_eq!(codes(act(&mut world, CLERK, keep(later, None))), ["paper-scan-missing"]);
    assert_eq!(codes(act(&mut world, CLERK, keep(HelpId(9), file(2)))), ["help-unknown"]);
    for gains in [3, 4] {
        let clerk = (Actor::Person(PersonId(gains)), Capacity::Clerk);
        assert_eq!(codes(act(&mut world, clerk, keep(later, file(2)))), ["help-own-desk"]);
    }
    for n in 2..2 + limits::SCANS_PER_PAPER_MAX as u8 {
        act(&mut world, CLERK, keep(later, file(n))).unwrap();
    }
    assert_eq!(codes(act(&mut world, CLERK, keep(later, file(99)))), ["paper-scans-many"]);
    assert_eq!(world.estate, world.replayed());
}

#[test]
fn nothing_of_somebody_erased_is_filed_any_more() {
    let file = |n: u8| {
        let (name, digest) = (units::ItemId([n; 16]), Digest([n; 32]));
        Some(units::Attachment { name, digest, bytes: 9, file: units::FileKind::Jpeg })
    };
    let mut world = world();
    act(&mut world, CLERK, enter(4, 3, Relation::Neighbour)).unwrap();
    act(&mut world, CLERK, Command::Scan { help: HELP, scan: file(1) }).unwrap();
    world.estate.bodies.persons.get_mut(&PersonId(4)).unwrap().name.erase();
    assert_eq!(codes(act(&mut world, CLERK, Command::Scan { help: HELP, scan: file(2) })), ["person-erased"]);
    assert!(codes(act(&mut world, CLERK, enter(4, 5, Relation::Family))).contains(&"person-erased".to_owned()));
    assert!(codes(act(&mut world, CLERK, enter(5, 4, Relation::Family))).contains(&"person-erased".to_owned()));
}
