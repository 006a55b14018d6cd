//! Which item of 民法典第二百七十八条第一款 a motion is, where the notice does not say.

use serde_json::Value;

/// Reads `7`, `"7"`, `"278(7)"`, `"第七项"`.
pub(super) fn read_number(value: &Value) -> Option<u8> {
    let number = match value {
        Value::Number(n) => n.as_u64()?,
        Value::String(text) => return read_text(text),
        _ => return None,
    };
    u8::try_from(number).ok().filter(|n| (1..=9).contains(n))
}

fn read_text(text: &str) -> Option<u8> {
    let text = text.trim();
    let inner = text.rsplit_once(['(', '（']).map_or(text, |(_, rest)| rest.trim_end_matches([')', '）']));
    let inner = inner.strip_prefix('第').unwrap_or(inner).trim_end_matches('项');
    const CHINESE: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if let Some(i) = CHINESE.iter().position(|c| *c == inner) {
        return u8::try_from(i + 1).ok();
    }
    inner.parse().ok().filter(|n| (1..=9).contains(n))
}

/// Words that name an item: any of the first with any of the second; an empty second list asks nothing more.
const NAMES: &[(u8, &[&str], &[&str])] = &[
    (6, &["维修资金", "维修基金", "公维金"], &["筹集", "续筹", "续交", "补建", "补交", "再次", "首期", "归集"]),
    (5, &["维修资金", "维修基金", "公维金"], &["使用", "动用", "列支", "支取", "支用", "用于"]),
    (7, &["电梯"], &["加装", "增设", "加建", "增装"]),
    (7, &["原拆原建", "拆除重建", "重建", "改建", "自主更新", "危房翻建", "翻建"], &[]),
    (
        8,
        &["共有部分", "共用部位", "公共部位", "公共区域", "绿地", "绿化", "架空层", "道路", "公共场地", "屋顶"],
        &["改变", "改为", "改成", "转", "经营", "出租", "车位", "停车", "用途", "广告"],
    ),
    (8, &["车位", "停车"], &["增设", "新增", "施划", "划设", "改造"]),
    (8, &["广告", "充电桩", "基站", "快递柜"], &["公共收益", "经营", "设置", "出租", "安装"]),
    (3, &["业委会", "业主委员会"], &["选举", "换届", "改选", "罢免", "补选", "更换", "候选", "增补"]),
    (
        4,
        &["物业"],
        &["选聘", "续聘", "解聘", "聘用", "聘请", "另聘", "更换", "辞退", "解除", "换物业", "自行管理", "自管"],
    ),
    (1, &["议事规则"], &[]),
    (2, &["管理规约", "业主公约"], &[]),
    (9, &["诉讼", "起诉", "授权"], &[]),
    (
        9,
        &["物业费", "服务费", "停车费", "收费标准"],
        &["调整", "调价", "上调", "涨", "→", "提高", "降", "表决", "标准"],
    ),
    (9, &["公共收益", "共有收益"], &["分配", "使用", "发放", "支出"]),
];

/// The items a name speaks of, each once.
pub(super) fn infer(name: &str) -> Vec<u8> {
    let said = |words: &[&str]| words.iter().any(|w| name.contains(w));
    let mut items: Vec<u8> = Vec::new();
    for (item, what, how) in NAMES {
        if said(what) && (how.is_empty() || said(how)) && !items.contains(item) {
            items.push(*item);
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_known_by_their_names() {
        for (name, items) in [
            ("南充舞凤某24户单元加装电梯（17同意/4反对/3弃权）", &[7][..]),
            ("北京丰台马家堡路68号院2号楼原拆原建（100%同意）", &[7]),
            ("上海浦东云锦名苑：硬化绿地转共享车位征询", &[8]),
            ("某小区（yycb）授权业委会诉讼：一户一票 51.5%", &[9]),
            ("上海徐汇田林十三村物业费 0.8→1.2 元表决", &[9]),
            ("选聘物业服务企业", &[4]),
            ("业主委员会换届选举", &[3]),
            ("使用维修资金更新电梯", &[5]),
            ("再次筹集专项维修资金", &[6]),
            ("修改管理规约和议事规则", &[1, 2]),
            ("小区大事", &[]),
        ] {
            assert_eq!(infer(name), items, "{name}");
        }
    }

    #[test]
    fn item_numbers_as_they_are_written() {
        for (value, item) in [
            (serde_json::json!(7), Some(7)),
            (serde_json::json!("7"), Some(7)),
            (serde_json::json!("278(7)"), Some(7)),
            (serde_json::json!("民法典278（8）"), Some(8)),
            (serde_json::json!("第六项"), Some(6)),
            (serde_json::json!(10), None),
            (serde_json::json!(0), None),
            (serde_json::json!(7.5), None),
            (serde_json::json!("七个"), None),
            (serde_json::json!(null), None),
        ] {
            assert_eq!(read_number(&value), item, "{value}");
        }
    }
}
