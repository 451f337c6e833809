//! Linear models over hashed features: the basis of every learned part of the analysis.
//!
//! A feature is a 32-bit hash. A model is a table of small integer weights, one row a feature and one column a class, read
//! in place from the binary. Rows are in buckets of four; a row has sixteen bits of its feature's hash, so a feature
//! unknown from training finds no row and has no weight.
//!
//! The file, all numbers little-endian: `ATM1`, classes (u8), binary logarithm of the number of buckets (u8), the digest of
//! the features that it was trained with (u16), nats per unit of weight (f32), transitions (i16: from the start, from each
//! class, to the end), rows (i8 weights, zero bytes up to the stride, check bytes).

/// The most classes that a model can have.
pub const MAX_CLASSES: usize = 14;

/// Models with at most this many classes take half the time.
const FEW: usize = 8;

/// The weights of this many features add up within 16 bits.
const SHORT: usize = 256;

/// How many factors are precomputed: marginals spend most of their time on exponentials.
const FACTORS: i32 = 2048;

/// Rows in a bucket.
pub const BUCKET: usize = 4;

/// Bytes of a model before its transitions.
pub const HEADER: usize = 12;

/// The first bytes of a model.
pub const MAGIC: [u8; 4] = *b"ATM1";

/// One number for each class; those past the model's classes are zero.
pub type PerClass<T> = [T; MAX_CLASSES];

/// The hash of a feature: a template's number, and its value.
#[inline]
pub const fn feature(template: u32, value: u32) -> u32 {
    mix(value ^ template.wrapping_mul(0x9e37_79b1))
}

/// The hash of a feature with two values, whose order matters.
#[inline]
pub const fn feature2(template: u32, a: u32, b: u32) -> u32 {
    feature(template, a.rotate_left(13).wrapping_mul(0x85eb_ca6b) ^ b)
}

const fn mix(mut h: u32) -> u32 {
    h = (h ^ (h >> 16)).wrapping_mul(0x7feb_352d);
    h = (h ^ (h >> 15)).wrapping_mul(0x846c_a68b);
    h ^ (h >> 16)
}

/// The hash of a word as written.
#[inline]
pub const fn hash_word(word: &str) -> u32 {
    let (bytes, mut hash, mut i) = (word.as_bytes(), FNV_BASIS, 0);
    while i < bytes.len() {
        hash = fnv(hash, bytes[i]);
        i += 1;
    }
    mix(hash)
}

/// The hash of a word in lower case: `hash_lower("Turks") == hash_word("turks")`.
#[inline]
pub fn hash_lower(word: &str) -> u32 {
    if word.is_ascii() {
        return mix(word.bytes().fold(FNV_BASIS, |h, b| fnv(h, b.to_ascii_lowercase())));
    }
    let mut buffer = [0; 4];
    let lower = word.chars().flat_map(char::to_lowercase);
    mix(lower.fold(FNV_BASIS, |h, c| c.encode_utf8(&mut buffer).bytes().fold(h, fnv)))
}

const FNV_BASIS: u32 = 0x811c_9dc5;

const fn fnv(h: u32, byte: u8) -> u32 {
    (h ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// The bucket of a feature among `1 << bits`.
pub const fn bucket_of(feature: u32, bits: u32) -> usize {
    (feature >> (32 - bits)) as usize
}

/// The check bytes in a row of that feature.
pub const fn check_of(feature: u32) -> [u8; 2] {
    (feature as u16).to_le_bytes()
}

/// The size of a row in a model with this many classes, in bytes.
pub const fn stride_of(classes: usize) -> usize {
    (classes + 2).next_multiple_of(4)
}

/// The digest of a list of features; a model stores that of its training features.
pub fn digest(features: impl IntoIterator<Item = u32>) -> u16 {
    let all = features.into_iter().fold(FNV_BASIS, |h, f| feature2(0, h, f));
    (all ^ all >> 16) as u16
}

/// Why a model cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// The bytes are not a model.
    Damaged,
    /// It was trained with other features.
    Features {
        /// The digest of its training features.
        trained: u16,
        /// The digest of the program's features.
        read: u16,
    },
}

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Self::Damaged => f.write_str("The model is damaged."),
            Self::Features { trained, read } => write!(
                f,
                "The model was trained with the features {trained:04x}, and this program reads {read:04x}: train it again."
            ),
        }
    }
}

impl std::error::Error for Unfit {}

/// A linear-chain model: weights of features for classes, and of classes for the next one.
///
/// A model with one class serves as a plain linear function: [`SequenceModel::score`] of a candidate, class
/// 0.
#[derive(Debug, Clone)]
pub struct SequenceModel {
    classes: usize,
    bits: u32,
    nats: f32,
    /// Weights of transitions, in units.
    moves: Transitions<i32>,
    /// The same as factors: `exp(units * nats)`, zero for classes that the model lacks.
    odds: Transitions<f32>,
    /// The factors between classes, by the class they lead to.
    odds_into: [PerClass<f32>; MAX_CLASSES],
    /// The factors of scores that many units below the best.
    factors: Vec<f32>,
    rows: &'static [u8],
}

#[derive(Debug, Clone, Default)]
struct Transitions<T> {
    start: PerClass<T>,
    between: [PerClass<T>; MAX_CLASSES],
    end: PerClass<T>,
}

impl SequenceModel {
    /// The model in `bytes`, used in place, for a program whose features have the digest `features`.
    ///
    /// # Errors
    ///
    /// If the bytes are not a model, or it was trained with other features.
    pub fn load(bytes: &'static [u8], features: u16) -> Result<Self, Unfit> {
        let model = Self::read(bytes).ok_or(Unfit::Damaged)?;
        match u16::from_le_bytes([bytes[6], bytes[7]]) {
            trained if trained == features => Ok(model),
            trained => Err(Unfit::Features { trained, read: features }),
        }
    }

    fn read(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEADER)?;
        let (classes, bits) = (usize::from(head[4]), u32::from(head[5]));
        if head[..4] != MAGIC || classes == 0 || classes > MAX_CLASSES || !(1..=16).contains(&bits) {
            return None;
        }
        let nats = f32::from_le_bytes(head[8..12].try_into().ok()?);
        let (transitions, rows) = rest.split_at_checked((classes + 2) * classes * 2)?;
        let mut table = transitions.chunks_exact(classes * 2).map(read_row);
        let mut next = || table.next().unwrap_or_default();
        let mut moves = Transitions { start: next(), ..Transitions::default() };
        moves.between[..classes].fill_with(&mut next);
        moves.end = next();
        let odds = Transitions {
            start: exponents(&moves.start, classes, nats),
            between: moves.between.map(|row| exponents(&row, classes, nats)),
            end: exponents(&moves.end, classes, nats),
        };
        let odds_into = std::array::from_fn(|k| std::array::from_fn(|j| odds.between[j][k]));
        let factors = (0..FACTORS).map(|units| factor(-units, nats)).collect();
        let fits = rows.len() == (BUCKET * stride_of(classes)) << bits;
        fits.then_some(Self { classes, bits, nats, moves, odds, odds_into, factors, rows })
    }

    /// Number of classes.
    pub const fn classes(&self) -> usize {
        self.classes
    }

    /// Nats per unit of weight: a score times this is a log-odds.
    pub const fn nats(&self) -> f32 {
        self.nats
    }

    /// The sum of the weights of `features`, for each class, in units of weight.
    #[inline]
    pub fn score(&self, features: &[u32]) -> PerClass<i32> {
        match stride_of(self.classes) {
            4 => self.score_rows::<4>(features),
            8 => self.score_rows::<8>(features),
            12 => self.score_rows::<12>(features),
            _ => self.score_rows::<16>(features),
        }
    }

    #[allow(clippy::needless_range_loop, reason = "iterators over both are not inlined in every build")]
    fn score_rows<const STRIDE: usize>(&self, features: &[u32]) -> PerClass<i32> {
        let mut sum = [0; MAX_CLASSES];
        let (rows, _) = self.rows.as_chunks::<STRIDE>();
        let (buckets, _) = rows.as_chunks::<BUCKET>();
        for features in features.chunks(SHORT) {
            // Whole rows and 16-bit numbers: the compiler turns this into vector instructions.
            let mut short = [0_i16; STRIDE];
            for &feature in features {
                let check = check_of(feature);
                let bucket = &buckets[bucket_of(feature, self.bits)];
                let Some(row) = bucket.iter().find(|row| [row[STRIDE - 2], row[STRIDE - 1]] == check) else {
                    continue;
                };
                for k in 0..STRIDE {
                    short[k] += i16::from(row[k].cast_signed());
                }
            }
            for k in 0..self.classes {
                sum[k] += i32::from(short[k]);
            }
        }
        sum
    }

    /// The classes of the best path through tokens with these scores, written to `path`.
    pub fn decode(&self, scores: &[PerClass<i32>], path: &mut Vec<u8>) {
        path.clear();
        let n = self.classes;
        let mut back: Vec<PerClass<u8>> = Vec::with_capacity(scores.len());
        let mut best = self.moves.start;
        for (i, token) in scores.iter().enumerate() {
            let (reached, from) = if i == 0 { (best, [0; MAX_CLASSES]) } else { self.step(&best) };
            for k in 0..MAX_CLASSES {
                best[k] = reached[k] + token[k];
            }
            back.push(from);
        }
        let Some(mut class) = (0..n).max_by_key(|&k| best[k] + self.moves.end[k]) else { return };
        for from in back.iter().rev() {
            path.push(class as u8);
            class = usize::from(from[class]);
        }
        path.reverse();
    }

    /// One step of the best path: for each class the best sum, and the class before it.
    fn step(&self, best: &PerClass<i32>) -> (PerClass<i32>, PerClass<u8>) {
        if self.classes <= FEW { self.step_among::<FEW>(best) } else { self.step_among::<MAX_CLASSES>(best) }
    }

    #[allow(clippy::needless_range_loop, reason = "iterators over both are not inlined in every build")]
    fn step_among<const N: usize>(&self, best: &PerClass<i32>) -> (PerClass<i32>, PerClass<u8>) {
        let (mut reached, mut from) = ([i32::MIN; N], [0_u32; N]);
        for j in 0..self.classes {
            let next = &self.moves.between[j];
            for k in 0..N {
                let here = best[j] + next[k];
                from[k] = if here > reached[k] { j as u32 } else { from[k] };
                reached[k] = reached[k].max(here);
            }
        }
        let (mut all_reached, mut all_from) = ([0; MAX_CLASSES], [0; MAX_CLASSES]);
        for k in 0..N {
            (all_reached[k], all_from[k]) = (reached[k], from[k] as u8);
        }
        (all_reached, all_from)
    }

    /// The probability of each class at each token (forward–backward), written to `out`.
    pub fn marginals(&self, scores: &[PerClass<i32>], out: &mut Vec<PerClass<f32>>) {
        if self.classes <= FEW {
            self.marginals_among::<FEW>(scores, out);
        } else {
            self.marginals_among::<MAX_CLASSES>(scores, out);
        }
    }

    #[allow(clippy::needless_range_loop, reason = "iterators over both are not inlined in every build")]
    fn marginals_among<const N: usize>(&self, scores: &[PerClass<i32>], out: &mut Vec<PerClass<f32>>) {
        out.clear();
        out.extend(scores.iter().map(|token| self.factors_of(token)));
        let mut backward: Vec<PerClass<f32>> = vec![self.odds.end; out.len()];
        for i in (1..out.len()).rev() {
            let ahead = product::<N>(&backward[i], &out[i]);
            let mut row = [0.0; MAX_CLASSES];
            for k in 0..N {
                for j in 0..N {
                    row[j] += ahead[k] * self.odds_into[k][j];
                }
            }
            backward[i - 1] = normal::<N>(&row);
        }
        let mut forward = self.odds.start;
        for i in 0..out.len() {
            let here = normal::<N>(&product::<N>(&forward, &out[i]));
            out[i] = normal::<N>(&product::<N>(&here, &backward[i]));
            forward = [0.0; MAX_CLASSES];
            for j in 0..N {
                for k in 0..N {
                    forward[k] += here[j] * self.odds.between[j][k];
                }
            }
        }
    }

    /// The factors of a token's scores, relative to the highest, which is 1.
    fn factors_of(&self, token: &PerClass<i32>) -> PerClass<f32> {
        let most = token[..self.classes].iter().max().copied().unwrap_or(0);
        let mut out = [0.0; MAX_CLASSES];
        for k in 0..self.classes {
            let units = token[k] - most;
            let kept = self.factors.get(units.unsigned_abs() as usize);
            out[k] = kept.copied().unwrap_or_else(|| factor(units, self.nats));
        }
        out
    }
}

/// The factor of this many units of weight.
fn factor(units: i32, nats: f32) -> f32 {
    (units as f32 * nats).exp()
}

/// The factors of these weights, zero past `classes`.
fn exponents(units: &PerClass<i32>, classes: usize, nats: f32) -> PerClass<f32> {
    std::array::from_fn(|k| if k < classes { factor(units[k], nats) } else { 0.0 })
}

fn read_row(bytes: &[u8]) -> PerClass<i32> {
    let mut row = [0; MAX_CLASSES];
    for (out, pair) in row.iter_mut().zip(bytes.chunks_exact(2)) {
        *out = i32::from(i16::from_le_bytes([pair[0], pair[1]]));
    }
    row
}

#[inline]
fn product<const N: usize>(a: &PerClass<f32>, b: &PerClass<f32>) -> PerClass<f32> {
    let mut out = [0.0; MAX_CLASSES];
    for k in 0..N {
        out[k] = a[k] * b[k];
    }
    out
}

#[inline]
fn normal<const N: usize>(row: &PerClass<f32>) -> PerClass<f32> {
    let sum = row[..N].iter().sum::<f32>().max(f32::MIN_POSITIVE);
    let mut out = [0.0; MAX_CLASSES];
    for k in 0..N {
        out[k] = row[k] / sum;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two classes, one bucket pair; the feature `noon` favours class 1, and classes tend to stay.
    fn model(noon: u32) -> SequenceModel {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([2, 1, 0, 0]);
        bytes.extend(0.5_f32.to_le_bytes());
        for weight in [0_i16, 0, 3, -3, -3, 3, 0, 0] {
            bytes.extend(weight.to_le_bytes());
        }
        let mut rows = vec![0_u8; 2 * BUCKET * 4];
        let at = bucket_of(noon, 1) * BUCKET * 4;
        rows[at..at + 4].copy_from_slice(&[0, 10, check_of(noon)[0], check_of(noon)[1]]);
        bytes.extend(rows);
        SequenceModel::load(bytes.leak(), 0).expect("a whole model")
    }

    #[test]
    fn a_feature_that_training_never_saw_weighs_nothing() {
        let noon = feature(1, hash_word("noon"));
        let model = model(noon);
        assert_eq!(model.score(&[noon])[..2], [0, 10]);
        assert_eq!(model.score(&[feature(1, hash_word("midnight")), noon, noon])[..2], [0, 20]);
        assert_eq!(model.score(&[feature(2, hash_word("noon"))])[..2], [0, 0]);
    }

    #[test]
    fn the_best_path_weighs_transitions_against_tokens() {
        let noon = feature(1, hash_word("noon"));
        let model = model(noon);
        let (sure, blank) = (model.score(&[noon]), [0; MAX_CLASSES]);
        let mut doubt = blank;
        doubt[0] = 5;
        let mut path = Vec::new();
        model.decode(&[sure, doubt, sure], &mut path);
        assert_eq!(path, [1, 1, 1]);
        model.decode(&[doubt, doubt, sure], &mut path);
        assert_eq!(path, [0, 0, 1]);
        model.decode(&[], &mut path);
        assert!(path.is_empty());
    }

    #[test]
    fn marginals_agree_with_the_sum_over_all_paths() {
        let noon = feature(1, hash_word("noon"));
        let model = model(noon);
        let scores = [model.score(&[noon]), [0; MAX_CLASSES], model.score(&[noon])];
        let (mut total, mut second) = (0.0, 0.0);
        for path in 0..8_usize {
            let class = |i: usize| path >> i & 1;
            let tokens: i32 = (0..3).map(|i| scores[i][class(i)]).sum();
            let steps: i32 = (0..2).map(|i| model.moves.between[class(i)][class(i + 1)]).sum();
            let weight = ((tokens + steps) as f32 * 0.5).exp();
            total += weight;
            second += if class(1) == 1 { weight } else { 0.0 };
        }
        let mut out = Vec::new();
        model.marginals(&scores, &mut out);
        assert!((out[1][1] - second / total).abs() < 1e-4, "{out:?}");
        assert!((out[1].iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }

    #[test]
    fn case_does_not_change_a_lower_hash() {
        assert_eq!(hash_lower("TURKS"), hash_word("turks"));
        assert_eq!(hash_lower("ŁÓDŹ"), hash_word("łódź"));
        assert_ne!(hash_word("Turks"), hash_word("turks"));
    }

    #[test]
    fn bytes_that_are_no_model_are_refused() {
        for bytes in [&b""[..], b"ATM1\x02\x01\0\0\0\0\0\0", b"GIF89a, and some more bytes behind it"] {
            assert_eq!(SequenceModel::load(bytes, 0).err(), Some(Unfit::Damaged));
        }
    }

    #[test]
    fn a_model_of_other_features_is_refused_in_a_sentence() {
        let bytes = include_bytes!("../../assets/models/cues.bin");
        let trained = u16::from_le_bytes([bytes[6], bytes[7]]);
        let refused = SequenceModel::load(bytes, !trained).unwrap_err();
        assert_eq!(refused, Unfit::Features { trained, read: !trained });
        assert!(refused.to_string().ends_with("train it again."), "{refused}");
        assert_ne!(digest([1, 2]), digest([2, 1]));
    }
}
