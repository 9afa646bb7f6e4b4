// Package call is the notice (通知): a cohort of a programme with its dates and contact, drafted, registered by two
// persons and published, corrected by a new version, passed on by the cities to their counties.
//
// Rules N1 to N4 and A5 of 鲁科协发〔2020〕13号 stand in rules.go, who may do what in policy.go, the table of acts in
// acts.go. What the public sees is only ever a registered version; a draft is the office's own.
//
// A deadline is an instant, and instants are compared, not states: the state 已截止 follows the electronic deadline by
// an act of the system, a moment later.
package call
