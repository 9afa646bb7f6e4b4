package paper

import "testing"

func TestWordsOfADocument(t *testing.T) {
	doc := Document{Blocks: []Block{Para{Text: "山东省科协\n关于试点的通知"}, Blank{Lines: 1}, Para{Runs: []Run{{Text: "甲"}, {Text: "乙"}}},
		Table{Rows: []Row{{Cells: []Cell{{Paras: []Para{{Text: "1"}}}, {Paras: []Para{{Text: "甲市科协"}}}}}}}, Signed{By: "甲", Date: "2020年5月1日"}}}
	const want = "山东省科协关于试点的通知\n甲乙\n\t1\t甲市科协\t\n甲\n2020年5月1日\n"
	if got := Words(doc); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
