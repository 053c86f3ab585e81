"""What a foreign page, a guessed code or a cache could do, and may not."""

import base64
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx2 as httpx
import pytest
from sqlalchemy import func, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from app.live.allowance import Allowance, Allowances
from app.people.identity import cookie_name
from app.people.models import Seat, Visitor
from app.people.wrong_codes import FREE, LONGEST, STEP, WrongCodes
from app.refusals import NotSaved
from app.settings import Settings
from tests.cast import facilitator
from tests.plain import NO_TLS
from tests.server import Afternoon, Server, afternoon
from tests.talk import talking

POLICY = "default-src 'none'"


def write(seminar: Afternoon, client: Any, **headers: str) -> Any:
    """A harmless write of the facilitator's: the stage that it has."""
    path = f"/api/v1/seminars/{seminar.id}/dialogues/{seminar.dialogue()}/stage"
    return client.put(path, json={"stage": "open"}, headers=headers)


def test_a_write_with_the_cookie_needs_the_mark_of_our_own_pages(seminar: Afternoon) -> None:
    client = facilitator(seminar)
    assert write(seminar, client).status_code == 200
    for wrong in ("", "x" * 32):
        refused = write(seminar, client, **{"x-csrf-token": wrong})
        assert (refused.status_code, refused.json()["type"]) == (403, "csrf")


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_write_from_another_site_is_refused_even_with_cookie_and_mark(
    seminar: Afternoon, headers: dict[str, str]
) -> None:
    refused = write(seminar, facilitator(seminar), **headers)
    assert (refused.status_code, refused.json()["type"]) == (403, "foreign_origin")


def test_a_write_from_our_own_page_is_taken(seminar: Afternoon) -> None:
    own = {"origin": seminar.server.url, "sec-fetch-site": "same-origin"}
    assert write(seminar, facilitator(seminar), **own).status_code == 200


def test_a_bearer_means_the_request_and_needs_neither(seminar: Afternoon) -> None:
    assert write(seminar, seminar.organiser, origin="https://a.script").status_code == 200


def test_a_password_for_the_proxy_in_front_is_no_bearer(seminar: Afternoon) -> None:
    client = facilitator(seminar)
    client.headers["authorization"] = "Basic a29tbXVuZTpoZW1tZWxpZw=="
    foreign = write(seminar, client, origin="https://evil.example")
    assert (foreign.status_code, foreign.json()["type"]) == (403, "foreign_origin")
    unmarked = write(seminar, client, **{"x-csrf-token": ""})
    assert (unmarked.status_code, unmarked.json()["type"]) == (403, "csrf")
    assert write(seminar, client).status_code == 200


def test_a_choice_of_language_leads_back_to_a_page_of_this_server_only(server: Server) -> None:
    for path in ("//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"):
        answer = server.client().post("/language", data={"language": "nn", "path": path})
        assert answer.headers["location"] == "/"
    odd = server.client(**{"hx-request": "true"})
    answer = odd.post("/language", data={"language": "nn", "path": "/j/\u2192"})
    assert answer.headers["hx-redirect"] == "/j/%E2%86%92"


def test_a_write_that_fails_leaves_no_text_in_the_error(server: Server) -> None:
    def verb(session: Session) -> None:
        session.execute(text("INSERT INTO nowhere VALUES (:said)"), {"said": "Eldrerådet"})

    with pytest.raises(NotSaved):
        server.store.write_now(verb)
    with server.store.reading() as session, pytest.raises(DBAPIError) as error:
        verb(session)
    assert "Eldrerådet" not in str(error.value)


def test_a_bearer_that_opens_nothing_is_told_so(seminar: Afternoon) -> None:
    seat = seminar.bearer()["Authorization"].removeprefix("Bearer ").partition(".")[0]
    for secret in ("org_unknown", "seat_unknown.mac", "seat_", "x" * 5_000, f"{seat}.\xe9"):
        answer = seminar.server.client().get(
            "/api/v1/seminars", headers={b"authorization": f"Bearer {secret}".encode("latin-1")}
        )
        assert (answer.status_code, answer.json()["type"]) == (401, "not_signed_in")


def test_a_cookie_that_opens_nothing_is_nobody(server: Server) -> None:
    client = server.client()
    client.cookies.set(cookie_name(server.app.runtime[Settings]), "unknown")
    assert client.get("/api/v1/seminars").status_code == 401


def test_every_answer_carries_the_policy_and_private_ones_are_never_stored(
    seminar: Afternoon,
) -> None:
    pages = ["/", "/healthz", "/api/v1/seminars", f"/j/{seminar.seminar['code']}", "/no/such/page"]
    for path in pages:
        answer = seminar.organiser.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith(POLICY)
        assert "unsafe" not in policy
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_above_the_limit_is_refused_as_too_large(seminar: Afternoon) -> None:
    answer = seminar.note("x" * 2_000_000)
    assert (answer.status_code, answer.json()["type"]) == (413, "too_large")


def slept(server: Server) -> list[float]:
    """How long wrong codes would have waited; they do not wait in the test."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    server.add(WrongCodes(sleep))
    return waited


def test_wrong_codes_wait_longer_and_longer_and_a_right_one_never(server: Server) -> None:
    seminar, waited = afternoon(server), slept(server)
    client, right = server.client(), {"code": seminar.seminar["code"], "room": 1}
    for at in range(FREE + 3):
        wrong = client.post("/api/v1/seats", json={"code": f"WRNG{at:04}", "room": 1})
        assert wrong.status_code == 404
    assert waited == pytest.approx([STEP, 2 * STEP, 3 * STEP])
    for _ in range(100):
        client.get("/j/WRONGCODE")
    assert max(waited) == LONGEST

    before = len(waited)
    assert client.post("/api/v1/seats", json=right).status_code == 201
    assert client.get(f"/j/{seminar.seminar['code']}").status_code == 200
    assert client.get(seminar.rooms[0]["url"]).status_code == 200
    assert len(waited) == before


@pytest.mark.parametrize("path", ["/r/{}.wrong", "/lead/{}.wrong", "/organiser/{}"])
def test_a_link_that_opens_nothing_keeps_nobody_waiting(seminar: Afternoon, path: str) -> None:
    waited = slept(seminar.server)
    client = seminar.server.client()
    for _ in range(FREE + 5):
        assert client.get(path.format(seminar.id)).status_code == 404
    assert waited == []


def test_what_another_site_asks_slows_nobody_who_types(seminar: Afternoon) -> None:
    waited = slept(seminar.server)
    client, foreign = seminar.server.client(), {"sec-fetch-site": "cross-site"}
    for at in range(FREE + 20):
        client.get(f"/j/WRONG{at}", headers=foreign)
    assert waited
    waited.clear()
    assert client.get("/j/WRONGCODE").status_code == 404
    assert waited == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "{own}"}, 303),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"origin": "null"}, 403),
        ({"origin": "null", "sec-fetch-site": "cross-site"}, 403),
        ({"origin": "{own}", "sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://elsewhere.example"}, 403),
        ({"origin": "{own}.elsewhere.example"}, 403),
        ({}, 403),
    ],
)
def test_a_form_without_scripts_is_taken_from_our_pages_only(
    seminar: Afternoon, headers: dict[str, str], status: int
) -> None:
    client = httpx.Client(base_url=seminar.server.url, verify=NO_TLS)
    assert client.post(seminar.rooms[0]["url"]).status_code == 303  # so that there is a cookie
    told = {name: value.format(own=seminar.server.url) for name, value in headers.items()}
    for path, fields in (("/language", {"language": "nn"}), (seminar.rooms[0]["url"], {})):
        assert client.post(path, data=fields, headers=told).status_code == status


def test_a_thousand_choices_of_language_leave_no_row(server: Server) -> None:
    for language in ("nb", "nn", "en") * 10:
        client = httpx.Client(base_url=server.url, verify=NO_TLS)
        client.post("/language", data={"language": language})
        assert f'<html lang="{language}"' in client.get("/").text
    with server.store.reading() as session:
        assert session.exec(select(func.count()).select_from(Visitor)).one() == 0


@pytest.mark.parametrize(
    "behind",
    [
        *(".", ",", ")", "%20", "%E2%80%8B", "%0A", "!", "%C2%BB", ".)"),
        *("_", "*_", "~", "%60", "-", "%E2%80%93", "|", "%5C", "(", "%3C", "&nbsp;"),
        *("&amp;", "%F0%9F%91%8D", "%E3%80%82", "%2B", "=", "%5E", "%C2%A7)."),
        *("?utm_source=teams", "%3Futm_source=x", "&fbclid=Iw1", "%26utm=1.", "%2", "%zz"),
        *("%20Rom%201", "%20(rom%202)", "%20%E2%80%93%20velkommen", "%3Cbr%3E", "%23a", "/", "/."),
    ],
)
def test_what_a_chat_puts_behind_a_link_is_taken_away(seminar: Afternoon, behind: str) -> None:
    client = seminar.server.client()
    lead = seminar.seminar["facilitator_url"]
    for url in (seminar.rooms[0]["url"], seminar.seminar["join_url"], lead):
        assert client.get(url + behind).status_code == 200


@pytest.mark.parametrize(
    ("before", "behind"),
    [
        ("%3C", "%3E"),
        ("(", ")"),
        ("%22", "%22,"),
        ("%E2%80%9C", "%E2%80%9D"),
        ("*", "*"),
        ("_", "_."),
        ("/", ""),
        ("%C2%AB", "%C2%BB"),
        ("%20", "%20Rom 1"),
    ],
)
def test_what_a_chat_puts_around_a_links_key_is_taken_away(
    seminar: Afternoon, before: str, behind: str
) -> None:
    client = seminar.server.client()
    lead, room = seminar.seminar["facilitator_url"], seminar.rooms[0]["url"]
    for url in (room, seminar.seminar["join_url"], lead):
        way, _, key = url.rpartition("/")
        assert client.get(f"{way}/{before}{key}{behind}").status_code == 200
    sent = unquote(f"{before}{room}{behind}")
    assert client.post("/api/v1/seats", json={"link": sent}).status_code == 201


def test_half_a_key_or_a_longer_code_opens_nothing(seminar: Afternoon) -> None:
    client = seminar.server.client()
    for url in (seminar.rooms[0]["url"][:-1], seminar.seminar["join_url"] + "A"):
        assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "inside", ["%E2%80%8B", "%C2%AD", "%EF%BB%BF", "%0D%0A", "%20", "%E2%81%A0"]
)
def test_what_is_not_seen_in_a_link_is_not_part_of_it(seminar: Afternoon, inside: str) -> None:
    client = seminar.server.client()
    lead, room = seminar.seminar["facilitator_url"], seminar.rooms[0]["url"]
    for url in (room, seminar.seminar["join_url"], lead):
        for at in (-1, -3):
            assert client.get(url[:at] + inside + url[at:]).status_code == 200
    torn = room[:-9] + unquote(inside) + room[-9:] + "."
    assert client.post("/api/v1/seats", json={"link": torn}).status_code == 201


def test_a_link_may_be_typed_in_capitals(seminar: Afternoon) -> None:
    client = seminar.server.client()
    lead = seminar.seminar["facilitator_url"]
    for url in (seminar.rooms[0]["url"], seminar.seminar["join_url"], lead):
        assert client.get(urlsplit(url).path.upper()).status_code == 200


def test_links_end_in_a_letter_or_digit_and_former_ones_still_open(seminar: Afternoon) -> None:
    links, client = seminar.server.links, seminar.server.client()
    for at in range(300):
        assert links.secret("room", f"r{at}", 1)[-1].isalnum()
    room = seminar.rooms[0]["id"]
    mac = links._mac("room", room, 1)[:18]
    former = f"{room}.{base64.urlsafe_b64encode(mac).decode()}"
    assert client.get(f"/r/{former}").status_code == 200
    assert client.get(f"/r/{former[:-5]}").status_code == 404


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/j", "/privacy", "/static/none.css"])
def test_head_answers_as_get_does_without_the_body(server: Server, path: str) -> None:
    head, get = server.client().head(path), server.client().get(path)
    assert (head.status_code, head.content) == (get.status_code, b"")
    assert head.headers["content-type"] == get.headers["content-type"]


def test_a_wrong_code_and_a_wrong_room_look_alike(server: Server) -> None:
    seminar = afternoon(server)
    code = seminar.seminar["code"]
    tries = [{"code": "WRNGCODE", "room": 1}, {"code": code, "room": 99}]
    answers = [server.client().post("/api/v1/seats", json=each) for each in tries]
    assert len({(each.status_code, each.text) for each in answers}) == 1


def test_codes_are_taken_as_people_type_them(server: Server) -> None:
    seminar = afternoon(server)
    code = str(seminar.seminar["code"]).lower()
    typed = {"code": f" {code[:4]}-{code[4:]} ", "room": 1}
    assert server.client().post("/api/v1/seats", json=typed).status_code == 201


def test_a_client_id_opens_no_seat_in_another_room_or_seminar(server: Server) -> None:
    rooms = [(afternoon(server).seminar["code"], room) for _ in range(2) for room in (1, 2)]
    wishes = [{"code": code, "room": room, "client_id": "1"} for code, room in rooms]
    seats = [server.client().post("/api/v1/seats", json=wish).json() for wish in wishes]
    assert len({seat["seat_token"] for seat in seats}) == len({s["room_id"] for s in seats}) == 4
    assert server.client().post("/api/v1/seats", json=wishes[0]).json() == seats[0]


def test_a_number_that_no_room_can_have_is_a_room_that_does_not_exist(server: Server) -> None:
    code = afternoon(server).seminar["code"]
    for number in (0, -1, 10_000, 10**30):
        wish = {"code": code, "room": number}
        assert server.client().post("/api/v1/seats", json=wish).status_code == 404
        assert server.client().get(f"/j/{code}/{number}").status_code == 404


def test_a_name_cannot_be_a_book_or_turn_the_line_around(seminar: Afternoon) -> None:
    room = seminar.rooms[0]["id"]
    draw = f"/api/v1/rooms/{room}/duties/draw"
    assert seminar.seats[0].post(draw, json={"names": ["x" * 61]}).status_code == 422
    wish = {"code": seminar.seminar["code"], "room": 1, "nickname": "\u202eirak\n\0 Nord"}
    seat = seminar.server.client().post("/api/v1/seats", json=wish).json()["seat_id"]
    with seminar.server.store.reading() as session:
        assert session.get_one(Seat, seat).nickname == "irak Nord"


@pytest.mark.parametrize(
    "until", ["9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59Z"]
)
def test_no_time_of_closing_lies_outside_of_the_calendar(seminar: Afternoon, until: str) -> None:
    path = f"/api/v1/seminars/{seminar.id}/dialogues/{seminar.dialogue()}/stage"
    answer = seminar.organiser.put(path, json={"stage": "closing", "until": until})
    assert (answer.status_code, answer.json()["type"]) == (422, "invalid")


def test_a_dialogue_cannot_be_archived_as_a_seminar_can(seminar: Afternoon) -> None:
    wish = {"dialogue": seminar.dialogue(), "stage": "archived"}
    answer = seminar.organiser.post(f"/seminars/{seminar.id}/stage", data=wish)
    assert answer.status_code == 422
    assert seminar.answer()["stage"] == "open"


def test_a_list_of_somebody_who_may_not_is_not_even_read(seminar: Afternoon) -> None:
    unreadable = {"text": ";;"}
    for path in ("rooms", "rooms/read"):
        address = f"/seminars/{seminar.id}/{path}"
        assert seminar.seats[0].post(address, data=unreadable).status_code == 404
        assert seminar.organiser.post(address, data=unreadable).status_code == 422


def test_a_language_that_is_no_word_ends_no_socket(seminar: Afternoon) -> None:
    room = seminar.rooms[0]["id"]
    with talking(seminar) as talk:
        said: Any
        for said in ({}, [], 1):
            talk.say("join", room=room, language=said)
            assert talk.hear("joined", "refused")["type"] == "refused"
        for said in (None, "xx"):
            talk.say("join", room=room, language=said)
            assert talk.hear("joined", "refused")["type"] == "joined"


def test_a_seminar_of_another_organiser_does_not_exist(server: Server) -> None:
    mine = afternoon(server)
    other = server.organiser("Ola Annen")
    assert other.get(f"/api/v1/seminars/{mine.id}").json()["type"] == "not_found"
    assert other.get("/api/v1/seminars").json() == []


def test_the_openapi_document_describes_every_route_of_the_api(server: Server) -> None:
    described = server.client().get("/api/v1/openapi.json").json()["paths"]
    for path in ("/api/v1/seats", "/api/v1/rooms/{room_id}/board", "/api/v1/seminars"):
        assert path in described


def test_a_seat_that_floods_over_http_is_told_to_wait_and_the_others_notice_nothing(
    seminar: Afternoon,
) -> None:
    seminar.server.add(Allowances(lambda: Allowance(0.01, 4)))
    assert [seminar.note("Enda et").status_code for _ in range(5)] == [201, 201, 201, 429, 429]

    refused = seminar.note("Enda et")
    assert refused.json()["type"] == "too_many"
    assert int(refused.headers["retry-after"]) > 0
    assert seminar.note("De andre skriver", 1).status_code == 201
    assert len(seminar.answer()["notes"]) == 3
    seminar.stage("closed")  # whoever leads is not counted


def test_pages_have_htmx_tell_its_origin_in_every_browser(server: Server) -> None:
    """Firefox says `Origin: null` for requests of htmx's own mode under our referrer policy."""
    assert '{"mode": "cors", ' in server.client().get("/").text
