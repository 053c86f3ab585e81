"""By what a room is entered: every way in × what the seminar says × stage × who comes."""

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from app.people.rights import WAYS_IN, Act, Actor, Stage, WayIn, may
from app.people.wrong_codes import FREE, WrongCodes
from tests.cast import Cast, cast
from tests.cast import facilitator as by_facilitator_link
from tests.exports.test_api import words
from tests.rooms.browsing import Browser, address, enter
from tests.server import Afternoon, Server, afternoon, serving
from tests.talk import Talk

Way = Callable[[Afternoon, httpx.Client], httpx.Response]


def code_of(seminar: Afternoon) -> str:
    return str(seminar.seminar["code"])


def by_code(method: str, path: str) -> Way:
    return lambda seminar, client: client.request(method, path.format(code=code_of(seminar)))


def by_link(method: str) -> Way:
    return lambda seminar, client: client.request(method, address(seminar))


def seat_by_code(seminar: Afternoon, client: httpx.Client) -> httpx.Response:
    return client.post("/api/v1/seats", json={"code": code_of(seminar), "room": 1})


def seat_by_link(seminar: Afternoon, client: httpx.Client) -> httpx.Response:
    return client.post("/api/v1/seats", json={"link": seminar.rooms[0]["url"]})


WAYS: dict[Act, dict[str, Way]] = {
    Act.CHOOSE_ROOM: {
        "lobby": by_code("GET", "/j/{code}"),
        "lobby's head": by_code("HEAD", "/j/{code}"),
        "door": by_code("GET", "/j/{code}/1"),
        "door's button": by_code("POST", "/j/{code}/1"),
        "seat": seat_by_code,
    },
    Act.ENTER: {
        "door": by_link("GET"),
        "door's head": by_link("HEAD"),
        "door's button": by_link("POST"),
        "seat": seat_by_link,
    },
}
EITHER_WAY = {Stage.OPEN, Stage.ARCHIVED}
"""What leads in asks only whether the seminar is archived: the first ways are tried in every stage,
the others there in these two, and in the rest by `make test-slow`."""
CASES = [
    pytest.param(
        act,
        way,
        entry,
        stage,
        marks=[pytest.mark.slow] * (at > 0 and stage not in EITHER_WAY),
    )
    for entry, stage, (act, ways) in product(WayIn, Stage, WAYS.items())
    for at, way in enumerate(ways)
]
IN, BY_LINK, OVER = {200, 201, 303}, {403}, {410}


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with serving(tmp_path_factory.mktemp("doors")) as server:
        server.add(WrongCodes(at_once))  # here many codes are wrong, since they open nothing
        yield cast(afternoon(server), afternoon(server))


async def at_once(seconds: float) -> None:
    pass


def let(seminar: Afternoon, entry: str) -> dict[str, Any]:
    changed = seminar.organiser.patch(f"/api/v1/seminars/{seminar.id}", json={"entry": entry})
    assert changed.status_code == 200, changed.text
    return dict(changed.json())


def archive(seminar: Afternoon, *, archived: bool = True) -> None:
    path = f"/api/v1/seminars/{seminar.id}/archive"
    seminar.organiser.put(path, json={"archived": archived}).raise_for_status()


def expected(actor: Actor, act: Act, way: str, entry: WayIn, stage: Stage) -> set[int]:
    if actor is Actor.SEAT and way in ("door", "door's head"):
        return {303}  # is led into its room, where it sits already
    counts = stage if stage is Stage.ARCHIVED else Stage.OPEN
    if not may(actor, act, counts):
        return OVER
    return IN if entry in WAYS_IN[act] else BY_LINK


@pytest.mark.parametrize(("act", "way", "entry", "stage"), CASES, ids=str)
def test_every_way_in_leads_just_where_the_seminar_says(
    everybody: Cast, act: Act, way: str, entry: WayIn, stage: Stage
) -> None:
    everybody.set(Stage.OPEN)
    let(everybody.seminar, entry)
    everybody.set(stage)
    nobody = everybody.seminar.server.client()
    for actor, client in [*everybody.clients.items(), (Actor.OUTSIDER, nobody)]:
        found = WAYS[act][way](everybody.seminar, client)
        assert found.status_code in expected(actor, act, way, entry, stage), (actor, found.text)
        if found.status_code == 303 and client.cookies and actor is not Actor.SEAT:
            client.post(f"/rooms/{everybody.seminar.rooms[0]['id']}/leave")


@pytest.mark.parametrize("archived", [False, True], ids=["open", "archived"])
def test_a_seat_of_elsewhere_finds_no_room_on_any_channel(server: Server, archived: bool) -> None:
    seminar, other = afternoon(server), afternoon(server)
    archive(seminar, archived=archived)
    room, stranger = seminar.rooms[0]["id"], other.seats[0]
    calls = [("GET", f"/api/v1/rooms/{room}/{each}") for each in ("board", "changes", "writers")]
    calls += [("GET", f"/api/v1/rooms/{room}/export?format=docx"), ("GET", f"/rooms/{room}")]
    calls += [("POST", f"/api/v1/rooms/{room}/help"), ("POST", f"/rooms/{room}/help")]
    told = {stranger.request(*call).status_code for call in calls}
    with connect(server.live, additional_headers=other.bearer()) as opened:
        talk = Talk(opened)
        assert talk.join(room)["problem"] == {"type": "not_found"}
        assert talk.closed() == 4404
    assert told == {404}


def test_who_has_left_a_room_is_told_when_its_seminar_is_over(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.client.post(f"{browser.path}/leave")
    asks = "ikke lenger i rom 1"
    assert asks in browser.client.get(browser.path).text
    archive(seminar)
    gone = browser.client.get(browser.path)
    assert gone.status_code == 404
    assert "Dette seminaret er slutt" in gone.text
    assert asks not in gone.text


def test_a_bearer_means_the_socket_whatever_page_asks(seminar: Afternoon) -> None:
    foreign = {"Origin": "https://elsewhere.example"}
    with connect(seminar.server.live, additional_headers=seminar.bearer() | foreign) as opened:
        assert Talk(opened).hello["type"] == "hello"
    with (
        pytest.raises(InvalidStatus, match="403"),
        connect(seminar.server.live, additional_headers=foreign),
    ):
        pass


def test_a_seat_is_taken_by_one_key_and_not_by_two_or_none(seminar: Afternoon) -> None:
    key = {"code": code_of(seminar), "room": 1}
    link = {"link": seminar.rooms[0]["url"]}
    stranger = seminar.server.client()
    for wish in ({}, {"room": 1}, {"code": code_of(seminar)}, {**key, **link}):
        refused = stranger.post("/api/v1/seats", json=wish)
        assert (refused.status_code, refused.json()["type"]) == (422, "invalid")
    secret = link["link"].rpartition("/")[2]
    assert stranger.post("/api/v1/seats", json={"link": secret}).status_code == 201
    forged = stranger.post("/api/v1/seats", json={"link": secret[:-1] + "1"})
    assert (forged.status_code, forged.json()["type"]) == (404, "not_found")


def test_who_sits_in_a_room_stays_when_the_setting_changes(seminar: Afternoon) -> None:
    browser = Browser(seminar.server.client(), seminar.rooms[0]["id"])
    browser.client.post(f"/j/{code_of(seminar)}/1")
    let(seminar, "link")
    assert 'data-mode="write"' in browser.page()
    assert seminar.note("Fortsatt her").status_code == 201
    # Whoever sits here finds back, and no further.
    own = browser.client.get(f"/j/{code_of(seminar)}/1")
    assert own.headers["location"] == browser.path
    assert browser.client.get(f"/j/{code_of(seminar)}/2").status_code == 403
    let(seminar, "code")
    assert browser.client.get(f"/j/{code_of(seminar)}/2").status_code == 200


def test_only_who_came_by_the_code_is_led_back_to_the_rooms(seminar: Afternoon) -> None:
    lobby = f"/j/{code_of(seminar)}"
    by_link = enter(seminar)
    by_code = enter(seminar)
    by_code.client.post(f"{lobby}/1")
    assert by_code.client.post(f"{by_code.path}/leave").headers["location"] == lobby
    assert by_link.client.post(f"{by_link.path}/leave").headers["location"] == by_link.path
    assert 'action="/j"' in by_link.client.get(by_link.path).text

    changed = enter(seminar)
    changed.client.post(f"{lobby}/1")
    let(seminar, "link")
    assert changed.client.post(f"{changed.path}/leave").headers["location"] == changed.path
    assert 'action="/j"' not in changed.client.get(changed.path).text


@pytest.mark.parametrize("entry", WayIn)
def test_who_came_by_a_link_meets_the_code_nowhere(seminar: Afternoon, entry: WayIn) -> None:
    let(seminar, entry)
    seminar.note("Noe å lese")
    shown = [seminar.server.client().get(address(seminar)).text]
    browser = enter(seminar)
    room, api = browser.path, f"/api/v1{browser.path}"
    token = seminar.server.client().post("/api/v1/seats", json={"link": seminar.rooms[0]["url"]})
    seat = seminar.server.client(token.json()["seat_token"])
    with connect(
        seminar.server.live,
        additional_headers={"authorization": seat.headers["authorization"]},
    ) as opened:
        shown.append(str(Talk(opened).join(browser.room_id)))
    answer = seminar.answer()["id"]
    pages = [room, f"{room}/history", f"{room}/history/{answer}", f"{room}/dialogues"]
    facts = [f"{api}/board", f"{api}/changes?since=0", f"{api}/writers"]
    shown += [browser.client.get(path).text for path in pages + facts]
    shown.append(words(browser.client.get(f"{api}/export?format=docx").content))
    seminar.stage("reading")
    ways = ["", "/rooms", "/rooms/1", "/members", f"/questions/{seminar.prompt()}"]
    shown += [browser.client.get(f"/read/{seminar.id}{way}").text for way in ways]
    left = browser.client.post(f"{browser.path}/leave")
    shown += [str(left.headers), left.text, browser.client.get(browser.path).text]
    shown.append(browser.client.get("/").text)
    assert not [page for page in shown if holds_code(page, seminar)]


def holds_code(text: str, seminar: Afternoon) -> bool:
    return code_of(seminar) in "".join(text.split())


def test_what_a_hall_sees_holds_the_code_only_where_it_opens_something(seminar: Afternoon) -> None:
    with_it = {"", "/share", "/share/screen", "/sheets", "/sheets?room=2"}
    pages = {*with_it, "/plenum", "/grid", "/rooms"}
    leader = by_facilitator_link(seminar)

    def with_code() -> set[str]:
        found = {page: leader.get(f"/seminars/{seminar.id}{page}") for page in pages}
        assert {page.status_code for page in found.values()} == {200}
        return {path for path, page in found.items() if holds_code(page.text, seminar)}

    assert with_code() == with_it
    assert let(seminar, "link")["join_url"] is None
    assert with_code() == set()
    for kind in ("svg", "png"):
        assert leader.get(f"/api/v1/seminars/{seminar.id}/qr?format={kind}").status_code == 403
        of_room = leader.get(f"/api/v1/seminars/{seminar.id}/qr?format={kind}&room=1")
        assert of_room.status_code == 200
        assert code_of(seminar) not in of_room.headers["content-disposition"]
    assert let(seminar, "code")["join_url"].endswith(code_of(seminar))


def test_whoever_leads_chooses_on_the_page_to_share(seminar: Afternoon) -> None:
    leader = by_facilitator_link(seminar)
    path = f"/seminars/{seminar.id}/share"
    assert leader.post(path, data={"entry": "link"}).headers["location"] == path
    assert 'value="link" checked' in " ".join(leader.get(path).text.split())
    assert leader.post(path, data={"entry": "anything"}).status_code == 422
    assert leader.get(f"/api/v1/seminars/{seminar.id}").json()["entry"] == "link"
    assert enter(seminar).client.post(path, data={"entry": "code"}).status_code == 404
    archive(seminar)
    assert leader.post(path, data={"entry": "code"}).status_code == 409


def test_a_seminar_is_made_and_copied_with_its_setting(seminar: Afternoon) -> None:
    assert seminar.seminar["entry"] == "code"
    wish = {"title": "Bare lenker", "preset": "blank", "entry": "link"}
    made = seminar.organiser.post("/api/v1/seminars", json=wish).json()
    assert (made["entry"], made["join_url"]) == ("link", None)
    form = {"title": "Igjen", "language": "nb", "earlier": made["id"]}
    copied = seminar.organiser.post("/seminars/new", data=form).headers["location"]
    assert seminar.organiser.get(f"/api/v1{copied}").json()["entry"] == "link"
    wrong = seminar.organiser.patch(f"/api/v1/seminars/{seminar.id}", json={"entry": "door"})
    assert wrong.status_code == 422


def test_a_code_that_opens_no_room_is_counted_as_a_wrong_one(seminar: Afternoon) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    seminar.server.add(WrongCodes(sleep))
    let(seminar, "link")
    stranger = seminar.server.client()
    ways = WAYS[Act.CHOOSE_ROOM].values()
    for way in list(ways) * (FREE // len(ways) + 1):
        way(seminar, stranger)
    assert waits
    waits.clear()
    for way in WAYS[Act.ENTER].values():
        assert way(seminar, seminar.server.client()).status_code in IN
    assert not waits


@pytest.mark.parametrize(
    "keys", list(WAYS[Act.CHOOSE_ROOM].items()) + list(WAYS[Act.ENTER].items())
)
def test_newcomers_to_an_archived_seminar_hear_that_it_is_over_and_where_to_read(
    seminar: Afternoon, keys: tuple[str, Way]
) -> None:
    name, way = keys
    seminar.stage("reading")
    archive(seminar)
    newcomer = seminar.server.client(**{"accept-language": "nb"})
    told = way(seminar, newcomer)
    assert told.status_code == 410
    if name == "seat":
        assert told.json()["type"] == "over"
        assert (told.json()["stage"], told.json()["read"]) == ("archived", f"/read/{seminar.id}")
        assert told.json()["title"].startswith("Dette seminaret er slutt")
        return
    if "head" in name:
        return
    assert "Dette seminaret er slutt" in told.text
    assert f'href="/read/{seminar.id}"' in told.text
    assert newcomer.get(f"/read/{seminar.id}").status_code == 200
    archive(seminar, archived=False)
    seminar.stage("closed")
    archive(seminar)
    closed = way(seminar, newcomer).text
    assert "/read/" not in closed
    assert "Spør den som ledet seminaret" in closed


def test_where_all_writing_is_over_the_door_says_so_before_anybody_goes_in(
    seminar: Afternoon,
) -> None:
    said = "Skrivingen er over i dette seminaret."
    pages = (f"/j/{code_of(seminar)}", f"/j/{code_of(seminar)}/1", address(seminar))

    def told() -> list[tuple[bool, bool]]:
        found = [seminar.server.client().get(path).text for path in pages]
        return [(said in page, f'href="/read/{seminar.id}"' in page) for page in found]

    seminar.stage("closed")  # Dialog 2 is still to come
    assert told() == [(False, False)] * 3
    seminar.stage("closed", dialogue=1)
    assert told() == [(True, False)] * 3
    seminar.stage("reading")
    assert told() == [(True, True)] * 3
    seminar.stage("open", dialogue=1)
    assert told() == [(False, False)] * 3


def test_who_sits_in_an_archived_room_still_finds_back_by_its_link(seminar: Afternoon) -> None:
    browser = enter(seminar)
    archive(seminar)
    assert browser.client.get(address(seminar)).headers["location"] == browser.path


def test_the_facilitators_link_of_an_archived_seminar_says_what_it_still_opens(
    seminar: Afternoon,
) -> None:
    path = urlsplit(seminar.seminar["facilitator_url"]).path
    newcomer = seminar.server.client(**{"accept-language": "nb"})
    assert "slutt" not in newcomer.get(path).text
    archive(seminar)
    assert newcomer.head(path).status_code == 200
    page = newcomer.get(path).text
    assert "Dette seminaret er slutt og arkivert." in page
    assert "leder du seminaret" not in page
    onwards = newcomer.post(path).headers["location"]
    assert newcomer.get(onwards).status_code == 200
