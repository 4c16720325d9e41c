"""How soon it walks, and how well."""
