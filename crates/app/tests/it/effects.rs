//! Effects: at least once, with an id; too late is skipped and counted.

use crate::on_both_stores;
use crate::world::{World, clerk, home, moment};
use app::{Adapter, Effect, Files, Pass, Who};
use async_trait::async_trait;
use estate::assembly::Command as Assembly;
use estate::{Command, standing};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use units::{Capacity, PersonId};

#[derive(Default)]
struct Heard {
    effects: Mutex<Vec<Effect>>,
    deaf: AtomicBool,
}

#[async_trait]
impl Adapter for Heard {
    fn name(&self) -> &str {
        "heard"
    }
    async fn deliver(&self, effect: &Effect) -> Result<(), String> {
        if self.deaf.load(Ordering::SeqCst) {
            return Err("no line".into());
        }
        self.effects.lock().unwrap().push(effect.clone());
        Ok(())
    }
}

on_both_stores! {
    async fn a_notice_is_told_once_and_again_after_a_failure(world: World, homes: 3) {
        let heard = Heard::default();
        assert_eq!(world.app.run_effects(&heard).await.unwrap(), Pass::default(), "a new consumer starts at the head");
        heard.deaf.store(true, Ordering::SeqCst);
        world.voting().await;
        assert_eq!(world.app.run_effects(&heard).await.unwrap().failed, 1);
        heard.deaf.store(false, Ordering::SeqCst);
        assert_eq!(world.app.run_effects(&heard).await.unwrap().delivered, 1);
        assert_eq!(world.app.run_effects(&heard).await.unwrap(), Pass::default());
        let effect = heard.effects.lock().unwrap()[0].clone();
        let json = serde_json::to_value(&effect).unwrap();
        assert_eq!((json["kind"].as_str(), json["title"].as_str()), (Some("notice"), Some("使用维修资金")));
    }

    async fn what_helps_nobody_any_more_is_skipped_and_counted(world: World, homes: 3) {
        let heard = Heard::default();
        world.app.run_effects(&heard).await.unwrap();
        let motion = world.voting().await;
        world.clock.set(moment("2026-10-29T09:00"));
        world.assembly(clerk(), Assembly::Count { motion }).await.unwrap();
        world.assembly(clerk(), Assembly::Announce { motion }).await.unwrap();
        let pass = world.app.run_effects(&heard).await.unwrap();
        assert_eq!((pass.skipped, pass.delivered), (1, 1), "the notice is past, the result is news");
    }

    async fn a_code_goes_to_the_telephone_on_the_roll_and_stands_in_no_entry(world: World, homes: 2) {
        let heard = Heard::default();
        world.app.run_effects(&heard).await.unwrap();
        let mut row = home(3);
        row.owners[0].phone = Some("13800000003".into());
        world.import(vec![row]).await.unwrap();
        let owner = Who::person(PersonId(4), Capacity::Owner);
        world.act(owner, Command::Standing(standing::Command::SendCode)).await.unwrap();
        assert_eq!(world.app.run_effects(&heard).await.unwrap().delivered, 1);
        let effect = serde_json::to_value(&heard.effects.lock().unwrap()[0]).unwrap();
        let code = effect["code"].as_str().unwrap().to_owned();
        assert_eq!((effect["kind"].as_str(), effect["phone"].as_str()), (Some("code"), Some("13800000003")));
        for row in world.app.record().store().rows(world.estate, 0, 1_000).await.unwrap() {
            assert!(!String::from_utf8_lossy(&row.entry).contains(&format!("\"{code}\"")), "the code is in no entry");
        }
        world.act(owner, Command::Standing(standing::Command::EnterCode { code })).await.unwrap();
        let proved = world.app.estate(world.estate, |v| v.estate.proved(PersonId(4))).await.unwrap();
        assert_eq!(proved.unwrap().method, standing::Method::Telephone);
    }

    async fn files_are_whole_or_not_there(world: World, homes: 2) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path().to_owned());
        world.app.run_effects(&files).await.unwrap();
        world.voting().await;
        assert_eq!(world.app.run_effects(&files).await.unwrap().delivered, 1);
        let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path()).collect();
        assert_eq!(names.len(), 1);
        let text = std::fs::read_to_string(&names[0]).unwrap();
        assert!(serde_json::from_str::<serde_json::Value>(&text).unwrap()["matter"].as_str() == Some("2026-0001"));
    }
}
