"""phases: minutes to think, questions that are taken together, a dialogue's time, a clock that is paused."""

import sqlalchemy as sa
from alembic import op


revision = "f18b3c6a02d7"
down_revision = "f40b6a1d92c7"
branch_labels = None
depends_on = None

ADDED = {
    "prompt": [
        sa.Column("think_minutes", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("joined", sa.Boolean(), nullable=False, server_default=sa.false()),
    ],
    "dialogue": [sa.Column("minutes", sa.Integer(), nullable=False, server_default="0")],
    "countdown": [sa.Column("paused_at", sa.DateTime(), nullable=True)],
}


def upgrade() -> None:
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.add_column(column)
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                if not column.nullable:
                    batch_op.alter_column(column.name, existing_type=column.type, server_default=None)


def downgrade() -> None:
    for table, columns in ADDED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column.name)
