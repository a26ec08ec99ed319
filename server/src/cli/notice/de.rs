//! The notice in German.

use telswap::config::{Cmp, Evidence};
use telswap::journey::MOST_TOUCHES;

use super::facts::{Facts, Leases};
use super::page::{Page, code, listed, paragraph, plain};
use super::platform;

/// The purposes of the TCF by their official names
/// (<https://register.consensu.org/Translation>).
const PURPOSES: [&str; 11] = [
    "Speichern von oder Zugriff auf Informationen auf einem Endgerät",
    "Verwendung reduzierter Daten zur Auswahl von Werbeanzeigen",
    "Erstellung von Profilen für personalisierte Werbung",
    "Verwendung von Profilen zur Auswahl personalisierter Werbung",
    "Erstellung von Profilen zur Personalisierung von Inhalten",
    "Verwendung von Profilen zur Auswahl personalisierter Inhalte",
    "Messung der Werbeleistung",
    "Messung der Performance von Inhalten",
    "Analyse von Zielgruppen durch Statistiken oder Kombinationen von Daten aus verschiedenen Quellen",
    "Entwicklung und Verbesserung der Angebote",
    "Verwendung reduzierter Daten zur Auswahl von Inhalten",
];

pub(super) fn page(facts: &Facts<'_>) -> Page {
    let mut policy = vec![
        ("Verantwortlich", "[… Name, Anschrift und E-Mail-Adresse Ihres Unternehmens; Kontakt Ihrer Datenschutzbeauftragten, wenn Sie eine haben]".to_owned()),
        ("Wozu", purpose(facts)),
    ];
    if facts.is_immediate {
        policy.push(("Vor Ihrer Entscheidung", before(facts)));
    } else {
        policy.push(("Ohne Ihre Einwilligung", "Bis Sie zustimmen, lädt Ihr Browser nur ein kleines Skript, das Ihre Entscheidung abwartet und nichts speichert. Sie sehen unsere gewöhnliche Telefonnummer.".to_owned()));
    }
    policy.extend([
        ("Welche Daten", data(facts)),
        ("Was auf Ihrem Gerät gespeichert wird", storage(facts)),
        ("Wer die Daten erhält", recipients(facts)),
        ("Wie lange", retention(facts)),
        ("Rechtsgrundlage", "Ihre Einwilligung: § 25 Abs. 1 TDDDG für das Speichern und Auslesen auf Ihrem Gerät, Art. 6 Abs. 1 Buchst. a DSGVO für die weitere Verarbeitung. Sie ist freiwillig; ohne sie erreichen Sie uns genauso.".to_owned()),
        ("Widerruf", withdrawal(facts)),
        ("Ihre Rechte", rights(facts)),
    ]);
    Page {
        title: "Was Sie Ihren Besuchern über telswap sagen",
        owner: ("Vor der Veröffentlichung", owner(facts)),
        policy: (
            "Für die Datenschutzerklärung: Welche Werbung zu Anrufen führt",
            policy,
        ),
        service: (
            "Für die Consent-Plattform",
            ["Feld", "Eintrag"],
            service(facts),
        ),
    }
}

fn owner(facts: &Facts<'_>) -> Vec<String> {
    let mut points = vec![
        "Dies ist ein Entwurf nach Ihrer `site.json` und keine Rechtsberatung. Lassen Sie ihn prüfen.".to_owned(),
        "Was in `[… ]` steht, wissen nur Sie: Ersetzen Sie es.".to_owned(),
    ];
    let mut add = |applies: bool, point: &str| {
        if applies {
            points.push(point.to_owned());
        }
    };
    add(
        facts.is_guess,
        "Die Adresse des Servers ist vermutet. `--public-url` sagt, welche es ist; der Name des Eintrags im Browser hängt daran.",
    );
    add(
        facts.leases.is_some(),
        "Der Server behält Nummern-Zuteilungen und Anrufe, bis Sie sie löschen. Legen Sie eine Frist fest, und halten Sie sie ein.",
    );
    add(
        facts.is_immediate,
        "`\"static\": \"immediate\"` zeigt Nummern vor der Einwilligung. Behalten Sie das nur, wenn Ihre Rechtsberatung es für zulässig hält (§ 25 TDDDG), und tragen Sie die Rechtsgrundlage ein.",
    );
    add(
        true,
        "Haben Ihre Formulare Felder mit `data-telswap-field`, so erhalten Sie die Herkunft mit jedem Formular: Ergänzen Sie das. Dasselbe gilt für eigene Skripte, die sie abfragen.",
    );
    points
}

fn purpose(facts: &Facts<'_>) -> String {
    let shared = "die alle Besucher derselben Herkunft sehen";
    let leased = "die Ihnen für einige Zeit zugeteilt ist";
    let other = "statt unserer gewöhnlichen Telefonnummer eine andere";
    let by_source = "je nach Herkunft Ihres Besuchs";
    let shown = match (facts.leases.is_some(), facts.has_static, facts.is_immediate) {
        (false, false, _) => {
            "Wenn Sie zustimmen, erkennt diese Website dafür, woher Ihr Besuch kommt.".to_owned()
        }
        (true, false, _) => {
            format!("Wenn Sie zustimmen, zeigt diese Website Ihnen dafür {other}, {leased}.")
        }
        (false, true, false) => format!(
            "Wenn Sie zustimmen, zeigt diese Website Ihnen dafür {by_source} {other}, {shared}."
        ),
        (true, true, false) => format!(
            "Wenn Sie zustimmen, zeigt diese Website Ihnen dafür {by_source} {other}: eine, {shared}, oder eine, {leased}."
        ),
        (false, true, true) => format!(
            "Dafür zeigt diese Website Ihnen {by_source} {other}, {shared}. Wenn Sie zustimmen, berücksichtigt sie auch Ihre früheren Besuche."
        ),
        (true, true, true) => format!(
            "Dafür zeigt diese Website Ihnen {by_source} {other}, {shared}. Wenn Sie zustimmen, berücksichtigt sie auch Ihre früheren Besuche, oder sie zeigt eine Nummer, {leased}."
        ),
    };
    let reach = "Rufen Sie die gezeigte Nummer an, so erreichen Sie uns wie sonst, und wir sehen, auf welchem Weg Sie zu uns gefunden haben.";
    paragraph([
        Some(
            "Wir möchten wissen, welche Werbung und welche Empfehlungen zu Anrufen bei uns führen."
                .to_owned(),
        ),
        Some(shown),
        facts.shows_numbers().then(|| reach.to_owned()),
    ])
}

/// What happens before any decision, where the site wants that.
fn before(facts: &Facts<'_>) -> String {
    let waits = "Alles andere, was hier beschrieben ist, geschieht erst, wenn Sie zustimmen.";
    let sign = "Dasselbe gilt, wenn Ihr Browser das Signal „Global Privacy Control“ sendet.";
    paragraph([
        Some("Schon bevor Sie sich entscheiden, kann eine Nummer zu sehen sein, die alle Besucher derselben Herkunft sehen. Ihr Browser wählt sie nach der Adresse der aufgerufenen Seite und der Adresse der Seite, von der Sie kommen. Dafür wird nichts gespeichert und keine Kennung vergeben; abgerufen werden nur das Programm, das die Nummern tauscht, und seine Einstellungen.".to_owned()),
        Some("Lehnen Sie ab, so steht wieder unsere gewöhnliche Telefonnummer da.".to_owned()),
        facts.heeds_gpc().then(|| sign.to_owned()),
        Some("Rechtsgrundlage dafür: [… nach Prüfung durch Ihre Rechtsberatung].".to_owned()),
        Some(waits.to_owned()),
    ])
}

fn data(facts: &Facts<'_>) -> String {
    paragraph([
        Some("Aus der Adresse der Seite, auf der Sie ankommen, und der Adresse der Seite, von der Sie kommen, ermittelt Ihr Browser die Herkunft Ihres Besuchs, soweit sie daraus hervorgeht: Kanal (etwa „bezahlte Suche“), Quelle, Medium, Kampagne, Suchbegriff, Anzeige oder Link, Name und Wert einer Klick-ID (etwa `gclid`) und den Namen der Website, von der Sie kommen.".to_owned()),
        facts.notes_landings.then(|| "Festgehalten wird auch, welche Vorgaben unserer Regeln zu Pfad und Parametern die Adresse Ihrer Ankunftsseite erfüllt.".to_owned()),
        Some("Die Adressen selbst werden nicht festgehalten.".to_owned()),
        match facts.leases {
            Some(leases) => Some(sent(facts, leases)),
            None if facts.has_data_layer => None,
            None => Some("Die Angaben bleiben in Ihrem Browser; telswap übermittelt sie nicht.".to_owned()),
        },
        facts.has_data_layer.then(|| "Herkunft und gezeigte Nummer werden außerdem dem Tag-Manager dieser Website übergeben (`dataLayer`): [… welchem, und wohin er sie weitergibt].".to_owned()),
    ])
}

/// What the server hears and keeps.
fn sent(facts: &Facts<'_>, leases: Leases) -> String {
    paragraph([
        Some(format!("Wird eine Nummer für Sie gebraucht, so erhält unser Server diese Herkunft, eine zufällige Besucherkennung, die erst nach Ihrer Einwilligung erzeugt wird, die Angabe, welche Telefonnummer der Website nach welcher Regel ersetzt wird, und den Nachweis Ihrer Einwilligung ({}). Er speichert dazu, welche Nummer Ihnen gezeigt wird und von wann bis wann sie Ihnen zugeteilt ist.", record(facts))),
        (facts.consent.evidence == Evidence::Required).then(|| "Eine Nummer teilt er nur zu, wenn der TC-String Ihre Einwilligung enthält.".to_owned()),
        Some(format!("Die Zuteilung endet spätestens {}, nachdem Sie zuletzt eine Seite der Website vor sich hatten. Ihre IP-Adresse sieht der Server wie bei jedem Abruf; telswap speichert sie nicht.", minutes(leases))),
        Some("Rufen Sie an, so erfährt er die angerufene Nummer sowie Beginn, Dauer und Ergebnis des Anrufs und ordnet ihn der Herkunft zu. Ihre eigene Rufnummer speichert er nicht.".to_owned()),
        facts.marketing().map(|marketing| {
            let what = if facts.consent.cmp.has_tc_string() { "IAB-Zwecke" } else { "Dienst oder Kategorie" };
            format!("Festgehalten wird auch, ob Sie der Werbung zugestimmt haben ({what} {}); nur dann geben wir Angaben zu Anrufen an Werbesysteme weiter: [… an welche, mit Anbieter und Sitz; sonst „an keine“].", code(marketing))
        }),
    ])
}

/// The same data as a list, without what is done with them.
fn data_in_short(facts: &Facts<'_>) -> String {
    let mut data = "Herkunft der Besuche (Kanal, Quelle, Medium, Kampagne, Suchbegriff, Anzeige oder Link, Name und Wert der Klick-ID, Name der verweisenden Website) und ihre Zeit".to_owned();
    if facts.leases.is_some() {
        data += "; zufällige Besucherkennung; gezeigte Nummer und Zeiten der Zuteilung; Nachweis der Einwilligung (";
        data += &record(facts);
        data += "); angerufene Nummer, Beginn, Dauer und Ergebnis von Anrufen; IP-Adresse bei der Übermittlung";
    }
    data
}

/// What shows that the visitor agreed.
fn record(facts: &Facts<'_>) -> String {
    let proof = match facts.consent.cmp {
        Cmp::Manual => {
            return "Dienst, Zeitpunkt, was die Seite sonst als Nachweis gibt".to_owned();
        }
        Cmp::Tcf => "ihre Version, TC-String",
        Cmp::Gpp => "GPP-String mit dem TC-String darin",
        Cmp::Auto => {
            "Version, Kennung der Einwilligung, TC-String oder GPP-String, soweit vorhanden"
        }
        _ => "Kennung der Einwilligung, soweit vorhanden",
    };
    format!("Consent-Plattform, Dienst, {proof}, Zeitpunkt")
}

fn storage(facts: &Facts<'_>) -> String {
    let key = match facts.key() {
        Some(key) => format!(" mit dem Namen {}", code(&key)),
        None => format!(", dessen Name mit {} beginnt", code("telswap")),
    };
    let mut parts = vec![
        format!("Herkunft und Zeit Ihrer letzten Besuche (höchstens {MOST_TOUCHES})"),
        "die Zeit Ihres letzten Seitenaufrufs".to_owned(),
    ];
    if facts.leases.is_some() {
        parts.insert(0, "die Besucherkennung".to_owned());
        parts.push("die Ihnen zugeteilten Nummern mit Kennung und Ende der Zuteilung".to_owned());
    } else {
        parts.push("ein zufälliges Merkmal, an dem der Eintrag wiederzuerkennen ist und das Ihren Browser nie verlässt".to_owned());
    }
    let parts = listed(&parts, "und");
    let days = days(facts.days);
    format!(
        "Ein Eintrag im lokalen Speicher (`localStorage`) Ihres Browsers{key}. Er enthält {parts}. Besuche, die länger als {days} zurückliegen, werden beim nächsten Seitenaufruf daraus entfernt. Der Eintrag selbst hat keine feste Laufzeit: Er bleibt, bis Sie Ihre Einwilligung widerrufen oder die Daten dieser Website in Ihrem Browser löschen. Cookies setzt telswap nicht."
    )
}

fn recipients(facts: &Facts<'_>) -> String {
    let place = match (&facts.base, facts.leases) {
        (Some(base), Some(_)) => format!("Der Server unter {base}, betrieben von [… Ihnen oder Ihrem Dienstleister, mit Sitz]."),
        (Some(base), None) => format!("Die nötigen Dateien lädt Ihr Browser von {base}; wer sie dort bereithält ([… Anbieter und Sitz]), erfährt wie bei jedem Abruf Ihre IP-Adresse."),
        (None, _) => "Die nötigen Dateien lädt Ihr Browser von [… dieser Website oder einer anderen Adresse, mit Anbieter und Sitz]; wer sie dort bereithält, erfährt wie bei jedem Abruf Ihre IP-Adresse.".to_owned(),
    };
    let telephony = "Rufen Sie eine gezeigte Nummer an: unser Telefonanbieter [… Name und Sitz], der sie bereitstellt, den Anruf verbindet und dabei Ihre eigene Rufnummer sieht.";
    paragraph([
        Some(place),
        facts.shows_numbers().then(|| telephony.to_owned()),
        Some("[… weitere Empfänger, auch in Drittländern und auf welcher Grundlage; sonst „Keine weiteren“].".to_owned()),
    ])
}

fn retention(facts: &Facts<'_>) -> String {
    let time = match facts.retention {
        Some(time) => plain(time),
        None => "[… Ihre Frist]".to_owned(),
    };
    if facts.leases.is_some() {
        return format!(
            "Der Eintrag in Ihrem Browser bleibt wie oben beschrieben. Der Server speichert Zuteilungen und Anrufe, bis wir sie löschen; unsere Löschfrist: {time}."
        );
    }
    let elsewhere = format!("Angaben zu Anrufen bei uns und unserem Telefonanbieter: {time}.");
    paragraph([
        Some("Der Eintrag in Ihrem Browser bleibt wie oben beschrieben.".to_owned()),
        facts.shows_numbers().then_some(elsewhere),
    ])
}

fn withdrawal(facts: &Facts<'_>) -> String {
    let numbers = if facts.shows_numbers() {
        "Auf der Seite steht sofort wieder unsere gewöhnliche Telefonnummer, und der Eintrag in Ihrem Browser wird gelöscht."
    } else {
        "Der Eintrag in Ihrem Browser wird sofort gelöscht."
    };
    let signal = if facts.heeds_gpc() {
        "Sendet Ihr Browser das Signal „Global Privacy Control“, so gilt das als Ablehnung, auch wenn Sie hier zugestimmt haben."
    } else {
        "Das Signal „Global Privacy Control“ wertet telswap nicht aus; es zählt, was Sie auf dieser Website wählen."
    };
    paragraph([
        Some("Sie können Ihre Einwilligung jederzeit mit Wirkung für die Zukunft widerrufen, so einfach, wie Sie sie erteilt haben: [… Link oder Schaltfläche zu den Einstellungen].".to_owned()),
        Some(numbers.to_owned()),
        facts.leases.map(|_| "Die zugeteilte Nummer wird freigegeben, und der Server löscht Ihre Kennung und die Quelle, wenn ihnen kein Anruf zugeordnet ist.".to_owned()),
        Some("Die Verarbeitung bis dahin bleibt rechtmäßig.".to_owned()),
        Some(signal.to_owned()),
    ])
}

fn rights(facts: &Facts<'_>) -> String {
    let find = "Aus diesen Daten kennen wir Ihren Namen nicht. Nennen Sie uns für Auskunft oder Löschung bitte die Besucherkennung aus dem Eintrag in Ihrem Browser, bevor Sie widerrufen, oder die gezeigte Nummer und wann Sie sie gesehen haben.";
    paragraph([
        Some("Sie haben das Recht auf Auskunft (Art. 15 DSGVO), Berichtigung (Art. 16), Löschung (Art. 17), Einschränkung der Verarbeitung (Art. 18) und Datenübertragbarkeit (Art. 20).".to_owned()),
        facts.leases.map(|_| find.to_owned()),
        Some("Sie können sich bei einer Aufsichtsbehörde beschweren (Art. 77), etwa bei [… die für Sie zuständige].".to_owned()),
    ])
}

fn service(facts: &Facts<'_>) -> Vec<(&'static str, String)> {
    let consent = facts.consent;
    let platform = match (consent.cmp, platform::title(consent.cmp)) {
        (_, Some(title)) => title,
        (Cmp::Manual, None) => "[… wie Sie die Einwilligung einholen]",
        (_, None) => "[… Name Ihrer Consent-Plattform]",
    };
    let id = if consent.cmp.has_tc_string() {
        "IAB-Anbieter-ID"
    } else {
        "Kennung"
    };
    let mut rows = vec![
        ("Plattform", platform.to_owned()),
        ("Name", "Zuordnung von Anrufen (telswap)".to_owned()),
        (id, code(&consent.service)),
    ];
    let purposes = facts.purposes();
    if !purposes.is_empty() {
        let named = purposes.iter().filter_map(|&id| {
            let name = PURPOSES.get(usize::from(id).checked_sub(1)?)?;
            Some(format!("{id} ({name})"))
        });
        rows.push(("IAB-Zwecke", named.collect::<Vec<_>>().join("; ")));
    }
    if let Some(marketing) = facts.marketing() {
        rows.push(("Für Werbesysteme zusätzlich", code(marketing)));
    }
    rows.extend([
        (
            "Kategorie",
            "Marketing oder Statistik, nie „notwendig“ [… Ihre Wahl]".to_owned(),
        ),
        (
            "Anbieter",
            "[… Name und Anschrift Ihres Unternehmens]".to_owned(),
        ),
        (
            "Zweck",
            "Erkennen, welche Werbung und welche Empfehlungen zu Anrufen führen".to_owned(),
        ),
    ]);
    if facts.is_immediate {
        rows.push(("Vor der Entscheidung", before(facts)));
    }
    rows.extend([
        ("Daten", data_in_short(facts)),
        (
            "Speicher",
            code(&facts.key().unwrap_or_else(|| "telswap *".to_owned())),
        ),
        ("Art", "`localStorage`".to_owned()),
        (
            "Laufzeit",
            format!("bis zum Widerruf; einzelne Besuche {}", days(facts.days)),
        ),
        ("Empfänger", recipients(facts)),
        ("Aufbewahrung", retention(facts)),
        (
            "Rechtsgrundlage",
            "§ 25 Abs. 1 TDDDG, Art. 6 Abs. 1 Buchst. a DSGVO".to_owned(),
        ),
    ]);
    rows
}

fn minutes(leases: Leases) -> String {
    match leases.minutes {
        (1, 1) => "eine Minute".to_owned(),
        (least, most) if least == most => format!("{most} Minuten"),
        (least, most) => format!("{least} bis {most} Minuten"),
    }
}

fn days(days: u32) -> String {
    if days == 1 {
        "einen Tag".to_owned()
    } else {
        format!("{days} Tage")
    }
}
