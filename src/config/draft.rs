//! What is written in `site.json`, as it is written.
//!
//! A part that is `None` is not there or could not be read; then the error is
//! noted already. The types are also what the JSON Schema is generated from.

/// The file as written: only its shape has been read, nothing is checked yet.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(
        title = "site.json of telswap",
        description = "Which phone number each visitor of a website sees, and whose consent counts",
        deny_unknown_fields
    )
)]
pub struct Draft {
    /// The address of this schema, for editors; otherwise ignored.
    #[cfg_attr(
        feature = "schema",
        schemars(rename = "$schema", with = "String", default)
    )]
    pub schema: Option<String>,
    /// The site's name: the key of everything stored for it. 1 to 64 of a-z,
    /// 0-9 and -.
    #[cfg_attr(
        feature = "schema",
        schemars(required, regex(pattern = r"^[a-z0-9-]{1,64}$"))
    )]
    pub site: Option<String>,
    /// The site's hosts, as `hof-kaffee.de`; subdomains are included.
    #[cfg_attr(
        feature = "schema",
        schemars(required, with = "Vec<String>", length(min = 1))
    )]
    pub domains: Option<Vec<Option<String>>>,
    /// The site's own numbers, by a name of your choice.
    #[cfg_attr(feature = "schema", schemars(required, with = "shape::Named<DraftTarget>", extend("minProperties" = 1)))]
    pub targets: Option<Vec<(String, DraftTarget)>>,
    /// Numbers that visitors share in time, by a name of your choice.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "shape::Named<DraftPool>", default)
    )]
    pub pools: Option<Vec<(String, DraftPool)>>,
    /// Which visits see which numbers. For each target the first rule that
    /// matches the visit and names the target decides.
    #[cfg_attr(feature = "schema", schemars(required, length(min = 1)))]
    pub rules: Option<Vec<DraftRule>>,
    /// Whose consent counts.
    #[cfg_attr(feature = "schema", schemars(required))]
    pub consent: Option<DraftConsent>,
}

/// One of the site's own numbers.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Target", deny_unknown_fields))]
pub struct DraftTarget {
    /// The number that the page shows, in E.164 form.
    #[cfg_attr(feature = "schema", schemars(required, with = "shape::Number"))]
    pub number: Option<String>,
}

/// Numbers that visitors share in time.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Pool", deny_unknown_fields))]
pub struct DraftPool {
    /// The tracking numbers, in E.164 form.
    #[cfg_attr(
        feature = "schema",
        schemars(required, with = "Vec<shape::Number>", length(min = 1))
    )]
    pub numbers: Option<Vec<Option<String>>>,
    /// How long a lease holds after its last renewal, in minutes; 30 when it
    /// is not given.
    #[cfg_attr(
        feature = "schema",
        schemars(
            with = "u64",
            default = "shape::lease_minutes",
            range(min = 1, max = 1440)
        )
    )]
    pub lease_minutes: Option<u64>,
    /// What is shown when every number is leased; without it the page's own.
    #[cfg_attr(feature = "schema", schemars(with = "shape::Number", default))]
    pub overflow: Option<String>,
}

/// A rule: which visits it is for, and what its targets become.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Rule", deny_unknown_fields))]
pub struct DraftRule {
    /// The rule's name; calls are attributed to it.
    #[cfg_attr(feature = "schema", schemars(required, length(min = 1, max = 64)))]
    pub id: Option<String>,
    /// Which visits it is for; everyone when it is not given.
    #[cfg_attr(feature = "schema", schemars(with = "DraftCondition", default))]
    pub when: Option<DraftCondition>,
    /// Per target what it becomes.
    #[cfg_attr(feature = "schema", schemars(required, with = "shape::Named<shape::Swap>", extend("minProperties" = 1)))]
    pub swap: Option<Vec<(String, Option<DraftSwap>)>>,
}

/// What a visit's source must be; a part that is absent is not asked for, and
/// upper and lower case are the same.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(rename = "Condition", deny_unknown_fields)
)]
pub struct DraftCondition {
    /// The channel, as `paid-search`.
    #[cfg_attr(feature = "schema", schemars(with = "crate::Channel", default))]
    pub channel: Option<String>,
    /// The source, as `google`.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", default, length(min = 1))
    )]
    pub source: Option<String>,
    /// The medium, as `cpc`.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", default, length(min = 1))
    )]
    pub medium: Option<String>,
    /// The campaign.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", default, length(min = 1))
    )]
    pub campaign: Option<String>,
    /// The search term.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", default, length(min = 1))
    )]
    pub term: Option<String>,
    /// The advertisement or link.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", default, length(min = 1))
    )]
    pub content: Option<String>,
    /// The name of the click id that must be there, as `gclid`.
    #[cfg_attr(
        feature = "schema",
        schemars(with = "String", default, length(min = 1))
    )]
    pub click_id: Option<String>,
}

/// What a target becomes.
#[derive(Debug, Clone)]
pub enum DraftSwap {
    /// Any text: `keep` or a number.
    Text(String),
    /// `{"pool": name}`.
    Pool(String),
}

/// Whose consent counts, and for which service.
#[derive(Debug, Clone, Default)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "Consent", deny_unknown_fields))]
pub struct DraftConsent {
    /// The consent platform.
    #[cfg_attr(feature = "schema", schemars(required, with = "super::Cmp"))]
    pub cmp: Option<String>,
    /// The service's name in the consent platform; for `tcf` the IAB vendor id
    /// in digits.
    #[cfg_attr(feature = "schema", schemars(required, length(min = 1)))]
    pub service: Option<String>,
    /// For `tcf`: the purposes that must be granted; 1 is always asked for.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<shape::Purpose>", default))]
    pub purposes: Option<Vec<Option<u64>>>,
}

/// What a schema says more than the draft's types: patterns and choices.
#[cfg(feature = "schema")]
mod shape {
    use std::borrow::Cow;
    use std::collections::BTreeMap;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    pub(super) type Named<T> = BTreeMap<String, T>;

    pub(super) fn lease_minutes() -> u64 {
        u64::from(crate::config::DEFAULT_LEASE_MINUTES)
    }

    pub(super) struct Number;

    impl JsonSchema for Number {
        fn schema_name() -> Cow<'static, str> {
            "Number".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A phone number in E.164 form: + and 7 to 15 digits.",
                "type": "string",
                "pattern": r"^\+[1-9][0-9]{6,14}$"
            })
        }
    }

    pub(super) struct Swap;

    impl JsonSchema for Swap {
        fn schema_name() -> Cow<'static, str> {
            "Swap".into()
        }

        fn json_schema(generator: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "What a target becomes: one tracking number, a number of a pool, or the page's own.",
                "anyOf": [
                    generator.subschema_for::<Number>(),
                    { "const": "keep" },
                    {
                        "type": "object",
                        "properties": { "pool": { "type": "string", "minLength": 1 } },
                        "required": ["pool"],
                        "additionalProperties": false
                    }
                ]
            })
        }
    }

    pub(super) struct Purpose;

    impl JsonSchema for Purpose {
        fn schema_name() -> Cow<'static, str> {
            "Purpose".into()
        }

        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "description": "A purpose of the IAB's TCF.",
                "type": "integer",
                "minimum": 1,
                "maximum": crate::config::MOST_PURPOSES
            })
        }
    }
}
