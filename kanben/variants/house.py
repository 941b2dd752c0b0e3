"""State what an editor decides about conversion: house style, glossary, protected words."""

from msgspec import Struct

from kanben.errors import ConfigError
from kanben.manuscript.plan import VARIANTS, Config, Plan
from kanben.variants.styles import Style, style_of

VERTICAL = "-vertical"


def base_of(variant: str) -> str:
    """Return the variant whose text a vertical edition sets; any other variant is its own."""
    return variant.removesuffix(VERTICAL)


class House(Struct, frozen=True):
    """Hold the editor's word on conversion.

    `styles` names a house style for a variant; `glossary` maps, for each variant, words of the
    source to what is printed for them; `protected` words are left alone in every variant;
    `vocabulary` lists the variants that put regional words for those of the source. Words are
    in the source's script. A publication's word goes before the collection's.
    """

    styles: dict[str, str] = {}
    glossary: dict[str, dict[str, str]] = {}
    protected: tuple[str, ...] = ()
    vocabulary: tuple[str, ...] = ()

    def style(self, variant: str) -> Style:
        """Return the house style of a variant."""
        base = base_of(variant)
        return style_of(self.styles.get(base, ""), base)

    def rulings(self, variant: str) -> dict[str, str]:
        """Return every word that the editor ruled on, with what is printed for it."""
        words = {word: word for word in self.protected}
        return {**words, **self.glossary.get(base_of(variant), {})}


def check_house(house: House) -> House:
    """Return the house if its names and words can be used.

    Raises ConfigError for an unknown style or variant, an empty word, a word that is both
    protected and translated.
    """
    for variant, name in house.styles.items():
        _check_variant(variant)
        style_of(name, variant)
    for variant, words in house.glossary.items():
        _check_variant(variant)
        _check_words(words, house.protected, variant)
    for variant in house.vocabulary:
        _check_variant(base_of(variant))
    if "" in house.protected:
        raise ConfigError("variants.empty_protected")
    return house


def _check_variant(variant: str) -> None:
    if variant not in VARIANTS:
        known = ", ".join(VARIANTS)
        raise ConfigError("variants.unknown", variant=variant, known=known)


def _check_words(words: dict[str, str], protected: tuple[str, ...], variant: str) -> None:
    for word, target in words.items():
        if not word or not target:
            raise ConfigError("variants.empty_word", variant=variant)
        if word in protected and target != word:
            raise ConfigError("variants.protected_word", variant=variant, word=word, target=target)


def house_of(plan: Plan, config: Config) -> House:
    """Gather what publication.yaml and config.yaml say about conversion.

    The publication's glossary overrides the collection's protection of a word and its glossary;
    a contradiction within one of the files raises ConfigError.
    """
    for level in (config, plan):
        check_house(House(level.style, level.glossary, level.protected, level.vocabulary))
    ruled = {word for words in plan.glossary.values() for word in words}
    protected = tuple(
        dict.fromkeys([*plan.protected, *(word for word in config.protected if word not in ruled)])
    )
    variants = {*config.glossary, *plan.glossary}
    glossary = {
        variant: {
            word: target
            for word, target in {
                **config.glossary.get(variant, {}),
                **plan.glossary.get(variant, {}),
            }.items()
            if word not in plan.protected
        }
        for variant in variants
    }
    styles = {**config.style, **plan.style}
    return House(styles, glossary, protected, (*config.vocabulary, *plan.vocabulary))
