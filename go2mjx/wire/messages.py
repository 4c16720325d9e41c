"""The messages: names, types and fields of the SDK; the two of 500 Hz lie in memory as its C structs do."""

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np
from cyclonedds.idl import IdlStruct, types
from cyclonedds.idl.annotations import autoid, final

LOW_STATE, LOW_COMMAND = "rt/lowstate", "rt/lowcmd"
WIRELESS_CONTROLLER = "rt/wirelesscontroller"
MOTORS = 20  # places in a message; a GO2 uses the first twelve
SERVO = 1
"""The motor mode in which position, velocity, torque and gains act."""
POSITION_STOP, VELOCITY_STOP = np.float32(2.146e9), np.float32(16000.0)
"""Target values that switch a motor's position or velocity control off."""
COMMAND_TIMEOUT = 1
"""The bit of our simulated robot's `bit_flag` while it gets no commands. The SDK names no bits."""
_LITTLE_ENDIAN = bytes((0, 1, 0, 0))  # the encapsulation header of plain CDR
_REVERSED_BITS = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))


def sdk_message(kind: type[IdlStruct]) -> type[IdlStruct]:
    """Make `kind` what the SDK's messages are: fixed, its fields in their order."""
    return dataclass(final(autoid("sequential")(kind)))


@sdk_message
class MotorCmd_(IdlStruct, typename="unitree_go.msg.dds_.MotorCmd_"):
    mode: types.byte
    q: types.float32  # rad
    dq: types.float32  # rad/s
    tau: types.float32  # N m
    kp: types.float32
    kd: types.float32
    reserve: types.array[types.uint32, 3]


@sdk_message
class BmsCmd_(IdlStruct, typename="unitree_go.msg.dds_.BmsCmd_"):
    off: types.byte
    reserve: types.array[types.byte, 3]


@sdk_message
class IMUState_(IdlStruct, typename="unitree_go.msg.dds_.IMUState_"):
    quaternion: types.array[types.float32, 4]  # w, x, y, z
    gyroscope: types.array[types.float32, 3]  # rad/s
    accelerometer: types.array[types.float32, 3]  # m/s^2
    rpy: types.array[types.float32, 3]  # rad
    temperature: types.byte


@sdk_message
class MotorState_(IdlStruct, typename="unitree_go.msg.dds_.MotorState_"):
    mode: types.byte
    q: types.float32
    dq: types.float32
    ddq: types.float32
    tau_est: types.float32
    q_raw: types.float32
    dq_raw: types.float32
    ddq_raw: types.float32
    temperature: types.byte
    lost: types.uint32
    reserve: types.array[types.uint32, 2]


@sdk_message
class BmsState_(IdlStruct, typename="unitree_go.msg.dds_.BmsState_"):
    version_high: types.byte
    version_low: types.byte
    status: types.byte
    soc: types.byte
    current: types.int32
    cycle: types.uint16
    bq_ntc: types.array[types.byte, 2]
    mcu_ntc: types.array[types.byte, 2]
    cell_vol: types.array[types.uint16, 15]


class _InMemory:
    """A message kept as one NumPy record, `record`, laid out as the C struct, of which its CRC is made.

    cyclonedds would take 0.2 to 0.3 ms to pack or unpack it field by field. What goes over the wire, CDR, is the C struct
    but for the padding about the first motor's mode: CDR does not align structs.
    """

    _layout: np.dtype
    _gap: tuple[int, int]  # where the field before the motors ends, and where the motors begin

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        # over those of IdlStruct, which cyclonedds wants to be the first base
        cls.serialize, cls.deserialize = cls._pack, cls._unpack
        cls._layout = _c_struct(cls)
        motors = next(name for name in cls._layout.names if name.startswith("motor_"))
        before = cls._layout.names[cls._layout.names.index(motors) - 1]
        cls._gap = _end(cls._layout, before), cls._layout.fields[motors][1]

    def __init__(self, memory: bytes | None = None):
        """Of zeros, or of the bytes of the C struct, which cannot be written to then."""
        records = np.zeros(1, self._layout) if memory is None else np.frombuffer(memory, self._layout)
        self.record = records[0]

    def _pack(self, **_: object) -> bytes:
        """What cyclonedds sends."""
        (end, begin), memory = self._gap, self.record.tobytes()
        mode = memory[begin : begin + 1].ljust(begin - end, b"\0")
        return _LITTLE_ENDIAN + memory[:end] + mode + memory[begin + 4 :]

    @classmethod
    def _unpack(cls, data: bytes, **_: object) -> "_InMemory":
        """Of what cyclonedds received; nothing but a message of the type's length comes through DDS."""
        end, begin = cls._gap
        mode = bytes(begin - end) + data[4 + end : 5 + end].ljust(4, b"\0")
        return cls(data[4 : 4 + end] + mode + data[4 + begin : cls._layout.itemsize])

    def seal(self) -> None:
        """Write the CRC of what the message holds into it."""
        self.record["crc"] = crc(self.record.tobytes()[:-4])

    @property
    def intact(self) -> bool:
        """Whether the CRC is that of what the message holds."""
        return int(self.record["crc"]) == crc(self.record.tobytes()[:-4])


def crc(data: bytes) -> int:
    """Unitree's CRC: polynomial 0x04C11DB7 over little-endian words, the highest bit first, begun with ones.

    zlib's runs over the same bits of bytes that are turned round, and turns its result round.
    """
    highest_first = np.frombuffer(data, "<u4").byteswap().tobytes().translate(_REVERSED_BITS)
    turned = zlib.crc32(highest_first) ^ 0xFFFFFFFF
    return int.from_bytes(turned.to_bytes(4, "little").translate(_REVERSED_BITS), "big")


def _c_struct(message: type[IdlStruct]) -> np.dtype:
    """The layout that a C compiler gives the fields of `message`."""
    names = message.__annotations__
    return np.dtype([(name, *_c_type(names[name])) for name in names if name[0] != "_"], align=True)


def _c_type(hint: Any) -> tuple[Any, ...]:
    """NumPy's type of a field, and of an array its length, too."""
    if isinstance(hint, type):
        return (_c_struct(hint),)
    (kind,) = hint.__metadata__
    if isinstance(kind, types.array):
        return (*_c_type(kind.subtype), kind.length)
    return ("uint8" if kind == "byte" else kind,)  # NumPy's byte has a sign


def _end(layout: np.dtype, name: str) -> int:
    """Where the field `name` ends without the padding of a struct."""
    field, begin = layout.fields[name][:2]
    return begin + (_end(field, field.names[-1]) if field.names else field.itemsize)


@final
@autoid("sequential")
class LowCmd_(IdlStruct, _InMemory, typename="unitree_go.msg.dds_.LowCmd_"):
    head: types.array[types.byte, 2]
    level_flag: types.byte
    frame_reserve: types.byte
    sn: types.array[types.uint32, 2]
    version: types.array[types.uint32, 2]
    bandwidth: types.uint16
    motor_cmd: types.array[MotorCmd_, MOTORS]
    bms_cmd: BmsCmd_
    wireless_remote: types.array[types.byte, 40]
    led: types.array[types.byte, 12]
    fan: types.array[types.byte, 2]
    gpio: types.byte
    reserve: types.uint32
    crc: types.uint32


@final
@autoid("sequential")
class LowState_(IdlStruct, _InMemory, typename="unitree_go.msg.dds_.LowState_"):
    head: types.array[types.byte, 2]
    level_flag: types.byte
    frame_reserve: types.byte
    sn: types.array[types.uint32, 2]
    version: types.array[types.uint32, 2]
    bandwidth: types.uint16
    imu_state: IMUState_
    motor_state: types.array[MotorState_, MOTORS]
    bms_state: BmsState_
    foot_force: types.array[types.int16, 4]
    foot_force_est: types.array[types.int16, 4]
    tick: types.uint32  # ms
    wireless_remote: types.array[types.byte, 40]
    bit_flag: types.byte
    adc_reel: types.float32
    temperature_ntc1: types.byte
    temperature_ntc2: types.byte
    power_v: types.float32
    power_a: types.float32
    fan_frequency: types.array[types.uint16, 4]
    reserve: types.uint32
    crc: types.uint32


@sdk_message
class WirelessController_(IdlStruct, typename="unitree_go.msg.dds_.WirelessController_"):
    lx: types.float32  # -1 to 1, right positive
    ly: types.float32  # forward positive
    rx: types.float32
    ry: types.float32
    keys: types.uint16


def low_command() -> LowCmd_:
    """A command that lets every motor go, with what the SDK writes into the head."""
    command = LowCmd_()
    command.record["head"] = 0xFE, 0xEF
    command.record["level_flag"] = 0xFF
    motors = command.record["motor_cmd"]
    motors["mode"], motors["q"], motors["dq"] = SERVO, POSITION_STOP, VELOCITY_STOP
    return command
