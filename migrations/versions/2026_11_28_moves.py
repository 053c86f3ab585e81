"""moves: notes that those who lead took to another answer."""

import sqlalchemy as sa
from alembic import op


revision = "c81d5e07a3f4"
down_revision = "8c41f7a90d2e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "move",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seminar_id", sa.String(), nullable=False),
        sa.Column("from_answer_id", sa.String(), nullable=False),
        sa.Column("to_answer_id", sa.String(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("undone_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["seminar_id"], ["seminar.id"], name=op.f("fk_move_seminar_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_answer_id"], ["answer.id"], name=op.f("fk_move_from_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["to_answer_id"], ["answer.id"], name=op.f("fk_move_to_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move")),
    )
    for column in ("seminar_id", "from_answer_id", "to_answer_id"):
        op.create_index(op.f(f"ix_move_{column}"), "move", [column])
    op.create_table(
        "moved_text",
        sa.Column("move_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.Column("from_version", sa.Integer(), nullable=False),
        sa.Column("first_version", sa.Integer(), nullable=False),
        sa.Column("last_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["move_id"], ["move.id"], name=op.f("fk_moved_text_move_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("move_id", "kind", name=op.f("pk_moved_text")),
    )


def downgrade() -> None:
    op.drop_table("moved_text")
    op.drop_table("move")
