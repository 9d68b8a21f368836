"""The component that finds statements: cues, then frames, then roles, then what links statements to each other."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import compress, count
from operator import or_

from spacy.language import Language
from spacy.tokens import Doc as SpacyDoc

from sayso.extract.paragraphs import find_paragraphs
from sayso.extract.parse import Doc, Token, get_doc
from sayso.extract.state import get_state
from sayso.extract.statements.according import read_according
from sayso.extract.statements.accounts import ACCOUNTS, read_account
from sayso.extract.statements.adverbials import get_utterance, is_document
from sayso.extract.statements.asides import DENYING, turn_aside, turn_charge
from sayso.extract.statements.asides import LEMMAS as ASIDES
from sayso.extract.statements.blocks import find_named, read_blocks, read_dashes, read_dialogue, read_headline
from sayso.extract.statements.confidence import set_confidence
from sayso.extract.statements.dates import set_dates
from sayso.extract.statements.draft import Draft
from sayso.extract.statements.finish import finish
from sayso.extract.statements.hearsay import (
    ADJECTIVES,
    ADVERBS,
    read_adjective,
    read_adverb,
    read_as_clause,
    read_relayed_relative,
)
from sayso.extract.statements.illocution import decide
from sayso.extract.statements.lexicon import Entry, Lexicon, load_lexicon
from sayso.extract.statements.links import is_quoted, link
from sayso.extract.statements.lost import LEMMAS as LOST
from sayso.extract.statements.lost import give_subject
from sayso.extract.statements.nouns import read_noun
from sayso.extract.statements.polarity import set_polarity
from sayso.extract.statements.quoting import Attribution, Spoken, attribute_quotations
from sayso.extract.statements.roles import resolve_roles, resolve_speaker
from sayso.extract.statements.someone import may_be_somebody
from sayso.extract.statements.tails import turn_tail
from sayso.extract.statements.tree import (
    get_object,
    get_subject,
    sentence_span,
    trim_chars,
)
from sayso.extract.statements.verbs import read_verb
from sayso.extract.who import is_person_like


class StatementFinder:
    """
    A spaCy component that finds who said what to whom, and leaves it in the doc's state.

    Args:
        nlp: The pipeline, for its vocabulary.
        attitudes: Also find thoughts, hopes and wishes, marked ``attitude``.

    Raises:
        LexiconError: If a lexicon file is damaged.
    """

    def __init__(self, nlp: Language, *, attitudes: bool = False) -> None:
        self.attitudes = attitudes
        self._lexicon: Lexicon = load_lexicon(nlp.vocab)
        self._according = nlp.vocab.strings.add("accord")
        self._hearsay = frozenset(
            nlp.vocab.strings.add(w) for w in ("according", "that", "which", "who", *ADJECTIVES, *ADVERBS)
        )
        words = get_utterance()
        self._tails = frozenset(
            nlp.vocab.strings.add(lemma) for lemma in words.tails | words.body_tails | words.spoken_tails
        )
        self._lost = frozenset(nlp.vocab.strings.add(lemma) for lemma in LOST)
        self._asides = frozenset(nlp.vocab.strings.add(lemma) for lemma in ASIDES)
        self._denying = frozenset(nlp.vocab.strings.add(lemma) for lemma in DENYING)
        self._accounts = frozenset(nlp.vocab.strings.add(lemma) for lemma in ACCOUNTS)
        self._wanted = frozenset((*self._lexicon.verbs, *self._lexicon.nouns, *self._accounts, self._according))
        self._plain = {
            lemma: tuple(one for one in entries if not one.attitude)
            for lemma, entries in self._lexicon.verbs.items()
            if not attitudes and any(one.attitude for one in entries)
        }
        self._speaking = frozenset(
            lemma
            for lemma, entries in self._lexicon.verbs.items()
            if any("that" in e.frames and not (e.attitude or e.particle or e.rule in _NO_AS) for e in entries)
        )
        self._quoting = frozenset(
            lemma
            for lemma, entries in self._lexicon.verbs.items()
            if any("quote" in e.frames and not e.attitude for e in entries)
        )
        self._cues = frozenset(
            lemma
            for lemma, entries in self._lexicon.verbs.items()
            if any(not e.attitude and e.lemma not in _LIGHT and not e.particle for e in entries)
        )

    def __call__(self, source: SpacyDoc) -> SpacyDoc:
        """Find the statements of *doc*; it must have been through the finders of quotations, actors and places."""
        doc = get_doc(source)
        state = get_state(doc)
        verbs, nouns, others = self._find_cues(doc)
        attribution = attribute_quotations(doc, verbs, self._quoting)
        drafts = self._read_verbs(doc, verbs, attribution)
        drafts += self._read_others(doc, drafts, nouns, others)
        drafts += self._read_loose(doc, attribution, drafts)
        drafts += read_blocks(doc, drafts, frozenset(verbs))
        drafts += read_dialogue(doc, drafts)
        headline = read_headline(doc)
        if headline is not None:
            drafts.append(headline)
        drafts += read_dashes(doc)
        drafts.sort(key=_position)
        for number, draft in enumerate(drafts):
            set_polarity(draft)
            draft.attitude = draft.entry is not None and draft.entry.attitude
            resolve_speaker(doc, draft, drafts)
            decide(doc, draft, self._lexicon, drafts[:number])
            resolve_roles(doc, draft)
        drafts = link(doc, [d for d in drafts if not _is_told_inside(doc, d)])
        set_dates(doc, drafts)
        for draft in drafts:
            set_confidence(draft)
        state.statements = finish(doc, drafts)
        state.contents = [(*span, one) for one in state.statements for span in one.content]
        return source

    def _find_cues(self, doc: Doc) -> tuple[dict[int, tuple[Entry, ...]], list[tuple[Token, Entry]], list[Token]]:
        verb_ids, noun_ids = self._lexicon.verbs, self._lexicon.nouns
        verbs: dict[int, tuple[Entry, ...]] = {}
        nouns: list[tuple[Token, Entry]] = []
        others: list[Token] = []
        starts = [one.start for one in get_state(doc).quotations]
        by_lemma = map(self._wanted.__contains__, doc.lemma)
        by_word = map(self._hearsay.__contains__, doc.lower)
        for i in list(compress(count(), map(or_, by_lemma, by_word))):
            token, lemma, lower = doc.tokens[i], doc.lemma[i], doc.lower[i]
            if lemma in self._tails:
                turn_tail(doc, token)
            if lemma in self._asides:
                turn_aside(doc, token)
            elif lemma in self._denying:
                turn_charge(doc, token)
            if lemma in self._lost:
                give_subject(doc, token)
            if lemma in noun_ids and _is_noun_in_front(token):
                nouns += [(token, entry) for entry in noun_ids[lemma]]
                continue
            if token.dep_ == "amod" and lower in self._hearsay:
                others.append(token)
            elif lemma in verb_ids and (token.tag_[:1] == "V" or _is_mistagged(token)):
                plain = self._plain.get(lemma)
                entries = verb_ids[lemma] if plain is None or _is_quote_near(starts, token.idx) else plain
                if entries:
                    verbs[token.i] = entries
            elif lower in self._hearsay and token.tag_ in ("JJ", "WDT", "IN", "WP", "VBN", "RB"):
                others.append(token)
            elif token.tag_[:2] == "NN":
                if token.dep_ == "pobj" and lemma in self._accounts:
                    others.append(token)
                nouns += [(token, entry) for entry in noun_ids.get(lemma, ())]
            elif lemma == self._according:
                others.append(token)
        return verbs, nouns, others

    def _read_verbs(self, doc: Doc, verbs: dict[int, tuple[Entry, ...]], attribution: Attribution) -> list[Draft]:
        drafts: dict[int, Draft] = {}
        for i, entries in verbs.items():
            quotes = [one.quotation for one in attribution.of_cue.get(i, ())]
            verb = doc.tokens[i]
            speaks = not quotes and verb.lemma in self._speaking
            draft = read_as_clause(doc, verb) if speaks else None
            if draft is None:
                draft = read_verb(doc, verb, entries, quotes, self._cues)
            if draft is not None and draft.entry is not None and draft.entry.attitude and not self.attitudes:
                # "considers that “thousands” have fled": what stands in quotation marks was uttered.
                if not is_quoted(doc, draft) or draft.rule.endswith(("/inf", "/oinf")):
                    continue
                draft.entry = replace(draft.entry, attitude=False)
            if draft is not None:
                drafts[i] = draft
                other = _make_reciprocal(draft)
                if other is not None:
                    drafts[-i - 1] = other
            elif i in attribution.of_cue:
                attribution.loose += attribution.of_cue[i]
        self._relay(doc, verbs, drafts)
        return list(drafts.values())

    def _relay(self, doc: Doc, verbs: dict[int, tuple[Entry, ...]], drafts: dict[int, Draft]) -> None:
        """*local media reported, citing the mayor*: the mayor speaks and the media pass it on (R1)."""
        for i, entries in verbs.items():
            token = doc.tokens[i]
            if token.tag_ != "VBG" or not any("relay" in e.frames for e in entries):
                continue
            source = get_object(token)
            governor = token.head
            told = drafts.get(governor.i)
            if token.dep_ == "acl" and told is None:
                # "The agency, quoting the minister, said …"
                told = next((d for d in drafts.values() if d.speaker_head is governor), None)
            if source is None or told is None or token.dep_ not in ("advcl", "dep", "prep", "acl"):
                continue
            if not may_be_somebody(doc, source) and not is_document(source):
                # "he said, citing a lack of money": a reason, and nobody's words.
                continue
            own = told.speaker_head
            mine = own is not None and (
                told.quotes and _is_a_person(own) or is_document(source) and is_person_like(doc, own)
            )
            if mine:
                # “It was theirs,” she said, citing the army: the words are her own, and the army her proof.
                if is_document(source):
                    drafts.pop(i, None)
                continue
            if is_document(source) and own is not None and token.i < own.i:
                # "Citing satellite data, the institute said": the institute answers for it.
                continue
            governor = told.cue or governor
            del drafts[governor.i]
            if own is not None:
                told.relay_heads.append(own)
            told.cue, told.cue_span, told.rule = token, (token.idx, token.idx + len(token)), "relay/citing"
            told.speaker_head, told.speaker_near = source, True
            drafts[i] = told

    def _read_others(
        self, doc: Doc, drafts: list[Draft], nouns: Iterable[tuple[Token, Entry]], others: Iterable[Token]
    ) -> list[Draft]:
        out: list[Draft] = []
        cues = {d.cue.i for d in drafts if d.cue is not None}
        heads = {d.content_head.i for d in drafts if d.content_head is not None}
        for token, entry in nouns:
            for draft in read_noun(doc, token, entry, self._lexicon.carriers, taken=token.i in heads):
                # "laid the blame on each other"
                other = _make_reciprocal(draft) if not draft.reciprocal else None
                out += (draft,) if other is None else (draft, other)
        for token in others:
            if token.lower_ in ("that", "which", "who"):
                found = read_relayed_relative(doc, token)
            elif token.lower_ in ADVERBS:
                found = read_adverb(doc, token)
            elif token.lower_ in ADJECTIVES:
                found = read_adjective(doc, token, self._lexicon)
            elif token.dep_ == "pobj":
                found = read_account(doc, token)
            else:
                found = read_according(doc, token)
            if found is None or found.cue is not None and found.cue.i in cues:
                continue
            if found.rule == "reportedly" and token.head.i in cues:
                # "reportedly said": who said so is named.
                continue
            out.append(found)
        return out

    def _read_loose(self, doc: Doc, attribution: Attribution, drafts: list[Draft]) -> list[Draft]:
        """A quotation without a cue goes on from the one before it (Q10)."""
        owner: dict[int, Draft] = {}
        for told in drafts:
            if told.cue is None:
                continue
            spoken = attribution.of_cue.get(told.cue.i, [])
            if len(spoken) > 1 and spoken[0].start > told.cue.i and spoken[0].paragraph > _paragraph(doc, told.cue):
                # Several paragraphs behind "she said:" are a text of their own, told paragraph by paragraph.
                attribution.loose += spoken[1:]
                told.quotes, spoken = told.quotes[:1], spoken[:1]
                attribution.of_cue[told.cue.i] = spoken
            for one in spoken:
                owner[one.quotation.start] = told
        every = sorted(
            [s for many in attribution.of_cue.values() for s in many] + attribution.loose, key=lambda s: s.start
        )
        out: list[Draft] = []
        last: Spoken | None = None
        told_of = [span for draft in drafts if not draft.quotes for span in draft.content]
        for one in every:
            draft: Draft | None = owner.get(one.quotation.start)
            if draft is None and any(start <= one.quotation.start < end for start, end in told_of):
                # The marks stand inside of what somebody is said to have said.
                continue
            if draft is None and last is not None and one.paragraph > last.paragraph:
                # “It is over,” Ruiz said.¶A diplomat welcomed it. “A step.”
                draft = _go_on(doc, one, drafts)
                if draft is not None:
                    owner[one.quotation.start] = draft
                    out.append(draft)
            if draft is None and last is not None and one.paragraph - last.paragraph <= 1:
                before = owner.get(last.quotation.start)
                if before is not None:
                    draft = Draft(rule="quote/continued", sentence=sentence_span(doc.tokens[one.start]), after=before)
                    draft.quotes = [one.quotation]
                    draft.speaker_near = False
                    owner[one.quotation.start] = draft
                    out.append(draft)
            if draft is None:
                draft = _go_on(doc, one, drafts)
                if draft is not None:
                    owner[one.quotation.start] = draft
                    out.append(draft)
            if draft is not None:
                last = one
        for draft in drafts + out:
            if draft.quotes:
                _fill_from_quotes(doc, draft)
        return out


def _paragraph(doc: Doc, token: Token) -> int:
    """The number of the token's paragraph, counted as in `Spoken`."""
    return sum(1 for start, _ in find_paragraphs(doc.text) if start <= token.idx) - 1


def _go_on(doc: Doc, one: Spoken, drafts: list[Draft]) -> Draft | None:
    """
    *Ruiz said the law was dead. “It is over.”*: the one whom the sentence before tells of speaks (Q12).

    The sentence must stand in the same paragraph and report what somebody said, or be about one person.
    """
    if one.start == 0:
        return None
    at = one.start - 1
    while at > 0 and (doc.tokens[at].is_space or doc.tokens[at].is_punct) and "\n" not in doc.tokens[at].text:
        at -= 1
    if "\n" in doc.tokens[at].text:
        return None
    sent = doc.tokens[at].sent
    draft = Draft(rule="quote/sentence-before", sentence=sentence_span(doc.tokens[one.start]))
    draft.quotes, draft.speaker_near = [one.quotation], False
    named = find_named(doc, one.start)
    if named is not None:
        draft.rule, draft.speaker_head, draft.speaker_near = "quote/named", named, True
        return draft
    told = [
        d for d in drafts if d.cue is not None and sent.start <= d.cue.i < sent.end and d.cue.dep_ in ("ROOT", "conj")
    ]
    if told:
        draft.after = told[-1]
        return draft
    own = get_subject(sent.root)
    if (
        own is not None
        and own.pos_ in ("PROPN", "PRON")
        and own.lower_ not in ("it", "this", "that", "there", "they", "we", "you")
    ):
        if may_be_somebody(doc, own) and is_person_like(doc, own):
            draft.speaker_head = own
            return draft
    return None


def _fill_from_quotes(doc: Doc, draft: Draft) -> None:
    pieces = [trim_chars(doc.text, *one.inner) for one in draft.quotes]
    draft.content = sorted({one for one in pieces if one is not None})
    draft.direct = any(one.marked for one in draft.quotes)
    if draft.content_head is None and draft.content:
        span = doc.char_span(*draft.content[0], alignment_mode="expand")
        if span is not None:
            roots = [t for t in span if t.dep_ == "ROOT" or t.head.i < span.start or t.head.i >= span.end]
            verbs = [t for t in roots if t.pos_ in ("VERB", "AUX")]
            draft.content_head = verbs[0] if verbs else (roots[0] if roots else None)


def _make_reciprocal(draft: Draft) -> Draft | None:
    """*accused each other of …*, *blamed one another for …*: two statements, one each way (V11)."""
    told = draft.target_heads or draft.addressee_heads
    if not told and draft.rule == "finger-33/bare" or draft.rule == "finger-33/topic" and not told:
        # "Chad and Sudan point fingers"
        speaker = draft.speaker_head
        if speaker is None or not (speaker.tag_ in ("NNS", "NNPS") or len(speaker.conjuncts)):
            return None
        other = replace(draft, reciprocal=2, content=list(draft.content))
        draft.reciprocal = 1
        return other
    if not told or told[0].lower_ not in ("other", "another", "one"):
        return None
    speaker = draft.speaker_head
    each = speaker is not None and (speaker.lower_ == "each" or any(c.lower_ == "each" for c in speaker.children))
    if not each and not any(c.lower_ in ("each", "one") for c in told[0].children):
        if told[0].nbor(-1).lower_ not in ("each", "one") and told[0].nbor().lower_ != "another":
            return None
    draft.target_heads, draft.addressee_heads = [], []
    other = replace(draft, reciprocal=2, content=list(draft.content), target_heads=[], addressee_heads=[])
    draft.reciprocal = 1
    return other


def _is_told_inside(doc: Doc, draft: Draft) -> bool:
    """A cue inside somebody's quotation counts only where it names who speaks (L5)."""
    if draft.cue is None or draft.quotes or draft.type == "accuse" and draft.target:
        return False
    at = draft.cue.idx
    for one in get_state(doc).quotations:
        if one.start >= at:
            return False
        if at < one.end and not one.scare:
            break
    else:
        return False
    head = draft.speaker_head
    if head is not None and head.lower_ in ("i", "we") and draft.cue.tag_ == "VBP" and draft.type == "demand":
        # "I call on them to stop" does it by saying so.
        return False
    return head is None or head.pos_ == "PRON" or not draft.speaker_near


def _is_mistagged(token: Token) -> bool:
    """*And claims that …*: a verb that the tagger took for a noun for want of a subject."""
    return (
        token.tag_ == "NNS"
        and token.dep_ == "ROOT"
        and token.i == token.sent.start + 1
        and token.nbor(-1).tag_ == "CC"
    )


_NO_AS = frozenset(("manner_speaking-37.3", "complain-37.8", "threaten-37.13"))
"""Classes of which *as he grumbled, …* tells what went on at the same time."""


_LIGHT = frozenset(
    "be make let take give go set put lay pay have raise heap cast place trace throw strike bite".split()
)
"""Verbs that report only together with another word."""


def _is_noun_in_front(token: Token) -> bool:
    """*Calls for the minister to go grew*: a noun that the tagger took for a verb for want of another."""
    return (
        token.tag_ == "VBZ"
        and token.i == token.sent.start
        and token.i + 1 < len(token.doc)
        and token.nbor().lower_ in ("for", "of", "that", "by", "from")
        and get_subject(token) is None
    )


def _is_quote_near(starts: list[int], at: int) -> bool:
    """Whether a quotation begins soon behind the character *at*, so that a thought may have been uttered."""
    found = bisect_right(starts, at)
    return found < len(starts) and starts[found] - at <= _QUOTE_REACH


_QUOTE_REACH = 150
"""In characters."""


def _position(draft: Draft) -> tuple[int, int]:
    at = draft.cue_span[0] if draft.cue_span else 10**9
    first = draft.content[0][0] if draft.content else at
    return min(at, first), draft.reciprocal


def _is_a_person(head: Token) -> bool:
    return head.ent_type_ == "PERSON" or head.lower_ in ("he", "she")
