"""Make an actor of a description, find the one made of it before, and keep where it is described."""

from spacy.tokens import Token

from sayso.extract.actors.phrases import get_modifiers, get_phrase, is_definite, is_plural
from sayso.extract.actors.register import Register
from sayso.extract.state import Mention
from sayso.model import ActorClass

_NOT_TELLING = frozenset(
    "many more other most several few local same aforementioned some two three four five six seven eight nine ten "
    "such various numerous certain former latter new".split()
)
_TIMES = frozenset({"DATE", "TIME"})
_ARTICLES = ("the ", "The ", "a ", "A ", "an ", "An ", "their ", "Their ", "his ", "His ", "her ", "its ", "whose ")


def get_telling(head: Token) -> set[str]:
    """Return the words that say which people or body a description means."""
    words = {
        child.lower_
        for child in get_modifiers(head)
        if child.lower_ not in _NOT_TELLING and child.ent_type_ not in _TIMES
    }
    for child in head.rights:
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "for", "at"):
            words |= {one.lower_ for one in child.children if one.dep_ == "pobj" and one.ent_type_ not in _TIMES}
        elif child.dep_ in ("relcl", "acl"):
            words.add(child.lower_)
    return words


def remember(register: Register, head: Token, ids: tuple[str, ...], *, metonym: bool = False) -> tuple[str, ...]:
    """Keep that the phrase headed by *head* names the actors *ids*, and return them."""
    start, end = get_phrase(register.doc, head, long=False)
    mention = Mention(start, end, head.i, "metonym" if metonym else "description", ids)
    register.state.mentions.setdefault(head.i, mention)
    for key in ids:
        register.add_span(register.state.actors[key], start, end)
    return ids


def find_repeated(register: Register, head: Token, noun: str, classes: tuple[ActorClass, ...]) -> tuple[str, ...]:
    """Return the actor that the same noun described before, if what tells the two apart does not differ."""
    told = get_telling(head)
    for _, draft in register.iter_recent(head.i):
        if draft.cls not in classes or not draft.rule.startswith("description:"):
            continue
        before, *have = draft.rule.removeprefix("description:").split(" ")
        if before == noun and (told == set(have) or (is_definite(head) and told <= set(have))):
            return remember(register, head, (draft.id,))
    return ()


def make_actor(
    register: Register,
    head: Token,
    cls: ActorClass,
    *,
    owner: str | None,
    key: str | None = None,
    role: str | None = None,
) -> tuple[str, ...]:
    """Return the id of a new actor for the description headed by *head*, in a tuple."""
    start, end = get_phrase(register.doc, head)
    text = strip_article(register.doc[start:end].text)
    ident = key if key and key not in register.state.actors else register.make_id(text, taken=True)
    noun = register.lexicon.get_noun(head) or head.lower_
    rule = " ".join([f"description:{noun}", *sorted(get_telling(head))])
    draft = register.add_actor(ident, text, cls, rule=rule, of=owner, role=role)
    draft.plural = cls == "Group" or is_plural(head)
    draft.confidence = 0.8
    register.add_span(draft, start, end)
    register.state.mentions[head.i] = Mention(start, end, head.i, "description", (ident,))
    if noun in register.lexicon.female:
        draft.gender = "f"
    elif noun in register.lexicon.male:
        draft.gender = "m"
    return (ident,)


def strip_article(text: str) -> str:
    """Return *text* on one line, without an article or possessive in front."""
    for article in _ARTICLES:
        text = text.removeprefix(article)
    return " ".join(text.split())
