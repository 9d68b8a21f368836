"""Figures: counts of people and settlements, with bounds, and who gives them."""
