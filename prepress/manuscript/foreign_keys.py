"""Foreign keys: what other tools write into front matter, which of it has our meaning, and which
of it is left alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

#: Keys of other tools that mean one of ours; the first that is there counts, and our own before it.
MEANINGS: Mapping[str, str] = MappingProxyType(
    {
        "authors": "author",
        "by": "author",
        "byline": "author",
        "creator": "author",
        "creators": "author",
        "sub-title": "subtitle",
        "tagline": "subtitle",
        "publishdate": "date",
        "published": "date",
        "pubdate": "date",
        "date-published": "date",
        "language": "lang",
        "locale": "lang",
        "languagecode": "lang",
        "abstract": "description",
        "tags": "keywords",
        "tag": "keywords",
        "categories": "keywords",
        "category": "keywords",
        "license": "rights",
        "licence": "rights",
        "copyright": "rights",
        "translators": "translator",
        "cover": "cover-image",
        "epub-cover-image": "cover-image",
        "reference-location": "notes",
    }
)

_LAYOUTS = """
    about archive article base blog categories category center collection compress default doc
    docs documentation empty full guide home homepage index landing minimal none null page post
    posts profile project raw section single splash tag tags tutorial wide wiki
"""
#: Values of `layout` that Jekyll's themes and others know; none of them is one of ours.
LAYOUTS_ELSEWHERE = frozenset(_LAYOUTS.split())

_KEYS = """
    about accessibilityfeature accessibilityhazard accessibilitysummary accessmode
    accessmodesufficient acknowledgements acknowledgments actions address affiliation
    affiliations alias aliases ancestor appendix-style apple-touch-icon area article aside
    aspectratio audience audio author-meta author-profile auto-identifiers babel-lang
    backgroundcolor backgroundimage banner beamerarticle beameroption belongs-to-collection
    biblatex biblatexoptions biblio-style biblio-title bibliography binder block-headings blog
    book bookcollapsesection bookcomments bookdown bookflatsection bookhidden booksearchexclude
    booktoc boxlinks brand breadcrumbs browser-compat build callout-appearance callout-icon
    canonical canonical-url canonicalurl card cards-deck cascade child-nav-order citation
    citation-abbreviations citation-package citations cite-method citecolor citeproc cjkmainfont
    classes classoption code-annotations code-block-bg code-block-border-left code-copy
    code-fold code-line-numbers code-link code-overflow code-summary code-tools collection color
    colorlinks colortheme columns comment comments completed content-type contextual-navigation
    contributor contributors copyright-statement corresponding cover-img coverage created
    creation-date crossref crossrefs csl css cssclass cssclasses ctime custom-edit-url
    date-created date-format date-meta date-modified dateformat dedication defaults df-print
    dg-home dg-path dg-permalink dg-publish disablehljs displayed-sidebar disqus doc-type
    documentation documentclass doi down downloads dpi draft drafts due ebook edit-link edit-url
    editlink editor editor-options editpost eleventycomputed eleventyexcludefromcollections
    eleventynavigation email embed-resources engine eol epigraph epub-chapter-level epub-fonts
    epub-metadata epub-subdirectory epub-title-page eventdate excalidraw-plugin excerpt
    excerpt-separator exclude-from-search execute expires expirydate exports ext-css ext-js
    extra extra-css extra-javascript favicon feature-row featured features feedback fig-align
    fig-cap-location fig-dpi fig-format fig-height fig-pos fig-width filecolor filters font-size
    fontenc fontfamily fontfamilyoptions fontsize fonttheme footer format formats from funding
    gallery geometry git-revision-date github github-repo grand-parent group-position guid
    has-children has-toc hash head header header-includes headingdivider headless hero heroimage
    herotext hidden hide hide-description hide-table-of-contents hide-title hidetitle highlight
    highlight-style home html-math-method html-meta hyperrefoptions hyphens ibooks icon id image
    images img include-after include-after-body include-before include-before-body
    include-in-header include-nav incremental indent innertheme input-file input-files institute
    institution ipynb iscjklanguage issn issue journal js jupyter jupytext kanban-plugin
    katex keep-html keep-ipynb keep-md keep-tex kernel kernelspec keywords-meta kind knitr
    last-modified-at last-update lastmod lastupdated latex-auto-install latex-engine
    latex-engine-opt layout legacy-url lightbox lightbox-group line-spacing linespacing
    linestretch link-bibliography link-citations link-title linkcolor link links links-as-notes
    name allowed-tools argument-hint
    linktitle linter-yaml-title-alias list-of-figures list-of-tables listing logo
    main-menu mainfont mainfontoptions manager manuscript margin margin-bottom margin-left
    margin-right margin-top markup marp math mathfont mathjax menu menus mermaid meta metadata
    metadata-file metadata-files metadescription metatitle microtypeoptions modified monofont
    ms-author ms-custom ms-date ms-prod ms-reviewer ms-service ms-subservice ms-topic mtime myst
    natbib nav nav-exclude nav-fold nav-order nav-title navbar navigation next no-index nocite
    noindex not-in-nav notes-after-punctuation number-depth number-lines number-offset
    numbering numbersections obsidian obsidianuiemulation obsidianuimode og
    old-path old-url open-access opengraph orcid order otherlangs outertheme outline output
    output-dir output-file outputs page-progression-direction page-style page-type pageclass
    pagestyle pagetitle pagetype paginate pagination pagination-label pagination-next
    pagination-prev paper-size papersize params params-file parent parse-number-prefixes
    partials pdf-engine pdf-engine-opt people permalink pin plugins polyglossia-lang position
    preface preserve-tabs prev project project-status publish publish-date publishdate published
    rating read-time readtime redirect-from redirect-to reference-doc
    reference-section-title references related related-notes relation render-with-liquid repo
    repo-url resource-files resource-path resources rev revision revision-date rmarkdown
    rmd-files robots running-head running-title runninghead same sansfont search search-exclude
    searchhidden secnumdepth section-titles self-contained self-contained-math seo
    seo-description seo-title series share share-description share-img share-title
    shift-heading-level shift-heading-level-by short-description short-title shortcodes
    shorttitle showbreadcrumbs showpostnavlinks showreadingtime showtoc sidebar
    sidebar-class-name sidebar-custom-props sidebar-key sidebar-label sidebar-position
    sidebar-title site site-url sitemap size slide-level slides slug smart social social-share
    source spec-urls split-level standalone startfrom status strip-comments stylesheet subject
    subjects substitutions suppress-bibliography syntax-highlighting tab-stop tables
    tbl-cap-location tbl-colwidths teaser template template-partials thanks thebe theme
    thumbnail thumbnail-img title-block-banner title-block-categories title-block-style
    title-image title-meta title-prefix title-slug titlegraphic to toc toc-expand
    toc-icon toc-label toc-location toc-max-heading-level toc-min-heading-level toc-own-page
    toc-sticky toc-title toccolor tocd tocdepth tocopen top-level-division topic topics
    translationkey truncate twitter twitter-card type types uid unlisted up update updated url
    url-code url-pdf url-slides url-source url-video urlcolor uuid variables-file venue
    verbosity version versions video videos volume website weight wrap wrapperclassname
"""
#: Keys that other tools are known to use and that say nothing to a press: Jekyll, Hugo, Quarto,
#: Pandoc and its writers, Docusaurus, mkdocs (Material), Obsidian, R Markdown and bookdown, Jupyter
#: Book, VitePress and VuePress, Astro, Eleventy, Just the Docs, Gatsby, Marp. In lower case, with
#: hyphens for `_`.
FOREIGN = frozenset(_KEYS.split())


def normal_key(name: str) -> str:
    """A key as the tables here write it: `nav_order` is `nav-order`, `publishDate` `publishdate`,
    `ms.date` `ms-date`.
    """
    return name.strip().lower().replace("_", "-").replace(".", "-").replace(" ", "-")
