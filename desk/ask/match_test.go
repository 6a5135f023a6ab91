package ask

import (
	"encoding/json"
	"testing"

	"newstape/fault"
)

func example(schema string, names ...string) MatchExample {
	return MatchExample{Schema: schema, Properties: map[string][]string{"name": names}}
}

func TestMatchSpeaksYente(t *testing.T) {
	r := withLists(t)
	var q MatchRequest
	body := `{"queries": {"a": {"schema": "Company", "properties": {"name": ["Orion Dynmics"], "country": ["ru"]}},
	 "b": {"schema": "Company", "properties": {"name": ["Nobody At All"]}}}}`
	if err := json.Unmarshal([]byte(body), &q); err != nil {
		t.Fatal(err)
	}
	got, err := r.Match("default", q)
	if err != nil {
		t.Fatal(err)
	}
	a, b := got.Responses["a"], got.Responses["b"]
	if a.Status != 200 || a.Total.Value != 1 || a.Total.Relation != "eq" || len(a.Results) != 1 {
		t.Fatalf("got %+v", a)
	}
	hit := a.Results[0]
	if hit.Caption != "Orion Dynamics LLC" || !(hit.Score > 0.5) || hit.Features["name"] != hit.Score || len(hit.Datasets) != 1 || hit.Receipt.Rule == "" || len(hit.Tokens) == 0 {
		t.Errorf("got %+v", hit)
	}
	if b.Results == nil || len(b.Results) != 0 || b.Total.Value != 0 {
		t.Errorf("nobody: %+v", b)
	}
	raw, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	var shape struct {
		Responses map[string]struct {
			Results []map[string]any `json:"results"`
		} `json:"responses"`
	}
	if err := json.Unmarshal(raw, &shape); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"id", "caption", "schema", "properties", "datasets", "referents", "target", "score", "match", "features"} {
		if _, ok := shape.Responses["a"].Results[0][key]; !ok {
			t.Errorf("a result has no %s", key)
		}
	}
}

func TestMatchThresholdCutoffLimitAndDay(t *testing.T) {
	r := withLists(t)
	ask := func(dataset string, q MatchRequest) MatchAnswer {
		got, err := r.Match(dataset, q)
		if err != nil {
			t.Fatal(err)
		}
		return got.Responses["q"]
	}
	like := map[string]MatchExample{"q": example("Company", "Orion Dynmics")}
	score := ask("default", MatchRequest{Queries: like}).Results[0].Score
	if m := ask("default", MatchRequest{Queries: like, Threshold: score}); !m.Results[0].Match {
		t.Error("at the threshold is no match")
	}
	if m := ask("default", MatchRequest{Queries: like, Threshold: min(1, score+0.001)}); score < 1 && m.Results[0].Match {
		t.Error("below the threshold is a match")
	}
	if m := ask("default", MatchRequest{Queries: like, Cutoff: 1}); score < 1 && len(m.Results) != 0 {
		t.Error("below the cutoff is shown")
	}
	both := map[string]MatchExample{"q": example("Company", "Orion Dynamics", "Beta Shipping")}
	if m := ask("default", MatchRequest{Queries: both, Limit: 1}); len(m.Results) != 1 || m.Total.Value != 2 {
		t.Errorf("limit: %d of %d", len(m.Results), m.Total.Value)
	}
	alibaba := map[string]MatchExample{"q": example("Company", "Alibaba", "Alibaba Group")}
	if m := ask("1260H", MatchRequest{Queries: alibaba, AsOf: "2025-11-14"}); len(m.Results) != 0 {
		t.Errorf("Alibaba before it was listed: %+v", m.Results)
	}
	if m := ask("1260H", MatchRequest{Queries: alibaba, AsOf: "2026-06-08"}); len(m.Results) != 1 || !m.Results[0].Match {
		t.Errorf("Alibaba once listed: %+v", m.Results)
	}
}

func TestMatchRefusals(t *testing.T) {
	r := withLists(t)
	ok := map[string]MatchExample{"q": example("Company", "Orion")}
	many := make([]string, mostSpelling+1)
	for k := range many {
		many[k] = string(rune('a'+k)) + " name"
	}
	for name, tc := range map[string]struct {
		dataset string
		q       MatchRequest
		code    fault.Code
	}{
		"no queries":     {"default", MatchRequest{}, fault.BadInput},
		"no such list":   {"nowhere", MatchRequest{Queries: ok}, fault.NotFound},
		"no such schema": {"default", MatchRequest{Queries: map[string]MatchExample{"q": example("Security", "x")}}, fault.BadInput},
		"no name":        {"default", MatchRequest{Queries: map[string]MatchExample{"q": example("Person")}}, fault.BadInput},
		"many names":     {"default", MatchRequest{Queries: map[string]MatchExample{"q": example("Person", many...)}}, fault.TooLarge},
		"limit":          {"default", MatchRequest{Queries: ok, Limit: 101}, fault.BadInput},
		"threshold":      {"default", MatchRequest{Queries: ok, Threshold: 2}, fault.BadInput},
		"day":            {"default", MatchRequest{Queries: ok, AsOf: "never"}, fault.BadInput},
	} {
		if _, err := r.Match(tc.dataset, tc.q); fault.CodeOf(err) != tc.code {
			t.Errorf("%s: %s: %v", name, fault.CodeOf(err), err)
		}
	}
}

func TestSearchFindsByName(t *testing.T) {
	got, err := withLists(t).Search("default", "Beta Lines", MatchRequest{})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Results) != 1 || got.Results[0].Caption != "Beta Shipping" || got.Results[0].Properties["alias"][0] != "Beta Lines" {
		t.Errorf("got %+v", got)
	}
}
