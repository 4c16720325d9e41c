"""A headless Chromium that opens a page and tells what happened, over its debugging pipe."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--remote-debugging-pipe",
]


class Browser:
    """One page. `events` are the notifications of the browser so far, as (method, parameters)."""

    def __init__(self, commands: int, answers: int) -> None:
        self.events: list[tuple[str, dict]] = []
        self._commands, self._answers = commands, os.fdopen(answers, "rb")
        self._sent = 0
        self._session: dict[str, str] = {}
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": attached["sessionId"]}
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict:
        """The result of a command of the DevTools protocol. Raises RuntimeError when the browser refuses."""
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters, **self._session}
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._sent:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer["result"]

    def open(
        self, url: str, width: int, dark: bool = False, height: int = 900, telephone: bool = False
    ) -> None:
        """Load `url` in a window of this size (CSS pixels), or on a telephone, and wait until it has loaded."""
        self.events.clear()
        size = {"width": width, "height": height, "deviceScaleFactor": 1}
        self.call("Emulation.setDeviceMetricsOverride", **size, mobile=telephone)
        self.call("Emulation.setTouchEmulationEnabled", enabled=telephone)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url=url)
        while not any(method == "Page.loadEventFired" for method, _ in self.events):
            self._read()

    def evaluate(self, expression: str) -> Any:
        """The value of a JavaScript expression on the page."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def wait_for(self, expression: str) -> None:
        """Until a JavaScript expression is true. Raises TimeoutError after a minute."""
        end = time.monotonic() + 60
        while not self.evaluate(expression):
            if time.monotonic() > end:
                raise TimeoutError(f"{expression} stays false")
            time.sleep(0.05)

    def requests(self) -> list[str]:
        """The addresses that the page asked for, its own among them; data in the page itself are none."""
        asked = [event for method, event in self.events if method == "Network.requestWillBeSent"]
        return [url for event in asked if not (url := event["request"]["url"]).startswith("data:")]

    def messages(self) -> list[dict]:
        """What stands in the console: errors, warnings, logs; without the advice of a graphics driver."""
        kinds = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown")
        said = [event for method, event in self.events if method in kinds]
        return [event for event in said if event.get("entry", {}).get("source") != "rendering"]

    def _read(self) -> dict:
        content = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser has ended")
            content += byte
        message = json.loads(content)
        if "method" in message:
            self.events.append((message["method"], message["params"]))
        return message


@contextmanager
def browser(profile: Path, *flags: str) -> Iterator[Browser]:
    """A browser with a new `profile` directory and more command line `flags`."""
    command_out, command_in = os.pipe()
    answer_out, answer_in = os.pipe()
    # the browser reads commands from descriptor 3 and answers on 4
    shell = f'exec "$@" 3<&{command_out} 4>&{answer_in}'
    process = subprocess.Popen(
        ["bash", "-c", shell, "bash", CHROMIUM, *_FLAGS, *flags, f"--user-data-dir={profile}"],
        pass_fds=(command_out, answer_in),
        stderr=subprocess.DEVNULL,
    )
    os.close(command_out)
    os.close(answer_in)
    try:
        yield Browser(command_in, answer_out)
    finally:
        process.kill()
        process.wait()
        os.close(command_in)
