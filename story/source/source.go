// Package source fetches raw stories: a file, standard input or a URL. It is
// the only package that opens the network for stories.
//
//	raw, err := source.Read(ctx, "https://example.com/story", source.Limits{...}, client)
//
// Only http and https; redirects, time and size are bounded; private, loopback
// and link-local addresses are refused after name resolution unless
// Limits.AllowPrivate says otherwise.
package source
