// Package calendar knows when exchanges trade: sessions, early closes and time
// zones of XNYS, XNAS, ARCX and XHKG from 2010 to 2030.
//
//	cal, _ := calendar.For("XNYS")
//	s, ok := cal.Session(calendar.MustDate("2025-11-14")) // 09:30-16:00 New York
//	s, phase := cal.At(time)                              // which session a moment belongs to
//
// Rules give the regular holidays; a table gives the exceptions (mourning
// days, storms, typhoons), each with its source.
//
// Limits: outside 2010-2030, and for other exchanges, there is no calendar and
// [For] says so.
package calendar
