"""Write one HTML file as a PDF with plain WeasyPrint, with the options that are given as JSON."""

import json
import sys
from pathlib import Path

import weasyprint

source, target, options = sys.argv[1:]
weasyprint.HTML(source, base_url=f"{Path(source).parent}/").write_pdf(target, **json.loads(options))
