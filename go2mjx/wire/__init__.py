"""Unitree's protocol for the GO2: a policy on it, and a simulated robot on it.

Names, types and numbers are those of the public SDK (github.com/unitreerobotics/unitree_sdk2 at 21d0a3b and
unitree_sdk2_python at 37116c5, July 2026). No robot of ours was ever driven with it.
"""
