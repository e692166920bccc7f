"""A real PostgreSQL for tests: the one that is here, else Debian's; started as somebody who is not root."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.server.debian import had

INSTALLED: Final = ("/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr/pgsql-17", "/usr/pgsql-16")
NEEDED: Final = ("initdb", "postgres", "pg_isready")
UNPRIVILEGED: Final = ("postgres", "nobody")
QUICK: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=127.0.0.1")


def programs() -> Path | None:
    """The folder with initdb and postgres; None where there is none."""
    return next((path for path in _candidates() if all((path / name).is_file() for name in NEEDED)), None)


def install() -> str | None:
    """Nothing when there is a PostgreSQL in the end, else the sentence to stop with."""
    return had(lambda: programs() is not None, "postgresql", "PostgreSQL's programs")


class Postgres:
    """A server of its own on a free port of this machine. `stop` ends it."""

    def __init__(self) -> None:
        found = programs()
        assert found, install()
        # whoever the server runs as must get there, which the folders of a test do not allow
        self._folder = Path(tempfile.mkdtemp(prefix="leadloop-postgres-"))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"postgresql://leadloop@127.0.0.1:{port}/postgres"
        self._user = _somebody()
        if self._user:
            shutil.chown(self._folder, self._user)
        self._run(found / "initdb", "-D", "data", "-U", "leadloop", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = [part for option in (*QUICK, f"port={port}", f"unix_socket_directories={self._folder}")
                   for part in ("-c", option)]  # fmt: skip
        self._log = (self._folder / "log").open("w")
        self._process = subprocess.Popen(
            [found / "postgres", "-D", "data", *options],
            cwd=self._folder, user=self._user, stdout=self._log, stderr=subprocess.STDOUT,
        )  # fmt: skip
        until = time.monotonic() + 60
        while subprocess.run([found / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)], check=False).returncode:
            assert time.monotonic() < until, "PostgreSQL did not start"
            assert self._process.poll() is None, (self._folder / "log").read_text()
            time.sleep(0.05)

    def stop(self) -> None:
        """End the server and wait until it is gone."""
        # without waiting for whoever is connected
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)
        self._log.close()
        shutil.rmtree(self._folder)

    def _run(self, *words: object) -> None:
        done = subprocess.run(
            [str(word) for word in words],
            cwd=self._folder,
            user=self._user,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def _somebody() -> str | None:
    """Whom to be instead of root, as whom PostgreSQL does not run; None where we are somebody already."""
    if getattr(os, "geteuid", lambda: 1)() != 0:
        return None
    import pwd  # Windows has none

    known: Sequence[str] = [user.pw_name for user in pwd.getpwall()]
    return next(name for name in UNPRIVILEGED if name in known)


def _candidates() -> Iterator[Path]:
    for place in INSTALLED:
        yield from sorted((path.parent for path in Path(place).glob("**/bin/initdb")), reverse=True)
    yield from (Path(path).resolve().parent for path in [shutil.which("initdb")] if path)


if __name__ == "__main__":
    sys.exit(install())
