// Package event names the main event of a story: who did what to whom, when,
// at which information time, and which exchange session that maps to.
package event
