"""A real OpenID Connect provider on this computer: Canaille, as people run it, with its people kept in memory."""

from __future__ import annotations

import secrets
import threading
from datetime import UTC, datetime
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from canaille import create_app
from canaille.app import models
from canaille.backends import Backend

from tests.browser.server import free_port

PASSWORD = "correct horse battery staple"


class Provider:
    """A provider that answers at `url` until it is stopped."""

    def __init__(self) -> None:
        port = free_port()
        self.url = f"http://localhost:{port}"
        settings = {
            "SECRET_KEY": secrets.token_hex(32),
            "SERVER_NAME": f"localhost:{port}",
            "PREFERRED_URL_SCHEME": "http",
            "CANAILLE": {"DATABASE": "memory", "JAVASCRIPT": False, "HTMX": False},
            # our own application needs no consent
            "CANAILLE_OIDC": {"TRUSTED_DOMAINS": ["localhost"]},
        }
        self._app = create_app(settings)
        self._server = make_server("localhost", port, self._app, _Threads, _Quiet)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def person(self, name: str) -> None:
        """Give somebody an account: the first name signs in, with the address of the same name at example.org."""
        first, last = name.split()
        self._save(
            models.User(
                user_name=first.lower(),
                formatted_name=name,
                given_name=first,
                family_name=last,
                emails=[f"{first.lower()}@example.org"],
                password=PASSWORD,
            )
        )

    def application(self, url: str) -> dict[str, str]:
        """Make an application at `url` known; what it writes under [auth]."""
        called, secret, back = secrets.token_hex(8), secrets.token_hex(32), f"{url}/oauth2callback"
        self._save(
            models.Client(
                client_id=called,
                client_secret=secret,
                client_name="Leadloop",
                client_uri=url,
                client_id_issued_at=datetime.now(UTC),
                redirect_uris=[back],
                post_logout_redirect_uris=[back],
                grant_types=["authorization_code"],
                response_types=["code"],
                scope=["openid", "profile", "email"],
                token_endpoint_auth_method="client_secret_basic",
            )
        )
        return {
            "redirect_uri": back,
            "cookie_secret": secrets.token_hex(32),
            "client_id": called,
            "client_secret": secret,
            "server_metadata_url": f"{self.url}/.well-known/openid-configuration",
        }

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()

    def _save(self, model: Any) -> None:
        with self._app.app_context():
            Backend.instance.save(model)


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the tests say what went wrong."""
