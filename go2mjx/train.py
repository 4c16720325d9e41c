"""`python -m go2mjx.train`: the same as `go2mjx train`."""

import sys

from go2mjx.__main__ import main

if __name__ == "__main__":
    sys.exit(main(["train", *sys.argv[1:]]))
