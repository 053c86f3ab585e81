"""Runs a command with what several processes need at hand: `python -m tests.many pytest …`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from cluster.servers import nats, postgres
from tests.databases import NATS, SERVER


def main() -> int:
    with (
        tempfile.TemporaryDirectory() as folder,
        postgres(Path(folder)) as database,
        nats() as bus,
    ):
        server = database.replace("postgresql://", "postgresql+psycopg://")
        found = os.environ | {SERVER: server, NATS: bus}
        return subprocess.run(sys.argv[1:], env=found, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
