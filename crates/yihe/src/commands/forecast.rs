//! `yihe forecast ESTATES.json`: thirty years of many estates under a scenario, with what the result rests on.

use super::progress::Progress;
use super::table::aligned;
use crate::cli::{Forecast, ForecastPicture, Format, TemplateLang};
use crate::open::{Failure, json, print, say, write_new};
use outlook::estate::levers::PATHS;
use outlook::estate::many::{self, Ask, Found};
use outlook::estate::parameters::{CHINESE, PARAMETERS};
use outlook::estate::told::{Answers, BUILT_IN, answers, told};
use outlook::estate::{file, quantiles::Fan};
use outlook::svg;
use serde_json::Value;
use units::limits;

pub fn run(args: &Forecast) -> Result<(), Failure> {
    let text = json(&args.file)?;
    let estates = file::read(&text).map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?;
    drop(text);
    estates.bounded(args.years).map_err(|wrong| format!("`{}`: {wrong}", args.file.display()))?;
    let Some(scenario) = estates.scenarios.iter().find(|s| s.name == args.scenario) else {
        let known: Vec<_> = estates.scenarios.iter().map(|s| s.name.as_str()).collect();
        return Err(format!("there is no scenario `{}`; known are {}", args.scenario, known.join(", ")).into());
    };
    let ask = Ask { years: args.years, paths: args.paths, seed: args.seed };
    if estates.work(args.years, args.paths) > limits::FORECAST_WORK_MAX {
        return Err(
            "this would take hours: fewer --paths or --years, or split the file (households and components count too)"
                .into(),
        );
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0) as usize).build()?;
    let progress = Progress::new("paths", estates.estates.len() * args.paths as usize);
    let (found, answers) = pool.install(|| {
        let settings = scenario.on(&estates.settings);
        let found = many::run(&estates.estates, &settings, &ask, &|more| progress.done(more));
        let answers = answers(&estates, scenario, &ask, |all| {
            let progress = Progress::new("worlds", all);
            move |more| progress.done(more)
        });
        (found, answers)
    });
    if let Some(path) = &args.answer.svg {
        write_new(path, picture(args, &found, &answers).as_bytes())?;
    }
    let told = told(&estates, scenario, &ask, &found, &answers);
    match args.answer.out.format {
        Format::Json => print(&told),
        Format::Table => say(&table(&told, &found, args.answer.out.lang)),
    }
}

fn picture(args: &Forecast, found: &Found, answers: &Answers) -> String {
    let lang = args.answer.out.lang;
    let say = |chinese, english| lang.say(chinese, english);
    match args.draw {
        ForecastPicture::Fan => {
            let rows: Vec<[f64; 5]> = yearly(&found.fans.condition).map(|(_, row)| row).collect();
            let title = say("小区状况展望", "Condition of the estates");
            let y = say("状况（1为全新，0为报废）", "condition, 1 as new, 0 gone");
            let frame = svg::Frame { title, x: say("第几年", "year"), y, first: 1.0 };
            let names = [
                say("十次里九次在此之间", "9 of 10 paths"),
                say("一半在此之间", "half of paths"),
                say("中间值", "median"),
            ];
            svg::fan(&frame, &rows, &names)
        }
        ForecastPicture::Tornado => {
            let title = say("结果最取决于什么", "What the result hangs on most");
            let y = say("期末状况；条两端的数是该项的取值", "condition at the end; beside the bars: the values taken");
            let frame = svg::Frame { title, x: "", y, first: 0.0 };
            let bars = answers.tornado.iter().take(12).map(|bar| {
                let p = &PARAMETERS[bar.parameter];
                let name = say(CHINESE[bar.parameter], p.name);
                svg::Span { name, low: (bar.values[0], bar.ends[0]), high: (bar.values[1], bar.ends[1]) }
            });
            let names = [say("取低值时", "at its low value"), say("取高值时", "at its high value")];
            svg::tornado(&frame, &bars.collect::<Vec<_>>(), &names)
        }
        ForecastPicture::Paths => {
            let title = say("四条路径各提高多少", "The share of each path in the gain");
            let y = say("期末状况比只做改造高出的部分", "gain in condition at the end over the campaign alone");
            let parts = PATHS.iter().zip(answers.shapley.0).map(|((word, name), share)| (say(name, word), share));
            svg::shares(&svg::Frame { title, x: "", y, first: 0.0 }, &parts.collect::<Vec<_>>())
        }
    }
}

/// The last month of every year.
fn yearly(fan: &Fan) -> impl Iterator<Item = (usize, [f64; 5])> + '_ {
    (0..fan.dates() / 12).filter_map(|year| Some((year + 1, fan.at(year * 12 + 11)?)))
}

/// What a planner reads: the years, in how many worlds each scenario holds, what the result hangs on, which path gains what,
/// and what all of it rests on.
fn table(told: &Value, found: &Found, lang: TemplateLang) -> String {
    let both = |said: &Value| said[lang.say("zh", "en")].as_str().unwrap_or_default().to_owned();
    let scenario = &told["scenario"];
    let mut out = match lang {
        TemplateLang::Zh => format!("情景：{}。{}\n\n", both(&scenario["called"]), both(&scenario["meaning"])),
        TemplateLang::En => format!("scenario: {}. {}\n\n", both(&scenario["called"]), both(&scenario["meaning"])),
    };
    let mut section = |chinese, english, body: String| {
        if !body.is_empty() {
            out += &format!("{}\n{body}\n", lang.say(chinese, english));
        }
    };
    section("逐年", "Year by year", years(told, found, lang));
    let worlds = format!("{}{}\n", holds(told, lang), both(&told["worlds"]["how"]));
    section("在多少种可能的情形里站得住", "In how many plausible worlds it holds", worlds);
    section("结果最取决于什么（期末状况）", "What the result hangs on most (condition at the end)", hangs(told, lang));
    section(
        "四条路径各提高多少（期末状况，比只做改造）",
        "What each path gains (condition at the end, over the campaign alone)",
        gains(told, lang),
    );
    section("用了哪些数，从哪来", "The figures it rests on, and where they are from", rests(told, lang));
    let approximations = list(&told["approximations"]).map(|one| {
        let errors = ["error", "error_in_ranges"].into_iter().filter_map(|field| one[field].as_f64());
        let errors: Vec<_> = errors.map(|x| x.to_string()).collect();
        match lang {
            TemplateLang::Zh => {
                format!("· {}（误差{}）：{}\n", both(&one["what"]), errors.join("、"), both(&one["meaning"]))
            }
            TemplateLang::En => {
                format!("· {} (error {}): {}\n", both(&one["what"]), errors.join(", "), both(&one["meaning"]))
            }
        }
    });
    section("近似之处", "Where it is approximate", approximations.collect());
    let built_in = BUILT_IN.iter().map(|(chinese, english)| format!("· {}\n", lang.say(chinese, english)));
    section("模型预先设定的", "What is built in", built_in.collect());
    out.truncate(out.trim_end().len());
    out + "\n"
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn years(told: &Value, found: &Found, lang: TemplateLang) -> String {
    let heads = lang.heads(
        ["年", "状况 5%", "50%", "95%", "缴费 50%", "资金 元/户 50%", "有更换付不起"],
        ["year", "condition 5%", "50%", "95%", "paying 50%", "fund yuan/home 50%", "unpaid renewal"],
    );
    let mut rows = vec![heads];
    let rate: Vec<_> = yearly(&found.fans.rate).collect();
    let fund: Vec<_> = yearly(&found.fans.fund).collect();
    for (i, (year, row)) in yearly(&found.fans.condition).enumerate() {
        let unpaid = told["renewal_unpaid_by_year"][i].as_f64().unwrap_or_default();
        let shares = [row[0], row[2], row[4], rate[i].1[2]].map(|x| format!("{x:.2}"));
        let mut cells = vec![year.to_string()];
        cells.extend(shares);
        cells.extend([format!("{:.0}", fund[i].1[2]), format!("{:.0}%", 100.0 * unpaid)]);
        rows.push(cells);
    }
    aligned(&rows)
}

fn holds(told: &Value, lang: TemplateLang) -> String {
    let heads = lang.heads(
        ["情景", "情形", "保住改造前的状况", "明显好过只做改造", "更换都付得起", "期末状况 5%", "50%", "95%"],
        [
            "scenario",
            "worlds",
            "keeps condition",
            "clearly beats campaign",
            "pays renewals",
            "condition at end 5%",
            "50%",
            "95%",
        ],
    );
    let row = |one: &Value| {
        let called = one["called"][lang.say("zh", "en")].as_str().or(one["scenario"].as_str());
        let counts = [
            "worlds",
            "condition_not_below_before_renovation",
            "better_than_campaign_alone",
            "renewals_paid_on_half_of_paths",
        ];
        let counts = counts.map(|field| one[field].to_string());
        let ends = list(&one["condition_at_end"]).map(|x| format!("{:.2}", x.as_f64().unwrap_or_default()));
        [called.unwrap_or_default().to_owned()].into_iter().chain(counts).chain(ends).collect()
    };
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(list(&told["worlds"]["scenarios"]).map(row)).collect();
    aligned(&rows)
}

/// A parameter as a reader knows it.
fn called(name: &Value, lang: TemplateLang) -> &'static str {
    let at = PARAMETERS.iter().position(|p| name == p.name);
    at.map_or("", |i| lang.say(CHINESE[i], PARAMETERS[i].meaning))
}

fn hangs(told: &Value, lang: TemplateLang) -> String {
    let heads =
        lang.heads(["项目", "低值", "高值", "取低值时", "取高值时"], ["figure", "low", "high", "at low", "at high"]);
    let row = |bar: &Value| {
        let ends =
            ["condition_at_low", "condition_at_high"].map(|f| format!("{:.2}", bar[f].as_f64().unwrap_or_default()));
        [vec![called(&bar["parameter"], lang).into(), bar["low"].to_string(), bar["high"].to_string()], ends.to_vec()]
            .concat()
    };
    let rows: Vec<Vec<String>> = list(&told["tornado"]).take(8).map(row).collect();
    if rows.is_empty() { String::new() } else { aligned(&[vec![heads], rows].concat()) }
}

fn gains(told: &Value, lang: TemplateLang) -> String {
    let shapley = &told["shapley"];
    let row = |one: &Value| {
        let name = one[lang.say("name", "path")].as_str().unwrap_or_default().to_owned();
        vec![name, format!("{:.3}", one["share"].as_f64().unwrap_or_default())]
    };
    let all = vec![lang.say("合计", "all").to_owned(), format!("{:.3}", shapley["gain"].as_f64().unwrap_or_default())];
    let rows: Vec<Vec<String>> = list(&shapley["paths"]).map(row).chain([all]).collect();
    aligned(&rows)
}

fn rests(told: &Value, lang: TemplateLang) -> String {
    let standing = |word: &str| match word {
        "measured" => lang.say("实测", "measured"),
        "cited" => lang.say("引自文献", "cited"),
        "recalled" => lang.say("凭记忆引用，待核", "recalled, to be checked"),
        "given" => lang.say("文件给定", "given"),
        "assumed (preset)" => lang.say("假设（预设情景）", "assumed (preset)"),
        _ => lang.say("假设", "assumed"),
    };
    let heads = lang.heads(["项目", "取值", "可能的范围", "依据"], ["figure", "value", "worlds draw", "standing"]);
    let row = |one: &Value| {
        let range = match (&one["worlds_draw"][0], &one["worlds_draw"][1]) {
            (Value::Null, _) => lang.say("不抽", "held").to_owned(),
            (low, high) => {
                lang.say("{}到{}", "{} to {}").replacen("{}", &low.to_string(), 1).replacen("{}", &high.to_string(), 1)
            }
        };
        let mut word = standing(one["standing"].as_str().unwrap_or_default()).to_owned();
        if let Some(n @ 1..) = one["set_in_estates"].as_u64() {
            word += &lang.say("；{}个小区另有", "; {} estates have their own").replace("{}", &n.to_string());
        }
        vec![called(&one["name"], lang).to_owned(), one["value"].to_string(), range, word]
    };
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(list(&told["parameters"]).map(row)).collect();
    aligned(&rows)
}
