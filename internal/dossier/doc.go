// Package dossier takes a cohort's record out of the house (归档案卷): a ZIP that opens in any browser without the
// program, with the papers as they were stored, the catalogue of the archived files (归档文件目录, after DA/T 22), the
// entries of the record of acts with their proofs, and a check file that `shidian verify` proves.
//
// It holds names, phones, experts and objectors: it is the office's, and each export is an act with an entry. It reads
// across the rooms; its own table says what was exported, by whom, and with which check file.
package dossier
