package ask

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/names/match"
	"newstape/names/screen"
	"newstape/tape/calendar"
)

// MatchRequest is the body of yente's POST /match/{dataset}, as its public
// documentation has it: parties described by example, each under a key of the
// caller's. The parameters that yente takes from the address are fields here.
type MatchRequest struct {
	Queries map[string]MatchExample `json:"queries"`

	Limit int `json:"-"` // results for each query; 0 means 5, at most 100
	// Threshold is the score from which a result is a match. Zero leaves it to the
	// screener: listed, and no second look wanted.
	Threshold float64 `json:"-"`
	Cutoff    float64 `json:"-"` // least score shown; zero means 0.5
	AsOf      string  `json:"-"` // the day to ask about; "" is the present. Ours, not yente's
}

// MatchExample is a party as a FollowTheMoney entity: a schema and lists of
// properties. Read are name, alias, previousName, firstName with lastName,
// birthDate, and country, jurisdiction, nationality or citizenship; the rest is
// passed over.
type MatchExample struct {
	ID         string              `json:"id,omitempty"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
}

// MatchResponse has an answer for each key of the request.
type MatchResponse struct {
	Responses map[string]MatchAnswer `json:"responses"`
	Limit     int                    `json:"limit"`
}

// MatchAnswer is the answer to one example.
type MatchAnswer struct {
	Status  int           `json:"status"` // 200
	Results []MatchResult `json:"results"`
	Total   MatchTotal    `json:"total"`
	Query   MatchExample  `json:"query"`
}

// MatchTotal counts the results before the limit.
type MatchTotal struct {
	Value    int    `json:"value"`
	Relation string `json:"relation"` // eq
}

// MatchResult is an entry of a list in yente's shape, with what we know beyond
// it: the standing, since when, the words compared, and the receipt.
type MatchResult struct {
	ID         string              `json:"id"` // list/key, or table/list/party
	Caption    string              `json:"caption"`
	Schema     string              `json:"schema"`
	Properties map[string][]string `json:"properties"`
	Datasets   []string            `json:"datasets"`
	Referents  []string            `json:"referents"`
	Target     bool                `json:"target"`
	Score      float64             `json:"score"` // 0 to 1
	Match      bool                `json:"match"`
	Features   map[string]float64  `json:"features"`

	Standing screen.Status `json:"standing"`
	Why      string        `json:"why,omitempty"`
	Tokens   []Token       `json:"tokens,omitempty"`
	Receipt  Receipt       `json:"receipt"`
}

const (
	usualLimit   = 5
	mostLimit    = 100
	usualCutoff  = 0.5
	mostSpelling = 10 // names of one example that are asked
)

// Match asks about every example. dataset is default or all for every list, or
// the name of one list. Linked parties that stand on a list only through others
// are results that do not match.
func (r *Rooms) Match(dataset string, q MatchRequest) (*MatchResponse, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	how, err := r.matching(dataset, q)
	if err != nil {
		return nil, err
	}
	if err := r.boundNames(len(q.Queries)); err != nil {
		return nil, err
	}
	out := &MatchResponse{Responses: map[string]MatchAnswer{}, Limit: how.limit}
	for _, key := range slices.Sorted(maps.Keys(q.Queries)) {
		a, err := r.matchOne(q.Queries[key], how)
		if err != nil {
			return nil, about(fmt.Sprintf("match: query %.40q", key), err)
		}
		out.Responses[key] = *a
	}
	return out, nil
}

// SearchResponse is the answer of yente's GET /search/{dataset}.
type SearchResponse struct {
	Results []MatchResult `json:"results"`
	Total   MatchTotal    `json:"total"`
	Limit   int           `json:"limit"`
}

// Search asks about one name of unknown kind.
func (r *Rooms) Search(dataset, name string, q MatchRequest) (*SearchResponse, error) {
	leave, err := r.enter()
	if err != nil {
		return nil, err
	}
	defer leave()
	how, err := r.matching(dataset, q)
	if err != nil {
		return nil, err
	}
	a, err := r.matchOne(MatchExample{Schema: "Thing", Properties: map[string][]string{"name": {name}}}, how)
	if err != nil {
		return nil, about("search", err)
	}
	return &SearchResponse{Results: a.Results, Total: a.Total, Limit: how.limit}, nil
}

// matching is how one request wants its results.
type matching struct {
	list      string // "" is all
	limit     int
	threshold float64
	cutoff    float64
	asOf      calendar.Date
}

func (r *Rooms) matching(dataset string, q MatchRequest) (matching, error) {
	how := matching{limit: q.Limit, threshold: q.Threshold, cutoff: q.Cutoff}
	if how.limit == 0 {
		how.limit = usualLimit
	}
	if how.cutoff == 0 {
		how.cutoff = usualCutoff
	}
	if how.limit < 0 || how.limit > mostLimit {
		return how, fault.New(fault.BadInput, "match: limit %d", how.limit).Try("1 to %d", mostLimit)
	}
	if !(0 <= how.threshold && how.threshold <= 1 && 0 <= how.cutoff && how.cutoff <= 1) { // nor NaN
		return how, fault.New(fault.BadInput, "match: threshold %g, cutoff %g", how.threshold, how.cutoff).Try("numbers from 0 to 1")
	}
	var err error
	if how.asOf, err = parseDay(q.AsOf); err != nil {
		return how, err
	}
	if dataset == "default" || dataset == "all" {
		return how, nil
	}
	known := r.datasets()
	at := slices.IndexFunc(known, func(name string) bool { return strings.EqualFold(name, dataset) })
	if at < 0 {
		return how, fault.New(fault.NotFound, "match: no dataset %.40q", dataset).Try("default, or one of %s", strings.Join(known, ", "))
	}
	how.list = known[at]
	return how, nil
}

// datasets are the names of the lists that can be asked alone.
func (r *Rooms) datasets() []string {
	var out []string
	for _, l := range r.facts.Lists.Names() {
		out = append(out, string(l))
	}
	if r.book != nil {
		for _, v := range r.book.Versions {
			out = append(out, v.List)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// matchOne asks under every name of the example and keeps the best of the
// answers about one entry.
func (r *Rooms) matchOne(q MatchExample, how matching) (*MatchAnswer, error) {
	kind, ok := kindOfSchema(q.Schema)
	if !ok {
		return nil, fault.New(fault.BadInput, "schema %.40q cannot be asked about", q.Schema).Try("Person, Company, Organization, LegalEntity, Vessel or Thing")
	}
	names, err := r.spellings(q)
	if err != nil {
		return nil, err
	}
	best := map[string]MatchResult{}
	for _, name := range names {
		a, err := ScreenName(r.screener, screen.Query{
			Name: name, Kind: kind, AsOf: how.asOf, Birth: first(q.Properties, "birthDate"),
			Country: first(q.Properties, "country", "jurisdiction", "nationality", "citizenship"),
		})
		if err != nil {
			return nil, fault.New(fault.BadInput, "%w", err).Try("a name of a party, such as Huawei")
		}
		for _, m := range results(a, how) {
			if have, ok := best[m.ID]; !ok || m.Score > have.Score {
				best[m.ID] = m
			}
		}
	}
	all := slices.SortedFunc(maps.Values(best), func(a, b MatchResult) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID))
	})
	out := &MatchAnswer{Status: 200, Total: MatchTotal{len(all), "eq"}, Query: q, Results: []MatchResult{}}
	out.Results = append(out.Results, all[:min(how.limit, len(all))]...)
	return out, nil
}

// spellings are the names that an example gives, each once.
func (r *Rooms) spellings(q MatchExample) ([]string, error) {
	var out []string
	add := func(name string) {
		if name = strings.TrimSpace(name); name != "" && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	for _, p := range []string{"name", "alias", "previousName"} {
		for _, name := range q.Properties[p] {
			add(name)
		}
	}
	if last := first(q.Properties, "lastName"); last != "" {
		add(strings.Join(strings.Fields(first(q.Properties, "firstName")+" "+first(q.Properties, "middleName")+" "+last), " "))
	}
	if len(out) == 0 {
		return nil, fault.New(fault.BadInput, "no name in it").Try("properties: {\"name\": [\"Huawei\"]}")
	}
	if len(out) > mostSpelling {
		return nil, fault.New(fault.TooLarge, "%d names of one party; at most %d are asked", len(out), mostSpelling)
	}
	for _, name := range out {
		if len(name) > r.bounds.NameBytes {
			return nil, fault.New(fault.TooLarge, "a name of %d bytes; a name has at most %d", len(name), r.bounds.NameBytes)
		}
	}
	return out, nil
}

func first(properties map[string][]string, names ...string) string {
	for _, name := range names {
		if v := properties[name]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

func kindOfSchema(schema string) (match.Kind, bool) {
	switch schema {
	case "Person":
		return match.Person, true
	case "Company", "Organization", "PublicBody":
		return match.Company, true
	case "Vessel":
		return match.Vessel, true
	case "LegalEntity", "Thing", "":
		return match.Unknown, true
	}
	return match.Unknown, false
}

// about puts what was asked before what was wrong; code and hint stay.
func about(what string, err error) error {
	if e, ok := errors.AsType[*fault.Error](err); ok {
		out := *e
		out.What = what + ": " + e.What
		return &out
	}
	return fmt.Errorf("%s: %w", what, err)
}
