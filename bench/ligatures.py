"""How much of what a printed wall lost is found again: `python -m bench.ligatures` takes invented
notes with words of the dictionary that have fi, fl, ff and the like, loses these in each of the
ways that PDF files do, and prints words that came back, words that are still broken, and words
that were made wrong: of the broken ones, and of those that nothing was the matter with.
"""

import re
from collections.abc import Callable
from random import Random

from app.dividing.lines import Line
from app.dividing.mending import mended
from rehearsal.invented import note, places

NOTES = 300
JOINED = ("ffi", "ffl", "fi", "fl", "ff")
TOLD = (
    *("definere", "profesjon", "offentlig", "fleire", "flere", "flytte", "konflikt", "finne"),
    *("fin", "film", "fiske", "effekt", "effektiv", "kafé", "koffert", "grafikk", "offisiell"),
    *("flink", "flerkulturell", "identifisere", "filmskaping", "tilfluktsrom", "refleksjon"),
    *("reflektere", "finansiering", "fiolin", "fløyte", "sertifisering", "spesifikk", "traffikk"),
    *("samfinansiering", "flott", "flagg", "fjell", "fylke", "sjefane", "profil", "gratis"),
)
"""Some that have them, some that have none, and one that is misspelled."""
SHAPES: dict[str, Callable[[str], str]] = {
    "whole": lambda joined: joined,
    "one sign": lambda joined: {"fi": "ﬁ", "fl": "ﬂ", "ff": "ﬀ", "ffi": "ﬃ", "ffl": "ﬄ"}[joined],
    "U+FFFD": lambda _: "\ufffd",
    "private use": lambda _: "\ue001",
    "control": lambda _: "\x1f",
    "question mark": lambda _: "?",
    "space": lambda _: " ",
    "nothing": lambda _: "",
}


def written() -> list[str]:
    chance = Random(12)
    return [
        f"{note(chance, chance.choice(('nb', 'nn')))} Vi vil {' og '.join(chance.sample(TOLD, 3))} "
        f"i {places(chance, 1)[0]}."
        for _ in range(NOTES)
    ]


def main() -> None:
    texts = written()
    print(f"{NOTES} notes, whose letters were lost as")
    for name, lose in SHAPES.items():
        lost = [_lost(text, lose) for text in texts]
        whole, _ = mended([Line(at, text) for at, text in enumerate(lost, 1)])
        broken = came = wrong = fine = harmed = 0
        for text, damaged, line in zip(texts, lost, whole, strict=True):
            now = _words(line.text)
            for word in _words(text):
                hurt = any(each in word for each in JOINED) and name != "whole"
                broken, fine = broken + hurt, fine + (not hurt)
                if word in now:
                    now.remove(word)
                    came += hurt
                else:
                    harmed += not hurt
            wrong += sum(each not in _words(damaged) for each in now)
        share = 100 * came / broken if broken else 100.0
        print(
            f"  {name:<14} {broken:5} broken, {share:5.1f} % came back, {wrong:4} became something"
            f" else; {harmed} of {fine} right words were touched",
            flush=True,
        )


def _lost(text: str, lose: Callable[[str], str]) -> str:
    return re.sub("|".join(JOINED), lambda at: lose(at[0]), text)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


if __name__ == "__main__":
    main()
