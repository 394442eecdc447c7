"""Compile one Typst file and print the seconds that this alone took: Python's start and the import
are not counted.
"""

import sys
import time

import typst

source, target = sys.argv[1:]
begin = time.perf_counter()
typst.compile(source, output=target)
sys.stdout.write(f"{time.perf_counter() - begin}\n")
