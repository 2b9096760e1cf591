//! Every sentence, to be read as prose: typical values, edges, and groups without a word of their own.

use meetellen::model::Language;
use meetellen::report::wording::{Slot, Slots, Template, render};

use super::values::{edges, labels, typical};
use super::{EN, NL, say};

/// Renders one template per line, in one language.
fn aloud(language: Language, slots: impl Fn(Template) -> Slots) -> String {
    let line = |template: &Template| {
        let text = match render(*template, language, &slots(*template)) {
            Ok(sentence) => sentence.text,
            Err(error) => format!("({error})"),
        };
        format!("{}: {text}\n", template.id())
    };
    Template::ALL.iter().map(line).collect()
}

#[test]
fn typical_sentences_read_well_in_dutch() {
    insta::assert_snapshot!(aloud(NL, typical), @r#"
    r.rate: Van de 2.310 studenten vulden er 565 de vragenlijst in: 24,5 procent.
    r.noframe: 565 studenten vulden de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport.
    r.unheard: 75,5 procent deed niet mee. Wat zij vinden, weten we niet.
    r.uneven: Van de vrouwen deed 57,1 procent mee, van de mannen 42,9 procent.
    r.range: Hadden alle anderen nee of juist ja gezegd, dan was dit 14,3 of 89,8 procent.
    p.share: Vrouwen vormen 57,1 procent van de 2.310 starters in 2025.
    p.bench: Dat is 2,4 procentpunt hoger dan bij hbo bètatechniek: 25 procent (2019, VHTO).
    p.bench.equal: Dat is gelijk aan hbo bètatechniek: 25 procent (2019, VHTO).
    p.trend: Het aandeel vrouwen ging van 24,2 (2024) naar 26,2 procent (2026). De trend is 0,5 procentpunt per jaar (marge −0,1 tot 1,1 procentpunt).
    p.trend.unsure: Het aandeel vrouwen ging van 24,2 (2024) naar 26,2 procent (2026). Of er een trend is, is niet te zeggen: de marge loopt van −0,1 tot 1,1 procentpunt per jaar.
    p.trend.same: In 2024 en in 2026 was het aandeel vrouwen 26,2 procent. Of er een trend is, is niet te zeggen: de marge loopt van −0,1 tot 1,1 procentpunt per jaar.
    p.bench.bound: Het verschil met hbo bètatechniek (25 procent, 2019, VHTO) ligt tussen −0,10 en 0,40 punt; een deel is afgeschermd.
    p.after: Vrouwen vormen 57,1 procent van de starters in 2025, en 42,9 procent van wie er na 1 jaar nog is.
    p.rep: Het aandeel vrouwen is 0,62 keer het aandeel bij hbo bètatechniek.
    p.parity: Voor 25 procent waren 4 vrouwen meer nodig geweest, bij hetzelfde totaal. Dit is geen quotum.
    p.bound: Dit ligt tussen 10,0 en 15,0 procent; een deel is afgeschermd.
    t.status: Na 5 jaar: 70,3 procent zelfde opleiding, 9,6 procent switch, 15,1 procent uitval, 5,0 procent diploma. Samen: alle 2.310 starters.
    t.drop: Uitval: niet meer in dit bestand, geen diploma; ook wie naar een school daarbuiten ging. Switch: andere opleiding of school in dit bestand.
    t.cbs: Uitval volgens CBS: zonder diploma weg bij de opleiding; switch telt mee.
    t.young: Cohort 2023: nog niet waarneembaar. Dit kan vanaf het bestand van 2028.
    t.adjust: Verschil in totaal (vrouwen min mannen): 2,4 procentpunt. Binnen dezelfde opleidingen: 1,6 procentpunt (marge −1,1 tot 4,3 procentpunt).
    t.decomp: Van de 4,2 procentpunt hangt 2,6 samen met de verdeling over opleidingen; 1,6 procentpunt blijft over.
    t.simpson: In totaal ligt dit hoger bij vrouwen, binnen opleidingen gemiddeld hoger bij mannen. Lees het per opleiding.
    t.adjust.alike: Bij een gelijke verdeling over opleidingen: 0,20 punt (marge −0,10 tot 0,40 punt).
    k.leak: Hier lekt het: van hbo bètatechniek (57,1 procent vrouwen) naar Bouwkunde (42,9 procent).
    k.gain: Hier wordt het aandeel groter: van hbo bètatechniek (57,1 procent vrouwen) naar Bouwkunde (42,9 procent).
    k.unsure: Van hbo bètatechniek (57,1 procent vrouwen) naar Bouwkunde (42,9 procent): niet te zeggen of het hier lekt.
    t.decomp.apart: Met de verdeling over opleidingen hangt 3,62 procentpunt samen, met verschillen binnen dezelfde opleidingen 0,20 punt. Samen is dat 2,4 procentpunt.
    t.gone: In totaal ligt dit hoger bij vrouwen. Binnen dezelfde opleidingen is niet te zeggen bij wie. Lees het per opleiding.
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = 565).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 565).
    s.mid: 3 is het midden van de schaal, geen norm.
    s.alpha: Deze vragen hangen zwak samen (alfa 0,62). Bekijk ze ook los.
    s.ends: 24,5 procent heeft de hoogste score; verschillen zijn daar slecht te zien.
    s.against: 'Ik sta er hier alleen voor' loopt tegen de andere vragen in (samenhang −0,21). Controleer of de vraag omgekeerd moet tellen.
    s.dif: 'Ik sta er hier alleen voor': vrouwen en mannen met dezelfde score antwoorden hier verschillend. Vergelijk hun scores voorzichtig.
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = 565).
    i.band: Hoogstens 24,5 procent koos 'mee eens'.
    i.rev: Omgekeerde vraag: 'eens' betekent hier minder thuisgevoel.
    c.clear: Duidelijk verschil.
    c.size: Verschil, grootte onzeker.
    c.small: Klein verschil.
    c.equal: Vrijwel gelijk.
    c.unsure: Niet te zeggen: tussen 0,10 punt lager en 0,40 punt hoger voor vrouwen.
    c.unsure.from0: Niet te zeggen: tussen 0 en 0,40 punt hoger voor vrouwen.
    c.unsure.to0: Niet te zeggen: tussen 0,10 punt lager en 0 voor vrouwen.
    c.unsure.ratio: Niet te zeggen: de verhouding ligt tussen 0,80 en 1,60.
    c.few: Te weinig antwoorden voor een vergelijking.
    g.score: Thuisgevoel bij Bouwkunde: vrouwen komen gemiddeld uit op 3,42, mannen op 3,90.
    g.share: Thuisgevoel bij Bouwkunde: 57,1 procent van de vrouwen, 42,9 procent van de mannen.
    g.ratio: Thuisgevoel bij Bouwkunde: 1,3 keer zo vaak bij vrouwen als bij mannen.
    g.margin: Marge (vrouwen min mannen): −0,10 tot 0,40 punt.
    g.margin.ratio: Marge: 0,80 tot 1,60.
    g.one: Alleen vrouwen zijn te tonen; vergelijken kan niet.
    g.many: We bekeken 4 verschillen; door toeval alleen vallen er ongeveer 0,9 op.
    x.add: Vrouwen in de groep 'Buiten Europa' komen gemiddeld uit op 3,62; de losse verschillen samen geven 3,40.
    x.apart: De combinatie wijkt daar −0,22 punt van af (marge −0,10 tot 0,40 punt).
    x.unsure: Of de combinatie daarvan afwijkt, is niet te zeggen: tussen −0,10 en 0,40 punt.
    d.indep: Thuisgevoel ging van 3,42 (2024) naar 3,90 (2026). Dit zijn niet allemaal dezelfde studenten.
    d.voices: Thuisgevoel ging van 3,42 (2024) naar 3,90 (2026). Dit zijn niet dezelfde mensen.
    d.same: Thuisgevoel kwam in 2024 en in 2026 uit op 3,90. Dit zijn niet allemaal dezelfde studenten.
    d.voices.same: Thuisgevoel kwam in 2024 en in 2026 uit op 3,90. Dit zijn niet dezelfde mensen.
    d.pair: 565 studenten deden twee keer mee: van 3,42 naar 3,90.
    d.mdd: Een verandering kleiner dan 0,25 punt kan bij deze aantallen onopgemerkt blijven.
    d.rtm: Wie laag begint, komt vaak vanzelf hoger uit. Verwacht: 0,20 punt; gemeten: 0,25.
    d.mix: Bij een gelijke verdeling over opleidingen is de verandering 0,12 punt (marge −0,10 tot 0,40 punt).
    d.panel: 565 studenten deden twee keer mee. Hun verandering is gemiddeld 0,12 punt (marge −0,10 tot 0,40 punt).
    f.in: Hogeschool Voorbeeld past bij gewoon toeval rond 25 procent.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 0,9 op 17 scholen.
    f.95.provisional: Voorlopige grenzen.
    f.998: Hogeschool Voorbeeld ligt buiten de 99,8%-grens. Toeval alleen geeft dat zelden. Wat is hier anders?
    f.mix: Thuisgevoel: een school met dezelfde opleidingen zou uitkomen op 3,52. Hogeschool Voorbeeld ligt 0,12 punt hoger (marge −0,10 tot 0,40 punt).
    f.mix.unsure: Thuisgevoel: een school met dezelfde opleidingen zou uitkomen op 3,52. Of Hogeschool Voorbeeld daarvan afwijkt, is niet te zeggen: tussen −0,10 en 0,40 punt.
    f.mix.part: Dit gaat over 565 van de 2.310 studenten. Andere opleidingen van deze school toont geen andere school.
    b.old: Dit vergelijkingscijfer is 5 jaar oud (2025).
    a.new: Nog niet begonnen; einddatum 1 september 2026.
    a.busy: Loopt; einddatum 1 september 2026.
    a.done: Klaar. Te zien aan: het lesrooster.
    a.stop: Gestopt. Reden: de schaal heeft één vraag.
    a.none: Geen bericht.
    a.late: Op 1 oktober 2026 was de einddatum voorbij.
    h.hide: Dit cijfer tonen we niet, ter bescherming van personen. De groep is niet per se klein.
    h.merge: Turkije, Marokko en Suriname zijn samengenomen als 'Buiten Europa'.
    h.about: Aantallen zijn afgerond op vijftallen ("ongeveer 20").
    h.help: Meer tonen kan door rondes, opleidingen of scholen samen te nemen.
    q.guess: Het codeboek is geraden. Controleer het eerst.
    q.synth: OEFENGEGEVENS: dit zijn geen echte studenten.
    q.none: Niet te berekenen: de schaal heeft één vraag.
    title.clear: Thuisgevoel: duidelijk verschil tussen vrouwen en mannen
    title.small: Thuisgevoel: klein verschil tussen vrouwen en mannen
    title.size: Thuisgevoel: verschil tussen vrouwen en mannen, grootte onzeker
    title.few: Thuisgevoel: te weinig antwoorden om te vergelijken
    title.equal: Thuisgevoel is vrijwel gelijk voor vrouwen en mannen
    title.unsure: Thuisgevoel: niet te zeggen of vrouwen en mannen verschillen
    title.mean: Thuisgevoel van vrouwen: gemiddeld 3,62
    title.share: Vrouwen vormen 57,1 procent van de starters in 2025
    title.trend: Aandeel vrouwen: van 24,2 naar 26,2 procent in 5 jaar
    title.trend.same: Aandeel vrouwen: 26,2 procent, net als 5 jaar eerder
    title.stays: 57,1 procent doet na 5 jaar nog dezelfde opleiding
    title.outside: 2 van de 17 scholen liggen buiten de 95%-grens
    title.done: 4 van de 6 afspraken zijn klaar
    title.hidden: Thuisgevoel: niet te tonen
    "#);
}

#[test]
fn typical_sentences_read_well_in_english() {
    insta::assert_snapshot!(aloud(EN, typical), @r#"
    r.rate: 565 of 2,310 students answered: 24.5%.
    r.noframe: 565 students answered. This report does not say what share of those asked that is.
    r.unheard: 75.5% did not take part. We do not know their views.
    r.uneven: Of the women, 57.1% took part; of the men, 42.9%.
    r.range: Had all others said no, or yes, this would be 14.3% or 89.8%.
    p.share: Women are 57.1% of the 2,310 starters in 2025.
    p.bench: That is 2.4 percentage points higher than for hbo bètatechniek: 25% (2019, VHTO).
    p.bench.equal: That equals hbo bètatechniek: 25% (2019, VHTO).
    p.trend: The share of women went from 24.2% (2024) to 26.2% (2026). The trend is 0.5 percentage points a year (margin −0.1 to 1.1 percentage points).
    p.trend.unsure: The share of women went from 24.2% (2024) to 26.2% (2026). Whether there is a trend, we cannot tell: the margin runs from −0.1 to 1.1 percentage points a year.
    p.trend.same: In both 2024 and 2026 the share of women was 26.2%. Whether there is a trend, we cannot tell: the margin runs from −0.1 to 1.1 percentage points a year.
    p.bench.bound: The difference from hbo bètatechniek (25%, 2019, VHTO) lies between −0.10 and 0.40 points; part is withheld.
    p.after: Women are 57.1% of the starters in 2025, and 42.9% of those in the same programme after 1 year.
    p.rep: The share of women is 0.62 times that for hbo bètatechniek.
    p.parity: 25% would take 4 more women, with the same total. This is not a quota.
    p.bound: This lies between 10.0 and 15.0%; part is withheld.
    t.status: After 5 years: 70.3% same programme, 9.6% switch, 15.1% dropout, 5.0% diploma. Together: all 2,310 starters.
    t.drop: Dropout: gone from this file, no diploma; also moves to a school outside it. Switch: another programme or school in it.
    t.cbs: Dropout by CBS: left the programme without a diploma, switch included.
    t.young: 2023 cohort: not yet observable; the 2028 file will be the first to show it.
    t.adjust: Gap overall (women minus men): 2.4 percentage points. Within the same programmes: 1.6 percentage points (margin −1.1 to 4.3 percentage points).
    t.decomp: Of the 4.2 percentage points, 2.6 go with the spread over programmes; 1.6 percentage points remain.
    t.simpson: Overall higher for women; within programmes, on average higher for men. Read it per programme.
    t.adjust.alike: With an equal spread over programmes: 0.20 points (margin −0.10 to 0.40 points).
    k.leak: Here it leaks: from hbo bètatechniek (57.1% women) to Bouwkunde (42.9%).
    k.gain: Here the share grows: from hbo bètatechniek (57.1% women) to Bouwkunde (42.9%).
    k.unsure: From hbo bètatechniek (57.1% women) to Bouwkunde (42.9%): we cannot tell whether it leaks here.
    t.decomp.apart: The spread over programmes goes with 3.62 percentage points, gaps within the same programmes with 0.20 points. Together that is 2.4 percentage points.
    t.gone: Overall higher for women. Within the same programmes we cannot tell for whom. Read it per programme.
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = 565).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 565).
    s.mid: 3 is the middle of the scale, not a norm.
    s.alpha: These questions hang together weakly (alpha 0.62). Read each one too.
    s.ends: 24.5% have the highest score; gaps are hard to see there.
    s.against: 'I am on my own here' runs against the other questions (correlation −0.21). Check whether it should count in reverse.
    s.dif: 'I am on my own here': women and men with the same score answer this differently. Compare their scores with care.
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = 565).
    i.band: At most 24.5% chose 'agree'.
    i.rev: Reversed question: 'agree' means less sense of belonging here.
    c.clear: Clear difference.
    c.size: A difference, size uncertain.
    c.small: Small difference.
    c.equal: Practically equal.
    c.unsure: Cannot tell: between 0.10 points lower and 0.40 points higher for women.
    c.unsure.from0: Cannot tell: between 0 and 0.40 points higher for women.
    c.unsure.to0: Cannot tell: between 0.10 points lower and 0 for women.
    c.unsure.ratio: Cannot tell: the ratio lies between 0.80 and 1.60.
    c.few: Too few answers for a comparison.
    g.score: Sense of belonging at Bouwkunde: women average 3.42, men 3.90.
    g.share: Sense of belonging at Bouwkunde: 57.1% of the women, 42.9% of the men.
    g.ratio: Sense of belonging at Bouwkunde: 1.3 times as common among women as among men.
    g.margin: Margin (women minus men): −0.10 to 0.40 points.
    g.margin.ratio: Margin: 0.80 to 1.60.
    g.one: Only women can be shown; no comparison is possible.
    g.many: We looked at 4 differences; by chance alone about 0.9 stand out.
    x.add: Women in the group 'Outside Europe' average 3.62; the separate gaps together give 3.40.
    x.apart: The combination differs from that by −0.22 points (margin −0.10 to 0.40 points).
    x.unsure: Whether the combination differs from that, we cannot tell: between −0.10 and 0.40 points.
    d.indep: Sense of belonging went from 3.42 (2024) to 3.90 (2026). These are not all the same students.
    d.voices: Sense of belonging went from 3.42 (2024) to 3.90 (2026). These are not the same people.
    d.same: Sense of belonging came to 3.90 in both 2024 and 2026. These are not all the same students.
    d.voices.same: Sense of belonging came to 3.90 in both 2024 and 2026. These are not the same people.
    d.pair: 565 students answered twice: from 3.42 to 3.90.
    d.mdd: With these numbers a change under 0.25 points may go unseen.
    d.rtm: Those who start low often end higher anyway. Expected: 0.20 points; measured: 0.25.
    d.mix: With an equal spread over programmes the change is 0.12 points (margin −0.10 to 0.40 points).
    d.panel: 565 students answered twice. On average they changed by 0.12 points (margin −0.10 to 0.40 points).
    f.in: Hogeschool Voorbeeld fits ordinary chance around 25%.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 0.9 in 17 schools.
    f.95.provisional: Provisional limits.
    f.998: Hogeschool Voorbeeld lies outside the 99.8% limit. Chance alone rarely does that. What is different here?
    f.mix: Sense of belonging: a school with the same programmes would come to 3.52. Hogeschool Voorbeeld lies 0.12 points higher (margin −0.10 to 0.40 points).
    f.mix.unsure: Sense of belonging: a school with the same programmes would come to 3.52. Whether Hogeschool Voorbeeld differs from that, we cannot tell: between −0.10 and 0.40 points.
    f.mix.part: This covers 565 of the 2,310 students. No other school shows the other programmes of this school.
    b.old: This benchmark is 5 years old (2025).
    a.new: Not started; due 1 September 2026.
    a.busy: Under way; due 1 September 2026.
    a.done: Done. Shown by: the timetable.
    a.stop: Stopped. Reason: the scale has one question.
    a.none: No news.
    a.late: On 1 October 2026 the due date had passed.
    h.hide: We do not show this figure, to protect people. The group is not necessarily small.
    h.merge: Turkey, Morocco and Suriname were combined as 'Outside Europe'.
    h.about: Numbers are rounded to fives ("about 20").
    h.help: Combining rounds, programmes or schools would show more.
    q.guess: The codebook is a guess. Check it first.
    q.synth: PRACTICE DATA: these are not real students.
    q.none: Cannot be calculated: the scale has one question.
    title.clear: Sense of belonging: clear difference between women and men
    title.small: Sense of belonging: small difference between women and men
    title.size: Sense of belonging: a difference between women and men, size uncertain
    title.few: Sense of belonging: too few answers to compare
    title.equal: Sense of belonging is practically equal for women and men
    title.unsure: Sense of belonging: cannot tell if women and men differ
    title.mean: Sense of belonging of women: mean 3.62
    title.share: Women are 57.1% of the starters in 2025
    title.trend: Share of women: from 24.2% to 26.2% in 5 years
    title.trend.same: Share of women: 26.2%, the same as 5 years earlier
    title.stays: 57.1% are in the same programme after 5 years
    title.outside: 2 of 17 schools lie outside the 95% limit
    title.done: 4 of 6 agreements are done
    title.hidden: Sense of belonging: cannot be shown
    "#);
}

#[test]
fn edge_values_read_well() {
    let changed = |language| {
        let mut lines = String::new();
        for template in Template::ALL {
            let mut seen = vec![say(*template, language, &typical(*template))];
            for slots in edges(*template) {
                if let Ok(sentence) = render(*template, language, &slots)
                    && !seen.contains(&sentence.text)
                {
                    lines.push_str(&format!("{}: {}\n", template.id(), sentence.text));
                    seen.push(sentence.text);
                }
            }
        }
        lines
    };
    insta::assert_snapshot!(changed(NL), @r#"
    r.rate: Van de 2.310 studenten vulden er 0 de vragenlijst in: 24,5 procent.
    r.rate: Van de 2.310 studenten vulde er 1 de vragenlijst in: 24,5 procent.
    r.rate: Van de 2.310 studenten vulden er 2 de vragenlijst in: 24,5 procent.
    r.rate: Van de ongeveer 2.310 studenten vulden er ongeveer 565 de vragenlijst in: 24,5 procent.
    r.rate: Van de 2.310 studenten vulden er 565 de vragenlijst in: 0 procent.
    r.noframe: Geen studenten vulden de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport.
    r.noframe: 1 student vulde de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport.
    r.noframe: 2 studenten vulden de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport.
    r.noframe: Ongeveer 565 studenten vulden de vragenlijst in. Welk deel van de gevraagden dat is, staat niet in dit rapport.
    r.unheard: 0 procent deed niet mee. Wat zij vinden, weten we niet.
    r.uneven: Van de vrouwen deed 100 procent mee, van de mannen 42,9 procent.
    r.range: Hadden alle anderen nee of juist ja gezegd, dan was dit 100 of 89,8 procent.
    p.share: Vrouwen vormen 57,1 procent van de ongeveer 2.310 starters in 2025.
    p.bench: Dat is 2 procentpunt lager dan bij hbo bètatechniek: 25 procent (2019, VHTO).
    p.bench: Dat is gelijk aan hbo bètatechniek: 25 procent (2019, VHTO).
    p.bench: Dat is 1 procentpunt hoger dan bij hbo bètatechniek: 25 procent (2019, VHTO).
    p.parity: Voor 25 procent was 1 vrouw meer nodig geweest, bij hetzelfde totaal. Dit is geen quotum.
    p.parity: Voor 25 procent waren 2 vrouwen meer nodig geweest, bij hetzelfde totaal. Dit is geen quotum.
    t.status: Na 1 jaar: 70,3 procent zelfde opleiding, 9,6 procent switch, 15,1 procent uitval, 5,0 procent diploma. Samen: alle 2.310 starters.
    t.status: Na 2 jaar: 70,3 procent zelfde opleiding, 9,6 procent switch, 15,1 procent uitval, 5,0 procent diploma. Samen: alle 2.310 starters.
    t.status: Na 5 jaar: 70,3 procent zelfde opleiding, 9,6 procent switch, 15,1 procent uitval, 5,0 procent diploma. Samen: alle ongeveer 2.310 starters.
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = 0).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = 1).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = 2).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73; n = ongeveer 565).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (marge 3,51 tot 3,73).
    s.mean: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 565).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 0).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 1).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = 2).
    s.mean.plain: Thuisgevoel: gemiddeld 3,62 op een schaal van 1 tot 5 (n = ongeveer 565).
    s.ends: 24,5 procent heeft de laagste score; verschillen zijn daar slecht te zien.
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = 0).
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = 1).
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = 2).
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens (n = ongeveer 565).
    i.dist: 'Ik sta er hier alleen voor': 57,1 procent eens, 26,8 procent neutraal, 16,1 procent oneens.
    i.band: Minstens 24,5 procent koos 'mee eens'.
    c.unsure: Niet te zeggen: tussen 0 en 0,40 punt hoger voor vrouwen.
    c.unsure: Niet te zeggen: tussen 0,10 punt lager en 0 voor vrouwen.
    c.unsure: Niet te zeggen: tussen 1 punt lager en 2 punten hoger voor vrouwen.
    g.margin: Marge (vrouwen min mannen): 0,00 tot 0,40 punt.
    g.margin: Marge (vrouwen min mannen): −0,10 tot 0,00 punt.
    g.margin: Marge (vrouwen min mannen): −1 tot 2 punten.
    g.many: We bekeken 1 verschil; door toeval alleen valt er ongeveer 1 op.
    g.many: We bekeken 2 verschillen; door toeval alleen vallen er ongeveer 2 op.
    x.unsure: Of de combinatie daarvan afwijkt, is niet te zeggen: tussen 0,00 en 0,40 punt.
    x.unsure: Of de combinatie daarvan afwijkt, is niet te zeggen: tussen −0,10 en 0,00 punt.
    x.unsure: Of de combinatie daarvan afwijkt, is niet te zeggen: tussen −1 en 2 punten.
    d.pair: 1 student deed twee keer mee: van 3,42 naar 3,90.
    d.pair: 2 studenten deden twee keer mee: van 3,42 naar 3,90.
    d.pair: Ongeveer 565 studenten deden twee keer mee: van 3,42 naar 3,90.
    d.panel: 1 student deed twee keer mee. Hun verandering is gemiddeld 0,12 punt (marge −0,10 tot 0,40 punt).
    d.panel: 2 studenten deden twee keer mee. Hun verandering is gemiddeld 0,12 punt (marge −0,10 tot 0,40 punt).
    d.panel: Ongeveer 565 studenten deden twee keer mee. Hun verandering is gemiddeld 0,12 punt (marge −0,10 tot 0,40 punt).
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 0 op 17 scholen.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 1 op 17 scholen.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 2 op 17 scholen.
    f.95: Hogeschool Voorbeeld ligt buiten de 95%-grens. Toeval alleen geeft er ongeveer 0,9 op 9 scholen. Voorlopige grenzen.
    f.mix.part: Dit gaat over 0 van de 2.310 studenten. Andere opleidingen van deze school toont geen andere school.
    f.mix.part: Dit gaat over 1 van de 2.310 studenten. Andere opleidingen van deze school toont geen andere school.
    f.mix.part: Dit gaat over 2 van de 2.310 studenten. Andere opleidingen van deze school toont geen andere school.
    f.mix.part: Dit gaat over ongeveer 565 van de ongeveer 2.310 studenten. Andere opleidingen van deze school toont geen andere school.
    b.old: Dit vergelijkingscijfer is 1 jaar oud (2025).
    b.old: Dit vergelijkingscijfer is 2 jaar oud (2025).
    q.none: Niet te berekenen.
    title.trend: Aandeel vrouwen: van 24,2 naar 26,2 procent in 1 jaar
    title.trend: Aandeel vrouwen: van 24,2 naar 26,2 procent in 2 jaar
    title.trend.same: Aandeel vrouwen: 26,2 procent, net als 1 jaar eerder
    title.trend.same: Aandeel vrouwen: 26,2 procent, net als 2 jaar eerder
    title.stays: 57,1 procent doet na 1 jaar nog dezelfde opleiding
    title.stays: 57,1 procent doet na 2 jaar nog dezelfde opleiding
    title.outside: 0 van de 17 scholen liggen buiten de 95%-grens
    title.outside: 1 van de 17 scholen ligt buiten de 95%-grens
    title.done: 0 van de 6 afspraken zijn klaar
    title.done: 1 van de 6 afspraken is klaar
    title.done: 2 van de 6 afspraken zijn klaar
    "#);
    insta::assert_snapshot!(changed(EN), @r#"
    r.rate: 0 of 2,310 students answered: 24.5%.
    r.rate: 1 of 2,310 students answered: 24.5%.
    r.rate: 2 of 2,310 students answered: 24.5%.
    r.rate: About 565 of about 2,310 students answered: 24.5%.
    r.rate: 565 of 2,310 students answered: 0%.
    r.noframe: No students answered. This report does not say what share of those asked that is.
    r.noframe: 1 student answered. This report does not say what share of those asked that is.
    r.noframe: 2 students answered. This report does not say what share of those asked that is.
    r.noframe: About 565 students answered. This report does not say what share of those asked that is.
    r.unheard: 0% did not take part. We do not know their views.
    r.uneven: Of the women, 100% took part; of the men, 42.9%.
    r.range: Had all others said no, or yes, this would be 100% or 89.8%.
    p.share: Women are 57.1% of the approximately 2,310 starters in 2025.
    p.bench: That is 2 percentage points lower than for hbo bètatechniek: 25% (2019, VHTO).
    p.bench: That equals hbo bètatechniek: 25% (2019, VHTO).
    p.bench: That is 1 percentage point higher than for hbo bètatechniek: 25% (2019, VHTO).
    p.parity: 25% would take 1 more woman, with the same total. This is not a quota.
    p.parity: 25% would take 2 more women, with the same total. This is not a quota.
    t.status: After 1 year: 70.3% same programme, 9.6% switch, 15.1% dropout, 5.0% diploma. Together: all 2,310 starters.
    t.status: After 2 years: 70.3% same programme, 9.6% switch, 15.1% dropout, 5.0% diploma. Together: all 2,310 starters.
    t.status: After 5 years: 70.3% same programme, 9.6% switch, 15.1% dropout, 5.0% diploma. Together: all approximately 2,310 starters.
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = 0).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = 1).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = 2).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73; n = about 565).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (margin 3.51 to 3.73).
    s.mean: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 565).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 0).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 1).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = 2).
    s.mean.plain: Sense of belonging: mean 3.62 on a scale of 1 to 5 (n = about 565).
    s.ends: 24.5% have the lowest score; gaps are hard to see there.
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = 0).
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = 1).
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = 2).
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree (n = about 565).
    i.dist: 'I am on my own here': 57.1% agree, 26.8% neutral, 16.1% disagree.
    i.band: At least 24.5% chose 'agree'.
    c.unsure: Cannot tell: between 0 and 0.40 points higher for women.
    c.unsure: Cannot tell: between 0.10 points lower and 0 for women.
    c.unsure: Cannot tell: between 1 point lower and 2 points higher for women.
    g.margin: Margin (women minus men): 0.00 to 0.40 points.
    g.margin: Margin (women minus men): −0.10 to 0.00 points.
    g.margin: Margin (women minus men): −1 to 2 points.
    g.many: We looked at 1 difference; by chance alone about 1 stands out.
    g.many: We looked at 2 differences; by chance alone about 2 stand out.
    x.unsure: Whether the combination differs from that, we cannot tell: between 0.00 and 0.40 points.
    x.unsure: Whether the combination differs from that, we cannot tell: between −0.10 and 0.00 points.
    x.unsure: Whether the combination differs from that, we cannot tell: between −1 and 2 points.
    d.pair: 1 student answered twice: from 3.42 to 3.90.
    d.pair: 2 students answered twice: from 3.42 to 3.90.
    d.pair: About 565 students answered twice: from 3.42 to 3.90.
    d.panel: 1 student answered twice. On average they changed by 0.12 points (margin −0.10 to 0.40 points).
    d.panel: 2 students answered twice. On average they changed by 0.12 points (margin −0.10 to 0.40 points).
    d.panel: About 565 students answered twice. On average they changed by 0.12 points (margin −0.10 to 0.40 points).
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 0 in 17 schools.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 1 in 17 schools.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 2 in 17 schools.
    f.95: Hogeschool Voorbeeld lies outside the 95% limit. Chance alone gives about 0.9 in 9 schools. Provisional limits.
    f.mix.part: This covers 0 of the 2,310 students. No other school shows the other programmes of this school.
    f.mix.part: This covers 1 of the 2,310 students. No other school shows the other programmes of this school.
    f.mix.part: This covers 2 of the 2,310 students. No other school shows the other programmes of this school.
    f.mix.part: This covers about 565 of the approximately 2,310 students. No other school shows the other programmes of this school.
    b.old: This benchmark is 1 year old (2025).
    b.old: This benchmark is 2 years old (2025).
    q.none: Cannot be calculated.
    title.trend: Share of women: from 24.2% to 26.2% in 1 year
    title.trend: Share of women: from 24.2% to 26.2% in 2 years
    title.trend.same: Share of women: 26.2%, the same as 1 year earlier
    title.trend.same: Share of women: 26.2%, the same as 2 years earlier
    title.stays: 57.1% are in the same programme after 1 year
    title.stays: 57.1% are in the same programme after 2 years
    title.outside: 0 of 17 schools lie outside the 95% limit
    title.outside: 1 of 17 schools lies outside the 95% limit
    title.done: 0 of 6 agreements are done
    title.done: 1 of 6 agreements is done
    title.done: 2 of 6 agreements are done
    "#);
}

#[test]
fn labels_and_states_read_well() {
    let with_groups = |language| {
        Template::ALL
            .iter()
            .filter(|template| template.slots(language).contains(&Slot::GroupA))
            .map(|template| match render(*template, language, &labels(*template)) {
                Ok(sentence) => format!("{}: {}\n", template.id(), sentence.text),
                Err(error) => format!("{}: ({error})\n", template.id()),
            })
            .collect::<String>()
    };
    insta::assert_snapshot!(with_groups(NL), @r#"
    r.uneven: Van de studenten zonder antwoord op deze vraag deed 57,1 procent mee, van de studenten in de groep 'Buiten Europa' 42,9 procent.
    p.share: Studenten die 'wil ik niet zeggen' kozen, vormen 57,1 procent van de 2.310 starters in 2025.
    p.trend: Het aandeel studenten die 'wil ik niet zeggen' kozen, ging van 24,2 (2024) naar 26,2 procent (2026). De trend is 0,5 procentpunt per jaar (marge −0,1 tot 1,1 procentpunt).
    p.trend.unsure: Het aandeel studenten die 'wil ik niet zeggen' kozen, ging van 24,2 (2024) naar 26,2 procent (2026). Of er een trend is, is niet te zeggen: de marge loopt van −0,1 tot 1,1 procentpunt per jaar.
    p.trend.same: In 2024 en in 2026 was het aandeel studenten die 'wil ik niet zeggen' kozen 26,2 procent. Of er een trend is, is niet te zeggen: de marge loopt van −0,1 tot 1,1 procentpunt per jaar.
    p.after: Studenten die 'wil ik niet zeggen' kozen, vormen 57,1 procent van de starters in 2025, en 42,9 procent van wie er na 1 jaar nog is.
    p.rep: Het aandeel studenten die 'wil ik niet zeggen' kozen, is 0,62 keer het aandeel bij hbo bètatechniek.
    p.parity: (the group of ParticipationParity has no singular)
    t.adjust: Verschil in totaal (studenten die 'wil ik niet zeggen' kozen min studenten in de groep 'Buiten Europa'): 2,4 procentpunt. Binnen dezelfde opleidingen: 1,6 procentpunt (marge −1,1 tot 4,3 procentpunt).
    t.simpson: In totaal ligt dit hoger bij studenten die 'wil ik niet zeggen' kozen, binnen opleidingen gemiddeld hoger bij studenten in de groep 'Buiten Europa'. Lees het per opleiding.
    k.leak: Hier lekt het: van hbo bètatechniek (57,1 procent studenten die 'wil ik niet zeggen' kozen) naar Bouwkunde (42,9 procent).
    k.gain: Hier wordt het aandeel groter: van hbo bètatechniek (57,1 procent studenten die 'wil ik niet zeggen' kozen) naar Bouwkunde (42,9 procent).
    k.unsure: Van hbo bètatechniek (57,1 procent studenten die 'wil ik niet zeggen' kozen) naar Bouwkunde (42,9 procent): niet te zeggen of het hier lekt.
    t.gone: In totaal ligt dit hoger bij studenten die 'wil ik niet zeggen' kozen. Binnen dezelfde opleidingen is niet te zeggen bij wie. Lees het per opleiding.
    s.dif: 'Ik sta er hier alleen voor': studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa' met dezelfde score antwoorden hier verschillend. Vergelijk hun scores voorzichtig.
    c.unsure: Niet te zeggen: tussen 0,10 punt lager en 0,40 punt hoger voor studenten die 'wil ik niet zeggen' kozen.
    c.unsure.from0: Niet te zeggen: tussen 0 en 0,40 punt hoger voor studenten die 'wil ik niet zeggen' kozen.
    c.unsure.to0: Niet te zeggen: tussen 0,10 punt lager en 0 voor studenten die 'wil ik niet zeggen' kozen.
    g.score: Thuisgevoel bij Bouwkunde: studenten die 'wil ik niet zeggen' kozen, komen gemiddeld uit op 3,42, studenten in de groep 'Buiten Europa' op 3,90.
    g.share: Thuisgevoel bij Bouwkunde: 57,1 procent van de studenten die 'wil ik niet zeggen' kozen, 42,9 procent van de studenten in de groep 'Buiten Europa'.
    g.ratio: Thuisgevoel bij Bouwkunde: 1,3 keer zo vaak bij studenten die 'wil ik niet zeggen' kozen als bij studenten in de groep 'Buiten Europa'.
    g.margin: Marge (studenten die 'wil ik niet zeggen' kozen min studenten in de groep 'Buiten Europa'): −0,10 tot 0,40 punt.
    g.one: Alleen studenten die 'wil ik niet zeggen' kozen, zijn te tonen; vergelijken kan niet.
    title.clear: Thuisgevoel: duidelijk verschil tussen studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa'
    title.small: Thuisgevoel: klein verschil tussen studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa'
    title.size: Thuisgevoel: verschil tussen studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa', grootte onzeker
    title.equal: Thuisgevoel is vrijwel gelijk voor studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa'
    title.unsure: Thuisgevoel: niet te zeggen of studenten die 'wil ik niet zeggen' kozen en studenten in de groep 'Buiten Europa' verschillen
    title.mean: Thuisgevoel van studenten die 'wil ik niet zeggen' kozen: gemiddeld 3,62
    title.share: Studenten die 'wil ik niet zeggen' kozen, vormen 57,1 procent van de starters in 2025
    title.trend: Aandeel studenten die 'wil ik niet zeggen' kozen: van 24,2 naar 26,2 procent in 5 jaar
    title.trend.same: Aandeel studenten die 'wil ik niet zeggen' kozen: 26,2 procent, net als 5 jaar eerder
    "#);
    insta::assert_snapshot!(with_groups(EN), @r#"
    r.uneven: Of the students who skipped this question, 57.1% took part; of the students in the group 'Outside Europe', 42.9%.
    p.share: Students who chose 'prefer not to say' are 57.1% of the 2,310 starters in 2025.
    p.trend: The share of students who chose 'prefer not to say' went from 24.2% (2024) to 26.2% (2026). The trend is 0.5 percentage points a year (margin −0.1 to 1.1 percentage points).
    p.trend.unsure: The share of students who chose 'prefer not to say' went from 24.2% (2024) to 26.2% (2026). Whether there is a trend, we cannot tell: the margin runs from −0.1 to 1.1 percentage points a year.
    p.trend.same: In both 2024 and 2026 the share of students who chose 'prefer not to say' was 26.2%. Whether there is a trend, we cannot tell: the margin runs from −0.1 to 1.1 percentage points a year.
    p.after: Students who chose 'prefer not to say' are 57.1% of the starters in 2025, and 42.9% of those in the same programme after 1 year.
    p.rep: The share of students who chose 'prefer not to say' is 0.62 times that for hbo bètatechniek.
    p.parity: (the group of ParticipationParity has no singular)
    t.adjust: Gap overall (students who chose 'prefer not to say' minus students in the group 'Outside Europe'): 2.4 percentage points. Within the same programmes: 1.6 percentage points (margin −1.1 to 4.3 percentage points).
    t.simpson: Overall higher for students who chose 'prefer not to say'; within programmes, on average higher for students in the group 'Outside Europe'. Read it per programme.
    k.leak: Here it leaks: from hbo bètatechniek (57.1% students who chose 'prefer not to say') to Bouwkunde (42.9%).
    k.gain: Here the share grows: from hbo bètatechniek (57.1% students who chose 'prefer not to say') to Bouwkunde (42.9%).
    k.unsure: From hbo bètatechniek (57.1% students who chose 'prefer not to say') to Bouwkunde (42.9%): we cannot tell whether it leaks here.
    t.gone: Overall higher for students who chose 'prefer not to say'. Within the same programmes we cannot tell for whom. Read it per programme.
    s.dif: 'I am on my own here': students who chose 'prefer not to say' and students in the group 'Outside Europe' with the same score answer this differently. Compare their scores with care.
    c.unsure: Cannot tell: between 0.10 points lower and 0.40 points higher for students who chose 'prefer not to say'.
    c.unsure.from0: Cannot tell: between 0 and 0.40 points higher for students who chose 'prefer not to say'.
    c.unsure.to0: Cannot tell: between 0.10 points lower and 0 for students who chose 'prefer not to say'.
    g.score: Sense of belonging at Bouwkunde: students who chose 'prefer not to say' average 3.42, students in the group 'Outside Europe' 3.90.
    g.share: Sense of belonging at Bouwkunde: 57.1% of the students who chose 'prefer not to say', 42.9% of the students in the group 'Outside Europe'.
    g.ratio: Sense of belonging at Bouwkunde: 1.3 times as common among students who chose 'prefer not to say' as among students in the group 'Outside Europe'.
    g.margin: Margin (students who chose 'prefer not to say' minus students in the group 'Outside Europe'): −0.10 to 0.40 points.
    g.one: Only students who chose 'prefer not to say' can be shown; no comparison is possible.
    title.clear: Sense of belonging: clear difference between students who chose 'prefer not to say' and students in the group 'Outside Europe'
    title.small: Sense of belonging: small difference between students who chose 'prefer not to say' and students in the group 'Outside Europe'
    title.size: Sense of belonging: a difference between students who chose 'prefer not to say' and students in the group 'Outside Europe', size uncertain
    title.equal: Sense of belonging is practically equal for students who chose 'prefer not to say' and students in the group 'Outside Europe'
    title.unsure: Sense of belonging: cannot tell if students who chose 'prefer not to say' and students in the group 'Outside Europe' differ
    title.mean: Sense of belonging of students who chose 'prefer not to say': mean 3.62
    title.share: Students who chose 'prefer not to say' are 57.1% of the starters in 2025
    title.trend: Share of students who chose 'prefer not to say': from 24.2% to 26.2% in 5 years
    title.trend.same: Share of students who chose 'prefer not to say': 26.2%, the same as 5 years earlier
    "#);
}
