// Package examples holds the stories and studies that the documents of the
// repository speak of, and gives one of them to a program that wants to show
// what it can do before it has read anything:
//
//	text := examples.Story() // prints its own time, 9:40 a.m. ET
//
// Limits: the story is ours, written after the event that the sample tape has
// the prices of. It is nobody's article.
package examples

import _ "embed"

//go:embed alibaba-memo.txt
var memo string

// Story is alibaba-memo.txt: plain text in UTF-8.
func Story() string { return memo }
