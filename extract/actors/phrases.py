"""The noun phrase around a token, by the parse alone."""

from sayso.extract.parse import Doc, Token

_FRONT = frozenset(
    {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "case", "predet", "neg", "npadvmod"}
)
_ADVERBS = frozenset("also mostly mainly largely even especially particularly including then already".split())
"""Words before a noun that are no part of its phrase: *also troops*."""
_STOPS = frozenset({",", ";", ":", ".", "–", "—", "(", "“", "”", '"'})
_ENDS = frozenset({",", ";", ":", ".", "–", "—", "("})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def get_conjuncts(head: Token) -> list[Token]:
    """Return *head* and what is coordinated with it, in order of the text."""
    out = [*_get_joined(head), head] if head.tag_ in ("NNS", "NNPS") else [head]
    for child in head.rights:
        if child.dep_ == "conj" and child.pos_ in _NOMINAL:
            out += get_conjuncts(child)
    return out


def _get_joined(head: Token) -> list[Token]:
    """Return the name before *and* and an adjective before a plural that is no modifier: *Moscow and Arab states*."""
    for child in head.lefts:
        if child.dep_ not in ("nmod", "compound") or child.pos_ != "PROPN" or child.text.isupper():
            continue
        link = child.right_edge.i + 1 if child.n_rights == 0 else next((one.i for one in child.rights), child.i)
        if link + 2 > head.i or head.doc.tokens[link].dep_ != "cc" or link < child.i + 1:
            continue
        after = head.doc.tokens[link + 1]
        if after.pos_ == "ADJ" and after.i < head.i and after.head.i in (head.i, child.i):
            return [child]
    return []


def get_start(head: Token) -> int:
    """Return the first token of the phrase headed by *head*: determiners, adjectives, titles."""
    tokens, edges = head.doc.tokens, head.doc.left_edge
    start = head.i
    for child in head.lefts:
        if child.dep_ == "advmod" and child.lower_ in _ADVERBS:
            continue
        if child.dep_ in _FRONT or (child.dep_ == "punct" and child.text == "-"):
            start = min(start, edges[child.i])
    if tokens[start].lower_ == "dead" and start > 0 and tokens[start - 1].lemma_ == "shoot":
        # "Police shot dead two men".
        start += 1
    if tokens[start].tag_ == "WP" and start < head.i:
        # "what one aid worker called a massacre": the parser makes a determiner of "what".
        start += 1
    while start < head.i and (tokens[start].is_space or (tokens[start].is_punct and tokens[start].text != "-")):
        start += 1
    return start


_HARMED = frozenset("dead injured wounded hurt homeless stranded".split())


def get_phrase(doc: Doc, head: Token, *, long: bool = True) -> tuple[int, int]:
    """
    Return the tokens [start, end) of the phrase headed by *head*.

    What follows the head is left out but for an *of*-phrase and, with *long*, other prepositional phrases and
    participles that are part of a description (*residents of the area*, *a source close to the talks*).
    """
    rights = head.rights
    if not rights:
        return get_start(head), head.i + 1
    end = head.i + 1
    for child in rights:
        if child.dep_ == "prep" and (
            child.lower_ == "of" or (long and child.lower_ in ("from", "in", "for", "at", "with", "on"))
        ):
            objects = [one for one in child.children if one.dep_ == "pobj"]
            if child.i != end or not objects or any(one.ent_type_ in ("DATE", "TIME") for one in objects):
                break
            end = child.right_edge.i + 1
        elif child.dep_ in ("amod", "acl") and child.i == end and long and child.pos_ in ("ADJ", "VERB"):
            if child.lower_ in _HARMED and head.dep_ == "dobj" and head.head.lemma_ == "leave":
                # "left two nuns dead"
                break
            if any(one.dep_ in ("ccomp", "advcl") or _is_before_clause(one) for one in child.children):
                # "Students held after breaking in": a predicate too, in a headline.
                break
            if any(one.ent_type_ in ("DATE", "TIME") for one in child.subtree):
                # "groups targeted on Monday the quarter": a predicate, whatever the parser made of it.
                break
            end = child.right_edge.i + 1
        elif child.dep_ not in ("case", "compound", "nmod"):
            break
    return get_start(head), _cut_phrase(doc, head, end)


def _is_before_clause(prep: Token) -> bool:
    """*after breaking in*."""
    return prep.dep_ == "prep" and prep.lower_ in ("after", "before") and any(c.dep_ == "pcomp" for c in prep.children)


def _cut_phrase(doc: Doc, head: Token, end: int) -> int:
    """Return *end* moved back before the first mark, relative clause or other side behind *head*."""
    between = head.dep_ == "pobj" and head.head.lower_ == "between" and not any(c.dep_ == "conj" for c in head.rights)
    for token in doc.tokens[head.i + 1 : end]:
        if token.text in _ENDS or token.is_space or token.dep_ == "relcl" or token.tag_ in ("WDT", "WP"):
            return token.i
        if between and token.dep_ == "cc" and token.i + 1 < end and token.nbor().tag_ in ("DT", "PRP$"):
            # "Between separatists in the valley and the army": the other side, whatever the parser joins it to.
            return token.i
    return end


def get_whole_end(doc: Doc, head: Token) -> int:
    """Return the token behind all that tells who is meant, clauses as well: *men believed to be in hiding*."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ not in ("prep", "acl", "relcl", "amod", "advmod", "case") or child.left_edge.i != end:
            break
        if child.dep_ == "prep" and any(one.dep_ == "cc" for one in child.subtree):
            # "The rebels in the hills and the army" are not the rebels alone.
            break
        end = child.right_edge.i + 1
    for token in doc.tokens[head.i + 1 : end]:
        if token.is_space or token.text in _STOPS:
            return token.i
    return end


def get_possessor_tokens(noun: Token) -> list[Token]:
    """Return the heads of the phrases that own *noun*: its possessive, its *of* and *by*."""
    out: list[Token] = []
    for child in noun.children:
        if child.dep_ == "poss":
            out.append(child)
        elif child.dep_ in ("prep", "agent") and child.lower_ in ("of", "by"):
            out += [one for one in child.children if one.dep_ == "pobj"]
    return out


def get_modifiers(noun: Token) -> list[Token]:
    """Return the words before *noun* that tell which one it is: adjectives, nouns and their own modifiers."""
    return [child for child in noun.lefts if child.dep_ in ("amod", "compound", "nmod", "npadvmod")]


def is_definite(head: Token) -> bool:
    """Return whether the phrase says *the*, *this*, *his* or the like."""
    for child in head.lefts:
        if child.dep_ == "poss" or child.lower_ in ("the", "this", "that", "these", "those", "both", "such"):
            return True
    return False


def is_plural(head: Token) -> bool:
    """Return whether the head is grammatically plural."""
    return head.tag_ in ("NNS", "NNPS") or head.lower_ in ("people", "police", "media", "press", "staff", "crew")


def get_clause_verb(token: Token) -> Token:
    """Return the verb of the clause that *token* stands in, or the root of the sentence."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def get_subject(verb: Token) -> Token | None:
    """Return the subject of *verb*, or of the verb that it is coordinated with, or None."""
    for _ in range(6):
        for child in verb.lefts:
            if child.dep_ in _SUBJECTS:
                return child
        for child in verb.rights:
            if child.dep_ in _SUBJECTS:
                return child
        if verb.dep_ not in ("conj", "xcomp", "aux", "auxpass") or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def find_punished(verb: Token) -> Token | None:
    """*fired Rowe after two clerks accused him*: whom the clause above turns on, for what is then laid at his door."""
    above = verb.head
    if verb.dep_ != "advcl" or verb.lemma_ not in _BLAMING or above.lemma_ not in _PUNISHING or above.i > verb.i:
        return None
    return next((one for one in above.rights if one.dep_ == "dobj" and one.i < verb.i), None)


_BLAMING = frozenset("accuse blame denounce fault implicate charge suspect".split())
_PUNISHING = frozenset(
    "fire sack dismiss suspend expel arrest detain jail sue replace remove oust abandon disown ditch drop ban fine "
    "condemn criticise criticize denounce rebuke reprimand censure investigate question summon beat attack".split()
)
"""Verbs of what is done to somebody for what is laid at his door."""
