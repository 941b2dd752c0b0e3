"""The PDF edition: HTML for print, layout, locators, links, record of pages."""

from kanben.typesetting.libraries import load_at_once

load_at_once()
