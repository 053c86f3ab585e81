"""One invented outline for all export tests: two dialogues, five rooms, one of them silent."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from app.boards.state import State
from app.documents.text import Line, Run
from app.exports.outline import Outline, ReportDialogue, ReportEntry, ReportQuestion, ReportRoom


def line(text: str, level: int = 0, marker: str = "", member: str | None = None) -> Line:
    return Line(None, member, level, marker, (Run(text),))


GRANLI = ReportRoom(1, None, ("Granli", "Fjellvik"))
STORHAVN = ReportRoom(2, "Biblioteket", ("Storhavn", "Evjemo og Hornvik", "Øyra"))
MYRLAND = ReportRoom(3, None, ("Myrland",))
TANGEN = ReportRoom(4, None, ("Tangen", "Vestdal"))
SILENT = ReportRoom(7, None, ("Nordgard",))
ROOMS = (GRANLI, STORHAVN, MYRLAND, TANGEN, SILENT)

RELEVANT = ReportQuestion(
    "Hva er relevant?",
    "Hva av det dere har hørt, kan dere bruke hjemme?",
    1,
    entries=(
        ReportEntry(
            GRANLI,
            state=State.DONE,
            summary=(line("Vi vil begynne med det som alt virker, og dele det med skolene."),),
            lines=(
                line(
                    "Kulturskolen er alt inne i tre barnehager. Det kan vi bygge på.",
                    member="Granli",
                ),
                line("Vi treng ein plan som politikarane kjenner seg att i.", member="Fjellvik"),
                line("Felles for begge:"),
                line("faste møter med oppvekst", 1, "•"),
                line("ett budsjett for prosjekter på tvers", 1, "•"),
                line("med en post for skyss", 2, "•"),
            ),
        ),
        ReportEntry(
            STORHAVN,
            state=State.ANSWERED,
            lines=(
                Line(
                    None,
                    "Storhavn",
                    0,
                    "",
                    (
                        Run("Det viktigste er "),
                        Run("tid", strong=True),
                        Run(". Se "),
                        Run("planen vår", href="https://storhavn.example/plan?a=1&b=2"),
                        Run(" og "),
                        Run("Musikk for alle", em=True),
                        Run("."),
                    ),
                ),
                line("=SUM(A1:A9) er ikke et svar"),
                line("- tre lærere\n- to saler\n- ett piano"),
            ),
        ),
        ReportEntry(
            MYRLAND,
            state=State.IN_PROGRESS,
            unfinished=True,
            lines=(line("Vi rekker ikke mer enn"),),
        ),
        ReportEntry(TANGEN, state=State.OUT_OF_TIME),
        ReportEntry(SILENT),
    ),
)
FRAMES = ReportQuestion(
    "Rammer og verdier",
    "Hvilke rammer og verdier skal arbeidet hvile på?",
    2,
    entries=(
        ReportEntry(GRANLI, state=State.NOTHING_TO_ADD),
        ReportEntry(
            TANGEN,
            state=State.ANSWERED,
            lines=(
                line("Likeverd", 1, "1."),
                line("Åpne dører", 1, "2."),
                line("Godt humør", 1, "3."),
            ),
        ),
    ),
)
WHO = ReportQuestion(
    "Hvem og når?",
    "Hvem fører arbeidet videre, og når begynner det?",
    1,
    "actions",
    entries=(
        ReportEntry(GRANLI),
        ReportEntry(
            GRANLI, "Granli", State.ANSWERED, lines=(line("Rektor inviterer barnehagene, uke 3"),)
        ),
        ReportEntry(
            GRANLI,
            "Fjellvik",
            State.ANSWERED,
            False,
            (),
            (line("Kultursjefen, før påske", 1, "•"),),
        ),
        ReportEntry(STORHAVN, state=State.OUT_OF_TIME),
        ReportEntry(STORHAVN, "Øyra", State.IN_PROGRESS, True, (), (line("Styringsgruppa skal"),)),
    ),
)
ADVICE = ReportQuestion(
    "Råd",
    "Hva bør arrangøren gjøre for å følge opp temaet?",
    None,
    addressee="arrangøren",
    entries=(ReportEntry(MYRLAND, state=State.DONE, summary=(line("Møt oss igjen til høsten."),)),),
)
OUTLINE = Outline(
    title="Kulturskole for alle: vårsamling",
    language="nb",
    made_at=datetime(2026, 11, 21, 14, 20, tzinfo=ZoneInfo("Europe/Oslo")),
    how_used="Svarene blir en rapport til styret og sendes alle deltakerne.",
    dialogues=(
        ReportDialogue("Dialog 1", ROOMS, (RELEVANT, FRAMES)),
        ReportDialogue(
            "Dialog 2",
            (replace(GRANLI, members=("Granli", "Fjellvik", "Myrland")), *ROOMS[1:]),
            (WHO, ADVICE),
        ),
    ),
)
BY_ROOM = replace(OUTLINE, order="room")
