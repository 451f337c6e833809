//! Whether a confidence of 0.9 means that nine in ten are right.

use std::fmt::{self, Display, Formatter};

use super::tally::Share;

/// Quotes by tenths of confidence: the share that is annotated at all, and the share with the right speaker.
#[derive(Debug, Clone, Default)]
pub struct Calibration {
    tenths: [Tenth; 10],
}

/// The quotes of one tenth of the scale.
#[derive(Debug, Clone, Copy, Default)]
struct Tenth {
    annotated: Share,
    speaker: Share,
}

impl Calibration {
    /// Counts a quote of that confidence. `annotated`: whether the text has it; `speaker`: whether its
    /// speaker is right, if the annotation names one.
    pub fn count(&mut self, confidence: f32, annotated: bool, speaker: Option<bool>) {
        #[expect(clippy::cast_sign_loss, reason = "clamped to 0 and above")]
        let index = (confidence.clamp(0.0, 0.999) * 10.0) as usize;
        let tenth = &mut self.tenths[index];
        tenth.annotated.count(annotated);
        if let Some(right) = speaker {
            tenth.speaker.count(right);
        }
    }
}

impl Display for Calibration {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "confidence   quotes annotated        speaker right")?;
        for (i, tenth) in self.tenths.iter().enumerate().rev() {
            if tenth.annotated.all > 0 {
                let close = if i == 9 { ']' } else { ')' };
                let (from, to) = (f64::from(i as u8) / 10.0, f64::from(i as u8 + 1) / 10.0);
                let annotated = tenth.annotated.to_string();
                writeln!(f, "[{from:.1}, {to:.1}{close}   {annotated:22}  {}", tenth.speaker)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_confidence_is_in_the_highest_tenth_and_empty_tenths_are_left_out() {
        let mut table = Calibration::default();
        table.count(1.0, true, Some(true));
        table.count(0.9, true, Some(false));
        table.count(0.55, false, None);
        let lines: Vec<String> = table.to_string().lines().map(str::to_owned).collect();
        assert_eq!(lines.len(), 3);
        assert!(lines[1].starts_with("[0.9, 1.0]") && lines[1].ends_with("50.0% (1/2)"));
        assert!(lines[2].starts_with("[0.5, 0.6)"));
    }
}
