# Publish a collection: every publication in every script variant and format, proved and listed.
#
#   snakemake                                        everything below seeds/
#   snakemake build/editions/NAME/NAME.zh-Hans-CN.pdf   one edition
#   snakemake --config variants=zh-Hant-TW           as the command line says
#   snakemake --directory MYBOOKS                    books that live elsewhere
from pathlib import Path

from snakemake.utils import min_version

min_version("9.0")

if Path("config.yaml").is_file() and not workflow.overwrite_configfiles:

    configfile: "config.yaml"


include: "rules/common.smk"


if CONFIG.shelf:

    include: "rules/shelves.smk"

else:

    include: "rules/manuscript.smk"
    include: "rules/editions.smk"


include: "rules/catalogue.smk"


rule all:
    default_target: True
    input:
        **WANTED,
        catalogue=LAYOUT.catalogue,
        refusals=expand(REFUSAL, place=COLLECTION.refused),
