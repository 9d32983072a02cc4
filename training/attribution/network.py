"""The joint tagger and linker: an encoder, a role head and two pointer heads."""

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from sayso.annotate.tagger import BUCKETS, FEATURES, LAYERS, LINK_SIZE, TAGS
from training.bert import hidden

LINK_WEIGHT = ((0.15, 0.1), (0.05, 0.03))  # by layer, of the losses content -> cue and cue -> source


class JointTagger(nn.Module):
    """Scores roles and link vectors, layer by layer.

    A link's score is query . key + bias[bucket of distance].
    """

    def __init__(self, encoder: str | Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            encoder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        width = self.encoder.config.hidden_size
        self.features = nn.Embedding(FEATURES, width)
        nn.init.zeros_(self.features.weight)
        self.roles = nn.Linear(width, LAYERS * len(TAGS))
        self.links = nn.Linear(width, LAYERS * 4 * LINK_SIZE)
        self.bias = nn.Parameter(torch.zeros(LAYERS, 2, BUCKETS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.features(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.roles(hidden), self.links(hidden)

    def loss(
        self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor, tags: Tensor, targets: Tensor
    ) -> Tensor:
        """Return the loss of a batch: (batch, length) each, the last two (LAYERS, batch, length).

        ``targets`` count from the window's start, -1 is none.
        """
        roles, links = (scores.float() for scores in self(ids, features, mask))
        places = torch.arange(ids.shape[1], device=ids.device)
        buckets = _bucket(places[None] - places[:, None])
        vectors = links.split(LINK_SIZE, -1)
        loss = torch.zeros((), device=ids.device)
        for layer, scores in enumerate(roles.split(len(TAGS), -1)):
            wrong = nn.functional.cross_entropy(
                scores.reshape(-1, len(TAGS)), tags[layer].view(-1), reduction="sum"
            )
            loss = loss + wrong / (tags[0] >= 0).sum()  # alike for all layers: a word counts as a word
            for head, wanted in enumerate((tags[layer] >= 5, tags[layer] == 3)):
                rows, columns = (wanted & (targets[layer] >= 0)).nonzero(as_tuple=True)
                if not len(rows):
                    continue
                at = 4 * layer + 2 * head
                queries, keys = vectors[at][rows, columns], vectors[at + 1][rows]
                linked = torch.einsum("nd,nld->nl", queries, keys) / math.sqrt(LINK_SIZE)
                linked = linked + self.bias[layer, head][buckets[columns]]
                linked = linked.masked_fill(~first[rows], -1e4)
                wrong = nn.functional.cross_entropy(linked, targets[layer][rows, columns])
                loss = loss + LINK_WEIGHT[layer][head] * wrong
        return loss


def _bucket(distance: Tensor) -> Tensor:
    """``sayso.annotate.tagger.bucket`` for tensors."""
    size = torch.clamp(torch.log2(distance.abs() + 1.0) * 1.75, max=15).long()
    return torch.where(distance < 0, 16 + size, size)


class Plain(nn.Module):
    """The same forward pass for one window (1, w + 2), as it is exported: scores without the ends."""

    def __init__(self, tagger: JointTagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        x = hidden(self.tagger.encoder, ids, self.tagger.features(features))
        return self.tagger.roles(x)[0, 1:-1], self.tagger.links(x)[0, 1:-1]
