"""exchange: three others, the line taken along, comments and marks while rooms read each other."""

import sqlalchemy as sa
from alembic import op


revision = "f0b81c6d93e2"
down_revision = "e52b07c8d419"
branch_labels = None
depends_on = None


def _key(name: str, table: str, gone: str = "CASCADE", **more: bool) -> sa.Column:
    return sa.Column(name, sa.String(), sa.ForeignKey(f"{table}.id", ondelete=gone), **more)


def upgrade() -> None:
    op.create_table(
        "exchange",
        _key("seminar_id", "seminar", primary_key=True),
        *(sa.Column(name, sa.Boolean(), nullable=False) for name in ("others", "comments", "useful")),
        sa.Column("closed_at", sa.DateTime(), nullable=True),
    )
    op.create_table(
        "assigned_room",
        sa.Column("id", sa.Integer(), primary_key=True),
        _key("reader_id", "room", nullable=False),
        _key("read_id", "room", nullable=False),
        sa.UniqueConstraint("reader_id", "read_id"),
    )
    op.create_table(
        "taken_along",
        _key("room_id", "room", primary_key=True),
        _key("from_id", "room", nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "comment",
        sa.Column("id", sa.String(), primary_key=True),
        _key("answer_id", "answer", nullable=False),
        _key("room_id", "room", nullable=False),
        _key("seat_id", "seat", "SET NULL", nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
    )
    op.create_table(
        "useful_mark",
        _key("answer_id", "answer", primary_key=True),
        _key("seat_id", "seat", primary_key=True),
    )
    for table, column in (
        ("assigned_room", "reader_id"),
        ("assigned_room", "read_id"),
        ("taken_along", "from_id"),
        ("comment", "answer_id"),
        ("comment", "room_id"),
    ):
        op.create_index(f"ix_{table}_{column}", table, [column])


def downgrade() -> None:
    for table in ("useful_mark", "comment", "taken_along", "assigned_room", "exchange"):
        op.drop_table(table)
