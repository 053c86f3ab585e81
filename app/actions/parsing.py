"""An action as a note tells it: with words before its fields, with dashes between, or freely."""

import re
from dataclasses import dataclass
from datetime import date

from app.actions.dates import WORDS, Due, due

FIELDS = ("who", "what", "when", "needs")
LONGEST_NAME = 5  # words before a colon that may be somebody's name


@dataclass(frozen=True)
class Action:
    """What a note says is to be done. Every field is as it was written, "" where it is not told."""

    who: str
    what: str
    when: str
    needs: str
    due: Due | None

    @property
    def told(self) -> bool:
        """Whether it says who, and by when: what a promise needs to be one."""
        return bool(self.who and self.when)


def action(text: str, today: date) -> Action:
    """The fields of one note. `today` is the day it was written: a time without a year is the next
    one that comes. Whatever is no other field is what is to be done; no word is lost."""
    fields = dict.fromkeys(FIELDS, "") | _fields(text, today)
    when = due(fields["when"] or fields["what"], today)
    fields["when"] = fields["when"] or (when.words if when else "")
    return Action(**fields, due=when)


def _fields(text: str, today: date) -> dict[str, str]:
    return _labelled(text) or _divided(text, today) or _named(text) or {"what": text.strip()}


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
    return fields


def _divided(text: str, today: date) -> dict[str, str]:
    """`Who – what – when – needs`; of two, the second may be the time. None where there are more
    parts than fields: then the dashes are the writer's own."""
    parts = [each.strip() for each in _DIVIDER.split(text)]
    if not 2 <= len(parts) <= len(FIELDS) or not all(parts):
        return {}
    if len(parts) == 2 and (when := due(parts[1], today)) and len(when.words) > len(parts[1]) / 2:
        return {"what": parts[0], "when": parts[1]}
    return dict(zip(FIELDS, parts, strict=False))


def _named(text: str) -> dict[str, str]:
    """`Somebody: what`."""
    who, _, what = text.partition(":")
    if not what.strip() or not 0 < len(who.split()) <= LONGEST_NAME or re.search(r"[\d\n]", who):
        return {}
    return {"who": who.strip(), "what": what.strip()}


_FIELD = {word: name for name, words in WORDS["fields"].items() for word in words}
_LABEL = re.compile(
    rf"(?<!\w)(?P<label>{'|'.join(sorted(map(re.escape, _FIELD), key=len, reverse=True))})\s*:\s*",
    re.IGNORECASE,
)
# A run of blanks is looked at from where it begins alone: somebody may send ten thousand.
_DIVIDER = re.compile(r"(?<!\s)(?:\s+[–—|-]\s+|\s*\t\s*|\s*;\s+)")
_TRIM = " \t\n\r,;–—-"
