#!/usr/bin/env bash
# One would expect: two processes that each open an offline run of the same id, in folders of their own, know nothing of
#   each other, as nothing goes to a server.
# What happens: that holds until the process that starts them has had a run itself. After its finish() the variable
#   WANDB_SERVICE stays in its environment, its children inherit it and share one local service, and the second of them
#   is refused because the id is in use. So copies of one resumed training, tried side by side by a script that has
#   trained before, stop each other. Without the variable both open again.
# Seen: 2026-11-28, wandb 0.31.0, offline, Python 3.11. Output:
#   wandb 0.31.0
#   before a run of the parent:   opened, opened
#   after it has finished:        opened, run ID same is in use
#   without WANDB_SERVICE:        opened, opened
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check wandb==0.31.0
cd "$folder"
export WANDB_MODE=offline WANDB_SILENT=true WANDB_ERROR_REPORTING=false
"$folder/python/bin/python" - <<'PYTHON'
import os
import subprocess
import sys
import tempfile

import wandb

CHILD = """
import sys
import wandb
try:
    run = wandb.init(project="findings", id="same", dir=sys.argv[1])
except Exception as error:  # of a private type
    print(error)
else:
    print("opened", flush=True)
    sys.stdin.read()
    run.finish()
"""


def two_children(environment):
    """What two processes say that open the same run, the second while the first has it."""
    children, said = [], []
    for _ in range(2):
        words = [sys.executable, "-c", CHILD, tempfile.mkdtemp(dir=".")]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        children.append(subprocess.Popen(words, env=environment, text=True, **pipes))
        said.append(children[-1].stdout.readline().strip())
    for child in children:
        child.communicate()
    return ", ".join(said)


print("wandb", wandb.__version__)
before = two_children(dict(os.environ))
wandb.init(project="findings", dir=tempfile.mkdtemp(dir=".")).finish()
after = two_children(dict(os.environ))
without = two_children({name: value for name, value in os.environ.items() if name != "WANDB_SERVICE"})
print("before a run of the parent:  ", before)
print("after it has finished:       ", after)
print("without WANDB_SERVICE:       ", without)
if (before, after, without) != ("opened, opened", "opened, run ID same is in use", "opened, opened"):
    sys.exit("CHANGED: whether processes share the service of the one that started them")
PYTHON
