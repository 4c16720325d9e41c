#!/usr/bin/env bash
# Everything a GPU must show, in under ten minutes, on a bare machine: JAX for CUDA is there, our other packages and
# the network are not. Two steps:
#
#   benchmarks/gpu.sh --wheels DIR [--python 3.12] [--present "matplotlib pillow"]
#       where go2mjx is installed and the network is: fetch what training needs beside JAX, for Linux on x86-64
#       and that Python; without the packages that are present there (matplotlib and its own are 17 of 72 MiB). Warp is
#       a folder of its own, 75 MiB: who may carry 64 MiB at a time takes DIR in parts, Warp's wheel divided by split
#   benchmarks/gpu.sh --run DIR [--output DIR] [--small]
#       there, in a checkout: install from DIR, measure, write JSON files to --output (else $OUT, else gpu_results),
#       the parts that are worth most first; each writes its file as it ends. Warp's engine joins if DIR/warp is there
#
# With --small it runs on a CPU with tiny sizes and the toy in place of training, to test the script itself.
# PYTHON chooses the interpreter. No environment is made, because a python that is itself in one would hide its JAX.
set -euo pipefail

usage() { sed -n '2,17s/^# \{0,1\}//p' "$0"; exit "$1"; }

root=$(cd "$(dirname "$0")/.." && pwd)
wheels='' run='' output=${OUT:-gpu_results} version=3.12 present='' small=''
while [ $# -gt 0 ]; do
	case $1 in
		--wheels) wheels=${2:?--wheels needs a directory}; shift 2 ;;
		--run) run=${2:?--run needs a directory}; shift 2 ;;
		--output) output=${2:?--output needs a directory}; shift 2 ;;
		--python) version=${2:?--python needs a version}; shift 2 ;;
		--present) present=${2-}; shift 2 ;;
		--small) small=yes; shift ;;
		-h | --help) usage 0 ;;
		*) echo "unknown argument: $1" >&2; usage 2 >&2 ;;
	esac
done
[ -n "$wheels$run" ] || usage 2 >&2
[ -z "$wheels" ] || [ -z "$run" ] || { echo "--wheels and --run are two steps, on two machines" >&2; exit 2; }

if [ -n "$wheels" ]; then
	python=${PYTHON:-$root/.venv/bin/python}
	mkdir -p "$wheels"
	platforms=()
	for glibc in 2_28 2_27 2_24 2_17; do platforms+=(--platform "manylinux_${glibc}_x86_64"); done
	platforms+=(--platform manylinux2014_x86_64 --platform manylinux1_x86_64)
	names=$(cd "$root" && "$python" -m benchmarks.gpu.wheels "$version" $present)
	# shellcheck disable=SC2086 # a name is a word
	"$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
		--python-version "$version" --implementation cp "${platforms[@]}" \
		-c "$root/constraints.txt" -d "$wheels" $names
	mkdir -p "$wheels/warp" "$wheels/large"
	"$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
		--python-version "$version" --implementation cp "${platforms[@]}" -d "$wheels/large" warp-lang
	(cd "$root" && "$python" -m benchmarks.gpu.slim "$wheels"/large/*.whl "$wheels/warp")
	rm -r "$wheels/large"
	echo "$(ls "$wheels"/*.whl | wc -l) wheels for Python $version, $(du -Sm "$wheels" | tail -1 | cut -f1) MiB, in $wheels; Warp $(du -sm "$wheels/warp" | cut -f1) MiB"
	exit
fi

DEADLINE=570 # s, for everything
python=${PYTHON:-python3}
mkdir -p "$output"
output=$(cd "$output" && pwd) run=$(cd "$run" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps --target "$work/site" "$run"/*.whl
[ ! -d "$run/warp" ] || "$python" -m pip install --quiet --disable-pip-version-check --no-index --no-deps \
	--target "$work/site" "$run"/warp/*.whl
export PYTHONPATH="$work/site:$root" PYTHONUNBUFFERED=1 XDG_CACHE_HOME="$work/cache"
cd "$work"
: > "$output/parts.txt"
failed=0

# part NAME SECONDS COMMAND...: run a benchmark for at most SECONDS and within the deadline; what it wrote stays.
part() {
	local name=$1 limit=$2 started=$SECONDS status=0
	shift 2
	[ $((DEADLINE - SECONDS)) -ge "$limit" ] || limit=$((DEADLINE - SECONDS))
	if [ "$limit" -le 0 ]; then
		status=none
	else
		# in a process group of its own, where reading a terminal would stop it
		timeout --kill-after 10 "$limit" "$python" -m "$@" < /dev/null || status=$?
	fi
	[ "$status" = 0 ] || failed=1
	echo "$name: exit code $status after $((SECONDS - started)) s" | tee -a "$output/parts.txt"
}

toy=(--env toy --num_envs 16 --max_steps 1600 --eval_period 800 --wandb_mode disabled --no_video)
if [ -n "$small" ]; then
	part toy 300 benchmarks.learning.time_to_walk --output toy --seeds 1 --json "$output/toy.json" --platform cpu "${toy[@]}"
	part agreement 300 benchmarks.gpu.agreement --platform cpu --num_envs 2 --json "$output/agreement.json"
	part profile 300 benchmarks.gpu.profile --env toy --platform cpu --iterations 2 --json "$output/profile.json"
	part env_steps_jax 300 benchmarks.speed.env_steps --json "$output/env_steps_jax.json" --platform cpu \
		--num_envs 2 --levels physics "C MuJoCo" --seconds 0.05 --repeats 1
	part train_steps 300 benchmarks.speed.train_steps --json "$output/train_steps.json" --env toy --platform cpu \
		--measure --seconds 0.05 --repeats 1 --window 0.2
	part time_to_walk 300 benchmarks.learning.time_to_walk --output runs --seeds 1 --json "$output/time_to_walk.json" \
		--platform cpu "${toy[@]}"
else
	gpu=(--platform gpu --preset go2_fast_gpu)
	part toy 60 benchmarks.learning.time_to_walk --output toy --seeds 1 --json "$output/toy.json" --platform gpu "${toy[@]}"
	if [ "$failed" = 1 ]; then # loops in CUDA graphs are what no card has run before
		export XLA_FLAGS="${XLA_FLAGS:-} --xla_gpu_enable_command_buffer=-WHILE"
		part toy_without_loops_in_graphs 60 benchmarks.learning.time_to_walk --output toy_without --seeds 1 \
			--json "$output/toy_without_loops_in_graphs.json" --platform gpu "${toy[@]}"
	fi
	part agreement 90 benchmarks.gpu.agreement "${gpu[@]}" --json "$output/agreement.json"
	part profile 60 benchmarks.gpu.profile "${gpu[@]}" --json "$output/profile.json"
	# the largest first, should the time run out
	part env_steps_jax 75 benchmarks.speed.env_steps --json "$output/env_steps_jax.json" "${gpu[@]}" \
		--num_envs 8192 4096 1024 --levels physics --repeats 3
	[ ! -d "$run/warp" ] || part env_steps_warp 75 benchmarks.speed.env_steps --json "$output/env_steps_warp.json" \
		"${gpu[@]}" --engine warp --num_envs 8192 4096 1024 --levels physics --repeats 3
	for ratio in 4 1 16; do
		part "train_steps_$ratio" 60 benchmarks.speed.train_steps --json "$output/train_steps_$ratio.json" "${gpu[@]}" \
			--num_envs 4096 --steps_per_update 4096 --utd_ratio "$ratio" --measure --repeats 3 --window 5
	done
	# short enough to end in time, and evaluated often enough to see when it walks
	part time_to_walk 180 benchmarks.learning.time_to_walk --output runs --seeds 1 --json "$output/time_to_walk.json" \
		"${gpu[@]}" --max_steps 3_072_000 --eval_period 204_800 --wandb_mode disabled --no_video
fi
cp runs/learning_curve.png runs/seed_110/metrics.jsonl "$output" 2> /dev/null || true
echo "$SECONDS s in all; results in $output"
exit $failed
