"""Texts as rooms bring them along, made from a seed, each line with the prompt that it answers.

They are written as people write: with or without numbers, with the prompts' words whole, cut,
misspelled or in the other written form, under one another or with room between. What is told of a
line is the prompt it answers, `HEADING` of what only says which prompt comes, or None of what
stands above all of them. Nothing here knows how texts are divided.
"""

from dataclasses import dataclass
from random import Random

HEADING = (0, 0)
Place = tuple[int, int]

PROGRAMME: dict[Place, list[str]] = {
    (1, 1): [
        "Hva fra innledningen er viktigst for skolen deres?",
        "Kva frå innleiinga er viktigast for skulen dykkar?",
        "Viktigst for oss",
    ],
    (1, 2): [
        "Hvilke rammer trenger dere for å samarbeide om elevene?",
        "Kva rammer treng de for å samarbeide om elevane?",
        "Rammer for samarbeid",
    ],
    (1, 3): [
        "Hva begynner dere med etter sommeren, og hvem følger det opp?",
        "Kva byrjar de med etter sommaren, og kven følgjer det opp?",
        "Etter sommeren",
    ],
    (2, 1): [
        "Hva står i veien for at foreldre blir hørt?",
        "Kva står i vegen for at foreldre blir høyrde?",
        "Hindringer",
    ],
    (2, 2): [
        "Hvilken hjelp ønsker dere fra kommunen det neste året?",
        "Kva hjelp ønskjer de frå kommunen det neste året?",
        "Hjelp fra kommunen",
    ],
}

_SUBJECTS = "Lærerne|Vi|Rektor|De yngste|Alle på trinnet|Assistentene|Elevrådet|Kontaktlæreren"
_VERBS = "bør møtes|ønsker å lese mer|vil prøve kortere økter|savner tid|må vite hvem som ringer"
_ENDS = "hver uke|før jul|uten at det blir møter av det|i friminuttene|sammen med helsesykepleier"
_TAILS = "Det gjelder mest på høsten.|Vi har prøvd det én gang.||||Noen var uenige."
_OPENINGS = (
    "Notater fra gruppa vår|Vi rakk ikke alt|Referent: Solveig|Skrevet på telefonen underveis"
)


_ECHOES: dict[Place, str] = {
    (1, 1): "Det viktigste for oss var det som ble sagt om skolen",
    (1, 2): "Vi trenger rammer for å samarbeide, og noen som kjenner elevene",
    (1, 3): "Etter sommeren begynner vi med de yngste",
    (2, 1): "Foreldre blir ikke hørt når møtet er om dagen",
    (2, 2): "Kommunen må hjelpe neste år også",
}
"""Answers in the words that asked."""


@dataclass(frozen=True)
class Told:
    """`way` is how its prompts are told apart; `truth` has an entry for each line."""

    way: str
    lines: list[str]
    truth: list[Place | None]
    dialogue: int

    @property
    def prompts(self) -> set[Place]:
        return {each for each in self.truth if each and each != HEADING}


def told(seed: int) -> Told:
    random = Random(seed)
    dialogue = random.choice([1, 1, 2])
    both = random.random() < 0.15
    places = sorted(p for p in PROGRAMME if both or p[0] == dialogue)
    if len(places) > 2 and random.random() < 0.3:
        places.remove(random.choice(places))
    way = random.choice(
        ["number", "said", "words", "label", "both", "session", "cut", "misspelled"]
    )
    if both and way in ("number", "said"):
        way = "session"
    made = _Text(random, way)
    if random.random() < 0.25:
        made.add(random.choice(_OPENINGS.split("|")), None)
    for place in places:
        made.answer(place)
    return Told(way, made.lines, made.truth, dialogue)


class _Text:
    def __init__(self, random: Random, way: str) -> None:
        self.random, self.way = random, way
        self.lines: list[str] = []
        self.truth: list[Place | None] = []
        self.apart = random.random() < 0.6
        self.bullets = random.choice(["", "", "- ", "• ", "# "])
        if way in ("number", "said") and self.bullets == "# ":
            self.bullets = ""  # nobody could tell one number from the other
        self.beside = way in ("number", "said") and random.random() < 0.4
        self.written = random.choice([0, 0, 1])
        self.shout = random.random() < 0.15
        self.sign = random.choice([".", ")", ":"])

    def add(self, line: str, truth: Place | None) -> None:
        self.lines.append(line)
        self.truth.append(truth)

    def answer(self, place: Place) -> None:
        if self.apart and self.lines:
            self.add("", self.truth[-1])
        answers = [self._sentence() for _ in range(self.random.randint(1, 5))]
        if self.random.random() < 0.25:
            answers.insert(self.random.randint(0, len(answers)), f"{_ECHOES[place]}.")
        heading = self._heading(place)
        if self.beside:
            self.add(f"{heading} {answers.pop(0)}", place)
        else:
            self.add(heading.upper() if self.shout else heading, HEADING)
        for at, each in enumerate(answers, 1):
            self.add(self.bullets.replace("#", f"{at}.") + each, place)

    def _heading(self, place: Place) -> str:
        full, label = PROGRAMME[place][self.written], PROGRAMME[place][2]
        number = f"{place[1]}{self.sign}"
        return {
            "number": number,
            "said": f"{self.random.choice(['Spm', 'Spørsmål', 'Punkt', 'spm.'])} {number}",
            "words": full,
            "label": f"{label}{self.random.choice(['', ':', ' '])}".rstrip(),
            "both": f"{number} {full}",
            "session": f"Dialog {place[0]} – {place[1]}",
            "cut": self._cut(full),
            "misspelled": self._misspelled(full),
        }[self.way]

    def _cut(self, text: str) -> str:
        words = text.rstrip("?").split()
        most = max(4, round(len(words) * self.random.uniform(0.6, 0.9)))
        return " ".join(words[:most]) + self.random.choice(["", "?", ":", "..."])

    def _misspelled(self, text: str) -> str:
        words = text.split()
        for at in self.random.sample(range(len(words)), 2):
            word = words[at]
            if len(word) > 5:
                cut = self.random.randrange(1, len(word) - 2)
                words[at] = word[:cut] + word[cut + 1] + word[cut] + word[cut + 2 :]
        return " ".join(words)

    def _sentence(self) -> str:
        one, other, end = (self.random.choice(x.split("|")) for x in (_SUBJECTS, _VERBS, _ENDS))
        tail = self.random.choice(_TAILS.split("|"))
        return f"{one} {other} {end}. {tail}".strip()
