"""The network of a robot: Cyclone DDS on one interface, the loopback unless another one is named."""

from typing import Generic, TypeVar

import psutil
from cyclonedds.core import DDSException, InstanceState, ReadCondition, SampleState, ViewState, WaitSet
from cyclonedds.domain import Domain, DomainParticipant
from cyclonedds.idl import IdlStruct
from cyclonedds.pub import DataWriter
from cyclonedds.sub import DataReader
from cyclonedds.topic import Topic
from cyclonedds.util import duration

from go2mjx.process.errors import UsageError, suggestion

Message = TypeVar("Message", bound=IdlStruct)

_CONFIGURATION = """<CycloneDDS><Domain Id="any">
<General><Interfaces><NetworkInterface {interface}/></Interfaces></General>{discovery}
</Domain></CycloneDDS>"""
_LOOPBACK = 'address="127.0.0.1"'
_LOOPBACK_DISCOVERY = """<Discovery><ParticipantIndex>auto</ParticipantIndex>
<Peers><Peer address="127.0.0.1"/></Peers></Discovery>"""
"""Nothing to do with this computer's real networks, nor with whether they carry multicast."""


class Network:
    """This program's part in a DDS domain, with the quality of service of the SDK, which is DDS's default."""

    def __init__(self, interface: str | None = None, domain: int = 0):
        """Join. Raises UsageError for an interface that this computer lacks, and where DDS cannot start."""
        known = psutil.net_if_addrs()
        if interface is not None and interface not in known:
            raise UsageError(
                f"--interface {interface}: there is no such network interface; allowed: "
                f"{', '.join(known)}{suggestion(interface, known)}"
            )
        where = (_LOOPBACK, _LOOPBACK_DISCOVERY) if interface is None else (f'name="{interface}"', "")
        try:
            self._domain = Domain(domain, _CONFIGURATION.format(interface=where[0], discovery=where[1]))
            self._participant = DomainParticipant(domain)
        except DDSException as error:
            raise UsageError(
                f"DDS cannot start on {interface or 'the loopback'} in domain {domain}: {error}"
            ) from None

    def writer(self, topic: str, kind: type[IdlStruct]) -> DataWriter:
        """What publishes messages of `kind`."""
        return DataWriter(self._participant, Topic(self._participant, topic, kind))

    def reader(self, topic: str, kind: type[Message]) -> "Reader[Message]":
        """What receives messages of `kind`."""
        return Reader(DataReader(self._participant, Topic(self._participant, topic, kind)))


class Reader(Generic[Message]):
    """The newest message of a topic."""

    def __init__(self, reader: DataReader):
        self._reader = reader
        # the end of a publisher is no message
        self._arrived = ReadCondition(reader, ViewState.Any | SampleState.NotRead | InstanceState.Alive)
        self._waiting = WaitSet(reader.participant)
        self._waiting.attach(self._arrived)

    def newest(self) -> Message | None:
        """What arrived last since the last call; DDS keeps no more, and neither does the SDK."""
        messages = self._reader.take(1, self._arrived)
        return messages[0] if messages else None

    def wait(self, seconds: float) -> None:
        """Sleep until there is a newest message, but no longer than that."""
        if seconds > 0.0:
            self._waiting.wait(duration(seconds=seconds))

    @property
    def publishers(self) -> int:
        """How many publish to the topic now, this program included."""
        return len(self._reader.get_matched_publications())
