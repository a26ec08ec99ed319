//! Which parts of a condition a visit does not meet.

use std::borrow::Cow;
use std::fmt;

use super::Shown;
use crate::journey::Touch;
use crate::source::{Condition, Field, Landing, Part};

/// A part of a condition that a visit did not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch<'a> {
    /// Where in `when` it stands, as `channel` or `any[1].query.partner`.
    pub field: String,
    /// The values of which one has to be there; with `unwanted`, none of them.
    pub values: &'a [String],
    /// Whether it stands under a `not`.
    pub unwanted: bool,
    /// What the visit has; none when it has nothing there, or when only its own
    /// page knew.
    pub found: Option<String>,
}

/// The parts of a condition that keep a touch from meeting it.
pub(super) fn mismatches<'a>(
    condition: &'a Condition,
    touch: &Touch<'_>,
    landing: Option<&Landing<'_>>,
) -> Vec<Mismatch<'a>> {
    let mut search = Search {
        touch,
        landing,
        found: Vec::new(),
    };
    search.condition(condition, "", true);
    search.found
}

struct Search<'a, 't> {
    touch: &'t Touch<'t>,
    landing: Option<&'t Landing<'t>>,
    found: Vec<Mismatch<'a>>,
}

impl<'a> Search<'a, '_> {
    /// Notes what keeps a condition from being met or, under a `not`, what makes
    /// it so.
    fn condition(&mut self, condition: &'a Condition, at: &str, wanted: bool) {
        let (source, landing) = (&self.touch.source, &self.touch.landing);
        if condition.is_met(source, landing) == wanted {
            return;
        }
        for part in &condition.parts {
            if part.is_met(source, landing) != wanted {
                self.part(part, at, wanted);
            }
        }
    }

    fn part(&mut self, part: &'a Part, at: &str, wanted: bool) {
        let mut list = |name: &str, conditions: &'a [Condition]| {
            for (index, condition) in conditions.iter().enumerate() {
                self.condition(condition, &format!("{at}{name}[{index}]."), wanted);
            }
        };
        match part {
            Part::Is(field, values) => {
                let found = self.found(field);
                self.found.push(Mismatch {
                    field: format!("{at}{}", Named(field)),
                    values,
                    unwanted: !wanted,
                    found,
                });
            }
            Part::All(conditions) => list("all", conditions),
            Part::Any(conditions) => list("any", conditions),
            Part::Not(condition) => self.condition(condition, &format!("{at}not."), !wanted),
        }
    }

    fn found(&self, field: &Field) -> Option<String> {
        match field {
            Field::LandingPath => self.landing.map(Landing::path),
            Field::Query(name) => self.landing?.parameter(name).map(Cow::into_owned),
            field => field.of(&self.touch.source).map(str::to_owned),
        }
    }
}

/// A field as `site.json` has it.
struct Named<'a>(&'a Field);

impl fmt::Display for Named<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Field::Query(name) => write!(f, "query.{}", Shown(name)),
            field => f.write_str(field.name()),
        }
    }
}

impl fmt::Display for Mismatch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let field = &self.field;
        match &self.found {
            Some(found) => write!(f, "{field} is {}, ", Shown(found))?,
            None if self.unwanted => write!(f, "{field} must not be ")?,
            None => write!(f, "there is no {field} that is ")?,
        }
        match (&self.found, self.unwanted) {
            (Some(_), true) => f.write_str("which it must not be: ")?,
            (Some(_), false) => f.write_str("not ")?,
            (None, _) => {}
        }
        for (place, value) in self.values.iter().enumerate() {
            let before = if place == 0 { "" } else { " or " };
            write!(f, "{before}{}", Shown(value))?;
        }
        Ok(())
    }
}

/// `wanted` or `unwanted`, as the condition has it.
#[cfg(feature = "config")]
impl serde::Serialize for Mismatch<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut mismatch = serializer.serialize_struct("Mismatch", 3)?;
        mismatch.serialize_field("field", &self.field)?;
        let values = crate::source::Values(self.values);
        let name = if self.unwanted { "unwanted" } else { "wanted" };
        mismatch.serialize_field(name, &values)?;
        mismatch.serialize_field("found", &self.found)?;
        mismatch.end()
    }
}
