//! The time of publication: a day, a local time of day, or a moment.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp as Moment};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How long after Greenwich the last zone reaches a local time.
const EVERYWHERE: SignedDuration = SignedDuration::from_hours(12);

/// The years in which a text can have been published. Programs write the year 1 for “never”.
const YEARS: std::ops::Range<i16> = 1600..2500;

/// A date, with the time and the zone if the source gave them.
///
/// Written as RFC 3339 if time and zone are known, and as a date (`2018-01-29`) if they are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Timestamp(Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Day(Date),
    /// A time of day in an unnamed zone.
    Local(DateTime),
    Moment(DateTime, Offset),
}

impl Timestamp {
    /// A day of a year; none if no calendar has it.
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        let date = Date::new(year, month, day).ok()?;
        YEARS.contains(&year).then_some(Self(Kind::Day(date)))
    }

    /// The same day at a time, in hours, minutes and seconds; the day alone if there is no such time. A leap second
    /// counts as the second before it.
    #[must_use]
    pub fn at(self, hour: i8, minute: i8, second: i8) -> Self {
        let time = Time::new(hour, minute, second.min(59), 0);
        time.map_or(self, |time| Self(Kind::Local(self.date().to_datetime(time))))
    }

    /// The same time in a zone this many seconds ahead of Greenwich; without the zone if none is so far
    /// ahead.
    #[must_use]
    pub fn ahead(self, seconds: i32) -> Self {
        match (self.0, Offset::from_seconds(seconds)) {
            (Kind::Local(time), Ok(offset)) => Self(Kind::Moment(time, offset)),
            _ => self,
        }
    }

    /// A moment in seconds since the beginning of 1970 in UTC; none for zero, which programs write for “never”.
    pub fn of_seconds(seconds: i64) -> Option<Self> {
        let time = Offset::UTC.to_datetime(Moment::from_second(seconds).ok()?);
        let known = seconds != 0 && YEARS.contains(&time.year());
        known.then_some(Self(Kind::Moment(time, Offset::UTC)))
    }

    /// Reads ISO 8601: `2018-01-29` or `20180129`, perhaps with a time (`T18:00`, `T18:00:00.5`, `T180000`) and a zone
    /// (`Z`, `+01:00`, `+0100`, `+01`).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, rest) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
        let date = digits(date, '-').filter(|figures| figures.len() == 8)?;
        let number = |figures: &[i8]| figures.iter().fold(0_i16, |n, figure| n * 10 + i16::from(*figure));
        let day = Self::day(number(&date[..4]), number(&date[4..6]) as i8, number(&date[6..]) as i8)?;
        let rest = rest.trim();
        if rest.is_empty() {
            return Some(day);
        }
        let zone = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
        let (clock, zone) = rest.split_at(zone);
        let (hour, minute, second) = of_clock(clock.trim().split(['.', ',']).next()?)?;
        let time = day.at(hour, minute, second);
        match zone.split_at_checked(1) {
            None => Some(time),
            Some((sign @ ("+" | "-"), zone)) => {
                let (hours, minutes, seconds) = of_clock(zone)?;
                let ahead = (i32::from(hours) * 60 + i32::from(minutes)) * 60 + i32::from(seconds);
                Some(time.ahead(if sign == "-" { -ahead } else { ahead }))
            }
            Some((_, "")) => Some(time.ahead(0)),
            Some(_) => None,
        }
    }

    /// ISO 8601, with the time of day if it is known, with or without a zone; [`Timestamp::parse`] reads it.
    pub fn to_iso(self) -> String {
        match self.0 {
            Kind::Local(time) => time.to_string(),
            Kind::Day(_) | Kind::Moment(..) => self.to_string(),
        }
    }

    /// The moment when every zone has reached it, in seconds since the beginning of 1970 in UTC.
    pub fn seconds_everywhere(self) -> i64 {
        let utc = |time: DateTime| Offset::UTC.to_timestamp(time).map_or(i64::MAX, Moment::as_second);
        match self.0 {
            Kind::Day(day) => utc(day.to_datetime(Time::midnight())) + EVERYWHERE.as_secs(),
            Kind::Local(time) => utc(time) + EVERYWHERE.as_secs(),
            Kind::Moment(time, offset) => utc(time) - i64::from(offset.seconds()),
        }
    }

    /// Whether it gives more than the day.
    pub fn has_time(self) -> bool {
        !matches!(self.0, Kind::Day(_))
    }

    /// The day, as the source counts it.
    pub fn date(self) -> Date {
        match self.0 {
            Kind::Day(day) => day,
            Kind::Local(time) | Kind::Moment(time, _) => time.date(),
        }
    }
}

/// The digits of a text that contains nothing else but `mark`.
fn digits(text: &str, mark: char) -> Option<Vec<i8>> {
    text.chars().filter(|c| *c != mark).map(|c| c.to_digit(10).map(|figure| figure as i8)).collect()
}

/// Hours, minutes and seconds from two, four or six digits.
fn of_clock(clock: &str) -> Option<(i8, i8, i8)> {
    let figures = digits(clock, ':')?;
    let pair = |at: usize| figures.get(at..at + 2).map_or(0, |pair| pair[0] * 10 + pair[1]);
    matches!(figures.len(), 2 | 4 | 6).then(|| (pair(0), pair(2), pair(4)))
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Kind::Moment(time, offset) = self.0 else { return write!(f, "{}", self.date()) };
        write!(f, "{}T{:02}:{:02}:{:02}", time.date(), time.hour(), time.minute(), time.second())?;
        let minutes = offset.seconds() / 60;
        if minutes == 0 {
            return f.write_str("Z");
        }
        let sign = if minutes < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads an optional date; anything but ISO 8601 is none.
pub(super) fn if_any<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
    let written = Option::<String>::deserialize(deserializer)?;
    Ok(written.as_deref().and_then(Timestamp::parse))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_and_zone_stay_as_the_source_gave_them() {
        for (text, written) in [
            ("2018-01-29", "2018-01-29"),
            ("20180129", "2018-01-29"),
            ("2018-01-29T18:00:00Z", "2018-01-29T18:00:00Z"),
            ("2018-01-29T18:00:60Z", "2018-01-29T18:00:59Z"),
            ("2018-01-29 18:00:00.25+01:00", "2018-01-29T18:00:00+01:00"),
            ("20180129T130000-0530", "2018-01-29T13:00:00-05:30"),
            ("2018-01-29T06:00", "2018-01-29"),
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().to_string(), written, "{text}");
        }
        for text in ["2018-01-29", "2018-01-29T06:00:00", "2018-01-29T06:00:00+01:00"] {
            assert_eq!(Timestamp::parse(text).unwrap().to_iso(), text);
        }
        assert_eq!(Timestamp::of_seconds(1_517_248_800).unwrap().to_string(), "2018-01-29T18:00:00Z");
    }

    #[test]
    fn what_no_calendar_has_is_none() {
        let none = [
            "",
            "tomorrow",
            "2018-13-01",
            "2018-02-30",
            "0001-01-01T00:00:00Z",
            "18:00",
            "2018-01-29T1Z",
            "2018-01-29T18:00+x",
        ];
        assert!(none.iter().all(|text| Timestamp::parse(text).is_none()));
        assert_eq!(Timestamp::parse("2018-01-29T25:00Z").unwrap().to_string(), "2018-01-29");
        assert_eq!(Timestamp::of_seconds(0), None);
    }

    #[test]
    fn a_time_without_a_zone_has_come_where_it_comes_last() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2000-03-01T00:00Z", 951_868_800),
            ("2018-01-29T19:00:00.25+01:00", 1_517_248_800),
            ("20180129T130000-0500", 1_517_248_800),
            ("2018-01-29T06:00:00", 1_517_248_800),
            ("20180129", 1_517_227_200),
        ] {
            assert_eq!(Timestamp::parse(text).unwrap().seconds_everywhere(), seconds, "{text}");
        }
    }
}
