//! What people call a network's ads in `utm_source`.

/// The network whose ads a name says: `facebook_ads`, `GoogleAds`, `bing ad`.
pub(super) fn network(name: &str) -> Option<&str> {
    // What Google's ads were called until 2018.
    if name.eq_ignore_ascii_case("adwords") {
        return Some("google");
    }
    let name = without_end(name, "s").unwrap_or(name);
    let network = without_end(name, "ad")?;
    Some(network.strip_suffix(['_', '-', ' ']).unwrap_or(network))
}

fn without_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let (start, found) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    found.eq_ignore_ascii_case(end).then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_network() {
        for (name, found) in [
            ("facebook_ads", "facebook"),
            ("GoogleAds", "Google"),
            ("bing ad", "bing"),
            ("tiktok-AD", "tiktok"),
            ("AdWords", "google"),
            ("threads", "thre"),
            ("ads", ""),
        ] {
            assert_eq!(network(name), Some(found), "{name}");
        }
        for name in ["", "s", "d", "facebook", "adds", "äd s", "ads!"] {
            assert_eq!(network(name), None, "{name}");
        }
    }
}
