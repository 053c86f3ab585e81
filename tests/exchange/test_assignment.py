"""Three others: everybody is read about equally often, nobody reads themselves, whoever comes."""

from collections import Counter
from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from app.exchange.assignment import HOW_MANY, as_one, assigned, likeness

ROOMS = [f"room{at}" for at in range(60)]
Words = Mapping[str, frozenset[str]]


@st.composite
def afternoons(draw: st.DrawFn) -> tuple[list[str], list[str], Words]:
    """Rooms that wrote, those that ask for three in the order in which they do, their words. Some
    never ask, and some that ask wrote nothing."""
    wrote = draw(st.lists(st.sampled_from(ROOMS), min_size=4, max_size=50, unique=True))
    asking = draw(st.lists(st.sampled_from(ROOMS), max_size=50, unique=True))
    words = st.frozensets(st.sampled_from("abcdefgh"), max_size=5)
    return wrote, asking, {room: draw(words) for room in ROOMS}


def all_assigned(wrote: list[str], asking: list[str], words: Words) -> dict[str, list[str]]:
    given_to = dict.fromkeys(wrote, 0)
    found: dict[str, list[str]] = {}
    for reader in asking:
        near = {room: likeness(words[reader], words[room]) for room in wrote}
        found[reader] = assigned(reader, given_to, near)
        for room in found[reader]:
            given_to[room] += 1
    return found


@given(afternoons())
def test_each_room_gets_three_that_wrote_never_itself_and_none_twice(
    day: tuple[list[str], list[str], Words],
) -> None:
    wrote, asking, words = day
    for reader, rooms in all_assigned(wrote, asking, words).items():
        assert len(rooms) == min(HOW_MANY, len(set(wrote) - {reader}))
        assert reader not in rooms
        assert len(set(rooms)) == len(rooms)
        assert set(rooms) <= set(wrote)


@given(afternoons())
def test_all_are_read_about_equally_often_at_every_moment(
    day: tuple[list[str], list[str], Words],
) -> None:
    wrote, asking, words = day
    times = Counter(dict.fromkeys(wrote, 0))
    for rooms in all_assigned(wrote, asking, words).values():
        times.update(rooms)
        assert max(times.values()) - min(times.values()) <= 2


@given(afternoons(), st.sampled_from(ROOMS))
def test_a_newcomer_is_read_until_it_has_caught_up(
    day: tuple[list[str], list[str], Words], newcomer: str
) -> None:
    wrote, asking, words = day
    wrote = [room for room in wrote if room != newcomer]
    times = Counter(dict.fromkeys(wrote, 0))
    for rooms in all_assigned(wrote, asking, words).values():
        times.update(rooms)
    times[newcomer] = 0
    for reader in (room for room in ROOMS if room not in (*asking, newcomer)):
        near = {room: likeness(words[reader], words[room]) for room in times}
        behind = times[newcomer] < min(
            times[room] for room in times if room not in (newcomer, reader)
        )
        rooms = assigned(reader, times, near)
        assert not behind or newcomer in rooms
        times.update(rooms)


@given(afternoons(), st.integers(0, HOW_MANY))
def test_a_room_that_has_some_is_given_only_what_it_lacks(
    day: tuple[list[str], list[str], Words], had: int
) -> None:
    wrote, _, words = day
    near = {room: likeness(words[wrote[0]], words[room]) for room in wrote}
    have = wrote[1 : 1 + had]
    rooms = assigned(wrote[0], dict.fromkeys(wrote, 0), near, have)
    assert len({*have, *rooms}) == min(HOW_MANY, len(wrote) - 1)


@given(afternoons(), st.dictionaries(st.sampled_from(ROOMS[:30]), st.sampled_from(ROOMS[30:])))
def test_a_room_is_never_given_the_one_that_it_was_merged_with(
    day: tuple[list[str], list[str], Words], into: dict[str, str]
) -> None:
    """Whether they were merged before it asked or after, and whichever of the two asks."""
    wrote, asking, words = day
    before = all_assigned(wrote, asking, words)
    stand = {into.get(room, room) for room in wrote}
    for reader in ROOMS:
        own = into.get(reader, reader)
        have = as_one(reader, before.get(reader, ()), into)
        rooms = [*have, *assigned(own, dict.fromkeys(stand, 0), {}, have)]
        assert own not in {into.get(room, room) for room in rooms}
        assert len(rooms) == len(set(rooms)) == min(HOW_MANY, len(stand - {own}))


def test_one_is_near_one_is_far_and_one_is_in_between() -> None:
    near = {"a": 0.9, "b": 0.5, "c": 0.3, "d": 0.0}
    assert assigned("x", dict.fromkeys("abcd", 0), near) == ["a", "d", "b"]


def test_among_equals_not_the_same_are_always_the_first() -> None:
    firsts = {assigned(reader, dict.fromkeys(ROOMS[:20], 0), {})[0] for reader in ROOMS[20:]}
    assert len(firsts) > 5
