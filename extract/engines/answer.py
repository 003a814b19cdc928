"""What became of a batch where it was worked on, as bytes that can be read wherever they are sent."""

import pickle  # nosec B403 - between processes of one run, never from a file
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from extract.engines.course import Course, Piece

NO_MEMORY = "its process needs more memory than it may have"


class Kind(Enum):
    """A list is there, the function raised an error, or its process cannot go on."""

    DONE = "done"
    RAISED = "raised"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Answer:
    """A list, an error, or in words what a batch did to its process."""

    kind: Kind
    value: Any

    def tell(self, course: Course[Any, Any], piece: Piece[Any]) -> None:
        """Note of a piece what became of it."""
        if self.kind is Kind.DONE:
            course.done(piece, self.value)
        elif self.kind is Kind.RAISED:
            course.raised(piece, self.value)
        else:
            course.failed(piece, self.value)


def answered(function: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any]) -> bytes:
    """Return what a function gives for a batch, packed; raises nothing but `MemoryError`.

    What would end the process (`sys.exit` in a library) is the batch's fault, and must not end the one that asks.
    """
    try:
        found = Answer(Kind.DONE, function(items))
    except MemoryError:
        raise
    except Exception as error:  # whatever the function raises is its answer
        return packed(Answer(Kind.RAISED, _sendable(error)))
    except BaseException as error:
        return packed(Answer(Kind.LOST, f"it would end its process ({type(error).__name__})"))
    try:
        return packed(found)
    except MemoryError:
        raise
    except Exception as error:  # what cannot be packed raises whatever its class likes
        return packed(Answer(Kind.LOST, f"what is found cannot be sent ({type(error).__name__})"))


def packed(answer: Answer) -> bytes:
    """Return an answer as bytes."""
    return pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)


def unpacked(data: bytes) -> Answer:
    """Return an answer that a worker of this run packed."""
    answer: Answer = pickle.loads(data)  # nosec B301 - from a process that this run began, or the cluster it was given
    return answer


def _sendable(error: Exception) -> Exception:
    """Return an error, or in words one that does not outlive being sent: not each can be made again."""
    try:
        if type(pickle.loads(pickle.dumps(error))) is type(error):  # nosec B301 - packed in the same line
            return error
    except Exception as other:  # whatever its class does there
        return RuntimeError(f"{type(error).__name__}: {error} (it cannot be sent: {type(other).__name__})")
    return RuntimeError(f"{type(error).__name__}: {error}")
