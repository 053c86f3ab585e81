"""What became of it comes home in every report, for those who lead, and moves with the archive."""

import re
from dataclasses import replace

import pytest

from app.exports.extent import shortened
from app.exports.files import Format
from app.exports.names import People, with_names
from app.exports.outline import NamesPolicy, Outline, ReportOutcome
from tests.exports.outlines import GRANLI, OUTLINE, STORHAVN
from tests.exports.reading import read
from tests.exports.test_formats import FORMATS, made, text
from tests.outcomes.series import API, asked, first, following, ok, say
from tests.server import Afternoon, Server

HEADING = "Hva det ble til, det rommene skrev sist"
TOLD: tuple[Format, ...] = tuple(each for each in FORMATS if each != "csv")
OUTCOMES = (
    ReportOutcome(
        GRANLI,
        "Samling 1",
        4,
        "Siv Likeverd – kaller inn – uke 38",
        who="Siv Likeverd",
        what="kaller inn",
        when="uke 38",
        became="under_way",
        line="Siv er syk",
    ),
    ReportOutcome(STORHAVN, "Samling 1", 2, "Vi leier en buss", what="Vi leier en buss"),
)


def outline(*found: ReportOutcome) -> Outline:
    return replace(OUTLINE, outcomes=found)


@pytest.mark.parametrize("policy", ["initial", "keep", "remove", "role"])
@pytest.mark.parametrize("format", TOLD)
def test_it_stands_by_itself_in_every_format_with_the_policy_for_names(
    format: Format, policy: NamesPolicy
) -> None:
    people = People({"Siv Likeverd": "ordstyrer"}, "deltaker", "navn fjernet")
    found = text(format, with_names(outline(*OUTCOMES), policy, people)).replace("\\", "")

    plain = re.sub(r"\s", "", found)
    assert "kallerinn" in plain
    assert "Vileierenbuss" in plain
    assert "Igang:" in plain
    assert "ikkesvartennå" in plain
    assert policy == "keep" or "Likeverd" not in found
    if format == "xlsx":
        assert "fra Samling 1, rom 4" in found
    else:
        assert re.sub(r"\s", "", HEADING) in plain
        assert "1erigang·1utensvar" in plain


def test_a_report_has_no_place_for_it_where_nothing_is_asked_or_actions_are_left_out() -> None:
    for format in FORMATS:
        assert HEADING not in text(format, OUTLINE), format
    short = shortened(outline(*OUTCOMES), "summaries")
    assert HEADING not in " ".join(read("md", made("md", short)).split())


@pytest.fixture
def seminar(server: Server) -> Afternoon:
    before = first(server)
    before.note("Granli – inviterer naboene – uke 38 2027")
    now = following(before)
    ok(say(now, asked(now)[0]["note"], "under_way", line="Tre kom"))
    now.note("Noe nytt")
    return now


def test_those_who_lead_have_it_in_report_and_archive_and_nobody_else(seminar: Afternoon) -> None:
    seminar.stage("reading")
    path = f"{API}/seminars/{seminar.id}/export"
    led, seat = seminar.organiser, seminar.seats[1]

    assert "I gang: Tre kom" in led.get(path, params={"format": "md"}).text
    assert "Tre kom" not in seat.get(path, params={"format": "md"}).text
    (said,) = ok(led.get(path, params={"format": "json"}))["outcomes"]
    assert (said["became"], said["line"], said["who"]) == ("under_way", "Tre kom", "Granli")
    assert ok(seat.get(path, params={"format": "json"}))["outcomes"] == []


def test_it_comes_back_with_the_archive_where_the_seminar_before_is_not(
    server: Server, seminar: Afternoon
) -> None:
    file = seminar.organiser.get(f"{API}/seminars/{seminar.id}/export?format=json").content
    other = server.organiser("En annen")
    id = ok(other.post(f"{API}/imports", files={"file": ("x.json", file)}))["id"]
    made = ok(other.post(f"{API}/imports/{id}/confirm", json={}))["id"]

    found = ok(other.get(f"{API}/seminars/{made}/outcomes"))
    (asked_now,) = found["rooms"][0]["asked"]
    assert (asked_now["text"], asked_now["seminar"]) == (
        "Granli – inviterer naboene – uke 38 2027",
        "Samling 1",
    )
    assert asked_now["outcome"]["line"] == "Tre kom"
