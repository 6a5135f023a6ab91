package studygold

import "newstape/study"

func compareEstudy2(r *study.Result, c *comparison, a, b, d, e string) error { return nil }
func lemaire(dir string, c *comparison) error                                { return nil }
func estudy2(dir string, c *comparison) error                                { return nil }
func crse(dir string, c *comparison) error                                   { return nil }
func xkdr(dir string, c *comparison) error                                   { return nil }
func golden066(dir string, c *comparison) error                              { return nil }
func stataEstudy(dir string, c *comparison) error                            { return nil }
