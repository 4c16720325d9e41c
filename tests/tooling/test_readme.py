"""The front page and docs/: generated parts equal their sources, what they mention exists, and every page is found."""

import re
import sys
from collections import Counter
from pathlib import Path

import pytest
import yaml

from go2mjx.__main__ import COMMANDS
from go2mjx.checkpoints import checkpoint
from go2mjx.commands.drive import DriveConfig
from go2mjx.commands.evaluate import EvaluateConfig
from go2mjx.commands.export import ExportConfig
from go2mjx.commands.monitor import MonitorCommand
from go2mjx.commands.panels import PanelsCommand
from go2mjx.commands.play import PlayConfig
from go2mjx.commands.report import ReportConfig
from go2mjx.commands.simulate_robot import SimulateRobotConfig
from go2mjx.commands.web import WebConfig
from go2mjx.config import presets
from go2mjx.config.cli import GUIDE_FLAGS
from go2mjx.config.tree import TrainConfig, to_flat
from go2mjx.process import files
from go2mjx.report import learning_curve
from go2mjx.runs import directory as run_directory
from go2mjx.session import video
from go2mjx.tasks.config import RewardWeights
from go2mjx.tasks.rewards import TERMS
from go2mjx.telemetry import metrics

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "docs"))
import parameter_tables  # noqa: E402
import tables  # noqa: E402

DOCUMENTS = {path.relative_to(ROOT).as_posix(): path for path in tables.documents()}
TRAIN_FLAGS = {*to_flat(TrainConfig()), *vars(TrainConfig().process), *GUIDE_FLAGS, "help"}
NEGATIVE_FLAGS = {f"no_{flag}" for flag, value in to_flat(TrainConfig()).items() if isinstance(value, bool)}
FLAGS = {
    "go2mjx train": TRAIN_FLAGS | NEGATIVE_FLAGS,
    "go2mjx eval": {*EvaluateConfig.__dataclass_fields__, "help"},
    "go2mjx play": {*PlayConfig.__dataclass_fields__},
    "go2mjx panels": {*PanelsCommand.__dataclass_fields__},
    "go2mjx report": {*ReportConfig.__dataclass_fields__},
    "go2mjx monitor": {*MonitorCommand.__dataclass_fields__},
    "go2mjx export": {*ExportConfig.__dataclass_fields__},
    "go2mjx web": {*WebConfig.__dataclass_fields__},
    "go2mjx drive": {*DriveConfig.__dataclass_fields__},
    "go2mjx simulate-robot": {*SimulateRobotConfig.__dataclass_fields__},
    "go2mjx.deploy": {"command", "seconds", "episodes", "seed", "help"},
}


def prose(path: Path) -> str:
    """The text of a document, comments left out: they are notes to authors."""
    return re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def code_blocks(path: Path) -> list[str]:
    """The lines of its shell blocks without comments."""
    blocks = re.findall(r"```bash\n(.*?)```", prose(path), flags=re.DOTALL)
    return [re.sub(r"\s+#.*", "", line) for block in blocks for line in block.splitlines()]


def code(path: Path) -> list[str]:
    """The lines of its shell blocks without comments, and its code spans."""
    return code_blocks(path) + re.findall(
        r"`([^`\n]+)`", re.sub(r"```.*?```", "", prose(path), flags=re.DOTALL)
    )


def benchmark_flags(line: str) -> set[str]:
    """The flags of the benchmark that a command line runs, besides those of `go2mjx train`."""
    names = re.findall(r"python -m benchmarks\.([\w.]+)", line)
    sources = [
        (ROOT / "benchmarks" / name.replace(".", "/")).with_suffix(".py").read_text() for name in names
    ]
    return {flag for source in sources for flag in re.findall(r"^    (\w+): ", source, flags=re.MULTILINE)}


def links(path: Path) -> list[str]:
    """The targets of its links and pictures, in order."""
    return re.findall(r"\]\(([^)\s]+)\)", prose(path))


def anchors(path: Path) -> set[str]:
    """The link targets of a document's headings, as GitHub spells them."""
    headings = re.findall(r"^#+ (.+)$", prose(path), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.fixture(params=DOCUMENTS)
def document(request) -> Path:
    return DOCUMENTS[request.param]


@pytest.mark.parametrize("name", tables.BLOCKS)
def test_every_generated_part_stands_in_one_document_and_equals_its_source(name):
    marker = f"<!-- generated: {name} -->\n"
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS.values()]
    [text] = [text for text in texts if marker in text]
    part = text.split(marker)[1].split("<!-- /generated -->")[0]
    assert part == tables.BLOCKS[name](), "run: python docs/tables.py"


def test_an_unknown_generated_part_is_an_error():
    with pytest.raises(KeyError, match="no_such_part"):
        tables.fill("<!-- generated: no_such_part -->\n<!-- /generated -->")


def test_the_metric_table_has_a_page():
    assert metrics.markdown_table() in (ROOT / "docs" / "metrics.md").read_text(encoding="utf-8")


def test_the_reward_table_has_every_term_and_no_other():
    rows = re.findall(r"^\| `reward/(\w+)` \|", tables.BLOCKS["reward_terms"](), flags=re.MULTILINE)
    assert rows == list(TERMS) and set(rows) == set(vars(RewardWeights()))


def test_the_parameter_table_has_every_flag_once():
    rows = re.findall(r"^\| `--([\w.]+)` \|", tables.BLOCKS["parameter_tables"](), flags=re.MULTILINE)
    assert sorted(rows) == sorted(TRAIN_FLAGS - {"help"})


@pytest.mark.parametrize(("preset", "column"), [("go2_sac_walking", 0), ("go2_sac_test", 1)])
def test_the_presets_of_the_guide_have_its_values(preset, column):
    ours = to_flat(presets.load(preset))
    for flag, values in parameter_tables.GUIDE_SETS.items():
        guide = values[column].removesuffix(" in its scripts")
        if guide != "not set" and not guide.endswith("in its example"):
            assert parameter_tables.shown(ours[flag]) == guide, flag


FRONT_PAGES = [ROOT / "README.md", ROOT / "README.zh.md"]


@pytest.mark.parametrize("page", FRONT_PAGES, ids=lambda page: page.name)
def test_the_two_commands_are_on_the_first_screen(page):
    first = page.read_text(encoding="utf-8").splitlines()[:20]
    assert any(line.startswith("make train") for line in first)
    assert any(line.startswith("make test") for line in first)


def test_the_front_page_is_the_same_in_both_languages():
    """The languages link each other first of all; commands, numbers and link targets are the same."""
    english, chinese = FRONT_PAGES
    assert (links(english)[0], links(chinese)[0]) == (chinese.name, english.name)
    assert code_blocks(english) == code_blocks(chinese) != []
    assert [link.replace(".zh.md", ".md") for link in links(english)[1:]] == [
        link.replace(".zh.md", ".md") for link in links(chinese)[1:]
    ]
    numbers = [Counter(re.findall(r"\d+(?:[.,]\d+)*", prose(page))) for page in FRONT_PAGES]
    assert numbers[0] == numbers[1]


def test_the_index_has_every_page_once():
    pages = [name.removeprefix("docs/") for name in DOCUMENTS if name != "docs/index.md"]
    assert sorted(links(DOCUMENTS["docs/index.md"])) == sorted(
        f"../{name}" if name.startswith("README") else name for name in pages
    )
    assert all("docs/index.md" in links(page) for page in FRONT_PAGES)


def test_every_file_of_a_run_is_in_the_table():
    table = prose(ROOT / "docs" / "runs.md").split("## What a run leaves behind")[1].split("\n## ")[0]
    names = [presets.CONFIG, run_directory.PROVENANCE, learning_curve.FILE_NAME, video.FILE_NAME]
    names += [
        f"{checkpoint.FOLDER}/",
        "metrics.jsonl",
        "evaluation.json",
        "summary.json",
        "wandb_runs.json",
        files.CHECKSUMS,
    ]
    assert all(f"| `{name}`" in table for name in names)


def test_every_preset_is_said_to_be_for_something():
    text = prose(ROOT / "docs" / "parameters.md").split("## Presets")[1].split("\n## ")[0]
    assert all(f"| `{name}` |" in text for name in presets.preset_names())


def test_mentioned_commands_exist(document):
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), flags=re.MULTILINE))
    for line in code(document):
        assert set(re.findall(r"\bmake (\w+)", line)) <= targets, line
        assert set(re.findall(r"\bgo2mjx ([a-z][\w-]*)", line)) <= set(COMMANDS), line
        for module in re.findall(r"python -m ([\w.]+)", line):
            path = ROOT / module.replace(".", "/")
            assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), line
        for preset in re.findall(r"--preset (\w+)", line):
            assert preset in presets.preset_names(), line


def test_mentioned_flags_exist(document):
    """A flag on its own belongs to one of the programs that the document shows, or to `go2mjx train`."""
    lines = code(document)
    shown = "\n".join(["go2mjx train", *lines])
    for line in lines:
        if not line.startswith(("wandb ", "pip ", "tensorboard ")):
            context = line if re.search(r"go2mjx|python -m", line) else shown
            commands = [name for name in FLAGS if name in context] or ["go2mjx train"]
            known = benchmark_flags(context).union(*(FLAGS[name] for name in commands))
            assert set(re.findall(r"--([a-z][\w.]*\w)", line)) <= known, line


def test_commands_with_flags_are_accepted(document):
    """The values fit too: every complete `go2mjx train` command of the documents resolves."""
    from go2mjx.config.cli import parse

    for line in code(document):
        words = line.split()
        if line.startswith("go2mjx train ") and not {"RUN_DIR", "--help"} & set(words):
            assert parse(words[2:]), line


def test_mentioned_metrics_exist(document):
    for line in code(document):
        if re.fullmatch(r"(actor|sac|learner|timer|eval|reward)/[\w.]+", line):
            assert metrics.by_key(line)


def test_mentioned_files_exist(document):
    for line in code(document):
        if re.match(r"(go2mjx|tests|docs|configs|benchmarks|\.ci)/", line):
            assert (ROOT / line).exists(), line
    for script in [
        word for line in code(document) for word in re.findall(r"python (docs/\S+|benchmarks/\S+)", line)
    ]:
        assert (ROOT / script).is_file(), script


def test_relative_links_resolve(document):
    for target in links(document):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        linked = (document.parent / path).resolve() if path else document
        assert linked.exists() and linked.is_relative_to(ROOT), target
        assert not anchor or anchor in anchors(linked), target


def test_no_place_of_one_machine_is_named(document):
    text = document.read_text(encoding="utf-8")
    assert not re.search(r"(?<![\w.~])/(home|root|work|tmp|usr|opt|mnt|Users)/", text)
    assert not re.search(r"pypi|pythonhosted|index-url|find-links|localhost|\d+\.\d+\.\d+\.\d+", text)


def test_the_licences_are_named_and_there():
    text = prose(ROOT / "README.md")
    assert "Apache License" in text and "Apache License" in (ROOT / "LICENSE").read_text()
    assert "BSD-3-Clause" in text and "Unitree" in (ROOT / "go2mjx/robots/go2/LICENSE").read_text()


def test_configuration_files_are_shown_as_they_are():
    """A preset column shows what the file says, not only what the tree's defaults say."""
    table = tables.BLOCKS["parameter_tables"]()
    for name in presets.preset_names():
        for flag, value in yaml.safe_load((ROOT / f"configs/{name}.yaml").read_text()).items():
            [row] = re.findall(rf"^\| `--{re.escape(flag)}` \|.*$", table, flags=re.MULTILINE)
            assert f"| {parameter_tables.shown(value)} |" in row, (name, flag)
