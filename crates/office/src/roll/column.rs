//! The columns of a roll: their words, and what the template says about them.

use crate::{Lang, Words};

/// A column of the roll. The order is the template's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Column {
    /// 楼栋; required.
    Building,
    /// 单元.
    Stairwell,
    /// 楼层.
    Storey,
    /// 房号; required.
    Room,
    /// 用途; blank is 住宅.
    Use,
    /// 登记面积, from the real-estate register.
    RegisterArea,
    /// 实测面积, from the survey report.
    SurveyedArea,
    /// 合同面积, from the sales contract.
    ContractArea,
    /// An area whose source nobody stated.
    Area,
    /// 面积来源: read, and never written, since each source has a column of its own.
    AreaSource,
    /// 产权状态; blank is 已售.
    Tenure,
    /// 业主.
    Owners,
    /// 证件号后四位, in the owners' order.
    IdTails,
    /// 电话, in the owners' order.
    Phones,
    /// 取得日期.
    Since,
    /// 使用人.
    Occupiers,
    /// 备注.
    Note,
}

/// What the template says about a column.
pub(super) struct About {
    pub(super) column: Column,
    /// Headers, Chinese and English.
    pub(super) header: [&'static str; 2],
    /// Further words taken for it when reading, as [`crate::header::plain`] leaves them.
    pub(super) also: &'static [&'static str],
    /// Width in characters.
    pub(super) width: u16,
    pub(super) required: bool,
    /// What to fill in.
    pub(super) what: [&'static str; 2],
    /// Three invented rows, Chinese and English.
    pub(super) examples: [[&'static str; 2]; 3],
}

/// All columns, in the template's order.
pub(super) const COLUMNS: [About; 17] = [
    About {
        column: Column::Building,
        header: ["楼栋", "building"],
        also: &["楼号", "栋号", "幢号", "楼幢", "幢", "栋", "楼", "楼栋号", "座落楼栋", "楼宇", "buildingno", "block"],
        width: 10,
        required: true,
        what: ["第几栋楼。写“3”“3号楼”“3幢”都可以", "which building: `3`, `Building 3`"],
        examples: [["3", "3"], ["3", "3"], ["A座", "A"]],
    },
    About {
        column: Column::Stairwell,
        header: ["单元", "stairwell"],
        also: &["单元号", "门栋", "门洞", "梯号", "楼门", "entrance", "staircase"],
        width: 8,
        required: false,
        what: ["第几单元。没有分单元的楼留空", "which stairwell; blank where a building has only one"],
        examples: [["2", "2"], ["2", "2"], ["", ""]],
    },
    About {
        column: Column::Storey,
        header: ["楼层", "storey"],
        also: &["层", "所在层", "所在楼层", "层号", "floor", "level"],
        width: 8,
        required: false,
        what: [
            "在第几层，地下一层写 -1。留空时，像 501、1203 这样的房号会自动推算",
            "storey; -1 is the basement. Left blank it is derived from rooms such as 501 or 1203",
        ],
        examples: [["5", "5"], ["5", "5"], ["1", "1"]],
    },
    About {
        column: Column::Room,
        header: ["房号", "room"],
        also: &["室号", "房间号", "门牌号", "门号", "室", "房间", "房屋编号", "roomno", "unit", "flat", "apartment"],
        width: 10,
        required: true,
        what: ["门牌上的房号，只写这一户的号码", "the number on the door"],
        examples: [["501", "501"], ["502", "502"], ["S-01", "S-01"]],
    },
    About {
        column: Column::Use,
        header: ["用途", "use"],
        also: &["房屋用途", "规划用途", "类型", "房屋类型", "purpose"],
        width: 10,
        required: false,
        what: ["从下拉框里选。留空就是住宅", "choose from the list; blank is home"],
        examples: [["住宅", "home"], ["", ""], ["商铺", "shop"]],
    },
    About {
        column: Column::RegisterArea,
        header: ["登记面积", "register area"],
        also: &["产权面积", "产证面积", "房产证面积", "不动产登记面积", "登记建筑面积", "面积(登记)", "registeredarea"],
        width: 12,
        required: false,
        what: [
            "不动产登记簿上的建筑面积，单位平方米，最多四位小数。不知道就留空，不要写 0",
            "area in the real-estate register, ㎡, at most four decimals. Leave it blank if unknown, do not write 0",
        ],
        examples: [["89.53", "89.53"], ["", ""], ["120.4", "120.4"]],
    },
    About {
        column: Column::SurveyedArea,
        header: ["实测面积", "surveyed area"],
        also: &["测绘面积", "实测建筑面积", "面积(实测)", "surveyarea", "measuredarea"],
        width: 12,
        required: false,
        what: ["测绘报告上的建筑面积。没有就留空", "area in the survey report; blank if there is none"],
        examples: [["", ""], ["76.2", "76.2"], ["", ""]],
    },
    About {
        column: Column::ContractArea,
        header: ["合同面积", "contract area"],
        also: &["购房合同面积", "预测面积", "面积(合同)", "salescontractarea"],
        width: 12,
        required: false,
        what: ["购房合同上的建筑面积。没有就留空", "area in the sales contract; blank if there is none"],
        examples: [["", ""], ["", ""], ["", ""]],
    },
    About {
        column: Column::Area,
        header: ["面积（来源待核实）", "area (source unknown)"],
        also: &[
            "面积",
            "建筑面积",
            "专有部分面积",
            "专有面积",
            "房屋面积",
            "房屋建筑面积",
            "area",
            "area(unstated)",
            "floorarea",
        ],
        width: 18,
        required: false,
        what: [
            "只知道面积、不知道出处时填在这里。套内面积、使用面积不要填",
            "an area whose source is not known. Not the inner or usable area",
        ],
        examples: [["", ""], ["", ""], ["", ""]],
    },
    About {
        column: Column::AreaSource,
        header: ["面积来源", "area source"],
        also: &["面积依据", "面积出处"],
        width: 10,
        required: false,
        what: ["", ""],
        examples: [["", ""], ["", ""], ["", ""]],
    },
    About {
        column: Column::Tenure,
        header: ["产权状态", "tenure"],
        also: &["产权", "产权性质", "产权类型", "销售状态", "权属", "权属状态", "ownership"],
        width: 12,
        required: false,
        what: ["从下拉框里选。留空就是已售", "choose from the list; blank is sold"],
        examples: [["已售", "sold"], ["", ""], ["未售", "unsold"]],
    },
    About {
        column: Column::Owners,
        header: ["业主", "owners"],
        also: &[
            "业主姓名",
            "姓名",
            "产权人",
            "产权人姓名",
            "权利人",
            "所有权人",
            "房主",
            "业主名称",
            "owner",
            "ownername",
            "ownernames",
        ],
        width: 20,
        required: false,
        what: [
            "登记簿上的全部业主，几个人就写几个，用顿号“、”隔开。不知道就留空",
            "every owner in the register, separated by commas; blank if unknown",
        ],
        examples: [
            ["王示例、李示例", "Ann Example, Bob Example"],
            ["", ""],
            ["示例商贸有限公司", "Example Trading Ltd"],
        ],
    },
    About {
        column: Column::IdTails,
        header: ["证件号后四位", "last four of ID"],
        also: &[
            "证件后四位",
            "身份证后四位",
            "身份证号后四位",
            "身份证后4位",
            "身份证号后4位",
            "证件号后4位",
            "证件尾号",
            "身份证尾号",
            "idtail",
            "idtails",
            "last4ofid",
            "idlast4",
            "lastfourofid",
            "lastfour",
        ],
        width: 16,
        required: false,
        what: [
            "每位业主证件号的最后四位，和业主顺序一样；其中一位不知道就写“-”。不要填完整证件号",
            "the last four characters of each owner's identity number, in the owners' order; `-` for an unknown one. Never \
             the whole number",
        ],
        examples: [["123X、0456", "123X, 0456"], ["", ""], ["", ""]],
    },
    About {
        column: Column::Phones,
        header: ["电话", "phones"],
        also: &[
            "联系电话",
            "手机",
            "手机号",
            "手机号码",
            "电话号码",
            "联系方式",
            "业主电话",
            "联系人电话",
            "phone",
            "mobile",
            "telephone",
            "tel",
        ],
        width: 18,
        required: false,
        what: [
            "每位业主一个电话，和业主顺序一样；其中一位不知道就写“-”",
            "one telephone number an owner, in the owners' order; `-` for an unknown one",
        ],
        examples: [
            ["10000000001、10000000002", "10000000001, 10000000002"],
            ["", ""],
            ["0571-00000000", "0571-00000000"],
        ],
    },
    About {
        column: Column::Since,
        header: ["取得日期", "since"],
        also: &["登记日期", "取得产权日期", "产权取得日期", "购房日期", "过户日期", "acquired", "ownersince"],
        width: 12,
        required: false,
        what: ["登记为业主的日期，写成 2020-06-01", "day of registration: 2020-06-01"],
        examples: [["2020-06-01", "2020-06-01"], ["", ""], ["", ""]],
    },
    About {
        column: Column::Occupiers,
        header: ["使用人", "occupiers"],
        also: &["物业使用人", "租户", "承租人", "实际使用人", "住户", "使用人姓名", "occupier", "tenant", "tenants"],
        width: 16,
        required: false,
        what: [
            "租户、借住人等，几个人用顿号“、”隔开。业主自住不用填",
            "tenants and others who use it, separated by commas; blank where owners live themselves",
        ],
        examples: [["", ""], ["赵示例", "Cid Example"], ["", ""]],
    },
    About {
        column: Column::Note,
        header: ["备注", "note"],
        also: &["说明", "备考", "notes", "remark", "remarks", "comment"],
        width: 24,
        required: false,
        what: ["其他要说明的。不要写敏感的个人情况", "anything else. Nothing sensitive about persons"],
        examples: [["", ""], ["业主待核实", "owner to be verified"], ["", ""]],
    },
];

/// The columns of the template and of an export: all but [`Column::AreaSource`].
pub(super) fn written() -> impl Iterator<Item = &'static About> {
    COLUMNS.iter().filter(|about| about.column != Column::AreaSource)
}

impl Column {
    /// The column a header names, if any. `text` is [`crate::header::plain`].
    #[must_use]
    pub fn from_header(text: &str) -> Option<Self> {
        let names = |about: &&About| {
            about.header.iter().any(|name| crate::header::plain(name) == text) || about.also.contains(&text)
        };
        COLUMNS.iter().find(names).map(|about| about.column)
    }

    /// The header as the template writes it.
    #[must_use]
    pub fn words(self) -> Words {
        let [zh, en] = self.about().header;
        Words::new(zh, en)
    }

    pub(super) fn about(self) -> &'static About {
        // INVARIANT: every column stands in the table, in the order of the enumeration (tested).
        &COLUMNS[self as usize]
    }
}

impl About {
    pub(super) fn header(&self, lang: Lang) -> &'static str {
        pick(self.header, lang)
    }
}

/// One of two languages.
pub(super) fn pick([zh, en]: [&'static str; 2], lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::header::plain;
    use std::collections::HashMap;

    #[test]
    fn the_table_is_in_order_and_every_word_means_one_column() {
        let mut seen: HashMap<String, Column> = HashMap::new();
        for (i, about) in COLUMNS.iter().enumerate() {
            assert_eq!(about.column as usize, i);
            let words = about.header.iter().map(|h| plain(h)).chain(about.also.iter().map(|w| plain(w)));
            for word in words {
                assert_eq!(Column::from_header(&word), Some(about.column), "{word}");
                if let Some(other) = seen.insert(word.clone(), about.column) {
                    assert_eq!(other, about.column, "`{word}` means two columns");
                }
            }
        }
    }

    #[test]
    fn areas_that_are_no_exclusive_area_are_not_taken_for_one() {
        for word in [
            "套内面积",
            "套内建筑面积",
            "使用面积",
            "公摊面积",
            "分摊面积",
            "身份证号",
            "证件号",
            "户主",
            "总层数",
            "序号",
        ] {
            assert_eq!(Column::from_header(word), None, "{word}");
        }
    }
}
