# SPDX-License-Identifier: GPL-3.0-or-later
"""A logical structure for weasyprint's PDF that can be read aloud.

weasyprint 57 (Debian 12) nests its marked content, so that each text is found once for every box around it, and it
forgets the alternatives of pictures. Here only text and pictures are marked, each once; the tree follows the HTML, in
its order; backgrounds, borders and page numbers are artifacts. One variant, VARIANT, drawn by write_pdf(variant=...).
"""
from __future__ import annotations

import re

import pydyf
import weasyprint.draw
import weasyprint.pdf
from weasyprint.pdf.metadata import add_metadata
from weasyprint.pdf.stream import Stream

VARIANT = "mallette/ua-1"
ROLES = {"h1": "H1", "h2": "H2", "h3": "H3", "p": "P", "ul": "L", "ol": "L", "li": "LI", "section": "Sect", "div": "Div",
         "blockquote": "BlockQuote", "table": "Table", "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD",
         "img": "Figure"}


class Marker:
    """The bullet or number of a list item."""

    def __init__(self, item):
        self.item = item


def _switch(stream, target) -> None:
    """Ends the open sequence and begins `target`'s: an HTML element, or None for what is only decoration."""
    if getattr(stream, "open_mark", False) is target:
        return
    _close(stream)
    if target is None:
        stream.stream.append("/Artifact BMC")
    else:
        role = "Lbl" if isinstance(target, Marker) else ROLES[target.tag]
        stream.stream.append(f"/{role} <</MCID {len(stream.marked)}>> BDC")
        stream.marked.append(target)
    stream.open_mark = target


def _close(stream) -> None:
    if getattr(stream, "open_mark", False) is not False:
        stream.stream.append("EMC")
        stream.open_mark = False


def _block_of(element, parents):
    while element is not None and element.tag not in ROLES:
        element = parents.get(element)
    return element


def install(parents: dict) -> None:
    """Patches weasyprint for the next document, whose elements have these parents."""
    def marked(original, target_of):
        def draw(stream, box, *args, **kw):
            _switch(stream, target_of(box))
            original(stream, box, *args, **kw)
            _close(stream)
        return draw

    draw = weasyprint.draw
    if not hasattr(draw, "unmarked"):
        draw.unmarked = {n: getattr(draw, n) for n in ("draw_text", "draw_replacedbox", "draw_background", "draw_border", "draw_outlines")}
    plain = draw.unmarked
    markers: dict = {}

    def text(box):
        block = _block_of(box.element, parents)
        return markers.setdefault(block, Marker(block)) if (box.element_tag or "").endswith("::marker") else block

    draw.draw_text = marked(plain["draw_text"], text)
    draw.draw_replacedbox = marked(plain["draw_replacedbox"], lambda box: box.element if box.element is not None and box.element.get("alt") else None)
    for name in ("draw_background", "draw_border", "draw_outlines"):
        setattr(draw, name, marked(plain[name], lambda _: None))
    Stream.begin_marked_content = Stream.end_marked_content = lambda *args, **kw: None
    weasyprint.pdf.VARIANTS[VARIANT] = (_write_structure, {"mark": True})


def _text_of(element) -> str:
    return re.sub(r"[ \n\t]+", " ", "".join(element.itertext())).strip()


class _Tree:
    def __init__(self, pdf, page_streams):
        self.pdf = pdf
        self.marks: dict = {}                # element -> [(page, mcid)]
        self.parents = [[None] * len(s.marked) for s in page_streams]
        for page, stream in enumerate(page_streams):
            for mcid, element in enumerate(stream.marked):
                self.marks.setdefault(element, []).append((page, mcid))
        self.markers = {m.item: m for m in self.marks if isinstance(m, Marker)}

    def node(self, role: str, parent, **more):
        element = pydyf.Dictionary({"Type": "/StructElem", "S": f"/{role}", "P": parent.reference, "K": pydyf.Array(), **more})
        self.pdf.add_object(element)
        parent["K"].append(element.reference)
        return element

    def leaf(self, node, element) -> None:
        for page, mcid in self.marks.get(element, []):
            node.setdefault("Pg", self.pdf.page_references[page])
            if self.pdf.page_references[page] == node["Pg"]:
                node["K"].append(mcid)
            else:
                node["K"].append(pydyf.Dictionary({"Type": "/MCR", "Pg": self.pdf.page_references[page], "MCID": mcid}))
            self.parents[page][mcid] = node.reference

    def add(self, element, parent) -> None:
        """`element` and what is in it, in the order of the HTML. Tags without a role are passed through."""
        role = ROLES.get(element.tag)
        if role is None or (role == "Figure" and element not in self.marks):
            for child in element:
                self.add(child, parent)
            return
        more = {}
        if role == "TH":
            scope = "/Row" if element.get("scope") == "row" else "/Column"
            more["A"] = pydyf.Dictionary({"O": "/Table", "Scope": scope})
        if role == "Figure":
            more["Alt"] = pydyf.String(element.get("alt"))
        node = self.node(role, parent, **more)
        if element in self.markers:
            self.leaf(self.node("Lbl", node), self.markers[element])
        holder = self.node("LBody", node) if role == "LI" else node
        if element in self.marks:
            self.leaf(holder, element)
            if role != "Figure" and not any(child.tag in ROLES for child in element):
                # Lines are drawn without the space that parts them: say the whole text.
                holder["ActualText"] = pydyf.String(_text_of(element))
        for child in element:
            self.add(child, holder)


def _write_structure(pdf, metadata, document, page_streams) -> None:
    for stream in page_streams:
        _close(stream)
    numbers = pydyf.Dictionary({"Nums": pydyf.Array()})
    pdf.add_object(numbers)
    root = pydyf.Dictionary({"Type": "/StructTreeRoot", "ParentTree": numbers.reference, "K": pydyf.Array()})
    pdf.add_object(root)
    tree = _Tree(pdf, page_streams)
    body = tree.node("Document", root)
    tree.add(document._html.etree_element, body)
    for page, parents in enumerate(tree.parents):
        numbers["Nums"].extend([page, pydyf.Array(parents)])
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    add_metadata(pdf, metadata, "ua", version=1, conformance=None)
