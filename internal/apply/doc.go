// Package apply is the room of the application 申报: a unit starts one for a cohort, several people write it, it is
// submitted and frozen as version n, taken back, withdrawn (life.md, "apply"; rules A1 to A5).
//
// A draft is a row per field and no act: it is saved at any time, the deadline past and a version frozen included, and
// no acknowledged text is ever lost. A version is one immutable canonical JSON with its personal part apart; its paper
// is rendered once and kept by hash. Later rooms move an application's state and own their facts themselves.
//
// The words of the form, the ticks and the texts are the programme's. Fields are known by type and flags: personal
// ones by 个人信息, the applicant's and the recommender's names by 单位名称 without and with "/".
//
// A submit is prepared (read, checked, hashed) before the act and refused as stale when somebody saved in between; it
// then tries again. Number, version, body and salted personal part make the version's hash; the check code is over that.
//
// Reads are functions of a transaction (Get, List, DraftOf, VersionOf …); the ones with an actor (See, SeeDraft, List,
// Waiting) answer by the policy. Acts are methods of Room.
package apply
