"""Figures: counts of people and settlements, with bounds, what happened to them, and who gives them."""

from sayso.extract.figures.find import FigureFinder
from sayso.extract.times.numbers import Number, read_number

__all__ = ["FigureFinder", "Number", "read_number"]
