"""A provider of logins on this machine: as much of OpenID Connect as a login needs, with one person in it."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
CLIENT, SECRET = "on-record", "a-secret-of-the-test"


@contextmanager
def provider(person: dict[str, object]) -> Iterator[str]:
    """Run a provider that says of everybody who comes that it is this person; the value is its address."""
    nonces: dict[str, str] = {}

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            if self.path.startswith("/authorize"):
                code = f"code-{len(nonces)}"
                nonces[code] = asked["nonce"][0]
                back = urlencode({"code": code, "state": asked["state"][0]})
                self.send_response(302)
                self.send_header("Location", f"{asked['redirect_uri'][0]}?{back}")
                self.end_headers()
            elif self.path == "/keys":
                self._json({"keys": [KEY.as_dict(private=False)]})
            else:
                self._json(about)

        def do_POST(self) -> None:
            form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            now = int(time.time())
            said = {"iss": address, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": nonces.pop(form["code"][0])}
            token = jwt.encode({"alg": "RS256", "kid": "one"}, {**said, **person}, KEY)
            self._json({"access_token": "a", "token_type": "Bearer", "id_token": token})

        def _json(self, answer: object) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    address = f"http://127.0.0.1:{server.server_port}"
    about = {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/token",
        "jwks_uri": f"{address}/keys",
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
    }
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
