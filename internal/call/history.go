package call

import "shidian/internal/ledger"

// Between tells whether an entry is between a county and its city alone: what a county answered is shown to its city.
func Between(e ledger.Entry) bool { return e.Act == rowIntend.Name }

// ActTitle is the name of an entry of this room on the screen; of an act of two persons the step is said too.
func ActTitle(name, step string) string {
	prefix := map[string]string{"propose": "提请", "confirm": "审签：", "reject": "退回："}[step]
	for _, row := range Acts() {
		if row.Name == name {
			return prefix + row.Title
		}
	}
	return name
}
