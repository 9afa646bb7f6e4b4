package main

// rule is one rule of the notice in short, under the number that tests and documents use.
type rule struct{ Number, Words string }

// rules of 鲁科协发〔2020〕13号, as far as the house goes.
var rules = []rule{
	{"N1", "A cohort is opened by a numbered notice with addressees, annexes and contacts; a city passes it on with an earlier inner date"},
	{"N2", "The kinds of unit: cities, counties, provincial societies, directly affiliated enterprise associations"},
	{"N3", "Every year brings a new cohort; cohorts overlap; earlier ones than the first notice's do not exist"},
	{"N4", "Six reform contents, each with its problem and its aim, in the notice's words"},
	{"A1", "Voluntary; one or several contents, each whole or only aspects of it"},
	{"A2", "The form of Annex 2, field by field"},
	{"A3", "No field stays empty: what has no content says “/”, where that is allowed"},
	{"A4", "On paper or typed in by the office for a unit, which confirms it"},
	{"A5", "Before the deadline, one for all; what is late is not accepted"},
	{"A6", "Counties go through their city; all others apply directly"},
	{"A7", "In principle no more than two counties of a city"},
	{"A8", "A unit that carries out a content sets up who leads and which department answers"},
	{"C1", "Chosen by experts, drawn by lot before witnesses (ours); before that a formal check item by item (ours), with a supplement and a second look"},
	{"C2", "The body that the programme names decides the list line by line; a reserve comes up only by its decision"},
	{"C3", "The list is on public notice for the counted days; objections by name, with evidence, are handled and answered"},
	{"C4", "Released only when the period is over and no objection is open"},
	{"R1", "Each pilot works out a plan with measures, a timetable and expected goals, approved before work starts; the two years count from the release"},
	{"R2", "Every half year the province takes stock of all living pilots in one act"},
	{"R3", "A contact department follows each pilot; what problems are raised is tracked to its solution"},
	{"R4", "Pilots exchange with each other"},
	{"R5", "The office coordinates; the departments take part"},
	{"J1", "A midterm evaluation; who fails rectifies within a time, who still falls short loses the status"},
	{"J2", "A final evaluation with a grade, or not passed"},
}
