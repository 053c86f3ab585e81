"""Every reference can be followed back by an index."""

import pytest
from sqlalchemy import ForeignKey, UniqueConstraint
from sqlmodel import SQLModel

import app.main  # noqa: F401 - every table must be known

REFERENCES = [
    pytest.param(key, id=f"{table.name}.{key.parent.name}")
    for table in SQLModel.metadata.sorted_tables
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
]


@pytest.mark.parametrize("key", REFERENCES)
def test_who_refers_to_a_row_is_found_without_reading_the_whole_table(key: ForeignKey) -> None:
    table = key.parent.table
    unique = [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
    indexed = [table.primary_key.columns, *(each.columns for each in table.indexes), *unique]

    assert any(key.parent is next(iter(columns)) for columns in indexed)
