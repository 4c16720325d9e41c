"""`python -m go2mjx.train`: the same as `go2mjx train`."""

import sys

from go2mjx.__main__ import run

if __name__ == "__main__":
    run(["train", *sys.argv[1:]])
