"""The fitted network as one int8 ONNX file, beside its tokenizer and a manifest with their hashes."""

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from extract.quotes.tagger.model import INPUTS, MANIFEST, NETWORK, OUTPUTS, TOKENIZER
from extract.training.network import Network

OPSET = 17
# Outliers in what these two multiply make 8 bits too coarse: in single precision they bring back what the rest loses
# (of all pairs of layers they did most on PolNeAR dev, and cost 4 MB and a twentieth of the time).
WHOLE = ("/layers.4/feed_out/", "/layers.5/feed_out/")


class PackedWords(nn.Module):
    """The word embeddings with 8 bits a weight and one scale a word."""

    def __init__(self, words: Tensor) -> None:
        super().__init__()
        scales = words.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("scales", scales)
        self.register_buffer("packed", (words / scales).round().to(torch.int8))

    def forward(self, ids: Tensor) -> Tensor:
        made: Tensor = self.packed[ids].float() * self.scales[ids]
        return made


def export(network: Network, tokenizer: Tokenizer, folder: Path, told: dict[str, Any]) -> None:
    """Write the model's files; `told` is what the manifest says of the training."""
    folder.mkdir(parents=True, exist_ok=True)
    network = network.cpu().eval()
    network.words = PackedWords(network.words.weight.detach())
    with tempfile.TemporaryDirectory() as scratch:
        plain, ready = Path(scratch) / "plain.onnx", Path(scratch) / "ready.onnx"
        example = torch.ones(2, 16, dtype=torch.long)
        dynamic = {name: {0: "windows", 1: "places"} for name in (*INPUTS, *OUTPUTS)}
        dynamic["anchors"][2] = dynamic["sources"][2] = "places"
        torch.onnx.export(
            network,
            # At run time one window is read at a time, so that there is nothing to mask.
            (example, *(example * 0 for _ in INPUTS[1:])),
            str(plain),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes=dynamic,
            opset_version=OPSET,
            dynamo=False,
        )
        inferred = onnx.shape_inference.infer_shapes(onnx.load(plain))
        onnx.save(inferred, ready)
        quantize_dynamic(
            ready,
            folder / NETWORK,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=[node.name for node in inferred.graph.node if node.name.startswith(WHOLE)],
        )
    tokenizer.save(str(folder / TOKENIZER), pretty=False)
    write_manifest(folder, told)


def write_manifest(folder: Path, told: dict[str, Any]) -> None:
    """Write what is known of the model beside it, with the hashes of its files."""
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (NETWORK, TOKENIZER)}
    (folder / MANIFEST).write_text(json.dumps({"sha256": hashes, **told}, indent=2) + "\n", encoding="utf-8")
