"""The log never stops the one who writes to it."""

from pathlib import Path

import pytest

from app.logs import Steady


def test_a_log_on_a_full_disk_loses_lines_and_nothing_else() -> None:
    full = Path("/dev/full").open("w", buffering=1)  # noqa: SIM115 - closing it must fail
    steady = Steady(full)
    steady.write("not saved\n")
    steady.flush()
    with pytest.raises(OSError, match="No space"):
        full.close()  # as everything else does to a stream that is not steady


def test_a_log_that_was_closed_is_no_reason_to_stop(tmp_path: Path) -> None:
    with (tmp_path / "log").open("w") as file:
        steady = Steady(file)
        assert steady.write("a line\n") == 7
        steady.flush()
    assert steady.write("one more\n") == 0
    assert (tmp_path / "log").read_text() == "a line\n"
