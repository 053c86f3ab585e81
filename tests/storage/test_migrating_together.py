"""Several processes that start at once on one empty database."""

import subprocess
import sys

import pytest

from tests.backups.postgresql import database, postgresql

PROGRAM = "import sys; from app.storage.migrate import upgrade; upgrade(sys.argv[1])"


@pytest.mark.postgres
def test_one_brings_the_database_up_to_date_and_the_others_find_it_so() -> None:
    with postgresql() as server, database(server) as address:
        url = address.replace("postgresql://", "postgresql+psycopg://")
        words = [sys.executable, "-c", PROGRAM, url]
        started = [subprocess.Popen(words, stderr=subprocess.PIPE) for _ in range(4)]
        ended = [process.communicate()[1].decode()[-500:] for process in started]
    assert [process.returncode for process in started] == [0] * 4, ended
