"""Who does what a noun stands for, by the words before it: *a rebel attack*, *the US-led invasion*."""

from sayso.extract import who
from sayso.extract.actors.register import get_register
from sayso.extract.events.lexicon import load_events
from sayso.extract.parse import Doc, Token
from sayso.model import EventType

DONE: frozenset[EventType] = frozenset(("attack", "protest", "takeover", "blockade", "detention"))
"""Types of which a common noun in front of the event's tells the doer; *civilian deaths* tells the sufferer."""
_BEFORE = frozenset(("compound", "amod", "nmod"))
_HELPED = frozenset(("brokered", "mediated", "negotiated"))
_HELPABLE: frozenset[EventType] = frozenset(("ceasefire", "agreement", "negotiation", "exchange"))
_HYPHENS = frozenset("-–")


def find_doers_before(doc: Doc, noun: Token, kind: EventType) -> tuple[str, ...]:
    """Return who leads (*US-led*) or does (*rebel*) what *noun* stands for, by what stands before it; else nobody."""
    for child in noun.children:
        if child.i > noun.i or child.dep_ not in _BEFORE:
            continue
        if child.lower_ == "led" or (child.lower_ in _HELPED and kind in _HELPABLE):
            return _find_leader(doc, child)
        if kind in DONE and child.tag_ in ("NN", "JJ") and (found := _find_doer(doc, child)):
            return found
    return ()


def _find_leader(doc: Doc, led: Token) -> tuple[str, ...]:
    at = led.i - 1
    if at < 1 or doc[at].text not in _HYPHENS:
        return ()
    register = get_register(doc)
    name = register.get_name(doc[at - 1])
    if name is not None and name.actor is not None:
        # "French-led": an adjective that stands for the state, as no adjective does elsewhere.
        register.state.actors[name.actor].used = True
        return (name.actor,)
    return who.find_actors(doc, doc[at - 1], create=False)


def _find_doer(doc: Doc, word: Token) -> tuple[str, ...]:
    """Return whom *rebel* and the like mean: the last group so called, or the one called so further on."""
    lexicon = load_events().sets
    lemma = word.lemma_.lower()
    if lemma in lexicon["doing_bodies"]:
        return who.find_actors(doc, word)
    if lemma not in lexicon["doing_groups"]:
        return ()
    register = get_register(doc)
    near: Token | None = None
    for token in register.iter_nouns(lemma, len(doc)):
        if token.tag_ != "NNS" or token.dep_ in _BEFORE:
            continue
        if near is None or token.i < word.i:
            near = token
        if token.i > word.i:
            break
    return who.find_actors(doc, near) if near is not None else ()
