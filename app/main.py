"""Builds the application: its parts, and who tells whom; with `routing` it knows every package."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import anyio.to_thread
from sqlmodel import Session
from starlette.middleware import Middleware

from app.backups.nightly import Nightly
from app.boards import phase_words, places, removal
from app.boards.document_cache import Documents
from app.boards.ledger_check import check_in_background
from app.boards.live import LiveBoards
from app.boards.room_updates import RoomUpdates
from app.boards.seminar_sockets import SeminarSockets
from app.boards.shapes import Shapes
from app.boards.socket import RoomSocket
from app.boards.sqlite_lane import SqliteLane
from app.boards.turns import Turns
from app.boards.unheard import Unheard
from app.exports.making import ExportTurn
from app.facilitation.live import Grids
from app.history.story_cache import Stories
from app.imports.reading import LARGEST_FILE
from app.imports.turn import ImportTurn
from app.live.allowance import AddressAllowances, Allowance, Allowances, SocketAllowances
from app.live.bus import wires
from app.live.endpoint import Messages
from app.live.hub import BURST, MESSAGES_A_SECOND, RESTART, Hub
from app.live.line import Inbox
from app.live.reach import Reach
from app.live.vitals import Vitals
from app.meaning.keeping import Meanings
from app.meaning.reading import model_of
from app.people.identity import show_key
from app.people.links import Links
from app.people.wrong_codes import WrongCodes
from app.reading import index
from app.reading.search import Search
from app.rehearsals.players import Players
from app.rooms import room_admin, undo_pages
from app.rooms.live import LiveRooms
from app.rooms.roster_copy import copy_some
from app.rooms.roster_plan import put_slice
from app.rooms.roster_turn import RosterTurn
from app.routing import PAGES_AND_API
from app.runtime import Application, Runtime
from app.seminars import deletion
from app.seminars.signals import (
    ChangeSignals,
    clock_changed,
    prompts_leaving,
    seminar_leaving,
    shape_changed,
)
from app.seminars.work import Work
from app.settings import Settings
from app.storage import migrate
from app.storage.store import Clock, Installation, Store, utc_now
from app.web import errors
from app.web.assets import DIST, Assets
from app.web.guard import Guard
from app.web.packing import Packing
from app.web.paths import Paths
from app.web.rounds import Rounds

LARGEST_BODY = 1024 * 1024
LARGEST_IMPORT = LARGEST_FILE + 2 * LARGEST_BODY  # with its roster and the form around it
LARGER_BODIES = {"/api/v1/imports": LARGEST_IMPORT, "/imports": LARGEST_IMPORT}
WRITES_A_SECOND, WRITES_AT_ONCE = 50, 500
OF_AN_ADDRESS = 50
"""As many at full speed share an address: a hall of three hundred, most of whom read."""


WORK = {
    "roster": put_slice,
    "copy": copy_some,
    "undo": undo_pages.put_back,
    "undone": undo_pages.put_away,
    "empty": removal.empty,
    "end": deletion.end,
}

# Python runs one thread at a time, and each hands over at every statement: when sixty people come
# back at once, forty threads take twice as long as four (tests/test_crowds.py prints it).
ANSWERING_THREADS = 4


def open_store(settings: Settings, clock: Clock = utc_now) -> Store:
    """The database with what its verbs need; tables are brought up to date first."""
    settings.data.mkdir(parents=True, exist_ok=True)
    migrate.upgrade(settings.database)
    store = Store(settings.database, clock=clock)
    documents = Documents()
    store.writer.keeper = documents
    store.info |= {
        "documents": documents,
        "stories": Stories(),
        "epoch": store.write_now(_epoch),
    }
    if settings.database_file is not None:
        store.writer.lane = SqliteLane(settings.database_file, store.info)
    return store


def _epoch(session: Session) -> str:
    """This database's epoch, begun when it is new."""
    installation = session.get(Installation, 1) or Installation()
    session.add(installation)
    return installation.epoch


def build(settings: Settings | None = None, *, clock: Clock = utc_now) -> Application:
    """An application over one data folder.

    Two of them may live in one process, as the tests have it: nothing is kept in modules.
    """
    settings = settings or Settings()
    app = Application(
        title="Samtavle",
        lifespan=partial(_life, clock=clock),
        openapi_url=None,  # web/openapi.py makes it, and true
        docs_url=None,
        redoc_url=None,
        middleware=[
            Middleware(Rounds),
            Middleware(Paths),
            Middleware(Guard, clock=clock),
            Middleware(Packing),
            Middleware(errors.BodyLimit, max_body_size=LARGEST_BODY, larger=LARGER_BODIES),
            Middleware(errors.ExactPaths),
        ],
    )
    app.runtime = Runtime(
        settings,
        Links(settings.key, settings.url),
        WrongCodes(),
        SocketAllowances(lambda: Allowance(MESSAGES_A_SECOND, BURST)),
        AddressAllowances(
            lambda: Allowance(OF_AN_ADDRESS * MESSAGES_A_SECOND, OF_AN_ADDRESS * BURST)
        ),
        Hub(wires(settings.nats_url)),
        Allowances(lambda: Allowance(WRITES_A_SECOND, WRITES_AT_ONCE)),
        Nightly(settings, clock),
    )
    for signal, receiver in (
        (shape_changed, places.fill),
        (clock_changed, phase_words.count),
        (prompts_leaving, removal.refuse_written),
        (seminar_leaving, room_admin.count),
        (seminar_leaving, removal.count),
        (seminar_leaving, index.forget),
    ):
        signal.connect(receiver, weak=False)  # a weak one is cut off noisily when the process ends
    errors.install(app, show_key)
    app.router.routes += PAGES_AND_API
    DIST.mkdir(parents=True, exist_ok=True)
    app.mount("/static", Assets(directory=DIST), name="static")
    return app


@asynccontextmanager
async def _life(app: Application, clock: Clock) -> AsyncIterator[None]:
    anyio.to_thread.current_default_thread_limiter().total_tokens = ANSWERING_THREADS
    parts = app.runtime
    hub, nightly = parts[Hub], parts[Nightly]
    store = open_store(parts[Settings], clock)
    changes = ChangeSignals()
    rooms = LiveRooms(store, hub, changes)
    updates = RoomUpdates(store, hub, rooms, changes)
    vitals = Vitals(
        hub.elsewhere.bus.process,
        hub.connections.values,
        lambda: store.writer.waiting,
        store.writer.commits,
    )
    hub.elsewhere.own_vitals = vitals.now
    live = LiveBoards(store, hub, rooms, updates, Turns(), vitals)
    sockets, reach = SeminarSockets(store, hub), Reach(hub, store.answers)
    grids, search = Grids(store, hub), Search(store)
    rights = (sockets.rights_changed, grids.rights_changed)
    memories = (store.info["documents"], store.info["stories"])
    unheard = Unheard(store, hub, rights, (updates.tell_missed, grids.tell_again), memories)
    meanings = Meanings(store, model_of(parts[Settings]))
    parts.add(store, changes, rooms, updates, live, grids, search, meanings)
    parts.add(Messages(hub, RoomSocket(store, hub, live, updates), grids), vitals, unheard, reach)
    work, shapes = Work(store, WORK), Shapes(store)
    players = Players(store, parts[Settings])
    parts.add(work, shapes, RosterTurn(store, work), players, ExportTurn(), ImportTurn())
    parts.add(Inbox(store.writer.pace, store.writer.hand_over))
    for signal, receivers in (
        (
            changes.stage,
            (
                sockets.stage_changed,
                grids.stage_changed,
                search.stage_changed,
                meanings.stage_changed,
            ),
        ),
        (changes.reopening, (live.reopening_changed, grids.stage_changed)),
        (changes.merging, (live.merging_changed, grids.stage_changed)),
        (changes.programme, (rooms.programme_changed, grids.stage_changed)),
        (changes.plan, (grids.stage_changed,)),
        (changes.plenum, (grids.plenum_changed,)),
        (changes.archive, (live.archive_changed,)),
        (changes.phase, (live.phase_changed,)),
        (changes.rights, rights),
        (changes.shape, (shapes.changed,)),
        (changes.leaving, (shapes.leaving,)),
        (changes.room, (grids.room_changed,)),
        (changes.boards, (grids.rooms_changed,)),
    ):
        for receiver in receivers:
            signal.connect(receiver, weak=False)
    hub.elsewhere.moved = updates.moved_elsewhere
    hub.elsewhere.missed = (updates.tell_present_again, grids.tell_again)
    hub.elsewhere.receivers = {
        "stage": (grids.stage_changed, updates.stages_moved_elsewhere),
        "reopening": (grids.stage_changed, updates.stages_moved_elsewhere),
        "merging": (grids.stage_changed, updates.stages_moved_elsewhere),
        "programme": (grids.stage_changed,),
        "plan": (grids.stage_changed,),
        "plenum": (grids.plenum_changed,),
        "rights": rights,
        "room": (grids.room_changed, updates.told_elsewhere),
        "boards": (grids.rooms_changed,),
    }
    for name in hub.elsewhere.receivers:
        getattr(changes, name).connect(partial(hub.elsewhere.changed, name), weak=False)
    await hub.elsewhere.start(store.info["epoch"])
    check_in_background(store, ending := threading.Event())
    for each in (reach, updates, unheard, nightly, search):
        each.start()
    await work.take_up()
    await players.start()
    await shapes.make_good()
    yield
    ending.set()
    for part in (players, nightly, reach, updates, sockets, unheard, grids, search, work):
        part.stop()
    await meanings.stop()
    hub.close_all(RESTART)
    await hub.elsewhere.stop()
    store.close()
