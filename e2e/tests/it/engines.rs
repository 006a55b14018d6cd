//! The engines as commands: files with expected results come back with the same results computed afresh, examples are read
//! by the commands they are for, tables and pictures are made, and a reader who stops reading is no failure.

use crate::stores::Home;
use e2e::program::{Ran, binary, run};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder of the data with expected results; a counted skip where there is none beside the project.
fn shared(name: &str) -> Option<PathBuf> {
    let named = std::env::var_os("YIHE_DATA").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = named.clone().unwrap_or_else(beside).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(named.is_none(), "YIHE_DATA is set, but {} is not there", folder.display());
    record::testing::skip(&format!("e2e: {name}"), "no data folder beside the project, and YIHE_DATA is not set");
    None
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

async fn good(args: &[&str]) -> Ran {
    let ran = run(args, None).await;
    assert!(ran.ok && !ran.text.is_empty(), "{args:?}: {}", ran.errors);
    ran
}

/// Where two values differ: figures by more than `tolerance`, anything else at all. What stands only in `found` is more
/// than was asked for and no difference.
fn differences(place: &str, expected: &Value, found: &Value, tolerance: f64, wrong: &mut Vec<String>) {
    match (expected, found) {
        (Value::Number(a), Value::Number(b)) => {
            let (a, b) = (a.as_f64().unwrap(), b.as_f64().unwrap());
            if (a - b).abs() > tolerance * a.abs().max(1.0) {
                wrong.push(format!("{place}: {b}, not {a}"));
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (n, (a, b)) in a.iter().zip(b).enumerate() {
                differences(&format!("{place}[{n}]"), a, b, tolerance, wrong);
            }
        }
        (Value::Object(a), Value::Object(b)) => {
            for (name, a) in a {
                differences(&format!("{place}.{name}"), a, &b[name], tolerance, wrong);
            }
        }
        (a, b) if a == b => {}
        (a, b) => wrong.push(format!("{place}: {b}, not {a}")),
    }
}

/// Every result at one of `ways` (`/runs/*/payers`) becomes `null`.
fn emptied(file: &Value, ways: &[&str]) -> Value {
    fn empty(value: &mut Value, way: &[&str]) {
        match (way, value) {
            ([], value) => *value = Value::Null,
            (["*", rest @ ..], Value::Array(list)) => list.iter_mut().for_each(|v| empty(v, rest)),
            ([name, rest @ ..], Value::Object(fields)) => {
                if let Some(value) = fields.get_mut(*name) {
                    empty(value, rest);
                }
            }
            (way, value) => panic!("{way:?} is not in {value}"),
        }
    }
    let mut bare = file.clone();
    ways.iter().for_each(|way| empty(&mut bare, &way.split('/').skip(1).collect::<Vec<_>>()));
    assert_ne!(bare, *file, "there is no result at {ways:?}");
    bare
}

/// Files that carry results: the command, the file, where its results are, how near they must come, and what is compared.
type Carrier = (&'static str, &'static str, &'static [&'static str], f64, &'static [&'static str]);

const CARRIERS: [Carrier; 6] = [
    ("split", "split/largest_remainder.json", &["/cases/*/shares"], 0.0, &[""]),
    ("merkle", "log/merkle.json", &["/inclusion/*/proof", "/consistency/*/proof"], 0.0, &[""]),
    ("model", "model/estate_runs.json", &["/runs/*/payers_by_month", "/runs/*/condition_by_year"], 0.0, &[""]),
    ("screens", "bids/tenders.json", &["/separation", "/tenders/*/expected"], 1e-9, &["/separation", "/tenders"]),
    (
        "reserve",
        "reserve/condo-138-units-2025.json",
        &["/expected/years", "/expected/metrics"],
        1e-7,
        &["/components", "/contributions"],
    ),
    (
        "reserve",
        "reserve/hoa-110-units-2025.json",
        &["/plans/*/years", "/plans/*/replay_max_abs_deviation"],
        1e-7,
        &["/components"],
    ),
];

#[tokio::test(flavor = "multi_thread")]
async fn files_that_carry_results_come_back_with_them_computed_afresh() {
    let home = Home::sqlite();
    for (command, name, results, tolerance, compared) in CARRIERS {
        let Some(folder) = shared(name.split('/').next().unwrap()) else { return };
        let path = folder.join(name.split('/').next_back().unwrap());
        let file = read(&path);
        let whole = good(&[command, text(&path)]).await;
        let bare = home.file(&name.replace('/', "-"));
        std::fs::write(&bare, emptied(&file, results).to_string()).unwrap();
        let afresh = good(&[command, &bare]).await;
        // How near a replay is to what was published cannot be said where nothing is.
        let near = ["/plans/*/replay_max_abs_deviation"];
        match name.contains("hoa") {
            true => assert_eq!(emptied(&whole.json, &near), afresh.json),
            false => assert!(whole.text == afresh.text, "{command} {name}: results in the file are read"),
        }
        let mut wrong = Vec::new();
        for way in compared {
            let at = |value: &Value| value.pointer(way).unwrap().clone();
            differences(way, &at(&file), &at(&afresh.json), tolerance, &mut wrong);
        }
        assert!(wrong.is_empty(), "{command} {name}\n{}", wrong[..wrong.len().min(20)].join("\n"));
        let table = good(&[command, &bare, "--format", "table"]).await;
        assert!(table.json.is_null() && table.text.lines().count() > 3, "{}", table.text);
        let english = good(&[command, &bare, "--format", "table", "--lang", "en"]).await;
        assert_ne!(english.text, table.text, "{command}: one language only");
        if command == "screens" {
            assert!(table.text.contains("抛硬币") && !table.text.contains(" of "), "{}", table.text);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn published_reserve_studies_are_within_their_rounding() {
    let Some(folder) = shared("reserve") else { return };
    // How near each rule of interest comes to the association's plans: within the cents bills are rounded to.
    let path = folder.join("hoa-110-units-2025.json");
    let (file, found) = (read(&path), good(&["reserve", text(&path)]).await.json);
    for plan in ["/plans/0", "/plans/1"] {
        for rule in ["average", "simple", "monthly"] {
            let way = format!("{plan}/replay_max_abs_deviation/{rule}");
            let said = file.pointer(&way).unwrap().as_object().unwrap();
            assert_eq!(said.len(), 6, "{way}");
            for (column, far) in said {
                let our = found.pointer(&way).and_then(|rule| rule[column].as_f64()).unwrap();
                assert!((our - far.as_f64().unwrap()).abs() <= 0.01, "{way} {column}: {our}, not {far}");
            }
        }
    }
    // Every column of the condominium within a cent; the association's balance within thirteen dollars after thirty years.
    for (name, table, columns, within) in [
        ("condo-138-units-2025.json", "/expected/years", &[][..], 0.01),
        ("hoa-110-units-2025.json", "/plans/0/years", &["expenses", "contribution", "fully_funded"][..], 0.51),
        ("hoa-110-units-2025.json", "/plans/1/years", &["expenses", "contribution", "fully_funded"][..], 0.51),
        ("hoa-110-units-2025.json", "/plans/0/years", &["start"][..], 13.2),
        ("hoa-110-units-2025.json", "/plans/1/years", &["start"][..], 13.2),
    ] {
        let path = folder.join(name);
        let (file, found) = (read(&path), good(&["reserve", text(&path)]).await.json);
        let rows = |value: &Value| value.pointer(table).unwrap().as_array().unwrap().clone();
        let (published, ours) = (rows(&file), rows(&found));
        assert_eq!((published.len(), ours.len()), (30, 30), "{name}{table}");
        let mut compared = 0;
        for (row, our) in published.iter().zip(&ours) {
            for (column, value) in row.as_object().unwrap() {
                let Some(value) = value.as_f64() else { continue };
                if columns.is_empty() || columns.contains(&column.as_str()) {
                    let our = our[column].as_f64().unwrap_or_else(|| panic!("{name}{table} has no {column}"));
                    assert!((our - value).abs() <= within, "{name}{table} {column}: {our}, not {value}");
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 30 * if columns.is_empty() { 9 } else { columns.len() }, "{name}{table}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_conversation_has_its_statistics_or_says_that_there_are_no_groups() {
    let Some(folder) = shared("polis") else { return };
    let home = Home::sqlite();
    let mut seen = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let Some(name) = path.file_name().unwrap().to_str().unwrap().strip_suffix(".expected.json") else { continue };
        let (expected, votes) = (read(&path), folder.join(format!("{name}.votes.csv")));
        let out: Vec<String> = expected["moderated_out"].as_array().unwrap().iter().map(Value::to_string).collect();
        let out = out.join(",");
        let people = expected["participants_xy_group"].as_object().unwrap();
        let groups: Value =
            people.iter().map(|(id, at)| (id.clone(), at[2].clone())).collect::<serde_json::Map<_, _>>().into();
        let file = home.file(&format!("{name}.groups.json"));
        std::fs::write(&file, groups.to_string()).unwrap();
        let args = ["opinion", text(&votes), "--moderated-out", &out];
        let given = good(&[&args[..], &["--groups", &file]].concat()).await.json;
        let mut wrong = Vec::new();
        for field in [
            "participants",
            "statements",
            "votes",
            "k",
            "group_sizes",
            "explained_variance",
            "group_counts",
            "group_aware_consensus_agree",
            "group_aware_consensus_disagree",
        ] {
            assert!(!expected[field].is_null());
            differences(field, &expected[field], &given[field], 1e-9, &mut wrong);
        }
        assert!(wrong.is_empty(), "{name}\n{}", wrong.join("\n"));
        // Found by itself: groups that hold, or the honest answer with its reason. Both come out at least once.
        let own = good(&args).await;
        let found = &own.json;
        match found["groups"].as_str() {
            Some(no) => assert!(no == "no stable groups" && found["reason"].as_str().is_some_and(|r| r.len() > 20)),
            None => assert!(found["group_sizes"].as_array().is_some_and(|s| s.len() > 1), "{}", found["groups"]),
        }
        assert_eq!(good(&args).await.text, own.text, "{name}: one seed, other bytes");
        let public = good(&[&args[..], &["--public"]].concat()).await;
        assert!(!public.text.contains("participants_xy") && people.len() > 5);
        // Why residents see no groups is said in both languages.
        let none = &public.json["groups"]["none"];
        assert!(public.json["groups"].is_array() || (none["zh"].is_string() && none["en"].is_string()), "{none}");
        for lang in ["zh", "en"] {
            let svg = home.file(&format!("{name}.{lang}.svg"));
            let more = ["--format", "table", "--lang", lang, "--svg", &svg];
            let table = good(&[&args[..], &more].concat()).await.text;
            assert!(table.contains(if lang == "zh" { "共识" } else { "what all share" }), "{table}");
            picture(&svg);
        }
        seen += 1;
    }
    assert_eq!(seen, 6);
}

fn picture(path: &str) {
    let svg = std::fs::read_to_string(path).unwrap();
    assert!(svg.starts_with("<svg") && svg.ends_with("</svg>\n") && svg.contains("<title"), "{path}");
    std::fs::remove_file(path).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn elections_are_decided_as_published_by_every_rule() {
    let Some(folder) = shared("pb") else { return };
    let expected = read(&folder.join("expected.json"));
    // Every rule on the smallest elections; all of them are compared where the rules are tested.
    let mut all: Vec<&Value> = expected["results"].as_array().unwrap().iter().collect();
    all.sort_by_key(|result| result["bytes"].as_u64());
    for result in &all[..4] {
        let path = folder.join(result["instance"].as_str().unwrap());
        for (name, wanted) in result["rules"].as_object().unwrap() {
            let utility = ["points", "count"].into_iter().find(|u| name.contains(u)).unwrap_or("cost");
            let rule = match &**name {
                n if n.starts_with("greedy") => "greedy",
                n if n.starts_with("phragmen") => "phragmen",
                n if n.contains("add1") => "mes-add1",
                _ => "mes",
            };
            let mut args = vec!["budget", text(&path), "--rule", rule, "--utility", utility];
            if rule != "greedy" && name.ends_with("greedy") {
                args.extend(["--then", "greedy"]);
            }
            let found = good(&args).await.json;
            assert_eq!((&found["selected"], &found["cost"]), (&wanted["selected"], &wanted["cost"]), "{args:?}");
            assert!(found["tie_decided"].is_boolean() && found["explain"]["items"].is_array());
            // Every reason in the language of its reader, and in both for a program.
            let why: Vec<&Value> = found["explain"]["items"].as_array().unwrap().iter().collect();
            let why = why.iter().map(|item| if item["chosen"] == true { &item["how"] } else { &item["why_not"] });
            for (lang, other) in [("zh", "en"), ("en", "zh")] {
                let table = good(&[&args[..], &["--format", "table", "--lang", lang]].concat()).await.text;
                for why in why.clone() {
                    let [said, not] = [&why[lang], &why[other]].map(|said| said.as_str().unwrap());
                    assert!(table.contains(said) && !table.contains(not), "{lang}: {why}\n{table}");
                }
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn tables_say_what_was_asked_for_in_the_language_of_their_reader() {
    let home = Home::sqlite();
    let [study, offer, votes] = ["study.json", "offer.json", "twins.pb"].map(|name| home.file(name));
    good(&["template", "study", "--out", &study]).await;
    good(&["template", "offer", "--out", &offer]).await;
    let table =
        async |args: &[&str], lang: &str| good(&[args, &["--format", "table", "--lang", lang]].concat()).await.text;
    // What was solved for and how likely the fund runs dry: the figures of the JSON, in the table.
    let asked =
        ["reserve", &*study, "--solve", "baseline", "--solve", "full", "--solve", "component", "--lives", "100"];
    let found = good(&asked).await.json;
    for (lang, words) in [
        (
            "zh",
            [
                "余额不见底",
                "期末充足",
                "逐项攒钱应缴",
                "见底可能%",
                "年末充足率%",
                "percent_funded是年初",
                "年末对首期30%线",
                "低于",
                "假定",
            ],
        ),
        (
            "en",
            [
                "never falls below nothing",
                "fully funded at the end",
                "component by component",
                "chance dry %",
                "% funded at the end",
                "percent_funded in JSON is of the start",
                "30% line at the end",
                "below",
                "assumed",
            ],
        ),
    ] {
        let said = table(&asked, lang).await;
        for word in words {
            assert_eq!(said.matches(word).count().min(2), 2, "{word} is not said of both plans:\n{said}");
        }
        for plan in found["solved"].as_array().unwrap() {
            for goal in plan["goals"].as_array().unwrap() {
                let first = goal["first_year_contribution"].as_f64();
                let figure = first.or_else(|| goal["contribution_by_year"][3].as_f64()).unwrap();
                assert!(said.contains(&format!("{figure:.2}")), "{goal}:\n{said}");
            }
        }
        let last = said.lines().find(|line| line.starts_with("2055")).unwrap();
        let chance = 100.0 * found["dry_by_year"][0]["chance"][29].as_f64().unwrap();
        assert!(last.ends_with(&format!(" {chance:.1}")), "{last}");
    }
    // What would take hours is refused at once, with what would not.
    let mut long = read(Path::new(&study));
    long["horizon"] = json!(100);
    long["components"] =
        (0..2_000).map(|n| json!({"id": n, "useful_life": 1, "remaining_life": 1, "cost": 1})).collect();
    let plan = long["plans"][0].clone();
    long["plans"] = (0..20).map(|_| plan.clone()).collect();
    let huge = home.file("huge.json");
    std::fs::write(&huge, long.to_string()).unwrap();
    for (file, draws, cure) in
        [(&huge, "100000", "ask for at most 2"), (&study, "100001", "1 to 100000"), (&study, "0", "1 to 100000")]
    {
        let refused = run(&["reserve", file, "--lives", draws], None).await;
        assert!(
            !refused.ok && refused.errors.contains("--lives") && refused.errors.contains(cure),
            "{draws}: {}",
            refused.errors
        );
    }
    // Offers: no word of the files in a table for people.
    let mut longer = read(Path::new(&offer));
    longer["offers"][0]["loan"]["instalments"] = json!(40);
    longer["scenarios"] = json!([]);
    std::fs::write(&offer, longer.to_string()).unwrap();
    for (lang, case, settled) in
        [("zh", "市场收入少两成", "按最后一年一次还清计算"), ("en", "market income down 20%", "settled in the last")]
    {
        let said = table(&["finance", &offer], lang).await;
        assert!(!said.contains('_') && said.contains(case) && said.contains(settled), "{said}");
    }
    // Two items as good as each other, and money for one.
    let ballots: String = (0..40).map(|n| format!("{n};10,2\n")).collect();
    let head = "META\nkey;value\nbudget;100\nvote_type;approval\nPROJECTS\nproject_id;cost\n10;100\n2;100\nVOTES\nvoter_id;vote\n";
    std::fs::write(&votes, format!("{head}{ballots}")).unwrap();
    for (lang, words) in [
        (
            "zh",
            [
                "与`10`一样好，由公布的并列规则（编号）决定",
                "并列决定了结果",
                "出钱的人",
                "再多 1 人选它",
                "平均每人所选的项目",
            ],
        ),
        (
            "en",
            [
                "as good as `10`, and the published rule (id) decided",
                "Ties decided the result",
                "who paid",
                "1 more marking it",
                "money spent on what",
            ],
        ),
    ] {
        let said = table(&["budget", &votes, "--rule", "mes"], lang).await;
        for word in words {
            assert!(said.contains(word), "{word}:\n{said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_are_read_by_the_commands_they_are_for() {
    let home = Home::sqlite();
    let more: [(&str, &str, &[&str], &str); 3] = [
        (
            "study",
            "reserve",
            &[
                "--solve",
                "baseline",
                "--solve",
                "full",
                "--solve",
                "component",
                "--solve",
                "threshold=100000",
                "--lives",
                "200",
            ],
            "/plans/0/years/29",
        ),
        (
            "estates",
            "forecast",
            &["--paths", "3", "--years", "5", "--scenario", "no_leaders"],
            "/estate_results/1/years/1",
        ),
        ("offer", "finance", &[], "/comparison/offers/1"),
    ];
    for (what, command, more, way) in more {
        let file = home.file(&format!("{what}.json"));
        let made = good(&["template", what, "--count", "2", "--out", &file]).await;
        assert_eq!(made.json["bytes"].as_u64().unwrap(), std::fs::metadata(&file).unwrap().len());
        let again = run(&["template", what, "--out", &file], None).await;
        assert!(!again.ok && again.errors.contains("exists"), "{what} is overwritten: {}", again.errors);
        let args = [&[command, &*file], more].concat();
        let found = good(&args).await;
        assert!(found.json.pointer(way).is_some_and(Value::is_object), "{command}: nothing at {way}");
        assert_eq!(good(&args).await.text, found.text, "{command}: one seed, other bytes");
        for lang in ["zh", "en"] {
            let svg = home.file("picture.svg");
            let table = good(&[&args[..], &["--format", "table", "--lang", lang, "--svg", &svg]].concat()).await;
            assert!(table.json.is_null() && table.text.lines().count() > 2, "{}", table.text);
            picture(&svg);
        }
    }
    let study = good(&["reserve", &home.file("study.json"), "--solve", "baseline", "--lives", "200"]).await.json;
    let first = study["solved"][0]["goals"][0]["first_year_contribution"].as_f64().unwrap();
    assert!(first > 0.0 && study["dry_by_year"][1]["chance"].as_array().unwrap().len() == 30);
    // What was solved for does what was asked, and a fen less does not.
    let ends = |contribution: f64| {
        let mut file = read(Path::new(&home.file("study.json")));
        file["plans"][0]["first_year_contribution"] = json!(contribution);
        let path = home.file("solved.json");
        std::fs::write(&path, file.to_string()).unwrap();
        path
    };
    for (contribution, enough) in [(first, true), (first - 0.01, false)] {
        let found = good(&["reserve", &ends(contribution)]).await.json;
        let rows = found["plans"][0]["years"].as_array().unwrap();
        assert_eq!(rows.iter().skip(1).all(|row| row["start"].as_f64().unwrap() >= 0.0), enough, "{contribution}");
    }
    // On any number of threads the same bytes; another seed, others.
    let estates = home.file("estates.json");
    let forecast = ["forecast", &*estates, "--paths", "4", "--years", "3", "--threads"];
    let on = |threads: &'static str| [&forecast[..], &[threads]].concat();
    let one = good(&on("1")).await.text;
    assert!(one == good(&on("2")).await.text && one == good(&on("7")).await.text);
    assert!(one != good(&[&on("2")[..], &["--seed", "2"]].concat()).await.text);
    // What a planner reads is in the reader's words, and says what it rests on.
    for (lang, words, strange) in [
        (
            "zh",
            [
                "情景：只靠市场",
                "一核多元",
                "没有人带头",
                "结果最取决于什么",
                "强化党建引领能力",
                "假设（预设情景）",
                "近似之处",
            ],
            ["campaign", "market_only", "one_core_many", "no_leaders", "assumed", " of "],
        ),
        (
            "en",
            [
                "scenario: market only",
                "one core with many",
                "no leaders",
                "hangs on most",
                "core",
                "assumed (preset)",
                "approximate",
            ],
            ["只做改造", "一核多元", "假设", "market_only", "one_core_many", "no_leaders"],
        ),
    ] {
        let more = ["2", "--scenario", "market_only", "--format", "table", "--lang", lang];
        let table = good(&[&forecast[..], &more].concat()).await.text;
        words.iter().for_each(|word| assert!(table.contains(word), "{word} is not in\n{table}"));
        strange.iter().for_each(|word| assert!(!table.contains(word), "{word} is in\n{table}"));
    }
    for threads in ["0", "3000"] {
        let ran = run(&[&forecast[..], &[threads]].concat(), None).await;
        assert!(!ran.ok && ran.errors.contains("1..=64"), "{threads}: {}", ran.errors);
    }
    for draw in ["fan", "tornado", "paths"] {
        let svg = home.file("picture.svg");
        good(&[&on("2")[..], &["--draw", draw, "--svg", &svg]].concat()).await;
        picture(&svg);
    }
}

#[test]
fn a_reader_who_stops_reading_is_no_failure() {
    let home = Home::sqlite();
    let file = home.file("estates.json");
    let made = Command::new(binary()).args(["template", "estates", "--count", "40", "--out", &file]).output().unwrap();
    assert!(made.status.success());
    for format in ["json", "table"] {
        let forecast = ["forecast", &file, "--paths", "2", "--years", "30", "--format", format];
        let mut child =
            Command::new(binary()).args(forecast).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        // More is printed than a pipe holds, and nobody reads it.
        BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let output = child.wait_with_output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{format}: {errors}");
        assert!(!errors.contains("panicked") && !errors.contains("roken pipe"), "{format}: {errors}");
        assert!(!line.is_empty());
    }
}
