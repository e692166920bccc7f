"""nginx with the configuration of deploy/, as a server runs it, on a free port."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.browser.server import free_port
from tests.server.debian import had

CONF: Final = Path(__file__).parents[2] / "deploy" / "nginx.conf"
_AROUND: Final = """\
daemon off;
master_process off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
    log_format where '$upstream_addr $cookie_leadloop_at $request_uri';
    access_log {folder}/access.log where;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{conf}
}}
"""


def install() -> str | None:
    """Nothing when there is an nginx in the end, else the sentence to stop with."""
    return had(lambda: _program() is not None, "nginx-light", "nginx")


class Nginx:
    """A running proxy. `log` says which process answered each request."""

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        program = _program()
        assert program, install()
        port = free_port()
        self.url = f"http://localhost:{port}"
        self._log = folder / "access.log"
        servers = folder / "leadloop.servers"
        servers.write_text("".join(f"server 127.0.0.1:{one} max_fails=1 fail_timeout=5s;\n" for one in ports))
        conf = (
            CONF.read_text()
            .replace("/etc/nginx/leadloop.servers", str(servers))
            .replace("listen 80;", f"listen {port};")
        )
        (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, conf=conf))
        self._process = subprocess.Popen(
            [program, "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "error.log"]
        )
        until = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5)
                break
            except urllib.error.HTTPError:
                break  # it answers, though nobody does behind it yet
            except (urllib.error.URLError, OSError):
                assert self._process.poll() is None, (folder / "error.log").read_text()
                assert time.monotonic() < until, "nginx did not start"
                time.sleep(0.1)

    @property
    def log(self) -> list[list[str]]:
        """Port of the process, cookie and address of each request."""
        lines = [line.split() for line in self._log.read_text().splitlines()]
        return [[line[0].rpartition(":")[2], *line[1:]] for line in lines]

    def stop(self) -> None:
        """End the proxy and wait until it is gone."""
        self._process.terminate()
        self._process.wait(30)


def _program() -> str | None:
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/opt/homebrew/bin:/usr/bin:/usr/local/bin")


if __name__ == "__main__":
    sys.exit(install())
