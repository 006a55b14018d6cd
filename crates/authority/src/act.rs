//! Everything that can be tried, by name.

use std::fmt;

/// Where something is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// In an estate.
    Estate,
    /// In the district above.
    District,
}

macro_rules! acts {
    ($($name:ident = $word:literal [$($level:ident)*];)*) => {
        /// An act: a command, or looking at something that is not for everybody.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Act {
            $(#[doc = concat!("`", $word, "`")] $name,)*
        }

        impl Act {
            /// Every act, in the order of the matrix.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Stable name: in policies, commands (`Command::act`) and translations (`act-<word>`).
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The act of this name.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$name),)* _ => None }
            }

            /// Where it can be tried.
            #[must_use]
            pub const fn levels(self) -> &'static [Level] {
                match self { $(Self::$name => &[$(Level::$level),*],)* }
            }
        }
    };
}

acts! {
    ViewBoard = "view.board" [Estate District];
    ViewMatter = "view.matter" [Estate District];
    ViewLaw = "view.law" [Estate District];
    ViewMatrix = "view.matrix" [Estate District];
    ViewProof = "view.proof" [Estate District];
    ViewHome = "view.home" [Estate];
    ViewShownRoll = "view.shown-roll" [Estate];
    ViewRoll = "view.roll" [Estate];
    ViewPersons = "view.persons" [Estate District];
    ViewTurnoutByUnit = "view.turnout-by-unit" [Estate];
    ViewPostingPhotos = "view.posting-photos" [Estate];
    ViewDocuments = "view.documents" [Estate];
    ViewSeals = "view.seals" [Estate];
    ViewDesk = "view.desk" [Estate District];
    ViewSettings = "view.settings" [Estate District];
    ExportRecord = "export.record" [Estate District];
    ExportRoll = "export.roll" [Estate];
    ExportFile = "export.file" [Estate];
    RaiseMatter = "matter.raise" [Estate];
    NoteMatter = "matter.note" [Estate];
    FoundEstate = "estate.found" [Estate];
    WriteCharter = "charter.write" [Estate];
    AdoptCharter = "charter.adopt" [Estate];
    ImportRoll = "roll.import" [Estate];
    EditRoll = "roll.edit" [Estate];
    RegisterPerson = "person.register" [Estate District];
    AppointPerson = "person.appoint" [Estate District];
    IssueSlips = "person.issue-slips" [Estate District];
    RedeemSlip = "person.redeem-slip" [Estate District];
    HoldPerson = "person.hold" [Estate District];
    ErasePerson = "person.erase" [Estate District];
    ChooseTelling = "person.choose-telling" [Estate];
    BindTelling = "person.bind-telling" [Estate];
    DraftMotion = "motion.draft" [Estate];
    FreezeRoll = "motion.freeze-roll" [Estate];
    GiveNotice = "motion.give-notice" [Estate];
    Object = "motion.object" [Estate];
    RecordObjection = "motion.record-objection" [Estate];
    AnswerObjection = "motion.answer" [Estate];
    GrantProxy = "motion.grant-proxy" [Estate];
    Serve = "motion.serve" [Estate];
    PostingPlaces = "posting.places" [Estate];
    PostPapers = "posting.post" [Estate];
    DrawDocument = "document.draw" [Estate];
    StepDocument = "document.step" [Estate];
    HandOverSeal = "seal.hand-over" [Estate];
    AskSeal = "seal.ask" [Estate];
    ApproveSeal = "seal.approve" [Estate];
    UseSeal = "seal.use" [Estate];
    PublishSeals = "seal.publish" [Estate];
    MatchSelf = "standing.match" [Estate];
    Vouch = "standing.vouch" [Estate];
    CastBallot = "ballot.cast" [Estate];
    OfferHelp = "help.offer" [Estate];
    AcceptHelp = "help.accept" [Estate];
    EnterHelp = "help.enter" [Estate];
    EndHelp = "help.end" [Estate];
    PrepareBallot = "help.prepare" [Estate];
    ConfirmBallot = "help.confirm" [Estate];
    HandInBallot = "help.hand-in" [Estate];
    ReceivePaper = "ballot.receive-paper" [Estate];
    EnterPaper = "ballot.enter-paper" [Estate];
    SettlePaper = "ballot.settle-paper" [Estate];
    ReplacePaper = "ballot.replace-paper" [Estate];
    PrintPapers = "ballot.print-papers" [Estate];
    ImportPlatform = "ballot.import-platform" [Estate];
    KeepBox = "custody.keep" [Estate];
    NameTeam = "custody.name-team" [Estate];
    Recount = "custody.recount" [Estate];
    ReadAgain = "custody.read-again" [Estate];
    ViewConsentAnswers = "view.consent-answers" [Estate];
    RunConsent = "consent.run" [Estate];
    EnterConsent = "consent.enter" [Estate];
    AnswerConsent = "consent.answer" [Estate];
    CloseMotion = "motion.close" [Estate];
    CountMotion = "motion.count" [Estate];
    AnnounceMotion = "motion.announce" [Estate];
    CorrectCount = "motion.correct" [Estate];
    FileDecision = "motion.file" [Estate];
    RevokeDecision = "motion.revoke" [Estate];
    FoundDistrict = "district.found" [District];
    ListEstate = "district.list-estate" [District];
    AdoptRules = "district.adopt-rules" [District];
    ConfirmRule = "district.confirm-rule" [District];
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
