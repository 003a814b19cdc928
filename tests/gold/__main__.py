"""Prints what the product misses in the sample, its figures, and the sums that data/gold/floors.toml holds."""

from collections.abc import Callable, Mapping

from extract.model import Extraction
from tests.gold.agreement import Agreement
from tests.gold.figures import wrong_speakers
from tests.gold.measuring import measured
from tests.gold.reading import fingerprints


def _misses(extractions: Mapping[str, Extraction], found: Agreement, say: Callable[[str], None]) -> None:
    for row in found.quotes:
        if row["tier"] == "core" and row["id"] not in found.attribution_of:
            say(f"missed  {row['id']}: {' … '.join(part for _, _, part in row['content'])}")
    speaker_of = {row["id"]: row["speaker"] for row in found.quotes}
    for quote, told in wrong_speakers(found).items():
        say(f"speaker {quote}: {told!r} for {speaker_of[quote]}")
    for article, attribution in found.false_quotes:
        text = extractions[article].article.text
        say(f"false   {article} ({attribution.rule}): {' … '.join(span.of(text) for span in attribution.content)}")
    for row in found.claims:
        if row["tier"] == "core" and row["checkworthy"] and row["id"] not in found.claim_of:
            say(f"missed  {row['id']}: {row['span'][2]}")
    for article, claim in found.false_claims:
        say(f"false   {article}: {claim.quantity.span.of(extractions[article].article.text)}")


if __name__ == "__main__":
    extracted, agreed, counted = measured()
    _misses(extracted, agreed, print)
    for group, counts in counted.items():
        print(f"\n[{group}]", *(f"{key} = {value}" for key, value in counts.items()), sep="\n")
    print("\n[sha256]", *(f'"{path}" = "{digest}"' for path, digest in fingerprints().items()), sep="\n")
