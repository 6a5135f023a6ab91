package brief

// Sheet is the style sheet of the pages, for other pages that are laid out like
// them: sections with a table of class scroll, rows of class ok, caution or warn,
// charts of package chart.
func Sheet() string { return pageCSS }
