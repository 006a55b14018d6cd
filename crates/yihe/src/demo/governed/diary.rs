//! What was said in 槐荫里小区.

use super::super::cases::{A01, A10};
use super::super::planter::{Talk, Voice, Words, note, raise};

/// Five years of talk.
pub fn diary() -> Vec<Talk> {
    use Voice::{Branch, Chair, Clerk, Company, Member, Owner, Street, StreetParty, Tenant};
    let a01 = A01.source.words();
    let a10 = format!("3号楼2单元住了五位七十岁以上的老人，想装电梯。{}", A10.source.words());
    let mut said = vec![
        raise(
            1_812,
            Street,
            "rules",
            "成立业主大会筹备组",
            "小区交付满两年，入住过半。由街道牵头成立筹备组，拟订议事规则和管理规约。",
            "",
        ),
        note(1_805, Branch, "rules", "楼栋党小组挨家收了意见，大家最关心表决怎么算数，建议草案把计票办法写清楚。"),
        note(1_790, Owner(18), "rules", "议事规则草案第二十一条说没投票的算多数，这样合适吗？"),
        note(1_788, Clerk(0), "rules", "这一条各地做法不一，先按草案表决，业主大会以后可以改。"),
        raise(1_615, Owner(57), "a01", "选聘一家物业服务企业", &a01, ""),
        note(1_600, Clerk(0), "a01", "候选企业的报价和服务方案贴在公告栏，请大家看过再投。"),
        note(1_550, Owner(71), "a01", "我家没投票，怎么算成反对了？"),
        note(
            1_549,
            Clerk(0),
            "a01",
            "议事规则有沉默条款，所以计入了多数票。不计入时的数字，结果里也一并列出，结论一样：没有通过。",
        ),
        note(1_540, StreetParty, "a01", "党组织不替业主作决定。建议把大家的意见收拢起来，先把规则议好，再选物业。"),
        raise(1_480, Tenant(30), "water", "2号楼夜里水压不足", "租住在这里，晚上九点以后四楼以上几乎没有水。", "2号楼"),
        note(1_474, Clerk(1), "water", "已报水务公司，水泵定时器设错了，当天改好。"),
        raise(
            1_350,
            Branch,
            "committee-1",
            "组建第一届业主委员会",
            "建议由各楼推选候选人，鼓励党员业主参选；候选人公示七天。",
            "",
        ),
        note(1_345, Owner(63), "committee-1", "我愿意参选，做过二十年会计。"),
        raise(
            1_230,
            Chair,
            "company",
            "再次选聘物业服务企业",
            "上次没有通过，问过一百多户，主要担心服务没保证。这次先服务、再收费。",
            "",
        ),
        note(1_210, Member, "company", "三家公司现场讲方案，九位业主代表打分，分数和理由都贴出来了。"),
        note(1_135, Company, "company", "已经进场。项目部在1号楼底层，每天8:00到20:00有人。"),
        note(1_050, Owner(44), "company", "试了三个月，楼道干净多了。"),
        raise(
            1_090,
            Company,
            "fire",
            "消防通道停车",
            "夜里有车停在5号楼和6号楼之间的消防通道，请大家一起想办法。",
            "5号楼与6号楼之间",
        ),
        note(1_086, Owner(160), "fire", "晚上车位不够，能不能把北墙边划出来？"),
        note(1_070, Member, "fire", "挨家问过，二十一户愿意把车停到对面商场的夜间车位。"),
        note(1_062, Street, "fire", "街道和商场谈好了：每晚19:00到次日8:00，每月80元。"),
        raise(790, Owner(152), "roof", "5号楼顶楼漏雨", "下大雨就漏，墙皮都掉了，先后补过三次。", "5号楼"),
        note(780, Company, "roof", "请检测单位看过，防水层老化，局部修补没有用，要整体重做。"),
        note(700, Company, "roof", "完工。顶楼六户都签了字，保修五年。"),
        note(640, Owner(152), "roof", "雨季过了，一滴没漏。"),
        raise(505, Chair, "fund", "维修资金够用几年", "按现在的用法，大约七年后不够。请大家议一议要不要续筹。", ""),
        note(500, Owner(105), "fund", "我退休金两千八，一下子拿四千块有困难。"),
        note(497, Member, "fund", "可以分四年交，困难家庭缓交，写进方案。"),
        note(429, Chair, "fund", "没有到四分之三，续筹不成。先把公共收益存一部分，明年再议。"),
        raise(265, Chair, "committee-2", "业主委员会换届", "第一届任期到期，照议事规则提前两个月换届。", ""),
        note(260, StreetParty, "committee-2", "换届由业主自己选。党组织只看程序是不是公开、合规。"),
        raise(125, Owner(95), "lift", "3号楼2单元加装电梯", &a10, "3号楼2单元"),
        note(118, Branch, "lift", "请一楼、二楼的邻居坐下来谈了两次，一楼不出钱，井道位置再看图。"),
        note(104, Company, "lift", "配合勘察了管线，燃气管要改一段，费用约6,000元。"),
        raise(70, Owner(430), "wall", "12号楼外墙掉瓷砖", "昨天又掉了两块，就落在单元门口。", "12号楼"),
        note(69, Company, "wall", "当天拉了围挡，搭了防护棚。"),
        note(52, Chair, "wall", "检测报告出来了：局部空鼓，需要修补，请12号楼业主表决。"),
        raise(
            75,
            Owner(12),
            "shed",
            "电动自行车没有地方充电",
            "大家从楼上拉线充电，太危险了。东边空地一直空着，能不能建个充电棚？",
            "东侧空地",
        ),
        note(71, Member, "shed", "问了六百多户，四百多户有电动自行车，大多愿意。"),
        note(66, Company, "shed", "初步方案：48个车位，带灭火装置和烟感，运营单位出钱，收益归全体业主。"),
        note(60, Street, "shed", "改变共有部分用途，通过以后还要办规划和消防手续，请把这一点写在公告里。"),
        note(50, Owner(77), "shed", "棚子离3号楼近，夜里会不会吵？"),
        note(48, Chair, "shed", "离最近的窗户26米，晚上22:00以后不进车。"),
        raise(26, Chair, "fee", "物业合同今年底到期", "续聘还是另选，物业费要不要调，请大家先说意见。", ""),
        note(24, Owner(33), "fee", "服务可以，但提价要把账算清楚。"),
        note(18, Company, "fee", "近三年的收支已经交给业委会，随时可以查。"),
        raise(21, Member, "lamps", "楼道灯常亮，费电", "不少楼道的声控开关坏了，灯整夜亮着。", "各楼道"),
        raise(
            11,
            Owner(5),
            "trees",
            "香樟树挡住了二楼窗户",
            "东边第二棵香樟，枝叶贴着窗户，白天都要开灯。",
            "2号楼东侧",
        ),
        note(9, Company, "trees", "绿化公司下周来修枝，先把贴窗的锯掉。"),
        raise(4, Tenant(30), "parcel", "快递柜占了半个门厅", "推轮椅出不去。", "1号楼门厅"),
    ];
    // A note that answers in the record is dated after what it answers; of one day, the order here holds.
    said.sort_by_key(|t| (-t.ago, matches!(t.words, Words::Note(_))));
    said
}
