//! What is personal stands nowhere but in the vault, and can be forgotten.

use crate::on_both_stores;
use crate::world::{World, clerk, moment};
use app::{Error, Who};
use estate::assembly::{Command as Assembly, Mark};
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
        let sale = Transfer { unit: UnitId(1), owners: vec![RowOwner { name: "买家".into(), ..RowOwner::default() }], on: Day::parse("2026-10-20").unwrap(), basis: "不动产权证".into() };
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
}
