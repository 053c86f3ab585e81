"""what the rooms said of their answers, and when.

What stands said now gets a row of its own, at the time when its room last wrote: nobody knows the
real one any more.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = "a41f6be02c93"
down_revision = "5c1d0b7f9e42"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saying",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("said", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("seat_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("room_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_saying_answer_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saying")),
    )
    op.create_index(op.f("ix_saying_answer_id"), "saying", ["answer_id"])
    op.execute(
        """INSERT INTO saying (answer_id, said, at, room_version)
        SELECT answer.id, answer.said, COALESCE(room.written_at, CURRENT_TIMESTAMP), room.version
        FROM answer JOIN room ON room.id = answer.room_id WHERE answer.said IS NOT NULL"""
    )


def downgrade() -> None:
    op.drop_table("saying")
