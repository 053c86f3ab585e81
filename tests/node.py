"""The Node that runs our JavaScript outside of a browser: set-up's, or the machine's own."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NODE = shutil.which(ROOT / ".venv" / "bin" / "node") or shutil.which("node") or ""
HAS_PARTS = (ROOT / "node_modules").exists()

needs_node = pytest.mark.skipif(
    not (NODE and HAS_PARTS), reason="no Node or no node_modules here; `make setup` brings both"
)
