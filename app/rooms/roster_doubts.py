"""Members that may be meant otherwise than they stand: two in one, people, or no names at all."""

import re
from collections.abc import Iterable, Iterator

from app.rooms.roster_entries import Entry, RosterFinding
from app.rooms.roster_lines import has_letter

_PERHAPS_TWO = re.compile(r" (?:og|and|samt|[&+–—-]) |[/&+]", re.IGNORECASE)
_BETWEEN_TONGUES = re.compile("/| [–—-] ")
_SAMI = re.compile(
    "[áčđŋšŧžï]|guovdageaidnu|deatnu|omasvuotna|raarvihke|snåase|aarborte|nåavmesjenjaelmie|"
    "kråangke|lijre|levangke|verdele|rosse|engerdaelie|tråante|oslove|bådåddjo|fuossko|narviika|"
    "dielddanuorri",
    re.IGNORECASE,
)
"""Letters that only Sámi names have, and the municipalities' names that have none of them."""
_ONE_NAME = {"evje og hornnes"}
_CALLED_LIKE_PEOPLE = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}(?: ?\(.*\))?")
_OF_PLACES = re.compile(
    r"nord|sør|aust|øst|vest|indre|ytre|øvre|nedre|midtre|vestre|østre|nordre|søndre|stor|store|"
    r"lille|ny|nye|gamle|\w*(?:kommune|skule|skole|barnehage|fylke|herad|etat|verksemd|virksomhet|"
    r"school)\w*",
    re.IGNORECASE,
)
NAMES_SHOWN = 3


def doubts(entries: Iterable[Entry]) -> Iterator[RosterFinding]:
    members = [(name, entry) for entry in entries for name in entry.members]
    if strange := [(name, entry) for name, entry in members if not has_letter(name)]:
        said = ", ".join(dict.fromkeys(name for name, _ in strange))[:200]
        where = tuple(dict.fromkeys(entry.number for _, entry in strange))
        yield RosterFinding("no_name", strange[0][1].line, said, where)
    people = [name for name, _ in members if like_a_person(name)]
    if len(people) > 1 and len(people) * 2 >= len(members):
        yield RosterFinding("perhaps_people", 0, ", ".join(people[:NAMES_SHOWN]))
    for name, entry in members:
        if has_letter(name) and len(divided(name)) > 1:
            yield RosterFinding("perhaps_two", entry.line, name, (entry.number,))


def divided(name: str) -> tuple[str, ...]:
    """The names that one name may be meant as; itself alone when it is surely one."""
    if name.casefold() in _ONE_NAME or (_BETWEEN_TONGUES.search(name) and _SAMI.search(name)):
        return (name,)
    parts = tuple(filter(None, map(str.strip, _PERHAPS_TWO.split(name))))
    return parts if len(parts) > 1 else (name,)


def like_a_person(name: str) -> bool:
    """« Kari Nordmann (Gol) », and neither « Øvre Eiker » nor « Gol skole »."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", name)
    return (
        bool(_CALLED_LIKE_PEOPLE.fullmatch(name))
        and all(len(word) > 1 and word[0].isupper() for word in words[:2])
        and not any(map(_OF_PLACES.fullmatch, words))
    )
