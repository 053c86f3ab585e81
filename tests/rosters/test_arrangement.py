"""Rooms proposed: everybody once, nobody alone, nobody moved; together, or mixed evenly."""

from collections import Counter
from collections.abc import Iterable, Sequence

from hypothesis import given
from hypothesis import strategies as st

from app.rosters.arrangement import Arrangement, arranged
from app.rosters.entries import Entry
from app.rosters.filling import FEWEST, MOST, Attendee

SIZES = st.integers(FEWEST, MOST)
PEOPLE = st.lists(
    st.tuples(st.integers(0, 25), st.sampled_from(["", "leder", "lærer"]), st.integers(1, 12)),
    max_size=25,
).map(lambda rows: [person for row in rows for person in people(*row)])


def people(member: int, role: str, count: int) -> list[Attendee]:
    return [Attendee(f"M{member:02}", f"R{member % 4}", role)] * count


@st.composite
def rosters(draw: st.DrawFn) -> list[Entry]:
    """Rooms that stand, some of them empty, some with members that sit in several."""
    numbers = draw(st.lists(st.integers(1, 40), max_size=12, unique=True))
    names = st.lists(st.sampled_from([f"M{at:02}" for at in range(40)]), max_size=9, unique=True)
    return [Entry(number, None, tuple(draw(names))) for number in sorted(numbers)]


def placed(found: Arrangement) -> Counter[str]:
    return Counter(each.member for room in found.rooms for each in room.people)


def sizes(found: Arrangement) -> list[int]:
    return sorted(room.size for room in found.rooms if room.size)


def spread(found: Arrangement, of: Iterable[str], kind: str) -> None:
    for name in of:
        counts = [sum(getattr(each, kind) == name for each in r.people) for r in found.rooms]
        assert max(counts) - min(counts) <= 1, (name, counts)


@given(PEOPLE, SIZES, st.booleans())
def test_everybody_is_placed_once_in_rooms_of_three_to_eight(
    coming: list[Attendee], size: int, together: bool
) -> None:
    found = arranged(coming, (), together=together, size=size)
    assert placed(found) == Counter(each.member for each in coming)
    assert [entry.number for entry in found.entries] == list(range(1, len(found.rooms) + 1))
    if len(coming) >= FEWEST:
        assert all(FEWEST <= each <= MOST for each in sizes(found))
    else:
        assert sizes(found) == ([len(coming)] if coming else [])
    again = arranged(list(reversed(coming)), (), together=together, size=size)
    assert again.entries == found.entries


@given(PEOPLE, SIZES)
def test_mixed_members_and_regions_are_spread_as_evenly_as_can_be(
    coming: list[Attendee], size: int
) -> None:
    found = arranged(coming, (), together=False, size=size)
    spread(found, {each.member for each in coming}, "member")
    spread(found, {each.region for each in coming}, "region")


def test_roles_are_spread_where_one_comes_from_each_member() -> None:
    roles = ["leder", "lærer", "elev"]
    coming = [Attendee(f"M{at:02}", "", roles[at % 3]) for at in range(30)]
    spread(arranged(coming, (), together=False), roles, "role")


@given(PEOPLE, SIZES)
def test_a_member_kept_together_is_divided_only_where_it_is_said(
    coming: list[Attendee], size: int
) -> None:
    found = arranged(coming, (), size=size)
    rooms = Counter(name for room in found.rooms for name in {each.member for each in room.people})
    said = [each.text for each in found.findings if each.kind == "divided"]
    assert bool(said) == any(times > 1 for times in rooms.values())


def test_members_that_fit_are_never_divided() -> None:
    coming = [Attendee(f"M{at % 300:03}") for at in range(2_000)]
    found = arranged(coming, ())
    assert not found.findings
    assert all(FEWEST <= each <= MOST for each in sizes(found))


def test_who_would_be_alone_is_joined_by_some_of_a_full_room() -> None:
    found = arranged([*people(1, "", 8), *people(2, "", 1)], ())
    assert sizes(found) == [3, 6]
    assert [(each.kind, each.text) for each in found.findings] == [("divided", "M01")]


@given(PEOPLE, rosters(), SIZES, st.booleans())
def test_whoever_sits_stays_and_who_comes_late_is_placed(
    coming: list[Attendee], standing: list[Entry], size: int, together: bool
) -> None:
    found = arranged(coming, standing, together=together, size=size)
    for before, after in zip(standing, found.entries, strict=False):
        assert after.number == before.number
        assert after.members[: len(before.members)] == before.members
    seated = {name for entry in found.entries for name in entry.members}
    assert seated >= {each.member for each in coming}
    wanted = Counter(each.member for each in coming)
    sat = Counter(name for entry in standing for name in entry.members)
    assert placed(found) == wanted | sat
    givers = [room.size for room in found.rooms if room.coming]
    if max(givers, default=0) > FEWEST:
        assert min(sizes(found)) >= FEWEST
    if max(givers, default=0) > MOST:
        assert min(sizes(found)) >= MOST


@given(PEOPLE, SIZES, st.booleans())
def test_the_same_list_again_changes_nothing(
    coming: list[Attendee], size: int, together: bool
) -> None:
    once = arranged(coming, (), together=together, size=size).entries
    assert arranged(coming, once, together=together, size=size).entries == once


def late(standing: Sequence[Entry], coming: list[Attendee]) -> dict[int, tuple[str, ...]]:
    return {entry.number: entry.members for entry in arranged(coming, standing).entries}


def test_late_arrivals_fill_rooms_before_they_get_one_of_their_own() -> None:
    there = [Entry(4, "Storsalen", ("M01",)), Entry(7)]
    first = people(1, "", 5)
    assert late(there, [*first, *people(2, "", 1)]) == {4: ("M01", "M02"), 7: ()}
    assert late(there, [*first, *people(2, "", 5)]) == {4: ("M01",), 7: ("M02",)}
    full = [Entry(1, None, ("M01",)), Entry(2, None, ("M02",))]
    eights = [*people(1, "", 8), *people(2, "", 8)]
    found = arranged([*eights, *people(3, "", 1)], full)
    assert sizes(found) == [8, 9]
    assert [each.kind for each in found.findings] == ["crowded"]


def test_who_sits_and_is_not_listed_counts_as_one_and_is_named() -> None:
    found = arranged(people(1, "", 2), [Entry(1, None, ("Gol",))])
    assert sizes(found) == [3]
    assert [(each.kind, each.text) for each in found.findings] == [("uncounted", "Gol")]


def test_those_who_come_late_crowd_no_room_when_they_can_have_one() -> None:
    standing = [Entry(1, None, tuple("ABCDEF")), Entry(2, None, tuple("GHIJKL"))]
    there = [Attendee(name) for name in "ABCDEFGHIJKL"]
    late = [Attendee(f"Sen {at}") for at in range(5)]
    for together in (True, False):
        found = arranged(there + late, standing, together=together, size=8)
        assert min(sizes(found)) >= FEWEST
        assert max(sizes(found)) <= MOST
        assert [each.members[:6] for each in found.entries[:2]] == [
            each.members for each in standing
        ]


def test_more_of_a_member_than_its_rooms_are_counted_where_there_is_place() -> None:
    standing = [Entry(at, None, ("A", "B", "C")) for at in range(1, 7)]
    coming = [
        Attendee(name) for name, count in (("A", 14), ("B", 13), ("C", 13)) for _ in range(count)
    ]
    found = arranged(coming, standing, together=False, size=7)
    assert sizes(found) == [6, 6, 7, 7, 7, 7]
    assert [each.members for each in found.entries] == [each.members for each in standing]
