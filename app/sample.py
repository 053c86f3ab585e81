"""The sample seminar that `make run` shows, made once in an empty data folder."""

from sqlmodel import Session, select

from app import world
from app.people.links import Links
from app.people.models import Organiser, organiser_named, sign_in_link
from app.rooms.models import rooms
from app.seminars.models import Seminar

ORGANISER = "Sample organiser"


def lines(session: Session, links: Links) -> list[str]:
    """The four links, one line each. Raises nothing when the sample was deleted: then only the
    organiser's link is left."""
    organiser = session.exec(select(Organiser).where(Organiser.name == ORGANISER)).first()
    if organiser is None:
        organiser = organiser_named(session, ORGANISER)
        world.make(session, organiser)
    query = select(Seminar).where(Seminar.organiser_id == organiser.id)
    seminar = session.exec(query.order_by("created_at")).first()
    printed = [f"Organiser: {links.organiser(sign_in_link(session, organiser))}"]
    if seminar is None:
        return printed
    room = rooms(session, seminar.id)[0]
    return [
        *printed,
        f"Facilitator: {links.facilitator(seminar.id, seminar.facilitator_generation)}",
        f"Join: {links.join(seminar.code)}",
        f"Room: {links.room(room.id, room.generation)}",
    ]
