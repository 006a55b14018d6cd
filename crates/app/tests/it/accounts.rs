//! Slips, accounts, sessions.

use crate::on_both_stores;
use crate::world::{HERE, World, clerk};
use app::{Redeemer, SessionKey, SignInError};
use authority::Level;
use estate::{Command, bodies};
use std::net::{IpAddr, Ipv4Addr};
use units::{Capacity, PersonId};

const ELSEWHERE: IpAddr = IpAddr::V4(Ipv4Addr::new(10, 0, 0, 9));

fn wrong<T>(outcome: Result<T, SignInError>) -> String {
    outcome.err().map(|e| e.to_string()).unwrap_or_default()
}

on_both_stores! {
    async fn the_first_link_makes_one_administrator_once(world: World, homes: 0) {
        assert_eq!(world.app.first_link().await.unwrap(), None);
        let found = |account| district::Command::Found(district::Found { name: "x".into(), place: Default::default(), administrator: "y".into(), account });
        let again = world.app.set_up("0".repeat(32).as_str(), "other", "long enough", found).await;
        assert_eq!(wrong(again), "the link is unknown or used");
        assert!(world.app.sign_in("admin", "correct horse", HERE, false).await.is_ok());
    }

    async fn a_slip_opens_one_account_for_one_person(world: World, homes: 3) {
        let code = world.slip(2).await;
        assert_eq!(wrong(world.redeem("AAAA BBBB CCCC", "lan").await), "refused: slip-unknown");
        // Typed in small letters, with O for 0 and without the spaces.
        let typed = code.to_lowercase().replace(' ', "").replace('0', "o");
        let key = world.redeem(&typed, "王兰").await.unwrap();
        let session = world.app.session(&key).await.unwrap().unwrap();
        let acting = session.acting.unwrap();
        assert_eq!((acting.person, acting.capacity, acting.stream), (PersonId(2), Capacity::Owner, world.estate));
        assert_eq!(wrong(world.redeem(&code, "other").await), "refused: slip-used");
        assert!(world.app.sign_in("other", "correct horse", HERE, false).await.is_err(), "no account is left behind");
        let next = world.slip(3).await;
        assert_eq!(wrong(world.redeem(&next, "王兰").await), "the name is taken");
        world.redeem(&next, "李四").await.unwrap();
    }

    async fn two_people_with_one_slip_make_one_account(world: World, homes: 2) {
        let code = world.slip(2).await;
        let (a, b) = tokio::join!(world.redeem(&code, "a"), world.redeem(&code, "b"));
        assert_eq!(u32::from(a.is_ok()) + u32::from(b.is_ok()), 1);
    }

    async fn one_account_may_stand_for_several_persons(world: World, homes: 3) {
        let (one, two) = (world.slip(2).await, world.slip(1).await);
        let key = world.redeem(&one, "lan").await.unwrap();
        let id = world.app.fresh_command().unwrap();
        world.app.redeem_slip(world.estate, Level::Estate, &two, Redeemer::SignedIn(&key), HERE, id).await.unwrap();
        let account = world.app.session(&key).await.unwrap().unwrap().account;
        let choices = world.app.choices(account).await.unwrap();
        assert!(choices.iter().any(|c| c.capacity == Capacity::Clerk || c.person == PersonId(2)), "{choices:?}");
    }

    async fn wrong_passwords_wait_and_lock_nobody_else_out(world: World, homes: 0) {
        for _ in 0..5 {
            assert_eq!(wrong(world.app.sign_in("admin", "guess", ELSEWHERE, false).await), "name or password is wrong");
        }
        assert!(wrong(world.app.sign_in("admin", "correct horse", ELSEWHERE, false).await).starts_with("wait"));
        assert!(world.app.sign_in("admin", "correct horse", HERE, false).await.is_ok(), "the owner, elsewhere, is not touched");
        assert_eq!(wrong(world.app.sign_in("nobody", "guess", HERE, false).await), "name or password is wrong", "an unknown name is not told apart");
        world.clock.set(world.app.now().plus_ms(20_000));
        assert!(world.app.sign_in("admin", "correct horse", ELSEWHERE, false).await.is_ok(), "after the wait");
    }

    async fn sessions_end(world: World, homes: 0) {
        let key = world.app.sign_in("admin", "correct horse", HERE, false).await.unwrap();
        let kept = world.app.sign_in("admin", "correct horse", HERE, true).await.unwrap();
        assert!(world.app.session(&key).await.unwrap().is_some());
        let start = world.app.now();
        // Looked at every ten minutes it goes on.
        for minutes in [10, 20, 30, 40] {
            world.clock.set(start.plus_ms(minutes * 60_000));
            assert!(world.app.session(&key).await.unwrap().is_some());
        }
        world.clock.set(start.plus_ms(71 * 60_000));
        assert!(world.app.session(&key).await.unwrap().is_none(), "after half an hour of nothing");
        assert!(world.app.session(&kept).await.unwrap().is_some(), "an own phone is kept longer");
        world.app.sign_out(&kept).await.unwrap();
        assert!(world.app.session(&kept).await.unwrap().is_none());
        let forged: SessionKey = format!("{}{}", "0".repeat(32), "1".repeat(64)).parse().unwrap();
        assert!(world.app.session(&forged).await.unwrap().is_none());
        assert!("short".parse::<SessionKey>().is_err());
    }

    async fn a_new_password_ends_every_other_session(world: World, homes: 0) {
        let here = world.app.sign_in("admin", "correct horse", HERE, false).await.unwrap();
        let there = world.app.sign_in("admin", "correct horse", ELSEWHERE, true).await.unwrap();
        let account = world.app.session(&here).await.unwrap().unwrap().account;
        assert!(world.app.change_password(account, "wrong", "new password").await.is_err());
        assert_eq!(wrong(world.app.change_password(account, "correct horse", "short").await), "the password has a wrong length");
        let fresh = world.app.change_password(account, "correct horse", "new password").await.unwrap();
        assert!(world.app.session(&there).await.unwrap().is_none() && world.app.session(&here).await.unwrap().is_none());
        assert!(world.app.session(&fresh).await.unwrap().is_some());
        assert!(world.app.sign_in("admin", "new password", HERE, false).await.is_ok());
    }

    async fn a_person_parted_from_an_account_is_nobody_there(world: World, homes: 2) {
        let key = world.redeem(&world.slip(2).await, "lan").await.unwrap();
        let account = world.app.session(&key).await.unwrap().unwrap().account;
        assert_eq!(world.app.choices(account).await.unwrap().len(), 1);
        world.act(clerk(), Command::Bodies(bodies::Command::Unlink(PersonId(2)))).await.unwrap();
        assert_eq!(world.app.choices(account).await.unwrap(), [], "the link is only an index; the record says no");
    }
}
