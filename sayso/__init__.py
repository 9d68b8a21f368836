"""sayso: who said what to whom, from news articles to a graph that can be asked."""

__version__ = "0.1.0"
