package studygold

func lemaire(dir string, c *comparison) error     { return nil }
func crse(dir string, c *comparison) error        { return nil }
func xkdr(dir string, c *comparison) error        { return nil }
func golden066(dir string, c *comparison) error   { return nil }
func stataEstudy(dir string, c *comparison) error { return nil }
