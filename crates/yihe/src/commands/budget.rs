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
        return say(&table(&explanation, outcome.tie_decided, args.out.lang));
    }
    let selected: Vec<&str> = outcome.selected().into_iter().map(|i| election.items[i].id.as_str()).collect();
    print(&json!({
        "selected": selected,
        "cost": election.amount(outcome.cost),
        "tie_decided": outcome.tie_decided,
        "explain": explanation,
    }))
}

fn table(explanation: &Explanation, tie_decided: bool, lang: TemplateLang) -> String {
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
    let parts = [
        aligned(&items),
        ties(explanation, tie_decided, lang),
        paid(explanation, lang),
        changes(explanation, lang),
        rules(explanation, lang),
        groups(explanation, lang),
        lang.say(explanation.proposal.zh, explanation.proposal.en).to_owned() + "\n",
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// Items that were exactly as good as one that was taken, and whether that decided the result.
fn ties(explanation: &Explanation, decided: bool, lang: TemplateLang) -> String {
    if explanation.ties.is_empty() {
        return String::new();
    }
    let mut rows = vec![lang.heads(["并列时取了", "一样好的"], ["taken in a tie", "as good"])];
    rows.extend(explanation.ties.iter().map(|tie| vec![tie.taken.clone(), tie.as_good.join(" ")]));
    let decided = match decided {
        true => lang.say(
            "并列决定了结果：并列规则反过来，选中的项目会不一样。",
            "Ties decided the result: with the tie rule turned round other items are chosen.",
        ),
        false => lang.say(
            "并列没有影响结果：并列规则反过来，选中的项目还是这些。",
            "Ties did not matter: with the tie rule turned round the same items are chosen.",
        ),
    };
    format!("{}{}\n{decided}\n", aligned(&rows), lang.say(explanation.tie_rule.zh, explanation.tie_rule.en))
}

/// Who paid how much of every item, where the rule has people pay.
fn paid(explanation: &Explanation, lang: TemplateLang) -> String {
    let mut rows = vec![lang.heads(
        ["项目", "出钱的人", "每人最少", "每人最多", "一共", "出完以后"],
        ["item", "who paid", "each from", "each to", "together", "afterwards"],
    )];
    for item in &explanation.items {
        rows.extend(item.paid.iter().map(|paid| {
            let left = match paid.all_they_had {
                true => lang.say("一分不剩", "nothing left"),
                false => lang.say("出了该出的一份", "paid their share"),
            };
            let figures = [&paid.each_from, &paid.each_to, &paid.together].map(String::clone);
            [&[item.id.clone(), paid.voters.to_string()], &figures[..], &[left.to_owned()]].concat()
        }));
    }
    if rows.len() > 1 { aligned(&rows) } else { String::new() }
}

/// What would have to change for the others.
fn changes(explanation: &Explanation, lang: TemplateLang) -> String {
    let mut rows = vec![lang.heads(["没选中的", "怎样才会选中"], ["not chosen", "what would have to change"])];
    rows.extend(explanation.items.iter().filter_map(|item| {
        let change = item.would_have_to_change.as_ref()?;
        Some(vec![item.id.clone(), lang.say(&change.said.zh, &change.said.en).to_owned()])
    }));
    if rows.len() > 1 { aligned(&rows) } else { String::new() }
}

/// What each rule would choose.
fn rules(explanation: &Explanation, lang: TemplateLang) -> String {
    let heads =
        lang.heads(["规则", "花费", "一项都没得到的人", "项目"], ["rule", "cost", "voters with nothing", "items"]);
    let mut rows = vec![heads];
    rows.extend(explanation.side_by_side.rules.iter().map(|rule| {
        vec![named(rule.rule, lang), rule.cost.clone(), rule.voters_with_nothing.to_string(), rule.selected.join(" ")]
    }));
    aligned(&rows)
}

/// What each group of voters gets, a column a rule.
fn groups(explanation: &Explanation, lang: TemplateLang) -> String {
    let beside = &explanation.side_by_side;
    let tables = beside.groups.iter().map(|table| {
        let by = match (&*table.by, lang) {
            ("age", TemplateLang::Zh) => "年龄",
            ("sex" | "gender", TemplateLang::Zh) => "性别",
            ("neighborhood" | "district", TemplateLang::Zh) => "片区",
            ("all", _) => lang.say("选民", "voters"),
            (own, _) => own,
        };
        let mut heads = vec![by.to_owned(), lang.say("人数", "how many").to_owned()];
        heads.extend(beside.rules.iter().map(|rule| lang.say(chinese(rule.rule), rule.rule).to_owned()));
        let mut rows = vec![heads];
        rows.extend(table.groups.iter().map(|group| {
            let got = group.with_nothing.iter().zip(&group.spent_on_their_marks);
            let got = got.map(|(nothing, spent)| format!("{nothing} / {spent}"));
            let name = lang.say(&group.group.zh, &group.group.en).to_owned();
            [name, group.voters.to_string()].into_iter().chain(got).collect()
        }));
        aligned(&rows)
    });
    let told = lang.say(
        "每格：一项都没得到的人数 / 平均每人所选的项目花了多少钱",
        "each cell: voters with nothing / money spent on what an average one of them marked",
    );
    format!("{}{told}\n", tables.collect::<Vec<_>>().join("\n"))
}

/// A rule's name in Chinese.
fn chinese(rule: &str) -> &str {
    match rule {
        "greedy" => "从多到少",
        "mes" => "相等份额法",
        "mes-add1" => "相等份额法，逐步加钱",
        "phragmen" => "弗拉格门法",
        other => other,
    }
}

/// The word of a rule, with its name where the reader has one.
fn named(rule: &str, lang: TemplateLang) -> String {
    match lang {
        TemplateLang::Zh => format!("{}（{rule}）", chinese(rule)),
        TemplateLang::En => rule.to_owned(),
    }
}
