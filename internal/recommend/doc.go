// Package recommend is the recommender's part (审核推荐): a city checks what its counties submitted, recommends with an
// opinion and an order, within its places; what goes beyond them waits for the province's decision (A6, A7, N2).
//
// Who recommends whom, the caps and what happens beyond them stand in the programme; here is no county and no city.
package recommend
