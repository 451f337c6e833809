//! The marks of quotes and their speakers, the same in every pane.

use ratatui::style::Style;

use crate::briefing::QuoteKind;
use crate::reader::reading::{Reading, Speaker};
use crate::reader::theme::Theme;

/// The style of a speaker.
pub fn speaker_style(theme: &Theme, reading: &Reading, speaker: &Speaker) -> Style {
    match speaker {
        Speaker::Actor(actor) => theme.actor(reading.hue(*actor)),
        Speaker::Named(_) => theme.other_actor,
        Speaker::Unknown => theme.unknown,
    }
}

/// The mark of a quote's kind: heavier the more of it is in quotation marks.
pub fn kind_mark(kind: QuoteKind) -> &'static str {
    match kind {
        QuoteKind::Direct => "┃",
        QuoteKind::Mixed => "│",
        QuoteKind::Indirect => "┊",
    }
}
