// Package claim is the ledger of who says what, how firmly, through whom, and
// what answers what.
//
//	ledger := claim.Read(article, doc, linked)
//	c := ledger.Claims[0] // "of providing the Chinese military with ..." alleged by the memo via the Financial Times
//
// A claim has source, cue and content spans, a resolved speaker, a chain, a
// stance and a status given by the rule order of docs/method.md. One story's
// ledger is never a verdict on truth.
package claim
