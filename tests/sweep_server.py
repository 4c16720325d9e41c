"""A stand-in for W&B's server as far as `wandb agent` needs it: it hands out the points of one sweep over HTTP."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import yaml

ENTITY = "somebody"


class SweepServer(ThreadingHTTPServer):
    """`taken` has the points that each agent got, by the agent's id; none is given before `agents` of them are there."""

    def __init__(self, sweep: dict, points: list[dict], agents: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.taken: dict[str, list[dict]] = {}
        self._agents = agents
        self._sweep, self._waiting = sweep, deque(points)
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def answer(self, query: str, variables: dict) -> dict:
        """What W&B's server says to an operation of GraphQL; nothing to those that an agent can do without."""
        with self._lock:
            if "Viewer" in query:
                viewer = {"id": "me", "entity": ENTITY, "username": ENTITY, "flags": "{}"}
                return {"viewer": viewer | {"teams": {"edges": []}}}
            if "SweepWithRuns" in query:
                sweep = {"config": yaml.safe_dump(self._sweep), "runs": {"edges": []}}
                return {"project": {"sweep": sweep}}
            if "CreateAgent" in query:
                name = f"agent{len(self.taken)}"
                self.taken[name] = []
                return {"createAgent": {"agent": {"id": name}}}
            if "Heartbeat" in query:
                busy = len(self.taken) < self._agents or json.loads(variables["runState"])
                commands = [] if busy else [self._next(variables["id"])]
                return {
                    "agentHeartbeat": {"agent": {"id": variables["id"]}, "commands": json.dumps(commands)}
                }
            return {}

    def _next(self, agent: str) -> dict:
        if not self._waiting:
            return {"type": "exit"}
        point = self._waiting.popleft()
        self.taken[agent].append(point)
        arguments = {name: {"value": value} for name, value in point.items()}
        run_id = f"run{sum(map(len, self.taken.values()))}"
        return {"type": "run", "run_id": run_id, "program": self._sweep["program"], "args": arguments}


class _Handler(BaseHTTPRequestHandler):
    server: SweepServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = {}
        if self.path == "/graphql":
            request = json.loads(body)
            answer = {"data": self.server.answer(request["query"], request.get("variables") or {})}
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(sweep: dict, points: list[dict], agents: int) -> Iterator[SweepServer]:
    """The server, at work on a thread."""
    server = SweepServer(sweep, points, agents)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
