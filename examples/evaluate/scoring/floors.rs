//! The recorded floors of our own corpus: figures below them mean that a change is a step back.
//!
//! A floors file has `name = number` lines in two sections: `[total]`, per cent over the whole corpus, and
//! `[texts]`, for each text how many of its quotes are found with their speaker.

use std::fmt::Write as _;

use super::marked::Score;

/// How far below the measured figure a floor is set, in percentage points.
const TOTAL_SLACK: f64 = 1.5;
/// How many quotes of one text may be lost before it falls below its floor.
const TEXT_SLACK: f64 = 1.0;

/// Figures of one run over the corpus, by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures(Vec<(String, f64)>);

impl Figures {
    /// The figures of the whole corpus, and each text's own score.
    pub fn measure(total: &Score, texts: &[(String, Score)]) -> Self {
        let mut figures = vec![
            ("total.actors_f1".to_owned(), 100.0 * total.actors.f1()),
            ("total.kinds".to_owned(), total.kinds.per_cent()),
            ("total.mentions".to_owned(), total.mentions.per_cent()),
        ];
        for (name, family) in [("quoted", &total.quoted), ("indirect", &total.indirect)] {
            figures.push((format!("total.{name}_found"), family.found.per_cent()));
            figures.push((format!("total.{name}_with_speaker"), family.with_speaker().per_cent()));
            figures.push((format!("total.{name}_precision"), family.precision.per_cent()));
        }
        let strict = &total.strict;
        for (name, share) in [
            ("listed_precision", strict.precision),
            ("listed_recall", strict.recall),
            ("exact_quoted", strict.quoted),
            ("exact_indirect", strict.indirect),
            ("stances_apart", strict.stances),
        ] {
            figures.push((format!("total.{name}"), share.per_cent()));
        }
        figures.extend(texts.iter().map(|(name, score)| {
            let right = score.quoted.speaker.right + score.indirect.speaker.right;
            (format!("texts.{name}"), f64::from(u32::try_from(right).unwrap_or(u32::MAX)))
        }));
        Self(figures)
    }

    /// Reads a floors file.
    pub fn parse(file: &str) -> Result<Self, String> {
        let mut section = "";
        let mut figures = Vec::new();
        for line in file.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
                section = name;
                continue;
            }
            let parsed =
                line.split_once('=').and_then(|(name, n)| Some((name.trim(), n.trim().parse().ok()?)));
            let (name, figure) = parsed.ok_or_else(|| format!("“{line}” is no line of a floors file."))?;
            figures.push((format!("{section}.{name}"), figure));
        }
        Ok(Self(figures))
    }

    /// The faults of these figures against their floors, one sentence each: figures below their floor,
    /// figures without a floor, and floors without a figure.
    pub fn below(&self, floors: &Self) -> Vec<String> {
        let mut faults = Vec::new();
        for (name, figure) in &self.0 {
            match floors.get(name) {
                None => faults.push(format!("{name} has no floor (measured {figure:.1}).")),
                Some(floor) if *figure < floor => {
                    faults.push(format!("{name} fell to {figure:.1}, below its floor of {floor:.1}."));
                }
                Some(_) => {}
            }
        }
        let lost = floors.0.iter().filter(|(name, _)| self.get(name).is_none());
        faults.extend(lost.map(|(name, _)| format!("{name} has a floor, but was not measured.")));
        faults
    }

    fn get(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, figure)| *figure)
    }

    /// A floors file a little below these figures.
    pub fn to_floors(&self) -> String {
        let mut file =
            String::from("# Written by `cargo run --release --example evaluate -- --floors tests/corpus`.\n");
        for (section, slack) in [("total", TOTAL_SLACK), ("texts", TEXT_SLACK)] {
            let _ = writeln!(file, "\n[{section}]");
            for (name, figure) in &self.0 {
                if let Some(name) = name.strip_prefix(section).and_then(|n| n.strip_prefix('.')) {
                    let _ = writeln!(file, "{name} = {:.0}", (figure - slack).max(0.0).floor());
                }
            }
        }
        file
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(actors: f64, sochi: f64) -> Figures {
        Figures(vec![("total.actors_f1".to_owned(), actors), ("texts.sochi".to_owned(), sochi)])
    }

    #[test]
    fn floors_are_read_back_as_written() {
        let floors = Figures::parse(&figures(91.2, 7.0).to_floors()).unwrap();
        assert_eq!(floors, figures(89.0, 6.0));
        assert!(figures(91.2, 7.0).below(&floors).is_empty());
    }

    #[test]
    fn a_drop_a_new_text_and_a_lost_one_are_named() {
        let floors = figures(89.0, 6.0);
        assert_eq!(
            figures(88.9, 7.0).below(&floors),
            ["total.actors_f1 fell to 88.9, below its floor of 89.0."]
        );
        assert_eq!(Figures::default().below(&floors).len(), 2);
        assert_eq!(floors.below(&Figures::default()).len(), 2);
    }

    #[test]
    fn a_line_that_is_no_figure_is_refused() {
        assert!(Figures::parse("[total]\nactors 90").unwrap_err().contains("actors 90"));
    }
}
