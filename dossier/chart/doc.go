// Package chart draws the figures of a dossier: a price line in block
// characters for a terminal, and SVG for pages.
//
// In: values already measured, with their labels. Out: text. Nothing is
// computed here but scales, and the same input gives the same bytes.
//
//	chart.Blocks([]float64{0, 1.3, -4.7, -3.8}, 40) // ▆█▁▂
//	svg := chart.Lines{Title: "14 November 2025", Series: ..., Levels: ...}.SVG()
//
// Limits: lines and horizontal levels only; colours are CSS classes, so the
// page decides how they look in light and dark.
package chart
