#!/usr/bin/env bash
# One would expect: JAX's persistent compile cache answers for a program on one device, however many devices the process
#   has: the machine, the program and the device that it runs on are the same.
# What happens: the number of CPU devices is part of the key. A process with two (jax_num_cpu_devices, as tests of
#   sharding emulate) compiles anew all that a process with one has left in the same folder, and the other way round.
#   Programs and their lowered text are equal; nothing warns. Who tests with emulated devices and starts commands
#   with one pays for each program twice.
# Seen: 2026-11-28, jax and jaxlib 0.10.2, Python 3.11, CPU. Output:
#   jax 0.10.2
#   1 device: hits 0, misses 1
#   1 device: hits 1, misses 0
#   2 devices: hits 0, misses 1
#   2 devices: hits 1, misses 0
#   lowered texts that differ: 0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install --quiet --disable-pip-version-check jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
cat > "$folder/program.py" <<'PYTHON'
import collections
import sys

import jax
import jax.numpy as jnp

devices, folder = int(sys.argv[1]), sys.argv[2]
jax.config.update("jax_num_cpu_devices", devices)
jax.config.update("jax_compilation_cache_dir", f"{folder}/cache")
jax.config.update("jax_persistent_cache_min_compile_time_secs", 0)
jax.config.update("jax_persistent_cache_min_entry_size_bytes", -1)
seen = collections.Counter()
jax.monitoring.register_event_listener(lambda event, **_: seen.update([event]))
assert jax.device_count() == devices
lowered = jax.jit(lambda x: jnp.tanh(x @ x).sum()).lower(jax.ShapeDtypeStruct((64, 64), jnp.float32))
seen.clear()
lowered.compile()
with open(f"{folder}/text_{devices}", "w") as file:
    file.write(lowered.as_text())
hits, misses = (seen[f"/jax/compilation_cache/cache_{what}"] for what in ("hits", "misses"))
print(f"{devices} device{'s' * (devices > 1)}: hits {hits}, misses {misses}")
PYTHON
export JAX_PLATFORMS=cpu
"$folder/python/bin/python" -c 'import jax; print("jax", jax.__version__)'
for devices in 1 1 2 2; do
	"$folder/python/bin/python" "$folder/program.py" "$devices" "$folder" | tee -a "$folder/seen"
done
differing=$(cmp -s "$folder/text_1" "$folder/text_2" && echo 0 || echo 1)
echo "lowered texts that differ: $differing"
expected='1 device: hits 0, misses 1
1 device: hits 1, misses 0
2 devices: hits 0, misses 1
2 devices: hits 1, misses 0'
[ "$(cat "$folder/seen")" = "$expected" ] && [ "$differing" = 0 ] || { echo "CHANGED: the cache answers otherwise than it did" >&2; exit 1; }
