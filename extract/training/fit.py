"""Fits the network to the examples: deterministic with a seed, resumable after every epoch."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from extract.quotes.tagger.pieces import PAD
from extract.training.examples import IGNORED, Example
from extract.training.network import Network

# What a place beyond the end of a window holds: the columns of pieces.Columns, then the labels.
PADDING = (PAD, 0, 0, 0, 0, IGNORED, IGNORED, IGNORED, IGNORED)
ANCHOR_WEIGHT, SOURCE_WEIGHT, STANCE_WEIGHT = 0.5, 0.5, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the network is fitted. `blind` is the share of windows that are read without the rules' evidence."""

    epochs: int = 4
    batch_tokens: int = 3072
    encoder_rate: float = 1e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    warmup: float = 0.1
    blind: float = 0.15
    seed: int = 7


@dataclass(slots=True)
class Step:
    """Where the fitting stands: steps done and in all, and the mean loss since the last report."""

    done: int
    total: int
    loss: float


def fit(
    network: Network,
    examples: Sequence[Example],
    settings: Settings,
    state: Path,
    report: Callable[[Step], None],
    after_epoch: Callable[[int], None] | None = None,
) -> None:
    """Fit the network in place; `state` is a file that is written after every epoch and gone on from if it is there."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device).train()
    optimizer = torch.optim.AdamW(_groups(network, settings), fused=True)
    per_epoch = len(list(batches(examples, settings, 0)))
    total = per_epoch * settings.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, total, settings.warmup))
    first = _resume(state, network, optimizer, schedule, settings)
    for epoch in range(first, settings.epochs):
        torch.manual_seed(settings.seed * 1000 + epoch)
        for number, batch in enumerate(batches(examples, settings, epoch), 1):
            loss = _loss(network, [column.to(device) for column in batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            schedule.step()
            report(Step(epoch * per_epoch + number, total, loss.item()))
        _save(state, network, optimizer, schedule, settings, epoch + 1)
        if after_epoch:
            network.eval()
            after_epoch(epoch)
            network.train()
    network.eval()


def batches(examples: Sequence[Example], settings: Settings, epoch: int) -> Iterator[list[Tensor]]:
    """Yield batches of windows of like length, in an order that the seed and the epoch settle."""
    rng = random.Random(settings.seed * 1000 + epoch)  # nosec B311 - an order of examples, which a seed shall settle
    order = sorted(range(len(examples)), key=lambda i: (len(examples[i]) // 16, rng.random()))
    packed: list[list[int]] = [[]]
    for index in order:
        if (len(packed[-1]) + 1) * (len(examples[index]) + 15) > settings.batch_tokens and packed[-1]:
            packed.append([])
        packed[-1].append(index)
    rng.shuffle(packed)
    for chosen in packed:
        yield _tensors([examples[index] for index in chosen], [rng.random() < settings.blind for _ in chosen])


def _tensors(chosen: Sequence[Example], blind: Sequence[bool]) -> list[Tensor]:
    """Return the nine columns and the mask, each (windows, places)."""
    longest = max(map(len, chosen))
    made = []
    for number, filler in enumerate(PADDING):
        rows = torch.full((len(chosen), longest), filler, dtype=torch.long)
        for row, example in enumerate(chosen):
            column = (*example.columns, example.tags, example.anchors, example.sources, example.stances)[number]
            if not (blind[row] and number in (1, 2, 3)):
                rows[row, : len(column)] = torch.from_numpy(column)
        made.append(rows)
    lengths = torch.tensor([len(example) for example in chosen])
    return [*made, (torch.arange(longest)[None, :] < lengths[:, None]).long()]


def _loss(network: Network, batch: Sequence[Tensor]) -> Tensor:
    *read, tags, anchors, sources, stances, mask = batch
    with torch.autocast(mask.device.type, dtype=torch.bfloat16):
        tag, anchor, source, stance = network(*read, mask)
    loss = functional.cross_entropy(tag.float().flatten(0, 1), tags.flatten(), ignore_index=IGNORED)
    heads = (
        (ANCHOR_WEIGHT, anchor, anchors),
        (SOURCE_WEIGHT, source, sources),
        (STANCE_WEIGHT, stance, stances),
    )
    for weight, scores, labels in heads:
        known = labels.flatten() != IGNORED
        if known.any():
            loss = loss + weight * functional.cross_entropy(
                scores.float().flatten(0, 1)[known], labels.flatten()[known]
            )
    return loss


def _groups(network: Network, settings: Settings) -> list[dict[str, object]]:
    encoder = [p for name, p in network.named_parameters() if p.requires_grad and _of_base(name)]
    heads = [p for name, p in network.named_parameters() if p.requires_grad and not _of_base(name)]
    return [
        {"params": encoder, "lr": settings.encoder_rate, "weight_decay": settings.decay},
        {"params": heads, "lr": settings.head_rate, "weight_decay": settings.decay},
    ]


def _of_base(name: str) -> bool:
    return name.startswith(("layers.", "places.", "norm."))


def _rate(step: int, total: int, warmup: float) -> float:
    rising = max(1, int(total * warmup))
    return (step + 1) / rising if step < rising else max(0.0, (total - step) / max(1, total - rising))


def _save(
    state: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    settings: Settings,
    epoch: int,
) -> None:
    held = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "settings": repr(settings),
        "epoch": epoch,
    }
    part = state.with_suffix(".part")
    torch.save(held, part)
    part.replace(state)


def _resume(
    state: Path,
    network: Network,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    settings: Settings,
) -> int:
    """Take up what an earlier run of the same settings left; return the epoch to go on with."""
    if not state.exists():
        return 0
    held = torch.load(state, weights_only=True)
    if held["settings"] != repr(settings):
        return 0
    network.load_state_dict(held["network"])
    optimizer.load_state_dict(held["optimizer"])
    schedule.load_state_dict(held["schedule"])
    return int(held["epoch"])
