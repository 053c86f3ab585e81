"""An export as a file to be kept: its bytes, its kind, a tidy name."""

from dataclasses import dataclass
from typing import Literal

from app.web.file_names import disposition

Format = Literal["docx", "odt", "pdf", "xlsx", "pptx", "site", "csv", "md", "json"]

_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: dict[Format, str] = {
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "site": "application/zip",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
}
CALENDAR = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class File:
    """`title` is what it is about, in any letters and of any length; `details` tell it apart from
    other files of the same seminar and are never cut."""

    content: bytes
    format: Format | Literal["ics"]
    title: str
    details: str = ""

    @property
    def media_type(self) -> str:
        return CALENDAR if self.format == "ics" else MEDIA_TYPES[self.format]

    @property
    def disposition(self) -> str:
        end = "zip" if self.format == "site" else self.format
        return disposition(self.title, self.details, end)
