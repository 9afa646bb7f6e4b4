package programme

// Material is something handed in besides the form.
type Material struct {
	Key      string   `yaml:"编码" json:"key" name:"machine"`
	Name     string   `yaml:"名称" json:"name"`
	Sort     Sort     `yaml:"形式" json:"sort"`
	Copies   int      `yaml:"份数" json:"copies" min:"1" max:"100"`
	Required bool     `yaml:"必交" json:"required"`
	Kinds    []string `yaml:"适用类别,optional" json:"kinds,omitempty"` // none: all
}

// Sort is the shape of a material.
type Sort string

// The shapes of a material.
const (
	Original   Sort = "原件"
	Copy       Sort = "复印件"
	Electronic Sort = "电子版"
)

func (Sort) words() []string { return []string{"原件", "复印件", "电子版"} }

// Paper is what the notice asks of the printed form (A4). A programme
// without it wants no paper.
type Paper struct {
	Size        string `yaml:"纸型" json:"size"` // A4
	Binding     string `yaml:"装订" json:"binding"`
	Copies      int    `yaml:"份数" json:"copies" min:"1" max:"100"`
	Sealed      bool   `yaml:"每份盖章" json:"sealed"`
	Fax         bool   `yaml:"接受传真" json:"fax"`
	Handwriting bool   `yaml:"可手写" json:"handwriting"`

	// HostSeal are the kinds whose copies may bear the seal of the body they belong to (依托单位公章); nil: none.
	HostSeal *Ours[[]string] `yaml:"可盖依托单位公章的类别,optional" json:"host_seal,omitempty"`
}

// MaySealByHost reports whether copies of this kind may bear the host's seal in place of their own.
func (p *Paper) MaySealByHost(kind string) bool {
	return p != nil && p.HostSeal != nil && contains(p.HostSeal.Value, kind)
}
