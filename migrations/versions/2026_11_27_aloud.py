"""aloud: which summary a room reads aloud, and lines of those who disagree with one."""

import sqlalchemy as sa
from alembic import op


revision = "e52b07c8d419"
down_revision = "d4f60a92c7b1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "disagreement",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("seat_id", sa.String(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_disagreement_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["seat_id"], ["seat.id"], name=op.f("fk_disagreement_seat_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disagreement")),
    )
    op.create_index(op.f("ix_disagreement_answer_id"), "disagreement", ["answer_id"], unique=False)
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.add_column(sa.Column("aloud_answer_id", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_column("aloud_answer_id")
    op.drop_table("disagreement")
