"""What can go wrong, one class and one slug a cause; docs/messages.md has an entry for every slug."""

from typing import ClassVar


class SaysoError(Exception):
    """Base of every error that sayso raises on purpose: what, where, how to mend."""

    slug: ClassVar[str] = "error"


class UnknownFileError(SaysoError):
    """The package ships no data file of that name."""

    slug = "unknown-file"


class ModelMissingError(SaysoError):
    """The spaCy pipeline named in the settings is not installed."""

    slug = "model-missing"


class UnparsedDocError(SaysoError):
    """A sayso component was given a doc without a dependency parse."""

    slug = "unparsed-doc"


class FindingsError(SaysoError):
    """A findings file is not in the form of the findings format."""

    slug = "findings-form"


class UnknownComponentError(SaysoError):
    """The settings name a spaCy component that nothing installed offers."""

    slug = "unknown-component"


class SettingsError(SaysoError):
    """The settings file cannot be read, or a key or value in it is not one of sayso's."""

    slug = "settings"
