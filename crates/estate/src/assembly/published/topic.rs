//! Which rule a case is about that publishes a rule and no figures.

use law::Key;

/// What a rule case speaks of.
pub(super) struct Topic {
    words: &'static [&'static str],
    /// The rules it rests on.
    pub(super) keys: &'static [Key],
    /// What is to be said.
    pub(super) flags: &'static [&'static str],
}

const TOPICS: &[Topic] = &[
    Topic {
        words: &["沉默", "未投票", "未表决", "不投票", "视为参与", "视为同意", "从众", "计入多数", "计入已表决"],
        keys: &[Key::Silent, Key::SilentFloor],
        flags: &[
            "silent_counts_only_if:clause_in_rules",
            "silent_counts_only_if:ballot_served",
            "silent_counts_only_if:topic_notified",
            "silent_counts_only_if:silence_warned",
        ],
    },
    Topic {
        words: &["车库", "车位", "库房", "储藏", "配套用房", "居委会用房", "表决基数", "人防"],
        keys: &[Key::UnitKinds, Key::AreaSources],
        flags: &["base_is_item_specific", "units_out_of_base_unless_rules_say_so"],
    },
    Topic {
        words: &["一人计算", "同一买受人", "多套", "一户一票", "业主人数"],
        keys: &[Key::OneBuyer],
        flags: &["buyer_of_several_is_one_head"],
    },
    Topic {
        words: &["建设单位", "开发商", "尚未出售", "未交付", "未售"],
        keys: &[Key::Developer],
        flags: &["developer_is_one_head"],
    },
    Topic {
        words: &["共有人", "夫妻", "共同共有", "按份共有"],
        keys: &[Key::CoOwners],
        flags: &["co_owners_one_voice"],
    },
    Topic { words: &["代理", "委托投票", "代投"], keys: &[Key::Proxy], flags: &["proxy_in_writing"] },
    Topic {
        words: &["电子投票", "网络投票", "线上投票", "互联网"],
        keys: &[Key::PhoneChannel, Key::MixedChannels],
        flags: &["channel_by_local_law"],
    },
    Topic {
        words: &["撤销权", "一年内", "请求撤销", "撤销业主大会"],
        keys: &[Key::RevokeYears],
        flags: &["revocable"],
    },
    Topic {
        words: &["提议召开", "临时会议", "20%", "百分之二十"],
        keys: &[Key::Request],
        flags: &["owners_may_request"],
    },
    Topic { words: &["弃权"], keys: &[Key::Quorum], flags: &["abstention_participates"] },
    Topic { words: &["废票", "无效票"], keys: &[], flags: &["invalid_by_rules_of_procedure"] },
    Topic {
        words: &["部分共用", "部分共有", "单元", "本栋", "列支范围"],
        keys: &[Key::Partial],
        flags: &["those_who_share_decide"],
    },
    Topic {
        words: &["参与表决", "三分之二", "四分之三", "双过半", "电梯", "改建", "重建"],
        keys: &[Key::Quorum, Key::Ordinary, Key::Special, Key::SpecialItems],
        flags: &[],
    },
    Topic {
        words: &["公示", "公告", "十五日前", "15日"],
        keys: &[Key::NoticeDays, Key::AgendaOnly, Key::PublishDays],
        flags: &[],
    },
    Topic {
        words: &["住改商", "经营性用房", "有利害关系"],
        keys: &[],
        flags: &["unanimity_of_interested_owners_needed"],
    },
];

/// The topics a text speaks of.
pub(super) fn of(text: &str) -> impl Iterator<Item = &'static Topic> + '_ {
    TOPICS.iter().filter(|topic| topic.words.iter().any(|word| text.contains(word)))
}
