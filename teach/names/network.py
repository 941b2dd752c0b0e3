"""The tagger as a network that can be trained."""

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from kanben.indexing.tagging.symbols import BREAK

CHARACTER, PAIR, WIDTH = 64, 16, 96
PAIRS = 1 << 16
REACHES = (1, 2, 4, 8)
"""How far each layer looks to both sides: 16 characters in all."""
DROPPED = 0.1


class Tagger(nn.Module):
    """Say for every character which part of what name it is, and of what word."""

    def __init__(self, characters: int, names: int, words: int) -> None:
        super().__init__()
        self.characters = nn.Embedding(characters, CHARACTER, padding_idx=BREAK)
        self.pairs = nn.Embedding(PAIRS, PAIR)
        nn.init.normal_(self.characters.weight, std=0.3)
        nn.init.normal_(self.pairs.weight, std=0.1)
        self.near = nn.Conv1d(CHARACTER, WIDTH, 3, padding=1)
        self.paired = nn.Linear(2 * PAIR, WIDTH, bias=False)
        self.far = nn.ModuleList(
            nn.Conv1d(WIDTH, WIDTH, 3, padding=reach, dilation=reach) for reach in REACHES
        )
        self.names = nn.Linear(WIDTH, names)
        self.words = nn.Linear(WIDTH, words)
        self.drop = nn.Dropout(DROPPED)

    def forward(
        self, symbols: torch.Tensor, pairs: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the scores of the parts of names and of words; `pairs` is one place longer."""
        paired = self.pairs(pairs)
        sides = torch.cat([paired[:, :-1], paired[:, 1:]], -1)
        hidden = self.near(self.characters(symbols).transpose(1, 2))
        hidden = functional.relu(self.drop(hidden + self.paired(sides).transpose(1, 2)))
        for layer in self.far:
            hidden = hidden + functional.relu(layer(hidden))
        hidden = self.drop(hidden).transpose(1, 2)
        return self.names(hidden), self.words(hidden)

    def weights(self) -> dict[str, npt.NDArray[np.float32]]:
        """Return all weights as arrays."""
        return {name: value.detach().numpy() for name, value in self.state_dict().items()}
