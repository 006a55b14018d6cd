//! The words of columns that know only a few.

use super::column::pick;
use crate::{Lang, Words};
use serde::{Deserialize, Serialize};

/// What a unit is used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// 住宅.
    #[default]
    Home,
    /// 商铺.
    Shop,
    /// 办公.
    Office,
    /// 车位.
    Parking,
    /// 车库.
    Garage,
    /// 储藏室.
    Storage,
    /// 配套用房: rooms that serve all, such as the property office.
    Facility,
}

/// Who has title to a unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Tenure {
    /// 已售: owned by those named.
    #[default]
    Sold,
    /// 未售: still the developer's.
    Unsold,
    /// 已售未交付: sold, not handed over.
    Undelivered,
    /// 直管公房: public housing under the housing office.
    PublicHousing,
    /// 单位公房: public housing of an employer.
    WorkUnitHousing,
}

/// Where an area is taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaSource {
    /// 不动产登记簿.
    Register,
    /// 测绘报告.
    Surveyed,
    /// 购房合同.
    Contract,
    /// Nobody stated it.
    #[default]
    Unstated,
}

/// A value, its words in Chinese and English, and further words for it.
type Row<T> = (T, [&'static str; 2], &'static [&'static str]);

/// A column of few words.
pub(super) trait Few: Copy + PartialEq + 'static {
    /// All of them.
    const ROWS: &'static [Row<Self>];

    /// Reads a word.
    fn read(text: &str) -> Option<Self> {
        let text = crate::header::plain(text);
        let is = |(_, words, also): &&Row<Self>| words.contains(&text.as_str()) || also.contains(&text.as_str());
        Self::ROWS.iter().find(is).map(|(value, ..)| *value)
    }

    /// The word for it.
    fn word(self, lang: Lang) -> &'static str {
        Self::ROWS.iter().find(|(value, ..)| *value == self).map_or("", |(_, words, _)| pick(*words, lang))
    }

    /// All words of one language.
    fn allowed(lang: Lang) -> Vec<&'static str> {
        Self::ROWS.iter().map(|(_, words, _)| pick(*words, lang)).collect()
    }
}

impl Few for Use {
    const ROWS: &'static [Row<Self>] = &[
        (
            Self::Home,
            ["住宅", "home"],
            &["住房", "居住", "普通住宅", "成套住宅", "商品住宅", "residential", "flat", "house"],
        ),
        (
            Self::Shop,
            ["商铺", "shop"],
            &["商业", "店铺", "门面", "门面房", "商业用房", "商业服务", "底商", "商业网点", "retail"],
        ),
        (Self::Office, ["办公", "office"], &["办公用房", "写字楼", "办公室"]),
        (Self::Parking, ["车位", "parking"], &["停车位", "机动车位", "地下车位", "地面车位", "parkingspace"]),
        (Self::Garage, ["车库", "garage"], &["汽车库", "地下车库"]),
        (Self::Storage, ["储藏室", "storage"], &["储藏间", "储物间", "杂物间", "贮藏室", "地下储藏室"]),
        (Self::Facility, ["配套用房", "facility"], &["配套", "公建配套", "物业用房", "物业服务用房", "社区用房"]),
    ];
}

impl Few for Tenure {
    const ROWS: &'static [Row<Self>] = &[
        (Self::Sold, ["已售", "sold"], &["已出售", "已售已交付", "房改房", "已购公房", "私产", "私房"]),
        (Self::Unsold, ["未售", "unsold"], &["未出售", "待售", "开发商未售"]),
        (Self::Undelivered, ["已售未交付", "undelivered"], &["未交付", "已售未交房", "已售待交付"]),
        (Self::PublicHousing, ["直管公房", "public housing"], &["publichousing", "房管所公房"]),
        (
            Self::WorkUnitHousing,
            ["单位公房", "work-unit housing"],
            &["work-unithousing", "workunithousing", "自管公房", "单位自管公房"],
        ),
    ];
}

impl Few for AreaSource {
    const ROWS: &'static [Row<Self>] = &[
        (
            Self::Register,
            ["登记", "register"],
            &["登记簿", "不动产登记", "不动产登记簿", "产证", "房产证", "不动产权证", "产权证"],
        ),
        (Self::Surveyed, ["实测", "survey"], &["测绘", "实测报告", "测绘报告", "surveyed"]),
        (Self::Contract, ["合同", "contract"], &["购房合同", "买卖合同", "预测"]),
        (Self::Unstated, ["待核实", "unknown"], &["不详", "未知", "-", "其他"]),
    ];
}

impl Use {
    /// The word for it: 住宅, home.
    #[must_use]
    pub fn words(self) -> Words {
        Words::new(self.word(Lang::Zh), self.word(Lang::En))
    }
}

impl Tenure {
    /// The word for it: 已售, sold.
    #[must_use]
    pub fn words(self) -> Words {
        Words::new(self.word(Lang::Zh), self.word(Lang::En))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check<T: Few + std::fmt::Debug>() {
        let mut seen = Vec::new();
        for (value, words, also) in T::ROWS {
            for word in words.iter().chain(*also) {
                assert_eq!(T::read(word), Some(*value), "{word}");
                assert!(!seen.contains(word), "`{word}` twice");
                seen.push(word);
            }
        }
    }

    #[test]
    fn every_word_reads_back() {
        check::<Use>();
        check::<Tenure>();
        check::<AreaSource>();
        assert_eq!(Use::read(" 住 宅 "), Some(Use::Home));
        for word in ["", "别的", "公房", "住宅/商铺"] {
            assert_eq!((Use::read(word), Tenure::read(word)), (None, None), "{word}");
        }
    }
}
