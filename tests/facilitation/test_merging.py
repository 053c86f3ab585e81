"""A thin room merged into another one and split again: both texts and histories stay as they are,
people come along and go back, and nobody's letters are lost on the way."""

import re
import sqlite3
import threading
from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import httpx2 as httpx
import pytest
from sqlmodel import col, select

from app.boards.models import document_key
from app.boards.session_batch import take_batch
from app.boards.sqlite_facts import SqliteFacts
from app.boards.written import Sent
from app.documents.parsing import parse_steps
from app.people.access import Asker
from app.people.models import Seat
from app.people.rights import TooLate
from tests.boards.steps import paragraph
from tests.cast import co_facilitator, facilitator
from tests.facilitation.test_facilitation import press
from tests.rooms.browsing import Browser, address, enter
from tests.server import PART, Afternoon, Server, afternoon
from tests.talk import Talk, talking

API = "/api/v1"
Json = dict[str, Any]


def path(seminar: Afternoon, room: int = 0) -> str:
    return f"{API}/seminars/{seminar.id}/rooms/{seminar.rooms[room]['id']}/merge"


def merge(
    seminar: Afternoon, room: int = 0, into: int = 1, client: httpx.Client | None = None
) -> httpx.Response:
    body = {"into": seminar.rooms[into]["id"]}
    return (client or seminar.organiser).put(path(seminar, room), json=body)


def split(seminar: Afternoon, room: int = 0, client: httpx.Client | None = None) -> httpx.Response:
    return (client or seminar.organiser).delete(path(seminar, room))


def ok(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def refused(answer: httpx.Response) -> tuple[int, str, str]:
    told = answer.json()
    return answer.status_code, told["type"], told.get("reason", "")


def grid(seminar: Afternoon) -> Json:
    return dict(ok(seminar.organiser.get(f"{API}/seminars/{seminar.id}/grid")))


def history(seminar: Afternoon, room: int = 0) -> Json:
    return dict(ok(seminar.organiser.get(f"{API}/answers/{seminar.answer(room)['id']}/history")))


def late_of(seminar: Afternoon) -> list[str]:
    found = ok(seminar.organiser.get(f"{API}/seminars/{seminar.id}/late"))
    return [each["text"] for each in found]


def step(answer: Json, words: str, id: str, member: str | None = None) -> Json:
    return {
        "version": answer["version"],
        "client": f"c-{id}",
        "steps": [paragraph(words, id, member)],
    }


def send(seminar: Afternoon, words: str, room: int = 0, **more: Any) -> httpx.Response:
    answer = seminar.answer(room)
    body = step(answer, words, f"n{abs(hash(words))}", **more)
    return seminar.seats[room].post(f"{API}/answers/{answer['id']}/steps", json=body)


def dialogues(browser: Browser) -> str:
    """What a room's page is sent anew when a stage has changed."""
    return browser.client.get(f"{browser.path}/dialogues", headers=PART).text


def seats_in(seminar: Afternoon, room: int) -> list[str | None]:
    """First names of who sits there through a browser."""
    query = select(Seat).where(Seat.room_id == seminar.rooms[room]["id"])
    with seminar.server.store.reading() as session:
        return [
            each.nickname
            for each in session.exec(query.order_by(col(Seat.created_at)))
            if each.visitor_id and not each.left_at
        ]


def test_both_texts_and_histories_stay_as_they_were_and_a_split_is_exact(
    seminar: Afternoon,
) -> None:
    ok(seminar.note("Skrevet i rom 1"))
    ok(seminar.note("Skrevet i rom 2", 1))
    stood, told = seminar.board(0), history(seminar)
    made = ok(merge(seminar))
    assert seminar.answer(0)["stage"] == "closed"
    ok(seminar.note("Skrevet sammen", 1))
    assert seminar.answer(0)["text"] == "Skrevet i rom 1"
    assert seminar.answer(1)["text"] == "Skrevet i rom 2\nSkrevet sammen"
    assert history(seminar) == told

    ended = ok(split(seminar))
    again = seminar.board(0)
    assert again["answers"] == stood["answers"]
    assert seminar.answer(1)["text"] == "Skrevet i rom 2\nSkrevet sammen"
    assert history(seminar) == told
    ok(seminar.note("Igjen for oss selv"))
    assert seminar.answer(0)["text"] == "Skrevet i rom 1\nIgjen for oss selv"
    assert (ended["id"], bool(ended["ended_at"])) == (made["id"], True)
    assert ok(seminar.organiser.get(f"{API}/seminars/{seminar.id}/merges")) == [ended]


def test_nobody_writes_in_a_merged_room_and_what_is_sent_is_handed_in_late(
    seminar: Afternoon,
) -> None:
    ok(send(seminar, "Før"))  # what decides is known from now on
    ok(merge(seminar))
    answer = seminar.answer()
    for sent in (send(seminar, "Var på vei"), seminar.note("Var på vei")):
        assert refused(sent)[:2] == (409, "closed")
        late = sent.json()["late"]
    body = {"client_id": "l1", "version": answer["version"], "text": "Var på vei"}
    ok(seminar.seats[0].post(late, json=body))
    assert late_of(seminar) == ["Var på vei"]
    assert seminar.answer()["text"].strip() == "Før"
    seminar.stage("closing")
    assert refused(send(seminar, "Ikke nå heller"))[:2] == (409, "closed")
    ok(split(seminar))
    ok(send(seminar, "Nå igjen"))


def test_both_lanes_refuse_it_from_inside_their_transaction(seminar: Afternoon) -> None:
    ok(seminar.note("Står"))
    answer = seminar.answer()
    store = seminar.server.store
    with store.reading() as session:
        seat = session.exec(select(Seat).where(Seat.room_id == seminar.rooms[0]["id"])).one()
    sent = Sent(
        Asker("seat", seat.id),
        answer["id"],
        document_key(answer["id"]),
        answer["version"],
        "lane",
        parse_steps([paragraph("Nei", "lane1")]),
    )
    ok(merge(seminar))
    (outcome,) = store.write_now(lambda session: take_batch(session, [sent]))
    assert isinstance(outcome, TooLate)
    assert outcome.late
    if store.engine.dialect.name == "sqlite":
        facts = SqliteFacts()
        file = sqlite3.connect(str(store.engine.url.database))
        facts.know(file, datetime.now(UTC), [sent])
        assert facts.stage(answer["id"]) == "closed"
        file.close()
    assert seminar.answer()["text"] == "Står"


def test_members_of_a_merged_room_sit_in_the_other_one_and_their_tags_stay(
    seminar: Afternoon,
) -> None:
    assert refused(seminar.note("Fra Granli", 1, member="Granli"))[:2] == (422, "refused_steps")
    ok(merge(seminar))
    assert [each["name"] for each in seminar.board(1)["room"]["members"]] == [
        "Storhavn",
        "Fjellvik",
        "Granli",
    ]
    ok(seminar.note("Fra Granli", 1, member="Granli"))
    granli = next(e["id"] for e in seminar.board(1)["room"]["members"] if e["name"] == "Granli")
    ok(send(seminar, "Også fra Granli", 1, member=granli))
    ok(split(seminar))
    assert [each["name"] for each in seminar.board(1)["room"]["members"]] == ["Storhavn"]
    said_by = [each["member"]["name"] for each in seminar.answer(1)["notes"] if each["member"]]
    assert said_by == ["Granli", "Granli"]
    ok(send(seminar, "På vei da de ble delt", 1, member=granli))


def test_the_roster_stays_as_it_was_planned(seminar: Afternoon) -> None:
    where = f"{API}/seminars/{seminar.id}/rooms"
    planned = ok(seminar.organiser.get(where))
    ok(merge(seminar))
    assert ok(seminar.organiser.get(where)) == planned
    back = [{"number": r["number"], "members": [m["name"] for m in r["members"]]} for r in planned]
    ok(seminar.organiser.put(where, json=back))
    ok(split(seminar))
    assert ok(seminar.organiser.get(where)) == planned


def test_people_come_along_at_once_and_go_back_when_it_is_split(seminar: Afternoon) -> None:
    liv, per = enter(seminar, 0, nickname="Liv"), enter(seminar, 1, nickname="Per")
    both = Browser(liv.client, seminar.rooms[1]["id"])
    assert liv.client.get(both.path).status_code == 404
    ok(merge(seminar))

    assert seats_in(seminar, 1) == ["Per", "Liv"]
    assert f'href="{both.path}"' in dialogues(liv)
    assert "data-leads" in dialogues(liv)
    assert "data-leads" not in liv.page("?stood=true")
    assert "Rommet ditt slik det var" in both.page()
    assert "Rommet ditt slik det var" not in per.page()
    ok(split(seminar))
    assert f'data-leads="{both.path}/back"' in dialogues(both)
    assert "data-leads" not in dialogues(liv)
    assert "data-leads" not in dialogues(per)
    went = both.client.post(f"{both.path}/back", headers=PART)
    assert went.headers["hx-redirect"].endswith(liv.path)
    assert seats_in(seminar, 1) == ["Per"]
    assert seats_in(seminar, 0) == ["Liv"]
    assert per.client.post(f"{per.path}/back", headers=PART).status_code == 404


def test_merged_again_before_somebody_had_gone_back_they_stay(seminar: Afternoon) -> None:
    liv = enter(seminar, 0, nickname="Liv")
    both = Browser(liv.client, seminar.rooms[1]["id"])
    ok(merge(seminar))
    ok(split(seminar))
    ok(merge(seminar))
    assert "data-leads" not in dialogues(both)
    assert seats_in(seminar, 1) == ["Liv"]


def test_the_code_of_a_merged_room_leads_to_the_other_one_and_says_so(seminar: Afternoon) -> None:
    ok(merge(seminar))
    client = seminar.server.client()
    door = client.get(address(seminar)).text
    assert "Rom 1 er slått sammen med rom 2. Du kommer inn i rom 2." in " ".join(door.split())
    came = client.post(address(seminar), data={"nickname": "Tor"})
    assert came.headers["location"].endswith(f"/rooms/{seminar.rooms[1]['id']}")
    assert seats_in(seminar, 0) == seats_in(seminar, 1) == ["Tor"]
    program = seminar.server.client()
    seat = ok(program.post(f"{API}/seats", json={"code": seminar.seminar["code"], "room": 1}))
    assert seat["room_id"] == seminar.rooms[1]["id"]


def test_the_two_count_as_one_room(seminar: Afternoon) -> None:
    ok(seminar.note("Fra rom 1"))
    before = grid(seminar)
    assert before["coverage"] == {"answered": 1, "rooms": 3, "doubles": 0}
    ok(merge(seminar))
    shown = grid(seminar)
    assert shown["coverage"] == {"answered": 1, "rooms": 2, "doubles": 0}
    assert [row["merged_into"] for row in shown["rooms"]] == [seminar.rooms[1]["id"], None, None]
    ok(seminar.note("Fra rom 2", 1))
    assert grid(seminar)["coverage"]["answered"] == 1
    seminar.stage("reading")
    read = f"{API}/seminars/{seminar.id}/export?format=md"
    text = seminar.organiser.get(read).text
    assert text.count("Fra rom 1") == text.count("Fra rom 2") == 1
    assert "gikk videre i rom 2" in text
    assert "2 rom" in text
    page = seminar.organiser.get(f"/read/{seminar.id}").text
    assert page.count("Fra rom 1") == 1
    assert "Svar fra 1 av 2 rom" in " ".join(page.split())


def test_an_empty_room_that_was_merged_is_no_silent_room(seminar: Afternoon) -> None:
    ok(seminar.note("Fra rom 2", 1))
    ok(merge(seminar))
    seminar.stage("reading")
    text = seminar.organiser.get(f"{API}/seminars/{seminar.id}/export?format=md").text
    assert "Rom 1" not in text
    assert "Rom uten tekst: 3" in text
    rooms = seminar.organiser.get(f"/read/{seminar.id}/rooms").text
    assert "Svar fra 1 av 2 rom" in " ".join(rooms.split())
    assert f"/read/{seminar.id}/rooms/1" not in rooms
    quality = ok(seminar.organiser.get(f"{API}/seminars/{seminar.id}/quality"))
    assert all(each["room"] != 1 for each in quality if each["kind"] == "quiet")


def test_the_other_room_sees_what_came_with_it_and_from_where(seminar: Afternoon) -> None:
    ok(seminar.note("Brakt med hit"))
    per = enter(seminar, 1, nickname="Per")
    assert "Brakt med hit" not in per.page()
    with talking(seminar, 1) as talk:
        talk.join(seminar.rooms[1]["id"])
        ok(merge(seminar))
        talk.hear("stage")
    told = " ".join(dialogues(per).split())
    assert "Fra rom 1, slik det sto" in told
    assert told.count("Brakt med hit") == 1
    assert "Brakt med hit" in per.page()
    ok(split(seminar))
    assert "Brakt med hit" not in dialogues(per)


@pytest.mark.parametrize("reason", ["holds", "into_merged", "itself", "merged"])
def test_what_cannot_be_merged_is_said_and_changes_nothing(seminar: Afternoon, reason: str) -> None:
    if reason != "itself":
        ok(merge(seminar, 0, 1))
    asked = {"itself": (0, 0), "merged": (0, 2), "holds": (1, 2), "into_merged": (2, 0)}[reason]
    assert refused(merge(seminar, *asked)) == (409, "cannot_merge", reason)
    stand = ok(seminar.organiser.get(f"{API}/seminars/{seminar.id}/merges"))
    assert len(stand) == (reason != "itself")
    where = f"/seminars/{seminar.id}/rooms/{seminar.rooms[asked[0]]['id']}/merge"
    into = {"into": seminar.rooms[asked[1]]["id"]}
    assert seminar.organiser.post(where, data=into, headers=PART).status_code == 409


def test_two_who_merge_two_rooms_into_each_other_at_once_are_told_apart(
    seminar: Afternoon,
) -> None:
    leaders = [co_facilitator(seminar, name) for name in ("Anne", "Berit")]
    found: list[httpx.Response] = []
    threads = [
        threading.Thread(target=lambda i=i: found.append(merge(seminar, i, 1 - i, leaders[i])))
        for i in (0, 1)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(each.status_code for each in found) == [200, 409]
    assert refused(next(e for e in found if e.status_code == 409))[1] == "cannot_merge"


def test_in_a_visit_in_an_archive_and_between_seminars_nothing_is_merged(
    server: Server, seminar: Afternoon
) -> None:
    visit = afternoon(server, kind="visit")
    assert refused(merge(visit)) == (409, "cannot_merge", "visit")
    body = {"into": visit.rooms[0]["id"]}
    assert refused(seminar.organiser.put(path(seminar), json=body))[:2] == (404, "not_found")
    ok(merge(seminar))
    archive = f"{API}/seminars/{seminar.id}/archive"
    seminar.organiser.put(archive, json={"archived": True}).raise_for_status()
    assert refused(merge(seminar, 2, 1))[:2] == (409, "closed")
    assert refused(split(seminar))[:2] == (409, "closed")
    assert refused(seminar.organiser.delete(path(seminar, 2)))[0] in (404, 409)


def test_whoever_leads_chosen_rooms_needs_both(seminar: Afternoon) -> None:
    ids = [room["id"] for room in seminar.rooms]
    one, two = co_facilitator(seminar, "En", ids[:1]), co_facilitator(seminar, "To", ids[:2])
    assert refused(merge(seminar, client=one))[0] == 404
    ok(merge(seminar, client=two))
    assert refused(split(seminar, client=one))[0] == 404
    assert one.get(f"{API}/seminars/{seminar.id}/merges").json() == []
    ok(split(seminar, client=two))


def test_it_is_done_from_the_grid_and_taken_back_with_one_press(seminar: Afternoon) -> None:
    where = f"rooms/{seminar.rooms[0]['id']}/merge"
    beside = f"/seminars/{seminar.id}/grid/rooms/{seminar.rooms[0]['id']}"
    menu = " ".join(seminar.organiser.get(beside, headers=PART).text.split())
    assert "Slå rom 1 sammen med et annet" in menu
    assert "ingen skriver i den før dere deler rommene igjen" in menu
    assert "Velg rommet" in press(seminar, where).text
    done = press(seminar, where, into=seminar.rooms[1]["id"]).text
    assert "Rom 1 går videre i rom 2." in done
    assert "Del dem igjen" in done
    assert seminar.answer()["stage"] == "closed"
    taken_back = press(seminar, f"{where}/split").text
    assert "Rom 1 er et eget rom igjen." in taken_back
    assert f"merge?again={seminar.rooms[1]['id']}" in taken_back
    press(seminar, f"{where}?again={seminar.rooms[1]['id']}")
    assert seminar.answer()["stage"] == "closed"
    assert ok(merge(seminar))["ended_at"] is None  # the same once more


def test_each_member_has_a_place_for_an_own_answer_in_the_other_room(seminar: Afternoon) -> None:
    prompt = seminar.prompt(1)
    where = f"{API}/seminars/{seminar.id}/prompts/{prompt}"
    ok(seminar.organiser.patch(where, json={"per_member": True}))
    ok(merge(seminar))
    own = [
        a["member"]["name"]
        for a in seminar.board(1)["answers"]
        if a["prompt"] == prompt and a["member"]
    ]
    assert sorted(own) == ["Fjellvik", "Granli", "Storhavn"]


def test_while_both_rooms_write_no_letter_is_lost_or_doubled(seminar: Afternoon) -> None:
    """Every text is either taken, in its own room, or refused to its sender, who hands it in."""
    rounds, begun = 12, threading.Barrier(3)
    outcomes: defaultdict[int, list[tuple[str, Json]]] = defaultdict(list)
    both: dict[int, list[str]] = {}

    def writes(room: int) -> None:
        with talking(seminar, room) as talk:
            talk.join(seminar.rooms[room]["id"])
            answer = seminar.answer(room)
            version = answer["version"]
            begun.wait()
            for n in range(rounds):
                words = f"rom{room} linje{n}"
                told = _written(talk, answer["id"], version, words, f"s{room}{n}")
                outcomes[room].append((words, told))
                version = told["version"] if told["type"] == "taken" else version

    threads = [threading.Thread(target=writes, args=(room,)) for room in (0, 1)]
    for each in threads:
        each.start()
    begun.wait()
    for _ in range(3):
        ok(merge(seminar))
        ok(split(seminar))
    ok(merge(seminar))
    for each in threads:
        each.join()
    for room in (0, 1):
        taken = [words for words, told in outcomes[room] if told["type"] == "taken"]
        both[room] = [line for line in seminar.answer(room)["text"].splitlines() if line]
        assert sorted(both[room]) == sorted(taken)
        for words, told in outcomes[room]:
            if told["type"] != "taken":
                assert (room, told["problem"]["type"]) == (0, "closed")
                body = {"client_id": words, "version": 0, "text": words}
                ok(seminar.seats[0].post(told["problem"]["late"], json=body))
    kept = both[0] + late_of(seminar)
    assert sorted(kept) == sorted(words for words, _ in outcomes[0])
    assert len(both[1]) == rounds


def _written(talk: Talk, document: str, version: int, words: str, id: str) -> Json:
    """What became of one note that is sent."""
    steps = [paragraph(words, id)]
    talk.say(
        "steps", document=document, version=version, client=f"c{document[:6]}", id=id, steps=steps
    )
    while True:
        told = talk.hear("taken", "refused")
        if told.get("id") == id:
            return told


def test_it_is_told_to_whoever_sits_in_the_rooms_at_once(seminar: Afternoon) -> None:
    with talking(seminar, 0) as mine, talking(seminar, 1) as other:
        mine.join(seminar.rooms[0]["id"])
        other.join(seminar.rooms[1]["id"])
        ok(merge(seminar))
        told = mine.hear("stage")
        assert (told["stage"], told["may"]) == ("closed", [])
        assert other.hear("stage")["stage"] == "open"
        ok(split(seminar))
        while (told := mine.hear("stage"))["stage"] != "open":
            pass
        assert told["may"] == ["write"]


def test_facilitators_by_link_merge_too(seminar: Afternoon) -> None:
    ok(merge(seminar, client=facilitator(seminar)))
    ok(split(seminar, client=facilitator(seminar)))


def test_whoever_chooses_a_room_is_told_where_it_goes_on(seminar: Afternoon) -> None:
    ok(merge(seminar))
    lobby = seminar.server.client().get(f"/j/{seminar.seminar['code']}").text
    first, second = re.findall(r'<a class="lobby-room".*?</a>', lobby, re.DOTALL)[:2]
    assert "slått sammen med rom 2" in first
    assert "slått sammen" not in second


def test_rooms_to_choose_from_are_told_by_their_name_and_by_who_sits_there(server: Server) -> None:
    rooms: list[Json] = [
        {"number": 1, "members": ["Gjesdal"]},
        {"number": 2, "name": "Fjellsalen", "members": ["Gol", "Nes"]},
        {"number": 3, "name": "Loftet"},
        {"number": 4},
    ]
    seminar = afternoon(server, rooms)
    send(seminar, "Et notat")
    beside = f"/seminars/{seminar.id}/grid/rooms/{seminar.rooms[0]['id']}"
    leader = facilitator(seminar)
    page = leader.get(beside, headers=PART).text
    told = re.findall(r"<option[^>]*>\s*(\d[^<]*?)\s*</option>", page)

    assert told == ["2 Fjellsalen · Gol, Nes", "3 Loftet", "4"]
    moving = leader.get(f"/seminars/{seminar.id}/grid/moves/{seminar.answer()['id']}", headers=PART)
    assert re.sub(r"\s+", " ", moving.text).count("2 · Fjellsalen · Gol, Nes") == 1
