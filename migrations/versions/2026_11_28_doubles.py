"""doubles: which answer says again what which other one says."""

import sqlalchemy as sa
from alembic import op


revision = "9c4d27f5e1b8"
down_revision = "c81d5e07a3f4"
branch_labels = None
depends_on = None

COLUMNS = ("answer_id", "of_id")


def upgrade() -> None:
    with op.batch_alter_table("finding", schema=None) as batch_op:
        for name in COLUMNS:
            batch_op.add_column(sa.Column(name, sa.String(), nullable=True))
            batch_op.create_foreign_key(
                f"fk_finding_{name}", "answer", [name], ["id"], ondelete="CASCADE"
            )
            batch_op.create_index(f"ix_finding_{name}", [name])


def downgrade() -> None:
    with op.batch_alter_table("finding", schema=None) as batch_op:
        for name in COLUMNS:
            batch_op.drop_index(f"ix_finding_{name}")
            batch_op.drop_constraint(f"fk_finding_{name}", type_="foreignkey")
            batch_op.drop_column(name)
