package apply

import (
	"fmt"

	"shidian/internal/ledger"
	"shidian/internal/store"
)

// Checks are the room's own proofs over its rows: that a version's texts have the hashes beside them, that its number
// and check code are right, that its attachments and its paper are there.
func (r *Room) Checks() []ledger.Check {
	return []ledger.Check{
		{Table: "application_version", Run: r.checkVersions},
		{Table: "application_paper", Run: r.checkPapers},
		{Table: "application", Run: checkLast},
		{Table: "application", Run: checkPersons},
		{Table: "late_door", Run: r.checkEvidence},
	}
}

func (r *Room) checkVersions(t *store.Tx, found func(key, what string)) error {
	key, _, err := store.Setting(t, checkKey)
	if err != nil {
		return err
	}
	versions, err := selectEveryFrozen(t)
	if err != nil {
		return err
	}
	for _, f := range versions {
		for _, what := range r.wrongVersion(f, key) {
			found(fmt.Sprintf("%s/%d", f.application, f.n), what)
		}
	}
	return nil
}

// wrongVersion says what does not hold in one version.
func (r *Room) wrongVersion(f frozen, key string) (wrong []string) {
	if hashHex(f.body) != f.bodyHash {
		wrong = append(wrong, "正文与它的哈希不符")
	}
	if ledger.Salted(f.salt, f.personal) != f.personalHash {
		wrong = append(wrong, "个人信息与它的哈希不符")
	}
	if versionHash(f.number, f.n, f.bodyHash, f.personalHash) != f.hash {
		wrong = append(wrong, "版本哈希不符")
	}
	if checkCode(key, f.hash) != f.code {
		wrong = append(wrong, "校验码不符")
	}
	v, err := f.version()
	if err != nil {
		return append(wrong, "正文无法读取")
	}
	for _, file := range v.Attachments {
		if r.Files.Check(file.Hash) != nil {
			wrong = append(wrong, fmt.Sprintf("第%d个附件缺失或内容已变", file.Order))
		}
	}
	return wrong
}

func (r *Room) checkPapers(t *store.Tx, found func(key, what string)) error {
	papers, err := selectEveryPaper(t)
	for _, p := range papers {
		if r.Files.Check(p.Hash) != nil {
			found(fmt.Sprintf("%s/%d", p.Application, p.Version), "定稿文件缺失或内容已变")
		}
	}
	return err
}

// checkLast: an application's version and number are those of its last frozen version.
func checkLast(t *store.Tx, found func(key, what string)) error {
	wrong, err := selectDetached(t)
	for _, id := range wrong {
		found(id, "版本或编号与最后一次提交不符")
	}
	return err
}

// checkEvidence: what proved a fault of the system is still there.
func (r *Room) checkEvidence(t *store.Tx, found func(key, what string)) error {
	doors, err := LateDoors(t, "")
	for _, d := range doors {
		if r.Files.Check(d.Evidence) != nil {
			found(d.ID, "逾期补报的证明材料缺失或内容已变")
		}
	}
	return err
}
