"""Unitree's motion switcher, over DDS: which of the robot's own controllers is active."""

import json
import time

from cyclonedds.idl import IdlStruct, types

from go2mjx.wire.messages import sdk_message
from go2mjx.wire.network import Network

REQUEST, RESPONSE = "rt/api/motion_switcher/request", "rt/api/motion_switcher/response"
CHECK_MODE, RELEASE_MODE = 1001, 1003
NOT_IMPLEMENTED = 3203
_REPEAT_SECONDS = 0.2  # until an answer: a request that is sent before both sides know each other is lost


@sdk_message
class RequestIdentity_(IdlStruct, typename="unitree_api.msg.dds_.RequestIdentity_"):
    id: types.int64
    api_id: types.int64


@sdk_message
class RequestLease_(IdlStruct, typename="unitree_api.msg.dds_.RequestLease_"):
    id: types.int64


@sdk_message
class RequestPolicy_(IdlStruct, typename="unitree_api.msg.dds_.RequestPolicy_"):
    priority: types.int32
    noreply: bool


@sdk_message
class RequestHeader_(IdlStruct, typename="unitree_api.msg.dds_.RequestHeader_"):
    identity: RequestIdentity_
    lease: RequestLease_
    policy: RequestPolicy_


@sdk_message
class Request_(IdlStruct, typename="unitree_api.msg.dds_.Request_"):
    header: RequestHeader_
    parameter: str
    binary: types.sequence[types.byte]


@sdk_message
class ResponseStatus_(IdlStruct, typename="unitree_api.msg.dds_.ResponseStatus_"):
    code: types.int32


@sdk_message
class ResponseHeader_(IdlStruct, typename="unitree_api.msg.dds_.ResponseHeader_"):
    identity: RequestIdentity_
    status: ResponseStatus_


@sdk_message
class Response_(IdlStruct, typename="unitree_api.msg.dds_.Response_"):
    header: ResponseHeader_
    data: str
    binary: types.sequence[types.byte]


def request(api_id: int) -> Request_:
    """A question without parameters, with a number of its own."""
    identity = RequestIdentity_(time.monotonic_ns(), api_id)
    return Request_(RequestHeader_(identity, RequestLease_(0), RequestPolicy_(0, False)), "{}", [])


def active_mode(network: Network, timeout: float = 3.0) -> str | None:
    """The name of the robot's own controller that is active, "" when none is; None without an answer in `timeout` (s)."""
    requests, responses = network.writer(REQUEST, Request_), network.reader(RESPONSE, Response_)
    question = request(CHECK_MODE)
    end = time.monotonic() + timeout
    again = 0.0
    while (now := time.monotonic()) < end:
        if now >= again:
            requests.write(question)
            again = now + _REPEAT_SECONDS
        response = responses.newest()
        if response is not None and response.header.identity == question.header.identity:
            return json.loads(response.data)["name"] if response.header.status.code == 0 else None
        time.sleep(0.01)
    return None


class MotionSwitcher:
    """The service as our simulated robot has it: one mode is active, or none, and it can be released."""

    def __init__(self, network: Network, mode: str = ""):
        self.mode = mode
        self._requests = network.reader(REQUEST, Request_)
        self._responses = network.writer(RESPONSE, Response_)

    def answer(self) -> None:
        """Answer a request that has arrived."""
        request = self._requests.newest()
        if request is None:
            return
        code, data = 0, ""
        asked = request.header.identity.api_id
        if asked == CHECK_MODE:
            data = json.dumps({"form": "0", "name": self.mode})
        elif asked == RELEASE_MODE:
            self.mode = ""
        else:
            code = NOT_IMPLEMENTED
        if not request.header.policy.noreply:
            header = ResponseHeader_(request.header.identity, ResponseStatus_(code))
            self._responses.write(Response_(header, data, []))
