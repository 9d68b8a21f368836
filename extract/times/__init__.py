"""Times: expressions normalised to intervals of days by the date of publication, and what each of them dates."""

from sayso.extract.times.attach import time_of
from sayso.extract.times.find import find_times
from sayso.extract.times.model import Time

__all__ = ["Time", "find_times", "time_of"]
