// Package brief turns a dossier into something a person reads: a terminal page,
// Markdown, one self-contained HTML file, or JSON.
//
// In: a [dossier.Dossier]. Out: a [Page] of sections whose every sentence and
// table row carries a receipt, and the writers of its forms.
//
//	page, err := brief.Compose(d)
//	err = brief.Text(os.Stdout, page, brief.Terminal{Width: 100, Colour: true})
//
// A sentence exists only through the page's builder, which demands its receipt;
// a sentence whose receipt is void fails the whole page, so nothing is printed
// that cannot be shown.
//
// Limits: English. Nothing is computed here: figures come from the dossier.
package brief
