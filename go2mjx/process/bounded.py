"""Calls that may hang, bounded in time."""

import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Callable


def completes(action: Callable[[], object], seconds: float) -> bool:
    """Run `action` on a thread; False if it is not done after `seconds`, and then it is left behind."""
    thread = threading.Thread(target=action, daemon=True)
    thread.start()
    thread.join(seconds)
    return not thread.is_alive()


def server_answers(url: str, seconds: float) -> bool:
    """Whether `url` answers an HTTP request (proxies of the environment apply) without a server error."""
    answers: list[bool] = []

    def ask() -> None:
        try:
            urllib.request.urlopen(url, timeout=seconds).close()
            answers.append(True)
        except urllib.error.HTTPError as error:
            answers.append(error.code < 500)
        except (OSError, ValueError) as error:
            # the caller's client may trust more certificates than Python does: that server is there
            answers.append(isinstance(getattr(error, "reason", None), ssl.SSLCertVerificationError))

    # the timeout of urlopen does not cover name resolution
    completes(ask, seconds)
    return answers == [True]
