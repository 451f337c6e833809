//! A linear ranker of candidates, with "none of them" as an implicit candidate that scores zero.
//!
//! A group of one candidate is a yes-or-no question, so this is logistic regression too.

use super::weights::{Index, Options, Table, Trained, collect, passes};

/// Candidates of which at most one is right.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The features of each candidate.
    pub candidates: Vec<Vec<u32>>,
    /// The correct candidates, any of which will do; empty if none is.
    pub gold: Vec<usize>,
}

/// Trains on `groups` by the likelihood of the correct candidates together. Reports the mean loss of each pass,
/// in nats a group, to `report`.
pub fn train(groups: &[Group], options: &Options, mut report: impl FnMut(f32)) -> Trained {
    let rows = groups.iter().flat_map(|g| &g.candidates).map(Vec::as_slice);
    let index = Index::new(rows, options.least_count);
    let ids: Vec<Vec<Vec<u32>>> =
        groups.iter().map(|g| g.candidates.iter().map(|row| index.ids(row)).collect()).collect();
    let mut table = Table::new(index.len(), 1);
    passes(
        groups.len(),
        options,
        |i, now| learn(&mut table, &ids[i], &groups[i].gold, now, options),
        |loss| {
            report(loss / groups.len().max(1) as f32);
        },
    );
    collect(&index, &table, vec![0.0; 3], 1)
}

/// One step on one group; returns its loss in nats.
fn learn(table: &mut Table, ids: &[Vec<u32>], gold: &[usize], now: u32, options: &Options) -> f32 {
    let sum = |row: &Vec<u32>| row.iter().map(|&id| table.row(id as usize)[0]).sum::<f32>();
    let scores: Vec<f32> = ids.iter().map(sum).collect();
    let most = scores.iter().copied().fold(0.0, f32::max);
    let odds: Vec<f32> = scores.iter().map(|s| (s - most).exp()).collect();
    let none = (-most).exp();
    let all = none + odds.iter().sum::<f32>();
    let right = if gold.is_empty() { none } else { gold.iter().map(|&i| odds[i]).sum() };
    for (i, row) in ids.iter().enumerate() {
        let wanted = if gold.contains(&i) { odds[i] / right.max(f32::MIN_POSITIVE) } else { 0.0 };
        let gradient = odds[i] / all - wanted;
        row.iter().for_each(|&id| table.update(id as usize, &[gradient], now, options));
    }
    (all / right.max(f32::MIN_POSITIVE)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::linear::SequenceModel;
    use crate::training::pack::pack;

    #[test]
    fn the_ranker_prefers_what_was_right_and_keeps_silent_where_nothing_was() {
        let group = |rows: &[&[u32]], gold: &[usize]| Group {
            candidates: rows.iter().map(|r| r.to_vec()).collect(),
            gold: gold.to_vec(),
        };
        let groups = [
            group(&[&[1, 2], &[1, 3]], &[0]),
            group(&[&[1, 3], &[2]], &[1]),
            group(&[&[1, 3], &[3]], &[]),
            group(&[&[1]], &[]),
        ];
        let options = Options { epochs: 50, rate: 0.3, least_count: 1, ..Options::new(1) };
        let trained = train(&groups, &options, |_| ());
        let model = SequenceModel::load(pack(&trained, 2, 0).bytes.leak(), 0).expect("a whole model");
        assert!(model.score(&[2])[0] > 0);
        assert!(model.score(&[3, 1])[0] < 0);
    }
}
