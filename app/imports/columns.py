"""Which column of a table holds what: by its name in the languages that boards are sold in, or by
what stands in it where the name says nothing."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from app.dividing.marks import room_in
from app.imports.source import Kind
from app.lexicon.letters import WORD, plain

_TITLE = """
subject title heading header headline tittel emne overskrift titel æmne rubrik betreff sujet titre
asunto titulo otsikko aihe onderwerp
"""
_BODY = """
body text tekst content contents innhold innhald description message sticky stickytext stickycontent
note notat caption plaintext brødtekst brødtext innehåll innlegg indlæg beskrivelse beskrivning
indhold post posttext inhalt beitrag beschreibung corps texte contenu cuerpo texto contenido teksti
sisælto inhoud bericht
"""
_SECTION = """
section seksjon sektion kolonne spalte column colonne area areatitle frame framename ramme cluster
parent parentname container group abschnitt columna seccion osio sectie
"""
_COMMENT = """
comment comments kommentar kommentarer kommentarar bemerkning bemerkninger reply replies
kommentare commentaire commentaires comentario comentarios kommentit opmerking opmerkingen
"""
_REACTION = """
like likes vote votes reaction reactions reaksjon reaksjoner reaksjonar rating ratings stars
stemmer stjerner liker reaktion reaktioner bewertung evaluation
"""
_ATTACHMENT = """
attachment attachments vedlegg vedhæftetfil vedhæftning bilaga bifogadfil anhang piecejointe adjunto
liite bijlage attachmenturl imageurl
"""
_LINK = """
link links url urls lenke lenker lenkje lenkjer linkto hyperlink
"""
_FACT = """
author forfatter forfattar førfattare verfasser autor auteur tekija auteurs createdat
updatedat created updated opprettet oppretta oppdatert oppdatertav oprettet opdateret skapad
uppdaterad erstelltam aktualisiertam erstellt aktualisiert creele misajourle creadoel creado
actualizado luotu pæivitetty gemaaktop type id color colour bgcolor farge farve færg
lastupdated createdby positionx positiony xposition yposition x y width height
lastupdatedby updatedby shape username date dato datum tidsmerke tidsstempel timestamp
"""
_TAG = """
tag tags label labels etikett etiketter merkelapp merkelapper merkelappar emneknagg emneknagger
"""
Role = Literal[
    "title",
    "body",
    "section",
    "comment",
    "reaction",
    "attachment",
    "link",
    "tag",
    "fact",
    "column",
]
_ROLES: dict[Role, str] = {
    "title": _TITLE,
    "body": _BODY,
    "section": _SECTION,
    "comment": _COMMENT,
    "reaction": _REACTION,
    "attachment": _ATTACHMENT,
    "link": _LINK,
    "tag": _TAG,
    "fact": _FACT,
}
_NAMES = {name: role for role, names in _ROLES.items() for name in names.split()}
_READ = ("title", "body", "section")
HIGHEST = 10
"""How far down the headings may stand: some put the board's name over them."""
_LONGEST_HEADING = 160
_FEWEST_ROWS, _FEWEST_WORDS = 2, 3.0
_Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Columns:
    """`at` is the row of the headings. `sections` say where on the wall a row stood, its room too.
    `more` are further columns of text, whose headings are read as headings of what stands in them:
    forms have one for each question. `aside` are those that are no part of a post, and why."""

    at: int
    kind: Kind
    title: int | None = None
    body: int | None = None
    sections: tuple[int, ...] = ()
    more: tuple[int, ...] = ()
    aside: Mapping[int, Role] = field(default_factory=dict)


def role_of(name: str) -> Role | None:
    return _NAMES.get(plain(name))


def columns_of(rows: _Rows) -> Columns | None:
    """None when no row near the top holds headings."""
    named = (_by_headings(at, row, rows[at + 1 :]) for at, row in enumerate(rows[:HIGHEST]))
    found = next(filter(None, named), None) or _by_content(rows)
    if found is None:
        return None
    return replace(found, aside=dict(_aside(rows[found.at], rows[found.at + 1 :], found)))


def _by_headings(at: int, headings: Sequence[str], below: _Rows) -> Columns | None:
    keys = [plain(each) for each in headings]
    roles = list(map(role_of, headings))
    title, body = _first(roles, "title"), _first(roles, "body")
    if sum(role is not None for role in roles) < 2 or (title is None and body is None):
        return None
    sections = _present(_first(roles, "section"), _room(headings))
    told = {title, body, *sections}
    others = (at for at, role in enumerate(roles) if role in (None, "body") and at not in told)
    more = tuple(place for place in others if _is_prose(_cells(below, place)))
    if body is None and not more:
        title, body = None, title
    return Columns(at, _kind(keys), title, body, sections, more)


def _by_content(rows: _Rows) -> Columns | None:
    """Rows of one width under short headings, with prose in some of the columns."""
    filled = [row for row in rows if any(map(str.strip, row))]
    if len(filled) <= _FEWEST_ROWS or filled[0] is not rows[0] or not _are_headings(filled[0]):
        return None
    headings, below = filled[0], filled[1:]
    if any(len(row) != len(headings) for row in below) or _are_sentences(filled):
        return None
    prose = [place for place in range(len(headings)) if _is_prose(_cells(below, place))]
    if not prose:
        return None
    rooms = _present(_room(headings))
    short = (place for place in range(prose[0]) if place not in rooms)
    title = next((place for place in short if _is_telling(_cells(below, place))), None)
    if len(prose) > 1:
        return Columns(0, "table", title, None, rooms, tuple(prose))
    return Columns(0, "table", title, prose[0], rooms)


def _present(*places: int | None) -> tuple[int, ...]:
    return tuple(dict.fromkeys(place for place in places if place is not None))


def _aside(headings: Sequence[str], below: _Rows, found: Columns) -> Iterator[tuple[int, Role]]:
    """What the other columns hold, if they hold anything."""
    read = {found.title, found.body, *found.sections, *found.more}
    width = max(map(len, (headings, *below)))
    for place in range(width):
        cells = _cells(below, place)
        if place in read or not cells:
            continue
        role = role_of(headings[place]) if place < len(headings) else None
        if role is None or role in _READ:
            worded = any(re.search(r"[^\W\d_]", cell) for cell in cells)
            role = "column" if worded else "fact"
        yield place, role


def _are_headings(row: Sequence[str]) -> bool:
    texts = [each.strip() for each in row]
    letters = all(re.search(r"[^\W\d_]", text) and len(text) <= _LONGEST_HEADING for text in texts)
    return len(texts) > 1 and letters and len(set(texts)) == len(texts)


def _are_sentences(rows: _Rows) -> bool:
    """Whoever writes a comma in a sentence leaves a space after it."""
    return any(cell[:1] == " " for row in rows for cell in row)


def _room(headings: Sequence[str]) -> int | None:
    """The column whose cells are numbers of rooms, or their names."""
    return next((at for at, each in enumerate(headings) if room_in(f"{each.strip()} 1")), None)


def _first(roles: Sequence[Role | None], role: Role) -> int | None:
    return roles.index(role) if role in roles else None


def _cells(rows: _Rows, place: int) -> list[str]:
    cells = (row[place].strip() for row in rows if place < len(row))
    return [cell for cell in cells if cell]


def _is_prose(cells: Sequence[str]) -> bool:
    words = sum(len(WORD.findall(cell)) for cell in cells if not re.search(r"\d{4}-\d\d|://", cell))
    return bool(cells) and words / len(cells) >= _FEWEST_WORDS


def _is_telling(cells: Sequence[str]) -> bool:
    """Whether the cells tell rows apart by words."""
    worded = [cell for cell in cells if re.match(r"\W*[^\W\d_]{2}", cell)]
    return bool(cells) and len(worded) > len(cells) / 2 and len(set(cells)) > len(cells) / 2


def _kind(keys: Sequence[str]) -> Kind:
    if {"subject", "body"} <= set(keys):
        return "padlet"
    if any(key.startswith("position") or key == "areatitle" for key in keys):
        return "mural"
    if "frame" in keys or "framename" in keys or {"type", "content"} <= set(keys):
        return "miro"
    return "table"
