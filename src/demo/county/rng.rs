//! Chance that is the same everywhere: SplitMix64, whose whole state is one number.
//!
//! Not for secrets. A crate would bring more than the four lines that are needed.
//!
//! # Source
//! Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators (OOPSLA 2014).

/// A stream of numbers that a seed fixes.
#[derive(Clone, Debug)]
pub(super) struct Rng(u64);

impl Rng {
    /// A stream of its own for each purpose, so that a change in one place moves nothing elsewhere.
    pub(super) fn new(seed: u64, purpose: &str, number: usize) -> Self {
        let mut stream = Self(seed ^ 0x9E37_79B9_7F4A_7C15);
        for byte in purpose.bytes() {
            stream.0 = stream.next() ^ u64::from(byte);
        }
        stream.0 = stream.next() ^ number as u64;
        stream.next();
        stream
    }

    /// A stream for one part of this one's purpose; this one does not move.
    pub(super) fn fork(&self, number: usize) -> Self {
        let mut stream = Self(self.0 ^ (number as u64).wrapping_mul(0xD134_2543_DE82_EF95));
        stream.next();
        stream
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to `high`, both included; `low` when there is none between.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low)).map_or(1, |span| span.saturating_add(1));
        // The upper bits of a product are fair enough for spans far below 2^32.
        let step = ((self.next() >> 32) * span) >> 32;
        low.saturating_add(i64::try_from(step).unwrap_or(0))
    }

    /// True in so many of a hundred cases.
    pub(super) fn percent(&mut self, chance: i64) -> bool {
        self.between(0, 99) < chance
    }

    /// A position in a list of this length; 0 in an empty one.
    pub(super) fn position(&mut self, length: usize) -> usize {
        let last = i64::try_from(length).unwrap_or(0).saturating_sub(1);
        usize::try_from(self.between(0, last)).unwrap_or(0)
    }

    /// One of a list; the blank one of an empty list.
    pub(super) fn pick<T: Copy + Default>(&mut self, all: &[T]) -> T {
        all.get(self.position(all.len())).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_fixes_the_stream_and_purposes_differ() {
        let draw = |seed, purpose, number| {
            let mut stream = Rng::new(seed, purpose, number);
            [stream.next(), stream.next(), stream.fork(3).next()]
        };
        assert_eq!(draw(7, "unit", 1), draw(7, "unit", 1));
        let all = [draw(7, "unit", 1), draw(8, "unit", 1), draw(7, "unit", 2), draw(7, "project", 1)];
        for (at, one) in all.iter().enumerate() {
            assert!(all.iter().skip(at + 1).all(|other| other != one));
        }
    }

    #[test]
    fn draws_stay_within_bounds_and_reach_them() {
        let mut stream = Rng::new(1, "bounds", 0);
        let drawn: Vec<i64> = (0..2_000).map(|_| stream.between(-3, 4)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-3), Some(&4)));
        assert_eq!(stream.between(5, 5), 5);
        assert_eq!((stream.position(0), stream.position(1)), (0, 0));
        assert_eq!(stream.pick::<&str>(&[]), "");
    }
}
