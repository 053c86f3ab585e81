"""seminars that are rehearsals of another one, and how people are played in them."""

import sqlalchemy as sa
from alembic import op


revision = "3b9e6c05d7f1"
down_revision = "f0b81c6d93e2"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.add_column(sa.Column("rehearses", sa.String(), nullable=True))
        batch_op.create_index(batch_op.f("ix_seminar_rehearses"), ["rehearses"], unique=False)
    op.create_table(
        "rehearsal",
        sa.Column("seminar_id", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("speed", sa.Float(), nullable=False),
        sa.Column("own_room", sa.Integer(), nullable=True),
        sa.Column("held_until", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seminar_id"], ["seminar.id"], name=op.f("fk_rehearsal_seminar_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("seminar_id", name=op.f("pk_rehearsal")),
    )


def downgrade() -> None:
    op.drop_table("rehearsal")
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seminar_rehearses"))
        batch_op.drop_column("rehearses")
