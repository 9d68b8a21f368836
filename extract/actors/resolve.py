"""From a token to the actors and places it stands for."""

from spacy.tokens import Doc, Token

from sayso.extract.actors.phrases import get_phrase, is_body_noun, is_people_noun
from sayso.extract.state import ActorDraft, Mention, PlaceDraft, get_state

_SINGULAR = {"he", "she", "him", "her", "his"}
_PLURAL = {"they", "them", "their"}


def resolve_actors(doc: Doc, head: Token, *, create: bool, speaker: bool) -> tuple[str, ...]:
    """Return the ids of the actors that one phrase stands for."""
    state = get_state(doc)
    mention = state.mentions.get(head.i)
    if mention is not None and mention.actors:
        return mention.actors
    word = head.lower_
    if word in ("who", "which", "that") and head.pos_ == "PRON":
        verb = head.head
        while verb.dep_ != "relcl" and verb.head is not verb:
            verb = verb.head
        return resolve_actors(doc, verb.head, create=create, speaker=speaker) if verb.dep_ == "relcl" else ()
    if word in _SINGULAR or word in _PLURAL:
        return _find_antecedent(doc, head)
    if create and head.pos_ in ("NOUN", "PROPN", "ADJ") and (is_people_noun(doc, head) or is_body_noun(doc, head)):
        return (_add_group(doc, head),)
    return ()


def _find_antecedent(doc: Doc, head: Token) -> tuple[str, ...]:
    state = get_state(doc)
    plural = head.lower_ in _PLURAL
    for i in range(head.i - 1, max(-1, head.i - 120), -1):
        mention = state.mentions.get(i)
        if mention is None or len(mention.actors) != 1:
            continue
        actor = state.actors[mention.actors[0]]
        subject = doc[i].dep_ in ("nsubj", "nsubjpass")
        if subject and (actor.plural if plural else actor.cls == "Person"):
            return mention.actors
    return ()


def _add_group(doc: Doc, head: Token) -> str:
    state = get_state(doc)
    start, end = get_phrase(doc, head)
    text = doc[start:end].text
    key = f"g{head.i}"
    state.actors[key] = ActorDraft(
        id=key,
        name=text,
        cls="Organization" if is_body_noun(doc, head) else "Group",
        spans=[(start, end)],
        plural=head.tag_ in ("NNS", "NNPS"),
        rule="description",
    )
    state.mentions[head.i] = Mention(start, end, head.i, "description", (key,))
    return key


def resolve_places(doc: Doc, head: Token, *, create: bool) -> tuple[str, ...]:
    """Return the ids of the places that one phrase stands for."""
    state = get_state(doc)
    mention = state.mentions.get(head.i)
    if mention is not None and mention.places:
        return mention.places
    if not create or head.ent_type_ not in ("GPE", "LOC", "FAC"):
        return ()
    start, end = get_phrase(doc, head)
    name = " ".join(one.text for one in doc[start:end] if one.ent_type_ in ("GPE", "LOC", "FAC"))
    key = f"{name.lower().replace(' ', '-')}-place"
    draft = state.places.setdefault(key, PlaceDraft(id=key, name=name, cls="Settlement", rule="entity"))
    draft.spans.append((start, end))
    return (key,)
