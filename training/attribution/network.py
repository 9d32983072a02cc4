"""The joint tagger and linker: an encoder, a role head and two pointer heads."""

import math
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoModel

from sayso.annotate.tagger import BUCKETS, FEATURES, LINK_SIZE, TAGS
from training.bert import hidden

LINK_WEIGHT = (0.15, 0.1)  # of the losses content -> cue and cue -> source


class JointTagger(nn.Module):
    """Scores roles and link vectors; a link's score is query . key + bias[bucket of distance]."""

    def __init__(self, encoder: str | Path) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(
            encoder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        width = self.encoder.config.hidden_size
        self.features = nn.Embedding(FEATURES, width)
        nn.init.zeros_(self.features.weight)
        self.roles = nn.Linear(width, len(TAGS))
        self.links = nn.Linear(width, 4 * LINK_SIZE)
        self.bias = nn.Parameter(torch.zeros(2, BUCKETS))

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        embedded = self.encoder.embeddings.word_embeddings(ids) + self.features(features)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return self.roles(hidden), self.links(hidden)

    def loss(
        self, ids: Tensor, features: Tensor, mask: Tensor, tags: Tensor, targets: Tensor, first: Tensor
    ) -> Tensor:
        """All arguments are (batch, length); ``targets`` count from the window's start, -1 is none."""
        roles, links = (scores.float() for scores in self(ids, features, mask))
        loss = nn.functional.cross_entropy(roles.view(-1, len(TAGS)), tags.view(-1))
        places = torch.arange(ids.shape[1], device=ids.device)
        buckets = _bucket(places[None] - places[:, None])
        vectors = links.split(LINK_SIZE, -1)
        for head, wanted in enumerate((tags >= 5, tags == 3)):
            rows, columns = (wanted & (targets >= 0)).nonzero(as_tuple=True)
            if not len(rows):
                continue
            queries, keys = vectors[2 * head][rows, columns], vectors[2 * head + 1][rows]
            scores = torch.einsum("nd,nld->nl", queries, keys) / math.sqrt(LINK_SIZE)
            scores = scores + self.bias[head][buckets[columns]]
            scores = scores.masked_fill(~first[rows], -1e4)
            loss = loss + LINK_WEIGHT[head] * nn.functional.cross_entropy(scores, targets[rows, columns])
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
