// Package pages are the pages of the dossier: the one click, how far it is, and the download.
package pages
