"""Curation: what a user has decided about the graph by hand, and what becomes of it at each build."""
