// Package programmes holds the definitions and notices shipped with the
// program, one YAML file each. More can be loaded at run time.
package programmes

import "embed"

// Files are the shipped files, by name.
//
//go:embed *.yaml
var Files embed.FS

// ReformPilot is the definition of the reform pilot (鲁科协发〔2020〕13号), and
// ReformPilotNotice the text of its notice.
const (
	ReformPilot       = "sdkx-reform-pilot-2020.yaml"
	ReformPilotNotice = "sdkx-reform-pilot-2020-notice.yaml"
)
