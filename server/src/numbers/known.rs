//! One number as libphonenumber knows it.

use rlibphonenumber::{NumberLengthType, ParseError, PhoneNumber, PhoneNumberType, Region};
use telswap::E164;

/// A number of a country's numbering plan.
pub(super) struct Known {
    number: PhoneNumber,
    region: Option<Region>,
    kind: PhoneNumberType,
    /// Whether it is one of those that the country gives out.
    pub is_valid: bool,
}

/// Why nobody can have a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Impossible {
    /// No country has its code.
    Code,
    /// The 0 is in it that is dialled inside the country only.
    Trunk,
    /// Its country has none of this length.
    Length,
}

impl Known {
    pub(super) fn of(number: E164) -> Result<Self, Impossible> {
        let text = number.as_str();
        let number: PhoneNumber = text.parse().map_err(|error| match error {
            ParseError::InvalidCountryCode => Impossible::Code,
            _ => Impossible::Length,
        })?;
        // Reading takes away what does not belong to the number.
        if number.to_string() != text {
            return Err(Impossible::Trunk);
        }
        match number.is_possible_with_reason() {
            Ok(NumberLengthType::IsPossible) => {}
            // Without the area code nobody calls it from abroad.
            Ok(NumberLengthType::IsPossibleLocalOnly) | Err(_) => return Err(Impossible::Length),
        }
        Ok(Self {
            region: number.get_region_code(),
            kind: number.get_type(),
            is_valid: number.is_valid(),
            number,
        })
    }

    /// Its country (ISO 3166-1); none where several share the country code and it
    /// is no number of any, or where it is of no country at all.
    pub(super) fn country(&self) -> Option<String> {
        let country = self.region.filter(|region| *region != Region::World);
        country.map(|region| region.as_region_str().to_string())
    }

    /// Whether it may be one of the other's country.
    pub(super) fn is_of_the_country_of(&self, other: &Self) -> bool {
        if self.number.country_code != other.number.country_code {
            return false;
        }
        match other.region {
            // Countries with one code may share numbers, as freephone in America.
            Some(region) if self.is_valid => self.number.is_valid_for_region(region),
            _ => true,
        }
    }

    /// Whether it may be of the other's type.
    pub(super) fn is_of_the_type_of(&self, other: &Self) -> bool {
        use PhoneNumberType::{FixedLine, FixedLineOrMobile, Mobile, Unknown};
        self.kind == other.kind
            || matches!(
                (self.kind, other.kind),
                (Unknown, _)
                    | (_, Unknown)
                    | (FixedLineOrMobile, FixedLine | Mobile)
                    | (FixedLine | Mobile, FixedLineOrMobile)
            )
    }

    /// Its type's name.
    pub(super) fn kind(&self) -> &'static str {
        match self.kind {
            PhoneNumberType::FixedLine => "fixed-line",
            PhoneNumberType::Mobile => "mobile",
            PhoneNumberType::FixedLineOrMobile => "fixed-line-or-mobile",
            PhoneNumberType::TollFree => "freephone",
            PhoneNumberType::PremiumRate => "premium-rate",
            PhoneNumberType::SharedCost => "shared-cost",
            PhoneNumberType::VoIP => "voip",
            PhoneNumberType::PersonalNumber => "personal",
            PhoneNumberType::Pager => "pager",
            PhoneNumberType::UAN => "company",
            PhoneNumberType::VoiceMail => "voicemail",
            PhoneNumberType::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rlibphonenumber::PHONE_NUMBER_UTIL;

    use super::*;

    fn known(number: &str) -> Known {
        Known::of(number.parse().unwrap()).unwrap_or_else(|why| panic!("{number}: {why:?}"))
    }

    #[test]
    fn knows_country_and_type() {
        for (number, country, kind) in [
            ("+4963141555000", Some("DE"), "fixed-line"),
            ("+4915123456789", Some("DE"), "mobile"),
            ("+498005550137", Some("DE"), "freephone"),
            ("+49180123456", Some("DE"), "shared-cost"),
            ("+12025550142", Some("US"), "fixed-line-or-mobile"),
            ("+12045550100", Some("CA"), "fixed-line-or-mobile"),
            ("+442079460018", Some("GB"), "fixed-line"),
            ("+449001234567", Some("GB"), "premium-rate"),
            ("+390655501234", Some("IT"), "fixed-line"),
            ("+88216123456", None, "voip"),
        ] {
            let known = known(number);
            assert!(known.is_valid, "{number}");
            assert_eq!(known.country().as_deref(), country, "{number}");
            assert_eq!(known.kind(), kind, "{number}");
        }
    }

    #[test]
    fn knows_what_nobody_gives_out() {
        // Ofcom keeps these for films.
        assert!(!known("+441632960123").is_valid);
        assert_eq!(known("+441632960123").kind(), "unknown");
        assert!(!known("+12425550100").is_valid);
    }

    #[test]
    fn knows_what_nobody_can_have() {
        for (number, why) in [
            ("+999123456789", Impossible::Code),
            ("+210123456", Impossible::Code),
            ("+1800356937", Impossible::Length),
            ("+36123456", Impossible::Length),
            ("+49063141555000", Impossible::Trunk),
            ("+4402079460018", Impossible::Trunk),
        ] {
            let found = Known::of(number.parse().unwrap()).err();
            assert_eq!(found, Some(why), "{number}");
        }
    }

    #[test]
    fn compares() {
        let fixed = known("+4963141555000");
        let mobile = known("+4915123456789");
        let french = known("+33199001234");
        let (american, canadian) = (known("+12025550142"), known("+12045550100"));
        let freephone = known("+18003569377");
        let fictitious = known("+441632960123");
        assert!(mobile.is_of_the_country_of(&fixed) && !mobile.is_of_the_type_of(&fixed));
        assert!(!french.is_of_the_country_of(&fixed) && french.is_of_the_type_of(&fixed));
        assert!(!american.is_of_the_country_of(&canadian));
        assert!(freephone.is_of_the_country_of(&canadian));
        assert!(freephone.is_of_the_country_of(&american));
        assert!(!freephone.is_of_the_type_of(&american));
        assert!(american.is_of_the_type_of(&fixed) && american.is_of_the_type_of(&mobile));
        let london = known("+442079460018");
        assert!(fictitious.is_of_the_country_of(&london) && fictitious.is_of_the_type_of(&london));
        assert!(london.is_of_the_country_of(&fictitious));
    }

    /// libphonenumber has an example for every type that a country has.
    #[test]
    fn takes_what_each_country_gives_out() {
        let mut taken = 0;
        let mut refused = Vec::new();
        for region in PHONE_NUMBER_UTIL.get_supported_regions() {
            let kinds = PHONE_NUMBER_UTIL.get_supported_types_for_region(region);
            for kind in kinds.unwrap() {
                let example =
                    PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind);
                let Some(number) = example
                    .ok()
                    .and_then(|example| example.to_string().parse().ok())
                else {
                    continue;
                };
                match Known::of(number) {
                    Ok(known) if known.is_valid => taken += 1,
                    _ => refused.push(number.to_string()),
                }
            }
        }
        assert!(taken > 1000, "{taken}");
        // Canada's 310 has no area code: it is called inside the country only.
        assert_eq!(refused, ["+13101234"]);
    }

    proptest! {
        #[test]
        fn takes_any_number(number in "\\+[1-9][0-9]{6,14}") {
            if let Ok(known) = Known::of(number.parse().unwrap()) {
                prop_assert!(!known.kind().is_empty());
                prop_assert!(known.is_of_the_country_of(&known) && known.is_of_the_type_of(&known));
            }
        }
    }
}
