//! Holds the words and the source together: every key used exists in both languages with the same arguments, every key
//! written is used, and Chinese text is set as it should be.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Messages = BTreeMap<String, String>;

/// Key and whole text of each message, continuation lines included.
fn messages(files: &[(&str, &str)]) -> Messages {
    let mut found = Messages::new();
    for (file, source) in files {
        let mut key = String::new();
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            match line.split_once(" =").filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase())) {
                Some((k, text)) => {
                    key = k.to_owned();
                    assert!(found.insert(key.clone(), text.trim().to_owned()).is_none(), "{file}: `{k}` stands twice");
                }
                None if !line.trim().is_empty() => {
                    let text = found.get_mut(&key).unwrap_or_else(|| panic!("{file}: `{line}` belongs to no key"));
                    text.push('\n');
                    text.push_str(line);
                }
                None => {}
            }
        }
    }
    found
}

fn variables(text: &str) -> BTreeSet<String> {
    text.split('$')
        .skip(1)
        .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect())
        .collect()
}

/// A use of a key in the source: its arguments, or `None` for a family of keys.
#[derive(Debug)]
struct Use {
    place: String,
    key: String,
    args: Option<BTreeSet<String>>,
}

fn uses() -> Vec<Use> {
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

fn walk(folder: &Path, found: &mut Vec<Use>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs")
            && !path.ends_with("text.rs")
            && !path.ends_with("text_tidy.rs")
        {
            let source = std::fs::read_to_string(&path).unwrap();
            let code: Vec<&str> = source.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
            scan(&path.display().to_string(), &code.join("\n"), found);
        }
    }
}

fn scan(place: &str, code: &str, found: &mut Vec<Use>) {
    for (call, kind) in [("t!(", 'm'), ("t(", 'm'), ("t_args(", 'a'), ("t_of(", 'f')] {
        for (at, _) in code.match_indices(call) {
            if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let inner = inside(&code[at + call.len()..]);
            // `t(lang, …)`: the first argument is a language, never a literal; other functions named `t` do not pass.
            let Some((language, rest)) = inner.split_once(',') else { continue };
            let Some(literal) = rest.trim_start().strip_prefix('"').filter(|_| !language.contains('"')) else {
                continue;
            };
            let Some((key, rest)) = literal.split_once('"') else { continue };
            let args = match kind {
                'f' => None,
                'a' => Some(
                    rest.split("(\"").skip(1).filter_map(|r| r.split_once('"')).map(|(n, _)| n.to_owned()).collect(),
                ),
                _ => Some(named(rest)),
            };
            found.push(Use { place: place.to_owned(), key: key.to_owned(), args });
        }
    }
}

/// Up to the closing bracket of a call.
fn inside(code: &str) -> &str {
    let (mut depth, mut quoted, mut last) = (0, false, ' ');
    for (at, c) in code.char_indices() {
        match c {
            '"' if last != '\\' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted && depth == 0 => return &code[..at],
            ')' | ']' | '}' if !quoted => depth -= 1,
            _ => {}
        }
        last = c;
    }
    code
}

/// Names of `name = value` at the outermost level.
fn named(rest: &str) -> BTreeSet<String> {
    let (mut names, mut depth, mut quoted, mut word) = (BTreeSet::new(), 0, false, String::new());
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '(' | '[' | '{' if !quoted => depth += 1,
            ')' | ']' | '}' if !quoted => depth -= 1,
            ',' if !quoted && depth == 0 => word.clear(),
            '=' if !quoted && depth == 0 && !word.is_empty() && !rest[at + 1..].starts_with('=') => {
                names.insert(word.trim().to_owned());
                word.clear();
            }
            c if depth == 0 && !quoted => word.push(c),
            _ => {}
        }
    }
    names
}

#[test]
fn both_languages_have_the_same_keys_and_arguments() {
    let (zh, en) = (messages(ZH_FILES), messages(EN_FILES));
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (key, text) in &zh {
        assert_eq!(variables(text), variables(&en[key]), "{key}");
    }
    assert_eq!(ZH_FILES.iter().map(|f| f.0).collect::<Vec<_>>(), EN_FILES.iter().map(|f| f.0).collect::<Vec<_>>());
}

#[test]
fn every_key_used_is_written_and_every_key_written_is_used() {
    let zh = messages(ZH_FILES);
    let mut seen = BTreeSet::new();
    for used in uses() {
        match &used.args {
            None => {
                let family = format!("{}-", used.key);
                let members: Vec<_> = zh.keys().filter(|k| k.starts_with(&family)).cloned().collect();
                assert!(!members.is_empty(), "{used:?}");
                seen.extend(members);
            }
            Some(args) => {
                let text = zh.get(&used.key).unwrap_or_else(|| panic!("{}: no words for `{}`", used.place, used.key));
                assert_eq!(variables(text), *args, "{}: arguments of `{}`", used.place, used.key);
                seen.insert(used.key);
            }
        }
    }
    let unused: Vec<_> = zh.keys().filter(|k| !seen.contains(*k) && !k.starts_with("refusal-")).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

/// Refusals are made in the pure rooms and on forms, and only put into words here.
#[test]
fn every_refusal_has_words_and_all_words_a_refusal() {
    let mut code = String::new();
    for room in ["estate", "district", "law", "app", "web"] {
        code_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(room).join("src"), &mut code);
    }
    let zh = messages(ZH_FILES);
    let said: BTreeSet<&str> = zh.keys().filter_map(|k| k.strip_prefix("refusal-")).collect();
    for made in code.split("Refusal::new(\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(said.contains(made), "no words for refusal `{made}`");
    }
    for said in said {
        // A motion that stands elsewhere is refused by the name of where it stands.
        let literal = said.strip_prefix("motion-is-").unwrap_or(said);
        assert!(code.contains(&format!("\"{literal}\"")), "nobody makes refusal `{said}`");
        for fact in variables(&zh[&format!("refusal-{said}")]) {
            assert!(code.contains(&format!(".with(\"{fact}\"")), "nobody gives `{fact}` for refusal `{said}`");
        }
    }
}

/// Code without its tests and comments.
fn code_of(folder: &Path, all: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            code_of(&path, all);
        } else if name.ends_with(".rs") && !["tests.rs", "testing.rs", "text_tidy.rs"].contains(&name.as_str()) {
            let source = std::fs::read_to_string(&path).unwrap();
            all.extend(source.lines().filter(|l| !l.trim_start().starts_with("//")).flat_map(|l| [l.trim(), ""]));
        }
    }
}

#[test]
fn chinese_is_set_as_chinese() {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    for (key, text) in messages(ZH_FILES) {
        for banned in ["点击", "温馨提示", "请注意", "暂无数据", "！"] {
            assert!(!text.contains(banned), "{key}: {banned}");
        }
        let shown: Vec<char> = text.replace("{ ", "{").replace(" }", "}").chars().collect();
        for pair in shown.windows(3) {
            let [a, b, c] = [pair[0], pair[1], pair[2]];
            let latin = |c: char| c.is_ascii_alphanumeric() || c == '{' || c == '}';
            assert!(b != ' ' || !(han(a) && latin(c) || latin(a) && han(c)), "{key}: a space beside {a} and {c}");
            assert!(!(han(a) && matches!(b, ',' | ';' | ':' | '?' | '!' | '(')), "{key}: half-width {b} after {a}");
        }
    }
}

#[test]
fn both_files_parse_and_resolve() {
    for lang in Lang::ALL {
        let table = lang.table();
        let written = messages(if lang == Lang::Zh { ZH_FILES } else { EN_FILES });
        for (key, text) in written {
            assert_eq!(table.plain.contains_key(key.as_str()), variables(&text).is_empty(), "{key}");
        }
    }
}

#[test]
fn the_reader_s_language() {
    for (header, lang) in [
        ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
        ("en-GB,en;q=0.9", Lang::En),
        ("de,en;q=0.5,zh;q=0.8", Lang::Zh),
        ("de, en ; q=0.5", Lang::En),
        ("", Lang::Zh),
        ("*", Lang::Zh),
        ("en;q=0", Lang::Zh),
    ] {
        assert_eq!(Lang::from_accept_language(header), lang, "{header}");
    }
}

#[test]
fn the_scanner_reads_what_we_write() {
    let mut found = Vec::new();
    scan("x", r#"(t!(self.lang, "a-b", heads = f(x, y == 2), area = &g("=")))  set("c", 1) t(lang, "d")"#, &mut found);
    let keys: Vec<_> =
        found.iter().map(|u| (u.key.as_str(), u.args.clone().unwrap().into_iter().collect::<Vec<_>>())).collect();
    assert_eq!(keys, [("a-b", vec!["area".to_owned(), "heads".to_owned()]), ("d", vec![])]);
}
