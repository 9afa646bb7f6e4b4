package ledger

import (
	"errors"
	"fmt"
	"sort"

	"golang.org/x/mod/sumdb/tlog"

	"shidian/internal/store"
)

// Check is a room's own proof over its rows, for what a digest of columns does not say: that a text has the hash
// beside it, that a file is there. It calls found for each row that does not hold, with words in Chinese.
type Check struct {
	Table string
	Run   func(t *store.Tx, found func(key, what string)) error
}

// Problem is one thing that does not hold.
type Problem struct {
	Entry int64  // number of the entry, -1 when it is about a row
	Table string // "" when it is about an entry
	Key   string
	What  string // in Chinese
}

// String names the place and what is wrong with it.
func (p Problem) String() string {
	if p.Table == "" {
		return fmt.Sprintf("办理记录第 %d 号：%s", p.Entry, p.What)
	}
	return fmt.Sprintf("表 %s 的行 %s：%s", p.Table, p.Key, p.What)
}

// Report is what verify found: the head it computed anew, and the problems, the earliest entry first.
type Report struct {
	Head     Head
	Problems []Problem
}

// Verify proves the whole ledger from its entries' bytes and holds the covered tables against it. A head known from
// outside (a receipt), if not nil, finds an end that was cut off or a history that was written anew.
func Verify(t *store.Tx, covers []Cover, checks []Check, outside *Head) (Report, error) {
	v := verifier{last: map[Row]string{}, states: map[string]string{}, carried: map[carried]bool{}}
	for _, step := range []func(*store.Tx) error{v.entries, v.along, v.hashes, v.size} {
		if err := step(t); err != nil {
			return Report{}, err
		}
	}
	for _, cover := range covers {
		if err := v.table(t, cover); err != nil {
			return Report{}, err
		}
	}
	for _, check := range checks {
		err := check.Run(t, func(key, what string) { v.row(check.Table, key, what) })
		if err != nil {
			return Report{}, err
		}
	}
	head, err := v.head(v.n)
	if err != nil {
		return Report{}, err
	}
	if outside != nil {
		v.against(*outside)
	}
	sort.SliceStable(v.problems, func(i, j int) bool { return before(v.problems[i], v.problems[j]) })
	return Report{Head: head, Problems: v.problems}, nil
}

func before(a, b Problem) bool {
	if (a.Entry < 0) != (b.Entry < 0) {
		return b.Entry < 0
	}
	return a.Entry < b.Entry
}

type verifier struct {
	n        int64             // entries read so far, equal to the next number expected
	computed []tlog.Hash       // every stored hash, computed anew
	last     map[Row]string    // (table, key) -> digest after the last act that wrote it
	states   map[string]string // object -> where its last act left it
	carried  map[carried]bool  // what entries carried along, and whether the table knows
	problems []Problem
}

// carried is a thing that an entry's act carried along.
type carried struct {
	object string
	n      int64
}

func (v *verifier) entry(n int64, what string) {
	v.problems = append(v.problems, Problem{Entry: n, What: what})
}

func (v *verifier) row(table, key, what string) {
	v.problems = append(v.problems, Problem{Entry: -1, Table: table, Key: key, What: what})
}

// ReadHashes implements tlog.HashReader over the hashes computed anew.
func (v *verifier) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, idx := range indexes {
		if idx < 0 || idx >= int64(len(v.computed)) {
			return nil, errors.New("hash beyond the tree")
		}
		hashes[i] = v.computed[idx]
	}
	return hashes, nil
}

func (v *verifier) entries(t *store.Tx) error {
	rows, err := t.Query("SELECT n, at, account, act, object, bytes FROM ledger_entry ORDER BY n")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var column Entry
		var bytes []byte
		if err := rows.Scan(&column.N, &column.At, &column.Account, &column.Act, &column.Object, &bytes); err != nil {
			return err
		}
		if err := v.take(column, bytes); err != nil {
			return err
		}
	}
	return rows.Err()
}

// take checks one entry and adds it to the tree.
func (v *verifier) take(column Entry, bytes []byte) error {
	for ; v.n < column.N; v.n++ {
		v.entry(v.n, "缺失")
		if err := v.grow(nil); err != nil {
			return err
		}
	}
	e, err := Decode(bytes)
	switch {
	case err != nil:
		v.entry(column.N, "内容无法读取")
	case e.Version != Version:
		v.entry(column.N, fmt.Sprintf("格式版本 %d 未知", e.Version))
	case e.N != column.N:
		v.entry(column.N, fmt.Sprintf("内容属于第 %d 号", e.N))
	case e.At != column.At || e.Account != column.Account || e.Act != column.Act || e.Object != column.Object:
		v.entry(column.N, "检索栏与内容不符")
	}
	if err == nil {
		v.replay(e)
	}
	if err := v.grow(bytes); err != nil {
		return err
	}
	v.n++
	return nil
}

func (v *verifier) grow(bytes []byte) error {
	hashes, err := tlog.StoredHashes(v.n, bytes, v)
	v.computed = append(v.computed, hashes...)
	return err
}

// replay remembers how the act left its rows and its object.
func (v *verifier) replay(e Entry) {
	for _, row := range e.Rows {
		v.last[Row{Table: row.Table, Key: row.Key}] = row.Digest
	}
	v.move(e.N, Move{Object: e.Object, From: e.From, To: e.To})
	for _, move := range e.Along {
		v.carried[carried{move.Object, e.N}] = false
		v.move(e.N, move)
	}
}

func (v *verifier) move(n int64, m Move) {
	if m.From == "" && m.To == "" {
		return
	}
	if state, known := v.states[m.Object]; known && state != m.From {
		v.entry(n, fmt.Sprintf("从状态 %s 开始，而上一条停在 %s", m.From, state))
	}
	v.states[m.Object] = m.To
}

// along holds the table of what was carried along against the entries.
func (v *verifier) along(t *store.Tx) error {
	rows, err := store.Rows(t, func(row store.Scanner) (c carried, err error) {
		err = row.Scan(&c.object, &c.n)
		return c, err
	}, "SELECT object, n FROM ledger_along ORDER BY n, object")
	if err != nil {
		return err
	}
	for _, c := range rows {
		if _, said := v.carried[c]; !said {
			v.entry(c.n, "检索栏列有内容中没有的事项")
		}
		v.carried[c] = true
	}
	for c, listed := range v.carried {
		if !listed {
			v.entry(c.n, "检索栏缺少内容中的事项")
		}
	}
	return nil
}

// hashes holds the stored tree against the one computed anew.
func (v *verifier) hashes(t *store.Tx) error {
	rows, err := t.Query("SELECT idx, hash FROM ledger_hash ORDER BY idx")
	if err != nil {
		return err
	}
	defer rows.Close()
	stored := make([]bool, len(v.computed))
	for rows.Next() {
		var idx int64
		var hash []byte
		if err := rows.Scan(&idx, &hash); err != nil {
			return err
		}
		level, n := tlog.SplitStoredHashIndex(idx)
		last := (n+1)<<level - 1
		switch {
		case idx >= int64(len(v.computed)):
			v.entry(last, "有哈希而没有内容")
		case string(hash) != string(v.computed[idx][:]):
			v.entry(last, "哈希不符")
			stored[idx] = true
		default:
			stored[idx] = true
		}
	}
	for idx, there := range stored {
		if !there {
			level, n := tlog.SplitStoredHashIndex(int64(idx))
			v.entry((n+1)<<level-1, "哈希缺失")
		}
	}
	return rows.Err()
}

func (v *verifier) size(t *store.Tx) error {
	size, found, err := store.One(t, store.Scalar[int64], "SELECT size FROM ledger_head WHERE one = 1")
	if err != nil {
		return err
	}
	if !found || size != v.n {
		v.entry(v.n, fmt.Sprintf("账首记有 %d 条，实有 %d 条", size, v.n))
	}
	return nil
}

// table holds each row of a covered table against the last act that wrote it.
func (v *verifier) table(t *store.Tx, cover Cover) error {
	rows, err := cover.All(t)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, row := range rows {
		seen[row.Key] = true
		switch digest, known := v.last[Row{Table: row.Table, Key: row.Key}]; {
		case !known:
			v.row(row.Table, row.Key, "没有任何办理记录")
		case digest != row.Digest:
			v.row(row.Table, row.Key, "与最后一次办理时不同")
		}
	}
	var gone []string
	for row, digest := range v.last {
		if row.Table == cover.Table && digest != "" && !seen[row.Key] {
			gone = append(gone, row.Key)
		}
	}
	sort.Strings(gone)
	for _, key := range gone {
		v.row(cover.Table, key, "已不存在")
	}
	return nil
}

func (v *verifier) head(size int64) (Head, error) {
	root, err := tlog.TreeHash(size, v)
	return Head{Size: size, Root: fmt.Sprintf("%x", root[:])}, err
}

// against holds a head from outside against the tree.
func (v *verifier) against(outside Head) {
	if outside.Size > v.n {
		v.entry(v.n, fmt.Sprintf("末尾被截去：回执记有 %d 条，现有 %d 条", outside.Size, v.n))
		return
	}
	if head, err := v.head(outside.Size); err != nil || head.Root != outside.Root {
		v.entry(outside.Size-1, "与所给的根哈希不符：这一条或之前的记录被改写")
	}
}
