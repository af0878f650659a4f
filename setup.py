"""What pyproject.toml cannot say: the seeds go into the package, so that an installed copy finds them."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithSeeds(build_py):
    """Copies seeds/ beside the modules of `rag`, where `rag.storage.seeding` looks for it."""

    def run(self) -> None:
        """Build the modules, then add the seeds; an editable installation finds them in the checkout."""
        super().run()
        if not self.editable_mode:
            shutil.copytree(Path("seeds"), Path(self.build_lib) / "rag" / "seeds", dirs_exist_ok=True)


setup(cmdclass={"build_py": BuildWithSeeds})
