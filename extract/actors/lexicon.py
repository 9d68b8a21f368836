"""Nouns for people and bodies, from ``extract/lexicons/actors.toml``."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from sayso import resources
from sayso.extract.parse import Token

IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "policemen": "policeman", "gunmen": "gunman",
    "servicemen": "serviceman", "spokesmen": "spokesman", "spokeswomen": "spokeswoman", "fishermen": "fisherman",
    "tribesmen": "tribesman", "businessmen": "businessman", "congressmen": "congressman", "wives": "wife",
    "chiefs-of-staff": "chief", "mediums": "media", "staffs": "staff", "data": "data", "crises": "crisis",
    "humans": "human", "gentlemen": "gentleman", "congresswomen": "congresswoman", "businesswomen": "businesswoman",
    "tvs": "tv", "mps": "mp", "hitmen": "hitman", "marksmen": "marksman", "clergymen": "clergyman",
    "infantrymen": "infantryman", "artillerymen": "artilleryman", "clansmen": "clansman", "countrymen": "countryman",
    "headmen": "headman", "alumni": "alumnus", "grandchildren": "grandchild", "crewmen": "crewman",
    "militiamen": "militiaman", "herdsmen": "herdsman", "airmen": "airman", "schoolchildren": "schoolchild",
    "boatmen": "boatman",
}  # fmt: skip
"""Plural forms that no rule makes."""


_NO_NOUNS = frozenset({"titles", "vague", "portfolio", "things", "collective"})


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """
    Nouns by what they are for.

    Attributes:
        forms: Dictionary form of each word form, singular and plural, in lower case.
        office: Offices and occupations.
        unique: Those that one person holds.
        ranks: Offices that are but a rank.
        watching: Words in the names of bodies that watch what others do.
        watchers: What such a body is called.
        watcher_bodies: The same, with a word for what it does.
        watcher_tasks: Words for that.
        serving: Offices with which somebody serves, or stands for or against, whom the word before them names.
        titles: What stands before a name only.
        people: Nouns for people.
        vague: People words that name nobody.
        collective: Those that are many in the singular.
        fighters: Those that with a body's name are the body.
        sources: Unnamed sources.
        state_bodies: Bodies of a state.
        bodies: Other bodies.
        campaigns: Those who work for somebody.
        government: What means the state itself.
        army: What means a state's armed forces.
        corps: Words that make a body of a guard or force (coast guard).
        arms: What armed forces fight with.
        land: Nouns for countries and regions.
        portfolio: What a ministry is of.
        takes_up: Kinds of bodies that a bare noun may take up.
        names_of: For a noun, those in which the names of bodies end that it may stand for.
        alike: For a calling, others that may be told of the same person (the judge: chief justice).
        alike_groups: The same of people taken together.
        alike_bodies: The same of bodies.
        nicknames: For a first name, others that the same person may be called by.
        things: Heads of names that are no actors.
        outlets: Nouns for media.
        lone: Nouns that tell of a person no more than a pronoun does.
        callings: Callings that no other known office goes with.
        documents: Nouns for what is written.
        pairs: Nouns of *the two sides*.
        made: Verbs by which a document is somebody's.
        saying: Verbs of which the subject is somebody.
        aimed: Verbs of which the object is somebody.
        moving: Verbs and nouns of a way from or to somewhere.
        taking: Verbs whose object may be a town where something happens.
        sides: Nouns of which a place is (the outskirts of).
        befalling: Nouns for what happens somewhere, whoever does it (protest, bombing).
        abroad: Of these, what a state may do elsewhere.
        forces: Nouns for what forces do (raid).
        attributive: First words of states' names that serve as adjectives (United States raids).
        meetings: Nouns for what is held or agreed in a town.
        female: Nouns and first names for a woman.
        male: Nouns and first names for a man.
    """

    forms: dict[str, str]
    office: frozenset[str]
    unique: frozenset[str]
    ranks: frozenset[str]
    serving: frozenset[str]
    watching: frozenset[str]
    watchers: frozenset[str]
    watcher_bodies: frozenset[str]
    watcher_tasks: frozenset[str]
    titles: frozenset[str]
    people: frozenset[str]
    vague: frozenset[str]
    collective: frozenset[str]
    fighters: frozenset[str]
    sources: frozenset[str]
    state_bodies: frozenset[str]
    bodies: frozenset[str]
    campaigns: frozenset[str]
    government: frozenset[str]
    army: frozenset[str]
    corps: frozenset[str]
    arms: frozenset[str]
    land: frozenset[str]
    portfolio: frozenset[str]
    takes_up: dict[str, frozenset[str]]
    names_of: dict[str, frozenset[str]]
    alike: dict[str, frozenset[str]]
    alike_groups: dict[str, frozenset[str]]
    alike_bodies: dict[str, frozenset[str]]
    nicknames: dict[str, frozenset[str]]
    things: frozenset[str]
    outlets: frozenset[str]
    lone: frozenset[str]
    callings: frozenset[str]
    documents: frozenset[str]
    pairs: frozenset[str]
    made: frozenset[str]
    saying: frozenset[str]
    aimed: frozenset[str]
    moving: frozenset[str]
    taking: frozenset[str]
    sides: frozenset[str]
    befalling: frozenset[str]
    abroad: frozenset[str]
    forces: frozenset[str]
    attributive: frozenset[str]
    meetings: frozenset[str]
    female: frozenset[str]
    male: frozenset[str]

    def get_noun(self, token: Token) -> str:
        """Return the dictionary form of a noun that the lexicon has, else an empty string."""
        return self.forms.get(token.lower_, "")


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    if word.endswith(("s", "x", "ch", "sh")):
        return word + "es"
    return word + "s"


def _read_alike(sets: list[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in sets:
        group = frozenset(line.split())
        found |= {word: found.get(word, frozenset()) | group for word in group}
    return found


@lru_cache(maxsize=1)
def load_actor_lexicon() -> ActorLexicon:
    """Return the lexicon that comes with the package."""
    text = resources.folder("extract/lexicons").joinpath("actors.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)

    def words(table: str, key: str = "words") -> frozenset[str]:
        return frozenset(str(data[table][key]).split())

    sets = {
        "office": words("roles", "office"),
        "unique": words("roles", "unique"),
        "titles": words("titles", "abbreviated"),
        "people": words("people"),
        "vague": words("people", "vague"),
        "lone": words("people", "lone"),
        "callings": words("people", "callings"),
        "collective": words("people", "collective"),
        "fighters": words("people", "fighters"),
        "sources": words("sources"),
        "state_bodies": words("bodies", "state"),
        "bodies": words("bodies", "other"),
        "government": words("bodies", "government"),
        "army": words("bodies", "army"),
        "arms": words("bodies", "arms"),
        "land": words("bodies", "land"),
        "portfolio": words("bodies", "portfolio"),
        "things": words("things"),
        "outlets": words("outlets"),
        "documents": words("documents"),
        "pairs": words("plural_pairs"),
    }
    forms: dict[str, str] = {}
    for name, group in sets.items():
        if name not in _NO_NOUNS:
            for word in group:
                forms.setdefault(_plural(word), word)
    for name, group in sets.items():
        if name not in _NO_NOUNS:
            forms |= {word: word for word in group}
    forms |= {plural: one for plural, one in IRREGULAR.items() if one in forms}
    return ActorLexicon(
        forms=forms,
        **sets,
        corps=words("bodies", "corps"),
        ranks=words("roles", "ranks"),
        campaigns=words("bodies", "campaigns"),
        serving=words("roles", "serving"),
        watching=words("roles", "watching"),
        watchers=words("roles", "watchers"),
        watcher_bodies=words("roles", "watcher_bodies"),
        watcher_tasks=words("roles", "watcher_tasks"),
        made=words("documents", "made"),
        saying=words("verbs", "saying"),
        aimed=words("verbs", "aimed"),
        moving=words("verbs", "moving"),
        taking=words("verbs", "taking"),
        sides=words("verbs", "sides"),
        befalling=words("scenes", "befalling"),
        abroad=words("scenes", "abroad"),
        forces=words("scenes", "forces"),
        attributive=words("scenes", "attributive"),
        meetings=words("scenes", "meetings"),
        takes_up={noun: frozenset(kinds) for noun, kinds in data["takes_up"].items()},
        names_of={noun: frozenset(str(names).split()) for noun, names in data["names_of"].items()},
        alike=_read_alike(data["alike"]["sets"]),
        alike_groups=_read_alike(data["alike"]["groups"]),
        alike_bodies=_read_alike(data["alike"]["bodies"]),
        nicknames=_read_alike(data["nicknames"]["sets"]),
        female=words("roles", "female") | words("gender", "female"),
        male=words("roles", "male") | words("gender", "male"),
    )
