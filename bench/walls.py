"""Invented walls with the disorder of real ones, and the truth about each: which lines are a post,
from which room, of whom, in answer to what.

`TUNED` are the settings that the importer was made with, `HELD_BACK` those that nobody tuned to.
"""

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from random import Random
from typing import Literal

from rehearsal.invented import places, sentence

Language = Literal["nb", "nn", "en"]
Place = tuple[int, int]


@dataclass(frozen=True)
class Setting:
    """How much of each kind of disorder; shares between 0 and 1."""

    name: str
    language: Language = "nb"
    rooms: int = 16
    roster: bool = True
    header: bool = True
    numbered_head: float = 0.5
    room_words: tuple[str, ...] = ("Rom", "Gruppe", "Room")
    leads: tuple[str, ...] = ("", "", "", "Referat ", "Padlet-svar ")
    sessions: tuple[str, ...] = ("Dialog {}", "Samtale {}", "Dialogoppgave {}", "Del {}:")
    misspelled: float = 0.1
    full: float = 0.4
    short: float = 0.3
    bare: float = 0.3
    marks: tuple[str, ...] = ("{}", "{}.", "{})", "Punkt {}:", "Spørsmål {}:")
    unmarked: float = 0.12
    both_dialogues: float = 0.25
    post_each: float = 0.1
    lists: float = 0.15
    chatter: float = 0.1
    drafts: float = 0.1
    doubles: float = 0.06
    restated: float = 0.06
    empty: float = 0.05
    lost: bool = True
    spaces: float = 0.6
    blanks: float = 0.4
    page: int = 45
    width: int = 64
    title_width: int = 40
    programme: str = "asked"


ASKED: dict[str, dict[Place, tuple[str, str, str]]] = {
    "asked": {
        (1, 1): (
            "Hva av dette kan vi bruke i arbeidet med oppvekst og kultur hos oss?",
            "Hva kan vi bruke?",
            "Bruk hos oss",
        ),
        (1, 2): (
            "Hvilke rammer og verdier er viktige for å skape framtidas tilbud sammen?",
            "Hva er viktige rammer og verdier?",
            "Rammer og verdier",
        ),
        (1, 3): (
            "Hva tar vi fatt i først, og hva må på plass før det?",
            "Hva tar vi fatt i først?",
            "Hva først",
        ),
        (2, 1): (
            "Hvem fører dette videre hos oss, og når?",
            "Hvem fører det videre?",
            "Hvem og når",
        ),
        (2, 2): ("Hva trenger vi i et slikt prosjekt?", "Hva trenger vi?", "Trenger"),
    },
    "nynorsk": {
        (1, 1): (
            "Kva av dette er relevant for arbeidet vårt med heilskapleg oppvekst?",
            "Kva er relevant?",
            "Relevans",
        ),
        (1, 2): (
            "Kva er viktige rammer og verdiar for arbeidet i kommunen?",
            "Rammer og verdiar for oss",
            "Rammer og verdiar",
        ),
        (1, 3): (
            "Kva grip vi fatt i først – kva må vere på plass?",
            "Kva grip vi fatt i?",
            "Kva først",
        ),
        (2, 1): (
            "Kven tek dette vidare hos oss, og når startar det?",
            "Kven tek det vidare?",
            "Kven og når",
        ),
        (2, 2): ("Kva treng vi i arbeidet framover?", "Kva treng vi?", "Treng"),
    },
    "english": {
        (1, 1): (
            "Which parts of this are relevant for our own work?",
            "What is relevant?",
            "Relevant",
        ),
        (1, 2): (
            "Which frames and values matter most in our municipality?",
            "Which frames and values?",
            "Frames and values",
        ),
        (1, 3): (
            "What do we begin with first, and what has to be in place?",
            "What do we begin with?",
            "What first",
        ),
        (2, 1): ("Who carries this on at home, and when?", "Who carries it on?", "Who and when"),
        (2, 2): ("What do we need in such a project?", "What do we need?", "Needs"),
    },
}
TUNED = (
    Setting(
        "tidy",
        misspelled=0,
        unmarked=0,
        drafts=0,
        doubles=0,
        chatter=0,
        restated=0,
        lists=0,
        lost=False,
    ),
    Setting("ordinary"),
    Setting("unnumbered", numbered_head=0.1, misspelled=0.2),
    Setting("without spaces", spaces=0, blanks=0.6),
    Setting("post for each question", post_each=0.5, both_dialogues=0),
    Setting("drafts", drafts=0.3, doubles=0.2),
    Setting(
        "nynorsk",
        language="nn",
        programme="nynorsk",
        sessions=("Dialog {}", "Økt {}", "Dialogoppgåve {}"),
    ),
)
HELD_BACK = (
    Setting(
        "other words",
        room_words=("Bord", "Grupperom", "Gr. rom", "rom nr"),
        title_width=34,
        width=72,
        leads=("", "Oppsummering ", "Notater fra ", "Svar – "),
        sessions=("Økt {}", "Bolk {}", "Gruppesamtale {}", "Runde {}:"),
        marks=("{}:", "{} -", "Spm. {}", "pkt {}", "({})"),
    ),
    Setting("no roster", roster=False, numbered_head=0.8),
    Setting("no header", header=False, misspelled=0.15),
    Setting(
        "worst",
        numbered_head=0.3,
        misspelled=0.25,
        unmarked=0.25,
        lists=0.3,
        chatter=0.3,
        drafts=0.15,
        doubles=0.1,
        spaces=0.2,
        bare=0.6,
        full=0.2,
        short=0.2,
        empty=0.1,
    ),
    Setting(
        "English",
        language="en",
        programme="english",
        room_words=("Room", "Group", "Table"),
        leads=("", "Notes ", "Summary "),
        sessions=("Dialogue {}", "Session {}", "Part {}:"),
        marks=("{}", "{}.", "Question {}:"),
        lost=True,
    ),
    Setting("many rooms", rooms=48, numbered_head=0.4),
)
_EXTRA = (
    "Flere må finne tid til å møtes fast.",
    "Vi må definere hva vi mener med samarbeid.",
    "Finansieringen er usikker, og det offentlige må ta ansvar.",
    "Flotte innlegg, og effekten er stor.",
    "Stillingene er for små, og flertallet slutter.",
    "Det er fint at ungdom får innflytelse.",
    "Vi trenger ikke flere planer, men noen som gjør noe.",
    "Viktig: rammene må være vide nok.",
    "Rektor tar ballen, men trenger hjelp.",
    "Først snakket vi om verdier og så om penger.",
    "Hvem skal betale for dette?",
    "Kan vi få det til uten folk?",
)
_CHATTER = ("Presentasjon av gruppa.", "Vi rakk ikke alt.", "Kari, Per, Ingrid", "Hei!")
_DISTRICTS = ("Indre ", "Nordre ", "Midt-", "Sør-")


@dataclass(frozen=True)
class TruePost:
    first: int
    last: int
    kind: str
    room: int | None
    members: tuple[str, ...]
    parts: tuple[tuple[int, int, int | None, int | None], ...] = ()
    of: int | None = None
    """The place of the post that it is a draft or double of."""


@dataclass(frozen=True)
class Wall:
    text: str
    roster: str
    programme: dict[Place, tuple[str, ...]]
    posts: tuple[TruePost, ...]


@dataclass
class _Post:
    kind: str
    room: int | None
    members: tuple[str, ...]
    title: list[str]
    sections: list[tuple[int | None, int | None, list[str]]]
    of: "int | None" = None
    key: int = 0


def wall(setting: Setting, seed: int) -> Wall:
    made = _Maker(setting, Random(f"{setting.name} {seed}"))
    return made.wall()


@dataclass
class _Maker:
    setting: Setting
    random: Random
    lines: list[str] = field(default_factory=list)

    def wall(self) -> Wall:
        setting, random = self.setting, self.random
        names = places(random, setting.rooms * 4)
        names = [
            f"{random.choice(_DISTRICTS)}{name}" if random.random() < 0.08 else name
            for name in names
        ]
        numbers = sorted(random.sample(range(1, setting.rooms * 2), setting.rooms))
        rooms = {
            number: tuple(names.pop() for _ in range(random.choice((1, 2, 3, 3, 4))))
            for number in numbers
        }
        posts = list(self._posts(rooms))
        random.shuffle(posts)
        if random.random() < 0.6:
            posts.sort(key=lambda post: -next((d or 0 for d, _, _ in post.sections), 0))
        if setting.header:
            posts.insert(0, self._header())
        truths = [self._print(post) for post in posts]
        at = {post.key: place for place, post in enumerate(posts) if post.key}
        posts_told = tuple(
            replace(truth, of=at.get(post.of) if post.of else None)
            for truth, post in zip(truths, posts, strict=True)
        )
        text = "\n".join(self.lines) + "\n"
        if setting.lost:
            text = text.replace("ffi", "f\ufffd").replace("fi", "\ufffd").replace("fl", "\ufffd")
        roster = "\n".join(f"{number};{', '.join(own)}" for number, own in rooms.items())
        asked = ASKED[setting.programme]
        return Wall(
            text,
            roster if setting.roster else "",
            {place: (said[0], said[2]) for place, said in asked.items()},
            posts_told,
        )

    def _posts(self, rooms: dict[int, tuple[str, ...]]) -> Iterator[_Post]:
        key = 0
        for number, members in rooms.items():
            for dialogues in self._split():
                for places_ in self._divided(dialogues):
                    key += 1
                    post = self._post(number, members, places_, key)
                    yield post
                    if self.random.random() < self.setting.doubles:
                        yield replace(post, kind="double", of=key, key=0)
                    elif self.random.random() < self.setting.drafts and len(post.sections) > 1:
                        yield self._draft(post, key)
            if self.random.random() < self.setting.empty:
                yield _Post("heading", number, members, self._title(number, members, None), [])
        asked = ASKED[self.setting.programme]
        for _ in rooms:
            if self.random.random() < self.setting.restated:
                chosen = self.random.choice(sorted(asked))
                yield _Post("heading", None, (), [], [(*chosen, [asked[chosen][0]])])

    def _split(self) -> list[list[int]]:
        if self.random.random() < self.setting.both_dialogues:
            return [[1, 2]]
        return [[each] for each in (1, 2) if self.random.random() < 0.8]

    def _divided(self, dialogues: list[int]) -> list[list[Place]]:
        asked = sorted(place for place in ASKED[self.setting.programme] if place[0] in dialogues)
        if len(dialogues) == 1 and self.random.random() < self.setting.post_each:
            return [[place] for place in asked]
        return [asked]

    def _post(self, number: int, members: tuple[str, ...], asked: list[Place], key: int) -> _Post:
        dialogues = {place[0] for place in asked}
        single = next(iter(dialogues)) if len(dialogues) == 1 else None
        title = self._title(number, members, single if self.random.random() < 0.4 else None)
        told = (
            any(self._session(each, single) in line for line in title for each in (1, 2))
            if single
            else False
        )
        if len(asked) > 1 and single and self.random.random() < self.setting.unmarked:
            body = [
                line for _ in range(self.random.randint(2, 5)) for line in self._answer(members)
            ]
            return _Post("answer", number, members, title, [(single, None, body)], key=key)
        style = self._style(len(asked))
        sections: list[tuple[int | None, int | None, list[str]]] = []
        session = 0
        for dialogue, prompt in asked:
            said: list[str] = []
            if dialogue != session:
                session = dialogue
                if len(dialogues) > 1 or (style == "bare" and dialogue == 2 and not told):
                    said.append(self.random.choice(self.setting.sessions).format(dialogue))
            said += self._heading((dialogue, prompt), style)
            answered = [] if self.random.random() < 0.06 else self._answer(members)
            sections.append((dialogue, prompt, [*said, *answered]))
        if self.random.random() < self.setting.chatter:
            title = [*title, self.random.choice(_CHATTER)]
        return _Post("answer", number, members, title, sections, key=key)

    def _session(self, dialogue: int, single: int | None) -> str:
        return self.setting.sessions[0].format(dialogue)

    def _style(self, count: int) -> str:
        shares = (self.setting.full, self.setting.short, self.setting.bare if count > 1 else 0.0)
        return self.random.choices(("full", "short", "bare"), shares)[0]

    def _heading(self, place: Place, style: str) -> list[str]:
        full, short, label = ASKED[self.setting.programme][place]
        number = self.random.choice(self.setting.marks).format(place[1])
        if style == "bare":
            return [number]
        text = full if style == "full" else self.random.choice((short, f"{label}:", short.upper()))
        text = text.rstrip("?") if style == "full" and self.random.random() < 0.15 else text
        return [f"{number} {text}" if self.random.random() < 0.3 else text]

    def _title(self, number: int, members: tuple[str, ...], dialogue: int | None) -> list[str]:
        random = self.random
        spelled = [self._spelled(each) for each in members]
        named = (
            ", ".join(spelled[:-1])
            + (random.choice((" og ", ", ")) if len(spelled) > 1 else "")
            + spelled[-1]
        )
        if self.setting.language == "en":
            named = named.replace(" og ", " and ")
        lead = random.choice(self.setting.leads)
        room = f"{random.choice(self.setting.room_words)} {number}"
        if random.random() < self.setting.numbered_head:
            title = random.choice(
                (room, f"{room}: {named}", f"{room} - {named}", f"{room} {named}", f"{room}:")
            )
            title = f"{lead}{title}"
        else:
            title = f"{lead}{named}" + random.choice(
                ("", "", " kommuner" if len(members) > 1 else " kommune", ":")
            )
        if dialogue:
            title += " " + random.choice(self.setting.sessions).format(dialogue)
        return [title[0].upper() + title[1:]]

    def _spelled(self, name: str) -> str:
        if len(name) < 6 or self.random.random() >= self.setting.misspelled:
            return name
        at = self.random.randrange(2, len(name) - 1)
        kinds: tuple[Callable[[], str], ...] = (
            lambda: name[:at] + name[at + 1 :],
            lambda: name[:at] + name[at] + name[at:],
            lambda: name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        )
        return self.random.choice(kinds)()

    def _answer(self, members: tuple[str, ...]) -> list[str]:
        random = self.random
        count = random.randint(1, 5)
        texts = [self._sentence() for _ in range(count)]
        if random.random() < self.setting.lists:
            return [f"{at}. {text}" for at, text in enumerate(texts, 1)]
        if random.random() < 0.4:
            return [f"- {text}" for text in texts]
        if random.random() < 0.2:
            return [f"{random.choice(members)}: {text}" for text in texts]
        return [" ".join(texts[:2]), *texts[2:]]

    def _sentence(self) -> str:
        if self.setting.language == "nb" and self.random.random() < 0.25:
            return self.random.choice(_EXTRA)
        return " ".join(
            sentence(self.random, self.setting.language)
            for _ in range(self.random.choice((1, 1, 2)))
        )

    def _draft(self, post: _Post, key: int) -> _Post:
        sections = [
            (
                dialogue,
                prompt,
                [line[: max(20, len(line) * 2 // 3)] if len(line) > 50 else line for line in body],
            )
            for dialogue, prompt, body in post.sections
        ]
        return replace(post, kind="draft", of=key, key=0, sections=sections)

    def _header(self) -> _Post:
        asked = ASKED[self.setting.programme]
        sections: list[tuple[int | None, int | None, list[str]]] = []
        for dialogue in (1, 2):
            said = [f"Dialog{'ue' if self.setting.language == 'en' else ''} {dialogue}:"]
            said += [said_[0] for place, said_ in sorted(asked.items()) if place[0] == dialogue]
            sections.append((None, None, said))
        return _Post("heading", None, (), ["Dialog", "Tilbud sammen"], sections)

    def _print(self, post: _Post) -> TruePost:
        if self.lines:
            self.lines.append("")
        first = len(self.lines) + 1
        for title in post.title:
            self.lines += textwrap.wrap(title, self.setting.title_width)
        parts: list[tuple[int, int, int | None, int | None]] = []
        for at, (dialogue, prompt, body) in enumerate(post.sections):
            if (at or post.title) and self.random.random() < self.setting.blanks:
                self.lines.append(" " if self.random.random() < self.setting.spaces else "")
            begun = len(self.lines) + 1
            for place, text in enumerate(body):
                if place > 1 and self.random.random() < self.setting.blanks / 4:
                    self.lines.append("")
                self._wrapped(text)
            parts.append((begun, len(self.lines), dialogue, prompt))
        return TruePost(first, len(self.lines), post.kind, post.room, post.members, tuple(parts))

    def _wrapped(self, text: str) -> None:
        for line in textwrap.wrap(text, self.setting.width, break_on_hyphens=False):
            if self.setting.page and len(self.lines) % self.setting.page == self.setting.page - 1:
                self.lines += ["", "", ""]
            self.lines.append(line)
        if self.random.random() < self.setting.spaces:
            self.lines[-1] += " " * self.random.choice((1, 1, 2))
