//! Calls as Twilio reports them.
//!
//! Voice webhooks and status callbacks are forms, signed over the address and
//! the parameters
//! (<https://www.twilio.com/docs/usage/security#validating-requests>). One call
//! may be reported several times, as it is initiated, rings, is answered and
//! ends. The address belongs into "Call status changes" of a number in Twilio's
//! console: "A call comes in" wants TwiML for an answer and would end the call.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::fmt::rfc2822;
use sha1::Sha1;
use telswap::attribution::UnixMillis;
use url::form_urlencoded;
use utoipa::ToSchema;

use super::{Incoming, Provider, checked_id, checked_number, checked_status};
use crate::body::require_type;
use crate::error::{ApiError, Code};
use crate::store::CallReport;

/// Reports of `POST /v1/calls/twilio`.
pub(crate) struct Twilio {
    auth_token: Option<String>,
}

/// What is read of Twilio's parameters.
#[derive(ToSchema)]
#[expect(
    dead_code,
    non_snake_case,
    reason = "describes Twilio's form to OpenAPI"
)]
pub(crate) struct TwilioCall {
    /// The call's id.
    CallSid: String,
    /// The number called.
    To: String,
    /// When this happened, in RFC 2822's form.
    Timestamp: Option<String>,
    /// Seconds, once the call is over.
    CallDuration: Option<u32>,
    /// As `ringing` or `completed`.
    CallStatus: Option<String>,
}

impl Twilio {
    pub(crate) fn new(auth_token: Option<String>) -> Self {
        Self { auth_token }
    }
}

impl Provider for Twilio {
    fn name(&self) -> &'static str {
        "twilio"
    }

    fn admit(&self, request: &Incoming<'_>) -> Result<(), ApiError> {
        let Some(token) = &self.auth_token else {
            return Err(ApiError::new(
                Code::ProviderNotConfigured,
                "start the server with the account's auth token in TELSWAP_TWILIO_AUTH_TOKEN",
            ));
        };
        let signature = request
            .headers
            .get("x-twilio-signature")
            .and_then(|value| BASE64_STANDARD.decode(value).ok());
        match signature {
            Some(signature) if signed(token, request.url, request.body, &signature) => Ok(()),
            _ => Err(ApiError::new(
                Code::SignatureInvalid,
                "X-Twilio-Signature is not this account's for this request; \
                 --public-url has to be the address as it is written in Twilio's console",
            )),
        }
    }

    fn report(&self, request: &Incoming<'_>) -> Result<CallReport, ApiError> {
        require_type(request.headers, "application/x-www-form-urlencoded")?;
        let text = |name: &str| parameter(request.body, name);
        let required = |name: &str| text(name).ok_or_else(|| ApiError::field(name, "is missing"));
        let call = required("CallSid")?;
        let to = required("To")?;
        let mut report = CallReport {
            provider: self.name(),
            id: checked_id("CallSid", call)?,
            to: checked_number("To", &to)?,
            started_at: None,
            duration_seconds: text("CallDuration")
                .map(|text| seconds(&text))
                .transpose()?,
            status: text("CallStatus")
                .map(|status| checked_status("CallStatus", status))
                .transpose()?,
        };
        // The time of the report, not of the call; the last one, often the only
        // one, comes when the call is over.
        if let Some(reported) = text("Timestamp") {
            report.started_at = Some(time(&reported)? - report.lasted());
        }
        Ok(report)
    }
}

/// Whether `signature` is HMAC-SHA1 over the address followed by every
/// parameter's name and value, sorted by name. Compared in constant time.
///
/// Values of a name that comes twice are sorted and counted once, as Twilio's
/// own libraries do.
fn signed(token: &str, url: &str, form: &[u8], signature: &[u8]) -> bool {
    let mut parameters: Vec<_> = form_urlencoded::parse(form).collect();
    parameters.sort();
    parameters.dedup();
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(token.as_bytes()) else {
        return false; // HMAC takes keys of any length.
    };
    mac.update(url.as_bytes());
    let mut last_name = None;
    for (name, value) in &parameters {
        // twilio-python: one name, then all of its values.
        if last_name != Some(name) {
            mac.update(name.as_bytes());
        }
        mac.update(value.as_bytes());
        last_name = Some(name);
    }
    mac.verify_slice(signature).is_ok()
}

fn parameter(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form)
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .filter(|value| !value.is_empty())
}

fn time(text: &str) -> Result<UnixMillis, ApiError> {
    rfc2822::parse(text)
        .map(|time| time.timestamp().as_millisecond())
        .map_err(|_| {
            let hint = "has to be RFC 2822, as Thu, 01 Oct 2026 12:30:00 +0000";
            ApiError::field("Timestamp", hint)
        })
}

fn seconds(text: &str) -> Result<u32, ApiError> {
    text.parse()
        .map_err(|_| ApiError::field("CallDuration", "has to be a number of seconds"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Twilio's documentation, its signature recomputed.
    #[test]
    fn the_documented_example() {
        let url = "https://mycompany.com/myapp.php?foo=1&bar=2";
        let form = b"CallSid=CA1234567890ABCDE&Caller=%2B12349013030&Digits=1234\
            &From=%2B12349013030&To=%2B18005551212";
        let signature = BASE64_STANDARD
            .decode("0/KCTR6DLpKmkAf8muzZqo1nDgQ=")
            .unwrap();
        assert!(signed("12345", url, form, &signature));
        assert!(!signed("12346", url, form, &signature));
        assert!(!signed("12345", "https://mycompany.com/", form, &signature));
        assert!(!signed("12345", url, &form[..20], &signature));
        assert!(!signed("12345", url, form, &signature[..19]));
        assert!(!signed("12345", url, form, b""));
    }

    #[test]
    fn the_order_of_the_parameters_is_free() {
        let sign = |form: &[u8]| {
            let mut mac = Hmac::<Sha1>::new_from_slice(b"12345").unwrap();
            mac.update(form);
            mac.finalize().into_bytes()
        };
        let signature = sign(b"https://a.de/A12B3");
        for form in ["A=1&A=2&B=3", "B=3&A=2&A=1", "A=2&B=3&A=1&A=2"] {
            assert!(signed(
                "12345",
                "https://a.de/",
                form.as_bytes(),
                &signature
            ));
        }
    }

    #[test]
    fn times_as_twilio_writes_them() {
        assert_eq!(
            time("Thu, 01 Oct 2026 12:30:00 +0000").unwrap(),
            1_790_857_800_000
        );
        assert!(time("2026-10-01T12:30:00Z").is_err());
    }
}
