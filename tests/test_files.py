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
