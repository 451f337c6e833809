//! Writes a trained model in the format that [`crate::analysis::linear`] reads.

use super::weights::Trained;
use crate::analysis::linear::{BUCKET, MAGIC, bucket_of, check_of, stride_of};

/// Larger weights than this quantile of all weights, by size, are clipped to it, so that the rest keep their
/// steps.
const CLIP: f64 = 0.9999;

/// A packed model and statistics on its features.
#[derive(Debug, Clone)]
pub struct Packed {
    /// The file.
    pub bytes: Vec<u8>,
    /// Features that got a row.
    pub kept: usize,
    /// Features whose bucket was full of heavier ones.
    pub crowded: usize,
    /// Features whose weights all round to zero.
    pub weightless: usize,
}

/// Packs `trained` into `1 << bits` buckets of four rows; the heaviest features come first. `features` is the digest of the
/// features that it was trained with.
pub fn pack(trained: &Trained, bits: u32, features: u16) -> Packed {
    let n = trained.classes;
    let nats = unit(trained);
    let mut bytes = MAGIC.to_vec();
    bytes.extend([n as u8, bits as u8]);
    bytes.extend(features.to_le_bytes());
    bytes.extend(nats.to_le_bytes());
    for weight in &trained.transitions {
        bytes.extend(((weight / nats).round().clamp(-30_000.0, 30_000.0) as i16).to_le_bytes());
    }
    let head = bytes.len();
    let stride = stride_of(n);
    bytes.resize(head + ((BUCKET * stride) << bits), 0);
    let mut packed = Packed { bytes, kept: 0, crowded: 0, weightless: 0 };
    let mut filled = vec![0_usize; 1 << bits];
    for (feature, row) in by_weight(trained, nats) {
        if row.iter().all(|&w| w == 0) {
            packed.weightless += 1;
            continue;
        }
        let bucket = bucket_of(feature, bits);
        if filled[bucket] == BUCKET {
            packed.crowded += 1;
            continue;
        }
        let at = head + (bucket * BUCKET + filled[bucket]) * stride;
        let cells = &mut packed.bytes[at..at + stride];
        cells.iter_mut().zip(&row).for_each(|(cell, w)| *cell = w.cast_unsigned());
        cells[stride - 2..].copy_from_slice(&check_of(feature));
        filled[bucket] += 1;
        packed.kept += 1;
    }
    packed
}

/// Nats per unit: the greatest weight after clipping becomes 127.
fn unit(trained: &Trained) -> f32 {
    let mut sizes: Vec<f32> = trained.features.iter().flat_map(|f| &f.1).map(|w| w.abs()).collect();
    sizes.retain(|&w| w > 0.0);
    sizes.sort_by(f32::total_cmp);
    let at = (sizes.len() as f64 * CLIP) as usize;
    sizes.get(at.min(sizes.len().saturating_sub(1))).map_or(1.0, |most| most / 127.0)
}

/// The rounded rows, those with the most important weights first: by size times frequency.
fn by_weight(trained: &Trained, nats: f32) -> Vec<(u32, Vec<i8>)> {
    let importance = |row: &[f32], count: u32| {
        row.iter().fold(0.0_f32, |most, w| most.max(w.abs())) * (count as f32).sqrt()
    };
    let mut rows: Vec<_> =
        trained.features.iter().map(|(f, row, n)| (importance(row, *n), *f, row)).collect();
    rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let round = |w: &f32| (w / nats).round().clamp(-127.0, 127.0) as i8;
    rows.into_iter().map(|(_, feature, row)| (feature, row.iter().map(round).collect())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::linear::SequenceModel;

    #[test]
    fn a_packed_model_scores_like_the_trained_one() {
        let row = |f: u32| (f.wrapping_mul(0x9e37_79b1), vec![f as f32 / 10.0, -1.0, 0.0], 1);
        let trained =
            Trained { classes: 3, transitions: vec![0.0; 15], features: (1..=20).map(row).collect() };
        let packed = pack(&trained, 6, 0);
        assert_eq!((packed.kept, packed.crowded, packed.weightless), (20, 0, 0));
        let model = SequenceModel::load(packed.bytes.leak(), 0).expect("a whole model");
        let score = model.score(&[20_u32.wrapping_mul(0x9e37_79b1)]);
        assert!((score[0] as f32 * model.nats() - 2.0).abs() < 0.01);
        assert!((score[1] as f32 * model.nats() + 1.0).abs() < 0.01);
        assert_eq!(score[2], 0);
    }

    #[test]
    fn a_crowded_table_keeps_the_weighty_features() {
        let row = |f: u32| (f << 1, vec![f as f32 / 10.0], 1);
        let trained = Trained { classes: 1, transitions: vec![0.0; 3], features: (1..=9).map(row).collect() };
        let packed = pack(&trained, 1, 0);
        assert_eq!((packed.kept, packed.crowded), (BUCKET, 5));
        let model = SequenceModel::load(packed.bytes.leak(), 0).expect("a whole model");
        assert!(model.score(&[9 << 1])[0] > 0);
        assert_eq!(model.score(&[1 << 1])[0], 0);
    }
}
