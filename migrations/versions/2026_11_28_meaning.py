"""meaning: what notes mean, as vectors."""

import sqlalchemy as sa
from alembic import op


revision = "a7c2e94d10f5"
down_revision = "3b9e6c05d7f1"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "note_meaning",
        sa.Column(
            "answer_id", sa.String(), sa.ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("note_id", sa.String(), primary_key=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("note_meaning")
