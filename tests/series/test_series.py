"""Series: what is in them and in which order, the next seminar, and the way back."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx2 as httpx
import pytest

from app.people.rights import Stage
from app.seminars.models import Dialogue
from app.series.following import counted_on
from app.series.gatherings import state_of
from tests.cast import facilitator
from tests.leading import ORGANISER, Leading, signed_in
from tests.server import Afternoon, Server, afternoon

API = "/api/v1"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def ok(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json() if answer.content else None


def new(organiser: httpx.Client, title: str = "Samling 1", **wish: Any) -> str:
    sent = {"title": title, "preset": "blank", **wish}
    return str(ok(organiser.post(f"{API}/seminars", json=sent))["id"])


def series(organiser: httpx.Client, *seminars: str, title: str = "Året") -> str:
    made = str(ok(organiser.post(f"{API}/series", json={"title": title}))["id"])
    for each in seminars:
        ok(organiser.put(f"{API}/series/{made}/seminars/{each}"))
    return made


def shown(organiser: httpx.Client, id: str) -> list[dict[str, Any]]:
    return list(ok(organiser.get(f"{API}/series/{id}"))["seminars"])


@pytest.fixture
def organiser(server: Server) -> httpx.Client:
    return server.organiser()


@pytest.fixture
def pages(server: Server) -> Iterator[Leading]:
    leading = signed_in(server, ORGANISER)
    yield leading
    leading.client.close()


def test_seminars_come_by_their_day_and_those_without_one_last(organiser: httpx.Client) -> None:
    days = ("2027-05-01", None, "2026-12-01", "2027-02-01")
    made = series(organiser, *(new(organiser, f"Dag {day}", held_on=day) for day in days))

    assert [each["held_on"] for each in shown(organiser, made)] == [
        "2026-12-01",
        "2027-02-01",
        "2027-05-01",
        None,
    ]


def test_one_without_a_day_has_the_day_on_which_it_was_opened(seminar: Afternoon) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).date().isoformat()
    later = new(seminar.organiser, "Neste", held_on=tomorrow)
    made = series(seminar.organiser, later, seminar.id)

    assert [each["id"] for each in shown(seminar.organiser, made)] == [seminar.id, later]


def test_day_place_and_region_are_told_and_can_be_changed(organiser: httpx.Client) -> None:
    id = new(organiser, held_on="2027-02-01", place="Fjellvik", region="Nord")
    path = f"{API}/seminars/{id}"
    told = ok(organiser.patch(path, json={"place": "Granli", "held_on": None}))

    assert (told["held_on"], told["place"], told["region"]) == (None, "Granli", "Nord")


def test_a_seminar_is_in_one_series_and_is_said_to_have_moved(organiser: httpx.Client) -> None:
    id = new(organiser)
    first, other = series(organiser, id), series(organiser, title="Neste år")

    moved = ok(organiser.put(f"{API}/series/{other}/seminars/{id}"))
    again = ok(organiser.put(f"{API}/series/{other}/seminars/{id}"))

    assert (moved["moved_from"], again["moved_from"]) == (first, None)
    assert (len(shown(organiser, first)), len(shown(organiser, other))) == (0, 1)
    assert ok(organiser.get(f"{API}/seminars/{id}"))["series"] == other


def test_deleting_a_series_deletes_no_seminar_and_deleting_a_seminar_no_series(
    server: Server, organiser: httpx.Client, pages: Leading
) -> None:
    one, two = new(organiser, "En"), new(organiser, "To")
    kept, gone = series(organiser, one), series(organiser, two)

    assert organiser.delete(f"{API}/series/{gone}").status_code == 204
    assert ok(organiser.get(f"{API}/seminars/{two}"))["series"] is None
    code = ok(organiser.get(f"{API}/seminars/{one}"))["code"]
    assert pages.post(f"/seminars/{one}/delete", {"code": code}).status_code == 200
    assert shown(organiser, kept) == []
    refused = organiser.post(f"{API}/series/{kept}/next", json={})
    assert (refused.status_code, refused.json()["type"]) == (409, "nothing_before")


def test_the_next_one_keeps_programme_rooms_and_duties_and_no_text(seminar: Afternoon) -> None:
    organiser, path = seminar.organiser, f"{API}/seminars/{seminar.id}"
    seminar.note("Dette sa vi sist")
    ok(organiser.patch(path, json={"title": "Samling 1", "place": "Vik", "region": "Nord"}))
    plan = {"steps": [{"kind": "point", "text": "Lunsj", "at": "12:00"}]}
    ok(organiser.put(f"{path}/plan", json=plan))
    made = series(organiser, seminar.id)

    following = ok(organiser.post(f"{API}/series/{made}/next", json={"held_on": "2027-01-15"}))

    assert following["title"] == "Samling 2"
    assert (following["held_on"], following["place"]) == ("2027-01-15", "Vik")
    assert (following["region"], following["series"]) == ("Nord", made)
    there = f"{API}/seminars/{following['id']}"
    for name in ("dialogues", "duties"):
        texts = [
            [(each.get("title"), each.get("name")) for each in told[name]]
            for told in (ok(organiser.get(path)), following)
        ]
        assert texts[0] == texts[1]
    rooms = [
        [
            (room["number"], [each["name"] for each in room["members"]])
            for room in ok(organiser.get(f"{at}/rooms"))
        ]
        for at in (path, there)
    ]
    assert rooms[0] == rooms[1]
    assert [each["text"] for each in ok(organiser.get(f"{there}/plan"))["steps"]] == ["Lunsj"]
    archive = organiser.get(f"{there}/export?format=json").text
    assert "Dette sa vi sist" not in archive


def test_the_next_one_may_be_made_after_another_than_the_last(organiser: httpx.Client) -> None:
    north = new(organiser, "Nord 1", region="Nord", held_on="2026-12-01")
    south = new(organiser, "Sør 1", region="Sør", held_on="2026-12-02")
    made = series(organiser, north, south)
    path = f"{API}/series/{made}/next"

    assert ok(organiser.post(path, json={}))["region"] == "Sør"
    assert ok(organiser.post(path, json={"after": north}))["title"] == "Nord 2"
    assert organiser.post(path, json={"after": new(organiser)}).status_code == 404


def test_whoever_leads_one_seminar_sees_the_series_and_no_way_into_the_others(
    seminar: Afternoon,
) -> None:
    other = new(seminar.organiser, "Den andre")
    made = series(seminar.organiser, seminar.id, other)
    leader = facilitator(seminar)

    page = leader.get(f"/series/{made}").text
    assert f"/seminars/{seminar.id}/settings" in page
    assert "Den andre" in page
    assert f"/seminars/{other}" not in page
    assert "Slett serien" not in page
    assert leader.post(f"/series/{made}", data={"title": "Mitt"}).status_code == 404
    assert seminar.seats[0].get(f"{API}/series/{made}").status_code == 404
    assert seminar.server.organiser("En annen").get(f"{API}/series/{made}").status_code == 404


def test_another_organisers_seminar_is_not_found(server: Server, organiser: httpx.Client) -> None:
    theirs = new(server.organiser("En annen"))
    made = series(organiser)

    assert organiser.put(f"{API}/series/{made}/seminars/{theirs}").status_code == 404


def test_a_rehearsal_is_in_no_series(seminar: Afternoon) -> None:
    organiser = seminar.organiser
    made = series(organiser, seminar.id)
    path = f"{API}/seminars/{seminar.id}/rehearsal"
    rehearsal = ok(organiser.put(path, json={"speed": 0}))["seminar"]

    refused = organiser.put(f"{API}/series/{made}/seminars/{rehearsal}")

    assert (refused.status_code, refused.json()["type"]) == (409, "rehearsal")
    assert ok(organiser.get(f"{API}/seminars/{rehearsal}"))["series"] is None
    assert len(shown(organiser, made)) == 1


def pressed(pages: Leading, path: str, **data: str) -> str:
    """The address that a press leads to."""
    answer = pages.post(path, data)
    assert answer.status_code == 204, answer.text
    return str(answer.headers["hx-redirect"])


def undone(pages: Leading, address: str) -> httpx.Response:
    """The undo that the page there offers."""
    (sealed,) = pages.found(r'name="sealed" value="([^"]+)"', address)
    return pages.post("/series/undo", {"sealed": sealed})


def test_every_press_on_the_page_is_told_and_can_be_undone(
    organiser: httpx.Client, pages: Leading
) -> None:
    one, two = new(organiser, "En", held_on="2026-12-01"), new(organiser, "To")
    here, other = f"/series/{series(organiser, one)}", series(organiser, two, title="Det andre")
    id = here.rsplit("/", 1)[1]

    def ids() -> set[str]:
        return {each["id"] for each in shown(organiser, id)}

    renamed = pressed(pages, here, title="Nytt navn")
    assert "Nytt navn" in pages.page(renamed)
    undone(pages, renamed)
    assert ok(organiser.get(f"{API}{here}"))["title"] == "Året"

    moved = pressed(pages, f"{here}/put-in", seminar=two)
    assert "ikke lenger i «Det andre»" in pages.page(moved)
    assert ids() == {one, two}
    undone(pages, moved)
    assert ids() == {one}
    assert {each["id"] for each in shown(organiser, other)} == {two}

    taken = pressed(pages, f"{here}/take-out", seminar=one)
    assert ids() == set()
    undone(pages, taken)
    assert ids() == {one}

    deleted = pressed(pages, f"{here}/delete")
    assert organiser.get(f"{API}{here}").status_code == 404
    assert undone(pages, deleted).headers["hx-redirect"].startswith(here)
    assert ids() == {one}
    assert undone(pages, deleted).status_code == 409


def test_undo_leaves_alone_what_has_gone_on(organiser: httpx.Client, pages: Leading) -> None:
    one, two, three = (new(organiser, each) for each in ("En", "To", "Tre"))
    here = series(organiser, one, two, three)
    deleted = pressed(pages, f"/series/{here}/delete")
    later = series(organiser, two, title="Senere")
    code = ok(organiser.get(f"{API}/seminars/{three}"))["code"]
    pages.post(f"/seminars/{three}/delete", {"code": code})

    undone(pages, deleted)

    assert [each["id"] for each in shown(organiser, here)] == [one]
    assert [each["id"] for each in shown(organiser, later)] == [two]


def test_undo_into_a_series_that_is_gone_takes_the_seminar_out(
    organiser: httpx.Client, pages: Leading
) -> None:
    one = new(organiser)
    first, here = series(organiser, one), series(organiser, title="Denne")
    moved = pressed(pages, f"/series/{here}/put-in", seminar=one)
    ok(organiser.delete(f"{API}/series/{first}"))

    undone(pages, moved)

    assert ok(organiser.get(f"{API}/seminars/{one}"))["series"] is None


def test_forty_seminars_are_deleted_from_their_series_and_come_back(
    organiser: httpx.Client, pages: Leading
) -> None:
    all_of_them = [new(organiser, f"Samling {at}") for at in range(1, 41)]
    here = series(organiser, *all_of_them)
    address = pressed(pages, f"/series/{here}/delete")

    undone(pages, address)

    assert [each["id"] for each in shown(organiser, here)] == all_of_them
    assert len(address) < 2_000


def test_a_day_that_is_none_comes_back_with_the_rest(
    organiser: httpx.Client, pages: Leading
) -> None:
    here = f"/series/{series(organiser, new(organiser))}"
    sent = {"title": "Neste", "held_on": "på torsdag", "place": "Vik", "region": ""}
    answer = pages.post(f"{here}/next", sent)

    assert answer.status_code == 422
    assert 'value="på torsdag"' in answer.text
    assert 'value="Vik"' in answer.text
    assert len(shown(organiser, here.rsplit("/", 1)[1])) == 1


def test_what_is_wrong_leads_to_the_field_that_it_is_about(
    organiser: httpx.Client, pages: Leading
) -> None:
    here = f"/series/{series(organiser, new(organiser))}"
    for path, label in ((here, "Hva heter serien?"), (f"{here}/next", "Hva heter seminaret?")):
        shown = pages.post(path, {"title": ""}).text
        (field,) = re.findall(r'class="ds-link" href="#([\w-]+)"', shown)
        assert f'for="{field}">{label}' in shown
        assert shown.count(f'id="{field}"') == 1


def test_a_series_without_a_name_is_not_made_and_says_so(pages: Leading) -> None:
    answer = pages.post("/series", {"title": "  "})

    assert answer.status_code == 422
    assert "Skriv noe her." in answer.text


def test_an_archive_joins_the_series_of_its_name_or_makes_it(server: Server) -> None:
    seminar = afternoon(server)
    seminar.note("Noe")
    organiser = seminar.organiser
    ok(organiser.patch(f"{API}/seminars/{seminar.id}", json={"held_on": "2026-12-01"}))
    here = series(organiser, seminar.id)
    file = organiser.get(f"{API}/seminars/{seminar.id}/export?format=json").content

    def moved(by: httpx.Client) -> dict[str, Any]:
        id = ok(by.post(f"{API}/imports", files={"file": ("x.json", file)}))["id"]
        return dict(ok(by.post(f"{API}/imports/{id}/confirm", json={})))

    assert moved(organiser)["series"] == here
    other = server.organiser("En annen")
    made = moved(other)
    assert (made["held_on"], made["series"] == here) == ("2026-12-01", False)
    assert ok(other.get(f"{API}/series/{made['series']}"))["title"] == "Året"


def dialogue(stage: Stage, **more: Any) -> Dialogue:
    return Dialogue(seminar_id="s", position=1, title="D", stage=stage, **more)


@pytest.mark.parametrize(
    ("stages", "held_on", "archived", "state"),
    [
        ((), None, False, "planned"),
        ((Stage.DRAFT,), date(2026, 11, 28), False, "planned"),
        ((Stage.DRAFT,), date(2026, 11, 27), False, "over"),
        ((Stage.DRAFT, Stage.OPEN), date(2026, 11, 1), False, "open"),
        ((Stage.CLOSED, Stage.DRAFT), date(2026, 11, 28), False, "open"),
        ((Stage.CLOSED, Stage.DRAFT), None, True, "over"),
        ((Stage.CLOSED, Stage.READING), None, False, "over"),
    ],
    ids=str,
)
def test_how_far_a_seminar_has_come(
    stages: tuple[Stage, ...], held_on: date | None, archived: bool, state: str
) -> None:
    found = [dialogue(each) for each in stages]

    assert state_of(found, NOON, held_on, archived=archived) == state


def test_a_closing_whose_time_has_come_is_over() -> None:
    closing = [dialogue(Stage.CLOSING, until=NOON)]

    assert state_of(closing, NOON - timedelta(minutes=1), None, archived=False) == "open"
    assert state_of(closing, NOON, None, archived=False) == "over"


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("2. samling", "2. samling"),
        ("Samling 9", "Samling 10"),
        ("Vår 2027", "Vår 2027"),
        ("Året", "Året"),
    ],
)
def test_a_title_counts_on(title: str, following: str) -> None:
    assert counted_on(title) == following
