"""imports and what was corrected in them."""

import sqlalchemy as sa
from alembic import op


revision = "f40b6a1d92c7"
down_revision = "9f2d6b18c4e7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("organiser_id", sa.String(), nullable=False),
        sa.Column("seminar_id", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("preset", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("proposal", sa.JSON(), nullable=False),
        sa.Column("archive", sa.JSON(), nullable=True),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["organiser_id"], ["organiser.id"], name="fk_import_organiser_id"),
        sa.ForeignKeyConstraint(
            ["seminar_id"], ["seminar.id"], name="fk_import_seminar_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_import"),
    )
    op.create_index("ix_import_organiser_id", "import", ["organiser_id"])
    op.create_index("ix_import_seminar_id", "import", ["seminar_id"])
    op.create_table(
        "import_change",
        sa.Column("import_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["import_id"], ["import.id"], name="fk_import_change_import_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("import_id", "number", name="pk_import_change"),
    )


def downgrade() -> None:
    op.drop_table("import_change")
    op.drop_table("import")
