"""The table of rights, held on every channel: each act × actor × stage is tried as a request.

What an actor may in this stage is answered; what another stage would allow is `closed`, if the
actor sees the room at all; everything else is not found, as if it did not exist.
"""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import product
from typing import Any

import httpx2 as httpx
import pytest
from sqlmodel import col, select
from websockets.sync.client import connect

from app.people.rights import RIGHTS, Act, Actor, Stage, may
from app.rooms.models import Room
from app.seminars.undo import SetupChange
from app.storage.ids import new_id
from tests.boards.steps import paragraph
from tests.cast import Cast, cast, co_facilitator
from tests.outcomes.series import first, put_in_series
from tests.server import PART, Afternoon, afternoon, serving
from tests.talk import Talk

Channel = Callable[[Cast, httpx.Client], tuple[int, str]]


@pytest.fixture(scope="module")
def everybody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cast]:
    with serving(tmp_path_factory.mktemp("rights")) as server:
        seminar = afternoon(server)
        seminar.note("Noe å lese")
        wipe(seminar, seminar.note("Noe som ble borte").json()["note_id"])
        allowed = {"others": True, "comments": True, "useful": True}
        exchange = f"/api/v1/seminars/{seminar.id}/exchange"
        seminar.organiser.put(exchange, json=allowed).raise_for_status()
        report = f"/api/v1/seminars/{seminar.id}/publication"
        seminar.organiser.put(report, json={}).raise_for_status()
        elsewhere = afternoon(server)
        yield cast(seminar, elsewhere)


def wipe(seminar: Afternoon, note: str) -> None:
    """The seat removes a note that is the last one."""
    answer = seminar.answer()
    text = answer["text"].removesuffix("\nNoe som ble borte")
    path = f"/api/v1/answers/{answer['id']}"
    seminar.seats[0].put(path, json={"version": answer["version"], "text": text}).raise_for_status()
    assert note not in {each["id"] for each in seminar.answer()["notes"]}


def told(answer: httpx.Response) -> tuple[int, str]:
    """Status and problem type of an answer; a page that is not found has none to tell."""
    if "problem+json" in answer.headers.get("content-type", ""):
        return answer.status_code, answer.json()["type"]
    return answer.status_code, "not_found" if answer.status_code == 404 else ""


def call(method: str, path: str, **body: Any) -> Channel:
    """A request with the ids of the cast filled in."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        ids = there.ids | {"fresh": new_id()}
        filled = {key: _filled(value, ids) for key, value in body.items()}
        return told(client.request(method, path.format(**ids), json=filled or None))

    return ask


def press(path: str, **fields: str) -> Channel:
    """A button on a page: the same with the fields of a form."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        ids = there.ids | {"fresh": new_id()}
        data = {name: value.format(**ids) for name, value in fields.items()}
        return told(client.post(path.format(**ids), data=data))

    return ask


def _filled(value: Any, ids: dict[str, Any]) -> Any:
    return value.format(**ids) if isinstance(value, str) else value


def past(path: str, **body: Any) -> Channel:
    """Something with what stood once: {version} is the newest, {gone} a removed note, {seat} its
    writer, {ahead} a time at which nothing has been done yet."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        answer, room = there.seminar.answer(), there.seminar.rooms[0]["id"]
        history = there.clients[Actor.ORGANISER].get(f"/api/v1/answers/{answer['id']}/history")
        gone = history.json()["removed"][0]
        ids = {
            "answer": answer["id"],
            "room": room,
            "version": answer["version"],
            "gone": gone["note"],
            "seat": gone["who"]["seat"],
            "ahead": "2222-02-22T22:22:22Z",
        }
        filled = {
            key: ids["version"] if value == "{version}" else _filled(value, ids)
            for key, value in body.items()
        }
        method = "POST" if body else "GET"
        return told(client.request(method, path.format(**ids), json=filled or None))

    return ask


def steps(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """A step over HTTP, from the version that stands."""
    answer = there.seminar.answer()
    sent = {"version": answer["version"], "client": "rights", "steps": [paragraph("x", "x1")]}
    return told(client.post(f"/api/v1/answers/{answer['id']}/steps", json=sent))


def roster(there: Cast, client: httpx.Client) -> tuple[int, str]:
    rooms = [
        {"number": room["number"], "members": [each["name"] for each in room["members"]]}
        for room in there.seminar.rooms
    ]
    return told(client.put(f"/api/v1/seminars/{there.seminar.id}/rooms", json=rooms))


def same_stage(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """Setting the stage that it has changes nothing, and needs the right all the same."""
    seminar = there.seminar
    shown = there.clients[Actor.ORGANISER].get(f"/api/v1/seminars/{seminar.id}").json()
    stage = shown["dialogues"][0]["stage"]
    path = f"/api/v1/seminars/{seminar.id}/dialogues/{seminar.dialogue()}/stage"
    return told(client.put(path, json={"stage": "open" if stage == "archived" else stage}))


def socket(deed: Callable[[Cast, Talk], dict[str, Any]]) -> Channel:
    """The same over the socket, as status and type."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        headers = {
            name: value
            for name in ("authorization",)
            if (value := client.headers.get(name)) is not None
        }
        if client.cookies:
            headers["cookie"] = "; ".join(f"{k}={v}" for k, v in client.cookies.items())
        with connect(there.seminar.server.live, additional_headers=headers) as opened:
            kind = deed(there, Talk(opened)).get("problem", {}).get("type", "")
        return {"": 200, "not_found": 404, "closed": 409}.get(kind, 500), kind

    return ask


def joins(there: Cast, talk: Talk) -> dict[str, Any]:
    return talk.join(there.seminar.rooms[0]["id"])


def joins_grid(there: Cast, talk: Talk) -> dict[str, Any]:
    talk.say("join", grid=there.seminar.id, language="nb")
    return talk.hear("joined", "refused")


def moves(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """The page's own way to set a stage, to the one that the dialogue has."""
    seminar = there.seminar
    shown = there.clients[Actor.ORGANISER].get(f"/api/v1/seminars/{seminar.id}").json()
    stage = shown["dialogues"][0]["stage"]
    data = {"dialogue": seminar.dialogue(), "stage": "open" if stage == "archived" else stage}
    return told(client.post(f"/seminars/{seminar.id}/stage", data=data))


def writes(there: Cast, talk: Talk) -> dict[str, Any]:
    """Joins (somebody who cannot joins nothing) and sends a step."""
    refused = joins(there, talk)
    if "problem" in refused:
        return refused
    answer = there.seminar.answer()
    step = paragraph("x", "x2")
    talk.say(
        "steps",
        id=1,
        document=answer["id"],
        version=answer["version"],
        client="rights",
        steps=[step],
    )
    return talk.hear("taken", "refused", "stale")


def takes_back(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """Changes something in set-up and undoes it; who may not change undoes what another did."""
    seminar = there.seminar
    path = f"/seminars/{seminar.id}"
    client.post(f"{path}/use", data={"how_used": new_id(), "retain_until": "2030-01-01"})
    return told(client.post(f"{path}/undo/{last_change(there)}"))


def last_change(there: Cast) -> str:
    """The last one that was no archiving, whoever made it."""
    with there.seminar.server.store.reading() as session:
        query = select(SetupChange.id).where(SetupChange.act == Act.SET_UP)
        found = session.exec(query.order_by(col(SetupChange.at).desc()).limit(1)).first()
    return found or new_id()


API = "/api/v1"


def takes_back_by_call(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """The same by a program."""
    path = f"{API}/seminars/{there.seminar.id}"
    client.patch(path, json={"how_used": new_id()})
    return told(client.post(f"{path}/undo", json={"change": last_change(there)}))


def removes(what: str) -> Channel:
    """A question, or a dialogue with one, that nobody has written under, if it may be made."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        path = f"{API}/seminars/{there.seminar.id}"
        wish = {"title": "Til slutt", "prompts": [{"text": "Hva nå?"}]}
        made = there.clients[Actor.ORGANISER].post(f"{path}/dialogues", json=wish)
        gone = new_id()
        if made.is_success:
            gone = made.json()["id"] if what == "dialogues" else made.json()["prompts"][0]["id"]
        return told(client.delete(f"{path}/{what}/{gone}"))

    return ask


def same_duties(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """Those that stand, so that whoever holds one goes on."""
    path = f"{API}/seminars/{there.seminar.id}"
    stand = there.clients[Actor.ORGANISER].get(path).json()["duties"]
    return told(client.put(f"{path}/duties", json={"duties": stand}))


def sees_message(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """One to all rooms, where anything is still said to them."""
    path, organiser = f"{API}/seminars/{there.seminar.id}/messages", there.clients[Actor.ORGANISER]
    sent = organiser.post(path, json={"text": "Hei"})
    message = sent.json()["id"] if sent.is_success else new_id()
    room = f"{API}/rooms/{there.seminar.rooms[0]['id']}"
    return told(client.put(f"{room}/messages/{message}/seen"))


def renames(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """The seat of the room, which nobody else gives a name."""
    room = f"{API}/seminars/{there.seminar.id}/rooms/{there.seminar.rooms[0]['id']}"
    seats = there.clients[Actor.ORGANISER].get(f"{room}/seats").json()
    return told(client.patch(f"{API}/seats/{seats[0]['id']}", json={"nickname": "Kari"}))


def unseats(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """A seat that is made for it, where anybody still comes in."""
    seminar = there.seminar
    wish = {"code": seminar.seminar["code"], "room": 1}
    made = seminar.server.client().post(f"{API}/seats", json=wish)
    seat = made.json()["seat_id"] if made.is_success else new_id()
    room = f"{API}/seminars/{seminar.id}/rooms/{seminar.rooms[0]['id']}"
    return told(client.delete(f"{room}/seats/{seat}"))


def renews_link(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """And takes it back, so that whoever came by it leads on."""
    path = f"{API}/seminars/{there.seminar.id}"
    renewed = client.post(f"{path}/facilitator-link")
    if renewed.is_success:
        last = client.get(f"{path}/undo").json()["change"]
        client.post(f"{path}/undo", json={"change": last}).raise_for_status()
    return told(renewed)


def deletes(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """Without the seminar's code, which whoever may delete it is asked for."""
    status, kind = told(client.delete(f"{API}/seminars/{there.seminar.id}?code=x"))
    return status, "" if kind == "wrong_code" else kind


def cleared(channel: Channel) -> Channel:
    """And without the dialogues that came, of which there may be so many."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        outcome = channel(there, client)
        path, organiser = f"{API}/seminars/{there.seminar.id}", there.clients[Actor.ORGANISER]
        for each in organiser.get(path).json()["dialogues"]:
            if each["title"] == "Til slutt":
                organiser.delete(f"{path}/dialogues/{each['id']}")
        return outcome

    return ask


MERGE = API + "/seminars/{seminar}/rooms/{room}/merge"
REOPENING = API + "/seminars/{seminar}/rooms/{room}/dialogues/{dialogue}/reopening"


def in_series(channel: Channel) -> Channel:
    """With {series}, one of the organiser's that the seminar is in."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        organiser = there.clients[Actor.ORGANISER]
        made = organiser.post(f"{API}/series", json={"title": "Året"}).json()["id"]
        organiser.put(f"{API}/series/{made}/seminars/{there.seminar.id}").raise_for_status()
        there.ids["series"] = made
        return channel(there, client)

    return ask


def undoes_series(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """The way back from a name, which another one pressed."""
    path, organiser = f"/series/{there.ids['series']}", there.clients[Actor.ORGANISER]
    done = organiser.post(path, data={"title": new_id()}).headers["location"]
    return told(client.post("/series/undo", data={"sealed": done.partition("done=")[2]}))


def takes_step(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """A step that is not the next one is refused to whoever may take it."""
    path = f"{API}/seminars/{there.seminar.id}/plan/take"
    status, kind = told(client.post(path, json={"step": "another"}))
    return status, "" if kind == "step_taken" else kind


def untakes_step(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """Takes a move of the plan back, which one who may had made."""
    path = f"{API}/seminars/{there.seminar.id}/plan"
    leader = there.clients[Actor.ORGANISER]
    leader.put(path, json={"steps": [{"kind": "point", "text": "Lunsj", "at": "12:00"}]})
    moved = leader.post(f"{path}/move", json={"minutes": 5})
    undo = moved.json()["undo"] if moved.status_code == 200 else "x"
    return told(client.post(f"{path}/undo", json={"undo": undo}))


def starts_clock(everybody: Cast, client: httpx.Client) -> tuple[int, str]:
    """Where nobody writes no clock starts, whoever asks: that is no question of rights."""
    status, kind = press("/seminars/{seminar}/clock", prompt="{prompt}", phase="talk")(
        everybody, client
    )
    return status, "" if kind == "invalid" else kind


def unpresses(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """Takes back a new link of a room; who may not lead got hold of what another one pressed."""
    seminar, path = there.seminar, "/seminars/{seminar}/pressed/undo"
    room, leader = seminar.rooms[0]["id"], there.clients[Actor.ORGANISER]
    leader.post(f"/seminars/{seminar.id}/grid/rooms/{room}/link")
    with seminar.server.store.reading() as session:
        now = session.exec(select(Room.generation).where(Room.id == room)).one()
    change = json.dumps([seminar.id, {f"link:{room}": [now - 1, now]}])
    return press(path, sealed=seminar.server.links.seal(change))(there, client)


def sealed_help(there: Cast) -> str:
    """How the room's call stands, sealed as what came of a press."""
    seminar, room = there.seminar, there.seminar.rooms[0]["id"]
    with seminar.server.store.reading() as session:
        found = session.get_one(Room, room)
        stands = [found.help_called_at, found.help_seen_at, found.help_taken_by]
        plain = [each.isoformat() if isinstance(each, datetime) else each for each in stands]
    change = json.dumps([seminar.id, {f"help:{room}": [plain, plain]}])
    return seminar.server.links.seal(change)


def unhelps(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """Takes back that somebody is on the way, which another one pressed."""
    return press("/seminars/{seminar}/pressed/undo", sealed=sealed_help(there))(there, client)


def unhelps_by_call(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """What another one pressed; a call that is over since is nobody's to take back."""
    room = f"{API}/rooms/{there.seminar.rooms[0]['id']}"
    there.seminar.seats[0].post(f"{room}/help")
    path = f"{API}/seminars/{there.seminar.id}"
    helping = f"{path}/rooms/{there.seminar.rooms[0]['id']}/help"
    seen = there.clients[Actor.ORGANISER].put(helping, json={"helped": False})
    undo = seen.json().get("undo") or sealed_help(there)
    status, kind = told(client.post(f"{path}/pressed/undo", json={"undo": undo}))
    return status, "" if kind == "moved_on" else kind


def clocked(channel: Channel) -> Channel:
    """Where nobody writes no clock runs, whoever asks: that is no question of rights."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        status, kind = channel(there, client)
        return status, "" if kind == "no_clock" else kind

    return ask


def reopens(channel: Channel) -> Channel:
    """And has it be over again, so that the room is like the others."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        outcome = channel(there, client)
        there.clients[Actor.ORGANISER].delete(REOPENING.format(**there.ids))
        return outcome

    return ask


def of_two(channel: Channel) -> Channel:
    """One room is not two, so it is refused to whoever may do it; and nothing is merged here."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        status, kind = channel(there, client)
        return (200, "") if kind in ("cannot_merge", "not_merged") else (status, kind)

    return ask


def late_put_away(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """One that came in late in the room."""
    answer = there.seminar.answer()["id"]
    sent = {"client_id": new_id(), "version": 0, "text": "For seint"}
    there.seminar.seats[0].post(f"{API}/answers/{answer}/late", json=sent).raise_for_status()
    lates = f"{API}/seminars/{there.seminar.id}/late"
    late = there.clients[Actor.ORGANISER].get(lates).json()[0]["id"]
    return told(client.post(f"{lates}/{late}/put-away", json={"reason": "Står der alt"}))


def revokes(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """Revokes one who is made for it."""
    path = f"{API}/seminars/{there.seminar.id}/co-facilitators"
    made = there.clients[Actor.ORGANISER].post(path, json={"name": new_id()}).json()["id"]
    return told(client.put(f"{path}/{made}", json={"name": new_id(), "revoked": True}))


def decides(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """What there is to decide on is looked up by one who may."""
    path = f"{API}/seminars/{there.seminar.id}/quality"
    found = there.clients[Actor.ORGANISER].get(path).json()
    return told(client.put(f"{path}/{found[0]['id']}", json={"decision": "keep"}))


def undoes_harvest(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """One's own last act, which nobody has gone on with."""
    path = f"{API}/seminars/{there.seminar.id}"
    client.post(f"{path}/themes", json={"title": "Rom"})
    return told(client.post(f"{path}/harvest/undo"))


def wipes_rehearsal(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """One that stands, since the organiser has begun it."""
    path = f"{API}/seminars/{there.seminar.id}/rehearsal"
    there.clients[Actor.ORGANISER].put(path, json={"speed": 0}).raise_for_status()
    return told(client.delete(path))


def disagrees(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """With a summary, which is there where anybody may write."""
    answer = f"{API}/answers/{there.seminar.answer()['id']}"
    there.seminar.seats[0].put(answer, json={"summary": "x"})
    return told(client.put(f"{answer}/disagreement", json={"line": "Nei"}))


def moves_answer(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """To the next question of the same room; the organiser takes it back."""
    seminar = there.seminar
    moves, wish = f"{API}/seminars/{seminar.id}/moves", {"room": seminar.rooms[0]["id"]}
    wish |= {"answer": seminar.answer()["id"], "prompt": seminar.prompt(1)}
    answered = client.post(moves, json=wish)
    if answered.is_success:
        made = answered.json()["id"]
        there.clients[Actor.ORGANISER].post(f"{moves}/{made}/undo").raise_for_status()
    return told(answered)


NOTHING = {"type": "doc", "content": [{"type": "paragraph"}]}


def divides(there: Cast, client: httpx.Client) -> tuple[int, str]:
    """A note that stands there, where anybody may write, to the next question."""
    note = there.seminar.note("Delt").json().get("note_id", "gone")
    pasted = {"type": "paragraph", "attrs": {"id": note, "member": None}}
    doc = {"type": "doc", "content": [{**pasted, "content": [{"type": "text", "text": "Delt"}]}]}
    pieces = [{"first": 1, "last": 1, "prompt": there.seminar.prompt(1)}]
    body = {"client_id": new_id(), "doc": doc, "pieces": pieces}
    return told(client.post(f"{API}/answers/{there.seminar.answer()['id']}/divide", json=body))


def promised(channel: Channel) -> Channel:
    """With {promise}, an action of a seminar before this one, which the room is asked about."""

    def ask(there: Cast, client: httpx.Client) -> tuple[int, str]:
        if "before" not in there.ids:
            before = first(there.seminar.server)
            there.ids["promise"] = before.note("Vi rydder").json()["note_id"]
            there.ids["before"] = before.seminar["series"]
        put_in_series(there.seminar, there.ids["before"])
        return channel(there, client)

    return ask


CHANNELS: dict[Act, dict[str, Channel]] = {
    Act.SEE_ROOM: {
        "board": call("GET", API + "/rooms/{room}/board"),
        "changes": call("GET", API + "/rooms/{room}/changes?since=0"),
        "answer": call("GET", API + "/answers/{answer}"),
        "socket": socket(joins),
        "outcomes": promised(call("GET", API + "/rooms/{room}/outcomes")),
        "outcomes' piece": promised(call("GET", "/rooms/{room}/outcomes")),
        "contributions": call("GET", API + "/rooms/{room}/contributions"),
        "round": call("GET", API + "/rooms/{room}/round"),
        "messages": call("GET", API + "/rooms/{room}/messages"),
        "take home": call("GET", API + "/rooms/{room}/export?format=docx"),
    },
    Act.WRITE: {
        "note": call("POST", API + "/rooms/{room}/notes", prompt="{prompt}", text="x"),
        "steps": steps,
        "state": call("PUT", API + "/answers/{answer}", state="done"),
        "disagreement": disagrees,
        "division": call("POST", API + "/answers/{answer}/division", doc=NOTHING),
        "dividing": divides,
        "phase": call("POST", API + "/rooms/{room}/phases", dialogue="{dialogue}", go="next"),
        "round begun": call("POST", API + "/rooms/{room}/round", go="start", dialogue="{dialogue}"),
        "summary": call("PUT", API + "/answers/{answer}", summary="x"),
        "socket": socket(writes),
    },
    Act.READ_HISTORY: {
        "history": past(API + "/answers/{answer}/history"),
        "summary's history": past(API + "/answers/{answer}/summary/history"),
        "text at": past(API + "/answers/{answer}/at/{version}"),
        "writers": past(API + "/rooms/{room}/writers"),
        "page": past("/rooms/{room}/history/{answer}"),
        "page of a summary": past("/rooms/{room}/history/{answer}/summary"),
        "page of the room": past("/rooms/{room}/history"),
    },
    Act.BRING_BACK: {
        "restore": past(API + "/answers/{answer}/restore", version="{version}"),
        "restore summary": past(API + "/answers/{answer}/summary/restore", version=0),
        "undelete": past(API + "/answers/{answer}/undelete", note="{gone}", dry_run=True),
        "own edits": past(API + "/rooms/{room}/undo", seat="{seat}", since="{ahead}"),
    },
    Act.ROLL_BACK: {
        "leaders' edits": past(API + "/rooms/{room}/undo", seat=None, since="{ahead}"),
        "whole room": past(API + "/rooms/{room}/restore", at="{ahead}"),
    },
    Act.HAND_IN_LATE: {
        "late": call(
            "POST", API + "/answers/{answer}/late", client_id="{fresh}", version=0, text="x"
        ),
        "late summary": call(
            "POST", API + "/answers/{answer}/summary/late", client_id="{fresh}", version=0, text="x"
        ),
    },
    Act.MOVE: {"answer moved": moves_answer},
    Act.TAKE_PART: {
        "duty": call("PUT", API + "/rooms/{room}/duties/{duty}", name="Kari"),
        "draw": call("POST", API + "/rooms/{room}/duties/draw", names=["Kari"]),
        "duty taken": call("POST", API + "/rooms/{room}/duties/{duty}/take"),
        "nudges": call("GET", API + "/rooms/{room}/nudges"),
        "help": call("POST", API + "/rooms/{room}/help"),
        "round": call("POST", API + "/rooms/{room}/round", go="stop"),
        "question put out": call("DELETE", API + "/rooms/{room}/focus"),
        "message seen": sees_message,
        "another name": renames,
        "help ended": call("DELETE", API + "/rooms/{room}/help"),
    },
    Act.FOLLOW_UP: {
        "outcome": promised(call("PUT", API + "/rooms/{room}/outcomes/{promise}", became="done")),
        "outcome taken back": promised(call("DELETE", API + "/rooms/{room}/outcomes/{promise}")),
        "outcome pressed": promised(press("/rooms/{room}/outcomes/{promise}", became="done")),
    },
    Act.ADD_MEMBER: {
        "member": call("POST", API + "/rooms/{room}/members", name="Fjellvik"),
    },
    Act.READ: {
        "reading's question": call("GET", "/read/{seminar}/questions/{prompt}"),
        "reading's rooms": call("GET", "/read/{seminar}/rooms"),
        "reading's room": call("GET", "/read/{seminar}/rooms/1"),
        "reading's actions": call("GET", "/read/{seminar}/actions"),
        "reading's members": call("GET", "/read/{seminar}/members"),
        "note": call("GET", "/read/{seminar}/notes/{note}"),
        "voices": call("GET", API + "/answers/{answer}/voices"),
        "near": call("GET", API + "/seminars/{seminar}/near?note={note}"),
        "search as JSON": call("GET", "/api/v1/seminars/{seminar}/search?q=noe"),
        "search": call("GET", "/read/{seminar}?q=lese"),
    },
    Act.RESPOND: {
        "comment": call("POST", API + "/answers/{answer}/comments", text="Enig"),
        "comment on the page": press(
            "/read/{seminar}/answers/{answer}/voices", do="comment", text="Enig"
        ),
        "useful": call("PUT", API + "/answers/{answer}/useful", useful=True),
    },
    Act.TAKE_ALONG: {
        "three others": call("GET", API + "/rooms/{room}/others"),
        "three others drawn": call("POST", API + "/rooms/{room}/others"),
        "line": call("PUT", API + "/rooms/{room}/taken-along", line=""),
    },
    Act.EXPORT: {
        "actions": call("GET", API + "/seminars/{seminar}/actions"),
        "calendar of actions": call("GET", API + "/seminars/{seminar}/actions?format=ics"),
    }
    | {
        format: call("GET", API + "/seminars/{seminar}/export?format=" + format)
        for format in ("json", "csv", "md", "docx", "odt", "pdf", "xlsx", "pptx", "site")
    },
    Act.SEE_GRID: {
        "contributions": call("GET", API + "/seminars/{seminar}/contributions"),
        "outcomes": promised(call("GET", API + "/seminars/{seminar}/outcomes")),
        "outcomes' page": promised(call("GET", "/seminars/{seminar}/outcomes")),
        "outcomes' table": promised(call("GET", API + "/seminars/{seminar}/outcomes.csv")),
        "late": call("GET", API + "/seminars/{seminar}/late"),
        "grid": call("GET", API + "/seminars/{seminar}/grid"),
        "clock": call("GET", API + "/seminars/{seminar}/clock"),
        "plan": call("GET", API + "/seminars/{seminar}/plan"),
        "pictures": call("GET", API + "/seminars/{seminar}/pictures"),
        "pictures' page": call("GET", "/seminars/{seminar}/pictures"),
        "grid's page": call("GET", "/seminars/{seminar}/grid"),
        "room beside it": call("GET", "/seminars/{seminar}/grid/rooms/{room}"),
        "late beside it": call("GET", "/seminars/{seminar}/grid/late"),
        "plenum": call("GET", API + "/seminars/{seminar}/plenum"),
        "plenum's page": call("GET", "/seminars/{seminar}/plenum"),
        "grid's socket": socket(joins_grid),
        "messages": call("GET", API + "/seminars/{seminar}/messages"),
        "what is exchanged": call("GET", API + "/seminars/{seminar}/exchange"),
    },
    Act.SEE_HARVEST: {
        "quality list": call("GET", API + "/seminars/{seminar}/quality"),
        "quality list's page": call("GET", "/seminars/{seminar}/quality"),
        "harvest": call("GET", API + "/seminars/{seminar}/harvest"),
        "harvest's page": call("GET", "/seminars/{seminar}/harvest/{prompt}"),
    },
    Act.SEE_SETUP: {
        "publication": call("GET", API + "/seminars/{seminar}/publication"),
        "sheets as PDF": call("GET", API + "/seminars/{seminar}/sheets"),
        "poster": call("GET", API + "/seminars/{seminar}/poster"),
        "qr": call("GET", API + "/seminars/{seminar}/qr"),
        "export page": call("GET", "/seminars/{seminar}/export"),
        "seminar": call("GET", API + "/seminars/{seminar}"),
        "last change": call("GET", API + "/seminars/{seminar}/undo"),
        "who sits in a room": call("GET", API + "/seminars/{seminar}/rooms/{room}/seats"),
        "rooms": call("GET", API + "/seminars/{seminar}/rooms"),
        "plan's page": call("GET", "/seminars/{seminar}/plan"),
    },
    Act.LEAD_ROOM: {
        "message to one": press("/seminars/{seminar}/messages", text="Hei", room="{room}"),
        "more time for one": press("/seminars/{seminar}/rooms/{room}/clock/more"),
        "help": press("/seminars/{seminar}/rooms/{room}/help"),
        "late put away": late_put_away,
        "message sent to one": call(
            "POST", API + "/seminars/{seminar}/messages", text="Hei", room="{room}"
        ),
        "help's undo": unhelps,
        "help answered": call("PUT", API + "/seminars/{seminar}/rooms/{room}/help", helped=False),
        "more time for one by call": clocked(
            call("POST", API + "/seminars/{seminar}/clock/more", room="{room}")
        ),
        "help's undo by call": unhelps_by_call,
    },
    Act.LOOK_THROUGH: {
        "search of led rooms": call("GET", API + "/seminars/{seminar}/led/search?q=lese"),
        "page of led rooms": call("GET", "/seminars/{seminar}/led?q=lese"),
        "report of led rooms": call("GET", API + "/seminars/{seminar}/led/export?format=md"),
    },
    Act.MERGE: {
        "merging": of_two(call("PUT", MERGE, into="{room}")),
        "merging by button": of_two(press("/seminars/{seminar}/rooms/{room}/merge", into="{room}")),
        "splitting": of_two(call("DELETE", MERGE)),
        "splitting by button": of_two(press("/seminars/{seminar}/rooms/{room}/merge/split")),
    },
    Act.REOPEN: {
        "reopening": reopens(call("PUT", REOPENING, until="2222-02-22T22:22:22Z")),
        "reopening by button": reopens(
            press("/seminars/{seminar}/rooms/{room}/reopening", dialogue="{dialogue}", until="5")
        ),
        "reopening's end": call("DELETE", REOPENING),
        "reopening's end by button": press(
            "/seminars/{seminar}/rooms/{room}/reopening/end", dialogue="{dialogue}"
        ),
    },
    Act.LEAD: {
        "stage": same_stage,
        "stage by button": moves,
        "message": press("/seminars/{seminar}/messages", text="Hei"),
        "message sent": call("POST", API + "/seminars/{seminar}/messages", text="Hei"),
        "exchange": call(
            "PUT", API + "/seminars/{seminar}/exchange", others=True, comments=True, useful=True
        ),
        "clock": starts_clock,
        "more time": press("/seminars/{seminar}/clock/more"),
        "clock stopped": press("/seminars/{seminar}/clock/stop"),
        "clock by call": clocked(
            call("PUT", API + "/seminars/{seminar}/clock", prompt="{prompt}", phase="talk")
        ),
        "more time by call": clocked(
            call("POST", API + "/seminars/{seminar}/clock/more", room=None)
        ),
        "clock stopped by call": call("DELETE", API + "/seminars/{seminar}/clock"),
        "step": takes_step,
        "step taken back": untakes_step,
        "next step": press("/seminars/{seminar}/plan/next", step="another"),
        "step passed over": press("/seminars/{seminar}/plan/skip", step="another"),
        "plan moved": call("POST", API + "/seminars/{seminar}/plan/move", minutes=0),
        "plan moved on the page": press("/seminars/{seminar}/plan/move", minutes="0"),
    },
    Act.SHOW: {
        "plenum": call("PUT", API + "/seminars/{seminar}/plenum", slide="rooms"),
        "plenum by button": press("/seminars/{seminar}/plenum", slide="rooms"),
        "plenum from the grid": press("/seminars/{seminar}/grid/plenum", slide="rooms"),
    },
    Act.SET_UP: {
        "link": press("/seminars/{seminar}/grid/rooms/{room}/link"),
        "link's undo": unpresses,
        "roster": roster,
        "arrangement": call(
            "POST", API + "/seminars/{seminar}/rooms/arrangement", people=[{"member": "Fjellvik"}]
        ),
        "arrangement on the page": press("/seminars/{seminar}/rooms/arrange", people="Fjellvik"),
        "change": call("PATCH", API + "/seminars/{seminar}", title="Prøve"),
        "undo": takes_back,
        "plan": call("PUT", API + "/seminars/{seminar}/plan", begins="13:00"),
        "plan on the page": press("/seminars/{seminar}/plan/make", begins="13.00"),
        "question": call("PATCH", API + "/seminars/{seminar}/prompts/{prompt}", help="Prøv"),
        "question added": call(
            "POST", API + "/seminars/{seminar}/dialogues/{dialogue}/prompts", text="Hva nå?"
        ),
        "question removed": cleared(removes("prompts")),
        "dialogue": call("PATCH", API + "/seminars/{seminar}/dialogues/{dialogue}", minutes=40),
        "dialogue added": cleared(
            call("POST", API + "/seminars/{seminar}/dialogues", title="Til slutt")
        ),
        "dialogue removed": cleared(removes("dialogues")),
        "last change taken back": takes_back_by_call,
        "duties": same_duties,
        "list read": call("POST", API + "/seminars/{seminar}/rooms/reading", text="Rom 1: Gol"),
        "room": call("PATCH", API + "/seminars/{seminar}/rooms/{room}", name="Vest"),
        "room's new link": call("POST", API + "/seminars/{seminar}/rooms/{room}/link"),
        "seat removed": unseats,
        "seating given up": call(
            "DELETE", API + "/seminars/{seminar}/dialogues/{dialogue}/seating"
        ),
    },
    Act.REHEARSE: {
        "rehearsal": call("PUT", API + "/seminars/{seminar}/rehearsal", speed=0),
        "rehearsal's page": call("GET", "/seminars/{seminar}/rehearsal"),
        "rehearsal wiped": wipes_rehearsal,
    },
    Act.HARVEST: {
        "theme": call("POST", API + "/seminars/{seminar}/themes", title="Tid"),
        "theme on the page": press("/seminars/{seminar}/harvest/{prompt}", do="add", title="Tid"),
        "decision": decides,
        "harvest's undo": undoes_harvest,
    },
    Act.PUBLISH: {
        "publish": call("PUT", API + "/seminars/{seminar}/publication", note="Skrivefeil"),
        "publish on the page": press("/seminars/{seminar}/publication", note="Skrivefeil"),
        "put back": call("POST", API + "/seminars/{seminar}/publication/back"),
    },
    Act.READ_REPORT: {
        "report": call("GET", "/read/{seminar}/report"),
        "report's page": call("GET", "/read/{seminar}/report/index.html"),
    },
    Act.OWN: {
        "co-facilitators": call("GET", API + "/seminars/{seminar}/co-facilitators"),
        "co-facilitators' page": call("GET", "/seminars/{seminar}/co-facilitators"),
        "their sheets": call("GET", "/seminars/{seminar}/co-facilitators/sheets"),
        "one more": call("POST", API + "/seminars/{seminar}/co-facilitators", name="{fresh}"),
        "one more on the page": press("/seminars/{seminar}/co-facilitators", name="{fresh}"),
        "one revoked": revokes,
        "facilitator's new link": renews_link,
        "deleted": deletes,
    },
    Act.SEE_SERIES: {
        "series": in_series(call("GET", API + "/series/{series}")),
        "series' page": in_series(call("GET", "/series/{series}")),
    },
    Act.KEEP_SERIES: {
        "name": in_series(call("PATCH", API + "/series/{series}", title="Året")),
        "name on the page": in_series(press("/series/{series}", title="Året")),
        "put in": in_series(call("PUT", API + "/series/{series}/seminars/{seminar}")),
        "put in on the page": in_series(press("/series/{series}/put-in", seminar="{seminar}")),
        "taken out": in_series(call("DELETE", API + "/series/{series}/seminars/{seminar}")),
        "taken out on the page": in_series(press("/series/{series}/take-out", seminar="{seminar}")),
        "next": in_series(call("POST", API + "/series/{series}/next", title="Neste")),
        "next on the page": in_series(press("/series/{series}/next", title="Neste")),
        "deleted": in_series(call("DELETE", API + "/series/{series}")),
        "deleted on the page": in_series(press("/series/{series}/delete")),
        "undo": in_series(undoes_series),
    },
}


def expected(actor: Actor, act: Act, stage: Stage) -> str:
    if act in ACROSS and actor in (Actor.SEAT, Actor.ROOM_FACILITATOR):
        actor = Actor.NEIGHBOUR
    if may(actor, act, stage):
        return ""
    sees = may(actor, Act.SEE_ROOM, stage)
    return "closed" if sees and RIGHTS[act].get(actor) else "not_found"


# To all rooms at once, whoever has a seat in one of them, or leads some, is like a neighbour.
ACROSS = frozenset({Act.READ, Act.EXPORT})
# Acts on the seminar as a whole do not depend on where one dialogue stands.
WHOLE = frozenset(
    {
        *(Act.SEE_ROOM, Act.TAKE_PART, Act.SEE_GRID, Act.LEAD, Act.SET_UP, Act.OWN),
        *(Act.SEE_SETUP, Act.SEE_HARVEST, Act.LEAD_ROOM, Act.MOVE, Act.LOOK_THROUGH),
        *(Act.READ_HISTORY, Act.ROLL_BACK, Act.HARVEST, Act.REHEARSE, Act.PUBLISH, Act.READ_REPORT),
        *(Act.SEE_SERIES, Act.KEEP_SERIES, Act.FOLLOW_UP),
    }
)


def row(act: Act, stage: Stage) -> dict[Actor, str]:
    """What each actor hears."""
    counts = stage if act not in WHOLE or stage is Stage.ARCHIVED else Stage.OPEN
    return {actor: expected(actor, act, counts) for actor in Actor}


def is_slow(act: Act, channel: str, stage: Stage) -> bool:
    """One channel of each act is tried in every stage; the others in one stage for each row that
    the table has, and in the stages with the same row by `make test-slow`."""
    alike = next(each for each in (Stage.OPEN, *Stage) if row(act, each) == row(act, stage))
    return channel != next(iter(CHANNELS[act])) and stage is not alike


CASES = [
    pytest.param(act, name, stage, marks=[pytest.mark.slow] * is_slow(act, name, stage))
    for stage, (act, channels) in product(Stage, CHANNELS.items())
    for name in channels
]


@pytest.mark.parametrize(("act", "channel", "stage"), CASES, ids=str)
def test_every_actor_gets_just_what_the_table_says(
    everybody: Cast, act: Act, channel: str, stage: Stage
) -> None:
    everybody.set(stage)
    found = {
        actor: CHANNELS[act][channel](everybody, client)[1]
        for actor, client in everybody.clients.items()
    }

    assert found == row(act, stage)


def test_the_table_names_every_act_and_somebody_may_do_each() -> None:
    assert set(RIGHTS) == set(Act)
    assert all(any(stages for stages in by_actor.values()) for by_actor in RIGHTS.values())


def elsewhere(client: httpx.Client, there: Cast) -> dict[str, tuple[int, str]]:
    """What comes of everything that is done to one room or its text, which is not theirs."""
    acts = (Act.SEE_ROOM, Act.READ_HISTORY, Act.BRING_BACK, Act.ROLL_BACK, Act.LEAD_ROOM, Act.MOVE)
    return {name: ask(there, client) for act in acts for name, ask in CHANNELS[act].items()}


def test_whoever_leads_chosen_rooms_finds_nothing_of_any_other(everybody: Cast) -> None:
    everybody.set(Stage.OPEN)
    seminar = everybody.seminar
    other = co_facilitator(seminar, "Even", [seminar.rooms[1]["id"]])

    assert {kind for _, kind in elsewhere(other, everybody).values()} == {"not_found"}
    grid = other.get(f"{API}/seminars/{seminar.id}/grid").json()
    assert [room["number"] for room in grid["rooms"]] == [2]
    assert other.get(f"{API}/seminars/{seminar.id}/late").json() == []
    beside = other.get(f"/seminars/{seminar.id}/grid/rooms/{seminar.rooms[0]['id']}", headers=PART)
    assert "Noe å lese" not in beside.text
    for page in ("grid", "grid?room=" + seminar.rooms[0]["id"], "plenum", "grid?show=late"):
        shown = other.get(f"/seminars/{seminar.id}/{page}").text
        assert "Noe å lese" not in shown, page
        assert "Fjellvik" not in shown, page


def test_no_stage_decides_who_sees_a_room_so_its_sockets_stay_when_it_changes() -> None:
    assert set(RIGHTS[Act.SEE_ROOM].values()) == {frozenset(Stage)}
