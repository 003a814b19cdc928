"""Who may look: where Streamlit's own login is set up, nobody sees or gets anything without it.

A secrets.toml with `[auth]` asks for the login of an OpenID Connect provider; `[onrecord] people` says whom of those
that it knows ("ada@newsroom.example", or "@newsroom.example" for a whole house). What is set up wrongly lets nobody in.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitAPIException

from dashboard.components.text import escape
from dashboard.words import _

COOKIE = "_streamlit_user"  # Streamlit's own, signed; a long one goes on in _streamlit_user_1, _2 …
SETTINGS = {"people"}
_admitted: set[str] = set()


def wanted() -> bool:
    """Return whether a login is asked for; secrets that cannot be read may ask for one, so they do."""
    if st.secrets.load_if_toml_exists():
        return "auth" in st.secrets
    return any(Path(path).exists() for path in st.get_option("secrets.files"))


def holder(cookies: Mapping[str, str]) -> str:
    """Return what tells the login that a browser holds from all others; "" where it holds none, or none is wanted."""
    parts = [(name, cookies[name]) for name in sorted(cookies) if _of_login(name)] if wanted() else []
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest() if parts else ""


def _of_login(name: str) -> bool:
    return name == COOKIE or (name.startswith(f"{COOKIE}_") and name.removeprefix(f"{COOKIE}_").isdigit())


def admitted(cookies: Mapping[str, str]) -> bool:
    """Return whether a page was shown to this browser with the login that it holds, or no login is asked for."""
    return not wanted() or holder(cookies) in _admitted


def passed() -> bool:
    """Return whether the page may be shown; where not, draw the way to log in instead."""
    if not wanted():
        return True
    given = _given()
    if given.get("is_logged_in") is not True:
        _ask()
        return False
    if not invited(given, _settings()):
        _turn_away(given)
        return False
    if one := holder(st.context.cookies):
        _admitted.add(one)
    st.html(f'<p class="small quiet">{escape(name())} · {way_out()}</p>')
    return True


def name() -> str:
    """Return who is logged in, as the provider names them; "" where no login is asked for."""
    given = _given() if wanted() else {}
    return str(given.get("name") or given.get("email") or given.get("sub") or "")


def invited(given: Mapping[str, Any], settings: Mapping[str, Any] | None) -> bool:
    """Return whether somebody logged in may look; without settings everybody may whom the provider lets in."""
    if settings is None:
        return True
    people, address = settings.get("people"), given.get("email")
    if set(settings) != SETTINGS or not isinstance(people, list) or not isinstance(address, str) or not address:
        return False
    # A provider may let its users name an address that nobody has checked.
    if given.get("email_verified") in (False, "false"):
        return False
    address = address.casefold()
    whole = {str(one).casefold() for one in people}
    return address in whole or f"@{address.rpartition('@')[2]}" in whole


def _given() -> dict[str, Any]:
    return dict(st.user.to_dict())


def _settings() -> Mapping[str, Any] | None:
    found = st.secrets.get("onrecord")
    return found if found is None or isinstance(found, Mapping) else {}


def _ask() -> None:
    st.html(f"<h1>On Record</h1><p class='lead'>{_('Log in to see the archive.')}</p>")
    for provider in _providers():
        words = _("Log in with {provider}", provider=provider) if provider else _("Log in")
        if st.button(words, key=f"login-{provider}", type="primary"):
            try:
                st.login(provider or None)
            except StreamlitAPIException:
                _wrong()


def _providers() -> list[str]:
    """Return the names of the providers in `[auth]`, "" for the one without a name."""
    if not st.secrets.load_if_toml_exists():
        _wrong()
        return []
    auth = st.secrets["auth"]
    named = [name for name, one in auth.items() if isinstance(one, Mapping) and "client_id" in one]
    return named or [""]


def _wrong() -> None:
    words = _("The login is not set up rightly; the server's log and the section “Security” of the README say how.")
    st.html(f'<p role="alert">{words}</p>')


def _turn_away(given: Mapping[str, Any]) -> None:
    words = _("{name} may not see this archive.", name=escape(str(given.get("email") or given.get("sub") or "?")))
    st.html(f'<h1>On Record</h1><p class="lead">{words}</p><p>{way_out()}</p>')


def way_out() -> str:
    """Return the link that ends the login."""
    return f'<a href="auth/logout" target="_self">{_("Log out")}</a>'
