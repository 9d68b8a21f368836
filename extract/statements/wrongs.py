"""
Tell an accusation from a plain report: a named wrong that is laid at a named actor's door.

Source: docs/rules.md, rule I1.
"""

from collections.abc import Sequence

from sayso.extract.parse import Doc, Token
from sayso.extract.state import get_state
from sayso.extract.statements.adverbials import get_utterance, is_suffered
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.lexicon import Wrongs
from sayso.extract.statements.own import FIRST, get_sides, is_ones_own, is_own, serves_with
from sayso.extract.statements.roles import find_doer
from sayso.extract.statements.someone import find_somebody, is_concrete, may_be_somebody
from sayso.extract.statements.tree import (
    get_agent,
    get_auxiliaries,
    get_complement,
    get_subject,
    is_infinitive,
    is_negated,
    is_passive,
)
from sayso.extract.statements.wrong_acts import (
    get_inherited_subject,
    get_wrongdoer,
    harms_own,
    is_blame,
    is_reproach,
    is_wrong,
)
from sayso.extract.statements.wrong_names import find_behind
from sayso.extract.statements.wrong_phrases import brings_ill
from sayso.extract.who import find_actors, find_possessor

_PERCEIVED = frozenset(("see", "hear", "watch", "witness", "observe", "film", "catch"))
_TELLING = frozenset(
    "tell know think believe say see be verify confirm show indicate suggest prove find reveal establish conclude "
    "demonstrate convince".split()
)
_RAISING = frozenset("believe think suspect know find report say allege appear seem prove".split())
"""Verbs with whose subject an infinitive tells what somebody has done: *are thought to have fired*."""
_MODALS = frozenset(("must", "should", "would", "could", "may", "might"))
_CERTAIN = frozenset(("doubt", "evidence", "proof", "question", "sign", "indication"))
"""What there is or is not, before a clause that is then meant: *there is no doubt that they did it*."""
_ANYBODY = frozenset(("man", "woman", "person", "stranger", "individual"))
_GENERIC = frozenset(("no", "neither", "any", "every", "each"))
_NOBODY = frozenset(("you", "nobody", "someone", "somebody", "none", "neither"))


def find_wrong(doc: Doc, draft: Draft, head: Token, wrongs: Wrongs, earlier: Sequence[Draft]) -> bool:
    """Return whether the content lays a named wrong at a named actor's door (I1); the doers become the targets."""
    for verb in _clauses(head, wrongs):
        aux = get_auxiliaries(verb)
        blames = is_blame(verb, wrongs) or is_reproach(verb, aux)
        if not blames and (
            verb.lemma_ in wrongs.amounting or verb.lemma_ in wrongs.causing or verb.lemma_ in wrongs.lasting
        ):
            judged = _find_judged(doc, draft, verb, wrongs)
            if judged:
                draft.target = judged
                return True
            if _names_doers(doc, draft, verb, wrongs):
                return True
        able = not _MODALS.isdisjoint(aux)
        doer = _find_accused(doc, draft, verb, wrongs, blames=blames, able=able)
        if doer is not None and _lay_at_door(doc, draft, doer, wrongs, earlier):
            return True
    return False


def _find_accused(doc: Doc, draft: Draft, verb: Token, wrongs: Wrongs, *, blames: bool, able: bool) -> Token | None:
    """
    The words for who does the wrong, or is blamed for one; None where there is none, or nobody did it.

    Args:
        doc: The doc.
        draft: What the verb stands in the content of.
        verb: What is done.
        wrongs: Words for wrongs.
        blames: Whether the verb blames its subject.
        able: Whether it is but possible: *could fire*.
    """
    if draft.type == "warn" and verb.dep_ == "xcomp":
        # "warned that they planned to kidnap him" warns of what may come.
        return None
    if not blames:
        if able and not harms_own(verb) or not is_wrong(doc, draft, verb, wrongs):
            return None
    doer = get_inherited_subject(verb) if blames else get_wrongdoer(verb)
    if doer is not None and doer.tag_ in ("WP", "WDT"):
        # "a battery that Chad said had fired on its planes": the clause stands inside of a relative one.
        over = verb.head if verb.dep_ == "ccomp" else verb
        doer = over.head if over.dep_ == "relcl" else doer
    if doer is None or doer.lower_ in FIRST or doer.lower_ in _NOBODY and not _is_told(draft, doer, verb):
        return None
    if doer.lemma_ in wrongs.nameless and not find_possessor(doc, doer):
        # "were killed by unidentified gunmen"
        return None
    if doer.lemma_ == "regime" and any(c.dep_ == "compound" and c.pos_ == "NOUN" for c in doer.children):
        # "the sanctions regime"
        return None
    if doer.lemma_ in _ANYBODY and all(one.lower_ == "a" for one in doer.children):
        # "she was mistreated by a man"
        return None
    if any(one.dep_ == "cc" and one.lower_ == "or" for one in doer.rights):
        # "either the army or the rebels shelled it": it is not said who.
        return None
    if any(one.lower_ in _GENERIC for one in doer.lefts):
        # "said neither side was to blame", "any woman who felt violated"
        return None
    if doer.lower_ in ("they", "he", "she") and verb.dep_ in ("conj", "advcl"):
        before = get_subject(verb.head)
        if before is not None and before.pos_ in ("NOUN", "PROPN") and before.lower_ not in FIRST:
            return before
    return doer


def _is_told(draft: Draft, you: Token, verb: Token) -> bool:
    """*“You are thieves,” she told the board*: told to the face of those who did it, no reporters."""
    if you.lower_ != "you" or not draft.direct or verb.tag_ == "VB":
        return False
    past = verb.lemma_ == "be" or verb.tag_ == "VBD" or any(one.lower_ == "have" for one in verb.lefts)
    hearers = get_utterance().hearers
    return past and any(one.lemma_.lower() not in hearers for one in draft.addressee_heads)


def _lay_at_door(doc: Doc, draft: Draft, doer: Token, wrongs: Wrongs, earlier: Sequence[Draft]) -> bool:
    """Make those for whom *doer* stands the draft's targets; False where they are nobody, or the speaker's own."""
    if doer.lower_ in ("they", "he", "she") and (draft.quotes or draft.direct):
        # A pronoun in a quotation means somebody whom the text has accused before, if anybody.
        meant = _accused_before(doc, draft, earlier)
        if meant is not None:
            draft.target = meant
        return meant is not None
    owners = _owners_of_arms(doc, doer, wrongs)
    if owners is not None:
        if not owners or set(owners) & ({*draft.speaker} | get_sides(doc, draft)):
            return False
        draft.target = owners
        return True
    if doer.pos_ == "PRON" and draft.addressee_heads and draft.type == "warn":
        # "warned them that they had only themselves to blame"
        draft.target = _meant(doc, doer, draft.addressee_heads[0])
        return bool(draft.target)
    if is_own(doc, draft, doer) or is_ones_own(doc, draft, doer) or serves_with(doc, draft, doer):
        return False
    if doer.lower_ in ("they", "you") and draft.addressee_heads and not find_actors(doc, doer, create=False):
        draft.target_heads += draft.addressee_heads
        return True
    force = doer.lemma_.lower() in wrongs.forces
    named = may_be_somebody(doc, doer) and find_somebody(doc, doer, speaker=False)
    # "their Saudi guides": whose people they are tells that they are somebody.
    of_people = not named and not force and is_concrete(doer) and bool(find_possessor(doc, doer))
    if named or (force or of_people) and find_somebody(doc, doer):
        draft.target_heads.append(doer)
        return True
    return False


def _find_judged(doc: Doc, draft: Draft, verb: Token, wrongs: Wrongs) -> tuple[str, ...]:
    """*Chad's raid was part of a campaign to drive them out*: whose deed it is that is called a wrong."""
    own = get_subject(verb)
    if own is not None and own.dep_ == "csubj":
        # "the massacre committed today is …": the parser makes a clause of it.
        own = get_subject(own)
    deed = own.lemma_.lower() if own is not None else ""
    if own is not None and deed == "settlement" and any(c.dep_ == "prep" and c.lower_ == "of" for c in own.rights):
        # "the settlement of the cases"
        return ()
    if own is None or not (deed in wrongs.attacks or deed in wrongs.doings or deed in wrongs.deeds):
        return ()
    lasts = verb.lemma_ in wrongs.lasting and deed in wrongs.deeds
    if verb.lemma_ in wrongs.causing and not brings_ill(verb, wrongs):
        return ()
    befell = is_suffered(own) and any(c.dep_ in ("poss", "compound") for c in own.children)
    if any(c.dep_ == "neg" for c in verb.children) or befell and all(c.lower_ != "of" for c in own.children):
        # "his murder was an act of terrorism": it befell him.
        return ()
    mine = {*draft.speaker} | get_sides(doc, draft)
    fault = next((c for c in verb.children if c.dep_ == "attr" and c.lemma_ in wrongs.results), None)
    if lasts or verb.lemma_ in wrongs.causing and _tells_whose(own):
        # "Chad's closure of the border caused hardship", "Chadian meddling must end"
        return tuple(one for one in find_doer(doc, own) if one not in mine)
    if fault is not None:
        # "the massacre was a result of the government's move"
        return tuple(one for one in find_doer(doc, fault) if one not in mine and _is_named(doc, one))
    behind = [t for t in verb.subtree if t.i > verb.i]
    for token in behind:
        lemma = token.lemma_.lower()
        if (
            lemma in wrongs.deeds
            or lemma in ("pressure", "demographic")
            or token.dep_ == "acl"
            and lemma in wrongs.driving
        ):
            break
    else:
        return ()
    return tuple(one for one in find_doer(doc, own) if one not in mine)


def _names_doers(doc: Doc, draft: Draft, verb: Token, wrongs: Wrongs) -> bool:
    """*it was a massacre by the army*, *the blast was the work of rebels*: those named become the targets."""
    if is_negated(verb) or not _MODALS.isdisjoint(get_auxiliaries(verb)):
        return False

    def stand_for(one: Token) -> tuple[str, ...]:
        if one.lemma_ in wrongs.nameless or one.lemma_ == "people" or is_own(doc, draft, one):
            return ()
        return find_somebody(doc, one) if may_be_somebody(doc, one) else ()

    mine = {*draft.speaker} | get_sides(doc, draft)
    found = tuple(one for one in find_behind(doc, verb, wrongs, stand_for) if one not in mine)
    if found:
        draft.target = found
    return bool(found)


def _tells_whose(deed: Token) -> bool:
    """Whether a deed's doer is told by more than an *of*, which may as well bring the sufferer."""
    return any(
        c.dep_ in ("poss", "agent", "acl")
        or c.lower_ == "by"
        or c.dep_ in ("amod", "compound")
        and (c.ent_type_ in ("NORP", "GPE", "ORG"))
        for c in deed.children
    )


def _is_named(doc: Doc, one: str) -> bool:
    """Whether an actor is more than *people*."""
    return get_state(doc).actors[one].cls in ("State", "Organization", "Person")


def alleges(doc: Doc, draft: Draft, head: Token) -> bool:
    """*alleged that Chad was arming rebels*: what is alleged of a named other is a charge."""
    doer = get_agent(head) if is_passive(head) else get_subject(head)
    if doer is None or is_own(doc, draft, doer):
        return False
    if doer.pos_ == "PRON":
        if doer.lower_ not in ("it", "he", "she", "they") or not find_actors(doc, doer, create=False):
            return False
    elif not may_be_somebody(doc, doer):
        return False
    draft.target_heads.append(doer)
    return True


def _clauses(head: Token, wrongs: Wrongs) -> list[Token]:
    """The main clause of a content with those coordinated with it and its bare complement clauses."""
    out = [head]
    for token in out:
        if len(out) > 6:
            break
        for child in token.children:
            if child.dep_ not in _GOING_ON:
                continue
            if child.lower_ == "first":
                # "was the first to fire"
                out += [c for c in child.children if c.dep_ in ("relcl", "acl", "xcomp") and is_infinitive(c)]
            elif child.dep_ == "attr":
                if token.lemma_ == "be" and token.left_edge.lower_ == "it":
                    # "it was they who turned on us"
                    out += [c for c in child.children if c.dep_ == "relcl" and c not in out]
                elif child.lemma_ in _CERTAIN and any(c.dep_ == "expl" for c in token.children):
                    # "there is no doubt that they did it"
                    no = any(c.lower_ in ("no", "little") for c in child.children)
                    if no == (child.lemma_ in ("doubt", "question")):
                        out += [c for c in child.children if c.dep_ in ("acl", "relcl", "ccomp") and c.pos_ != "NOUN"]
            elif child.dep_ == "acomp":
                if child.lemma_ in _EVIDENT and all(c.dep_ != "neg" for c in token.children):
                    # "it is clear that they did it": the clause may hang on "clear".
                    out += [c for c in child.children if c.dep_ == "ccomp" and not _is_open(c)]
            elif child not in out and _goes_on(token, child, wrongs):
                out.append(child)
    return out


_GOING_ON = frozenset(("attr", "acomp", "conj", "advcl", "xcomp", "ccomp"))


def _goes_on(verb: Token, child: Token, wrongs: Wrongs) -> bool:
    """Whether the clause of *child* says the same of somebody as that of *verb*, with which it stands."""
    match child.dep_:
        case "conj":
            return child.pos_ in ("VERB", "AUX")
        case "advcl":
            return any(c.lower_ == "because" for c in child.children)
        case "xcomp":
            if verb.lemma_ in _PERCEIVED or child.pos_ == "VERB" and verb.lemma_ in wrongs.continuing:
                return True
            # "is believed to have shelled the port"
            return verb.lemma_ in _RAISING and any(c.lower_ == "have" and c.dep_ == "aux" for c in child.children)
        case "ccomp":
            over = verb.head if verb.dep_ == "xcomp" else None
            if over is not None and any(c.dep_ == "acomp" and c.lemma_ in _DENYING for c in over.children):
                # "it is absurd to think that they did it"
                return False
            told = verb.lemma_ in _PERCEIVED or verb.lemma_ in _TELLING and _is_evident(verb)
            return told and not any(c.dep_ == "neg" for c in verb.children) and not _is_open(child)
        case _:
            return False


_EVIDENT = frozenset("clear obvious evident apparent undeniable plain certain true sure convinced confident".split())


_DENYING = frozenset(
    "unacceptable wrong absurd ridiculous false mistaken naive foolish unfair incorrect impossible hard difficult "
    "premature outrageous misleading inaccurate preposterous ludicrous".split()
)
"""What it is to say or think something that is then not said."""


def _is_evident(verb: Token) -> bool:
    """*it is clear that they did it*, *the fact is that they did it*, but not *it is possible that they did it*."""
    said = next((c for c in verb.children if c.dep_ == "acomp"), None) if verb.lemma_ == "be" else None
    return said is None or said.lemma_ in _EVIDENT


def _is_open(clause: Token) -> bool:
    """*whether they did it*."""
    return any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in clause.children)


def _accused_before(doc: Doc, draft: Draft, earlier: Sequence[Draft]) -> tuple[str, ...] | None:
    """The ones accused last, right before, who are not of the speaker's side; None where nobody is."""
    actors = get_state(doc).actors
    mine = {*draft.speaker} | get_sides(doc, draft)
    for other in reversed(earlier[-6:]):
        if other.type == "accuse" and other.target:
            theirs = {*other.target} | {owner for one in other.target if (owner := actors[one].of)}
            if not theirs & mine:
                return other.target
    return None


def _owners_of_arms(doc: Doc, doer: Token, wrongs: Wrongs) -> tuple[str, ...] | None:
    """*army warplanes*, *the militia's drones*: whose they are; None where the doer is no weapon."""
    if doer.lemma_.lower() not in wrongs.arms:
        return None
    for child in doer.children:
        to = next((c for c in child.children if c.lower_ == "to"), None) if child.lower_ == "belonging" else None
        owner = get_complement(to) if to is not None else None
        if owner is not None:
            # "a helicopter belonging to the army"
            return find_actors(doc, owner) or None
        if child.dep_ in ("compound", "nmod") and child.pos_ in ("NOUN", "PROPN"):
            found = find_actors(doc, child, create=False) or _named_by(doc, child)
            if found:
                return found
    found = find_doer(doc, doer)
    if not found:
        # "government helicopters"
        of_force = next((c for c in doer.children if c.dep_ == "compound" and _has_arms(c, wrongs)), None)
        found = find_somebody(doc, of_force) if of_force is not None else ()
    return found


def _has_arms(force: Token, wrongs: Wrongs) -> bool:
    """Whether arms may be named after a force: *army jets*, but not *fighter jets* and *patrol boats*."""
    lemma = force.lemma_.lower()
    return lemma in wrongs.forces and lemma not in ("fighter", "patrol")


def _named_by(doc: Doc, noun: Token) -> tuple[str, ...]:
    """The one body whose name ends in *noun*: *army* for *Sudan's army*."""
    found = [
        key for key, draft in get_state(doc).actors.items()
        if any(doc.tokens[end - 1].lower_ == noun.lower_ for _, end in draft.spans)
    ]  # fmt: skip
    return (found[0],) if len(found) == 1 else ()


def _meant(doc: Doc, pronoun: Token, told: Token) -> tuple[str, ...]:
    """Whom a pronoun in a warning means: those who were told, or the state of the one who was (*it*)."""
    ids = find_actors(doc, told)
    if pronoun.lower_ != "it":
        return ids
    actors = get_state(doc).actors
    return tuple(
        dict.fromkeys(actors[one].of or one if actors[one].cls == "Person" else one for one in ids if one in actors)
    )
