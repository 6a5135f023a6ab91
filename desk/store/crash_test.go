package store

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/fault"
	"newstape/internal/pgtest"
)

// childVariable names the database file to a child process of the kill test.
const childVariable = "NEWSTAPE_TEST_STORE_CHILD"

// TestChildPuts is no test: it is what the child process of TestKilledWhilePutting
// does until it is killed.
func TestChildPuts(t *testing.T) {
	path := os.Getenv(childVariable)
	if path == "" {
		t.Skip("only a child process of another test runs this")
	}
	s, err := Open(context.Background(), "sqlite:"+path, Options{Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; ; i++ {
		id := fmt.Sprintf("k%d-%d", os.Getpid(), i)
		if _, err := s.Put(context.Background(), sample(id, "Title of "+id, fmt.Sprintf("Company %d said that %d of its plants close.", i%7, i))); err != nil {
			t.Fatal(err)
		}
		fmt.Println("put", id)
	}
}

func TestKilledWhilePutting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	var accepted []string
	r := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestChildPuts$", "-test.v") // #nosec G204 -- this test itself
		cmd.Env = append(os.Environ(), childVariable+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		var killed bool
		for lines.Scan() {
			id, ok := strings.CutPrefix(lines.Text(), "put ")
			if !ok {
				continue
			}
			accepted = append(accepted, id)
			if !killed {
				killed = true
				time.AfterFunc(time.Duration(20+r.IntN(200))*time.Millisecond, func() { _ = cmd.Process.Kill() })
			}
		}
		_ = cmd.Wait()
		if !killed {
			t.Fatal("the child put nothing")
		}
	}
	s := openTest(t, "sqlite:"+path)
	for _, id := range accepted {
		if _, err := s.Dossier(context.Background(), id); err != nil {
			t.Errorf("accepted and not there: %v", err)
		}
	}
	report, err := s.Verify(context.Background())
	if err != nil || len(report.Problems) > 0 {
		t.Errorf("after the kills: %+v, %v", report, err)
	}
	t.Logf("%d stories accepted before 5 kills, %d are there", len(accepted), report.Dossiers)
}

func TestPostgresCrashesWhilePutting(t *testing.T) {
	srv := pgtest.New(t)
	s := openTest(t, srv.Database(t))
	ctx := context.Background()
	accepted, failed := make(chan string, 10_000), 0
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for i := 0; ; i++ {
			id := fmt.Sprintf("p%d", i)
			st := sample(id, "Title of "+id, fmt.Sprintf("Company %d said that %d of its plants close.", i%7, i))
			for {
				_, err := s.Put(ctx, st)
				if err == nil {
					break
				}
				if fault.CodeOf(err) != fault.Unreachable {
					t.Errorf("put: %v", err)
				}
				failed++
				time.Sleep(20 * time.Millisecond)
			}
			accepted <- id
			select {
			case <-stop:
				return
			default:
			}
		}
	}()
	for range 2 {
		time.Sleep(300 * time.Millisecond)
		srv.Stop(t)
		time.Sleep(100 * time.Millisecond)
		srv.Start(t)
	}
	time.Sleep(200 * time.Millisecond)
	close(stop)
	<-done
	close(accepted)
	n := 0
	for id := range accepted {
		n++
		if ok, err := s.Has(ctx, id); !ok || err != nil {
			t.Errorf("accepted and not there: %s, %v", id, err)
		}
	}
	report, err := s.Verify(ctx)
	if err != nil || len(report.Problems) > 0 || int(report.Dossiers) != n {
		t.Errorf("after the crashes: %+v, %v", report, err)
	}
	t.Logf("%d stories over 2 crashes, %d attempts failed in between", n, failed)
}
