"""Print the blocks of a text whose lines a print page broke."""

from pathlib import Path

import click

from kanben.messages import say


@click.command(help=say("cli.reflow.help"))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--repairs",
    type=click.Choice(["none", "all"]),
    default="all",
    show_default=True,
    help=say("cli.reflow.repairs"),
)
@click.option("--jsonl", "form", flag_value="jsonl", help=say("cli.reflow.jsonl"))
@click.option("--text", "form", flag_value="text", help=say("cli.reflow.text"))
@click.option("--markdown", "form", flag_value="markdown", help=say("cli.reflow.markdown"))
@click.option("--encoding", default="", help=say("cli.reflow.encoding"))
@click.option("--explain", metavar="[FILE:]N", help=say("cli.reflow.explain"))
def command(
    files: tuple[Path, ...], repairs: str, form: str | None, encoding: str, explain: str | None
) -> None:
    """Read the files as the pages of one text."""
    from kanben.manuscript.plan import PartPlan, Plan
    from kanben.reading.files.source import read_source
    from kanben.reading.judging.judges import judges
    from kanben.reading.mending.repairs import NONE
    from kanben.reading.read import make_manuscript
    from kanben.showing import reflowed

    texts = [read_source(path, name=str(path), encoding=encoding) for path in files]
    plan = Plan(
        parts=(PartPlan(tuple(text.name for text in texts)),),
        repairs=NONE if repairs == "none" else {},
    )
    printed = [text.lines for text in texts]
    manuscript = make_manuscript(files[0].stem, plan, texts, judges())
    if explain is not None:
        click.echo(reflowed.explain(manuscript, printed, explain), nl=False)
        return
    if form is None:
        click.echo(reflowed.summary(manuscript, printed), nl=False)
        return
    write = {"jsonl": reflowed.jsonl, "text": reflowed.text, "markdown": reflowed.markdown}[form]
    for line in write(manuscript):
        click.echo(line)
