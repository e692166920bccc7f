"""How a command ends: with an exit code and, when something is wrong, one sentence; never with a traceback."""

from __future__ import annotations

from typing import Any, Final

import click
from polars.exceptions import PanicException

from dashboard.filters import FilterError
from dashboard.ingest.unusable import UnusableFile
from dashboard.practice import PracticeError
from dashboard.store.imports import StoreError

SOME_REJECTED: Final = 1
UNUSABLE: Final = 3


class Sentences(click.Group):
    """Commands whose errors are sentences: 2 for wrong usage, 3 for a file or workspace that cannot be used."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except FilterError as error:
            raise click.UsageError(str(error), ctx) from error
        except (UnusableFile, StoreError, PracticeError) as error:
            _end(ctx, str(error))
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OSError as error:
            _end(ctx, f"{error.filename or 'A file'} cannot be read or written: {error.strerror or 'unknown reason'}.")
        except (Exception, PanicException) as error:
            # the message may quote a patient's words; its kind does not
            _end(ctx, f"Leadloop did not foresee this ({type(error).__name__}); please report it. Nothing was stored.")


def _end(ctx: click.Context, sentence: str) -> None:
    click.echo(sentence, err=True)
    ctx.exit(UNUSABLE)
