"""what became of the actions of the seminar before"""

import sqlalchemy as sa
from alembic import op


revision = "c47a1d90b6e3"
down_revision = "5b0c92e7f4a1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    texts = ("text", "who", "what", "due", "needs", "member")
    op.create_table(
        "outcome",
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in texts),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seminar", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_outcome_room_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_outcome_seat_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("room_id", "note_id", name=op.f("pk_outcome")),
    )
    op.create_index(op.f("ix_outcome_seat_id"), "outcome", ["seat_id"])


def downgrade() -> None:
    op.drop_table("outcome")
