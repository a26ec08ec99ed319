//! A URL taken apart, as far as its source needs: without a copy, and without
//! refusing what is no URL, since its parameters may still be right.

use super::parts::{cut, cut_before, cut_last, cut_or_all};

/// The parts of a landing URL or a referrer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Address<'a> {
    /// The host as it is written, without port; none when this is no web page
    /// and no app.
    pub(super) host: Option<&'a str>,
    /// Whether it is an Android app (`android-app://package`); then the host is
    /// its package.
    pub(super) app: bool,
    /// What follows the host, with its `/`.
    pub(super) path: &'a str,
    /// What follows the `?`.
    pub(super) query: &'a str,
    /// What follows the `#`.
    pub(super) fragment: &'a str,
}

/// How the addresses of pages and of Android apps begin.
const SCHEMES: [&str; 3] = ["https://", "http://", "android-app://"];
const APP: &str = SCHEMES[2];

impl<'a> Address<'a> {
    pub(super) fn split(text: &'a str) -> Self {
        let text = text.trim_ascii();
        let mut begun = SCHEMES.iter().filter_map(|&scheme| {
            let (start, rest) = text.split_at_checked(scheme.len())?;
            let begins = start.eq_ignore_ascii_case(scheme);
            begins.then_some((scheme, rest))
        });
        let (scheme, rest) = begun.next().unwrap_or(("", text));
        // Browsers read \ as / here (https://url.spec.whatwg.org/#authority-state).
        let (authority, rest) = cut_before(rest, *b"/\\?#");
        let (path, after) = cut_before(rest, *b"?#");
        let (query, fragment) = match after.strip_prefix('#') {
            Some(fragment) => ("", fragment),
            None => cut_or_all(after.get(1..).unwrap_or_default(), b'#'),
        };
        Self {
            host: if scheme.is_empty() {
                None
            } else {
                host(authority)
            },
            app: scheme == APP,
            path,
            query,
            fragment,
        }
    }
}

/// The host of `user:password@host:port`, if it can be one.
fn host(authority: &str) -> Option<&str> {
    let host = cut_last(authority, b'@').map_or(authority, |(_, host)| host);
    if let Some(address) = host.strip_prefix('[') {
        let (address, _) = cut(address, b']')?;
        let hex = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.');
        // The brackets are part of the host.
        let whole = host.get(..address.len() + 2)?;
        return (address.len() <= 45 && address.bytes().all(hex)).then_some(whole);
    }
    let (host, _) = cut_or_all(host, b':');
    let host = host.strip_suffix('.').unwrap_or(host);
    is_name(host).then_some(host)
}

/// Whether a text can be a host's name: at most 253 bytes (RFC 1035, 2.3.4), no
/// label empty, nothing that a URL's host cannot hold. What else gets in here is
/// made up, and would be shown to people as a source.
fn is_name(host: &str) -> bool {
    let allowed = |byte: u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') || !byte.is_ascii()
    };
    let mut before = b'.';
    for byte in host.bytes() {
        if !allowed(byte) || (before, byte) == (b'.', b'.') {
            return false;
        }
        before = byte;
    }
    before != b'.' && host.len() <= 253
}

/// The host without a leading `www.`, unless only an ending would be left.
pub(super) fn without_www(host: &str) -> &str {
    match host.split_at_checked(4) {
        Some((www, rest)) if www.eq_ignore_ascii_case("www.") && cut(rest, b'.').is_some() => rest,
        _ => host,
    }
}

/// Whether `host` is `parent` or one of its subdomains, compared by label.
pub(super) fn is_within(host: &str, parent: &str) -> bool {
    let Some(before) = host.len().checked_sub(parent.len()) else {
        return false;
    };
    let Some((labels, end)) = host.split_at_checked(before) else {
        return false;
    };
    !parent.is_empty()
        && end.eq_ignore_ascii_case(parent)
        && (labels.is_empty() || labels.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host_of(url: &str) -> Option<&str> {
        Address::split(url).host
    }

    #[test]
    fn takes_a_url_apart() {
        let address = Address::split("HTTPS://User:pw@www.Example.com:8080/a/b?c=d?e#f?g#h");
        assert_eq!(address.host, Some("www.Example.com"));
        assert_eq!(address.path, "/a/b");
        assert_eq!((address.query, address.fragment), ("c=d?e", "f?g#h"));

        let app = Address::split("android-app://com.pinterest/https/x");
        assert_eq!(
            (app.host, app.app, app.path),
            (Some("com.pinterest"), true, "/https/x")
        );
    }

    #[test]
    fn keeps_the_parameters_of_what_is_no_url() {
        let address = Address::split("/kontakt?utm_source=x");
        assert_eq!((address.host, address.query), (None, "utm_source=x"));
        assert_eq!(Address::split("?a").query, "a");
    }

    #[test]
    fn finds_the_host_that_a_browser_would_ask() {
        for (url, host) in [
            ("https://google.com@evil.example/", "evil.example"),
            ("https://evil.example\\@google.com/", "evil.example"),
            ("https://evil.example?@google.com/", "evil.example"),
            ("https://evil.example#@google.com/", "evil.example"),
            ("https://example.com./", "example.com"),
            ("http://[2001:db8::1]:80/", "[2001:db8::1]"),
            (" https://example.com ", "example.com"),
        ] {
            assert_eq!(host_of(url), Some(host), "{url}");
        }
    }

    #[test]
    fn has_no_host_where_there_is_none() {
        for url in [
            "",
            "://",
            "https://",
            "https:///x",
            "https://.",
            "https://..",
            "https://a..b/",
            "https://a b/",
            "https://<b>/",
            "https://%67oogle.com/",
            "https://[::1",
            "https://[x]/",
            "javascript:alert(1)",
            "javascript://google.com/%0aalert(1)",
            "about:blank",
            "file:///etc",
            "chrome-extension://abcdef/",
            "www.google.com",
            "//google.com/",
        ] {
            assert_eq!(host_of(url), None, "{url}");
        }
        assert_eq!(host_of(&format!("https://{}/", "a".repeat(254))), None);
    }

    #[test]
    fn compares_by_label() {
        assert!(is_within("shop.example.com", "Example.com"));
        assert!(is_within("example.com", "example.com"));
        for other in [
            "myexample.com",
            "example.com.evil.net",
            "com",
            "",
            "example.co",
        ] {
            assert!(!is_within(other, "example.com"), "{other}");
        }
        assert!(!is_within("example.com", ""));
        assert_eq!(without_www("WWW.example.com"), "example.com");
        assert_eq!(without_www("www.de"), "www.de");
        assert_eq!(without_www("wwwx.example.com"), "wwwx.example.com");
    }
}
