//! Runs of the model as a file: `defaults`, and `runs` with their `overrides`; results `payers_by_month` and
//! `condition_by_year`.

use super::model::Model;
use crate::read::{Place, Wrong};
use crate::round::decimals;
use serde_json::{Value, json};
use units::limits;

/// A field of the model that is a number, what it may be, and where it is.
type Field = (&'static str, f64, f64, fn(&mut Model) -> &mut f64);

/// Every such field.
pub const FIELDS: [Field; 21] = [
    ("share_free", 0.0, 1.0, |m| &mut m.share_free),
    ("share_cond", 0.0, 1.0, |m| &mut m.share_cond),
    ("share_triangle", 0.0, 1.0, |m| &mut m.share_triangle),
    ("slope", 0.0, 2.0, |m| &mut m.slope),
    ("intercept", -1.0, 1.0, |m| &mut m.intercept),
    ("belief_weight", 0.0, 1.0, |m| &mut m.belief_weight),
    ("start_rate", 0.0, 1.0, |m| &mut m.start_rate),
    ("quality_effect", 0.0, 2.0, |m| &mut m.quality_effect),
    ("free_pay", 0.0, 1.0, |m| &mut m.free_pay),
    ("other_pay", 0.0, 1.0, |m| &mut m.other_pay),
    ("triangle_peak", 0.0, 1.0, |m| &mut m.triangle_peak),
    ("leaders", 0.0, 1.0, |m| &mut m.leaders),
    ("leader_effect", 0.0, 1.0, |m| &mut m.leader_effect),
    ("disclosure", 0.0, 1.0, |m| &mut m.disclosure),
    ("followup", 0.0, 1.0, |m| &mut m.followup),
    ("other_income", 0.0, 1.0, |m| &mut m.other_income),
    ("decay", 0.0, 1.0, |m| &mut m.decay),
    ("upkeep_effect", 0.0, 1.0, |m| &mut m.upkeep_effect),
    ("renewal", 0.0, 1.0, |m| &mut m.renewal),
    ("q0", 0.0, 1.0, |m| &mut m.q0),
    ("campaign", 0.0, 1.0, |m| &mut m.campaign),
];

/// The models a file asks to be run.
///
/// # Errors
/// What is wrong with the file.
pub fn read(file: &Value) -> Result<Vec<Model>, Wrong> {
    let root = Place::root(file);
    let defaults = root.get("defaults").map_or(Ok(Model::default()), |place| with(&Model::default(), &place))?;
    let list = root.need("runs")?.list(limits::MODEL_RUNS_MAX)?;
    let mut models = Vec::new();
    let mut work = 0;
    for place in &list {
        place.fields()?;
        let model = place.get("overrides").map_or(Ok(defaults), |place| with(&defaults, &place))?;
        work += u64::from(model.households) * u64::from(model.months);
        if work > limits::MODEL_WORK_MAX {
            let most = limits::MODEL_WORK_MAX;
            return Err(place.wrong(
                format!("up to here the runs are {work} household-months"),
                format!("keep them under {most}: fewer runs, households or months"),
            ));
        }
        models.push(model);
    }
    Ok(models)
}

/// The file with its results recomputed. `progress` hears how many months of runs are done, of how many.
///
/// # Errors
/// What is wrong with the file.
pub fn recomputed(file: &Value, progress: &mut dyn FnMut(usize, usize)) -> Result<Value, Wrong> {
    let models = read(file)?;
    let mut out = file.clone();
    let Some(runs) = out.get_mut("runs").and_then(Value::as_array_mut) else { return Ok(out) };
    let all = models.iter().map(|model| model.months as usize).sum();
    let mut done = 0;
    for (run, model) in runs.iter_mut().filter_map(Value::as_object_mut).zip(models) {
        let found = model.heard(&mut || {
            done += 1;
            progress(done, all);
        });
        let years = found.condition.iter().skip(11).step_by(12);
        run.insert("payers_by_month".into(), json!(found.payers));
        run.insert("condition_by_year".into(), years.map(|q| decimals(*q, 12)).collect());
    }
    Ok(out)
}

/// `model` with the fields an object gives.
fn with(model: &Model, place: &Place<'_>) -> Result<Model, Wrong> {
    let mut model = *model;
    let names: Vec<&str> = FIELDS.iter().map(|f| f.0).chain(["households", "months", "seed", "sample"]).collect();
    place.only(&names)?;
    for (name, low, high, field) in FIELDS {
        if let Some(place) = place.get(name) {
            *field(&mut model) = place.number(low..=high)?;
        }
    }
    if let Some(place) = place.get("households") {
        model.households = place.whole(1..=1_000_000)?;
    }
    if let Some(place) = place.get("months") {
        // Months share their numbers' key with two reserved ones just below 2¹⁶.
        model.months = place.whole(0..=60_000)?;
    }
    if let Some(place) = place.get("seed") {
        let seed = place.value.as_u64();
        model.seed = seed.ok_or_else(|| place.wrong("this is not a seed", "write a whole number from 0 to 2⁶⁴ − 1"))?;
    }
    if let Some(place) = place.get("sample") {
        model.sample = place.whole(1..=1_000_000)?;
    }
    if model.sample > model.households {
        return Err(place.wrong(
            format!("a sample of {} among {} households", model.sample, model.households),
            "let a household see no more neighbours than there are",
        ));
    }
    let shares = model.share_free + model.share_cond + model.share_triangle;
    if shares > 1.0 + 1e-9 {
        return Err(place.wrong(format!("the shares of kinds sum to {shares}"), "they share one whole"));
    }
    Ok(model)
}
