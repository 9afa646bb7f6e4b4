// Package pages is the recommender's desk: what was submitted side by side, one application to be judged, the order, the
// papers; and for the office what goes beyond the places.
package pages
