//! The JSON Schema of `site.json`, for editors.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Value;

use super::Draft;

/// The JSON Schema (draft 2020-12) of `site.json`.
///
/// It knows names, types and patterns; what else must hold, only
/// [`check`](super::check) knows.
#[must_use]
pub fn schema() -> String {
    // A field that may be left out is not the same as one that is null.
    let no_null = RecursiveTransform(|schema: &mut schemars::Schema| {
        if schema.get("default") == Some(&Value::Null) {
            schema.remove("default");
        }
    });
    let settings = SchemaSettings::draft2020_12().with_transform(no_null);
    let schema = settings.into_generator().into_root_schema_for::<Draft>();
    format!("{:#}\n", schema.as_value())
}
