"""What the physics engines do and ignore, beside C MuJoCo."""
