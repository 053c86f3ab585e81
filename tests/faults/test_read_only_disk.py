"""A disk that the system itself makes read-only after an error, as it does with one that is dying.

Such a disk comes back only after it was unmounted, so this is about refusing, reading and coming
back; that it heals while the process runs is in tests/test_disk.py.
"""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.process import process, seat

pytestmark = pytest.mark.faults


@contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    """The file mounted as a disk; yields where the system lets us tell it that it failed."""
    mount = ["mount", "-o", "loop,errors=remount-ro", str(image), str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a file cannot be mounted as a disk here; it takes root and a loop device")
    try:
        source = subprocess.check_output(["findmnt", "-no", "SOURCE", str(folder)], text=True)
        yield Path("/sys/fs/ext4", Path(source.strip()).name, "trigger_fs_error")
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_went_read_only_is_said_read_on_and_holds_all_that_was_acknowledged(
    tmp_path: Path,
) -> None:
    image, folder = tmp_path / "image", tmp_path / "disk"
    folder.mkdir()
    with image.open("wb") as file:
        file.truncate(48 << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    with mounted(image, folder) as failing, process(folder) as server:
        server.wait()
        client, room, prompt, _ = seat(server)
        notes = f"/rooms/{room}/notes"
        assert client.post(notes, json={"prompt": prompt, "text": "Kvittert"}).status_code == 201
        failing.write_text("1")
        for text in ("Ikke dette", "Ikke dette heller"):
            refused = client.post(notes, json={"prompt": prompt, "text": text})
            assert (refused.status_code, refused.json()["type"]) == (503, "not_saved")
            board = client.get(f"/rooms/{room}/board").json()
            assert board["answers"][0]["text"] == "Kvittert"
            assert client.get(f"{server.url}/readyz").json()["status"] == "not saving"
        server.stop()
    subprocess.run(["fsck.ext4", "-p", str(image)], check=False)
    with mounted(image, folder), process(folder) as again:
        again.wait()
        board = client.get(f"{again.url}/api/v1/rooms/{room}/board").json()
        assert board["answers"][0]["text"] == "Kvittert"
        again.stop()
