# What all rules share: the collection, where its files lie, and the lock of its build folder.
import os
import re
from pathlib import Path

from kanben.manuscript.layout import Layout
from kanben.manuscript.plan import ALL_FORMATS, ALL_VARIANTS
from kanben.workflow.faults import told_by_snakemake
from kanben.workflow.lock import hold
from kanben.workflow.orders import survey
from kanben.workflow.verbs import put_verbs_first, shell_word
from kanben.workflow.wishes import read_wishes

CONFIG_FILE = Path(workflow.configfiles[-1]) if workflow.configfiles else None
WITH_CONFIG = ["--config", os.path.relpath(CONFIG_FILE)] if CONFIG_FILE else []

with told_by_snakemake():
    COLLECTION = survey(*read_wishes(CONFIG_FILE, workflow.config_settings.config))

ORDERS = COLLECTION.orders
LAYOUT = COLLECTION.layout
LOGS = LAYOUT.folder / "logs"
REFUSAL = LAYOUT.folder / "refused" / "{place}"

put_verbs_first()


wildcard_constraints:
    publication="|".join(map(re.escape, ORDERS)) or "(?!)",
    variant="|".join(ALL_VARIANTS),
    format="|".join(ALL_FORMATS),


onstart:
    with told_by_snakemake():
        hold(LAYOUT.folder)


def order(wildcards):
    """Return the order of the publication that a job is about."""
    return ORDERS[wildcards.publication]


def files_of(wildcards):
    """Return the sources of a publication.

    Braces are wildcards to Snakemake: a file with some in its name counts by its digest alone.
    """
    return [str(path) for path in order(wildcards).files if "{" not in str(path)]


def pages_of(suffix):
    """Return an input function: the pages that a format cites, if a PDF is made."""

    def pages(wildcards):
        if suffix not in order(wildcards).paged:
            return []
        return [LAYOUT.pages(wildcards.publication, wildcards.variant)]

    return pages
