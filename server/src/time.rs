//! Times in JSON: RFC 3339, in UTC.

use std::borrow::Cow;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use telswap::attribution::UnixMillis;
use utoipa::ToSchema;

/// A time in JSON, as `2026-10-01T12:30:00.5Z`. Any offset is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = DateTime, examples("2026-10-01T12:30:00Z"))]
pub struct Time(pub UnixMillis);

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let time = Timestamp::from_millisecond(self.0).map_err(serde::ser::Error::custom)?;
        serializer.collect_str(&time)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let time: Timestamp = text.parse().map_err(|_| {
            de::Error::custom("a time is RFC 3339 with an offset, as 2026-10-01T12:30:00Z")
        })?;
        Ok(Self(time.as_millisecond()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_offset_in_utc_out() {
        let time: Time = serde_json::from_str("\"2026-10-01T14:30:00.25+02:00\"").unwrap();
        assert_eq!(
            serde_json::to_string(&time).unwrap(),
            "\"2026-10-01T12:30:00.25Z\""
        );
    }

    #[test]
    fn a_time_without_offset_is_none() {
        for text in ["\"2026-10-01T14:30:00\"", "\"yesterday\"", "\"\"", "5"] {
            assert!(serde_json::from_str::<Time>(text).is_err(), "{text}");
        }
    }
}
