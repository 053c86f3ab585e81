"""series of seminars, and when and where a seminar is held"""

import sqlalchemy as sa
from alembic import op


revision = "8c41f7a90d2e"
down_revision = "6e1d0b84a2c9"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "series",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organiser_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organiser.id"], name=op.f("fk_series_organiser_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_index(op.f("ix_series_organiser_id"), "series", ["organiser_id"])
    with op.batch_alter_table("seminar") as batch_op:
        batch_op.add_column(sa.Column("series_id", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("held_on", sa.Date(), nullable=True))
        for name in ("place", "region"):
            batch_op.add_column(
                sa.Column(name, sa.String(), nullable=False, server_default="")
            )
        batch_op.create_foreign_key(
            op.f("fk_seminar_series_id"), "series", ["series_id"], ["id"], ondelete="SET NULL"
        )
        batch_op.create_index(op.f("ix_seminar_series_id"), ["series_id"])


def downgrade() -> None:
    with op.batch_alter_table("seminar") as batch_op:
        batch_op.drop_index(op.f("ix_seminar_series_id"))
        batch_op.drop_constraint(op.f("fk_seminar_series_id"), type_="foreignkey")
        for name in ("region", "place", "held_on", "series_id"):
            batch_op.drop_column(name)
    op.drop_table("series")
