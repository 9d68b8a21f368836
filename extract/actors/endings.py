"""Words behind a name that tell it for a firm's or an outlet's."""

from sayso.extract.parse import Token

OUTLET_ENDS = frozenset(
    "times post news newspaper gazette herald tribune journal radio tv television media press magazine daily weekly "
    "broadcasting online network telegraph guardian chronicle observer mirror examiner inquirer bulletin dispatch "
    "mail express courier review globe advertiser".split()
)
"""Words in which the names of outlets end."""
OUTLET_NOUNS = frozenset("newspaper daily magazine tabloid weekly television tv radio broadcaster channel".split())
"""Nouns behind a name that make it an outlet's, whatever else it may be."""
FIRM_ENDS = frozenset(
    "ag airlines airways breweries brothers capital co command corp electric electronics energy enterprises "
    "entertainment films financial foods force forces gmbh group holdings inc industries insurance international "
    "laboratories labs lines llc llp logistics ltd minerals mining motors nv oil partners petroleum pharma "
    "pharmaceuticals pictures plc records resources sa securities semiconductor services shipping shipyard "
    "software sons stores studios systems technologies telecom textiles ventures".split()
)
"""Words in which the names of firms end, and of people hardly ever."""
LEGAL = frozenset("ag co corp gmbh inc llc llp ltd nv plc".split())
"""Those of them that tell what a firm is in law, so that nothing else is called so."""


def ends_firm(token: Token) -> bool:
    """Return whether a word ends the name of a firm and says what it is in law: *Inc*, *Ltd.*."""
    return token.lower_.rstrip(".") in LEGAL and token.text[0].isupper()
