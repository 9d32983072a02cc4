"""The relation model's network: two claims read as one text."""

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from sayso.align.reading import FIRST, LAST, RELATIONS, Side
from training.bert import hidden

NLI = ("entailment", "neutral", "contradiction")
DROPOUT = 0.1


class PairNetwork(nn.Module):
    """all-MiniLM-L6-v2 over both texts; ``nli`` and ``relation`` score the first piece's state."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
        width = self.bert.config.hidden_size
        self.dense = nn.Linear(width, width)
        self.nli = nn.Linear(width, len(NLI))
        self.relation = nn.Linear(width, len(RELATIONS))
        self.tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def forward(self, pairs: Sequence[tuple[Side, Side]]) -> Tensor:
        """Return (pairs, width): what both heads read."""
        rows = [[FIRST, *a, LAST, *b, LAST] for a, b in pairs]
        longest = max(map(len, rows))
        ids = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
        kinds = torch.tensor([[0] * (len(a) + 2) + [1] * (longest - len(a) - 2) for a, _ in pairs])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            states = self.bert(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        return torch.tanh(self.dense(nn.functional.dropout(states[:, 0].float(), DROPOUT, self.training)))


class Exported(nn.Module):
    """The same for one pair of ids and kinds (1, length), as it is exported: relation scores (1, 4)."""

    def __init__(self, network: PairNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, kinds: Tensor) -> Tensor:
        types = self.network.bert.embeddings.token_type_embeddings.weight
        second = kinds.unsqueeze(-1).to(types.dtype) * (types[1] - types[0])
        states = hidden(self.network.bert, ids, second)
        return self.network.relation(torch.tanh(self.network.dense(states[:, 0])))
