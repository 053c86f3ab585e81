"""Promises of the rebase client: every copy ends alike, nothing is lost, nothing comes twice."""

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from prosemirror.model import Fragment, Node, Slice
from prosemirror.transform import AddMarkStep, AttrStep, ReplaceAroundStep, ReplaceStep, Step

from rehearsal.text import MANY_WAITING, Copy, Doubled, Gap, Spot, applied, units
from tests.rehearsal.authority import SCHEMA, Authority, document

KEYS = ["a", "å", "🎵", "e\u0301", "👩‍🏫", "ł", "\U0001f1f3\U0001f1f4"]


def insertion(pos: int, text: str) -> ReplaceStep:
    return ReplaceStep(pos, pos, Slice(Fragment.from_(SCHEMA.text(text)), 0, 0))


def start(*texts: str) -> tuple[Authority, Copy, Copy]:
    authority = Authority(document(*texts))
    return authority, Copy(authority.doc, 0, "one"), Copy(authority.doc, 0, "two")


def send(copy: Copy, authority: Authority) -> bool:
    version = authority.take(copy.version, copy.client, copy.sendable())
    if version is not None:
        copy.taken(version)
    return version is not None


def test_a_taken_step_is_confirmed_and_the_other_copy_shows_it() -> None:
    authority, one, two = start("Kor")
    one.step(insertion(4, "et"))
    assert send(one, authority)
    authority.bring(two)
    assert one.unconfirmed == []
    assert str(two.doc) == str(one.doc) == 'doc(paragraph("Koret"))'


def test_a_stale_step_is_rebased_behind_what_came_first() -> None:
    authority, one, two = start("x")
    one.step(insertion(2, "en"))
    two.step(insertion(2, "to"))
    assert send(one, authority)
    assert not send(two, authority)
    authority.bring(two)
    assert send(two, authority)
    authority.bring(one)
    assert one.doc.text_content == two.doc.text_content == "xento"


def test_steps_whose_answer_was_lost_are_recognised_when_they_come_back() -> None:
    authority, one, _ = start("x")
    one.step(insertion(2, "y"))
    authority.take(one.version, "one", one.sendable())
    assert authority.take(one.version, "one", one.sendable()) == 1
    authority.bring(one)
    assert one.unconfirmed == []
    assert one.doc.text_content == "xy"


def test_an_answer_after_the_echo_confirms_nothing_twice() -> None:
    authority, one, _ = start("x")
    one.step(insertion(2, "y"))
    taken = authority.take(0, "one", one.sendable())
    assert taken == 1
    authority.bring(one)
    one.taken(taken)
    assert (one.version, one.doc.text_content) == (1, "xy")


def test_frames_that_are_known_already_change_nothing() -> None:
    authority, one, two = start("x")
    one.step(insertion(2, "y"))
    send(one, authority)
    for _ in range(2):
        two.receive(1, authority.steps, authority.clients)
    assert two.doc.text_content == "xy"


def test_missing_steps_are_noticed() -> None:
    _, _, two = start("x")
    with pytest.raises(Gap):
        two.receive(2, [insertion(2, "y")], ["one"])


def test_a_server_that_takes_our_steps_twice_is_noticed() -> None:
    _, one, _ = start("x")
    one.step(insertion(2, "y"))
    with pytest.raises(Doubled):
        one.receive(2, [insertion(2, "y"), insertion(2, "y")], ["one", "one"])


def test_a_step_into_deleted_text_is_handed_back() -> None:
    authority, one, two = start("abc")
    one.step(ReplaceStep(1, 4, Slice.empty))
    two.step(insertion(3, "x"))
    send(one, authority)
    lost = authority.bring(two)
    assert [step.to_json() for step in lost] == [insertion(3, "x").to_json()]
    assert two.doc.text_content == ""


def test_a_tag_survives_a_note_that_somebody_puts_just_before_it() -> None:
    authority, one, two = start("x")
    one.step(AttrStep(0, "member", "gol"))
    two.step(ReplaceStep(0, 0, Slice(Fragment.from_(document("y").child(0)), 0, 0)))
    send(two, authority)
    assert authority.bring(one) == []
    assert [node.attrs["member"] for node in one.doc.children] == [None, "gol"]


def test_a_word_put_in_the_place_of_one_that_somebody_deletes_is_kept() -> None:
    authority, one, two = start("abc")
    one.step(ReplaceStep(2, 3, insertion(2, "x").slice))
    two.step(ReplaceStep(2, 3, Slice.empty))
    send(two, authority)
    assert authority.bring(one) == []
    assert one.doc.text_content == "axc"


def test_bold_over_bold_is_still_there_after_a_rebase() -> None:
    authority, one, two = start("abc")
    for copy, (left, right) in ((one, (1, 3)), (two, (3, 4))):
        copy.step(AddMarkStep(left, right, SCHEMA.mark("strong")))
        send(copy, authority)
        authority.bring(copy)
    one.step(AddMarkStep(2, 4, SCHEMA.mark("strong")))
    authority.bring(one)
    assert str(one.doc) == 'doc(paragraph(strong("abc")))'


def test_keys_that_wait_long_go_out_in_fewer_steps_and_what_was_sent_stays_as_it_was() -> None:
    authority, one, two = start("x")
    one.step(insertion(2, "0"))
    first = one.sendable()
    for number in range(2, 60):
        one.step(insertion(one.doc.content.size - 1, "🎵" if number % 2 else "a"))
    two.step(insertion(1, "b"))
    assert authority.take(0, "one", first) == 1
    authority.bring(one)
    assert len(one.sendable()) <= MANY_WAITING
    while two.unconfirmed or one.unconfirmed:
        for copy in (two, one):
            authority.bring(copy)
            send(copy, authority)
    authority.bring(two)
    assert one.doc.text_content == two.doc.text_content == "bx0" + "a🎵" * 29


def test_a_spot_stays_behind_own_text_while_others_write_before_it() -> None:
    authority, one, two = start("x")
    cursor = one.spot(2)
    one.step(insertion(2, "🎵"))
    two.step(insertion(1, "ab"))
    send(two, authority)
    authority.bring(one)
    assert one.doc.text_content == "abx🎵"
    assert cursor.pos == 1 + units("abx🎵")


@dataclass
class Writer:
    """A hand that types without looking; it knows which characters it put in and took out."""

    copy: Copy
    cursor: Spot
    typed: list[str] = field(default_factory=list)
    taken_out: set[str] = field(default_factory=set)


@dataclass
class World:
    authority: Authority
    writers: list[Writer]
    lost: set[str] = field(default_factory=set)
    taken_out: set[str] = field(default_factory=set)
    all_deletions_went: bool = True
    marker: int = 0x4E00

    def bring(self, writer: Writer, upto: int | None = None) -> None:
        before = set(_text(writer.copy.doc))
        for step in self.authority.bring(writer.copy, upto):
            self.lost.update(_inserted(step))
            if isinstance(step, ReplaceStep) and step.from_ < step.to:
                self.all_deletions_went = False
        # A deletion that ended at a letter which somebody else took out first may end before what
        # was typed in front of that letter: then this comes back for whoever had deleted it.
        if writer.taken_out & (set(_text(writer.copy.doc)) - before):
            self.all_deletions_went = False


def _inserted(step: Step) -> str:
    slice = getattr(step, "slice", Slice.empty)
    return "".join(_text(node) for node in slice.content.content)


def _text(node: Node) -> str:
    return node.text or node.text_content


def places(doc: Node) -> list[int]:
    """Every position in a textblock that splits no surrogate pair."""
    found: list[int] = []

    def visit(node: Node, pos: int, parent: Node | None, index: int) -> bool:
        if node.is_textblock:
            found.append(pos + 1)
        elif node.is_text:
            text = node.text or ""
            found.extend(pos + units(text[:end]) for end in range(1, len(text) + 1))
        return True

    doc.descendants(visit)
    return found


def deleted(start: Node, steps: list[Step]) -> set[str]:
    """The characters that a deletion took, also those that came into its range meanwhile. It may
    have become one step with text that was put in beside it."""
    gone: set[str] = set()
    for step in steps:
        after = applied(step, start)
        if isinstance(step, ReplaceStep) and step.from_ < step.to:
            gone |= set(_text(start)) - set(_text(after))
        start = after
    return gone


def act(world: World, kind: str, who: int, where: int, much: int) -> None:
    writer = world.writers[who % len(world.writers)]
    copy, here = writer.copy, places(writer.copy.doc)
    pos = here[where % len(here)]
    resolved = copy.doc.resolve(pos)
    match kind:
        case "type" | "type at cursor":
            pos = writer.cursor.pos if kind == "type at cursor" else pos
            if not copy.doc.resolve(pos).parent.is_textblock:
                return
            mark, world.marker = chr(world.marker), world.marker + 1
            copy.step(insertion(pos, mark + KEYS[much % len(KEYS)]))
            writer.typed.append(mark)
        case "delete":
            end = here[min(here.index(pos) + 1 + much % 5, len(here) - 1)]
            if copy.doc.resolve(end).parent is resolved.parent and end > pos:
                writer.taken_out.update(copy.doc.text_between(pos, end))
                world.taken_out |= writer.taken_out
                copy.step(ReplaceStep(pos, end, Slice.empty))
        case "enter":
            halves = [resolved.parent.copy(), SCHEMA.node("paragraph", {"id": f"n{much}"})]
            copy.step(ReplaceStep(pos, pos, Slice(Fragment.from_array(halves), 1, 1), True))
        case "list":
            if resolved.depth > 1:
                return
            before, after = resolved.before(), resolved.after()
            wrap = SCHEMA.node("bullet_list", None, [SCHEMA.node_type("list_item").create()])
            around = Slice(Fragment.from_(wrap), 0, 0)
            copy.step(ReplaceAroundStep(before, after, before, after, around, 2, True))
        case "bold":
            end = resolved.end()
            if end > pos:
                copy.step(AddMarkStep(pos, end, SCHEMA.mark("strong")))
        case "member":
            copy.step(AttrStep(resolved.before(), "member", f"m{much}"))
        case "send":
            send(copy, world.authority)
        case "send unheard":
            world.authority.take(copy.version, copy.client, copy.sendable())
        case "hear":
            world.bring(writer, copy.version + 1 + much % 4)
        case "hear all":
            world.bring(writer)


KINDS = ["type", "type at cursor", "type", "delete", "enter", "list", "bold", "member"]
NET = ["send", "send", "send unheard", "hear", "hear all"]
small = st.integers(0, 99)
schedules = st.lists(
    st.tuples(st.sampled_from(KINDS + NET), st.integers(0, 2), small, small), max_size=70
)


@example(
    schedule=[("type", 0, 0, 0), ("delete", 0, 0, 2), ("delete", 1, 0, 0), ("send", 1, 0, 0)],
    gather_after=1,
)
@example(schedule=[("type", 0, 7, 0), ("type", 0, 6, 0), ("delete", 0, 8, 1)], gather_after=1)
@settings(max_examples=300)
@given(schedule=schedules, gather_after=st.sampled_from([1, 3, 12]))
def test_after_any_schedule_all_copies_are_alike_and_hold_each_character_once(
    schedule: list[tuple[str, int, int, int]], gather_after: int
) -> None:
    beginning = document("En 🎵 note", "")
    authority = Authority(beginning)
    copies = [Copy(authority.doc, 0, f"client {n}", gather_after) for n in range(3)]
    world = World(authority, [Writer(copy, copy.spot(1)) for copy in copies])
    for event in schedule:
        act(world, *event)
    while any(copy.unconfirmed for copy in copies):
        for writer in world.writers:
            world.bring(writer)
            send(writer.copy, authority)
    for writer in world.writers:
        world.bring(writer)

    authority.doc.check()
    assert {str(copy.doc) for copy in copies} == {str(authority.doc)}
    text = Counter(_text(authority.doc))
    gone = deleted(beginning, authority.steps) | world.lost
    for character in (each for writer in world.writers for each in writer.typed):
        if character in world.taken_out - gone and not world.all_deletions_went:
            assert text[character] <= 1  # its deletion may be the one that found no place
        else:
            assert text[character] == (0 if character in gone | world.taken_out else 1)
