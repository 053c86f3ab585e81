"""Themes and quotes: what they count, what they keep of a note that changes, and the way back."""

from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest

from tests.cast import facilitator
from tests.server import Afternoon, Server, afternoon, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("harvest")) as running:
        yield running


class Harvest:
    """A seminar with something to harvest, and whoever harvests."""

    def __init__(self, seminar: Afternoon, client: httpx.Client | None = None) -> None:
        self.seminar = seminar
        self.client = client or seminar.organiser
        self.path = f"/api/v1/seminars/{seminar.id}"

    def theme(self, title: str, **more: Any) -> dict[str, Any]:
        made = self.client.post(f"{self.path}/themes", json={"title": title, **more})
        assert made.status_code == 201, made.text
        return dict(made.json())

    def put(self, theme: dict[str, Any], *notes: dict[str, Any], **more: Any) -> httpx.Response:
        wishes = [{"answer": each["answer_id"], "note": each["note_id"], **more} for each in notes]
        path = f"{self.path}/themes/{theme['id']}/quotes"
        return self.client.post(path, json={"quotes": wishes})

    def themes(self) -> list[dict[str, Any]]:
        return list(self.client.get(f"{self.path}/harvest").json()["themes"])

    def undo(self) -> httpx.Response:
        return self.client.post(f"{self.path}/harvest/undo")


@pytest.fixture
def harvest(server: Server) -> Harvest:
    return Harvest(afternoon(server))


def test_a_theme_counts_rooms_and_members_once_each_of_those_that_answered(
    harvest: Harvest,
) -> None:
    first = harvest.seminar.note("Vi treng større stillingar").json()
    again = harvest.seminar.note("Stillingene er for små").json()
    other = harvest.seminar.note("Større stillinger", room=1).json()
    theme = harvest.theme("Større stillinger", prompt=harvest.seminar.prompt())

    told = harvest.put(theme, first, again, other).json()

    assert told["tally"] == {"rooms": 2, "of_rooms": 2, "members": 3, "of_members": 3, "doubles": 0}
    assert [each["room"] for each in told["quotes"]] == [1, 1, 2]
    harvest.seminar.note("Noe helt annet", room=2)
    assert harvest.themes()[0]["tally"] == {
        "rooms": 2,
        "of_rooms": 3,
        "members": 3,
        "of_members": 5,
        "doubles": 0,
    }


def test_a_note_that_is_one_members_counts_that_member_alone(harvest: Harvest) -> None:
    said = harvest.seminar.note("Vi trenger tid", member="Granli").json()
    theme = harvest.theme("Tid")

    assert harvest.put(theme, said).json()["tally"]["members"] == 1


def test_a_quote_keeps_its_words_and_tells_what_the_note_says_now(harvest: Harvest) -> None:
    note = harvest.seminar.note("Skyss er dyrt").json()
    theme = harvest.theme("Skyss")
    (quote,) = harvest.put(theme, note).json()["quotes"]
    assert (quote["fate"], quote["now"]) == ("same", None)
    answer = harvest.seminar.answer()
    doc = answer["doc"]
    doc["content"][0]["content"][0]["text"] = "Skyss er ikke dyrt"
    path = f"/api/v1/answers/{answer['id']}"
    harvest.seminar.seats[0].put(path, json={"version": answer["version"], "doc": doc})

    (quote,) = harvest.themes()[0]["quotes"]
    assert (quote["text"], quote["fate"]) == ("Skyss er dyrt", "changed")
    assert quote["now"] == "Skyss er ikke dyrt"

    renewed = harvest.client.patch(f"{harvest.path}/quotes/{quote['id']}", json={"renew": True})
    (quote,) = renewed.json()["quotes"]
    assert (quote["text"], quote["fate"]) == ("Skyss er ikke dyrt", "same")


def test_what_somebody_saw_can_be_quoted_when_the_room_has_written_on(harvest: Harvest) -> None:
    note = harvest.seminar.note("Skyss er dyrt").json()
    answer = harvest.seminar.answer()
    doc = answer["doc"]
    doc["content"][0]["content"][0]["text"] = "Noe annet"
    path = f"/api/v1/answers/{answer['id']}"
    harvest.seminar.seats[0].put(path, json={"version": answer["version"], "doc": doc})

    (quote,) = harvest.put(harvest.theme("Skyss"), note, version=note["version"]).json()["quotes"]

    assert (quote["text"], quote["fate"]) == ("Skyss er dyrt", "changed")
    assert quote["version"] == note["version"]


def test_a_part_of_a_note_stays_the_same_for_as_long_as_its_words_stand(harvest: Harvest) -> None:
    note = harvest.seminar.note("Skyss er dyrt, og 🎻 er tunge").json()
    theme = harvest.theme("Skyss")
    (quote,) = harvest.put(theme, note, start=18, stop=28).json()["quotes"]
    assert quote["text"] == "🎻 er tunge"
    answer = harvest.seminar.answer()
    doc = answer["doc"]
    doc["content"][0]["content"][0]["text"] = "Og 🎻 er tunge"
    path = f"/api/v1/answers/{answer['id']}"
    harvest.seminar.seats[0].put(path, json={"version": answer["version"], "doc": doc})

    assert harvest.themes()[0]["quotes"][0]["fate"] == "same"
    for wrong in ({"start": 18, "stop": 2800}, {"start": 28, "stop": 18}, {"start": 2800}):
        assert harvest.put(theme, note, **wrong).json()["type"] == "no_note"


def test_what_a_room_has_removed_is_kept_in_sight_and_not_counted(harvest: Harvest) -> None:
    harvest.seminar.note("Står her")
    note = harvest.seminar.note("Borte snart").json()
    theme = harvest.theme("Borte")
    harvest.put(theme, note)
    answer = harvest.seminar.answer()
    path = f"/api/v1/answers/{answer['id']}"
    harvest.seminar.seats[0].put(path, json={"version": answer["version"], "text": "Står her"})

    told = harvest.themes()[0]

    assert (told["quotes"][0]["fate"], told["tally"]["rooms"]) == ("removed", 0)


def test_an_ask_is_to_somebody_and_a_theme_of_one_question_takes_no_other_answers(
    harvest: Harvest,
) -> None:
    refused = harvest.client.post(f"{harvest.path}/themes", json={"title": "Be", "kind": "ask"})
    assert (refused.status_code, refused.json()["type"]) == (422, "invalid")
    asked = harvest.theme("Mer tid", kind="ask", addressee="kommunen")
    assert asked["addressee"] == "kommunen"
    theme = harvest.theme("Her", prompt=harvest.seminar.prompt())
    elsewhere = harvest.seminar.note("Der", prompt=harvest.seminar.prompt(1)).json()

    assert harvest.put(theme, elsewhere).json()["type"] == "other_question"
    assert harvest.put(asked, elsewhere).status_code == 201


def test_each_undoes_their_own_acts_one_by_one(harvest: Harvest) -> None:
    other = Harvest(harvest.seminar, facilitator(harvest.seminar))
    note = harvest.seminar.note("Noe").json()
    mine = harvest.theme("Mitt")
    harvest.put(mine, note)
    theirs = other.theme("Deres")

    assert harvest.undo().json()["undone"]
    assert [(each["title"], each["quotes"]) for each in harvest.themes()] == [
        ("Mitt", []),
        ("Deres", []),
    ]
    assert harvest.undo().json()["undone"]
    assert [each["id"] for each in harvest.themes()] == [theirs["id"]]
    assert not harvest.undo().json()["undone"]


def test_a_removed_theme_comes_back_with_its_quotes(harvest: Harvest) -> None:
    note = harvest.seminar.note("Noe").json()
    theme = harvest.theme("Mitt", message="Alle vil ha mer tid.")
    harvest.put(theme, note)
    stood = harvest.themes()
    harvest.client.delete(f"{harvest.path}/themes/{theme['id']}")
    assert harvest.themes() == []

    harvest.undo()

    assert harvest.themes() == stood


def test_undoing_a_theme_never_takes_what_somebody_else_put_into_it(harvest: Harvest) -> None:
    other = Harvest(harvest.seminar, facilitator(harvest.seminar))
    theme = harvest.theme("Felles")
    other.put(theme, harvest.seminar.note("Noe").json())

    refused = harvest.undo()

    assert (refused.status_code, refused.json()["type"]) == (409, "moved_on")
    assert harvest.themes()[0]["tally"]["rooms"] == 1


def test_what_is_put_somewhere_twice_is_there_once_and_goes_where_it_is_moved(
    harvest: Harvest,
) -> None:
    note = harvest.seminar.note("Noe").json()
    first, second = harvest.theme("Én"), harvest.theme("To")
    (quote,) = harvest.put(first, note).json()["quotes"]
    assert harvest.put(first, note).json()["quotes"] == [quote]

    moved = harvest.client.patch(
        f"{harvest.path}/quotes/{quote['id']}", json={"theme": second["id"], "picked": True}
    ).json()

    assert (moved["id"], moved["quotes"][0]["picked"]) == (second["id"], True)
    assert harvest.themes()[0]["quotes"] == []


def test_themes_stand_in_the_order_they_are_given(harvest: Harvest) -> None:
    made = [harvest.theme(title) for title in ("A", "B", "C")]
    harvest.client.patch(f"{harvest.path}/themes/{made[2]['id']}", json={"place": 0})
    assert [each["title"] for each in harvest.themes()] == ["C", "A", "B"]
    harvest.undo()
    assert [each["title"] for each in harvest.themes()] == ["A", "B", "C"]


def test_a_question_that_nobody_has_answered_has_a_page_that_says_so(harvest: Harvest) -> None:
    page = f"/seminars/{harvest.seminar.id}/harvest/{harvest.seminar.prompt()}"
    shown = harvest.client.get(page)
    assert shown.status_code == 200
    assert "Ingen rom har svart på dette spørsmålet ennå." in shown.text
