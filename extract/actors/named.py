"""Give each name of a doc its actor: known ones by the authority, people by first and last name, bodies by name."""

from collections.abc import Iterator
from typing import Literal

from sayso.extract.actors.acronyms import tie_acronyms
from sayso.extract.actors.bynames import tie_bynames
from sayso.extract.actors.context import count_countries
from sayso.extract.actors.kinds import correct_kinds
from sayso.extract.actors.name import Name
from sayso.extract.actors.named_bodies import assign_body, assign_known, assign_people, is_short_body
from sayso.extract.actors.owners import get_stance
from sayso.extract.actors.register import Register, make_slug
from sayso.extract.actors.standing import is_acting_seat, stands_as_place
from sayso.extract.actors.titles import read_title
from sayso.extract.actors.told import KIN
from sayso.extract.paragraphs import find_credits
from sayso.ontology.authority import fold
from sayso.ontology.first_names import load_first_names
from sayso.ontology.gazetteer import find_towns
from sayso.ontology.leaders import find_term


def assign_names(register: Register) -> None:
    """Give actors to all names; long names of people first, so that last names find them."""
    correct_kinds(register)
    for name in register.names:
        if name.kind in ("org", "norp", "place") and not name.senses:
            called = register.doc[name.start : name.end].text
            if find_term(called, register.state.article.published) is not None:
                name.kind = "person"
    _drop_of_others(register)
    people: list[Name] = []
    for name in register.names:
        if name.kind in ("actor", "adjective", "people"):
            assign_known(register, name)
        elif name.kind == "person":
            people.append(name)
        elif name.kind == "org":
            assign_body(register, name)
        elif name.kind == "norp" and not _is_of_thing(register, name):
            assign_people(register, name)
    parts = {one.text for name in people if _is_long(name) for one in register.doc.tokens[name.start : name.end]}
    people = [name for name in people if not is_short_body(register, name, parts)]
    people = [name for name in people if not _is_several(register, name, people)]
    clusters = _People(register)
    for name in sorted(people, key=lambda one: (one.end - one.start == 1, one.start)):
        clusters.add(name)
    for name in register.names:
        if name.kind in ("place", "org", "norp", "facility") and name.end - name.start == 1:
            clusters.correct(name)
        elif name.kind in ("place", "org", "norp") and not name.senses and register.doc[name.start + 1].text == "-":
            clusters.correct_double(name)
    for name in register.names:
        if name.actor and name.kind not in ("person", "adjective"):
            _put_down(register, name)
    _put_in_office(register)
    tie_acronyms(register)
    tie_bynames(register)
    _mark_named(register)


def _put_in_office(register: Register) -> None:
    """Give leaders of states and bodies the office that they held on the day of publication, if none is told."""
    actors, article = register.state.actors, register.state.article
    for draft in actors.values():
        term = find_term(draft.name, article.published) if draft.cls == "Person" and draft.rule == "entity" else None
        if term is None:
            continue
        draft.gender = draft.gender or term.gender
        if draft.role is None and draft.of is None:
            draft.role, draft.assumed = term.office, True
            draft.of = term.of if term.of in actors else None


def _drop_of_others(register: Register) -> None:
    """Take a name that is but a noun for a body (*Congress*) for none where the article is of other states alone."""
    doc, lexicon = register.doc, register.lexicon
    dropped: set[int] = set()
    for name in register.names:
        if name.end - name.start != 1 or lexicon.get_noun(doc.tokens[name.start]) not in lexicon.state_bodies:
            continue
        entry = register.authority.actors.get(name.senses[0].key) if name.senses else None
        if entry is None or entry.cls != "Organization" or not entry.of:
            continue
        counted = count_countries(register)
        owner = register.authority.actors.get(entry.of)
        if counted and not (owner and counted[register.authority.get_country(owner.place) or ""]):
            dropped.add(name.start)
            register.at[name.start] = None
    if dropped:
        register.names[:] = [name for name in register.names if name.start not in dropped]


def _mark_named(register: Register) -> None:
    """Mark the people and bodies that the article calls by a full name, but not who wrote it."""
    credits = find_credits(register.doc.text)
    doc = register.doc
    for name in register.names:
        draft = register.state.actors.get(name.actor or "")
        if draft is None or draft.named or name.kind not in ("actor", "person", "org"):
            continue
        if draft.cls not in ("Person", "Organization", "MediaOutlet") or name.start in register.datelines:
            continue
        if draft.authority is None and not _is_full(register, name):
            continue
        at = doc.tokens[name.start].idx
        draft.named = not any(start <= at < end for start, end in credits)


def _is_full(register: Register, name: Name) -> bool:
    """Whether an unknown name has two words, ends in one (no type: *a DC-10*), and modifies nothing, if a body's."""
    doc = register.doc
    if name.end - name.start < 2 or not doc.tokens[name.end - 1].text.isalpha():
        return False
    return name.kind == "person" or doc.tokens[name.root].dep_ not in ("compound", "nmod", "amod", "npadvmod")


def _put_down(register: Register, name: Name) -> None:
    """Keep where an actor is named, unless the name stands there for a place."""
    state = register.state
    draft = state.actors[name.actor or ""]
    if draft.cls == "State" and (
        (stands_as_place(register.doc, name.root) and not is_acting_seat(register, name))
        or name.start in register.datelines
    ):
        return
    start = name.start
    if name.kind == "people" and start > 0 and register.doc.tokens[start - 1].lower_ == "ethnic":
        start -= 1
    if get_stance(register.doc.tokens[name.end - 1]):
        # Nobody takes up "al-Qaeda" of "the al-Qaeda-linked network" as "the group".
        draft.spans.append((name.start, name.end))
        return
    register.add_span(draft, start, name.end)
    if start != name.start:
        draft.spans.append((name.start, name.end))


def _is_of_thing(register: Register, name: Name) -> bool:
    """Whether a "people" is the make of a thing: *Grad rockets*."""
    root, lexicon = register.doc.tokens[name.root], register.lexicon
    if name.senses or root.dep_ not in ("compound", "amod", "nmod"):
        return False
    word = root.head.lemma_.lower()
    return word in lexicon.things or word in lexicon.arms


def _is_several(register: Register, name: Name, people: list[Name]) -> bool:
    """
    Take what is several people's for no person: *the Harlows* for a family, *the Harlow-Reyes debate* for nobody.

    Both halves of a pair are last names that the article has on their own.
    """
    doc = register.doc
    last = doc.tokens[name.end - 1]
    if (
        last.tag_ == "NNPS"
        and name.end - name.start == 1
        and name.start
        and doc.tokens[name.start - 1].lower_ == "the"
    ):
        draft = register.add_actor(f"{make_slug(last.text)}-family", last.text, "Group", rule="family")
        draft.plural = True
        name.kind, name.actor = "norp", draft.id
        return True
    halves = [one.text for one in doc[name.start : name.end] if one.text not in ("-", "–")]
    if (
        name.end - name.start != 3
        or len(halves) != 2
        or doc.tokens[name.root].dep_ not in ("compound", "amod", "nmod")
    ):
        return False
    own = {doc.tokens[one.end - 1].text for one in people if one is not name}
    if not own.issuperset(halves):
        return False
    name.kind = "norp"
    return True


def _is_long(name: Name) -> bool:
    return name.end - name.start > 1


_PARTICLES = frozenset("bin ben ibn abu van von der den del dos das las los san della".split())
_LEAST_LAST = 3
"""Letters that a middle name has at least that stands for a person by itself."""
_LEAST_ALIKE = 5
_GENERATIONS = frozenset("jr sr junior senior ii iii iv".split())


def is_spelt_alike(one: str, other: str) -> bool:
    """Return whether two last names of five letters or more are spellings of one: a letter behind the third."""
    if (
        one == other
        or one[:3] != other[:3]
        or min(len(one), len(other)) < _LEAST_ALIKE
        or abs(len(one) - len(other)) > 1
    ):
        return False
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        # "Hassan" and "Hassen": vowels are what transcribers differ in.
        return one[at + 1 :] == other[at + 1 :] and {one[at], other[at]} <= _VOWELS
    long, short = (one, other) if len(one) > len(other) else (other, one)
    # "Gaddafi" and "Gadafi", "Melikhov" and "Melikov".
    return long[at + 1 :] == short[at:] and (long[at] in _VOWELS or long[at] in ("h", long[at - 1]))


_VOWELS = frozenset("aeiouy")


class _People:
    """The named people of a doc."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.words: dict[str, list[str]] = {}
        """Folded names by actor id."""
        self.last: dict[str, list[str]] = {}
        """Actor ids by last name, first named first."""
        self.alone: set[str] | None = None

    def add(self, name: Name) -> None:
        """Give a person's name its actor, made if no one of that name is there."""
        register = self.register
        words = [fold(one.text) for one in register.doc[name.start : name.end] if fold(one.text)]
        if not words:
            return
        key = self.find(words, name)
        if key is None:
            text = register.doc[name.start : name.end].text
            key = register.make_id(text, taken=True)
            draft = register.add_actor(key, text, "Person", rule="entity")
            draft.gender = self._guess_gender(words)
            self.words[key] = words
            for word in {words[-1], words[0]}:
                self.last.setdefault(word, []).append(key)
        name.actor = key
        read_title(register, name, register.state.actors[key])

    def find(self, words: list[str], name: Name) -> str | None:
        """Return the person that a name stands for: same words, or one name's words all in the other."""
        candidates = self.last.get(words[-1], [])
        if len(words) > 1:
            # "Tayyip Erdogan" and "Recep Tayyip Erdogan"; "Ali Khamenei" and "Mojtaba Khamenei" are two.
            for key in candidates:
                known = self.words[key]
                if known[-1] == words[-1] and (set(words) <= set(known) or set(known) <= set(words)):
                    if len(words) > len(known):
                        self.words[key] = words
                        self.register.state.actors[key].name = self.register.doc[name.start : name.end].text
                    return key
            return self._find_called_short(words, candidates) or self._find_longer(words)
        exact = [key for key in candidates if self.words[key][-1] == words[0]]
        if not exact:
            exact = [key for key in candidates if self.words[key][0] == words[0]]
        if not exact:
            return self._find_inside(words[0])
        if len(exact) > 1:
            # Of a family, those who are called by their first names are not called by the last.
            exact = [key for key in exact if self.words[key][0] not in self._get_alone()] or exact
        if len(exact) > 1:
            return self._find_of_family(exact, name)
        return exact[0] if exact else None

    def _find_called_short(self, words: list[str], candidates: list[str]) -> str | None:
        """*Bill Rowe* and *W. Rowe*, of William Rowe: the one Rowe whose first name they are short for."""
        short = self.register.lexicon.nicknames.get(words[0], frozenset())
        found = [
            key
            for key in candidates
            if len(known := self.words[key]) > 1
            and known[-1] == words[-1]
            and (known[0] in short or (1 in (len(known[0]), len(words[0])) and known[0][0] == words[0][0]))
            and (set(words[1:]) <= set(known) or set(known[1:]) <= set(words))
        ]
        return found[0] if len(found) == 1 else None

    def _find_of_family(self, keys: list[str], name: Name) -> str | None:
        """
        Return whom of a family its last name stands for, in the manner of news.

        Who bore it alone before another of the family was named keeps it: *Moro spoke. His daughter Lena Moro
        wept. Moro left*. Else it is the one who is not called by the full name again and again, else the last named.
        """
        full = {key: [one.start for one in self.register.names if one.actor == key and _is_long(one)] for key in keys}
        # Who is introduced further on is not the one meant.
        keys = [key for key in keys if any(at < name.start for at in full[key])] or keys
        known = [key for key in keys if not self._is_introduced_as_kin(key)] if len(keys) > 1 else keys
        if len(known) == 1:
            return known[0]
        if all(full[key] for key in keys):
            first, second, *_ = sorted(keys, key=lambda key: full[key][0])
            if any(one < full[second][0] for one in self._find_alone(name)):
                return first
            once = [key for key in keys if len(full[key]) == 1]
            if len(once) == 1:
                return once[0]
        return next((one.id for _, one in self.register.iter_recent(name.start) if one.id in keys), None)

    def _is_introduced_as_kin(self, key: str) -> bool:
        """Whether somebody is first named as another's *father* or *wife*: of *Rowe*, he is not the one meant."""
        doc = self.register.doc
        for name in self.register.names:
            if name.actor == key and _is_long(name):
                at = name.start
                # "His son, Major Doe" tells of Doe; "the wife of Senator Doe" does not.
                reach = 3 if at > 2 and doc[at - 2].text == "," else 2
                return not KIN.isdisjoint(doc[i].lower_ for i in range(max(0, at - reach), at))
        return False

    def _find_alone(self, name: Name) -> Iterator[int]:
        """Yield where the word of *name* stands alone for a person."""
        doc = self.register.doc
        word = doc.tokens[name.start].lower_
        for one in self.register.names:
            if one.kind == "person" and not _is_long(one) and doc.tokens[one.start].lower_ == word:
                yield one.start

    def _find_longer(self, words: list[str]) -> str | None:
        """*Ricardo Perez*, of Ricardo Perez Llano; *Hamza bin Nasir*, where the article also has *Hamza bin Naser*."""
        found = [
            key
            for key, known in self.words.items()
            if known[0] == words[0]
            and len(known) > 1
            and (
                (len(known) > len(words) and known[: len(words)] == words and known[len(words)] not in _GENERATIONS)
                or (len(known) == len(words) and known[:-1] == words[:-1] and is_spelt_alike(known[-1], words[-1]))
            )
        ]
        return found[0] if len(found) == 1 else None

    def _find_inside(self, word: str) -> str | None:
        """*Perez*, of Ricardo Perez Llano; *Saree*, where the article also has Yahya Sarea."""
        if len(word) < _LEAST_LAST or word in _PARTICLES:
            return None
        inside = [key for key, known in self.words.items() if len(known) > 2 and word in known[1:-1]]
        if inside:
            return inside[0] if len(inside) == 1 else None
        alike = [key for key, known in self.words.items() if len(known) > 1 and is_spelt_alike(known[-1], word)]
        return alike[0] if len(alike) == 1 else None

    def _is_no_place(self, name: Name) -> bool:
        doc = self.register.doc
        return name.kind == "norp" or (
            doc[name.root].dep_ in ("nsubj", "poss", "nsubjpass") and not find_towns(doc[name.start].text)
        )

    def _find_first(self, word: str) -> list[str]:
        """*Mobutu*, of Mobutu Sese Seko; *Xi*, of Xi Jinping."""
        found = [key for key in self.last.get(word, ()) if len(self.words[key]) > 1 and self.words[key][0] == word]
        if len(found) > 1:
            found = [key for key in found if self.words[key][-1] not in self._get_alone()] or found
        if len(found) > 1:
            found = [key for key in found if not self._is_introduced_as_kin(key)]
        return found if len(found) == 1 and len(word) > 1 else []

    def _get_alone(self) -> set[str]:
        """Return the folded names of one word that stand for people in the doc."""
        if self.alone is None:
            doc = self.register.doc
            self.alone = {
                fold(doc.tokens[one.start].text)
                for one in self.register.names
                if one.kind == "person" and one.end - one.start == 1
            }
        return self.alone

    def correct_double(self, name: Name) -> None:
        """Take a double name that the recogniser calls a body for the one person of that last name: *Lopez-Silva*."""
        words = [fold(one.text) for one in self.register.doc[name.start : name.end] if fold(one.text)]
        found = [key for key, known in self.words.items() if len(known) > len(words) and known[-len(words) :] == words]
        if len(found) == 1:
            name.kind, name.actor, name.place = "person", found[0], None
            read_title(self.register, name, self.register.state.actors[found[0]])

    def correct(self, name: Name) -> None:
        """Take a one-word name that the recogniser calls a place or body for the person of that last name."""
        word = fold(self.register.doc.tokens[name.start].text)
        keys = [key for key in self.last.get(word, []) if self.words[key][-1] == word and len(self.words[key]) > 1]
        if not keys and name.kind == "org" and not name.senses:
            # "U.N.'s Rowe", of somebody who is only called Rowe; "Perez", of Ricardo Perez Llano.
            alone = [
                key
                for key in self.last.get(word, [])
                if self.words[key] == [word]
                and self.register.doc.tokens[name.start].text.istitle()
                and len(self.register.state.actors[key].spans) > 1
            ]
            inside = self._find_inside(word)
            keys = alone[:1] or ([inside] if inside is not None else self._find_first(word))
        elif not keys and not name.senses and name.kind != "facility":
            first = self._find_first(word)
            keys = first if first and self._is_no_place(name) else []
        if keys:
            name.kind, name.actor, name.place = "person", keys[0], None
            read_title(self.register, name, self.register.state.actors[keys[0]])

    def _guess_gender(self, words: list[str]) -> Literal["f", "m"] | None:
        lexicon = self.register.lexicon
        given = next((one for one in words[:-1] if len(one) > 1), "")
        female, male = given in lexicon.female, given in lexicon.male
        if female != male:
            return "f" if female else "m"
        return load_first_names().get(given)
