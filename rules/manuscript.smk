# From sources to manuscripts: once in the source's script, once in each variant.

CATALOGUED = {"releases": COLLECTION.releases, "reviews": COLLECTION.reviews}
CATALOGUE_DIGEST = COLLECTION.digest
WANTED = {
    # Each by itself: Snakemake makes no file again that only its followers need.
    "groundwork": COLLECTION.groundwork,
    **CATALOGUED,
}


rule manuscript:
    input:
        sources=files_of,
    output:
        manuscript=LAYOUT.manuscript("{publication}"),
        apparatus=LAYOUT.apparatus("{publication}"),
    log:
        LOGS / "{publication}" / "manuscript.log",
    conda:
        "kanben.yaml"
    params:
        place=lambda wildcards: str(order(wildcards).place),
        digest=lambda wildcards: order(wildcards).manuscript,
    shell:
        "kanben manuscript {params.place:q} --out {output.manuscript:q}"
        " --apparatus {output.apparatus:q} > {log:q} 2>&1"


rule variant:
    input:
        manuscript=LAYOUT.manuscript("{publication}"),
    output:
        manuscript=LAYOUT.variant("{publication}", "{variant}"),
    log:
        LOGS / "{publication}" / "{variant}.log",
    conda:
        "kanben.yaml"
    params:
        place=lambda wildcards: str(order(wildcards).place),
        config=WITH_CONFIG,
        digest=lambda wildcards: order(wildcards).variant(wildcards.variant),
    shell:
        "kanben variant {input.manuscript:q} --to {wildcards.variant:q} --place {params.place:q}"
        " {params.config:q} --stand-in --out {output.manuscript:q} > {log:q} 2>&1"


rule review:
    input:
        manuscript=LAYOUT.manuscript("{publication}"),
        variants=lambda wildcards: order(wildcards).variants(LAYOUT),
    output:
        page=LAYOUT.review("{publication}"),
        chart=LAYOUT.chart("{publication}"),
    log:
        LOGS / "{publication}" / "review.log",
    conda:
        "kanben.yaml"
    params:
        place=lambda wildcards: str(order(wildcards).place),
        variants=lambda wildcards, input: [
            word for variant in input.variants for word in ("--variant", variant)
        ],
        digest=lambda wildcards: order(wildcards).review,
    shell:
        "kanben review {params.place:q} --manuscript {input.manuscript:q} {params.variants:q}"
        " --out {output.page:q} --chart {output.chart:q} > {log:q} 2>&1"
