"""The authority files: what they know, how they are read, and how a user's own files win."""

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from sayso import resources
from sayso.errors import AuthorityFileError
from sayso.ontology.authority import Authority, fold, load_authority
from sayso.ontology.authority_files import ACTOR_CLASSES, PLACE_CLASSES, read_csv, read_turtle
from sayso.ontology.gazetteer import find_towns

FILES = resources.names("ontology/authority")


@pytest.fixture(scope="module")
def authority() -> Authority:
    """sayso's own."""
    return load_authority()


def keys_of(authority: Authority, name: str, *kinds: str) -> set[str]:
    """Keys of the entries that a name may stand for."""
    return {one.key for one in authority.senses.get(fold(name), ()) if not kinds or one.kind in kinds}


def test_files_are_there() -> None:
    """States, de facto states, organisations, outlets, groups and places each have a file."""
    assert {"states.ttl", "defacto.ttl", "organizations.ttl", "outlets.ttl", "groups.ttl", "places.ttl"} <= set(FILES)


@pytest.mark.parametrize("name", FILES)
def test_file_is_turtle_with_facts_only(name: str) -> None:
    """Each file parses against any base, and no subject is a blank node."""
    data = resources.read("ontology/authority", name).encode()
    quads = list(parse(data, format=RdfFormat.TURTLE, base_iri="https://example.org/kg/"))

    assert len(quads) > 20
    assert all("_:" not in str(quad.subject) for quad in quads)


@pytest.mark.parametrize("name", FILES)
def test_entries_name_others_that_exist(name: str, authority: Authority) -> None:
    """Whoever an entry belongs to, acts for or lies in is an entry, too."""
    for record in read_turtle(resources.read("ontology/authority", name).encode(), name):
        assert record.cls in ACTOR_CLASSES | PLACE_CLASSES
        assert record.names, record.key
        if record.cls in PLACE_CLASSES:
            assert record.of is None or record.of in authority.places
        else:
            assert record.of is None or record.of in authority.actors
            assert record.place is None or record.place in authority.places


def test_all_present_day_states_are_known(authority: Authority) -> None:
    """The members of the United Nations and more, each with its land."""
    states = [one for one in authority.actors.values() if one.cls == "State"]
    assert len(states) >= 215
    assert sum(1 for one in states if one.place) >= 205
    assert len(authority.by_iso) >= 200


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("Kyiv", "capital", "ukraine"),
        ("the Kremlin", "metonym", "russia"),
        ("Downing Street", "metonym", "united-kingdom"),
        ("the White House", "metonym", "united-states"),
        ("Ankara", "capital", "turkey"),
        ("Türkiye", "name", "turkey"),
        ("Azeri", "adjective", "azerbaijan"),
        ("Afghans", "people", "afghanistan"),
        ("Côte d'Ivoire", "name", "ivory-coast"),
        ("Burma", "name", "myanmar"),
        ("Republic of Congo", "name", "congo"),
        ("Congo", "name", "democratic-republic-of-the-congo"),
        ("Artsakh", "name", "nagorno-karabakh"),
        ("Somaliland", "name", "somaliland"),
        ("Soviet Union", "name", "soviet-union"),
        ("Da’esh", "name", "isil"),
        ("Doctors Without Borders", "name", "msf"),
        ("MSF", "acronym", "msf"),
        ("U.S. State Department", "name", "us-state-department"),
        ("United States Treasury", "name", "us-treasury"),
        ("Agence France-Presse", "name", "afp"),
        ("the West", "name", "west"),
    ],
)
def test_name_stands_for(authority: Authority, name: str, kind: str, key: str) -> None:
    """Names, adjectives, peoples, capitals and seats lead to their actors, whatever accents and hyphens."""
    bare = name if name == "the West" else name.removeprefix("the ")
    assert key in keys_of(authority, bare, kind)


def test_acronyms_are_matched_in_capitals_only(authority: Authority) -> None:
    """*US* and *WHO* are not *us* and *who*."""
    for name in ("US", "WHO", "IS", "AP"):
        assert all(one.exact for one in authority.senses.get(fold(name), ()))


def test_contested_place_is_one_with_names_of_each_party(authority: Authority) -> None:
    """Both names of a contested town lead to one place, under a key that is no party's name."""
    assert keys_of(authority, "Stepanakert", "place") == keys_of(authority, "Khankendi", "place") == {"gn-146970"}
    assert keys_of(authority, "Senkaku Islands", "place") == keys_of(authority, "Diaoyu Islands", "place")
    text = resources.read("ontology/authority", "places.ttl")
    assert 'skosxl:literalForm "Stepanakert"@hy' in text
    assert "say:usedBy <actor/armenia>" in text


def test_no_name_matches_everything(authority: Authority) -> None:
    """No name is a single letter or an everyday word in lower case."""
    words = {"the", "a", "of", "people", "time", "times", "nation", "government", "army", "may", "will", "it", "his"}
    assert not words & set(authority.senses)
    assert all(len(name) > 1 for name in authority.senses)


def test_user_turtle_wins(tmp_path: Path) -> None:
    """A user's entry takes over its key and its names."""
    path = tmp_path / "mine.ttl"
    path.write_text(
        "@prefix say: <https://w3id.org/sayso/ont#> .\n@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<actor/my-reds> a say:Organization ; rdfs:label "Reds"@en ; say:alias "Hamas"@en ;\n'
        '    say:authorityKey "my-reds" .\n',
        encoding="utf-8",
    )
    authority = load_authority([path])

    assert "Reds" == authority.actors["my-reds"].label
    assert "my-reds" == authority.senses["hamas"][0].key
    assert "hamas" in authority.actors


def test_user_csv_wins_and_may_add(tmp_path: Path) -> None:
    """A row of a CSV file is an entry, with names parted by a bar."""
    path = tmp_path / "mine.csv"
    path.write_text(
        "key,class,names,of,adjectives\nruritania,State,Ruritania|Kingdom of Ruritania,,Ruritanian\n"
        "armenia,State,Hayastan|Armenia,,Armenian\n",
        encoding="utf-8",
    )
    authority = load_authority([path])

    assert "State" == authority.actors["ruritania"].cls
    assert "Hayastan" == authority.actors["armenia"].label
    assert {"ruritania"} == keys_of(authority, "Ruritanian", "adjective")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("bad.ttl", "<a> <b> .", "bad.ttl"),
        ("bad.csv", "key,names\nx,y\n", "class"),
        ("bad.csv", "key,class,names\nx,Planet,y\n", "Planet"),
        ("bad.csv", "key,class,names\n,State,y\n", "key"),
        ("bad.xml", "<x/>", ".ttl"),
    ],
)
def test_bad_file_is_named_with_the_remedy(tmp_path: Path, name: str, text: str, told: str) -> None:
    """A file that cannot be read ends in a message that names it."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")

    with pytest.raises(AuthorityFileError) as err:
        load_authority([path])
    assert told in str(err.value)
    assert name in str(err.value)


def test_missing_file_is_named(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(AuthorityFileError, match=r"nowhere\.ttl"):
        load_authority([tmp_path / "nowhere.ttl"])


def test_csv_and_turtle_give_the_same_record() -> None:
    """Both forms of one entry read alike."""
    [one] = read_csv("key,class,names,of\nx,Organization,X Corps|XC,y\n", "a.csv")
    [other] = read_turtle(
        b"@prefix say: <https://w3id.org/sayso/ont#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        b'<actor/x> a say:Organization ; rdfs:label "X Corps"@en ; say:alias "XC"@en ; say:memberOf <actor/y> .',
        "a.ttl",
    )
    assert (one.key, one.cls, one.names, one.of) == (other.key, other.cls, other.names, other.of)


def test_made_files_agree_with_their_tables() -> None:
    """Every row of a hand-kept table has its entry in the file that is made of it."""
    from sayso.ontology.make_authority import read_table

    folder = Path(str(resources.folder("ontology/authority")))
    for table in ("states", "defacto", "organizations", "outlets", "groups", "places"):
        rows = {row["key"] for row in read_table(folder / "source" / f"{table}.tsv")}
        made = {one.key for one in read_turtle((folder / f"{table}.ttl").read_bytes(), table)}
        assert rows <= made, f"run make_authority.py: {sorted(rows - made)[:5]} are not in {table}.ttl"


def test_key_occurring_twice_is_an_error_with_both_lines(tmp_path: Path) -> None:
    """A user's file with one key in two rows is refused, and the message says where both are."""
    file = tmp_path / "mine.csv"
    file.write_text("key,class,names\nsalt-league,Organization,Salt League\nsalt-league,Group,Salters\n")

    with pytest.raises(AuthorityFileError, match=r"mine\.csv:3: key 'salt-league' occurs twice \(first in line 2\)"):
        load_authority([file])


def test_actor_and_place_may_share_a_key(tmp_path: Path) -> None:
    """A state and its land may have the same key."""
    file = tmp_path / "mine.csv"
    file.write_text("key,class,names\nlorvania,State,Lorvania\nlorvania,Country,Lorvania\n")

    authority = load_authority([file])

    assert "lorvania" in authority.actors
    assert "lorvania" in authority.places


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            "a-town,Settlement,Aton,b-land\nb-land,Region,Belan,a-town",
            "mine.csv:2: a circle: a-town in b-land in a-town",
        ),
        ("one-club,Organization,One Club,one-club", "mine.csv:2: a circle: one-club in one-club"),
    ],
)
def test_entry_inside_itself_is_an_error(tmp_path: Path, rows: str, message: str) -> None:
    """A place that contains itself by way of others, and an actor that belongs to itself, are refused."""
    file = tmp_path / "mine.csv"
    file.write_text(f"key,class,names,of\n{rows}\n")

    with pytest.raises(AuthorityFileError, match=message):
        load_authority([file])


BROKEN_TURTLE = """@prefix say: <https://w3id.org/sayso/ont#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

<actor/salt-league> a say:Organization ; rdfs:label "Salt League"@en ; say:authorityKey "salt-league" .

<actor/reed-union> a say:Organization ; rdfs:label "Reed Union"@en say:authorityKey "reed-union" .

<actor/tide-board> a say:Organization ; rdfs:label "Tide Board"@en ; say:authorityKey "tide-board" .
"""
HEAD = "key,class,names,of\n"


def load_with_faults(folder: Path, files: dict[str, str]) -> tuple[Authority, list[str]]:
    """The authority with files laid over it, and the faults told, without the folder."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    told: list[str] = []
    authority = load_authority([folder / name for name in files], on_fault=lambda one: told.append(str(one)))
    return authority, [one.replace(f"{folder}/", "") for one in told]


def test_fault_of_syntax_is_told_with_its_line_and_what_follows_is_read(tmp_path: Path) -> None:
    """Entries before and behind a fault of Turtle are there, and the message has the line of the file."""
    authority, told = load_with_faults(tmp_path, {"mine.ttl": BROKEN_TURTLE})

    assert {"salt-league", "tide-board"} <= set(authority.actors)
    assert 1 == len(told)
    assert told[0].startswith("mine.ttl:6: not Turtle: ")
    assert told[0].endswith("Mend it, or leave the file out of `authority`.")


@pytest.mark.parametrize(
    ("rows", "message", "kept"),
    [
        (
            "salt-league,Organization,Salt League,\nsalt-league,Group,Salters,\ntide-board,Organization,Tide Board,\n",
            "mine.csv:3: key 'salt-league' occurs twice (first in line 2). Give each entry a key of its own.",
            {"salt-league": "Salt League", "tide-board": "Tide Board"},
        ),
        (
            "one-club,Organization,One Club,two-club\ntwo-club,Organization,Two Club,one-club\n",
            "mine.csv:2: a circle: one-club in two-club in one-club. Take one of these out of the other.",
            {"one-club": "One Club", "two-club": "Two Club"},
        ),
        (
            "salt-league,Organization,The|Salt League,\n",
            "mine.csv:2: the name 'The' of 'salt-league' stands in every article. Leave it out, or give a longer one.",
            {"salt-league": "Salt League"},
        ),
        (
            "salt-league,Organization,Salt League,\nmoon,Planet,Moon,\ntide-board,Organization,Tide Board,\n",
            "mine.csv:3: unknown class 'Planet'.",
            {"salt-league": "Salt League", "tide-board": "Tide Board"},
        ),
    ],
    ids=["key twice", "circle", "name that stands everywhere", "unknown class"],
)
def test_fault_is_told_with_its_line_and_the_rest_is_loaded(
    tmp_path: Path, rows: str, message: str, kept: dict[str, str]
) -> None:
    """One message a fault, with file, line and remedy; all other rows are in force."""
    authority, told = load_with_faults(tmp_path, {"mine.csv": HEAD + rows})

    assert 1 == len(told)
    assert told[0].startswith(message)
    assert kept == {key: authority.actors[key].label for key in kept}


def test_circle_is_cut(tmp_path: Path) -> None:
    """Of two that belong to each other one belongs to nobody, so that nothing that walks outwards turns round."""
    rows = "one-club,Organization,One Club,two-club\ntwo-club,Organization,Two Club,one-club\n"
    authority, _ = load_with_faults(tmp_path, {"mine.csv": HEAD + rows})

    assert {None, "one-club"} == {authority.actors[key].of for key in ("one-club", "two-club")}


def test_name_that_stands_everywhere_matches_nothing(tmp_path: Path) -> None:
    """An entry of nothing but such a name is not there, and its name is not looked for."""
    authority, told = load_with_faults(tmp_path, {"mine.csv": HEAD + "all,Organization,The|Minister,\n"})

    assert 2 == len(told)
    assert "all" not in authority.actors
    assert "the" not in authority.senses
    assert "minister" not in authority.senses


def test_two_files_that_disagree_are_told_both_and_the_later_counts(tmp_path: Path) -> None:
    """The message names both files with their lines."""
    authority, told = load_with_faults(
        tmp_path,
        {
            "a.csv": HEAD + "salt-league,Organization,Salt League,armenia\n",
            "b.csv": HEAD + "reed-union,Group,Reed Union,\nsalt-league,Organization,Salt League,georgia\n",
        },
    )

    assert [
        "b.csv:3: 'salt-league' has the owner 'georgia' here and 'armenia' in a.csv:2. "
        "This one is taken; make the files agree."
    ] == told
    assert "georgia" == authority.actors["salt-league"].of


def test_names_of_world_news_are_known(authority: Authority) -> None:
    """Armed groups, agencies, bodies, parties, outlets, seats and places that the news names: each is known."""
    names = [
        line
        for line in Path(__file__).with_name("world_names.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert len(names) >= 150
    unknown = [name for name in names if fold(name) not in authority.senses and not find_towns(name)]
    assert [] == unknown
