"""Who is a *he* and who a *she*, by the pronouns of the whole article."""

from itertools import compress, count

from sayso.extract.actors.phrases import get_subject
from sayso.extract.actors.register import Register
from sayso.extract.parse import Token

HE = frozenset("he him his himself".split())
SHE = frozenset("she her hers herself".split())
_HE_OR_SHE = HE | SHE
SPEAKING = frozenset("say tell add accuse deny claim announce warn urge insist demand describe argue".split())
"""Of the verbs of which the subject is somebody, those that all but always tell what this somebody says."""


def learn_genders(register: Register) -> None:
    """Learn who is a *he* and who a *she* from the sentences that name just one person before the pronoun."""
    if register.gendered:
        return
    register.gendered = True
    votes: dict[str, list[int]] = {}
    for i in compress(count(), map(_HE_OR_SHE.__contains__, register.doc.words)):
        token = register.doc.tokens[i]
        if token.tag_ not in ("PRP", "PRP$"):
            continue
        says = _get_who_says(register, token)
        if says is not None:
            votes.setdefault(says, [0, 0])[token.lower_ in SHE] += 2
            continue
        first = token.sent.start
        quote = register.quoted[token.i]
        words = register.doc.words[first : token.sent.end]
        if not HE.isdisjoint(words) and not SHE.isdisjoint(words):
            # "accused Rowe of touching her while he spoke": there is somebody else.
            continue
        named = {
            name.actor
            for i in range(first, token.i)
            if (name := register.at[i]) is not None and name.kind == "person" and name.actor
        }
        if len(named) == 1 and register.quoted[first] == quote:
            votes.setdefault(named.pop(), [0, 0])[token.lower_ in SHE] += 1
    for key, (he, she) in votes.items():
        draft = register.state.actors[key]
        if draft.gender is None and he + she > 1 and (he > 2 * she or she > 2 * he):
            draft.gender = "m" if he > she else "f"


def _get_who_says(register: Register, pronoun: Token) -> str | None:
    """*Rowe said he would go*: the one named who mostly is *he*."""
    clause = pronoun.head
    if pronoun.dep_ != "nsubj" or clause.dep_ != "ccomp" or clause.head.lemma_ not in SPEAKING:
        return None
    subject = get_subject(clause.head)
    name = register.get_name(subject) if subject is not None and subject.i < pronoun.i else None
    return name.actor if name is not None and name.kind == "person" else None


def learn_gender(register: Register, found: tuple[str, ...], gender: str) -> None:
    """Note that *found* are women; not that they are men, as translated copy says *he* of a woman."""
    for key in found:
        draft = register.state.actors[key]
        if gender == "f" and draft.gender is None:
            draft.gender = "f"
