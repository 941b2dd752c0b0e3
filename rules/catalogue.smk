# From all editions to the page that lists them, with their checksums.


rule catalogue:
    input:
        releases=COLLECTION.releases,
        reviews=COLLECTION.reviews,
    output:
        page=LAYOUT.catalogue,
        checksums=LAYOUT.checksums,
        manifest=LAYOUT.manifest,
    log:
        LOGS / "catalogue.log",
    conda:
        "kanben.yaml"
    params:
        collection=CATALOGUE_OF,
        digest=COLLECTION.digest,
    shell:
        "kanben catalogue {params.collection:q} > {log:q} 2>&1"


onerror:
    # Editions may have been made although others failed: list what there is.
    shell("kanben catalogue {CATALOGUE_OF:q}")
