//! `yihe reserve STUDY.json`: the same JSON with its results recomputed; what else was asked for stands beside them.

use super::progress::Progress;
use super::table::aligned;
use crate::cli::{Format, Reserve, TemplateLang};
use crate::open::{Failure, json, print, say, write_new};
use outlook::life;
use outlook::reserve::file::{Case, Layout, cases, recomputed};
use outlook::reserve::lives::{chance_dry_by_year, work_of_a_draw};
use outlook::reserve::solve::{Goal, by_component, contribution};
use outlook::reserve::{below_thirty_percent, percent_funded};
use outlook::svg;
use serde_json::{Value, json};
use units::limits;

pub fn run(args: &Reserve) -> Result<(), Failure> {
    let file = json(&args.file)?;
    let named = |wrong: outlook::read::Wrong| format!("`{}`: {wrong}", args.file.display());
    let cases = cases(&file).map_err(named)?;
    let goals = args.solve.iter().map(|text| goal(text)).collect::<Result<Vec<_>, _>>()?;
    let draws = args.lives.map(|draws| draws_of(draws, &cases)).transpose()?;
    if let Some(path) = &args.answer.svg {
        write_new(path, picture(&cases, args.answer.out.lang).as_bytes())?;
    }
    let solved: Vec<Vec<Solved<'_>>> = cases.iter().map(|case| solved(case, &goals)).collect();
    let progress = draws.map(|draws| Progress::new("lives", draws as usize * cases.len()));
    let dry: Option<Vec<Vec<f64>>> = draws.zip(progress).map(|(draws, progress)| {
        let dry = |case: &Case| {
            chance_dry_by_year(&case.study, &case.plan, life::SHAPE.value, draws, args.seed, &mut || progress.done(1))
        };
        cases.iter().map(dry).collect()
    });
    if args.answer.out.format == Format::Table {
        let tables = cases.iter().enumerate().map(|(n, case)| Table {
            case,
            solved: &solved[n],
            dry: dry.as_ref().map(|dry| &*dry[n]),
            draws: (draws.unwrap_or(0), args.seed),
            lang: args.answer.out.lang,
        });
        return say(&tables.map(|table| table.text()).collect::<Vec<_>>().join("\n"));
    }
    let mut out = recomputed(&file).map_err(named)?;
    if !goals.is_empty() {
        let told = |(case, goals): (&Case, &Vec<Solved<'_>>)| json!({"plan": case.name, "goals": goals.iter().map(|g| g.told(case)).collect::<Vec<_>>()});
        out["solved"] = cases.iter().zip(&solved).map(told).collect();
    }
    if let (Some(dry), Some(draws)) = (dry, draws) {
        let told = |(case, chance): (&Case, Vec<f64>)| {
            json!({
                "plan": case.name, "draws": draws, "seed": args.seed, "chance": chance,
                "parameters": [life::SHAPE.told(life::SHAPE.value, life::SHAPE.standing.word())],
            })
        };
        out["dry_by_year"] = cases.iter().zip(dry).map(told).collect();
    }
    print(&out)
}

/// How many lives to draw, if that ends within minutes.
fn draws_of(draws: u32, cases: &[Case]) -> Result<u32, String> {
    let most = limits::STUDY_LIVES_MAX;
    if !(1..=most).contains(&draws) {
        return Err(format!("--lives: {draws} random lives are not drawn; ask for 1 to {most}"));
    }
    let each: u64 = cases.iter().map(|case| work_of_a_draw(&case.study)).sum();
    let enough = limits::STUDY_LIVES_WORK_MAX / each.max(1);
    if u64::from(draws) > enough {
        return Err(format!(
            "--lives: {draws} draws of some {each} renewals and steps each, over all components and plans, take too long; \
             ask for at most {enough}, or put fewer components, plans or years into the study"
        ));
    }
    Ok(draws)
}

/// What `--solve` asks for: a goal, or (nothing) the way of component funding.
fn goal(text: &str) -> Result<(String, Option<Sought>), Failure> {
    let sought = match text.split_once('=') {
        None if text == "baseline" => Some(Sought::Goal(Goal::Baseline)),
        None if text == "full" => Some(Sought::Goal(Goal::Full)),
        None if text == "component" => None,
        Some(("threshold", floor)) => {
            let floor: f64 = floor.parse().map_err(|_| format!("`{floor}` is not an amount: threshold=100000"))?;
            if !(0.0..=limits::STUDY_AMOUNT_MAX).contains(&floor) {
                return Err(format!("no fund holds {floor}").into());
            }
            Some(Sought::Floor(floor))
        }
        _ => return Err(format!("`{text}` is no goal: baseline, full, component or threshold=AMOUNT").into()),
    };
    Ok((text.to_owned(), sought))
}

#[derive(Clone, Copy)]
enum Sought {
    Goal(Goal),
    /// In whole currency: its minor units are the study's affair.
    Floor(f64),
}

/// What was found for a goal, in minor units.
enum Solved<'a> {
    /// The contribution of each year, by component funding.
    ByYear(&'a str, Vec<i64>),
    /// The first year's contribution, if there is one that reaches it.
    First(&'a str, Option<i64>),
}

fn solved<'a>(case: &Case, goals: &'a [(String, Option<Sought>)]) -> Vec<Solved<'a>> {
    let one = |(text, sought): &'a (String, Option<Sought>)| {
        let goal = match sought {
            None => return Solved::ByYear(text, by_component(&case.study)),
            Some(Sought::Goal(goal)) => *goal,
            Some(Sought::Floor(floor)) => Goal::Threshold((floor * case.study.grain.factor()).round() as i64),
        };
        Solved::First(text, contribution(&case.study, &case.plan.special, case.growth, goal))
    };
    goals.iter().map(one).collect()
}

impl Solved<'_> {
    fn told(&self, case: &Case) -> Value {
        let grain = case.study.grain;
        match self {
            Self::ByYear(goal, years) => {
                json!({"goal": goal, "contribution_by_year": years.iter().map(|k| grain.amount(*k)).collect::<Vec<_>>()})
            }
            Self::First(goal, first) => json!({
                "goal": goal, "contribution_growth": case.growth, "first_year_contribution": first.map(|k| grain.amount(k)),
            }),
        }
    }

    /// A line below the table; what stands in the table needs none.
    fn line(&self, case: &Case, lang: TemplateLang) -> Option<String> {
        let Self::First(goal, first) = self else { return None };
        let means = match *goal {
            "baseline" => lang.say("余额不见底", "the balance never falls below nothing").to_owned(),
            "full" => lang.say("期末充足", "fully funded at the end").to_owned(),
            floor => {
                let floor = floor.trim_start_matches("threshold=");
                match lang {
                    TemplateLang::Zh => format!("余额不低于{floor}"),
                    TemplateLang::En => format!("the balance never falls below {floor}"),
                }
            }
        };
        let Some(first) = first.map(|k| format!("{:.2}", case.study.grain.amount(k))) else {
            return Some(match lang {
                TemplateLang::Zh => format!("{means} ({goal}): 缴得再多也做不到，缺口出在第一笔缴存之前"),
                TemplateLang::En => {
                    format!("{means} ({goal}): no contribution reaches it, it is short before the first one")
                }
            });
        };
        let growth = 100.0 * case.growth;
        Some(match lang {
            _ if growth == 0.0 => {
                format!("{means} ({goal}): {} {first}", lang.say("每年至少缴存", "at least, every year,"))
            }
            TemplateLang::Zh => format!("{means} ({goal}): 第一年至少缴存 {first}，以后每年增长{growth:.2}%"),
            TemplateLang::En => {
                format!("{means} ({goal}): at least {first} in the first year, growing {growth:.2}% a year")
            }
        })
    }
}

/// One case as a person reads it.
struct Table<'a> {
    case: &'a Case,
    solved: &'a [Solved<'a>],
    dry: Option<&'a [f64]>,
    /// How many lives, and which chances.
    draws: (u32, u64),
    lang: TemplateLang,
}

impl Table<'_> {
    fn text(&self) -> String {
        let (case, lang) = (self.case, self.lang);
        let amount = |minor: i64| format!("{:.2}", case.study.grain.amount(minor));
        let mut heads = lang.heads(
            ["年", "年初", "缴存", "一次性筹款", "利息", "更新支出", "年末", "年末充足率%"],
            ["year", "start", "in", "levy", "interest", "out", "end", "% funded at the end"],
        );
        heads.extend(case.first_deposit.map(|_| lang.say("年末对首期30%线", "30% line at the end").to_owned()));
        let by_year = self.solved.iter().filter_map(|solved| match solved {
            Solved::ByYear(_, years) => Some(years),
            Solved::First(..) => None,
        });
        heads.extend(by_year.clone().map(|_| lang.say("逐项攒钱应缴", "in, component by component").to_owned()));
        heads.extend(self.dry.map(|_| lang.say("见底可能%", "chance dry %").to_owned()));
        let mut rows = vec![heads];
        for (t, row) in case.run().iter().enumerate() {
            let mut cells = vec![(case.first_year as usize + t).to_string()];
            cells.extend([row.start, row.contribution, row.special, row.interest, row.expense, row.end].map(amount));
            cells.push(format!("{:.1}", percent_funded(row.end, row.funded_end)));
            cells.extend(case.first_deposit.map(|first| match below_thirty_percent(row.end, first) {
                true => lang.say("低于", "below").to_owned(),
                false => lang.say("不低于", "not below").to_owned(),
            }));
            cells.extend(by_year.clone().map(|years| years.get(t).map_or(String::new(), |k| amount(*k))));
            cells.extend(self.dry.and_then(|dry| dry.get(t)).map(|chance| format!("{:.1}", 100.0 * chance)));
            rows.push(cells);
        }
        let lines: String = self.lines().into_iter().map(|line| line + "\n").collect();
        format!("{} {}\n{}{lines}", case.name, case.currency, aligned(&rows))
    }

    /// What must be said below the table.
    fn lines(&self) -> Vec<String> {
        let (case, lang) = (self.case, self.lang);
        let mut lines: Vec<String> = self.solved.iter().filter_map(|solved| solved.line(case, lang)).collect();
        lines.extend(case.afterwards().map(|[zh, en]| lang.say(&format!("{zh}。"), &format!("{en}.")).to_owned()));
        lines.push(match case.layout {
            Layout::Condominium => lang.say(
                "充足率：年末余额占年末应有余额的比例，JSON里的percent_funded也是年末。",
                "% funded: the balance at the end of the year by what it should be then; percent_funded in JSON is of the end too.",
            ),
            _ => lang.say(
                "充足率：年末余额占年末应有余额的比例。JSON里的percent_funded是年初的，也就是上一年年末的。",
                "% funded: the balance at the end of the year by what it should be then. percent_funded in JSON is of the start, \
                 which is the end of the year before.",
            ),
        }.to_owned());
        if let Some(first) = case.first_deposit {
            let line = format!("{:.2}", case.study.grain.amount(first) * 0.3);
            lines.push(match lang {
                TemplateLang::Zh => format!(
                    "首期30%线：{line}。余额低于它，多地规定要续交维修资金，以当地规定为准。它不看将来要修什么，比充足率松得多。"
                ),
                TemplateLang::En => format!(
                    "30% line: {line}, 30% of the first deposit. Several cities ask owners to top up below it; look up your own. \
                     It knows nothing of what falls due and is a far weaker test than % funded."
                ),
            });
        }
        if self.dry.is_some() {
            let ((draws, seed), shape) = (self.draws, life::SHAPE.value);
            lines.push(match lang {
                TemplateLang::Zh => format!(
                    "见底可能：部件寿命有长有短，随机试{draws}次（种子{seed}），到那年年末资金见过底的占多少。寿命的离散程度（韦布尔形状{shape}）是假定的。"
                ),
                TemplateLang::En => format!(
                    "chance dry: of {draws} random lives of every part (seed {seed}), how many have run the fund dry by the end of \
                     that year. How far lives spread (Weibull shape {shape}) is assumed."
                ),
            });
        }
        lines
    }
}

fn picture(cases: &[Case], lang: TemplateLang) -> String {
    let Some(case) = cases.first() else { return String::new() };
    let rows = case.run();
    let grain = case.study.grain;
    let (unit, currency) = match (lang, &*case.currency) {
        (TemplateLang::Zh, "CNY") => (1e4, "万元"),
        (_, other) => (1.0, other),
    };
    let bars =
        |pick: &dyn Fn(&outlook::reserve::Year) -> i64| rows.iter().map(|r| grain.amount(pick(r)) / unit).collect();
    let words = match lang {
        TemplateLang::Zh => ["维修资金收支与结余", "缴存", "一次性筹款", "利息", "更新支出", "年末结余", "年"],
        TemplateLang::En => {
            ["Fund: in, out and balance", "contributions", "levy", "interest", "renewals", "balance", "year"]
        }
    };
    let flows = [
        svg::Series::new(words[1], bars(&|r| r.contribution)),
        svg::Series::new(words[2], bars(&|r| r.special)),
        svg::Series::new(words[3], bars(&|r| r.interest)),
        svg::Series::new(words[4], bars(&|r| -r.expense)),
    ];
    let line = svg::Series::new(words[5], bars(&|r| r.end));
    let title = if case.name.is_empty() { words[0].to_owned() } else { format!("{} — {}", words[0], case.name) };
    let frame = svg::Frame { title: &title, x: words[6], y: currency, first: f64::from(case.first_year) };
    svg::bars(&frame, &flows, Some(&line))
}
