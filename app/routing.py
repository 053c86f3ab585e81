"""Every page, call and socket there is, in the order in which they are looked for."""

from app.boards import aloud_api, nudges_api
from app.boards import api as boards_api
from app.boards import pages as board_pages
from app.boards import routes as board_routes
from app.exchange import api as exchange_api
from app.exports import actions_api, publication_pages
from app.exports import api as exports_api
from app.exports import outcomes_api as outcomes_table
from app.exports import routes as exports_routes
from app.facilitation import (
    clock_api,
    day_pages,
    grid_pages,
    late_pages,
    led_pages,
    merge_pages,
    messages_api,
    move_pages,
    plan_api,
    plenum_api,
    plenum_pages,
    reopening_pages,
    stage_api,
)
from app.facilitation import pages as facilitation_pages
from app.harvest import api as harvest_api
from app.harvest import pages as harvest_pages
from app.history import api as history_api
from app.history import pages as history_pages
from app.history import room_pages as history_room_pages
from app.imports import api as imports_api
from app.imports import routes as imports_routes
from app.late import api as late_api
from app.live import endpoint
from app.moves import api as moves_api
from app.outcomes import api as outcomes_api
from app.outcomes import pages as outcomes_pages
from app.pasted import api as pasted_api
from app.pasted import pages as pasted_pages
from app.people import routes as people_routes
from app.pictures import pages as pictures_pages
from app.quality import api as quality_api
from app.quality import pages as quality_pages
from app.reading import api as reading_api
from app.reading import exchange_pages
from app.reading import routes as reading_routes
from app.rehearsals import api as rehearsals_api
from app.rehearsals import pages as rehearsals_pages
from app.rooms import api as rooms_api
from app.rooms import (
    arrangement_api,
    arrangement_pages,
    co_facilitator_pages,
    co_facilitators_api,
    duties_api,
    duty_list_api,
    duty_pages,
    holder_pages,
    joining,
    merging_pages,
    offline,
    phases_api,
    public_pages,
    room_changes_api,
    room_messages_api,
    room_pages,
    roster_api,
    roster_pages,
    round_api,
    round_pages,
    share_api,
    share_pages,
    undo_pages,
)
from app.rooms import routes as rooms_routes
from app.seminars import api as seminars_api
from app.seminars import (
    copying_api,
    owning_api,
    plan_pages,
    programme_api,
    programme_pages,
    prompt_pages,
    settings_pages,
)
from app.seminars import routes as seminars_routes
from app.series import api as series_api
from app.series import pages as series_pages
from app.visits import api as visits_api
from app.visits import pages as visits_pages
from app.web import health, openapi, status_page

ROUTERS = (
    health.router,
    status_page.router,
    openapi.router,
    seminars_api.router,
    copying_api.router,
    programme_api.router,
    owning_api.router,
    series_api.router,
    rooms_api.router,
    roster_api.router,
    room_changes_api.router,
    duty_list_api.router,
    arrangement_api.router,
    duties_api.router,
    phases_api.router,
    round_api.router,
    room_messages_api.router,
    boards_api.router,
    nudges_api.router,
    nudges_api.pages,
    aloud_api.router,
    aloud_api.pages,
    exchange_api.router,
    visits_api.router,
    history_api.router,
    late_api.router,
    moves_api.router,
    pasted_api.router,
    outcomes_api.router,
    joining.router,
    rooms_routes.router,
    holder_pages.router,
    round_pages.router,
    board_routes.router,
    pasted_pages.router,
    outcomes_pages.router,
    board_pages.router,
    visits_pages.router,
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
    series_pages.router,
    undo_pages.router,
    undo_pages.api,
    roster_pages.router,
    arrangement_pages.router,
    room_pages.router,
    duty_pages.router,
    co_facilitators_api.router,
    co_facilitator_pages.router,
    merging_pages.router,
    share_api.router,
    share_pages.router,
    grid_pages.router,
    reading_routes.router,
    reading_api.router,
    exchange_pages.router,
    actions_api.router,
    outcomes_table.router,
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
    stage_api.router,
    clock_api.router,
    plan_api.router,
    plenum_api.router,
    plenum_pages.router,
    led_pages.router,
    pictures_pages.router,
    led_pages.api,
    pictures_pages.api,
    reopening_pages.router,
    reopening_pages.api,
    merge_pages.router,
    merge_pages.api,
    late_pages.router,
    move_pages.router,
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
