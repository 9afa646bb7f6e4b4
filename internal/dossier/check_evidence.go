package dossier

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"path"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"shidian/internal/apply"
	"shidian/internal/ledger"
	"shidian/internal/review"
)

// Bounds of what is read whole, in bytes.
const (
	maxEvidence = 512 << 20
	maxVersion  = 32 << 20
)

// fixes names what the entries of an act fixed by its hash, if it is a file that a dossier holds.
var fixes = map[string]string{"apply.paper": "申报材料存档件", "recommend.paper": "含推荐意见的申报材料", "call.extend": "延期通知", "review.draw_number": "抽取文件",
	"decide.record": "决定摘录", "publish.start": "公示", "publish.release": "公布名单的文件", "run.submit_plan": "实施方案数据", "run.approve_plan": "实施方案数据", "run.plan_paper": "实施方案存档件",
	"run.report": "半年报告数据", "evaluate.midterm": "签字的评估表", "evaluate.second_look": "签字的评估表", "evaluate.final": "签字的评估表",
	"evaluate.announce": "取消资格的通知", "spread.publish": "典型案例数据", "spread.pay": "拨付凭证", "spread.reverse": "拨付凭证"}

// evidence proves the entries, and what they fixed.
func (c *checker) evidence(outside *ledger.Head) {
	content, err := c.small(fileEvidence, maxEvidence)
	var e evidence
	if err == nil {
		in := json.NewDecoder(bytes.NewReader(content))
		in.DisallowUnknownFields()
		if err = in.Decode(&e); err == nil && in.More() {
			err = fs.ErrInvalid
		}
	}
	if err != nil || e.Format != evidenceFormat {
		c.found("“%s”读不了，或者不是本程序的格式", fileEvidence)
		return
	}
	c.Title, c.At, c.Head, c.Entries = e.Title, e.At, ledger.Head{Size: e.Size, Root: e.Root}, len(e.Entries)
	entries := c.entries(e)
	c.heads(e, outside)
	c.fixed(entries, c.versions(entries))
	c.draws()
}

// entries proves each entry against the head, and that none of a thing's moves is left out between two others.
func (c *checker) entries(e evidence) (entries []ledger.Entry) {
	states := map[string]string{}
	last := int64(-1)
	for _, one := range e.Entries {
		proof, ok := hashes(one.Proof)
		entry, err := ledger.Decode([]byte(one.Entry))
		switch {
		case !ok || (ledger.Proven{N: one.N, Bytes: []byte(one.Entry), Proof: proof}).Under(c.Head) != nil:
			c.found("办理记录第%d号与根哈希不符：这一条或者证明被改动", one.N+1)
			continue
		case err != nil || entry.N != one.N || entry.Version != ledger.Version:
			c.found("办理记录第%d号的内容读不了", one.N+1)
			continue
		case one.N <= last:
			c.found("办理记录第%d号没有按次序，或者列了两次", one.N+1)
			continue
		}
		last = one.N
		for _, m := range entry.Moves() {
			if was, known := states[m.Object]; known && (m.From != "" || m.To != "") && m.From != was {
				c.found("办理记录第%d号之前缺少一条：所涉事项的状态接不上", one.N+1)
			}
			if m.From != "" || m.To != "" {
				states[m.Object] = m.To
			}
		}
		entries = append(entries, entry)
	}
	return entries
}

// heads proves the heads that receipts printed, and among them the one from outside.
func (c *checker) heads(e evidence, outside *ledger.Head) {
	known := map[int64]string{e.Size: e.Root}
	for _, h := range e.Heads {
		proof, ok := hashes(h.Proof)
		if !ok || (ledger.Earlier{Head: ledger.Head{Size: h.Size, Root: h.Root}, Proof: proof}).Under(c.Head) != nil {
			c.found("回执所印的%d条与根哈希不符：证明被改动", h.Size)
			continue
		}
		known[h.Size] = h.Root
	}
	if outside == nil {
		return
	}
	switch root, there := known[outside.Size]; {
	case !there:
		c.found("所给的“%d:…”不是本案卷里任何一次提交的回执，无法在这里核对；请用 shidian verify --dir 核对整个记录", outside.Size)
	case root != outside.Root:
		c.found("与所给的根哈希不符：第%d号或之前的办理记录被改写，或者案卷不是这个系统的", outside.Size)
	}
}

// lies tells whether a file with the hash is there; with a folder that is not "", in that folder.
func (c *checker) lies(hash, folder string) bool {
	return slices.ContainsFunc(c.byHash[hash], func(place string) bool { return folder == "" || path.Dir(place) == folder })
}

// fixed holds the files against the hashes that entries fixed; those of an application have to lie in its own folder.
func (c *checker) fixed(entries []ledger.Entry, folders map[string]string) {
	for _, e := range entries {
		what, is := fixes[e.Act]
		if !is || e.Froze == "" {
			continue
		}
		if c.lies(plainHash(e.Froze), folders[e.Object]) {
			c.Frozen++
		} else {
			c.found("办理记录第%d号固定的%s不在案卷里，或者已被改动", e.N+1, what)
		}
	}
}

// plainHash undoes that the draw's hash stands in its entry as text.
func plainHash(froze string) string {
	if raw, err := hex.DecodeString(froze); err == nil && len(raw) == 64 {
		return string(raw)
	}
	return froze
}

// versions computes the hash of every version of an application from its data and holds it against the entry of the
// submit, and the attachments that the data bind against the files. It gives the folder of each application.
func (c *checker) versions(entries []ledger.Entry) map[string]string {
	data, folders := map[string]bool{}, map[string]string{}
	for _, place := range c.under(dirApplications, versionEnding) {
		content, err := c.small(place, maxVersion)
		var f apply.Frozen
		if err == nil {
			err = json.Unmarshal(content, &f)
		}
		of, attached, wrong := f.Bound()
		if err != nil || wrong != nil || f.Computed() != f.Hash {
			c.found("“%s”读不了，或者与其中的哈希不符", place)
			continue
		}
		data[f.Hash], folders[apply.Object(of)] = true, path.Dir(place)
		for _, file := range attached {
			if !c.lies(file[1], path.Dir(place)) {
				c.found("%s第%d版的附件“%s”不在案卷里，或者已被改动", f.Number, f.Version, file[0])
			}
		}
	}
	for _, e := range entries {
		switch {
		case e.Act != apply.ActSubmit || e.Froze == "":
		case data[e.Froze]:
			c.Versions++
		default:
			c.found("办理记录第%d号提交的申报内容不在案卷里，或者已被改动", e.N+1)
		}
	}
	return folders
}

// draws repeats every draw.
func (c *checker) draws() {
	for _, place := range c.under(dirReview, ".json") {
		content, err := c.small(place, maxVersion)
		if err != nil {
			continue // said before
		}
		f, err := review.ReadDrawFile(bytes.NewReader(content))
		if err == nil {
			err = review.CheckDraw(f)
		}
		if err != nil {
			c.found("“%s”：%s", place, err)
		}
	}
}

// hashes reads a proof; false for what is none.
func hashes(proof []string) (list []tlog.Hash, ok bool) {
	list = make([]tlog.Hash, len(proof))
	for i, text := range proof {
		raw, err := hex.DecodeString(text)
		if err != nil || len(raw) != tlog.HashSize {
			return nil, false
		}
		copy(list[i][:], raw)
	}
	return list, true
}
