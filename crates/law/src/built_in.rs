//! The packs that come with the program.

/// Texts of `rules/*.toml`, from the country to the city.
pub(crate) const PACKS: &[&str] = &[include_str!("../../../rules/cn.toml")];
