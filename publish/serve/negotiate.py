"""Choose among the forms of an answer by the ``Accept`` header (RFC 9110, 12.5.1)."""

from collections.abc import Mapping, Sequence


def parse_accept(header: str) -> list[tuple[str, str, float]]:
    """
    Return type, subtype and quality of each range of an ``Accept`` header; what cannot be read is left out.

    An empty header accepts everything.
    """
    out: list[tuple[str, str, float]] = []
    for part in header.split(",")[:100]:
        name, *parameters = (one.strip() for one in part.split(";"))
        main, slash, sub = name.lower().partition("/")
        if not slash or not main or not sub:
            continue
        out.append((main, sub, _find_quality(parameters)))
    return out if header.strip() else [("*", "*", 1.0)]


def _find_quality(parameters: Sequence[str]) -> float:
    for one in parameters:
        key, _, value = one.partition("=")
        if key.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def choose(header: str, offered: Mapping[str, str]) -> str | None:
    """
    Return the key of the best form, or None where none is accepted.

    Args:
        header: The ``Accept`` header; empty where there is none.
        offered: Key by media type, what the server likes best first. Several types may have one key.
    """
    if header in offered:
        # One type and nothing else, as most programs ask.
        return offered[header]
    accepted = parse_accept(header)
    best: tuple[float, int, int] | None = None
    chosen: str | None = None
    for order, (media_type, key) in enumerate(offered.items()):
        main, _, sub = media_type.partition("/")
        # The most specific range that fits decides the quality of a type.
        fitting = [
            ((m != "*") + (s != "*"), quality) for m, s, quality in accepted if m in (main, "*") and s in (sub, "*")
        ]
        if not fitting:
            continue
        specific, quality = max(fitting)
        rank = (quality, specific, -order)
        if quality > 0 and (best is None or rank > best):
            best, chosen = rank, key
    return chosen
