"""Cuts the report's typeface out of Source Sans 3: Latin, Greek letters of statistics, arrows, maths, shapes.


Usage: npm pack source-sans@3.52.0 && tar xzf source-sans-3.52.0.tgz && python subset.py package/TTF .
Needs fonttools and brotli. The name changes with the font: the licence reserves the name 'Source' for the original.
"""

import sys
from fontTools import subset
from fontTools.ttLib import TTFont

UNICODES = (
    "U+0020-007E,U+00A0-024F,U+0259,U+02C6-02C7,U+02D8-02DD,U+0300-0304,U+0306-030C,U+0394,U+03A9,U+03B1,U+03B2,"
    "U+03BC,U+03C0,U+03C7,U+03C9,U+1E80-1E85,U+1E9E,U+1EF2-1EF3,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,"
    "U+2030,U+2032-2033,U+2039-203A,U+2044,U+20AC,U+2113,U+2122,U+2190-2193,U+2202,U+2206,U+2211,U+2212,U+221A,"
    "U+221E,U+2248,U+2260,U+2264-2265,U+25A0-25A1,U+25B2-25B3,U+25B6,U+25BC,U+25C6-25C7,U+25CA-25CB,U+25CF,U+2713"
)
FAMILY = "Meetellen Sans"


def rename(font, weight):
    """Gives the cut its own name; Regular and Bold share a family as word processors expect."""
    plain = weight in ("Regular", "Bold")
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in (0, 5, 13, 14)]
    full = FAMILY if weight == "Regular" else f"{FAMILY} {weight}"
    wanted = {1: FAMILY if plain else full, 2: weight if plain else "Regular", 4: full,
              3: f"{FAMILY} {weight}, cut of 3.052", 6: f"MeetellenSans-{weight}"}
    if not plain:
        wanted |= {16: FAMILY, 17: weight}
    for name_id, text in wanted.items():
        names.setName(text, name_id, 3, 1, 0x409)


def main(source, target):
    for weight in ("Regular", "Semibold", "Bold"):
        options = subset.Options(layout_features=["kern", "mark", "ccmp", "locl", "tnum"], hinting=False)
        options.name_IDs = ["*"]
        font = TTFont(f"{source}/SourceSans3-{weight}.ttf", recalcTimestamp=False)
        cut = subset.Subsetter(options)
        cut.populate(unicodes=subset.parse_unicodes(UNICODES))
        cut.subset(font)
        rename(font, weight)
        path = f"{target}/meetellen-sans-{weight.lower()}"
        font.save(f"{path}.ttf")
        font.flavor = "woff2"
        font.save(f"{path}.woff2")


main(*sys.argv[1:])
