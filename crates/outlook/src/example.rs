//! Examples of every file, to begin from. Figures are invented for showing the form; none is advice.

use crate::random::Stream;
use serde_json::{Value, json};

/// What an old estate is made of: name, life in years, cost in yuan a household. Lives are those of published tables;
/// costs are invented.
const PARTS: [(&str, f64, f64); 20] = [
    ("屋面防水", 20.0, 900.0),
    ("外墙涂料", 12.0, 700.0),
    ("外墙保温", 25.0, 2_600.0),
    ("单元门窗", 30.0, 500.0),
    ("楼道涂料", 10.0, 150.0),
    ("给水立管", 40.0, 1_200.0),
    ("排水立管", 40.0, 1_000.0),
    ("室外排水", 40.0, 800.0),
    ("二次供水泵", 15.0, 220.0),
    ("消防水泵", 15.0, 180.0),
    ("火灾报警", 12.0, 260.0),
    ("配电箱", 25.0, 400.0),
    ("楼道照明", 10.0, 60.0),
    ("室外照明", 20.0, 90.0),
    ("路面", 25.0, 650.0),
    ("围墙围栏", 30.0, 160.0),
    ("门禁监控", 10.0, 210.0),
    ("健身游乐设施", 20.0, 70.0),
    ("铁件油漆", 6.0, 80.0),
    ("电梯", 20.0, 3_000.0),
];

/// `count` invented estates of some 600 households and 20 components each.
#[must_use]
pub fn estates(count: u32) -> Value {
    let estate = |number: u32| -> Value {
        let mut stream = Stream::new(2_026, &[number.into()]);
        let mut between = |low: f64, high: f64| low + stream.unit() * (high - low);
        let households = 600.0;
        let whole = |x: f64, to: f64| (x / to).round() * to;
        let component = |(name, life, cost): &(&str, f64, f64)| {
            json!({
                "name": name, "cost": whole(cost * households * between(0.7, 1.3), 1_000.0),
                "useful_life": life, "age": whole(life * between(0.1, 1.1), 1.0),
            })
        };
        let components: Vec<_> = PARTS.iter().map(component).collect();
        json!({
            "name": format!("示例小区{}", number + 1), "households": households,
            "dues": whole(between(110.0, 190.0), 1.0), "balance": whole(between(0.2, 2.0) * 1e6, 10_000.0),
            "components": components,
        })
    };
    json!({
        "_note": "示例数据，均为虚构 invented figures. dues: yuan a household a month; cost, balance: yuan; a component says `age` in years or `grade` 1–5",
        "settings": {},
        "scenarios": {
            "no_leaders": {
                "name": {"zh": "没有人带头", "en": "no leaders"},
                "meaning": {"zh": "自拟情景示例：四条路径去掉第一条", "en": "an example of an own scenario: three paths without the first"},
                "paths": {"plural": {"followup": {"value": 0.25, "low": 0.1, "high": 0.4}}, "resources": {"other_income": 0.15}, "rules": {"disclosure": 1.0}},
            },
        },
        "estates": (0..count).map(estate).collect::<Vec<_>>(),
    })
}

/// An invented reserve study.
#[must_use]
pub fn study() -> Value {
    let component = |(i, (name, life, cost)): (usize, &(&str, f64, f64))| {
        json!({
            "id": i + 1, "name": name, "useful_life": life, "remaining_life": (life * 0.4).round(), "cost": cost * 600.0,
        })
    };
    json!({
        "_note": "示例数据，均为虚构 invented figures; amounts in yuan, years from `fiscal_year` on",
        "study": "示例小区 600户", "fiscal_year": 2026, "currency": "CNY", "interest": 0.015, "inflation": 0.02,
        "starting_balance": 1_500_000, "first_deposit": 6_000_000,
        "components": PARTS.iter().enumerate().map(component).collect::<Vec<_>>(),
        "plans": [
            {"plan": "recommended", "first_year_contribution": 600_000, "contribution_growth": 0.02, "years": []},
            {"plan": "as today", "first_year_contribution": 250_000, "contribution_growth": 0.0, "years": []},
        ],
    })
}

/// Two invented offers.
#[must_use]
pub fn offers() -> Value {
    json!({
        "_note": "示例数据，均为虚构 invented figures; amounts in yuan a year, year 0 is the year of signing",
        "households": 600, "years": 20, "discount": 0.06,
        "offers": [
            {
                "name": "停车与充电 BOT", "kind": "bot", "concession_years": 15, "estate_share": 0.05,
                "investment": [{"name": "车位改造与充电桩", "amount": 3_600_000}],
                "income": [
                    {"name": "停车", "amount": 520_000, "growth": 0.02},
                    {"name": "充电服务", "amount": 140_000, "growth": 0.03},
                ],
                "cost": [{"name": "运维", "amount": 210_000, "growth": 0.025}],
                "loan": {"amount": 2_000_000, "rate": 0.045, "instalments": 10},
            },
            {
                "name": "物业+ 养老餐厅", "kind": "property_plus", "estate_share": 0.3,
                "investment": [{"name": "装修", "amount": 400_000}],
                "income": [
                    {"name": "餐饮", "amount": 640_000, "growth": 0.02},
                    {"name": "物业费上调部分", "whose": "residents", "amount": 108_000, "growth": 0.01},
                    {"name": "助餐补贴", "whose": "public", "amount": 60_000, "to": 5},
                ],
                "cost": [{"name": "食材与人工", "amount": 690_000, "growth": 0.022}],
            },
        ],
        "scenarios": [{"name": "客流一半 half the customers", "market": 0.5}],
    })
}
