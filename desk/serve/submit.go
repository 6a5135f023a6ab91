package serve

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"newstape/desk/record"
	"newstape/fault"
	"newstape/story/article"
	"newstape/story/source/feed"
)

// longestWait bounds ?wait.
const longestWait = 30 * time.Second

type submitIn struct {
	Type      string `header:"Content-Type" doc:"text/plain, text/markdown, text/html, or application/json for {text|html|url, ...}, ninjs and NewsArticle; a charset is believed"`
	URL       string `query:"url" maxLength:"2048" doc:"the story's address; with a raw body"`
	Outlet    string `query:"outlet" maxLength:"200" doc:"who published it; with a raw body"`
	Published string `query:"published" maxLength:"64" doc:"when, such as 2025-11-15T04:58:00-05:00; with a raw body"`
	Wait      string `query:"wait" maxLength:"10" doc:"wait so long for the dossier, at most 30s" example:"5s"`
	RawBody   []byte
}

// storyJSON is a story as a program submits it.
type storyJSON struct {
	Text      string `json:"text"`
	HTML      string `json:"html"`
	URL       string `json:"url"`
	Published string `json:"published"`
	Outlet    string `json:"outlet"`
	Title     string `json:"title"`
}

// submitted is what a submission is answered with.
type submitted struct {
	ID      string `json:"id"`
	Status  string `json:"status" enum:"accepted,stored,dead" doc:"accepted: durable, and on its way; stored: there is a dossier; dead: it cannot be read"`
	Cluster string `json:"cluster,omitempty"`
	Reason  string `json:"reason,omitempty" doc:"of dead"`
	Story   string `json:"story" doc:"where the story is or will be"`
	Dossier string `json:"dossier" doc:"where its dossier is or will be"`
}

type submitOut struct {
	Status   int
	Location string `header:"Location"`
	Body     submitted
}

func (s *Service) submit(ctx context.Context, in *submitIn) (*submitOut, error) {
	wait, err := parseWait(in.Wait)
	if err != nil {
		return nil, err
	}
	sub, err := s.submission(ctx, in)
	if err != nil {
		return nil, err
	}
	return s.accept(ctx, sub, wait)
}

// accept takes a story in, once, and waits for its dossier as long as wait.
func (s *Service) accept(ctx context.Context, sub record.Submission, wait time.Duration) (*submitOut, error) {
	if sub.URL != "" && !webAddress(sub.URL) {
		return nil, fault.New(fault.BadInput, "url %q is no address of the web", clip(sub.URL, 100)).Try("https://...")
	}
	if sub.Published != "" {
		if _, err := article.ParsePublished(sub.Published); err != nil {
			return nil, fault.New(fault.BadInput, "published: %w", err).Try("2025-11-15T04:58:00-05:00")
		}
	}
	if len(strings.TrimSpace(string(sub.Body))) == 0 {
		return nil, fault.New(fault.BadInput, "the story is empty")
	}
	sub.By, sub.Received = exchangeOf(ctx).actor.Name, s.o.Now()
	sub.Seal()
	out := &submitOut{Status: http.StatusAccepted, Body: submitted{ID: sub.ID, Status: "accepted", Story: "/v1/stories/" + sub.ID, Dossier: "/v1/stories/" + sub.ID + "/dossier"}}
	out.Location = out.Body.Story + "/status"
	have, err := s.o.Store.Has(ctx, sub.ID)
	if err != nil {
		return nil, err
	}
	if !have {
		fresh, err := s.o.Submit(ctx, sub)
		if err != nil {
			s.metrics.submitted.WithLabelValues("refused").Inc()
			return nil, err
		}
		s.recent.add(sub.ID)
		s.metrics.submitted.WithLabelValues(map[bool]string{true: "accepted", false: "again"}[fresh]).Inc()
		if have, err = s.await(ctx, sub.ID, wait); err != nil {
			return nil, err
		}
	} else {
		s.metrics.submitted.WithLabelValues("again").Inc()
	}
	if have {
		return s.storedAnswer(ctx, out)
	}
	return out, nil
}

// storedAnswer turns the answer into that for a story that is there.
func (s *Service) storedAnswer(ctx context.Context, out *submitOut) (*submitOut, error) {
	summary, err := s.o.Store.Summary(ctx, out.Body.ID)
	if err != nil {
		return nil, err
	}
	out.Status, out.Location = http.StatusOK, out.Body.Story
	out.Body.Status, out.Body.Cluster = "stored", summary.Cluster
	return out, nil
}

// await looks until the story is stored, or wait is over.
func (s *Service) await(ctx context.Context, id string, wait time.Duration) (bool, error) {
	if wait <= 0 {
		return false, nil
	}
	ctx, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	pause := 10 * time.Millisecond
	for {
		timer := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			timer.Stop()
			return false, nil // it is accepted, and that is the answer
		case <-timer.C:
		}
		have, err := s.o.Store.Has(ctx, id)
		if have || err != nil && ctx.Err() == nil {
			return have, err
		}
		pause = min(pause*3/2, 200*time.Millisecond)
	}
}

func parseWait(text string) (time.Duration, error) {
	if text == "" {
		return 0, nil
	}
	d, err := time.ParseDuration(text)
	if err != nil || d < 0 || d > longestWait {
		return 0, fault.New(fault.BadUsage, "wait %q is no time from 0s to 30s", text).Try("wait=5s")
	}
	return d, nil
}

// submission makes a submission of what came in.
func (s *Service) submission(ctx context.Context, in *submitIn) (record.Submission, error) {
	sub := record.Submission{URL: in.URL, Outlet: in.Outlet, Published: in.Published, Name: in.URL, Charset: charsetOf(in.Type)}
	body := append([]byte(nil), in.RawBody...) // huma takes its buffer back
	switch kind := mediaType(in.Type); {
	case strings.Contains(kind, "json"):
		return s.fromJSON(ctx, in, body)
	case kind == "text/html" || kind == "application/xhtml+xml":
		sub.Format = "html"
	case kind == "text/markdown":
		sub.Format = "markdown"
	case kind == "text/plain":
		sub.Format = "text"
	case kind == "" || kind == "application/octet-stream" || kind == "application/x-www-form-urlencoded":
		// The last is what curl says of a body when it is told nothing.
	default:
		return sub, &Problem{
			Type: "/docs#bad_usage", Title: http.StatusText(http.StatusUnsupportedMediaType), Status: http.StatusUnsupportedMediaType,
			Code: string(fault.BadUsage), Detail: "a story does not come as " + clip(kind, 80),
			Try: "text/plain, text/markdown, text/html or application/json",
		}
	}
	sub.Body = body
	return sub, nil
}

// webAddress tells what may stand behind a link to a story.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && len(text) <= 2048 && (u.Scheme == "https" || u.Scheme == "http") && u.Host != ""
}

func charsetOf(header string) string {
	_, params, _ := strings.Cut(strings.ToLower(header), ";")
	_, name, ok := strings.Cut(params, "charset=")
	if !ok {
		return ""
	}
	name, _, _ = strings.Cut(name, ";")
	return clip(strings.Trim(strings.TrimSpace(name), `"`), 40)
}

// fromJSON reads a story of ours, of ninjs, or of schema.org.
func (s *Service) fromJSON(ctx context.Context, in *submitIn, body []byte) (record.Submission, error) {
	var j storyJSON
	if err := json.Unmarshal(body, &j); err != nil {
		return record.Submission{}, fault.New(fault.BadInput, "the story is no JSON object: %s", plainMessage(err.Error())).Try(`{"text": "...", "published": "2025-11-15T04:58:00-05:00"}`)
	}
	given := 0
	for _, field := range []string{j.Text, j.HTML} {
		if field != "" {
			given++
		}
	}
	switch {
	case given == 2:
		return record.Submission{}, fault.New(fault.BadInput, "the story has text and html").Try("one of them")
	case given == 1:
		return j.submission(), nil
	case looksLikeNews(body):
		return fromNews(in, body)
	case j.URL != "":
		return s.fetched(ctx, j)
	}
	return record.Submission{}, fault.New(fault.BadInput, "the story has neither text nor html nor url").Try("one of them, or a ninjs or NewsArticle document with a body")
}

func (j storyJSON) submission() record.Submission {
	sub := record.Submission{URL: j.URL, Name: j.URL, Outlet: clip(j.Outlet, 200), Published: j.Published, Format: "text", Body: []byte(j.Text)}
	if j.HTML != "" {
		sub.Format, sub.Body = "html", []byte(j.HTML)
	}
	if j.Title != "" {
		doc := feed.Story{Headline: j.Title, Body: string(sub.Body), Format: sub.Format}
		sub.Body, sub.Format = doc.Document()
	}
	return sub
}

// looksLikeNews tells ninjs and JSON-LD by the members that only they have.
func looksLikeNews(body []byte) bool {
	var probe map[string]json.RawMessage
	if json.Unmarshal(body, &probe) != nil {
		return false
	}
	for _, name := range []string{"@type", "@graph", "uri", "body_text", "body_xhtml", "body_html", "bodies", "articleBody"} {
		if _, ok := probe[name]; ok {
			return true
		}
	}
	return false
}

func fromNews(in *submitIn, body []byte) (record.Submission, error) {
	stories, err := feed.Stories(body, feed.Options{URL: in.URL, ContentType: in.Type})
	if err != nil {
		return record.Submission{}, err
	}
	if len(stories) != 1 {
		return record.Submission{}, fault.New(fault.BadInput, "the document holds %d stories", len(stories)).Try("one request for each")
	}
	st := stories[0]
	if !st.Usable() {
		return record.Submission{}, fault.New(fault.BadInput, "the sender has marked the story %s", clip(st.Status, 40)).Try("a story that may be used")
	}
	sub := record.Submission{URL: st.URL, Name: st.URL, Outlet: st.Outlet}
	sub.Body, sub.Format = st.Document()
	sub.Published = st.Published.String()
	return sub, nil
}

func (s *Service) fetched(ctx context.Context, j storyJSON) (record.Submission, error) {
	if s.o.Fetch == nil {
		return record.Submission{}, missing("fetching of pages; submit the page itself")
	}
	if len(j.URL) > 2048 {
		return record.Submission{}, fault.New(fault.BadInput, "the url has %d bytes", len(j.URL))
	}
	sub, err := s.o.Fetch(ctx, j.URL)
	if err != nil {
		return record.Submission{}, err
	}
	if j.Published != "" {
		sub.Published = j.Published
	}
	if j.Outlet != "" {
		sub.Outlet = clip(j.Outlet, 200)
	}
	return sub, nil
}
