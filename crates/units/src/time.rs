//! Days and moments, always in China time (Asia/Shanghai).

use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::fmt;

// INVARIANT: read at compile time from the zone database, so no machine's zone files decide a deadline.
const CHINA: TimeZone = jiff::tz::get!("Asia/Shanghai");

/// A calendar day in China.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(Date);

impl Day {
    /// The day, or `None` where the calendar has none (30 February).
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// Reads `2026-11-23`, `2026/11/23`, `2026.11.23` and `2026年11月23日`.
    ///
    /// # Errors
    /// `None` for anything else: two-digit years and month-first dates are never guessed.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_suffix('日').unwrap_or(text);
        let mut parts = text.split(['-', '/', '.', '年', '月']);
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// Year, month, day.
    #[must_use]
    pub fn ymd(self) -> (i16, i8, i8) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// 1 for Monday to 7 for Sunday.
    #[must_use]
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The day `days` natural days later (earlier if negative); the calendar's end where it runs out.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days.days()))
    }

    /// The same day `years` later; 29 February becomes 28 February.
    #[must_use]
    pub fn plus_years(self, years: i16) -> Self {
        Self(self.0.saturating_add(i32::from(years).years()))
    }

    /// The same day of the month `months` later; a day that month does not have becomes its last.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        Self(self.0.saturating_add(months.months()))
    }

    /// Natural days from `self` to `later`; negative if `later` lies before.
    #[must_use]
    pub fn days_until(self, later: Self) -> i32 {
        self.0.until(later.0).map_or(0, |span| span.get_days())
    }

    /// 00:00 of this day.
    #[must_use]
    pub fn start(self) -> Moment {
        self.at(0, 0)
    }

    /// `hour:minute` of this day; the day's start if there is no such time.
    #[must_use]
    pub fn at(self, hour: i8, minute: i8) -> Moment {
        let time = Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight());
        Moment(CHINA.to_timestamp(self.0.to_datetime(time)).unwrap_or(Timestamp::MIN).as_millisecond())
    }
}

/// `2026-11-23`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An instant to the millisecond, printed with China's offset: `2026-11-23T14:32:05.123+08:00`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(i64);

impl Moment {
    /// `ms` milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// The day it is in China.
    #[must_use]
    pub fn day(self) -> Day {
        Day(self.local().date())
    }

    /// Hour and minute in China.
    #[must_use]
    pub fn hour_minute(self) -> (i8, i8) {
        let local = self.local();
        (local.hour(), local.minute())
    }

    /// `ms` milliseconds later.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Reads RFC 3339 (`2026-11-23T14:32:05.123+08:00`) and the local form a browser's field sends
    /// (`2026-11-23T14:32`), which is China time.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(stamp) = text.parse::<Timestamp>() {
            return Some(Self(stamp.as_millisecond()));
        }
        let local: DateTime = text.parse().ok()?;
        Some(Self(CHINA.to_timestamp(local).ok()?.as_millisecond()))
    }

    /// As a browser's date-and-time field holds it, in China time: `2026-11-23T14:32`.
    #[must_use]
    pub fn typed(self) -> String {
        let local = self.local();
        format!("{}T{:02}:{:02}", local.date(), local.hour(), local.minute())
    }

    fn stamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::MAX)
    }

    fn local(self) -> DateTime {
        CHINA.to_datetime(self.stamp())
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (local, offset) = (self.local(), CHINA.to_offset(self.stamp()).seconds());
        write!(
            f,
            "{}T{:02}:{:02}:{:02}.{:03}{}{:02}:{:02}",
            local.date(),
            local.hour(),
            local.minute(),
            local.second(),
            local.millisecond(),
            if offset < 0 { '-' } else { '+' },
            offset.abs() / 3600,
            offset.abs() / 60 % 60,
        )
    }
}

// Text where people may read it, milliseconds in snapshots.
impl Serialize for Moment {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { to.collect_str(self) } else { self.0.serialize(to) }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        if !from.is_human_readable() {
            return i64::deserialize(from).map(Self);
        }
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("`{text}` is not a moment")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_people_write_them() {
        let day = Day::new(2026, 11, 23);
        for text in ["2026-11-23", "2026/11/23", "2026.11.23", "2026年11月23日", " 2026-11-23 "] {
            assert_eq!(Day::parse(text), day, "{text}");
        }
        for text in ["26-11-23", "11/23/2026", "2026-02-30", "2026年11月", "2026-11-23-01", ""] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn china_time_whatever_the_machine_says() {
        let moment = Moment::parse("2026-11-23T14:32:05.123+08:00").unwrap();
        assert_eq!(moment, Moment::parse("2026-11-23T06:32:05.123Z").unwrap());
        assert_eq!(moment.to_string(), "2026-11-23T14:32:05.123+08:00");
        assert_eq!(moment.day(), Day::new(2026, 11, 23).unwrap());
        assert_eq!(Moment::parse("2026-11-23T23:30").unwrap().day().to_string(), "2026-11-23");
        assert_eq!(Moment::parse("2026-11-23T23:30").unwrap().typed(), "2026-11-23T23:30");
        assert_eq!(Day::new(2026, 11, 28).unwrap().at(18, 0).to_string(), "2026-11-28T18:00:00.000+08:00");
        // China kept summer time in 1988; an old record still lands on its day.
        assert_eq!(Day::new(1988, 7, 1).unwrap().start().to_string(), "1988-07-01T00:00:00.000+09:00");
    }

    #[test]
    fn deadlines_count_natural_days() {
        let day = Day::new(2026, 2, 27).unwrap();
        assert_eq!(day.plus(3).to_string(), "2026-03-02");
        assert_eq!(day.days_until(day.plus(400)), 400);
        assert_eq!(Day::new(2024, 2, 29).unwrap().plus_years(1).to_string(), "2025-02-28");
        assert_eq!(Day::new(2026, 5, 31).unwrap().plus_months(-3).to_string(), "2026-02-28");
        assert_eq!(Day::new(2026, 11, 23).unwrap().weekday(), 1);
    }

    #[test]
    fn moments_survive_the_record() {
        let moment = Moment::from_ms(1_795_415_525_123);
        let json = serde_json::to_string(&moment).unwrap();
        assert_eq!(serde_json::from_str::<Moment>(&json).unwrap(), moment);
    }
}
