#!/bin/bash
#SBATCH --job-name=go2mjx
#SBATCH --array=0-9
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=2
#SBATCH --time=02:00:00
#SBATCH --signal=TERM@120
# A seed per task of a SLURM array, each on a machine of its own choosing. DIR is on a disk that all of them see:
#   sbatch examples/slurm_seeds.sh DIR --preset go2_fast_cpu
#   go2mjx report DIR/seed_*          # when all are done: the runs side by side, mean and range over the seeds
# On GPUs: --gpus-per-task=1 as well. A task that SLURM stops has saved by then; the same sbatch goes on with it.
set -euo pipefail
run=$1/seed_$SLURM_ARRAY_TASK_ID
shift
if [ -e "$run/config.json" ]; then
    exec srun go2mjx train --resume "$run"
fi
exec srun go2mjx train --seed "$SLURM_ARRAY_TASK_ID" --run_dir "$run" "$@"
