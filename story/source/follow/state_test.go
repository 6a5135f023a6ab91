package follow

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// every gives times before begin, the newest first.
func every(n int, gap time.Duration, newest time.Duration) []time.Time {
	var out []time.Time
	for i := range n {
		out = append(out, begin.Add(-newest-time.Duration(i)*gap))
	}
	return out
}

func TestHealthAndSchedule(t *testing.T) {
	hour := time.Hour
	undated := strings.ReplaceAll(rss("", begin, begin.Add(-hour)), "pubDate", "when")
	tests := []struct {
		name      string
		page      string
		headers   []string
		condition Condition
		next      time.Duration // after begin
		says      string
	}{
		{"a busy wire", rss("", every(30, 3*time.Minute, time.Minute)...), nil, Fresh, 2 * time.Minute, ""},
		{"an hourly feed", rss("", every(30, hour, time.Minute)...), nil, Fresh, 30 * time.Minute, ""},
		{"a daily feed", rss("", every(30, 24*hour, hour)...), nil, Fresh, 6 * hour, ""},
		{"an hourly feed at night", rss("", every(30, hour, 16*hour)...), nil, Fresh, 2 * hour, ""},
		{"an hourly feed after a weekend", rss("", every(30, hour, 63*hour)...), nil, Fresh, 6 * hour, ""},
		{"an hourly feed dead for a week", rss("", every(30, hour, 7*24*hour)...), nil, Stale, 6 * hour, "no new item since 2025-11-07T18:00:00Z; usual interval 1h0m0s"},
		{"a weekly feed silent for a month", rss("", every(9, 7*24*hour, 30*24*hour)...), nil, Fresh, 6 * hour, ""},
		{"too few to know", rss("", begin), nil, Fresh, 15 * time.Minute, ""},
		{"undated", undated, nil, Undated, 15 * time.Minute, "none of its items has a date"},
		{"empty", rss(""), nil, Empty, 15 * time.Minute, "no items"},
		{"ttl", rss("<ttl>90</ttl>", every(30, hour, time.Minute)...), nil, Fresh, 90 * time.Minute, ""},
		{"max-age", rss("", every(30, hour, time.Minute)...), []string{"Cache-Control", "public, max-age=3600"}, Fresh, hour, ""},
		{"max-age of a year", rss("", every(30, hour, time.Minute)...), []string{"Cache-Control", "max-age=31536000"}, Fresh, 6 * hour, ""},
		{"max-age of nothing", rss("", every(30, hour, time.Minute)...), []string{"Cache-Control", "max-age=0, no-cache"}, Fresh, 30 * time.Minute, ""},
		{"from the future", rss("", begin.Add(90*24*hour)), nil, Undated, 15 * time.Minute, "none"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t, serve(tt.page, tt.headers...))
			p, _ := poller(t, open())
			_, st, err := p.Poll(t.Context(), NewState(s.URL), begin)
			if err != nil {
				t.Fatal(err)
			}
			if st.Health.Condition != tt.condition || !strings.Contains(st.Health.Why, tt.says) || !st.Health.Since.Equal(begin) || !st.Health.Well() {
				t.Errorf("health %+v, want %s %q", st.Health, tt.condition, tt.says)
			}
			if got := st.Next.Sub(begin); got != tt.next {
				t.Errorf("next poll after %v, want %v", got, tt.next)
			}
		})
	}
}

// Since when a feed fails, and how it is left alone, then comes back.
func TestFailuresAndRecovery(t *testing.T) {
	s := newSite(t, serve("", ""))
	s.set(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	p, _ := poller(t, open())
	st, now := NewState(s.URL), begin
	var waits []time.Duration
	for range 10 {
		var err error
		_, st, err = p.Poll(t.Context(), st, now)
		if err == nil {
			t.Fatal("no error")
		}
		waits = append(waits, st.Next.Sub(now))
		now = st.Next
	}
	for i := 1; i < len(waits); i++ {
		if want := min(2*waits[i-1], DefaultLongest); waits[i] != want {
			t.Errorf("wait %d is %v, want %v", i, waits[i], want)
		}
	}
	if st.Failures != 10 || !st.Health.Since.Equal(begin) || st.Health.Well() || !strings.Contains(st.Health.Why, "HTTP 500") {
		t.Errorf("%+v", st)
	}
	s.set(serve(rss("", now)))
	if _, st, _ = p.Poll(t.Context(), st, now); st.Failures != 0 || st.Health.Condition != Fresh || !st.Health.Since.Equal(now) {
		t.Errorf("after recovery: %+v", st)
	}
}

// A feed without times is asked more often while it brings news, less often
// while it does not.
func TestTrialInterval(t *testing.T) {
	st := State{}
	opt := Options{}.filled()
	st.schedule(begin, 3, opt)
	first := st.Every
	st.schedule(begin, 1, opt)
	if st.Every != first/2 {
		t.Errorf("with news %d after %d", st.Every, first)
	}
	for range 20 {
		st.schedule(begin, 0, opt)
	}
	if st.Every.Duration() != DefaultLongest {
		t.Errorf("without news: %v", st.Every.Duration())
	}
}

// Whatever happens to a feed, its next poll lies within the bounds, and its
// health says since when.
func TestScheduleStaysInBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		jitter := rapid.Float64Range(0, 1)
		opt := Options{Jitter: func() float64 { return jitter.Draw(t, "jitter") }}.filled()
		st := NewState("https://a.example/")
		now := begin
		for range rapid.IntRange(1, 20).Draw(t, "polls") {
			now = now.Add(time.Duration(rapid.IntRange(1, 100_000).Draw(t, "seconds")) * time.Second)
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				st.fail(errors.New("x"), now, opt)
			default:
				st.Usual = Seconds(rapid.IntRange(0, 1_000_000).Draw(t, "usual"))
				st.News = now.Add(-time.Duration(rapid.IntRange(0, 10_000_000).Draw(t, "quiet")) * time.Second)
				st.Asked = Seconds(rapid.IntRange(0, 1_000_000).Draw(t, "asked"))
				st.judge(now, opt.Stale)
				st.schedule(now, rapid.IntRange(0, 2).Draw(t, "new"), opt)
			}
			if d := st.Next.Sub(now); d < opt.Shortest*8/10 || d > opt.Longest*12/10 {
				t.Fatalf("next poll in %v", d)
			}
			if st.Health.Since.IsZero() || st.Health.Since.After(now) {
				t.Fatalf("health %+v at %v", st.Health, now)
			}
		}
	})
}

func TestHostsAreForgotten(t *testing.T) {
	s := newSite(t, serve(rss("", begin)))
	p, c := poller(t, open())
	for i := range MaxHosts + 5 {
		p.hosts.of(&url.URL{Scheme: "https", Host: fmt.Sprintf("h%d.example", i)})
		if i%100 == 0 {
			c.now = c.now.Add(time.Second)
		}
	}
	if n := len(p.hosts.all); n > MaxHosts || n < MaxHosts/3 {
		t.Errorf("%d hosts are remembered", n)
	}
	if _, _, err := p.Poll(t.Context(), NewState(s.URL), begin); err != nil {
		t.Error(err)
	}
}

// Hundreds of polls, good and bad, leave no goroutine and no memory behind.
func TestPollsLeaveNothingBehind(t *testing.T) {
	var n atomic.Int64
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch n.Add(1) % 5 {
		case 0:
			w.WriteHeader(http.StatusInternalServerError)
		case 1:
			http.Redirect(w, r, "/x", http.StatusMovedPermanently)
		case 2:
			fmt.Fprint(w, "<rss><channel>")
		default:
			fmt.Fprint(w, rss("", begin))
		}
	})
	p, _ := poller(t, open())
	round := func() {
		for range 300 {
			_, _, _ = p.Poll(t.Context(), NewState(s.URL), begin)
		}
		p.Close()
		time.Sleep(50 * time.Millisecond)
	}
	measure := func() (int, uint64) {
		s.mu.Lock()
		s.asked = nil
		s.mu.Unlock()
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return runtime.NumGoroutine(), m.HeapAlloc
	}
	round()
	goroutines, heap := measure()
	round()
	round()
	if g, h := measure(); g > goroutines+4 || h > heap+2<<20 {
		t.Errorf("%d goroutines and %d KiB, before %d and %d KiB", g, h>>10, goroutines, heap>>10)
	}
}
