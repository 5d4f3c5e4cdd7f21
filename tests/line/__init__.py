"""The whole line, from seeds to site: what the project promises, on real runs."""
