"""the plan of the day: a table of its steps, and when one was taken last."""

import sqlalchemy as sa
from alembic import op


revision = "d3a9c4e1f708"
down_revision = "a7c2e94d10f5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_step",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("seminar_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("dialogue_id", sa.String(), nullable=True),
        sa.Column("prompt_id", sa.String(), nullable=True),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("skipped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["seminar_id"], ["seminar.id"], name=op.f("fk_plan_step_seminar_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dialogue_id"], ["dialogue.id"], name=op.f("fk_plan_step_dialogue_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["prompt_id"], ["prompt.id"], name=op.f("fk_plan_step_prompt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
    )
    op.create_index(op.f("ix_plan_step_seminar_id"), "plan_step", ["seminar_id"], unique=False)
    op.add_column("seminar", sa.Column("stepped_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    op.drop_column("seminar", "stepped_at")
    op.drop_table("plan_step")
