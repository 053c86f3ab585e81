"""The JSON API of the harvest (docs/api.md, section 2)."""

from typing import Annotated

from fastapi import Depends, Request
from sqlmodel import Session

from app.harvest import quotes, themes
from app.harvest.harvesting import Harvesting
from app.harvest.models import HarvestFull, quote_of, theme_of, version_of
from app.harvest.quotes import NoNote, OtherQuestion
from app.harvest.reaped import ThemeView
from app.harvest.recording import Recording
from app.harvest.suggesting import By, suggested
from app.harvest.wire import GroupsOut, HarvestOut, ThemeOut, Undone, group_json, theme_json
from app.harvest.wishes import QuoteChange, QuotesIn, ThemeChange, ThemeIn
from app.meaning.keeping import Meanings
from app.people.idempotency import Named
from app.people.identity import CallerOf, StoreOf
from app.people.naming import NamingOf
from app.people.rights import Closed
from app.refusals import N_, MovedOn, NameTaken, NotFound
from app.rooms.live import LiveRooms
from app.runtime import runtime
from app.seminars.editing import prompt_of
from app.web.api import api_router, operation

router = api_router("harvest", "/seminars/{seminar_id}")


class NewTheme(Named, ThemeIn):
    pass


class NewQuotes(Named, QuotesIn):
    pass


async def _harvesting(
    seminar_id: str, request: Request, visit: CallerOf, store: StoreOf
) -> Harvesting:
    return Harvesting(store, visit.asker, seminar_id, runtime(request)[LiveRooms])


HarvestingOf = Annotated[Harvesting, Depends(_harvesting)]


@router.get("/harvest")
async def show_harvest(harvesting: HarvestingOf) -> HarvestOut:
    def work(session: Session) -> HarvestOut:
        version, found = harvesting.reaped(session)
        return {"version": version, "themes": [theme_json(each) for each in found.themes]}

    return await harvesting.store.read(work)


@router.get("/harvest/groups")
async def suggest_groups(
    harvesting: HarvestingOf, request: Request, prompt: str, by: By = "words"
) -> GroupsOut:
    """What a question's notes may make themes of. Nothing of it is in the harvest."""
    meanings = runtime(request)[Meanings]
    meanings.wish(harvesting.seminar_id)

    def work(session: Session) -> GroupsOut:
        _, found = harvesting.reaped(session, prompt)
        prompt_of(session, harvesting.seminar_id, prompt)
        groups = suggested(by, meanings, session, found, prompt)
        return {"by": by, "meaning": meanings.on, "groups": [group_json(each) for each in groups]}

    return await harvesting.store.read(work)


@router.post("/themes", status_code=201)
@operation(Closed, HarvestFull, NameTaken)
async def add_theme(harvesting: HarvestingOf, wish: NewTheme, naming: NamingOf) -> ThemeOut:
    def deed(recording: Recording) -> str:
        return naming.once(recording.session, wish, lambda: themes.add(recording, wish).id)

    theme = await harvesting.do(deed, N_("The theme is added."))
    return await _theme_json(harvesting, theme)


@router.patch("/themes/{theme_id}")
@operation(Closed)
async def change_theme(harvesting: HarvestingOf, theme_id: str, wish: ThemeChange) -> ThemeOut:
    def deed(recording: Recording) -> None:
        theme = theme_of(recording.session, recording.seminar_id, theme_id)
        themes.change(recording, theme, wish)

    await harvesting.do(deed, N_("The theme is changed."))
    return await _theme_json(harvesting, theme_id)


@router.delete("/themes/{theme_id}", status_code=204)
@operation(Closed)
async def remove_theme(harvesting: HarvestingOf, theme_id: str) -> None:
    def deed(recording: Recording) -> None:
        themes.remove(recording, theme_of(recording.session, recording.seminar_id, theme_id))

    await harvesting.do(deed, N_("The theme is removed, and its quotes with it."))


@router.post("/themes/{theme_id}/quotes", status_code=201)
@operation(Closed, NoNote, OtherQuestion, HarvestFull, NameTaken)
async def add_quotes(
    harvesting: HarvestingOf, theme_id: str, wish: NewQuotes, naming: NamingOf
) -> ThemeOut:
    placed = await harvesting.store.read(lambda session: naming.repeats(session, wish))
    cuts = [] if placed else await harvesting.cut(wish.quotes, theme_id)

    def deed(recording: Recording) -> None:
        theme = theme_of(recording.session, recording.seminar_id, theme_id)
        naming.once(recording.session, wish, lambda: quotes.place(recording, theme, cuts))

    await harvesting.do(deed, N_("Put into the theme."))
    return await _theme_json(harvesting, theme_id)


@router.patch("/quotes/{quote_id}")
@operation(Closed, NoNote, OtherQuestion)
async def change_quote(harvesting: HarvestingOf, quote_id: str, wish: QuoteChange) -> ThemeOut:
    def deed(recording: Recording) -> str:
        quote = quote_of(recording.session, recording.seminar_id, quote_id)
        quotes.change(recording, quote, wish)
        return wish.theme or quote.theme_id

    return await _theme_json(harvesting, await harvesting.do(deed, N_("The quote is changed.")))


@router.delete("/quotes/{quote_id}", status_code=204)
@operation(Closed)
async def remove_quote(harvesting: HarvestingOf, quote_id: str) -> None:
    def deed(recording: Recording) -> None:
        quotes.remove(recording, quote_of(recording.session, recording.seminar_id, quote_id))

    await harvesting.do(deed, N_("Taken out of the theme."))


@router.post("/harvest/undo")
@operation(Closed, MovedOn, NameTaken)
async def undo(harvesting: HarvestingOf, naming: NamingOf, wish: Named | None = None) -> Undone:
    """Under a `client_id` one act and no more, however often it is sent."""
    undone = await harvesting.undo(naming.call(wish)) is not None
    version = await harvesting.store.read(lambda each: version_of(each, harvesting.seminar_id))
    return {"version": version, "undone": undone}


async def _theme_json(harvesting: Harvesting, theme_id: str) -> ThemeOut:
    def work(session: Session) -> ThemeView:
        _, found = harvesting.reaped(session)
        for each in found.themes:
            if each.theme.id == theme_id:
                return each
        raise NotFound

    return theme_json(await harvesting.store.read(work))
