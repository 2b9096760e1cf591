//! What research says about words in recruitment texts, and what it does not.
//!
//! Beside every check, so that a count is not taken for a verdict.

use crate::model::Text;

/// The publications that the explanation rests on, in the order of their mention.
pub const SOURCES: [&str; 6] = [
    "D. Gaucher, J. Friesen, A. C. Kay (2011), Journal of Personality and Social Psychology 101, 109-128, doi 10.1037/a0022530",
    "J. C. He, S. K. Kang (2025), PNAS, PMC11848290",
    "E. J. Castilla, H. J. Rho (2023), Management Science 69, 6912-6939",
    "D. Vervecken, B. Hannover, I. Wolter (2013), Journal of Vocational Behavior 82, 208-220, doi 10.1016/j.jvb.2013.01.008",
    "D. Vervecken, B. Hannover (2015), Social Psychology 46, 76-92, doi 10.1027/1864-9335/a000229",
    "T. Redl, S. L. Frank, P. de Swart, H. de Hoop (2021), PLoS ONE 16(4), e0249309",
];

/// Returns what research found, a sentence each.
#[must_use]
pub fn what_it_says() -> [Text; 4] {
    [
        Text::new(
            "In Canadese proeven vonden vrouwen een baan minder aantrekkelijk als de tekst veel woorden had die bij mannen horen (Gaucher e.a. 2011).",
            "In Canadian experiments women found a job less appealing if the text had many words linked to men (Gaucher et al. 2011).",
        ),
        Text::new(
            "Buiten het lab lopen de uitkomsten uiteen. Na herschrijven kwamen er meer sollicitaties (He en Kang 2025), of was er vrijwel geen verschil (Castilla en Rho 2023).",
            "Outside the lab findings differ. After rewriting there were more applications (He and Kang 2025), or hardly any difference (Castilla and Rho 2023).",
        ),
        Text::new(
            "Kinderen die van een technisch beroep beide vormen lazen, zagen er vaker vrouwen in (Vervecken e.a. 2013). Nederlands- en Duitstalige kinderen dachten dan ook vaker dat zij het zelf konden (Vervecken en Hannover 2015).",
            "Children who read both forms of a technical job title saw women in it more often (Vervecken et al. 2013). Dutch- and German-speaking children then also thought more often that they could do it (Vervecken and Hannover 2015).",
        ),
        Text::new(
            "'Zijn' voor iedereen deed bij Nederlandse mannen soms aan mannen denken, bij vrouwen niet (Redl e.a. 2021).",
            "Dutch 'zijn' (his) for everybody sometimes made men think of men; women did not (Redl et al. 2021).",
        ),
    ]
}

/// Returns what follows neither from research nor from a count, a sentence each.
#[must_use]
pub fn what_it_does_not_say() -> [Text; 3] {
    [
        Text::new(
            "Dit is geen oordeel over de tekst of de schrijver. Er is geen grens waarboven een tekst fout is.",
            "This is no verdict on the text or its writer. There is no limit above which a text is wrong.",
        ),
        Text::new(
            "De Nederlandse lijst is van onszelf en niet getoetst. Een woord kan hier iets anders betekenen: lees de plek na.",
            "The Dutch list is our own and untested. A word may mean something else here: read the place.",
        ),
        Text::new(
            "Woorden alleen veranderen weinig: wie er werkt en hoe mensen worden ontvangen, staat niet in een tekst.",
            "Words alone change little: who works there and how people are received is not in a text.",
        ),
    ]
}
