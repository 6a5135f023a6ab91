package alert

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"newstape/fault"
)

// Headers of a webhook.
const (
	HeaderSignature = "X-Newstape-Signature" // sha256=HEX; several with commas while secrets change
	HeaderTimestamp = "X-Newstape-Timestamp" // unix seconds
	HeaderDelivery  = "X-Newstape-Delivery"  // of this attempt only
	HeaderKey       = "Idempotency-Key"      // of the message, in every attempt
)

// Sign is the signature of a body sent at a time: "sha256=" and the hex HMAC of
// "timestamp.body", the timestamp being that of the header.
func Sign(secret string, timestamp int64, body []byte) string {
	h := hmac.New(sha256.New, []byte(secret))
	h.Write([]byte(strconv.FormatInt(timestamp, 10)))
	h.Write([]byte{'.'})
	h.Write(body)
	return "sha256=" + hex.EncodeToString(h.Sum(nil))
}

// Verify is for receivers of webhooks: whether one of their secrets signed this
// body within tolerance of now. Nothing else about the request may be trusted
// before. The error is refused and says which part is wrong.
func Verify(header http.Header, body []byte, now time.Time, tolerance time.Duration, secrets ...string) error {
	sent, err := strconv.ParseInt(header.Get(HeaderTimestamp), 10, 64)
	if err != nil {
		return fault.New(fault.Refused, "webhook: %s is no unix time", HeaderTimestamp)
	}
	if off := now.Sub(time.Unix(sent, 0)).Abs(); off > tolerance {
		return fault.New(fault.Refused, "webhook: its time is %s away, more than %s", off.Round(time.Second), tolerance).Try("the right time on both machines")
	}
	ok := false
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		want := []byte(Sign(secret, sent, body))
		for got := range strings.SplitSeq(header.Get(HeaderSignature), ",") {
			ok = hmac.Equal(want, []byte(strings.TrimSpace(got))) || ok
		}
	}
	if !ok {
		return fault.New(fault.Refused, "webhook: no secret of ours made its signature")
	}
	return nil
}
