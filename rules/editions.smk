# From a manuscript in one script to its editions: a draft in each format, published when proved.

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
        edition=LAYOUT.edition("{publication}", "{variant}", "{format}"),
        proof=LAYOUT.proof("{publication}", "{variant}", "{format}"),
    log:
        LOGS / "{publication}" / "{variant}.{format}.proof.log",
    conda:
        "kanben.yaml"
    params:
        pages=lambda wildcards, input: ["--pages", *input.pages] if input.pages else [],
        digest=lambda wildcards: order(wildcards).proof(wildcards.variant, wildcards.format),
    shell:
        "kanben audit {input.manuscript:q} {input.draft:q} {params.pages:q}"
        " --publish {output.edition:q} --out {output.proof:q} > {log:q} 2>&1"
