"""Text that runs from right to left: every page shows it in its own direction."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from sqlmodel import Session, col, select

from app.direction import RIGHT_TO_LEFT
from app.exports.figures import spans
from app.seminars.models import Duty
from app.web.direction import (
    BEGIN,
    END,
    Direction,
    between_tags,
    set_apart,
    within_tag,
)
from app.web.pages import environment
from tests.cast import facilitator
from tests.rooms.browsing import address, enter
from tests.server import Afternoon, Server, afternoon

VOID = {"input", "br", "hr", "meta", "link", "img", "use", "path", "circle"}
UNSEEN = {"title", "script", "style"}


class Walk(HTMLParser):
    """Every text of a page, with what is around it; `loose` are those that no element directs."""

    def __init__(self) -> None:
        super().__init__()
        self.path: list[tuple[str, bool]] = []
        self.seen = 0
        self.loose: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        directs = tag == "bdi" or said.get("dir") == "auto"
        self.loose += [f"{tag}[{name}]={value}" for name, value in attrs if "<bdi" in (value or "")]
        typed = tag == "input" and said.get("type") != "hidden"
        if typed and RIGHT_TO_LEFT.search(said.get("value") or "") and not directs:
            self.loose.append(f"input[{said.get('name')}]")
        if tag not in VOID:
            self.path.append((tag, directs))

    def handle_endtag(self, tag: str) -> None:
        while self.path and self.path.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        alone = re.sub(f"{BEGIN}[^{END}]*{END}", "", data)
        if not RIGHT_TO_LEFT.search(alone) or any(tag in UNSEEN for tag, _ in self.path):
            return
        self.seen += 1
        if not any(directs for _, directs in self.path):
            self.loose.append(f"{'/'.join(tag for tag, _ in self.path)}: {data.strip()}")


def walked(page: str) -> Walk:
    walk = Walk()
    walk.feed(page)
    return walk


@pytest.fixture
def hebrew(server: Server) -> Afternoon:
    """A seminar in which everything that people may write runs from right to left."""
    prompt = {
        "text": "מה למדנו היום?",
        "text_nn": "מה למדנו אתמול?",
        "label": "למידה.",
        "help": "כתבו בקצרה.",
        "addressee": "המורים",
    }
    dialogues = [
        {
            "title": f"שיחה {number}",
            "instructions": "דברו יחד.\n- אחד\n> ציטוט.",
            "background": "רקע.",
            "prompts": [prompt, {**prompt, "per_member": True}],
        }
        for number in (1, 2)
    ]
    roster = [
        {"number": 1, "name": "חדר א.", "members": ["גליל", "נגב (דרום)"]},
        {"number": 2, "members": ["שרון", "כרמל"]},
    ]
    made = afternoon(
        server,
        roster,
        title="הסמינר שלנו.",
        how_used="לקריאה בלבד.",
        member_noun="עיר",
        dialogues=dialogues,
    )

    def name_duties(session: Session) -> None:
        for duty in session.exec(select(Duty).where(col(Duty.seminar_id) == made.id)):
            duty.name, duty.text = f"תפקיד {duty.position}", "שומר על הזמן."
            session.add(duty)

    server.store.write_now(name_duties)
    return made


def test_every_page_directs_every_text_that_runs_from_right_to_left(hebrew: Afternoon) -> None:
    hebrew.note("פתק ראשון.\nשורה שנייה.", member="גליל")
    note = hebrew.note("פתק שנמחק.")
    answer = hebrew.answer()
    path = f"/api/v1/answers/{answer['id']}"
    gone = {"version": answer["version"], "text": answer["text"].removesuffix("\nפתק שנמחק.")}
    assert note.status_code == 201
    hebrew.seats[0].put(path, json=gone).raise_for_status()
    hebrew.seats[0].put(path, json={"summary": "סיכום."}).raise_for_status()
    late = {"client_id": "1", "version": 0, "text": "מאוחר."}
    leader = facilitator(hebrew)
    browser = enter(hebrew, nickname="דוד.", member="גליל")
    browser.post("/duties/draw")
    leader.post(f"/seminars/{hebrew.id}/messages", data={"text": "עוד שתי דקות."})
    browser.client.post(f"/api/v1{browser.path}/help")
    hebrew.stage("closed")
    hebrew.seats[0].post(f"{path}/late", json=late).raise_for_status()

    lead = f"/seminars/{hebrew.id}"
    code = hebrew.seminar["code"]
    dialogue, prompt = hebrew.dialogue(), hebrew.prompt()
    room = hebrew.rooms[0]["id"]
    outside = [f"/j/{code}", f"/j/{code}/2", address(hebrew, 1)]
    inside = ["", f"/history/{answer['id']}", f"/history/{answer['id']}/summary", "/history"]
    moment = f"/history/{answer['id']}?version={answer['version']}"
    leading = ["", "/programme", "/rooms", "/duties", "/use", "/settings", "/share", "/sheets"]
    leading += ["/share/screen", "/grid", f"/grid/rooms/{room}", "/grid/late", "/plenum"]
    leading += [f"/plenum?prompt={prompt}", "/export", f"/programme/dialogues/{dialogue}"]
    reading = ["", "/rooms", "/rooms/1", "/members", f"/questions/{prompt}", "?q=פתק"]
    shown = {way: hebrew.server.client().get(way) for way in outside}
    shown |= {way: browser.client.get(f"/rooms/{room}{way}") for way in [*inside, moment]}
    shown |= {way: leader.get(lead + way, headers={"hx-request": "true"}) for way in leading}
    shown["/lead"] = hebrew.server.client().get(urlsplit(hebrew.seminar["facilitator_url"]).path)
    shown["/"] = browser.client.get("/")
    hebrew.stage("reading")
    shown |= {f"read {way}": leader.get(f"/read/{hebrew.id}{way}") for way in reading}

    walks = {way: walked(page.text) for way, page in shown.items() if page.status_code == 200}
    missing = {way: page.status_code for way, page in shown.items() if page.status_code != 200}
    assert missing == {}
    loose = [f"{way}: {each}" for way, walk in walks.items() for each in walk.loose]
    assert not loose, "\n".join(loose)
    assert not [way for way, walk in walks.items() if not walk.seen and way != "/share/screen"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_name_in_a_sentence_is_set_apart_between_tags_and_in_attributes(language: str) -> None:
    made = environment(language).from_string(
        '<b title="{{ _("%(name)s wrote", name=name) }}">{{ _("%(name)s wrote", name=name) }}</b>'
        "<title>{{ name }}</title>{% set told %}{{ name }}{% endset %}<i data-x='{{ told }}'></i>"
    )
    html = made.render(name="<דוד>")
    assert f'title="{BEGIN}&lt;דוד&gt;{END} ' in html
    assert "<bdi>&lt;דוד&gt;</bdi> " in html
    assert "<title>&lt;דוד&gt;</title>" in html
    assert f"<i data-x='{BEGIN}&lt;דוד&gt;{END}'>" in html
    assert "bdi" not in made.render(name="Kari")
    assert BEGIN not in made.render(name="Kari")


def test_what_says_its_direction_itself_is_left_alone() -> None:
    made = environment("nb").from_string(
        '<p dir="auto">{{ a }}<p>{{ a }}</p></p>{{ a }}<bdi>{{ a }}</bdi>{{ a }}'
        '<input dir="auto">{{ a }}'
    )
    told = "<bdi>א</bdi>"
    assert made.render(a="א") == (
        f'<p dir="auto">א<p>א</p></p>{told}<bdi>א</bdi>{told}<input dir="auto">{told}'
    )


def test_what_is_no_text_passes_as_it_is() -> None:
    for value in (7, None, "Kari", 1.5):
        assert between_tags(value) is value
        assert within_tag(value) is value
    assert Direction.identifier in environment("nb").extensions


def test_a_label_of_a_figure_that_takes_two_lines_is_set_apart_in_each() -> None:
    label = f"1. {set_apart('שאלה ' * 40)} – 1"
    lines = spans("Title", "Alt", [(label, 1, 2, 3)]).drawing.split("<text ")[1:]
    assert len(lines) > 3
    assert walked("".join(f"<text {line}" for line in lines)).loose == []
    assert all(line.count(BEGIN) == line.count(END) for line in lines)
