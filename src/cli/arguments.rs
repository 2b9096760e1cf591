//! The arguments of every command, with the help that a user reads.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use meetellen::model::{Language, Role};

/// Maakt van een vragenlijst of register een rapport waarin niemand herkenbaar is.
///
/// Zonder opdracht maakt het programma een rapport: van de scan in deze map, van het bestand dat je noemt, of van
/// de oefengegevens die het programma bij zich heeft. Er gaat niets het internet op.
#[derive(Debug, Parser)]
#[command(name = "meetellen", version, args_conflicts_with_subcommands = true)]
#[command(subcommand_help_heading = "Opdrachten", next_help_heading = "Opties")]
pub(super) struct Arguments {
    /// The command; without one a report is made.
    #[command(subcommand)]
    pub(super) command: Option<Command>,
    /// The arguments of a report, for use without a command.
    #[command(flatten)]
    pub(super) report: ReportArguments,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Maak een rapport van een scanmap of een bestand
    Report(ReportArguments),
    /// Noem alle fouten in de invoer; schrijft niets
    Check(CheckArguments),
    /// Val geschreven rapportmappen aan: welk afgeschermd cijfer is terug te rekenen?
    Audit(AuditArguments),
    /// Zet rapportmappen naast elkaar: rondes, cohorten of scholen, zonder de gegevens erachter
    Compare(CompareArguments),
    /// Maak van een scan een deelbestand per school: alleen cijfers die op te tellen zijn
    Share(ShareArguments),
    /// Neem deelbestanden van scholen samen tot een netwerkverslag en vergelijkingscijfers
    Pool(PoolArguments),
    /// Stel een codeboek voor bij een exportbestand
    Codebook(CodebookArguments),
    /// Zoek gegenderde en stereotype woorden in wervingsteksten en kwalificatiedossiers
    Language(LanguageArguments),
    /// Maak oefengegevens die op een echte scan lijken
    Synth(SynthArguments),
    /// Schrijf aanvullingen voor een opdrachtvenster
    Completions(CompletionsArguments),
    /// Schrijf de handleiding als manpagina
    Man,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// Scanmap of bestand; zonder: de scan.toml hier, anders de oefengegevens
    pub(super) path: Option<PathBuf>,
    /// De rapportmap zelf [standaard: reports/<titel>]
    #[arg(long, value_name = "MAP")]
    pub(super) out: Option<PathBuf>,
    /// Talen van het rapport, met een komma ertussen
    #[arg(long, value_name = "nl,en", value_delimiter = ',', value_parser = parse_language)]
    pub(super) lang: Option<Vec<Language>>,
    /// Een rapport per waarde van deze rol, bijvoorbeeld institution
    #[arg(long, value_name = "ROL", value_parser = parse_role)]
    pub(super) per: Option<Role>,
    /// Schrijf alleen deze onderdelen
    #[arg(long, value_name = "ONDERDELEN", value_delimiter = ',')]
    pub(super) only: Option<Vec<Part>>,
    /// Lees tekstbestanden in deze codering, bijvoorbeeld windows-1252 [standaard: zoek het uit]
    #[arg(long, value_name = "CODERING")]
    pub(super) encoding: Option<String>,
    /// Aantal rekendraden [standaard: alle kernen]
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<usize>,
    /// Dit rapport gaat nog niet naar buiten: leg het niet vast in het logboek van publicaties
    #[arg(long)]
    pub(super) draft: bool,
    /// Laat zien waar de tijd bleef
    #[arg(long)]
    pub(super) timings: bool,
}

/// A part of a report folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Part {
    /// `results.csv` en wat erbij hoort
    Numbers,
    /// Het rapport als webpagina
    Html,
    /// Het rapport als pdf die een voorleesprogramma kan lezen
    Pdf,
    /// De tabellen als rekenblad, en als CSV voor Excel
    Xlsx,
    /// Het rapport als tekst om te bewerken
    Docx,
    /// De figuren als losse bestanden
    Figures,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    /// Scanmappen of bestanden; zonder: de scan.toml hier
    #[arg(value_name = "PAD")]
    pub(super) paths: Vec<PathBuf>,
    /// Lees tekstbestanden in deze codering, bijvoorbeeld windows-1252 [standaard: zoek het uit]
    #[arg(long, value_name = "CODERING")]
    pub(super) encoding: Option<String>,
    /// Schrijf wat herkend is en de fouten als JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `audit`.
#[derive(Debug, Args)]
pub(super) struct AuditArguments {
    /// Rapportmappen; elk apart en alle samen
    #[arg(value_name = "MAP", required = true)]
    pub(super) folders: Vec<PathBuf>,
    /// CSV met wat lezers van opleidingen weten: `programme;level`, een rij per combinatie die bestaat
    #[arg(long, value_name = "BESTAND")]
    pub(super) catalogue: Option<PathBuf>,
    /// Schrijf de bevindingen als JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Los hoogstens zoveel stelsels op; daarna worden grenzen alleen doorgegeven [standaard: 40000]
    #[arg(long, value_name = "N")]
    pub(super) programs: Option<usize>,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub(super) struct CompareArguments {
    /// De rapportmappen, twee of meer
    #[arg(value_name = "MAP", required = true)]
    pub(super) folders: Vec<PathBuf>,
    /// De map voor de vergelijking; zonder: als CSV op het scherm
    #[arg(short, long, value_name = "MAP")]
    pub(super) out: Option<PathBuf>,
}

/// Arguments of `share`.
#[derive(Debug, Args)]
pub(super) struct ShareArguments {
    /// Scanmap of bestand; zonder: de scan.toml hier
    pub(super) path: Option<PathBuf>,
    /// Het deelbestand (eindigt op .json), of de map voor een deelbestand per school
    #[arg(short, long, value_name = "PLAATS")]
    pub(super) out: PathBuf,
    /// Alleen deze school: de code of de naam
    #[arg(long, value_name = "SCHOOL")]
    pub(super) school: Option<String>,
    /// Lees tekstbestanden in deze codering, bijvoorbeeld windows-1252 [standaard: zoek het uit]
    #[arg(long, value_name = "CODERING")]
    pub(super) encoding: Option<String>,
}

/// Arguments of `pool`.
#[derive(Debug, Args)]
pub(super) struct PoolArguments {
    /// De deelbestanden, een per school
    #[arg(value_name = "BESTAND", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// De map voor het netwerkverslag
    #[arg(short, long, value_name = "MAP")]
    pub(super) out: PathBuf,
    /// De titel van het netwerkverslag
    #[arg(long, value_name = "TITEL", default_value = "Scholen samen")]
    pub(super) title: String,
    /// Talen van het verslag, met een komma ertussen
    #[arg(long, value_name = "nl,en", value_delimiter = ',', value_parser = parse_language)]
    pub(super) lang: Option<Vec<Language>>,
    /// Schrijf alleen deze onderdelen
    #[arg(long, value_name = "ONDERDELEN", value_delimiter = ',')]
    pub(super) only: Option<Vec<Part>>,
}

/// Arguments of `codebook`.
#[derive(Debug, Args)]
pub(super) struct CodebookArguments {
    /// De exportbestanden; meer rondes of scholen van een vragenlijst krijgen samen een codeboek
    #[arg(value_name = "BESTAND", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Lees tekstbestanden in deze codering, bijvoorbeeld windows-1252 [standaard: zoek het uit]
    #[arg(long, value_name = "CODERING")]
    pub(super) encoding: Option<String>,
    /// Schrijf het voorstel hierheen in plaats van op het scherm
    #[arg(short, long, value_name = "BESTAND")]
    pub(super) out: Option<PathBuf>,
    /// Begin een scan in deze map: scan.toml met codeboek
    #[arg(long, value_name = "MAP", conflicts_with = "out")]
    pub(super) scan: Option<PathBuf>,
}

/// Arguments of `language`.
#[derive(Debug, Args)]
pub(super) struct LanguageArguments {
    /// De teksten: txt, md, html of docx
    #[arg(value_name = "BESTAND", required = true)]
    pub(super) files: Vec<PathBuf>,
    /// Taal van de uitleg; de taal van de tekst wordt per alinea herkend [standaard: die van je computer]
    #[arg(long, value_name = "nl|en", value_parser = parse_language)]
    pub(super) lang: Option<Language>,
    /// Eigen woordenlijsten, in plaats van die van het programma in dezelfde taal
    #[arg(long, value_name = "BESTAND")]
    pub(super) list: Vec<PathBuf>,
    /// Schrijf alle vindplaatsen als JSON
    #[arg(long)]
    pub(super) json: bool,
}

/// Arguments of `synth`.
#[derive(Debug, Args)]
pub(super) struct SynthArguments {
    /// De map waarin de scan komt; moet leeg zijn of niet bestaan
    #[arg(long, value_name = "MAP")]
    pub(super) out: PathBuf,
    /// Hoeveel studenten in het register
    #[arg(long, value_name = "N")]
    pub(super) students: Option<u32>,
    /// Hoeveel scholen
    #[arg(long, value_name = "N")]
    pub(super) schools: Option<u16>,
    /// Met hetzelfde getal komen dezelfde gegevens
    #[arg(long, value_name = "N")]
    pub(super) seed: Option<u64>,
}

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// Voor welk opdrachtvenster
    pub(super) shell: Shell,
}

fn parse_language(word: &str) -> Result<Language, String> {
    match word {
        "nl" => Ok(Language::Dutch),
        "en" => Ok(Language::English),
        _ => Err("kies nl of en".to_owned()),
    }
}

fn parse_role(word: &str) -> Result<Role, String> {
    word.parse().map_err(|()| format!("kies een rol: {}", Role::words().collect::<Vec<_>>().join(", ")))
}
