// Package check finds the statements a story makes about what the market did
// and judges each against the tape.
//
//	res := check.Story(article, doc, linked, tape)
//	res.Statements[0].Verdict // holds_intraday: true at 13:25, closed -3.78 %
//
// Verdicts: holds, holds_intraday, holds_elsewhere, fails, cannot_check.
// Tolerance is half a unit of the last digit printed. No statement is judged
// with prices later than its publication.
package check
