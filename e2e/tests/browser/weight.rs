//! What a first visit weighs over a slow line: the page and everything it brings, as sent.

use crate::planted::Place;
use serde_json::json;

const MOST: u64 = 40_000;

/// Bytes on the wire of a first visit: page, style, script, and the icon, which no timing lists.
const WEIGH: &str = "
    const done = arguments[0];
    const icon = document.querySelector('link[rel=icon]').href;
    fetch(icon, { cache: 'reload' }).then((a) => a.arrayBuffer()).then(() => {
        const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
        done(all.map((e) => [new URL(e.name).pathname, e.transferSize]));
    });
";

#[tokio::test(flavor = "multi_thread")]
async fn a_first_visit_is_light() {
    let Some(place) = Place::plant("weight").await else { return };
    let estate = place.estate();
    let another = place.another_estate().await;
    for path in [estate.clone(), "/".to_owned(), format!("{estate}/m/{}", place.states.voting), another] {
        let browser = place.house.browser(&format!("phone{}", path.replace('/', "-"))).await;
        browser.screen(360, 740).await;
        browser.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await;
        browser.go(&path).await;
        let parts = browser.client.execute_async(WEIGH, Vec::new()).await.unwrap();
        let parts: Vec<(String, u64)> = serde_json::from_value(parts).unwrap();
        assert!(parts.len() >= 4 && parts.iter().all(|(_, bytes)| *bytes > 0), "{parts:?}");
        let weight: u64 = parts.iter().map(|(_, bytes)| bytes).sum();
        println!("{path}: {weight} bytes: {parts:?}");
        assert!(weight <= MOST, "{path}: {weight} bytes: {parts:?}");
        browser.close().await;
    }
}
