"""The import contracts of pyproject.toml, as a test."""

from pathlib import Path

import pytest
from importlinter import cli

ROOT = Path(__file__).parent.parent


def test_imports_point_downwards_and_models_know_no_web_framework(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.syspath_prepend(ROOT)
    broken = cli.lint_imports(no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out
