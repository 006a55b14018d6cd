//! What holds for every page and every part, checked on the gallery in both languages and all sizes: well-formed,
//! nothing inline, labelled, no id twice; and for the style sheet: readable colours, no rule without a user.
#![allow(clippy::unwrap_used)] // A test may stop at what it did not expect, in its helpers too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use web::components::layout::{Look, Mode, Theme};
use web::text::Lang;

#[allow(dead_code)]
#[path = "../examples/gallery/main.rs"]
mod gallery;

/// An element's start: its name, its attributes in order, the elements around it.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    around: Vec<String>,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

const VOID: [&str; 8] = ["meta", "link", "input", "br", "hr", "wbr", "img", "!DOCTYPE"];

/// Elements of a page in order. Our own markup is regular enough to be read strictly; what is not well-formed fails.
fn elements(page: &str) -> Vec<Element> {
    let (mut found, mut open, mut rest) = (Vec::new(), Vec::<String>::new(), page);
    while let Some((_, tag)) = rest.split_once('<') {
        let mut quoted = false;
        let end = tag
            .find(|c: char| {
                quoted ^= c == '"';
                c == '>' && !quoted
            })
            .expect("a tag ends");
        let (inner, after) = (&tag[..end], &tag[end + 1..]);
        rest = after;
        if let Some(name) = inner.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "closed in order");
            continue;
        }
        let (name, mut text) = inner.split_once(' ').unwrap_or((inner, ""));
        let mut attributes = Vec::new();
        while !text.trim().is_empty() && name != "!DOCTYPE" {
            text = text.trim_start();
            let end = text.find(['=', ' ']).unwrap_or(text.len());
            let key = text[..end].to_owned();
            text = &text[end..];
            let value = match text.strip_prefix("=\"") {
                Some(quoted) => {
                    let (value, after) = quoted.split_once('"').expect("quotes close");
                    text = after;
                    value.to_owned()
                }
                None => String::new(),
            };
            attributes.push((key, value));
        }
        found.push(Element { name: name.to_owned(), attributes, around: open.clone() });
        if !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    found
}

fn every_page(check: impl Fn(&str, Lang, &[Element], &str)) {
    for lang in Lang::ALL {
        for mode in Mode::ALL {
            for (name, page) in gallery::pages(Look { lang, mode, theme: Theme::System }).unwrap() {
                let page = page.into_string();
                check(&format!("{name} {} {}", lang.tag(), mode.word()), lang, &elements(&page), &page);
            }
        }
    }
}

#[test]
fn nothing_is_inline_and_no_attribute_stands_twice() {
    every_page(|name, _, elements, _| {
        for e in elements {
            let mut seen = BTreeSet::new();
            for (key, value) in &e.attributes {
                assert!(seen.insert(key), "{name}: {key} twice at {e:?}");
                assert!(key != "style" && !key.starts_with("on"), "{name}: {e:?}");
                assert!(!value.starts_with("javascript:"), "{name}: {e:?}");
            }
            assert_ne!(e.name, "style", "{name}");
            assert!(e.name != "script" || e.get("src").is_some_and(|s| s.starts_with("/assets/")), "{name}: {e:?}");
        }
    });
}

#[test]
fn ids_are_unique_and_whatever_refers_to_one_finds_it() {
    every_page(|name, _, elements, _| {
        let mut ids = BTreeSet::new();
        for id in elements.iter().filter_map(|e| e.get("id")) {
            assert!(ids.insert(id), "{name}: #{id} twice");
        }
        for e in elements {
            for key in ["for", "aria-describedby", "aria-labelledby"] {
                for id in e.get(key).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{name}: {key}={id}");
                }
            }
            if let Some(id) = e.get("href").and_then(|h| h.strip_prefix('#')).filter(|id| !id.is_empty()) {
                assert!(ids.contains(id), "{name}: #{id} leads nowhere");
            }
            if let Some(id) = e.get("fill").and_then(|f| f.strip_prefix("url(#")) {
                assert!(ids.contains(id.trim_end_matches(')')), "{name}: {id}");
            }
        }
    });
}

#[test]
fn everything_one_can_use_has_a_name() {
    every_page(|name, _, elements, page| {
        let labelled: BTreeSet<_> =
            elements.iter().filter(|e| e.name == "label").filter_map(|e| e.get("for")).collect();
        for e in elements {
            match e.name.as_str() {
                "input" if e.get("type") == Some("hidden") => {}
                "input" | "select" | "textarea" => {
                    assert!(e.get("id").is_some_and(|id| labelled.contains(id)), "{name}: no label for {e:?}");
                }
                "nav" | "fieldset" if e.get("class") != Some("paper-bar") => {
                    assert!(e.name == "fieldset" || e.get("aria-label").is_some(), "{name}: {e:?}");
                }
                "svg" if !e.around.contains(&"svg".to_owned()) => {
                    let named = e.get("role") == Some("img");
                    assert!(named != (e.get("aria-hidden") == Some("true")), "{name}: {e:?}");
                }
                "html" => assert!(e.get("lang").is_some(), "{name}"),
                _ => {}
            }
        }
        let pictures = elements.iter().filter(|e| e.get("role") == Some("img")).count();
        let titles = elements.iter().filter(|e| e.name == "title" && e.around.contains(&"svg".to_owned())).count();
        assert_eq!(pictures, titles, "{name}: a picture without its title");
        assert!(!page.contains("<a href=\"\""), "{name}");
    });
}

#[test]
fn a_page_has_one_title_and_headings_in_order() {
    every_page(|name, _, elements, _| {
        let levels: Vec<u32> = elements.iter().filter_map(|e| e.name.strip_prefix('h')?.parse().ok()).collect();
        if !name.starts_with("slip") {
            assert_eq!(levels.iter().filter(|l| **l == 1).count(), 1, "{name}");
        }
        assert_eq!(levels.first(), Some(&1), "{name}");
        assert!(levels.windows(2).all(|w| w[1] <= w[0] + 1), "{name}: {levels:?}");
        assert_eq!(elements.iter().filter(|e| e.name == "main").count(), 1, "{name}");
    });
}

#[test]
fn nothing_is_said_in_the_other_language() {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    every_page(|name, lang, _, page| {
        if lang == Lang::En {
            // The link to the other language is the one Chinese word.
            let rest = page.replace(">中文<", "><");
            assert!(!rest.contains(han), "{name}: {:?}", rest.split('>').find(|t| t.contains(han)));
        }
        assert!(!page.contains('\u{2068}') && !page.contains("{$") && !page.contains("{ $"), "{name}");
    });
}

fn style() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/yihe.css")).unwrap()
}

/// The colours of the block that follows `start`.
fn tokens(css: &str, start: &str) -> BTreeMap<String, [u8; 3]> {
    let (_, block) = css.split_once(start).unwrap_or_else(|| panic!("no `{start}`"));
    let (block, _) = block.split_once('}').unwrap();
    let colour = |line: &str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        let n = u32::from_str_radix(value.trim_end_matches(';'), 16).ok()?;
        Some((name.to_owned(), [(n >> 16) as u8, (n >> 8) as u8, n as u8]))
    };
    block.lines().filter_map(colour).collect()
}

fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let light = |c: [u8; 3]| {
        let linear = c.map(|v| {
            let v = f64::from(v) / 255.0;
            if v <= 0.040_45 { v / 12.92 } else { ((v + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05
    };
    let (a, b) = (light(a), light(b));
    if a > b { a / b } else { b / a }
}

#[test]
fn text_is_readable_on_every_ground_it_may_stand_on() {
    let css = style();
    let (light, dark) = (tokens(&css, ":root {"), tokens(&css, ":root[data-theme=\"dark\"] {"));
    assert_eq!(dark, tokens(&css, ":root:not([data-theme=\"light\"]) {"), "dark by wish and dark by system are one");
    assert_eq!(light.keys().collect::<Vec<_>>(), dark.keys().collect::<Vec<_>>());
    let grounds = ["paper", "card", "sunk"];
    for t in [light, dark] {
        for ground in grounds {
            for text in ["ink", "ink-2", "pine", "pine-strong", "zhu", "ochre"] {
                let found = contrast(t[text], t[ground]);
                assert!(found >= 7.0, "{text} on {ground}: {found:.2}");
            }
            // Borders of controls and what charts draw: 3 to 1 (hatching never stands on the sunk ground).
            for drawn in ["edge", "c1", "c2", "c4", "c5"] {
                assert!(contrast(t[drawn], t[ground]) >= 3.0, "{drawn} on {ground}");
            }
        }
        for ground in ["paper", "card"] {
            assert!(contrast(t["ochre-fill"], t[ground]) >= 3.0 && contrast(t["c3"], t[ground]) >= 3.0, "{ground}");
        }
        for (text, ground) in [
            ("on-pine", "pine"),
            ("on-pine", "pine-strong"),
            ("pine", "pine-soft"),
            ("zhu", "zhu-soft"),
            ("ochre", "ochre-soft"),
            ("ink", "pine-soft"),
            ("ink", "zhu-soft"),
            ("ink", "ochre-soft"),
            ("ink-2", "pine-soft"),
            ("ink-2", "zhu-soft"),
            ("ink-2", "ochre-soft"),
        ] {
            let found = contrast(t[text], t[ground]);
            assert!(found >= 7.0, "{text} on {ground}: {found:.2}");
        }
        // One of the two rings is seen on any ground.
        for ground in grounds {
            assert!(contrast(t["focus"], t[ground]).max(contrast(t["ink"], t[ground])) >= 3.0);
        }
    }
}

#[test]
fn every_rule_has_a_user() {
    let css = style();
    let mut sources = String::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    sources.push_str(&std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/yihe.js")).unwrap());
    let mut unused = BTreeSet::new();
    for selector in css.lines().filter(|l| l.contains('{')).filter_map(|l| l.split('{').next()) {
        for class in selector.split('.').skip(1) {
            let end = class.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(class.len());
            let class = &class[..end];
            let used = class.starts_with(|c: char| c.is_ascii_digit())
                || sources.match_indices(class).any(|(at, _)| {
                    let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                    sources[..at].ends_with(['.', '"', ' ']) && !sources[at + class.len()..].starts_with(word)
                });
            if !used {
                unused.insert(class.to_owned());
            }
        }
    }
    assert!(unused.is_empty(), "{unused:?}");
}

fn collect(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, all);
        } else if path.extension().is_some_and(|e| e == "rs") {
            all.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn a_page_is_small() {
    every_page(|name, _, _, page| assert!(page.len() < 80_000, "{name}: {} bytes", page.len()));
}
