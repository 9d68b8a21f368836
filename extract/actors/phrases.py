"""The noun phrase around a token, by the parse alone."""

from spacy.tokens import Doc, Token

_FRONT = {"det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "advmod", "case", "punct", "predet", "neg"}
_PEOPLE = {"people", "resident", "official", "expert", "source", "soldier", "militant", "refugee", "spokesman",
           "spokeswoman", "spokesperson", "minister", "president", "leader", "witness", "separatist", "reporter"}  # fmt: skip
_BODIES = {"government", "ministry", "army", "force", "authority", "leadership", "agency", "organization",
           "organisation", "group", "media", "news", "report", "statement", "police", "regime"}  # fmt: skip


def get_conjuncts(head: Token) -> list[Token]:
    """Return *head* and what is coordinated with it behind it, in order of the text."""
    out = [head]
    for child in head.rights:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            out += get_conjuncts(child)
    return out


def get_phrase(doc: Doc, head: Token) -> tuple[int, int]:
    """Return the tokens [start, end) of the phrase headed by *head*, with an *of*-phrase, without what else follows."""
    start = head.i
    for child in head.lefts:
        if child.dep_ in _FRONT:
            start = min(start, child.left_edge.i)
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.text == "of":
            end = max(end, child.right_edge.i + 1)
        elif child.dep_ != "case":
            break
    while start < head.i and doc[start].is_punct:
        start += 1
    return start, end


def get_possessor_tokens(noun: Token) -> list[Token]:
    """Return the heads of the phrases that own *noun*."""
    out: list[Token] = []
    for child in noun.children:
        if child.dep_ == "poss" or (child.dep_ in ("amod", "compound", "nmod") and child.ent_type_ in ("NORP", "GPE")):
            out.append(child)
        elif child.dep_ in ("prep", "agent") and child.lower_ in ("of", "by"):
            out += [one for one in child.children if one.dep_ == "pobj"]
    return out


def is_people_noun(doc: Doc, head: Token) -> bool:
    """Return whether *head* is a noun for people."""
    return head.lemma_.lower() in _PEOPLE


def is_body_noun(doc: Doc, head: Token) -> bool:
    """Return whether *head* is a noun for a body."""
    return head.lemma_.lower() in _BODIES
