#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the kit's documents: documents.py KIT_FOLDER WORK_FOLDER

The Markdown files in the kit are the source and the accessible equivalent at once; weasyprint sets them as
tagged PDF (see tagging.py) with language, title and outline.
"""
from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import cairo
import markdown
from weasyprint import HTML

import build
import film
import sets
import sound
import tagging
import voices
from palette import CREAM, OCHRE, SAGE, TEAL, WHITE, mix
from story import FILM, FPS, lay_out

HERE = Path(__file__).resolve().parent
DATE = "2025-01-15T00:00:00+00:00"       # the documents' own date: the same bytes at each run
KIT_URL = "http://kit.invalid/"
NARROW, NBSP = "\u202f", "\u00a0"

# Frames that illustrate the booklet: shot and seconds into it.
PICTURES = {"attente": ("attente", 11.4), "accueil": ("accueil", 4.2), "bureau": ("bureau", 4.0), "ecoute": ("ecoute", 7.6)}

PAGES = [  # source, PDF, style, title
    ("livret/livret.md", "livret/livret.pdf", "livret", "Accueillir la parole : livret d'accompagnement"),
    ("fiches/accueil.md", "fiches/accueil.pdf", "fiche large", "Fiche réflexe : agentes et agents d'accueil"),
    ("fiches/infirmier.md", "fiches/infirmier.pdf", "fiche", "Fiche réflexe : infirmières et infirmiers"),
    ("fiches/accueil-falc.md", "fiches/accueil-falc.pdf", "falc", "À l'accueil : aider une femme en danger (facile à lire et à comprendre)"),
    ("cas/situation.md", "cas/situation.pdf", "feuille", "Mise en situation : un mercredi, seize heures"),
    ("lettre/lettre.md", "lettre/lettre.pdf", "feuille", "La lettre de la mallette"),
    ("questionnaire/satisfaction.md", "questionnaire/satisfaction.pdf", "feuille", "Questionnaire de satisfaction"),
]


def typeset(html: str) -> str:
    """French spacing and apostrophes in what is between the tags."""
    def words(match):
        t = match.group(0)
        t = t.replace("'", "’")
        t = re.sub(r"[ \u00a0]([?!;])", NARROW + r"\1", t)
        t = re.sub(r"[ \u00a0]([:»])", NBSP + r"\1", t)
        return t.replace("« ", "«" + NBSP)
    return re.sub(r"(?<=>)[^<]+", words, html)


def body_of(source: Path) -> str:
    return markdown.markdown(source.read_text(encoding="utf-8"), extensions=["extra", "sane_lists"])


def group_sections(html: str) -> str:
    """One <section> for each second-level heading, so that the style can keep it whole or start a page."""
    head, *rest = re.split(r"(?=<h2)", html)
    return head + "".join(f"<section>{part}</section>" for part in rest)


def mark_headers(html: str) -> str:
    """Table headings say what they head."""
    html = html.replace("<th>", '<th scope="col">')
    return re.sub(r"<tr>\s*<td>(<strong>.*?</strong>)</td>", r'<tr><th scope="row">\1</th>', html)


def page(title: str, style: str, body: str) -> str:
    return (f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title>'
            f'<meta name="author" content="Mallette"><meta name="dcterms.created" content="{DATE}">'
            f'<meta name="dcterms.modified" content="{DATE}"><link rel="stylesheet" href="style.css"></head>'
            f'<body class="{style}">{body}</body></html>')


def write_pdf(html: str, path: Path, base: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Pictures are named after their URL: one that does not tell where the work folder is.
    def fetch(url):
        kind = {".css": "text/css", ".svg": "image/svg+xml", ".jpg": "image/jpeg"}[Path(url).suffix]
        return {"string": (base / url.removeprefix(KIT_URL)).read_bytes(), "mime_type": kind}

    document = HTML(string=typeset(html), base_url=KIT_URL, url_fetcher=fetch)
    tagging.install({child: parent for parent in document.etree_element.iter() for child in parent})
    document.write_pdf(
        path, variant=tagging.VARIANT, identifier=path.name.encode(), optimize_size=("fonts", "images"))


def illustrations(work: Path, timeline, mouths) -> None:
    scene = film.Scene(timeline, mouths)
    (work / "images").mkdir(parents=True, exist_ok=True)
    for name, (shot, seconds) in PICTURES.items():
        png = work / f"{name}.png"
        build.draw(scene, shot, timeline.shots[shot][0] + round(seconds * FPS)).write_to_png(png)
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", png, "-vf", "scale=960:-1:flags=lanczos", "-q:v", "5", *build.EXACT,
                        work / "images" / f"{name}.jpg"], check=True)


def cover_picture(path: Path) -> None:
    """The film's image, a door of light, as a drawing."""
    surface = cairo.SVGSurface(str(path), 595, 842)
    ctx = cairo.Context(surface)
    sets.rect(ctx, 0, 0, 595, 842, TEAL)
    sets.poly(ctx, [(330, 660), (505, 660), (400, 842), (40, 842)], mix(TEAL, OCHRE, .38))
    sets.rect(ctx, 330, 330, 175, 330, mix(OCHRE, WHITE, .72))
    ctx.save()
    ctx.rectangle(330, 330, 175, 330)
    ctx.clip()
    sets.rect(ctx, 330, 575, 175, 90, mix(SAGE, CREAM, .2))
    sets.ellipse(ctx, 455, 415, 32, 32)
    sets.fill(ctx, mix(OCHRE, WHITE, .25))
    sets.tree(ctx, 402, 612, .9)
    ctx.restore()
    ctx.rectangle(330, 330, 175, 330)
    sets.stroke(ctx, CREAM, 8, cap=cairo.LINE_CAP_SQUARE)
    surface.finish()


def sheet(body: str) -> str:
    """A reflex sheet: title, two columns, and a line to fill in across both."""
    head, rest = body.split("<section>", 1)
    columns, local = rest.rsplit("<section>", 1)
    return f'{head}<div class="colonnes"><section>{columns}</div><section>{local}'


def booklet(body: str) -> str:
    for first, kind in (("Dire", "deux"), ("Numéro", "numeros"), ("Relais", "relais")):
        body = re.sub(rf'<table>(?=\s*<thead>\s*<tr>\s*<th scope="col">{first}</th>)', f'<table class="{kind}">', body)
    body = re.sub(r"<h1>(.*?)</h1>\s*<p class=\"chapeau\">(.*?)</p>",
                  r'<div class="couverture"><img src="couverture.svg" alt=""><p class="genre">Livret d’accompagnement</p><h1>\1</h1>'
                  r'<p class="chapeau">\2</p></div>', body, flags=re.S)
    body = re.sub(r'<p><img alt="(.*?)" src="(.*?)" /></p>\s*(<h3>.*?</h3>.*?)(?=<p><img|</section>)',
                  r'<div class="scene"><img alt="\1" src="\2"><div>\3</div></div>', body, flags=re.S)
    return body


def slides() -> str:
    cards = [
        ("Accueillir<br>la parole", "<p class='grand'>Repérer, questionner, croire, orienter</p><img class='porte' src='couverture.svg' alt=''>"),
        ("Poser la question", "<p class='citation'>« Je pose la question à toutes les femmes :<br>avez-vous peur, à la maison ? »</p>"
                              "<ul><li>Seul à seule, au calme</li><li>À toutes, pour ne désigner personne</li><li>Puis se taire, et laisser répondre</li></ul>"),
        ("Répondre", "<ul><li>« Je vous crois. »</li><li>« Vous n’y êtes pour rien. »</li><li>« La loi l’interdit. »</li>"
                     "<li>« Êtes-vous en sécurité, ce soir ? »</li></ul><img class='vue' src='images/ecoute.jpg' alt='Hélène, l’infirmière, écoute.'>"),
        ("Orienter, à plusieurs", "<table class='chiffres'><tr><th scope='row'>3919</th><td>Écoute, gratuite et anonyme, jour et nuit</td></tr>"
                                  "<tr><th scope='row'>17</th><td>Danger immédiat</td></tr><tr><th scope='row'>114</th><td>Urgence, par SMS</td></tr>"
                                  "<tr><th scope='row'>119</th><td>Enfance en danger</td></tr></table>"),
    ]
    return "".join(f"<section><h1>{title}</h1>{body}</section>" for title, body in cards)


def write_odt(path: Path) -> None:
    """The model of an attestation, to be filled in: OpenDocument Text, written by hand."""
    path.parent.mkdir(parents=True, exist_ok=True)
    paragraphs = [
        ("Title", "Attestation de constatations infirmières"),
        ("Subtitle", "Modèle à compléter. À remettre en main propre à la personne, à elle seule."),
        ("H", "La professionnelle ou le professionnel"),
        ("P", "Je soussignée, soussigné (nom, prénom, fonction, service) : ………………………………………………………"),
        ("H", "La personne reçue"),
        ("P", "atteste avoir reçu Madame (nom, prénom, date de naissance) : ………………………………………………………"),
        ("P", "le ……… / ……… / …………… à ……… h ………, au lieu suivant : ………………………………………………………"),
        ("P", "Présence d’une ou d’un interprète professionnel :  ☐ non   ☐ oui, nom et langue : ……………………………………"),
        ("H", "Ce que la personne a dit"),
        ("P", "Madame déclare : « ……………………………………………………………………………………………………………… »"),
        ("H", "Ce que j’ai constaté"),
        ("P", "Signes visibles (siège, taille, couleur, forme ; schéma ou photographies joints avec son accord) : ……………………"),
        ("P", "Comportement et état émotionnel, décrits sans interprétation : ……………………………………………………………"),
        ("H", "Ce qui a été fait"),
        ("P", "☐ évaluation du danger   ☐ information sur les droits   ☐ numéros donnés   ☐ orientation vers : ………………………"),
        ("P", "Un double est conservé dans le dossier :  ☐ oui   ☐ non"),
        ("P", "Fait à ……………………………, le ……… / ……… / ……………, pour servir et valoir ce que de droit."),
        ("P", "Signature :"),
    ]
    ns = ('xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
          'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
          'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
          'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"')
    text = "".join(f'<text:h text:outline-level="{1 if kind == "Title" else 2}" text:style-name="{kind}">{escape(words)}</text:h>' if kind in ("Title", "H")
                   else f'<text:p text:style-name="{kind}">{escape(words)}</text:p>' for kind, words in paragraphs)
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {ns} office:version="1.3"><office:body><office:text>{text}</office:text></office:body></office:document-content>'

    def style(name, size, before, after, colour="#22313B", weight="normal", parent="Standard"):
        return (f'<style:style style:name="{name}" style:family="paragraph"><style:paragraph-properties fo:margin-top="{before}cm" fo:margin-bottom="{after}cm" '
                f'fo:line-height="140%"/><style:text-properties fo:font-size="{size}pt" fo:color="{colour}" fo:font-weight="{weight}" '
                f'style:font-name="Inter" fo:language="fr" fo:country="FR"/></style:style>')
    styles = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {ns} office:version="1.3"><office:font-face-decls>'
              '<style:font-face style:name="Inter" svg:font-family="Inter, \'Liberation Sans\', sans-serif"/></office:font-face-decls><office:styles>'
              + style("Title", 20, 0, .1, "#2F5D62", "bold") + style("Subtitle", 10.5, 0, .5, "#4A5D68") + style("H", 13, .5, .1, "#2F5D62", "bold")
              + style("P", 10.5, 0, .3) +
              '</office:styles><office:automatic-styles><style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" '
              'fo:margin="2.2cm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
              'style:page-layout-name="A4"/></office:master-styles></office:document-styles>')
    meta = (f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta {ns} office:version="1.3"><office:meta><dc:title>Attestation de constatations infirmières</dc:title>'
            f'<dc:language>fr-FR</dc:language><meta:creation-date>{DATE[:19]}</meta:creation-date></office:meta></office:document-meta>')
    kind = "application/vnd.oasis.opendocument.text"
    listing = (f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest {ns} manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
               + "".join(f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type="text/xml"/>' for n in ("content.xml", "styles.xml", "meta.xml")) + "</manifest:manifest>")
    with zipfile.ZipFile(path, "w") as z:
        for name, data in (("mimetype", kind), ("content.xml", content), ("styles.xml", styles), ("meta.xml", meta), ("META-INF/manifest.xml", listing)):
            info = zipfile.ZipInfo(name, (2025, 1, 15, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            z.writestr(info, data)


def main() -> None:
    kit, work = Path(sys.argv[1]), Path(sys.argv[2])
    timeline = lay_out(FILM, voices.length_of(work / "voices"))
    illustrations(work, timeline, sound.mouths(timeline, work / "voices"))
    cover_picture(work / "couverture.svg")
    (work / "style.css").write_text((HERE / "style.css").read_text(encoding="utf-8"), encoding="utf-8")
    for source, target, style, title in PAGES:
        body = mark_headers(group_sections(body_of(kit / source)))
        write_pdf(page(title, style, {"livret": booklet, "fiche": sheet}.get(style.split()[0], str)(body)), kit / target, work)
    write_pdf(page("Accueillir la parole : diaporama", "diaporama", slides()), kit / "diaporama/diaporama.pdf", work)
    write_odt(kit / "modeles/attestation.odt")


if __name__ == "__main__":
    main()
