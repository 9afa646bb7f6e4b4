package main

import (
	"os"
	"path/filepath"
	"testing"

	"shidian/internal/testenv"
)

func TestLicencesAreUpToDate(t *testing.T) {
	want, err := page(testenv.Root())
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(testenv.Root(), "docs", "licences.md"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("docs/licences.md does not tell what the program is built of: run `make generate`")
	}
}

func TestClassify(t *testing.T) {
	for text, want := range map[string]string{
		"Permission is hereby granted, free of charge, to any person":                                    "MIT",
		"Redistribution and use in source and binary forms ... Neither the name of Google":               "BSD-3-Clause",
		"Redistribution and use in source and binary forms, with or without modification, are permitted": "BSD-2-Clause",
		"Apache License\n   Version 2.0, January 2004":                                                   "Apache-2.0",
		"GNU GENERAL PUBLIC LICENSE Version 3":                                                           "",
		"All rights reserved.":                                                                           "",
	} {
		if got := classify(text); got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
}
