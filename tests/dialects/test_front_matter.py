"""Front matter of other tools, as their documentation shows it."""

import datetime as dt

import pytest

from prepress.errors import SourceError
from prepress.findings import Finding
from prepress.manuscript.manuscript import Manuscript
from prepress.manuscript.metadata import Metadata
from prepress.manuscript.reading import read
from prepress.project.project import publications
from tests.dialects.forms import Form, Shown
from tests.shelf import Shelf

TEXT = "\n\nYou can take it with food, and it is not the same for all.\n"

JEKYLL = """---
layout: post
title:  "Welcome to Jekyll!"
date:   2015-11-17 16:16:01 -0600
categories: [jekyll, update]
permalink: /welcome/
published: true
---"""
HUGO_YAML = """---
categories:
- Development
date: 2012-04-06T10:00:00-07:00
description: spf13-vim is a cross platform distribution of vim plugins.
slug: spf13-vim
tags:
- .vimrc
- plugins
title: 'spf13-vim 3.0'
weight: 10
draft: false
cascade:
  params:
    color: red
---"""
HUGO_TOML = """+++
title = 'spf13-vim 3.0'
date = 2012-04-06T10:00:00-07:00
draft = false
categories = ['Development']
tags = ['.vimrc', 'plugins']
weight = 10
[params]
  author = 'John Smith'
+++"""
QUARTO = """---
title: "Toward a Unified Theory"
subtitle: Of rest
author:
  - name: Norah Jones
    orcid: 0000-0001-2345-6789
    affiliations:
      - name: Carnegie Mellon University
  - name:
      given: Josiah
      family: Carberry
date: "March 7, 2005"
abstract: >
  This is an abstract
  of two lines.
format:
  html:
    code-fold: true
    toc: true
execute:
  echo: false
bibliography: references.bib
jupyter: python3
---"""
PANDOC_TITLE = """% My title
  on multiple lines
% Author One; Author Two
% June 15, 2006
"""
PANDOC_YAML = """---
title:
- type: main
  text: My Book
- type: subtitle
  text: An investigation of metadata
creator:
- role: author
  text: John Smith
- role: editor
  text: Sarah Jones
identifier:
- scheme: DOI
  text: doi:10.234234.234/33
publisher:  My Press
rights: © 2007 John Smith, CC BY-NC
lang: en_GB
header-includes: |
  \\usepackage{x}
geometry: margin=1in
..."""
DOCUSAURUS = """---
id: doc-markdown
title: Docs Markdown Features
hide_title: false
hide_table_of_contents: false
sidebar_label: Markdown
sidebar_position: 3
pagination_label: Markdown features
custom_edit_url: https://github.com/facebook/docusaurus/edit/main/docs/api-doc-markdown.md
description: How do I find you when I cannot solve this problem
keywords:
  - docs
  - docusaurus
image: https://i.imgur.com/mErPwqL.png
slug: /myDoc
last_update:
  date: 1/1/2000
  author: custom author name
---"""
MKDOCS = """---
title: My Document
summary: A brief description of my document.
authors:
    - Waylan Limberg
    - Tom Christie
date: 2018-07-10
template: my_page.html
hide:
  - navigation
search:
  exclude: true
---"""
OBSIDIAN = """---
title: A New Hope
aliases:
  - Episode IV
tags:
  - "#journal"
  - personal/films
cssclasses: [wide]
link: "[[Episode IV]]"
publish: true
---"""


def lone(shelf: Shelf, text: str) -> Manuscript:
    (shelf.root / "sources").mkdir(parents=True, exist_ok=True)
    (shelf.root / "sources/some-text.md").write_text(text, "utf-8")
    return read(shelf.project, publications(shelf.project)[0])


def metadata(shelf: Shelf, front: str) -> Metadata:
    found = lone(shelf, front + TEXT)
    assert found.findings == ()
    assert found.chapters[0].text.strip() == TEXT.strip()
    return found.metadata


def test_jekyll(shelf: Shelf) -> None:
    found = metadata(shelf, JEKYLL)
    assert (found.title, found.date) == ("Welcome to Jekyll!", dt.date(2015, 11, 17))
    assert (found.keywords, found.layout) == (("jekyll", "update"), "handout")


@pytest.mark.parametrize("front", [HUGO_YAML, HUGO_TOML])
def test_hugo(shelf: Shelf, front: str) -> None:
    found = metadata(shelf, front)
    assert (found.title, found.date) == ("spf13-vim 3.0", dt.date(2012, 4, 6))
    assert found.keywords == (".vimrc", "plugins")


@pytest.mark.parametrize(
    ("second", "what"), [("date = ", "not valid TOML"), ("titel = 'T'", "titel")]
)
def test_mistake_in_toml_names_its_line(shelf: Shelf, second: str, what: str) -> None:
    with pytest.raises(SourceError, match=what) as error:
        lone(shelf, f"+++\nlang = 'en'\n{second}\n+++\nText.\n")
    assert error.value.place
    assert error.value.place.line == 3


def test_quarto(shelf: Shelf) -> None:
    sources = shelf.root / "sources"
    sources.mkdir(parents=True)
    (sources / "references.bib").write_text(
        "@book{a, title={Rest}, author={Lee, Ann}, year=2020}\n"
    )
    found = metadata(shelf, QUARTO)
    assert found.author == ("Norah Jones", "Josiah Carberry")
    assert (found.date, found.subtitle) == (dt.date(2005, 3, 7), "Of rest")
    assert found.description == "This is an abstract of two lines."


def test_pandoc_title_block(shelf: Shelf) -> None:
    found = metadata(shelf, PANDOC_TITLE)
    assert (found.title, found.date) == ("My title on multiple lines", dt.date(2006, 6, 15))
    assert found.author == ("Author One", "Author Two")


def test_pandoc_yaml(shelf: Shelf) -> None:
    found = metadata(shelf, PANDOC_YAML)
    assert (found.title, found.lang) == ("My Book", "en-GB")
    assert found.author == ("John Smith", "Sarah Jones")
    assert (found.identifier, found.publisher) == ("doi:10.234234.234/33", "My Press")


def test_docusaurus(shelf: Shelf) -> None:
    found = metadata(shelf, DOCUSAURUS)
    assert (found.title, found.keywords) == ("Docs Markdown Features", ("docs", "docusaurus"))


def test_mkdocs(shelf: Shelf) -> None:
    found = metadata(shelf, MKDOCS)
    assert found.author == ("Waylan Limberg", "Tom Christie")
    assert found.description == "A brief description of my document."


def test_obsidian(shelf: Shelf) -> None:
    found = metadata(shelf, OBSIDIAN)
    assert (found.title, found.keywords) == ("A New Hope", ("journal", "personal/films"))


def test_empty_front_matter_is_none(shelf: Shelf) -> None:
    assert metadata(shelf, "---\n---").title == "Some text"


def test_foreign_keys_with_values_of_any_type_pass(shelf: Shelf) -> None:
    front = "---\ntitle: T\ntags: {a: [1]}\nlicense: [{x: y}]\nauthors: [[a]]\nlocale: 7\n---"
    assert metadata(shelf, front).rights is None


def test_all_unknown_keys_are_one_warning(shelf: Shelf) -> None:
    (finding,) = lone(shelf, f"---\ntitle: T\nxyzzy: 1\nplugh: [2]\n---{TEXT}").findings
    assert (finding.code, finding.place.line) == ("M-002", 3)
    assert "“xyzzy”, “plugh”" in finding.what


@pytest.mark.parametrize("key", ["titel: T", "descripton: A.", "review_by: 2027-01-01"])
def test_key_that_is_nearly_ours_is_an_error(shelf: Shelf, key: str) -> None:
    with pytest.raises(SourceError) as error:
        lone(shelf, f"---\n{key}\n---{TEXT}")
    assert error.value.what.startswith("There is no key “")


def book(shelf: Shelf, **chapters: str) -> tuple[Manuscript, tuple[Finding, ...]]:
    files = {f"{name}.md": text for name, text in chapters.items()}
    shelf.add(dict(files.items()))
    found = read(shelf.project, publications(shelf.project)[0])
    return found, found.findings


def test_title_of_a_chapter_is_its_heading_on_its_own_line(shelf: Shelf) -> None:
    found, findings = book(shelf, a="---\nid: a\ntitle: C* & <b>\n---\n\nText.\n", b="# B\n")
    first = found.chapters[0]
    assert (first.text, first.first_line) == ("# C\\* & &lt;b>\n\n\nText.\n", 3)
    assert findings == ()


def test_title_of_a_chapter_with_a_heading_is_not_added(shelf: Shelf) -> None:
    found, _ = book(shelf, a="---\ntitle: A\n---\n# Other\n", b="---\ntitle: B\n---\n## *B*\n")
    assert [chapter.text for chapter in found.chapters] == ["# Other\n", "## *B*\n"]


@pytest.mark.parametrize("key", ["order", "weight", "nav_order", "sidebar_position"])
def test_chapters_that_all_say_their_place_stand_there(shelf: Shelf, key: str) -> None:
    found, _ = book(
        shelf,
        a=f"---\n{key}: 10\n---\nA.\n",
        b=f"---\n{key}: 9\n---\nB.\n",
        index="C.\n",
    )
    assert [chapter.text for chapter in found.chapters] == ["C.\n", "B.\n", "A.\n"]


def test_index_stands_first_whatever_place_its_folder_has(shelf: Shelf) -> None:
    found, _ = book(shelf, a="---\nweight: 1\n---\nA.\n", _index="---\nweight: 2\n---\nI.\n")
    assert [chapter.text for chapter in found.chapters] == ["I.\n", "A.\n"]


def test_places_count_for_nothing_where_a_chapter_says_none(shelf: Shelf) -> None:
    found, _ = book(shelf, a="---\norder: 2\n---\nA.\n", b="---\norder: 1\n---\nB.\n", c="C.\n")
    assert [chapter.text for chapter in found.chapters] == ["A.\n", "B.\n", "C.\n"]


def test_draft_is_left_out_and_pointed_out(shelf: Shelf) -> None:
    found, findings = book(shelf, a="A.\n", b="---\ndraft: true\n---\nB.\n")
    assert [chapter.text for chapter in found.chapters] == ["A.\n"]
    assert [(each.code, str(each.place)) for each in findings] == [("M-001", "sources/tiny/b.md:2")]
    assert [each.code for each in shelf.build("epub").findings] == ["M-001"]


FORMS = {
    "block-in-the-middle": Form(
        "Before.\n\n---\nauthor: Nobody\ntags:\n  - one\n...\n\nAfter.\n\n```yaml\n\n---\ntitle: Code\n---\n```\n"
    ),
}


def test_metadata_in_the_middle_is_not_printed(shown: dict[str, Shown]) -> None:
    form = shown["block-in-the-middle"]
    assert "Nobody" not in form.pdf + form.epub
    assert "Before. After." in form.epub
    assert "title: Code" in form.epub
    assert form.codes == ["M-003"]
    assert "1-text.md:3" in form.said
