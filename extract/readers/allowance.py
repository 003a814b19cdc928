"""How much of what stands packed inside a file is read, so that a small file cannot fill a machine."""

from dataclasses import dataclass

from extract.errors import SourceError

MIB = 2**20
# Web archives hold some ten thousand pages each; a folder of a year of one newspaper packs as many.
MEMBERS = 200_000
# Pages of text pack 4 to 20 times smaller, repetitive tables to 100; what packs 200 times smaller is made to.
RATIO = 200
# So much may come out of however little: a short page repeated, an empty form.
FLOOR = 64 * MIB
# Of all members of one file together; 42.zip, nested bombs and overlapping members end here.
TOTAL_FLOOR = 1024 * MIB


@dataclass(slots=True)
class Allowance:
    """What may yet come out of one file: plain bytes and members, of all archives in it together."""

    plain: int
    members: int = MEMBERS

    def take(self, plain: int) -> None:
        """Use up one member of so many bytes; raises `SourceError` where there is none left."""
        self.members -= 1
        if self.members < 0:
            raise SourceError(f"it holds more than {MEMBERS:,} files; split it into several archives")
        self.weigh(plain)

    def weigh(self, plain: int) -> None:
        """Use up so many bytes of what is one member, or none; raises `SourceError` where so many are not left."""
        if plain > self.plain:
            raise SourceError(f"unpacked all is more than {RATIO} times as large; unpack it yourself if you trust it")
        self.plain -= plain

    @property
    def spent(self) -> bool:
        """Whether nothing more is read."""
        return self.members < 0 or self.plain <= 0


def allowance_of(size: int) -> Allowance:
    """Return the allowance of a file of so many bytes."""
    return Allowance(max(TOTAL_FLOOR, RATIO * size))


def too_large(packed: int, plain: int) -> bool:
    """Whether one member unpacks to so much more than it is that it must be made to."""
    return plain > max(FLOOR, RATIO * packed)
