//! What is personal stands nowhere but in the vault, and can be forgotten.

use crate::on_both_stores;
use crate::world::{World, clerk, home, moment};
use app::{Error, Who};
use estate::assembly::{About, Command as Assembly, Draft, DraftItem, ItemKind, Mark, Scope};
use estate::roll::{RowOwner, Transfer};
use estate::{Command, bodies, matters, roll};
use record::{Export, Proof};
use units::{Capacity, Day, PersonId, UnitId};

on_both_stores! {
    async fn no_name_choice_or_typed_text_stands_in_any_entry(world: World, homes: 3) {
        let mut world = world;
        world.motion = world.voting().await;
        world.cast(1, Mark::Against).await.unwrap();
        let raise = matters::Command::Raise { title: "张三家漏水".into(), text: "电话13812345678".into(), place: "他家".into() };
        world.act(Who::person(PersonId(2), Capacity::Owner), Command::Matters(raise)).await.unwrap();
        let store = world.app.record().store();
        let secrets = ["业主1", "001X", "against", "张三", "13812345678", "他家", "槐荫里", "使用维修资金", "社区工作者"];
        for stream in [world.estate, world.district] {
            for row in store.rows(stream, 0, 1_000).await.unwrap() {
                let text = String::from_utf8(row.entry).unwrap();
                for secret in secrets {
                    assert!(!text.contains(secret), "{secret} in {text}");
                }
            }
        }
        let mut file = Vec::new();
        Export::write(world.app.record(), world.estate, &mut file).await.unwrap();
        let file = String::from_utf8(file).unwrap();
        assert!(secrets.iter().all(|s| !file.contains(s)));
        let cast = world.app.estate(world.estate, |v| v.estate.assembly.motions[&world.motion].ballots[&1].seq).await.unwrap();
        let proof = Proof::make(world.app.record(), world.estate, cast).await.unwrap().unwrap();
        proof.check().unwrap();
        assert!(!serde_json::to_string(&proof).unwrap().contains("against"), "a receipt never shows the choice");
    }

    async fn erasing_leaves_no_row_of_the_person_and_the_record_provable(world: World, homes: 3) {
        let mut world = world;
        world.motion = world.voting().await;
        let person = PersonId(2);
        let owner = Who::person(person, Capacity::Owner);
        world.cast(1, Mark::Approve).await.unwrap();
        let raise = matters::Command::Raise { title: "漏水".into(), text: "我家".into(), place: String::new() };
        world.act(owner, Command::Matters(raise)).await.unwrap();
        let sale = Transfer { unit: UnitId(1), owners: vec![RowOwner { name: "买家".into(), ..RowOwner::default() }], on: Day::parse("2026-10-20").unwrap(), basis: "不动产权证".into(), tenure: estate::roll::Tenure::Sold };
        world.act(clerk(), Command::Roll(roll::Command::Transfer(sale))).await.unwrap();
        world.clock.set(moment("2026-10-29T09:00"));
        world.assembly(clerk(), Assembly::Count { motion: world.motion }).await.unwrap();
        world.assembly(clerk(), Assembly::Announce { motion: world.motion }).await.unwrap();
        let erase = || Command::Bodies(bodies::Command::Erase(bodies::Erase { person }));
        let refused = world.act(clerk(), erase()).await;
        assert!(matches!(&refused, Err(Error::Refused(r)) if r[0].code == "erase-ballot-held"), "{refused:?}");

        world.clock.set(moment("2027-10-30T09:00"));
        world.act(clerk(), erase()).await.unwrap();
        let vault = world.app.record().store().vault(world.estate, None).await.unwrap();
        assert!(vault.iter().all(|row| row.subject != Some(person)), "every sealed value of theirs is listed by the estate");
        let name = world.app.estate(world.estate, |v| v.estate.bodies.persons[&person].name.get().cloned()).await.unwrap();
        assert_eq!(name, None, "nor does the state in memory remember");
        let verified = world.verified().await;
        assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
        assert!(verified.report.erased >= 5);
    }

    async fn what_was_replaced_goes_with_its_person_too(world: World, homes: 3) {

        let person = PersonId(2);
        let owner = Who::person(person, Capacity::Owner);
        // Telephone entered, and entered anew; a legal hold, and another.
        for phone in ["13800000001", "13800000002"] {
            let mut row = home(1);
            row.owners[0].phone = Some(phone.into());
            world.import(vec![row]).await.unwrap();
        }
        for why in ["案号一", "案号二"] {
            let street = world.app.vouch(world.district, PersonId(1), Capacity::StreetOffice).await.unwrap();
            let (until, why) = (Day::parse("2026-12-31").unwrap(), why.to_owned());
            let hold = bodies::Command::SetHold { person, until, why };
            world.act(street, Command::Bodies(hold)).await.unwrap();
        }
        let raise = matters::Command::Raise { title: "充电棚".into(), text: String::new(), place: String::new() };
        world.act(clerk(), Command::Matters(raise)).await.unwrap();
        let matter = world.app.estate(world.estate, |v| *v.estate.matters.matters.keys().next().unwrap()).await.unwrap();
        let (kind, title, text) = (ItemKind::UseFund, "同意吗？".to_owned(), String::new());
        let item = DraftItem { kind, title, text, options: vec![], seats: 0, persons: vec![] };
        let draft = Draft {
            matter, title: "使用维修资金".into(), scope: Scope::Estate, items: vec![item],
            opens: moment("2026-10-20T08:00"), closes: moment("2026-10-28T18:00"), reading: moment("2026-10-29T09:00"),
            reading_place: "居委会".into(),
        };
        let motion = world.motion;
        world.assembly(clerk(), Assembly::Draft(draft.clone())).await.unwrap();
        world.assembly(clerk(), Assembly::FreezeRoll { motion }).await.unwrap();
        let object = Assembly::Object { motion, about: About::Roll, text: "我家面积写错了".into() };
        world.assembly(owner, object).await.unwrap();
        world.assembly(clerk(), Assembly::Redraft { motion, draft }).await.unwrap();
        world.assembly(clerk(), Assembly::FreezeRoll { motion }).await.unwrap();
        let told = Assembly::GiveNotice { motion, told_committee: true, silence_warning: false };
        world.assembly(clerk(), told).await.unwrap();
        // A mandate, and another in its place.
        for mandate in ["委托书一", "委托书二"] {
            let (holder, mandate) = (PersonId(3), mandate.to_owned());
            world.assembly(clerk(), Assembly::GrantProxy { motion, voter: 1, holder, mandate }).await.unwrap();
        }
        let store = world.app.record().store();
        let theirs = |rows: Vec<record::VaultRow>| rows.into_iter().filter(|r| r.subject == Some(person)).count();
        let shown = world.app.estate(world.estate, |v| v.estate.sealed_of(person).len()).await.unwrap();
        let kept = theirs(store.vault(world.estate, None).await.unwrap());
        assert!(kept >= shown + 3, "{kept} in the vault, {shown} in the state: the rest was replaced");

        let sale = Transfer { unit: UnitId(1), owners: vec![RowOwner { name: "买家".into(), ..RowOwner::default() }], on: Day::parse("2026-10-01").unwrap(), basis: "不动产权证".into(), tenure: estate::roll::Tenure::Sold };
        world.act(clerk(), Command::Roll(roll::Command::Transfer(sale))).await.unwrap();
        world.clock.set(moment("2027-01-05T09:00"));
        let erase = Command::Bodies(bodies::Command::Erase(bodies::Erase { person }));
        world.act(clerk(), erase).await.unwrap();
        assert_eq!(theirs(store.vault(world.estate, None).await.unwrap()), 0, "nothing of them is left");
        let neighbours = store.vault(world.estate, None).await.unwrap();
        assert!(neighbours.iter().any(|r| r.subject == Some(PersonId(3))), "and nothing of others is gone");
        let verified = world.verified().await;
        assert!(verified.report.findings.is_empty(), "{:?}", verified.report.findings);
    }
}
