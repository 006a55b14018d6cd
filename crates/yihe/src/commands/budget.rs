//! `yihe budget FILE.pb`: which items a divided estate should take together. A proposal: owners decide on the package.

use super::table::aligned;
use crate::cli::{Budget, BudgetRule, BudgetUtility, Format, TemplateLang};
use crate::open::{Failure, print, read_up_to, say, write_new};
use choice::budget::{Ballots, Explanation, Profile, Rule, Utility, Way, explain, pabulib};
use serde_json::json;
use units::limits;

pub fn run(args: &Budget) -> Result<(), Failure> {
    let named = |why: String| -> Failure { format!("`{}`: {why}", args.file.display()).into() };
    let bytes = read_up_to(&args.file, limits::ELECTION_BYTES_MAX as u64)?;
    let election = pabulib::read(&bytes).map_err(|wrong| named(wrong.to_string()))?;
    let utility = match args.utility {
        Some(BudgetUtility::Cost) => Utility::Cost,
        Some(BudgetUtility::Count) => Utility::Count,
        Some(BudgetUtility::Points) => Utility::Points,
        None if election.ballots == Ballots::Approval => Utility::Cost,
        None => Utility::Points,
    };
    let rule = match args.rule {
        BudgetRule::Greedy => Rule::Greedy,
        BudgetRule::Mes => Rule::EqualShares,
        BudgetRule::MesAdd1 => Rule::EqualSharesAddOne,
        BudgetRule::Phragmen => Rule::Phragmen,
    };
    let weights = args.weights.as_ref().map(|column| election.weights(column)).transpose()?;
    let step = election.read_amount(&args.step).map_err(|why| format!("--step: {why}"))?;
    if step == 0 {
        return Err("--step: purses are raised by nothing; give an amount above 0".into());
    }
    let way = Way { rule, then_greedy: args.then.is_some(), step };
    let profile = Profile::new(&election, utility, weights.as_deref()).map_err(|why| named(why.to_string()))?;
    let (outcome, explanation) = explain(&profile, way).map_err(|why| named(why.to_string()))?;
    if let Some(path) = &args.write {
        write_new(path, pabulib::write(&election).as_bytes())?;
    }
    if args.out.format == Format::Table {
        return say(&table(&explanation, args.out.lang));
    }
    let selected: Vec<&str> = outcome.selected().into_iter().map(|i| election.items[i].id.as_str()).collect();
    print(&json!({
        "selected": selected,
        "cost": election.amount(outcome.cost),
        "tie_decided": outcome.tie_decided,
        "explain": explanation,
    }))
}

fn table(explanation: &Explanation, lang: TemplateLang) -> String {
    let heads = lang.heads(
        ["项目", "名称", "造价", "选它的人", "选中", "为什么"],
        ["item", "name", "cost", "marked by", "chosen", "why"],
    );
    let mut items = vec![heads];
    items.extend(explanation.items.iter().map(|item| {
        let why = item.how.as_ref().or(item.why_not.as_ref()).map_or("", |why| lang.say(&why.zh, &why.en)).to_owned();
        let chosen = if item.chosen { lang.say("是", "yes") } else { lang.say("否", "no") };
        vec![item.id.clone(), item.name.clone(), item.cost.clone(), item.supporters.to_string(), chosen.to_owned(), why]
    }));
    let heads =
        lang.heads(["规则", "花费", "一项都没得到的人", "项目"], ["rule", "cost", "voters with nothing", "items"]);
    let mut rules = vec![heads];
    rules.extend(explanation.side_by_side.rules.iter().map(|rule| {
        vec![named(rule.rule, lang), rule.cost.clone(), rule.voters_with_nothing.to_string(), rule.selected.join(" ")]
    }));
    format!(
        "{}\n{}\n{}\n",
        aligned(&items),
        aligned(&rules),
        lang.say(explanation.proposal.zh, explanation.proposal.en)
    )
}

/// The word of a rule, with its name where the reader has one.
fn named(rule: &str, lang: TemplateLang) -> String {
    let chinese = match rule {
        "greedy" => "从多到少",
        "mes" => "相等份额法",
        "mes-add1" => "相等份额法，逐步加钱",
        "phragmen" => "弗拉格门法",
        _ => return rule.to_owned(),
    };
    match lang {
        TemplateLang::Zh => format!("{chinese}（{rule}）"),
        TemplateLang::En => rule.to_owned(),
    }
}
