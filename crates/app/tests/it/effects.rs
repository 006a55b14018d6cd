//! Effects: at least once, with an id; too late is skipped and counted.

use crate::on_both_stores;
use crate::world::{World, clerk, moment};
use app::{Adapter, Effect, Files, Pass};
use async_trait::async_trait;
use estate::assembly::Command as Assembly;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

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
