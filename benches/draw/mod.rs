//! Draws that are the same in every run.

/// Numbers without a pattern (a linear congruential generator with the constants
/// of POSIX's `drand48`).
pub struct Draw(pub u64);

impl Draw {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5_DEEC_E66D).wrapping_add(11) & ((1 << 48) - 1);
        usize::try_from(self.0 >> 16).unwrap_or(0) % end
    }

    /// One of these.
    pub fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        let place = self.below(all.len());
        all.get(place).copied().unwrap_or_default()
    }
}
