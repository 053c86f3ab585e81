"""search_by_seminar.

A term's row says whose it is, and the index holds that too: else a frequent word is looked up in
every seminar of the installation, and what others wrote thrown away row by row. The index is made
from the texts, so nothing is converted: it is emptied here and filled again when somebody searches
or reading opens, a part at a time, each part kept.
"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = "f1a4c86e2d93"
down_revision = "b61f0d8e42a7"
branch_labels = None
depends_on = None

OLD_COLUMNS = ("words", "forms", "parts")
COLUMNS = (*OLD_COLUMNS, "seminar")


def vectors(columns: tuple[str, ...]) -> str:
    return " || ".join(
        f"setweight(to_tsvector('simple'::regconfig, {column}), '{weight}')"
        for column, weight in zip(columns, "ABCD")
    )


def upgrade() -> None:
    make_anew(COLUMNS)


def downgrade() -> None:
    make_anew(OLD_COLUMNS)


def make_anew(columns: tuple[str, ...]) -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        op.execute("DROP TABLE note_search")
    op.drop_table("note_terms")
    op.execute("DELETE FROM indexed")
    text = sqlmodel.sql.sqltypes.AutoString()
    op.create_table(
        "note_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=False),
        sa.Column("kind", text, nullable=False),
        sa.Column("note_id", text, nullable=False),
        *(sa.Column(column, text, nullable=False) for column in columns),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_note_terms_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note_terms")),
    )
    op.create_index(op.f("ix_note_terms_answer_id"), "note_terms", ["answer_id"])
    if sqlite:
        _find_by_fts5(columns)
    else:
        op.execute(
            f"CREATE INDEX ix_note_terms_terms ON note_terms USING gin (({vectors(columns)}))"
        )


def _find_by_fts5(columns: tuple[str, ...]) -> None:
    names = ", ".join(columns)
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("new", "old"))
    # Terms are folded already: what is written å must not become a here.
    op.execute(
        f"CREATE VIRTUAL TABLE note_search USING fts5({names}, content='note_terms',"
        " content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute(
        "CREATE TRIGGER note_terms_added AFTER INSERT ON note_terms BEGIN"
        f" INSERT INTO note_search (rowid, {names}) VALUES (new.id, {new}); END"
    )
    op.execute(
        "CREATE TRIGGER note_terms_removed AFTER DELETE ON note_terms BEGIN"
        f" INSERT INTO note_search (note_search, rowid, {names})"
        f" VALUES ('delete', old.id, {old}); END"
    )
