"""what the projector shows"""

import sqlalchemy as sa
from alembic import op


revision = "e3f50a97c2d8"
down_revision = "8d31e6a90c57"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plenum",
        sa.Column("seminar_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("prompt_id", sa.String(), nullable=True),
        sa.Column("slide", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.JSON(), nullable=False),
        sa.Column("turns", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seminar_id"], ["seminar.id"], name=op.f("fk_plenum_seminar_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompt.id"], name=op.f("fk_plenum_prompt_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("seminar_id", name=op.f("pk_plenum")),
    )
    op.create_index(op.f("ix_plenum_prompt_id"), "plenum", ["prompt_id"])


def downgrade() -> None:
    op.drop_table("plenum")
