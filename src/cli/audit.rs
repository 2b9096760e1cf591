//! `meetellen audit`: attacks written report folders, and says which hidden number can be read back.

use meetellen::audit::{self, Attacker, Audit, Catalogue, Effort, Verdict, Weakness};

use super::arguments::AuditArguments;
use super::exit::Exit;
use super::{say, say_error};

/// Weak cells that are written out; the rest is counted.
const MOST_LINES: usize = 200;

/// Attacks the folders and tells what was found.
pub(super) fn run(arguments: &AuditArguments) -> Exit {
    let effort = Effort::default();
    let effort = Effort { programs: arguments.programs.unwrap_or(effort.programs), ..effort };
    let catalogue = arguments.catalogue.as_deref().map_or_else(|| Ok(Catalogue::default()), Catalogue::read);
    let found = match catalogue.and_then(|known| audit::audit_knowing(&arguments.folders, &known, effort)) {
        Ok(found) => found,
        Err(error) => {
            say_error(&error.to_string());
            return Exit::Refused;
        }
    };
    if arguments.json {
        say(&json(&found));
    } else {
        tell(&found);
    }
    let is_weak = !found.leaks.is_empty()
        || found.weaknesses.iter().any(|weakness| weakness.finding.verdict != Verdict::Possible);
    if is_weak { Exit::Weak } else { Exit::Done }
}

const ATTACKERS: [(Attacker, &str); 4] = [
    (Attacker::Outsider, "buitenstaander, met alleen deze map"),
    (Attacker::Insider, "deelnemer, alleen in de eigen groep"),
    (Attacker::School, "school, die weet hoe groot elke groep is"),
    (Attacker::Collector, "verzamelaar, met alle mappen samen"),
];

fn tell(found: &Audit) {
    say(&format!(
        "{} rapport(en), {} cijfers; {} afgeschermde cijfers aangevallen",
        found.reports, found.rows, found.hidden
    ));
    for (attacker, name) in ATTACKERS {
        let count = |verdict| found.count(attacker, verdict);
        say(&format!(
            "  {name}: {} precies, {} te nauw, {} misschien te nauw",
            count(Verdict::Exact),
            count(Verdict::Weak),
            count(Verdict::Possible)
        ));
    }
    if found.dropped > 0 {
        say(&format!("  {} optellingen in de tabellen kloppen niet en telden niet mee", found.dropped));
    }
    if found.hurried > 0 {
        say(&format!("  {} aanvallen zonder gezamenlijke oplossing, omdat er te veel waren", found.hurried));
    }
    for weakness in found.weaknesses.iter().take(MOST_LINES) {
        say(&line(weakness));
    }
    let rest = found.weaknesses.len().saturating_sub(MOST_LINES);
    if rest > 0 {
        say(&format!("en nog {rest}; met --json staan ze er allemaal"));
    }
    for leak in found.leaks.iter().take(MOST_LINES) {
        say(&format!("{}: {} staat in geen enkele rij: {}", leak.file.display(), leak.number, leak.context));
    }
    if found.weaknesses.is_empty() && found.leaks.is_empty() {
        say("geen afgeschermd cijfer is terug te rekenen");
    }
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Exact => "precies",
        Verdict::Weak => "te nauw",
        Verdict::Possible => "misschien te nauw",
    }
}

fn line(weakness: &Weakness) -> String {
    let finding = &weakness.finding;
    format!(
        "{} ({}): {} {} {} {} {} van {}: {:.2} tot {:.2}, n {} tot {}; uit {}",
        word(finding.verdict),
        finding.attacker.word(),
        weakness.source,
        weakness.period,
        weakness.variable,
        finding.quantity,
        finding.category,
        finding.people,
        finding.known.lower,
        finding.known.upper,
        finding.n.lower,
        finding.n.upper,
        finding.cause
    )
}

fn json(found: &Audit) -> String {
    // JSON has no infinity: an open end is null.
    let end = |value: f64| if value.is_finite() { serde_json::json!(value) } else { serde_json::Value::Null };
    let weaknesses: Vec<serde_json::Value> = found
        .weaknesses
        .iter()
        .map(|weakness| {
            let finding = &weakness.finding;
            serde_json::json!({
                "attacker": finding.attacker.word(),
                "verdict": format!("{:?}", finding.verdict).to_lowercase(),
                "source": weakness.source,
                "period": weakness.period,
                "variable": weakness.variable,
                "people": finding.people,
                "quantity": finding.quantity,
                "category": finding.category,
                "lower": end(finding.known.lower),
                "upper": end(finding.known.upper),
                "n": [end(finding.n.lower), end(finding.n.upper)],
                "cause": finding.cause,
            })
        })
        .collect();
    let leaks: Vec<serde_json::Value> = found
        .leaks
        .iter()
        .map(|leak| serde_json::json!({ "file": leak.file, "number": leak.number, "context": leak.context }))
        .collect();
    serde_json::json!({
        "reports": found.reports,
        "rows": found.rows,
        "hidden": found.hidden,
        "hurried": found.hurried,
        "dropped": found.dropped,
        "weaknesses": weaknesses,
        "leaks": leaks,
    })
    .to_string()
}
