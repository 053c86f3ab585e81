"""publication: reports as they were published, page by page."""

import sqlalchemy as sa
from alembic import op


revision = "c91e5d07b3a8"
down_revision = "b7d20f6c81e3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("seminar_id", sa.String(), sa.ForeignKey("seminar.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
    )
    op.create_index("ix_publication_seminar_id", "publication", ["seminar_id"])
    op.create_table(
        "published_page",
        sa.Column(
            "publication_id", sa.String(), sa.ForeignKey("publication.id", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("content", sa.String(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("published_page")
    op.drop_table("publication")
