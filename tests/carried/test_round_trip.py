"""A seminar typed live, exported as JSON and imported again: identical, history included."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from app.carried.tables import CARRIED, LEFT_OUT, carriers
from app.storage.tables import all_tables
from tests.carried.played import ok, played
from tests.exports.test_archive import SCHEMA, made
from tests.server import Afternoon, afternoon, serving

IMPORTS = "/api/v1/imports"
Json = dict[str, Any]


def brought(seminar: Afternoon, archive: Json) -> Any:
    sent = {"file": ("x", json.dumps(archive).encode())}
    return seminar.organiser.post(IMPORTS, files=sent)


def moved(seminar: Afternoon, archive: Json) -> str:
    read = ok(brought(seminar, archive))
    assert read["kind"] == "samtavle"
    return str(ok(seminar.organiser.post(f"{IMPORTS}/{read['id']}/confirm", json={}))["id"])


def exported(seminar: Afternoon, id: str) -> Json:
    return dict(ok(seminar.organiser.get(f"/api/v1/seminars/{id}/export?format=json")))


def alike(archive: Json) -> str:
    """An archive whose ids are called by where they first stand, and whose lists are sets, so that
    two of them can be compared; what the clock and the public page make different is left out."""
    archive = json.loads(json.dumps(archive))
    archive.pop("made_at")
    for each in archive["rows"]["publication"]:
        each.pop("withdrawn_at")
    return json.dumps(_sorted(archive), ensure_ascii=False, sort_keys=True, indent=1)


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(each) for each in value), key=json.dumps)
    return value


def renamed(archive: Json, names: dict[str, str]) -> Json:
    text = json.dumps(archive)
    for old, new in names.items():
        text = text.replace(f'"{old}"', f'"{new}"')
    return dict(json.loads(text))


def names_between(before: Json, after: Json) -> dict[str, str]:
    """Ids of before by what the same thing is called after, told by all but ids: numbers, words,
    times and places in lists whose order means something."""
    pairs: list[tuple[Any, Any]] = []

    def walk(one: Any, other: Any) -> None:
        if isinstance(one, dict) and "id" in one:
            pairs.append((one["id"], other["id"]))
        if isinstance(one, dict):
            for name in one:
                walk(one[name], other[name])
        elif isinstance(one, list):
            assert len(one) == len(other)
            for each, same in zip(one, other, strict=True):
                walk(each, same)

    for key in ("seminar", "duties", "dialogues", "members", "rooms"):
        walk(before[key], after[key])
    found = dict(pairs)
    places = ("room", "prompt", "member")
    answers = {tuple(each[name] for name in places): each for each in after["answers"]}
    for each in before["answers"]:
        other = answers[tuple(found.get(each[name], each[name]) for name in places)]
        found[each["id"]] = other["id"]
    for name, told in (
        ("seat", ("room_id", "created_at")),
        ("theme", ("title",)),
        ("late", ("text",)),
        ("quote", ("text", "start")),
        ("comment", ("text",)),
        ("message", ("text", "at")),
        ("disagreement", ("text",)),
        ("plan_step", ("position",)),
        ("countdown", ("phase", "ends_at")),
        ("publication", ("number",)),
        ("move", ("at",)),
        ("merge", ("at",)),
        ("finding", ("kind", "word", "decided_at")),
    ):
        there = {_key(row, told): row["id"] for row in after["rows"][name]}
        for row in before["rows"][name]:
            found[row["id"]] = there[_key(renamed(row, found), told)]
    return found


def _key(row: Json, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(row[name] for name in names)


def test_every_table_is_carried_or_left_out_with_a_reason() -> None:
    known = {rows.name for rows in all_tables()}
    assert CARRIED.keys() | LEFT_OUT.keys() == known, "place the table in app/carried/tables.py"
    assert not CARRIED.keys() & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())
    for carrier in carriers():
        without = CARRIED[carrier.name].without
        assert without.keys() <= {column.name for column in carrier.table.columns}
        assert all(without.values())


def test_a_seminar_comes_back_identical_and_its_history_too(seminar: Afternoon) -> None:
    before = made(played(seminar))
    missing = [name for name, rows in before["rows"].items() if not rows]
    assert not missing, "have the afternoon do something that fills them (tests/carried/played.py)"
    jsonschema_rs.validator_for(SCHEMA).validate(before)

    after = exported(seminar, moved(seminar, before))

    assert alike(renamed(before, names_between(before, after))) == alike(after)
    assert [each["title"] for each in after["dialogues"]] == [
        each["title"] for each in before["dialogues"]
    ]
    _same_decisions(seminar, before["seminar"]["id"], after["seminar"]["id"])
    _same_history(seminar, before, after)


def _same_decisions(seminar: Afternoon, before: str, after: str) -> None:
    def decided(id: str) -> list[tuple[str, str | None]]:
        found = ok(seminar.organiser.get(f"/api/v1/seminars/{id}/quality"))
        return [(each["kind"], each["decision"]) for each in found]

    assert decided(after) == decided(before)
    assert {"accept", "keep"} <= {decision for _, decision in decided(after)}


def _same_history(seminar: Afternoon, before: Json, after: Json) -> None:
    def told(archive: Json) -> list[Any]:
        longest = max(archive["answers"], key=lambda each: each["notes"]["version"])
        path = f"/api/v1/answers/{longest['id']}/history"
        names = ("deed", "began_at", "ended_at", "first", "version")
        moments = ok(seminar.organiser.get(path))["moments"]
        return [[each[name] for name in names] for each in moments]

    assert told(after) == told(before)
    assert len(told(after)) > 1


def test_what_is_corrected_before_it_is_confirmed_is_one_more_step(seminar: Afternoon) -> None:
    before = made(played(seminar))
    read = ok(brought(seminar, before))
    post = next(each for each in read["posts"] if "Ola Nordmann" in each["text"])
    change = {"do": "assign", "post": post["id"], "room": 3}
    ok(seminar.organiser.put(f"{IMPORTS}/{read['id']}", json={"changes": [change]}))
    id = ok(seminar.organiser.post(f"{IMPORTS}/{read['id']}/confirm", json={}))["id"]
    after = exported(seminar, id)

    numbers = {each["id"]: each["number"] for each in after["rooms"]}
    told = {
        numbers[each["room"]]: each["notes"]["text"]
        for each in after["answers"]
        if "Ola Nordmann" in each["notes"]["text"] or "kulturskular" in each["notes"]["text"]
    }
    assert told.keys() == {3}
    assert "Ola Nordmann" in told[3]
    assert "kulturskular" in told[3]
    assert len(after["rows"]["ledger"]) > len(before["rows"]["ledger"])


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Afternoon, str]]:
    with serving(tmp_path_factory.mktemp("archived")) as running:
        seminar = played(afternoon(running))
        yield seminar, json.dumps(made(seminar))


def edited(archive: Json, change: str) -> Json:
    rows = archive["rows"]
    match change:
        case "text":
            next(each for each in archive["answers"] if each["notes"]["text"])["notes"]["doc"] = {
                "type": "doc",
                "content": [{"type": "paragraph"}],
            }
        case "gap":
            rows["ledger"].pop(0)
        case "step":
            rows["ledger"][0]["step"] = {"stepType": "replace", "from": 900, "to": 901}
        case "foreign":
            rows["answer"][0]["room_id"] = "somebodyelses"
        case "twice":
            rows["room"][1]["number"] = rows["room"][0]["number"]
        case "kind":
            rows["dialogue"][0]["stage"] = "sideways"
        case "number":
            rows["room"][0]["version"] = "many"
        case "huge":
            rows["room"][0]["version"] = 2**40
        case "nul":
            rows["theme"][0]["title"] = "a\0"
        case "none":
            rows["room"] = None
        case "lost":
            rows["member"].pop()
    return archive


@pytest.mark.parametrize(
    "change",
    ["text", "gap", "step", "foreign", "twice", "kind", "number", "huge", "nul", "none", "lost"],
)
def test_rows_that_somebody_has_changed_are_refused(
    archived: tuple[Afternoon, str], change: str
) -> None:
    seminar, archive = archived
    answer = brought(seminar, edited(json.loads(archive), change))
    assert (answer.status_code, answer.json()["type"]) == (422, "history_differs")


def test_names_in_a_file_are_as_clean_as_names_that_are_typed(seminar: Afternoon) -> None:
    archive = json.loads(json.dumps(made(played(seminar))))
    archive["rows"]["member"][0]["name"] = "Under\u202esnevik\u200b"
    archive["rows"]["room"][0]["name"] = "Sal\u2028to"
    archive["rows"]["theme"][0]["title"] = "\u2066Skog"
    after = exported(seminar, moved(seminar, archive))
    told = {each["name"] for part in ("members", "rooms") for each in after[part]}
    assert {"Undersnevik", "Sal to"} <= told
    assert "Skog" in {each["title"] for each in after["themes"]}
    archive["rows"]["member"][0]["name"] = "\u200b"
    assert brought(seminar, archive).json()["type"] == "history_differs"
    archive.pop("rows")
    archive["members"][0]["name"], archive["rooms"][0]["name"] = (
        "Under\u202esnevik",
        "\u0000Sal\u2028to",
    )
    after = exported(seminar, moved(seminar, archive))
    told = {each["name"] for part in ("members", "rooms") for each in after[part]}
    assert {"Undersnevik", "Sal to"} <= told


def test_a_file_of_before_comes_in_by_its_texts(seminar: Afternoon) -> None:
    archive = made(played(seminar))
    archive.pop("rows")
    after = exported(seminar, moved(seminar, archive))
    told = [
        sorted(each["notes"]["text"] for each in one["answers"] if each["notes"]["text"])
        for one in (archive, after)
    ]
    assert told[0] == told[1]
    assert told[0]


def test_a_row_that_an_older_file_does_not_know_has_what_a_new_one_has(seminar: Afternoon) -> None:
    archive = made(played(seminar))
    for row in archive["rows"]["dialogue"]:
        del row["minutes"]
    assert {
        each["minutes"] for each in exported(seminar, moved(seminar, archive))["dialogues"]
    } == {0}
