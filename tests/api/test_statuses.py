"""Every answer that the OpenAPI document promises of an operation is made to happen, and what comes
is held against the document."""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from app.apart import TookLong
from app.boards import ledger
from app.documents.steps import Limit
from app.exchange import responses
from app.exports import making
from app.failpoints import Failed
from app.harvest import quotes, themes
from app.imports import models as imports
from app.imports import turn
from app.live.allowance import Allowance, Allowances
from app.published import models as published
from app.rooms import seating
from app.seminars import editing
from app.storage import writer
from app.visits import members
from tests.api.notation import of_schema
from tests.boards.steps import paragraph
from tests.cast import facilitator
from tests.described import PROBLEM, Described, Operation, described
from tests.outcomes.series import promised_before
from tests.scans import scans, statements
from tests.server import Afternoon, afternoon, serving

API = "/api/v1"
MIB = 1024 * 1024
SUMMARY = "/answers/{answer_id}/summary"
Body = Any
FOREVER = "2222-02-22T22:22:22Z"
VERSIONS = ("{version}", "{before}", "{summary_version}", "{summary_before}")
STEPS = {"version": 0, "client": "walker", "steps": [paragraph("Hei", "walked")]}
RESTORES: dict[str, Body] = {"restore": {"version": 0}, "undelete": {"note": "{gone}"}}
PASTED = {"type": "paragraph", "attrs": {"id": "{pasted}", "member": None}}
DOC: dict[str, Any] = {
    "type": "doc",
    "content": [{**PASTED, "content": [{"type": "text", "text": "Delt"}]}],
}
GONE = {**DOC["content"][0], "attrs": {"id": "gone", "member": None}}
DIVIDED = {
    "client_id": "{fresh}",
    "doc": DOC,
    "pieces": [{"first": 1, "last": 1, "prompt": "{other_prompt}"}],
}
BODIES: dict[str, Body] = {
    "POST /seminars": {"title": "En til", "preset": "blank"},
    "POST /seminars/{seminar_id}/copy": {"title": "Neste"},
    "PATCH /seminars/{seminar_id}": {"title": "Ny tittel"},
    "POST /seminars/{seminar_id}/dialogues": {
        "title": "Til slutt",
        "minutes": 20,
        "prompts": [{"text": "Hva tar vi med oss?"}],
    },
    "PATCH /seminars/{seminar_id}/dialogues/{dialogue_id}": {"background": "Les dette", "place": 0},
    "POST /seminars/{seminar_id}/dialogues/{dialogue_id}/prompts": {"text": "Og så?"},
    "PATCH /seminars/{seminar_id}/prompts/{prompt_id}": {"label": "Kort", "place": 0},
    "PUT /seminars/{seminar_id}/duties": {"duties": [{"id": "{duty_id}", "name": "Ordstyrer"}]},
    "POST /seminars/{seminar_id}/rooms/reading": {"text": "Rom 1: Gol og Nes 2", "divide": True},
    "PATCH /seminars/{seminar_id}/rooms/{room_id}": {"name": "{fresh}", "members": ["Fjellvik"]},
    "POST /seminars/{seminar_id}/undo": {"change": "{change}"},
    "PUT /seminars/{seminar_id}/dialogues/{dialogue_id}/stage": {"stage": "open"},
    "PUT /seminars/{seminar_id}/rooms/{room_id}/merge": {"into": "{other_room}"},
    "PUT /seminars/{seminar_id}/rooms/{room_id}/dialogues/{dialogue_id}/reopening": {
        "until": FOREVER
    },
    "PUT /seminars/{seminar_id}/archive": {"archived": False},
    "PUT /seminars/{seminar_id}/rehearsal": {"speed": 0},
    "POST /seminars/{seminar_id}/messages": {"text": "Hei"},
    "PUT /seminars/{seminar_id}/clock": {"prompt": "{prompt_id}", "phase": "talk"},
    "POST /seminars/{seminar_id}/clock/more": {},
    "PUT /seminars/{seminar_id}/rooms/{room_id}/help": {"helped": True},
    "POST /seminars/{seminar_id}/pressed/undo": {"undo": "{pressed}"},
    "POST /rooms/{room_id}/pressed/undo": {"undo": "{pressed}"},
    "PATCH /seats/{seat_id}": {"nickname": "Kari", "member": "Fjellvik"},
    "POST /rooms/{room_id}/round": {"go": "start", "names": ["Kari", "Per"]},
    "PUT /rooms/{room_id}/clock": {"prompt": "{prompt_id}", "phase": "talk"},
    "POST /seminars/{seminar_id}/co-facilitators": {"name": "{fresh}"},
    "PUT /seminars/{seminar_id}/co-facilitators/{co_facilitator_id}": {"name": "{fresh}"},
    "PUT /seminars/{seminar_id}/plan": {"begins": "13:00"},
    "PUT /seminars/{seminar_id}/plenum": {"slide": "rooms"},
    "POST /seminars/{seminar_id}/plan/take": {"step": "{step_id}"},
    "POST /seminars/{seminar_id}/plan/move": {"minutes": 5},
    "POST /seminars/{seminar_id}/plan/undo": {"undo": "{undo}"},
    "PUT /seminars/{seminar_id}/rooms": [
        {"number": 1, "name": "{fresh}", "members": ["Fjellvik", "Granli"]}
    ],
    "POST /seminars/{seminar_id}/rooms/arrangement": {
        "people": [{"member": "Fjellvik", "region": "Nord", "role": "rektor", "count": 4}],
        "way": "mixed",
        "size": 4,
    },
    "POST /seats": {"code": "{code}", "room": 1},
    "PUT /rooms/{room_id}/duties/{duty_id}": {"name": "Kari"},
    "PUT /rooms/{room_id}/outcomes/{note_id}": {"became": "under_way", "line": "Tre kom"},
    "PUT /answers/{answer_id}/aloud": {"aloud": False},
    "PUT /answers/{answer_id}/disagreement": {"line": "Nei"},
    "POST /answers/{answer_id}/comments": {"text": "Enig"},
    "PUT /comments/{comment_id}": {"gone": True},
    "PUT /answers/{answer_id}/useful": {"useful": True},
    "PUT /rooms/{room_id}/taken-along": {"line": ""},
    "PUT /seminars/{seminar_id}/exchange": {"others": True, "comments": True, "useful": True},
    "POST /rooms/{room_id}/focus": {"prompt": "{prompt_id}"},
    "POST /rooms/{room_id}/phases": {"dialogue": "{dialogue_id}", "go": "next"},
    "POST /rooms/{room_id}/duties/draw": {"names": ["Kari", "Per"]},
    "POST /rooms/{room_id}/members": {"name": "{fresh}"},
    "POST /rooms/{room_id}/notes": {"prompt": "{prompt_id}", "text": "Et notat"},
    "PUT /answers/{answer_id}": {"state": "done"},
    "POST /answers/{answer_id}/steps": {**STEPS, "version": "{version}"},
    "POST /answers/{answer_id}/summary/steps": {**STEPS, "version": "{summary_version}"},
    "POST /answers/{answer_id}/late": {"client_id": "{fresh}", "text": "For seint"},
    "POST /answers/{answer_id}/summary/late": {"client_id": "{fresh}", "text": "For seint"},
    "POST /answers/{answer_id}/division": {"doc": DOC},
    "POST /answers/{answer_id}/divide": DIVIDED,
    "POST /answers/{answer_id}/restore": RESTORES["restore"],
    "POST /answers/{answer_id}/summary/restore": RESTORES["restore"],
    "POST /answers/{answer_id}/undelete": {"note": "{gone}"},
    "POST /answers/{answer_id}/summary/undelete": {"note": "{gone_summary}"},
    "POST /rooms/{room_id}/undo": {"seat": "{seat}"},
    "POST /rooms/{room_id}/restore": {"at": FOREVER},
    "POST /seminars/{seminar_id}/late/{late_id}/take-in": {},
    "POST /seminars/{seminar_id}/late/{late_id}/put-away": {"reason": "Står der alt"},
    "POST /series": {"title": "Året"},
    "PATCH /series/{series_id}": {"title": "Halvåret"},
    "POST /series/{series_id}/next": {"title": "Neste", "held_on": "2027-03-01"},
    "POST /seminars/{seminar_id}/moves": {
        "answer": "{answer_id}",
        "notes": ["{note_id}"],
        "room": "{room_id}",
        "prompt": "{other_prompt}",
    },
    "PUT /imports/{import_id}": {"changes": [{"do": "assign", "post": "p1", "room": 2}]},
    "POST /imports/{import_id}/confirm": {"title": "Veggen"},
}
PLACED = {"quotes": [{"answer": "{answer_id}", "note": "{note_id}"}]}
BODIES |= {
    "PUT /seminars/{seminar_id}/quality/{finding_id}": {"decision": "keep"},
    "PUT /seminars/{seminar_id}/publication": {"note": "En skrivefeil"},
    "POST /seminars/{seminar_id}/themes": {"title": "Tid"},
    "PATCH /seminars/{seminar_id}/themes/{theme_id}": {"message": "Alle vil ha mer tid."},
    "POST /seminars/{seminar_id}/themes/{theme_id}/quotes": PLACED,
    "PATCH /seminars/{seminar_id}/quotes/{quote_id}": {"picked": True},
}
WALL = {"file": ("vegg.txt", "Rom 1\nHei på dere\n".encode())}
OWNED = (
    Operation("DELETE", f"{API}/seminars/{{seminar_id}}"),
    Operation("POST", f"{API}/seminars/{{seminar_id}}/facilitator-link"),
)
LED = ("/seminars", "/rooms/{room_id}/restore", "/imports", "/series")
REFUSING: dict[str, list[tuple[str, Body]]] = {
    "PUT /seminars/{seminar_id}/plan": [
        ("unclear_step", {"steps": [{"kind": "open"}]}),
        ("unclear_step", {"steps": [{"kind": "close", "dialogue": "another"}]}),
    ],
    "PUT /seminars/{seminar_id}/plenum": [
        ("not_finished", {"slide": "text", "room": "{third_room}"}),
        ("invalid", {"slide": "text"}),
    ],
    "POST /seminars/{seminar_id}/plan/take": [("step_taken", {"step": "another"})],
    "POST /seminars": [("unknown_preset", {"title": "x", "preset": "ukjent"})],
    "PATCH /seminars/{seminar_id}/prompts/{prompt_id}": [("other_form", {"text_nn": "Anna?"})],
    "PUT /seminars/{seminar_id}/rooms/{room_id}/merge": [
        ("cannot_merge", {"into": "{third_room}"})
    ],
    "PUT /seminars/{seminar_id}/rooms": [("roster_conflict", [{"number": 1}, {"number": 1}])],
    "POST /seminars/{seminar_id}/rooms/arrangement": [
        ("too_many_people", {"people": [{"member": "Gol", "count": 4000}, {"member": "Nes"}]}),
        ("roster_conflict", {"people": [{"member": "Gol"}], "rooms": [{"number": 1}] * 2}),
        ("invalid", {"people": []}),
        ("invalid", {"people": [{"member": "Gol"}], "size": 2}),
        ("invalid", {"people": [{"member": " "}]}),
    ],
    "PATCH /seats/{seat_id}": [("unknown_member", {"member": "Ingen"})],
    "POST /seats": [("unknown_member", {"code": "{code}", "room": 1, "member": "Ingen"})],
    "POST /rooms/{room_id}/notes": [
        ("unknown_member", {"prompt": "{prompt_id}", "text": "x", "member": "Ingen"}),
        ("refused_steps", {"prompt": "{prompt_id}", "text": "a\0b"}),
    ],
    "PUT /answers/{answer_id}": [
        ("stale", {"version": 0, "text": "Gammelt"}),
        ("refused_steps", {"version": "{version}", "doc": {"type": "doc", "content": [{}]}}),
    ],
    "PUT /seminars/{seminar_id}/rehearsal": [("rehearsals_full", {"speed": 1})],
    "PUT /seminars/{seminar_id}/publication": [("note_wanted", {})],
    "POST /seminars/{seminar_id}/themes/{theme_id}/quotes": [
        ("no_note", {"quotes": [{"answer": "{answer_id}", "note": "gone"}]}),
        ("other_question", {"quotes": [{"answer": "{other_answer}", "note": "gone"}]}),
    ],
    "PATCH /seminars/{seminar_id}/quotes/{quote_id}": [
        ("other_question", {"theme": "{other_theme}"}),
    ],
    "POST /seminars/{seminar_id}/moves": [
        (
            "note_gone",
            {
                "answer": "{answer_id}",
                "notes": ["gone"],
                "room": "{room_id}",
                "prompt": "{other_prompt}",
            },
        ),
    ],
    "POST /answers/{answer_id}/division": [("refused_steps", {"doc": {}})],
    "POST /answers/{answer_id}/divide": [
        ("refused_steps", {**DIVIDED, "doc": {}}),
        ("not_as_pasted", {**DIVIDED, "doc": {"type": "doc", "content": [GONE]}}),
    ],
    "POST /answers/{answer_id}/late": [("refused_steps", {"client_id": "x", "text": " "})],
    "POST /answers/{answer_id}/summary/late": [("refused_steps", {"client_id": "x", "text": " "})],
}
for _where, _before in (("", "{before}"), ("/summary", "{summary_before}")):
    REFUSING[f"POST /answers/{{answer_id}}{_where}/steps"] = [
        ("stale", {**STEPS, "client": "x"}),
        ("outdated_schema", {**STEPS, "schema": 99}),
        ("restored", {**STEPS, "epoch": "another"}),
        ("refused_steps", {**STEPS, "steps": [{}]}),
        ("invalid", {**STEPS, "version": "0"}),
        ("name_taken", {**STEPS, "version": _before, "steps": [paragraph("Annet", "other")]}),
    ]
ASKING: dict[str, list[dict[str, str]]] = {
    "GET /seminars/{seminar_id}/near": [{"note": "x" * 41}],
    "GET /seminars/{seminar_id}/search/near": [{"q": "ord " * 500}],
    "DELETE /seminars/{seminar_id}": [{"code": "x" * 41}],
    "PUT /seminars/{seminar_id}/publication": [{"order": "theme"}],
    "GET /seminars/{seminar_id}/led/export": [{"order": "theme"}],
    "GET /seminars/{seminar_id}/export": [
        {"order": "theme"},
        {"format": "json", "names": "remove"},
    ],
}
OTHERWISE: dict[str, Body] = {
    "POST /seminars/{seminar_id}/dialogues": {"minutes": 25},
    "POST /seminars/{seminar_id}/dialogues/{dialogue_id}/prompts": {"text": "Noe annet?"},
    "POST /answers/{answer_id}/comments": {"text": "Noe annet"},
    "POST /seminars/{seminar_id}/moves": {"notes": ["en-annen"]},
    "POST /seats": {"nickname": "En annen"},
    "POST /seminars": {"language": "nn"},
    "POST /seminars/{seminar_id}/copy": {"title": "En annen"},
    "POST /seminars/{seminar_id}/co-facilitators": {"name": "En annen"},
    "POST /seminars/{seminar_id}/messages": {"minutes": 5},
    "POST /seminars/{seminar_id}/clock/more": {"room": "{room_id}"},
    "POST /seminars/{seminar_id}/plan/take": {"skip": True},
    "POST /seminars/{seminar_id}/plan/move": {"minutes": 10},
    "POST /seminars/{seminar_id}/themes": {"kind": "disagreement"},
    "POST /seminars/{seminar_id}/themes/{theme_id}/quotes": {
        "quotes": [{"answer": "{answer_id}", "note": "{note_id}", "stop": 1}]
    },
    "POST /series": {"title": "Et annet"},
    "POST /series/{series_id}/next": {"place": "Nes"},
    "POST /imports/{import_id}/confirm": {"title": "En annen"},
    "POST /rooms/{room_id}/round": {"names": ["Kari"]},
    "POST /rooms/{room_id}/phases": {"go": "back"},
    "POST /rooms/{room_id}/duties/draw": {"names": []},
    "POST /rooms/{room_id}/members": {"name": "En annen"},
    "POST /rooms/{room_id}/notes": {"text": "Noe annet"},
    "PUT /answers/{answer_id}": {"state": "out_of_time"},
    "POST /answers/{answer_id}/divide": {"headings": [1]},
    "POST /answers/{answer_id}/late": {"text": "Noe annet"},
    "POST /answers/{answer_id}/summary/late": {"text": "Noe annet"},
    "POST /answers/{answer_id}/restore": {"version": 1},
    "POST /answers/{answer_id}/summary/restore": {"version": 1},
    "POST /answers/{answer_id}/undelete": {"note": "en-annen"},
    "POST /answers/{answer_id}/summary/undelete": {"note": "en-annen"},
    "POST /rooms/{room_id}/undo": {"since": FOREVER},
    "POST /rooms/{room_id}/restore": {"at": "2223-02-22T22:22:22Z"},
}
"""Another content under a name that was used."""


class Walk:
    """One afternoon in which every operation is called; what came is kept by operation."""

    def __init__(self, seminar: Afternoon, other: Afternoon, told: Described) -> None:
        self.seminar, self.other, self.told = seminar, other, told
        self.asked: set[str] = set()
        self.seen: dict[Operation, set[tuple[int, str]]] = {each: set() for each in self.operations}
        self.cookie = facilitator(seminar)
        self.ids = self._ids()

    @property
    def operations(self) -> list[Operation]:
        return [each for each in self.told.operations if each.path.startswith(API)]

    def _ids(self) -> dict[str, Any]:
        seminar = self.seminar
        note = seminar.note("Borte").json()
        seat = seminar.seats[0]
        answer = f"{API}/answers/{note['answer_id']}"
        seat.put(answer, json={"version": note["version"], "text": "Står"}).raise_for_status()
        seat.put(answer, json={"summary": "Borte her"}).raise_for_status()
        gone_summary = seat.get(answer).json()["summary"]["doc"]["content"][0]["attrs"]["id"]
        seat.put(answer, json={"summary": "Nå står noe helt annet"}).raise_for_status()
        history = seat.get(f"{answer}/history").json()
        gone = [each["note"] for each in history["removed"]] or [note["note_id"]]
        return {
            "seminar_id": seminar.id,
            "room_id": seminar.rooms[0]["id"],
            "other_room": seminar.rooms[1]["id"],
            "third_room": seminar.rooms[2]["id"],
            "dialogue_id": seminar.dialogue(),
            "prompt_id": seminar.prompt(),
            "answer_id": note["answer_id"],
            "note_id": note["note_id"],
            "comment_id": self._comment(note["answer_id"]),
            "duty_id": seminar.seminar["duties"][0]["id"],
            "code": seminar.seminar["code"],
            "other_answer": seminar.answer(index=1)["id"],
            "other_prompt": seminar.prompt(1),
            "other_theme": self._other_theme(),
            "gone": gone[0],
            "gone_summary": gone_summary,
            "seat": history["moments"][0]["who"]["seat"],
        }

    def _comment(self, answer_id: str) -> str:
        self.seminar.stage("reading")
        self.exchange(comments=True)
        path = f"{API}/answers/{answer_id}/comments"
        made = self.seminar.seats[0].post(path, json={"text": "Enig"}).json()
        self.seminar.stage("open")
        return str(made["id"])

    def exchange(self, **wish: bool) -> None:
        path = f"{API}/seminars/{self.seminar.id}/exchange"
        self.seminar.organiser.put(path, json=wish).raise_for_status()

    def _other_theme(self) -> str:
        wish = {"title": "En annen", "prompt": self.seminar.prompt(1)}
        path = f"{API}/seminars/{self.seminar.id}/themes"
        return str(self.seminar.organiser.post(path, json=wish).json()["id"])

    def filled(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.filled(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.filled(each) for each in value]
        if value == "{fresh}":
            return secrets.token_hex(4)
        if value == "{pasted}":
            return self._pasted()
        if value in VERSIONS:
            answer = self.seminar.seats[0].get(f"{API}/answers/{self.ids['answer_id']}").json()
            document = answer["summary"] if "summary" in value else answer
            return document["version"] - ("before" in value)
        return value.format(**self.ids) if isinstance(value, str) else value

    def body(self, operation: Operation) -> Body:
        return BODIES.get(f"{operation.method} {operation.path.removeprefix(API)}")

    def ready(self, operation: Operation) -> tuple[httpx.Client, str]:
        """Who may call it, and its address, with what it needs made beforehand."""
        client, ids = self.seminar.seats[0], {"version": 1, **self.ids}
        if operation.path.startswith(tuple(API + each for each in LED)):
            client = self.seminar.organiser
        if operation.path.endswith("/rehearsal"):
            self.rehearsal()
        if "import_id" in operation.path:
            ids["import_id"] = self._import(confirmed=operation.path.endswith("/take-back"))
        if "finding_id" in operation.path:
            self.seminar.note("Derfor vil vi at", room=1)  # of which no other call says anything
            found = self.seminar.organiser.get(f"{API}/seminars/{self.seminar.id}/quality").json()
            ids["finding_id"] = next(each["id"] for each in found if each["kind"] == "cut")
        if operation.path.endswith("/merge"):
            ids["room_id"] = self.seminar.rooms[2]["id"]
            if operation.method == "DELETE":
                self.merged()
        if operation.path.endswith("/reopening"):
            self.seminar.stage("closed", dialogue=1)
            ids["dialogue_id"] = self.seminar.dialogue(1)
        if "/plan" in operation.path:
            ids |= self._planned()
        if "theme_id" in operation.path or "quote_id" in operation.path:
            ids |= self._harvested()
        if "series_id" in operation.path:
            self.ids["series_id"] = ids["series_id"] = self.series(self.seminar.id)
        if "message_id" in operation.path:
            ids["message_id"] = self._made("messages", text="Hei")
        if "co_facilitator_id" in operation.path:
            ids["co_facilitator_id"] = self._made("co-facilitators", name=secrets.token_hex(4))
        if operation.path.endswith("/moves"):
            noted = self.seminar.note("Skal over")
            if noted.is_success:  # not in a room that is full
                self.ids["note_id"] = noted.json()["note_id"]
        if "move_id" in operation.path:
            ids["move_id"] = self.moved()
        if "late_id" in operation.path:
            ids["late_id"] = self._late()
        if "/notes/{note_id}" in operation.path:
            ids["note_id"] = self.seminar.note("Angret").json()["note_id"]
        if operation.path.endswith("/outcomes/{note_id}"):
            ids["note_id"] = promised_before(self.seminar)
        if "division_id" in operation.path:
            ids["division_id"] = self._division()
        if operation.path.endswith("/dialogues"):
            self._cleared()
        if operation in OWNED:
            ids["seminar_id"] = self._another()
        if "/seats/{seat_id}" in operation.path and "seminar_id" in operation.path:
            ids["seat_id"] = self._seat()["seat_id"]
        if operation.method == "DELETE" and operation.path.endswith("/prompts/{prompt_id}"):
            ids["prompt_id"] = self._asked_last()["prompts"][0]["id"]
        if operation.method == "DELETE" and operation.path.endswith("/dialogues/{dialogue_id}"):
            ids["dialogue_id"] = self._asked_last()["id"]
        if operation.path.endswith("/rooms/{room_id}/pressed/undo"):
            self.ids["pressed"] = self._called()
        elif operation.path.endswith(("/clock/more", "/pressed/undo")):
            self.ids["pressed"] = self._clocked()
        if operation.path.endswith("/{seminar_id}/undo"):
            self.ids["change"] = self._changed()
        if "seat_id" in operation.path and "seminar_id" not in operation.path:
            seat = self._seat()
            ids["seat_id"] = seat["seat_id"]
            client = self.seminar.server.client(seat["seat_token"])
        return client, operation.path.format(**ids)

    def _another(self) -> str:
        """A seminar that may be deleted, or led by nobody any more."""
        wish = {"title": "En annen", "preset": "blank"}
        made = self.seminar.organiser.post(f"{API}/seminars", json=wish).json()
        self.ids["its_code"] = made["code"]
        return str(made["id"])

    def _cleared(self) -> None:
        """Without the dialogues that came, of which there may be so many."""
        path = f"{API}/seminars/{self.seminar.id}"
        for each in self.seminar.organiser.get(path).json()["dialogues"]:
            if each["title"] == "Til slutt":
                self.seminar.organiser.delete(f"{path}/dialogues/{each['id']}").raise_for_status()

    def _asked_last(self) -> dict[str, Any]:
        """A dialogue that nobody has written in."""
        self._cleared()
        wish = {"title": "Til slutt", "prompts": [{"text": "Hva nå?"}]}
        path = f"{API}/seminars/{self.seminar.id}/dialogues"
        return dict(self.seminar.organiser.post(path, json=wish).json())

    def _changed(self) -> str:
        """The organiser's last change of set-up."""
        path, client = f"{API}/seminars/{self.seminar.id}", self.seminar.organiser
        client.patch(path, json={"place": secrets.token_hex(4)}).raise_for_status()
        return str(client.get(f"{path}/undo").json()["change"])

    def _clocked(self) -> str:
        """A clock that runs in all rooms, and the way back from it."""
        path, client = f"{API}/seminars/{self.seminar.id}/clock", self.seminar.organiser
        client.delete(path)  # one that stood already leaves nothing to take back
        wish = {"prompt": self.seminar.prompt(), "phase": "talk"}
        return str(client.put(path, json=wish).json().get("undo"))

    def _called(self) -> str:
        """A room that has called for help, and the way back from that."""
        path, seat = f"{API}/rooms/{self.seminar.rooms[0]['id']}/help", self.seminar.seats[0]
        seat.delete(path)
        return str(seat.post(path).json().get("undo"))

    def _planned(self) -> dict[str, str]:
        """A plan of the day whose rest was moved; its next step, and the way back from the move."""
        path, client = f"{API}/seminars/{self.seminar.id}/plan", self.seminar.organiser
        lunch = {"kind": "point", "text": "Lunsj", "at": "12:00"}
        client.put(path, json={"steps": [lunch]}).raise_for_status()
        moved = client.post(f"{path}/move", json={"minutes": 5}).json()
        self.ids |= {"step_id": moved["next"], "undo": moved["undo"]}
        return {}

    def _harvested(self) -> dict[str, str]:
        """A theme of the first question with a quote in it, of a note that is there."""
        self.ids["note_id"] = self.seminar.note("Tid").json()["note_id"]
        path, client = f"{API}/seminars/{self.seminar.id}", self.seminar.organiser
        wish = {"title": "Tid", "prompt": self.seminar.prompt()}
        theme = client.post(f"{path}/themes", json=wish).json()["id"]
        placed = client.post(f"{path}/themes/{theme}/quotes", json=self.filled(PLACED)).json()
        return {"theme_id": theme, "quote_id": placed["quotes"][0]["id"]}

    def series(self, *seminars: str) -> str:
        """One with these seminars in it."""
        made = self.seminar.organiser.post(f"{API}/series", json={"title": "Året"}).json()["id"]
        for each in seminars:
            path = f"{API}/series/{made}/seminars/{each}"
            self.seminar.organiser.put(path).raise_for_status()
        return str(made)

    def rehearsal(self) -> str:
        """The seminar of a rehearsal in which nobody is played."""
        path = f"{API}/seminars/{self.seminar.id}/rehearsal"
        return str(self.seminar.organiser.put(path, json={"speed": 0}).json()["seminar"])

    def _made(self, what: str, **wish: str) -> str:
        path = f"{API}/seminars/{self.seminar.id}/{what}"
        return str(self.seminar.organiser.post(path, json=wish).json()["id"])

    def moved(self) -> str:
        """A note that went to the next question."""
        moves = Operation("POST", f"{API}/seminars/{{seminar_id}}/moves")
        client, path = self.ready(moves)
        made = client.post(path, json=self.filled(self.body(moves)))
        return str(made.json()["id"])

    def merged(self) -> None:
        """The third room into the second one; it is so already when it was done before."""
        path = f"{API}/seminars/{self.seminar.id}/rooms/{self.seminar.rooms[2]['id']}/merge"
        self.seminar.organiser.put(path, json={"into": self.ids["other_room"]})

    def _late(self) -> str:
        path = f"{API}/answers/{self.ids['answer_id']}/late"
        body = {"client_id": secrets.token_hex(8), "text": "Kom for seint"}
        return str(self.seminar.seats[0].post(path, json=body).json()["id"])

    def _pasted(self) -> str:
        """The id of a note that stands last in the answer."""
        note = self.seminar.note("Delt")
        return str(note.json()["note_id"]) if note.is_success else "closed"

    def _division(self) -> str:
        path = f"{API}/answers/{self.ids['answer_id']}/divide"
        return str(self.seminar.seats[0].post(path, json=self.filled(DIVIDED)).json()["id"])

    def _import(self, *, confirmed: bool = False) -> str:
        organiser = self.seminar.organiser
        id = str(organiser.post(f"{API}/imports", files=WALL).json()["id"])
        if confirmed:
            organiser.post(f"{API}/imports/{id}/confirm", json={}).raise_for_status()
        return id

    def changed_archive(self) -> bytes:
        """Our own JSON, in which the rows do not make the texts any more."""
        path = f"{API}/seminars/{self.seminar.id}/export?format=json"
        return json.dumps(self.seminar.organiser.get(path).json() | {"rows": {}}).encode()

    def _seat(self) -> dict[str, Any]:
        wish = {"code": self.ids["code"], "room": 1}
        made = self.seminar.server.client().post(f"{API}/seats", json=wish)
        return dict(made.json())

    def call(
        self,
        operation: Operation,
        client: httpx.Client | None = None,
        path: str | None = None,
        **sent: Any,
    ) -> httpx.Response:
        """As it should be, but for what is given; remembered with what came of it."""
        if client is None or path is None:
            ready = self.ready(operation)
            client, path = client or ready[0], path or ready[1]
        if not sent.keys() & {"content", "json"} and self.body(operation) is not None:
            sent["json"] = self.filled(self.body(operation))
        if takes_a_form(operation) and not sent.keys() & {"content", "files"}:
            sent["files"] = WALL
        if operation == OWNED[0]:
            sent["params"] = {"code": self.ids["its_code"], **sent.get("params", {})}
        if path.endswith("/harvest/groups"):
            sent["params"] = {"prompt": self.seminar.prompt(), **sent.get("params", {})}
        elif path.endswith("/near") and not path.endswith("/search/near"):
            sent["params"] = {
                "note": self.seminar.answer()["notes"][0]["id"],
                **sent.get("params", {}),
            }
        if path.endswith(("/search", "/search/near")):
            sent["params"] = {"q": "notat", **sent.get("params", {})}
        answer = client.request(operation.method, path, **sent)
        self.told.check(answer)
        kind = answer.headers.get("content-type")
        self.seen[operation].add(
            (answer.status_code, answer.json()["type"] if kind == PROBLEM else "")
        )
        return answer


def takes_a_form(operation: Operation) -> bool:
    return operation == Operation("POST", f"{API}/imports")


def takes_a_name(operation: dict[str, Any]) -> bool:
    """By the document: whether a body may have a `client_id`."""
    for content in operation.get("requestBody", {}).get("content", {}).values():
        schema = content["schema"]
        if "client_id" in of_schema(schema, described().document["components"]["schemas"]).fields:
            return True
    return False


EXCHANGED = ("/voices", "/comments", "/{comment_id}", "/useful", "/others", "/taken-along")
Try = Callable[[Walk, Operation], None]


def good(walk: Walk, operation: Operation) -> None:
    walk.call(operation)


def without_a_key(walk: Walk, operation: Operation) -> None:
    walk.call(operation, walk.seminar.server.client())
    walk.call(operation, walk.seminar.server.client("seat_dead.x"))


def of_another_site(walk: Walk, operation: Operation) -> None:
    walk.call(operation, walk.cookie, headers={"origin": "https://evil.example"})
    walk.call(operation, walk.cookie, headers={"x-csrf-token": ""})


def not_theirs(walk: Walk, operation: Operation) -> None:
    stranger = walk.other.seats[0]
    body = walk.filled(walk.body(operation))
    if operation.path == f"{API}/seats":
        body = {"code": "WRNGCODE", "room": 1}
    walk.call(operation, stranger, **({"json": body} if body is not None else {}))


def wrong_bodies(walk: Walk, operation: Operation) -> None:
    """A body that is none is refused also where none is wanted."""
    if operation.method == "GET":
        return
    json_type = {"content-type": "application/json"}
    if "requestBody" in walk.told.operations[operation]:
        walk.call(operation, content=b"{", headers=json_type)
    walk.call(operation, content=b"{}", headers={"content-type": "text/plain"})
    most = 131 * MIB if takes_a_form(operation) else MIB
    walk.call(operation, content=b" " * (most + 1), headers=json_type)
    if takes_a_form(operation):
        walk.call(operation, files={"roster": (None, "1; Gol")})


def wrong_words(walk: Walk, operation: Operation) -> None:
    for each in walk.told.operations[operation].get("parameters", ()):
        if each["in"] == "query":
            walk.call(operation, params={each["name"]: "sideways"})
        elif each["name"] == "version":
            wrong = operation.path.format(**{**walk.ids, "version": "first"})
            walk.call(operation, path=wrong)


def refused_for_what_is_in_it(walk: Walk, operation: Operation) -> None:
    known = f"{operation.method} {operation.path.removeprefix(API)}"
    for _, body in REFUSING.get(known, ()):
        walk.call(operation, json=walk.filled(body))


def as_import(walk: Walk, operation: Operation) -> None:
    """A file that is no wall, an unknown preset, too many that wait; one that is confirmed."""
    if takes_a_form(operation):
        walk.call(operation, files={"file": ("x", b"\0\1" * 99)})
        walk.call(operation, files={**WALL, "preset": (None, "ukjent")})
        walk.call(operation, files={"file": ("x", walk.changed_archive())})
        with changed(imports, "MOST_IMPORTS", 0):
            walk.call(operation)
    elif operation.path.endswith("/take-back"):
        client, path = walk.ready(operation)
        known = {each["id"]: each["seminar"] for each in client.get(f"{API}/imports").json()}
        seminar = known[path.split("/")[-2]]
        harvested = client.post(f"{API}/seminars/{seminar}/themes", json={"title": "Tid"})
        harvested.raise_for_status()
        walk.call(operation, client, path)
    elif (409, "confirmed") in walk.told.problems(operation):
        client, path = walk.ready(operation)
        confirm = f"{path.removesuffix('/confirm')}/confirm"
        client.post(confirm, json={}).raise_for_status()
        walk.call(operation, client, path)


def beyond_what_a_process_may(walk: Walk, operation: Operation) -> None:
    """Files are read, and large reports made, by processes that are ended after their time."""

    async def too_long(*_: Any, **__: Any) -> None:
        raise TookLong

    if (422, "too_slow") in walk.told.problems(operation):
        with changed(turn, "apart", too_long):
            walk.call(operation)
    if (422, "report_too_large") in walk.told.problems(operation):
        with (
            changed(making, "apart", too_long),
            changed(making, "_answers", lambda *_: making.LARGE),
        ):
            walk.call(operation)


def refused_for_what_is_asked(walk: Walk, operation: Operation) -> None:
    known = f"{operation.method} {operation.path.removeprefix(API)}"
    for query in ASKING.get(known, ()):
        walk.call(operation, params=query)


def of_a_rehearsal(walk: Walk, operation: Operation) -> None:
    if (409, "rehearsal") not in walk.told.problems(operation):
        return
    organiser, seminar = walk.seminar.organiser, walk.rehearsal()
    room = organiser.get(f"{API}/seminars/{seminar}/rooms").json()[0]["id"]
    path = operation.path.format(**{**walk.ids, "seminar_id": seminar, "room_id": room})
    walk.call(operation, organiser, path)


def under_a_used_name(walk: Walk, operation: Operation) -> None:
    if not takes_a_name(walk.told.operations[operation]):
        return
    client, path = walk.ready(operation)
    if takes_a_form(operation):
        for title in ("En", "En annen"):
            sent = {"client_id": (None, "brukt"), "title": (None, title)}
            walk.call(operation, client, path, files={**WALL, **sent})
        return
    other = walk.filled(OTHERWISE.get(f"{operation.method} {operation.path.removeprefix(API)}"))
    body = {**walk.filled(walk.body(operation) or {}), "client_id": secrets.token_hex(4)}
    walk.call(operation, client, path, json=body)
    if other is None:  # nothing is sent but the name, so another call must have it first
        spent = {"client_id": secrets.token_hex(4)}
        note = {"prompt": walk.ids["prompt_id"], "text": "Brukt"}
        client.post(f"{API}/series", json={"title": "Brukt", **spent})
        client.post(f"{API}/rooms/{walk.ids['room_id']}/notes", json={**note, **spent})
        walk.call(operation, client, path, json=spent)
    else:
        walk.call(operation, client, path, json={**body, **other})


def too_fast(walk: Walk, operation: Operation) -> None:
    server = walk.seminar.server
    before = server.app.runtime[Allowances]
    _, path = walk.ready(operation)
    server.add(Allowances(lambda: Allowance(0.0001, 1)))
    try:
        for _ in range(2):
            walk.call(operation, walk.seminar.seats[0], path)
    finally:
        server.add(before)


@contextmanager
def changed(place: Any, name: str, value: Any) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(place, name, value)
        yield


def unsaved(walk: Walk, operation: Operation) -> None:
    if (503, "not_saved") not in walk.told.problems(operation):
        return

    def failing(name: str) -> None:
        if name == "before_commit":
            raise Failed(name)

    client, path = walk.ready(operation)
    body = walk.body(operation)
    sent = {} if body is None else {"json": walk.filled(body)}  # which may have to write itself
    with changed(writer, "passing", failing):
        walk.call(operation, client, path, **sent)


def in_full_places(walk: Walk, operation: Operation) -> None:
    kinds = {kind for _, kind in walk.told.problems(operation)}
    if "no_place" in kinds:
        with changed(seating, "MOST_SEATS", 0):
            walk.call(operation)
    if "refused_steps" in kinds:
        _, path = walk.ready(operation)
        with changed(ledger, "MOST_WEIGHT", 0):
            walk.call(operation, walk.seminar.seats[0], path)


def of_moves(walk: Walk, operation: Operation) -> None:
    """A place that has no space; a note that was moved on."""
    if operation.path.endswith("/moves") and operation.method == "POST":
        with changed(ledger, "LED", Limit(1, 1)):
            walk.call(operation)
    if operation.path.endswith("/moves/{move_id}/undo"):
        client, path = walk.ready(operation)
        on = {"answer": walk.ids["other_answer"], "notes": [walk.ids["note_id"]]}
        on |= {"room": walk.ids["room_id"], "prompt": walk.ids["prompt_id"]}
        client.post(path.rpartition("/moves")[0] + "/moves", json=on).raise_for_status()
        walk.call(operation, client, path)


def of_merges(walk: Walk, operation: Operation) -> None:
    """A room that never was merged."""
    if (409, "not_merged") in walk.told.problems(operation):
        client, _ = walk.ready(operation)
        walk.call(operation, client, walk.filled(operation.path))


def in_the_plan(walk: Walk, operation: Operation) -> None:
    """The clock of a dialogue that nobody has opened; a move that was taken back already."""
    client, path = walk.ready(operation)
    if operation.path.endswith("/plan/take"):
        asked = walk.seminar.prompt(dialogue=1)
        clock = {"kind": "clock", "prompt": asked, "phase": "talk"}
        plan = path.removesuffix("/take")
        step = client.put(plan, json={"steps": [clock]}).json()["next"]
        walk.call(operation, client, path, json={"step": step})
    if operation.path.endswith(("/plan/undo", "/pressed/undo")):
        body = walk.filled(walk.body(operation))
        walk.call(operation, client, path, json=body)
        walk.call(operation, client, path, json=body)
    if operation.path.endswith(("/clock", "/clock/more")) and operation.method != "DELETE":
        walk.seminar.stage("closed")
        walk.call(operation, client, path)
        walk.seminar.stage("open")


def on_the_projector(walk: Walk, operation: Operation) -> None:
    """A room drawn when every room has been."""
    if (409, "everybody_heard") in walk.told.problems(operation):
        client, path = walk.ready(operation)
        for _ in range(len(walk.seminar.rooms) + 1):
            walk.call(operation, client, path, json={"wheel": "draw"})


def in_the_harvest(walk: Walk, operation: Operation) -> None:
    """A harvest that is full; a note that is gone, and an act that others have gone on with."""
    kinds = {kind for _, kind in walk.told.problems(operation)}
    if "harvest_full" in kinds:
        client, path = walk.ready(operation)
        with changed(themes, "MOST_THEMES", 1), changed(quotes, "MOST_QUOTES", 1):
            walk.call(operation, client, path)
    if operation.path.endswith("/quotes/{quote_id}") and "no_note" in kinds:
        client, path = walk.ready(operation)
        seat, answer = walk.seminar.seats[0], f"{API}/answers/{walk.ids['answer_id']}"
        before = seat.get(answer).json()
        seat.put(answer, json={"version": before["version"], "text": ""}).raise_for_status()
        walk.call(operation, client, path, json={"renew": True})
        version = seat.get(answer).json()["version"]
        seat.put(answer, json={"version": version, "doc": before["doc"]}).raise_for_status()
    if "not_open" in kinds:
        client, path = walk.ready(operation)
        walk.seminar.stage("closed")
        walk.call(operation, client, path, json={"decision": "ask"})
        walk.seminar.stage("open")
    if operation.path.endswith("/publication") and "moved_on" in kinds:
        with changed(published, "publications", lambda *_: []):
            walk.call(operation)
    if operation.path.endswith("/harvest/undo"):
        path = f"{API}/seminars/{walk.seminar.id}/themes"
        theme = walk.seminar.organiser.post(path, json={"title": "Vår"}).json()["id"]
        walk.cookie.patch(f"{path}/{theme}", json={"title": "Deres"}).raise_for_status()
        walk.call(operation)
        walk.cookie.post(operation.path.format(**walk.ids)).raise_for_status()


def of_the_programme(walk: Walk, operation: Operation) -> None:
    """A question that was answered, a seminar's only dialogue, a change that is not the last."""
    kinds, organiser = {kind for _, kind in walk.told.problems(operation)}, walk.seminar.organiser
    seminar = f"{API}/seminars/{walk.seminar.id}"
    if operation.path.endswith("/{seminar_id}/undo") and operation.method == "POST":
        client, path = walk.ready(operation)
        wish = walk.filled(walk.body(operation))
        organiser.patch(seminar, json={"region": secrets.token_hex(4)}).raise_for_status()
        walk.call(operation, client, path, json=wish)
        asked = organiser.post(
            f"{seminar}/dialogues/{walk.seminar.dialogue()}/prompts", json={"text": "Og så?"}
        ).json()["id"]
        change = organiser.get(f"{seminar}/undo").json()["change"]
        answer = {"prompt": asked, "text": "Slik"}
        room = f"{API}/rooms/{walk.seminar.rooms[0]['id']}"
        walk.seminar.seats[0].post(f"{room}/notes", json=answer).raise_for_status()
        walk.call(operation, client, path, json={"change": change})
    elif "has_text" in kinds:
        walk.call(operation, organiser, operation.path.format(**walk.ids))
    if "programme_full" in kinds:
        with changed(editing, "MOST_DIALOGUES", 0), changed(editing, "MOST_PROMPTS", 0):
            walk.call(operation)
    if "last_dialogue" in kinds:
        wish = {"title": "En", "preset": "blank"}
        alone = organiser.post(f"{API}/seminars", json=wish).json()
        only = {"seminar_id": alone["id"], "dialogue_id": alone["dialogues"][0]["id"]}
        walk.call(operation, organiser, operation.path.format(**only))


def in_an_empty_series(walk: Walk, operation: Operation) -> None:
    if (409, "nothing_before") in walk.told.problems(operation):
        path = operation.path.format(series_id=walk.series())
        walk.call(operation, walk.seminar.organiser, path)


def beside_another_co_facilitator(walk: Walk, operation: Operation) -> None:
    if (409, "same_name") in walk.told.problems(operation):
        client, path = walk.ready(operation)
        others = f"{API}/seminars/{walk.seminar.id}/co-facilitators"
        taken = secrets.token_hex(4)
        client.post(others, json={"name": taken}).raise_for_status()
        walk.call(operation, client, path, json={"name": taken})
        walk.call(operation, client, path, json={"name": secrets.token_hex(4), "rooms": ["none"]})


def brought_back(walk: Walk, operation: Operation) -> None:
    """What is to be undone, history has undone already."""
    if operation.path.endswith("/divisions/{division_id}/undo"):
        client, path = walk.ready(operation)
        answer = walk.filled(f"{API}/answers/{{answer_id}}")
        before = walk.seminar.seats[0].get(answer).json()["version"] - 1
        back = walk.seminar.seats[0].post(f"{answer}/restore", json={"version": before})
        back.raise_for_status()
        walk.call(operation, client, path)


def without_a_summary(walk: Walk, operation: Operation) -> None:
    """There is nothing to read aloud then, nor to disagree with."""
    if operation.path.rpartition("/")[2] in ("aloud", "disagreement"):
        answer = walk.filled(f"{API}/answers/{{answer_id}}")
        stood = walk.seminar.seats[0].get(answer).json()["summary"]["text"]
        walk.seminar.seats[0].put(answer, json={"summary": ""})
        walk.call(operation)
        walk.seminar.seats[0].put(answer, json={"summary": stood})


def while_reading(walk: Walk, operation: Operation) -> None:
    """Rooms speak of each other's answers when these are open, if somebody has asked them to."""
    if not operation.path.endswith(EXCHANGED):
        return
    client, path = walk.ready(operation)
    walk.seminar.stage("reading")
    walk.exchange()
    walk.call(operation, client, path)
    walk.exchange(others=True, comments=True, useful=True)
    walk.call(operation, client, path)
    unsaved(walk, operation)
    under_a_used_name(walk, operation)
    if operation.path.endswith("/taken-along"):
        walk.call(operation, client, path, json={"line": "Vår", "was": "En annens"})
    with changed(responses, "MOST_OF_A_SEAT", 0):
        walk.call(operation, client, path)
    walk.seminar.stage("open")


def in_a_visit(walk: Walk, operation: Operation) -> None:
    """Elsewhere nobody but those who lead says who sits in a room."""
    if (409, "no_new_members") not in walk.told.problems(operation):
        return
    walk.call(operation)
    seminar = f"{API}/seminars/{walk.seminar.id}"
    walk.seminar.organiser.patch(seminar, json={"kind": "visit"}).raise_for_status()
    walk.call(operation)
    with changed(members, "MOST_MEMBERS", 0):
        walk.call(operation)
    unsaved(walk, operation)
    under_a_used_name(walk, operation)
    walk.seminar.organiser.patch(seminar, json={"kind": "gathering"}).raise_for_status()


def after_closing(walk: Walk, operation: Operation) -> None:
    if not {(409, "closed"), (410, "over")} & walk.told.problems(operation):
        return
    archive = f"{API}/seminars/{walk.seminar.id}/archive"
    client, path = walk.ready(operation)
    board = walk.seminar.board()["answers"]
    never_open = next(each["id"] for each in board if each["dialogue"] != walk.seminar.dialogue())
    walk.call(operation, client, path.replace(walk.ids["answer_id"], never_open))
    walk.seminar.stage("draft")
    walk.call(operation, client, path)
    walk.seminar.stage("open")
    walk.seminar.organiser.put(archive, json={"archived": True}).raise_for_status()
    walk.call(operation, client, path)
    walk.seminar.organiser.put(archive, json={"archived": False}).raise_for_status()
    walk.seminar.stage("open")


def by_the_code_where_links_alone_open(walk: Walk, operation: Operation) -> None:
    if (403, "by_link") not in walk.told.problems(operation):
        return
    seminar = f"{API}/seminars/{walk.seminar.id}"
    walk.seminar.organiser.patch(seminar, json={"entry": "link"}).raise_for_status()
    walk.call(operation)
    walk.seminar.organiser.patch(seminar, json={"entry": "code"}).raise_for_status()


TRIES: tuple[Try, ...] = (
    without_a_key,
    of_another_site,
    not_theirs,
    wrong_bodies,
    wrong_words,
    refused_for_what_is_asked,
    unsaved,
    in_full_places,
    of_moves,
    of_merges,
    in_the_plan,
    on_the_projector,
    in_the_harvest,
    of_the_programme,
    in_an_empty_series,
    beyond_what_a_process_may,
    beside_another_co_facilitator,
    brought_back,
    without_a_summary,
    while_reading,
    in_a_visit,
    after_closing,
    by_the_code_where_links_alone_open,
    of_a_rehearsal,
    under_a_used_name,
    good,
    refused_for_what_is_in_it,
    as_import,
    too_fast,
)


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with serving(tmp_path_factory.mktemp("walk")) as server:
        walk = Walk(afternoon(server), afternoon(server), described())
        with statements() as walk.asked:
            for operation in walk.operations:
                for attempt in TRIES:
                    attempt(walk, operation)
        yield walk


OPERATIONS = [each for each in described().operations if each.path.startswith(API)]


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_every_answer_that_is_promised_comes_and_is_what_it_is_described_as(
    walk: Walk, operation: Operation
) -> None:
    promised = {(each, "") for each in walk.told.successes(operation)}
    promised |= walk.told.problems(operation)
    assert promised - walk.seen[operation] == set()
    assert walk.seen[operation] - promised == set()


def test_no_call_reads_a_whole_table(walk: Walk, tmp_path: Path) -> None:
    assert scans(walk.asked, tmp_path) == {}
