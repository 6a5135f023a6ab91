package config

// File is the configuration file that Load reads when none is named; it need not
// exist. "" when the environment names no home.
func File(env func(string) (string, bool)) string { return defaultPath(env) }
