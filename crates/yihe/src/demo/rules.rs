//! Rules of procedure in two versions and a covenant, written for the demo; an estate's own will say other things.

use super::planter::{Planter, Voice};
use crate::open::Failure;
use estate::Command;
use estate::charter::{self, Rules, numeral};
use law::{Key, Value};
use units::MotionId;

/// A value, and the words of the article that sets it.
pub type Set = (Key, Value, &'static str);

impl Planter {
    /// A text that will be put to the owners: written down, its values set.
    pub async fn drafted(&self, by: Voice, (which, text): (Rules, &str), values: &[Set]) -> Result<(), Failure> {
        let who = self.voice(by).await?;
        let act = async |command| self.act(who, Command::Charter(command)).await;
        act(charter::Command::Write { which, text: text.to_owned() }).await?;
        let version = self.view(|v| v.estate.charter.versions(which).len() as u32).await?;
        for (key, value, words) in values {
            let (key, value, article) = (*key, value.clone(), article(text, words));
            act(charter::Command::SetValue { which, version, key, value, article }).await?;
        }
        Ok(())
    }

    /// The draft the owners passed is in force from today.
    pub async fn passed(&self, by: Voice, which: Rules, motion: MotionId) -> Result<(), Failure> {
        let version = self.view(|v| v.estate.charter.versions(which).len() as u32).await?;
        let (who, from) = (self.voice(by).await?, self.app.now().day());
        let by = charter::By::Motion(motion);
        let adopt = charter::Command::Adopt { which, version, by, from };
        self.act(who, Command::Charter(adopt)).await.map(|_| ())
    }
}

/// Chapters with their articles. `second`: as changed when the first committee was elected.
fn procedure_articles(second: bool) -> Vec<(&'static str, Vec<&'static str>)> {
    let notice = match second {
        false => {
            "表决开始十五日前，把时间、办法和要表决的事项通知全体业主，并告诉社区居民委员会。没有写进通知的事项不表决。"
        }
        true => {
            "表决开始二十日前，把时间、办法和要表决的事项通知全体业主，并告诉社区居民委员会。没有写进通知的事项不表决。"
        }
    };
    let posting = match second {
        false => "业主名册和通知在小区公告栏公布，业主有异议的，由召集人核对并答复。",
        true => {
            "业主名册和通知要贴到列明的每一处，贴出时拍照留证；有一处没有照片的，不进行下一步。业主有异议的，由召集人核对并答复。"
        }
    };
    let mut counting = vec![
        "表决票由两个人分别录入，两遍录得不一样的，由第三个人对着原票看定。唱票公开进行，业主可以在场。",
        "一个问题上画的多于规定、没有画、没有签名的，这一个问题的票作废。废票算参加表决。",
        "表决票送达以后，业主没有在截止时间前交回的，计入已投票中的多数票。送达要有两名工作人员的记录。",
        "结果公布以后，业主对票数有疑问的，凭回执向社区居民委员会核对。",
    ];
    if second {
        counting.remove(2);
    }
    vec![
        (
            "总则",
            vec![
                "为了让小区的事由业主商量着办，依照法律和当地规定，制定本规则。",
                "本小区业主大会由全体业主组成，物业管理区域以规划图为准。",
                "业主大会和业主委员会不作与物业管理无关的决定，接受街道办事处和社区居民委员会的指导、监督。",
                "要由业主共同决定的事项，以法律列明的为准。",
            ],
        ),
        (
            "会议",
            vec![
                "业主大会每年至少开一次会；达到法律规定比例的业主提议的，业主委员会应当召集临时会议。",
                "会议可以集体讨论，也可以书面征求意见；表决票送到每一户，也可以在手机上投。",
                "参加表决的专有部分，指住宅、商铺和办公用房；车位、车库、储藏间不参加。",
                "一户有几个业主的，商量好由一个人投；一个人有几套的，算一户，面积合起来算。",
                notice,
                posting,
                "会议由业主委员会召集；没有业主委员会的，由社区居民委员会组织。",
                "会议要有书面纪要，和表决票、送达记录一起存档，至少存到业主可以请求撤销的期限届满。",
            ],
        ),
        (
            "委托和代表",
            vec![
                "业主可以书面委托别人代投，委托书写明事项、意见和期限。",
                "委托书只对写明的那一次表决有效，不能转委托。",
                "一个人最多替三户业主投票。",
                "业主代表只转交业主本人签了名的书面意见。",
            ],
        ),
        ("表决和计票", {
            let mut list = vec![
                "每个事项由参加表决的业主按人数和面积两项分别计算，两项都达到法律规定的比例才算通过。",
                "先收到的票算数；手机票和纸质票合在一起算，一户只算一张。",
            ];
            list.append(&mut counting);
            list
        }),
        (
            "业主委员会",
            vec![
                "业主委员会由七名委员组成，每届任期三年，可以连选连任。",
                "业主委员会会议要有过半数委员出席，决定要经全体委员半数以上同意，委员不能委托别人出席。",
                "委员不再是业主、辞职或者由业主大会决定终止的，资格终止，三日内交还保管的档案、印章和财物。",
                "任期届满三个月前开始换届；届满以后十日内，把档案、印章和财物交给新一届。",
            ],
        ),
        (
            "印章和档案",
            vec![
                "业主委员会的印章由一名委员专门保管。用印先申请，写明用途、页数和份数，由其他委员批准，保管人盖章并登记。",
                "印章交接由交出和接收的两个人当面办，并登记。",
                "业主可以查阅会议纪要、决定、合同和用印登记。",
                "本规则自业主大会通过之日起施行，修改也由业主大会决定。",
            ],
        ),
    ]
}

fn text(title: &str, chapters: Vec<(&'static str, Vec<&'static str>)>) -> String {
    let (mut out, mut number) = (format!("{title}（示例）\n"), 0);
    for (chapter, (heading, list)) in (1..).zip(chapters) {
        out.push_str(&format!("\n第{}章 {heading}\n", numeral(chapter)));
        for article in list {
            number += 1;
            out.push_str(&format!("第{}条 {article}\n", numeral(number)));
        }
    }
    out
}

/// 业主大会议事规则 of an estate.
pub fn procedure(estate: &str, second: bool) -> String {
    text(&titled(estate, "业主大会议事规则"), procedure_articles(second))
}

/// What articles of the second version set.
pub fn set_by_procedure() -> [Set; 3] {
    let yes = || Value::Word("yes".into());
    [
        (Key::NoticeDays, Value::Number(20), "二十日前"),
        (Key::PostRoll, yes(), "有一处没有照片的"),
        (Key::PostNotice, yes(), "有一处没有照片的"),
    ]
}

/// 管理规约 of an estate.
pub fn covenant(estate: &str) -> String {
    let chapters = vec![
        (
            "房屋和共用部分",
            vec![
                "装修要先登记，不动承重结构，不在外墙上开洞。",
                "楼道、屋顶、绿地和道路是大家的，不占、不堵、不圈。",
                "电动自行车停在充电棚里，不上楼、不飞线。",
                "改变共用部分用途、利用共用部分经营的，要经业主共同决定，收入归全体业主。",
            ],
        ),
        (
            "公共收益和维修资金",
            vec![
                "公共收益扣除合理成本以后，主要补充维修资金，每季度公布一次。",
                "动用维修资金由业主表决；紧急维修照法律规定办，办完公布。",
            ],
        ),
        (
            "邻里",
            vec![
                "晚上十点到早上六点不装修、不吵闹。",
                "养狗要牵绳，粪便自己收拾。",
                "有矛盾先商量，商量不成请社区居民委员会调解。",
                "违反本规约的，业主委员会先劝阻；劝阻不听的，可以向人民法院起诉。",
            ],
        ),
    ];
    text(&titled(estate, "管理规约"), chapters)
}

/// The estate's name without what is added in brackets, and what the text is.
fn titled(estate: &str, what: &str) -> String {
    format!("{}{what}", estate.split('（').next().unwrap_or(estate))
}

/// The number of the article that holds these words.
///
/// # Panics
/// If no article does; a test draws every value the demo sets.
pub fn article(text: &str, words: &str) -> u32 {
    let found = estate::charter::articles(text).1.into_iter().find(|a| a.text.contains(words));
    // INVARIANT: words of the texts above.
    found.map(|a| a.number).expect("an article of the demo's own texts")
}
