//! What a landing URL says of its visit: campaign parameters and click ids.

use std::borrow::Cow;

use super::clicks::Click;
#[cfg(not(target_family = "wasm"))]
use super::index::Index;
use super::lines::{Line, Table};
use super::parts::{cut, parts};
#[cfg(target_family = "wasm")]
use {super::text::Text, std::marker::PhantomData};

/// The parameters of `parameters.txt`, as `build/` writes them: a campaign
/// parameter's field in upper case and its rank, or a click id's kind and
/// network.
static PARAMETERS: Table<Line> = include!(concat!(env!("OUT_DIR"), "/parameters.rs"));

/// The parameters of a landing URL that a source needs.
#[derive(Debug)]
pub(super) struct Parameters<'a> {
    pub(super) source: Option<Cow<'a, str>>,
    pub(super) medium: Option<Cow<'a, str>>,
    pub(super) campaign: Option<Cow<'a, str>>,
    pub(super) term: Option<Cow<'a, str>>,
    pub(super) content: Option<Cow<'a, str>>,
    pub(super) clicked: Option<Clicked<'a>>,
    /// Google's note of where in its ads the visit comes from, as written.
    pub(super) gad_source: Option<&'a str>,
}

/// A click id in a landing URL.
#[derive(Debug)]
pub(super) struct Clicked<'a> {
    pub(super) name: &'static str,
    pub(super) value: Cow<'a, str>,
    pub(super) click: Click,
}

/// What campaign parameters fill, in the order of their letters from A on: source,
/// medium, campaign, term, content; Piano's medium and campaign, which count only
/// together, and its platform, which counts only with them; and HubSpot's network.
const FIELDS: usize = 9;

impl<'a> Parameters<'a> {
    /// Reads a query, and what it lacks from the fragment, which is where
    /// single-page sites and some redirects leave the parameters. Of a name
    /// given twice the first counts; empty is not given.
    pub(super) fn read(query: &'a str, fragment: &'a str) -> Self {
        let fragment = query_in(fragment);
        let mut fields: [Option<(u8, &'a str)>; FIELDS] = [None; FIELDS];
        let mut clicked: Option<(Line, Click, &'a str)> = None;
        let mut gad_source = None;
        for (name, raw) in pairs(query).chain(pairs(fragment)) {
            let Some(line) = known(name).filter(|_| !is_blank(raw)) else {
                continue;
            };
            if let Some(click) = Click::read(line) {
                if clicked.is_none_or(|(_, before, _)| click.proof < before.proof) {
                    clicked = Some((line, click, raw));
                }
                if line.key == "gad_source" {
                    gad_source = gad_source.or(Some(raw));
                }
            }
            let rank = line.rest().bytes().next().unwrap_or_default();
            let field = usize::from(line.kind().wrapping_sub(b'A'));
            if let Some(slot) = fields.get_mut(field)
                && slot.is_none_or(|(before, _)| rank < before)
            {
                *slot = Some((rank, raw));
            }
        }
        let fields = fields.map(|field| value(field?.1));
        let [
            source,
            medium,
            campaign,
            term,
            content,
            piano_medium,
            piano_campaign,
            piano_platform,
            hubspot_network,
        ] = fields;
        let piano = piano_medium.zip(piano_campaign);
        let (piano_medium, piano_campaign) = piano.unzip();
        // HubSpot tracks ads with it, and only these.
        let hubspot_medium = hubspot_network.as_ref().map(|_| Cow::Borrowed("cpc"));
        let medium = medium.or(piano_medium.map(piano_name));
        let piano_source = piano_platform.filter(|_| piano_campaign.is_some());
        Self {
            source: source.or(piano_source).or(hubspot_network),
            medium: medium.or(hubspot_medium),
            campaign: campaign.or(piano_campaign),
            term,
            content,
            clicked: clicked.and_then(|(line, click, raw)| {
                Some(Clicked {
                    name: line.key,
                    value: value(raw)?,
                    click,
                })
            }),
            gad_source,
        }
    }
}

/// GA4's name for a medium of Piano Analytics
/// (<https://developers.atinternet-solutions.com/piano-analytics/data-collection/>):
/// `sl` is a sponsored link.
fn piano_name(medium: Cow<'_, str>) -> Cow<'_, str> {
    if medium.eq_ignore_ascii_case("sl") {
        Cow::Borrowed("cpc")
    } else {
        medium
    }
}

/// A parameter's name, decoded.
fn plain(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        Cow::Owned(String::from_utf8_lossy(&decode(name, b' ')).into_owned())
    } else {
        Cow::Borrowed(name)
    }
}

/// What is known of a parameter, in whatever case its name is written.
fn known(name: &str) -> Option<Line> {
    // A page that escapes its links twice leaves &amp;utm_source=….
    let name = name.strip_prefix("amp;").unwrap_or(name);
    PARAMETERS.find(plain(name).as_bytes())
}

/// The name of every click id, in lower case.
#[cfg(feature = "config")]
pub(crate) fn click_id_names() -> impl Iterator<Item = &'static str> + Clone {
    let clicks = PARAMETERS
        .all()
        .filter(|line| line.kind().is_ascii_lowercase());
    clicks.map(|line| line.key)
}

/// The parameters of a fragment: of `/page?utm_source=…` the part after the `?`.
pub(super) fn query_in(fragment: &str) -> &str {
    cut(fragment, b'?').map_or(fragment, |(_, after)| after)
}

/// The parameters of a query as they are written.
fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    parts(query, b'&').filter_map(|pair| cut(pair, b'='))
}

/// Whether nothing is given: only space, however it is written.
fn is_blank(raw: &str) -> bool {
    let could_be = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'+' | b'%');
    raw.bytes().next().is_none_or(could_be) && value(raw).is_none()
}

/// The value of one of a query's parameters, by its name.
pub(super) fn parameter<'a>(query: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut of_name = pairs(query).filter(|(found, _)| plain(found).eq_ignore_ascii_case(name));
    of_name.find_map(|(_, raw)| value(raw))
}

/// A parameter's value, decoded, without space around it; none when empty.
///
/// Decodes `%XX` and `+` as forms write them
/// (<https://url.spec.whatwg.org/#urlencoded-parsing>): a `%` that begins no
/// byte stays, and bytes that are no UTF-8 become U+FFFD.
pub(super) fn value(raw: &str) -> Option<Cow<'_, str>> {
    let value = if raw.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        let bytes = decode(raw, b' ');
        Cow::Owned(String::from_utf8_lossy(bytes.trim_ascii()).into_owned())
    } else {
        Cow::Borrowed(raw.trim_ascii())
    };
    (!value.is_empty()).then_some(value)
}

/// The bytes that a text stands for, where a `+` is `plus`.
pub(super) fn decode(raw: &str, plus: u8) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let mut byte = *first;
        if byte == b'+' {
            byte = plus;
        } else if let (b'%', [high, low, after @ ..]) = (byte, tail)
            && let Some((high, low)) = hex(*high).zip(hex(*low))
        {
            byte = high << 4 | low;
            rest = after;
        }
        bytes.push(byte);
    }
    bytes
}

fn hex(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use std::marker::PhantomData;

    use super::*;
    use crate::source::text::{Text, assert_same};

    #[test]
    fn says_the_same_as_the_browsers_text() {
        let text = include!(concat!(env!("OUT_DIR"), "/parameters_text.rs"));
        assert_same(&PARAMETERS, &text);
    }

    #[test]
    fn every_name_fits_and_is_found() {
        for line in PARAMETERS.all() {
            assert_eq!(known(&line.key.to_ascii_uppercase()), Some(line));
        }
        assert!(known("").is_none());
        assert!(known("utm_source\tS!").is_none());
    }

    #[test]
    fn decodes_what_can_be_decoded() {
        for (raw, text) in [
            ("a+b%20c", "a b c"),
            ("K%C3%B6ln", "Köln"),
            ("100%", "100%"),
            ("%", "%"),
            ("%4", "%4"),
            ("%zz%41", "%zzA"),
            ("%%41", "%A"),
            ("a%FFb", "a\u{fffd}b"),
            ("%C3%28", "\u{fffd}("),
            ("%00", "\0"),
            ("+a%20", "a"),
        ] {
            assert_eq!(value(raw).unwrap(), text, "{raw}");
        }
        assert!(matches!(value(" plain "), Some(Cow::Borrowed("plain"))));
        assert!(value("%20+").is_none());
    }

    #[test]
    fn takes_the_first_that_is_not_empty() {
        let read = |query| Parameters::read(query, "");
        assert_eq!(
            read("utm_source=&utm_source=+&utm_source=a&utm_source=b")
                .source
                .unwrap(),
            "a"
        );
        assert_eq!(read("UTM_Source=a").source.unwrap(), "a");
        assert_eq!(read("amp;utm_source=a").source.unwrap(), "a");
        assert_eq!(read("utm_source").source, None);
        assert_eq!(
            read("xutm_source=a&utm_sources=b&utm_source%20=c").source,
            None
        );
        assert_eq!(read("utm_id=7&utm_campaign=a").campaign.unwrap(), "a");
        assert_eq!(read("mtm_campaign=a&utm_id=7").campaign.unwrap(), "7");
    }

    #[test]
    fn reads_the_fragment_for_what_the_query_lacks() {
        let read = Parameters::read("utm_source=a", "utm_source=b&utm_medium=email");
        assert_eq!(read.source.unwrap(), "a");
        assert_eq!(read.medium.unwrap(), "email");
        let read = Parameters::read("", "/page?utm_source=b");
        assert_eq!(read.source.unwrap(), "b");
    }

    #[test]
    fn takes_the_click_id_that_proves_most() {
        let name = |query| {
            Parameters::read(query, "")
                .clicked
                .map(|clicked| clicked.name)
        };
        assert_eq!(name("gad_source=1&gad_campaignid=2&gclid=3"), Some("gclid"));
        assert_eq!(name("fbclid=1&gclid=2"), Some("gclid"));
        assert_eq!(name("msclkid=1&gclid=2"), Some("msclkid"));
        assert_eq!(name("ScCid=1"), Some("sccid"));
        assert_eq!(name("gclid=&fbclid=1"), Some("fbclid"));
        assert_eq!(name("gclid="), None);
    }
}
