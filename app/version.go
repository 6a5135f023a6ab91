package app

import "fmt"

type versionCommand struct{}

// Run prints the module's version and the commit that the build recorded.
func (versionCommand) Run(s *session) error {
	p := thisProgram()
	_, err := fmt.Fprintf(s.Stdout, "newstape %s (%s)\n", p.Version, p.Commit)
	return err
}
