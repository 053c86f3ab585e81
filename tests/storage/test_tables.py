"""A process that has loaded nothing knows every table that the whole server has."""

import subprocess
import sys

ASK = "; print(sorted(SQLModel.metadata.tables))"
ALONE = "from sqlmodel import SQLModel; from app.storage.tables import know_all; know_all()" + ASK
SERVER = "from sqlmodel import SQLModel; import app.main" + ASK


def printed(program: str) -> str:
    asked = [sys.executable, "-c", program]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout


def test_a_process_that_loaded_nothing_else_knows_every_table() -> None:
    known = printed(ALONE)

    assert "'phase_change'" in known
    assert known == printed(SERVER)
