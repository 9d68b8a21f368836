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


class PublishFolderError(SaysoError):
    """The folder to publish into holds something that sayso did not write, or cannot be written."""

    slug = "publish-folder"


class ServeError(SaysoError):
    """The server cannot start: its packages are missing, or its address is taken."""

    slug = "serve"


class ExportError(SaysoError):
    """An option of an export has no such value, or the file cannot be written."""

    slug = "export"


class LexiconError(SaysoError):
    """A lexicon file of the extractors has a word, frame or role that nothing understands."""

    slug = "lexicon-form"


class StoreMissingError(SaysoError):
    """A folder holds no knowledge graph, or its store was never finished."""

    slug = "store-missing"


class StoreLockedError(SaysoError):
    """Another process is building the knowledge graph, or has its store open for writing."""

    slug = "store-locked"


class StoreNewerError(SaysoError):
    """The knowledge graph was made by a newer sayso, in a form that this one does not know."""

    slug = "store-newer"


class StoreBrokenError(SaysoError):
    """The store on disk is damaged."""

    slug = "store-broken"


class DiskFullError(SaysoError):
    """There is no space left for what is being written."""

    slug = "disk-full"


class NothingToBuildError(SaysoError):
    """No article at all could be read from the inputs."""

    slug = "nothing-to-build"


class GraphFileError(SaysoError):
    """A file of RDF cannot be read as what its name says it is."""

    slug = "graph-file"


class ShapesError(SaysoError):
    """A file of SHACL shapes cannot be read or used."""

    slug = "shapes"


class WorkerError(SaysoError):
    """The worker processes of a build do not stay alive."""

    slug = "worker-lost"


class GoldError(SaysoError):
    """A folder of hand annotations holds none, or one that is not in the compiled form."""

    slug = "gold-form"


class AuthorityFileError(SaysoError):
    """A file of known actors and places cannot be read."""

    slug = "authority-file"


class CurationFileError(SaysoError):
    """A file of a user's decisions is missing, is no text, or cannot be written."""

    slug = "curation-file"


class UnknownDecisionError(SaysoError):
    """No suggestion goes by the id that was given."""

    slug = "unknown-suggestion"


class ServiceError(SaysoError):
    """A reconciliation service does not answer, or not in the protocol."""

    slug = "service"


class QueryFileError(SaysoError):
    """A saved query's head is malformed."""

    slug = "query-file"


class UnknownQueryError(SaysoError):
    """The catalogue has no query of that name."""

    slug = "unknown-query"


class QueryRefusedError(SaysoError):
    """A query would reach for another server, or change the graph."""

    slug = "query-refused"


class PackageMissingError(SaysoError):
    """A package that sayso does without otherwise is needed for what was asked, and not installed."""

    slug = "package-missing"


class QueryTimeoutError(SaysoError):
    """A query took longer than it was allowed, and was stopped."""

    slug = "query-timeout"


class QueryBusyError(SaysoError):
    """All processes that run queries were busy for too long."""

    slug = "query-busy"


class QueryFailedError(SaysoError):
    """The process that ran a query died, mostly for lack of memory, or the engine failed."""

    slug = "query-failed"


class QuerySyntaxError(SaysoError):
    """A query is not SPARQL 1.1."""

    slug = "query-syntax"


class ParameterError(SaysoError):
    """A query has no such parameter, or cannot take that value."""

    slug = "bad-parameter"


class UnknownNameError(SaysoError):
    """Nothing in the graph goes by a name that a query was given."""

    slug = "unknown-name"


class AmbiguousNameError(SaysoError):
    """Several nodes of the graph go by a name that a query was given."""

    slug = "ambiguous-name"


class ResultFormatError(SaysoError):
    """A result cannot be written in that format."""

    slug = "result-format"


class LibraryMissingError(SaysoError):
    """What was asked for needs a library that comes with an extra."""

    slug = "library-missing"
