"""a dialogue opened anew for one room alone until a time"""

import sqlalchemy as sa
from alembic import op


revision = "4f9a27c1be60"
down_revision = "c4e8b27f05a1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reopening",
        sa.Column("room_id", sa.String(), nullable=False),
        sa.Column("dialogue_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["room.id"], name=op.f("fk_reopening_room_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"],
            ["dialogue.id"],
            name=op.f("fk_reopening_dialogue_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("room_id", "dialogue_id", name=op.f("pk_reopening")),
    )
    op.create_index(op.f("ix_reopening_dialogue_id"), "reopening", ["dialogue_id"])


def downgrade() -> None:
    op.drop_table("reopening")
