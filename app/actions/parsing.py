"""An action as a note tells it: with words before its fields, with dashes between, or freely; and
whether it tells one at all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest

from app.actions.dates import WORDS, Due, due, loose
from app.actions.deeds import acting, begins_sentence, begins_with_deed, is_deed, tells_state
from app.documents.text import Line

FIELDS = ("who", "what", "when", "needs")
LONGEST_NAME = 5  # words that may be somebody's name
LONGEST_TIME = 6  # words that may say when, though no day is understood from them


@dataclass(frozen=True)
class Action:
    """What a note says is to be done. Every field is as it was written, "" where it is not told.
    `deed` is that it has any but what, or a label, or that its words say that something is done."""

    who: str
    what: str
    when: str
    needs: str
    due: Due | None
    deed: bool = False

    @property
    def told(self) -> bool:
        """Whether it says who, and by when: what a promise needs to be one."""
        return bool(self.who and self.when)

    @property
    def free(self) -> bool:
        """Whether it says neither who nor when, nor that anything is done, or only asks: free text,
        as far as anybody can tell, which is an answer and no action."""
        asks = _asks(self.what) and not (self.when or self.needs)
        return asks or not self.deed


def actions(lines: Sequence[Line], today: date) -> Iterator[tuple[Line, Action]]:
    """Those of a text, note by note. `Granli:` above list items is none itself: it says who does
    what they say."""
    head = ""
    written = [line for line in lines if line.text.strip()]
    for line, below in zip_longest(written, written[1:]):
        text = line.text.strip()
        if text.endswith(":") and below and _listed(below) and not _listed(line):
            name = text.removesuffix(":").strip()
            head = name if _somebody(name) else ""
            continue
        head = head if _listed(line) else ""
        said = action(text, today)
        yield line, said if tells_state(said.what) else replace(said, who=said.who or head)


def _listed(line: Line) -> bool:
    return bool(line.level or _MARK.match(line.text))


def action(text: str, today: date) -> Action:
    """The fields of one note. `today` is the day it was written: a time without a year is the next
    one that comes. Whatever is no other field is what is to be done; no word is lost."""
    fields = dict.fromkeys(FIELDS, "") | _fields(_MARK.sub("", text), today)
    when = due(fields["when"] or fields["what"], today)
    fields["when"] = fields["when"] or (when.words if when else loose(fields["what"]))
    told = any(fields[name] for name in FIELDS if name != "what") or _LABEL.search(text)
    return Action(**fields, due=when, deed=bool(told) or is_deed(fields["what"]))


def _fields(text: str, today: date) -> dict[str, str]:
    text = text.strip()
    told = _labelled(text) or _divided(text, today) or _addressed(text) or _acting(text)
    return told or {"what": text}


def _labelled(text: str) -> dict[str, str]:
    """`Hvem: … Hva: … Når: …`, in any order, on one line or several."""
    found = list(_LABEL.finditer(text))
    if not found:
        return {}
    before = text[: found[0].start()].strip(_TRIM)
    fields: dict[str, str] = {"what": before} if before else {}
    for at, each in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        name, value = _FIELD[each["label"].lower()], text[each.end() : end].strip(_TRIM)
        fields[name] = ", ".join(filter(None, (fields.get(name), value)))
    if (who := fields.get("who", "")).count(".") == 1:
        fields["who"] = who.removesuffix(".")  # the sentence's, where it is no abbreviation's
    return fields


def _divided(text: str, today: date) -> dict[str, str]:
    """`Who – what – when – needs`; of two, the second may be the time. None where there are more
    parts than fields, or the first is too much to be somebody, or the third to be a time: then the
    dashes are the writer's own."""
    parts = [each.strip() for each in _DIVIDER.split(text)]
    if not 2 <= len(parts) <= len(FIELDS) or not all(parts):
        return {}
    if len(parts) == 2 and (when := due(parts[1], today)) and len(when.words) > len(parts[1]) / 2:
        return {"what": parts[0], "when": parts[1]}
    if not _somebody(parts[0]) or (len(parts) > 2 and not _time(parts[2], today)):
        return {}
    if len(parts) == 2 and tells_state(parts[1]):
        return {}
    return dict(zip(FIELDS, parts, strict=False))


def _addressed(text: str) -> dict[str, str]:
    """`Somebody: what`. A colon with no blank behind it is a time's, an address' or a smile's; one
    before how something is, names whose words these are."""
    who, *what = re.split(r":(?=\s)", text, maxsplit=1)
    if not what or not what[0].strip() or not _somebody(who) or tells_state(what[0]):
        return {}
    return {"who": who.strip(), "what": what[0].strip()}


def _acting(text: str) -> dict[str, str]:
    """`Rektor tar det videre`. Of `Vi skal …` nobody is named: it is the room."""
    who, what = acting(text) or ("", "")
    named = _somebody(who) and who.lower() not in _PRONOUNS
    return {"who": who, "what": what} if named else {}


def _somebody(text: str) -> bool:
    """Whether it may be a name: few words, no digit, no sentence, and no question's beginning."""
    words = text.split()
    return (
        0 < len(words) <= LONGEST_NAME
        and not re.search(r"[\d\n?!]|\.\s+\S{4}", text)
        and not _asks(text)
        and not begins_sentence(words)
        and (all(word[0].isupper() for word in words) or not begins_with_deed(text))
    )


def _asks(text: str) -> bool:
    word = _FIRST.match(text)
    return word is not None and word[0].lower() in _QUESTIONS


def _time(text: str, today: date) -> bool:
    """Whether it may say when."""
    return len(text.split()) <= LONGEST_TIME or due(text, today) is not None


_FIELD = {word: name for name, words in WORDS["fields"].items() for word in words}
_LABEL = re.compile(
    rf"(?<!\w)(?P<label>{'|'.join(sorted(map(re.escape, _FIELD), key=len, reverse=True))})\s*:\s*",
    re.IGNORECASE,
)
# A run of blanks is looked at from where it begins alone: somebody may send ten thousand.
_DIVIDER = re.compile(r"(?<!\s)(?:\s+[–—|-]\s+|\s*\t\s*|\s*;\s+)")
_MARK = re.compile(r"^\s*[-–—•*·]\s+")
_FIRST = re.compile(r"\w+")
_QUESTIONS = frozenset(WORDS["questions"]["words"])
_PRONOUNS = frozenset(WORDS["pronouns"]["words"])
_TRIM = " \t\n\r,;–—-"
