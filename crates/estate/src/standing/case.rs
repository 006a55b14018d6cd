use law::{Cite, Confidence};
use units::words;

macro_rules! cases {
    ($($(#[$doc:meta])* $name:ident = $word:literal, speaks $speaks:literal, $article:literal, $source:ident, $confidence:ident;)*) => {
        words! {
            /// An owner who is not simply the person at the phone: each has its way, its paper (`case-paper-<word>`) and its
            /// ground. Translations: `case-<word>`.
            Case {
                $($(#[$doc])* $name = $word,)*
            }
        }

        impl Case {
            /// Whether somebody else then speaks for the unit, instead of its owners.
            #[must_use]
            pub const fn speaks(self) -> bool {
                match self { $(Self::$name => $speaks,)* }
            }

            /// Where it is written.
            #[must_use]
            pub fn ground(self) -> Cite {
                match self {
                    $(Self::$name => Cite {
                        article: $article.into(),
                        source: $source.into(),
                        confidence: Confidence::$confidence,
                    },)*
                }
            }
        }
    };
}

const SPC_B: &str = "SPC-B";
const PMR: &str = "PMR";
pub(super) const GR: &str = "GR";

cases! {
    /// 业主去世: the heirs own from the death on; one of them speaks for all.
    Heirs = "heirs", speaks true, "建筑物区分所有权司法解释第一条第一款", SPC_B, Statute;
    /// 公司、单位是业主: whom it sends, with its letter.
    Organisation = "organisation", speaks true, "物业管理条例第十二条", PMR, Statute;
    /// 直管公房: the authority that holds the title votes; its tenant is an occupier and has no vote.
    PublicHousing = "public-housing", speaks true, "建筑物区分所有权司法解释第十六条", SPC_B, Statute;
    /// 没有产权证: the buyer in lawful possession may be recognised as owner; they stand on the roll by their contract.
    NoCertificate = "no-certificate", speaks false, "建筑物区分所有权司法解释第一条第二款", SPC_B, Statute;
    /// 监护人: for an owner without capacity. Unverified until somebody read the rule.
    Guardian = "guardian", speaks true, "业主大会和业主委员会指导规则第二十五条", GR, Memory;
    /// 业主在外地、境外: a written mandate for each vote; nobody holds one for ever.
    Abroad = "abroad", speaks false, "物业管理条例第十二条", PMR, Statute;
}
