# From all editions to the page that lists them, with their checksums.


rule catalogue:
    input:
        **CATALOGUED,
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
        digest=CATALOGUE_DIGEST,
    shell:
        "kanben catalogue {params.collection:q} > {log:q} 2>&1"


rule refusal:
    # A place whose name cannot be used, or is another's too: the job says so, and fails.
    output:
        REFUSAL,
    log:
        LOGS / "refused" / "{place}.log",
    conda:
        "kanben.yaml"
    params:
        # A word of the shell already: a name that is no text cannot be quoted with :q.
        place=lambda wildcards: shell_word(COLLECTION.refused[wildcards.place]),
    shell:
        "kanben check {params.place} > {log:q} 2>&1"


onerror:
    # Editions may have been made although others failed: list what there is.
    shell("kanben catalogue {CATALOGUE_OF:q}")
