package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// TestMCPOverStandardStreams runs "newstape mcp" as a client's child, as a
// desktop program does: the test's own binary is the program under that name.
func TestMCPOverStandardStreams(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "newstape")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	cmd := exec.Command(program, "mcp")
	cmd.Env = append(os.Environ(), "XDG_CONFIG_HOME="+t.TempDir())
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	c, err := client.Connect(ctx, &mcp.CommandTransport{Command: cmd}, nil)
	if err != nil {
		t.Fatal(err)
	}
	story, err := os.ReadFile("../../examples/alibaba-memo.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		tool string
		in   map[string]any
		want string
	}{
		{"read", map[string]any{"text": string(story)}, "holds_intraday"},
		{"check", map[string]any{"sentences": []string{"Alibaba fell 3.8% on Friday."}, "published": "2025-11-15"}, "holds"},
		{"screen", map[string]any{"names": []map[string]any{{"name": "Huawei"}}}, "listed"},
		{"study", map[string]any{"events": []map[string]any{{"security": "XNYS:BABA", "date": "2025-11-14"}}}, "SHA-256"},
	} {
		r, err := c.CallTool(ctx, &mcp.CallToolParams{Name: tc.tool, Arguments: tc.in})
		if err != nil {
			t.Fatalf("%s: %v", tc.tool, err)
		}
		text, ok := r.Content[0].(*mcp.TextContent)
		if !ok || r.IsError || r.StructuredContent == nil || !strings.Contains(text.Text, tc.want) {
			t.Errorf("%s: %+v", tc.tool, r.Content[0])
		}
	}
	// A client that goes away ends the program.
	if err := c.Close(); err != nil {
		t.Errorf("the program did not end well: %v", err)
	}
}
