//! `telswap consent`

use std::fmt::Display;
use std::io::{self, BufRead, Write};

use clap::Subcommand;
use serde_json::{Value, json};
use telswap::consent::{DecodeError, Decoded, Gpp, Ids, TcString, UsNat, UspV1, VendorSet};

use super::lines::write_json;
use super::{Failure, say};

/// Read what consent platforms write
#[derive(clap::Args)]
pub(super) struct Consent {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Decode(Decode),
}

/// Say what a TC string or a GPP string says, or what is wrong with it
///
/// Example: telswap consent decode -- CQuCLYAQuCLYAAKACBENBkFgAIIAAAAAAAYgF5wAgABALzAAAAAA.IF5wAgABALzA
///
/// Example: telswap consent decode --json < strings.txt
#[derive(clap::Args)]
struct Decode {
    /// The string; - or none for standard input, with a string on each line.
    #[arg(value_name = "STRING")]
    string: Option<String>,
    /// As JSON, a line for each string.
    #[arg(long)]
    json: bool,
}

impl Consent {
    pub(super) fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Decode(command) => command.run(),
        }
    }
}

impl Decode {
    fn run(self) -> Result<(), Failure> {
        match &self.string {
            Some(string) if string != "-" => {
                let decoded = telswap::consent::decode(string)
                    .map_err(|error| Failure::Message(error.to_string()))?;
                Ok(self.write(&mut io::stdout().lock(), &decoded)?)
            }
            _ => self.each_line(),
        }
    }

    /// One for one, whatever comes: a string that cannot be read gets an
    /// `{"error": …}` in its place.
    fn each_line(&self) -> Result<(), Failure> {
        let mut input = io::stdin().lock();
        let mut output = io::BufWriter::new(io::stdout().lock());
        let mut line = Vec::new();
        let (mut count, mut all_well) = (0_u64, true);
        while input.read_until(b'\n', &mut line)? > 0 {
            if !self.json && count > 0 {
                output.write_all(b"\n")?;
            }
            count += 1;
            // What is no UTF-8 becomes a sign that no string has.
            let string = String::from_utf8_lossy(without_end(&line));
            match telswap::consent::decode(&string) {
                Ok(decoded) => self.write(&mut output, &decoded)?,
                Err(error) => {
                    all_well = false;
                    say(format_args!("telswap: line {count}: {error}"));
                    if self.json {
                        write_json(&mut output, &json!({ "error": error_json(&error) }))?;
                    } else {
                        writeln!(output, "{error}")?;
                    }
                }
            }
            line.clear();
        }
        output.flush()?;
        match (count, all_well) {
            (0, _) => Err(Failure::Message(
                "standard input is empty; write a TC string or a GPP string on each line"
                    .to_owned(),
            )),
            (_, true) => Ok(()),
            (_, false) => Err(Failure::Said),
        }
    }

    fn write(&self, output: &mut impl Write, decoded: &Decoded) -> io::Result<()> {
        if self.json {
            return write_json(output, decoded);
        }
        if let Some(gpp) = &decoded.gpp {
            list_gpp(output, gpp)?;
        }
        decoded
            .tcf
            .as_ref()
            .map_or(Ok(()), |tcf| list_tcf(output, tcf))
    }
}

/// A line without what ends it.
fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn error_json(error: &DecodeError) -> Value {
    let place = error.place();
    json!({
        "code": error.code(),
        "message": error.to_string(),
        "section": place.section,
        "segment": place.segment,
        "name": place.name,
        "bit": place.bit,
    })
}

fn row(output: &mut impl Write, name: &str, value: impl Display) -> io::Result<()> {
    writeln!(output, "  {name:<28} {value}")
}

fn list_tcf(output: &mut impl Write, tcf: &TcString) -> io::Result<()> {
    writeln!(output, "TC string, version {}", tcf.version)?;
    if let Some(invalid) = &tcf.invalid {
        row(output, "grants nothing", invalid)?;
    }
    row(output, "created", tcf.created)?;
    row(output, "updated", tcf.updated)?;
    let cmp = format!("{}, version {}", tcf.cmp_id, tcf.cmp_version);
    row(output, "consent platform", cmp)?;
    let asked = format!("screen {}, {}", tcf.consent_screen, tcf.consent_language);
    row(output, "asked on", asked)?;
    row(output, "vendor list", tcf.vendor_list_version)?;
    row(output, "policies", tcf.policy_version)?;
    row(output, "service-specific", yes(tcf.service_specific))?;
    row(output, "non-standard texts", yes(tcf.non_standard_texts))?;
    row(output, "publisher's country", &tcf.publisher_country)?;
    row(
        output,
        "purpose 1 not disclosed",
        yes(tcf.purpose_one_treatment),
    )?;
    row(output, "purpose consents", ids(tcf.purpose_consents))?;
    row(
        output,
        "purpose legitimate interests",
        ids(tcf.purpose_legitimate_interests),
    )?;
    row(output, "special features", ids(tcf.special_features))?;
    row(output, "vendor consents", vendors(&tcf.vendor_consents))?;
    row(
        output,
        "vendor legitimate interests",
        vendors(&tcf.vendor_legitimate_interests),
    )?;
    for (name, set) in [
        ("disclosed vendors", &tcf.disclosed_vendors),
        ("allowed vendors", &tcf.allowed_vendors),
    ] {
        match set {
            Some(set) => row(output, name, vendors(set))?,
            None => row(output, name, "no such segment")?,
        }
    }
    for one in &tcf.publisher_restrictions {
        let kind = one.kind.name().replace('_', " ");
        let restricted = format!("{kind}: {}", vendors(&one.vendors));
        row(
            output,
            &format!("restriction of purpose {}", one.purpose),
            restricted,
        )?;
    }
    let Some(publisher) = &tcf.publisher_tc else {
        return Ok(());
    };
    row(output, "publisher's consents", ids(publisher.consents))?;
    row(
        output,
        "publisher's interests",
        ids(publisher.legitimate_interests),
    )?;
    if publisher.custom_purposes > 0 {
        row(output, "custom purposes", publisher.custom_purposes)?;
        row(output, "custom consents", ids(publisher.custom_consents))?;
        row(
            output,
            "custom interests",
            ids(publisher.custom_legitimate_interests),
        )?;
    }
    Ok(())
}

fn list_gpp(output: &mut impl Write, gpp: &Gpp) -> io::Result<()> {
    writeln!(output, "GPP string, version {}", gpp.version)?;
    row(output, "sections", list(&gpp.sections))?;
    for one in &gpp.undecoded {
        let name = one.name.unwrap_or("unknown");
        row(output, &format!("section {} ({name})", one.id), &one.raw)?;
    }
    if let Some(UspV1 {
        version,
        notice,
        opt_out_sale,
        lspa_covered,
    }) = gpp.uspv1
    {
        writeln!(output, "US Privacy (section 6), version {version}")?;
        let answer = |answer: Option<bool>| answer.map_or("not applicable", yes);
        row(output, "notice", answer(notice))?;
        row(output, "opt-out of sale", answer(opt_out_sale))?;
        row(output, "covered by the LSPA", answer(lspa_covered))?;
    }
    gpp.usnat
        .as_ref()
        .map_or(Ok(()), |usnat| list_usnat(output, usnat))
}

fn list_usnat(output: &mut impl Write, usnat: &UsNat) -> io::Result<()> {
    writeln!(output, "US National (section 7), version {}", usnat.version)?;
    for (name, value) in [
        ("sharing notice", usnat.sharing_notice),
        ("sale opt-out notice", usnat.sale_opt_out_notice),
        ("sharing opt-out notice", usnat.sharing_opt_out_notice),
        (
            "targeted ads opt-out notice",
            usnat.targeted_advertising_opt_out_notice,
        ),
        (
            "sensitive opt-out notice",
            usnat.sensitive_data_processing_opt_out_notice,
        ),
        (
            "sensitive limit-use notice",
            usnat.sensitive_data_limit_use_notice,
        ),
    ] {
        row(
            output,
            name,
            word(value, ["not applicable", "given", "not given"]),
        )?;
    }
    for (name, value) in [
        ("sale", usnat.sale_opt_out),
        ("sharing", usnat.sharing_opt_out),
        ("targeted ads", usnat.targeted_advertising_opt_out),
    ] {
        row(
            output,
            name,
            word(value, ["not applicable", "opted out", "did not opt out"]),
        )?;
    }
    let consent = |value| word(value, ["not applicable", "no consent", "consent"]);
    let consents = |values: &[u8]| {
        list(
            &values
                .iter()
                .map(|value| consent(*value))
                .collect::<Vec<_>>(),
        )
    };
    row(
        output,
        "sensitive data",
        consents(&usnat.sensitive_data_processing),
    )?;
    row(
        output,
        "known children",
        consents(&usnat.known_child_sensitive_data_consents),
    )?;
    row(
        output,
        "personal data",
        consent(usnat.personal_data_consents),
    )?;
    for (name, value) in [
        ("MSPA covered transaction", usnat.mspa_covered_transaction),
        ("MSPA opt-out option mode", usnat.mspa_opt_out_option_mode),
        (
            "MSPA service provider mode",
            usnat.mspa_service_provider_mode,
        ),
    ] {
        row(output, name, word(value, ["not applicable", "yes", "no"]))?;
    }
    row(output, "GPC", usnat.gpc.map_or("not said", yes))
}

/// What 0, 1 and 2 mean.
fn word(value: u8, [zero, one, two]: [&'static str; 3]) -> &'static str {
    match value {
        0 => zero,
        1 => one,
        _ => two,
    }
}

fn yes(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

fn ids(ids: Ids) -> String {
    list(&ids.iter().collect::<Vec<_>>())
}

fn vendors(set: &VendorSet) -> String {
    if set.is_empty() {
        return "none".to_owned();
    }
    set.to_string()
}

fn list(all: &[impl Display]) -> String {
    if all.is_empty() {
        return "none".to_owned();
    }
    let all: Vec<_> = all.iter().map(ToString::to_string).collect();
    all.join(", ")
}
