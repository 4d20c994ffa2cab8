"""Words on a command line -> the line and the shell: the only package that knows click, exit codes and today's date."""

from threatmodel.cli.program import main as main  # what the installed program starts
