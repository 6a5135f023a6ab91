// Package security is the master of issuers and their listings, with the names
// that news uses for them.
//
//	m := security.Embedded()
//	iss, ok := m.Issuer("alibaba")
//	iss.Primary() // XNYS:BABA
//
// Every name and listing has a validity period; questions carry a date.
// Parties that news names but nobody can buy (Huawei, the White House, the
// Financial Times) are entries without listings, of another [Kind].
//
// Limits: the embedded table is of US issuers as of its source's date and the
// non-US issuers that US-China and technology news names.
package security
