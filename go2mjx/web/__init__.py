"""The page on which a policy walks: its own scripts, the parts that it takes from others, and what puts them together."""
