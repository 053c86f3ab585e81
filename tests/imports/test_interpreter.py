"""A wall is understood: whose each post is, what it answers, and nothing of it is dropped."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.dividing.headings import heading_at
from app.dividing.lines import lines_of
from app.dividing.wordings import Wordings
from app.imports.interpreter import understood
from app.imports.proposal import Post, Proposal
from app.imports.reading import read
from app.imports.source import Source
from app.rosters.text import read_roster
from bench.imports import score_of
from bench.walls import HELD_BACK, TUNED
from tests.imports.programmes import programme

ROSTER = """\
1; Fjellvik, Granli
2; Sandnesset, Storhavn, Lyngmo
3; Evjemo og Hornvik
4; Elvebakk
5; Tangen, Elvebakk
"""
WALL = """\
Hva av dette er relevant for arbeidet hos oss?

Fjelvik og Granli
1. Sang og dans

Rom 3:
1. Alle barn skal kunne delta, uansett hva foreldrene tjener, og
det gjelder også de som bor langt unna.
2. �ere timer
3. Vi begynner med barnehagene.

Dialog 2
1) Rektor
2) �nere instrumenter

Referat gruppe 2: Sandnesset,
Storhavn og Lyngmo
Hvem fører arbeidet videre, og når begynner det?
Kommunen, til høsten.

Lyngmo:
Vi også.

Hva må til for at dere skal få det til?
Tid.
"""


def interpreted(text: str, roster: str = ROSTER) -> Proposal:
    return understood(read(text.encode()), read_roster(roster).entries, programme())


def found(made: Proposal, room: int) -> Post:
    return next(post for post in made.posts if post.room == room)


def asked(post: Post) -> list[tuple[int | None, int | None]]:
    return [(part.dialogue, part.prompt) for part in post.parts]


def test_a_post_is_found_by_its_members_however_they_are_spelled() -> None:
    post = found(interpreted(WALL), 1)
    assert (post.members, post.room_is, post.border_is) == (("Fjellvik", "Granli"), "sure", "sure")


def test_numbers_count_the_prompts_of_each_dialogue() -> None:
    post = found(interpreted(WALL), 3)
    assert asked(post) == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2)]
    assert post.members == ("Evjemo og Hornvik",)


def test_who_speaks_begins_no_post() -> None:
    made = interpreted(WALL)
    post = found(made, 2)
    assert asked(post) == [(2, 1), (2, 2)]
    assert made.text(post.parts[0].first, post.parts[0].last).endswith("Lyngmo:\nVi også.")


def test_a_question_written_again_is_no_answer() -> None:
    assert interpreted(WALL).posts[0].kind == "heading"


def test_lost_letters_are_put_back_and_told() -> None:
    made = interpreted(WALL)
    assert [(each.was, each.now) for each in made.repairs] == [
        ("�ere", "flere"),
        ("�nere", "finere"),
    ]
    assert "flere timer" in made.post_text(found(made, 3))


def test_lines_that_paper_broke_are_joined() -> None:
    text = interpreted(WALL).post_text(found(interpreted(WALL), 3))
    assert "tjener, og det gjelder" in text


def test_the_same_text_twice_and_a_draft_are_told() -> None:
    body = (
        "Vi vil ha scener til ungdom, instrumenter til utlån, lærere med tid og busser om kvelden."
    )
    made = interpreted(
        f"Rom 1\n{body}\n\nRom 2\nNoe annet\n\nRom 1\n{body}\n\nRom 1\n{body[:70]}\n"
    )
    assert [(post.kind, post.of) for post in made.posts] == [
        ("answer", None),
        ("answer", None),
        ("double", "p1"),
        ("draft", "p1"),
    ]


def test_a_wall_without_roster_teaches_who_sits_where() -> None:
    made = interpreted(
        "Rom 7: Fjellvik og Granli\nHei\n\nFjellvik og Granli\nHei igjen, nå med mer\n", ""
    )
    assert [post.room for post in made.posts] == [7, 7]
    assert [(each.number, each.members) for each in made.roster] == [(7, ("Fjellvik", "Granli"))]


PAPER = """\
Hva kjenner dere igjen fra egen kommune?
Hvilke hindringer ser dere for friluftsliv i nærmiljøet?
Hvilke tiltak ville dere prøve allerede til våren?

Rom 1
Hva kjenner dere igjen fra egen kommune?
Turlaget må være med, og barnehagen bør få låne utstyr hver uke.
Hindringer
Ingen har tid, og det er langt å kjøre for de fleste foreldrene.
Hvilke tiltak ville dere prøve allerede til våren?
Biblioteket kan låne ut ski, og det må stå i kommuneplanen no.
"""


def test_without_a_roster_a_word_around_a_name_or_names_around_a_word_make_a_head() -> None:
    """Nes and Hole are ordinary words too; Ulvfjord is in no list."""
    wall = """\
Rom 1: Ulvfjord, Granvollen

Hvem fører arbeidet videre, og når begynner det?
Rektor, til høsten.

Nes, Ulvfjord og Hole

Hvem fører arbeidet videre, og når begynner det?
Kommunen.

Referat Skarvøya

Hvem fører arbeidet videre, og når begynner det?
Styret.

Ulvbygda kommune

Hvem fører arbeidet videre, og når begynner det?
Alle.
"""
    assert [post.first for post in interpreted(wall, "").posts] == [0, 5, 10, 15]


def test_a_wall_that_names_many_alike_does_not_take_one_for_another() -> None:
    first, second = "Lyngdalsfjord, Almdalen", "Daldalen, Lyngdalsfjor"
    posts = interpreted(f"Rom 1: {first}\n\nVi øver.\n\nRom 2: {second}\n\nVi sang.\n", "").posts
    assert [post.members for post in posts] == [
        ("Lyngdalsfjord", "Almdalen"),
        ("Lyngdalsfjord", "Daldalen"),
    ]


def test_a_question_that_paper_broke_is_asked_to_its_last_word() -> None:
    asked = {(1, 1): ("Hva trenger vi i et prosjekt for framtidas kulturskole?", "Hva trengs?")}
    broken = "2. Hva trenger vi i et prosjekt for framtidas\nkulturskole?\n\nTid.\n"
    heading = heading_at(lines_of(broken), 0, Wordings(asked), width=52)
    assert heading
    assert (heading.last, heading.whole) == (1, True)


def test_a_question_under_a_full_line_is_no_end_of_its_sentence() -> None:
    post = found(interpreted(PAPER), 1)
    assert asked(post) == [(1, 1), (1, 2), (1, 3)]


def test_the_first_words_of_a_question_are_that_question() -> None:
    made = interpreted("Rom 1\nHva må til?\nTid og folk\n\nRom 2\nHva først?\nPenger\n")
    assert [asked(post) for post in made.posts] == [[(2, 2)], [(1, 3)]]


def test_a_number_alone_on_top_says_which_question() -> None:
    made = interpreted("Rom 1\n3 - Flere timer\n\nRom 2\nDialog 2\n2.\nSkyss for alle\n")
    assert [asked(post) for post in made.posts] == [[(1, 3)], [(2, 2)]]


def test_a_room_with_a_post_for_each_question_is_not_done_with_a_dialogue_after_one() -> None:
    made = interpreted("Rom 1 - dialog 1\nSpm 2: Trygge steder\n\nRom 1\nSpm 1: Kor\n")
    assert [asked(post) for post in made.posts] == [[(1, 2)], [(1, 1)]]


def test_a_session_with_any_name_closes_a_head() -> None:
    made = interpreted("Rom 1 Del 2:\n\nHva må til?\nTid\n\nRom 4 oppgave 1\n1. Kor\n")
    assert [post.room for post in made.posts] == [1, 4]


def test_a_line_without_end_is_no_part_of_a_head() -> None:
    """Names were looked for in it before its length was: minutes, for a picture in letters."""
    made = interpreted("Rom 1\n" + "a" * 200_000 + "\n", "")
    assert [(post.room, len(made.post_text(post))) for post in made.posts] == [(1, 200_000)]


LINES = st.one_of(
    st.text(max_size=80),
    st.sampled_from(WALL.split("\n")),
    st.sampled_from(
        ["", " ", "1.", "2)", "Dialog 2", "# Rom 1", "****", "\ufffd", "- x", "Rom 9999999"]
    ),
)


@settings(max_examples=200)
@example(["𘳖", "", "a", "0", "0"], False)  # a page with no post before its border
@given(st.lists(LINES, max_size=40), st.booleans())
def test_every_line_is_in_a_post_or_listed_with_a_reason(lines: list[str], roster: bool) -> None:
    source = Source("text", lines_of("\n".join(lines)))
    made = understood(source, read_roster(ROSTER).entries if roster else (), programme())
    held = [place for post in made.posts for place in range(post.first, post.last + 1)]
    left = [place for each in made.left_over for place in range(each.first, each.last + 1)]
    assert sorted(held + left) == list(range(len(made.lines)))
    for post in made.posts:
        parts = [place for part in post.parts for place in range(part.first, part.last + 1)]
        assert parts == sorted(set(parts))
        held_by = {
            place for place in range(post.body, post.last + 1) if made.lines[place].text.strip()
        }
        assert held_by <= set(parts)
    assert all(each.why for each in made.left_over)


def test_invented_walls_are_understood_nearly_whole() -> None:
    for name, score in score_of((*TUNED[:2], HELD_BACK[0]), 2).items():
        for kind in ("borders", "rooms", "members", "questions"):
            assert min(score.shares(kind)) > 0.9, (name, kind, score.shares(kind))
