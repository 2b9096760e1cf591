"""Writes the SPSS files of this folder; invented answers. Run: python3 make.py; then: pspp make.sps; then: Rscript make.R.

Written with pyreadstat 1.3.7 (ReadStat), Python 3.11; PSPP 1.6.2; haven 2.5.1, R 4.2.2.
"""
import datetime
import pandas as pd
import pyreadstat

long_text = "Een lang antwoord over stage en school. " * 20
frame = pd.DataFrame({
    "Geslacht": [1.0, 2.0, 3.0, 99.0, None],
    "SB01": [1.0, 5.0, 97.0, 3.0, 4.0],
    "opleiding": ["Bouwkunde", "Caf\u00e9beheer", "", "Bouwkunde", "ICT"],
    "toelichting": [long_text, "kort", "", "\u00eb" * 150, "x" * 300],
    "datum": [datetime.date(2026, 3, 1), datetime.date(1999, 12, 31), None, datetime.date(2020, 2, 29),
              datetime.date(1970, 1, 1)],
    "cijfer": [7.5, 0.1, -3.0, None, 1e6],
})
labels = {
    "Geslacht": "Wat is je gender?",
    "SB01": "Ik voel me op mijn plek",
    "opleiding": "Welke opleiding volg je?",
    "toelichting": "Wil je iets toelichten?",
    "datum": "Datum van invullen",
    "cijfer": "Gemiddeld cijfer",
}
values = {
    "Geslacht": {1.0: "vrouw", 2.0: "man", 3.0: "non-binair", 99.0: "wil ik niet zeggen"},
    "SB01": {1.0: "helemaal oneens", 5.0: "helemaal eens", 97.0: "n.v.t.", 98.0: "weet ik niet"},
}
missing = {"Geslacht": [99.0], "SB01": [{"lo": 97.0, "hi": 99.0}]}
for name, extra in [("pyreadstat.sav", {}), ("pyreadstat-packed.sav", {"row_compress": True}),
                    ("pyreadstat.zsav", {"compress": True})]:
    pyreadstat.write_sav(frame, name, column_labels=labels, variable_value_labels=values, missing_ranges=missing,
                         **extra)
