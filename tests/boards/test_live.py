"""The socket: who may open it, what a room hears, and how one catches up."""

import asyncio
import json
import threading
from collections import Counter
from contextlib import suppress
from typing import Any, cast

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from app import failpoints
from app.boards.room_updates import RoomUpdates
from app.boards.seminar_sockets import SeminarSockets
from app.live.hub import Hub
from app.live.socket import MALFORMED_ALLOWED
from app.people.identity import cookie_name
from app.settings import Settings
from app.storage.store import Store
from tests.boards.steps import paragraph, typed
from tests.cast import facilitator
from tests.patience import PATIENCE
from tests.server import Afternoon
from tests.talk import Talk, talking


def joined(seminar: Afternoon, talk: Talk, room: int = 0, **fields: Any) -> dict[str, Any]:
    return talk.join(seminar.rooms[room]["id"], **fields)


def test_the_hello_says_epoch_schema_and_time(seminar: Afternoon) -> None:
    with talking(seminar) as talk:
        assert talk.hello["type"] == "hello"
        assert talk.hello["epoch"] == seminar.board()["epoch"]
        assert talk.hello["schema"] == 1


def test_a_committed_step_reaches_everybody_in_the_room_and_nobody_elsewhere(
    seminar: Afternoon,
) -> None:
    answer = seminar.answer()["id"]
    with talking(seminar) as writer, talking(seminar) as reader, talking(seminar, 1) as other:
        for talk, room in ((writer, 0), (reader, 0), (other, 1)):
            assert joined(seminar, talk, room)["type"] == "joined"
        writer.say(
            "steps", id=7, document=answer, version=0, client="w", steps=[paragraph("Hei", "n1")]
        )

        assert writer.hear("taken") == {"type": "taken", "id": 7, "document": answer, "version": 1}
        heard = reader.hear("steps")
        assert (heard["document"], heard["version"], heard["clients"]) == (answer, 1, ["w"])
        assert seminar.answer()["text"] == "Hei"
        assert other.silent("steps")


def test_nobody_sees_or_is_told_as_saved_what_a_failed_commit_takes_back(
    seminar: Afternoon, monkeypatch: pytest.MonkeyPatch
) -> None:
    with talking(seminar) as writer, talking(seminar) as reader:
        joined(seminar, writer)
        joined(seminar, reader)
        monkeypatch.setattr(failpoints, "_points", {"before_commit": ("raise", 1)})
        monkeypatch.setattr(failpoints, "_passed", Counter())
        sent = {"document": seminar.answer()["id"], "version": 0, "client": "w"}
        writer.say("steps", id=1, **sent, steps=[paragraph("Hei", "n1")])

        told = writer.hear("taken", "refused")
        assert (told["type"], told.get("problem", {}).get("type")) == ("refused", "not_saved")
        assert reader.silent("steps")
        writer.say("steps", id=2, **sent, steps=[paragraph("Hei", "n1")])
        assert writer.hear("taken", "refused")["type"] == "taken"
        assert reader.hear("steps")["version"] == 1


def test_an_outdated_sender_gets_what_it_lacks_and_its_resent_steps_are_taken_once(
    seminar: Afternoon,
) -> None:
    answer = seminar.answer()["id"]
    seminar.note("Først")
    with talking(seminar) as talk:
        joined(seminar, talk)
        sent = {"document": answer, "version": 0, "client": "w", "steps": [paragraph("Så", "n2")]}
        talk.say("steps", id=1, **sent)
        stale = talk.hear("stale")
        assert (stale["id"], stale["version"], len(stale["steps"])) == (1, 1, 1)
        for number in (2, 3):
            talk.say("steps", id=number, **(sent | {"version": 1}))
            assert talk.hear("taken")["version"] == 2
    assert seminar.answer()["text"] == "Så\nFørst"


def test_somebody_who_was_away_gets_the_steps_it_lacks_or_the_whole(seminar: Afternoon) -> None:
    with talking(seminar) as talk:
        first = joined(seminar, talk)
        known = {each["document"]: each["version"] for each in first["documents"]}
        version = first["version"]
    seminar.note("Mens du var borte")
    with talking(seminar) as talk:
        again = joined(seminar, talk, since=version, epoch=first["epoch"], documents=known)
        (moved,) = again["documents"]
        assert len(moved["steps"]) == 1
    with talking(seminar) as talk:
        assert joined(seminar, talk, since=0, epoch="another")["resync"] is True


def test_a_stage_change_is_heard_at_once_and_refuses_the_next_step(seminar: Afternoon) -> None:
    answer = seminar.answer()["id"]
    with talking(seminar) as talk:
        joined(seminar, talk)
        seminar.stage("closed")
        heard = talk.hear("stage")
        assert (heard["stage"], heard["may"]) == ("closed", [])
        talk.say("steps", id=1, document=answer, version=0, client="w", steps=[typed("x")])
        problem = talk.hear("refused")["problem"]
        assert problem["type"] == "closed"
        assert problem["late"].endswith(f"/answers/{answer}/late")


def test_a_room_hears_at_once_that_its_seminar_is_archived_and_back(seminar: Afternoon) -> None:
    with talking(seminar) as talk:
        talk.join(seminar.rooms[0]["id"])
        for archived, told in ((True, ("archived", [])), (False, ("open", ["write"]))):
            path = f"/api/v1/seminars/{seminar.id}/archive"
            seminar.organiser.put(path, json={"archived": archived})
            heard = talk.hear("stage")
            while heard["dialogue"] != seminar.dialogue():
                heard = talk.hear("stage")
            assert (heard["stage"], heard["may"]) == told


def test_somebody_who_was_away_learns_which_answers_are_gone(seminar: Afternoon) -> None:
    prompt = seminar.prompt(1)
    (answer,) = [each["id"] for each in seminar.board()["answers"] if each["prompt"] == prompt]
    with talking(seminar) as talk:
        first = joined(seminar, talk)
    path = f"/seminars/{seminar.id}/programme/prompts/{prompt}/remove"
    assert facilitator(seminar).post(path).status_code < 400
    with talking(seminar) as talk:
        again = joined(seminar, talk, since=first["version"], epoch=first["epoch"], documents={})
    missed = seminar.seats[0].get(
        f"/api/v1/rooms/{seminar.rooms[0]['id']}/changes",
        params={"since": first["version"], "epoch": first["epoch"]},
    )

    assert again["gone"] == missed.json()["gone"] == [answer]


def test_a_seat_that_leaves_is_put_out_of_its_open_socket(seminar: Afternoon) -> None:
    with talking(seminar) as talk:
        seat = joined(seminar, talk)["seat"]
        assert seminar.seats[0].delete(f"/api/v1/seats/{seat}").status_code == 204
        assert talk.hear("left")["room"] == seminar.rooms[0]["id"]
        assert talk.closed() == 4404


def test_another_rooms_board_and_documents_do_not_exist_for_a_seat(seminar: Afternoon) -> None:
    foreign = seminar.answer(1)["id"]
    with talking(seminar) as talk:
        assert joined(seminar, talk, 1)["problem"] == {"type": "not_found"}
        assert talk.closed() == 4404
    with talking(seminar) as talk:
        joined(seminar, talk)
        talk.say("steps", id=1, document=foreign, version=0, client="w", steps=[typed("x")])
        assert talk.hear("refused")["problem"]["type"] == "not_found"
    assert seminar.answer(1)["text"] == ""


def test_no_frame_is_sent_while_the_right_to_join_is_still_looked_up(
    seminar: Afternoon, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = seminar.server.store
    read = store.read

    async def slow(query: Any, **how: Any) -> Any:
        await asyncio.sleep(0.5)
        return await read(query, **how)

    with talking(seminar, 1) as stranger:
        monkeypatch.setattr(store, "read", slow)
        stranger.say("join", room=seminar.rooms[0]["id"])
        for word in ("Hemmelig", "hemmelig"):
            assert seminar.note(word).status_code == 201
        assert stranger.hear()["type"] == "refused"
        assert stranger.closed() == 4404


@pytest.mark.parametrize("number", [-1, 2**80, -(2**80), True, "1", {}, None])
def test_versions_that_are_none_are_answered_with_the_whole_or_a_resync(
    seminar: Afternoon, number: Any
) -> None:
    answer = seminar.answer()["id"]
    seminar.note("Hei")
    with talking(seminar) as talk:
        assert joined(seminar, talk, since=0, documents={answer: number})["documents"][0]["doc"]
        again = joined(seminar, talk, since=number)
        assert again.get("resync") or again["documents"][0]["doc"]


def test_nothing_is_heard_or_taken_before_joining(seminar: Afternoon) -> None:
    answer = seminar.answer()["id"]
    with talking(seminar) as talk:
        talk.say("steps", id=1, document=answer, version=0, client="w", steps=[typed("x")])
        assert talk.hear()["problem"] == {"type": "not_joined"}
        seminar.note("Ikke for deg")
        assert talk.silent()


@pytest.mark.parametrize(
    "frame",
    ["", "{", "[]", '"text"', "{}", '{"type":7}', '{"type":"unknown"}', "[" * 10_000, "\\ud83d"],
)
def test_what_is_no_message_is_refused_and_the_socket_lives(seminar: Afternoon, frame: str) -> None:
    with talking(seminar) as talk:
        joined(seminar, talk)
        talk.socket.send(frame)
        assert talk.hear("refused")["problem"] == {"type": "invalid"}
        talk.say("beat")
        assert talk.hear("beat")


def test_going_on_with_nonsense_closes_with_4400(seminar: Afternoon) -> None:
    with talking(seminar) as talk:
        joined(seminar, talk)
        for _ in range(MALFORMED_ALLOWED):
            talk.socket.send("nonsense")
            assert talk.hear("refused")["problem"] == {"type": "invalid"}
        talk.socket.send("nonsense")
        assert talk.closed() == 4400


def test_a_frame_that_is_too_large_closes_with_1009(seminar: Afternoon) -> None:
    with talking(seminar) as talk:
        joined(seminar, talk)
        talk.socket.send(json.dumps({"type": "steps", "steps": "x" * 200_000}))
        assert talk.closed() == 1009


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://127.0.0.1.evil.example", "http://127.0.0.1:1"],
)
def test_a_foreign_origin_is_refused_before_the_socket_is_accepted(
    seminar: Afternoon, origin: str
) -> None:
    cookies = facilitator(seminar).cookies
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    with connect(
        seminar.server.live, additional_headers=headers, origin=Origin(seminar.server.url)
    ):
        pass
    with pytest.raises(InvalidStatus) as refused:
        connect(seminar.server.live, additional_headers=headers, origin=Origin(origin))
    assert refused.value.response.status_code == 403


@pytest.mark.one_process
def test_somebody_without_a_seat_is_told_so_by_the_socket_itself(seminar: Afternoon) -> None:
    cookie = f"{cookie_name(seminar.server.app.runtime[Settings])}=unknown"
    for headers in ({}, {"Authorization": "Bearer seat_unknown.x"}, {"Cookie": cookie}):
        with connect(seminar.server.live, additional_headers=headers) as socket:
            with pytest.raises(ConnectionClosed):
                socket.recv(timeout=PATIENCE)
            assert socket.close_code == 4401
    assert not seminar.server.app.runtime[Hub].connections


def test_carets_are_stamped_by_the_server(seminar: Afternoon) -> None:
    answer = seminar.answer()["id"]
    with talking(seminar) as one, talking(seminar) as two:
        seat = joined(seminar, one)["seat"]
        joined(seminar, two)
        one.say("caret", document=answer, version=0, anchor=1, head=1, seat="forged", name="Forged")
        while not (carets := two.hear("carets")["carets"]):
            pass
        (caret,) = carets
        assert (caret["seat"], caret["document"]) == (seat, answer)
        assert caret["name"] != "Forged"


def test_a_flood_in_one_room_stops_nobody_in_another(seminar: Afternoon) -> None:
    over = threading.Event()

    def flood(talk: Talk) -> None:
        with suppress(ConnectionClosed, OSError):
            while not over.is_set():
                talk.say("beat")

    with talking(seminar, 1) as loud:
        joined(seminar, loud, 1)
        noise = threading.Thread(target=flood, args=[loud], daemon=True)
        noise.start()
        for n in range(20):
            assert seminar.note(f"note {n}").status_code == 201
        over.set()
        loud.socket.close_socket()
        noise.join(timeout=PATIENCE)
    assert len(seminar.answer()["notes"]) == 20


@pytest.mark.one_process
def test_whoever_joins_anew_while_rights_are_looked_up_is_not_put_out(seminar: Afternoon) -> None:
    parts = seminar.server.app.runtime
    hub, store = parts[Hub], parts[Store]
    heart = parts[RoomUpdates]._heart
    assert heart

    class Rejoining:
        async def read(self, query: Any) -> Any:
            facts, connection.facts = connection.facts, {"asker": connection.facts["asker"]}
            found = await store.read(query)
            connection.facts = facts
            return found

    with talking(seminar) as talk:
        joined(seminar, talk)
        (connection,) = hub.connections.values()
        sockets = SeminarSockets(cast("Store", Rejoining()), hub)
        looking = sockets.rights_changed(None, seminar_id=seminar.id)
        asyncio.run_coroutine_threadsafe(looking, heart.get_loop()).result()

        assert connection.closing is None
        assert seminar.note("Fremdeles her").status_code == 201
        assert talk.hear("steps")["steps"]


@pytest.mark.one_process
def test_every_beat_tells_the_rooms_version_so_that_nobody_stays_behind(
    seminar: Afternoon,
) -> None:
    with talking(seminar) as talk:
        joined(seminar, talk)
        seminar.note("En")
        telling = seminar.server.app.runtime[RoomUpdates]
        assert telling._heart
        loop = telling._heart.get_loop()
        asyncio.run_coroutine_threadsafe(telling.tell_versions(), loop).result()
        versions = talk.hear("beat")["versions"]
    assert versions == {seminar.rooms[0]["id"]: seminar.board()["version"]}


def test_before_joining_only_a_beat_is_answered(seminar: Afternoon) -> None:
    with talking(seminar) as talk:
        talk.say("beat")
        assert talk.hear()["type"] == "beat"
        talk.say("steps", id=7, document=seminar.answer()["id"], version=0, client="a", steps=[])
        assert talk.hear() == {"type": "refused", "id": 7, "problem": {"type": "not_joined"}}
