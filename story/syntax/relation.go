package syntax

import (
	"slices"
	"strings"
)

// Relation is a Universal Dependencies relation with its English subtype.
type Relation uint8

// The relations, in the order of their names.
const (
	ACL Relation = iota
	ACLRelCl
	AdvCl
	AdvClRelCl
	AdvMod
	Amod
	Appos
	Aux
	AuxPass
	Case
	Cc
	CcPreconj
	CComp
	Compound
	CompoundPrt
	Conj
	Cop
	CSubj
	CSubjOuter
	CSubjPass
	Dep
	Det
	DetPredet
	Discourse
	Dislocated
	Expl
	Fixed
	Flat
	GoesWith
	IObj
	List
	Mark
	Nmod
	NmodDesc
	NmodPoss
	NmodUnmarked
	NSubj
	NSubjOuter
	NSubjPass
	NumMod
	Obj
	Obl
	OblAgent
	OblUnmarked
	Orphan
	Parataxis
	Punct
	Reparandum
	Root
	Vocative
	XComp
	relationCount
)

var relationNames = [relationCount]string{
	"acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos",
	"aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt",
	"conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep", "det", "det:predet",
	"discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj",
	"list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj",
	"nsubj:outer", "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked",
	"orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
}

// String is the relation as treebanks write it: nsubj:pass.
func (r Relation) String() string {
	if r >= relationCount {
		return "?"
	}
	return relationNames[r]
}

// ParseRelation is the relation with the name; false when there is none.
func ParseRelation(name string) (Relation, bool) {
	i := slices.Index(relationNames[:], name)
	return Relation(max(i, 0)), i >= 0 // #nosec G115 -- fewer than 256 names
}

// Universal is the relation without its subtype: nsubj for nsubj:pass.
func (r Relation) Universal() Relation {
	for r > 0 && r < relationCount && strings.Contains(relationNames[r], ":") {
		r--
	}
	return r
}
