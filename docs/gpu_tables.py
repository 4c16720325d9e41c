"""The generated table of docs/speed.md: what an H100 would have to launch."""

from typing import Any

from parameter_tables import markdown
from performance_tables import FOLDER, measured_with

from benchmarks.measurement import read_json

FILES = {"before": "gpu_rehearsal_before", "now": "gpu_rehearsal", "now, 8,192": "gpu_rehearsal_8192"}
PARTS = {
    "physics": "physics of a control step",
    "update": "update groups",
    "rest": "rest",
    "total": "**total**",
}
OTHERS = {"waits": "waits of the host", "library": "library calls", "tiny": "kernels of one or two blocks"}


def gpu_rehearsal() -> str:
    """What `benchmarks.gpu.rehearsal` counted."""
    results = {name: read_json(FOLDER / f"{file}.json") for name, file in FILES.items()}
    chunks = {name: result["programs"]["chunk"] for name, result in results.items()}
    rows: list[tuple[object, ...]] = [
        (title, *(f"{chunk['launches'][part]['gpu']:,}" for chunk in chunks.values()))
        for part, title in PARTS.items()
    ]
    rows += [
        (title, *(f"{chunk['launches']['total'][count]:,}" for chunk in chunks.values()))
        for count, title in OTHERS.items()
    ]
    rows.append(("launches by the host", *map(_by_host, chunks.values())))
    rows.append(
        ("temporaries (MiB)", *(f"{chunk['temporary_bytes'] / 2**20:.0f}" for chunk in chunks.values()))
    )
    commits = ", ".join(f"{name}: {measured_with(result['provenance'])}" for name, result in results.items())
    return f"{markdown(('An iteration', *FILES), rows)}\nCompiled, not run. {commits}.\n"


def _by_host(chunk: dict[str, Any]) -> str:
    each = chunk["launches"]["total"]["host"]
    return str(each) if each else f"{chunk['launches']['once a call']['host']} a call of many"
