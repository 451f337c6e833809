//! Confidence: calibrates the models' probabilities by how often such attributions are right.
//!
//! The product of the probabilities behind an attribution ranks attributions well but says little about how many are
//! right. `assets/models/confidence.txt` maps it, for each family of rules, to the share that was right in texts that
//! the models were not trained on. The table never falls, and is linear between its points.

use std::sync::LazyLock;

use super::construction::Standing;
use super::draft::{Chooser, Draft};
use super::plain::Trust;
use super::rule::Rule;
use crate::analysis::QuoteKind;

static TABLE: LazyLock<Vec<Point>> =
    LazyLock::new(|| parse(include_str!("../../../assets/models/confidence.txt")));

/// One point of the table.
#[derive(Debug, Clone, PartialEq)]
struct Point {
    family: &'static str,
    raw: f32,
    right: f32,
}

/// Lines of family, raw confidence and share right; a line that begins with # is a comment.
fn parse(table: &'static str) -> Vec<Point> {
    let point = |line: &'static str| {
        let mut fields = line.split_whitespace();
        let (family, raw, right) = (fields.next()?, fields.next()?, fields.next()?);
        Some(Point { family, raw: raw.parse().ok()?, right: right.parse().ok()? })
    };
    table.lines().filter(|line| !line.starts_with('#')).filter_map(point).collect()
}

/// The calibration family of an attribution.
pub fn family(draft: &Draft) -> &'static str {
    match draft.choice.by {
        Chooser::Form => draft.rule.name(),
        Chooser::Ranking if draft.kind == QuoteKind::Indirect => "plain-ranked",
        Chooser::Ranking if draft.cue.is_some() => "quoted-ranked",
        Chooser::Ranking => "quotation-marks",
        Chooser::Sentence if draft.kind == QuoteKind::Indirect => "plain",
        Chooser::Sentence if draft.kind == QuoteKind::Mixed => "mixed",
        Chooser::Sentence => "direct",
    }
}

/// The probability that a draft is a quote with the right speaker, 0 to 1; `certainty` is that of the
/// speaker's meaning.
pub fn of(draft: &Draft, certainty: f32, (standing, trust): (Standing, Trust)) -> f32 {
    let family = family(draft);
    let points: Vec<&Point> = TABLE.iter().filter(|p| p.family == family).collect();
    let base = match draft.kind {
        // A name that somebody gives to a thing in quotation marks is in their own words.
        QuoteKind::Direct if draft.rule == Rule::NameGiven && standing == Standing::Statement => 0.8,
        _ => interpolated(&points, draft.confidence),
    };
    let base = match standing {
        Standing::Nothing => base.min(0.2),
        Standing::Open => base.min(0.5),
        _ if trust == Trust::Doubtful && draft.choice.by == Chooser::Sentence => base.min(0.65),
        _ if trust == Trust::Plain && draft.choice.by == Chooser::Sentence => 0.55 + 0.45 * base,
        _ => base,
    };
    (base * certainty).clamp(0.0, 1.0)
}

/// Interpolates between `points`, constant beyond the ends; without points, the raw confidence.
fn interpolated(points: &[&Point], raw: f32) -> f32 {
    let behind = points.partition_point(|p| p.raw < raw);
    match (behind.checked_sub(1).map(|n| points[n]), points.get(behind)) {
        (None, None) => raw,
        (Some(p), None) => p.right,
        (None, Some(p)) => p.right,
        (Some(a), Some(b)) => a.right + (b.right - a.right) * (raw - a.raw) / (b.raw - a.raw),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_points_runs_a_line_and_beyond_them_it_is_level() {
        let table = parse("# a comment\nplain 0.2 0.4\nplain 0.6 0.8\n");
        let points: Vec<&Point> = table.iter().collect();
        let at = |raw| (interpolated(&points, raw) * 100.0).round() as u32;
        assert_eq!([at(0.1), at(0.3), at(0.6), at(0.9)], [40, 50, 80, 80]);
        assert!((interpolated(&[], 0.7) - 0.7).abs() < 1e-6);
    }

    #[test]
    fn the_table_never_falls() {
        for pair in TABLE.windows(2).filter(|p| p[0].family == p[1].family) {
            assert!(pair[0].raw < pair[1].raw && pair[0].right <= pair[1].right, "{pair:?}");
        }
    }
}
