"""The network: the encoder of the base with the rules' evidence added to its input, and four heads."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from extract.quotes.tagger.pieces import RULES, TAGS
from extract.training.base import Base

POINTER = 128
STANCES = 2
# Tags of the rules (pieces.py): the first piece of a cue, where an attribution is anchored, and that of a source.
ANCHOR_TAG, SOURCE_TAG = 3, 5


class Layer(nn.Module):
    """A post-norm transformer layer, as BERT has it."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.out = nn.Linear(width, width)
        self.out_norm, self.feed_norm = (nn.LayerNorm(width, eps=epsilon) for _ in range(2))
        self.feed_in, self.feed_out = nn.Linear(width, inner), nn.Linear(inner, width)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, width = hidden.shape
        shape = (batch, length, self.heads, width // self.heads)
        query, key, value = (part(hidden).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value))
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, width))
        hidden = self.out_norm(hidden + functional.dropout(seen, self.dropout, self.training))
        fed = self.feed_out(functional.gelu(self.feed_in(hidden)))
        normed: Tensor = self.feed_norm(hidden + functional.dropout(fed, self.dropout, self.training))
        return normed


class Pointer(nn.Module):
    """From each place to each place; what a rule put into one attribution draws, its piece of the given tag most."""

    def __init__(self, width: int, tag: int) -> None:
        super().__init__()
        self.tag = tag
        self.start, self.end = nn.Linear(width, POINTER), nn.Linear(width, POINTER)
        self.evidence = nn.Parameter(torch.tensor([1.0, 1.0]))

    def forward(self, hidden: Tensor, tags: Tensor, groups: Tensor) -> Tensor:
        alike = (groups[:, :, None] == groups[:, None, :]) & (groups[:, :, None] > 0)
        meant = alike & (tags[:, None, :] == self.tag)
        scores: Tensor = self.start(hidden) @ self.end(hidden).transpose(1, 2) / POINTER**0.5
        return scores + self.evidence[0] * alike + self.evidence[1] * meant


class Network(nn.Module):
    """Ids and evidence, each (windows, places), to tags (windows, places, 7), pointers to the anchor and to the source
    (windows, places, places) and stances (windows, places, 2), all as logits."""

    def __init__(self, base: Base, layers: int, words: Tensor, dropout: float = 0.1) -> None:
        super().__init__()
        width = base.width
        # The words stay as they are: training sees English, and what it moved would leave French behind.
        self.words = nn.Embedding.from_pretrained(words, freeze=True)
        self.places = nn.Embedding(512, width)
        self.norm = nn.LayerNorm(width, eps=base.epsilon)
        self.tag_evidence = nn.Embedding(TAGS, width)
        self.rule_evidence = nn.Embedding(len(RULES), width)
        self.quote_evidence = nn.Embedding(2, width)
        self.layers = nn.ModuleList(Layer(width, base.heads, base.inner, base.epsilon, dropout) for _ in range(layers))
        self.dropout = dropout
        self.tag = nn.Linear(width, TAGS)
        self.stance = nn.Linear(width, STANCES)
        self.anchor, self.source = Pointer(width, ANCHOR_TAG), Pointer(width, SOURCE_TAG)
        self._start_from(base)

    def forward(
        self, ids: Tensor, tags: Tensor, rules: Tensor, groups: Tensor, quoted: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        place = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.words(ids) + self.places(place)
        hidden = hidden + self.tag_evidence(tags) + self.rule_evidence(rules) + self.quote_evidence(quoted)
        hidden = functional.dropout(self.norm(hidden), self.dropout, self.training)
        if torch.is_autocast_enabled(ids.device.type):
            # What is added up in single precision would be cast back and forth in every layer.
            hidden = hidden.to(torch.get_autocast_dtype(ids.device.type))
        away = None if mask is None else (1.0 - mask.to(hidden.dtype))[:, None, :] * -1e4
        for layer in self.layers:
            hidden = layer(hidden, None if away is None else away[:, None])
        anchors, sources = (head(hidden, tags, groups) for head in (self.anchor, self.source))
        if away is not None:
            anchors, sources = anchors + away, sources + away
        return self.tag(hidden), anchors, sources, self.stance(hidden)

    def _start_from(self, base: Base) -> None:
        with torch.no_grad():
            # Every token of the base is of type 0; what that adds can stand with the places.
            self.places.weight.copy_(torch.from_numpy(base.arrays["emb.pos"] + base.arrays["emb.type"][0]))
            self.norm.weight.copy_(torch.from_numpy(base.arrays["emb.ln.w"]))
            self.norm.bias.copy_(torch.from_numpy(base.arrays["emb.ln.b"]))
            for evidence in (self.tag_evidence, self.rule_evidence, self.quote_evidence):
                evidence.weight.normal_(0.0, 0.02)
            for number, layer in enumerate(self.layers):
                parts = {
                    "q": layer.query,
                    "k": layer.key,
                    "v": layer.value,
                    "ao": layer.out,
                    "fi": layer.feed_in,
                    "fo": layer.feed_out,
                    "aln": layer.out_norm,
                    "oln": layer.feed_norm,
                }
                for name, part in parts.items():
                    part.weight.copy_(torch.from_numpy(base.arrays[f"l{number}.{name}.w"]))
                    part.bias.copy_(torch.from_numpy(base.arrays[f"l{number}.{name}.b"]))
