package doctor

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"newstape/desk/store"
	"newstape/fault"
	"newstape/story/source/follow"
)

// What the data folder should have.
const (
	littleDisk = 2 << 30   // bytes free; less is a warning
	noDisk     = 300 << 20 // bytes free; with less the streams take nothing more
	checkTime  = 5 * time.Second
	readBack   = 20 // dossiers
	soon       = 14 * 24 * time.Hour
)

// folder looks at the desk's folder: there, ours alone, writable, with room.
func (v *visit) folder(context.Context) {
	const topic = "data folder"
	if v.DataErr != nil {
		v.failed(Broken, topic, v.DataErr, "--data DIR")
		return
	}
	if v.Data == "" {
		return
	}
	info, err := os.Stat(v.Data)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.missing(topic, v.Data+" is not there: no desk has run here", "newstape serve --data "+v.Data+", which makes it")
		return
	case err != nil:
		v.broken(topic, err.Error(), "another --data DIR, or its permissions")
		return
	case !info.IsDir():
		v.broken(topic, v.Data+" is no folder", "another --data DIR")
		return
	}
	if err := canWrite(v.Data); err != nil {
		v.broken(topic, v.Data+" cannot be written: "+err.Error(), "run as its owner, or another --data DIR")
		return
	}
	if others := info.Mode().Perm() & 0o077; others != 0 {
		v.missing(topic, fmt.Sprintf("%s can be entered by other users (mode %04o): it holds stories, holdings and secrets of channels", v.Data, info.Mode().Perm()), "chmod 700 "+v.Data)
	} else {
		v.fine(topic, "%s, ours alone", v.Data)
	}
	v.disk()
	v.lock()
}

func canWrite(dir string) error {
	f, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

func (v *visit) disk() {
	const topic = "disk"
	free, ok := diskFree(v.Data)
	text := size(free) + " free where the data are"
	switch {
	case !ok:
		v.fine(topic, "free space is not known on this system")
	case free < noDisk:
		v.broken(topic, text+": the desk takes no more stories", "make room, or move the folder")
	case free < littleDisk:
		v.missing(topic, text, "make room, or set desk.retain")
	default:
		v.fine(topic, "%s", text)
	}
}

// lock tells a desk that answers from one that hangs.
func (v *visit) lock() {
	const topic = "desk"
	held := locked(filepath.Join(v.Data, "desk.db.lock")) || locked(filepath.Join(v.Data, "stream", "lock"))
	switch {
	case v.Running != "":
		v.fine(topic, "runs and answers on %s", v.Running)
	case held:
		v.broken(topic, "a process holds "+v.Data+" but does not answer", "its log; or end it and start the desk again")
	default:
		v.fine(topic, "does not run on this folder")
	}
}

// store opens the store to be read and looks at what is in it.
func (v *visit) store(ctx context.Context) {
	const topic = "store"
	if v.Look == nil {
		return
	}
	st, err := v.Look(ctx)
	if err != nil {
		switch fault.CodeOf(err) {
		case fault.NotFound, fault.Refused:
			v.failed(Missing, topic, err, "newstape serve")
		default:
			v.failed(Broken, topic, err, "newstape desk verify; if it is damaged, newstape desk restore from a backup")
		}
		return
	}
	defer st.Close()
	v.check(ctx, st)
	v.feeds(ctx, st)
	v.channels(ctx, st)
	v.tokens(ctx, st)
}

func (v *visit) check(ctx context.Context, st *store.Store) {
	const topic = "store"
	bounded, cancel := context.WithTimeout(ctx, checkTime)
	defer cancel()
	err := st.QuickCheck(bounded, readBack)
	switch {
	case bounded.Err() != nil && ctx.Err() == nil:
		v.fine(topic, "%s; tables as this program wants them; too large to check in %s: newstape desk verify does", st.Engine(), checkTime)
	case err != nil:
		v.failed(Broken, topic, err, "newstape desk verify; if it is damaged, newstape desk restore from a backup")
	default:
		v.fine(topic, "%s; tables as this program wants them, and a quick check finds nothing", st.Engine())
	}
}

func (v *visit) feeds(ctx context.Context, st *store.Store) {
	const topic = "feeds"
	feeds, err := st.Feeds(ctx)
	if err != nil {
		v.failed(Broken, topic, err, "newstape desk verify; if it is damaged, newstape desk restore from a backup")
		return
	}
	followed := 0
	var ill []string
	for _, f := range feeds {
		if f.Off {
			continue
		}
		followed++
		if h := f.State.Health; !h.Well() || h.Condition == follow.Stale || h.Condition == follow.Empty {
			ill = append(ill, fmt.Sprintf("%s %s since %s%s", f.URL, h.Condition, h.Since.UTC().Format("2006-01-02 15:04"), because(h.Why)))
		}
	}
	switch {
	case followed == 0 && len(v.Config.Desk.Folders) == 0:
		v.missing(topic, "none is followed, and no folder is watched", "newstape desk feeds --help; or folders under [desk]")
	case len(ill) > 0:
		v.missing(topic, fmt.Sprintf("%d of %s bring nothing: %s", len(ill), plural(followed, "feed"), some(ill)), "their addresses; or switch them off")
	default:
		v.fine(topic, "%s, all well", plural(followed, "feed"))
	}
}

func because(why string) string {
	if why == "" {
		return ""
	}
	return " (" + why + ")"
}

func (v *visit) channels(ctx context.Context, st *store.Store) {
	const topic = "alerts"
	channels, err := st.Channels(ctx)
	if err != nil {
		v.failed(Broken, topic, err, "newstape desk verify; if it is damaged, newstape desk restore from a backup")
		return
	}
	var ill []string
	for _, c := range channels {
		switch {
		case c.Paused.After(v.Now):
			ill = append(ill, fmt.Sprintf("%s is paused until %s%s", c.Name, c.Paused.UTC().Format("2006-01-02 15:04"), because(c.PausedWhy)))
		case c.Failures > 0:
			ill = append(ill, fmt.Sprintf("%s failed %s in a row", c.Name, plural(c.Failures, "time")))
		}
	}
	if len(ill) > 0 {
		v.missing(topic, fmt.Sprintf("%d of %s do not get through: %s", len(ill), plural(len(channels), "channel"), some(ill)), "their settings, then send each a test")
		return
	}
	v.fine(topic, "%s, none failing", plural(len(channels), "channel"))
}

// tokens looks at what runs out, and whether there is one where one is demanded.
func (v *visit) tokens(ctx context.Context, st *store.Store) {
	const topic = "tokens"
	tokens, err := st.Tokens(ctx)
	if err != nil {
		v.failed(Broken, topic, err, "newstape desk verify; if it is damaged, newstape desk restore from a backup")
		return
	}
	good := 0
	var ending []string
	for _, t := range tokens {
		switch {
		case !t.Revoked.IsZero():
		case t.Expires.IsZero():
			good++
		case !t.Expires.After(v.Now):
			// Only one that was in use is missed.
			if !t.Used.IsZero() && v.Now.Sub(t.Used) < soon {
				ending = append(ending, t.Name+" ended "+t.Expires.UTC().Format(time.DateOnly))
			}
		default:
			good++
			if t.Expires.Sub(v.Now) < soon {
				ending = append(ending, t.Name+" ends "+t.Expires.UTC().Format(time.DateOnly))
			}
		}
	}
	demanded := v.Config.Desk.Tokens || !v.Config.Desk.Loopback()
	switch {
	case good == 0 && demanded && len(v.Config.Desk.TrustedProxies) == 0:
		v.missing(topic, "every caller needs a token and there is none", "newstape desk token add NAME --scope read")
	case len(ending) > 0:
		v.missing(topic, some(ending), "newstape desk token add NAME, then give it to the program")
	default:
		v.fine(topic, "%s in force", plural(good, "token"))
	}
}

// streams looks at the folder of the stages and at what they gave up.
func (v *visit) streams(ctx context.Context) {
	const topic = "streams"
	if v.Data != "" && v.Config.Desk.NATS == "" {
		dir := filepath.Join(v.Data, "stream")
		if n, err := folderSize(dir); err == nil {
			v.fine(topic, "%s in %s", size(uint64(n)), dir)
		} else if !errors.Is(err, fs.ErrNotExist) {
			v.broken(topic, err.Error(), "run as the owner of the folder")
		} else {
			return // no desk has run: the folder said so
		}
	}
	if v.Dead == nil {
		return
	}
	const most = 100
	letters, err := v.Dead(ctx, most)
	switch {
	case err != nil:
		v.failed(Missing, "dead letters", err, "newstape desk dead")
	case len(letters) > 0:
		of := plural(len(letters), "message")
		if len(letters) == most {
			of = "at least " + of
		}
		last := letters[len(letters)-1]
		v.missing("dead letters", fmt.Sprintf("%s given up, of stage %s: %s", of, last.Stage, last.Reason), "newstape desk dead, then newstape desk retry")
	default:
		v.fine("dead letters", "none")
	}
}

func folderSize(dir string) (int64, error) {
	var total int64
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			// A running desk removes files while they are counted.
			if errors.Is(err, fs.ErrNotExist) && path != dir {
				return nil
			}
			return err
		}
		if info, err := d.Info(); err == nil && info.Mode().IsRegular() {
			total += info.Size()
		}
		return nil
	})
	return total, err
}

// size is a number of bytes for people.
func size(n uint64) string {
	switch {
	case n >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(n)/(1<<30))
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d KiB", n>>10)
}
