package claim

import (
	"strings"
	"testing"
	"time"

	"newstape/receipt"
)

// One sentence of thousands of voices is nobody's prose; it may not hold a
// reader for minutes.
func TestOneSentenceOfManyVoices(t *testing.T) {
	names := loadRoster(t)
	names.read("Alibaba said it would review the plan.") // tables are read once
	start := time.Now()
	l := names.read(strings.Repeat("Alibaba said that Tencent said that Baidu said that ", 1500))
	if took := time.Since(start); took > 4*time.Second {
		t.Errorf("78 kB in %v", took)
	}
	if len(l.Unread) != 1 || l.Unread[0].Why.Reason != receipt.TooLong {
		t.Errorf("the sentence is not told as unread: %+v", l.Unread)
	}
}

// TestMoreClaimsThanAStoryHas: what follows the first two thousand is left.
func TestMoreClaimsThanAStoryHas(t *testing.T) {
	names := loadRoster(t)
	names.read("Alibaba said it would review the plan.") // tables are read once
	start := time.Now()
	l := names.read(strings.Repeat("Tencent denied it. Baidu accused Alibaba of fraud. ", 10_000))
	if took := time.Since(start); took > 12*time.Second {
		t.Errorf("500 kB in %v", took)
	}
	if n := len(l.Unread); n != 1 || l.Unread[0].Why.Reason != receipt.TooLong || len(l.Claims) < mostDrafts/2 {
		t.Errorf("%d claims, %d places unread", len(l.Claims), n)
	}
}
