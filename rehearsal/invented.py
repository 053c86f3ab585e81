"""Invented notes and place names, the same for the same seed: whole sentences that a group might
write, in the seminar's language. They stand in `notes.json`, three parts that fit each other."""

import json
from pathlib import Path
from random import Random
from typing import Literal

Language = Literal["nb", "nn", "en"]

_NOTES: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("notes.json").read_text("utf-8")
)
_AWKWARD = (
    "{} 🎵",
    "{} 👩‍🏫🇳🇴",
    "«{}»",
    "=1+1 {}",
    "- {}",
    "+ {}",
    "@kulturhuset: {}",
    "# {}",
    "3. {}",
    "{} <b>ikke fet</b> &amp; slikt",
    "{} *stjerne* _strek_ `kode`",
    "{} [ikke lenke](x) | delt \\ strek",
    "{} café med løs aksent: cafe\u0301",
    "{} 50 % + 2 °C – «så»",
    "{} {{{{ikke mal}}}} {{0}}",
    "{} dobbelt  mellomrom",
)
_FIRST = "Alm|Berg|Dal|Elve|Furu|Grøn|Hav|Is|Klove|Lyng|Myr|Nord|Os|Rav|Skog|Tind|Ulv|Vår|Øy|Å"
_LAST = "vik|bygd|nes|sund|fjell|heim|stad|voll|dalen|øya|vatn|land"


def sentence(random: Random, language: Language) -> str:
    """One plain sentence: what the group wants, and how it came to that."""
    parts = _NOTES[language]
    said = random.choice(parts["opening"]) + random.choice(parts["wish"])
    return f"{said[0].upper()}{said[1:]}."


def note(random: Random, language: Language, *, awkward: bool = False) -> str:
    """One or two sentences. If `awkward`, one in five holds what escaping, counting or sorting may
    trip on."""
    text = sentence(random, language)
    if random.random() < 0.5:
        text += f" {random.choice(_NOTES[language]['after'])}"
    return random.choice(_AWKWARD).format(text) if awkward and random.random() < 0.2 else text


def places(random: Random, count: int) -> list[str]:
    """`count` different names of places that do not exist."""
    names = [first + last for first in _FIRST.split("|") for last in _LAST.split("|")]
    random.shuffle(names)
    rounds = range(1 + count // len(names))
    return [f"{name} {turn + 1}" if turn else name for turn in rounds for name in names][:count]
