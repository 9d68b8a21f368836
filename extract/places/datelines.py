"""The places of datelines: *NAIROBI, 3 May –*, *MANILA/BEIJING –*, *BISHKEK, May 3. /Agency/*."""

from sayso.extract.actors.name import Name
from sayso.extract.actors.register import Register
from sayso.extract.paragraphs import find_paragraphs
from sayso.extract.parse import Token
from sayso.extract.places.resolve import assign_place, assign_town
from sayso.ontology.gazetteer import find_towns

_HEAD = 120
"""Tokens in which a dateline is looked for."""
_LONGEST = 4
_BETWEEN = frozenset({"/", "-", "and", "&"})
_MONTHS = frozenset(
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov "
    "november dec december".split()
)


def find_dateline_places(register: Register) -> None:
    """Put down the places of a doc's dateline: where the article was written or tells of."""
    for run in _get_runs(register):
        start, end = run[0].i, run[-1].i + 1
        name = next((register.at[i] for i in range(start, end) if register.at[i] is not None), None)
        if name is not None and name.senses and any(one.kind in ("capital", "place") for one in name.senses):
            assign_place(register, name)
            continue
        text = register.doc[start:end].text
        known = find_towns(text if not text.isupper() else text.title())
        if not known or (name is not None and name.kind == "person"):
            continue
        if name is None:
            name = Name(start, end, end - 1, "place")
            register.at[start:end] = [name] * (end - start)
            register.names.append(name)
            register.names.sort(key=lambda one: one.start)
        if name.senses and not name.place:
            # "BRUSSELS (Agency) -": the town, though it else stands for those who sit there.
            assign_town(register, name, known)
        elif not name.senses:
            name.kind, name.actor = "place", None
            name.start, name.end = start, end
            assign_town(register, name, known)


def _get_runs(register: Register) -> list[list[Token]]:
    """Return the words in front of the date, the agency and the dash, parted at strokes and commas."""
    tokens = [register.doc.tokens[i] for i in sorted(register.datelines)] or _find_by_date(register)
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "(" and runs[-1]:
            break
        if token.is_punct or token.is_space or token.lower_ in _BETWEEN:
            if runs[-1]:
                runs.append([])
            continue
        if token.lower_.rstrip(".") in _MONTHS or token.text[0].isdigit():
            break
        runs[-1].append(token)
    return [run for run in runs if run and len(run) <= _LONGEST]


def _find_by_date(register: Register) -> list[Token]:
    """*BISHKEK, May 3.*: capitals at the start of a paragraph with a date behind them."""
    doc = register.doc
    starts = {one[0] for one in find_paragraphs(doc.text)[:3]}
    for token in [doc.tokens[i] for i, at in enumerate(doc.idx[:_HEAD]) if at in starts]:
        if not token.text.isupper() or len(token.text) < 3:
            continue
        end = token.i
        while end < len(doc) and doc.tokens[end].text.isupper() and end - token.i < _LONGEST:
            end += 1
        if end + 2 < len(doc) and doc.tokens[end].text == "," and doc.tokens[end + 1].lower_.rstrip(".") in _MONTHS:
            return list(doc[token.i : end])
    return []
