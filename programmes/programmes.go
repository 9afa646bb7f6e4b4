// Package programmes holds the definitions and notices shipped with the
// program, one YAML file each. More can be loaded at run time.
package programmes

import "embed"

// Files are the shipped files, by name.
//
//go:embed *.yaml examples/*.yaml
var Files embed.FS

// Worker is the definition of another kind of programme, for demonstrations: persons nominated by societies and
// cities; and WorkerNotice the text of its notice. The office is not offered it: it lies among the examples.
const (
	Worker       = "examples/sdkx-worker-2020.yaml"
	WorkerNotice = "examples/sdkx-worker-2020-notice.yaml"
)

// ReformPilot is the definition of the reform pilot (鲁科协发〔2020〕13号), and
// ReformPilotNotice the text of its notice.
const (
	ReformPilot       = "sdkx-reform-pilot-2020.yaml"
	ReformPilotNotice = "sdkx-reform-pilot-2020-notice.yaml"
)
