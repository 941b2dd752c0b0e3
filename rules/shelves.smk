# From a collection's shelves to their editions: many publications to a job.
from kanben.workflow.digests import digest_of
from kanben.workflow.shelves import is_untouched, shelf_digest, shelves

SHELVES = {str(shelf.number): shelf for shelf in shelves(CONFIG)}
SHELF = LAYOUT.folder / "shelves" / "{shelf}.json"
DISTURBED = [
    str(SHELF).format(shelf=number)
    for number, shelf in SHELVES.items()
    if not is_untouched(LAYOUT, shelf)
]
CATALOGUED = {"shelves": expand(SHELF, shelf=SHELVES)}
CATALOGUE_DIGEST = digest_of([shelf_digest(each, CONFIG, ASKED) for each in SHELVES.values()])
WANTED = CATALOGUED


def digest_of_shelf(wildcards):
    """Return the digest of a shelf; say which ones are not as they were made."""
    workflow.dag.forcefiles.update(DISTURBED)
    return shelf_digest(SHELVES[wildcards.shelf], CONFIG, ASKED)


rule shelf:
    output:
        SHELF,
    log:
        LOGS / "shelves" / "{shelf}.log",
    conda:
        "kanben.yaml"
    params:
        shelves=len(SHELVES),
        collection=CATALOGUE_OF,
        design=["--design", ASKED.design] if ASKED.design else [],
        digest=digest_of_shelf,
    shell:
        "kanben shelf {wildcards.shelf} --of {params.shelves} {params.collection:q} {params.design:q}"
        " --out {output:q} > {log:q} 2>&1"
