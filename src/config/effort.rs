//! How much a check may take.

/// What is left of the work that a check may do, in steps of about a microsecond.
/// Files that people write take a small part of it.
pub(super) struct Effort(usize);

impl Effort {
    pub(super) const fn of(steps: usize) -> Self {
        Self(steps)
    }

    /// Takes so many steps; none when there are fewer, which are left for others.
    pub(super) fn spend(&mut self, steps: usize) -> Option<()> {
        self.0 = self.0.checked_sub(steps)?;
        Some(())
    }
}
