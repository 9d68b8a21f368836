"""
Who a pronoun stands for.

Conservative: it is better to name nobody than somebody else. The rules, tried in order, are those a reader goes by:
the subject of the clause that the pronoun's clause hangs on, then the subject of the sentence before, then whoever is
alone in being possible there. Number, gender and animacy must agree.
"""

from collections.abc import Callable

from sayso.extract.actors.antecedents import (
    OBJECTS,
    SUBJECTS,
    THEY,
    get_own_subject,
    get_parties,
    iter_above,
    iter_candidates,
)
from sayso.extract.actors.genders import HE, SHE, SPEAKING, learn_gender, learn_genders
from sayso.extract.actors.phrases import find_punished, get_clause_verb, get_subject
from sayso.extract.actors.register import Register
from sayso.extract.actors.standing import stands_as_place
from sayso.extract.parse import Token
from sayso.extract.state import ActorDraft

_UNKNOWN = frozenset("somebody someone anybody anyone nobody another".split())
"""Whom no *he* or *she* takes up."""
_BE = frozenset({"be", "seem", "appear", "become", "remain"})
_LINKING = frozenset("be seem appear remain become take turn emerge follow".split())
_CLAUSES = frozenset({"ccomp", "csubj", "xcomp", "advcl", "relcl"})
_PERSONAL = frozenset(
    "ready willing able unable prepared committed aware concerned determined responsible open keen eager set likely "
    "confident sure certain proud alarmed disappointed grateful opposed involved guilty innocent neutral independent "
    "afraid angry satisfied pleased convinced interested silent absent present active".split()
)
"""Adjectives that are said of somebody even where a clause follows: *it was ready to talk*."""
_ONE_BODY = frozenset("forces headquarters authorities police media".split())
"""Plural nouns that one body is called."""

Fits = Callable[[ActorDraft], bool]


def find_relative(register: Register, head: Token) -> tuple[str, ...]:
    """Return who *who*, *which* or *that* stands for: the noun that its clause hangs on."""
    from sayso.extract.actors.resolve import resolve_actors

    verb = head
    for _ in range(12):
        if verb.dep_ in ("relcl", "acl", "ccomp") and (
            verb.head.pos_ in ("NOUN", "PROPN", "PRON") or register.get_name(verb.head) is not None
        ):
            break
        if verb.head.i == verb.i:
            return ()
        verb = verb.head
    else:
        return ()
    noun = verb.head
    if noun.i > head.i:
        return ()
    found = resolve_actors(register, noun)
    # "A mother of five who fled": the clause hangs on the five, but is about the mother.
    while not found and head.lower_ == "who" and noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
        found = resolve_actors(register, noun)
    return found


def find_antecedents(register: Register, head: Token) -> tuple[str, ...]:
    """Return the ids of the actors that a personal or possessive pronoun stands for; none where that is unsure."""
    word = head.lower_
    if word in HE or word in SHE:
        gender = "m" if word in HE else "f"
        learn_genders(register)
        found = find_person(register, head, lambda one: _is_person(one) and one.gender in (None, gender))
        # Translated copy says "he" of a woman, where nobody else is near who could be meant.
        if not found and gender == "m" and not _may_be_a_man(register, head):
            found = find_person(register, head, _is_person)
        learn_gender(register, found, gender)
        return found
    if word in THEY:
        return _find_plural(register, head)
    if _is_expletive(head):
        return ()
    return _find_it(register, head)


def _is_person(one: ActorDraft) -> bool:
    return one.cls == "Person" or (one.cls == "AnonymousSource" and not one.plural)


def _may_be_a_man(register: Register, head: Token) -> bool:
    """Whether somebody not known to be a woman, or a name that is nobody's yet, is near enough for a *he*."""
    from sayso.extract.actors.resolve import resolve_actors

    for token in iter_candidates(register, head):
        ids = resolve_actors(register, token)
        if any(_is_person(register.state.actors[one]) and register.state.actors[one].gender != "f" for one in ids):
            return True
        if not ids and token.pos_ == "PROPN" and token.dep_ in SUBJECTS and register.get_name(token) is None:
            return True
    return False


def _is_body(one: ActorDraft) -> bool:
    return one.cls in ("State", "Organization", "MediaOutlet")


def _is_many(one: ActorDraft) -> bool:
    return one.plural or one.cls == "Group"


def _find_plural(register: Register, head: Token) -> tuple[str, ...]:
    """
    Return whom *they* stands for; with a verb of speech, where no others are near, a body or somebody unnamed.

    *A spokesperson for the port said it was shut. They added …*: who is not told to be a man or a woman is *they*.
    """
    from sayso.extract.actors.resolve import resolve_actors

    ids = _find_punished(register, head)
    if any(_is_many(register.state.actors[one]) for one in ids):
        return ids
    speaks = head.dep_ == "nsubj" and (head.head.lemma_ in SPEAKING or head.head.lemma_ in _ANSWERING)
    speakers = _get_speakers(register, head) | _get_doers(register, head)
    lone: tuple[str, ...] = ()
    sentence = head.sent.start
    for token in iter_candidates(register, head):
        if lone and token.sent.start != sentence:
            return lone
        sentence = token.sent.start
        if speaks and (_is_dead(token) or _is_told(token)):
            continue
        named: list[str] = []
        parties = get_parties(register, token)
        for one in parties:
            named += [key for key in resolve_actors(register, one) if key not in named]
        ids = tuple(named)
        if len(parties) > 1:
            if len(ids) > 1:
                return ids
            continue
        if ids in speakers:
            continue
        drafts = [register.state.actors[key] for key in ids]
        many = bool(drafts) and (len(drafts) > 1 or _is_many(drafts[0]))
        if many and lone and register.state.actors[lone[0]].cls != "Organization":
            # "An official blamed the rebels. They said …": either; but not those whom the official named by the way.
            if token.dep_ in SUBJECTS or token.dep_ == "dobj":
                return ()
            continue
        again = token.lower_ == "they" and token.dep_ in SUBJECTS and drafts[:1] and drafts[0].cls != "State"
        if many or drafts and (again or _is_body(drafts[0]) and _takes_they(register, token)):
            return ids
        if speaks and not lone and len(drafts) == 1 and _speaks_as_they(token, drafts[0]):
            lone = ids
        elif not drafts and not lone and _is_plural_thing(register, token):
            return ()
    return lone


_ANSWERING = frozenset("decline refuse note explain stress write state confirm continue".split())


def _speaks_as_they(token: Token, draft: ActorDraft) -> bool:
    """Whether a subject is of a verb of speech, and a body or somebody unnamed of whom no gender is told."""
    if token.dep_ != "nsubj" or token.head.lemma_ not in SPEAKING:
        return False
    if draft.cls in ("Organization", "MediaOutlet"):
        return True
    unnamed = draft.cls == "AnonymousSource" or draft.cls == "Person" and draft.rule.startswith("description:")
    return unnamed and not draft.plural and draft.gender is None


def _is_told(token: Token) -> bool:
    """*told reporters*: who is told something does not go on to speak."""
    return token.dep_ in ("dobj", "dative") and token.head.lemma_ in ("tell", "inform", "brief", "remind", "assure")


def _is_dead(token: Token) -> bool:
    """Whether a subject is of those that were killed or died, who say nothing afterwards."""
    if token.lower_ in ("dead", "bodies", "corpses", "casualties"):
        return True
    verb = token.head
    if verb.lemma_ == "kill":
        return token.dep_ in ("nsubjpass", "dobj")
    return token.dep_ == "nsubj" and verb.lemma_ == "die"


def _is_plural_thing(register: Register, token: Token) -> bool:
    """A plural subject that is no actor (*talks*, *missiles*) may well be what *they* are."""
    return token.tag_ in ("NNS", "NNPS") and token.dep_ in SUBJECTS


def _takes_they(register: Register, token: Token) -> bool:
    """Whether a singular body is spoken of as *they*: leaders, police, a team, but hardly a country."""
    if token.dep_ not in ("nsubj", "nsubjpass", "agent", "poss") and token.tag_ not in ("NNS", "NNPS"):
        return False
    if register.get_name(token) is not None:
        definite = any(one.lower_ == "the" for one in token.lefts)
        return token.text.endswith("s") and definite and token.ent_type_ != "GPE"
    return token.pos_ == "NOUN"


def _is_expletive(head: Token) -> bool:
    """Whether *it* stands for a clause that follows: *it was clear that …*, *it is impossible to …*."""
    if head.lower_ != "it":
        return False
    if head.dep_ == "expl":
        return True
    verb = head.head
    if head.dep_ == "nsubjpass":
        return any(child.dep_ == "ccomp" for child in verb.rights)
    if head.dep_ == "nsubj" and verb.pos_ == "ADJ":
        # "Making it easier to …".
        return True
    if head.dep_ != "nsubj" or verb.lemma_ not in _LINKING:
        return False
    for child in verb.rights:
        if child.dep_ in _CLAUSES:
            return True
        if child.dep_ in ("acomp", "attr") and child.lower_ not in _PERSONAL:
            return child.dep_ == "attr" or verb.dep_ == "ROOT" or any(one.dep_ in _CLAUSES for one in child.rights)
    return False


def _find_it(register: Register, head: Token) -> tuple[str, ...]:
    """
    Return the body that *it* or *its* stands for.

    A thing that is subject nearer than any body is what is meant, so nobody is, unless the verb is one of speech or
    action, whose subject is always somebody; and an object is a thing unless its verb is one of blame or help.
    """
    from sayso.extract.actors.resolve import resolve_actors

    verb = head.head
    acts = head.dep_ == "nsubj" and verb.lemma_ in register.lexicon.saying
    if head.lower_ == "it" and head.dep_ in OBJECTS:
        owner = verb.head if verb.pos_ == "ADP" else verb
        if owner.lemma_ not in register.lexicon.aimed:
            return ()
        acts = True
    sentence = head.sent.start
    quote = register.quoted[head.i]
    speakers = _get_speakers(register, head) | _get_named(register, head)
    ahead = _find_ahead(register, head)
    if len(ahead) == 1 and _is_body(register.state.actors[ahead[0]]):
        return ahead
    fallback: list[tuple[str, ...]] = []
    for token in iter_candidates(register, head):
        if quote and not acts and register.quoted[token.i] != quote:
            continue
        if token.sent.start != sentence:
            if fallback:
                return fallback[0] if len(set(fallback)) == 1 else ()
            sentence = token.sent.start
        subject = token.dep_ in SUBJECTS
        if subject and len(get_parties(register, token)) > 1 and not _is_inside(head, token):
            continue
        if token.tag_ == "NNS" and register.at[token.i] is None and token.lower_ not in _ONE_BODY:
            # "The rebels" are no "it", though they may be the one body that is named.
            continue
        # A report speaks: "the report cited a memo. It said …".
        told = subject and acts and register.lexicon.get_noun(token) in register.lexicon.documents
        ids = resolve_actors(register, token, speaker=told)
        if ids in speakers:
            continue
        if token.lower_ == "it" and subject and acts:
            # "It said A. It said B": whatever the first was.
            told = True
        one_body = subject and acts and token.tag_ == "NNPS" and token.lower_ in _ONE_BODY
        if len(ids) == 1 and (told or one_body or _is_body(register.state.actors[ids[0]])):
            if subject or token.dep_ == "agent":
                return ids
            if register.state.actors[ids[0]].cls != "State" or not stands_as_place(register.doc, token.i):
                fallback.append(ids)
        elif subject and not ids and not acts and token.tag_ in ("NN", "NNP"):
            return ()
    return fallback[0] if len(set(fallback)) == 1 else ()


def find_person(register: Register, head: Token, fits: Fits, *, described: bool = False) -> tuple[str, ...]:
    """
    Return the one actor that fits and that a reader takes a pronoun at *head* for, or nothing.

    What is *described* is not the subject of a clause above: in *Rowe said the boy …* Rowe is somebody else.
    """
    from sayso.extract.actors.resolve import resolve_actors

    sentence = head.sent.start
    fallback: list[tuple[str, ...]] = []
    if described:
        others = _get_others(register, head)
    else:
        others = _get_speakers(register, head) | _get_named(register, head) | _get_doers(register, head)
    # "… a stronghold of Rowe. We fired shots, he said": who spoke before goes on, rather than Rowe, who did nothing.
    goes_on = head.dep_ == "nsubj" and head.head.lemma_ in ("say", "tell", "add") and not described
    fallback_in = -1
    ahead = () if described else _find_ahead(register, head)
    if len(ahead) == 1 and fits(register.state.actors[ahead[0]]):
        return ahead
    ids = _find_punished(register, head)
    if len(ids) == 1 and fits(register.state.actors[ids[0]]):
        return ids
    for token in iter_candidates(register, head):
        if token.sent.start != sentence:
            if len(set(fallback)) == 1 and not (goes_on and sentence != head.sent.start):
                return fallback[0]
            if len(set(fallback)) > 1:
                return ()
            sentence = token.sent.start
        if fallback and not (token.dep_ == "nsubj" and token.head.lemma_ in SPEAKING):
            if sentence != fallback_in:
                continue
        if len(get_parties(register, token)) > 1 and token.dep_ in SUBJECTS and not _is_inside(head, token):
            continue
        if token.lower_ in _UNKNOWN or token.lower_ == "it":
            continue
        if register.lexicon.get_noun(token) in register.lexicon.documents:
            continue
        ids = resolve_actors(register, token)
        if ids in others:
            continue
        if len(ids) != 1 or not fits(register.state.actors[ids[0]]):
            continue
        if token.dep_ in SUBJECTS or token.dep_ == "poss" or token.dep_ == "agent":
            return ids
        if goes_on and token.dep_ == "dobj" and token.head.lemma_ in ("cite", "quote"):
            return ids
        fallback.append(ids)
        fallback_in = sentence
    return fallback[0] if len(set(fallback)) == 1 else ()


def _is_inside(head: Token, token: Token) -> bool:
    """Whether a pronoun stands in what is coordinated with a subject: *the mayor and his aides*."""
    return head.dep_ == "poss" and token.i < head.i <= token.right_edge.i


def _find_ahead(register: Register, head: Token) -> tuple[str, ...]:
    """*In his first speech, Rowe …*: the name that is subject of the clause that a possessive stands in front of."""
    if head.dep_ != "poss":
        return ()
    top = head
    for _ in range(8):
        if top.dep_ in SUBJECTS or top.head.i == top.i:
            return ()
        top = top.head
        if top.pos_ in ("VERB", "AUX") and any(one.dep_ in SUBJECTS for one in top.lefts):
            break
    subject = next((one for one in top.lefts if one.dep_ in SUBJECTS and one.i > head.i), None)
    if subject is None or register.get_name(subject) is None or register.quoted[subject.i] != register.quoted[head.i]:
        return ()
    if not any(one.text == "," for one in register.doc[head.i : subject.i]):
        return ()
    from sayso.extract.actors.resolve import resolve_actors

    return resolve_actors(register, subject)


def _get_speakers(register: Register, head: Token) -> set[tuple[str, ...]]:
    """Return who says the quotation that *head* stands in, and so is no *he* or *it* of it."""
    quote = register.quoted[head.i]
    if not quote:
        return set()
    from sayso.extract.actors.resolve import resolve_actors

    doc, quoted = register.doc, register.quoted
    first = last = head.i
    while first > 0 and quoted[first - 1] == quote:
        first -= 1
    while last + 1 < len(doc) and quoted[last + 1] == quote:
        last += 1
    return {
        resolve_actors(register, one)
        for one in doc[doc.tokens[max(0, first - 1)].sent.start : doc.tokens[min(len(doc) - 1, last + 1)].sent.end]
        if one.dep_ == "nsubj"
        and not quoted[one.i]
        and one.head.lemma_ in register.lexicon.saying
        and not quoted[one.head.i]
    } - {()}


def _find_punished(register: Register, head: Token) -> tuple[str, ...]:
    """*arrested six farmers, accusing them*: whom the clause above turns on."""
    from sayso.extract.actors.resolve import resolve_actors

    punished = find_punished(get_clause_verb(head)) if head.dep_ == "dobj" else None
    return resolve_actors(register, punished) if punished is not None else ()


def _get_doers(register: Register, head: Token) -> set[tuple[str, ...]]:
    """*The guards said they saw the clerks, accusing them*: those who *they* are accuse others."""
    from sayso.extract.actors.resolve import resolve_actors

    subject = get_own_subject(head)
    if subject is None or subject.pos_ != "PRON" or subject.tag_ in ("WP", "WDT"):
        return set()
    return {resolve_actors(register, subject)} - {()}


def _get_named(register: Register, head: Token) -> set[tuple[str, ...]]:
    """*It said Harlow was no partner*: who is named in what somebody says is somebody else; a state may be both."""
    verb = head.head
    if head.dep_ != "nsubj" or verb.lemma_ not in SPEAKING:
        return set()
    if any(one.text == ":" for one in register.doc[verb.i + 1 : verb.i + 2]):
        # Statements that are quoted name who makes them: "it said: Harlow has no partner".
        return set()
    told = next((one for one in verb.rights if one.dep_ == "ccomp" and one.left_edge.i - verb.i <= _NEAR), None)
    subject = get_subject(told) if told is not None else None
    name = register.get_name(subject) if subject is not None and subject.i > verb.i else None
    if name is None or not name.actor or register.state.actors[name.actor].cls == "State":
        return set()
    return {(name.actor,)}


_NEAR = 3
"""Tokens behind *said* in which what is said begins; further on the parser joins what is another sentence."""


def _get_others(register: Register, head: Token) -> set[tuple[str, ...]]:
    """Return who a description cannot be: subjects of its own clause and of those above, and what it hangs on."""
    from sayso.extract.actors.resolve import resolve_actors

    own = get_clause_verb(head)
    tokens = [*iter_above(head, own), *(one for one in head.ancestors if one.pos_ in ("NOUN", "PROPN"))]
    tokens += [one for one in own.children if one.i < head.i and one.dep_ in OBJECTS | SUBJECTS]
    return {resolve_actors(register, one) for one in tokens if one.i < head.i}
