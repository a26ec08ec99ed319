//! From JSON to a draft: names and types of fields, and nothing of what they
//! mean. Whatever cannot be read is noted and left out.

use std::collections::BTreeSet;

use super::draft::{
    Draft, DraftCondition, DraftConsent, DraftPool, DraftRule, DraftSwap, DraftTarget,
};
use super::errors::Errors;
use super::json::Json;
use super::path::{Path, quoted};

/// A text shown as an example of a number.
const A_NUMBER: &str = r#"write a number as "+4963141555000""#;

/// Reads a whole file.
pub(super) fn draft(json: &Json, errors: &mut Errors) -> Draft {
    let at = Path::Root;
    let names = [
        "$schema", "site", "domains", "targets", "pools", "rules", "consent",
    ];
    let Some([schema, site, domains, targets, pools, rules, consent]) =
        fields(json, at, names, errors)
    else {
        return Draft::default();
    };
    let mut need = |field, name, hint| required(field, at.key(name), hint, errors);
    let site = need(site, "site", r#"name the site, as "site": "hof-kaffee""#);
    let domains = need(
        domains,
        "domains",
        r#"list the site's hosts, as "domains": ["hof-kaffee.de"]"#,
    );
    let targets = need(
        targets,
        "targets",
        r#"name the numbers on the page, as "targets": { "main": { "number": "+4963141555000" } }"#,
    );
    let rules = need(
        rules,
        "rules",
        r#"say who sees which number, as "rules": [{ "id": "everyone", "swap": { "main": "+4963141555010" } }]"#,
    );
    let consent = need(
        consent,
        "consent",
        r#"say whose consent counts, as "consent": { "cmp": "klaro", "service": "call-tracking" }"#,
    );
    Draft {
        schema: schema.and_then(|json| {
            text(
                json,
                at.key("$schema"),
                "write the schema's address",
                errors,
            )
        }),
        site: site.and_then(|json| {
            text(
                json,
                at.key("site"),
                r#"write a name as "hof-kaffee""#,
                errors,
            )
        }),
        domains: domains.and_then(|json| {
            list(json, at.key("domains"), errors, |json, at, errors| {
                text(json, at, r#"write a host as "hof-kaffee.de""#, errors)
            })
        }),
        targets: targets.and_then(|json| named(json, at.key("targets"), errors, target)),
        pools: match pools {
            Some(json) => named(json, at.key("pools"), errors, pool),
            None => Some(Vec::new()),
        },
        rules: rules.and_then(|json| list(json, at.key("rules"), errors, rule)),
        consent: consent.and_then(|json| self::consent(json, at.key("consent"), errors)),
    }
}

fn target(json: &Json, at: Path<'_>, errors: &mut Errors) -> DraftTarget {
    let Some([number]) = fields(json, at, ["number"], errors) else {
        return DraftTarget::default();
    };
    DraftTarget {
        number: required(number, at.key("number"), A_NUMBER, errors)
            .and_then(|json| text(json, at.key("number"), A_NUMBER, errors)),
    }
}

fn pool(json: &Json, at: Path<'_>, errors: &mut Errors) -> DraftPool {
    let names = ["numbers", "lease_minutes", "overflow"];
    let Some([numbers, lease_minutes, overflow]) = fields(json, at, names, errors) else {
        return DraftPool::default();
    };
    let hint = r#"list the pool's numbers, as "numbers": ["+4963141555101"]"#;
    DraftPool {
        numbers: required(numbers, at.key("numbers"), hint, errors).and_then(|json| {
            list(json, at.key("numbers"), errors, |json, at, errors| {
                text(json, at, A_NUMBER, errors)
            })
        }),
        lease_minutes: lease_minutes.and_then(|json| {
            whole(
                json,
                at.key("lease_minutes"),
                "write minutes as 30, without quotes",
                errors,
            )
        }),
        overflow: overflow.and_then(|json| text(json, at.key("overflow"), A_NUMBER, errors)),
    }
}

fn rule(json: &Json, at: Path<'_>, errors: &mut Errors) -> DraftRule {
    let Some([id, when, swap]) = fields(json, at, ["id", "when", "swap"], errors) else {
        return DraftRule::default();
    };
    let id_hint = r#"name the rule, as "id": "google-ads""#;
    let swap_hint = r#"say what its targets become, as "swap": { "main": "+4963141555010" }"#;
    DraftRule {
        id: required(id, at.key("id"), id_hint, errors)
            .and_then(|json| text(json, at.key("id"), id_hint, errors)),
        when: match when {
            Some(json) => condition(json, at.key("when"), errors),
            None => Some(DraftCondition::default()),
        },
        swap: required(swap, at.key("swap"), swap_hint, errors)
            .and_then(|json| named(json, at.key("swap"), errors, self::swap)),
    }
}

fn condition(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftCondition> {
    let names = [
        "channel", "source", "medium", "campaign", "term", "content", "click_id",
    ];
    let before = errors.count();
    let parts = fields(json, at, names, errors)?;
    let mut parts = parts.into_iter().zip(names);
    let mut next = || {
        let (json, name) = parts.next()?;
        text(
            json?,
            at.key(name),
            "write one value in quotes; for several write several rules",
            errors,
        )
    };
    let condition = DraftCondition {
        channel: next(),
        source: next(),
        medium: next(),
        campaign: next(),
        term: next(),
        content: next(),
        click_id: next(),
    };
    // Half a condition would be a wider one.
    (errors.count() == before).then_some(condition)
}

fn swap(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftSwap> {
    let hint = r#"write a number as "+4963141555010", { "pool": "web" } or "keep""#;
    if let Json::Object(_) = json {
        let [pool] = fields(json, at, ["pool"], errors)?;
        let pool = required(pool, at.key("pool"), hint, errors)?;
        return text(
            pool,
            at.key("pool"),
            r#"write the pool's name, as "web""#,
            errors,
        )
        .map(DraftSwap::Pool);
    }
    text(json, at, hint, errors).map(DraftSwap::Text)
}

fn consent(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftConsent> {
    let [cmp, service, purposes] = fields(json, at, ["cmp", "service", "purposes"], errors)?;
    let cmp_hint = r#"name the consent platform: "klaro", "tcf" or "manual""#;
    let service_hint = r#"name the service as the consent platform does, as "call-tracking"; for tcf the vendor id in quotes, as "755""#;
    Some(DraftConsent {
        cmp: required(cmp, at.key("cmp"), cmp_hint, errors)
            .and_then(|json| text(json, at.key("cmp"), cmp_hint, errors)),
        service: required(service, at.key("service"), service_hint, errors)
            .and_then(|json| text(json, at.key("service"), service_hint, errors)),
        purposes: purposes.and_then(|json| {
            list(json, at.key("purposes"), errors, |json, at, errors| {
                whole(json, at, "write the purpose's number, as 7", errors)
            })
        }),
    })
}

/// The values of an object's fields, in the order of `names`; notes what is
/// unknown or written twice. The first of two counts.
fn fields<'j, const N: usize>(
    json: &'j Json,
    at: Path<'_>,
    names: [&'static str; N],
    errors: &mut Errors,
) -> Option<[Option<&'j Json>; N]> {
    let mut values = [None; N];
    for (name, value) in object(json, at, errors)? {
        match values
            .iter_mut()
            .zip(names)
            .find(|(_, known)| *known == name)
        {
            Some((slot, _)) => *slot = Some(value),
            None => {
                let problem = format!("there is no field {}", quoted(name));
                errors.unknown(at.key(name), "unknown_field", problem, name, names);
            }
        }
    }
    Some(values)
}

/// The fields of an object, each name once; notes those written twice.
fn object<'j>(
    json: &'j Json,
    at: Path<'_>,
    errors: &mut Errors,
) -> Option<Vec<(&'j str, &'j Json)>> {
    let Json::Object(fields) = json else {
        wrong_type(json, at, "an object", "write { … }", errors);
        return None;
    };
    let mut seen = BTreeSet::new();
    let mut once = Vec::with_capacity(fields.len());
    for (name, value) in fields {
        if seen.insert(name.as_str()) {
            once.push((name.as_str(), value));
        } else {
            errors.add(
                at.key(name),
                "duplicate_key",
                format!("{} is written twice in one object", quoted(name)),
                "keep one of the two",
            );
        }
    }
    Some(once)
}

/// An object whose names are the user's own.
fn named<T>(
    json: &Json,
    at: Path<'_>,
    errors: &mut Errors,
    read: impl Fn(&Json, Path<'_>, &mut Errors) -> T,
) -> Option<Vec<(String, T)>> {
    let fields = object(json, at, errors)?;
    let read = |(name, value): (&str, &Json)| (name.to_owned(), read(value, at.key(name), errors));
    Some(fields.into_iter().map(read).collect())
}

fn list<T>(
    json: &Json,
    at: Path<'_>,
    errors: &mut Errors,
    read: impl Fn(&Json, Path<'_>, &mut Errors) -> T,
) -> Option<Vec<T>> {
    let Json::List(elements) = json else {
        wrong_type(
            json,
            at,
            "a list",
            "write [ … ], also around a single one",
            errors,
        );
        return None;
    };
    let read = |(index, element)| read(element, at.index(index), errors);
    Some(elements.iter().enumerate().map(read).collect())
}

fn text(json: &Json, at: Path<'_>, hint: &str, errors: &mut Errors) -> Option<String> {
    match json {
        Json::Text(text) => Some(text.clone()),
        other => {
            wrong_type(other, at, "a text", hint, errors);
            None
        }
    }
}

fn whole(json: &Json, at: Path<'_>, hint: &str, errors: &mut Errors) -> Option<u64> {
    match json {
        Json::Whole(number) => Some(*number),
        other => {
            wrong_type(other, at, "a whole number", hint, errors);
            None
        }
    }
}

fn required<'j>(
    field: Option<&'j Json>,
    at: Path<'_>,
    hint: &str,
    errors: &mut Errors,
) -> Option<&'j Json> {
    if field.is_none() {
        errors.add(at, "missing_field", "it is missing", hint);
    }
    field
}

fn wrong_type(json: &Json, at: Path<'_>, wanted: &str, hint: &str, errors: &mut Errors) {
    let problem = format!("{wanted} is expected here, not {}", json.kind());
    errors.add(at, "wrong_type", problem, hint);
}
