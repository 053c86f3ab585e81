"""What one room does in a dialogue, from the draw of the duties to what comes too late."""

import asyncio
import secrets

from rehearsal.api import Problem
from rehearsal.expected import Late, Note
from rehearsal.programme import Prompt
from rehearsal.room import Room
from rehearsal.typist import Typist


async def dialogue(room: Room, number: int) -> None:
    """Work through the prompts of a dialogue; somebody loses the connection meanwhile."""
    await room.pace.pause(room.random.uniform(0, 60))
    if number == 1:
        await _share_duties(room)
    trouble = asyncio.create_task(_trouble(room))
    for prompt in room.programme.of(number):
        await _prompt(room, prompt)
    await trouble


async def last_words(room: Room, number: int) -> None:
    """One more note in a dialogue that is closing, while the next is under way."""
    prompt = room.programme.of(number)[0]
    typist = room.typist(room.second, room.answer(prompt))
    await typist.notes([room.script.note("last words", room.place, number)], member=None)


async def overrun(room: Room, number: int) -> None:
    """Go on writing until the server says that it is closed; the rest is handed in as late."""
    prompt = room.programme.of(number)[0]
    typist = room.typist(room.second, room.answer(prompt))
    turn = 0
    while not typist.pen.closed:
        turn += 1
        await typist.notes([room.script.note("overrun", room.place, turn)], member=None)


async def too_late(room: Room, number: int) -> None:
    """A note from a telephone after closing is refused, and handed in as late."""
    prompt = room.programme.of(number)[0]
    text = room.script.note("too late", room.place)
    try:
        await _post(room, prompt, text, None)
    except Problem as problem:
        if problem.type != "closed":
            raise
        body = {"client_id": secrets.token_hex(8), "version": 0, "text": text}
        answer = room.answer(prompt)
        await room.phone.api.post(f"/answers/{answer}/late", body)
        room.figures.counts["late"] += 1
        room.expected.late.append(Late(answer, text))
    else:
        room.problem("could send a note after closing")


async def _share_duties(room: Room) -> None:
    """Draw the duties, give one to somebody without a device, skip one."""
    at, api = f"/rooms/{room.id}/duties", room.keeper.api
    drawn = await api.post(f"{at}/draw", {})
    if {one["duty"] for one in drawn["duties"]} != set(room.programme.duties):
        room.problem(f"duties drawn: {drawn}")
    first, *_, last = room.programme.duties
    for duty, holder in ((first, {"name": "Åse"}), (last, {"skipped": True})):
        now = await api.put(f"{at}/{duty}", holder)
        if not now.items() >= holder.items():
            room.problem(f"duty {now} after {holder}")


async def _prompt(room: Room, prompt: Prompt) -> None:
    texts = room.script.notes(room.place, prompt.dialogue, prompt.number)
    if not texts:
        await say(room, room.answer(prompt), "nothing_to_add")
        return
    await asyncio.gather(write(room, prompt, texts), _telephone(room, prompt), _help(room))
    answer, _ = next(room.places(prompt))
    if room.random.random() < 0.6:
        await summary(room, answer)
    if room.random.random() < 0.8:
        await say(room, answer, room.random.choice(("done", "out_of_time")))


async def write(room: Room, prompt: Prompt, texts: list[str]) -> None:
    """The lead writes what the script says, in a prompt per member under each in turn; the second
    writes notes of its own in the first of these answers; then each writes its sentence in one."""
    answer, _ = next(room.places(prompt))
    if room.second is room.lead:
        await _leads(room, prompt, texts)
        return
    own = [room.script.note("second", room.place, prompt.id, turn) for turn in range(2)]
    second = room.typist(room.second, answer)
    await asyncio.gather(_leads(room, prompt, texts), second.notes(own, member=room.any_member()))
    if room.random.random() < 0.5:
        await _share(room, answer)


async def _leads(room: Room, prompt: Prompt, texts: list[str]) -> None:
    places = list(room.places(prompt))
    for number, (answer, member) in enumerate(places):
        typist, tag = room.typist(room.lead, answer), member or room.any_member()
        as_list = room.random.random() < 0.3
        await typist.notes(texts[number :: len(places)], first=True, as_list=as_list, member=tag)


async def _share(room: Room, answer: str) -> None:
    first, second = (room.typist(who, answer) for who in (room.lead, room.second))
    texts = [room.script.note("shared", room.place, answer, strand) for strand in range(2)]
    note = await first.begin_for_two()
    await asyncio.gather(first.share(texts[0], 0), _joins(second, note, texts[1]))


async def _joins(second: Typist, note: str, text: str) -> None:
    await second.join_in(note)
    await second.share(text, 2)


async def _telephone(room: Room, prompt: Prompt) -> None:
    """A note or two without opening the field; some are sent twice, as a bad net would."""
    for turn in range(room.random.choice((0, 1, 1, 2))):
        await room.pace.think(15)
        text = room.script.note("telephone", room.place, prompt.id, turn)
        if room.random.random() < 0.3:
            text += "\n" + room.script.note("second line", room.place, prompt.id, turn)
        await _post(room, prompt, text, room.any_member(), twice=room.random.random() < 0.2)


async def _post(
    room: Room, prompt: Prompt, text: str, member: str | None, *, twice: bool = False
) -> None:
    body = {"prompt": prompt.id, "text": text, "client_id": secrets.token_hex(8)}
    if member:
        body["member"] = member
    at, api = f"/rooms/{room.id}/notes", room.phone.api
    told = await api.post(at, body)
    room.figures.counts["notes sent"] += 1
    tag = None if prompt.per_member else member
    room.expected.notes[told["answer_id"]][told["note_id"]] = Note([text], tag)
    if twice and await api.post(at, body) != told:
        room.problem(f"a note sent twice is not answered alike: {told}")


async def summary(room: Room, answer: str) -> None:
    text = room.script.note("summary", room.place, answer)
    await room.typist(room.keeper, f"{answer}/summary").notes([text], first=True, member=None)
    room.figures.counts["summaries"] += 1


async def say(room: Room, answer: str, state: str) -> None:
    await room.keeper.api.put(f"/answers/{answer}", {"state": state})
    room.expected.states[answer] = state


async def _help(room: Room) -> None:
    """One room in eight calls for help, and takes the call back."""
    if room.random.random() > 0.125:
        return
    await room.pace.think(10)
    calls = [await room.lead.api.post(f"/rooms/{room.id}/help", {})]
    await room.pace.think(5)
    calls.append((await room.lead.api.ask("DELETE", f"/rooms/{room.id}/help")).json())
    if [call["calling"] for call in calls] != [True, False]:
        room.problem(f"calls for help: {calls}")
    room.figures.counts["calls for help"] += 1


async def _trouble(room: Room) -> None:
    """A telephone in a tunnel, a laptop that sleeps: one in six loses the socket for a while."""
    for who in room.people:
        if room.random.random() < 1 / 6:
            await room.pace.pause(room.random.uniform(10, 200))
            who.drop()
            await room.pace.pause(room.random.uniform(2, 20))
            await who.come_back()
