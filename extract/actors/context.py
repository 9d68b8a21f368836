"""What an article as a whole is about: the country that a bare *the government* or *the army* is of."""

from collections import Counter

from sayso.extract.actors.register import Register

_SHARE = 0.6
"""Of all namings of countries that the main one must have."""
_LEAD = 60
"""Tokens of the headline and the lead."""
_BOTH = 0.85
"""Of all namings of countries that two must have to be *the two countries*."""


def count_countries(register: Register) -> Counter[str]:
    """Return how often the article names each country, by place key: by name, adjective, people or capital."""
    if register.countries is None:
        counted: Counter[str] = Counter()
        for name in register.names:
            for sense in name.senses:
                if sense.kind == "place":
                    key = register.authority.get_country(sense.key)
                else:
                    key = register.authority.get_country(register.authority.actors[sense.key].place)
                if key:
                    counted[key] += 1
                    break
        register.countries = counted
    return register.countries


def _get_first(register: Register) -> set[str]:
    """Return the place keys of the countries named in the headline and the lead."""
    found: set[str] = set()
    for name in register.names[:12]:
        if name.start > _LEAD:
            break
        for sense in name.senses:
            place = sense.key if sense.kind == "place" else register.authority.actors[sense.key].place
            key = register.authority.get_country(place)
            if key is None and sense.kind != "place" and register.authority.actors[sense.key].cls == "State":
                # Zaire, whose land has another name now: still no other country is what the lead is about.
                key = sense.key
            if key:
                found.add(key)
                break
    return found


def get_two_states(register: Register) -> tuple[str, ...]:
    """Return the ids of the two states whose countries are nearly all that the article names, or nothing."""
    counted = count_countries(register)
    total = sum(counted.values())
    if not total:
        return ()
    first, *others = counted.most_common(3)
    if not others or first[1] + others[0][1] < _BOTH * total or others[0][1] < 2:
        return ()
    keys = [register.authority.state_of.get(key) for key, _ in (first, others[0])]
    return tuple(register.add_known(key) for key in keys if key) if all(keys) else ()


def get_main_state(register: Register) -> str | None:
    """Return the id of the state whose country the article names far more than any other, or None."""
    counted = count_countries(register)
    total = sum(counted.values())
    if not total:
        return None
    (key, count), *others = counted.most_common(2)
    if count < _SHARE * total:
        first = _get_first(register)
        ahead = count >= 2 * others[0][1] if first != {key} else 2 * count >= 3 * others[0][1]
        if count < 2 or key not in first or not ahead:
            return None
    elif (first := _get_first(register)) and key not in first:
        # A story of one country that names another more often by the way.
        return None
    state = register.authority.state_of.get(key)
    return register.add_known(state) if state is not None else None
