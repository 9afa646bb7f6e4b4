// Package programme is the definition of a programme: what one call of the
// association asks for, as one YAML file that a secretary can read aloud.
//
// The keys and the fixed words of the file are Chinese (名称, 申报表, 是, 否), the
// machine names (编码) are short ASCII words: they end up in tables, bookmarks
// and addresses, and are never renamed. The definition is data: the stages of
// a notice's life are known to the program, a file only switches them on and
// sets them. What the notice leaves open and the organiser decides is marked
// [Ours] and carries its reason.
//
// [Load] reads a file that is right, [Check] lists everything that is wrong
// with line and column, [Programme.Canonical] is the form a cohort keeps by
// its hash. The package is pure: bytes in, values out.
package programme
