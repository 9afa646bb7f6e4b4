// Package evaluate is the room of the evaluations 评估验收 (life.md, "evaluate"; rules J1 and J2): the midterm, what is put
// right after it, the loss of the status with the unit heard before, and the final evaluation with its grade.
//
// What was found is a look: a sheet by criterion, never changed afterwards. What a body decides of a loss or a grade comes
// back from the room decide, in the same act.
package evaluate
