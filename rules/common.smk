# What all rules share: the collection, where its files lie, and the lock of its build folder.
import os
import re
from pathlib import Path

from kanben.manuscript.formats import FORMATS
from kanben.manuscript.layout import Layout
from kanben.manuscript.records import VARIABLE
from kanben.manuscript.variants import TAGS
from kanben.workflow.faults import told_by_snakemake
from kanben.workflow.lock import hold
from kanben.workflow.orders import shelved, survey
from kanben.workflow.verbs import put_verbs_first, shell_word
from kanben.workflow.wishes import read_wishes
from kanben.workflow.pressrooms import open_pressroom

CONFIG_FILE = Path(workflow.configfiles[-1]) if workflow.configfiles else None
WITH_CONFIG = ["--config", os.path.relpath(CONFIG_FILE)] if CONFIG_FILE else []

with told_by_snakemake():
    CONFIG, ASKED = read_wishes(CONFIG_FILE, workflow.config_settings.config)
    # What stands on shelves is ordered by the jobs of the shelves.
    COLLECTION = shelved(CONFIG) if CONFIG.shelf else survey(CONFIG, ASKED)

ORDERS = COLLECTION.orders
LAYOUT = COLLECTION.layout
LOGS = LAYOUT.folder / "logs"
REFUSAL = LAYOUT.folder / "refused" / "{place}"

CATALOGUE_OF = [
    *("--seeds", str(COLLECTION.seeds), "--build", str(LAYOUT.folder), *WITH_CONFIG),
    *(("--site", CONFIG.site) if CONFIG.site else ()),
    *(word for variant in ASKED.variants for word in ("--variant", variant)),
    *(word for suffix in ASKED.formats for word in ("--format", suffix)),
]

put_verbs_first()
os.environ[VARIABLE] = str(LAYOUT.folder)
UNTRUE = frozenset(map(str, COLLECTION.untrue))


wildcard_constraints:
    publication="|".join(map(re.escape, ORDERS)) or "(?!)",
    variant="|".join(TAGS),
    format="|".join(FORMATS),


onstart:
    with told_by_snakemake():
        hold(LAYOUT.folder)
    open_pressroom()


def order(wildcards):
    """Return the order of the publication that a job is about.

    Digests in params tell what has changed before a job; what has happened to its files since is
    told to Snakemake here, the first moment when it has a list of files to make again.
    """
    workflow.dag.forcefiles.update(UNTRUE)
    return ORDERS[wildcards.publication]


def files_of(wildcards):
    """Return the sources of a publication.

    Braces are wildcards to Snakemake: a file with some in its name counts by its digest alone.
    No source counts by its date, which may lie in the future.
    """
    return [ancient(str(path)) for path in order(wildcards).files if "{" not in str(path)]


def pages_cited_by(format_):
    """Return an input function: the pages that a format cites, if a PDF is made."""

    def pages(wildcards):
        if not order(wildcards).cited_by(format_.suffix):
            return []
        return [LAYOUT.pages(wildcards.publication, wildcards.variant)]

    return pages


def left_by(format_):
    """Return what is left beside an edition in a format, for others."""
    left = {}
    if format_.paginated:
        left["pages"] = LAYOUT.pages("{publication}", "{variant}")
    if format_.covered:
        left["cover"] = LAYOUT.cover("{publication}", "{variant}")
    return left


def commission_of(format_):
    """Return a params function: the options of the verb that writes a format."""

    def options(wildcards, input, output):
        words = []
        if format_.designed:
            words += ["--design", order(wildcards).settings.design]
        if format_.paginated:
            words += ["--pages", output.pages]
        if format_.covered:
            words += ["--cover", output.cover]
        if input.pages:
            words += ["--pages", *input.pages]
        return words

    return options


def digest_of_edition(format_):
    """Return a params function: the digest of an edition in a format."""
    return lambda wildcards: order(wildcards).edition(wildcards.variant, format_.suffix)
