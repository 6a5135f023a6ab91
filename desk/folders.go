package desk

import (
	"context"
	"encoding/json"
	"time"

	"newstape/desk/record"
	"newstape/fault"
	"newstape/story/source"
	"newstape/story/source/folder"
)

const folderPause = 2 * time.Second

// watch takes story files from a folder until ctx ends. What was taken is kept in
// the store, so that a restart takes nothing twice; a story that is submitted
// again all the same is known by its content.
func (d *Desk) watch(ctx context.Context, dir string) error {
	key, told := "folder "+dir, ""
	for {
		err := safely(func() error { return d.scan(ctx, dir, key) })
		switch {
		case err == nil:
			told = ""
		case ctx.Err() == nil && err.Error() != told: // a folder that is missing is said once
			told = err.Error()
			d.Log.Warn("folder", "folder", dir, "error", err)
		}
		if !pause(ctx, folderPause) {
			return nil
		}
	}
}

func (d *Desk) scan(ctx context.Context, dir, key string) error {
	kept, err := d.Store.Setting(ctx, key)
	if err != nil {
		return err
	}
	var was folder.State
	if kept != "" {
		if err := json.Unmarshal([]byte(kept), &was); err != nil {
			return fault.New(fault.Corrupt, "setting %s: %w", key, err)
		}
	}
	now, report, err := folder.Scan(ctx, dir, was, d.Now(), folder.Options{}, func(f folder.File) error {
		return d.takeFile(ctx, f)
	})
	for _, p := range report.Problems {
		d.Log.Warn("folder", "folder", dir, "problem", p)
	}
	out, wrong := json.Marshal(now)
	if wrong == nil && string(out) != kept {
		wrong = d.Store.PutSetting(ctx, key, string(out))
	}
	if err != nil {
		return err
	}
	return wrong
}

// takeFile submits the stories of one file; JSON of the trade may hold several.
// The story is named by its path inside the folder: where that lies is nobody
// else's business.
func (d *Desk) takeFile(ctx context.Context, f folder.File) error {
	raws, err := source.Unpack(source.Raw{Bytes: f.Bytes, Name: f.Path})
	if err != nil {
		return err
	}
	for _, raw := range raws {
		sub := submissionOf(raw)
		sub.By = "folder"
		if _, err := d.Submit(ctx, sub); err != nil {
			return err
		}
	}
	return nil
}

func submissionOf(raw source.Raw) record.Submission {
	return record.Submission{
		Body: raw.Bytes, Name: raw.Name, URL: raw.URL, Format: raw.Format, Charset: raw.Charset,
		Published: raw.Published, Outlet: raw.Outlet,
	}
}
