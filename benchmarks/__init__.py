"""Measurements for people: they print a table and save JSON, and assert nothing about time.

speed: steps per second and seconds, and where they go. learning: seeds until they walk. robot: policies in C MuJoCo.
physics: the engines. faults: runs that are killed or broken. peers: other systems. gpu: what a GPU shows, or is
compiled to. results: what was measured.
"""
