package review

import (
	"shidian/internal/act"
	"shidian/internal/files"
	"shidian/internal/paper"
	"shidian/internal/unit"
)

// Room is the room's acts and what they need.
type Room struct {
	Door  *act.Door
	Files *files.Store
	Fonts *paper.Fonts
	Units *unit.Room // issues the accounts of those who were drawn
}

// New makes the room.
func New(door *act.Door, blobs *files.Store, fonts *paper.Fonts, units *unit.Room) *Room {
	return &Room{Door: door, Files: blobs, Fonts: fonts, Units: units}
}
