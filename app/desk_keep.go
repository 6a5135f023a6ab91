package app

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"text/tabwriter"

	"newstape/fault"
)

type deskBackupCommand struct {
	To string `arg:"" help:"A folder that does not exist yet." type:"path"`
}

// Run copies the store.
func (c deskBackupCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.open(s)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Backup(s.ctx, c.To); err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "backup of the %s store in %s\n", st.Engine(), c.To)
	return nil
}

type deskRestoreCommand struct {
	From string `arg:"" help:"A folder made by 'newstape desk backup'." type:"existingdir"`
}

// Run fills the store.
func (c deskRestoreCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.begin(s)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Restore(s.ctx, c.From); err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "restored into the %s store\n", st.Engine())
	return nil
}

type deskVerifyCommand struct {
	Format string `help:"text or json." enum:"text,json" default:"text"`
}

// Run checks the store; what is wrong makes the exit status 1.
func (c deskVerifyCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.open(s)
	if err != nil {
		return err
	}
	defer st.Close()
	report, err := st.Verify(s.ctx)
	if err != nil {
		return err
	}
	if c.Format == "json" {
		enc := json.NewEncoder(s.Stdout)
		enc.SetIndent("", "  ")
		err = enc.Encode(report)
	} else {
		w := tabwriter.NewWriter(s.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
		for _, table := range slices.Sorted(maps.Keys(report.Rows)) {
			fmt.Fprintf(w, "%s\t%d\t\n", table, report.Rows[table])
		}
		err = w.Flush()
		for _, p := range report.Problems {
			fmt.Fprintln(s.Stdout, "problem:", p)
		}
		if len(report.Problems) == 0 {
			fmt.Fprintf(s.Stdout, "the %s store is as it was written\n", report.Engine)
		}
	}
	if err == nil && len(report.Problems) > 0 {
		return fault.New(fault.Corrupt, "the %s store has %d problems", report.Engine, len(report.Problems)).Try("newstape desk restore of the last backup into an empty folder")
	}
	return err
}

type deskExportCommand struct {
	To     string `arg:"" help:"A folder that does not exist yet." type:"path"`
	Format string `help:"parquet or jsonl." enum:"parquet,jsonl" default:"parquet"`
}

// Run writes the tables for others to read.
func (c deskExportCommand) Run(s *session, desk *deskCommand) error {
	st, err := desk.open(s)
	if err != nil {
		return err
	}
	defer st.Close()
	if err := st.Export(s.ctx, c.To, c.Format); err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "exported to %s\n", c.To)
	return nil
}
