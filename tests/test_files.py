"""Files that the user names, and files of ours."""

import pytest

from go2mjx.process import files
from go2mjx.process.errors import UsageError


def test_what_the_user_names_is_written_to_and_not_replaced(tmp_path):
    """It may be a link to a device, such as /dev/stdout."""
    (tmp_path / "device").write_text("")
    (tmp_path / "link").symlink_to(tmp_path / "device")
    files.write_named("--json", tmp_path / "link", [1])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "device").read_text() == "[\n  1\n]\n"


def test_a_file_that_cannot_be_written_names_the_flag(tmp_path):
    with pytest.raises(UsageError, match=r"--json .*nowhere.*cannot be written: No such file"):
        files.write_named("--json", tmp_path / "nowhere" / "file", {})


def test_another_number_in_a_sealed_file_is_noticed(tmp_path):
    path = tmp_path / "summary.json"
    for total in (10, 20):
        files.write_json(path, {"total": total})
        assert files.read_json(path) == {"total": total}
    for damaged in (path.read_text().replace("20", "30"), path.read_text().replace("20", "10"), ""):
        path.write_text(damaged)
        with pytest.raises(files.Damaged):
            files.read_json(path)


@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_kill_while_a_file_is_written_is_no_damage(tmp_path, monkeypatch, after):
    path = tmp_path / "summary.json"
    files.write_json(path, {"total": 10})
    write_text, written = files.write_text, []

    def killed(*arguments):
        if len(written) == after:
            raise KeyboardInterrupt
        written.append(arguments)
        write_text(*arguments)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(files, "write_text", killed)
        files.write_json(path, {"total": 20})
    assert files.read_json(path) == {"total": 20 if after == 2 else 10}
    files.write_json(path, {"total": 30})
    assert files.read_json(path) == {"total": 30}


@pytest.mark.parametrize("content", ["", "[]", '{"files": {"file.json": [[1, 2]]}, "checksum": 3}'])
def test_without_sound_checksums_a_file_is_taken_as_it_is(tmp_path, content):
    files.write_json(tmp_path / "file.json", [1])
    (tmp_path / files.CHECKSUMS).write_text(content)
    assert files.read_json(tmp_path / "file.json") == [1]
