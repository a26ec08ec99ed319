//! What libphonenumber says of the project's own numbers.

use telswap_server::numbers::verify;

/// Whoever tries them out sees what a good config looks like.
#[test]
fn nothing_is_said_of_the_example_and_the_demo() {
    let example = include_str!("../../../README.md").split("```json").nth(1);
    let example = example.unwrap().split("```").next().unwrap();
    let demo = include_str!("../../../www-demo/site.json");
    for json in [example, demo] {
        let site = telswap::config::check(json).unwrap();
        let verified = verify(&site);
        assert!(verified.errors.is_empty(), "{:?}", verified.errors);
        assert!(verified.warnings.is_empty(), "{:?}", verified.warnings);
        let mut numbers = verified.numbers.iter();
        assert!(numbers.all(|number| number.kind == "fixed-line"));
        assert_eq!(verified.numbers.len(), site.numbers().len());
    }
}
