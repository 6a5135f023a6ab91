package stream

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// TestMain is also the child of the tests below, which is killed.
func TestMain(m *testing.M) {
	if role := os.Getenv("STREAM_TEST_CHILD"); role != "" {
		if err := child(role, os.Args[1], os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// child opens a folder and says on its output what it accepted and what it saw.
//
//	publish: publishes from 8 goroutines and sees to a third of it, until killed
//	drain: sees to all that is there, then ends
//	poison: as drain, but dies of the message "poison"
func child(role, dir, round string) error {
	s, err := Open(context.Background(), Config{Dir: dir, AckWait: time.Second, MaxDeliver: 3, Backoff: []time.Duration{time.Millisecond}})
	if err != nil {
		return err
	}
	var out sync.Mutex
	say := func(word, id string) {
		out.Lock()
		defer out.Unlock()
		fmt.Println(word, id)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var all sync.WaitGroup
	stage, workers := "fetched", 1
	if role != "publish" {
		workers = 4
	}
	all.Go(func() {
		s.Run(ctx, stage, workers, func(_ context.Context, m Message) error {
			if role == "poison" && m.ID == "poison" {
				kill()
			}
			say("saw", m.ID)
			return nil
		})
	})
	if role == "publish" {
		for g := range 8 {
			all.Go(func() {
				for i := 0; ; i++ {
					id := fmt.Sprintf("%s-%d-%d", round, g, i)
					if s.Publish(ctx, stage, Message{ID: id, Data: []byte(strings.Repeat(id, 50))}) == nil {
						say("kept", id)
					}
				}
			})
		}
		all.Wait()
	}
	for quiet := 0; quiet < 3; time.Sleep(20 * time.Millisecond) {
		depths, err := s.Depths(ctx)
		if err != nil {
			return err
		}
		if quiet++; depths[0].Waiting+depths[0].InFlight > 0 {
			quiet = 0
		}
	}
	cancel()
	all.Wait()
	letters, err := s.Dead(context.Background(), 0)
	for _, l := range letters {
		say("dead", l.ID)
	}
	if err != nil {
		return err
	}
	return s.Close()
}

func kill() {
	p, _ := os.FindProcess(os.Getpid())
	p.Kill()
	time.Sleep(time.Minute)
}

// start runs the child and reports its lines until it ends.
func start(t *testing.T, role, dir, round string, line func(cmd *exec.Cmd, word, id string)) error {
	t.Helper()
	cmd := exec.Command(os.Args[0], dir, round)
	cmd.Env = append(os.Environ(), "STREAM_TEST_CHILD="+role)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		// A line that the kill cut in two says nothing.
		if word, id, ok := strings.Cut(lines.Text(), " "); ok {
			line(cmd, word, id)
		}
	}
	return cmd.Wait()
}

func TestWhatWasAcceptedOutlivesKills(t *testing.T) {
	t.Parallel()
	dir, rng := t.TempDir(), rand.New(rand.NewPCG(7, 7))
	kept, saw := map[string]bool{}, map[string]int{}
	for round := range 20 {
		// At a random moment after a random number of messages.
		after, n := 1+rng.IntN(400), 0
		wait := time.Duration(rng.IntN(3000)) * time.Microsecond
		start(t, "publish", dir, fmt.Sprint(round), func(cmd *exec.Cmd, word, id string) {
			switch word {
			case "kept":
				kept[id] = true
			case "saw":
				saw[id]++
			}
			if n++; n == after {
				go func() { time.Sleep(wait); cmd.Process.Kill() }()
			}
		})
		if n < after {
			t.Fatalf("round %d ended by itself", round)
		}
	}
	if err := start(t, "drain", dir, "", func(_ *exec.Cmd, word, id string) {
		if word == "saw" {
			saw[id]++
		} else {
			t.Errorf("%s %s", word, id)
		}
	}); err != nil {
		t.Fatal(err)
	}
	twice := 0
	for id := range kept {
		if saw[id] == 0 {
			t.Errorf("%s was accepted and is lost", id)
		}
	}
	for _, n := range saw {
		if n > 1 {
			twice++
		}
	}
	t.Logf("20 kills: %d accepted, %d seen, %d of them more than once", len(kept), len(saw), twice)
}

func TestAMessageThatKillsTheProcessBecomesADeadLetter(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := open(t, onDisk(t, dir))
	for i := range 20 {
		publish(t, s, "fetched", fmt.Sprint("good", i))
		if i == 10 {
			publish(t, s, "fetched", "poison")
		}
	}
	s.Close()
	saw, dead := map[string]bool{}, ""
	starts := 1
	for ; starts < 10; starts++ {
		if start(t, "poison", dir, "", func(_ *exec.Cmd, word, id string) {
			if word == "dead" {
				dead += id
			} else {
				saw[id] = true
			}
		}) == nil {
			break
		}
	}
	if dead != "poison" || len(saw) != 20 {
		t.Errorf("dead: %q; seen: %d of 20", dead, len(saw))
	}
	if starts != 4 { // three attempts, then one in which it is buried
		t.Errorf("the process was started %d times, want 4", starts)
	}
}
