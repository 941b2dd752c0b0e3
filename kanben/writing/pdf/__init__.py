"""The PDF edition: HTML for print, layout, locators, links, record of pages."""
