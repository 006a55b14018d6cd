//! `yihe finance OFFER.json`: offers of private capital, the same JSON with its results recomputed.

use super::table::aligned;
use crate::cli::{Finance, Format, TemplateLang};
use crate::open::{Failure, json, print, say, write_new};
use outlook::finance::{self, Flow, Scenario, file};
use outlook::svg;
use serde_json::Value;

pub fn run(args: &Finance) -> Result<(), Failure> {
    let input = json(&args.file)?;
    let named = |wrong: outlook::read::Wrong| format!("`{}`: {wrong}", args.file.display());
    let offers = file::read(&input).map_err(named)?;
    if let Some(path) = &args.answer.svg {
        write_new(path, picture(&offers, args.answer.out.lang).as_bytes())?;
    }
    let out = file::recomputed(&input).map_err(named)?;
    match args.answer.out.format {
        Format::Json => print(&out),
        Format::Table => say(&table(&out, args.answer.out.lang)),
    }
}

/// The cash flow of the first offer.
fn picture(all: &file::Offers, lang: TemplateLang) -> String {
    let Some(offer) = all.offers.first() else { return String::new() };
    let flows = finance::flows(offer, &Scenario::offered(), all.terms.years);
    let names = match lang {
        TemplateLang::Zh => {
            ["现金流", "市场收入", "居民付费", "公共资金", "运营成本", "投资", "归小区", "累计", "第几年", "万元"]
        }
        TemplateLang::En => [
            "Cash flow",
            "market income",
            "residents' fee",
            "public money",
            "running cost",
            "investment",
            "to the estate",
            "sum",
            "year",
            "yuan",
        ],
    };
    let unit = if lang == TemplateLang::Zh { 1e6 } else { 100.0 };
    let row = |name, pick: &dyn Fn(&Flow) -> i64| {
        svg::Series::new(name, flows.iter().map(|f| pick(f) as f64 / unit).collect())
    };
    let series = [
        row(names[1], &|f| f.income[0]),
        row(names[2], &|f| f.income[1]),
        row(names[3], &|f| f.income[2]),
        row(names[4], &|f| -f.cost),
        row(names[5], &|f| -f.investment),
        row(names[6], &|f| -f.rent - f.share),
    ];
    let mut sum = 0.0;
    let running = flows.iter().map(|f| {
        sum += f.project() as f64 / unit;
        sum
    });
    let line = svg::Series::new(names[7], running.collect());
    let title = format!("{} — {}", offer.name, names[0]);
    svg::bars(&svg::Frame { title: &title, x: names[8], y: names[9], first: 0.0 }, &series, Some(&line))
}

/// A scenario as a person reads it; a file's own keep the names the file gave them.
fn scenario(name: &str, lang: TemplateLang) -> &str {
    match name {
        "as_offered" => lang.say("如所报", "as offered"),
        "market_income_down_20" => lang.say("市场收入少两成", "market income down 20%"),
        "running_cost_up_20" => lang.say("运营成本多两成", "running cost up 20%"),
        "investment_up_20" => lang.say("投资多两成", "investment up 20%"),
        "income_a_year_late" => lang.say("收入晚来一年", "income a year late"),
        own => own,
    }
}

/// What must be said below the table: loans whose rest the last year was made to pay.
fn settled(offer: &Value, lang: TemplateLang) -> Option<String> {
    let rest = offer["loan_settled_in_last_year"].as_f64().filter(|rest| *rest > 0.0)?;
    let name = offer["name"].as_str().unwrap_or_default();
    Some(match lang {
        TemplateLang::Zh => format!("“{name}”的贷款比测算年限长：剩下的{rest:.2}元按最后一年一次还清计算。\n"),
        TemplateLang::En => format!(
            "“{name}”: the loan outlives the years looked at; its rest of {rest:.2} yuan is settled in the last of them.\n"
        ),
    })
}

fn table(out: &Value, lang: TemplateLang) -> String {
    let number = |v: &Value, places: usize| v.as_f64().map_or("—".into(), |x| format!("{x:.places$}"));
    let percent = |r: &Value| format!("{:.2}%", 100.0 * r.as_f64().unwrap_or_default());
    let heads = match lang {
        TemplateLang::Zh => [
            "方案",
            "净现值 元",
            "内部收益率",
            "回收期 年",
            "最低偿债覆盖",
            "归小区 现值",
            "居民 元/户·月 平均",
            "最高的一年",
            "最差净现值",
            "最差情形",
        ],
        TemplateLang::En => [
            "offer",
            "NPV yuan",
            "IRR",
            "payback years",
            "lowest DSCR",
            "to the estate",
            "residents yuan/home/month, mean",
            "highest year",
            "worst NPV",
            "worst case",
        ],
    };
    let mut rows = vec![heads.map(str::to_owned).to_vec()];
    for one in out["comparison"]["offers"].as_array().into_iter().flatten() {
        let rates: Vec<String> = one["project_irr"].as_array().into_iter().flatten().map(percent).collect();
        rows.push(vec![
            one["name"].as_str().unwrap_or_default().to_owned(),
            number(&one["project_npv"], 0),
            if rates.is_empty() { "—".into() } else { rates.join(" / ") },
            number(&one["payback_years"], 1),
            number(&one["cover_low"], 2),
            number(&one["estate_npv"], 0),
            number(&one["resident_burden_yuan_per_household_month"], 2),
            number(&one["resident_burden_highest_yuan_per_household_month"], 2),
            number(&one["worst_project_npv"], 0),
            scenario(one["worst_scenario"].as_str().unwrap_or_default(), lang).to_owned(),
        ]);
    }
    let offers = out["comparison"]["offers"].as_array().into_iter().flatten();
    aligned(&rows) + &offers.filter_map(|offer| settled(offer, lang)).collect::<String>()
}
