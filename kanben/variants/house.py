"""State what an editor decides about conversion: house style, glossary, protected words."""

from msgspec import Struct

from kanben.errors import ConfigError
from kanben.manuscript.plan import Config, Plan
from kanben.manuscript.variants import VARIANTS, target_variant
from kanben.variants.styles import HouseStyle, style_of


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

    def style(self, variant: str) -> HouseStyle:
        """Return the house style of a variant."""
        language = target_variant(variant).language
        return style_of(self.styles.get(language, ""), language)

    def rulings(self, variant: str) -> dict[str, str]:
        """Return every word that the editor ruled on, with what is printed for it."""
        words = {word: word for word in self.protected}
        return {**words, **self.glossary.get(target_variant(variant).language, {})}


def check_house(house: House, variant: str) -> House:
    """Return the house if its names and words can be used for a variant.

    Raises ConfigError for an unknown variant; for an unknown style, an empty word, a word that
    is both protected and translated, if it concerns this variant.
    """
    language = target_variant(variant).language
    for tag in (*house.styles, *house.glossary):
        _check_variant(tag)
    for tag in house.vocabulary:
        target_variant(tag)
    house.style(variant)
    _check_words(house.glossary.get(language, {}), house.protected, language)
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


def house_of(plan: Plan, config: Config, variant: str) -> House:
    """Gather what publication.yaml and config.yaml say about conversion to a variant.

    The publication's glossary overrides the collection's protection of a word and its glossary;
    a contradiction within one of the files raises ConfigError.
    """
    for level in (config, plan):
        said = House(level.style, level.glossary, level.protected, level.vocabulary)
        check_house(said, variant)
    ruled = {word for words in plan.glossary.values() for word in words}
    protected = tuple(
        dict.fromkeys([*plan.protected, *(word for word in config.protected if word not in ruled)])
    )
    glossary = {
        tag: {
            word: target
            for word, target in {
                **config.glossary.get(tag, {}),
                **plan.glossary.get(tag, {}),
            }.items()
            if word not in plan.protected
        }
        for tag in {*config.glossary, *plan.glossary}
    }
    styles = {**config.style, **plan.style}
    return House(styles, glossary, protected, (*config.vocabulary, *plan.vocabulary))
