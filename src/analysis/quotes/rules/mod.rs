//! Rules: speech attributed so clearly by the form and the wording of a text that no model is needed. One rule a file.

use crate::analysis::quotes::draft::Draft;
use crate::analysis::quotes::reported;
use crate::analysis::quotes::scene::Scene;

mod announced;
mod colons;
mod dialogues;
mod headlines;
mod names_given;
mod resolution;
mod set_apart;
mod signatures;
#[cfg(test)]
mod testing;
mod turns;
mod views;

pub use headlines::is_headline;
pub use names_given::names_held;
pub use resolution::issuer_of_we;

/// A rule: finds speech in a text, given the findings of the rules before it.
type Finder = fn(&Scene, &[Draft]) -> Vec<Draft>;

/// The rules without a model. A new one needs its file and its line here; no report may claim its words.
const RULES: &[Finder] = &[
    turns::turns,
    signatures::signed,
    resolution::resolutions,
    announced::announced_below,
    headlines::headlines,
    set_apart::set_apart,
    dialogues::dialogues,
    names_given::names_given,
    colons::after_colons,
    colons::on_subjects,
    views::views,
    |scene, _| reported::inverted(scene),
];

/// The speech that the form and the wording of the text attribute, in order.
pub fn drafts(scene: &Scene) -> Vec<Draft> {
    let mut out = Vec::new();
    for rule in RULES {
        let found = rule(scene, &out);
        out.extend(found);
    }
    out.sort_by_key(|d| d.spans[0].start);
    out
}
