"""Python programs that these checks need, at the versions of their requirements file, in a folder of their own."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv


def folder_of(requirements):
    """Kept between runs, whatever happens to target/."""
    with open(requirements, "rb") as file:
        text = file.read()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    name = hashlib.sha256(text + version.encode()).hexdigest()[:12]
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    stem = os.path.basename(requirements).removesuffix("-requirements.txt")
    return os.path.join(cache, "preau", f"{stem}-{name}")


def installed(requirements):
    """The folder with `bin/`, made at the first time; None when it cannot be had."""
    folder = folder_of(requirements)
    if os.path.exists(os.path.join(folder, "complete")):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    print(f"installing {os.path.basename(requirements)}", flush=True)
    try:
        venv.create(folder, with_pip=True)
        pip = [os.path.join(folder, "bin", "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "--requirement", requirements], check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        print(f"they cannot be installed: {error}", file=sys.stderr)
        return None
    with open(os.path.join(folder, "complete"), "w", encoding="utf-8"):
        pass
    return folder
