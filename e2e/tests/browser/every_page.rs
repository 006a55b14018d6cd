//! Every page the router knows, for those who may see it, in both languages, all sizes, light and dark: nothing axe
//! objects to, nothing too small, nothing that scrolls sideways, nothing the console complains of.
//!
//! Pages × languages × sizes × themes × screens is too many; each page is seen in a set of looks in which every two
//! values meet at least once ([`LOOKS`]), and axe reads those that differ in words, size or colours.

use crate::browser::{Browser, Look};
use crate::planted::{Place, UNMATCHED, code};
use app::Who;
use e2e::plant::{self, SignIn};
use estate::Command;
use estate::bodies::{self, Channel, Choice, Choose, Pace};
use std::collections::{BTreeMap, BTreeSet};
use units::Capacity;

const ROUTER: &str = include_str!("../../../crates/web/src/router.rs");

/// Language, size, theme; width; the browser's own text at twice its size; read by axe too.
const LOOKS: [(&str, u32, bool, bool); 8] = [
    ("zh-CN.normal.light", 1280, false, true),
    ("en.normal.dark", 320, false, true),
    ("zh-CN.large.dark", 1280, false, false),
    ("en.large.light", 320, false, false),
    ("zh-CN.xlarge.light", 320, false, true),
    ("en.xlarge.dark", 1280, false, false),
    // A window of 1280 at a zoom of 200 %.
    ("en.xlarge.light", 640, false, false),
    ("zh-CN.normal.light", 320, true, false),
];

/// Addresses of the router that answer `GET` with something other than a page: files, redirects.
const NO_PAGES: [&str; 27] = [
    "/e/{estate}/desk/platform/{motion}/template.xlsx",
    "/assets/{file}",
    "/look",
    "/e/{estate}/m/{motion}/paper",
    "/e/{estate}/m/{motion}/photo/{name}",
    "/e/{estate}/receipt/{seq}/proof.json",
    "/e/{estate}/desk/roll.xlsx",
    "/e/{estate}/desk/import/template.xlsx",
    "/e/{estate}/desk/import/{id}/findings.xlsx",
    "/e/{estate}/desk/record.jsonl",
    "/e/{estate}/matters/{matter}/file.zip",
    "/e/{estate}/m/{motion}/file.zip",
    "/e/{estate}/document/{document}/facts.json",
    "/e/{estate}/document/{document}/facts.xlsx",
    "/e/{estate}/document/{document}/scan/{name}",
    "/e/{estate}/desk/papers/{motion}/scan/{name}",
    "/e/{estate}/desk/objections/{motion}/scan/{name}", // it/objections.rs
    "/e/{estate}/helpers/{help}/scan/{name}",           // it/posts.rs
    "/e/{estate}/seals/register.xlsx",
    "/e/{estate}/m/{motion}/share.png", // it/reach.rs, and in the page around it
    "/e/{estate}/consent/{consent}/share.png",
    "/e/{estate}/consent/{consent}/answers.xlsx",
    "/e/{estate}/consent/{consent}/sums.json",     // it/consent.rs
    "/calendar/{key}",                             // week.rs
    "/e/{estate}/help/{help}/m/{motion}/received", // helping.rs, with a ballot that an owner confirmed
    "/setup/{code}",                               // first_day below
    "/e/{estate}/desk/import/{id}",                // one_matter.rs and clerks below, by an upload
];

/// What is to be seen where somebody has no business, or nothing is.
const ELSEWHERE: [(&str, &str, u64); 2] = [("visitor", "/nowhere", 404), ("owner", "/desk", 403)];

/// The router's own list of what answers `GET`.
fn routes() -> BTreeSet<String> {
    let route = |text: &str| {
        let (path, rest) = text.strip_prefix('"')?.split_once('"')?;
        let handlers = rest.split(".route(").next()?;
        (handlers.contains("get(") || handlers.contains("upload.get")).then(|| path.to_owned())
    };
    let found: BTreeSet<String> = ROUTER.split(".route(").skip(1).filter_map(route).collect();
    assert!(found.len() > 40, "the router reads differently now: {found:?}");
    found
}

/// The route an address belongs to.
fn route_of<'a>(routes: &'a BTreeSet<String>, path: &str) -> Option<&'a str> {
    let path: Vec<&str> = path.split('?').next().unwrap_or_default().split('/').collect();
    let fits = |route: &str| {
        let parts: Vec<&str> = route.split('/').collect();
        parts.len() == path.len() && parts.iter().zip(&path).all(|(r, p)| r.starts_with('{') || r == p)
    };
    let plain = |route: &&String| route.matches('{').count();
    routes.iter().filter(|r| fits(r)).min_by_key(plain).map(String::as_str)
}

/// Addresses for those who may see them.
struct Tour {
    visitor: Vec<String>,
    owner: Vec<String>,
    unmatched: Vec<String>,
    walker: Vec<String>,
    clerk: Vec<String>,
    street: Vec<String>,
    administrator: Vec<String>,
}

async fn tour(place: &Place) -> Tour {
    let (e, d, s) = (place.estate(), place.district(), &place.states);
    let at = |rest: &str| format!("{e}{rest}");
    let voted = place
        .planted
        .app
        .estate(place.planted.estate, |v| v.estate.assembly.get(s.counted).unwrap().ballots[&1].seq)
        .await
        .unwrap();
    let papers = code(&place.planted, s.voting, &[61, 62, 63, 4, 64]).await;
    let mut visitor: Vec<String> = [
        "",
        "/law",
        "/powers",
        "/proof",
        "/receipt",
        "/receipt?code=AAAAAAAA",
        "/matters",
        "/join",
        "/help",
        "/seals/lists",
        "/seals/lists/1",
    ]
    .map(at)
    .to_vec();
    visitor.extend([
        "/".to_owned(),
        "/sign-in".to_owned(),
        d.clone(),
        format!("{d}/join"),
        format!("{d}/rules"),
        at("/nowhere"),
    ]);
    visitor.extend([at(&format!("/matters/{}", place.matter)), at(&format!("/m/{}/rules", s.voting))]);
    for motion in [s.published, s.voting, s.closed, s.counted, s.shown, s.announced, s.withdrawn] {
        visitor.push(at(&format!("/m/{motion}")));
    }
    visitor.push(at(&format!("/m/{}/announcement", s.published)));
    visitor.extend([at(&format!("/m/{}/posting", s.shown)), at(&format!("/m/{}/posting", s.published))]);
    visitor.extend([at(&format!("/m/{}/box", s.voting)), at(&format!("/m/{}/later", s.published))]);
    visitor.extend(
        ["/charter", "/charter/procedure", "/charter/procedure/1", "/charter/procedure/compare?a=1&b=2"].map(at),
    );
    visitor.extend([at("/charter/procedure/2/print"), at(&format!("/document/{}", place.papers[0]))]);
    for what in ["notice", "posting"] {
        visitor.push(at(&format!("/m/{}/share?what={what}", s.voting)));
    }
    visitor.extend([at(&format!("/m/{}/share", s.published)), at("/consent/1"), at("/consent/1/share")]);
    visitor.push(at("/consent/1/sums"));
    let (v, sh) = (s.voting, s.shown);
    let mut owner: Vec<String> = ["/home", "/telling", "/matters/new", "/desk"].map(at).to_vec();
    owner.extend([
        at(""),
        at(&format!("/m/{v}")),
        at(&format!("/m/{v}/ballot")),
        at(&format!("/m/{v}/proxy")),
        at(&format!("/match?motion={v}")),
        at(&format!("/m/{sh}/roll")),
        at(&format!("/m/{}", s.published)),
        at(&format!("/m/{v}/posting")),
        at(&format!("/m/{v}/posting/notice/1")),
        at("/consent/1"),
        at("/consent/2"),
        at(&format!("/m/{}/ballot", s.closed)),
        at(&format!("/m/{}/received?n={voted}", s.counted)),
        at("/helpers"),
        at("/help"),
        at("/help/1"),
        at(&format!("/help/1/m/{v}")),
        "/account".to_owned(),
    ]);
    let mut clerk: Vec<String> = [
        "/desk",
        "/desk/roll",
        "/desk/roll?show=unknown",
        "/desk/roll/new",
        "/desk/roll/1",
        "/desk/import",
        "/desk/people",
        "/desk/people/2",
        "/desk/people/4",
        "/desk/slips",
        "/desk/standing",
        "/desk/helpers",
        "/desk/helpers/form?door=1-1-101",
        "/desk/motions/new",
        "/desk/settings",
        "/desk/places",
        "/charter/procedure/3",
        "/charter/procedure/3/value?rule=notice.days",
        "/charter/covenant",
        "/seals",
        "/seals/register",
        "/seals/lists",
        "/desk/consents",
        "/desk/consents/new",
        "/consent/1",
        "/consent/2",
        "/consent/1/sheets",
        "/consent/1/sums?with=area",
        "/desk/motions/new?consent=2",
    ]
    .map(at)
    .to_vec();
    clerk.push(at(&format!("/desk/helpers/{}/sheet", e2e::plant::owner(crate::planted::HELPED))));
    clerk.push(at(&format!("/m/{}/documents", s.published)));
    for paper in &place.papers {
        clerk.extend([at(&format!("/document/{paper}")), at(&format!("/document/{paper}/print"))]);
    }
    clerk.extend([
        at(&format!("/desk/roll/{}", crate::planted::BARE)),
        at(&format!("/desk/motions/new?matter={}", place.matter)),
    ]);
    for motion in [s.voting, s.closed, s.counted, s.shown, s.draft] {
        clerk.push(at(&format!("/m/{motion}")));
    }
    clerk.extend([
        at(&format!("/m/{v}/papers")),
        at(&format!("/m/{v}/letters?building=1")),
        at(&format!("/m/{v}/letters?building=1&only=paper")),
        at(&format!("/m/{sh}/roll")),
        at(&format!("/m/{sh}/posting")),
        at(&format!("/m/{sh}/posting/roll/1")),
        at(&format!("/m/{sh}/posting/roll/2")),
        at(&format!("/m/{sh}/posting/roll/3?from=album")),
        at(&format!("/m/{sh}/posting/roll")),
        at(&format!("/m/{v}/posting/notice?photos=yes")),
        at(&format!("/desk/motions/{}/edit", s.draft)),
        at(&format!("/desk/proxies/{v}")),
        at(&format!("/desk/objections/{sh}")),
        at(&format!("/desk/papers/{v}")),
        at(&format!("/desk/platform/{}", s.closed)),
        at(&format!("/m/{v}/box")),
        at(&format!("/m/{v}/box/sheet")),
        at(&format!("/m/{}/box", s.closed)),
        at(&format!("/m/{}/box", s.counted)),
        at(&format!("/m/{}/box/sheet", s.counted)),
        at(&format!("/m/{}/later", s.published)),
        at(&format!("/m/{}/filing", s.published)),
        at(&format!("/desk/motions/new?matter={}&from={}", place.matter, s.published)),
        at(&format!("/matters/{}", place.matter)),
    ]);
    clerk.extend(papers.iter().map(|code| at(&format!("/desk/papers/{v}?code={code}"))));
    clerk.push("/week".to_owned());
    let mut street = ["", "/estates/new", "/rules"].map(|rest| format!("{d}{rest}")).to_vec();
    street.push("/week".to_owned());
    street.extend(["/desk", "/desk/people", "/desk/people/2", "/desk/settings"].map(at));
    let administrator = ["", "/people", "/people/1", "/rules"].map(|rest| format!("{d}{rest}")).to_vec();
    let walker = [
        format!("/m/{v}/turnout?building=1"),
        format!("/m/{v}/turnout?building=2&unit=42"),
        format!("/m/{v}/canvass"),
        format!("/m/{v}/canvass?with={}&building=2&stairwell=1", crate::planted::SECOND),
        format!("/m/{v}/walk?building=2"),
        format!("/m/{v}"),
        "/desk".to_owned(),
    ];
    let walker = walker.iter().map(|rest| at(rest)).collect();
    // An owner who was not matched with the roll yet, and whoever holds no ballot at all; told by a 服务号.
    let person = plant::owner(UNMATCHED);
    let choice = Choice { channel: Channel::Wechat, pace: Pace::Digest };
    let choose = bodies::Command::ChooseTelling(Choose { person, choice, email: String::new(), anew: false });
    place.planted.act(Who::person(person, Capacity::Owner), Command::Bodies(choose)).await.unwrap();
    let unmatched = [format!("/match?motion={v}"), format!("/m/{v}/ballot"), "/telling".to_owned()]
        .iter()
        .map(|rest| at(rest))
        .collect();
    Tour { visitor, owner, unmatched, walker, clerk, street, administrator }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_is_seen_and_none_is_wrong() {
    let Some(axe) = crate::browser::axe("every_page") else { return };
    let Some(place) = Place::plant("every_page").await else { return };
    let tour = tour(&place).await;
    let routes = routes();
    let seen: BTreeSet<&str> =
        [&tour.visitor, &tour.owner, &tour.walker, &tour.clerk, &tour.street, &tour.administrator]
            .into_iter()
            .flatten()
            .filter_map(|p| route_of(&routes, p))
            .collect();
    let unseen: Vec<_> =
        routes.iter().filter(|r| !seen.contains(r.as_str()) && !NO_PAGES.contains(&r.as_str())).collect();
    assert!(unseen.is_empty(), "nobody looks at {unseen:?}");

    let p = &place.planted;
    let walks = [
        ("visitor", None, tour.visitor),
        ("owner", Some(p.owners[0].clone()), tour.owner),
        ("unmatched", Some(place.unmatched.clone()), tour.unmatched),
        ("walker", Some(place.walker.clone()), tour.walker),
        ("clerk", Some(p.clerks[2].clone()), tour.clerk),
        ("street", Some(p.administrator.clone()), tour.street),
        ("administrator", Some(p.administrator.clone()), tour.administrator),
    ];
    // Two at a time: as many as there are likely to be cores.
    let mut wrong = BTreeMap::new();
    let mut checked = (0, 0);
    for (name, who, paths) in walks {
        let half = paths.len().div_ceil(2);
        let (first, second) = (format!("{name}-1"), format!("{name}-2"));
        let (one, other) = tokio::join!(
            walk(&place, &axe, &first, who.as_ref(), &paths[..half]),
            walk(&place, &axe, &second, who.as_ref(), &paths[half..]),
        );
        for (found, looked, read) in [one, other] {
            for (what, (n, first)) in found {
                wrong.entry(what).or_insert((0, first)).0 += n;
            }
            checked = (checked.0 + looked, checked.1 + read);
        }
    }
    println!("{} looks at {} pages, {} of them read by axe", checked.0, seen.len(), checked.1);
    let list: Vec<String> =
        wrong.iter().map(|(what, (n, first))| format!("{n} × {what}\n      first on {first}")).collect();
    assert!(list.is_empty(), "{} kinds of fault:\n{}", list.len(), list.join("\n"));
}

type Wrong = BTreeMap<String, (usize, String)>;

/// Looks at all of them in every look; faults with how often and where first.
async fn walk(place: &Place, axe: &str, name: &str, who: Option<&SignIn>, paths: &[String]) -> (Wrong, usize, usize) {
    let (mut wrong, mut looked, mut read) = (Wrong::new(), 0, 0);
    let plain = place.house.browser(name).await;
    let large = place.house.browser_with_large_text(&format!("{name}-large")).await;
    for browser in [&plain, &large] {
        browser.carry(axe).await;
        if let Some(who) = who {
            browser.sign_in(who).await;
            if name.starts_with("administrator") {
                browser.go("/account").await;
                browser.press("系统管理员").await;
                browser.press("用这个身份").await;
            }
        }
    }
    for (look, width, enlarged, by_axe) in LOOKS {
        let browser: &Browser = if enlarged { &large } else { &plain };
        browser.look(look).await;
        browser.screen(width, 800).await;
        for path in paths {
            browser.go(path).await;
            let mut faults = browser.measure(Look::of(look, enlarged)).await;
            let status = browser.status().await;
            if status != 200
                && !ELSEWHERE.iter().any(|(who, p, s)| name.starts_with(who) && path.ends_with(p) && *s == status)
            {
                faults.push(format!("answered {status}"));
            }
            if by_axe {
                faults.extend(browser.axe().await);
                read += 1;
            }
            faults.extend(browser.complaints().await);
            looked += 1;
            for fault in faults {
                let (what, said) = fault.split_once('|').unwrap_or((&fault, ""));
                let first = || (0, format!("{path} {look} {width}: {said}"));
                let entry = wrong.entry(what.to_owned()).or_insert_with(first);
                entry.0 += 1;
            }
            if std::env::var_os("YIHE_SHOTS_ALL").is_some() {
                browser.picture(&format!("{look}-{width}{}", path.replace(['/', '?'], "_"))).await;
            }
        }
    }
    plain.close().await;
    large.close().await;
    (wrong, looked, read)
}
