// Package link finds who a story names and says which issuer each mention is,
// or why it refuses to say.
//
//	out := link.Find(article, doc, master)
//	out.Mentions[0].Entity.ID // "alibaba"
//
// A refusal (an ordinary word, too many senses) is an answer with a reason.
// Role and relevance are filled by what the story does with the party.
package link
