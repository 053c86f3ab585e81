"""Every setting is documented, and nothing is documented that is no setting."""

import re
from pathlib import Path

import pytest

from app.people.identity import cookie_name
from app.settings import Settings

PAGE = Path(__file__).parent.parent / "docs" / "self-hosting.md"
FOR_TESTS = {"SAMTAVLE_FAILPOINTS"}


def test_the_hosting_page_has_a_line_for_every_setting_and_no_other() -> None:
    lines = set(re.findall(r"^\| `(SAMTAVLE_\w+)` \|", PAGE.read_text(), re.MULTILINE))
    assert lines == {f"SAMTAVLE_{name.upper()}" for name in Settings.model_fields}


def test_the_hosting_page_names_no_variable_that_does_nothing() -> None:
    named = set(re.findall(r"SAMTAVLE_[A-Z_]+", PAGE.read_text()))
    assert named - FOR_TESTS <= {f"SAMTAVLE_{name.upper()}" for name in Settings.model_fields}


def test_a_default_on_the_page_is_the_programs() -> None:
    rows = re.findall(r"^\| `SAMTAVLE_(\w+)` \| `([^`]*)` \|", PAGE.read_text(), re.MULTILINE)
    for name, default in rows:
        assert str(Settings.model_fields[name.lower()].default) == default, name


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAMTAVLE_BACKUP_FOLDER", "")
    monkeypatch.setenv("SAMTAVLE_PORT", "")
    settings = Settings(data=Path("somewhere"))
    assert settings.backups == Path("somewhere/backups")
    assert settings.port == 8000


def test_processes_behind_one_address_know_each_others_cookies() -> None:
    both = [Settings(port=port, public_url="http://127.0.0.1:8000") for port in (8001, 8002)]
    assert {cookie_name(each) for each in both} == {"samtavle-8000"}
    assert cookie_name(Settings(port=8000)) == "samtavle-8000"
    assert cookie_name(Settings(public_url="https://samtavle.example")) == "__Host-samtavle"


def test_the_databases_address_is_read_once() -> None:
    settings = Settings(data=Path("somewhere"))
    assert settings.database_file is settings.database_file
