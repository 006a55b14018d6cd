//! Every limit of the system, with its reason. What grows without a limit fails on the worst day.

use crate::Area;

/// No estate comes near 100 km² of homes; a larger figure is a slipped decimal point.
pub const AREA_MAX: Area = Area::from_cm2(1_000_000_000_000);

/// Largest single unit taken without a question: a 20,000 ㎡ “home” is a building's total in the wrong row.
pub const UNIT_AREA_MAX: Area = Area::from_cm2(200_000_000);

/// Smallest unit: below 1 ㎡ nothing is registered as an exclusive part.
pub const UNIT_AREA_MIN: Area = Area::from_cm2(10_000);

/// Text of one figure (bytes): the longest amount in 人民币大写 is under a hundred.
pub const FIGURE_BYTES_MAX: usize = 200;

/// Units of an estate. The largest estates of the country have some 30,000 homes; a street has them as several areas.
pub const UNITS_MAX: usize = 30_000;

/// Buildings of an estate.
pub const BUILDINGS_MAX: usize = 500;

/// Owners of one unit: heirs of three generations.
pub const OWNERS_PER_UNIT_MAX: usize = 40;

/// Events of one command; a larger import is made building by building.
pub const EVENTS_PER_COMMAND_MAX: usize = 10_000;

/// Commands of one batch, so that nobody waits behind more than a hundred neighbours' commits.
pub const BATCH_COMMANDS_MAX: usize = 256;

/// Commands waiting for one stream's writer: beyond this the server says so instead of growing.
pub const QUEUE_MAX: usize = 4_096;

/// Commands carried out lately that a stream's writer still knows without asking the store.
pub const RECENT_COMMANDS_MAX: usize = 1_024;

/// How long a writer fights for its stream before the form is given back (milliseconds).
pub const WRITE_PATIENCE_MS: u64 = 5_000;

/// A clock this far behind the record is a fault of the machine (milliseconds).
pub const CLOCK_BEHIND_MAX_MS: i64 = 60_000;

/// A title on one line of a notice.
pub const TITLE_CHARS_MAX: usize = 60;

/// A text a person types in one field.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// A name of a person or an organisation.
pub const NAME_CHARS_MAX: usize = 60;

/// A building, stairwell or room label.
pub const LABEL_CHARS_MAX: usize = 16;

/// Items of one ballot paper; more do not fit on A4 in a size an elder reads.
pub const ITEMS_PER_MOTION_MAX: usize = 12;

/// Candidates or options of one item.
pub const OPTIONS_PER_ITEM_MAX: usize = 30;

/// Candidates a ballot may elect: committees have 5 to 11 members (指导规则第三十一条).
pub const SEATS_MAX: u32 = 15;

/// Attempts to serve one unit in one vote: past a visit a day for two months something else is wrong.
pub const ATTEMPTS_PER_UNIT_MAX: usize = 60;

/// Scans of one paper ballot, or of the signed form of a help: both sides, and again where the first was not sharp.
pub const SCANS_PER_PAPER_MAX: usize = 6;

/// A phone's clock this far ahead of the record's is an ordinary phone (milliseconds); beyond it the time it says is marked.
pub const PHONE_CLOCK_AHEAD_MS: i64 = 5 * 60 * 1_000;

/// A code sent to a registered telephone works so long (milliseconds): time to find the phone, not to pass it on.
pub const CODE_MS: i64 = 10 * 60 * 1_000;

/// Choices of how to be told that one person makes a day: each may erase an address, and every node then reads the estate
/// again.
pub const TELLING_CHOICES_A_DAY: u32 = 5;

/// Changes of how one person is told that stand in their list: two years of a change a month.
pub const TELLING_CHANGES: usize = 24;

/// How long a way that was chosen waits for its address to be reached (milliseconds): a week. Then the code is chosen anew.
pub const BINDING_MS: i64 = 7 * 24 * 60 * 60 * 1_000;

/// Codes sent to one person a day: each costs a message, and each gives a guesser new tries.
pub const CODES_A_DAY: u32 = 5;

/// Wrong tries of one code: five among a million.
pub const CODE_TRIES: u32 = 5;

/// Wrong tries of name and last digits in all: ten thousand digits are few. Afterwards only two clerks match.
pub const CERTIFICATE_TRIES: u32 = 5;

/// “Before two clerks” is one occasion: the second says so within a day of the first (milliseconds).
pub const VOUCH_MS: i64 = 24 * 60 * 60 * 1_000;

/// Longest help an owner names at once (days): a year, then it is named again, openly (assumed).
pub const HELP_DAYS_MAX: i32 = 365;

/// Households one person helps at a time, a stairwell head in the own stairwell left out (assumed): beyond it somebody is
/// gathering votes.
pub const HELPED_HOUSEHOLDS_MAX: usize = 3;

/// Helpers an owner has at a time (assumed).
pub const HELPERS_OF_OWNER_MAX: usize = 3;

/// The code with which an owner names a helper works so long (milliseconds): a day, to tell it over the telephone.
pub const HELP_CODE_MS: i64 = 24 * 60 * 60 * 1_000;

/// Uploaded spreadsheet (bytes): 30,000 rows of XLSX are about 3 MB.
pub const UPLOAD_BYTES_MAX: usize = 16 << 20;

/// A form's body (bytes).
pub const FORM_BYTES_MAX: usize = 256 << 10;

/// A file kept beside the record (bytes): a photo of the largest phone cameras, a scan of forty pages.
pub const ATTACHMENT_BYTES_MAX: usize = 12 << 20;

/// What is still read of a form whose file is too large (bytes), so that the form can be given back with what was typed
/// instead of a broken connection.
pub const ATTACHMENT_READ_MAX: usize = 64 << 20;

/// Places of an estate where papers are hung: every stairwell of the largest areas, and the gates.
pub const SPOTS_MAX: usize = 1_000;

/// Times one paper is put up at one place: torn down every other day for half a year.
pub const POSTING_SPELLS_MAX: usize = 100;

/// Days looked at for one posting: no law asks for more than a few weeks, and a year is past every deadline.
pub const POSTING_DAYS_MAX: i32 = 400;

/// Copies of one paper: one a home of the largest estate.
pub const COPIES_MAX: u32 = 30_000;

/// Pages of one paper that are sealed at once: the roll of the largest estate has some five hundred.
pub const SEALED_PAGES_MAX: u32 = 5_000;

/// Text of an estate's rules of procedure or covenant (characters): long ones have some fifteen thousand.
pub const CHARTER_CHARS_MAX: usize = 60_000;

/// Articles of such a text.
pub const CHARTER_ARTICLES_MAX: usize = 400;

/// Versions of such a text.
pub const CHARTER_VERSIONS_MAX: usize = 200;

/// A text uploaded as a file (bytes), and what a DOCX may inflate to.
pub const TEXT_FILE_BYTES_MAX: usize = 4 << 20;

/// Attachments packed into one file of a matter (bytes): some forty photos; what lies beyond is named and left out.
pub const FILE_ATTACHMENTS_BYTES_MAX: u64 = 256 << 20;
/// Days a consultation of households runs: door to door twice through the largest estate takes a season.
pub const CONSENT_DAYS_MAX: i32 = 366;

/// Answers of one household to one consultation: whoever changed their mind so often should be visited.
pub const CONSENT_ANSWERS_MAX: usize = 20;

/// Rows of an uploaded sheet.
pub const SHEET_ROWS_MAX: usize = 60_000;

/// Findings printed for one sheet; past this the sheet is not a roll.
pub const SHEET_FINDINGS_MAX: usize = 2_000;

/// A session ends after so long without a page (milliseconds), and is said to.
pub const SESSION_IDLE_MS: i64 = 30 * 60 * 1_000;

/// A resident's session on an own phone lasts longer (milliseconds): 30 days.
pub const SESSION_KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1_000;

/// An invitation slip that nobody used (days).
pub const SLIP_DAYS: i32 = 60;

/// Wrong passwords from one address for one account before waiting is asked for.
pub const SIGN_IN_TRIES: u32 = 5;

/// Wrong sign-ins from one address, whatever account, in a quarter of an hour.
pub const SIGN_IN_TRIES_PER_ADDRESS: u32 = 60;

/// Shortest password: length is what helps; no rules about signs.
pub const PASSWORD_CHARS_MIN: usize = 8;

/// Longest password, so that hashing one is never an attack.
pub const PASSWORD_CHARS_MAX: usize = 200;

/// Memory for estates kept ready (bytes, estimated); beyond it idle ones are let go.
pub const STATES_BYTES_MAX: usize = 512 << 20;

/// Kept public pages (bytes).
pub const PAGES_BYTES_MAX: usize = 32 << 20;

/// The public sees turnout of a group only from so many units up, so that nobody's behaviour can be read off.
pub const PUBLIC_GROUP_UNITS_MIN: usize = 12;

/// Secret results are published only for so many households: exact areas would give the votes away below.
pub const SECRET_HOUSEHOLDS_MIN: usize = 40;

/// An election file (bytes): the largest published one, 100,000 ballots over 150 items, has under 10 MB.
pub const ELECTION_BYTES_MAX: usize = 64 << 20;

/// Items of one election; the largest published one has some 200.
pub const ELECTION_ITEMS_MAX: usize = 2_000;

/// Voters of one election: above the largest city district that ever voted on a budget.
pub const ELECTION_VOTERS_MAX: usize = 1_000_000;

/// An amount or a number of points in an election, in its smallest unit: keeps every exact product inside 128 bits.
pub const ELECTION_AMOUNT_MAX: i64 = 1_000_000_000_000_000;

/// Decimals of an amount or a number of points in an election.
pub const ELECTION_DECIMALS_MAX: usize = 4;

/// Steps of a rule (visits of a ballot, words of a long number touched), some seconds: past this a larger step or fewer
/// equal items are asked for. All published elections together take less.
pub const ELECTION_STEPS_MAX: u64 = 1_000_000_000;

/// Steps of checking what would have to change for an item to be chosen; past this changes are told unchecked.
pub const ELECTION_CHECK_STEPS_MAX: u64 = 500_000_000;

/// Votes of one conversation: forty times the largest one its tests know.
pub const OPINION_VOTES_MAX: usize = 2_000_000;

/// Participants of one conversation: more than any estate has adults.
pub const OPINION_PARTICIPANTS_MAX: usize = 50_000;

/// Statements of one conversation: nobody reads a hundredth of them.
pub const OPINION_STATEMENTS_MAX: usize = 10_000;

/// A file handed to an engine's command (bytes): ten times the largest conversation or set of tenders ever published.
pub const ENGINE_FILE_BYTES_MAX: u64 = 64 << 20;

/// Memory the values of an engine's file may take (bytes): some three million figures, or half a million described parts.
pub const ENGINE_VALUES_BYTES_MAX: usize = 256 << 20;

/// Cases, tenders, leaves and the like in one file of an engine's command.
pub const ENGINE_ROWS_MAX: usize = 1_000_000;

/// Hashes computed for the proofs one file of trees asks for, some seconds: a proof costs as many as its tree has
/// leaves, so a small file could ask for a week of them.
pub const PROOF_HASHES_MAX: usize = 10_000_000;

/// Bids of one tender; the largest published one had 15.
pub const TENDER_BIDS_MAX: usize = 100;

/// Bids looked at together: a city's ten years. Every two bidders of a tender are a pair.
pub const SCREENS_BIDS_MAX: usize = 200_000;

/// Words of 64 bits touched by the exact tests of one file, some ten seconds: past this a smaller file is asked for.
pub const SCREENS_STEPS_MAX: u64 = 2_000_000_000;

/// Amounts around one threshold tested exactly; of more, twice as many below as above need no test.
pub const SCREENS_COINS_MAX: u32 = 10_000;

/// Thresholds looked at in one file.
pub const SCREENS_THRESHOLDS_MAX: usize = 20;

/// Years an engine looks ahead: beyond a century no price or life means anything.
pub const HORIZON_YEARS_MAX: u32 = 100;

/// Components of one reserve study; the longest published ones have some 300.
pub const STUDY_COMPONENTS_MAX: usize = 2_000;

/// Plans of one reserve study.
pub const STUDY_PLANS_MAX: usize = 20;

/// An amount in a study or an offer, in whole currency: a hundred thousand million renew any estate.
pub const STUDY_AMOUNT_MAX: f64 = 1e11;

/// Random lives drawn for one study.
pub const STUDY_LIVES_MAX: u32 = 100_000;

/// Renewals drawn and steps booked for all random lives of one study file: some twenty seconds on one core as measured.
pub const STUDY_LIVES_WORK_MAX: u64 = 1_000_000_000;

/// Runs of the estate model in one file.
pub const MODEL_RUNS_MAX: usize = 1_000;

/// Household-months of the estate model in one file: some ten seconds of work.
pub const MODEL_WORK_MAX: u64 = 1_000_000_000;

/// Estates of one forecast: all ageing estates of the country are some 280,000.
pub const FORECAST_ESTATES_MAX: usize = 300_000;

/// Scenarios of one forecast: each is looked at in a hundred worlds.
pub const FORECAST_SCENARIOS_MAX: usize = 20;

/// Components of one estate in a forecast.
pub const FORECAST_COMPONENTS_MAX: usize = 200;

/// Paths of one estate in a forecast: quantiles do not change to the eye beyond a thousand.
pub const FORECAST_PATHS_MAX: u32 = 10_000;

/// Months of one forecast, weighted by households and components (`outlook::estate::file`): about an hour on two cores, with
/// progress shown.
pub const FORECAST_WORK_MAX: u64 = 34_000_000_000_000;

/// Threads of one forecast: each counts in some twenty megabytes of its own.
pub const FORECAST_THREADS_MAX: u32 = 64;

/// Offers compared in one file.
pub const OFFERS_MAX: usize = 50;

/// Lines of income, cost or finance of one offer.
pub const OFFER_LINES_MAX: usize = 100;

/// Years of one offer: concessions end after thirty, and every root of a longer polynomial is noise.
pub const OFFER_YEARS_MAX: u32 = 50;
