package paper

import (
	"fmt"
	"strings"
)

// tags writes the structure tree and returns its root object. Elements without content are left out.
func (w *writer) tags() int {
	root := w.reserve()
	ids := map[*node]int{}
	prune(w.root)
	w.assign(w.root, ids)
	w.element(w.root, root, ids)
	var parents strings.Builder
	for page, nodes := range w.parents {
		fmt.Fprintf(&parents, "%d[", page)
		for _, n := range nodes {
			fmt.Fprintf(&parents, "%d 0 R ", ids[n])
		}
		parents.WriteString("]")
	}
	for i, n := range w.linked {
		fmt.Fprintf(&parents, "%d %d 0 R ", len(w.parents)+i, ids[n])
	}
	tree := w.add("<</Nums[%s]>>", parents.String())
	w.put(root, "<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R/ParentTreeNextKey %d>>", ids[w.root], tree, len(w.parents)+len(w.linked))
	return root
}

// prune drops empty elements but keeps the cells of a table, which count even when nothing stands in them.
func prune(n *node) bool {
	kids := n.kids[:0]
	for _, kid := range n.kids {
		if prune(kid) {
			kids = append(kids, kid)
		}
	}
	n.kids = kids
	return len(n.kids) > 0 || len(n.marks) > 0 || n.kind == "TD" || n.kind == "TH"
}

func (w *writer) assign(n *node, ids map[*node]int) {
	ids[n] = w.reserve()
	for _, kid := range n.kids {
		w.assign(kid, ids)
	}
}

func (w *writer) element(n *node, parent int, ids map[*node]int) {
	var kids strings.Builder
	for _, m := range n.marks {
		fmt.Fprintf(&kids, "<</Type/MCR/Pg %d 0 R/MCID %d>>", w.pageIDs[m.page], m.id)
	}
	for _, l := range n.links {
		fmt.Fprintf(&kids, "<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>", w.pageIDs[l.page], l.id)
	}
	for _, kid := range n.kids {
		fmt.Fprintf(&kids, "%d 0 R ", ids[kid])
	}
	w.put(ids[n], "<</Type/StructElem/S/%s/P %d 0 R/K[%s]%s>>", n.kind, parent, kids.String(), n.attrs)
	for _, kid := range n.kids {
		w.element(kid, ids[n], ids)
	}
}

// outlines writes the bookmarks as a tree by heading rank and returns the catalog's entry for them.
func (w *writer) outlines() string {
	if len(w.outline) == 0 {
		return ""
	}
	root := w.reserve()
	ids := make([]int, len(w.outline))
	for i := range ids {
		ids[i] = w.reserve()
	}
	first, last, count := w.branch(root, 0, len(w.outline), ids)
	w.put(root, "<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", first, last, count)
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", root)
}

// branch writes the entries from..to under one parent; an entry owns what follows it with a lower rank.
func (w *writer) branch(parent, from, to int, ids []int) (first, last, count int) {
	prev := 0
	for at := from; at < to; {
		next := at + 1
		for next < to && w.outline[next].level > w.outline[at].level {
			next++
		}
		e := w.outline[at]
		links := ""
		if prev != 0 {
			links += fmt.Sprintf("/Prev %d 0 R", prev)
		}
		if next < to {
			links += fmt.Sprintf("/Next %d 0 R", ids[next])
		}
		if next > at+1 {
			f, l, n := w.branch(ids[at], at+1, next, ids)
			links += fmt.Sprintf("/First %d 0 R/Last %d 0 R/Count %d", f, l, n)
			count += n
		}
		w.put(ids[at], "<</Title %s/Parent %d 0 R/Dest[%d 0 R/XYZ 0 %s 0]%s>>",
			pdfText(e.title), parent, w.pageIDs[e.page], num(w.h-e.y), links)
		if first == 0 {
			first = ids[at]
		}
		last, prev = ids[at], ids[at]
		count++
		at = next
	}
	return first, last, count
}
