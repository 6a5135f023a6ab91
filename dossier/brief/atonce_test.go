package brief

import (
	"bytes"
	"sync"
	"testing"

	"newstape/dossier"
	"newstape/story/article"
)

// Stories that are read at once share tables and scratch, and nothing else: each
// gives the bytes that it gives alone.
func TestManyAtOnce(t *testing.T) {
	f := facts(t)
	names := []string{"alibaba-memo.txt", "adr-monitor.txt", "smic-entity-list.txt", "alibaba-flash.txt"}
	read := func(name string) []byte {
		a, err := article.Read([]byte(example(t, name)), article.Options{Name: name})
		if err != nil {
			t.Error(err)
			return nil
		}
		p, err := Compose(dossier.Compose(a, f))
		if err != nil {
			t.Error(err)
			return nil
		}
		line, err := Compact(p)
		if err != nil {
			t.Error(err)
		}
		return line
	}
	alone := map[string][]byte{}
	for _, n := range names {
		alone[n] = read(n)
	}
	var wg sync.WaitGroup
	for k := range 4 {
		wg.Go(func() {
			for i := range 2 * len(names) {
				if n := names[(i+k)%len(names)]; !bytes.Equal(read(n), alone[n]) {
					t.Errorf("%s, read beside others, gives other bytes", n)
				}
			}
		})
	}
	wg.Wait()
}
