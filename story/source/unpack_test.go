package source

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
)

func TestUnpack(t *testing.T) {
	page := Raw{Bytes: []byte(storyPage), Name: "https://a.example/", URL: "https://a.example/", ContentType: "text/html", Format: "html"}
	got, err := Unpack(page)
	if diff := cmp.Diff([]Raw{page}, got); diff != "" || err != nil {
		t.Errorf("a page: %v %s", err, diff)
	}
	list := `[{"uri": "https://agency.example/1", "headline": "Mill fined", "provider": "Agency", "versioncreated": "2025-11-14T12:00:00Z", "body_text": "The mill was fined."},
		{"headline": "Wrong", "pubstatus": "canceled", "versioncreated": "2025-11-14", "body_text": "It was not."},
		{"headline": "Quay", "versioncreated": "2025-11-14", "body_xhtml": "<p>The quay stood.</p>"}]`
	got, err = Unpack(Raw{Bytes: []byte(list), Name: "spool/1.json"})
	want := []Raw{
		{Bytes: []byte("Mill fined\n\nThe mill was fined.\n"), Name: "spool/1.json", URL: "https://agency.example/1", Format: "text", Charset: "utf-8", Outlet: "Agency", Published: "2025-11-14T12:00:00Z"},
		{Bytes: []byte("Quay\n\nThe quay stood.\n"), Name: "spool/1.json", Format: "text", Charset: "utf-8", Published: "2025-11-14"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("a list: %v %s", err, diff)
	}
	if _, err := Unpack(Raw{Bytes: []byte(`{"@context": "https://schema.org", "@type": "Person"}`)}); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("JSON-LD without a story: %v", err)
	}
	if got, err := Unpack(Raw{Bytes: []byte(`{"@type": "NewsArticle", "headline": "x", "articleBody": "y"}`), URL: "https://a.example/x.json"}); err != nil || got[0].URL != "https://a.example/x.json" {
		t.Errorf("the address of the document: %+v, %v", got, err)
	}
}
