//! A helper reaches one owner's acts and nothing else: no other home, no choice, no page after the end; and the record of
//! it verifies.

use crate::stores::Home;
use app::{Redeemer, Who};
use e2e::http::Client;
use e2e::plant::{Planted, SignIn, Size, clerk, owner, plant};
use e2e::program::{Server, run};
use estate::Command;
use estate::assembly::Mark;
use estate::helping::{Command as Helping, HandIn, Relation, seal};
use estate::roll;
use hyper::StatusCode;
use std::net::{IpAddr, Ipv4Addr};
use units::{Capacity, CommandId, HelpId};

/// The owner of home 1 names a daughter on no roll; answers her sign-in.
async fn named(planted: &Planted) -> SignIn {
    let mut row = e2e::plant::home(1);
    row.owners[0].phone = Some("13800000001".into());
    planted.act(clerk(), Command::Roll(roll::Command::Record(row))).await.unwrap();
    let (code, digest) = planted.app.fresh_slip(planted.estate).unwrap();
    let until = planted.clock.now().day().plus(30);
    let offer = Helping::Offer { code: digest, relation: Relation::Family, until };
    planted.act(Who::person(owner(1), Capacity::Owner), Command::Helping(offer)).await.unwrap();
    let daughter = SignIn { login: "daughter".into(), password: "春天种树秋天收果".into() };
    let new = Redeemer::New { login: &daughter.login, password: &daughter.password };
    let (who, here) = (("示例女儿", "13900000009"), IpAddr::V4(Ipv4Addr::LOCALHOST));
    let id = planted.app.fresh_command().unwrap();
    planted.app.accept_help(planted.estate, &code, who, new, here, id).await.unwrap();
    daughter
}

/// She fills in 反对, and the owner reads out the code; answers the ballot's entry.
async fn voted(planted: &Planted) -> u64 {
    let help = HelpId(1);
    let helper = planted.app.estate(planted.estate, |v| v.estate.helping.helps[&help].helper).await.unwrap();
    let who = Who::helper(helper, owner(1));
    let (motion, voter, marks, salt) = (planted.motion, 1, vec![Mark::Against], CommandId([7; 16]));
    let prepare = Helping::Prepare { help, motion, voter, seal: seal(salt, &marks), code: true };
    planted.act(who, Command::Helping(prepare)).await.unwrap();
    let code = planted.app.estate(planted.estate, |v| {
        v.estate.helping.prepared[&help].code.as_ref().unwrap().code.get().unwrap().clone()
    });
    let handed = HandIn { help, motion, marks, salt, code: code.await.unwrap() };
    planted.act(who, Command::Helping(Helping::HandIn(handed))).await.unwrap().last
}

/// What she raises and says is the owner's: neighbours read “an owner”, and of her nothing.
async fn speaks(planted: &Planted, helper: &mut Client, estate: &str) {
    let csrf = helper.csrf("/account").await.unwrap();
    let matter =
        planted.app.estate(planted.estate, |v| *v.estate.matters.matters.keys().next().unwrap()).await.unwrap();
    let (matter, motion) = (matter.to_string(), planted.motion.to_string());
    for (act, values, status) in [
        ("raise", vec![("title", ""), ("text", "夜里漏水")], StatusCode::UNPROCESSABLE_ENTITY),
        ("raise", vec![("title", "三楼漏水"), ("text", "夜里漏水")], StatusCode::SEE_OTHER),
        ("note", vec![("matter", &*matter), ("word", "还在漏")], StatusCode::SEE_OTHER),
        ("object", vec![("motion", &*motion), ("objection-1", "面积不对")], StatusCode::UNPROCESSABLE_ENTITY),
    ] {
        let id = planted.app.fresh_command().unwrap().to_string();
        let form: Vec<(&str, &str)> = [("id", &*id), ("csrf", &*csrf)].into_iter().chain(values).collect();
        let answer = helper.post(&format!("{estate}/help/1/{act}"), &form).await.unwrap();
        assert_eq!(answer.status, status, "{act}: {}", answer.body);
        assert!(
            status != StatusCode::UNPROCESSABLE_ENTITY || act == "object" || answer.body.contains("夜里漏水"),
            "kept"
        );
    }
    let raised = planted.app.estate(planted.estate, |v| *v.estate.matters.matters.keys().next_back().unwrap());
    let page = format!("{estate}/matters/{}", raised.await.unwrap());
    let seen = helper.get(&page).await.unwrap().body;
    assert!(seen.contains("三楼漏水") && seen.contains("业主") && !seen.contains("女儿"), "{seen}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_helper_reaches_no_other_home_and_no_choice() {
    let home = Home::sqlite();
    let planted = plant(home.place(), Size { homes: 24, accounts: 2 }).await;
    let daughter = named(&planted).await;
    let server = Server::start(home.place()).await;
    let estate = format!("/e/{}", planted.estate);
    let motion = planted.motion;
    let mut helper = Client::new(&server.address);
    helper.sign_in(&daughter).await.unwrap();
    assert_eq!(helper.get(&format!("{estate}/help/1/m/{motion}")).await.unwrap().status, StatusCode::OK);
    speaks(&planted, &mut helper, &estate).await;
    server.kill().await;

    let seq = voted(&planted).await;
    let server = Server::start(home.place()).await;
    let mut helper = Client::new(&server.address);
    helper.sign_in(&daughter).await.unwrap();
    let receipt = format!("{estate}/help/1/m/{motion}/received?n={seq}");
    let mut seen = 0;
    for page in [format!("{estate}/help"), format!("{estate}/help/1"), receipt.clone(), format!("{estate}/m/{motion}")]
    {
        let answer = helper.get(&page).await.unwrap();
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        assert!(!answer.body.contains("反对") || page.ends_with(&format!("/m/{motion}")), "{page} shows a choice");
        seen += 1;
    }
    assert_eq!(seen, 4);
    let csrf = helper.csrf("/account").await.unwrap();
    // Her owner's own pages, other helps, other people's receipts, every desk.
    for page in [
        "/home",
        "/helpers",
        "/help/2",
        "/desk",
        "/desk/helpers",
        "/desk/helpers/4/sheet",
        "/desk/people/4",
        "/match",
        "/m/1/ballot",
        "/m/1/proxy",
        "/m/1/roll",
    ] {
        let answer = helper.get(&format!("{estate}{page}")).await.unwrap();
        let shut = [StatusCode::NOT_FOUND, StatusCode::FORBIDDEN, StatusCode::SEE_OTHER].contains(&answer.status);
        assert!(shut, "{page} opens to a helper: {}", answer.status);
    }
    let own = helper.get(&format!("{estate}/m/{motion}/received?n={seq}")).await.unwrap();
    assert_ne!(own.status, StatusCode::OK, "the owner's page is the owner's");
    let head = planted.app.record().store().seqs(&[planted.estate]).await.unwrap();
    for (page, values) in [
        ("/helpers/offer", vec![("relation", "family"), ("until", "2099-01-01")]),
        ("/match/send", vec![]),
        ("/m/1/ballot/cast", vec![("voter", "1"), ("item-0", "approve")]),
        ("/help/2/raise", vec![("title", "x")]),
        ("/help/2/end", vec![]),
        ("/desk/helpers/confirm", vec![("help", "1"), ("seal", "")]),
    ] {
        let id = planted.app.fresh_command().unwrap().to_string();
        let form: Vec<(&str, &str)> = [("id", &*id), ("csrf", &*csrf)].into_iter().chain(values).collect();
        let answer = helper.post(&format!("{estate}{page}"), &form).await.unwrap();
        assert_ne!(answer.status, StatusCode::OK, "{page}");
    }
    assert_eq!(planted.app.record().store().seqs(&[planted.estate]).await.unwrap(), head, "nothing was recorded");

    // A neighbour sees neither the help nor who was helped; the owner sees the list and no choice either.
    let mut neighbour = Client::new(&server.address);
    neighbour.sign_in(&planted.owners[1]).await.unwrap();
    for page in ["/help/1".to_owned(), format!("/help/1/m/{motion}"), receipt.replace(&estate, "")] {
        assert_eq!(neighbour.get(&format!("{estate}{page}")).await.unwrap().status, StatusCode::NOT_FOUND, "{page}");
    }
    let page = neighbour.get(&format!("{estate}/m/{motion}")).await.unwrap().body;
    assert!(!page.contains("协助人填写"), "while ballots come in not even the sum");
    let mut herself = Client::new(&server.address);
    herself.sign_in(&planted.owners[0]).await.unwrap();
    let page = herself.get(&format!("{estate}/home")).await.unwrap().body;
    assert!(page.contains("示例女儿") && !page.contains("反对"), "{page}");

    // The owner ends it; what the helper had open says so plainly.
    let csrf = herself.csrf("/account").await.unwrap();
    let id = planted.app.fresh_command().unwrap().to_string();
    let form = [("id", &*id), ("csrf", &*csrf), ("help", "1")];
    let ended = herself.post(&format!("{estate}/helpers/end"), &form).await.unwrap();
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    for page in [format!("{estate}/help/1"), receipt] {
        let over = helper.get(&page).await.unwrap();
        assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert!(over.body.contains("协助已经结束了"), "{}", over.body);
    }
    // Nor by any other way in: the writer asks the policies whether the help stands.
    let stranger = Who::helper(owner(2), owner(1));
    let daughter = planted.app.estate(planted.estate, |v| v.estate.helping.helps[&HelpId(1)].helper).await.unwrap();
    for who in [stranger, Who::helper(daughter, owner(1)), Who::helper(daughter, owner(2))] {
        let (title, text, place) = ("漏水".to_owned(), String::new(), String::new());
        let raise = estate::matters::Command::Raise { title, text, place };
        let refused = planted.act(who, Command::Matters(raise)).await;
        assert!(matches!(refused, Err(app::Error::Forbidden { .. })), "{who:?}: {refused:?}");
    }
    server.kill().await;
    let verified = run(&["verify"], Some(home.place())).await;
    assert!(verified.ok, "{} {}", verified.text, verified.errors);
}
