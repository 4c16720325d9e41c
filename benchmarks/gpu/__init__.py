"""What a GPU needs and shows; `benchmarks/gpu.sh` runs it."""
