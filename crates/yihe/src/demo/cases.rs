//! The published cases whose totals the planted estates take over. Areas in cm², so that every published decimal is kept.
//!
//! Only totals and results come from them: estates, doors, persons and dates are invented, and say so.

/// Where a figure was published.
pub struct Source {
    /// Its number in the collection of cases.
    pub id: &'static str,
    /// What was published, in one line.
    pub title: &'static str,
    /// Where it can be read.
    pub url: &'static str,
}

/// Owners and area of one side of a vote.
#[derive(Clone, Copy)]
pub struct Side {
    /// Owners.
    pub heads: usize,
    /// Their area (cm²).
    pub area: i64,
}

/// A whole estate, with how its owners voted.
pub struct Voted {
    /// Where it was published.
    pub source: Source,
    /// All owners.
    pub all: Side,
    /// 同意.
    pub approve: Side,
    /// 反对.
    pub against: Side,
    /// 弃权; where invalid ballots are not listed apart, the area is that of both.
    pub abstain: Side,
    /// Ballots that took part and stand under no other heading.
    pub unlisted: usize,
    /// Served, nothing returned, and counted to the majority.
    pub silent: Side,
}

impl Voted {
    /// The owners who are under no heading at all.
    pub const fn rest(&self) -> Side {
        let named = [self.approve, self.against, self.abstain, self.silent];
        let (mut heads, mut area, mut i) = (self.all.heads - self.unlisted, self.all.area, 0);
        while i < named.len() {
            heads -= named[i].heads;
            area -= named[i].area;
            i += 1;
        }
        Side { heads, area }
    }
}

const NOBODY: Side = Side { heads: 0, area: 0 };

/// 选聘物业，未通过；已通知未表决的计入多数票. The published 1,360 participants are the listed 1,356 and four ballots under no
/// heading: read here as invalid ones that take part, which is the reading in which every published total adds up.
pub const A01: Voted = Voted {
    source: Source {
        id: "A01",
        title: "衢州君悦东方小区业主大会临时会议公告（2022年）",
        url: "http://boyuezhiku.cn/NewsDetail.aspx?ID=219",
    },
    all: Side { heads: 1_505, area: 1_916_192_100 },
    approve: Side { heads: 238, area: 297_342_500 },
    against: Side { heads: 762, area: 958_623_630 },
    abstain: Side { heads: 256, area: 331_577_100 },
    unlisted: 4,
    silent: Side { heads: 100, area: 130_009_000 },
};

/// 是否续聘物业：赞成的少，反对的多，没有产生续聘的决定.
pub const A03: Voted = Voted {
    source: Source {
        id: "A03",
        title: "深圳龙岗德兴花园业主大会表决结果（2020年）",
        url: "https://bbzoh.cn/content/22/1010/13/34771300_1051159960.shtml",
    },
    all: Side { heads: 1_428, area: 1_326_755_600 },
    approve: Side { heads: 446, area: 435_764_300 },
    against: Side { heads: 930, area: 844_710_700 },
    abstain: NOBODY,
    unlisted: 0,
    silent: NOBODY,
};

/// Totals of a vote whose ballots were not published.
pub struct Totals {
    /// Where they were published.
    pub source: Source,
    /// All owners.
    pub all: Side,
}

/// 1—4幢的业主总数和总面积.
pub const A20: Totals = Totals {
    source: Source {
        id: "A20",
        title: "东莞华桂园1—4幢表决公示（2026年）",
        url: "http://zjj.dg.gov.cn/DGSWXZJ_VoteApp/article/details/4ef86731-7f19-4eb3-876f-2eab8bb17462",
    },
    all: Side { heads: 216, area: 195_518_000 },
};

/// 一幢楼的外墙维修.
pub const A21: Totals = Totals {
    source: Source {
        id: "A21",
        title: "绵阳银珠物业小区A1：1幢外墙墙面维修投票（2026年）",
        url: "http://www.mywxzj.com:8002/article/details/1f904714-e7ff-4a65-85db-aba762e5b645",
    },
    all: Side { heads: 53, area: 53_696_300 },
};

/// Ballots of one stairwell; areas were not published.
pub struct Stairwell {
    /// Where they were published.
    pub source: Source,
    /// 同意.
    pub approve: usize,
    /// 反对.
    pub against: usize,
    /// 弃权.
    pub abstain: usize,
}

/// 一个24户的单元加装电梯：17同意、4反对、3弃权.
pub const A07: Stairwell = Stairwell {
    source: Source {
        id: "A07",
        title: "南充舞凤某24户单元加装电梯",
        url: "https://bbs.mala.cn/thread-16807387-2-1.html",
    },
    approve: 17,
    against: 4,
    abstain: 3,
};

/// 一个12户的单元加装电梯：12户都同意，后来一楼两户反悔.
pub const A10: Stairwell = Stairwell {
    source: Source {
        id: "A10",
        title: "成都温江白马庙街2号2单元加装电梯",
        url: "http://m.gzhongshan.huangnan.sys.jixi.ww38.viennacitytours.com/a/2564.html",
    },
    approve: 12,
    against: 0,
    abstain: 0,
};

impl Source {
    /// How a matter says where its figures come from, and what is invented.
    pub fn words(&self) -> String {
        format!(
            "示例说明：户数、面积和各项票数取自已经公布的案例{}“{}”，来源 {}。小区、门牌、人名、日期都是编的。",
            self.id, self.title, self.url
        )
    }

    /// The same, where only totals were published.
    pub fn words_of_totals(&self) -> String {
        format!(
            "示例说明：户数和总面积取自已经公布的案例{}“{}”，来源 {}。票数、小区、门牌、人名、日期都是编的。",
            self.id, self.title, self.url
        )
    }
}
