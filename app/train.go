package app

// trainCommand makes the embedded models again from their sources. A model joins
// with a field here and a file train_<model>.go.
type trainCommand struct {
	Syntax      trainSyntaxCommand      `cmd:"" help:"The tagger and parser of story/syntax, from treebanks."`
	Attribution trainAttributionCommand `cmd:"" help:"Who says what, of ledger/attribution, from PolNeAR."`

	Corporate trainCorporateCommand `cmd:"" help:"The types of corporate events of ledger/corporate, from SENTiVENT."`
}

// trainFlags are those of every model.
type trainFlags struct {
	Gold string `help:"Folder of the training data (default: the shared data, found by NEWSTAPE_SHARED or beside the repository)." placeholder:"DIR"`
	Out  string `help:"The file to write." short:"o" required:"" placeholder:"FILE"`
	Seed uint64 `help:"Seed of the order in which examples are seen." default:"1"`
}
