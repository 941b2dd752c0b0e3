"""Mark up what stands upright in vertical lines."""

from markupsafe import Markup, escape

from kanben.typesetting.postures import postures


def upright(text: str) -> Markup:
    """Return text for a template, with what stands upright in spans of its class."""
    return Markup("").join(
        Markup('<span class="{}">{}</span>').format(posture.value, run) if posture else escape(run)
        for run, posture in postures(text)
    )
