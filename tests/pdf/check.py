"""Reads PDFs of a report as an assistive program would: what a sighted reader sees must be there to be heard.

Usage: check.py FILE…; needs pikepdf, and pdftotext of poppler. Ends with 1 where something is missing.
"""

import re
import subprocess
import sys
from pathlib import Path

import pikepdf


def elements(node, depth=0):
    """Gives every element of the structure in reading order, with its depth."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, depth)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node, depth
        if "/K" in node:
            yield from elements(node.K, depth + 1)


def attribute(element, name):
    """Gives an attribute of an element, wherever it stands in its list."""
    owners = element.get("/A", pikepdf.Array())
    for owner in owners if isinstance(owners, pikepdf.Array) else [owners]:
        if isinstance(owner, pikepdf.Dictionary) and name in owner:
            return str(owner[name])
    return None


def children(element, kinds):
    """Gives the elements of some kinds directly in an element."""
    inside = element.get("/K", pikepdf.Array())
    inside = inside if isinstance(inside, pikepdf.Array) else [inside]
    return [child for child in inside if isinstance(child, pikepdf.Dictionary) and str(child.get("/S", "")) in kinds]


def table_faults(table):
    """Gives what a listener misses in a table: its title, the heads of its columns and rows, cells."""
    if len(children(table, {"/Caption"})) != 1:
        yield "table without title"
    heads = [list(row.K) for head in children(table, {"/THead"}) for row in children(head, {"/TR"})]
    if len(heads) != 1:
        yield "table without one row of heads"
        return
    if any(str(cell.S) != "/TH" or attribute(cell, "/Scope") != "/Column" for cell in heads[0]):
        yield "column without head"
    for body in children(table, {"/TBody"}):
        for row in children(body, {"/TR"}):
            cells = children(row, {"/TH", "/TD"})
            if len(cells) != len(heads[0]):
                yield "row of another length"
            if not cells or str(cells[0].S) != "/TH" or attribute(cells[0], "/Scope") != "/Row":
                yield "row without head"


def marks(node, page=None):
    """Gives the marked content below an element, as page and number, in the order in which it is read."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from marks(child, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = node.get("/Pg", page)
        if "/MCID" in node:
            yield page, int(node.MCID)
        elif "/K" in node:
            yield from marks(node.K, page)
    elif node is not None and not isinstance(node, pikepdf.Object):
        yield page, int(node)


def is_in_order(pdf):
    """Tells whether what is read first also stands on the first page, and is set first on it."""
    places = {page.objgen: place for place, page in enumerate(pdf.pages)}
    read = [(places[page.objgen], number) for page, number in marks(pdf.Root.StructTreeRoot.K)]
    return len(read) > 100 and read == sorted(read)


def is_all_marked(page):
    """Tells whether all text of a page is part of the structure or marked as decoration."""
    depth = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BDC", "BMC"):
            depth += 1
        elif name == "EMC":
            depth -= 1
        elif name in ("Tj", "TJ", "'", '"') and depth == 0:
            return False
    return True


def check(path):
    """Gives what is wrong with a PDF."""
    wrong = []

    def must(holds, what):
        if not holds:
            wrong.append(what)

    with pikepdf.open(path) as pdf:
        root = pdf.Root
        language = "nl" if path.name == "rapport.pdf" else "en"
        must(str(root.get("/Lang", "")) == language, f"language {root.get('/Lang')}")
        must(bool(root.get("/MarkInfo", {}).get("/Marked", False)), "not tagged")
        must(bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)), "title not shown")
        with pdf.open_metadata() as metadata:
            must(metadata.get("dc:title"), "no title")
            must(metadata.get("pdfuaid:part") == "1", "does not say PDF/UA-1")
        must("/JavaScript" not in root.get("/Names", {}) and "/OpenAction" not in root, "script")
        must(root.get("/Outlines", {}).get("/First") is not None, "no bookmarks")
        level, kinds = 0, {}
        for element, _ in elements(root.StructTreeRoot.K):
            kind = str(element.S)[1:]
            kinds[kind] = kinds.get(kind, 0) + 1
            if re.fullmatch("H[1-6]", kind):
                must(int(kind[1]) <= level + 1, f"heading of level {kind} under {level}")
                level = int(kind[1])
            if kind == "Figure":
                must(len(str(element.get("/Alt", ""))) > 20, "figure without words")
                must(attribute(element, "/BBox") is not None, "figure without its place")
            if kind == "TH":
                must(attribute(element, "/Scope") in ("/Column", "/Row"), "head without scope")
            if kind == "Table":
                for what in table_faults(element):
                    must(False, what)
        for kind in ("H1", "H2", "P", "L", "Table", "Figure", "TOC", "Link"):
            must(kinds.get(kind), f"no {kind}")
        must(kinds.get("H1") == 1, "more than one title")
        must(kinds.get("Figure", 0) <= kinds.get("Table", 0), "a figure without its table")
        must(is_in_order(pdf), "read in another order than it is set")
        for number, page in enumerate(pdf.pages, 1):
            must(is_all_marked(page), f"page {number}: text outside the structure")
        pages = len(pdf.pages)
    text = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
    must("\ufffd" not in text, "letters that cannot be copied")
    page = path.with_suffix(".html")
    if page.exists():
        # The numbers of its text are those of the page beside it, but for its own page numbers.
        known = set(re.findall(r"\d[\d.,]*\d|\d", page.read_text(encoding="utf-8")))
        strange = {n for n in re.findall(r"\d[\d.,]*\d|\d", text) if n not in known and not (n.isdigit() and int(n) <= pages)}
        must(not strange, f"numbers that are not on the page: {sorted(strange)[:20]}")
    return pages, wrong


def main(names):
    """Checks every file and tells what is wrong."""
    failed = False
    for path in map(Path, names):
        pages, wrong = check(path)
        failed |= bool(wrong)
        print(f"{path}: {pages} pages, " + ("; ".join(dict.fromkeys(wrong)) or "good"))
    return 1 if failed or not names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
