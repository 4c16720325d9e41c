"""What becomes of runs that are killed, starved or broken on purpose."""
