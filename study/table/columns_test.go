package table

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestColumnsOfEventsBecomeRegressors(t *testing.T) {
	const file = "security,date,group,size\nA,2025-01-02,good,1.5\nB,2025-01-03,bad,\nC,2025-01-06,,3\n"
	group, err := ReadColumn(strings.NewReader(file), "e.csv", "Group")
	if err != nil {
		t.Fatal(err)
	}
	names, columns, err := Regressors("group", group)
	if diff := cmp.Diff([]string{"group=good"}, names); diff != "" || err != nil {
		t.Error(diff, err)
	}
	same := cmpopts.EquateNaNs()
	if diff := cmp.Diff([][]float64{{1, 0, math.NaN()}}, columns, same); diff != "" {
		t.Error(diff)
	}
	size, err := ReadColumn(strings.NewReader(file), "e.csv", "size")
	if err != nil {
		t.Fatal(err)
	}
	if _, columns, err = Regressors("size", size); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]float64{{1.5, math.NaN(), 3}}, columns, same); diff != "" {
		t.Error(diff)
	}
	if _, err := ReadColumn(strings.NewReader(file), "e.csv", "colour"); err == nil || !strings.Contains(err.Error(), `no column "colour"`) {
		t.Errorf("got %v", err)
	}
	if _, _, err := Regressors("group", []string{"one", "one"}); err == nil {
		t.Error("a column of one word told events apart")
	}
}
