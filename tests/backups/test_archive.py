"""The archive: what comes out is what went in, and anything else is said to be damaged."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.backups.archive import (
    DATABASE,
    KEY,
    Manifest,
    Unfit,
    fingerprint,
    manifest_of,
    member_of,
    pack,
    unpack,
    verify,
)

MOMENT = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    members = {DATABASE: folder / "a", KEY: folder / "b"}
    members[DATABASE].write_bytes(bytes(range(256)) * 400)
    members[KEY].write_bytes(b"k" * 64)
    said = {name: member_of(path) for name, path in members.items()}
    manifest = Manifest(
        at=MOMENT, revision="r", epoch="e", key=fingerprint(b"k"), counts={}, members=said
    )
    pack(folder / "archive.zip", manifest, members)
    return folder / "archive.zip"


def changed(packed: Path, folder: Path, **manifest: object) -> Path:
    """The archive with other words in its manifest, and otherwise the same."""
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(folder / "changed.zip", "w") as new:
        said = json.loads(old.read("manifest.json")) | manifest
        new.writestr("manifest.json", json.dumps(said))
        for name in (DATABASE, KEY):
            new.writestr(name, old.read(name))
    return folder / "changed.zip"


def test_what_comes_out_is_what_went_in_and_only_its_owner_may_read_it(
    packed: Path, tmp_path: Path
) -> None:
    assert unpack(packed, tmp_path) == verify(packed) == manifest_of(packed)
    assert (tmp_path / DATABASE).read_bytes() == (packed.parent / "a").read_bytes()
    assert (tmp_path / KEY).read_bytes() == b"k" * 64
    assert {path.stat().st_mode & 0o777 for path in (packed, *tmp_path.iterdir())} == {0o600}


def test_an_archive_whose_list_is_said_to_stand_elsewhere_is_damaged(
    packed: Path, tmp_path: Path
) -> None:
    spoiled = bytearray(packed.read_bytes())
    spoiled[spoiled.rindex(b"PK\5\6") + 18] += 1  # 64 KiB further on: before the file's beginning
    (tmp_path / "it.zip").write_bytes(spoiled)
    with pytest.raises(Unfit, match="damaged"):
        unpack(tmp_path / "it.zip", tmp_path)


@settings(max_examples=150)
@given(data=st.data())
def test_an_archive_with_any_byte_changed_or_cut_off_never_passes_for_another(
    packed: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    spoiled = bytearray(packed.read_bytes())
    at = data.draw(st.integers(0, len(spoiled) - 1))
    if data.draw(st.booleans()):
        del spoiled[at:]
    else:
        spoiled[at] ^= data.draw(st.integers(1, 255))
    folder = tmp_path_factory.mktemp("spoiled")
    (folder / "it.zip").write_bytes(spoiled)
    try:
        said = unpack(folder / "it.zip", folder)
    except Unfit:
        return
    assert said == verify(packed)
    assert member_of(folder / DATABASE) == said.members[DATABASE]


def test_a_file_that_is_not_ours_is_refused_with_a_sentence(packed: Path, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("Ikke en sikkerhetskopi")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme", "hei")
    for path in (tmp_path / "text", tmp_path / "other.zip"):
        with pytest.raises(Unfit, match="no backup of Samtavle"):
            verify(path)
    with pytest.raises(Unfit, match="There is no file"):
        verify(tmp_path / "nowhere.zip")
    with pytest.raises(Unfit, match="newer Samtavle"):
        verify(changed(packed, tmp_path, format=2))


def test_a_name_that_points_out_of_the_folder_is_never_written(
    packed: Path, tmp_path: Path
) -> None:
    said = manifest_of(packed).model_dump(mode="json")["members"]
    evil = changed(packed, tmp_path, members=said | {"../../evil": said[KEY]})
    with pytest.raises(Unfit, match="no backup of Samtavle"):
        unpack(evil, tmp_path)
    assert not (tmp_path.parent.parent / "evil").exists()


def test_more_than_was_announced_is_not_written(packed: Path, tmp_path: Path) -> None:
    said = manifest_of(packed).model_dump(mode="json")["members"]
    bomb = changed(packed, tmp_path, members=said | {DATABASE: said[KEY]})
    with pytest.raises(Unfit, match="damaged"):
        unpack(bomb, tmp_path)
    assert (tmp_path / DATABASE).stat().st_size == 0
