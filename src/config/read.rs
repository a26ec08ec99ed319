//! From JSON to a draft: names and types of fields, and nothing of what they
//! mean. Whatever cannot be read is noted and left out.

mod consent;
mod numbers;
mod page;

use super::draft::{
    Draft, DraftChannel, DraftCondition, DraftHost, DraftJourney, DraftRule, DraftSources,
    DraftValues,
};
use super::errors::Errors;
use super::fields::{fields, list, named, required, text, whole};
use super::json::Json;
use super::path::Path;

/// Reads a whole file.
pub(super) fn draft(json: &Json, errors: &mut Errors) -> Draft {
    let at = Path::Root;
    let names = [
        "$schema", "site", "domains", "targets", "pools", "sources", "journey", "rules", "consent",
        "page",
    ];
    let Some(
        [
            schema,
            site,
            domains,
            targets,
            pools,
            sources,
            journey,
            rules,
            consent,
            page,
        ],
    ) = fields(json, at, names, errors)
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
        targets: targets.and_then(|json| named(json, at.key("targets"), errors, numbers::target)),
        pools: match pools {
            Some(json) => named(json, at.key("pools"), errors, numbers::pool),
            None => Some(Vec::new()),
        },
        sources: sources.and_then(|json| self::sources(json, at.key("sources"), errors)),
        journey: journey.and_then(|json| self::journey(json, at.key("journey"), errors)),
        rules: rules.and_then(|json| list(json, at.key("rules"), errors, rule)),
        consent: consent.and_then(|json| consent::consent(json, at.key("consent"), errors)),
        page: page.and_then(|json| page::page(json, at.key("page"), errors)),
    }
}

fn rule(json: &Json, at: Path<'_>, errors: &mut Errors) -> DraftRule {
    let Some([id, when, by, swap]) = fields(json, at, ["id", "when", "by", "swap"], errors) else {
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
        by: by.and_then(|json| {
            let hint = r#"write "first", "last" or "last-non-direct""#;
            text(json, at.key("by"), hint, errors)
        }),
        swap: required(swap, at.key("swap"), swap_hint, errors)
            .and_then(|json| named(json, at.key("swap"), errors, numbers::swap)),
    }
}

fn sources(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftSources> {
    let [hosts, aliases, channels] = fields(json, at, ["hosts", "aliases", "channels"], errors)?;
    Some(DraftSources {
        hosts: hosts.and_then(|json| named(json, at.key("hosts"), errors, host)),
        aliases: aliases.and_then(|json| {
            named(json, at.key("aliases"), errors, |json, at, errors| {
                text(json, at, r#"write the source, as "chatgpt""#, errors)
            })
        }),
        channels: channels.and_then(|json| list(json, at.key("channels"), errors, channel)),
    })
}

fn host(json: &Json, at: Path<'_>, errors: &mut Errors) -> DraftHost {
    let Some([kind, source]) = fields(json, at, ["kind", "source"], errors) else {
        return DraftHost::default();
    };
    let kind_hint = r#"say what it is, as "kind": "social""#;
    let source_hint = r#"write the source's name, as "regio-portal""#;
    DraftHost {
        kind: required(kind, at.key("kind"), kind_hint, errors)
            .and_then(|json| text(json, at.key("kind"), kind_hint, errors)),
        source: source.and_then(|json| text(json, at.key("source"), source_hint, errors)),
    }
}

fn channel(json: &Json, at: Path<'_>, errors: &mut Errors) -> DraftChannel {
    let Some([when, channel]) = fields(json, at, ["when", "channel"], errors) else {
        return DraftChannel::default();
    };
    let when_hint = r#"say which visits it is for, as "when": { "source": "innung" }"#;
    let channel_hint = r#"name the channel, as "channel": "affiliates""#;
    DraftChannel {
        when: required(when, at.key("when"), when_hint, errors)
            .and_then(|json| condition(json, at.key("when"), errors)),
        channel: required(channel, at.key("channel"), channel_hint, errors)
            .and_then(|json| text(json, at.key("channel"), channel_hint, errors)),
    }
}

fn journey(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftJourney> {
    let [minutes, days] = fields(json, at, ["session_minutes", "days"], errors)?;
    let mut number = |json, name, hint| whole(json, at.key(name), hint, errors);
    Some(DraftJourney {
        session_minutes: minutes.and_then(|json| {
            let hint = "write minutes as 30, without quotes";
            number(json, "session_minutes", hint)
        }),
        days: days.and_then(|json| number(json, "days", "write days as 90, without quotes")),
    })
}

/// The fields of a condition.
const CONDITION: [&str; 13] = [
    "channel",
    "source",
    "medium",
    "campaign",
    "term",
    "content",
    "click_id",
    "referrer_host",
    "landing_path",
    "query",
    "all",
    "any",
    "not",
];

fn condition(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftCondition> {
    let before = errors.count();
    let parts = fields(json, at, CONDITION, errors)?;
    let [
        channel,
        source,
        medium,
        campaign,
        term,
        content,
        click_id,
        referrer_host,
        landing_path,
        query,
        all,
        any,
        not,
    ] = parts;
    let mut value = |json: Option<&Json>, name| values(json?, at.key(name), errors);
    let mut condition = DraftCondition {
        channel: value(channel, "channel"),
        source: value(source, "source"),
        medium: value(medium, "medium"),
        campaign: value(campaign, "campaign"),
        term: value(term, "term"),
        content: value(content, "content"),
        click_id: value(click_id, "click_id"),
        referrer_host: value(referrer_host, "referrer_host"),
        landing_path: value(landing_path, "landing_path"),
        ..DraftCondition::default()
    };
    condition.query = query.and_then(|json| named(json, at.key("query"), errors, values));
    condition.all = all.and_then(|json| list(json, at.key("all"), errors, self::condition));
    condition.any = any.and_then(|json| list(json, at.key("any"), errors, self::condition));
    let not = not.and_then(|json| self::condition(json, at.key("not"), errors));
    condition.not = not.map(Box::new);
    // Half a condition would be a wider one.
    (errors.count() == before).then_some(condition)
}

fn values(json: &Json, at: Path<'_>, errors: &mut Errors) -> Option<DraftValues> {
    let hint = r#"write one value as "google", or several as ["google", "bing"]"#;
    if let Json::List(_) = json {
        let texts = list(json, at, errors, |json, at, errors| {
            text(json, at, hint, errors)
        });
        return texts.map(DraftValues::List);
    }
    text(json, at, hint, errors).map(DraftValues::One)
}
