package fault

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"
)

func TestErrorSaysWhatAndWhatToTry(t *testing.T) {
	err := New(NotFound, "read tape %s: %w", "prices", fs.ErrNotExist).Try("newstape pull prices --from DIR --to %s", "prices")
	if got, want := err.Error(), "read tape prices: file does not exist; try: newstape pull prices --from DIR --to prices"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error("the cause is lost")
	}
}

func TestCodesSurviveWrapping(t *testing.T) {
	err := fmt.Errorf("read story: %w", New(TooLarge, "200 MB"))
	if CodeOf(err) != TooLarge || CodeOf(err).Exit() != 2 || CodeOf(err).HTTP() != 413 {
		t.Errorf("got %s", CodeOf(err))
	}
	if Busy.Exit() != 1 || Busy.HTTP() != 503 {
		t.Error("busy is a matter of waiting: exit 1, HTTP 503")
	}
	if CodeOf(errors.New("plain")) != Internal || Code("unheard of").Exit() != 1 || Code("unheard of").HTTP() != 500 {
		t.Error("an unknown error must be ours to answer for")
	}
}

func TestTryLeavesTheOriginalAlone(t *testing.T) {
	a := New(BadInput, "x")
	_ = a.Try("y")
	if a.Hint != "" {
		t.Error("Try changed its receiver")
	}
}
