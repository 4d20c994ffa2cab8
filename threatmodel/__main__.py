"""`python -m threatmodel` is the command line."""

from threatmodel.cli import main

if __name__ == "__main__":
    main()
