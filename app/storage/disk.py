"""What it takes for a file to survive a power cut: its content on the disk, and its name too."""

import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Have a folder's names on the disk: without it a new file or a rename may be undone."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def write_secret(path: Path, content: bytes) -> None:
    """Make a file that its owner alone may read. Raises FileExistsError."""
    made = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(made, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(made)
    sync_folder(path.parent)
