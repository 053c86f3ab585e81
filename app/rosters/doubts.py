"""Members that may be meant otherwise than they stand: two in one, people, or no names at all."""

import re
from collections.abc import Iterable, Iterator, Sequence

from app.rosters.entries import LONGEST_NAME, Entry, RosterFinding
from app.rosters.lines import COUNT, has_letter
from app.wording import clean

_PERHAPS_TWO = re.compile(r" (?:og|and|samt|[&+·~–—-]) |[/&+•]", re.IGNORECASE)
_BETWEEN_TONGUES = re.compile("/| [–—-] ")
_SAMI = re.compile(
    "[áčđŋšŧžï]|guovdageaidnu|deatnu|omasvuotna|raarvihke|snåase|aarborte|nåavmesjenjaelmie|"
    "kråangke|lijre|levangke|verdele|rosse|engerdaelie|tråante|oslove|bådåddjo|fuossko|narviika|"
    "dielddanuorri",
    re.IGNORECASE,
)
"""Letters that only Sámi names have, and the municipalities' names that have none of them."""
_ONE_NAME = re.compile(
    r"evje og hornnes|nore og uvdal|møre og romsdal|sogn og fjordane|vestfold og telemark|"
    r"troms og finnmark",
    re.IGNORECASE,
)
_CALLED_LIKE_PEOPLE = re.compile(r"[^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*){1,3}(?: ?\(.*\))?")
_OF_PLACES = re.compile(
    r"nord|sør|aust|øst|vest|indre|ytre|øvre|nedre|midtre|vestre|østre|nordre|søndre|stor|store|"
    r"lille|ny|nye|gamle|\w*(?:kommune|skule|skole|barnehage|fylke|herad|etat|verksemd|virksomhet|"
    r"school)\w*",
    re.IGNORECASE,
)
_DATE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}")
NAMES_SHOWN = 3
FEWEST = 3
_COUNTED = re.compile(
    rf"(?P<name>.*[^\W\d_][^\W_]*\)?)(?:(?P<sure>[ (:–-]+{COUNT}|"
    r"[ (]+(?:(?-i:[x×]) ?[0-9]{1,3}|[0-9]{1,3} ?(?-i:[x×]))\)?| ?[:–-] ?[0-9]{1,3}|"
    r" \([0-9]{1,3}\))| [0-9]{1,3})",
    re.IGNORECASE,
)
"""« Gol 4 », « Gol (4 personer) », « Gol x 4 »: how many come from there."""


def doubts(entries: Sequence[Entry]) -> Iterator[RosterFinding]:
    members = [(name, entry) for entry in entries for name in entry.members]
    if strange := [(name, entry) for name, entry in members if not has_letter(name)]:
        said = ", ".join(dict.fromkeys(name for name, _ in strange))[:200]
        where = tuple(dict.fromkeys(entry.number for _, entry in strange))
        yield RosterFinding("no_name", strange[0][1].line, said, where)
    if dated := [each for each in entries if each.name and _DATE.fullmatch(each.name)]:
        said = ", ".join(each.name or "" for each in dated[:NAMES_SHOWN])
        yield RosterFinding("dates", dated[0].line, said)
    people = [name for name, _ in members if like_a_person(name)]
    enough = 2 if len(people) < FEWEST else 3  # « Kari Nordmann;Gol;Ordfører » is one in three
    if len(people) > 1 and len(people) * enough >= len(members):
        yield RosterFinding("perhaps_people", 0, ", ".join(people[:NAMES_SHOWN]))
    if counted := with_counts(name for name, _ in members):
        yield RosterFinding("perhaps_counts", 0, ", ".join(list(counted)[:NAMES_SHOWN]))
    for name, entry in members:
        if name in counted:
            continue
        if has_letter(name) and len(divided(name)) > 1:
            yield RosterFinding("perhaps_two", entry.line, name, (entry.number,))


def with_counts(names: Iterable[str]) -> dict[str, str]:
    """The members that seem to have a count behind them, and their names without. « Skole 1 » and
    « Skole 2 » are two, and so is a number that few others have."""
    given = [name for name in dict.fromkeys(names) if len(name) <= LONGEST_NAME]
    found = {name: each for name in given if (each := _COUNTED.fullmatch(name))}
    bare = [each["name"] for each in found.values() if not each["sure"]]
    many = len(found) > 1 and (len(bare) < len(found) or len(found) * 2 > len(given))
    several = many and len(set(bare)) == len(bare)
    return {
        name: each["name"].rstrip(" (:–-")
        for name, each in found.items()
        if each["sure"] or several
    }


def divided(name: str) -> tuple[str, ...]:
    """The names that one name may be meant as; itself alone when it is surely one."""
    if _BETWEEN_TONGUES.search(name) and _SAMI.search(name):
        return (name,)
    kept = _ONE_NAME.sub(lambda one: one[0].replace(" ", "\xa0"), name)
    parts = tuple(filter(None, map(clean, _PERHAPS_TWO.split(kept))))
    return parts if len(parts) > 1 else (name,)


def like_a_person(name: str) -> bool:
    """« Kari Nordmann (Gol) », and neither « Øvre Eiker » nor « Gol skole »."""
    words = re.findall(r"[^\W\d_][\w'’.-]*", name)
    return (
        bool(_CALLED_LIKE_PEOPLE.fullmatch(name))
        and all(len(word) > 1 and word[0].isupper() for word in words[:2])
        and not any(map(_OF_PLACES.fullmatch, words))
    )
