"""Walls as tools give them away, each by the contract: posts, rooms, texts, what is left."""

import json
from typing import Any

import pytest

from app.dividing.lines import Line
from app.dividing.parts import TextPart
from app.dividing.wordings import Wordings
from app.imports.dialogues import guessed
from app.imports.doubles import compared
from app.imports.interpreter import understood
from app.imports.proposal import Post, Proposal
from app.imports.reading import read
from app.imports.turn import wordings_of
from app.imports.wire import post_json
from app.rosters.text import read_roster
from tests.imports.programmes import programme

ROSTER = "1; Granvik, Åsdal\n2; Storøy\n"
JSON_API = {
    "data": [
        {
            "type": "post",
            "attributes": {"content": {"subject": "Rom 1", "bodyHtml": "<p>Kor</p><p>Korps</p>"}},
            "relationships": {"section": {"data": {"id": "s1"}}},
        }
    ],
    "included": [{"type": "section", "id": "s1", "attributes": {"title": "Dialog 1"}}],
}


def posts(text: str | bytes) -> list[tuple[Any, ...]]:
    data = text.encode() if isinstance(text, str) else text
    entries = read_roster(ROSTER).entries
    made = understood(read(data), entries, wordings_of("dialog-1-2"))
    told = [post_json(made, post) for post in made.posts]
    return [(each["lines"], each["kind"], each["room"], each["text"]) for each in told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Rom 1:\n    * Kor\n    * Korps\nRom 2:\n    1. Skyss\n",
            [([1, 3], "answer", 1, "* Kor\n* Korps"), ([4, 5], "answer", 2, "1. Skyss")],
        ),
        (
            "Rom 1: Åsdal\n1. Kor på skolen\nRom 2: Storøy\n1. Øving\n".encode("cp1252"),
            [([1, 2], "answer", 1, "1. Kor på skolen"), ([3, 4], "answer", 2, "1. Øving")],
        ),
        (
            "Rom 1\n1. Det rom 2 sa er rett.\nSom i fjor.\n",
            [([1, 3], "answer", 1, "1. Det rom 2 sa er rett.\nSom i fjor.")],
        ),
        (
            "Subject,Body\n,Rom 2: flere timer\nRom 1 Granvik,\n",
            [([2, 2], "answer", 2, "Rom 2: flere timer"), ([3, 3], "heading", 1, "")],
        ),
        (
            "# Veggen\n\n## Rom 1\n\n- Kor\n\n## Rom 2\n\nSkyss\n",
            [
                ([1, 1], "heading", None, "# Veggen"),
                ([3, 5], "answer", 1, "- Kor"),
                ([7, 9], "answer", 2, "Skyss"),
            ],
        ),
        (json.dumps(JSON_API), [([1, 1], "answer", 1, "Kor\nKorps")]),
        (
            'Subject,Body\nOppsummering,"Vi er rom 1: Granvik, Åsdal\nKor til alle"\n'
            'Våre ideer,"Mer skyss\nFlere kor\nHilsen rom 2"\n',
            [
                ([2, 2], "answer", 1, "Kor til alle"),
                ([3, 3], "answer", 2, "Våre ideer\nMer skyss\nFlere kor\nHilsen rom 2"),
            ],
        ),
        (
            "Oppsummering\nVi er rom 1: Granvik, Åsdal\nKor til alle\n\n"
            "Våre ideer\nGruppe 2 - Storøy\nMer skyss\n",
            [([1, 3], "answer", 1, "Kor til alle"), ([5, 7], "answer", 2, "Mer skyss")],
        ),
        (
            "Flere kor, og korps i alle bygder.\nRom 1\n\nEi scene\nMvh Storøy\n",
            [
                ([1, 2], "answer", 1, "Flere kor, og korps i alle bygder. Rom 1"),
                ([4, 5], "answer", 2, "Ei scene Mvh Storøy"),
            ],
        ),
        (
            "ID,Text,Area,Last Updated By\n1,Kor for alle,Rom 1,Kari\n2,Skyss,Rom 2,\n",
            [([2, 2], "answer", 1, "Kor for alle"), ([3, 3], "answer", 2, "Skyss")],
        ),
    ],
    ids=[
        "etherpad",
        "cp1252",
        "another room named",
        "head and answer",
        "title",
        "api",
        "told inside",
        "under a title",
        "signed",
        "mural",
    ],
)
def test_a_wall_of_any_tool_is_read_by_the_contract(
    text: str | bytes, told: list[tuple[Any, ...]]
) -> None:
    assert posts(text) == told


@pytest.mark.parametrize("room", [None, 1])
def test_posts_are_compared_with_so_many_others_and_no_more(
    room: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work(count: int) -> int:
        seen = 0

        def apart(one: Post, other: Post) -> bool:
            nonlocal seen
            seen += 1
            return False

        monkeypatch.setattr("app.imports.doubles._apart", apart)
        words = "vi vil ha flere timer til kulturskolen nummer"
        lines = tuple(Line(at, f"{words} {at}") for at in range(count))
        made = tuple(
            Post(f"p{at}", at, at, at, room=room, parts=(TextPart(at, at, answer=at),))
            for at in range(count)
        )
        compared(Proposal("text", lines, made), frozenset())
        return seen

    assert work(1200) <= 2.2 * work(600)


def test_a_dialogue_is_told_by_the_room_and_by_the_posts_around() -> None:
    def post(at: int, room: int | None, dialogue: int | None) -> Post:
        return Post(f"p{at}", at, at, at, room=room, parts=(TextPart(at, at, dialogue),))

    made = (post(0, 1, 1), post(1, 1, None), post(2, None, 2), post(3, None, None), post(4, 2, 2))
    lines = tuple(Line(at, "x") for at in range(5))
    wordings = Wordings(wordings_of("dialog-1-2"))
    told = guessed(Proposal("text", lines, made), wordings)
    assert [next(iter(each.dialogues)) for each in told] == [1, 2, 2, 2, 2]


def test_questions_that_are_items_of_an_outline_say_what_is_under_them() -> None:
    first = "\t* Hva er relevant?\n\t\t* Kor for alle barn\n"
    text = f"Rom 1\n{first}\t* Rammer og verdier\n\t\t* Trygghet\n"
    (post,) = understood(read(text.encode()), (), wordings_of("dialog-1-2")).posts
    assert [part.place for part in post.parts] == [(1, 1), (1, 2)]


def test_the_first_answer_of_a_form_is_an_answer() -> None:
    form = "Rom,Hva er relevant?,Hva griper vi fatt i først?\n"
    made = posts(
        f"{form}1,Kor for alle barn,Skyss for alle barn\n2,Dans i skolen,Et hus til alle\n"
    )
    assert [(kind, room) for _, kind, room, _ in made] == [("answer", 1), ("answer", 2)]


CHATS = {
    "brackets": """\
[10:02] Kari: Rom 1 vi vil ha flere timer
[10:03] Ola: Rom 2: Alle barn skal kunne delta
[10:04] Kari: og vi begynner med barnehagene
""",
    "names above": """\
[29.11.2026 10:02] Kari Nordmann
Rom 1: vi vil ha flere timer

[29.11.2026 10:03] Ola Nordmann

Rom 2: Alle barn skal kunne delta

[29.11.2026 10:04] Kari Nordmann
og vi begynner med barnehagene
""",
    "from and to": """\
10:02:11 From Kari Nordmann to Everyone:
\tRom 1: vi vil ha flere timer
10:03:45 From Ola to Everyone:
\tRom 2: Alle barn skal kunne delta
10:04:45 From Kari Nordmann to Everyone: og vi begynner med barnehagene
""",
    "dates": """\
29.11.2026, 10:02 - Kari: Rom 1: vi vil ha flere timer
29.11.2026, 10:03 - Ola: Rom 2: Alle barn skal kunne delta
29.11.2026, 10:04 - Kari: og vi begynner med barnehagene
""",
}


@pytest.mark.parametrize("chat", CHATS.values(), ids=CHATS)
def test_each_message_of_a_chat_is_a_post_and_its_sender_keeps_the_room(chat: str) -> None:
    made = understood(read(chat.encode()), (), programme())
    said = [(post.room, made.lines[post.first].text) for post in made.posts]
    listed = {made.lines[at].at for at in range(len(made.lines))}

    assert [room for room, _ in said] == [1, 2, 1]
    assert said[-1][1] == "og vi begynner med barnehagene"
    posted = {at for post in made.posts for at in range(post.first, post.last + 1)}
    assert not any("Kari" in made.lines[at].text for at in posted)
    assert sum("Kari" in made.lines[at].text for at in made.aside) == 2
    assert listed == set(range(1, chat.count("\n") + 1))


def test_the_times_of_a_programme_are_no_chat() -> None:
    day = "09.00 Velkommen: ordføreren\n10.00 Dialog: alle\n\nRom 1\nEn\nTo\n\nRom 2\nTre\n"
    made = understood(read(day.encode()), (), programme())

    assert [post.room for post in made.posts if post.room] == [1, 2]


def test_what_stands_before_a_markdown_text_is_no_post() -> None:
    facts = "---\ntitle: Vegg\ndate: 2026-11-29\n---\n"
    text = f"{facts}\n# Rom 1\nFlere timer\n\n# Rom 2\nAlle barn\n"
    source = read(text.encode())
    made = understood(source, (), programme())

    assert (source.title, [post.room for post in made.posts]) == ("Vegg", [1, 2])
    assert sorted(made.lines[at].at for at in made.aside) == [1, 2, 3, 4]
