"""What typst makes of data: PDF that is tagged and kept, and pictures of drawings.

The look of a PDF is a `.typ` file; what is written comes to it as data, so nothing in a text is
ever read as markup. Fonts are those that set-up has drawn, and no others, so that the same data are
the same file on every machine.
"""

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.web.assets import DIST

if TYPE_CHECKING:  # it is loaded with the first PDF: an idle server is smaller by 7 MB
    import typst

FONTS = DIST / "paper"
_SHARP = 200.0  # dots an inch
_PICTURE = b"""#set page(width: auto, height: auto, margin: 0pt)
#set text(font: ("Inter", "Noto Sans Arabic", "Noto Sans Hebrew", "UnifontExMono"))
#image(bytes(sys.inputs.drawing), format: "svg", width: 459.2pt)
"""


def pdf_of(look: Path, data: Any, made_at: datetime) -> bytes:
    """`data`, plain values that JSON knows, set as `look` says; there it is `sys.inputs.data`.
    PDF/UA-1 and PDF/A-2a, both of which typst holds it to: what is not so raises."""
    import typst

    return typst.compile(
        look.read_bytes(),
        font_paths=fonts(),
        sys_inputs={"data": json.dumps(data)},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=int(made_at.timestamp()),
    )


def raster(drawing: str) -> bytes:
    """An SVG as PNG, for programs that do not know SVG."""
    import typst

    return typst.compile(
        _PICTURE,
        font_paths=fonts(),
        sys_inputs={"drawing": drawing},
        format="png",
        ppi=_SHARP,
    )


def legible(text: str) -> str:
    """The text with a sign for each character that no font here has a letter for."""
    return _unknown().sub("\ufffd", text)


@cache
def fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


@cache
def _unknown() -> re.Pattern[str]:
    """All but what `static/paper.mjs` found in the fonts, as ranges of code points."""
    ranges: list[tuple[int, int]] = json.loads((FONTS / "letters.json").read_text())
    known = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
    return re.compile(f"[^{known}]")
