"""search.

The terms are ordinary rows. In SQLite an FTS5 index is held equal to them by triggers, which
foreign keys' cascades fire too, so that a deleted seminar cannot be searched; in PostgreSQL an
index on the same column does it.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = "5c1d0b7f9e42"
down_revision = "6c1d90b27e54"
branch_labels = None
depends_on = None

FOR_SQLITE = (
    # Terms are folded already: what is written å must not become a here.
    """CREATE VIRTUAL TABLE note_search USING fts5(
        terms, content='note_terms', content_rowid='id', tokenize='unicode61 remove_diacritics 0'
    )""",
    """CREATE TRIGGER note_terms_added AFTER INSERT ON note_terms BEGIN
        INSERT INTO note_search (rowid, terms) VALUES (new.id, new.terms);
    END""",
    """CREATE TRIGGER note_terms_removed AFTER DELETE ON note_terms BEGIN
        INSERT INTO note_search (note_search, rowid, terms) VALUES ('delete', old.id, old.terms);
    END""",
)
FOR_POSTGRESQL = (
    """CREATE INDEX ix_note_terms_terms ON note_terms
        USING gin (to_tsvector('simple'::regconfig, terms))""",
)


def upgrade() -> None:
    op.create_table(
        "indexed",
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_indexed_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "kind", name=op.f("pk_indexed")),
    )
    op.create_table(
        "note_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("note_id", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("terms", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_note_terms_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_terms")),
    )
    op.create_index(op.f("ix_note_terms_answer_id"), "note_terms", ["answer_id"])
    sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in FOR_SQLITE if sqlite else FOR_POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE note_search")
    op.drop_table("note_terms")
    op.drop_table("indexed")
