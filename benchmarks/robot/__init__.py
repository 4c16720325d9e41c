"""How trained policies walk outside MJX, and beside those of others."""
