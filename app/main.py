"""Builds the application; the only file that knows every package."""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import anyio.to_thread
from sqlmodel import Session
from starlette.middleware import Middleware

from app.backups.nightly import Nightly
from app.boards import aloud_api, nudges_api, removal
from app.boards import api as boards_api
from app.boards import models as boards
from app.boards import pages as board_pages
from app.boards import routes as board_routes
from app.boards.document_cache import Documents
from app.boards.ledger_check import check_in_background
from app.boards.live import LiveBoards
from app.boards.room_updates import RoomUpdates
from app.boards.shapes import Shapes
from app.boards.socket import RoomSocket
from app.boards.sqlite_lane import SqliteLane
from app.boards.turns import Turns
from app.exchange import api as exchange_api
from app.exports import actions_api, publication_pages
from app.exports import api as exports_api
from app.exports import routes as exports_routes
from app.exports.api import ExportTurn
from app.harvest import api as harvest_api
from app.harvest import pages as harvest_pages
from app.history import api as history_api
from app.history import pages as history_pages
from app.history import room_pages as history_room_pages
from app.history.story_cache import Stories
from app.imports import api as imports_api
from app.imports import routes as imports_routes
from app.imports.reading import LARGEST_FILE
from app.imports.turn import ImportTurn
from app.late import api as late_api
from app.live import endpoint
from app.live.allowance import AddressAllowances, Allowance, Allowances, SocketAllowances
from app.live.bus import wires
from app.live.hub import BURST, MESSAGES_A_SECOND, RESTART, Hub
from app.live.line import Inbox
from app.live.vitals import Vitals
from app.meaning.keeping import Meanings
from app.meaning.reading import model_of
from app.people import routes as people_routes
from app.people.links import Links
from app.people.wrong_codes import WrongCodes
from app.quality import api as quality_api
from app.quality import pages as quality_pages
from app.reading import api as reading_api
from app.reading import (
    day_pages,
    exchange_pages,
    facilitation_pages,
    grid_pages,
    index,
    late_pages,
    messages_api,
    pictures_pages,
    plan_api,
)
from app.reading import routes as reading_routes
from app.reading.live import Grids
from app.reading.search import Search
from app.rehearsals import api as rehearsals_api
from app.rehearsals import pages as rehearsals_pages
from app.rehearsals.players import Players
from app.rooms import api as rooms_api
from app.rooms import (
    arrangement_api,
    arrangement_pages,
    co_facilitator_pages,
    co_facilitators_api,
    duties_api,
    duty_pages,
    joining,
    offline,
    phases_api,
    public_pages,
    room_admin,
    room_pages,
    roster_pages,
    share_api,
    share_pages,
    undo_pages,
)
from app.rooms import routes as rooms_routes
from app.rooms.live import LiveRooms
from app.rooms.roster_copy import copy_some
from app.rooms.roster_plan import put_slice
from app.rooms.roster_turn import RosterTurn
from app.runtime import Application, Runtime
from app.seminars import api as seminars_api
from app.seminars import (
    copying_api,
    deletion,
    plan_pages,
    programme_pages,
    prompt_pages,
    settings_pages,
)
from app.seminars import routes as seminars_routes
from app.seminars.signals import (
    Changes,
    prompts_leaving,
    seminar_leaving,
    shape_changed,
)
from app.seminars.work import Work
from app.settings import Settings
from app.storage import migrate
from app.storage.store import Clock, Installation, Store, utc_now
from app.web import errors, health, openapi, status_page
from app.web.assets import DIST, Assets
from app.web.guard import Guard
from app.web.packing import Packing
from app.web.paths import Paths

LARGEST_BODY = 1024 * 1024
LARGEST_IMPORT = LARGEST_FILE + 2 * LARGEST_BODY  # with its roster and the form around it
LARGER_BODIES = {"/api/v1/imports": LARGEST_IMPORT, "/imports": LARGEST_IMPORT}
WRITES_A_SECOND, WRITES_AT_ONCE = 50, 500
OF_AN_ADDRESS = 50
"""As many at full speed share an address: a hall of three hundred, most of whom read."""
ROUTERS = (
    health.router,
    status_page.router,
    openapi.router,
    seminars_api.router,
    copying_api.router,
    rooms_api.router,
    arrangement_api.router,
    duties_api.router,
    phases_api.router,
    boards_api.router,
    nudges_api.router,
    nudges_api.pages,
    aloud_api.router,
    aloud_api.pages,
    exchange_api.router,
    history_api.router,
    late_api.router,
    joining.router,
    rooms_routes.router,
    board_routes.router,
    board_pages.router,
    history_pages.router,
    history_room_pages.router,
    endpoint.router,
    public_pages.router,
    offline.router,
    people_routes.router,
    seminars_routes.router,
    programme_pages.router,
    prompt_pages.router,
    plan_pages.router,
    settings_pages.router,
    undo_pages.router,
    roster_pages.router,
    arrangement_pages.router,
    room_pages.router,
    duty_pages.router,
    co_facilitators_api.router,
    co_facilitator_pages.router,
    share_api.router,
    share_pages.router,
    grid_pages.router,
    reading_routes.router,
    reading_api.router,
    exchange_pages.router,
    actions_api.router,
    exports_api.router,
    exports_routes.router,
    publication_pages.router,
    publication_pages.api,
    imports_api.uploads,
    imports_api.router,
    imports_routes.router,
    facilitation_pages.router,
    day_pages.router,
    messages_api.router,
    plan_api.router,
    pictures_pages.router,
    pictures_pages.api,
    late_pages.router,
    harvest_api.router,
    harvest_pages.router,
    quality_api.router,
    quality_pages.router,
    rehearsals_api.router,
    rehearsals_pages.router,
)
# The routes themselves, which know what they wish for since they were declared: to include their
# routers would have FastAPI find it out anew at the first request, for half a second.
PAGES_AND_API = [route for router in ROUTERS for route in router.routes]


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
        (shape_changed, boards.fill),
        (prompts_leaving, removal.refuse_written),
        (seminar_leaving, room_admin.count),
        (seminar_leaving, removal.count),
        (seminar_leaving, index.forget),
    ):
        signal.connect(receiver, weak=False)  # a weak one is cut off noisily when the process ends
    errors.install(app)
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
    changes = Changes()
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
    sockets = RoomSocket(store, hub, live, updates)
    grids, search = Grids(store, hub), Search(store)
    meanings = Meanings(store, model_of(parts[Settings]))
    parts.add(
        store, changes, rooms, updates, live, sockets, grids, search, ExportTurn(), ImportTurn()
    )
    parts.add(meanings, vitals)
    work, shapes = Work(store, WORK), Shapes(store)
    players = Players(store, parts[Settings])
    parts.add(work, shapes, RosterTurn(store, work), players)
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
        (changes.plan, (grids.stage_changed,)),
        (changes.archive, (live.archive_changed,)),
        (changes.phase, (live.phase_changed,)),
        (changes.rights, (sockets.rights_changed, grids.rights_changed)),
        (changes.shape, (shapes.changed,)),
        (changes.leaving, (shapes.leaving,)),
        (changes.room, (grids.room_changed,)),
        (changes.board, (grids.room_changed,)),
    ):
        for receiver in receivers:
            signal.connect(receiver, weak=False)
    hub.elsewhere.moved = updates.moved_elsewhere
    hub.elsewhere.receivers = {
        "stage": (sockets.rights_changed, grids.stage_changed),
        "plan": (grids.stage_changed,),
        "rights": (sockets.rights_changed, grids.rights_changed),
        "room": (grids.room_changed,),
        "board": (grids.room_changed,),
    }
    for name in hub.elsewhere.receivers:
        getattr(changes, name).connect(partial(hub.elsewhere.changed, name), weak=False)
    await hub.elsewhere.start(store.info["epoch"])
    ending = threading.Event()
    check_in_background(store, ending)
    updates.start()
    nightly.start()
    search.start()
    await work.take_up()
    await players.start()
    await shapes.make_good()
    yield
    ending.set()
    for part in (players, nightly, updates, grids, search, work):
        part.stop()
    await meanings.stop()
    hub.close_all(RESTART)
    await hub.elsewhere.stop()
    store.close()
