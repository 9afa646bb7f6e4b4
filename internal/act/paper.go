package act

// Paper is a file that a proposal rests on, for whoever confirms it: 决定摘录. Hash is that of the file store.
type Paper struct{ Name, Hash string }
