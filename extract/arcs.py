"""The arcs of a parse: which token governs which, and what is put right there."""

from bisect import insort
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import compress, count
from operator import gt, lt
from typing import TYPE_CHECKING

from spacy.strings import get_string_id

if TYPE_CHECKING:
    from sayso.extract.parse import Token

BLAMING: dict[str, frozenset[str]] = {
    lemma: frozenset(words.split())
    for lemma, words in {
        "accuse": "of", "charge": "with", "suspect": "of", "blame": "for", "hold": "responsible accountable liable",
    }.items()
}  # fmt: skip
"""Verbs that name whom they blame, with the words that lead on to what for."""


def put_right(tokens: list["Token"], heads: list[int], lemmas: Sequence[int], deps: Sequence[int]) -> None:
    """
    Put right what parsers often hang amiss.

    Args:
        tokens: All of a doc; their tags and arcs are changed where need be.
        heads: Of each token the number of what governs it; changed, too.
        lemmas: Of each token the number of its lemma in spaCy's string store.
        deps: Of each token the number of its arc.
    """
    for i in compress(count(), map(_MENDS.__contains__, lemmas)):
        _MENDS[lemmas[i]](tokens, heads, i)
    _lift(tokens, heads, list(compress(count(), map(_LIFTED.__contains__, deps))))


def _verbalize(tokens: list["Token"], heads: list[int], at: int) -> None:
    """Make a cue of *allege* in *Prosecutors allege Okello took bribes*, which the parser takes for part of a name."""
    over = heads[at]
    main = heads[over]
    if tokens[at].dep_ != "compound" or tokens[over].dep_ not in ("nsubj", "nsubjpass") or not at < over < main:
        return
    subject = at - 1
    if subject < 0 or heads[subject] not in (at, over) or tokens[subject].pos_ not in ("NOUN", "PROPN"):
        return
    for i in _iter_below(heads, over):
        if i < subject:
            heads[i] = subject
    tokens[subject].dep_, heads[subject] = "nsubj", at
    tokens[at].pos_, tokens[at].tag_, tokens[at].dep_ = "VERB", "VBP", tokens[main].dep_
    heads[at] = at if heads[main] == main else heads[main]
    tokens[main].dep_, heads[main] = "ccomp", at


def _seat(tokens: list["Token"], heads: list[int], at: int) -> None:
    """Make a subject of the name in *Rowe herself faced a charge*, which the parser hangs on *herself*."""
    if tokens[at].pos_ != "PRON":
        return
    name, verb = at - 1, at + 1
    if name < 0 or verb >= len(heads) or tokens[verb].tag_ not in _FINITE:
        return
    # Some names are verbs, too: "Trump himself faced a charge".
    if tokens[name].pos_ != "PROPN" and not (tokens[name].tag_ == "VB" and tokens[name].text.istitle()):
        return
    if tokens[verb].pos_ == "AUX" and heads[verb] > verb:
        verb = heads[verb]
    if tokens[name].dep_ in ("nsubj", "nsubjpass") and heads[name] == verb:
        return
    if any(tokens[i].dep_ in ("nsubj", "nsubjpass") for i in _iter_below(heads, verb) if i not in (name, at)):
        return
    if heads[name] == at and heads[at] == verb:
        for i in list(_iter_below(heads, at)):
            if i < name:
                heads[i] = name
    elif heads[verb] == name and name == heads[name]:
        heads[verb], tokens[verb].dep_ = verb, "ROOT"
        for i in list(_iter_below(heads, name)):
            if tokens[i].dep_ not in _OF_NAMES:
                heads[i] = verb
    else:
        return
    tokens[name].pos_, tokens[name].tag_ = "PROPN", "NNP"
    heads[name], heads[at] = verb, name
    tokens[name].dep_ = "nsubjpass" if any(tokens[i].dep_ == "auxpass" for i in _iter_below(heads, verb)) else "nsubj"
    tokens[at].dep_ = "appos"


_OF_NAMES = frozenset(("compound", "det", "amod", "poss", "nmod"))


def _mend(words: frozenset[str], tokens: list["Token"], heads: list[int], verb: int) -> None:
    """
    Hang *of theft* in *accused the clerk of theft*, *responsible* in *held him responsible*, on the verb.

    *words* complete the verb and stand behind its object, on which the parser often hangs them.
    """
    if tokens[verb].pos_ != "VERB":
        return
    found: list[int] = []
    for i in range(verb + 2, min(verb + _BEHIND, len(heads))):
        one, over = tokens[i], heads[i]
        if one.lower_ in words and one.dep_ in ("prep", "amod") and verb < over < i:
            while tokens[over].dep_ in ("conj", "pobj", "prep") and verb < heads[over] < over:
                over = heads[over]
            if heads[over] != verb:
                continue
            if tokens[over].dep_ in ("dobj", "agent"):
                found.append(i)
            elif tokens[over].dep_ == "prep" and tokens[i - 1].ent_type_ in _TIMES and tokens[i].lower_ in _LEADING:
                # "accused in recent weeks of theft", "accused it in a letter on Monday of theft"
                found.append(i)
            elif tokens[over].dep_ == "prep" and _leads_to_deed(tokens, i):
                # "accused him during the campaign of seeking discord"
                found.append(i)
    if not found or any(tokens[i].lower_ in words for i in _iter_below(heads, verb)):
        return
    # "Accused a clan of Mali of theft": what a name is of does not complete the verb, if there is more.
    named = {
        heads[i]
        for i, one in enumerate(tokens[verb : verb + _BEHIND], verb)
        if one.dep_ == "pobj" and one.pos_ == "PROPN"
    }
    best = next((i for i in found if i not in named), found[-1])
    heads[best] = verb
    if tokens[best].dep_ == "amod":
        tokens[best].dep_ = "oprd"


def _leads_to_deed(tokens: list["Token"], of: int) -> bool:
    """Whether *of* leads to what somebody did, and does not tell of what hope, risk or the like the noun before is."""
    if tokens[of].lower_ != "of" or tokens[of - 1].lower_ in _OF_DOING:
        return False
    return any(one.tag_ == "VBG" for one in tokens[of + 1 : of + 3])


_OF_DOING = frozenset(
    "hope hopes aim intention purpose process risk way habit act view danger idea possibility prospect point cost "
    "course task job method practice policy".split()
)


_TIMES = frozenset(("DATE", "TIME"))
_LEADING = frozenset(("of", "with"))


def _iter_below(heads: list[int], over: int) -> Iterator[int]:
    """Yield what a token governs, and a root itself."""
    at = -1
    for _ in range(heads.count(over)):
        at = heads.index(over, at + 1)
        yield at


_BEHIND = 15
"""Tokens behind a verb among which its complement is looked for."""


def _regain(tokens: list["Token"], heads: list[int], at: int) -> None:
    """*told the agency, adding two others, one a boy, were hurt*: what is added is a clause about two others."""
    over = heads[at]
    if tokens[at].tag_ != "VBG" or tokens[at].dep_ != "advcl" or not over < at or tokens[over].pos_ != "VERB":
        return
    behind = range(at + 1, min(at + _BEHIND, len(heads)))
    noun = next((i for i in behind if heads[i] == at and tokens[i].dep_ == "dobj"), None)
    clause = next((i for i in behind if heads[i] == over and tokens[i].dep_ == "ccomp"), None)
    if noun is None or clause is None or clause < noun:
        return
    if any(heads[i] == clause and tokens[i].dep_ in ("nsubj", "nsubjpass") for i in behind):
        return
    heads[clause], heads[noun] = at, clause
    tokens[noun].dep_ = (
        "nsubjpass" if any(tokens[i].dep_ == "auxpass" for i in _iter_below(heads, clause)) else "nsubj"
    )


_FATAL = frozenset("kill wound injure behead execute bury drown massacre hurt".split())
_CALLING = frozenset("accuse add appeal blame call demand deny pledge promise say tell urge vow warn".split())


_LIFTED = frozenset(map(get_string_id, ("conj", "acl", "relcl")))
"""Arcs that `_lift` looks at, by spaCy's numbers."""


def _lift(tokens: list["Token"], heads: list[int], among: list[int]) -> None:
    """
    Hang a coordinated verb on the one whose subject it shares, where the words leave no doubt.

    *Said the raids were meant to help and said more would follow*: the same verb again. *Condemned a raid in which
    five were killed and called on the army to stop*: the dead call on nobody. *among* are the tokens on arcs of
    `_LIFTED`, in order.
    """
    for i in among:
        token = tokens[i]
        if token.dep_ == "conj" and token.pos_ == "PROPN" and token.ent_type_ == "PERSON":
            _set_beside(tokens, heads, i)
        if token.dep_ != "conj" or token.pos_ != "VERB":
            if token.dep_ == "acl" and token.tag_ in ("VBN", "VBD") and tokens[i - 1].text == ",":
                _join(tokens, heads, i)
            elif token.dep_ in ("relcl", "acl") and token.lemma_ in _GAPPED:
                _open(tokens, heads, i)
            continue
        if token.tag_ in _FINITE or token.tag_ == "VBN":
            _part(tokens, heads, i)
        if token.tag_ == "VBN" and tokens[heads[i]].tag_ == "VBD":
            _lower(tokens, heads, i)
        inner = heads[i]
        outer = heads[inner]
        said = tokens[inner].dep_ == "ccomp" and tokens[outer].lemma_ == token.lemma_
        if not said and token.lemma_ in _CALLING and tokens[inner].dep_ == "relcl" and tokens[inner].lemma_ in _FATAL:
            while tokens[outer].pos_ != "VERB" and heads[outer] != outer:
                outer = heads[outer]
            said = tokens[outer].pos_ == "VERB"
        if not said or not outer < inner < i or tokens[outer].tag_ != token.tag_:
            continue
        if not any(heads[k] == i and tokens[k].dep_ in ("nsubj", "nsubjpass") for k in range(inner, i)):
            heads[i] = outer


def _set_beside(tokens: list["Token"], heads: list[int], i: int) -> None:
    """*the new harbour master, Sir Jan Doe*: what stands behind a comma and no *and* joins it is who that is."""
    over, left = heads[i], i
    while left > 0 and heads[left - 1] == i:
        left -= 1
    if not over < left or tokens[left - 1].text != "," or tokens[over].tag_ not in ("NN", "NNP"):
        return
    if tokens[over].ent_type_ or tokens[over].dep_ == "conj":
        return
    near = range(over + 1, min(i + _BEHIND, len(tokens)))
    others = [k for k in near if heads[k] == over or heads[k] == i and k > i]
    if not any(tokens[k].dep_ in ("cc", "conj") and k != i for k in others):
        tokens[i].dep_ = "appos"


def _lower(tokens: list["Token"], heads: list[int], i: int) -> None:
    """*told them that Chad was “arming rebels” and had closed the border*: what had been done is told, too."""
    over = heads[i]
    near = range(max(over + 1, i - _BEFORE), i)
    if not any(heads[k] == i and tokens[k].lower_ == "had" for k in near):
        return
    if not any(tokens[k].text in _CLOSING and tokens[k + 1].tag_ == "CC" for k in near):
        # Where no quotation ends, the parser is mostly right.
        return
    if any(heads[k] == i and tokens[k].dep_ in ("nsubj", "nsubjpass") for k in near):
        return
    told = next((k for k in range(i - 1, over, -1) if heads[k] == over and tokens[k].dep_ == "ccomp"), None)
    if told is not None and any(heads[k] == told and tokens[k].dep_ == "mark" for k in range(over + 1, told)):
        heads[i] = told


_CLOSING = frozenset(('"', "”", "’", "'", "»"))
_BEFORE = 4
"""Tokens before a verb among which its auxiliary is looked for."""


def _join(tokens: list["Token"], heads: list[int], i: int) -> None:
    """*denied the charge, accused the club of theft and left*: with an object of its own it is no participle."""
    over = heads[i]
    verb = heads[over]
    if tokens[over].dep_ != "dobj" or tokens[verb].tag_ != "VBD" or not verb < over < i:
        return
    if any(heads[k] == i and tokens[k].dep_ == "dobj" for k in range(i + 1, min(i + _BEHIND, len(heads)))):
        heads[i] = verb
        tokens[i].dep_, tokens[i].tag_ = "conj", "VBD"


_FINITE = frozenset(("VBD", "VBZ", "VBP"))
_BEFORE_VERB = frozenset(("aux", "auxpass", "neg", "advmod"))


def _part(tokens: list["Token"], heads: list[int], i: int) -> None:
    """*Chad has denied meddling and Sudan has denied it*: a noun right before a verb, with *and* before it, acts."""
    first = i
    while first > 0 and heads[first - 1] == i and tokens[first - 1].dep_ in _BEFORE_VERB:
        first -= 1
    noun = first - 1
    if tokens[noun].dep_ != "conj" or tokens[noun].pos_ not in ("NOUN", "PROPN"):
        return
    if not any(tokens[k].tag_ in _FINITE for k in range(first, i + 1)):
        return
    left = noun
    while left > 0 and heads[left - 1] == noun:
        left -= 1
    over = heads[noun]
    while tokens[over].dep_ in ("conj", "pobj", "prep") and heads[i] < heads[over] < over:
        over = heads[over]
    if tokens[left - 1].dep_ == "cc" and tokens[over].dep_ == "dobj" and heads[over] == heads[i] < over:
        heads[noun] = i
        tokens[noun].dep_ = "nsubj"


_GAPPED = frozenset(("deny", "dismiss", "reject", "dispute", "refute", "contest", "repudiate"))


def _open(tokens: list["Token"], heads: list[int], i: int) -> None:
    """*accusations that he has denied*: *that* is what he denied, where nothing else is."""
    behind = range(i + 1, min(i + _BEHIND, len(heads)))
    if any(heads[k] == i and tokens[k].dep_ in ("dobj", "ccomp", "xcomp") for k in behind):
        return
    for k in range(heads[i] + 1, i):
        if heads[k] == i and tokens[k].dep_ == "mark" and tokens[k].lower_ == "that":
            tokens[k].dep_, tokens[k].tag_, tokens[k].pos_ = "dobj", "WDT", "PRON"
            tokens[i].dep_ = "relcl"


_MENDS: dict[int, Callable[[list["Token"], list[int], int], None]] = {
    get_string_id(lemma): mend
    for lemma, mend in (
        {lemma: partial(_mend, words) for lemma, words in BLAMING.items()}
        | {"blame": partial(_mend, frozenset(("for", "on")))}
        | dict.fromkeys(("convict", "acquit"), partial(_mend, frozenset(("of",))))
        | {"allege": _verbalize, "himself": _seat, "herself": _seat, "add": _regain}
    ).items()
}
"""What is looked at behind which lemma, by spaCy's numbers."""


def set_tree(tokens: list["Token"], heads: list[int]) -> tuple[list[int], list[int], list[int]]:
    """Set head and children of tokens, and return their left edges, their right edges, and what nothing governs."""
    below: list[list[Token]] = [[] for _ in heads]
    roots: list[int] = []
    for i, (token, head) in enumerate(zip(tokens, heads, strict=True)):
        token.head = tokens[head]
        if head == i:
            roots.append(i)
        else:
            below[head].append(token)
    lefts, rights = list(range(len(heads))), list(range(len(heads)))
    for i, (token, children) in enumerate(zip(tokens, below, strict=True)):
        token.children = tuple(children)
        token.n_lefts = 0
        if children:
            first = children[0].i
            if first < i:
                lefts[i] = lefts[first]
                token.n_lefts = sum([child.i < i for child in children])
    for i in compress(range(len(heads) - 1, -1, -1), reversed(below)):
        last = below[i][-1].i
        if last > i:
            rights[i] = rights[last]
    _widen(lefts, rights, heads)
    return lefts, rights, roots


def _widen(lefts: list[int], rights: list[int], heads: list[int]) -> None:
    """Move edges outwards where arcs cross, so that an edge may come from any child and any depth."""
    while any(map(gt, map(lefts.__getitem__, heads), lefts)) or any(map(lt, map(rights.__getitem__, heads), rights)):
        for i, head in enumerate(heads):
            lefts[head] = min(lefts[head], lefts[i])
            rights[head] = max(rights[head], rights[i])


def uproot(token: "Token") -> None:
    """Make *token*, with all that it governs, a root, below which its old head is then to be hung."""
    old = token.head
    old.children = tuple(one for one in old.children if one is not token)
    token.head, token.dep_ = token, "ROOT"
    insort(token.doc.roots, token.i)


def rehang(token: "Token", head: "Token") -> bool:
    """
    Hang *token*, with all that it governs, on *head*, which stands in the same sentence.

    Returns:
        False, with nothing changed, where *head* is *token* or below it: that would make a circle of the tree.
    """
    if head is token or token.is_ancestor(head):
        return False
    doc, old = token.doc, token.head
    if old is token:
        doc.roots.remove(token.i)
    else:
        old.children = tuple(one for one in old.children if one is not token)
    token.head = head
    head.children = tuple(sorted((*head.children, token), key=lambda one: one.i))
    for one in (old, head):
        one.n_lefts = sum(child.i < one.i for child in one.children)
        while True:
            doc.left_edge[one.i] = min([one.i, *(doc.left_edge[c.i] for c in one.children)])
            doc.right_edge[one.i] = max([one.i, *(doc.right_edge[c.i] for c in one.children)])
            if one.head is one:
                break
            one = one.head
    return True
