"""Spoils a good PDF in one way at a time, and holds that check.py finds each.

Usage: broken.py FILE; needs pikepdf, and pdftotext of poppler. Ends with 1 where something was not found.
"""

import sys
import tempfile
from pathlib import Path

import pikepdf

from check import check, children, elements


def first(pdf, kind):
    """Gives the first element of a kind, in reading order."""
    return next(element for element, _ in elements(pdf.Root.StructTreeRoot.K) if str(element.S) == kind)


def rename(element, kind):
    """Makes an element one of another kind."""
    element.S = pikepdf.Name(kind)


def without(element, kind):
    """Takes the children of a kind out of an element."""
    element.K = pikepdf.Array([child for child in element.K if str(child.S) != kind])


def first_row(pdf, part):
    """Gives the first row of the head or body of the first table."""
    return children(first(pdf, part), {"/TR"})[0]


def shorten(row):
    """Takes the last cell out of a row."""
    row.K = pikepdf.Array(list(row.K)[:-1])


def swap(whole):
    """Lets two chapters be read in the wrong order."""
    parts = list(whole.K)
    parts[2], parts[4] = parts[4], parts[2]
    whole.K = pikepdf.Array(parts)


def no_metadata(pdf, name):
    """Takes a line out of the metadata."""
    with pdf.open_metadata() as metadata:
        del metadata[name]


WAYS = {
    "a figure without words": lambda pdf: first(pdf, "/Figure").__delitem__("/Alt"),
    "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "no title": lambda pdf: no_metadata(pdf, "dc:title"),
    "no mark of PDF/UA-1": lambda pdf: no_metadata(pdf, "pdfuaid:part"),
    "not tagged": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False),
    "no bookmarks": lambda pdf: pdf.Root.__delitem__("/Outlines"),
    "a heading two levels down": lambda pdf: rename(first(pdf, "/H2"), "/H4"),
    "two titles": lambda pdf: rename(first(pdf, "/H2"), "/H1"),
    "chapters in another order": lambda pdf: swap(first(pdf, "/Document")),
    "a table without its title": lambda pdf: without(first(pdf, "/Table"), "/Caption"),
    "a table without heads": lambda pdf: without(first(pdf, "/Table"), "/THead"),
    "a column without head": lambda pdf: rename(first_row(pdf, "/THead").K[1], "/TD"),
    "a row without head": lambda pdf: rename(first_row(pdf, "/TBody").K[0], "/TD"),
    "a head that does not say of what": lambda pdf: first(pdf, "/TH").__delitem__("/A"),
    "a row with a cell less": lambda pdf: shorten(first_row(pdf, "/TBody")),
}


def main(path):
    """Spoils the file in every way and tells which ways were not found."""
    missed = []
    with tempfile.TemporaryDirectory() as folder:
        spoilt = Path(folder) / path.name
        for way, spoil in WAYS.items():
            with pikepdf.open(path) as pdf:
                spoil(pdf)
                pdf.save(spoilt)
            if not check(spoilt)[1]:
                missed.append(way)
    print(f"{path}: spoilt in {len(WAYS)} ways, " + ("not found: " + "; ".join(missed) if missed else "each found"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
