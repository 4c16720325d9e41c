"""The video that ends a training: `python -m go2mjx.session.video RUN_DIR`.

Drawing needs a GL library, which may be missing or crash, and must be chosen before MuJoCo is imported.
So training runs this module in a process of its own.
"""

import sys
from pathlib import Path

from go2mjx.process import console
from go2mjx.process.errors import UsageError
from go2mjx.session import child
from go2mjx.viewing.video import NoVideo, write_video

FILE_NAME = "video.mp4"


def make_video(run_dir: Path) -> None:
    """Write `video.mp4` of the run's newest checkpoint into `run_dir`; whatever goes wrong is one warning."""
    child.make("video", [__name__, run_dir])


def main() -> int:
    """Draw in this process; returns the exit code, 1 after an error that is printed."""
    from go2mjx.session.deployable import load  # training needs none of it

    run_dir = Path(sys.argv[1])
    try:
        write_video(lambda: load(run_dir), run_dir / FILE_NAME)
    except (UsageError, NoVideo) as error:
        console.show(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
