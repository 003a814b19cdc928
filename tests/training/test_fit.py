"""The network learns, the same way each time, and goes on where it was stopped. Needs the extra `train`."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra train is not installed")

from extract.quotes.reading import read
from extract.quotes.tagger.decode import CONTENT, CUE, SOURCE, decode
from extract.quotes.tagger.model import load
from extract.quotes.tagger.pieces import Pieces, pieces_of
from extract.training.base import LAYER_MATRICES, LAYER_NORMS, Base
from extract.training.examples import Example, examples_of
from extract.training.fit import Settings, Step, fit
from extract.training.network import Network
from extract.training.train import new_network
from extract.training.vocabulary import tokenizer_of
from tests.quotes.texts import parse_of

WIDTH, INNER = 32, 64
WORDS = ["<s>", "<pad>", "</s>", "<unk>", "▁Anna", "▁Bright", "▁said", "▁the", "▁dam", "▁held", "▁it", "▁rained", "."]
TEXT = "Anna Bright said the dam held."
QUOTE = {"content": [[17, 29]], "cue": [[12, 16]], "speaker": [[0, 11]], "speech": True}
SETTINGS = Settings(epochs=6, batch_tokens=64, encoder_rate=1e-2, head_rate=1e-2, blind=0.0)


def tiny_base() -> Base:
    rng = np.random.default_rng(1)
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (len(WORDS), WIDTH),
        "emb.pos": (512, WIDTH),
        "emb.type": (2, WIDTH),
    }
    shapes |= {f"l0.{name}.w": (WIDTH, WIDTH) for name in LAYER_MATRICES} | {
        "l0.fi.w": (INNER, WIDTH),
        "l0.fo.w": (WIDTH, INNER),
    }
    shapes |= {f"l0.{name}.b": (shapes[f"l0.{name}.w"][0],) for name in LAYER_MATRICES}
    norms = {"emb.ln": (WIDTH,), **{f"l0.{name}": (WIDTH,) for name in LAYER_NORMS}}
    arrays = {name: rng.normal(0, 0.1, shape).astype(np.float32) for name, shape in shapes.items()}
    arrays |= {f"{name}.w": np.ones(shape, np.float32) for name, shape in norms.items()}
    arrays |= {f"{name}.b": np.zeros(shape, np.float32) for name, shape in norms.items()}
    return Base(WIDTH, 1, 2, INNER, 1e-12, tuple(WORDS), -np.arange(len(WORDS), dtype=np.float32), 3, arrays)


def pieces() -> Pieces:
    base = tiny_base()
    return pieces_of(read(parse_of(TEXT)), (), tokenizer_of(base.pieces, base.scores, base.unknown))


def examples() -> list[Example]:
    return list(examples_of(pieces(), [QUOTE])) * 4


def network() -> Network:
    return new_network(tiny_base(), 1, np.arange(len(WORDS)), seed=3)


def fitted(state: Path, settings: Settings = SETTINGS) -> tuple[Network, list[Step]]:
    steps: list[Step] = []
    made = network()
    fit(made, examples(), settings, state, steps.append)
    return made, steps


def same(one: Network, other: Network) -> bool:
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(left, right) for left, right in pairs)


def test_fitting_learns_what_it_is_shown(tmp_path: Path) -> None:
    _, steps = fitted(tmp_path / "state")
    assert steps[-1].loss < steps[0].loss / 2
    assert [step.done for step in steps] == list(range(1, steps[0].total + 1))


def test_one_seed_gives_one_network(tmp_path: Path) -> None:
    assert same(fitted(tmp_path / "one")[0], fitted(tmp_path / "other")[0])


def test_a_stopped_run_ends_as_one_that_was_not(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(epoch: int) -> None:
        if epoch == 2:
            raise StoppedError

    with pytest.raises(StoppedError):
        fit(network(), examples(), SETTINGS, tmp_path / "state", lambda step: None, stop)
    resumed, steps = fitted(tmp_path / "state")
    assert steps[0].done > 1
    assert same(resumed, fitted(tmp_path / "whole")[0])


def test_what_another_run_left_is_not_gone_on_from(tmp_path: Path) -> None:
    fitted(tmp_path / "state", Settings(epochs=1, batch_tokens=64))
    assert fitted(tmp_path / "state")[1][0].done == 1


def test_the_exported_model_finds_what_the_network_learnt(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="the extra train is not installed")
    from extract.training.export import export

    base = tiny_base()
    export(fitted(tmp_path / "state")[0], tokenizer_of(base.pieces, base.scores, base.unknown), tmp_path / "m", {})
    (group,) = decode(pieces(), load(tmp_path / "m").read(pieces()))
    found = [
        [TEXT[pieces().starts[s.first] : pieces().ends[s.last - 1]] for s in group.of(r)]
        for r in (CONTENT, CUE, SOURCE)
    ]
    assert found == [["the dam held"], ["said"], ["Anna Bright"]]
