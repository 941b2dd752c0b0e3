# From a manuscript in one script to its editions, and the proof of each.


rule pdf:
    input:
        manuscript=LAYOUT.variant("{publication}", "{variant}"),
    output:
        edition=LAYOUT.edition("{publication}", "{variant}", "pdf"),
        pages=LAYOUT.pages("{publication}", "{variant}"),
    log:
        LOGS / "{publication}" / "{variant}.pdf.log",
    conda:
        "kanben.yaml"
    params:
        images=lambda wildcards: str(order(wildcards).folder),
        design=lambda wildcards: order(wildcards).settings.design,
        digest=lambda wildcards: order(wildcards).edition(wildcards.variant, "pdf"),
    shell:
        "kanben pdf {input.manuscript:q} --design {params.design:q} --out {output.edition:q}"
        " --images {params.images:q} --pages {output.pages:q} > {log:q} 2>&1"


rule epub:
    input:
        manuscript=LAYOUT.variant("{publication}", "{variant}"),
        pages=pages_of("epub"),
    output:
        edition=LAYOUT.edition("{publication}", "{variant}", "epub"),
        cover=LAYOUT.cover("{publication}", "{variant}"),
    log:
        LOGS / "{publication}" / "{variant}.epub.log",
    conda:
        "kanben.yaml"
    params:
        images=lambda wildcards: str(order(wildcards).folder),
        pages=lambda wildcards, input: ["--pages", *input.pages] if input.pages else [],
        digest=lambda wildcards: order(wildcards).edition(wildcards.variant, "epub"),
    shell:
        "kanben epub {input.manuscript:q} {params.pages:q} --images {params.images:q}"
        " --cover {output.cover:q} --out {output.edition:q} > {log:q} 2>&1"


rule docx:
    input:
        manuscript=LAYOUT.variant("{publication}", "{variant}"),
        pages=pages_of("docx"),
    output:
        edition=LAYOUT.edition("{publication}", "{variant}", "docx"),
    log:
        LOGS / "{publication}" / "{variant}.docx.log",
    conda:
        "kanben.yaml"
    params:
        images=lambda wildcards: str(order(wildcards).folder),
        pages=lambda wildcards, input: ["--pages", *input.pages] if input.pages else [],
        design=lambda wildcards: order(wildcards).settings.design,
        digest=lambda wildcards: order(wildcards).edition(wildcards.variant, "docx"),
    shell:
        "kanben docx {input.manuscript:q} {params.pages:q} --design {params.design:q}"
        " --images {params.images:q} --out {output.edition:q} > {log:q} 2>&1"


rule html:
    input:
        manuscript=LAYOUT.variant("{publication}", "{variant}"),
    output:
        edition=LAYOUT.edition("{publication}", "{variant}", "html"),
    log:
        LOGS / "{publication}" / "{variant}.html.log",
    conda:
        "kanben.yaml"
    params:
        images=lambda wildcards: str(order(wildcards).folder),
        digest=lambda wildcards: order(wildcards).edition(wildcards.variant, "html"),
    shell:
        "kanben html {input.manuscript:q} --images {params.images:q} --out {output.edition:q}"
        " > {log:q} 2>&1"


rule audit:
    input:
        manuscript=LAYOUT.variant("{publication}", "{variant}"),
        edition=LAYOUT.edition("{publication}", "{variant}", "{format}"),
        pages=lambda wildcards: pages_of(wildcards.format)(wildcards),
    output:
        proof=LAYOUT.proof("{publication}", "{variant}", "{format}"),
    log:
        LOGS / "{publication}" / "{variant}.{format}.proof.log",
    conda:
        "kanben.yaml"
    params:
        pages=lambda wildcards, input: ["--pages", *input.pages] if input.pages else [],
        digest=lambda wildcards: order(wildcards).proof(wildcards.variant, wildcards.format),
    shell:
        "kanben audit {input.manuscript:q} {input.edition:q} {params.pages:q}"
        " --out {output.proof:q} > {log:q} 2>&1"
