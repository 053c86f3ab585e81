"""a table of those who had the floor in a round and are no members: notes say whom they are from."""

import sqlalchemy as sa
from alembic import op


revision = "9f2d6b18c4e7"
down_revision = "c5d81e0f7a26"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "speaker",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_speaker_room_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_speaker_seat_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_index(op.f("ix_speaker_room_id"), "speaker", ["room_id"], unique=False)


def downgrade() -> None:
    op.drop_table("speaker")
