"""Who is kept of those whom an article only names, and who is not."""

import pytest
from spacy.language import Language

from sayso.extract.pipeline import iter_findings
from sayso.model import Article


def get_names(nlp: Language, text: str) -> list[str]:
    """The names of the actors found in an article."""
    [(_, findings)] = iter_findings(nlp, [Article(id="a", text=text, published="2021-05-03")])
    return [one.name for one in findings.actors.values()]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The bridge bears the name of Marta Quiroga.", "Marta Quiroga"),
        ("The road to the clinic of Doctors Without Borders was closed.", "Médecins Sans Frontières"),
        ("The road was paid for by the Kestrel Bay Foundation.", "Kestrel Bay Foundation"),
        ("He works at the Constitutional Council.", "Constitutional Council"),
        ("Kenya's parliament has a new roof.", "Kenya's parliament"),
    ],
)
def test_full_name_is_kept(nlp: Language, text: str, name: str) -> None:
    """A person or body that no statement or event speaks of is listed where the article calls it by its full name."""
    assert name in get_names(nlp, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("NAIROBI, May 3 (Reuters) - The bridge is closed.", "Reuters"),
        ("NAIROBI (AP) --\n\nThe bridge is closed.", "Associated Press"),
        ("By Marta Quiroga\n\nThe bridge is closed.", "Marta Quiroga"),
        ("The bridge is closed.\n\n(Reporting by Marta Quiroga in Nairobi; Editing by Owen Price)", "Owen Price"),
        ("The bridge in March. (Wire Photo/Marta Quiroga)\n\nIt is closed.", "Marta Quiroga"),
        ("The bridge was as long as the wing of an Ilyushin Il-76.", "Ilyushin Il-76"),
        ("The bridge in Quiroga is closed.", "Quiroga"),
        ("He works at a council of elders.", "council of elders"),
        ("Bridge Near Constitutional Council Is Closed", "Constitutional Council"),
        ("The bridge over Petra Lake is closed.", "Petra Lake"),
    ],
)
def test_who_only_wrote_is_not_kept(nlp: Language, text: str, name: str) -> None:
    """Agencies of datelines, authors, types of machines and lone words are no actors."""
    assert name not in get_names(nlp, text)


def get_classes(nlp: Language, text: str) -> dict[str, str]:
    """The classes of the actors found in an article, by name."""
    [(_, findings)] = iter_findings(nlp, [Article(id="a", text=text, published="2021-05-03")])
    return {one.name: one.cls for one in findings.actors.values()}


@pytest.mark.parametrize(
    ("text", "name", "cls"),
    [
        ("Officials met Petra Lindqvist of Norway.", "Petra Lindqvist", "Person"),
        ("Petra Lake, a nurse, said the ferry was old.", "Petra Lake", "Person"),
        ("The owner, Karim Lines, said the ferry was old.", "Karim Lines", "Organization"),
        ("The owner, Karim Steel, said the ferry was old.", "Karim Steel", "Person"),
        ("The coast guard said the ferry was old.", "coast guard", "Organization"),
        ("A coast guard said the ferry was old.", "coast guard", "AnonymousSource"),
        ("A task force said the ferry was old.", "task force", "Organization"),
        ("The strike hurt General Mills of Ohio.", "General Mills", "Organization"),
        ("The fighters of Jaish al-Fajr took the town.", "Jaish al-Fajr", "Organization"),
        ("An AFP correspondent said the bridge was shut.", "AFP correspondent", "AnonymousSource"),
        ("Chad's representative said the bridge was shut.", "Chad's representative", "Person"),
        ("Jane Rowe lost. Rowe's campaign said the bridge was shut.", "Rowe's campaign", "Organization"),
    ],
)
def test_class(nlp: Language, text: str, name: str, cls: str) -> None:
    """A name or a description is of the class that a reader takes it for."""
    assert get_classes(nlp, text).get(name) == cls


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The killing of General Karim Lindqvist shocked Fiji.", "General"),
        ("Fijians wept over the future of pro-Samoan President Karim Lindqvist.", "pro-Samoan President"),
        ("The mayor called it part of Special Counsel Karim Lindqvist's inquiry.", "Special Counsel"),
        ("Fijian Secretary of State Karim Lindqvist said the ferry was old.", "Secretary of State"),
        ("The ferry was old, head of the port authority Karim Lindqvist said.", "head of the port authority"),
        (
            "Suva University School of Law Professor Karim Lindqvist said it.",
            "Suva University School of Law Professor",
        ),
    ],
)
def test_title_ends_where_somebody_else_begins(nlp: Language, text: str, role: str) -> None:
    """What stands before the title of an office and *of* or *on* is part of it only if an office stands there."""
    [(_, findings)] = iter_findings(nlp, [Article(id="a", text=text, published="2021-05-03")])
    assert role in [one.role for one in findings.actors.values() if one.name == "Karim Lindqvist"]
