"""What a compound is made of: kulturskolelærer is kultur, skole and lærer.

A part is a word by itself. What only looks like one inside another word (bar in barsel, for in
forslag) is not: words that the dictionary says were borrowed whole are left whole, small words are
no parts, and the end of a compound has the class that the compound has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

from app.lexicon.dictionary import Class, Reading, forms_beginning, readings
from app.lexicon.written_forms import bases, respelled
from app.remembered import remembered

LINKS = ("", "s", "e")
SHORTEST, MOST_PARTS = 3, 5
SHORT_PARTS = frozenset({"bo", "by", "is", "ku", "te", "tå", "øl", "øy", "år"})
SHORT_NOUNS = frozenset({"fly", "lys", "tre", "vår"})
"""Of three letters, and fronts of compounds though they are small words too."""
BOUND = frozenset({"sam"})
# Words that are endings when another stands before them.
ENDS = frozenset(
    "lig som sam ling ing ning het heit skap ere eri isk inne lege lige ens else".split()  # noqa: SIM905
)
_MOST_JOINED = 12

Part = tuple[Reading, ...]


def joined(parts: list[Part]) -> set[str]:
    """The keys of the compound that these parts make, whatever links them."""
    *front, end = parts
    keys = product(*[sorted({each.lemma for each in part}) for part in front])
    ends = sorted({each.key for each in end})
    made = ("".join(lemmas) + key for lemmas in keys for key in ends)
    return {key for key, _ in zip(made, range(_MOST_JOINED), strict=False)}


def spans(parts: list[Part]) -> set[str]:
    """The keys of every run of parts that is shorter than the whole."""
    count = len(parts)
    runs = [(at, to) for at in range(count) for to in range(at + 1, count + 1)]
    found: set[str] = set()
    for at, to in runs:
        if to - at < count:
            found |= joined(parts[at:to])
    return found


@remembered(50_000)
def split(form: str) -> list[Part]:
    """The parts of a plain form, each with its readings; empty when it is no compound."""
    known = read(form)
    whole = {each.lemma for each in known if each.simple or each.word_class == Class.SMALL}
    lemmas = sorted({each.lemma for each in known if len(each.lemma) > 4} - whole)
    if known:
        return next((parts for lemma in lemmas if (parts := _best(lemma, known))), [])
    return _best(form, ())


def _best(form: str, known: Part) -> list[Part]:
    classes = {each.word_class for each in known} or {Class.NOUN, Class.ADJECTIVE}
    best = min(_splits(form, classes, known=bool(known)), key=_order, default=None)
    if best is None:
        return []
    return [finer for text, part in best for finer in (split(text) or [part])]


def _listed(form: str) -> list[Reading]:
    return readings(form) or readings(respelled(form))


@remembered(50_000)
def read(form: str) -> tuple[Reading, ...]:
    """The readings of a form, by its other written form when it is not known itself."""
    for spelling in dict.fromkeys((form, respelled(form))):
        if found := readings(spelling):
            return tuple(found)
        if spelling.endswith("s") and (found := readings(spelling[:-1])):
            return _inflected(found)
    return _inflected(
        each
        for spelling in dict.fromkeys((form, respelled(form)))
        for base in bases(spelling)
        if len(base) > 2
        for each in readings(base)
        if each.base and each.word_class in (Class.NOUN, Class.ADJECTIVE)
    )


def _inflected(found: Iterable[Reading]) -> Part:
    return tuple(dict.fromkeys(replace(each, base=False) for each in found))


_Split = list[tuple[str, Part]]


def _order(found: _Split) -> tuple[int, int]:
    return len(found), -len(found[-1][0])


def _splits(form: str, classes: set[str], *, known: bool, depth: int = 1) -> Iterator[_Split]:
    for at in range(2, len(form) - 1):
        front, rest = form[:at], form[at:]
        part = _front(front)
        if not part:
            continue
        for link in _links(front, rest):
            if link == "e" and not any(each.word_class == Class.NOUN for each in part):
                continue
            end = rest[len(link) :]
            if last := _end(end, classes, known=known):
                yield [(front, part), (end, last)]
            elif depth < MOST_PARTS - 1:
                for more in _splits(end, classes, known=known, depth=depth + 1):
                    yield [(front, part), *more]


def _links(front: str, rest: str) -> list[str]:
    """What may stand between; idrettslag has no slag, since idrett takes an s before nearly
    everything."""
    links = [link for link in LINKS if rest.startswith(link) and len(rest) - len(link) > 1]
    either = "s" in links and _is_word(rest) and _is_word(rest[1:])
    return links[1:] if either and _takes_s(front) else links


@remembered(5_000)
def _takes_s(front: str) -> bool:
    """Whether most compounds of the dictionary that begin so have an s after it."""
    ends = [form.removeprefix(front) for form in forms_beginning(front)]
    linked = sum(end[:1] == "s" and _is_word(end[1:]) and not _is_word(end) for end in ends)
    return linked > sum(end[:1] != "s" and _is_word(end) for end in ends)


def _is_word(end: str) -> bool:
    known = readings(end) if len(end) > SHORTEST - 1 else ()
    return any(each.base and each.word_class == Class.NOUN for each in known)


def _front(form: str) -> Part:
    if form in BOUND:
        return (Reading(form + Class.UNKNOWN, base=True, simple=True),)
    if len(form) < SHORTEST and form not in SHORT_PARTS:
        return ()
    found = [each for each in _listed(form) if each.base]
    if any(each.word_class == Class.SMALL for each in found):
        long = len(form) > SHORTEST or form in SHORT_NOUNS
        found = [each for each in found if each.word_class == Class.NOUN and long]
    open_ones = (Class.NOUN, Class.VERB, Class.ADJECTIVE)
    return tuple(each for each in found if each.word_class in open_ones or len(form) > 4)


def _end(form: str, classes: set[str], *, known: bool) -> Part:
    if (
        form in ENDS
        or (form == "bar" and known)
        or (len(form) < SHORTEST and form not in SHORT_PARTS)
    ):
        return ()
    open_ended = not known or classes == {Class.UNKNOWN}
    wanted = {Class.NOUN, Class.ADJECTIVE} if open_ended else classes
    return tuple(
        each
        for each in read(form)
        if each.word_class in wanted or (each.word_class == Class.UNKNOWN and len(form) > 4)
    )
