"""What the wire can get wrong: states that come late, doubled, out of order or not at all, and a remote that is lost."""

MAX_AGE = 0.02
"""Age (s) of a state beyond which the robot must not be driven by it, and the largest jump of its time."""
REMOTE_SECONDS = 0.3
"""For so long the bytes of the remote may be empty."""
_DRIFT = 1e-3
"""By how much the robot's clock may run slower than ours: far more than clocks do."""


class WireFault(Exception):
    """Why the robot must not be driven any longer."""


class StateClock:
    """The age of states: the robot's time brought onto our clock by the state that took the shortest way so far."""

    def __init__(self) -> None:
        self._offset = self._newest = self._arrival = None

    def accept(self, robot_time: float, now: float) -> bool:
        """Take note of a state of the robot's time `robot_time` (s), arrived `now`; whether it is newer than all before.

        Raises WireFault where the robot's time jumps.
        """
        if self._newest is None:
            self._offset, self._newest, self._arrival = now - robot_time, robot_time, now
            return True
        step, passed = robot_time - self._newest, now - self._arrival
        if step < -MAX_AGE or step > self.age(now) + MAX_AGE:
            raise WireFault(f"the robot's time jumped by {step:.3f} s within {passed:.3f} s of ours")
        if step <= 0:
            return False
        self._offset = min(self._offset + _DRIFT * passed, now - robot_time)
        self._newest, self._arrival = robot_time, now
        return True

    @property
    def reading_time(self) -> float:
        """When the newest state was measured, on our clock (s)."""
        return self._newest + self._offset

    def age(self, now: float) -> float:
        """Of the newest state (s)."""
        return now - self.reading_time

    def check(self, now: float) -> None:
        """Raises WireFault where the newest state is too old."""
        if self.age(now) > MAX_AGE:
            raise WireFault(f"the newest state is {self.age(now):.3f} s old, at most {MAX_AGE} s is allowed")
