//! Single words and short labels on pages, charts and sheets.
//!
//! Leaves out names of measures, roles and statistics (`measure`, `method`).

use crate::model::Language;

/// Makes the enum of words and their texts from one list.
macro_rules! words {
    ($($name:ident $nl:literal $en:literal)*) => {
        /// A word or short label.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Word {
            $(#[doc = concat!("\"", $en, "\"")] $name,)*
        }

        impl Word {
            /// Every word.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns the word.
            #[must_use]
            pub fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Dutch) => $nl, (Self::$name, Language::English) => $en,)*
                }
            }
        }
    };
}

words! {
    Contents "Inhoud" "Contents"
    Report "Rapport" "Report"
    Reports "Rapporten" "Reports"
    AllSchools "Alle scholen" "All schools"
    ToSummary "Naar de samenvatting" "Go to the summary"
    ToContents "Terug naar de inhoud" "Back to contents"
    OtherLanguage "Read this report in English" "Lees dit rapport in het Nederlands"
    Figure "Figuur" "Figure"
    Table "Tabel" "Table"
    TableWithFigure "Tabel bij figuur" "Table for figure"
    InWordsAndTable "in woorden en als tabel" "in words and as a table"
    SeeFigure "Zie figuur" "See figure"
    Source "Bron" "Source"
    SurveySource "vragenlijst" "questionnaire"
    RegisterSource "studentenregister" "student register"
    CountsSource "tellingen" "counts"
    SelfReport "zelfrapportage" "self-report"
    Weighted "gewogen" "weighted"
    NotWeighted "niet gewogen" "not weighted"
    N "n" "n"
    NRounded "n (afgerond)" "n (rounded)"
    PeopleCounted "aantal mensen" "number of people"
    Group "Groep" "Group"
    Everybody "Iedereen" "Everybody"
    NoAnswer "Geen antwoord" "No answer"
    Mean "Gemiddelde" "Mean"
    Share "Aandeel" "Share"
    Value "Waarde" "Value"
    Difference "Verschil" "Difference"
    Points "Punten" "Points"
    PercentagePoints "Procentpunt" "Percentage points"
    Interval95 "95%-interval" "95% interval"
    Margin "Marge" "Margin"
    HowSure "Hoe zeker" "How sure"
    HowSureQuestion "Hoe zeker is dit?" "How sure is this?"
    ChosenInAdvance "vooraf gekozen" "chosen in advance"
    EqualLine "0 = gelijk" "0 = equal"
    Withheld "afgeschermd" "withheld"
    WithheldSymbol "·" "·"
    WithheldAlt "niet getoond, privacy" "not shown, privacy"
    WithheldExplained "afgeschermd: niemand mag herkenbaar zijn" "withheld: nobody may be recognisable"
    NotYetObservable "nog niet waarneembaar" "not yet observable"
    NotEstimable "niet te berekenen" "cannot be calculated"
    Banded "grens in plaats van een cijfer" "a limit instead of a figure"
    Rounded "afgerond" "rounded"
    Combined "samengevoegd" "combined"
    Bounds "ligt tussen" "lies between"
    Round "Ronde" "Round"
    Period "Periode" "Period"
    Cohort "Cohort" "Cohort"
    SchoolYear "Studiejaar" "School year"
    ReferenceDate "Peildatum" "Reference date"
    Selection "Selectie" "Selection"
    School "School" "School"
    ThisSchool "deze school" "this school"
    OtherSchools "andere scholen" "other schools"
    Code "code" "code"
    WithinLimits "binnen de grenzen" "within the limits"
    Outside95 "buiten de 95%-grens" "outside the 95% limit"
    Outside998 "buiten de 99,8%-grens" "outside the 99.8% limit"
    Benchmark "Vergelijkingscijfer" "Benchmark"
    Baseline "Nulmeting" "Baseline"
    Remeasurement "Hermeting" "Re-measurement"
    Change "Verandering" "Change"
    Answers "Antwoorden" "Answers"
    Students "Studenten" "Students"
    Response "Respons" "Response"
    Question "Vraag" "Question"
    Scale "Schaal" "Scale"
    ReversedItem "omgekeerde vraag" "reversed question"
    Agree "eens" "agree"
    Neutral "neutraal" "neutral"
    Disagree "oneens" "disagree"
    SameProgramme "zelfde opleiding" "same programme"
    Switch "switch" "switch"
    Dropout "uitval" "dropout"
    Diploma "diploma" "diploma"
    Agreement "Afspraak" "Agreement"
    WhoActs "Wie" "Who"
    Due "Einddatum" "Due"
    State "Stand" "State"
    Goal "Doel" "Goal"
    Evidence "Te zien aan" "Shown by"
    Statistic "Maat" "Statistic"
    Method "Methode" "Method"
    Breakdown "Uitsplitsing" "Breakdown"
    Measure "Onderwerp" "Measure"
    Category "Antwoord" "Answer"
    ComparedWith "vergeleken met" "compared with"
    Lower "Ondergrens" "Lower bound"
    Upper "Bovengrens" "Upper bound"
    StatusOfCell "Status" "Status"
    Reason "Reden" "Reason"
    Term "Begrip" "Term"
    Meaning "Betekenis" "Meaning"
    InEnglish "in het Engels" "in Dutch"
    WhatWouldHelp "Wat zou helpen" "What would help"
    ToDiscuss "Om te bespreken in het team" "To discuss in the team"
    PracticeData "OEFENGEGEVENS" "PRACTICE DATA"
    GuessedCodebook "codeboek geraden" "codebook guessed"
    OwnText "Tekst van de school" "Text by the school"
    Input "Invoer" "Input"
    Version "Versie" "Version"
    Page "Pagina" "Page"
    Of "van" "of"
    And "en" "and"
    To "tot" "to"
    Copy "Kopieer" "Copy"
    Copied "Gekopieerd" "Copied"
    Download "Bewaar" "Save"
    Print "Afdrukken" "Print"
    ShowTable "Toon de tabel" "Show the table"
    CopyTable "Kopieer als tabel" "Copy as a table"
    CopyImage "Kopieer als afbeelding" "Copy as an image"
    SavedImage "Opgeslagen als bestand" "Saved as a file"
    SortBy "Sorteer op" "Sort by"
    Tables "Tabellen" "Tables"
    TitleWord "Titel" "Title"
    Sheet "Blad" "Sheet"
    Caution "Let op" "Please note"
    SameNumbers "Dezelfde cijfers staan in" "The same figures are in"
    NothingSent "Dit bestand haalt niets van internet en stuurt niets door." "This file fetches nothing from the internet and sends nothing."
    LongTable "Een lange tabel is niet afgedrukt. Zij staat op het scherm en in" "A long table is not printed. It is on the screen and in"
    AnnexOnScreen "De bijlage staat alleen op het scherm. Alle tabellen staan ook in" "The annex is on the screen only. All tables are also in"
    NotDrawn "Deze figuur is niet te tekenen. De tabel staat hieronder." "This figure cannot be drawn. The table is below."
    MoreInReport "Meer groepen staan in het rapport." "More groups are in the report."
    AxisCut "De as begint niet bij 0." "The axis does not start at 0."
    SortedByName "Op alfabet, niet op uitkomst." "In alphabetical order, not by result."
    FiguresInWords "De figuren in woorden en als tabel" "The figures in words and as tables"
    AnnexElsewhere "De bijlage met alle tabellen staat in" "The annex with all tables is in"
    WrittenToUa "Deze pdf is geschreven volgens PDF/UA-1 en bij het schrijven nagekeken met krilla." "This PDF is written to PDF/UA-1, checked with krilla while it was written."
    AccessibilityNote "Elke figuur heeft een tekst en een tabel." "Each figure has a text and a table."
}
