"""Duties, the clock, help and messages, as a room's pages carry them out."""

import itertools

import pytest
from sqlmodel import Session, select

from app.refusals import Invalid
from app.rooms import duties
from app.rooms.help import see_help
from app.rooms.messages import end, messages, messages_for_leaders, see, send
from app.rooms.models import Message, Part, Room, Seen
from tests.patience import until
from tests.rooms.browsing import Browser, enter
from tests.server import PART, Afternoon
from tests.talk import talking


def room(session: Session, seminar: Afternoon, index: int = 0) -> Room:
    return session.get_one(Room, seminar.rooms[index]["id"])


def tell(seminar: Afternoon, text: str, to: int | None = None) -> Message:
    def verb(session: Session) -> Message:
        return send(session, seminar.id, text, None if to is None else room(session, seminar, to))

    return seminar.server.store.write_now(verb)


def duty(seminar: Afternoon, index: int) -> str:
    return str(seminar.seminar["duties"][index]["id"])


def test_duties_are_drawn_among_those_here_and_the_typed_names(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    shown = browser.post("/duties/draw", others="Berit, Carl").text
    assert "Berit" in shown
    assert "Carl" in shown
    assert 'class="vacant"' not in shown


def test_duties_are_drawn_anew_only_by_who_was_asked(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    assert "hx-confirm" not in browser.page("").split('id="draw-duties"')[1].split(">")[0]
    drawn = browser.post("/duties/draw").text

    assert "hx-confirm" in drawn.split('id="draw-duties"')[1].split(">")[0]
    assert "Berit" not in browser.post("/duties/draw", others="Berit, Carl").text
    assert "Berit" in browser.post("/duties/draw", others="Berit, Carl", again="true").text


def test_drawing_again_hands_the_duties_out_otherwise(seminar: Afternoon) -> None:
    room = seminar.rooms[0]["id"]

    def drawn() -> list[str]:
        answer = seminar.seats[0].post(
            f"/api/v1/rooms/{room}/duties/draw", json={"names": ["Kari", "Berit"]}
        )
        return [each["name"] for each in answer.json()["duties"]]

    for before, after in itertools.pairwise(drawn() for _ in range(12)):
        assert before != after


def test_drawing_in_dialogue_2_keeps_who_had_what_in_dialogue_1(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    first, second, *_ = (each["id"] for each in seminar.seminar["duties"])
    browser.post("/duties", **{f"holder-{first}": "name", f"name-{first}": "Berit"})
    seminar.stage("open", dialogue=1)
    assert "Berit" in browser.page("")

    browser.post(f"/duties/{second}/take")
    browser.post("/duties", **{f"holder-{first}": "name", f"name-{first}": "Carl"})

    now, _, before = browser.page("").partition("Roller i Dialog 1")
    assert "Carl" in now
    assert "Berit" not in now
    assert "Berit" in before
    assert "Carl" not in before.split("</details>")[0]


def test_a_duty_is_taken_and_given_up(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    mine = f'data-duty="{duty(seminar, 1)}"'
    assert mine in browser.post(f"/duties/{duty(seminar, 1)}/take").text
    assert mine not in browser.post(f"/duties/{duty(seminar, 1)}/drop").text


def test_duties_go_to_seats_to_typed_names_or_are_skipped(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari")
    assert f'value="{browser.seat}"' in browser.page("/duties", **PART)
    first, second, third, _ = (each["id"] for each in seminar.seminar["duties"])
    shown = browser.post(
        "/duties",
        **{
            f"holder-{first}": browser.seat,
            f"holder-{second}": "name",
            f"name-{second}": "Berit",
            f"holder-{third}": "skip",
        },
    ).text
    assert f'data-duty="{first}"' in shown
    assert "Berit" in shown
    assert "data-skipped" in shown


def test_a_duty_of_another_seminar_or_seat_is_not_found(seminar: Afternoon) -> None:
    browser, other = enter(seminar), enter(seminar, 1)
    assert browser.post("/duties/nowhere/take").status_code == 404
    answer = browser.post("/duties", **{f"holder-{duty(seminar, 0)}": other.seat})
    assert answer.status_code == 404


def test_a_name_can_be_changed_and_taken_away(seminar: Afternoon) -> None:
    browser = enter(seminar, nickname="Kari", member="Granli")
    browser.post(f"/duties/{duty(seminar, 0)}/take")
    assert "Kari N" in browser.post("/name", nickname="Kari N", member="Fjellvik").text
    assert "Deltaker 2" in browser.post("/name").text


def test_the_clock_counts_the_minutes_of_the_phase(seminar: Afternoon) -> None:
    browser = enter(seminar)
    shown = browser.post("/clock", prompt=seminar.prompt(), phase="talk").text
    assert 'data-clock="own"' in shown
    assert "data-until=" in shown
    more = browser.post("/phases/more").text
    assert more != shown
    assert "data-clock=" not in browser.post("/phases/stop").text


def test_the_clock_never_stops_writing(seminar: Afternoon) -> None:
    browser = enter(seminar)
    browser.post("/clock", prompt=seminar.prompt(), phase="summary")
    seminar.server.clock.forward(hours=1)
    assert seminar.note("Etter at tida var ute").status_code == 201


@pytest.mark.parametrize("wish", [{"prompt": "nowhere", "phase": "talk"}, {"phase": "break"}])
def test_a_clock_for_nothing_known_is_refused(seminar: Afternoon, wish: dict[str, str]) -> None:
    answer = enter(seminar).post("/clock", **{"prompt": seminar.prompt(), "phase": "talk", **wish})
    assert answer.status_code in (404, 422)


def test_help_is_called_seen_and_called_off(seminar: Afternoon) -> None:
    browser = enter(seminar)
    assert 'data-help="called"' in browser.post("/help", calling="true").text
    seminar.server.store.write_now(lambda session: see_help(session, room(session, seminar)))
    assert "Hjelp er på vei" in browser.page()
    assert 'data-help="still"' in browser.post("/help", calling="false").text


def test_a_line_to_all_stands_in_every_room_until_it_is_ended(seminar: Afternoon) -> None:
    store, browser = seminar.server.store, enter(seminar)
    line = tell(seminar, "Ti minutter igjen.")
    assert "Ti minutter igjen." in browser.page()
    assert "Ti minutter" in enter(seminar, 2).page()
    store.write_now(lambda session: end(session, seminar.id, line.id))
    assert "Ti minutter igjen." not in browser.page()


def test_a_newer_line_to_all_replaces_the_older_but_not_a_rooms_own(seminar: Afternoon) -> None:
    store = seminar.server.store
    for text, to in (("En", None), ("Til dere", 0), ("To", None)):
        tell(seminar, text, to)
    with store.reading() as session:
        here = [each.text for each in messages(session, room(session, seminar))]
        there = [each.text for each in messages(session, room(session, seminar, 1))]
    assert (here, there) == (["Til dere", "To"], ["To"])


def test_seen_counts_each_room_once(seminar: Afternoon) -> None:
    store, one, other = seminar.server.store, enter(seminar), enter(seminar)
    line = tell(seminar, "Hei")
    for browser in (one, other, one):
        assert browser.post(f"/messages/{line.id}/seen").status_code == 204
    with store.reading() as session:
        (found,) = messages_for_leaders(session, seminar.id)
        assert (found.seen, found.rooms) == (1, 3)
        assert len(session.exec(select(Seen)).all()) == 1


def test_a_line_to_another_room_can_be_neither_seen_nor_marked(seminar: Afternoon) -> None:
    browser = enter(seminar, 1)
    line = tell(seminar, "Bare rom 1", 0)
    assert "Bare rom 1" not in browser.page()
    assert browser.post(f"/messages/{line.id}/seen").status_code == 404


def test_an_empty_or_endless_line_is_refused(seminar: Afternoon) -> None:
    for text in ("  \n", "x" * 501):
        with pytest.raises(Invalid):
            tell(seminar, text)


def test_marking_seen_leaves_the_rooms_version_alone(seminar: Afternoon) -> None:
    store = seminar.server.store
    line = tell(seminar, "Hei")
    with store.reading() as session:
        before = room(session, seminar).version
    store.write_now(lambda session: see(session, room(session, seminar), line.id))
    with store.reading() as session:
        assert room(session, seminar).version == before


def test_whoever_was_away_learns_which_parts_changed(seminar: Afternoon) -> None:
    browser = enter(seminar)
    for deed in ("/round", "/help", "/duties/draw"):
        browser.post(deed)
    browser.post("/clock", prompt=seminar.prompt(), phase="round")
    with seminar.server.store.reading() as session:
        query = select(Part.name).where(Part.room_id == browser.room_id)
        assert {"round", "help", "people", "clock"} <= set(session.exec(query))


def test_the_question_is_lit_at_most_once_a_minute_whoever_presses(seminar: Afternoon) -> None:
    kari, ola = enter(seminar), enter(seminar)
    assert kari.post("/focus", prompt="nowhere").status_code == 404
    assert kari.post("/focus", prompt=seminar.prompt()).status_code == 200
    seminar.server.clock.forward(seconds=55)
    assert kari.post("/focus/off").status_code == 200
    path = f"/api/v1{ola.path}/focus"
    refused = ola.client.post(path, json={"prompt": seminar.prompt()})
    assert (refused.status_code, refused.json()["type"]) == (409, "lit_already")
    seminar.server.clock.forward(seconds=10)
    assert ola.client.post(path, json={"prompt": seminar.prompt()}).status_code == 204
    assert kari.post("/focus", prompt=seminar.prompt()).status_code == 409


def holders(seminar: Afternoon) -> list[str | None]:
    with seminar.server.store.reading() as session:
        found = duties.holders(session, room(session, seminar))
        return [holder.seat_id or holder.name for _, holder in found]


def words_of_swap(browser: Browser, duty_id: str) -> str:
    return browser.page("").split(f'id="swap-{duty_id}"')[1].split("</button>")[0]


def test_duties_are_swapped_with_who_is_here_and_taken_over_from_a_dark_device(
    seminar: Afternoon,
) -> None:
    kari, (chair, time) = enter(seminar, nickname="Kari"), (duty(seminar, 0), duty(seminar, 1))
    kari.post(f"/duties/{chair}/take")
    (taken,) = seminar.seats[0].post(f"/api/v1{kari.path}/duties/{time}/take").json()["duties"]
    ola = taken["seat"]
    assert "Bytt" not in words_of_swap(kari, time)
    with talking(seminar) as talk:
        talk.join(kari.room_id)
        assert "Bytt" in words_of_swap(kari, time)
        for _ in range(2):  # a second press finds that it is done
            kari.post(f"/duties/{time}/take")
            assert holders(seminar)[:2] == [ola, kari.seat]
    until(lambda: "Bytt" not in words_of_swap(kari, chair))
    kari.post(f"/duties/{chair}/take")
    assert holders(seminar)[:2] == [kari.seat, kari.seat]


def test_a_duty_is_handed_to_somebody_who_is_here(seminar: Afternoon) -> None:
    kari, notes = enter(seminar, nickname="Kari"), duty(seminar, 3)
    (taken,) = seminar.seats[0].post(f"/api/v1{kari.path}/duties/{notes}/take").json()["duties"]
    kari.post(f"/duties/{notes}/take")
    path = f"/duties/{notes}/hand"
    assert taken["seat"] not in kari.page(path, **PART)
    with talking(seminar) as talk:
        talk.join(kari.room_id)
        shown = kari.page(path, **PART)
    assert taken["seat"] in shown
    assert kari.seat not in shown
    assert kari.post(path, seat=taken["seat"]).status_code == 200
    assert holders(seminar)[3] == taken["seat"]
    assert kari.post(path, seat=enter(seminar, 1).seat).status_code == 404


DEEDS = ["/round", "/help", "/duties/draw", "/name", "/phases/stop", "/round/stop"]


@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_only_looks_takes_no_part(seminar: Afternoon, deed: str) -> None:
    path = f"/rooms/{seminar.rooms[0]['id']}{deed}"
    assert seminar.organiser.post(path).status_code == 404
    assert enter(seminar, 1).client.post(path).status_code == 404


@pytest.mark.parametrize("deed", DEEDS)
def test_a_write_without_the_mark_is_refused(seminar: Afternoon, deed: str) -> None:
    browser = enter(seminar)
    browser.client.headers.pop("x-csrf-token")
    assert browser.post(deed).status_code == 403


def test_a_question_that_is_not_opened_yet_is_shown_by_no_light_and_no_clock(
    seminar: Afternoon,
) -> None:
    browser, hidden = enter(seminar), seminar.prompt(dialogue=1)
    words = seminar.seminar["dialogues"][1]["prompts"][0]["label"]
    assert browser.post("/focus", prompt=hidden).status_code == 404
    assert browser.post("/clock", prompt=hidden, phase="talk").status_code == 404
    assert words not in browser.page()
    seminar.stage("open", dialogue=1)
    assert browser.post("/focus", prompt=hidden).status_code == 200
