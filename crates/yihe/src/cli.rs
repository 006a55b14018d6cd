//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use record::Anchor;
use std::net::SocketAddr;
use std::path::PathBuf;
use units::{Capacity, MatterId, MotionId, PersonId, StreamId, limits};

/// 一核 — decisions, duties and money of ageing residential estates, on a record nobody can quietly change
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Runs the server
    Serve(Serve),
    /// Plants a street with four estates and serves it
    Demo(Demo),
    /// Takes a spreadsheet in
    Import(Import),
    /// Writes records or rolls out
    Export(Export),
    /// Makes an empty spreadsheet to fill in
    Template(Template),
    /// Looks for anything that is not as it was written
    Verify(Verify),
    /// What only the host may do
    Admin(Admin),
    /// Judges published results by their own figures
    Tally(Tally),
    /// Chooses items under a budget by proportional rules; a proposal, which owners decide on by law
    Budget(Budget),
    /// Looks for signs in tenders and ballots at which a person should look
    Screens(EngineFile),
    /// Makes the map of a conversation: which groups there are, what each stands for, what all share
    Opinion(Opinion),
    /// Splits amounts to the fen
    Split(EngineFile),
    /// Computes roots and proofs of Merkle trees (RFC 9162)
    Merkle(EngineFile),
    /// Recomputes a reserve study: what falls due, and whether the fund can pay it
    Reserve(Reserve),
    /// Runs the model of who pays after a renovation
    Model(EngineFile),
    /// Looks thirty years ahead: condition, money and participation of many estates
    Forecast(Forecast),
    /// Compares offers of private capital
    Finance(Finance),
}

/// Where the record is.
#[derive(Args, Clone, Debug)]
pub struct Data {
    /// Folder of the data: `yihe.db`, `keys`
    #[arg(long, value_name = "DIR", default_value = "yihe-data")]
    pub data: PathBuf,
    /// PostgreSQL in place of the file in DIR: `postgres://user@host/database`
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// The key file, never inside the database [default: DIR/keys]
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,
}

/// How to listen.
#[derive(Args, Clone, Debug)]
pub struct Listen {
    /// Address and port
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,
    /// The address people type, for codes on paper [default: what a request came by]
    #[arg(long, value_name = "URL")]
    pub base_url: Option<String>,
    /// The Chinese font for pictures lies in this folder [default: where the system keeps its fonts]
    #[arg(long, value_name = "DIR")]
    pub fonts: Option<PathBuf>,
    /// Believe X-Forwarded-For and X-Forwarded-Proto: only behind a proxy of one's own
    #[arg(long)]
    pub behind_proxy: bool,
}

/// Runs the server.
#[derive(Args, Debug)]
pub struct Serve {
    #[command(flatten)]
    pub data: Data,
    #[command(flatten)]
    pub listen: Listen,
    #[command(flatten)]
    pub messages: Messages,
}

/// How messages leave. Nothing leaves by a way that is not set.
#[derive(Args, Clone, Debug, Default)]
pub struct Messages {
    /// Write messages into this folder, one file each, for every way that nothing else is set for: `sms`, `wechat`, `email`
    #[arg(long, value_name = "DIR")]
    pub outbox: Option<PathBuf>,
    /// Post SMS to this gateway, as docs/messages.md says
    #[arg(long, value_name = "URL")]
    pub sms_gateway: Option<String>,
    /// Post messages for the 服务号 to this gateway
    #[arg(long, value_name = "URL")]
    pub wechat_gateway: Option<String>,
    /// What the 服务号 is called in WeChat, for those who bind it
    #[arg(long, value_name = "NAME")]
    pub wechat_name: Option<String>,
    /// Holds the secret the gateways share [default: YIHE_GATEWAY_SECRET in the environment]
    #[arg(long, value_name = "FILE")]
    pub gateway_secret: Option<PathBuf>,
    /// Send mail over this server: `smtps://user@host`, `smtp://user@host:587`; `@` within the user is written `%40`
    #[arg(long, value_name = "URL", requires = "mail_from")]
    pub smtp: Option<String>,
    /// Holds the mail server's password [default: YIHE_SMTP_PASSWORD in the environment]
    #[arg(long, value_name = "FILE")]
    pub smtp_password: Option<PathBuf>,
    /// Who sends the mail: `name@host`
    #[arg(long, value_name = "ADDRESS")]
    pub mail_from: Option<String>,
}

/// Plants and serves the demo.
#[derive(Args, Debug)]
pub struct Demo {
    /// Folder of the data: planted when empty
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    pub data: PathBuf,
    /// PostgreSQL in place of the file in DIR
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    #[command(flatten)]
    pub listen: Listen,
    /// Plant and stop
    #[arg(long)]
    pub plant_only: bool,
}

/// Takes a spreadsheet in.
#[derive(Args, Debug)]
pub struct Import {
    /// What the spreadsheet is
    #[command(subcommand)]
    pub what: ImportWhat,
}

/// What a spreadsheet is.
#[derive(Debug, Subcommand)]
pub enum ImportWhat {
    /// An owners' roll (XLSX, XLS, or CSV in UTF-8 or GB18030)
    Roll(ImportRoll),
    /// Takes an import back, unless something rests on it
    Undo(UndoImport),
}

/// An import to take back.
#[derive(Args, Debug)]
pub struct UndoImport {
    /// Its number: `last_seq` of the import
    #[arg(long, value_name = "SEQ")]
    pub import: units::Seq,
    /// The estate
    #[arg(long, value_name = "ID")]
    pub estate: StreamId,
    /// Number of the clerk who takes it back
    #[arg(long = "as", value_name = "PERSON", value_parser = person)]
    pub person: PersonId,
    #[command(flatten)]
    pub data: Data,
}

/// An owners' roll to take in.
#[derive(Args, Debug)]
pub struct ImportRoll {
    /// The spreadsheet
    pub file: PathBuf,
    /// The estate
    #[arg(long, value_name = "ID")]
    pub estate: StreamId,
    /// Number of the clerk who takes it in
    #[arg(long = "as", value_name = "PERSON", value_parser = person)]
    pub person: PersonId,
    /// Only show what it would change
    #[arg(long)]
    pub dry_run: bool,
    #[command(flatten)]
    pub data: Data,
}

fn person(text: &str) -> Result<PersonId, String> {
    text.parse().map_err(|_| "a person's number, such as 12".into())
}

/// Writes something out.
#[derive(Args, Debug)]
pub struct Export {
    /// What to write
    #[command(subcommand)]
    pub what: ExportWhat,
}

/// What to write out.
#[derive(Debug, Subcommand)]
pub enum ExportWhat {
    /// The record of an estate or district, as lines anybody can check; nothing personal in it
    Record(ExportOne),
    /// The owners' roll as XLSX
    Roll(ExportOne),
    /// A proof that one entry is in the record
    Proof {
        /// Which entry
        #[arg(long)]
        seq: u64,
        #[command(flatten)]
        one: ExportOne,
    },
    /// Everything about a motion or a matter in one archive: papers, figures, roll, service, posting, law, proofs
    File(ExportFile),
}

/// A whole file to write out.
#[derive(Args, Debug)]
#[command(group = clap::ArgGroup::new("of").required(true))]
pub struct ExportFile {
    /// The motion's number
    #[arg(long, value_name = "N", group = "of")]
    pub motion: Option<MotionId>,
    /// The matter's number, with all its motions
    #[arg(long, value_name = "2026-0117", group = "of")]
    pub matter: Option<MatterId>,
    /// Without names on the roll, objections' words and service unit by unit: as an owner may have it
    #[arg(long)]
    pub public: bool,
    /// In which language
    #[arg(long, value_enum, default_value = "zh")]
    pub lang: TemplateLang,
    /// The site's address, for the codes on papers
    #[arg(long, value_name = "URL", default_value = "")]
    pub base_url: String,
    #[command(flatten)]
    pub one: ExportOne,
}

/// One stream to write out.
#[derive(Args, Debug)]
pub struct ExportOne {
    /// The estate or district
    #[arg(long, visible_alias = "estate", value_name = "ID")]
    pub stream: StreamId,
    /// Where to write; nothing existing is overwritten
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[command(flatten)]
    pub data: Data,
}

/// Makes a template.
#[derive(Args, Debug)]
pub struct Template {
    /// Of what
    #[arg(value_enum)]
    pub what: TemplateWhat,
    /// In which language
    #[arg(long, value_enum, default_value = "zh")]
    pub lang: TemplateLang,
    /// How many estates
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u32).range(1..=300_000))]
    pub count: u32,
    /// Where to write; nothing existing is overwritten
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Of what there are templates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TemplateWhat {
    /// The owners' roll
    Roll,
    /// Estates to look ahead for, as JSON
    Estates,
    /// Offers of private capital, as JSON
    Offer,
    /// A reserve study, as JSON
    Study,
}

/// Languages of templates, tables and pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TemplateLang {
    /// 中文
    Zh,
    /// English
    En,
}

impl TemplateLang {
    /// One of two texts.
    pub const fn say<'a>(self, chinese: &'a str, english: &'a str) -> &'a str {
        match self {
            Self::Zh => chinese,
            Self::En => english,
        }
    }

    /// One of two rows of heads.
    pub fn heads<const N: usize>(self, chinese: [&str; N], english: [&str; N]) -> Vec<String> {
        if self == Self::Zh { chinese } else { english }.map(str::to_owned).to_vec()
    }
}

/// Verifies.
#[derive(Args, Debug)]
pub struct Verify {
    /// Only this estate or district [default: all]
    #[arg(long, value_name = "ID")]
    pub stream: Option<StreamId>,
    /// A head from a printed notice: number and at least sixteen digits of the root; needs --stream or --export
    #[arg(long, value_name = "SEQ:ROOT")]
    pub anchor: Vec<Anchor>,
    /// Check an export file instead of the database
    #[arg(long, value_name = "FILE", conflicts_with = "stream")]
    pub export: Option<PathBuf>,
    /// Check a proof file instead of the database
    #[arg(long, value_name = "FILE", conflicts_with_all = ["stream", "export"])]
    pub proof: Option<PathBuf>,
    #[command(flatten)]
    pub data: Data,
}

/// What only the host may do.
#[derive(Args, Debug)]
pub struct Admin {
    /// Which
    #[command(subcommand)]
    pub what: AdminWhat,
}

/// What only the host may do.
#[derive(Debug, Subcommand)]
pub enum AdminWhat {
    /// Prints the one-time link that makes the first administrator, while there is none
    FirstLink {
        #[command(flatten)]
        data: Data,
    },
    /// Lists districts and estates
    Streams {
        #[command(flatten)]
        data: Data,
    },
    /// Issues a slip to a person who lost their account, in the name of whoever may
    Slip {
        /// The estate or district
        #[arg(long, value_name = "ID")]
        stream: StreamId,
        /// For whom
        #[arg(long, value_name = "PERSON", value_parser = person)]
        person: PersonId,
        /// In whose name: a clerk's or administrator's number
        #[arg(long = "as", value_name = "PERSON", value_parser = person)]
        by: PersonId,
        /// In which capacity
        #[arg(long, value_parser = capacity, default_value = "clerk")]
        capacity: Capacity,
        #[command(flatten)]
        data: Data,
    },
}

fn capacity(text: &str) -> Result<Capacity, String> {
    Capacity::from_word(text).ok_or_else(|| {
        let words: Vec<_> = Capacity::ALL.iter().map(|c| c.word()).collect();
        format!("one of {}", words.join(", "))
    })
}

/// Judges published results.
#[derive(Args, Debug)]
pub struct Tally {
    /// One case, a list of cases, or an object with `cases`
    pub file: PathBuf,
    /// Judge undated cases by the law of this day [default: today]
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub today: Option<units::Day>,
}

fn day(text: &str) -> Result<units::Day, String> {
    units::Day::parse(text).ok_or_else(|| "a day, such as 2026-11-23".into())
}

/// How an engine answers that draws pictures.
#[derive(Args, Clone, Debug)]
pub struct Answer {
    #[command(flatten)]
    pub out: Out,
    /// Draw a picture into this file; nothing existing is overwritten
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

/// A file an engine reads; fields that carry results are ignored and computed afresh.
#[derive(Args, Debug)]
pub struct EngineFile {
    /// The JSON file
    pub file: PathBuf,
    #[command(flatten)]
    pub out: Out,
}

/// How an engine answers.
#[derive(Args, Clone, Copy, Debug)]
pub struct Out {
    /// JSON for programs, a table for people
    #[arg(long, value_enum, default_value = "json")]
    pub format: Format,
    /// Language of the table and the picture
    #[arg(long, value_enum, default_value = "zh")]
    pub lang: TemplateLang,
}

/// Forms of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// One JSON value
    Json,
    /// A table
    Table,
}

/// Chooses items under a budget.
#[derive(Args, Debug)]
pub struct Budget {
    /// The election, a Pabulib file
    #[arg(value_name = "FILE.pb")]
    pub file: PathBuf,
    /// By which rule; fix it before anybody votes
    #[arg(long, value_enum)]
    pub rule: BudgetRule,
    /// How the rest is spent
    #[arg(long, value_enum)]
    pub then: Option<BudgetThen>,
    /// What a chosen item is worth to who marked it [default: points where ballots give points, else cost]
    #[arg(long, value_enum)]
    pub utility: Option<BudgetUtility>,
    /// Size purses by this column of the voters, such as an area
    #[arg(long, value_name = "COLUMN")]
    pub weights: Option<String>,
    /// Raise purses by this amount at a time (mes-add1)
    #[arg(long, value_name = "AMOUNT", default_value = "1")]
    pub step: String,
    /// Also write the election as a Pabulib file; nothing existing is overwritten
    #[arg(long, value_name = "FILE")]
    pub write: Option<PathBuf>,
    #[command(flatten)]
    pub out: Out,
}

/// Rules of choosing.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum BudgetRule {
    /// By utility for cost, as far as the budget goes
    Greedy,
    /// Method of equal shares
    Mes,
    /// Equal shares with purses raised until nothing more fits
    MesAdd1,
    /// Sequential Phragmén
    Phragmen,
}

/// How the rest is spent.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum BudgetThen {
    /// Greedily
    Greedy,
}

/// What a chosen item is worth.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum BudgetUtility {
    /// What it costs
    Cost,
    /// One
    Count,
    /// The points given to it
    Points,
}

/// Makes the map of a conversation.
#[derive(Args, Debug)]
pub struct Opinion {
    /// The votes: a header `voter,comment,vote`, then a row a vote (1 agree, 0 pass, -1 disagree)
    #[arg(value_name = "VOTES.csv")]
    pub file: PathBuf,
    /// Numbers of statements taken out by moderation
    #[arg(long, value_name = "A,B,C", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub moderated_out: String,
    /// Statistics for these groups in place of found ones: a JSON object, participant to group
    #[arg(long, value_name = "FILE")]
    pub groups: Option<PathBuf>,
    /// Which chances
    #[arg(long, value_name = "S", default_value = "1")]
    pub seed: u64,
    /// Only what residents may see: nothing of any participant, no group under the floor
    #[arg(long)]
    pub public: bool,
    #[command(flatten)]
    pub answer: Answer,
}

/// Recomputes a reserve study.
#[derive(Args, Debug)]
pub struct Reserve {
    /// The study; its results are ignored and recomputed
    pub file: PathBuf,
    /// Also find the smallest first contribution for a goal, under `solved`: `baseline`, `full`, `component`, or a floor
    /// such as `threshold=100000`
    #[arg(long, value_name = "GOAL")]
    pub solve: Vec<String>,
    /// Also draw so many random lives of every part, under `dry_by_year`
    #[arg(long, value_name = "N")]
    pub lives: Option<u32>,
    /// Which chances
    #[arg(long, value_name = "S", default_value = "1")]
    pub seed: u64,
    #[command(flatten)]
    pub answer: Answer,
}

/// Looks ahead.
#[derive(Args, Debug)]
pub struct Forecast {
    /// The estates
    pub file: PathBuf,
    /// How many years
    #[arg(long, value_name = "N", default_value = "30", value_parser = clap::value_parser!(u32).range(1..=100))]
    pub years: u32,
    /// How many paths of each estate
    #[arg(long, value_name = "N", default_value = "200", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub paths: u32,
    /// Which chances
    #[arg(long, value_name = "S", default_value = "1")]
    pub seed: u64,
    /// Which scenario: `campaign`, `market_only`, `one_core_many`, or one of the file's own
    #[arg(long, value_name = "NAME", default_value = "one_core_many")]
    pub scenario: String,
    /// On how many threads [default: all]; the result is the same
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=i64::from(limits::FORECAST_THREADS_MAX)))]
    pub threads: Option<u32>,
    /// What the picture shows
    #[arg(long, value_enum, default_value = "fan")]
    pub draw: ForecastPicture,
    #[command(flatten)]
    pub answer: Answer,
}

/// What a picture of a forecast shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ForecastPicture {
    /// The condition over the years, with its spread
    Fan,
    /// What the result hangs on most
    Tornado,
    /// The share of each path in the gain
    Paths,
}

/// Compares offers.
#[derive(Args, Debug)]
pub struct Finance {
    /// The offers
    pub file: PathBuf,
    #[command(flatten)]
    pub answer: Answer,
}
