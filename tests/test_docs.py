"""What the documents say is so."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.core.management import get_commands

from portal.environment import Environment

PROJECT = Path(__file__).resolve().parent.parent
README = (PROJECT / "README.md").read_text()
DOCUMENTS = sorted([*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md"), *PROJECT.glob("deploy/*.md")])


def test_every_make_command_in_the_readme_is_a_target():
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), flags=re.MULTILINE))

    mentioned = set(re.findall(r"(?:`|^)make ([a-z-]+)", README, flags=re.MULTILINE))

    assert {"run", "test", "check", "bench", "screenshots"} <= mentioned <= targets


def test_every_manage_command_in_the_readme_exists():
    line = next(line for line in README.splitlines() if line.startswith("Commands:"))

    mentioned = set(re.findall(r"`(?:manage\.py )?([a-z_]+)`", line))

    assert mentioned <= set(get_commands())


def test_the_first_commands_of_the_readme_are_run_and_test():
    commands = re.findall(r"^make ([a-z]+)", README, flags=re.MULTILINE)

    assert commands[:2] == ["run", "test"]


def test_the_map_names_folders_that_exist():
    drawing = README.split("## Map of the house")[1].split("```")[1]

    for folder in re.findall(r"^([a-z/]+)/ ", drawing, flags=re.MULTILINE):
        assert (PROJECT / folder).is_dir(), folder


def test_env_example_names_exactly_the_declared_variables():
    lines = (PROJECT / ".env.example").read_text().splitlines()

    documented = [line.split("=")[0] for line in lines if line and not line.startswith("#")]

    assert sorted(documented) == sorted(field.name for field in fields(Environment))


def test_decisions_are_numbered_without_gaps():
    files = sorted(path.name for path in (PROJECT / "docs" / "adr").glob("*.md"))

    assert [name[:5] for name in files] == [f"{number:04}-" for number in range(1, len(files) + 1)]


@pytest.mark.parametrize("path", sorted((PROJECT / "docs" / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_opens_with_its_number(path):
    assert path.read_text().startswith(f"# {path.name[:4]}. ")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text())

    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_the_licence_is_the_whole_agpl():
    text = (PROJECT / "LICENSE").read_text()

    assert text.lstrip().startswith("GNU AFFERO GENERAL PUBLIC LICENSE")
    assert "END OF TERMS AND CONDITIONS" in text
