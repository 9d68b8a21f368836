"""Findings to triples: naming, store, build, validation, inference."""
