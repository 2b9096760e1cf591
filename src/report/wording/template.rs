//! Every sentence that is made by rule, in Dutch and English: one table.
//!
//! Slots stand between braces and mean the same in both languages (`slot`); how they are read is in
//! `parse`. Variants, whose ids end in a third part, are picked by `render` from the values.
//! Leaves out texts that are always the same (`text`) and when a sentence is said.

use crate::model::Language;

/// Makes the enum of templates and the table of their texts from one list.
macro_rules! templates {
    ($($id:literal $name:ident $nl:literal $en:literal)*) => {
        /// A sentence or figure title with slots, by its id.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Template {
            $(#[doc = concat!("`", $id, "`: \"", $en, "\"")] $name,)*
        }

        impl Template {
            /// Every template, in the order of the table.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// Returns the id: `r.rate`.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// Returns the text with its slots.
            #[must_use]
            pub fn text(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Dutch) => $nl, (Self::$name, Language::English) => $en,)*
                }
            }
        }
    };
}

templates! {
    "r.rate" ResponseRate
        "Van de {N} studenten {n?vulde/vulden} er {n} de vragenlijst in: {p} procent."
        "{n} of {N} students answered: {p}%."
    "r.noframe" ResponseWithoutFrame
        "{n#student} {n?vulde/vulden} de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport."
        "{n#student} answered. This report does not say what share of those asked that is."
    "r.unheard" ResponseUnheard
        "{p} procent deed niet mee. Wat zij vinden, weten we niet."
        "{p}% did not take part. We do not know their views."
    "r.uneven" ResponseUneven
        "Van de {A} deed {a} procent mee, van de {B} {b} procent."
        "Of the {A}, {a}% took part; of the {B}, {b}%."
    "r.range" ResponseRange
        "Hadden alle anderen nee of juist ja gezegd, dan was dit {a} of {b} procent."
        "Had all others said no, or yes, this would be {a}% or {b}%."
    "p.share" ParticipationShare
        "{A} vormen {a} procent van de {N} {wie} in {J}."
        "{A} are {a}% of the {N} {wie} in {J}."
    "p.bench" ParticipationBenchmark
        "Dat is {d} {hl} dan bij {bm}: {P} procent ({Jb}, {bron})."
        "That is {d} {hl} than for {bm}: {P}% ({Jb}, {bron})."
    "p.bench.equal" ParticipationBenchmarkEqual
        "Dat is gelijk aan {bm}: {P} procent ({Jb}, {bron})."
        "That equals {bm}: {P}% ({Jb}, {bron})."
    "p.trend" ParticipationTrend
        "Het aandeel {A} ging van {a} ({J0}) naar {b} procent ({J1}). De trend is {s} per jaar (marge {l} tot {u})."
        "The share of {A} went from {a}% ({J0}) to {b}% ({J1}). The trend is {s} a year (margin {l} to {u})."
    "p.trend.unsure" ParticipationTrendUnsure
        "Het aandeel {A} ging van {a} ({J0}) naar {b} procent ({J1}). Of er een trend is, is niet te zeggen: de marge loopt van {l} tot {u} per jaar."
        "The share of {A} went from {a}% ({J0}) to {b}% ({J1}). Whether there is a trend, we cannot tell: the margin runs from {l} to {u} a year."
    "p.trend.same" ParticipationTrendNone
        "In {J0} en in {J1} was het aandeel {A} {b} procent. Of er een trend is, is niet te zeggen: de marge loopt van {l} tot {u} per jaar."
        "In both {J0} and {J1} the share of {A} was {b}%. Whether there is a trend, we cannot tell: the margin runs from {l} to {u} a year."
    "p.bench.bound" ParticipationBenchmarkBound
        "Het verschil met {bm} ({P} procent, {Jb}, {bron}) ligt tussen {l} en {u}; een deel is afgeschermd."
        "The difference from {bm} ({P}%, {Jb}, {bron}) lies between {l} and {u}; part is withheld."
    "p.after" ParticipationAfter
        "{A} vormen {a} procent van de starters in {J}, en {b} procent van wie er na 1 jaar nog is."
        "{A} are {a}% of the starters in {J}, and {b}% of those in the same programme after 1 year."
    "p.rep" ParticipationRepresentation
        "Het aandeel {A} is {ri} keer het aandeel bij {bm}."
        "The share of {A} is {ri} times that for {bm}."
    "p.parity" ParticipationParity
        "Voor {P} procent {m?was/waren} {m#A} meer nodig geweest, bij hetzelfde totaal. Dit is geen quotum."
        "{P}% would take {m} more {m?A1/A}, with the same total. This is not a quota."
    "p.bound" ParticipationBound
        "Dit ligt tussen {l} en {u}; een deel is afgeschermd."
        "This lies between {l} and {u}; part is withheld."
    "t.status" RetentionStatus
        "Na {k} jaar: {a} procent zelfde opleiding, {b} procent switch, {o} procent uitval, {g} procent diploma. Samen: alle {N} starters."
        "After {k#year}: {a}% same programme, {b}% switch, {o}% dropout, {g}% diploma. Together: all {N} starters."
    "t.drop" RetentionDropout
        "Uitval: niet meer in dit bestand, geen diploma; ook wie naar een school daarbuiten ging. Switch: andere opleiding of school in dit bestand."
        "Dropout: gone from this file, no diploma; also moves to a school outside it. Switch: another programme or school in it."
    "t.cbs" RetentionDropoutCbs
        "Uitval volgens CBS: zonder diploma weg bij de opleiding; switch telt mee."
        "Dropout by CBS: left the programme without a diploma, switch included."
    "t.young" RetentionYoung
        "Cohort {c}: nog niet waarneembaar. Dit kan vanaf het bestand van {Y}."
        "{c} cohort: not yet observable; the {Y} file will be the first to show it."
    "t.adjust" RetentionAdjusted
        "Verschil in totaal ({A} min {B}): {d}. Binnen dezelfde {strata}: {e} (marge {l} tot {u})."
        "Gap overall ({A} minus {B}): {d}. Within the same {strata}: {e} (margin {l} to {u})."
    "t.decomp" RetentionDecomposition
        "Van de {d} hangt {m} samen met de verdeling over {strata}; {e} blijft over."
        "Of the {d}, {m} go with the spread over {strata}; {e} remain."
    "t.simpson" RetentionSimpson
        "In totaal ligt dit hoger bij {A}, binnen {strata} gemiddeld hoger bij {B}. Lees het per {stratum}."
        "Overall higher for {A}; within {strata}, on average higher for {B}. Read it per {stratum}."
    "t.adjust.alike" RetentionAlike
        "Bij een gelijke verdeling over {strata}: {e} (marge {l} tot {u})."
        "With an equal spread over {strata}: {e} (margin {l} to {u})."
    "k.leak" ChainLeak
        "Hier lekt het: van {bm} ({a} procent {A}) naar {plek} ({b} procent)."
        "Here it leaks: from {bm} ({a}% {A}) to {plek} ({b}%)."
    "k.gain" ChainGain
        "Hier wordt het aandeel groter: van {bm} ({a} procent {A}) naar {plek} ({b} procent)."
        "Here the share grows: from {bm} ({a}% {A}) to {plek} ({b}%)."
    "k.unsure" ChainUnsure
        "Van {bm} ({a} procent {A}) naar {plek} ({b} procent): niet te zeggen of het hier lekt."
        "From {bm} ({a}% {A}) to {plek} ({b}%): we cannot tell whether it leaks here."
    "t.decomp.apart" RetentionDecompositionApart
        "Met de verdeling over {strata} hangt {m} procentpunt samen, met verschillen binnen dezelfde {strata} {e}. Samen is dat {d}."
        "The spread over {strata} goes with {m} percentage points, gaps within the same {strata} with {e}. Together that is {d}."
    "t.gone" RetentionGapGone
        "In totaal ligt dit hoger bij {A}. Binnen dezelfde {strata} is niet te zeggen bij wie. Lees het per {stratum}."
        "Overall higher for {A}. Within the same {strata} we cannot tell for whom. Read it per {stratum}."
    "s.mean" ScaleMean
        "{X}: gemiddeld {m} op een schaal van {lo} tot {hi} (marge {l} tot {u}{; n = n})."
        "{X}: mean {m} on a scale of {lo} to {hi} (margin {l} to {u}{; n = n})."
    "s.mean.plain" ScaleMeanWithoutMargin
        "{X}: gemiddeld {m} op een schaal van {lo} tot {hi}{ (n = n)}."
        "{X}: mean {m} on a scale of {lo} to {hi}{ (n = n)}."
    "s.mid" ScaleMiddle
        "{mid} is het midden van de schaal, geen norm."
        "{mid} is the middle of the scale, not a norm."
    "s.alpha" ScaleAlpha
        "Deze vragen hangen zwak samen (alfa {a}). Bekijk ze ook los."
        "These questions hang together weakly (alpha {a}). Read each one too."
    "s.ends" ScaleEnds
        "{p} procent heeft de {hoogste/laagste} score; verschillen zijn daar slecht te zien."
        "{p}% have the {highest/lowest} score; gaps are hard to see there."
    "s.against" ScaleAgainst
        "'{item}' loopt tegen de andere vragen in (samenhang {a}). Controleer of de vraag omgekeerd moet tellen."
        "'{item}' runs against the other questions (correlation {a}). Check whether it should count in reverse."
    "s.dif" ScaleWorksDifferently
        "'{item}': {A} en {B} met dezelfde score antwoorden hier verschillend. Vergelijk hun scores voorzichtig."
        "'{item}': {A} and {B} with the same score answer this differently. Compare their scores with care."
    "i.dist" ItemDistribution
        "'{item}': {a} procent eens, {b} procent neutraal, {o} procent oneens{ (n = n)}."
        "'{item}': {a}% agree, {b}% neutral, {o}% disagree{ (n = n)}."
    "i.band" ItemBand
        "{Hoogstens/Minstens} {p} procent koos '{antw}'."
        "{At most/At least} {p}% chose '{antw}'."
    "i.rev" ItemReversed
        "Omgekeerde vraag: 'eens' betekent hier minder {x}."
        "Reversed question: 'agree' means less {x} here."
    "c.clear" Clear
        "Duidelijk verschil."
        "Clear difference."
    "c.size" SizeUncertain
        "Verschil, grootte onzeker."
        "A difference, size uncertain."
    "c.small" Small
        "Klein verschil."
        "Small difference."
    "c.equal" Equal
        "Vrijwel gelijk."
        "Practically equal."
    "c.unsure" Unsure
        "Niet te zeggen: tussen {l} lager en {u} hoger voor {A}."
        "Cannot tell: between {l} lower and {u} higher for {A}."
    "c.unsure.from0" UnsureFromZero
        "Niet te zeggen: tussen 0 en {u} hoger voor {A}."
        "Cannot tell: between 0 and {u} higher for {A}."
    "c.unsure.to0" UnsureToZero
        "Niet te zeggen: tussen {l} lager en 0 voor {A}."
        "Cannot tell: between {l} lower and 0 for {A}."
    "c.unsure.ratio" UnsureRatio
        "Niet te zeggen: de verhouding ligt tussen {l} en {u}."
        "Cannot tell: the ratio lies between {l} and {u}."
    "c.few" Few
        "Te weinig antwoorden voor een vergelijking."
        "Too few answers for a comparison."
    "g.score" GroupScore
        "{X} bij {plek}: {A} komen gemiddeld uit op {a}, {B} op {b}."
        "{X} at {plek}: {A} average {a}, {B} {b}."
    "g.share" GroupShare
        "{X} bij {plek}: {a} procent van de {A}, {b} procent van de {B}."
        "{X} at {plek}: {a}% of the {A}, {b}% of the {B}."
    "g.ratio" GroupRatio
        "{X} bij {plek}: {rr} keer zo vaak bij {A} als bij {B}."
        "{X} at {plek}: {rr} times as common among {A} as among {B}."
    "g.margin" GroupMargin
        "Marge ({A} min {B}): {l} tot {u}."
        "Margin ({A} minus {B}): {l} to {u}."
    "g.margin.ratio" GroupMarginRatio
        "Marge: {l} tot {u}."
        "Margin: {l} to {u}."
    "g.one" GroupOne
        "Alleen {A} zijn te tonen; vergelijken kan niet."
        "Only {A} can be shown; no comparison is possible."
    "g.many" GroupMany
        "We bekeken {m#verschil}; door toeval alleen {f?valt/vallen} er ongeveer {f} op."
        "We looked at {m#difference}; by chance alone about {f} stand{f?s/} out."
    "x.add" CombinationAdditive
        "{AB} komen gemiddeld uit op {m}; de losse verschillen samen geven {e}."
        "{AB} average {m}; the separate gaps together give {e}."
    "x.apart" CombinationApart
        "De combinatie wijkt daar {d} van af (marge {l} tot {u})."
        "The combination differs from that by {d} (margin {l} to {u})."
    "x.unsure" CombinationUnsure
        "Of de combinatie daarvan afwijkt, is niet te zeggen: tussen {l} en {u}."
        "Whether the combination differs from that, we cannot tell: between {l} and {u}."
    "d.indep" ChangeIndependent
        "{X} ging van {a} ({J0}) naar {b} ({J1}). Dit zijn niet allemaal dezelfde studenten."
        "{X} went from {a} ({J0}) to {b} ({J1}). These are not all the same students."
    "d.voices" ChangeOfVoices
        "{X} ging van {a} ({J0}) naar {b} ({J1}). Dit zijn niet dezelfde mensen."
        "{X} went from {a} ({J0}) to {b} ({J1}). These are not the same people."
    "d.same" ChangeNone
        "{X} kwam in {J0} en in {J1} uit op {b}. Dit zijn niet allemaal dezelfde studenten."
        "{X} came to {b} in both {J0} and {J1}. These are not all the same students."
    "d.voices.same" ChangeNoneOfVoices
        "{X} kwam in {J0} en in {J1} uit op {b}. Dit zijn niet dezelfde mensen."
        "{X} came to {b} in both {J0} and {J1}. These are not the same people."
    "d.pair" ChangePaired
        "{n#student} {n?deed/deden} twee keer mee: van {a} naar {b}."
        "{n#student} answered twice: from {a} to {b}."
    "d.mdd" ChangeSmallest
        "Een verandering kleiner dan {q} kan bij deze aantallen onopgemerkt blijven."
        "With these numbers a change under {q} may go unseen."
    "d.rtm" ChangeRegression
        "Wie laag begint, komt vaak vanzelf hoger uit. Verwacht: {e}; gemeten: {m}."
        "Those who start low often end higher anyway. Expected: {e}; measured: {m}."
    "d.mix" ChangeAtOneMix
        "Bij een gelijke verdeling over {strata} is de verandering {d} (marge {l} tot {u})."
        "With an equal spread over {strata} the change is {d} (margin {l} to {u})."
    "d.panel" ChangeOfSame
        "{n#student} {n?deed/deden} twee keer mee. Hun verandering is gemiddeld {d} (marge {l} tot {u})."
        "{n#student} answered twice. On average they changed by {d} (margin {l} to {u})."
    "f.in" SchoolWithin
        "{School} past bij gewoon toeval rond {P} procent."
        "{School} fits ordinary chance around {P}%."
    "f.95" SchoolOutside95
        "{School} ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer {f} op {K} scholen."
        "{School} lies outside the 95% limit. Chance alone gives about {f} in {K} schools."
    "f.95.provisional" ProvisionalLimits
        "Voorlopige grenzen."
        "Provisional limits."
    "f.998" SchoolOutside998
        "{School} ligt buiten de 99,8%-grens. Toeval alleen geeft dat zelden. Wat is hier anders?"
        "{School} lies outside the 99.8% limit. Chance alone rarely does that. What is different here?"
    "f.mix" OwnMix
        "{X}: een school met dezelfde {strata} zou uitkomen op {e}. {School} ligt {d} {hl} (marge {l} tot {u})."
        "{X}: a school with the same {strata} would come to {e}. {School} lies {d} {hl} (margin {l} to {u})."
    "f.mix.unsure" OwnMixUnsure
        "{X}: een school met dezelfde {strata} zou uitkomen op {e}. Of {School} daarvan afwijkt, is niet te zeggen: tussen {l} en {u}."
        "{X}: a school with the same {strata} would come to {e}. Whether {School} differs from that, we cannot tell: between {l} and {u}."
    "f.mix.part" OwnMixPart
        "Dit gaat over {n} van de {N} studenten. Andere {strata} van deze school toont geen andere school."
        "This covers {n} of the {N} students. No other school shows the other {strata} of this school."
    "b.old" BenchmarkOld
        "Dit vergelijkingscijfer is {k} jaar oud ({J})."
        "This benchmark is {k#year} old ({J})."
    "a.new" AgreementNew
        "Nog niet begonnen; einddatum {dat}."
        "Not started; due {dat}."
    "a.busy" AgreementBusy
        "Loopt; einddatum {dat}."
        "Under way; due {dat}."
    "a.done" AgreementDone
        "Klaar. Te zien aan: {bewijs}."
        "Done. Shown by: {bewijs}."
    "a.stop" AgreementStopped
        "Gestopt. Reden: {reden}."
        "Stopped. Reason: {reden}."
    "a.none" AgreementNoNews
        "Geen bericht."
        "No news."
    "a.late" AgreementLate
        "Op {peil} was de einddatum voorbij."
        "On {peil} the due date had passed."
    "h.hide" Hidden
        "Dit cijfer tonen we niet, ter bescherming van personen. De groep is niet per se klein."
        "We do not show this figure, to protect people. The group is not necessarily small."
    "h.merge" Merged
        "{lijst} zijn samengenomen als '{naam}'."
        "{lijst} were combined as '{naam}'."
    "h.about" About
        "Aantallen zijn afgerond op vijftallen (\"ongeveer 20\")."
        "Numbers are rounded to fives (\"about 20\")."
    "h.help" MoreToShow
        "Meer tonen kan door rondes, opleidingen of scholen samen te nemen."
        "Combining rounds, programmes or schools would show more."
    "q.guess" Guessed
        "Het codeboek is geraden. Controleer het eerst."
        "The codebook is a guess. Check it first."
    "q.synth" Synthetic
        "OEFENGEGEVENS: dit zijn geen echte studenten."
        "PRACTICE DATA: these are not real students."
    "q.none" NotEstimable
        "Niet te berekenen{: reden}."
        "Cannot be calculated{: reason}."
    "title.clear" TitleClear
        "{X}: duidelijk verschil tussen {A} en {B}"
        "{X}: clear difference between {A} and {B}"
    "title.small" TitleSmall
        "{X}: klein verschil tussen {A} en {B}"
        "{X}: small difference between {A} and {B}"
    "title.size" TitleSizeUncertain
        "{X}: verschil tussen {A} en {B}, grootte onzeker"
        "{X}: a difference between {A} and {B}, size uncertain"
    "title.few" TitleFew
        "{X}: te weinig antwoorden om te vergelijken"
        "{X}: too few answers to compare"
    "title.equal" TitleEqual
        "{X} is vrijwel gelijk voor {A} en {B}"
        "{X} is practically equal for {A} and {B}"
    "title.unsure" TitleUnsure
        "{X}: niet te zeggen of {A} en {B} verschillen"
        "{X}: cannot tell if {A} and {B} differ"
    "title.mean" TitleMean
        "{X} van {A}: gemiddeld {m}"
        "{X} of {A}: mean {m}"
    "title.share" TitleShare
        "{A} vormen {a} procent van de {wie} in {J}"
        "{A} are {a}% of the {wie} in {J}"
    "title.trend" TitleTrend
        "Aandeel {A}: van {a} naar {b} procent in {k} jaar"
        "Share of {A}: from {a}% to {b}% in {k#year}"
    "title.trend.same" TitleTrendNone
        "Aandeel {A}: {b} procent, net als {k} jaar eerder"
        "Share of {A}: {b}%, the same as {k#year} earlier"
    "title.stays" TitleStays
        "{a} procent doet na {k} jaar nog dezelfde opleiding"
        "{a}% are in the same programme after {k#year}"
    "title.outside" TitleOutside
        "{f} van de {K} scholen {f?ligt/liggen} buiten de 95%-grens"
        "{f} of {K} schools {f?lies/lie} outside the 95% limit"
    "title.done" TitleDone
        "{m} van de {M} afspraken {m?is/zijn} klaar"
        "{m} of {M} agreements {m?is/are} done"
    "title.hidden" TitleHidden
        "{X}: niet te tonen"
        "{X}: cannot be shown"
}
