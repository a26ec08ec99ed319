//! `telswap notice`: what to tell visitors, from the command line.

use serde_json::json;

use crate::support::{Folder, config, telswap, text};

/// A line of a shell, which quotes by '.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match (letter, words.last_mut()) {
            ('\'', _) => quoted = !quoted,
            (' ', _) if !quoted => words.push(String::new()),
            (_, Some(word)) => word.push(letter),
            (_, None) => {}
        }
    }
    words
}

#[test]
fn the_documented_commands_write_a_notice() {
    let document = include_str!("../../../docs/consent.md");
    let commands: Vec<&str> = document
        .lines()
        .filter_map(|line| line.strip_prefix("$ telswap "))
        .filter(|line| line.starts_with("notice"))
        .collect();
    assert_eq!(commands.len(), 2);
    let folder = Folder::with(&config());
    let mut said = Vec::new();
    for command in commands {
        let mut words = words(command);
        for word in &mut words {
            if word == "site.json" {
                *word = folder.site_json();
            }
        }
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let output = telswap(&words, b"");
        assert_eq!(output.status.code(), Some(0), "{command}");
        said.push((
            text(&output.stdout).to_owned(),
            text(&output.stderr).to_owned(),
        ));
    }
    let [(german, doubt), (english, none)] = &said[..] else {
        panic!("{said:?}");
    };
    assert!(german.starts_with("# Was Sie Ihren Besuchern"), "{german}");
    assert!(
        german.contains("[… Ihre Frist]") && german.contains("10 bis 30 Minuten"),
        "{german}"
    );
    assert!(english.starts_with("# What to tell"), "{english}");
    assert!(
        english.contains("our time for that: 13 months."),
        "{english}"
    );
    assert!(
        english.contains("`telswap https://calls.hof-kaffee.de/v1/leases`"),
        "{english}"
    );
    assert!(doubt.contains("--public-url"), "{doubt}");
    assert!(none.is_empty(), "{none}");
}

#[test]
fn a_config_that_does_not_hold_has_no_notice() {
    let mut config = config();
    config["consent"]["static"] = json!("now");
    let folder = Folder::with(&config);
    let path = folder.site_json();
    let output = telswap(&["notice", "--config", &path, "--lang", "de"], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    assert!(text(&output.stderr).contains("consent.static"));
    let output = telswap(&["notice", "--config", &path], b"");
    assert_eq!(output.status.code(), Some(2));
}
