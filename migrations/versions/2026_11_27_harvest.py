"""harvest: themes, and quotes of notes in them."""

import sqlalchemy as sa
from alembic import op


revision = "b7d20f6c81e3"
down_revision = "a7c30e94d1b6"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "harvest",
        sa.Column("seminar_id", sa.String(), sa.ForeignKey("seminar.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "theme",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("seminar_id", sa.String(), sa.ForeignKey("seminar.id", ondelete="CASCADE"), nullable=False),
        sa.Column("prompt_id", sa.String(), sa.ForeignKey("prompt.id", ondelete="CASCADE"), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
    )
    op.create_index("ix_theme_seminar_id", "theme", ["seminar_id"])
    op.create_index("ix_theme_prompt_id", "theme", ["prompt_id"])
    op.create_table(
        "quote",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("theme_id", sa.String(), sa.ForeignKey("theme.id", ondelete="CASCADE"), nullable=False),
        sa.Column("answer_id", sa.String(), sa.ForeignKey("answer.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=True),
        sa.Column("stop", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("member_id", sa.String(), sa.ForeignKey("member.id", ondelete="SET NULL"), nullable=True),
        sa.Column("picked", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_quote_theme_id", "quote", ["theme_id"])
    op.create_index("ix_quote_answer_id", "quote", ["answer_id"])
    op.create_index("ix_quote_member_id", "quote", ["member_id"])


def downgrade() -> None:
    op.drop_table("quote")
    op.drop_table("theme")
    op.drop_table("harvest")
