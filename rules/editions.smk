# From a manuscript in one script to its editions: a draft in each format, proved, then released.

for each in FORMATS.values():

    rule:
        name:
            each.suffix
        input:
            manuscript=LAYOUT.variant("{publication}", "{variant}"),
            pages=pages_cited_by(each),
        output:
            **left_by(each),
            draft=LAYOUT.draft("{publication}", "{variant}", each.suffix),
        log:
            LOGS / "{publication}" / f"{{variant}}.{each.suffix}.log",
        conda:
            "kanben.yaml"
        params:
            verb=each.suffix,
            images=lambda wildcards: str(order(wildcards).folder),
            commission=commission_of(each),
            digest=digest_of_edition(each),
        shell:
            "kanben {params.verb} {input.manuscript:q} {params.commission:q}"
            " --images {params.images:q} --stand-in --out {output.draft:q} > {log:q} 2>&1"


rule audit:
    input:
        manuscript=LAYOUT.variant("{publication}", "{variant}"),
        draft=LAYOUT.draft("{publication}", "{variant}", "{format}"),
        pages=lambda wildcards: pages_cited_by(FORMATS[wildcards.format])(wildcards),
    output:
        proof=LAYOUT.draft_proof("{publication}", "{variant}", "{format}"),
    log:
        LOGS / "{publication}" / "{variant}.{format}.proof.log",
    conda:
        "kanben.yaml"
    params:
        pages=lambda wildcards, input: ["--pages", *input.pages] if input.pages else [],
        digest=lambda wildcards: order(wildcards).proof(wildcards.variant, wildcards.format),
    shell:
        "kanben audit {input.manuscript:q} {input.draft:q} {params.pages:q}"
        " --stand-in --out {output.proof:q} > {log:q} 2>&1"


rule release:
    # All editions of a publication change in one act, which only this verb can do: they are no
    # outputs, for Snakemake takes outputs away before their job begins.
    input:
        drafts=lambda wildcards: order(wildcards).drafts(LAYOUT),
        proofs=lambda wildcards: order(wildcards).draft_proofs(LAYOUT),
    output:
        release=LAYOUT.release("{publication}"),
    log:
        LOGS / "{publication}" / "release.log",
    conda:
        "kanben.yaml"
    params:
        editions=lambda wildcards: str(LAYOUT.editions(wildcards.publication)),
        proofs=lambda wildcards: str(LAYOUT.proofs(wildcards.publication)),
        digest=lambda wildcards: order(wildcards).release,
    shell:
        "kanben release {input.drafts:q} --editions {params.editions:q} --proofs {params.proofs:q}"
        " --out {output.release:q} > {log:q} 2>&1"


rule edition:
    # One edition, asked for by its path; others of another manuscript give way to it.
    input:
        draft=LAYOUT.draft("{publication}", "{variant}", "{format}"),
        proof=LAYOUT.draft_proof("{publication}", "{variant}", "{format}"),
    output:
        edition=LAYOUT.edition("{publication}", "{variant}", "{format}"),
    log:
        LOGS / "{publication}" / "{variant}.{format}.edition.log",
    conda:
        "kanben.yaml"
    params:
        editions=lambda wildcards: str(LAYOUT.editions(wildcards.publication)),
        proofs=lambda wildcards: str(LAYOUT.proofs(wildcards.publication)),
        digest=lambda wildcards: order(wildcards).lone_edition(wildcards.variant, wildcards.format),
    shell:
        "kanben release {input.draft:q} --editions {params.editions:q} --proofs {params.proofs:q}"
        " > {log:q} 2>&1"
