"""What the programs that work with the official SDK have in common."""

import pathlib

import comet_ml


def write(path: str, text: str) -> None:
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    pathlib.Path(path).write_text(text, encoding="utf-8")


def files(folder: str) -> dict[str, str]:
    """The text of every file below a folder, by its name there."""
    root = pathlib.Path(folder)
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*")) if path.is_file()}


def attempt(function, *arguments, **named):
    """What a call gives, or how it is refused."""
    try:
        return function(*arguments, **named)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def start(workspace: str, project: str, name: str):
    return comet_ml.start(workspace=workspace, project_name=project, experiment_config=comet_ml.ExperimentConfig(
        name=name, display_summary_level=0, log_env_details=False))
