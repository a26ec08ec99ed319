//! When a visit ends, and how long it is remembered.

use super::draft::DraftJourney;
use super::errors::Errors;
use super::path::Path;
use super::{MOST_DAYS, MOST_SESSION_MINUTES};
use crate::journey::Limits;

/// Reads the limits; those that are not given are the usual ones.
pub(super) fn journey(draft: Option<&DraftJourney>, at: Path<'_>, errors: &mut Errors) -> Limits {
    let usual = Limits::default();
    let Some(draft) = draft else { return usual };
    let mut within = |written: Option<u64>, usual: u32, most: u32, name, code| {
        let Some(number) = written else { return usual };
        let fits = u32::try_from(number)
            .ok()
            .filter(|number| (1..=most).contains(number));
        if fits.is_none() {
            let problem = format!(
                "{number} is too {}",
                if number == 0 { "few" } else { "many" }
            );
            let hint = format!("write 1 to {most}; {usual} is usual");
            errors.add(at.key(name), code, problem, hint);
        }
        fits.unwrap_or(usual)
    };
    Limits {
        session_minutes: within(
            draft.session_minutes,
            usual.session_minutes,
            MOST_SESSION_MINUTES,
            "session_minutes",
            "invalid_session_minutes",
        ),
        days: within(draft.days, usual.days, MOST_DAYS, "days", "invalid_days"),
    }
}
