// Package decide is the room of decisions 研究 (life.md, "decide"; rules C1 and C2): the office draws up the suggested list
// out of the ranking, the body that the programme names decides it line by line, and two persons record what it decided.
//
// A decision is one kind of thing whatever it is about: its matter is a value. Only the excerpt (决定摘录) is kept, no
// minutes. Who left the room stands beside it.
package decide
