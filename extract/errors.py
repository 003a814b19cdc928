"""One exception a failure that a user can act on; the message names the place and the remedy in one line."""


class OnRecordError(Exception):
    """The root of them all; `str(error)` is one line fit for a user."""


class SourceError(OnRecordError):
    """A source cannot be read."""


class LanguageError(OnRecordError):
    """A language file is missing or broken."""


class ModelError(OnRecordError):
    """A language model or an encoder is not installed or does not load."""


class StoreError(OnRecordError):
    """The store is missing, locked, damaged, or of another version."""


class BusyError(StoreError):
    """Another program is writing to the store."""


class RefusedError(StoreError):
    """The store refuses what it was given; what else was given it takes."""


class RecordError(OnRecordError):
    """A line of extracted JSON is not what `onrecord extract` writes."""


class EngineError(OnRecordError):
    """Work cannot be done where it was to run."""


class ExportError(OnRecordError):
    """What was asked for cannot be exported so."""


class WatchError(OnRecordError):
    """What a watch found cannot be told."""


class TrainingError(OnRecordError):
    """The tagger cannot be trained; the message says what is missing."""


class JudgementError(OnRecordError):
    """A judgement is none, or contradicts others that stand: those with the numbers in `against`."""

    def __init__(self, message: str, against: tuple[int, ...] = ()) -> None:
        super().__init__(message)
        self.against = against
