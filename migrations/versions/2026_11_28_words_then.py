"""how many words stood when a clock was changed"""

import sqlalchemy as sa
from alembic import op


revision = "b7c41d90e6f5"
down_revision = "e3f50a97c2d8"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "words_then",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_words_then_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "kind", "at", name=op.f("pk_words_then")),
    )


def downgrade() -> None:
    op.drop_table("words_then")
