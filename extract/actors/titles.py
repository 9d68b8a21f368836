"""Read the title before a person's name and the apposition behind it: office, and who the office belongs to."""

from sayso.extract.actors.name import Name
from sayso.extract.actors.register import NamedOffice, Register
from sayso.extract.actors.unseen import belongs_to_body, ends_body
from sayso.extract.parse import Doc, Token
from sayso.extract.state import ActorDraft

_JOINERS = frozenset({"of", "for", "the", "and", "to", "in", "on", "'s", "’s", "-", "at", "&"})
_OVER = frozenset({"of", "for", "to", "in", "on", "at"})
_IN_TITLE = frozenset({"compound", "amod", "nmod", "poss"})
_GLUE = frozenset({"PROPN", "NOUN", "ADJ"})
_BEFORE_TITLES = frozenset("former ex late then acting interim outgoing incoming deputy vice new current".split())
"""Words with which a title begins."""
_OFFICES_OF = frozenset("state staff defence defense mission operations".split())
"""What an office is of, so that a rank may follow: *minister of defence general Doe*."""


def find_title_start(register: Register, name: Name) -> int:
    """Return the first token of the title in front of a name (*Armenian Prime Minister*), or the name's own start."""
    doc, lexicon = register.doc, register.lexicon
    start = name.start
    best = start
    i = start - 1
    seen = crossed = False
    behind_body = start > 0 and ends_body(doc.tokens[start - 1], lexicon)
    while i >= 0 and start - i <= 14:
        token = doc.tokens[i]
        if token.text == ")" and seen and i > 2 and doc.tokens[i - 2].text == "(" and register.at[i - 3] is not None:
            # "Ports Authority (PA) spokesman Jan Doe"
            i -= 3
            continue
        if _is_of_another(register, i, name, best):
            break
        if token.is_sent_end is True and i != start - 1:
            break
        word = token.lower_
        noun = lexicon.forms.get(word, "")
        if seen and token.tag_ == "NNS" and (noun in lexicon.office or noun in lexicon.people):
            # "Officers in the murder of ex-premier Jane Doe": several are not the title of one.
            break
        if noun in lexicon.office or word in lexicon.titles:
            if not _is_adjacent(register, i, name, seen):
                break
            seen, crossed = True, False
            best = i
        elif token.pos_ in _GLUE and token.text not in (",",):
            other = register.at[i]
            if other is not None and other.kind == "person":
                break
            if (
                seen
                or other is not None
                or token.dep_ in _IN_TITLE
                or (token.dep_ == "pobj" and token.text[0].isupper())
                or (behind_body and belongs_to_body(token, lexicon))
            ):
                best = i if seen and not crossed else best
            else:
                break
        elif word in _JOINERS and not token.is_space:
            # "The killing of General Doe": what stands before an office's title is no title, unless an office does.
            crossed = crossed or (seen and word in _OVER and not _is_in_name(register, i))
        elif token.tag_ == "VBN" and behind_body:
            # "the self-proclaimed republic"
            pass
        elif token.pos_ == "DET" and seen:
            best = best if crossed else i
            break
        else:
            break
        i -= 1
    if not seen:
        # "Turkey's Erdogan": an owner alone.
        if start >= 2 and doc.tokens[start - 1].lower_ in ("'s", "’s") and register.at[start - 2] is not None:
            owner = register.at[start - 2]
            return owner.start if owner is not None and owner.kind != "person" else start
        return start
    while best < start and doc.tokens[best].lower_ in ("of", "for", "and", "to", "in", "on", "'s", "’s", "-", "at"):
        best += 1
    return best


def _is_in_name(register: Register, i: int) -> bool:
    """Whether *of* or *for* joins the name of a body: *School of Law*."""
    doc = register.doc
    if register.at[i] is not None:
        return True
    before = doc.tokens[i - 1] if i else None
    if before is None or doc.tokens[i].lower_ not in ("of", "for"):
        return False
    return before.text[0].isupper() and before.pos_ == "PROPN" and before.i != before.sent.start


def _is_of_another(register: Register, i: int, name: Name, best: int) -> bool:
    """
    Whether token *i* links an office to the whole of what follows: *mayor of* Ghent, *adviser to* President Doe.

    So it does where what follows has an office of its own right before the name: *aide to former President Doe*.
    """
    doc = register.doc
    if doc.tokens[i].lower_ not in ("of", "to", "for", "by", "from") or best != i + 1:
        return False
    if best == name.start or _is_title(register, doc.tokens[best]):
        return True
    last = doc.tokens[name.start - 1]
    if not _is_title(register, last):
        return False
    if last.text.islower() and not any(one.lower_ in _OFFICES_OF for one in doc.tokens[best : name.start]):
        # "Spokesman for rebel leader Doe", "thousands of followers of radical cleric Doe"
        return True
    return register.at[best] is not None or doc.tokens[best].lower_ in _BEFORE_TITLES


def _is_title(register: Register, token: Token) -> bool:
    lexicon = register.lexicon
    office = lexicon.forms.get(token.lower_, "") in lexicon.office and token.lower_ not in lexicon.portfolio
    return office or token.lower_ in lexicon.titles


def _is_adjacent(register: Register, i: int, name: Name, seen: bool) -> bool:
    """Whether a title at token *i* belongs to the name: it is in the name's own phrase, or right before it."""
    doc = register.doc
    if seen or i == name.start - 1:
        return True
    domain = doc.tokens[i + 1].lower_ in ("of", "for", "to")
    if domain and all(register.at[k] is not None or doc.tokens[k].lower_ == "the" for k in range(i + 2, name.start)):
        return True
    if domain and ends_body(doc.tokens[name.start - 1], register.lexicon):
        # "Deputy chairman of the committee Ivan Petrov"
        return all(belongs_to_body(doc.tokens[k], register.lexicon) for k in range(i + 2, name.start))
    root = doc.tokens[name.root]
    if any(one.i == root.i for one in doc.tokens[i].ancestors):
        return True
    # "Minister for the Middle East Jane Doe": in capitals it is a title even where the parse is another.
    return doc.tokens[i].text[0].isupper() and any(
        doc.tokens[k].lower_ in ("of", "for") for k in range(i + 1, name.start)
    )


def read_title(register: Register, name: Name, draft: ActorDraft) -> None:
    """Put down the span of a person's name with its title, and the office and its owner where they are not known."""
    start = find_title_start(register, name)
    register.add_span(draft, start, name.end)
    doc, lexicon = register.doc, register.lexicon
    if start < name.start:
        owner, after = _find_owner(register, start, name.start)
        nouns = [i for i in range(start, name.start) if lexicon.forms.get(doc.tokens[i].lower_, "") in lexicon.office]
        register.titles |= dict.fromkeys(nouns, name)
        if nouns and draft.role is None:
            draft.role = _clean(doc, after if after <= nouns[-1] else start, name.start)
        if owner and draft.of is None:
            draft.of = owner
        for i in range(start, name.start):
            _set_gender(register, draft, doc.tokens[i])
    _read_apposition(register, name, draft)


def _find_owner(register: Register, start: int, end: int) -> tuple[str | None, int]:
    """Return the actor that a title belongs to and the token behind its name, if the name comes first."""
    after = start
    owner: str | None = None
    i = start
    while i < end:
        name = register.at[i]
        if name is not None and name.actor and name.kind in ("actor", "adjective", "org"):
            if owner is None:
                owner = name.actor
                if name.kind == "adjective":
                    # An adjective names a state only where the state is somebody's: Chad in "Chadian President".
                    register.state.actors[owner].spans.append((name.start, name.end))
            if i == after:
                after = name.end
                if after < end and register.doc.tokens[after].lower_ in ("'s", "’s"):
                    after += 1
                elif after + 2 < end and register.doc.tokens[after].text == "(":
                    after = next((k for k in range(after, end) if register.doc.tokens[k].text == ")"), after - 1) + 1
            i = name.end
            continue
        if i == after and register.doc.tokens[i].pos_ == "DET":
            after += 1
        i += 1
    return owner, after


def _is_rank(register: Register, role: str) -> bool:
    """Whether a title tells only of a rank: *Brigadier General*, and not whose spokesman he is."""
    return all(word in register.lexicon.ranks for word in role.lower().split())


def _clean(doc: Doc, start: int, end: int) -> str | None:
    while start < end and (doc.tokens[start].is_punct or doc.tokens[start].pos_ in ("DET", "PART")):
        start += 1
    while end > start and (doc.tokens[end - 1].is_punct or doc.tokens[end - 1].is_space):
        end -= 1
    return doc[start:end].text if start < end else None


def _set_gender(register: Register, draft: ActorDraft, token: Token) -> None:
    word = token.lower_.rstrip(".")
    if draft.gender is None:
        if word in register.lexicon.female:
            draft.gender = "f"
        elif word in register.lexicon.male:
            draft.gender = "m"


def _read_apposition(register: Register, name: Name, draft: ActorDraft) -> None:
    """Read *head of the agency* behind a name, or *the director* before it with a comma between."""
    doc, lexicon = register.doc, register.lexicon
    root = doc.tokens[name.root]
    nouns = [one for one in root.children if one.dep_ == "appos" and one.i >= name.end]
    if root.dep_ == "appos" and root.head.i < name.start:
        nouns.append(root.head)
    for noun in nouns:
        word = lexicon.get_noun(noun)
        if word not in lexicon.office and word not in lexicon.people:
            continue
        _set_gender(register, draft, noun)
        if word not in lexicon.office:
            continue
        start, end = get_role_range(noun, name)
        if start == noun.i - 1 and end == noun.i + 1 and doc.tokens[start].lower_ == "the" and noun.i < name.start:
            register.the_offices.append(NamedOffice(word, noun.i, draft.id))
        role = _clean(doc, _find_owner(register, start, noun.i)[1], end)
        if draft.role is None:
            draft.role = role
        elif role and _is_rank(register, draft.role) and word not in draft.role.lower().split():
            # "Colonel Jane Doe, spokeswoman of the army"
            draft.role += f", {role}"
        if draft.of is None:
            owner, _ = _find_owner(register, start, noun.i)
            draft.of = owner or _find_owner(register, noun.i + 1, end)[0]
        return


def get_role_range(noun: Token, name: Name) -> tuple[int, int]:
    """Return the tokens of an office with what it is of, up to a comma, a clause or the name."""
    doc = noun.doc
    start = noun.left_edge.i
    if start <= name.start < noun.i:
        start = name.end
    end = noun.i + 1
    limit = noun.right_edge.i + 1
    while (
        end < limit
        and end != name.start
        and not doc.tokens[end].is_punct
        and doc.tokens[end].dep_ not in ("relcl", "acl")
    ):
        if doc.tokens[end].tag_ in ("WDT", "WP", "CC") or doc.tokens[end].is_space:
            break
        end += 1
    return start, end
