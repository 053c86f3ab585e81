"""The command `samtavle`: serve, token, copy, rehearse and what else a host does from a shell.

Links and tokens are the only things on standard output; logs go to standard error.
"""

from pathlib import Path
from typing import Annotated

import typer

from app import logs, serving
from app.backups import restoring
from app.backups.archive import Unfit, file_name
from app.backups.making import make
from app.main import open_store
from app.people import models as people
from app.people.links import Links
from app.settings import Settings
from app.storage.store import utc_now
from rehearsal.cli import rehearse

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
cli.command()(rehearse)


@cli.command()
def serve(
    sample_seminar: Annotated[
        bool, typer.Option("--sample", help="Make a sample seminar in an empty data folder.")
    ] = False,
) -> None:
    """Serve the data folder's seminars."""
    settings = Settings()
    logs.begin(settings.log_level)
    with serving.only_one(settings):
        restoring.finish(settings)
        settings = Settings()  # a restore may have brought its key
        lines = serving.opening(settings, with_sample=sample_seminar)
        serving.run(settings, lines)


@cli.command()
def token(organiser: Annotated[str, typer.Option(help="Name; made when there is none.")]) -> None:
    """Print an API token of an organiser, as the last word."""
    settings = Settings()
    logs.begin(settings.log_level)
    store = open_store(settings)
    try:
        secret = store.write_now(
            lambda session: people.api_token(session, people.organiser_named(session, organiser))
        )
    finally:
        store.close()
    typer.echo(f"API token of {organiser}: {secret}")


@cli.command()
def status() -> None:
    """Print the link to the page that says how the server is doing, as the last word."""
    settings = Settings()
    typer.echo(f"How the server is doing: {Links(settings.key, settings.url).status()}")


@cli.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; by default a new file in the backup folder.")
    ] = None,
) -> None:
    """Back up the data folder into one verified file, also while it is served."""
    settings = Settings()
    logs.begin(settings.log_level)
    named = file_name("backup", utc_now())
    if file is None:
        file = settings.backups / named
    elif file.is_dir():
        file /= named
    try:
        made = make(settings, file)
    except (Unfit, OSError) as problem:
        raise _failed(f"No backup was made. {problem}") from None
    typer.echo(f"Backup verified ({made.held}): {file}")


@cli.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    take_key: Annotated[
        bool, typer.Option("--take-key", help="Put the backup's key in place of this folder's.")
    ] = False,
) -> None:
    """Go back to a backup. A server that runs restarts for it; what stood here is kept beside."""
    settings = Settings()
    logs.begin(settings.log_level)
    try:
        before = restoring.replaced_database(settings)
        manifest = restoring.stage(settings, file, take_key=take_key)
        serving.hand_over(settings)
    except (Unfit, OSError) as problem:
        raise _failed(f"Nothing was restored. {problem}") from None
    typer.echo(f"Restored as of {manifest.at:%Y-%m-%d %H:%M:%S} UTC ({manifest.held}).")
    if (kept := restoring.replaced_database(settings)) != before:
        typer.echo(f"What stood here before is kept in {kept}")


@cli.command()
def copy(
    source: Annotated[
        str, typer.Argument(metavar="FROM", help="A data folder, or a database's address.")
    ],
    target: Annotated[
        str, typer.Argument(metavar="TO", help="The same, of a database with nothing in it yet.")
    ],
) -> None:
    """Copy a whole installation from SQLite to PostgreSQL, or back. Stop the server first."""
    from app.backups import transfer  # with PostgreSQL's driver, which few servers need

    logs.begin(Settings().log_level)
    try:
        there, here = transfer.place(source), transfer.place(target)
        transfer.require_two(there, here)
        with serving.only_one(there.settings), serving.only_one(here.settings):
            copied = transfer.transfer(there, here)
    except (Unfit, OSError) as problem:
        raise _failed(f"Nothing was copied. {problem}") from None
    for name, rows in copied.items():
        typer.echo(f"{name}: {rows}")
    typer.echo(f"Copied, read again and found equal ({transfer.summary_of(copied)}).")
    typer.echo(
        f"Files are not in a database: keep the key ({there.settings.key_file}, or "
        "SAMTAVLE_SECRET_KEY) where the server finds it, else no printed link works; and the "
        f"backups in {there.settings.backups}."
    )


def _failed(sentence: str) -> typer.Exit:
    typer.echo(sentence, err=True)
    return typer.Exit(1)


def main() -> None:
    cli()
