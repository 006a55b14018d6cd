//! The packs that come with the program.

/// Texts of `rules/*.toml`, from the country to the city.
pub(crate) const PACKS: &[&str] = &[
    include_str!("../../../rules/cn.toml"),
    include_str!("../../../rules/beijing.toml"),
    include_str!("../../../rules/shanghai.toml"),
    include_str!("../../../rules/zhejiang.toml"),
    include_str!("../../../rules/zhejiang-hangzhou.toml"),
    include_str!("../../../rules/zhejiang-huzhou.toml"),
    include_str!("../../../rules/zhejiang-lishui.toml"),
    include_str!("../../../rules/zhejiang-ningbo.toml"),
    include_str!("../../../rules/zhejiang-shaoxing.toml"),
    include_str!("../../../rules/zhejiang-taizhou.toml"),
    include_str!("../../../rules/shandong.toml"),
    include_str!("../../../rules/shandong-liaocheng.toml"),
    include_str!("../../../rules/shandong-qingdao.toml"),
    include_str!("../../../rules/guangdong-qingyuan.toml"),
];
