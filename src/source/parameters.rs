//! What a landing URL says of its visit: campaign parameters and click ids.

use std::borrow::Cow;

use super::clicks::{CLICKS, Click};

/// The parameters of a landing URL that a source needs.
#[derive(Debug, Default)]
pub(super) struct Parameters<'a> {
    pub(super) source: Option<Cow<'a, str>>,
    pub(super) medium: Option<Cow<'a, str>>,
    pub(super) campaign: Option<Cow<'a, str>>,
    pub(super) term: Option<Cow<'a, str>>,
    pub(super) content: Option<Cow<'a, str>>,
    pub(super) gad_source: Option<Cow<'a, str>>,
    pub(super) click: Option<Clicked<'a>>,
}

/// A click id in a landing URL.
#[derive(Debug)]
pub(super) struct Clicked<'a> {
    pub(super) name: &'static str,
    pub(super) value: Cow<'a, str>,
    pub(super) click: Click,
}

/// What a campaign parameter fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Source,
    Medium,
    Campaign,
    Term,
    Content,
    /// Piano's, which count only together.
    PianoMedium,
    PianoCampaign,
    GadSource,
}

/// How many [`Field`]s there are.
const FIELDS: usize = 8;

/// Every campaign parameter in lower case, what it fills, and its rank there:
/// GA4's before Matomo's (<https://matomo.org/faq/reports/what-is-campaign-tracking-and-why-it-is-important/>),
/// names before numbers. Sorted, since it is searched; a new one is a new line.
static CAMPAIGN: [(&str, Field, u8); 27] = {
    use Field::{Campaign, Content, GadSource, Medium, PianoCampaign, PianoMedium, Source, Term};
    [
        ("at_campaign", PianoCampaign, 0),
        ("at_medium", PianoMedium, 0),
        ("gad_source", GadSource, 0),
        ("matomo_campaign", Campaign, 2),
        ("matomo_kwd", Term, 2),
        ("mtm_campaign", Campaign, 2),
        ("mtm_cid", Campaign, 3),
        ("mtm_content", Content, 2),
        ("mtm_keyword", Term, 2),
        ("mtm_kwd", Term, 2),
        ("mtm_medium", Medium, 2),
        ("mtm_source", Source, 2),
        ("piwik_campaign", Campaign, 2),
        ("piwik_kwd", Term, 2),
        ("pk_campaign", Campaign, 2),
        ("pk_content", Content, 2),
        ("pk_cpn", Campaign, 2),
        ("pk_keyword", Term, 2),
        ("pk_kwd", Term, 2),
        ("pk_medium", Medium, 2),
        ("pk_source", Source, 2),
        ("utm_campaign", Campaign, 0),
        ("utm_content", Content, 0),
        ("utm_id", Campaign, 1),
        ("utm_medium", Medium, 0),
        ("utm_source", Source, 0),
        ("utm_term", Term, 0),
    ]
};

/// The longest name above; a longer one is none of them.
const LONGEST_NAME: usize = 20;

/// The best value of each field so far, and its rank.
#[derive(Default)]
struct Best<'a>([Option<(u8, Cow<'a, str>)>; FIELDS]);

impl<'a> Parameters<'a> {
    /// Reads a query, and what it lacks from the fragment, which is where
    /// single-page sites and some redirects leave the parameters. Of a name
    /// given twice the first counts; empty is not given.
    pub(super) fn read(query: &'a str, fragment: &'a str) -> Self {
        // Of #/page?utm_source=… the part after the ?.
        let fragment = fragment
            .split_once('?')
            .map_or(fragment, |(_, after)| after);
        let mut best = Best::default();
        let mut click: Option<Clicked<'a>> = None;
        for (name, raw) in pairs(query).chain(pairs(fragment)) {
            let Some(name) = Name::of(name) else { continue };
            if let Some((field, rank)) = name.campaign() {
                best.offer(field, rank, raw);
            }
            if let Some((name, found)) = name.click() {
                let says_more = click
                    .as_ref()
                    .is_none_or(|before| found.proof < before.click.proof);
                if let Some(value) = value(raw).filter(|_| says_more) {
                    click = Some(Clicked {
                        name,
                        value,
                        click: found,
                    });
                }
            }
        }
        best.into_parameters(click)
    }
}

impl<'a> Best<'a> {
    fn offer(&mut self, field: Field, rank: u8, raw: &'a str) {
        let Some(slot) = self.0.get_mut(field as usize) else {
            return;
        };
        if slot.as_ref().is_none_or(|(before, _)| rank < *before)
            && let Some(value) = value(raw)
        {
            *slot = Some((rank, value));
        }
    }

    fn into_parameters(mut self, click: Option<Clicked<'a>>) -> Parameters<'a> {
        let mut take = |field: Field| Some(self.0.get_mut(field as usize)?.take()?.1);
        let piano = take(Field::PianoMedium).zip(take(Field::PianoCampaign));
        let (piano_medium, piano_campaign) = piano.unzip();
        Parameters {
            source: take(Field::Source),
            medium: take(Field::Medium).or(piano_medium.map(piano_name)),
            campaign: take(Field::Campaign).or(piano_campaign),
            term: take(Field::Term),
            content: take(Field::Content),
            gad_source: take(Field::GadSource),
            click,
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

/// A parameter's name in lower case, on the stack.
struct Name {
    bytes: [u8; LONGEST_NAME],
    length: usize,
}

impl Name {
    fn of(name: &str) -> Option<Self> {
        // A page that escapes its links twice leaves &amp;utm_source=….
        let name = name.strip_prefix("amp;").unwrap_or(name);
        let mut bytes = [0; LONGEST_NAME];
        bytes
            .get_mut(..name.len())?
            .copy_from_slice(name.as_bytes());
        bytes.make_ascii_lowercase();
        Some(Self {
            bytes,
            length: name.len(),
        })
    }

    fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    fn campaign(&self) -> Option<(Field, u8)> {
        let place = CAMPAIGN.binary_search_by(|(name, ..)| name.as_bytes().cmp(self.as_bytes()));
        let (_, field, rank) = CAMPAIGN.get(place.ok()?)?;
        Some((*field, *rank))
    }

    fn click(&self) -> Option<(&'static str, Click)> {
        let place = CLICKS.binary_search_by(|(name, _)| name.as_bytes().cmp(self.as_bytes()));
        CLICKS.get(place.ok()?).copied()
    }
}

/// The parameters of a query as they are written.
fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// The value of one of a query's parameters, by its name.
pub(super) fn parameter<'a>(query: &'a str, name: &str) -> Option<Cow<'a, str>> {
    let mut of_name = pairs(query).filter(|(found, _)| found.eq_ignore_ascii_case(name));
    of_name.find_map(|(_, raw)| value(raw))
}

/// A parameter's value, decoded, without space around it; none when empty.
fn value(raw: &str) -> Option<Cow<'_, str>> {
    let value = match decode(raw) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_ascii()),
        Cow::Owned(text) if text.trim_ascii().len() == text.len() => Cow::Owned(text),
        Cow::Owned(text) => Cow::Owned(text.trim_ascii().to_owned()),
    };
    (!value.is_empty()).then_some(value)
}

/// Decodes `%XX` and `+` as forms write them
/// (<https://url.spec.whatwg.org/#urlencoded-parsing>): a `%` that begins no
/// byte stays, and bytes that are no UTF-8 become U+FFFD.
fn decode(raw: &str) -> Cow<'_, str> {
    if !raw.bytes().any(|byte| matches!(byte, b'%' | b'+')) {
        return Cow::Borrowed(raw);
    }
    let mut bytes = Vec::with_capacity(raw.len());
    let mut rest = raw.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        let byte = match (first, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, after @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    rest = after;
                    high << 4 | low
                }
                _ => b'%',
            },
            _ => *first,
        };
        bytes.push(byte);
    }
    match String::from_utf8(bytes) {
        Ok(text) => Cow::Owned(text),
        Err(error) => Cow::Owned(String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_their_names_fit() {
        assert!(CAMPAIGN.is_sorted_by(|(a, ..), (b, ..)| a < b));
        assert!(CLICKS.is_sorted_by(|(a, _), (b, _)| a < b));
        let names = CAMPAIGN
            .iter()
            .map(|(name, ..)| *name)
            .chain(CLICKS.iter().map(|(name, _)| *name));
        for name in names {
            assert!(
                name.len() <= LONGEST_NAME && name == name.to_ascii_lowercase(),
                "{name}"
            );
        }
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
        ] {
            assert_eq!(decode(raw), text, "{raw}");
        }
        assert!(matches!(decode("plain"), Cow::Borrowed("plain")));
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
        let name = |query| Parameters::read(query, "").click.map(|click| click.name);
        assert_eq!(name("gad_source=1&gad_campaignid=2&gclid=3"), Some("gclid"));
        assert_eq!(name("fbclid=1&gclid=2"), Some("gclid"));
        assert_eq!(name("msclkid=1&gclid=2"), Some("msclkid"));
        assert_eq!(name("ScCid=1"), Some("sccid"));
        assert_eq!(name("gclid=&fbclid=1"), Some("fbclid"));
        assert_eq!(name("gclid="), None);
    }
}
