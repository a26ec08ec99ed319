//! `GET /openapi.json`: the HTTP interface for machines.

use std::sync::LazyLock;

use axum::Json;
use serde_json::{Value, json};
use utoipa::OpenApi;

use crate::error::{Code, ErrorBody, ErrorDetail};
use crate::source::{ClickIdSchema, SourceSchema};
use crate::{calls, leases, site};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "telswap",
        description = "Leases tracking numbers to visitors and says which visit a call belongs to."
    ),
    paths(
        site::site_json,
        leases::claim,
        leases::renew,
        leases::release,
        leases::withdraw,
        calls::receive,
    ),
    components(schemas(ErrorBody<'_>, ErrorDetail<'_>, SourceSchema, ClickIdSchema))
)]
struct Document;

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = serde_json::to_value(Document::openapi()).unwrap_or_default();
    list_codes(&mut document);
    add_errors(&mut document);
    document
});

pub(crate) async fn document() -> Json<&'static Value> {
    Json(&DOCUMENT)
}

/// Gives the field `code` its values.
fn list_codes(document: &mut Value) {
    let code = document.pointer_mut("/components/schemas/ErrorDetail/properties/code");
    if let Some(Value::Object(code)) = code {
        let names: Vec<&str> = Code::ALL.iter().map(|code| code.name()).collect();
        code.insert("enum".to_owned(), json!(names));
    }
}

/// Any operation can fail, and every error has the same shape.
fn add_errors(document: &mut Value) {
    let lines: Vec<String> = Code::ALL
        .iter()
        .map(|code| {
            let status = code.status().as_u16();
            format!("- `{}` ({status}): {}", code.name(), code.meaning())
        })
        .collect();
    let error = json!({
        "description": lines.join("\n"),
        "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Error" } } },
    });
    if let Some(Value::Object(components)) = document.get_mut("components") {
        components.insert("responses".to_owned(), json!({ "Error": error }));
    }
    for operation in operations(document) {
        if let Some(Value::Object(responses)) = operation.get_mut("responses") {
            let error = json!({ "$ref": "#/components/responses/Error" });
            responses.insert("default".to_owned(), error);
        }
    }
}

fn operations(document: &mut Value) -> impl Iterator<Item = &mut Value> {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    paths
        .into_iter()
        .flat_map(|paths| paths.values_mut())
        .filter_map(Value::as_object_mut)
        .flat_map(|path| path.values_mut())
}
