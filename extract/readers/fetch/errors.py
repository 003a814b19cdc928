"""Why a web address was not fetched."""

from extract.errors import SourceError


class FetchError(SourceError):
    """An address cannot be fetched: "cause; remedy". It is `lasting` where trying again later will not help."""

    def __init__(self, message: str, *, lasting: bool = False) -> None:
        super().__init__(message)
        self.lasting = lasting
