"""The tagger as a network that can be trained."""

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn import functional

from kanben.indexing.text.tagging.symbols import BREAK

CHARACTER, PAIR, WIDTH = 64, 16, 96
PAIRS = 1 << 16
REACHES = (1, 2, 4, 8)
"""How far each layer looks to both sides: 16 characters in all."""
DROPPED = 0.1


class Tagger:
    """Say for every character which part of what name it is, and of what word."""

    def __init__(self, characters: int, names: int, words: int) -> None:
        self.parts = nn.ModuleDict(
            {
                "characters": nn.Embedding(characters, CHARACTER, padding_idx=BREAK),
                "pairs": nn.Embedding(PAIRS, PAIR),
                "near": nn.Conv1d(CHARACTER, WIDTH, 3, padding=1),
                "paired": nn.Linear(2 * PAIR, WIDTH, bias=False),
                "far": nn.ModuleList(
                    nn.Conv1d(WIDTH, WIDTH, 3, padding=reach, dilation=reach) for reach in REACHES
                ),
                "names": nn.Linear(WIDTH, names),
                "words": nn.Linear(WIDTH, words),
                "drop": nn.Dropout(DROPPED),
            }
        )
        nn.init.normal_(self.parts["characters"].weight, std=0.3)
        nn.init.normal_(self.parts["pairs"].weight, std=0.1)

    def __call__(
        self, symbols: torch.Tensor, pairs: torch.Tensor
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Return the scores of the parts of names and of words; `pairs` is one place longer."""
        part = self.parts
        paired = part["pairs"](pairs)
        sides = part["paired"](torch.cat([paired[:, :-1], paired[:, 1:]], -1)).transpose(1, 2)
        hidden = part["near"](part["characters"](symbols).transpose(1, 2)) + sides
        hidden = functional.relu(part["drop"](hidden))
        for layer in part["far"]:
            hidden = hidden + functional.relu(layer(hidden))
        hidden = part["drop"](hidden).transpose(1, 2)
        return part["names"](hidden), part["words"](hidden)

    def weights(self) -> dict[str, npt.NDArray[np.float32]]:
        """Return all weights as arrays."""
        return {name: value.detach().numpy() for name, value in self.parts.state_dict().items()}
