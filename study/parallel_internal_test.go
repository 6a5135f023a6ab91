package study

import (
	"strings"
	"testing"
)

// A panic on another goroutine cannot be recovered by whoever asked, and would
// end the whole desk.
func TestAPanicInParallelIsTheCallers(t *testing.T) {
	defer func() {
		if v, _ := recover().(string); !strings.HasPrefix(v, "seven\n") || !strings.Contains(v, "TestAPanicInParallel") {
			t.Errorf("recovered %q", v)
		}
	}()
	_ = parallel(t.Context(), 100, 1, func(i int) {
		if i == 7 {
			panic("seven")
		}
	})
	t.Error("it went on")
}
