//! How a text looks: its styles, lists and settings, each with the name under which a user finds it.
//!
//! The built-in styles keep their built-in names, so that contents, navigation and screen readers know them. The
//! typeface is one that every word processor has: ours cannot go along in a text that is edited.

use std::fmt::Write as _;

use crate::model::Language;

/// Returns the language as word processors write it.
pub(super) fn locale(language: Language) -> &'static str {
    match language {
        Language::Dutch => "nl-NL",
        Language::English => "en-GB",
    }
}

/// A style of paragraphs.
struct Look {
    id: &'static str,
    name: &'static str,
    /// The style that it builds on.
    base: &'static str,
    paragraph: &'static str,
    letters: &'static str,
}

/// Ink, accent and grey as on the page: each at least 4.5 to 1 on white.
const LOOKS: &[Look] = &[
    Look {
        id: "BodyText",
        name: "Body Text",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="140"/>"#,
        letters: "",
    },
    Look {
        id: "Title",
        name: "Title",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:spacing w:before="240" w:after="60" w:line="240" w:lineRule="auto"/>"#,
        letters: r#"<w:b/><w:color w:val="16202A"/><w:sz w:val="52"/>"#,
    },
    Look {
        id: "Subtitle",
        name: "Subtitle",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="200"/>"#,
        letters: r#"<w:color w:val="27455F"/><w:sz w:val="30"/>"#,
    },
    Look {
        id: "Fact",
        name: "Feit",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="20"/>"#,
        letters: r#"<w:color w:val="4A5661"/><w:sz w:val="19"/>"#,
    },
    Look {
        id: "Warning",
        name: "Waarschuwing",
        base: "Normal",
        paragraph: r#"<w:shd w:val="clear" w:color="auto" w:fill="FFE9B8"/><w:spacing w:before="60" w:after="120"/>"#,
        letters: r#"<w:b/><w:color w:val="5A3D00"/>"#,
    },
    Look {
        id: "Heading1",
        name: "heading 1",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:numPr><w:numId w:val="1"/></w:numPr><w:spacing w:before="480" w:after="120"/><w:outlineLvl w:val="0"/>"#,
        letters: r#"<w:b/><w:color w:val="27455F"/><w:sz w:val="34"/>"#,
    },
    Look {
        id: "Heading2",
        name: "heading 2",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="300" w:after="80"/><w:outlineLvl w:val="1"/>"#,
        letters: r#"<w:b/><w:color w:val="27455F"/><w:sz w:val="27"/>"#,
    },
    Look {
        id: "Heading3",
        name: "heading 3",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="2"/>"#,
        letters: r#"<w:b/><w:color w:val="16202A"/><w:sz w:val="23"/>"#,
    },
    Look {
        id: "Heading4",
        name: "heading 4",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="60"/><w:outlineLvl w:val="3"/>"#,
        letters: r#"<w:b/><w:color w:val="4A5661"/>"#,
    },
    Look {
        id: "TOCHeading",
        name: "TOC Heading",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:spacing w:before="320" w:after="80"/>"#,
        letters: r#"<w:b/><w:color w:val="27455F"/><w:sz w:val="27"/>"#,
    },
    Look {
        id: "TOC1",
        name: "toc 1",
        base: "Normal",
        paragraph: r#"<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs><w:spacing w:after="40"/>"#,
        letters: "",
    },
    Look {
        id: "TOC2",
        name: "toc 2",
        base: "Normal",
        paragraph: r#"<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9638"/></w:tabs><w:spacing w:after="20"/><w:ind w:left="340"/>"#,
        letters: "",
    },
    Look {
        id: "Lead",
        name: "Inleiding",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="160"/>"#,
        letters: r#"<w:color w:val="4A5661"/><w:sz w:val="23"/>"#,
    },
    Look {
        id: "FindingNumber",
        name: "Bevinding",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:spacing w:before="240" w:after="20"/>"#,
        letters: r#"<w:b/><w:color w:val="27455F"/><w:sz w:val="40"/>"#,
    },
    Look {
        id: "Certainty",
        name: "Zekerheid",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="160"/>"#,
        letters: r#"<w:i/><w:color w:val="4A5661"/>"#,
    },
    Look {
        id: "Box",
        name: "Kader",
        base: "Normal",
        paragraph: r#"<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="27455F"/></w:pBdr><w:spacing w:after="80"/><w:ind w:left="227"/>"#,
        letters: "",
    },
    Look {
        id: "BoxTitle",
        name: "Kaderkop",
        base: "Box",
        paragraph: r#"<w:keepNext/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="1"/>"#,
        letters: r#"<w:b/><w:color w:val="27455F"/><w:sz w:val="24"/>"#,
    },
    Look {
        id: "BoxBullet",
        name: "Kaderlijst",
        base: "Box",
        paragraph: r#"<w:numPr><w:numId w:val="2"/></w:numPr><w:ind w:left="511" w:hanging="284"/>"#,
        letters: "",
    },
    Look {
        id: "ListBullet",
        name: "List Bullet",
        base: "Normal",
        paragraph: r#"<w:numPr><w:numId w:val="2"/></w:numPr><w:spacing w:after="60"/>"#,
        letters: "",
    },
    Look {
        id: "Quote",
        name: "Quote",
        base: "Normal",
        paragraph: r#"<w:ind w:left="454" w:right="454"/>"#,
        letters: "<w:i/>",
    },
    Look {
        id: "OwnText",
        name: "Eigen tekst",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="120"/>"#,
        letters: "",
    },
    Look {
        id: "Caption",
        name: "caption",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="280" w:after="60"/>"#,
        letters: r#"<w:b/><w:color w:val="16202A"/>"#,
    },
    Look {
        id: "Figure",
        name: "Figuur",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>"#,
        letters: "",
    },
    Look {
        id: "FigureNote",
        name: "Onder figuur",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="60"/>"#,
        letters: r#"<w:color w:val="4A5661"/><w:sz w:val="18"/>"#,
    },
    Look {
        id: "TableHead",
        name: "Tabelkop",
        base: "Normal",
        paragraph: r#"<w:keepNext/><w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>"#,
        letters: r#"<w:b/><w:sz w:val="18"/>"#,
    },
    Look {
        id: "TableText",
        name: "Tabeltekst",
        base: "Normal",
        paragraph: r#"<w:spacing w:before="20" w:after="20" w:line="240" w:lineRule="auto"/>"#,
        letters: r#"<w:sz w:val="18"/>"#,
    },
    Look {
        id: "Gap",
        name: "Tussenruimte",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="60" w:line="120" w:lineRule="exact"/>"#,
        letters: r#"<w:sz w:val="8"/>"#,
    },
    Look {
        id: "Definition",
        name: "Begrip",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="80"/><w:ind w:left="340" w:hanging="340"/>"#,
        letters: "",
    },
    Look {
        id: "Header",
        name: "header",
        base: "Normal",
        paragraph: r#"<w:spacing w:after="0"/>"#,
        letters: r#"<w:b/><w:color w:val="5A3D00"/><w:sz w:val="17"/>"#,
    },
    Look {
        id: "Footer",
        name: "footer",
        base: "Normal",
        paragraph: r#"<w:tabs><w:tab w:val="right" w:pos="9638"/></w:tabs><w:spacing w:after="0"/>"#,
        letters: r#"<w:color w:val="4A5661"/><w:sz w:val="17"/>"#,
    },
    Look {
        id: "FigureSub",
        name: "Boven figuur",
        base: "FigureNote",
        paragraph: "<w:keepNext/>",
        letters: "",
    },
    Look {
        id: "TableHeadSmall",
        name: "Tabelkop klein",
        base: "TableHead",
        paragraph: "",
        letters: r#"<w:sz w:val="14"/>"#,
    },
    Look {
        id: "TableTextSmall",
        name: "Tabeltekst klein",
        base: "TableText",
        paragraph: "",
        letters: r#"<w:sz w:val="14"/>"#,
    },
];

/// Returns the content of the part with styles.
pub(super) fn styles(language: Language) -> String {
    let locale = locale(language);
    let mut xml = format!(
        r#"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Calibri"/><w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="{locale}" w:eastAsia="{locale}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style><w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style><w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#
    );
    for Look { id, name, base, paragraph, letters } in LOOKS {
        // What follows a heading or a caption is text.
        let next = if id.starts_with("Heading") { r#"<w:next w:val="BodyText"/>"# } else { "" };
        let _ = write!(
            xml,
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="{base}"/>{next}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"#
        );
    }
    xml.push_str(r#"<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="1B4F8A"/><w:u w:val="single"/></w:rPr></w:style><w:style w:type="character" w:styleId="Term"><w:name w:val="Begripverwijzing"/><w:rPr><w:u w:val="dotted" w:color="4A5661"/></w:rPr></w:style><w:style w:type="character" w:styleId="FindingUnit"><w:name w:val="Eenheid"/><w:rPr><w:b w:val="0"/><w:color w:val="4A5661"/><w:sz w:val="21"/></w:rPr></w:style><w:style w:type="table" w:styleId="Report"><w:name w:val="Rapporttabel"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="27455F"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="27455F"/><w:insideH w:val="single" w:sz="4" w:space="0" w:color="D3D9DE"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="F3F5F6"/></w:tcPr></w:tblStylePr></w:style>"#);
    xml
}

/// Returns the content of the part with lists: headings, bullets, and `numbered` lists that each begin at 1.
pub(super) fn numbering(numbered: usize) -> String {
    let mut xml = String::from(
        r#"<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="510" w:hanging="510"/></w:pPr></w:lvl></w:abstractNum>"#,
    );
    for (id, format, signs) in [(1, "bullet", ["•", "–", "•"]), (2, "decimal", ["%1.", "%2.", "%3."])] {
        let _ = write!(
            xml,
            r#"<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="hybridMultilevel"/>"#
        );
        for (level, sign) in signs.into_iter().enumerate() {
            let left = 340 * (level + 1);
            let _ = write!(
                xml,
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="284"/></w:pPr></w:lvl>"#
            );
        }
        xml.push_str("</w:abstractNum>");
    }
    xml.push_str(r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>"#);
    for list in 1..=numbered {
        let id = super::package::number_list(list);
        let _ = write!(
            xml,
            r#"<w:num w:numId="{id}"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#
        );
    }
    xml
}

/// Returns the content of the part with settings.
pub(super) fn settings(language: Language) -> String {
    let locale = locale(language);
    format!(
        r#"<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="{locale}"/>"#
    )
}
