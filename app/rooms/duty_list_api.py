"""The JSON API of a seminar's duties as they are made ready (docs/api.md, section 2)."""

from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.languages import Language
from app.people.rights import Act, Closed
from app.rooms.duty_pages import change_duties
from app.seminars.api import duties_json
from app.seminars.editing import MOST_DUTIES, preset_duties
from app.seminars.models import Seminar
from app.seminars.setup import SetupCallOf
from app.seminars.wire import DutyOut
from app.seminars.wishes import DutyIn
from app.web.api import api_router, one_of, operation

router = api_router("seminars", "/seminars/{seminar_id}/duties")


class ListedDuty(DutyIn):
    """With the `id` of one that stands it is the same, and whoever holds it goes on."""

    id: Annotated[str, Field(max_length=40)] = ""


class DutiesIn(BaseModel):
    """The whole list, or a ready set in the seminar's language."""

    model_config = ConfigDict(json_schema_extra=one_of(["duties"], ["preset"]))

    duties: list[ListedDuty] = Field(default_factory=list, max_length=MOST_DUTIES)
    preset: Literal["four", "wall", "ks"] = "four"

    @model_validator(mode="after")
    def one_of_two(self) -> "DutiesIn":
        if len(self.model_fields_set & {"duties", "preset"}) != 1:
            raise ValueError("either duties or preset")
        return self

    def wishes(self, seminar: Seminar) -> list[tuple[str, DutyIn]]:
        if "preset" in self.model_fields_set:
            return preset_duties(self.preset, cast("Language", seminar.language))
        return [(each.id, each) for each in self.duties]


@router.put("")
@operation(Closed)
async def put_duties(setup: SetupCallOf, wish: DutiesIn) -> list[DutyOut]:
    await change_duties(setup, wish.wishes)
    return await setup.store.read(
        lambda session: duties_json(session, setup.seminar(session, Act.SEE_SETUP))
    )
