"""
Measure who names, descriptions and pronouns stand for, on a public corpus annotated by others.

``python benchmarks/coreference.py GUM/dep`` reads the CoNLL-U files of the Georgetown University Multilayer corpus
(https://github.com/amir-zeldes/gum), whose entities are annotated with type and coreference, takes the plain text of
each, and asks sayso of the head of each mention whom it stands for. Only who is named somewhere in the text can be
right: an actor of sayso's stands for the chain of which it has most names, and for none where it has no name. What
states and armies are called (*the government*) is left out: sayso makes one of what the corpus keeps apart.

Rows of the table: *recognised*, names of a type that are an actor of that type; *tied*, names of a chain that was
named before and have that one's actor; *definite* (*the minister*, *its chief*), *apposed* (*Rowe, a nurse*) and the
pronouns, that are given the actor of their chain. What is given anybody though its chain has no name, or is no actor
at all, counts against precision. ``--half`` takes the documents whose name hashes to 0 or 1, so that errors are read
in one half and the other shows what that is worth; ``--errors`` prints them.
"""

import argparse
import os
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from spacy.language import Language

from sayso.extract.actors.register import Register, get_register
from sayso.extract.actors.resolve import resolve_actors
from sayso.extract.corpus import repair_text
from sayso.extract.parse import Doc, Token, get_doc
from sayso.extract.pipeline import load_pipeline, make_doc
from sayso.model import Article

GENRES = ("news", "interview", "bio", "speech", "voyage", "letter", "court")
_OPEN = re.compile(r"\(([^()]+)\)?|([^()]+)\)")
_PRONOUNS = {
    **dict.fromkeys("he him his himself she her hers herself".split(), "he, she"),
    **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("it its itself".split(), "it"),
    **dict.fromkeys("who whom whose".split(), "who"),
}
_DEFINITE = frozenset("the this that these those his her its their".split())
_OURS = frozenset("my our your".split())
_BESIDE = ("appos", "flat", "nmod:desc", "nmod")
_ENTITIES = frozenset("person organization place".split())
_KINDS = {"Person": "person", "Organization": "organization", "MediaOutlet": "organization"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the corpus: where it stands in the text, and its columns."""

    start: int
    end: int
    form: str
    pos: str
    head: int
    rel: str


@dataclass(slots=True)
class Mention:
    """An annotated mention: the words [first, last], the one that heads it, and those that are the least of it."""

    chain: str
    kind: str
    link: str
    first: int
    last: int
    least: list[int]
    head: int = -1
    form: str = ""


@dataclass(slots=True)
class Text:
    """A document of the corpus."""

    name: str
    text: str
    words: list[Word]
    mentions: list[Mention]


@dataclass(slots=True)
class Count:
    """What came out of one row of the table."""

    asked: int = 0
    given: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list[str])


Table = dict[str, Count]


def iter_rows(lines: Iterable[str]) -> Iterator[tuple[bool, list[list[str]]]]:
    """Yield each sentence: whether a paragraph begins with it, and the columns of its rows."""
    rows: list[list[str]] = []
    anew = False
    for line in [*lines, ""]:
        if line.startswith("#"):
            anew = anew or line.startswith("# newpar")
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield anew, rows
            rows, anew = [], False


def read_document(name: str, lines: Iterable[str]) -> Text:
    """Return text, words and mentions of a document in CoNLL-U."""
    parts: list[str] = []
    words: list[Word] = []
    mentions: list[Mention] = []
    at = 0
    for anew, rows in iter_rows(lines):
        if parts and anew:
            parts[-1] = parts[-1].rstrip(" ") + "\n\n"
        at = sum(map(len, parts)) if anew else at
        base, joined_to, joined_space = len(words), 0, " "
        for row in rows:
            space = "" if "SpaceAfter=No" in row[9] else " "
            if "-" in row[0]:
                joined_to, joined_space = int(row[0].split("-")[1]), space
                continue
            if "." in row[0]:
                continue
            if int(row[0]) <= joined_to:
                space = joined_space if int(row[0]) == joined_to else ""
            words.append(Word(at, at + len(row[1]), row[1], row[3], base + int(row[6]) - 1, row[7]))
            parts.append(row[1] + space)
            at += len(parts[-1])
            entity = re.search(r"(?:^|\|)Entity=([^|]+)", row[9])
            if entity:
                _read_entities(entity[1], len(words) - 1, mentions)
    for one in mentions:
        one.least = [one.first + i for i in one.least if one.first + i <= one.last] or [one.last]
        one.head = next((i for i in one.least if words[i].head not in one.least), one.least[0])
        one.form = _get_form(one, words)
    names = [set(one.least) for one in mentions if one.form == "name"]
    # "Ghent" in "University of Ghent" is part of a longer name.
    inner = {id(one) for one in mentions if one.form == "name" and any(set(one.least) < other for other in names)}
    return Text(name, "".join(parts), words, [one for one in mentions if one.form and id(one) not in inner])


def _read_entities(value: str, i: int, mentions: list[Mention]) -> None:
    for match in _OPEN.finditer(value):
        if match[1] is not None:
            chain, kind, *more = match[1].split("-")
            link = more[4] if len(more) > 4 else ""
            least = [int(one) - 1 for one in more[3].split(",") if one.isdigit()] if len(more) > 3 else []
            last = i if match[0].endswith(")") else -1
            mentions.append(Mention(chain, kind, link, i, last, least))
        else:
            still = [one for one in mentions if one.chain == match[2] and one.last < 0]
            if still:
                still[-1].last = i


def _get_form(mention: Mention, words: list[Word]) -> str:
    """What a mention is: a name, a pronoun, a definite, apposed or other description; nothing for two joined."""
    head = words[mention.head]
    inside = range(mention.first, mention.last + 1)
    if mention.last < 0 or any(words[i].rel == "conj" and words[i].head == mention.head for i in inside):
        return ""
    beside = [
        i for i in inside if words[i].head == mention.head and words[i].rel in _BESIDE and words[i].pos == "PROPN"
    ]
    if head.pos == "NOUN" and beside and beside[0] == mention.head + 1:
        # "The nurse Ada Rowe".
        mention.head = beside[0]
        mention.least = [beside[0], *(i for i in inside if words[i].head == beside[0] and words[i].rel == "flat")]
        return "name"
    if head.pos == "PROPN":
        return "name"
    if head.pos in ("PRON", "DET") and mention.first == mention.last:
        return _PRONOUNS.get(head.form.lower(), "")
    if head.pos not in ("NOUN", "ADJ"):
        return ""
    if mention.link == "appos":
        return "apposed"
    if head.rel == "attr" or any(
        one.rel == "cop" and one.head == mention.head for one in words[max(0, mention.first - 9) : mention.last + 9]
    ):
        return "other"
    owners = [words[i] for i in inside if words[i].rel == "nmod:poss" and words[i].head == mention.head]
    if any(one.form.lower() in _OURS for one in owners):
        return "other"
    return "definite" if owners or words[mention.first].form.lower() in _DEFINITE else "other"


def read_article(nlp: Language, text: str) -> tuple[Article, Doc]:
    clean, offsets = repair_text(text)
    article = Article(id="", text=text, clean=clean, offsets=offsets)
    return article, get_doc(nlp(make_doc(nlp, article)))


class Reading:
    """What sayso makes of a document's mentions."""

    def __init__(self, nlp: Language, text: Text) -> None:
        self.text = text
        article, self.doc = read_article(nlp, text.text)
        self.register: Register = get_register(self.doc)
        self.at: dict[int, Token] = {}
        for token in self.doc:
            start, end = article.to_original((token.idx, token.idx + len(token.text)))
            self.at |= dict.fromkeys(range(start, end), token)
        self.heads = [self._find_head(one) for one in text.mentions]
        self.found = [resolve_actors(self.register, one) if one is not None else () for one in self.heads]
        self.named = {one.chain for one in text.mentions if one.form == "name" and one.kind in _ENTITIES}
        self.stands = self._find_stands()

    def _find_head(self, mention: Mention) -> Token | None:
        if mention.form != "name":
            return self.at.get(self.text.words[mention.head].start)
        tokens = [self.at[one.start] for i in mention.least if (one := self.text.words[i]).start in self.at]
        inside = {one.i for one in tokens}
        return next((one for one in tokens if one.head.i not in inside or one.head.i == one.i), None)

    def _find_stands(self) -> dict[str, str]:
        """Return the chain that each actor stands for: that of most of its names, else of its descriptions."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for mention, ids in zip(self.text.mentions, self.found, strict=True):
            if len(ids) == 1 and mention.form:
                votes[ids[0]][mention.chain] += 100 if mention.form == "name" else mention.form == "other"
        return {key: counted.most_common(1)[0][0] for key, counted in votes.items() if counted.total()}

    def is_state(self, token: Token | None, ids: tuple[str, ...]) -> bool:
        """Whether a description is one of those that stand for a state or its army."""
        lexicon = self.register.lexicon
        noun = lexicon.get_noun(token) if token is not None else ""
        if noun in lexicon.government or noun in lexicon.army or noun in lexicon.land:
            return True
        return any(self.register.state.actors[key].cls == "State" for key in ids)

    def count(self, table: Table) -> None:
        """Add what came out of the document to a table."""
        before: dict[str, set[str]] = defaultdict(set)
        for mention, token, ids in zip(self.text.mentions, self.heads, self.found, strict=True):
            right = len(ids) == 1 and self.stands.get(ids[0]) == mention.chain and mention.chain in self.named
            if mention.form == "name":
                self._count_name(table, mention, ids, before)
            elif mention.form != "other":
                if mention.form in ("definite", "apposed") and self.is_state(token, ids):
                    continue
                row = mention.form
                if row in ("definite", "apposed") and mention.kind in _ENTITIES:
                    row = f"{row}, {mention.kind}"
                elif row in ("definite", "apposed"):
                    row = f"{row}, other"
                asked = mention.chain in self.named
                # An actor without a name is nobody whom the corpus could call wrong.
                given = len(ids) > 1 or any(self.stands.get(key) in self.named for key in ids)
                self._add(table, row, mention, ids, asked=asked, given=given, right=right)
        self._count_recognised(table)

    def _count_name(self, table: Table, mention: Mention, ids: tuple[str, ...], before: dict[str, set[str]]) -> None:
        if mention.kind not in ("person", "organization"):
            return
        earlier = before[mention.chain]
        others = {key for chain, keys in before.items() if chain != mention.chain for key in keys}
        row = f"tied, {mention.kind}"
        right = bool(set(ids) & earlier)
        given = right or bool(set(ids) & others)
        self._add(table, row, mention, ids, asked=bool(earlier), given=given, right=right)
        before[mention.chain] |= set(ids) or {""}

    def _count_recognised(self, table: Table) -> None:
        actors = self.register.state.actors
        gold: dict[int, Mention] = {}
        for mention, token, ids in zip(self.text.mentions, self.heads, self.found, strict=True):
            if mention.form != "name" or token is None:
                continue
            gold |= dict.fromkeys((self.at[self.text.words[i].start].i for i in mention.least), mention)
            classes = {actors[key].cls for key in ids}
            if mention.kind in ("person", "organization") and "State" not in classes:
                table[f"recognised, {mention.kind}"].asked += 1
                if mention.kind not in {_KINDS.get(cls) for cls in classes}:
                    name = self.register.get_name(token)
                    what = f"{'+'.join(classes) or '-'} ({name.kind if name else 'no name'})"
                    where = f"MISSED {self.show(mention)} is {what}"
                    self._tell(table, f"recognised, {mention.kind}", where, token.idx)
        for name in self.register.names:
            kind = _KINDS.get(actors[name.actor].cls) if name.actor else None
            if kind is None:
                continue
            known = next((gold[i] for i in range(name.start, name.end) if i in gold), self._find_around(name.root))
            row = table[f"recognised, {kind}"]
            row.given += 1
            if known is not None and known.kind == kind:
                row.right += 1
            else:
                text = self.doc[name.start : name.end].text
                where = f"WRONG {known.kind if known else '-'} found {kind}: {text}"
                self._tell(table, f"recognised, {kind}", where, self.doc[name.start].idx)

    def _find_around(self, i: int) -> Mention | None:
        """Return the least mention that token *i* is part of."""
        words, at = self.text.words, self.doc[i].idx
        around = [one for one in self.text.mentions if words[one.first].start <= at < words[one.last].end]
        return min(around, key=lambda one: one.last - one.first, default=None)

    def _add(
        self, table: Table, row: str, mention: Mention, ids: tuple[str, ...], *, asked: bool, given: bool, right: bool
    ) -> None:
        count = table[row]
        count.asked, count.given, count.right = count.asked + asked, count.given + given, count.right + right
        if (asked or given) and not right:
            wanted = [key for key, chain in self.stands.items() if chain == mention.chain]
            what = "WRONG" if given else "MISSED"
            where = f"{what} {self.show(mention)}: {'+'.join(ids) or '-'} for {'+'.join(wanted) or '-'}"
            self._tell(table, row, where, self.text.words[mention.head].start)

    def _tell(self, table: Table, row: str, where: str, start: int) -> None:
        around = " ".join(self.text.text[max(0, start - 150) : start + 60].split())
        table[row].errors.append(f"{self.text.name}: {where}\n      … {around}")

    def show(self, mention: Mention) -> str:
        """Return the words of a mention, quoted."""
        words = self.text.words
        return repr(" ".join(self.text.text[words[mention.first].start : words[mention.last].end].split())[:60])


def print_table(table: Table) -> None:
    print("| kind | asked | given | precision | recall |\n| --- | --- | --- | --- | --- |")
    for row in sorted(table):
        one = table[row]
        precision = f"{one.right / one.given:.2f}" if one.given else "–"
        recall = f"{one.right / one.asked:.2f}" if one.asked else "–"
        print(f"| {row} | {one.asked} | {one.given} | {precision} | {recall} |")


def measure(nlp: Language, paths: Iterable[Path], *, half: int | None = None) -> Table:
    """Return the table of the files whose names hash to *half*, or of all."""
    table: Table = defaultdict(Count)
    for path in sorted(paths):
        if half is None or zlib.crc32(path.stem.encode()) % 2 == half:
            text = read_document(path.stem, path.read_text(encoding="utf-8").splitlines())
            Reading(nlp, text).count(table)
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--genres", nargs="+", default=GENRES)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--errors", nargs="*", help="rows whose errors to print; all where none is told")
    arguments = parser.parse_args()
    paths = [one for genre in arguments.genres for one in arguments.folder.glob(f"*_{genre}_*.conllu")]
    table = measure(load_pipeline(), paths, half=arguments.half)
    print_table(table)
    if arguments.errors is not None:
        for row in sorted(table):
            if not arguments.errors or any(row.startswith(one) for one in arguments.errors):
                print(f"\n== {row}", *table[row].errors, sep="\n")


if __name__ == "__main__":
    main()
