"""rows of an archive that is imported, until and after they are a seminar."""

import sqlalchemy as sa
from alembic import op


revision = "b61f0d8e42a7"
down_revision = "d3a9c4e1f708"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_piece",
        sa.Column("import_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import.id"], name=op.f("fk_import_piece_import_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "position", name=op.f("pk_import_piece")),
    )


def downgrade() -> None:
    op.drop_table("import_piece")
