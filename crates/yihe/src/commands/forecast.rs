//! `yihe forecast ESTATES.json`: thirty years of many estates under a scenario, with what the result rests on.

use super::progress::Progress;
use super::table::aligned;
use crate::cli::{Forecast, ForecastPicture, Format, TemplateLang};
use crate::open::{Failure, json, print, say, write_new};
use outlook::estate::levers::PATHS;
use outlook::estate::many::{self, Ask, Found};
use outlook::estate::parameters::{CHINESE, PARAMETERS};
use outlook::estate::told::{Answers, BUILT_IN, BUILT_IN_CHINESE, answers, told};
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
    let work = estates.estates.len() as u64 * u64::from(args.paths) * u64::from(args.years) * 12;
    if work > limits::FORECAST_WORK_MAX {
        let most = limits::FORECAST_WORK_MAX;
        return Err(
            format!("{work} estate-months are more than {most}: fewer --paths or --years, or split the file").into()
        );
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).build()?;
    let progress = Progress::new("estates", estates.estates.len());
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
                svg::Span { name, low: (p.low, bar.ends[0]), high: (p.high, bar.ends[1]) }
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

fn table(told: &Value, found: &Found, lang: TemplateLang) -> String {
    let heads = match lang {
        TemplateLang::Zh => ["年", "状况 5%", "50%", "95%", "缴费 50%", "资金 元/户 50%", "有维修付不起"],
        TemplateLang::En => {
            ["year", "condition 5%", "50%", "95%", "paying 50%", "fund yuan/home 50%", "unpaid renewal"]
        }
    };
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
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
    let mut out = aligned(&rows);
    for one in told["worlds"]["scenarios"].as_array().into_iter().flatten() {
        let name = one["scenario"].as_str().unwrap_or_default();
        let [keeps, all] = ["condition_not_below_before_renovation", "worlds"].map(|field| &one[field]);
        out += &match lang {
            TemplateLang::Zh => format!("{name}：{all}种可能的情形里，有{keeps}种保住了改造前的状况\n"),
            TemplateLang::En => format!("{name}: keeps the condition in {keeps} of {all} plausible worlds\n"),
        };
    }
    for (chinese, english) in BUILT_IN_CHINESE.iter().zip(BUILT_IN) {
        out += &format!("· {}\n", lang.say(chinese, english));
    }
    out
}
