"""Who a description stands for: *residents*, *a source close to the talks*, *the president*, *the ministry*."""

from sayso.extract.actors import armies, bodies, epithets, offices, pairs, shorts, states
from sayso.extract.actors.context import get_two_states
from sayso.extract.actors.drafts import (
    find_alike,
    find_repeated,
    get_telling,
    make_actor,
    remember,
    resolve_before,
)
from sayso.extract.actors.indefinite import find_indefinite, is_indefinite
from sayso.extract.actors.lede import find_watcher
from sayso.extract.actors.owners import get_owner, get_owners
from sayso.extract.actors.phrases import (
    get_clause_verb,
    get_modifiers,
    get_possessor_tokens,
    get_subject,
    is_definite,
    is_plural,
)
from sayso.extract.actors.register import Register
from sayso.extract.actors.told import find_kin, find_told
from sayso.extract.parse import Token
from sayso.model import ActorClass

_VAGUE_WORDS = frozenset("many more other most several few young old such".split())
_RULING_RANKS = frozenset("colonel general officer putschist".split())
_IN_COURT = frozenset({"defence", "defense", "plaintiffs"})
_LEAD = 30
"""Tokens in which a headline begins."""
_BELOW = 80
"""Tokens below a headline in which what it speaks of is told."""
_MANY_STATES = frozenset("government country state nation".split())
_NOBODY = frozenset(
    "ally enemy foe rival side party victim member partner opponent human being guest owner user leader deputy "
    "minister opposition public".split()
)
"""Nouns that are often said of states and bodies, or of nobody in particular."""
_SIDES = frozenset("side party belligerent".split())
_OURS = frozenset("my our your".split())
_BANDS = frozenset("rebel separatist insurgent militant jihadist secessionist guerrilla".split())
_THESE = frozenset("this these that those".split())
_ISSUING = frozenset("pass adopt approve issue publish release sign unveil circulate".split())
"""Verbs whose subject is who speaks in the document that is their object."""
_NUMBERLESS = frozenset("figures data count toll tally message text post video footage".split())


def find_described(register: Register, head: Token, *, create: bool, speaker: bool) -> tuple[str, ...]:
    """Return the actors that a common noun, or a word used as one, stands for."""
    person = offices.find_person_beside(register, head)
    if person:
        return person
    if head.pos_ != "PROPN" and is_indefinite(head):
        return find_indefinite(register, head, create=create, speaker=speaker)
    lexicon = register.lexicon
    if head.text[0].isupper():
        found = shorts.find_by_core(register, head)
        if found:
            return found
    elif head.lower_ in lexicon.campaigns:
        found = shorts.find_campaign(register, head, create=create)
        if found:
            return found
    noun = lexicon.get_noun(head) or (head.lower_ if head.lower_ in _IN_COURT else "")
    if head.lower_ == "old":
        return epithets.find_by_age(register, head)
    if head.lower_ == "ex":
        return offices.find_former(register, head)
    if not noun:
        return _find_told(register, head)
    if head.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "X"):
        return ()
    if any(child.dep_ == "poss" and child.lower_ in _OURS for child in head.lefts):
        return ()
    if noun == "front" and head.dep_ == "pobj" and head.head.lower_ in ("on", "along", "at"):
        return ()
    if head.tag_ == "NN" and (head.lower_ in lexicon.watchers or head.lower_ in lexicon.watcher_bodies):
        watcher = find_watcher(register, head)
        if watcher:
            return remember(register, head, watcher)
    each = noun in lexicon.pairs and any(child.lower_ == "each" for child in head.lefts)
    if each or (noun in lexicon.pairs and is_plural(head) and is_definite(head)):
        found = _find_pair(register, head)
        if found:
            return found
    apposed = _find_apposed_body(register, head)
    if apposed:
        return apposed
    known_as = _find_known_as(register, head)
    if known_as:
        return known_as
    noun = _get_kind_of_fighter(register, head, noun)
    if noun in _RULING_RANKS and is_plural(head) and is_definite(head):
        found = states.find_ruling(register, head)
        if found:
            return found
    if noun in lexicon.government or noun in lexicon.land:
        found = states.find_state(register, head, noun)
        if not found and noun == "authority" and is_plural(head):
            return _find_authorities(register, head, create=create)
        if found or not is_plural(head) or noun not in _MANY_STATES:
            return found
        return _find_states_together(register, head, noun, create=create)
    if noun in lexicon.fighters or noun in lexicon.takes_up:
        found = bodies.find_body_named(register, head, noun)
        if found:
            return found
    if armies.is_army(register, head, noun):
        return armies.find_army(register, head, create=create)
    if noun in ("soldier", "troop"):
        found = armies.find_army_of_soldiers(register, head)
        if found:
            return found
    kin = find_kin(register, head, noun)
    if kin:
        return remember(register, head, kin)
    if noun in lexicon.office and not _is_many(register, head, noun):
        return offices.find_office(register, head, noun, create=create)
    if noun in lexicon.sources:
        return _find_source(register, head, noun, create=create)
    if noun == "force" and get_owner(register, head) is not None:
        return bodies.find_body(register, head, noun, "Organization", create=create)
    if noun == "party" and not is_plural(head) or noun in ("guard", "force") and _is_corps(register, head):
        return bodies.find_body(register, head, noun, "Organization", create=create)
    if noun in lexicon.people or noun in lexicon.office or noun in ("force", "troop"):
        return _find_people(register, head, noun, create=create, speaker=speaker)
    if noun in lexicon.callings and head.tag_ in ("NN", "NNP"):
        return epithets.find_by_calling(register, head, noun)
    if noun in lexicon.outlets or (noun == "agency" and not is_plural(head)):
        found = bodies.find_outlet_named(register, head)
        if found:
            return found
    if noun in lexicon.outlets or noun in _HOUSES and any(one.lower_ == "media" for one in get_modifiers(head)):
        return bodies.find_body(register, head, noun, "MediaOutlet", create=create)
    if noun in lexicon.state_bodies or noun in lexicon.bodies:
        return bodies.find_body(register, head, noun, "Organization", create=create)
    if noun in lexicon.documents and speaker:
        return _find_document(register, head, noun, create=create)
    if noun in _IN_COURT and speaker and create and is_definite(head) and not head.n_rights:
        return find_repeated(register, head, noun, ("Group",)) or make_actor(register, head, "Group", owner=None)
    return ()


_HOUSES = frozenset("organisation organization".split())
"""Nouns that *media* makes those of outlets."""


def _is_corps(register: Register, head: Token) -> bool:
    """Whether a guard or force is a body: *the coast guard*, *a task force*; but *a coast guard* is somebody."""
    if head.tag_ not in ("NN", "NNP") or not any(one.lower_ in register.lexicon.corps for one in get_modifiers(head)):
        return False
    return is_definite(head) or head.lower_ == "force" or head.text[0].isupper()


def _find_told(register: Register, head: Token) -> tuple[str, ...]:
    """*The goalkeeper*, or whatever else is told of just one named person before."""
    if head.tag_ != "NN" or not any(child.lower_ == "the" for child in head.lefts) or head.n_rights:
        return ()
    found = find_told(register, head, frozenset({head.lower_}))
    return remember(register, head, found) if found else shorts.find_by_noun(register, head)


def _is_many(register: Register, head: Token, noun: str) -> bool:
    return (
        is_plural(head) or noun in register.lexicon.collective or (head.lower_ != noun and head.lower_.endswith("s"))
    )


def _find_states_together(register: Register, head: Token, noun: str, *, create: bool) -> tuple[str, ...]:
    """*ASEAN governments*, *neighbouring countries*: a group, where the words tell which."""
    if not get_modifiers(head) or any(child.dep_ == "nummod" for child in head.lefts):
        return ()
    found = find_repeated(register, head, noun, ("Group",))
    return found if found or not create else make_actor(register, head, "Group", owner=None, noun=noun)


def _find_authorities(register: Register, head: Token, *, create: bool) -> tuple[str, ...]:
    """*Authorities*, *port authorities*: a body of its own where no state is told."""
    found = find_repeated(register, head, "authority", ("Organization",))
    if found or not create:
        return found
    return make_actor(register, head, "Organization", owner=None, noun="authority")


def _speaks_bare(head: Token) -> bool:
    """Whether several speak of whom nothing is told: *officials said*, after *Peruvian officials said*."""
    if head.tag_ != "NNS" or head.dep_ != "nsubj" or head.head.lemma_ not in ("say", "tell", "add"):
        return False
    return head.n_lefts == 0 and head.n_rights == 0


def _find_source(register: Register, head: Token, noun: str, *, create: bool) -> tuple[str, ...]:
    repeated = find_repeated(register, head, noun, ("AnonymousSource",), bare=_speaks_bare(head))
    if repeated or not create:
        return repeated
    return make_actor(register, head, "AnonymousSource", owner=get_owner(register, head))


def _find_people(register: Register, head: Token, noun: str, *, create: bool, speaker: bool) -> tuple[str, ...]:
    many = _is_many(register, head, noun) or head.lower_ in ("injured", "wounded", "dead", "displaced")
    if noun in register.lexicon.vague and not _is_told_apart(head):
        return ()
    if many and any(child.lower_ in _THESE for child in head.lefts):
        found = armies.find_last_armed(register, head)
        if found:
            return found
    if many and noun == "officer" and not get_telling(head) and not any(True for _ in head.rights):
        police = _find_police(register, head)
        if police:
            return police
    plain = any(child.lower_ == "the" for child in head.lefts) and not get_telling(head)
    if many and plain and noun in register.lexicon.fighters and noun not in register.lexicon.army:
        found = armies.find_only_armed(register, head, noun)
        if found:
            return found
    alike = register.lexicon.alike_groups
    repeated = find_repeated(
        register,
        head,
        noun,
        ("Group",) if many else ("AnonymousSource", "Person"),
        bare=noun in _BANDS or (many and _speaks_bare(head)),
    )
    if repeated:
        return repeated
    if not many:
        found = epithets.find_by_calling(register, head, noun)
        if found:
            return found
    elif noun in alike:
        found = find_alike(register, head, alike[noun], ("Group",))
        if found:
            return found
    if not create or (not many and not speaker and not _is_somebody(register, head, noun)):
        return ()
    armed = noun in register.lexicon.fighters or noun in ("peacekeeper", "serviceman")
    owner = get_owner(register, head) if armed else None
    cls: ActorClass = "Group" if many else "AnonymousSource" if speaker else "Person"
    return make_actor(register, head, cls, owner=owner, noun=noun)


def _is_somebody(register: Register, head: Token, noun: str) -> bool:
    """Whether a singular noun tells of one person to whom something happens: *a patient was killed*."""
    if noun in register.lexicon.vague or noun in _NOBODY or head.tag_ != "NN":
        return False
    return any(child.dep_ in ("det", "poss") for child in head.lefts) and head.dep_ in (
        "nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos",
    )  # fmt: skip


def _find_police(register: Register, head: Token) -> tuple[str, ...]:
    """*Police said officers had fired*: the police."""
    if any(child.dep_ == "nummod" for child in head.lefts):
        return ()
    first = head.sent.start
    if first > 0:
        first = register.doc.tokens[first - 1].sent.start
    resolve_before(register, head, "police")
    for at, draft in register.iter_recent(head.i):
        if at < first:
            break
        if draft.rule.startswith("description:police"):
            return (draft.id,)
    return ()


def _is_told_apart(head: Token) -> bool:
    """Whether *people* is followed or preceded by what tells which people."""
    if any(child.dep_ in ("relcl", "acl", "amod") for child in head.rights):
        return True
    if any(child.dep_ in ("amod", "compound", "nmod") and child.lower_ not in _VAGUE_WORDS for child in head.lefts):
        return True
    return any(
        child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "across", "with") for child in head.rights
    )


def _find_document(register: Register, head: Token, noun: str, *, create: bool) -> tuple[str, ...]:
    """*A UN report*, *the ministry's statement*: whoever wrote it; else the paper itself is the source."""
    from sayso.extract.actors.resolve import resolve_actors

    owners = get_owners(register, head)
    if owners:
        return tuple(owners[:1])
    if is_definite(head):
        author = _find_author(register, head, noun)
        if author:
            return author
    elif head.i < _LEAD:
        author = _find_author_below(register, head, noun)
        if author:
            return author
    makers = _get_makers(register, head)
    if makers:
        return tuple(makers)
    issuer = _find_issuer(register, head)
    if issuer:
        return issuer
    for token in get_possessor_tokens(head):
        found = resolve_actors(register, token)
        if found:
            return found
    if not create or noun in _NUMBERLESS:
        return ()
    return make_actor(register, head, "AnonymousSource", owner=None)


def _find_author_below(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*Army must answer for raid, report says*, in a headline: whose report the first sentences tell of."""
    for i in range(head.sent.end, min(len(register.doc), head.i + _BELOW)):
        token = register.doc.tokens[i]
        if register.lexicon.get_noun(token) == noun and register.at[i] is None:
            owners = get_owners(register, token) or _get_makers(register, token)
            return tuple(owners[:1])
    return ()


def _get_makers(register: Register, token: Token) -> list[str]:
    """*A report published by the group*: the group."""
    from sayso.extract.actors.resolve import resolve_actors

    for child in token.rights:
        if child.dep_ == "acl" and child.lemma_ in register.lexicon.made:
            agents = [one for one in child.rights if one.dep_ == "agent"]
        else:
            agents = [child] if child.dep_ in ("prep", "agent") and child.lower_ == "by" else []
        found = [
            key
            for agent in agents
            for one in agent.children
            if one.dep_ == "pobj"
            for key in resolve_actors(register, one)
        ]
        if found:
            return found
    return []


def _find_issuer(register: Register, head: Token) -> tuple[str, ...]:
    """*The council passed a resolution calling …*: the council."""
    from sayso.extract.actors.resolve import resolve_actors

    if head.dep_ != "dobj" or is_definite(head) or head.head.lemma_ not in _ISSUING:
        return ()
    subject = get_subject(head.head)
    return resolve_actors(register, subject) if subject is not None and subject.dep_ == "nsubj" else ()


def _find_author(register: Register, head: Token, noun: str) -> tuple[str, ...]:
    """*The statement*: of whoever said something in a statement a little before."""
    from sayso.extract.actors.resolve import resolve_actors

    doc = register.doc
    first = head.sent.start
    if noun == "report" and first > 0 and not head.n_rights:
        # "Azteca TV said … The report said …".
        subject = get_subject(doc.tokens[first - 1].sent.root)
        if subject is not None and subject.head.lemma_ in register.lexicon.saying:
            found = resolve_actors(register, subject)
            if len(found) == 1 and register.state.actors[found[0]].cls == "MediaOutlet":
                return found
    for _ in range(4):
        if first > 0:
            first = doc.tokens[first - 1].sent.start
    for token in reversed(doc[first : head.i]):
        if register.lexicon.get_noun(token) != noun or any(child.lower_ == "the" for child in token.lefts):
            continue
        owners = get_owners(register, token) or _get_makers(register, token)
        if owners:
            return tuple(owners[:1])
        subject = get_subject(get_clause_verb(token))
        if subject is not None and subject.i != token.i:
            return resolve_actors(register, subject)
    authors = {
        owners[0]
        for token in register.iter_nouns(noun, first)
        if (owners := get_owners(register, token) or _get_makers(register, token))
    }
    return tuple(authors) if len(authors) == 1 else ()


def _find_pair(register: Register, head: Token) -> tuple[str, ...]:
    """*The two sides*, *both countries*: two that were named as each other's match."""
    words = {child.lower_ for child in head.lefts}
    if not words & {"two", "both", "2", "warring", "rival", "opposing", "each"} and (
        register.lexicon.get_noun(head) not in ("neighbour", "neighbor", "rival", "foe", "adversary")
    ):
        return ()
    noun = register.lexicon.get_noun(head)
    found = pairs.find_pair(register, head, noun)
    if not found and (noun in pairs.COUNTRIES or noun in _SIDES):
        return get_two_states(register)
    return found


def _find_apposed_body(register: Register, head: Token) -> tuple[str, ...]:
    """*The mission, MINUSMA*, *a monitoring group, Airwars*: the body whose name follows."""
    lexicon = register.lexicon
    noun = lexicon.get_noun(head)
    if noun not in lexicon.bodies and noun not in lexicon.state_bodies and noun not in lexicon.outlets:
        return ()
    before = register.get_name(head.head) if head.dep_ == "appos" and head.head.i < head.i else None
    if before is not None and before.actor and before.kind in ("actor", "org"):
        # "Airwars, a monitoring group".
        return (before.actor,) if register.state.actors[before.actor].cls in ("Organization", "MediaOutlet") else ()
    at = head.i + 1
    if at + 1 < len(register.doc) and register.doc.tokens[at].lower_ == "the":
        at += 1
    beside = register.at[at] if at < len(register.doc) else None
    if beside is not None and beside.actor and beside.kind in ("actor", "org"):
        # "The agency Belta said", "the charity the Grain Trust said": the parser may make both the subject.
        root = register.doc.tokens[beside.root]
        body = register.state.actors[beside.actor].cls in ("Organization", "MediaOutlet")
        if body and root.dep_ in ("nsubj", "nsubjpass") and root.head.i == head.head.i and root.dep_ == head.dep_:
            return (beside.actor,)
    for i in range(head.i + 1, head.right_edge.i + 1):
        name = register.at[i]
        if register.doc.tokens[i].dep_ in ("cc", "conj", "relcl"):
            return ()
        if name is None or name.start != i or register.doc.tokens[name.root].dep_ != "appos":
            continue
        if not name.actor or name.kind not in ("actor", "org"):
            return ()
        known = register.state.actors[name.actor].cls in ("Organization", "MediaOutlet")
        return (name.actor,) if known else ()
    return ()


def _find_known_as(register: Register, head: Token) -> tuple[str, ...]:
    """*The militia known as the Lions*: the body of that name."""
    for child in head.rights:
        if child.dep_ != "acl" or child.lower_ not in ("known", "called", "named", "dubbed"):
            continue
        for one in child.subtree:
            name = register.get_name(one)
            if name is not None and name.actor and one.i == name.root and one.dep_ in ("pobj", "oprd", "attr", "dobj"):
                return (name.actor,)
    return ()


def _get_kind_of_fighter(register: Register, head: Token, noun: str) -> str:
    """*Rebel forces*, *separatist fighters* are rebels, separatists."""
    if noun in ("group", "army", "militia") and not is_plural(head):
        # "A rebel group" is one body.
        return noun
    if noun in ("force", "troop", "fighter", "group", "army", "militant", "militia", "gunman", "combatant"):
        for child in head.lefts:
            kind = register.lexicon.get_noun(child)
            if kind in _BANDS and child.dep_ in ("compound", "amod", "nmod"):
                return noun if noun == "group" and any(register.get_name(one) for one in child.children) else kind
    return noun
