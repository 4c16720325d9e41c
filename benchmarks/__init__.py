"""Measurements for people: they print a table and save JSON, and assert nothing about time."""
