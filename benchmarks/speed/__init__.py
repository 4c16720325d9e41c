"""How fast it simulates, trains, starts, reports and saves."""
