//! What a schema says more than the draft's types: patterns and choices.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

pub(super) type Named<T> = BTreeMap<String, T>;

pub(super) fn lease_minutes() -> u64 {
    u64::from(crate::config::DEFAULT_LEASE_MINUTES)
}

pub(super) fn session_minutes() -> u64 {
    u64::from(crate::journey::Limits::default().session_minutes)
}

pub(super) fn days() -> u64 {
    u64::from(crate::journey::Limits::default().days)
}

pub(super) struct Values;

impl JsonSchema for Values {
    fn schema_name() -> Cow<'static, str> {
        "Values".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let value = json_schema!({ "type": "string", "minLength": 1 });
        json_schema!({
            "description": "One value, or a list of which one has to be there.",
            "anyOf": [value, { "type": "array", "items": value, "minItems": 1 }]
        })
    }
}

/// As [`Values`], with the channels for editors to offer.
pub(super) struct Channels;

impl JsonSchema for Channels {
    fn schema_name() -> Cow<'static, str> {
        "Channels".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = json_schema!({
            "anyOf": [
                generator.subschema_for::<crate::Channel>(),
                { "type": "string", "pattern": r"\*" }
            ]
        });
        json_schema!({
            "description": "A channel, or a list of which it has to be one.",
            "anyOf": [value, { "type": "array", "items": value, "minItems": 1 }]
        })
    }
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

/// A number, alone or with its spelling.
pub(super) struct Spelled;

impl JsonSchema for Spelled {
    fn schema_name() -> Cow<'static, str> {
        "SpelledNumber".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number, alone or with its spelling.",
            "anyOf": [generator.subschema_for::<Number>(), spelled(generator)]
        })
    }
}

fn spelled(generator: &mut SchemaGenerator) -> Schema {
    json_schema!({
        "type": "object",
        "properties": {
            "number": generator.subschema_for::<Number>(),
            "display": generator.subschema_for::<Display>()
        },
        "required": ["number"],
        "additionalProperties": false
    })
}

pub(super) struct Display;

impl JsonSchema for Display {
    fn schema_name() -> Cow<'static, str> {
        "Display".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A phone number as people read it, as `0631 41555-000`.",
            "type": "string",
            "minLength": 1,
            "maxLength": 64
        })
    }
}

pub(super) struct Selector;

impl JsonSchema for Selector {
    fn schema_name() -> Cow<'static, str> {
        "Selector".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A CSS selector.",
            "type": "string",
            "minLength": 1,
            "maxLength": 1000
        })
    }
}

pub(super) struct Attribute;

impl JsonSchema for Attribute {
    fn schema_name() -> Cow<'static, str> {
        "Attribute".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "An attribute's name, as `data-phone`.",
            "type": "string",
            "pattern": r"^[a-z][a-z0-9_:.-]{0,63}$"
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
                },
                spelled(generator)
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
